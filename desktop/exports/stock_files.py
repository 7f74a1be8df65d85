"""Files of stock: what there is, and what moved in some days. No names of anybody who is helped."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from db.queries.stock import LotRow
from desktop.exports.csv_files import write_csv
from desktop.exports.files import atomic_file
from desktop.exports.lists import write_list
from desktop.exports.make_list import PDF
from desktop.exports.stock_papers import date_line
from desktop.exports.table_pdf import ListPrint, write_table_pdf
from desktop.exports.tables import Column, Kind, Table
from desktop.services.base import Actor, Tools
from desktop.services.hub_info import HubInfo
from desktop.services.stock import ItemLevel, Stock

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


PRINTED = Table(
    "stock",
    (
        Column("item", "What", width=26),
        Column("category", "Category", width=12),
        Column("place", "Where", width=16),
        Column("quantity", "How many", width=14),
        Column("date", "Date", width=18),
        Column("low_at", "Low at", width=8),
    ),
)
"""What fits on paper of what there is."""


def save_levels(tools: Tools, actor: Actor, path: Path, *, low: bool = False) -> int:
    """Save what there is as PDF, CSV, XLSX or ODS, by the file's ending; how many lines.

    Args:
        tools: the open hub's.
        actor: who saves.
        path: the file.
        low: only what is low, to buy or to ask for.

    Raises:
        DomainError: the ending is none of the four.
    """
    found = [one for one in Stock(tools).listed(actor) if one.is_low or not low]
    if path.suffix.lower() == PDF:
        with atomic_file(path) as stream:
            return write_table_pdf(stream, _head(tools, actor, low=low), PRINTED, _printed(found))
    rows = []
    for level in found:
        item = level.item
        food = (" ".join(item.allergens), " ".join(item.suits))
        about = (item.low_level, *food, item.kept, "yes" if item.label_read else "no")
        lots = [(one.place, one.quantity, one.use_by, one.best_before, one.giver) for one in level.lots]
        for lot in lots or [("", 0, None, None, "")]:
            rows.append((item.name, item.category, item.unit, *lot, *about))
    return write_list(path, LEVELS, rows)


def _head(tools: Tools, actor: Actor, *, low: bool) -> ListPrint:
    hub = HubInfo(tools).facts(actor)
    return ListPrint(
        title="What is low" if low else "What there is",
        hub_name=hub.name,
        filter_words="Stock that is at or below what somebody set as low." if low else "",
        printed_at=tools.clock().astimezone(),
        private=False,
        demo=hub.is_demo,
    )


def _printed(levels: Iterable[ItemLevel]) -> list[tuple[str, ...]]:
    """Lines as they are read on paper: the item named once, then where it lies by date."""
    lines: list[tuple[str, ...]] = []
    for level in levels:
        item, low_at = level.item, level.item.low_level
        about = (item.name, item.category)
        for place, lot in enumerate(level.lots):
            dated = date_line(lot.use_by, lot.best_before)
            first = place == 0
            low_words = str(low_at) if first and low_at is not None else ""
            lines.append((*(about if first else ("", "")), lot.place, _many(lot), dated, low_words))
        if not level.lots:
            lines.append((*about, "", "None", "", "" if low_at is None else str(low_at)))
    return lines


def _many(lot: LotRow) -> str:
    return f"{lot.quantity:,} × {lot.unit}" if lot.unit else f"{lot.quantity:,}"


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
