"""The sharing record and what of it travels."""

import json
from datetime import date, datetime

import pytest

from db.enums import LawfulBasis
from desktop.exports.sharing import SharingRecord, basis_words, sharing_json, sharing_problems

RECORD = SharingRecord(
    reference="H-0042",
    sharing_organisation="Saltmarsh Hub",
    receiving_organisation="Aldermouth District Council",
    purpose="To plan the van.",
    lawful_basis=LawfulBasis.PUBLIC_TASK,
    requested_by_person="Dr J. Amari",
    decided_by="Priya Nair",
    decided_by_position="coordinator",
    delete_by=date(2027, 3, 31),
    shared_at=datetime(2026, 11, 17, 16, 20),
    people=39,
    left_out=3,
)


def test_every_field_travels_in_plain_json() -> None:
    made = json.loads(sharing_json(RECORD))
    assert made["delete_by"] == "2027-03-31"
    assert made["shared_at"] == "2026-11-17T16:20:00Z"
    assert made["left_out"] == "fewer than 5"
    assert made["decided_by"] == "Priya Nair"
    assert made["lawful_basis_words"] == "public task, UK GDPR Article 6(1)(e)"
    assert sharing_problems(sharing_json(RECORD)) == []


def test_staff_are_left_out_where_the_tables_are_locked() -> None:
    text = sharing_json(RECORD, name_staff=False).decode()
    assert "Nair" not in text
    assert "Amari" not in text
    assert "coordinator" in text


def test_every_basis_has_its_article() -> None:
    assert len({basis_words(basis) for basis in LawfulBasis}) == len(LawfulBasis)


@pytest.mark.parametrize(
    ("content", "count"), [(b"{", 1), (b"[]", 1), (b"{}", 6), (b"\xff", 1), (b"[" * 100_000, 1)]
)
def test_what_is_missing_is_said(content: bytes, count: int) -> None:
    assert len(sharing_problems(content)) == count


def test_an_unknown_basis_is_said() -> None:
    made = json.loads(sharing_json(RECORD)) | {"lawful_basis": "because"}
    assert sharing_problems(json.dumps(made).encode()) == ["The reason in law is not one of the known ones."]
