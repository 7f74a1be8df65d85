"""Checking a directory package: every hash, every row against the standard's tables, nothing missing."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from desktop.exports.descriptors import CSVW, DATA_PACKAGE, csvw, read_tables
from desktop.exports.hsds_package import MANIFEST, README
from desktop.exports.hsds_tables import table_of
from desktop.exports.package_reader import Finding, read_package
from desktop.exports.row_checks import check_header, check_rows
from desktop.exports.tables import Table
from desktop.services.hsds_schema import Profile, hsds_tables

MOST_FINDINGS = 1000
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def verify_directory(path: Path) -> list[Finding]:
    """Check a directory package of Hubkeeper's.

    Args:
        path: the zip or the folder.

    Returns:
        What is wrong, at most 1,000 findings; empty when everything is right.
    """
    contents = read_package(path)
    return [*contents.findings, *islice(directory_findings(contents.files), MOST_FINDINGS)]


def directory_findings(files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Check the files of a directory, on its own or out of the folder of a handover.

    Args:
        files: content by name.

    Yields:
        What is wrong.
    """
    missing = [name for name in (README, DATA_PACKAGE, CSVW, MANIFEST) if name not in files]
    yield from (Finding(name, "This file is missing.") for name in missing)
    yield from _check_manifest(files)
    if DATA_PACKAGE not in files:
        return
    try:
        tables = read_tables(files[DATA_PACKAGE])
    except ValueError:
        yield Finding(DATA_PACKAGE, "The schema cannot be read.")
        return
    if not _is_ours(tables):
        yield Finding(DATA_PACKAGE, "This is not the schema of a directory of Hubkeeper's.")
        return
    if CSVW in files and csvw(tables, title="").split(b'"tables"')[1] not in files[CSVW]:
        yield Finding(CSVW, "This does not describe the same tables as datapackage.json.")
    yield from _check_tables(files, tables)


def _check_manifest(files: Mapping[str, bytes]) -> Iterator[Finding]:
    lines = files.get(MANIFEST, b"").decode("utf-8", "replace").splitlines()
    listed = {match[2]: match[1] for match in map(_LINE.fullmatch, lines) if match}
    for name, expected in listed.items():
        if name not in files:
            yield Finding(name, "This file is listed but missing.")
        elif hashlib.sha256(files[name]).hexdigest() != expected:
            yield Finding(name, "This file was changed after the package was made: its hash is different.")
    for name in sorted(files.keys() - listed.keys() - {MANIFEST}):
        yield Finding(name, "This file is not in the list of hashes. It was added later.")


def _is_ours(tables: tuple[Table, ...]) -> bool:
    """Whether the schema is what we write for one of the profiles: a stranger's patterns are never run."""
    names = frozenset(table.name for table in tables)
    for profile in Profile:
        known = {one.name: one for one in hsds_tables(profile)}
        if names <= known.keys() and len(names) == len(tables):
            expected = [table_of(known[table.name], names) for table in tables]
            if csvw(expected, title="") == csvw(tables, title="") and all(
                one.foreign_keys == table.foreign_keys for one, table in zip(expected, tables, strict=True)
            ):
                return True
    return False


def _check_tables(files: Mapping[str, bytes], tables: tuple[Table, ...]) -> Iterator[Finding]:
    filled: dict[str, list[list[str]]] = {}
    for table in tables:
        try:
            text = files[table.csv_name].decode("utf-8")
            filled[table.name] = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except KeyError:
            yield Finding(table.csv_name, "The schema describes this table, but it is missing.")
        except (UnicodeDecodeError, csv.Error):
            yield Finding(table.csv_name, "The file is not a CSV table in UTF-8.")
    known = {
        (key.table, key.target): {row[0] for row in filled.get(key.table, [])[1:] if row}
        for table in tables
        for key in table.foreign_keys
    }
    for table in tables:
        rows = filled.get(table.name)
        if not rows:
            continue
        for problem in [*check_header(table, rows[0])] or check_rows(table, rows[1:], known):
            yield Finding(table.csv_name, problem.message, problem.row, problem.column)
