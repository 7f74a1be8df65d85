"""Handover packages: what is written, what never is, the same bytes each time."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import openpyxl
import pytest

from db.errors import DiskFull
from desktop.domain.errors import DomainError, NotAllowed
from desktop.exports import package
from desktop.exports.files import write_bytes
from desktop.exports.handover_fields import Choice, Preset
from desktop.exports.handover_spec import HandoverSpec, package_name
from desktop.exports.package import write_package
from desktop.exports.pdf_lock import opens_pdf
from desktop.exports.sharing import SharingRecord
from desktop.exports.verify import verify_package
from desktop.exports.xlsx_lock import unlock_xlsx

Rows = list[dict[str, Any]]
PASSWORD = "three small words"
NAMES = [
    "README.txt",
    "people.csv",
    "datapackage.json",
    "csv-metadata.json",
    "handover.xlsx",
    "summary.pdf",
    "sharing-record.json",
    "sharing-record.pdf",
    "handover.ods",
    "cover.pdf",
    "receipt.txt",
    "manifest-sha256.txt",
]


def _files(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _full(spec: HandoverSpec) -> HandoverSpec:
    return replace(spec, preset=Preset.FULL_CANONICAL)


def test_a_plan_goes_out_whole_and_verifies(
    spec: HandoverSpec, source_rows: Rows, tmp_path: Path, now: datetime
) -> None:
    info = write_package(spec, {"people": source_rows}, tmp_path, now)
    assert info.path.name == "handover-E07000999-saltmarsh-hub-20261117T162008Z.zip"
    assert info.counts == {"people": 39}
    files = _files(info.path)
    assert list(files) == NAMES
    assert [each.name for each in info.files] == NAMES[:-1]
    rows = list(csv.reader(io.StringIO(files["people.csv"].decode(), newline="")))
    assert rows[0] == ["area", "address_postcode", "need", "age_band", "household_size", "month_asked"]
    assert rows[1] == ["Northfold", "E8 1", "Food parcel", "90 and over", "1", "October 2026"] or rows[1][
        3
    ] == ("80 and over")
    everything = b"".join(files.values())
    assert b"Marlowe" not in everything
    assert verify_package(info.path) == []


def test_a_folder_holds_the_same_files(
    spec: HandoverSpec, source_rows: Rows, tmp_path: Path, now: datetime
) -> None:
    zipped = write_package(spec, {"people": source_rows}, tmp_path, now)
    folder = write_package(replace(spec, as_folder=True), {"people": source_rows}, tmp_path, now)
    assert folder.path.is_dir()
    plain = {path.name: path.read_bytes() for path in folder.path.iterdir()}
    assert {name: plain[name] for name in NAMES[:-3]} == {
        name: _files(zipped.path)[name] for name in NAMES[:-3]
    }
    assert verify_package(folder.path) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([zipped.path.name, folder.path.name])


@pytest.mark.parametrize("preset", list(Preset))
def test_the_same_rows_and_time_give_the_same_bytes(
    preset: Preset,
    spec: HandoverSpec,
    source_rows: Rows,
    full_rows: dict[str, Rows],
    tmp_path: Path,
    now: datetime,
) -> None:
    rows = full_rows if preset is Preset.FULL_CANONICAL else {"people": source_rows}
    made = []
    for place in ("a", "b"):
        (tmp_path / place).mkdir()
        info = write_package(replace(spec, preset=preset), rows, tmp_path / place, now)
        assert verify_package(info.path) == []
        made.append(info.path.read_bytes())
    assert made[0] == made[1]


def test_the_whole_tables_go_out_with_private_needs_masked(
    spec: HandoverSpec, full_rows: dict[str, Rows], tmp_path: Path, now: datetime
) -> None:
    full_rows["help_requests"][3]["notes"] = "told us about the counsellor"
    info = write_package(_full(spec), full_rows, tmp_path, now)
    assert info.counts == {
        "people": 8,
        "help_requests": 8,
        "contact_attempts": 1,
        "deliveries": 1,
        "referrals": 1,
    }
    files = _files(info.path)
    rows = list(csv.DictReader(io.StringIO(files["help_requests.csv"].decode(), newline="")))
    assert [rows[i]["help_needed_subtype"] for i in (2, 3, 4)] == ["", "Private need", "Private need"]
    assert {rows[i]["help_needed"] for i in (3, 4)} == {"something_else"}
    assert b"counsellor" not in files["help_requests.csv"]
    assert b"Refuge" not in files["help_requests.csv"]
    assert rows[0]["notes"] == "'=HYPERLINK(1)"
    assert b"''Twas left" in files["deliveries.csv"]
    book = openpyxl.load_workbook(io.BytesIO(files["handover.xlsx"]))
    assert book["help_requests"]["R2"].value == "=HYPERLINK(1)"
    assert book["help_requests"]["R2"].data_type == "s"
    assert book["people"]["N2"].value == "+442079460123"
    book.close()


def test_requests_of_somebody_left_out_are_left_out_too(
    spec: HandoverSpec, full_rows: dict[str, Rows], tmp_path: Path, now: datetime
) -> None:
    del full_rows["people"][1]
    info = write_package(_full(spec), full_rows, tmp_path, now)
    assert info.counts == {
        "people": 7,
        "help_requests": 7,
        "contact_attempts": 0,
        "deliveries": 0,
        "referrals": 0,
    }
    assert verify_package(info.path) == []


def test_values_that_do_not_fit_are_left_blank_and_said(
    spec: HandoverSpec, full_rows: dict[str, Rows], tmp_path: Path, now: datetime
) -> None:
    full_rows["people"][0].update(address_postcode="QX4 2L", contact_email="=1+1@x.uk")
    full_rows["people"][1].update(last_name="")
    info = write_package(_full(spec), full_rows, tmp_path, now)
    assert (
        info.notes[0]
        == "2 values did not fit the schema and were left blank: Address postcode 1, Contact email 1."
    )
    assert info.notes[1].startswith("1 row may not be matched")
    assert verify_package(info.path) == []
    assert info.notes[0] in _files(info.path)["README.txt"].decode()


def test_a_missing_key_or_a_repeated_one_is_said_with_what_to_do(
    spec: HandoverSpec, full_rows: dict[str, Rows], tmp_path: Path, now: datetime
) -> None:
    twice = full_rows | {"people": [full_rows["people"][0]] * 2}
    with pytest.raises(DomainError, match="same id"):
        write_package(_full(spec), twice, tmp_path, now)
    full_rows["people"][2]["record_status"] = "asleep"
    with pytest.raises(DomainError, match="Row 3 of people, record status: This is not one of the codes"):
        write_package(_full(spec), full_rows, tmp_path, now)
    assert list(tmp_path.iterdir()) == []


def test_columns_can_be_dropped_but_not_keys(
    spec: HandoverSpec, full_rows: dict[str, Rows], tmp_path: Path, now: datetime
) -> None:
    info = write_package(
        replace(_full(spec), drop=("people.date_of_birth", "deliveries.comment")), full_rows, tmp_path, now
    )
    files = _files(info.path)
    assert (
        b"date_of_birth" not in files["people.csv"] + files["datapackage.json"] + files["csv-metadata.json"]
    )
    assert verify_package(info.path) == []
    for fixed in ("people.person_id", "help_requests.person_id", "people.updated_at", "people.nothing"):
        with pytest.raises(DomainError, match="cannot be left out"):
            write_package(replace(_full(spec), drop=(fixed,)), full_rows, tmp_path, now)


def test_concerns_and_health_notes_are_gated(
    spec: HandoverSpec, source_rows: Rows, tmp_path: Path, now: datetime
) -> None:
    rows = {"people": source_rows}
    with pytest.raises(NotAllowed):
        write_package(replace(spec, choices=(Choice("concerns"),)), rows, tmp_path, now)
    health = replace(spec, choices=(Choice("health_notes"), Choice("notes")))
    with pytest.raises(NotAllowed):
        write_package(health, rows, tmp_path, now)
    info = write_package(replace(health, lead_agreed=True), rows, tmp_path, now)
    assert b"Asthma,'=1+1\r\n" in _files(info.path)["people.csv"]


def test_cover_readme_and_record_say_the_same(
    spec: HandoverSpec,
    source_rows: Rows,
    tmp_path: Path,
    now: datetime,
    pdf_pages: Callable[[bytes], list[str]],
) -> None:
    marked = replace(spec, note="1 row was changed.", demo=True, people=30)
    info = write_package(marked, {"people": source_rows}, tmp_path, now)
    files = _files(info.path)
    (cover,) = pdf_pages(files["cover.pdf"])
    code = info.check_code[:16]
    for words in (
        *("Priya Nair, coordinator", "Dr J. Amari", "Public Health", "Article 6(1)(f). Assessment 4."),
        *("Fewer than 5 people who were left out", "1 row was changed.", "entry 42", "DEMONSTRATION"),
        " ".join(code[i : i + 4] for i in range(0, 16, 4)),
    ):
        assert words in cover, words
    text = files["README.txt"].decode()
    assert "\r\n" in text
    assert text.replace("\r\n", "").count("\n") == 0
    for words in (
        "People left out: fewer than 5.",
        "Delete it by 31 March 2027",
        "people: 39 rows",
        "DEMONSTRATION",
    ):
        assert words in text, words
    record = json.loads(files["sharing-record.json"])
    assert [record["people"], record["left_out"], record["decided_by"]] == [30, "fewer than 5", "Priya Nair"]
    assert "39" in "\n".join(pdf_pages(files["summary.pdf"]))


def test_the_hubs_own_record_travels_when_given(
    spec: HandoverSpec, source_rows: Rows, tmp_path: Path, now: datetime
) -> None:
    own = SharingRecord("H-9", "Saltmarsh Hub", "Council", "Own words.", spec.lawful_basis)
    info = write_package(replace(spec, sharing=own), {"people": source_rows}, tmp_path, now)
    assert json.loads(_files(info.path)["sharing-record.json"])["purpose"] == "Own words."


def test_names_of_packages_name_nobody_and_are_safe(spec: HandoverSpec, now: datetime) -> None:
    odd = replace(spec, hub_name="Çafé & “Friends” / ../" + "x" * 99, ladcode="../E1", as_folder=True)
    name = package_name(odd, now.replace(tzinfo=None))
    assert name.startswith("handover-none-af-friends-x")
    assert "/" not in name
    assert package_name(replace(spec, hub_name="世界"), now) == "handover-E07000999-hub-20261117T162008Z.zip"


def test_a_second_package_of_the_same_second_is_refused(
    spec: HandoverSpec, source_rows: Rows, tmp_path: Path, now: datetime
) -> None:
    write_package(spec, {"people": source_rows}, tmp_path, now)
    with pytest.raises(DomainError, match="this second already"):
        write_package(spec, {"people": source_rows}, tmp_path, now)


@pytest.mark.parametrize("as_folder", [False, True])
def test_a_full_disk_leaves_nothing(
    as_folder: bool, spec: HandoverSpec, source_rows: Rows, tmp_path: Path, now: datetime
) -> None:
    full = OSError(28, "No space left on device")
    with mock.patch("os.fsync", side_effect=full), pytest.raises(DiskFull):
        write_package(replace(spec, as_folder=as_folder), {"people": source_rows}, tmp_path, now)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_says_so(
    spec: HandoverSpec, source_rows: Rows, tmp_path: Path, now: datetime
) -> None:
    with pytest.raises(FileNotFoundError):
        write_package(replace(spec, as_folder=True), {"people": source_rows}, tmp_path / "gone", now)


def _seeded(full_rows: dict[str, Rows]) -> tuple[dict[str, Rows], list[str]]:
    first = [f"Zor{chr(97 + i // 10)}{chr(97 + i % 10)}ine" for i in range(100)]
    last = [f"Quen{chr(97 + i // 10)}{chr(97 + i % 10)}brook" for i in range(100)]
    base = full_rows["people"][0]
    people = [
        base
        | {
            "person_id": base["person_id"][:-3] + f"{i:03x}",
            "first_name": first[i],
            "last_name": last[i],
            "address_line1": f"{i} Seedling Row",
            "communication_needs": f"ask for {first[i]}",
        }
        for i in range(100)
    ]
    requests = [
        full_rows["help_requests"][0]
        | {
            "request_id": base["person_id"][:-3] + f"{i:03x}",
            "person_id": people[i]["person_id"],
            "notes": f"{first[i]} {last[i]} rang",
            "on_behalf_name": last[i],
        }
        for i in range(100)
    ]
    return {"people": people, "help_requests": requests}, [*first, *last, "Seedling"]


@pytest.mark.parametrize("as_folder", [False, True])
def test_two_hundred_seeded_names_are_found_nowhere_in_a_locked_package(
    as_folder: bool,
    spec: HandoverSpec,
    full_rows: dict[str, Rows],
    tmp_path: Path,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows, names = _seeded(full_rows)
    written: list[bytes] = []
    real = write_bytes

    def keep(path: Path, content: bytes) -> None:
        written.append(content)
        real(path, content)

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a temporary file was opened")

    monkeypatch.setattr(package, "write_bytes", keep)
    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile"):
        monkeypatch.setattr(f"tempfile.{name}", refuse)
    info = write_package(replace(_full(spec), as_folder=as_folder), rows, tmp_path, now, PASSWORD)

    disk = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    unpacked = [] if as_folder else list(_files(info.path).values())
    open_texts = [_inflated(content) for content in (*unpacked, *disk) if content.startswith(b"%PDF")]
    everything = b"\n".join([*written, *disk, *unpacked, *open_texts, info.path.name.encode()])
    found = [name for name in [*names, "Priya", "Nair", "Amari"] if name.encode() in everything]
    assert found == []
    assert verify_package(info.path, PASSWORD) == []


def _inflated(content: bytes) -> bytes:
    """The words of a PDF that opens without a password."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    return b"" if reader.is_encrypted else "\n".join(page.extract_text() for page in reader.pages).encode()


def test_a_locked_package_opens_with_the_password_and_holds_every_row(
    spec: HandoverSpec, full_rows: dict[str, Rows], tmp_path: Path, now: datetime
) -> None:
    rows, names = _seeded(full_rows)
    info = write_package(_full(spec), rows, tmp_path, now, PASSWORD)
    files = _files(info.path)
    assert "people.csv" not in files
    book = openpyxl.load_workbook(io.BytesIO(unlock_xlsx(files["handover.xlsx"], PASSWORD)))
    assert [book["people"].cell(row, 2).value for row in range(2, 102)] == names[:100]
    assert book["help_requests"].max_row == 101
    book.close()
    assert opens_pdf(files["summary.pdf"], PASSWORD)
    assert not opens_pdf(files["cover.pdf"], PASSWORD)


def test_a_weak_password_is_refused_before_anything_is_read(
    spec: HandoverSpec, tmp_path: Path, now: datetime
) -> None:
    rows = iter([{"area": "Northfold"}])
    with pytest.raises(DomainError, match="too short"):
        write_package(spec, {"people": rows}, tmp_path, now + timedelta(1), "short")
    assert next(rows) == {"area": "Northfold"}


def test_an_empty_scope_still_makes_a_package(spec: HandoverSpec, tmp_path: Path, now: datetime) -> None:
    info = write_package(replace(spec, delete_by=date(2027, 1, 1), left_out=0), {}, tmp_path, now)
    assert info.counts == {"people": 0}
    assert verify_package(info.path) == []
