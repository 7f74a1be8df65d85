"""Filling the gaps of a week: nothing changed until accepted, what was chosen kept, the gate asked again."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from db.enums import CheckType, Role
from db.enums_rota import PlaceHow, SeatRole
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.rota_check import faults
from desktop.services.base import Actor
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.rota_facts import Facts
from desktop.services.rota_fill import RotaFill, problem_of
from desktop.services.rota_jobs import SeatDraft
from desktop.services.volunteers import Volunteers
from tests.services.rota_hands import MONDAY, RotaHands


@pytest.fixture
def hands(hub: OpenHub) -> RotaHands:
    """Hands on the rota of a new hub, on Tuesday 17 November 2026."""
    return RotaHands(hub)


@pytest.fixture
def fill(hub: OpenHub) -> RotaFill:
    """The verbs under test."""
    return RotaFill(hub.tools)


def test_nothing_changes_until_it_is_accepted(hands: RotaHands, fill: RotaFill) -> None:
    hands.job()
    kofi, beth = hands.person("Kofi Mensah"), hands.person("Beth Rhys", checks=())
    view = fill.gaps(hands.who, MONDAY)
    assert hands.week().gaps == 10
    assert [(line.name, line.seat.seat.role) for line in view.filled[:2]] == [
        ("Kofi Mensah", SeatRole.DRIVER),
        ("Beth Rhys", SeatRole.HELPER),
    ]
    assert {line.spot.on_date for line in view.filled} == {
        MONDAY + timedelta(days=day) for day in (1, 2, 3, 4)
    }
    assert (view.open, view.proposal.proven) == ((), True)
    done = fill.accept(hands.who, view.spots)
    assert done.message == "8 put on the rota"
    assert hands.names(2) == ["Kofi"]
    assert hands.names(2, at=1) == ["Beth"]
    assert {one.volunteer_id for one in hands.week().shifts[2].seats[0].takers} == {kofi}
    assert hands.week().shifts[2].seats[1].takers[0].volunteer_id == beth
    assert {one.how for shift in hands.week().shifts[1:] for seat in shift.seats for one in seat.takers} == {
        PlaceHow.FILLED
    }


def test_the_cover_stays_one_week_and_can_be_undone(hands: RotaHands, fill: RotaFill) -> None:
    hands.job()
    hands.person("Kofi Mensah"), hands.person("Beth Rhys")
    done = fill.accept(hands.who, fill.gaps(hands.who, MONDAY).spots)
    assert hands.week(1).gaps == 10
    History(hands.hub.tools).undo(hands.who, done.txn)
    assert hands.week().gaps == 10


def test_what_was_chosen_by_hand_stays(hands: RotaHands, fill: RotaFill) -> None:
    job, beth = hands.job(), hands.person("Beth Rhys")
    hands.person("Kofi Mensah")
    hands.rota.put_on(hands.who, hands.spot(job, 2, beth))
    fill.accept(hands.who, fill.gaps(hands.who, MONDAY).spots)
    assert (hands.names(2), hands.names(2, at=1)) == (["Beth"], ["Kofi"])


def test_what_could_not_be_filled_says_why_and_what_helps(hands: RotaHands, fill: RotaFill) -> None:
    hands.job(rule="FREQ=WEEKLY;BYDAY=WE", seats=(SeatDraft(SeatRole.DRIVER),))
    hands.person("Dev Raman", checks=())
    (gap,) = fill.gaps(hands.who, MONDAY).open
    assert gap.missing == 1
    assert gap.words == "Nobody who is free is cleared. For 1: Driving papers not seen."
    assert gap.next_step == "See the papers and record the check."


def test_a_hold_and_a_holiday_are_told_alike(hands: RotaHands, fill: RotaFill) -> None:
    hands.job(rule="FREQ=WEEKLY;BYDAY=WE", seats=(SeatDraft(SeatRole.HELPER),))
    away = hands.person("Beth Rhys")
    day = MONDAY + timedelta(days=2)
    Volunteers(hands.hub.tools).add_absence(hands.who, away, day, day, "Away")
    (gap,) = fill.gaps(hands.who, MONDAY).open
    assert gap.words == "Nobody else is available."


def test_whoever_lost_their_papers_meanwhile_is_not_put_on(hands: RotaHands, fill: RotaFill) -> None:
    hands.job(rule="FREQ=WEEKLY;BYDAY=WE,TH", seats=(SeatDraft(SeatRole.HELPER),))
    beth = hands.person("Beth Rhys")
    view = fill.gaps(hands.who, MONDAY)
    first = MONDAY + timedelta(days=2)
    Volunteers(hands.hub.tools).add_absence(hands.who, beth, first, first, "Away")
    assert fill.accept(hands.who, view.spots).message == "1 put on the rota; 1 can’t be any more"
    with pytest.raises(DomainError, match="None of these"):
        fill.accept(hands.who, view.spots)
    with pytest.raises(DomainError, match="Nobody is chosen"):
        fill.accept(hands.who, ())


def test_a_newcomer_is_put_on_beside_somebody_experienced(hands: RotaHands, fill: RotaFill) -> None:
    hands.job(rule="FREQ=WEEKLY;BYDAY=WE", seats=(SeatDraft(SeatRole.PERSON, 2, 2),), wants_buddy=True)
    hands.person("Beth Rhys")
    assert [gap.missing for gap in fill.gaps(hands.who, MONDAY).open] == [2]


def test_promised_weeks_and_shifts_of_the_days_beside_count(hands: RotaHands, fill: RotaFill) -> None:
    hands.job(rule="FREQ=WEEKLY;BYDAY=WE,TH,FR", seats=(SeatDraft(SeatRole.HELPER),))
    hands.person("Beth Rhys", minutes=240)
    view = fill.gaps(hands.who, MONDAY)
    assert len(view.filled) == 2
    assert "hours" in view.open[0].words


def test_the_proposal_keeps_every_rule(hands: RotaHands, fill: RotaFill) -> None:
    for start in (9, 11, 14):
        hands.job(f"Job {start}", hours=(start, start + 2))
    for name in ("Ann Ash", "Bo Birch", "Cy Cedar", "Di Dogwood"):
        hands.person(name, minutes=360)
    view = fill.gaps(hands.who, MONDAY)
    with hands.hub.store.read() as session:
        facts = Facts(session, MONDAY, MONDAY + timedelta(days=6), date(2026, 11, 17))
        problem = problem_of(facts, date(2026, 11, 17), told=True)
    assert faults(problem, view.proposal) == ()


def test_no_query_for_each_person(hands: RotaHands, fill: RotaFill) -> None:
    hands.job()

    def queries() -> int:
        asked: list[str] = []
        engine = hands.hub.store.reader

        def count(_c: object, _d: object, statement: str, *_rest: object) -> None:
            asked.append(statement)

        event.listen(engine, "before_cursor_execute", count)
        try:
            fill.gaps(hands.who, MONDAY)
        finally:
            event.remove(engine, "before_cursor_execute", count)
        return len(asked)

    hands.person("Ann Ash")
    few = queries()
    for place in range(8):
        hands.person(f"Person {place}", checks=(CheckType.DRIVING_PAPERS,))
    assert queries() == few


def test_only_whoever_may_change_the_rota(hands: RotaHands, fill: RotaFill) -> None:
    handler = Actor(hands.who.user_id, "Caller", frozenset({Role.CALL_HANDLER}))
    with pytest.raises(NotAllowed):
        fill.gaps(handler, MONDAY)
    with pytest.raises(NotAllowed):
        fill.accept(handler, ())
