"""Files of stock: what there is, and what moved in some days. No names of anybody who is helped."""

from datetime import date
from pathlib import Path

from desktop.exports.csv_files import write_csv
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
