"""The sharing record as a paper: the words of the JSON, names of staff left out where they must be."""

import io
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, date, datetime

from db.enums import LawfulBasis
from desktop.exports import sharing_pdf
from desktop.exports.sharing import SharingRecord
from desktop.exports.sharing_pdf import write_sharing_record
from tests.hostile import FORMULAS, MARKUP

RECORD = SharingRecord(
    reference="H-0042",
    sharing_organisation="Saltmarsh Hub",
    receiving_organisation="Aldermouth District Council",
    purpose="to plan where the van goes",
    lawful_basis=LawfulBasis.CONSENT,
    agreement="SA-07",
    requested_by_person="Dr J. Amari, duty desk",
    decided_by="Priya Nair",
    decided_by_position="coordinator",
    decided_on=date(2026, 11, 17),
    shared_at=datetime(2026, 11, 17, 16, 20, 8, tzinfo=UTC),
    delete_by=date(2027, 3, 31),
    fields=("people.first_name", "people.last_name"),
    people=39,
    left_out=3,
)
Pages = Callable[[bytes], list[str]]


def _text(pdf_pages: Pages, record: SharingRecord, *, name_staff: bool = True) -> str:
    stream = io.BytesIO()
    write_sharing_record(stream, record, name_staff=name_staff)
    return " ".join(" ".join(pdf_pages(stream.getvalue())).split())


def test_it_says_what_the_json_says(pdf_pages: Pages) -> None:
    said = _text(pdf_pages, RECORD)
    for words in (
        *("H-0042", "Saltmarsh Hub", "Aldermouth District Council", "To plan where the van goes", "SA-07"),
        *("Priya Nair", "Dr J. Amari", "31 March 2027", "17 November 2026", "people.last_name", "39"),
        *("fewer than 5".capitalize(), "UK GDPR Article 6(1)(a)", "Not recorded", "Annex B", "Page 1 of 1"),
    ):
        assert words in said, words


def test_every_field_of_the_record_has_a_line() -> None:
    told = {name for _, lines in sharing_pdf._PARTS for name, _ in lines}
    held = {one.name for one in fields(SharingRecord)}
    assert held - told == {"reference", "lawful_basis", "law"}
    assert told - held == {"lawful_basis_words"}


def test_names_of_staff_stay_behind_where_they_must(pdf_pages: Pages) -> None:
    said = _text(pdf_pages, RECORD, name_staff=False)
    assert "Priya" not in said
    assert "Amari" not in said
    assert "Coordinator" in said


def test_hostile_and_endless_words_run_over_pages(pdf_pages: Pages) -> None:
    for text in (*FORMULAS[:8], *MARKUP):
        _text(pdf_pages, replace(RECORD, purpose=text, agreement=text, sharing_organisation=text))
    long = replace(
        RECORD, purpose="warm words " * 900, fields=tuple(f"people.column_{i}" for i in range(300))
    )
    said = _text(pdf_pages, long)
    assert "people.column_299" in said
    assert "Page 3 of" in said
    assert "Signed for Saltmarsh Hub" in said


def test_the_same_record_gives_the_same_bytes() -> None:
    made = [io.BytesIO(), io.BytesIO()]
    for stream in made:
        write_sharing_record(stream, RECORD, demo=True)
    assert made[0].getvalue() == made[1].getvalue()
