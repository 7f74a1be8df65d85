"""Verification finds every change, and never trusts what it reads."""

import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.exports import package_reader, verify
from desktop.exports.handover_fields import Preset
from desktop.exports.handover_spec import HandoverSpec
from desktop.exports.package import write_package
from desktop.exports.package_reader import Finding
from desktop.exports.verify import verify_package

Rows = dict[str, list[dict[str, Any]]]
PASSWORD = "three small words"


@pytest.fixture
def folder(spec: HandoverSpec, full_rows: Rows, tmp_path: Path, now: datetime) -> Path:
    """A right package as a folder."""
    whole = replace(spec, preset=Preset.FULL_CANONICAL, as_folder=True)
    return write_package(whole, full_rows, tmp_path, now).path


@pytest.fixture
def zipped(spec: HandoverSpec, full_rows: Rows, tmp_path: Path, now: datetime) -> Path:
    """A right package as a zip."""
    return write_package(replace(spec, preset=Preset.FULL_CANONICAL), full_rows, tmp_path, now).path


def _rehash(folder: Path) -> None:
    """Make the manifest true again, as somebody would who changes a package on purpose."""
    files = sorted(path for path in folder.iterdir() if path.name != "manifest-sha256.txt")
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (folder / "manifest-sha256.txt").write_text("".join(lines))


def _change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    content = path.read_bytes().decode()
    assert old in content
    path.write_bytes(content.replace(old, new, 1).encode())


def _said(findings: list[Finding]) -> str:
    return "\n".join(f"{each.file}:{each.row}:{each.column}:{each.message}" for each in findings)


def test_one_changed_byte_is_found_in_every_file(folder: Path) -> None:
    assert verify_package(folder) == []
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        path.write_bytes(content[:-2] + bytes([content[-2] ^ 1]) + content[-1:])
        found = verify_package(folder)
        # A byte of the list itself is told as the file whose line it is in.
        named = {path.name, "cover.pdf", "manifest-sha256.txt"}
        named |= {"receipt.txt"} if path.name == "manifest-sha256.txt" else set()
        assert any(each.file in named for each in found), path.name
        path.write_bytes(content)
    assert verify_package(folder) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("people.csv", "E8 1EA", "E8 1E", "people.csv:2:address_postcode:This should be a postcode"),
        ("people.csv", "E8 1EA", "E81EA", "address_postcode"),
        ("people.csv", "1950-02-03", "1950-02-30", "date_of_birth:This should be a real date"),
        ("people.csv", ",active,", ",,", "people.csv:2:record_status:A value is needed here."),
        ("people.csv", ",active,", ",asleep,", "record_status:This is not one of the codes"),
        ("people.csv", "+442079460123", "02079460123", "contact_number_calls:"),
        ("people.csv", "first_name,", "forename,", "people.csv:1:first_name:This column is missing."),
        ("people.csv", "first_name,middle_name", "middle_name,first_name", "not in the schema's order"),
        (
            "people.csv",
            ",active,",
            ",active,extra,",
            "people.csv:2::This row has 25 cells. It should have 24.",
        ),
        ("people.csv", "Jean0", '"Jean0', "not a CSV table"),
        ("deliveries.csv", ",4,", ",7,", "outcome_code:This is not one of the codes"),
        ("sharing-record.json", '"purpose": "To', '"porpoise": "To', "does not say why"),
        ("datapackage.json", '"resources"', '"resauces"', "The schema cannot be read."),
        ("datapackage.json", "^([E", "^([(a+)+E", "pattern is not one of Hubkeeper's"),
        (
            "datapackage.json",
            '"primaryKey": "person_id"',
            '"primaryKey": "nobody"',
            "names a column that is not there",
        ),
        ("csv-metadata.json", '"tables"', '"tebles"', "does not describe the same tables"),
    ],
)
def test_a_package_changed_on_purpose_is_found_by_its_rows(
    folder: Path, file: str, old: str, new: str, said: str
) -> None:
    _change(folder, file, old, new)
    _rehash(folder)
    assert said in _said(verify_package(folder))


def test_broken_links_and_repeated_keys_are_found(folder: Path) -> None:
    lines = (folder / "people.csv").read_bytes().split(b"\r\n")
    (folder / "people.csv").write_bytes(b"\r\n".join([lines[0], lines[2], *lines[2:]]))
    _rehash(folder)
    said = _said(verify_package(folder))
    assert "people.csv:3:person_id:Another row has the same key" in said
    assert "help_requests.csv:2:person_id:No row of people has this person_id." in said


def test_a_spreadsheet_with_other_rows_is_found(folder: Path) -> None:
    lines = (folder / "deliveries.csv").read_bytes().split(b"\r\n")
    (folder / "deliveries.csv").write_bytes(lines[0] + b"\r\n")
    _rehash(folder)
    assert "does not have as many rows" in _said(verify_package(folder))


def test_missing_and_added_files_are_found(folder: Path) -> None:
    (folder / "people.csv").unlink()
    (folder / "cover.pdf").unlink()
    (folder / "virus.exe").write_bytes(b"MZ")
    said = _said(verify_package(folder))
    assert "people.csv:0::This file is listed but missing." in said
    assert "cover.pdf:0::This file is missing." in said
    assert "people.csv:0::The schema describes this table, but it is missing." in said
    assert "virus.exe:0::This file is not in the list of hashes." in said


def test_a_package_without_or_with_a_strange_manifest(folder: Path) -> None:
    manifest = folder / "manifest-sha256.txt"
    text = manifest.read_text()
    manifest.write_text(text + text.splitlines()[0] + "\nhello\n")
    said = _said(verify_package(folder))
    assert "A file is listed twice." in said
    assert "not a hash and a file name" in said
    manifest.unlink()
    assert "list of hashes is missing" in _said(verify_package(folder))


def test_text_that_is_not_utf8_and_empty_tables(folder: Path) -> None:
    (folder / "people.csv").write_bytes(b"\xff\xfe")
    (folder / "deliveries.csv").write_bytes(b"")
    (folder / "handover.xlsx").write_bytes(b"PK junk")
    said = _said(verify_package(folder))
    assert "people.csv:0::The text is not UTF-8." in said
    assert "deliveries.csv:0::The heading row is missing." in said
    assert "handover.xlsx:0::The spreadsheet cannot be read." in said


def test_findings_never_quote_values(folder: Path) -> None:
    _change(folder, "people.csv", "Jean0,,Marlowe0", "Jean0,,Marlowe0,Secret")
    _change(folder, "people.csv", "E8 1EA", "SECRET1")
    _rehash(folder)
    said = _said(verify_package(folder))
    assert said
    assert "secret" not in said.lower()


def test_no_more_findings_than_anyone_can_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify, "MOST_FINDINGS", 3)
    for path in folder.iterdir():
        path.write_bytes(b"x")
    assert len(verify_package(folder)) == 3


def test_a_locked_package_needs_its_password(
    spec: HandoverSpec, full_rows: Rows, tmp_path: Path, now: datetime
) -> None:
    whole = replace(spec, preset=Preset.FULL_CANONICAL, as_folder=True)
    path = write_package(whole, full_rows, tmp_path, now, PASSWORD).path
    assert verify_package(path, PASSWORD) == []
    assert "Give the password" in _said(verify_package(path))
    assert "That isn't the password" in _said(verify_package(path, "another password"))
    (path / "people.csv").write_bytes(b"person_id\r\n")
    assert "yet this one lies open" in _said(verify_package(path, PASSWORD))
    content = (path / "handover.xlsx").read_bytes()
    (path / "handover.xlsx").write_bytes(content[:-3000])
    assert "damaged" in _said(verify_package(path, PASSWORD))
    (path / "handover.xlsx").write_bytes(content)
    (path / "summary.pdf").write_bytes(b"%PDF-1.7")
    assert "does not open the summary" in _said(verify_package(path, PASSWORD))


def test_nothing_there_and_nothing_readable(tmp_path: Path) -> None:
    assert "no package in this place" in _said(verify_package(tmp_path / "gone.zip"))
    (tmp_path / "x.zip").write_bytes(b"junk")
    assert "cannot be read" in _said(verify_package(tmp_path / "x.zip"))
    (tmp_path / "empty").mkdir()
    assert verify_package(tmp_path / "empty") == [Finding("", "There is nothing in this package.")]


@pytest.mark.parametrize(
    "name",
    ["../evil.txt", "/etc/passwd", "a/b.csv", "C:\\evil.txt", "..", "a..b", "\u202egnp.csv", "x" * 130],
)
def test_names_that_lead_out_are_never_read(zipped: Path, name: str) -> None:
    with zipfile.ZipFile(zipped, "a") as archive:
        archive.writestr(name, b"x")
    assert "leads out of the package" in _said(verify_package(zipped))
    assert not (zipped.parent.parent / "evil.txt").exists()


def test_links_folders_and_repeated_names_are_refused(zipped: Path, folder: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(zipped, "a") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("sub/", b"")
        archive.writestr("PEOPLE.csv", b"x")
    said = _said(verify_package(zipped))
    assert said.count("This is a link or a folder.") == 2
    assert "PEOPLE.csv:0::Two files have this name." in said
    (folder / "link.txt").symlink_to("/etc/passwd")
    (folder / "sub").mkdir()
    assert _said(verify_package(folder)).count("This is a link or a folder.") == 2


def test_too_many_or_too_large_files_are_refused(
    zipped: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package_reader, "MOST_BYTES", 5000)
    for path in (zipped, folder):
        assert "larger than 300 MB" in _said(verify_package(path))
    monkeypatch.setattr(package_reader, "MOST_FILES", 3)
    for path in (zipped, folder):
        assert "more than 3 files" in _said(verify_package(path))


def test_a_zip_locked_by_itself_or_damaged_inside(zipped: Path) -> None:
    content = bytearray(zipped.read_bytes())
    with zipfile.ZipFile(zipped) as archive:
        central = archive.start_dir
    content[central + 8] |= 1
    zipped.write_bytes(bytes(content))
    assert "locked by the zip itself" in _said(verify_package(zipped))
    content[central + 8] &= 0xFE
    content[60] ^= 0xFF
    zipped.write_bytes(bytes(content))
    assert "damaged" in _said(verify_package(zipped))


def _repacked(zipped: Path, change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(zipped) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bytes_in_any_file_are_reported_and_never_crash(zipped: Path, data: st.DataObject) -> None:
    names = ["people.csv", "datapackage.json", "csv-metadata.json", "handover.xlsx", "sharing-record.json"]
    name = data.draw(st.sampled_from(names))
    junk = data.draw(
        st.binary(max_size=200)
        | st.recursive(st.none() | st.text(), st.lists).map(json.dumps).map(str.encode)
    )

    def change(files: dict[str, bytes]) -> None:
        files[name] = junk

    target = zipped.with_name("changed.zip")
    target.write_bytes(_repacked(zipped, change))
    assert verify_package(target)
