"""Checking a handover package: every hash, every row against the schema, nothing missing, nothing extra."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path

from desktop.exports.descriptors import CSVW, DATA_PACKAGE, csvw, read_tables
from desktop.exports.handover_details import DETAILS
from desktop.exports.handover_schema import EVERY_TABLE
from desktop.exports.hsds_verify import directory_findings
from desktop.exports.package import COVER, MANIFEST, README, SHARING, SHARING_PAPER, SUMMARY, TABLES
from desktop.exports.package_reader import DIRECTORY, Contents, Finding, read_package
from desktop.exports.passwords import WrongPassword
from desktop.exports.pdf_lock import opens_pdf
from desktop.exports.row_checks import check_header, check_rows
from desktop.exports.sharing import sharing_problems
from desktop.exports.tables import Table, to_text
from desktop.exports.verify_copies import check_copies
from desktop.exports.xlsx_lock import is_locked_xlsx, unlock_xlsx

MOST_FINDINGS = 1000
_MOST_CELL = 10_000_000
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_NEEDED = (README, DATA_PACKAGE, CSVW, TABLES, SUMMARY, COVER, SHARING, SHARING_PAPER)

Filled = dict[str, list[list[str]]]


def verify_package(path: Path, password: str | None = None) -> list[Finding]:
    """Check a package as its recipient, or the hub before it leaves.

    Args:
        path: the zip or the folder.
        password: needed to check the rows of a locked package.

    Returns:
        What is wrong, at most 1,000 findings; empty when everything is right. Values never appear in it.
    """
    contents = read_package(path)
    return list(islice(_findings(contents, password), MOST_FINDINGS))


def _findings(contents: Contents, password: str | None) -> Iterator[Finding]:
    yield from contents.findings
    if not contents.files:
        if not contents.findings:
            yield Finding("", "There is nothing in this package.")
        return
    yield from _check_manifest(contents.files)
    yield from (Finding(name, "This file is missing.") for name in _NEEDED if name not in contents.files)
    if SHARING in contents.files:
        yield from (Finding(SHARING, words) for words in sharing_problems(contents.files[SHARING]))
    tables, problems = _schema(contents.files)
    yield from problems
    if tables:
        yield from _check_tables(contents.files, tables, password)
    yield from _check_directory(contents.files)


def _check_directory(files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Check organisations and services where they are there: they have a schema and hashes of their own."""
    inner = {name.removeprefix(DIRECTORY): files[name] for name in files if name.startswith(DIRECTORY)}
    if inner:
        yield from (replace(one, file=DIRECTORY + one.file) for one in directory_findings(inner))


def _check_manifest(files: dict[str, bytes]) -> Iterator[Finding]:
    if MANIFEST not in files:
        yield Finding(MANIFEST, "The list of hashes is missing, so nothing can be proved unchanged.")
        return
    listed: dict[str, str] = {}
    for number, line in enumerate(files[MANIFEST].decode("utf-8", "replace").splitlines(), 1):
        if match := _LINE.fullmatch(line):
            if match[2] in listed:
                yield Finding(MANIFEST, "A file is listed twice.", number)
            listed[match[2]] = match[1]
        else:
            yield Finding(MANIFEST, "This line is not a hash and a file name.", number)
    for name, expected in listed.items():
        if name not in files:
            yield Finding(name, "This file is listed but missing.")
        elif hashlib.sha256(files[name]).hexdigest() != expected:
            yield Finding(name, "This file was changed after the package was made: its hash is different.")
    for name in files:
        if name not in listed and name != MANIFEST:
            yield Finding(name, "This file is not in the list of hashes. It was added later.")


def _schema(files: dict[str, bytes]) -> tuple[tuple[Table, ...], list[Finding]]:
    """Read the schema, accepting only patterns that Hubkeeper writes: a stranger's could take for ever."""
    if DATA_PACKAGE not in files:
        return (), []
    try:
        tables = read_tables(files[DATA_PACKAGE])
    except ValueError:
        return (), [Finding(DATA_PACKAGE, "The schema cannot be read.")]
    problems = [
        Finding(DATA_PACKAGE, "This column's pattern is not one of Hubkeeper's.", column=column.name)
        for table in tables
        for column in table.columns
        if column.pattern and column.pattern not in _known_patterns()
    ]
    problems += _bad_links(tables)
    if problems:
        return (), problems
    if CSVW in files and not _same_schema(files[CSVW], tables):
        problems.append(Finding(CSVW, "This does not describe the same tables as datapackage.json."))
    return tables, problems


@cache
def _known_patterns() -> frozenset[str]:
    offered = [column for detail in DETAILS for option in detail.options for column in option.columns]
    whole = [column for table in EVERY_TABLE for column in table.columns]
    return frozenset(column.shape for column in (*offered, *whole) if column.shape)


def _bad_links(tables: Sequence[Table]) -> list[Finding]:
    names = {table.name: table.names for table in tables}
    bad = [
        Finding(DATA_PACKAGE, f"The schema of {table.name} names a column that is not there.")
        for table in tables
        if (table.primary_key and table.primary_key not in table.names)
        or any(key.column not in table.names for key in table.foreign_keys)
        or any(key.target not in names.get(key.table, ()) for key in table.foreign_keys)
        or len(set(table.names)) < len(table.names)
    ]
    if len(names) < len(tables):
        bad.append(Finding(DATA_PACKAGE, "Two tables have one name."))
    return bad


def _same_schema(content: bytes, tables: Sequence[Table]) -> bool:
    try:
        found = json.loads(content)["tables"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
    return bool(found == json.loads(csvw(tables, title=""))["tables"])


def _check_tables(
    files: dict[str, bytes], tables: Sequence[Table], password: str | None
) -> Iterator[Finding]:
    workbook = files.get(TABLES, b"")
    if is_locked_xlsx(workbook):
        yield from check_copies(files, {}, locked=True)
        yield from _check_locked(files, tables, password)
        return
    sheets, problems = _sheets(workbook) if workbook else ({}, [])
    yield from problems
    filled: Filled = {}
    for table in tables:
        rows, problems = _csv_rows(files, f"{table.name}.csv")
        yield from problems
        filled[table.name] = rows
        if workbook and not problems and len(sheets.get(table.name, ())) != len(rows):
            yield Finding(TABLES, f"The sheet {table.name} does not have as many rows as {table.name}.csv.")
    yield from _check_filled(tables, filled, ".csv")
    counts = {name: len(rows) - 1 for name, rows in filled.items() if rows}
    yield from check_copies(files, counts, locked=False)


def _check_locked(
    files: dict[str, bytes], tables: Sequence[Table], password: str | None
) -> Iterator[Finding]:
    for table in tables:
        if f"{table.name}.csv" in files:
            yield Finding(f"{table.name}.csv", "The tables are locked, yet this one lies open.")
    if password is None:
        yield Finding(TABLES, "The tables are locked. Give the password to check every row.")
        return
    try:
        sheets, problems = _sheets(unlock_xlsx(files[TABLES], password))
    except WrongPassword as wrong:
        yield Finding(TABLES, wrong.user_message)
        return
    except ValueError:
        yield Finding(TABLES, "The locked tables are damaged and cannot be opened.")
        return
    yield from problems
    if SUMMARY in files and not opens_pdf(files[SUMMARY], password):
        yield Finding(SUMMARY, "The password does not open the summary.")
    missing = [table.name for table in tables if table.name not in sheets]
    yield from (Finding(TABLES, f"The sheet {name} is missing.") for name in missing)
    yield from _check_filled([table for table in tables if table.name in sheets], sheets, "")


def _check_filled(tables: Sequence[Table], filled: Filled, ending: str) -> Iterator[Finding]:
    known = {
        (key.table, key.target): _values(filled, tables, key.table, key.target)
        for table in tables
        for key in table.foreign_keys
    }
    for table in tables:
        rows = filled.get(table.name, [])
        if not rows:
            continue
        file = f"{table.name}{ending}" if ending else TABLES
        wrong_header = list(check_header(table, rows[0]))
        for problem in wrong_header or check_rows(table, rows[1:], known):
            yield Finding(file, problem.message, problem.row, problem.column)


def _values(filled: Filled, tables: Iterable[Table], name: str, column: str) -> set[str]:
    place = next((table.names.index(column) for table in tables if table.name == name), -1)
    return {row[place] for row in filled.get(name, [])[1:] if 0 <= place < len(row)}


def _csv_rows(files: dict[str, bytes], name: str) -> tuple[list[list[str]], list[Finding]]:
    if name not in files:
        return [], [Finding(name, "The schema describes this table, but it is missing.")]
    limit = csv.field_size_limit(_MOST_CELL)
    try:
        text = files[name].decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except UnicodeDecodeError:
        return [], [Finding(name, "The text is not UTF-8.")]
    except csv.Error:
        return [], [Finding(name, "The file is not a CSV table: a quotation mark or a line is out of place.")]
    finally:
        csv.field_size_limit(limit)
    return rows, [] if rows else [Finding(name, "The heading row is missing.")]


def _sheets(content: bytes) -> tuple[Filled, list[Finding]]:
    from python_calamine import CalamineError, load_workbook

    try:
        book = load_workbook(io.BytesIO(content))
        sheets = {
            name: [[to_text(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
            for name in book.sheet_names
        }
    except (CalamineError, ValueError, OSError):
        return {}, [Finding(TABLES, "The spreadsheet cannot be read.")]
    return sheets, []
