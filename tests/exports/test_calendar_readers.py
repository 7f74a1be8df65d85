"""The calendar and the cards of a handover read by programs that are not ours: icalendar and vobject.

Skipped where they are not installed; both are named among the packages of development.
"""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exports.ics_files import Event, calendar
from desktop.exports.vcard_files import Contact, cards
from tests.hostile import FORMULAS, MARKUP

NOW = datetime(2026, 11, 17, 16, 20, 8, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
_TEXT = st.sampled_from((*MARKUP, *FORMULAS[:10], "a, b; c: d\\n", "Siân, Łuczak")) | st.text(
    st.characters(exclude_categories=("Cs", "Cc")), max_size=120
)


def _read_calendar(content: bytes) -> Any:
    return pytest.importorskip("icalendar").Calendar.from_ical(content)


def _event(number: int, **more: Any) -> Event:
    uid = f"{UUID(int=number)}@hubkeeper"
    return Event(uid, "Delivery R-1 E8", date(2026, 11, 18), time(10, 30), time(11, 0), **more)


def test_what_is_planned_is_read_at_its_hour_by_the_clocks_of_london() -> None:
    summer = Event("b@hubkeeper", "Visit", date(2026, 7, 1), time(9))
    some_time = Event("c@hubkeeper", "Call", date(2026, 12, 24))
    found = _read_calendar(calendar([_event(1), summer, some_time], NOW))
    assert (str(found["VERSION"]), str(found["METHOD"])) == ("2.0", "PUBLISH")
    first, second, third = found.walk("VEVENT")
    assert first.decoded("DTSTART") == datetime(2026, 11, 18, 10, 30, tzinfo=LONDON)
    assert first.decoded("DTEND") == datetime(2026, 11, 18, 11, 0, tzinfo=LONDON)
    assert second.decoded("DTSTART").utcoffset().total_seconds() == 3600
    assert third.decoded("DTSTART") == date(2026, 12, 24)
    assert third.decoded("DTEND") == date(2026, 12, 25)
    (zone,) = found.walk("VTIMEZONE")
    made = zone.to_tz()
    for day in (datetime(2026, 1, 5, 12), datetime(2026, 7, 5, 12), datetime(2031, 10, 26, 12)):
        assert made.utcoffset(day) == LONDON.utcoffset(day), day


def test_what_was_called_off_is_cancelled_under_the_same_key_with_a_later_sequence() -> None:
    """RFC 5545 3.8.1.11 and 3.8.7.4: the key stays, the status says so, and the sequence is larger."""
    (planned,) = _read_calendar(calendar([_event(1, sequence=0)], NOW)).walk("VEVENT")
    (off,) = _read_calendar(calendar([_event(1, sequence=90, is_cancelled=True)], NOW)).walk("VEVENT")
    assert str(planned["UID"]) == str(off["UID"])
    assert (str(planned["STATUS"]), str(off["STATUS"])) == ("CONFIRMED", "CANCELLED")
    assert int(off["SEQUENCE"]) > int(planned["SEQUENCE"])


@settings(max_examples=80, deadline=None)
@given(st.lists(_TEXT, max_size=4))
def test_any_words_come_back_whole(texts: list[str]) -> None:
    events = [Event(f"{place}@hubkeeper", text, date(2026, 11, 18)) for place, text in enumerate(texts)]
    found = _read_calendar(calendar(events, NOW)).walk("VEVENT")
    assert [str(one["SUMMARY"]) for one in found] == texts
    assert all(str(one["CLASS"]) == "PRIVATE" for one in found)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(_TEXT, _TEXT), max_size=4))
def test_any_name_comes_back_on_its_card(names: list[tuple[str, str]]) -> None:
    vobject = pytest.importorskip("vobject")
    given_names = [(f"N{first}", last) for first, last in names]
    people = [
        Contact(str(UUID(int=place)), first, last, "+442079460123", "jean@example.org")
        for place, (first, last) in enumerate(given_names)
    ]
    found = list(vobject.readComponents(cards(people).decode()))
    assert [(one.n.value.given, one.n.value.family) for one in found] == given_names
    assert [str(one.tel.value) for one in found] == ["tel:+442079460123"] * len(people)
    assert [str(one.email.value) for one in found] == ["jean@example.org"] * len(people)
    assert all({str(line.name) for line in one.lines()} <= KEPT for one in found)


KEPT = {"VERSION", "UID", "FN", "N", "TEL", "EMAIL", "REV"}
