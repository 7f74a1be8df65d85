"""The week on the wall, own shifts and their calendars: what is on them, and nothing else."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exports.rota_ics import CalendarShift, rota_calendar
from desktop.exports.rota_sheet import (
    OwnRota,
    OwnShift,
    WallCell,
    WallJob,
    WallNeed,
    WallPerson,
    WallRota,
    write_own_rotas,
    write_wall_rota,
)
from desktop.exports.rota_wall_pdf import pages_of
from desktop.exports.rota_words import hour, hours, week_words

Pages = Callable[[bytes], list[str]]
MONDAY = date(2026, 11, 16)
KOFI, BETH = WallPerson("Kofi M.", drives=True), WallPerson("Beth C.")
NORTHFOLD = WallJob(
    "Northfold round",
    "truck-delivery",
    660,
    780,
    (WallCell((KOFI, BETH)), None, None, None, WallCell((KOFI,), (WallNeed(1, "helper", "helpers"),))),
    "Wharf Hall",
)
WALL = WallRota(
    "Saltmarsh Hub, Wharf Hall, Tidewell Street",
    MONDAY,
    (NORTHFOLD,),
    "01632 960800",
    "Helen",
    "01632 960801",
    datetime(2026, 11, 17, 10, 50),
)
SHIFT = OwnShift(
    MONDAY, 660, 780, "Northfold round", "driver", "Wharf Hall", ("Beth C.", "Ana L."), "Park behind."
)
OWN = OwnRota(
    "Saltmarsh Hub",
    "Kofi M.",
    MONDAY,
    date(2026, 11, 22),
    (SHIFT,),
    "01632 960800",
    "Helen",
    "01632 960801",
    datetime(2026, 11, 17, 10, 50),
)


def wall(rota: WallRota) -> bytes:
    """The week as a PDF."""
    stream = io.BytesIO()
    write_wall_rota(stream, rota)
    return stream.getvalue()


def own(*rotas: OwnRota, large: bool = False) -> bytes:
    """Own rotas as a PDF."""
    stream = io.BytesIO()
    write_own_rotas(stream, rotas, large=large)
    return stream.getvalue()


def flat(text: str) -> str:
    """A page's text on one line."""
    return " ".join(text.split())


def test_the_wall_says_who_comes_and_who_is_needed(pdf_pages: Pages) -> None:
    [page] = pdf_pages(wall(WALL))
    said = flat(page)
    for words in (
        "Saltmarsh Hub, Wharf Hall, Tidewell Street",
        "Rota, 16 to 22 November",
        "Needed",
        "Can you help? Tell the front desk or ring 01632 960800",
        "Northfold round",
        "11am to 1pm",
        "Kofi M. Drives",
        "Beth C.",
        "1 helper",
        "Ring 01632 960800 as early as you can. We will find cover, it is no trouble.",
        "Ring Helen, 01632 960801.",
        "Printed Tue 17 Nov, 10:50am. Replaces earlier sheets.",
    ):
        assert words in said
    assert "DEMONSTRATION" not in said
    assert "Page" not in said
    assert [day in said for day in ("Mon 16", "Sun 22")] == [True, True]


def test_without_numbers_the_front_desk_is_named(pdf_pages: Pages) -> None:
    bare = replace(WALL, hub_phone="", safeguarding_phone="", lead_name="", printed_at=None, demo=True)
    said = flat(pdf_pages(wall(bare))[0])
    assert "Can you help? Tell the front desk." in said
    assert "Tell the front desk as early as you can." in said
    assert "Tell the safeguarding lead." in said
    assert "Printed" not in said
    assert "DEMONSTRATION: made-up people" in said


def test_a_day_of_its_own_hours_and_a_day_off(pdf_pages: Pages) -> None:
    cells = (WallCell((BETH,), hours=(720, 840)), WallCell((BETH,), off="Bank holiday"), None)
    said = flat(pdf_pages(wall(replace(WALL, jobs=(replace(NORTHFOLD, cells=cells),))))[0])
    assert "12 noon to 2pm" in said
    assert "Bank holiday" in said
    assert said.count("Beth C.") == 1


def test_an_empty_week_says_so(pdf_pages: Pages) -> None:
    assert "No jobs this week." in flat(pdf_pages(wall(replace(WALL, jobs=())))[0])


def test_many_jobs_go_on_with_the_head_repeated(pdf_pages: Pages) -> None:
    jobs = tuple(replace(NORTHFOLD, name=f"Job number {place}") for place in range(20))
    found = pdf_pages(wall(replace(WALL, jobs=jobs)))
    assert len(found) > 1
    for number, page in enumerate(found, 1):
        assert "Mon 16" in flat(page)
        assert f"Page {number} of {len(found)}." in flat(page)
    together = flat(" ".join(found))
    assert all(f"Job number {place} " in together for place in range(20))


def test_a_crowd_goes_on_in_a_row_of_its_own(pdf_pages: Pages) -> None:
    crowd = WallCell(tuple(WallPerson(f"Helper {place:02}") for place in range(60)), (WallNeed(2),))
    together = flat(" ".join(pdf_pages(wall(replace(WALL, jobs=(replace(NORTHFOLD, cells=(crowd,)),))))))
    assert all(f"Helper {place:02}" in together for place in range(60))
    assert "Northfold round (more)" in together
    assert "2 people" in together


names = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60)


@given(names, names, st.integers(0, 30), st.booleans())
@settings(max_examples=40, deadline=None)
def test_any_text_is_drawn(name: str, job: str, people: int, drives: bool) -> None:
    cell = WallCell(tuple(WallPerson(name, drives) for _ in range(people)), (WallNeed(1, name),), (0, 1440))
    made = replace(WALL, jobs=(replace(NORTHFOLD, name=job, cells=(cell,) * 7, place=name),), hub_name=name)
    assert wall(made).startswith(b"%PDF")
    shift = replace(SHIFT, job=job, place=name, beside=(name,) * people, note=job)
    assert own(replace(OWN, name=name, shifts=(shift,)), large=drives).startswith(b"%PDF")


def test_long_and_foreign_names_stay_inside_their_boxes(pdf_pages: Pages) -> None:
    people = tuple(
        WallPerson(name, drives=True)
        for name in (
            "Aleksandra-Konstantina Papadopoulou-Whitely",
            "<img src=file:///x> B.",
            "\u05e9\u05e8\u05d4",
        )
    )
    welsh = replace(
        NORTHFOLD, name="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch", cells=(WallCell(people),)
    )
    said = flat(pdf_pages(wall(replace(WALL, jobs=(welsh,), lead_name="Helen Featherstonehaugh " * 9)))[0])
    assert "<img" in said
    assert "Aleksandra" in said
    assert said.count("Drives") == 3


def test_rows_are_as_high_as_their_fullest_day() -> None:
    [[one]] = pages_of((NORTHFOLD,))
    fuller = replace(NORTHFOLD, cells=(WallCell((BETH,) * 9),))
    [[nine]] = pages_of((fuller,))
    assert nine.height > one.height
    assert pages_of(()) == [[]]


def test_the_same_week_gives_the_same_bytes() -> None:
    assert wall(WALL) == wall(WALL)


def test_own_shifts(pdf_pages: Pages) -> None:
    nobody = replace(OWN, name="Zed Q.", shifts=(), demo=True, hub_phone="", safeguarding_phone="")
    first, second = map(flat, pdf_pages(own(OWN, nobody)))
    for words in (
        "Rota for Kofi M.",
        "16 to 22 November",
        "Monday 16 November 2026, 11am to 1pm",
        "Northfold round, driver",
        "Wharf Hall",
        "With Beth C. and Ana L.",
        "Park behind.",
        "Ring 01632 960800 as early as you can.",
        "Ring Helen, 01632 960801.",
        "Replaces earlier sheets.",
    ):
        assert words in first
    assert "No shifts in these days." in second
    assert "Tell the front desk" in second
    assert "Tell Helen." in second
    assert "DEMONSTRATION" in second


def test_large_print_is_18_point_and_takes_more_pages(pdf_pages: Pages) -> None:
    many = replace(OWN, shifts=(replace(SHIFT, role="", note=""),) * 12)
    small, large = pdf_pages(own(many)), pdf_pages(own(many, large=True))
    assert len(large) > len(small) > 1
    assert f"Page 1 of {len(large)}." in flat(large[0])
    assert sum(flat(page).count("With Beth C.") for page in large) == 12


def test_one_alone_is_with_nobody(pdf_pages: Pages) -> None:
    assert "With" not in flat(pdf_pages(own(replace(OWN, shifts=(replace(SHIFT, beside=()),))))[0])


@pytest.mark.parametrize(
    ("minute", "said"),
    [(0, "midnight"), (585, "9:45am"), (720, "12 noon"), (780, "1pm"), (1440, "midnight"), (1500, "1am")],
)
def test_hours_in_words(minute: int, said: str) -> None:
    assert hour(minute) == said


def test_weeks_in_words() -> None:
    assert hours(1320, 1560) == "10pm to 2am"
    assert week_words(MONDAY, date(2026, 11, 22)) == "16 to 22 November"
    assert week_words(date(2026, 11, 30), date(2026, 12, 6)) == "30 November to 6 December"
    assert week_words(date(2026, 12, 28), date(2027, 1, 3)) == "28 December 2026 to 3 January 2027"


CALENDAR = CalendarShift("job:2026-11-16", "volunteer-7", "Northfold round, driver", MONDAY, 660, 780, 3)
NOW = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)


def _events(content: bytes) -> Any:
    """The events of a calendar, read by a program that is not ours; skipped where it is not installed."""
    return pytest.importorskip("icalendar").Calendar.from_ical(content).walk("VEVENT")


def test_a_calendar_holds_hours_and_work_and_nobody() -> None:
    late = replace(CALENDAR, shift_key="night", start=1320, end=1440, is_cancelled=True)
    written = rota_calendar([CALENDAR, late], NOW)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    first, second = _events(written)
    assert first["SUMMARY"] == "Northfold round, driver"
    assert (first.start.time(), first.end.time()) == (time(11), time(13))
    assert str(first.start.tzinfo) == "Europe/London"
    assert first["SEQUENCE"] == 3
    assert (second.end.time(), second["STATUS"]) == (time(23, 59), "CANCELLED")
    assert set(first) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS", "CLASS"}
    for hidden in (b"volunteer-7", b"job:2026-11-16", b"LOCATION", b"ATTENDEE", b"DESCRIPTION"):
        assert hidden not in written


def test_ids_are_the_same_each_time_and_each_persons_own() -> None:
    again = rota_calendar([replace(CALENDAR, start=600, sequence=4)], NOW)
    other = rota_calendar([replace(CALENDAR, person_key="volunteer-8")], NOW)
    [first, moved, others] = [
        _events(each)[0]["UID"] for each in (rota_calendar([CALENDAR], NOW), again, other)
    ]
    assert first == moved != others


@given(names)
@settings(max_examples=40)
def test_any_summary_is_read_back(summary: str) -> None:
    written = rota_calendar([replace(CALENDAR, summary=summary)], NOW)
    [event] = _events(written)
    kept = "".join(each for each in str(event["SUMMARY"]) if each.isalnum())
    assert kept == "".join(each for each in summary if each.isalnum())
