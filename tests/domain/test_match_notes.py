"""Reasons and warnings beside a volunteer."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from db.enums import Transport
from desktop.domain.availability import Busy, Slot
from desktop.domain.clearance_facts import TaskContext, VolunteerFacts
from desktop.domain.match_facts import NOWHERE, Candidate, Need, Note, NoteCode, Place, Usual, UsualStands
from desktop.domain.match_notes import (
    DETOUR,
    LONG_WALK_MINUTES,
    SPEED,
    TIRED_AFTER,
    notes_for,
    travel_minutes,
)

TUESDAY = date(2026, 11, 17)
YESTERDAY = TUESDAY - timedelta(days=1)
HERE = Place(400000, 300000, "postcode")
NEED = Need(
    "r1",
    TaskContext("wales", "prescription", TUESDAY),
    household_id="h1",
    person_name="Gwilym",
    place=HERE,
    start=600,
    end=750,
    minutes=30,
)
ANN = Candidate("v1", "Ann", VolunteerFacts("active"), place=HERE, slots=(Slot(1, 540, 780),))


def notes(
    need: Need = NEED, how: Transport | None = None, metres: float | None = None, **more: Any
) -> list[Note]:
    usual = more.pop("usual", None)
    return list(notes_for(need, replace(ANN, **more), how, metres, usual, TUESDAY))


@pytest.mark.parametrize(
    ("metres", "how", "minutes"),
    [
        (0, Transport.FOOT, 1),
        (3077, Transport.FOOT, 50),
        (1846, Transport.BIKE, 12),
        (3208, Transport.CAR, 10),
        (3208, Transport.VAN, 10),
    ],
)
def test_travel(metres: float, how: Transport, minutes: int) -> None:
    assert travel_minutes(metres, how) == minutes


def test_figures_of_travel() -> None:
    """4.8, 12 and 25 km an hour in metres a minute; a walk of over half an hour is long."""
    assert SPEED == {Transport.FOOT: 80, Transport.BIKE: 200, Transport.CAR: 417, Transport.VAN: 417}
    assert (DETOUR, LONG_WALK_MINUTES, TIRED_AFTER) == (1.3, 30, 2)


def test_time() -> None:
    assert notes()[0] == Note(NoteCode.FREE_UNTIL, number=780)
    assert notes(slots=(Slot(1, 0, 1440),))[0] == Note(NoteCode.FREE_ALL_DAY)
    assert notes(slots=())[0] == Note(NoteCode.HOURS_NOT_KNOWN, warn=True)
    assert notes(slots=(Slot(1, 540, 610),))[0] == Note(NoteCode.HOURS_NOT_KNOWN, warn=True)
    later = (Slot(1, 540, 610), Slot(1, 700, 740))
    assert notes(slots=later)[0] == Note(NoteCode.FREE_UNTIL, number=740)


@pytest.mark.parametrize(
    ("how", "metres", "note"),
    [
        (Transport.CAR, 3208.0, Note(NoteCode.CAR, number=10)),
        (Transport.VAN, None, Note(NoteCode.VAN)),
        (Transport.BIKE, 1846.0, Note(NoteCode.BIKE, number=12)),
        (Transport.FOOT, 1846.0, Note(NoteCode.FOOT, number=30)),
        (Transport.FOOT, 1910.0, Note(NoteCode.FOOT, number=31, warn=True)),
        (Transport.FOOT, None, Note(NoteCode.FOOT)),
        (Transport.BIKE, 9000.0, Note(NoteCode.BIKE, number=58)),
        (None, 1234.4, Note(NoteCode.DISTANCE, number=1234)),
        (None, None, Note(NoteCode.DISTANCE)),
    ],
)
def test_ways(how: Transport | None, metres: float | None, note: Note) -> None:
    assert notes(how=how, metres=metres)[1] == note


def test_rough_places_say_about() -> None:
    assert notes(how=Transport.BIKE, metres=100.0, place=Place(1, 1, "sector"))[1].about
    assert notes(replace(NEED, place=NOWHERE))[1].about
    assert not notes(how=Transport.BIKE, metres=100.0)[1].about


def test_ties() -> None:
    usual = Usual("v2", "Siân", UsualStands.NOT_FREE)
    knows = Note(NoteCode.KNOWS, text="Gwilym")
    breaks = Note(NoteCode.BREAKS_USUAL, text="Siân", warn=True)
    assert notes()[2:] == []
    assert notes(knows=frozenset({"h1"}))[2:] == [knows]
    assert notes(knows=frozenset({"h1"}), usual=usual)[2:] == [knows, breaks]
    assert notes(usual=usual)[2:] == [breaks]
    assert notes(usual_for=frozenset({"h1"}), knows=frozenset({"h1"}), usual=usual)[2:] == [
        Note(NoteCode.USUAL)
    ]


def test_languages_skills_and_areas() -> None:
    need = replace(
        NEED,
        languages=frozenset({"ur", "cy"}),
        skills=frozenset({"forms", "digital", "diy"}),
        areas=frozenset({"a1", "a2"}),
    )
    assert notes(
        need, languages=frozenset({"cy", "en"}), skills=frozenset({"forms"}), areas=frozenset({"a2"})
    )[2:] == [
        Note(NoteCode.SPEAKS, text="cy"),
        Note(NoteCode.SKILL, text="forms"),
        Note(NoteCode.SKILL_MISSING, text="digital", warn=True),
        Note(NoteCode.SKILL_MISSING, text="diy", warn=True),
    ]
    assert notes(replace(need, skills=frozenset()), areas=frozenset({"a9"}))[2:] == [
        Note(NoteCode.LANGUAGE_MISSING, text="cy", warn=True),
        Note(NoteCode.LANGUAGE_MISSING, text="ur", warn=True),
        Note(NoteCode.OUTSIDE_AREA, warn=True),
    ]
    assert notes(areas=frozenset({"a9"}))[2:] == []
    assert notes(replace(NEED, areas=frozenset({"a1"})))[2:] == []


def test_what_comes_next() -> None:
    busy = (
        Busy(TUESDAY, 900, 960, "Late round"),
        Busy(TUESDAY, 840, 900, "Mill Green round"),
        Busy(TUESDAY, 540, 590, "Early round"),
        Busy(YESTERDAY, 700, 720, "Other day"),
    )
    warning = Note(NoteCode.BUSY_NEXT, text="Mill Green round", number=840, warn=True)
    assert notes(busy=busy)[2:] == [warning]
    assert notes(busy=busy[2:])[2:] == []
    assert notes(busy=(Busy(TUESDAY, 600, 610, "At once"),))[2].number == 600


@pytest.mark.parametrize(("times", "warns"), [(0, False), (1, False), (2, True), (3, True)])
def test_yesterday(times: int, warns: bool) -> None:
    helped = (YESTERDAY,) * times + (TUESDAY,) * 4
    expected = [Note(NoteCode.DID_YESTERDAY, number=times, warn=True)] if warns else []
    assert notes(helped_on=helped)[2:] == expected


@pytest.mark.parametrize(("weekly", "warns"), [(90, False), (89, True), (None, False), (0, True)])
def test_overload_warns(weekly: int | None, warns: bool) -> None:
    loads = ((date(2026, 11, 16), 60),)
    expected = [Note(NoteCode.OVERLOAD, warn=True)] if warns else []
    assert notes(weekly_minutes=weekly, week_loads=loads)[2:] == expected
