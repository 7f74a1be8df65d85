"""Every rule of the rota, and the words it says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.domain.availability import Absence, Busy, Slot
from desktop.domain.rota_problem import Block, Person, Refusal, Seat, Shift, Why
from desktop.domain.rota_rules import (
    absent,
    blocks_alone,
    blocks_beside,
    busy_elsewhere,
    clashes,
    lacks_skill,
    no_buddy,
    no_hours,
    no_room,
    not_available,
    not_cleared,
    not_offered,
    too_little_rest,
    too_young,
)

TUESDAY = date(2026, 11, 17)
DRIVER = Seat("driver", "driver", 1, 1, "driving", frozenset({"van"}), 21)
NORTHFOLD = Shift("n", "Northfold round", TUESDAY, 11 * 60, 13 * 60, (DRIVER,))
BETH = Person(
    "b",
    "Beth",
    frozenset({"driving"}),
    skills=frozenset({"van"}),
    born=date(1980, 1, 1),
    weekly_minutes=240,
)


def shift(start: float, end: float, days: int = 0, name: str = "Quayside round") -> Shift:
    """Another shift, hours as numbers."""
    return Shift(
        f"{name} {days}", name, TUESDAY + timedelta(days=days), int(start * 60), int(end * 60), (DRIVER,)
    )


def words(block: Block | None) -> str:
    """What a block says; empty for none."""
    return block.words if block else ""


def test_nothing_is_in_the_way_of_who_may() -> None:
    assert blocks_alone(BETH, NORTHFOLD, DRIVER) == ()
    assert blocks_beside(BETH, NORTHFOLD, [shift(10, 11), shift(13, 14)]) == ()


def test_everything_is_said_in_order() -> None:
    nobody = Person(
        "x",
        "Xena",
        unavailable="Not available: ask the safeguarding lead",
        absences=(Absence(TUESDAY, TUESDAY),),
        slots=(Slot(0, 0, 60),),
        busy=(Busy(TUESDAY, 600, 720, "Mill Green round"),),
        weekly_minutes=0,
    )
    found = [block.why for block in blocks_alone(nobody, NORTHFOLD, DRIVER)]
    assert found == [
        Why.UNAVAILABLE,
        Why.AGE,
        Why.CLEARANCE,
        Why.SKILL,
        Why.ABSENT,
        Why.NOT_OFFERED,
        Why.BUSY,
    ]
    beside = blocks_beside(nobody, NORTHFOLD, [shift(12, 14), shift(20, 25, -1)])
    assert [block.why for block in beside] == [Why.BUSY, Why.REST, Why.HOURS]


def test_a_hold_says_only_its_own_words() -> None:
    held = replace(BETH, unavailable="Not available: ask the safeguarding lead")
    assert words(not_available(held)) == "Not available: ask the safeguarding lead"
    assert not_available(BETH) is None


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (date(2005, 11, 17), ""),
        (date(2005, 11, 18), "Beth is 20; this is for 21 and over"),
        (None, "Beth’s date of birth is not known; this is for 21 and over"),
    ],
)
def test_age_counts_on_the_day(born: date | None, said: str) -> None:
    assert words(too_young(replace(BETH, born=born), NORTHFOLD, DRIVER)) == said


def test_no_age_is_asked_where_none_is_wanted() -> None:
    assert too_young(replace(BETH, born=None), NORTHFOLD, replace(DRIVER, minimum_age=0)) is None


def test_what_the_gate_has_not_said_is_not_cleared() -> None:
    other, own = Refusal("packing", "ID not seen yet"), Refusal("driving", "Driving papers not seen", "Ask.")
    assert not_cleared(BETH, DRIVER) is None
    unknown = replace(BETH, cleared=frozenset(), refusals=(other,))
    assert words(not_cleared(unknown, DRIVER)) == "Not cleared for this work"
    told = not_cleared(replace(unknown, refusals=(other, own)), DRIVER)
    assert told == Block(Why.CLEARANCE, "Driving papers not seen", "Ask.")


def test_every_skill_is_needed() -> None:
    wanted = replace(DRIVER, skills=frozenset({"van", "first aid"}))
    assert words(lacks_skill(BETH, wanted)) == "Beth has not said: first aid"
    assert lacks_skill(BETH, DRIVER) is None


def test_absence_counts_on_both_days_of_a_night() -> None:
    away = replace(BETH, absences=(Absence(date(2026, 11, 18), date(2026, 11, 20)),))
    assert absent(away, NORTHFOLD) is None
    assert words(absent(away, shift(22, 26))) == "Not available: ask the safeguarding lead"


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ((), ""),
        ((Slot(1, 660, 780),), ""),
        ((Slot(1, 600, 700), Slot(1, 700, 800)), ""),
        ((Slot(1, 660, 779),), "Beth gives 11:00 to 12:59 that day"),
        ((Slot(0, 600, 900),), "Beth does not give that day"),
    ],
)
def test_weekly_hours_hold_the_whole_shift(slots: tuple[Slot, ...], said: str) -> None:
    assert words(not_offered(replace(BETH, slots=slots), NORTHFOLD)) == said


def test_a_night_needs_hours_on_both_days() -> None:
    night = shift(22, 26)
    both = replace(BETH, slots=(Slot(1, 1200, 1440), Slot(2, 0, 180)))
    assert not_offered(both, night) is None
    assert words(not_offered(replace(BETH, slots=both.slots[:1]), night)) == "Beth does not give that day"


def test_somebody_is_not_in_two_places() -> None:
    busy = replace(BETH, busy=(Busy(TUESDAY, 585, 705, "Quayside round"),))
    assert words(busy_elsewhere(busy, NORTHFOLD)) == "Beth is on Quayside round until 11:45"
    assert busy_elsewhere(replace(BETH, busy=(Busy(TUESDAY, 585, 660),)), NORTHFOLD) is None
    assert busy_elsewhere(replace(BETH, busy=(Busy(TUESDAY, 700, 700),)), NORTHFOLD) is None
    unnamed = replace(BETH, busy=(Busy(TUESDAY, 700, 720),))
    assert words(busy_elsewhere(unnamed, NORTHFOLD)) == "Beth is promised elsewhere until 12:00"
    assert words(clashes(BETH, NORTHFOLD, [shift(9.75, 11.75)])) == "Beth is on Quayside round until 11:45"
    assert clashes(BETH, NORTHFOLD, [shift(9, 11), shift(13, 15), shift(11, 13, 1)]) is None


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (shift(20, 24, -1), ""),
        (shift(20, 24.5, -1), "Beth would rest 10 h 30 min after Quayside round; 11 h is wanted"),
        (shift(0, 3, 1), ""),
        (shift(-1.5, 3, 1), "Beth would rest 9 h 30 min before Quayside round; 11 h is wanted"),
        (shift(13, 15), ""),
        (shift(20, 36, -1), ""),
    ],
)
def test_rest_is_counted_between_days(held: Shift, said: str) -> None:
    """On one day none is needed, and what clashes is said to clash."""
    assert words(too_little_rest(BETH, NORTHFOLD, [held])) == said


def test_rest_after_other_bookings() -> None:
    late = replace(BETH, busy=(Busy(TUESDAY - timedelta(days=1), 1300, 1440),))
    early = shift(8, 9)
    assert words(too_little_rest(late, early, [])) == (
        "Beth would rest 8 h after another promise; 11 h is wanted"
    )
    assert too_little_rest(replace(late, rest_minutes=480), early, []) is None
    nothing = replace(BETH, busy=(Busy(TUESDAY - timedelta(days=1), 1440, 1440),))
    assert too_little_rest(nothing, early, []) is None


def test_hours_are_those_of_the_week() -> None:
    assert no_hours(BETH, NORTHFOLD, [shift(9, 11)]) is None
    assert no_hours(BETH, NORTHFOLD, [shift(9, 11), shift(9, 13, 7)]) is None
    block = no_hours(BETH, NORTHFOLD, [shift(9, 11.25)])
    assert words(block) == "Beth has 1 h 45 min left that week; this takes 2 h"
    over = no_hours(BETH, NORTHFOLD, [shift(9, 14)])
    assert words(over) == "Beth has no time left that week; this takes 2 h"


def test_a_newcomer_comes_with_somebody_experienced() -> None:
    newcomer, other = replace(BETH, newcomer=True), replace(BETH, id="o", newcomer=True)
    assert no_buddy(newcomer, NORTHFOLD, [other, BETH]) is None
    assert no_buddy(BETH, NORTHFOLD, []) is None
    assert no_buddy(newcomer, replace(NORTHFOLD, needs_buddy=False), []) is None
    said = "Beth is new, and nobody experienced is on Northfold round yet"
    assert words(no_buddy(newcomer, NORTHFOLD, [other])) == said


def test_a_full_seat_says_so() -> None:
    assert no_room(DRIVER, 0) is None
    assert words(no_room(DRIVER, 1)) == "There is room for 1 and 1 are on it"
