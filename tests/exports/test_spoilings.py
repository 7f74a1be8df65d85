"""Ours, frictionless and csvwvalidate accept what we write and refuse what breaks a stated constraint.

Five hundred spoilings and as many changes of free text:
``HYPOTHESIS_PROFILE=long python -m pytest tests/exports/test_spoilings.py``.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop.exports.descriptors import read_tables
from desktop.exports.handover_fields import Preset
from desktop.exports.handover_spec import HandoverSpec
from desktop.exports.hsds_package import DirectoryHead, directory_files
from desktop.exports.hsds_verify import verify_directory
from desktop.exports.package import write_package
from desktop.exports.package_reader import Finding
from desktop.exports.tables import Kind
from desktop.exports.verify import verify_package
from desktop.services.hsds_schema import Profile
from tests.made_directories import whole_directory

from .other_checkers import csvw_accepts, frictionless_accepts
from .spoilings import KINDS, read_rows, spoil, write_rows

SPOILINGS = 500 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 36
NOW = datetime(2026, 11, 17, 16, 20, 8, tzinfo=UTC)
Rows = dict[str, list[dict[str, Any]]]
Verify = Callable[[Path], list[Finding]]


@pytest.fixture
def packages(
    spec: HandoverSpec, full_rows: Rows, source_rows: list[dict[str, Any]], tmp_path: Path
) -> list[tuple[Path, Verify]]:
    """One folder of every sort of package we write in the clear, each with its verifier."""
    made: list[tuple[Path, Verify]] = []
    for place, preset in enumerate(Preset):
        rows: Any = full_rows if preset is Preset.FULL_CANONICAL else {"people": source_rows}
        when = NOW.replace(minute=place)
        whole = replace(spec, preset=preset, as_folder=True)
        made.append((write_package(whole, rows, tmp_path, when).path, verify_package))
    for profile in Profile:
        folder = tmp_path / profile.value
        folder.mkdir()
        head = DirectoryHead("Saltmarsh Hub", NOW)
        files = directory_files(whole_directory(), head, profile, lambda _: "Hackney", with_contacts=True)
        for name, content in files.files.items():
            (folder / name).write_bytes(content)
        made.append((folder, verify_directory))
    return made


def _rows_accepted(folder: Path, verify: Verify) -> bool:
    """Our own verdict on the rows, the hashes apart."""
    return not [one for one in verify(folder) if one.row]


def test_all_accept_everything_we_write(packages: list[tuple[Path, Verify]]) -> None:
    for folder, verify in packages:
        assert verify(folder) == []
        assert frictionless_accepts(folder), folder.name
        assert csvw_accepts(folder), folder.name


def test_all_refuse_every_spoiling(packages: list[tuple[Path, Verify]], tmp_path: Path) -> None:
    random, done = Random(5), 0
    turn = 0
    while done < SPOILINGS:
        folder, verify = packages[turn % len(packages)]
        kind = KINDS[(turn // len(packages)) % len(KINDS)]
        turn += 1
        spoiled = tmp_path / "spoiled"
        shutil.rmtree(spoiled, ignore_errors=True)
        shutil.copytree(folder, spoiled)
        what = spoil(spoiled, random, kind)
        if not what:
            continue
        done += 1
        verdicts = {
            "ours": _rows_accepted(spoiled, verify),
            "frictionless": frictionless_accepts(spoiled),
            "csvw": csvw_accepts(spoiled),
        }
        assert not any(verdicts.values()), f"{folder.name}: {what}: {verdicts}"


def test_every_change_of_free_text_is_found_by_its_hash(
    packages: list[tuple[Path, Verify]], tmp_path: Path
) -> None:
    random = Random(6)
    found = 0
    places = [
        (folder, verify, table, column)
        for folder, verify in packages
        for table in read_tables((folder / "datapackage.json").read_bytes())
        for column in table.columns
        if column.kind is Kind.TEXT and not column.enum
    ]
    for _ in range(SPOILINGS):
        folder, verify, table, column = random.choice(places)
        rows = read_rows(folder, table)
        kept = (folder / table.csv_name).read_bytes()
        at, row = table.names.index(column.name), random.randrange(1, len(rows))
        rows[row][at] += random.choice(("x", " ", "é", "0", "\u200b"))
        write_rows(folder, table, rows)
        said = verify(folder)
        (folder / table.csv_name).write_bytes(kept)
        found += any(one.file == table.csv_name and "hash is different" in one.message for one in said)
    assert found == SPOILINGS
