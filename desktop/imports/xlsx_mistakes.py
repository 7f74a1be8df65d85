"""Cells of an XLSX sheet that hold a mistake such as ``#DIV/0!``: the fast reader gives them as empty."""

import posixpath
import re
import zipfile
from typing import IO
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_CELL = re.compile(rb"""<(?:\w+:)?c\s([^>]*\bt\s*=\s*["']e["'][^>]*)>(.*?)</(?:\w+:)?c>""", re.DOTALL)
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]{1,40})</")
_MARK = re.compile(rb"""\bt\s*=\s*["']e["']""")


def xlsx_mistakes(file: IO[bytes], sheet: str) -> dict[tuple[int, int], str]:
    """Find a sheet's mistakes.

    Args:
        file: an XLSX file that `guard.check_archive` has passed; left at its start.
        sheet: the sheet's name.

    Returns:
        (row, column), both from 0, to the text the spreadsheet shows. Nothing when the sheet's part cannot
        be found.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            part = _sheet_part(archive, sheet)
            text = archive.read(part) if part in archive.namelist() else b""
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError):
        text = b""
    file.seek(0)
    return _find(text) if _MARK.search(text) else {}


def _sheet_part(archive: zipfile.ZipFile, sheet: str) -> str:
    """The name inside the archive of a sheet's own document."""
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    for element in book.iter():
        if element.tag in (_MAIN + "sheet", _STRICT + "sheet") and element.get("name") == sheet:
            key = next((value for name, value in element.items() if name.endswith("}id")), "")
            target = targets.get(key, "")
            return target[1:] if target.startswith("/") else posixpath.normpath("xl/" + target)
    return ""


def _find(text: bytes) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for cell in _CELL.finditer(text):
        reference, value = _REFERENCE.search(cell[1]), _VALUE.search(cell[2])
        if reference and value:
            column = 0
            for letter in reference[1]:
                column = column * 26 + letter - 64
            found[int(reference[2]) - 1, column - 1] = value[1].decode("utf-8", "replace")
    return found
