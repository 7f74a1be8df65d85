"""The folder ``directory/`` of a handover: there when chosen, checked like the rest, and never a way out."""

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

from db.enums import Layer
from desktop.domain.directory_facts import Directory, OrganisationFacts, ServiceFacts
from desktop.exports.handover_fields import Preset
from desktop.exports.handover_spec import HandoverSpec
from desktop.exports.hsds_package import DirectoryFiles, DirectoryHead, directory_files
from desktop.exports.package import MANIFEST, write_package
from desktop.exports.package_reader import read_package
from desktop.exports.verify import verify_package
from desktop.services.hsds_schema import Profile
from tests.hostile import MARKUP

from .other_checkers import frictionless_accepts

Rows = list[dict[str, Any]]
PERSON = "Moira Gaunt"


def _facts() -> Directory:
    key = "0" * 31
    council = OrganisationFacts(
        key=key + "1", name=f"Riverbank {MARKUP[0]}", layer=Layer.STATUTORY, contact_name=PERSON
    )
    service = ServiceFacts(key=key + "2", organisation_key=key + "1", name="Hot meals", needs=("hot_meal",))
    return Directory(organisations=(council,), services=(service,))


@pytest.fixture
def directory(spec: HandoverSpec, now: datetime) -> DirectoryFiles:
    head = DirectoryHead(spec.hub_name, now)
    return directory_files(_facts(), head, Profile.HSDS, lambda _postcode: "", with_contacts=False)


@pytest.fixture
def folder(
    spec: HandoverSpec, source_rows: Rows, directory: DirectoryFiles, tmp_path: Path, now: datetime
) -> Path:
    as_folder = replace(spec, as_folder=True)
    return write_package(as_folder, {"people": source_rows}, tmp_path, now, directory=directory).path


@pytest.fixture
def zipped(
    spec: HandoverSpec, source_rows: Rows, directory: DirectoryFiles, tmp_path: Path, now: datetime
) -> Path:
    return write_package(spec, {"people": source_rows}, tmp_path, now, directory=directory).path


def _rehash(top: Path) -> None:
    files = sorted(one for one in top.rglob("*") if one.is_file() and one != top / MANIFEST)
    named = ((hashlib.sha256(one.read_bytes()).hexdigest(), one.relative_to(top).as_posix()) for one in files)
    (top / MANIFEST).write_text("".join(f"{sha}  {name}\n" for sha, name in named), newline="")


def _said(path: Path) -> list[str]:
    return [f"{one.file}: {one.message}" for one in verify_package(path)]


@pytest.mark.parametrize("password", [None, "three small words"])
def test_it_is_in_the_package_and_everything_is_right(
    password: str | None,
    spec: HandoverSpec,
    source_rows: Rows,
    directory: DirectoryFiles,
    tmp_path: Path,
    now: datetime,
    pdf_pages: Callable[[bytes], list[str]],
) -> None:
    info = write_package(spec, {"people": source_rows}, tmp_path, now, password, directory)
    assert verify_package(info.path, password) == []
    files = read_package(info.path).files
    inner = {name.removeprefix("directory/") for name in files if name.startswith("directory/")}
    assert inner == set(directory.files)
    assert {"organization.csv", "organizations.csv"} & inner
    assert PERSON.encode() not in b"".join(files.values())
    listed = files[MANIFEST].decode()
    assert all(f"  directory/{name}\n" in listed for name in inner)
    (cover,) = pdf_pages(files["cover.pdf"])
    assert "Directory, no names" in cover
    assert "1 organisation, 1 service" in " ".join(cover.split())
    assert "DIRECTORY" in files["README.txt"].decode()
    assert "directory" in json.loads(files["sharing-record.json"])["fields"]


def test_without_it_nothing_speaks_of_it(
    spec: HandoverSpec, source_rows: Rows, tmp_path: Path, now: datetime
) -> None:
    files = read_package(write_package(spec, {"people": source_rows}, tmp_path, now).path).files
    assert not any(name.startswith("directory/") for name in files)
    assert b"DIRECTORY" not in files["README.txt"]


def test_one_changed_byte_is_found_in_every_file_of_it(folder: Path) -> None:
    assert _said(folder) == []
    for path in sorted((folder / "directory").iterdir()):
        before = path.read_bytes()
        path.write_bytes(before[:-1] + bytes([before[-1] ^ 1]))
        assert any(f"directory/{path.name}: This file was changed" in one for one in _said(folder)), path
        path.write_bytes(before)


def test_rows_that_do_not_fit_are_found_though_every_hash_is_right(folder: Path) -> None:
    table = next(path for path in (folder / "directory").iterdir() if path.name.startswith("service"))
    table.write_bytes(table.read_bytes().replace(b"Hot meals", b"", 1))
    for top in (folder / "directory", folder):
        _rehash(top)
    (said,) = _said(folder)
    assert said.startswith(f"directory/{table.name}: ")


def test_frictionless_accepts_it(folder: Path) -> None:
    assert frictionless_accepts(folder / "directory")


@pytest.mark.parametrize(
    "name",
    [
        "directory/../evil.txt",
        "directory/sub/evil.csv",
        "directory//evil.csv",
        "directory/.hidden",
        "Directory/evil.csv",
        "directory\\evil.csv",
        "directory/..",
        "other/evil.csv",
        "directory/a..b",
    ],
)
def test_no_other_folder_and_no_way_out_of_it(zipped: Path, name: str) -> None:
    with zipfile.ZipFile(zipped, "a") as archive:
        archive.writestr(name, b"x")
    assert any("leads out of the package" in one for one in _said(zipped))
    assert not any("evil" in kept for kept in read_package(zipped).files)


def test_a_link_in_its_place_is_not_followed(folder: Path, tmp_path: Path, zipped: Path) -> None:
    away = tmp_path / "away"
    (folder / "directory").rename(away)
    (folder / "directory").symlink_to(away, target_is_directory=True)
    assert any("This is a link or a folder" in one for one in _said(folder))
    assert not any(name.startswith("directory/") for name in read_package(folder).files)
    link = zipfile.ZipInfo("directory/link.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(zipped, "a") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("directory/README.TXT", b"x")
    said = _said(zipped)
    assert any("directory/link.csv: This is a link" in one for one in said)
    assert any("directory/README.TXT: Two files have this name." in one for one in said)


def test_a_folder_within_it_is_refused(folder: Path) -> None:
    (folder / "directory" / "more").mkdir()
    assert any("directory/more: This is a link or a folder" in one for one in _said(folder))


def test_a_package_zipped_anew_by_another_program_still_verifies(zipped: Path) -> None:
    files = read_package(zipped).files
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("directory/", b"")
        for name, content in files.items():
            archive.writestr(name, content)
    zipped.write_bytes(stream.getvalue())
    assert _said(zipped) == []


def test_a_folder_and_a_zip_hold_the_same(
    spec: HandoverSpec, full_rows: dict[str, Rows], directory: DirectoryFiles, tmp_path: Path, now: datetime
) -> None:
    whole = replace(spec, preset=Preset.FULL_CANONICAL)
    made = []
    for as_folder in (False, True):
        one = replace(whole, as_folder=as_folder)
        files = read_package(write_package(one, full_rows, tmp_path, now, directory=directory).path).files
        made.append({name: content for name, content in files.items() if name.startswith("directory/")})
    assert made[0] == made[1]
