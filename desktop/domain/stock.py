"""Stock as movements that are only added to: balances, what may be packed, and in which order it leaves."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.errors import DomainError


@dataclass(frozen=True)
class Lot:
    """Goods of one item and date in one place; ``quantity`` in the item's smallest unit.

    ``use_by`` is a safety date, ``best_before`` one of quality only.
    """

    batch: str
    quantity: int
    use_by: date | None = None
    best_before: date | None = None


@dataclass(frozen=True)
class Movement:
    """What came into a batch (above nought) or left it (below)."""

    key: str
    batch: str
    quantity: int


@dataclass(frozen=True)
class Taken:
    """What leaves each batch, in order, and how much there was not."""

    parts: tuple[tuple[str, int], ...]
    short: int


@dataclass(frozen=True)
class Back:
    """Goods of one batch in a parcel that came back.

    Attributes:
        keeps: whether it keeps without being chilled, frozen or hot, so that it may go on the shelf again.
    """

    batch: str
    item: str
    quantity: int
    keeps: bool


def balances(movements: Iterable[Movement]) -> dict[str, int]:
    """Add up what each batch holds.

    Args:
        movements: All movements, in any order.

    Returns:
        Batch to quantity; a batch nothing is left of is 0.
    """
    sums: Counter[str] = Counter()
    for movement in movements:
        sums[movement.batch] += movement.quantity
    return dict(sums)


def opposite(movement: Movement, key: str) -> Movement:
    """Undo a movement by one the other way, so that nothing is ever deleted.

    Args:
        movement: The one to put right.
        key: The key of the new one.

    Returns:
        The opposite movement.
    """
    return Movement(key, movement.batch, -movement.quantity)


def may_be_packed(lot: Lot, on: date) -> bool:
    """Tell whether a lot may be given to somebody on a day.

    Food past its use-by is deemed unsafe (Regulation (EU) 1169/2011 article 24(1)) and may not be
    placed on the market, given away included (Regulation (EC) 178/2002 articles 3(8) and 14(1)): assimilated
    law in Great Britain, EU law in Northern Ireland. Past best-before it may be given, once it was looked at
    (WRAP, Food Standards Agency and Defra, Surplus food redistribution guidance, November 2024).
    What was frozen before its use-by is a lot of its own, with the date of its new label.

    Args:
        lot: The goods.
        on: The day they would be given.

    Returns:
        Whether they may.
    """
    return lot.use_by is None or on <= lot.use_by


def take(lots: Sequence[Lot], wanted: int, on: date) -> Taken:
    """Choose what leaves the shelf: first expired, first out; never past its use-by.

    Args:
        lots: What there is of one item.
        wanted: How much, in the item's smallest unit.
        on: The day it would be given.

    Returns:
        What to take of each batch, and what is short.
    """
    left = wanted
    parts = []
    for lot in sorted((lot for lot in lots if may_be_packed(lot, on)), key=_leaves):
        part = min(left, lot.quantity)
        if part > 0:
            parts.append((lot.batch, part))
            left -= part
    return Taken(tuple(parts), left)


def thrown_away(lots: Sequence[Back], keep: Mapping[str, int] | None = None) -> dict[str, int]:
    """What of a parcel that came back is thrown away: all that has to be kept cold or hot, and what is said.

    Args:
        lots: what was in it.
        keep: item to how many of it go on the shelf again; all of what keeps, where an item is not named.

    Returns:
        Batch to how much of it is thrown away; batches nothing is thrown away of are left out.

    Raises:
        DomainError: more would go on the shelf than came back, or something that has to be kept cold or hot.
    """
    said = dict(keep or {})
    room = {one.item: 0 for one in lots}
    for one in lots:
        room[one.item] += one.quantity if one.keeps else 0
    for item, many in said.items():
        if not 0 <= many <= room.get(item, 0):
            raise DomainError(f"Between 0 and {room.get(item, 0)} of it can go on the shelf.", field=item)
    gone = {}
    for one in lots:
        kept = min(one.quantity, said.get(one.item, one.quantity)) if one.keeps else 0
        if one.item in said:
            said[one.item] -= kept
        if one.quantity > kept:
            gone[one.batch] = one.quantity - kept
    return gone


def _leaves(lot: Lot) -> tuple[date, str]:
    """The order lots leave in: nearest date first, undated last."""
    return min(lot.use_by or date.max, lot.best_before or date.max), lot.batch
