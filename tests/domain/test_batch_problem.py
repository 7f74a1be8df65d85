"""What fits together and what it costs."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.availability import Absence, Busy, Slot, Span
from desktop.domain.batch_problem import (
    CAUTIOUS_WEEK,
    MAX_A_DAY,
    UNFILLED,
    WEIGHTS,
    Pair,
    Problem,
    build,
    costs_of,
    schedule,
)
from desktop.domain.clearance_facts import CheckRecord, Rule, TaskContext, VolunteerFacts
from desktop.domain.match_facts import Candidate, Need, Place
from desktop.domain.matching import Matcher, Ranked, Way

TUESDAY = date(2026, 11, 17)
MONDAY = TUESDAY - timedelta(days=1)
RULES = (Rule("wales", "shopping", "identity"),)
NEED = Need(
    "r1", TaskContext("wales", "shopping", TUESDAY), household_id="h1", start=600, end=720, minutes=60
)
ANN = Candidate("a", "Ann", VolunteerFacts("active", (CheckRecord("identity", "verified"),), over_18=True))


def task(start: int, end: int, minutes: int) -> Need:
    return replace(NEED, start=start, end=end, minutes=minutes)


@pytest.mark.parametrize(
    ("needs", "spans", "starts"),
    [
        ([], [(0, 1440)], []),
        ([(600, 720, 60)], [(540, 780)], [600]),
        ([(600, 720, 60)], [(630, 690)], [630]),
        ([(600, 720, 60)], [(630, 689)], None),
        ([(600, 720, 60), (600, 720, 60)], [(540, 780)], [600, 660]),
        ([(600, 720, 61), (600, 720, 60)], [(540, 780)], None),
        ([(600, 800, 60), (600, 660, 60)], [(540, 780)], [660, 600]),
        ([(0, 1440, 60), (0, 1440, 60)], [(540, 600), (700, 760)], [540, 700]),
        ([(0, 1440, 40), (0, 1440, 40), (0, 1440, 40)], [(540, 600), (700, 760)], None),
        # The one due first must wait: it starts late.
        ([(600, 700, 30), (0, 720, 120)], [(500, 780)], [620, 500]),
        ([(660, 690, 30), (600, 720, 60)], [(600, 720)], [660, 600]),
    ],
)
def test_schedules(
    needs: list[tuple[int, int, int]], spans: list[tuple[int, int]], starts: list[int] | None
) -> None:
    assert schedule([task(*each) for each in needs], tuple(Span(*each) for each in spans)) == starts


windows = st.tuples(st.integers(0, 6), st.integers(1, 6), st.integers(1, 4)).map(
    lambda each: task(each[0] * 30, (each[0] + each[1]) * 30, each[2] * 15)
)


@given(st.lists(windows, max_size=4), st.lists(st.integers(0, 12), max_size=4, unique=True))
def test_a_schedule_is_found_exactly_when_there_is_one(needs: list[Need], edges: list[int]) -> None:
    marks = [30 * edge for edge in sorted(edges)]
    spans = tuple(Span(a, b) for a, b in zip(marks[::2], marks[1::2], strict=False))
    starts = schedule(needs, spans)

    def works(order: tuple[int, ...]) -> bool:
        now = 0
        for place in order:
            need = needs[place]
            fits = [max(span.start, need.start, now) for span in spans]
            fits = [
                start
                for start, span in zip(fits, spans, strict=True)
                if start + need.minutes <= min(span.end, need.end)
            ]
            if not fits:
                return False
            now = fits[0] + need.minutes
        return True

    assert (starts is not None) is any(works(order) for order in permutations(range(len(needs))))
    taken: list[tuple[int, int]] = []
    for need, start in zip(needs, starts or [], strict=starts is not None):
        end = start + need.minutes
        assert need.start <= start
        assert end <= need.end
        assert any(span.start <= start and end <= span.end for span in spans)
        assert all(end <= other[0] or other[1] <= start for other in taken)
        taken.append((start, end))


def test_a_day_holds_so_many() -> None:
    needs = tuple(task(0, 1440, 10) for _ in range(MAX_A_DAY + 1))
    problem = Problem(needs, (ANN,), ((),) * len(needs), {(0, TUESDAY): (Span(0, 1440),)}, {})
    assert problem.day_starts(0, range(MAX_A_DAY)) == [0, 10, 20, 30, 40]
    assert problem.day_starts(0, range(MAX_A_DAY + 1)) is None
    assert problem.day_starts(0, [0]) == [0]


def ranked(*parts: int, waited: int) -> Ranked:
    return Ranked((*parts, (TUESDAY - timedelta(days=waited)).toordinal()), ANN, Way(None), None)


@pytest.mark.parametrize("part", range(len(WEIGHTS)))
def test_costs_follow_the_order_of_the_ranking(part: int) -> None:
    none = [0] * len(WEIGHTS)
    worse = [*none[:part], 1, *none[part + 1 :]]
    costs = costs_of([ranked(*none, waited=0), ranked(*worse, waited=0)], TUESDAY)
    assert costs == [108, 108 + WEIGHTS[part]]


def test_what_all_share_costs_nothing() -> None:
    far = [1, 8, 1, 2, 3, 1, 4, 2, 4]
    assert costs_of([ranked(*far, waited=0), ranked(*far, waited=70)], TUESDAY) == [108, 100]
    assert costs_of([], TUESDAY) == []


@pytest.mark.parametrize(("days", "cost"), [(-7, 108), (6, 108), (7, 107), (55, 101), (56, 100), (600, 100)])
def test_waiting_counts_in_weeks(days: int, cost: int) -> None:
    assert costs_of([ranked(*[0] * len(WEIGHTS), waited=days)], TUESDAY) == [cost]


def test_figures() -> None:
    """Filling comes first, then domain rule 5's order; three hours a week of somebody not asked."""
    assert UNFILLED == 50_000
    assert WEIGHTS == (9000, 900, 400, 200, 150, 120, 10, 40, 15)
    assert (CAUTIOUS_WEEK, MAX_A_DAY) == (180, 5)


def test_no_pair_costs_as_much_as_nobody() -> None:
    none = [0] * len(WEIGHTS)
    assert costs_of([ranked(*none, waited=0), ranked(9, *none[1:], waited=0)], TUESDAY)[1] == UNFILLED - 1


def gather(*people: Candidate, needs: tuple[Need, ...] = (NEED,), count: int = 9, spread: int = 0) -> Problem:
    matcher = Matcher(people, RULES, TUESDAY)
    return build(needs, people, matcher, TUESDAY, count, [spread] * len(needs))


def test_pairs_are_sorted_by_cost_then_place() -> None:
    far = replace(ANN, id="b", place=Place(9000, 0))
    people = [replace(each, place=each.place if each.id == "b" else Place(0, 0)) for each in (far, ANN)]
    people = [people[0], people[1], replace(people[1], id="c")]
    need = replace(NEED, place=Place(0, 0))
    problem = gather(*people, needs=(need,))
    assert [pair.volunteer for pair in problem.pairs[0]] == [1, 2, 0]
    assert problem.pairs[0][0].cost == problem.pairs[0][1].cost < problem.pairs[0][2].cost
    assert problem.pairs[0][0] == Pair(108, 1)


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ({"weekly_minutes": 60}, 60),
        ({"weekly_minutes": 59}, None),
        ({"weekly_minutes": 90, "week_loads": ((MONDAY, 31),)}, None),
        ({"weekly_minutes": 90, "week_loads": ((MONDAY, 30),)}, 60),
        ({}, CAUTIOUS_WEEK),
        ({"week_loads": ((MONDAY, CAUTIOUS_WEEK - 59),)}, None),
    ],
)
def test_pairs_over_the_promised_week_are_left_out(more: dict[str, Any], left: int | None) -> None:
    problem = gather(replace(ANN, **more))
    assert len(problem.pairs[0]) == (left is not None)
    if left is not None:
        assert problem.left == {(0, MONDAY): left}


def test_free_time_of_the_day_is_kept() -> None:
    busy = (Busy(TUESDAY, 700, 720),)
    problem = gather(replace(ANN, slots=(Slot(1, 540, 780),), busy=busy))
    assert problem.spans == {(0, TUESDAY): (Span(540, 700), Span(720, 780))}
    assert gather(replace(ANN, absences=(Absence(TUESDAY, TUESDAY),))).pairs == ((),)


def test_count_and_spread() -> None:
    people = [replace(ANN, id=f"v{number:02d}") for number in range(12)]
    assert len(gather(*people, count=3).pairs[0]) == 3
    problem = gather(*people, needs=(NEED, replace(NEED, id="r2")), count=3, spread=3)
    assert [pair.volunteer for pair in problem.pairs[0]] == [0, 1, 2, 3, 6, 9]
    assert [pair.volunteer for pair in problem.pairs[1]] == [0, 1, 2, 4, 7, 10]


def test_every_task_has_a_spread_of_its_own() -> None:
    with pytest.raises(ValueError, match="shorter"):
        build([NEED], [ANN], Matcher([ANN], RULES, TUESDAY), TUESDAY, 1, [])
