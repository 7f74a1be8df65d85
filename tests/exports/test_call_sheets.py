"""Call sheets on paper: every call with its boxes, nothing else, and each caller's on paper of their own."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.exports.call_sheets import draw_call_sheets
from desktop.services.call_sheet_papers import PaperCall, SheetPaper

CALLS = tuple(PaperCall(at, f"Jean{at} M.", f"01632 9603{at:02}", "Welfare call") for at in range(1, 26))
PAPER = SheetPaper(
    "s",
    12,
    "Dilys Pugh",
    date(2026, 11, 17),
    of_round=False,
    title="Calls",
    asks="",
    calls=CALLS,
    hub_name="Saltmarsh Hub",
    hub_phone="020 7946 0000",
    safeguarding_phone="01632 960111",
    demo=True,
)


def pages(content: bytes) -> list[str]:
    """The words of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def test_every_call_stands_on_paper_once_with_its_number_and_page() -> None:
    found = pages(draw_call_sheets([PAPER]))
    whole = "\n".join(found)
    for call in CALLS:
        assert whole.count(f"{call.name}") == whole.count(call.phone) == 1
    assert len(found) == 3
    for at, page in enumerate(found, 1):
        assert "Sheet 12" in page
        assert f"Page {at} of 3" in page
        assert "Worried about somebody? Ring 01632 960111" in page
        assert "Return or destroy by Thursday 19 November 2026" in page
        assert "made-up people" in page
    assert "Wants a call back" in whole
    assert "Needs something" not in whole


def test_a_phone_round_says_what_to_ask_and_has_its_own_boxes() -> None:
    paper = replace(PAPER, of_round=True, title="Storm list", asks="Is your home dry?", calls=CALLS[:2])
    (page,) = pages(draw_call_sheets([paper]))
    assert "Storm list: Dilys Pugh" in page
    assert "Is your home dry?" in page
    assert "Needs something" in page
    assert "Wants a call back" not in page


@pytest.mark.parametrize(("duplex", "count"), [(True, 3), (False, 2)])
def test_each_caller_begins_on_paper_of_their_own(duplex: bool, count: int) -> None:
    papers = [replace(PAPER, calls=CALLS[:2]), replace(PAPER, number=13, calls=CALLS[2:4])]
    found = pages(draw_call_sheets(papers, duplex=duplex))
    assert len(found) == count
    assert "Jean1 M." not in found[-1]
    assert "Sheet 13" in found[-1]


def test_hostile_names_stay_words_and_long_ones_stay_in_their_place(tmp_path: Path) -> None:
    call = PaperCall(1, "<img src=x> O'Brien-Ngozi " * 8, "01632 960301", "Befriending, Urdu first")
    paper = replace(PAPER, caller="Bartholomew " * 12, asks="word " * 300, calls=(call,) * 12)
    found = pages(draw_call_sheets([paper]))
    assert all("Sheet 12" in page for page in found)
    assert "\n".join(found).count("01632 960301") == 12
