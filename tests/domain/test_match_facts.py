"""Records of matching."""

from datetime import date, timedelta

import pytest

from desktop.domain.clearance_facts import TaskContext, VolunteerFacts
from desktop.domain.match_facts import NOWHERE, Candidate, Need, Note, NoteCode, minutes_used, monday

MONDAY = date(2026, 11, 16)


@pytest.mark.parametrize("days", range(7))
def test_weeks_begin_on_monday(days: int) -> None:
    assert monday(MONDAY + timedelta(days=days)) == MONDAY
    assert monday(MONDAY + timedelta(days=days + 7)) == MONDAY + timedelta(days=7)


def test_minutes_of_the_week_only() -> None:
    loads = ((MONDAY, 60), (MONDAY, 30), (MONDAY + timedelta(days=7), 45))
    candidate = Candidate("v1", "Ann", VolunteerFacts("active"), week_loads=loads)
    assert minutes_used(candidate, MONDAY + timedelta(days=6)) == 90
    assert minutes_used(candidate, MONDAY + timedelta(days=7)) == 45
    assert minutes_used(candidate, MONDAY - timedelta(days=1)) == 0


def test_what_is_not_said() -> None:
    need = Need("r1", TaskContext("wales", "shopping", MONDAY))
    assert (need.on_date, need.start, need.end, need.minutes, need.place) == (MONDAY, 0, 1440, 30, NOWHERE)
    note = Note(NoteCode.CAR)
    assert (note.warn, note.about, note.number, note.text) == (False, False, None, "")
