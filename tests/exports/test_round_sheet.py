"""Round sheets: what is on them, what is not, and blank fields."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exports.round_sheet import (
    RoundSheet,
    SheetCode,
    Stop,
    StopNote,
    read_sheet_code,
    sheet_code,
    write_round_sheets,
)

Pages = Callable[[bytes], list[str]]


def _stop(number: int) -> Stop:
    note = StopNote("Second floor. Ring the bell twice.", "stairs")
    return Stop(
        number,
        f"{number} Ferrygate Close",
        "Jean M.",
        time(11, number % 60),
        "2 bags",
        (note,),
        (UUID(int=number),),
    )


@pytest.fixture
def sheet() -> RoundSheet:
    return RoundSheet(
        hub_name="Saltmarsh Hub",
        round_name="Northfold round",
        reference="S-118",
        day=date(2026, 11, 18),
        stops=tuple(_stop(number) for number in range(1, 9)),
        starts=time(11),
        ends=time(13),
        miles=5,
        driver="Kofi M.",
        helper="Leanne T.",
        load="8 bags, 2 hot meals",
        safeguarding_phone="020 7946 0801",
        lead_name="Helen",
        hub_phone="020 7946 0800",
        printed_at=datetime(2026, 11, 17, 16, 20),
        destroy_by=date(2026, 11, 20),
    )


def _pdf(*sheets: RoundSheet, duplex: bool = True) -> bytes:
    stream = io.BytesIO()
    write_round_sheets(stream, sheets, duplex=duplex)
    return stream.getvalue()


def test_everything_the_volunteer_needs_is_on_the_page(sheet: RoundSheet, pdf_pages: Pages) -> None:
    (page,) = pdf_pages(_pdf(sheet))
    for words in (
        *("Saltmarsh Hub", "Northfold round", "Wednesday 18 November 2026", "11am to 1pm, 8 stops, 5 miles"),
        *("Kofi M.", "Leanne T.", "020 7946 0801", "Helen, safeguarding lead", "020 7946 0800", "999"),
        *(
            "Sheet S-118",
            "Page 1 of 1",
            "8 bags, 2 hot meals",
            "4 Ferrygate Close",
            "Jean M.",
            "about 11:04am",
        ),
        *("Second floor. Ring the bell twice.", "No answer", "Ring hub", "Return slip S-118", "Found this?"),
        *("Destroy by Fri 20 Nov.", "Printed 17 Nov, 4:20pm", "show your badge"),
    ):
        assert words in page, words
    assert "DEMONSTRATION" not in page


def test_a_demonstration_is_marked_above_and_on_the_slip(sheet: RoundSheet, pdf_pages: Pages) -> None:
    (page,) = pdf_pages(_pdf(replace(sheet, demo=True)))
    assert page.count("DEMONSTRATION") == 2


def test_eight_stops_a_page_and_everything_else_repeats(sheet: RoundSheet, pdf_pages: Pages) -> None:
    pages = pdf_pages(_pdf(replace(sheet, stops=tuple(map(_stop, range(1, 12))))))
    assert len(pages) == 2
    assert "9 Ferrygate Close" not in pages[0]
    for words in ("9 Ferrygate Close", "020 7946 0801", "Page 2 of 2", "Return slip S-118", "see page 1"):
        assert words in pages[1]


def test_each_round_begins_on_a_front(sheet: RoundSheet, pdf_pages: Pages) -> None:
    two = replace(sheet, reference="S-119")
    pages = pdf_pages(_pdf(sheet, two))
    assert [bool(page.strip()) for page in pages] == [True, False, True]
    assert len(pdf_pages(_pdf(sheet, two, duplex=False))) == 2


def test_blank_fields_never_break_a_print(pdf_pages: Pages) -> None:
    bare = RoundSheet("", "", "", date(2026, 1, 1), (Stop(1, ""),))
    empty = RoundSheet("H", "R", "S-1", date(2026, 1, 1), ())
    pages = pdf_pages(_pdf(bare, empty))
    assert "Thursday 1 January 2026" in pages[0]
    assert "0 stops" in pages[2]


def test_long_and_strange_text_never_breaks_a_print(sheet: RoundSheet, pdf_pages: Pages) -> None:
    long = "<b>=1+1</b> \u202e\0 世界 " + "x" * 5000
    hard = Stop(
        104, long, long, time(0), long, (StopNote(long), StopNote(" "), StopNote(long), StopNote(long))
    )
    fields: dict[str, Any] = dict.fromkeys(
        ("hub_name", "round_name", "driver", "helper", "load", "hub_phone", "at_the_door"), long
    )
    (page,) = pdf_pages(_pdf(replace(sheet, stops=(hard,), **fields)))
    assert "<b>=1+1</b>" in page
    assert "\u202e" not in page


def test_the_same_round_gives_the_same_bytes(sheet: RoundSheet) -> None:
    assert _pdf(sheet, sheet) == _pdf(sheet, sheet)


@given(st.integers(1, 99), st.lists(st.uuids(), max_size=40))
def test_a_scanned_code_gives_sheet_page_and_tasks(page: int, ids: list[UUID]) -> None:
    code = sheet_code("S-118", page, ids)
    assert read_sheet_code(code) == SheetCode("S-118", page, tuple(ids))
    assert read_sheet_code(f" {code.lower()}\n") == SheetCode("S-118", page, tuple(ids))


def test_a_code_holds_no_words_and_fits_the_tightest_alphabet() -> None:
    code = sheet_code("S-118 Jeän", 1, [UUID(int=7)])
    assert set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-*")
    assert sheet_code("S-1", 1, [UUID(int=i) for i in range(41)]) == "HK1*S-1*1"


@pytest.mark.parametrize(
    "text", ["", "hello", "HK1*S-1", "HK2*S-1*1", "HK1*S-1*x", "HK1*S-1*1*AAAA", "HK1*S_1*1", "HK1*S-1*1*0"]
)
def test_what_is_not_our_code_is_not_read(text: str) -> None:
    assert read_sheet_code(text) is None
