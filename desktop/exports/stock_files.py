"""Files of stock: what there is, and what moved in some days. No names of anybody who is helped."""

from datetime import date
from pathlib import Path

from desktop.exports.csv_files import write_csv
from desktop.exports.lists import write_list
from desktop.exports.tables import Column, Kind, Table
from desktop.services.base import Actor, Tools
from desktop.services.stock import Stock

MOVES = Table(
    "stock_moves",
    (
        Column("date", kind=Kind.DATE),
        Column("reference"),
        Column("item"),
        Column("unit"),
        Column("place"),
        Column("quantity", kind=Kind.NUMBER),
        Column("kind", kind=Kind.CODE),
        Column("parcel"),
        Column("takes_back"),
    ),
)
"""What moved: more is plus, less is minus; the sum of a column of one item is what there is of it."""

LEVELS = Table(
    "stock",
    (
        Column("item", width=28),
        Column("category"),
        Column("unit", width=10),
        Column("place"),
        Column("quantity", kind=Kind.NUMBER, width=10),
        Column("use_by", kind=Kind.DATE, width=12),
        Column("best_before", kind=Kind.DATE, width=12),
        Column("given_by", width=24),
        Column("low_at", kind=Kind.NUMBER, width=10),
        Column("contains", width=30),
        Column("suits", width=30),
        Column("kept", kind=Kind.CODE, width=10),
        Column("label_read", width=10),
    ),
)
"""What there is: a line for each batch, and one for an item there is none of."""


def save_levels(tools: Tools, actor: Actor, path: Path) -> int:
    """Save what there is as CSV, XLSX or ODS, by the file's ending; how many lines.

    Raises:
        DomainError: the ending is none of the three.
    """
    rows = []
    for level in Stock(tools).listed(actor):
        item = level.item
        food = (" ".join(item.allergens), " ".join(item.suits))
        about = (item.low_level, *food, item.kept, "yes" if item.label_read else "no")
        lots = [(one.place, one.quantity, one.use_by, one.best_before, one.giver) for one in level.lots]
        for lot in lots or [("", 0, None, None, "")]:
            rows.append((item.name, item.category, item.unit, *lot, *about))
    return write_list(path, LEVELS, rows)


def save_moves(tools: Tools, actor: Actor, path: Path, first: date, last: date) -> int:
    """Save what moved in some days; how many lines.

    Raises:
        DomainError: the last day is before the first.
    """
    rows = [
        (
            one.on_date,
            f"SM-{one.number}",
            one.item,
            one.unit,
            one.place,
            one.quantity,
            one.kind,
            f"P-{one.parcel}" if one.parcel else "",
            f"SM-{one.reverses}" if one.reverses else "",
        )
        for one in Stock(tools).moves_in(actor, first, last)
    ]
    return write_csv(path, MOVES, rows)
