"""A directory package opened without trusting it: rows by table, nothing unpacked to the disk.

A zip, or a folder's ``datapackage.json`` chosen instead. Files are found by the names of HSDS 3.0 and of the
Open Referral UK profile; what else lies there is not opened.
"""

import csv
import io
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from desktop.domain.errors import DomainError
from desktop.domain.formula import restore
from desktop.domain.hsds_in import RowNote
from desktop.imports.limits import CELL_LIMIT
from desktop.services.hsds_schema import Profile, hsds_tables

MOST_ENTRIES = 500
MOST_BYTES = 100_000_000
MOST_ROWS = 100_000
MOST_ALL_ROWS = 500_000

_NEEDED = "organization"
_DAMAGED = "The package is damaged or cut short. Ask for it once more."
_TOO_LARGE = "The package unpacks to more than 100 MB. It may be made to do harm, and was not opened."
_TOO_MANY = "The package holds more files than any directory does. It was not opened."


@dataclass(slots=True)
class DirectoryTables:
    """What a package holds.

    Attributes:
        tables: rows by the standard's table name, column to text.
        notes: what could not be read.
    """

    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    notes: list[RowNote] = field(default_factory=list)


def read_directory_files(path: Path) -> DirectoryTables:
    """Read the tables of a package.

    Args:
        path: a zip, or any file of a folder that holds the tables.

    Raises:
        DomainError: it is no package, or one made to do harm; in plain words.
    """
    try:
        if path.is_dir() or path.suffix.lower() in (".json", ".csv"):
            files = _folder(path if path.is_dir() else path.parent)
        else:
            files = _zip(path)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError) as problem:
        raise DomainError(_DAMAGED) from problem
    except OSError as problem:
        raise DomainError("The file cannot be opened. Is it still there?") from problem
    made = DirectoryTables()
    for name, content in files.items():
        _read_table(_TABLES[name], content, made)
    if _NEEDED not in made.tables:
        raise DomainError(
            "This is no directory: it has no table of organisations. "
            "Choose a zip with organizations.csv and services.csv in it."
        )
    return made


def _files_by_name() -> dict[str, str]:
    return {one.file: one.name for profile in Profile for one in hsds_tables(profile)}


_TABLES = _files_by_name()


def _folder(folder: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for name in sorted(_TABLES):
        path = folder / name
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as stream:
                _keep(name, stream, files)
    return files


def _zip(path: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as archive:
        listed = archive.infolist()
        if len(listed) > MOST_ENTRIES:
            raise DomainError(_TOO_MANY)
        for info in listed:
            place = PurePosixPath(info.filename)
            if info.is_dir() or place.name not in _TABLES:
                continue
            _check_entry(info, place, files)
            with archive.open(info) as stream:
                _keep(place.name, stream, files)
    return files


def _check_entry(info: zipfile.ZipInfo, place: PurePosixPath, files: dict[str, bytes]) -> None:
    """A table may lie in one folder of the zip, as in a handover; nowhere else, once, and in the clear."""
    if info.flag_bits & 1:
        raise DomainError("The zip is locked with a password. Unpack it first, then choose datapackage.json.")
    is_link = stat.S_ISLNK(info.external_attr >> 16)
    leads_out = place.is_absolute() or ".." in place.parts or "\\" in info.filename or ":" in info.filename
    if is_link or leads_out or len(place.parts) > 2:
        raise DomainError("A file in the zip leads out of it. It may be made to do harm, and was not opened.")
    if place.name in files:
        raise DomainError(f"The zip holds {place.name} twice, so nobody can say which is meant.")


def _keep(name: str, stream: IO[bytes], files: dict[str, bytes]) -> None:
    room = MOST_BYTES - sum(map(len, files.values()))
    content = stream.read(room + 1)
    if len(content) > room:
        raise DomainError(_TOO_LARGE)
    files[name] = content


def _read_table(table: str, content: bytes, made: DirectoryTables) -> None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        words = "The text is not UTF-8. It was read as Windows text; look at names with accents."
        made.notes.append(RowNote(table, 0, "", words))
    limit = csv.field_size_limit(CELL_LIMIT)
    try:
        made.tables[table] = list(_rows(table, text, made))
    except csv.Error:
        made.tables.setdefault(table, [])
        words = "A quotation mark or a line is out of place. This table was left out."
        made.notes.append(RowNote(table, 0, "", words))
    finally:
        csv.field_size_limit(limit)


def _rows(table: str, text: str, made: DirectoryTables) -> list[dict[str, str]]:
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""))
    header = [name.strip().lower() for name in next(reader, [])]
    room = MOST_ALL_ROWS - sum(map(len, made.tables.values()))
    rows: list[dict[str, str]] = []
    for row in reader:
        if len(rows) >= min(MOST_ROWS, room):
            raise DomainError(f"The table {table} has more rows than any directory. It was not read.")
        if row:
            rows.append({name: restore(cell) for name, cell in zip(header, row, strict=False)})
    return rows
