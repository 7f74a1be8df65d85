"""Why nobody fills a seat: what keeps out those who come nearest, and what would help."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.availability import Absence, Busy, Slot
from desktop.domain.rota_problem import Person, Placing, Refusal, RotaProblem, Seat, Shift, Unfilled, Why
from desktop.domain.rota_reasons import unfilled

MONDAY = date(2026, 11, 16)
SEAT = Seat("driver", "driver", 2, 2, "driving", frozenset({"van"}), 18)
ROUND = Shift("n", "Northfold round", MONDAY, 660, 780, (SEAT,))
PAPERS = Refusal("driving", "Driving papers not seen", "Ask Dev to show licence and insurance.")
BETH = Person(
    "b", "Beth", frozenset({"driving"}), skills=frozenset({"van"}), born=date(1980, 1, 1), weekly_minutes=600
)
UNCLEARED = replace(BETH, cleared=frozenset(), refusals=(PAPERS,))


def why(*people: Person, placings: tuple[Placing, ...] = (), shift: Shift = ROUND) -> Unfilled:
    """What is said of the round with these people."""
    [found] = unfilled(RotaProblem((shift,), people, MONDAY), placings)
    return found


def test_three_need_driving_papers() -> None:
    people = [replace(UNCLEARED, id=f"u{place}", name=name) for place, name in enumerate(("Dev", "Ru", "Al"))]
    away = replace(UNCLEARED, id="far", absences=(Absence(MONDAY, MONDAY),))
    found = why(*people, away)
    assert found.words == "Nobody who is free is cleared. For 3: Driving papers not seen."
    assert found.next_step == "Open Checks and see what Dev, Ru or Al still lack."
    assert found.near == ("u0", "u1", "u2")
    assert (found.missing, found.why) == (2, Why.CLEARANCE)


def test_of_one_person_the_own_next_step_is_said() -> None:
    assert why(UNCLEARED).next_step == "Ask Dev to show licence and insurance."
    unsaid = replace(UNCLEARED, refusals=())
    assert why(unsaid).next_step == "Open Checks and see what Beth still lacks."


@pytest.mark.parametrize(
    ("changed", "reason", "said"),
    [
        ({"unavailable": "Not available: ask the safeguarding lead"}, Why.UNAVAILABLE, "else is available"),
        ({"born": None}, Why.AGE, "date of birth"),
        ({"skills": frozenset()}, Why.SKILL, "Beth has not said: van"),
        ({"absences": (Absence(MONDAY, MONDAY),)}, Why.ABSENT, "else is available"),
        ({"slots": (Slot(0, 540, 660),)}, Why.NOT_OFFERED, "Beth gives 09:00 to 11:00 that day"),
        ({"busy": (Busy(MONDAY, 585, 705, "Quayside round"),)}, Why.BUSY, "Quayside round until 11:45"),
        ({"busy": (Busy(date(2026, 11, 15), 1380, 1440),), "rest_minutes": 900}, Why.REST, "too little rest"),
        ({"weekly_minutes": 60}, Why.HOURS, "Beth has 1 h left that week; this takes 2 h"),
        ({"newcomer": True}, Why.BUDDY, "Only newcomers are free"),
        ({}, Why.FULL, "not placed in the time there was"),
    ],
)
def test_every_reason_has_its_words(changed: dict[str, object], reason: Why, said: str) -> None:
    found = why(replace(BETH, **changed))  # type: ignore[arg-type]
    assert found.why is reason
    assert said in found.words
    assert found.next_step


def test_nobody_at_all() -> None:
    found = why()
    assert (found.why, found.near) == (Why.UNKNOWN, ())
    assert found.words == "There is nobody on the list of volunteers."


def test_who_is_there_already_is_not_asked_again() -> None:
    found = why(BETH, replace(UNCLEARED, id="d"), placings=(Placing("n", "driver", "b"),))
    assert (found.missing, found.near) == (1, ("d",))


def test_nothing_is_said_of_what_is_over_or_full() -> None:
    over = replace(ROUND, on_date=date(2026, 11, 15))
    assert unfilled(RotaProblem((over,), (BETH,), MONDAY), ()) == ()
    gone = (Placing("away", "driver", "b"), Placing("n", "driver", "x"), Placing("n", "driver", "b"))
    assert unfilled(RotaProblem((ROUND,), (BETH,), MONDAY), gone) == ()
    still = replace(ROUND, seats=(replace(SEAT, minimum=3, maximum=3),))
    assert why(UNCLEARED, placings=gone[:2], shift=still).why is Why.CLEARANCE
