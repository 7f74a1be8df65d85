"""Our own checker agrees with two independent ones, on right packages and on spoiled ones."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.exports.handover_fields import Preset
from desktop.exports.handover_spec import HandoverSpec
from desktop.exports.package import write_package
from desktop.exports.verify import verify_package

from .other_checkers import csvw_accepts, frictionless_accepts

Rows = list[dict[str, Any]]


def _rows_are_right(folder: Path) -> bool:
    """Our own verdict on the tables, the manifest apart."""
    return not [each for each in verify_package(folder) if each.row]


def _spoil(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    content = path.read_bytes().decode()
    assert old in content
    path.write_bytes(content.replace(old, new, 1).encode())


@pytest.mark.parametrize("preset", list(Preset))
def test_all_three_accept_every_preset(
    preset: Preset,
    spec: HandoverSpec,
    source_rows: Rows,
    full_rows: dict[str, Rows],
    tmp_path: Path,
    now: datetime,
) -> None:
    rows = full_rows if preset is Preset.FULL_CANONICAL else {"people": source_rows}
    folder = write_package(replace(spec, preset=preset, as_folder=True), rows, tmp_path, now).path
    assert [check(folder) for check in (_rows_are_right, frictionless_accepts, csvw_accepts)] == [True] * 3


SPOILED = {
    "postcode": ("people.csv", "E8 1EA", "E8 1E"),
    "phone": ("people.csv", "+442079460123", "02079460123"),
    "missing": ("people.csv", ",active,", ",,"),
    "code": ("people.csv", ",active,", ",asleep,"),
    "date": ("people.csv", "1950-02-03", "1950-02-30"),
    "date order": ("people.csv", "1950-02-03", "03/02/1950"),
    "time": ("people.csv", "2026-11-17T16:20:08Z", "17 Nov"),
    "link": ("deliveries.csv", ",", "0,"),
    "key": ("help_requests.csv", ",phone,", ",fax,"),
}


@pytest.mark.parametrize("what", list(SPOILED))
def test_all_three_refuse_what_is_spoiled(
    what: str, spec: HandoverSpec, full_rows: dict[str, Rows], tmp_path: Path, now: datetime
) -> None:
    whole = replace(spec, preset=Preset.FULL_CANONICAL, as_folder=True)
    folder = write_package(whole, full_rows, tmp_path, now).path
    _spoil(folder, *SPOILED[what])
    verdicts: dict[str, Callable[[Path], bool]] = {
        "ours": _rows_are_right,
        "frictionless": frictionless_accepts,
        "csvw": csvw_accepts,
    }
    assert {name: check(folder) for name, check in verdicts.items()} == dict.fromkeys(verdicts, False)


def test_all_three_refuse_a_broken_link_and_a_repeated_key(
    spec: HandoverSpec, full_rows: dict[str, Rows], tmp_path: Path, now: datetime
) -> None:
    whole = replace(spec, preset=Preset.FULL_CANONICAL, as_folder=True)
    folder = write_package(whole, full_rows, tmp_path, now).path
    people = (folder / "people.csv").read_bytes().split(b"\r\n")
    for spoiled in ([*people[:1], *people[2:]], [*people[:2], *people[1:]]):
        (folder / "people.csv").write_bytes(b"\r\n".join(spoiled))
        checks = (_rows_are_right, frictionless_accepts, csvw_accepts)
        assert [check(folder) for check in checks] == [False] * 3
