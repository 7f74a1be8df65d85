"""LibreOffice, poppler and qpdf open what we write, whole; a password is needed where we set one.

Skipped where those programs are not installed: Debian's libreoffice-calc, python3-uno, poppler-utils, qpdf.
"""

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.exports.handover_fields import Preset
from desktop.exports.handover_spec import HandoverSpec
from desktop.exports.lists import write_list
from desktop.exports.package import write_package
from desktop.exports.pdf_lock import lock_pdf
from desktop.exports.tables import Column, Kind, Table
from desktop.exports.xlsx_files import stream_xlsx
from desktop.exports.xlsx_lock import lock_xlsx

NOW = datetime(2026, 11, 17, 16, 20, 8, tzinfo=UTC)
PASSWORD = "three small wörds"
SYSTEM_PYTHON = "/usr/bin/python3"
TABLE = Table(
    "people",
    (
        Column("name"),
        Column("phone", kind=Kind.PHONE),
        Column("reference"),
        Column("born", kind=Kind.DATE),
        Column("uprn", kind=Kind.CODE, pattern="[0-9]{1,20}"),
        Column("seen_at", kind=Kind.DATETIME),
        Column("size", kind=Kind.INTEGER),
    ),
)
ROWS = [
    ("Siân Ó Briain-Łuczak", "+442079460123", "000123", date(1936, 2, 3), "00100012345678901234", NOW, 4),
    ("=1+1", "020 7946 0123", "1E5", date(2026, 1, 5), "12345678901234567890", NOW, None),
    ("Zoë of two\nlines", "07700900123", "1/2", date(1899, 12, 31), "0", NOW, 0),
]
SHOWN = [
    ["Siân Ó Briain-Łuczak", "+442079460123", "000123", "1936-02-03", "00100012345678901234"],
    ["=1+1", "020 7946 0123", "1E5", "2026-01-05", "12345678901234567890"],
    ["Zoë of two lines", "07700900123", "1/2", "1899-12-31", "0"],
]


def _has_uno() -> bool:
    if not shutil.which("soffice") or not Path(SYSTEM_PYTHON).exists():
        return False
    return (
        subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0
    )


office = pytest.mark.skipif(not _has_uno(), reason="LibreOffice and python3-uno are not installed")
pdf_tools = pytest.mark.skipif(
    not (shutil.which("qpdf") and shutil.which("pdftotext")), reason="qpdf and poppler are not installed"
)


def _opened(folder: Path, *files: Path | tuple[Path, str]) -> list[Any]:
    """What LibreOffice shows of each file: sheets of rows of texts; None where it does not open."""
    script = Path(__file__).with_name("uno_open.py")
    asked = [(str(one), "") if isinstance(one, Path) else (str(one[0]), one[1]) for one in files]
    words = [SYSTEM_PYTHON, str(script), str(folder / "office"), json.dumps(asked)]
    done = subprocess.run(words, capture_output=True, timeout=120, check=True)
    return list(json.loads(done.stdout))


def _tidy(rows: list[list[str]]) -> list[list[str]]:
    return [[" ".join(cell.split()) for cell in row] for row in rows]


@office
def test_libreoffice_shows_lists_as_they_are(tmp_path: Path) -> None:
    files = [tmp_path / f"list{ending}" for ending in (".xlsx", ".ods", ".csv")]
    for path in files:
        write_list(path, TABLE, ROWS, created=NOW)
    for path, sheets in zip(files, _opened(tmp_path, *files), strict=True):
        (rows,) = sheets
        seen = [row[:5] for row in _tidy(rows)[1:]]
        if path.suffix == ".csv":
            seen[1][0] = seen[1][0].removeprefix("'")
        assert seen == SHOWN, path.suffix
        assert [row[6] for row in rows[1:]] == ["4", "", "0"], path.suffix


@office
def test_libreoffice_opens_every_table_of_a_handover(
    spec: HandoverSpec, full_rows: dict[str, list[dict[str, Any]]], tmp_path: Path
) -> None:
    whole = replace(spec, preset=Preset.FULL_CANONICAL, as_folder=True)
    folder = write_package(whole, full_rows, tmp_path, NOW).path
    files = sorted(one for one in folder.iterdir() if one.suffix in (".csv", ".xlsx", ".ods"))
    shown = dict(zip((one.name for one in files), _opened(tmp_path, *files), strict=True))
    assert len(shown) >= 6
    people = shown["people.csv"][0]
    phone = people[0].index("contact_number_calls")
    assert {row[phone] for row in people[1:]} == {"+442079460123"}
    for name, sheets in shown.items():
        assert sheets, name
        if not name.endswith(".csv"):
            assert any("+442079460123" in row for sheet in sheets for row in sheet), name
            assert any("1950-02-03" in row for sheet in sheets for row in sheet), name


@office
def test_a_double_click_on_a_csv_spoils_it_so_the_package_says_to_open_the_xlsx(
    spec: HandoverSpec,
    full_rows: dict[str, list[dict[str, Any]]],
    pdf_pages: Callable[[bytes], list[str]],
    tmp_path: Path,
) -> None:
    """What LibreOffice makes of a CSV file without being told the types of its columns."""
    for person in full_rows["people"]:
        person["preferred_name"] = "000123456789"
    whole = replace(spec, preset=Preset.FULL_CANONICAL, as_folder=True)
    folder = write_package(whole, full_rows, tmp_path, NOW).path
    csv_of_it = ("soffice", "--headless", f"-env:UserInstallation=file://{tmp_path / 'office'}")
    files = [folder / f"handover{ending}" for ending in (".xlsx", ".ods")]
    asked = (*csv_of_it, "--convert-to", "csv", "--outdir", str(tmp_path), str(folder / "people.csv"))
    subprocess.run(asked, capture_output=True, timeout=120, check=True)
    seen = (tmp_path / "people.csv").read_text(encoding="utf-8", errors="replace")
    assert "442079460123" in seen
    assert "+442079460123" not in seen
    assert "000123456789" not in seen
    for sheets in _opened(tmp_path, *files):
        cells = {cell for sheet in sheets for row in sheet for cell in row}
        assert {"+442079460123", "000123456789", "1950-02-03"} <= cells
    assert "open handover.xlsx or handover.ods" in (folder / "README.txt").read_text()
    (cover,) = pdf_pages((folder / "cover.pdf").read_bytes())
    assert "Open handover.xlsx, not the CSV files." in " ".join(cover.split())


@office
def test_libreoffice_opens_a_locked_workbook_with_its_password_only(tmp_path: Path) -> None:
    stream = io.BytesIO()
    stream_xlsx(stream, [(TABLE, ROWS)], created=NOW)
    path = tmp_path / "locked.xlsx"
    path.write_bytes(lock_xlsx(stream.getvalue(), PASSWORD))
    right, wrong, none = _opened(tmp_path, (path, PASSWORD), (path, "another"), path)
    (rows,) = right
    assert [row[:5] for row in _tidy(rows)[1:]] == SHOWN
    assert (wrong, none) == (None, None)


@pdf_tools
def test_poppler_and_qpdf_open_a_locked_pdf_with_its_password_only(
    spec: HandoverSpec, source_rows: list[dict[str, Any]], tmp_path: Path
) -> None:
    folder = write_package(replace(spec, as_folder=True), {"people": source_rows}, tmp_path, NOW).path
    path = tmp_path / "locked.pdf"
    path.write_bytes(lock_pdf((folder / "summary.pdf").read_bytes(), PASSWORD))

    def works(*words: str) -> bool:
        return subprocess.run(words, capture_output=True, check=False).returncode == 0

    assert works("pdftotext", "-upw", PASSWORD, str(path), str(tmp_path / "text"))
    assert "Saltmarsh Hub" in (tmp_path / "text").read_text()
    assert not works("pdftotext", str(path), str(tmp_path / "no"))
    assert not works("pdftotext", "-upw", "another", str(path), str(tmp_path / "no"))
    assert works("qpdf", f"--password={PASSWORD}", "--check", str(path))
    assert not works("qpdf", "--password=another", "--check", str(path))
    assert not works("qpdf", "--check", str(path))
