"""A proposed rota held against every rule: each way of breaking one is found."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.domain.availability import Absence, Busy, Slot
from desktop.domain.rota_check import faults
from desktop.domain.rota_problem import (
    Person,
    Placing,
    RotaProblem,
    RotaProposal,
    Seat,
    Shift,
    Unfilled,
    Why,
)

TUESDAY = date(2026, 11, 17)
SEAT = Seat("person", "person", 1, 2, "desk")
DESK = Shift("desk", "Front desk", TUESDAY, 540, 780, (SEAT,))
LATE = Shift("late", "Late desk", TUESDAY, 1320, 1440, (SEAT,))
NEXT = Shift("next", "Front desk", TUESDAY + timedelta(days=1), 540, 780, (SEAT,))
PAST = Shift("past", "Front desk", TUESDAY - timedelta(days=1), 540, 780, (SEAT,))
ROSA = Person("r", "Rosa", frozenset({"desk"}), weekly_minutes=600)
DEV = replace(ROSA, id="d", name="Dev")


def broken(person: Person, *placed: str, **more: object) -> set[Why]:
    """Which rules these placings of somebody break."""
    problem = RotaProblem((DESK, LATE, NEXT, PAST), (person, DEV), TUESDAY)
    problem = replace(problem, **more)  # type: ignore[arg-type]
    placings = tuple(Placing(shift, "person", person.id) for shift in placed)
    taken = {each.shift_id for each in (*problem.fixed, *placings)}
    left = tuple(
        Unfilled(each, "person", 1, Why.FULL, "") for each in ("desk", "late", "next") if each not in taken
    )
    proposal = RotaProposal(placings, left, 0, 0.0, 0.0, proven=True, solver="plain")
    return {fault.why for fault in faults(problem, proposal)}


def test_a_good_proposal_has_none() -> None:
    assert broken(ROSA, "desk") == set()
    assert broken(ROSA) == set()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"cleared": frozenset()}, Why.CLEARANCE),
        ({"unavailable": "Resting"}, Why.UNAVAILABLE),
        ({"absences": (Absence(TUESDAY, TUESDAY),)}, Why.ABSENT),
        ({"slots": (Slot(1, 540, 700),)}, Why.NOT_OFFERED),
        ({"busy": (Busy(TUESDAY, 700, 800, "a round"),)}, Why.BUSY),
        ({"weekly_minutes": 239}, Why.HOURS),
        ({"newcomer": True}, Why.BUDDY),
    ],
)
def test_what_keeps_one_person_out(changed: dict[str, object], why: Why) -> None:
    assert broken(replace(ROSA, **changed), "desk") == {why}  # type: ignore[arg-type]


def test_what_two_shifts_break_together() -> None:
    assert broken(ROSA, "late", "next") == {Why.REST}
    assert broken(replace(ROSA, weekly_minutes=300), "desk", "late") == {Why.HOURS}


def test_somebody_twice_on_one_shift_is_in_two_places() -> None:
    assert Why.BUSY in broken(ROSA, "desk", "desk")


def test_what_is_over_is_left_alone() -> None:
    assert broken(ROSA, "past") == {Why.PAST}


def test_what_is_not_there_is_unknown() -> None:
    assert broken(ROSA, "nowhere") == {Why.UNKNOWN}
    stranger = RotaProposal(
        (Placing("desk", "person", "x"),),
        tuple(Unfilled(each, "person", 1, Why.FULL, "") for each in ("late", "next")),
        0,
        0.0,
        0.0,
        proven=True,
        solver="plain",
    )
    found = faults(RotaProblem((DESK, LATE, NEXT), (ROSA,), TUESDAY), stranger)
    assert [fault.why for fault in found] == [Why.UNKNOWN]


def test_nobody_is_asked_beyond_the_need_but_who_is_usually_there() -> None:
    fixed = (Placing("desk", "person", "d"),)
    assert broken(ROSA, "desk", fixed=fixed) == {Why.FULL}
    usual = frozenset({Placing("desk", "person", "r")})
    assert broken(ROSA, "desk", fixed=fixed, usual=usual) == set()
    assert broken(ROSA, "desk", fixed=fixed, to_maximum=True) == set()
    third = (*fixed, Placing("desk", "person", "e"))
    assert broken(ROSA, "desk", fixed=third, usual=usual) == {Why.FULL}


def test_what_a_person_decided_is_not_judged() -> None:
    assert broken(replace(ROSA, cleared=frozenset()), fixed=(Placing("desk", "person", "r"),)) == set()


def test_counts_must_add_up() -> None:
    problem = RotaProblem((DESK,), (ROSA,), TUESDAY)
    empty = RotaProposal((), (), 0, 0.0, 0.0, proven=True, solver="plain")
    assert [fault.why for fault in faults(problem, empty)] == [Why.COUNT]
    more = replace(empty, unfilled=(Unfilled("x", "y", 1, Why.FULL, ""),))
    assert [fault.why for fault in faults(problem, more)] == [Why.COUNT, Why.COUNT]
