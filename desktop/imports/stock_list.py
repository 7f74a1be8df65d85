"""A list of stock out of a file: what there is, where, and until when."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from db.enums_stock import Kept
from desktop.domain.errors import DomainError
from desktop.domain.food_words import ALLERGENS, DIETS
from desktop.imports.convert import read_date
from desktop.imports.readers import open_table
from desktop.services.stock_lists import GoodsLine

MOST = 2_000
_OLDEST = 2000
_WORDS = {
    "use_by": ("use_by", "use by"),
    "best_before": ("best_before", "best before", "bbe"),
    "low": ("low_at", "low at", "minimum"),
    "contains": ("contains", "allergen"),
    "suits": ("suits", "diet"),
    "label_read": ("label_read", "label read"),
    "quantity": ("quantity", "how many", "count", "amount", "stock"),
    "category": ("category", "kind"),
    "place": ("place", "shelf", "where", "location"),
    "unit": ("unit", "size"),
    "kept": ("kept", "storage"),
    "item": ("item", "product", "name", "what"),
}
"""What a column's name holds, looked for in this order: a ``Best before`` is no ``what``."""
_YES = frozenset({"yes", "y", "true", "1", "x"})


def stock_lines(path: Path) -> list[GoodsLine]:
    """Read a list of stock: item and quantity at the least.

    Args:
        path: a CSV file or a spreadsheet with column names.

    Returns:
        A line for each row.

    Raises:
        DomainError: the file cannot be read, or a row of it; the message says which.
    """
    table = open_table(path)
    at = _columns(table.headers)
    if "item" not in at or "quantity" not in at:
        raise DomainError("The file needs a column called item and one called quantity.")
    lines = []
    for row in table.rows():
        cells = {name: " ".join(row.cells[place].split()) for name, place in at.items()}
        try:
            lines.append(_line(cells))
        except DomainError as problem:
            raise DomainError(f"Row {row.number}: {problem}") from problem
    if not lines:
        raise DomainError("The file holds no goods.")
    if len(lines) > MOST:
        raise DomainError(f"The file has more than {MOST:,} rows. Split it and load each part.")
    return lines


def _columns(headers: tuple[str, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, words in _WORDS.items():
        for place, header in enumerate(headers):
            if place not in found.values() and any(word in header.casefold() for word in words):
                found[name] = place
                break
    return found


def _line(cells: Mapping[str, str]) -> GoodsLine:
    if not cells["item"]:
        raise DomainError("the item has no name.")
    return GoodsLine(
        cells["item"],
        _whole(cells["quantity"] or "0", "quantity") or 0,
        cells.get("place", ""),
        cells.get("unit", ""),
        cells.get("category", ""),
        Kept(cells["kept"].casefold()) if cells.get("kept", "").casefold() in set(Kept) else Kept.DRY,
        _day(cells.get("use_by", "")),
        _day(cells.get("best_before", "")),
        _whole(cells.get("low", ""), "low level"),
        _codes(cells.get("contains", ""), ALLERGENS),
        _codes(cells.get("suits", ""), DIETS),
        cells.get("label_read", "").casefold() in _YES,
    )


def _whole(text: str, what: str) -> int | None:
    said = text.replace(",", "").removesuffix(".0")
    if not said:
        return None
    if not (said.isascii() and said.isdecimal() and len(said) <= 7):
        raise DomainError(f"the {what} is “{text}”. Write a whole number.")
    return int(said)


def _day(text: str) -> date | None:
    found = read_date(text) if text else None
    if text and found is None:
        raise DomainError(f"“{text}” is no date. Write it so: 31/12/2026.")
    # Two digits are read as a year of the past, as a birth is; no packet is as old as that.
    return found.replace(year=found.year + 100) if found and found.year < _OLDEST else found


def _codes(text: str, known: Mapping[str, str]) -> frozenset[str]:
    said = set(text.casefold().replace(",", " ").split())
    strange = sorted(said - known.keys())
    if strange:
        raise DomainError(f"“{strange[0]}” is not one of: {', '.join(known)}.")
    return frozenset(said)
