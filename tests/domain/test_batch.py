"""Many tasks matched at once."""

import inspect
import random
import sys
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.enums import Answer, Transport
from desktop.domain import batch
from desktop.domain.availability import Absence, Busy, Slot, free_spans
from desktop.domain.batch import Assignment, Proposal, Unfilled, UnfilledWhy, propose
from desktop.domain.batch_problem import CAUTIOUS_WEEK, MAX_A_DAY
from desktop.domain.clearance import clear
from desktop.domain.clearance_facts import CheckRecord, Rule, TaskContext, VolunteerFacts
from desktop.domain.match_facts import Candidate, Need, Place, minutes_used, monday

TUESDAY = date(2026, 11, 17)
RULES = (Rule("wales", "shopping", "identity"), Rule("wales", "other", "references"))
CHECKED = VolunteerFacts("active", (CheckRecord("identity", "verified"),), over_18=True)
HERE = Place(400000, 300000, "postcode")
NEED = Need(
    "r1",
    TaskContext("wales", "shopping", TUESDAY, because_of=Answer.NO),
    household_id="h1",
    person_id="p1",
    place=HERE,
    start=600,
    end=720,
    minutes=60,
)
ANN = Candidate("a", "Ann", CHECKED, place=HERE, slots=(Slot(1, 540, 780),), weekly_minutes=60)
SOLVERS = pytest.mark.parametrize("plain", [True, False])


def run(needs: list[Need], people: list[Candidate], plain: bool, **more: Any) -> Proposal:
    found = propose(needs, people, RULES, TUESDAY, plain=plain, **more)
    check(found, needs, people)
    assert found.solver == ("plain" if plain else "highs")
    return found


def check(found: Proposal, needs: list[Need], people: list[Candidate]) -> None:
    """Every gate and every limit again, by other means than the solver's."""
    by_need = {need.id: need for need in needs}
    by_person = {person.id: person for person in people}
    assert sorted(
        [*(each.need_id for each in found.assignments), *(each.need_id for each in found.unfilled)]
    ) == sorted(by_need)
    held: dict[str, list[tuple[date, int, int]]] = {}
    for each in found.assignments:
        need, person = by_need[each.need_id], by_person[each.volunteer_id]
        end = each.start + need.minutes
        assert clear(RULES, person.facts, need.context).passes
        assert not {need.household_id, need.person_id} & person.kept_apart
        assert need.start <= each.start
        assert end <= need.end
        spans = free_spans(person.slots, person.absences, person.busy, need.on_date)
        assert any(span.start <= each.start and end <= span.end for span in spans)
        held.setdefault(person.id, []).append((need.on_date, each.start, end))
    for key, times in held.items():
        for (day, _, end), (other, start, _) in pairwise(sorted(times)):
            assert day != other or end <= start
        person = by_person[key]
        for day in {each[0] for each in times}:
            assert sum(each[0] == day for each in times) <= MAX_A_DAY
            given = sum(end - start for each, start, end in times if monday(each) == monday(day))
            promised = CAUTIOUS_WEEK if person.weekly_minutes is None else person.weekly_minutes
            assert given + minutes_used(person, day) <= promised
    assert found.objective >= found.bound - 1e-6


def test_figures_of_widening() -> None:
    assert (batch.WIDEN, batch.MAX_WIDENINGS) == (4, 2)


@SOLVERS
def test_nothing_to_do(plain: bool) -> None:
    found = run([], [ANN], plain)
    assert (found.assignments, found.unfilled, found.objective) == ((), (), 0)
    assert run([NEED], [], plain).unfilled == (Unfilled("r1", UnfilledWhy.NOT_FREE, 0),)


@SOLVERS
def test_solved_as_a_whole(plain: bool) -> None:
    """Each alone would take Ann; together the one who can only have Ann gets her."""
    bob = replace(ANN, id="b", place=Place(403000, 300000), kept_apart=frozenset({"h2"}))
    needs = [NEED, replace(NEED, id="r2", household_id="h2", person_id="p2")]
    found = run(needs, [bob, ANN], plain)
    assert found.assignments == (Assignment("r1", "b", 600), Assignment("r2", "a", 600))


@SOLVERS
def test_two_in_a_row_for_one_volunteer(plain: bool) -> None:
    ann = replace(ANN, weekly_minutes=120)
    found = run([NEED, replace(NEED, id="r2")], [ann], plain)
    assert sorted(each.start for each in found.assignments) == [600, 660]


@SOLVERS
def test_why_nobody(plain: bool) -> None:
    needs = [
        NEED,
        replace(NEED, id="r2"),
        replace(NEED, id="r3", start=60, end=200),
        replace(NEED, id="r4", context=replace(NEED.context, need_code="other")),
    ]
    found = run(needs, [ANN], plain)
    assert {(each.need_id, each.why, each.cleared) for each in found.unfilled} == {
        (found.unfilled[0].need_id, UnfilledWhy.ALL_TAKEN, 1),
        ("r3", UnfilledWhy.NOT_FREE, 0),
        ("r4", UnfilledWhy.NOT_CLEARED, 0),
    }
    assert found.unfilled[0].need_id in {"r1", "r2"}


@SOLVERS
def test_many_wanting_the_same_few_are_spread(plain: bool) -> None:
    people = [replace(ANN, id=f"v{number:02d}") for number in range(30)]
    needs = [replace(NEED, id=f"r{number:02d}") for number in range(30)]
    found = run(needs, people, plain, pairs=1)
    assert len(found.assignments) >= 21
    assert len(run(needs, people, plain, pairs=0).assignments) == len(found.assignments)
    assert len(run(needs, people, plain, pairs=6).assignments) == 30


@SOLVERS
def test_the_same_whatever_the_order_of_the_input(plain: bool) -> None:
    needs, people = crowd(20, 30, 3)
    found = run(needs, people, plain)
    assert run(needs[::-1], people[::-1], plain) == found


@SOLVERS
def test_cancel_keeps_what_was_found(plain: bool) -> None:
    needs, people = crowd(10, 20, 4)
    run(needs, people, plain, cancel=lambda: True)


def test_plain_python_where_highs_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    found = propose([NEED], [ANN], RULES, TUESDAY)
    assert (found.solver, found.assignments) == ("plain", (Assignment("r1", "a", 600),))


def crowd(tasks: int, volunteers: int, seed: int) -> tuple[list[Need], list[Candidate]]:
    """A made-up week with tight hours, so that tasks compete."""
    dice = random.Random(seed)

    def somewhere() -> Place:
        return Place(400000 + dice.randrange(6000), 300000 + dice.randrange(6000), "postcode")

    people = [
        Candidate(
            f"v{number:03d}",
            f"V{number}",
            CHECKED if dice.random() < 0.9 else replace(CHECKED, checks=()),
            place=somewhere(),
            transport=frozenset({dice.choice((Transport.FOOT, Transport.BIKE))}),
            weekly_minutes=dice.choice((None, 30, 60, 90, 120)),
            week_loads=((monday(TUESDAY), dice.choice((0, 0, 30))),),
            slots=tuple(Slot(day, 540, dice.choice((700, 1020))) for day in dice.sample(range(7), 4)),
            absences=(Absence(TUESDAY, TUESDAY),) if dice.random() < 0.1 else (),
            busy=(Busy(TUESDAY, 600, 630),) if dice.random() < 0.2 else (),
            last_helped=TUESDAY - timedelta(days=dice.randrange(60)),
            kept_apart=frozenset({f"h{dice.randrange(tasks)}"}),
            usual_for=frozenset({f"h{dice.randrange(tasks)}"}) if dice.random() < 0.2 else frozenset(),
        )
        for number in range(volunteers)
    ]
    needs = []
    for number in range(tasks):
        start = dice.choice((540, 600, 630, 660))
        day = TUESDAY + timedelta(days=dice.randrange(9))
        needs.append(
            replace(
                NEED,
                id=f"r{number:03d}",
                context=replace(NEED.context, on_date=day),
                household_id=f"h{number}",
                person_id=f"p{number}",
                place=somewhere(),
                start=start,
                end=start + dice.choice((60, 90, 180)),
                minutes=dice.choice((20, 30, 45, 60)),
            )
        )
    return needs, people


@given(st.integers(1, 14), st.integers(1, 14), st.integers(0, 10_000), st.booleans())
@settings(max_examples=60)
def test_every_gate_and_limit_holds(tasks: int, volunteers: int, seed: int, plain: bool) -> None:
    run(*crowd(tasks, volunteers, seed), plain)


def test_within_one_part_in_a_hundred_of_the_relaxation() -> None:
    needs, people = crowd(80, 240, 11)
    found = run(needs, people, plain=False)
    assert found.objective <= 1.01 * found.bound
    plain = run(needs, people, plain=True)
    assert plain.objective <= 1.02 * found.objective
    assert len(plain.assignments) == len(found.assignments)


def test_a_task_left_over_is_given_as_many_more_as_are_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[tuple[int, list[int]]] = []
    build = batch.build

    def noted(needs: Any, people: Any, matcher: Any, today: date, count: int, spreads: list[int]) -> Any:
        built.append((count, list(spreads)))
        return build(needs, people, matcher, today, count, spreads)

    monkeypatch.setattr(batch, "build", noted)
    unchecked = replace(ANN, id="c", facts=replace(CHECKED, checks=()))
    needs = [NEED, replace(NEED, id="r2")]
    found = propose(needs, [ANN, replace(ANN, id="b"), unchecked], RULES, TUESDAY, pairs=0)
    assert built == [(1, [0, 0]), (1, [0, 1])]
    assert len(found.assignments) == 2


def test_highs_is_used_where_it_is_installed_with_forty_volunteers_a_task() -> None:
    assert propose([NEED], [ANN], RULES, TUESDAY).solver == "highs"
    assert inspect.signature(propose).parameters["pairs"].default == 40
