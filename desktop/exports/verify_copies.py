"""Checking the files of a package that are no tables: the calendar, the contact cards and the ODS copy."""

import io
from collections.abc import Iterator, Mapping

from desktop.exports.package_copies import CONTACTS, ROTA, SHEETS
from desktop.exports.package_reader import Finding
from desktop.exports.text_lines import unfolded

_EVENT = ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE")
_CARD = ("VERSION", "UID", "FN")
_PERSONAL = ("ATTENDEE", "ORGANIZER", "LOCATION", "DESCRIPTION", "CONTACT", "GEO")
"""Properties that a calendar of a handover never has: they would say who and where."""


def check_copies(files: Mapping[str, bytes], counts: Mapping[str, int], *, locked: bool) -> Iterator[Finding]:
    """Check the files that stand beside the tables.

    Args:
        files: the package.
        counts: rows by table, the heading not counted.
        locked: whether the tables are locked; nothing may lie open beside them then.

    Yields:
        What is wrong, without personal values.
    """
    if locked:
        for name in (ROTA, CONTACTS, SHEETS):
            if name in files:
                yield Finding(name, "The tables are locked, yet this file lies open.")
        return
    if ROTA in files:
        yield from _check_lines(ROTA, files[ROTA], "VEVENT", _EVENT)
    if CONTACTS in files:
        yield from _check_lines(CONTACTS, files[CONTACTS], "VCARD", _CARD)
    if SHEETS in files:
        yield from _check_sheets(files[SHEETS], counts)


def records(content: bytes, kind: str) -> list[dict[str, str]]:
    """Read the records of a calendar or of contact cards.

    Args:
        content: the file.
        kind: VEVENT or VCARD.

    Returns:
        Of each record the values by property, parameters left off.

    Raises:
        ValueError: a line is no property, or records are not begun and ended in turn.
    """
    found: list[dict[str, str]] = []
    inside = False
    for line in unfolded(content):
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError("a line is no property")
        if value == kind and name in ("BEGIN", "END"):
            if (name == "BEGIN") is inside:
                raise ValueError("records overlap")
            inside = name == "BEGIN"
            if inside:
                found.append({})
        elif inside:
            found[-1][name.partition(";")[0]] = value
    if inside:
        raise ValueError("the last record has no end")
    return found


def _check_lines(name: str, content: bytes, kind: str, needed: tuple[str, ...]) -> Iterator[Finding]:
    try:
        found = records(content, kind)
    except ValueError:
        yield Finding(name, "The file is damaged and cannot be read.")
        return
    keys = [record.get("UID", "") for record in found]
    if len(set(keys)) < len(keys):
        yield Finding(name, "Two records have one key.")
    for number, record in enumerate(found, 1):
        if any(not record.get(wanted) for wanted in needed):
            yield Finding(name, "This record lacks what every one must have.", number)
        if any(personal in record for personal in _PERSONAL):
            yield Finding(name, "This record says more than a handover's calendar may.", number)


def _check_sheets(content: bytes, counts: Mapping[str, int]) -> Iterator[Finding]:
    from python_calamine import CalamineError, load_workbook

    try:
        book = load_workbook(io.BytesIO(content))
        sizes = {name: len(book.get_sheet_by_name(name).to_python()) - 1 for name in book.sheet_names}
    except (CalamineError, ValueError, OSError):
        yield Finding(SHEETS, "The spreadsheet cannot be read.")
        return
    for name, count in counts.items():
        if sizes.get(name, -1) != count:
            yield Finding(SHEETS, f"The sheet {name} does not have as many rows as {name}.csv.")
