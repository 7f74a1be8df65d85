"""A directory package is opened without trusting it."""

import stat
import zipfile
from pathlib import Path

import pytest

from desktop.domain.errors import DomainError
from desktop.domain.hsds_in import DirectoryReader
from desktop.imports import hsds_files
from desktop.imports.hsds_files import read_directory_files

ORGANISATIONS = b"id,name,description\r\n" + b"a" * 32 + b",Kelling Pantry,Food\r\n"


def _zip(folder: Path, **files: bytes) -> Path:
    path = folder / "directory.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/") + ".csv", content)
    return path


def _notes(tables: dict[str, list[dict[str, str]]]) -> list[str]:
    found = DirectoryReader(tables, {"advice": "Advice"}, lambda _: "").read()
    return [f"{one.table}:{one.row}:{one.column}:{one.message}" for one in found.notes]


def test_a_zip_a_folder_in_it_and_a_plain_folder_read_alike(tmp_path: Path) -> None:
    (tmp_path / "organizations.csv").write_bytes(ORGANISATIONS)
    (tmp_path / "datapackage.json").write_bytes(b"{}")
    whole = read_directory_files(tmp_path / "datapackage.json").tables
    assert whole["organization"][0]["name"] == "Kelling Pantry"
    assert read_directory_files(_zip(tmp_path, organizations=ORGANISATIONS)).tables == whole
    assert read_directory_files(_zip(tmp_path, directory__organizations=ORGANISATIONS)).tables == whole


@pytest.mark.parametrize("name", ["../organizations.csv", "/organizations.csv", "a/b/c/organizations.csv"])
def test_a_file_that_leads_out_refuses_the_zip(tmp_path: Path, name: str) -> None:
    path = _zip(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, ORGANISATIONS)
    with pytest.raises(DomainError, match="leads out"):
        read_directory_files(path)


def test_links_locks_twins_and_too_many_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _zip(tmp_path, organizations=ORGANISATIONS, directory__organizations=ORGANISATIONS)
    with pytest.raises(DomainError, match="twice"):
        read_directory_files(path)
    link = zipfile.ZipInfo("organizations.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(DomainError, match="leads out"):
        read_directory_files(path)
    content = bytearray(_zip(tmp_path, organizations=ORGANISATIONS).read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(content))
    with pytest.raises(DomainError, match="locked with a password"):
        read_directory_files(path)
    monkeypatch.setattr(hsds_files, "MOST_ENTRIES", 1)
    with pytest.raises(DomainError, match="more files"):
        read_directory_files(_zip(tmp_path, organizations=ORGANISATIONS, services=b"id\r\n"))


def test_a_bomb_a_flood_and_a_damaged_zip_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hsds_files, "MOST_BYTES", 1000)
    with pytest.raises(DomainError, match="unpacks to more"):
        read_directory_files(_zip(tmp_path, organizations=b"x" * 100_000))
    monkeypatch.setattr(hsds_files, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(hsds_files, "MOST_ROWS", 2)
    with pytest.raises(DomainError, match="more rows"):
        read_directory_files(_zip(tmp_path, organizations=b"id\r\n" + b"x\r\n" * 3))
    for content in (b"junk", _zip(tmp_path, organizations=ORGANISATIONS).read_bytes()[:60]):
        (tmp_path / "bad.zip").write_bytes(content)
        with pytest.raises(DomainError, match="damaged"):
            read_directory_files(tmp_path / "bad.zip")
    with pytest.raises(DomainError, match="still there"):
        read_directory_files(tmp_path / "gone.zip")
    with pytest.raises(DomainError, match="no directory"):
        read_directory_files(_zip(tmp_path, people=b"id\r\n"))


def test_apostrophes_of_formulas_are_taken_off_and_windows_text_is_said(tmp_path: Path) -> None:
    rows = "id,name,description\r\n" + "a" * 32 + ",'=SUM(1),'Twas \xa3\r\n"
    found = read_directory_files(_zip(tmp_path, organizations=rows.encode("cp1252")))
    assert found.tables["organization"][0]["name"] == "=SUM(1)"
    assert found.tables["organization"][0]["description"] == "'Twas £"
    assert "not UTF-8" in found.notes[0].message
    assert (
        "quotation mark"
        in read_directory_files(
            _zip(tmp_path, organizations=ORGANISATIONS, services=b'id\r\n"' + b"x" * 1_100_000)
        )
        .notes[0]
        .message
    )


def test_what_cannot_be_taken_is_said_row_by_row() -> None:
    host = {"id": "a" * 32, "name": "Pantry"}
    service = {"id": "b" * 32, "organization_id": "a" * 32, "name": "Food", "status": "active"}
    said = _notes(
        {
            "organization": [host, host, {"id": "", "name": "x"}, {"id": "9", "name": ""}],
            "service": [
                service | {"minimum_age": "old", "assured_date": "soon"},
                service | {"id": "c" * 32, "organization_id": "f" * 32},
                service | {"id": "d" * 32, "status": "asleep"},
            ],
            "schedule": [
                {"service_id": "b" * 32, "freq": "MONTHLY", "byday": "MO"},
                {"service_id": "b" * 32, "byday": "MO", "opens_at": "nine", "closes_at": "10:00"},
            ],
            "taxonomy_term": [{"id": "e" * 32, "name": "Juggling"}],
            "attribute": [{"link_id": "b" * 32, "taxonomy_term_id": "e" * 32, "link_entity": "service"}],
        }
    )
    assert [one.split(":")[:3] for one in said] == [
        ["attribute", "2", "taxonomy_term_id"],
        ["organization", "3", "id"],
        ["organization", "4", "id"],
        ["organization", "5", "name"],
        ["service", "2", "minimum_age"],
        ["service", "2", "assured_date"],
        ["schedule", "2", "byday"],
        ["schedule", "3", "opens_at"],
        ["schedule", "3", "opens_at"],
        ["service", "4", "status"],
        ["service", "3", "organization_id"],
    ]
    assert sum("left out" in one for one in said) >= 9
