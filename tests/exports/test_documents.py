"""Cover, summary, printed lists and the recovery card."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from desktop.exports.files import ExportStopped, Watch
from desktop.exports.handover_cover import CoverField, CoverSheet, write_cover
from desktop.exports.recovery_card import RecoveryCard, write_recovery_card
from desktop.exports.summary_pdf import Breakdown, Summary, write_summary
from desktop.exports.table_pdf import ListPrint, write_table_pdf
from desktop.exports.tables import Column, Kind, Table

Pages = Callable[[bytes], list[str]]
TABLE = Table(
    "requests", (Column("ref", width=8), Column("person"), Column("size", kind=Kind.INTEGER, width=6))
)


@pytest.fixture
def cover() -> CoverSheet:
    return CoverSheet(
        reference="H-0042",
        hub_name="Saltmarsh Hub",
        recipient="Public Health\nAldermouth District Council",
        day=date(2026, 11, 17),
        purpose="To plan where the van goes.",
        law="legitimate interests, UK GDPR Article 6(1)(f).",
        people=39,
        sender="Coordinator",
        hub_phone="020 7946 0800",
        delete_by=date(2027, 3, 31),
        fields=(CoverField("Area", "Area name"), CoverField("Age", "Band of 10 years")),
        absent=("Names, phone numbers", "Fewer than 5 people who were left out"),
        note="1 row was changed.",
        file_name="handover-x.zip",
        file_size=18_000,
        check_code="3f9a52c10be7d846ffff",
        locked=True,
        log_entry="42",
    )


def _cover(cover: CoverSheet) -> bytes:
    stream = io.BytesIO()
    write_cover(stream, cover)
    return stream.getvalue()


def test_the_cover_says_why_what_and_what_is_agreed(cover: CoverSheet, pdf_pages: Pages) -> None:
    (page,) = pdf_pages(_cover(cover))
    for words in (
        *(
            "Handover cover sheet",
            "H-0042",
            "Public Health",
            "Aldermouth District Council",
            "17 November 2026",
        ),
        *("31 March 2027", "To plan where the van goes.", "Article 6(1)(f)", "No names.", "Area name"),
        *("Fewer than 5 people", "1 row was changed.", "within 24 hours", "18 KB", "3f9a 52c1 0be7 d846"),
        *("by phone, never by email", "entry 42", "Page 1 of 1", "try to work out who people are"),
    ):
        assert words in page, words
    assert "ffff" not in page


def test_a_named_unlocked_cover_says_so(cover: CoverSheet, pdf_pages: Pages) -> None:
    named = replace(cover, named=True, locked=False, rows=64, demo=True, delete_by=None, hub_phone="")
    (page,) = pdf_pages(_cover(named))
    for words in ("Names are in it.", "64 requests for help", "Not locked.", "DEMONSTRATION"):
        assert words in page, words


def test_many_details_take_more_pages_and_blank_ones_none(cover: CoverSheet, pdf_pages: Pages) -> None:
    fields = tuple(CoverField(f"Detail {i}", "As recorded") for i in range(25))
    pages = pdf_pages(_cover(replace(cover, fields=fields, purpose="why " * 300, law="law " * 300)))
    assert len(pages) > 1
    assert all(any(f"Detail {i}\n" in page for page in pages) for i in range(25))
    bare = CoverSheet("H-1", "", "", date(2026, 1, 1), "", "", 1)
    assert "1 person, one row each." in pdf_pages(_cover(bare))[0].replace("\n", " ").replace("  ", " ")


def test_the_same_cover_gives_the_same_bytes(cover: CoverSheet) -> None:
    assert _cover(cover) == _cover(cover)


def _list(count: int, head: ListPrint, table: Table = TABLE) -> tuple[int, bytes]:
    stream = io.BytesIO()
    rows = [(f"R-{i}", "Jean <b>Marlowe</b>", i) for i in range(count)]
    return write_table_pdf(stream, head, table, rows), stream.getvalue()


def test_a_list_prints_every_row_with_its_filter_and_pages(pdf_pages: Pages) -> None:
    head = ListPrint(
        "Open requests", "Saltmarsh Hub", "Area: Northfold", datetime(2026, 11, 17, 16, 20), demo=True
    )
    count, content = _list(120, head)
    pages = pdf_pages(content)
    text = "\n".join(pages)
    assert count == 120
    assert all(f"R-{i}\n" in text for i in range(120))
    assert "Jean <b>Marlowe</b>" in text
    for number, page in enumerate(pages, 1):
        for words in ("Open requests", "Area: Northfold", "Person", "Private.", "DEMONSTRATION"):
            assert words in page
        assert f"Page {number} of\n{len(pages)}" in page


def test_an_empty_list_says_so(pdf_pages: Pages) -> None:
    (page,) = pdf_pages(_list(0, ListPrint("Nobody", private=False))[1])
    assert "Nothing in this list." in page
    assert "Private" not in page


def test_wide_lists_lie_on_their_side() -> None:
    from pypdf import PdfReader

    wide = Table("t", tuple(Column(f"column_{i}") for i in range(9)))
    stream = io.BytesIO()
    write_table_pdf(stream, ListPrint("Wide"), wide, [["x" * 900] * 9])
    box = PdfReader(stream).pages[0].mediabox
    assert box.width > box.height


def test_printing_a_list_can_be_stopped() -> None:
    with pytest.raises(ExportStopped):
        write_table_pdf(
            io.BytesIO(), ListPrint("x"), TABLE, [("a", "b", 1)], watch=Watch(cancelled=lambda: True)
        )


def test_the_summary_shows_counts_and_notes(pdf_pages: Pages) -> None:
    stream = io.BytesIO()
    areas = {f"Area {i}": "12" for i in range(60)} | {"Private need": "fewer than 5"}
    summary = Summary(
        "H-0042",
        "Saltmarsh Hub",
        "Public Health",
        datetime(2026, 11, 17),
        (("People", "39"),),
        (Breakdown("Area", areas),),
        ("3 values were left blank.",),
        demo=True,
    )
    write_summary(stream, summary)
    pages = pdf_pages(stream.getvalue())
    text = "\n".join(pages)
    assert len(pages) == 2
    for words in (
        "Handover summary H-0042",
        "Area 59",
        "fewer than 5",
        "3 values were left blank.",
        "DEMONSTRATION",
    ):
        assert words in text


@pytest.mark.parametrize("count", [1, 12, 24, 60])
def test_the_recovery_card_numbers_every_word(count: int, pdf_pages: Pages) -> None:
    stream = io.BytesIO()
    words = [f"word{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(count)]
    write_recovery_card(stream, RecoveryCard("Saltmarsh Hub", words, date(2026, 11, 17), "4F2A", demo=True))
    (page,) = pdf_pages(stream.getvalue())
    assert all(f"{number}\n{word}" in page for number, word in enumerate(words, 1))
    for said in ("Saltmarsh Hub", "How to use it", "Where to keep it", "Made 17 November 2026, check 4F2A"):
        assert said in page
