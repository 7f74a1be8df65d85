"""Money in whole pence: read, written, and kept in a ledger whose every movement adds up to nought.

Double entry: each movement has two sides or more, and the sides of each add up to nought (Pacioli, Summa de
arithmetica, 1494; Charities SORP (FRS 102) asks for funds apart). What lies in an account is the sum of its
lines; no balance is stored anywhere. A mistake is put right by the opposite movement, never by an edit.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from db.enums_money import Account
from desktop.domain.errors import DomainError

MOST = 100_000_000
"""The largest amount taken at once: a million pounds is a slip of the hand in a hub's books."""
_AMOUNT = re.compile(r"(?P<minus>[-\N{MINUS SIGN}])?£?(?P<pounds>[0-9]{1,9})?(?:\.(?P<pence>[0-9]{1,2}))?")
_GROUPS = re.compile(r"[-\N{MINUS SIGN}]?£?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?")
_OWES = frozenset({Account.FUND, Account.OWN})
"""Whose money it is: their lines stand with the opposite sign."""


class Side(NamedTuple):
    """One side of a movement.

    Attributes:
        key: of the fund, float or payer it is of; empty for bank and cash.
        pence: more of what there is, or less; of whose it is, the other way round.
    """

    account: Account
    key: str
    pence: int


class Place(NamedTuple):
    """One account of the ledger: what kind it is, and of which fund, float or payer."""

    account: Account
    key: str


def read_pence(text: str) -> int:
    """Read an amount as people type it: ``12``, ``12.5``, ``£1,250.00``.

    Args:
        text: as typed.

    Returns:
        Whole pence; less than nought where a minus stands before it.

    Raises:
        DomainError: it is no amount, or more than a million pounds.
    """
    typed = "".join(text.split())
    found = _AMOUNT.fullmatch(typed.replace(",", "") if _GROUPS.fullmatch(typed) else typed)
    if not found or not (found["pounds"] or found["pence"]):
        raise DomainError("Type an amount in pounds and pence, such as 12.50.")
    pence = int(found["pounds"] or 0) * 100 + int((found["pence"] or "0").ljust(2, "0"))
    if pence > MOST:
        raise DomainError("That is more than a million pounds. Look at it again.")
    return -pence if found["minus"] else pence


def pounds(pence: int) -> str:
    """An amount as it is read: ``£1,250.00``, ``−£3.20``."""
    sign = "\N{MINUS SIGN}" if pence < 0 else ""
    return f"{sign}£{plain(abs(pence))}"


def plain(pence: int, *, grouped: bool = True) -> str:
    """An amount without its sign of the pound: ``1,250.00``; for files without the comma."""
    whole = Decimal(pence).scaleb(-2)
    return f"{whole:,.2f}" if grouped else f"{whole:.2f}"


def checked(sides: Iterable[Side]) -> tuple[Side, ...]:
    """The sides of a movement, those of nought left out.

    Raises:
        DomainError: they do not add up to nought, or nothing moves.
    """
    kept = tuple(one for one in sides if one.pence)
    if not kept:
        raise DomainError("Nothing would move. Type an amount.", field="amount")
    if sum(one.pence for one in kept):
        raise DomainError("The two sides of this movement differ. Nothing was written.")
    return kept


def moved(amount: int, to: Place, source: Place) -> tuple[Side, ...]:
    """The two sides of an amount that goes from one account to another.

    Of whose it is, an amount that comes to a fund makes the fund larger: its line is the other way round.

    Args:
        amount: in pence; less than nought goes back.
        to: where it goes, or what it is.
        source: where it comes from.
    """
    return checked((Side(*to, amount), Side(*source, -amount)))


def opposite(sides: Iterable[Side]) -> tuple[Side, ...]:
    """The movement that takes another back."""
    return tuple(one._replace(pence=-one.pence) for one in sides)


def balances(sides: Iterable[Side]) -> Mapping[Place, int]:
    """What lies in each account, as people read it: what a fund has is more than nought."""
    sums: dict[Place, int] = defaultdict(int)
    for side in sides:
        sums[Place(side.account, side.key)] += -side.pence if side.account in _OWES else side.pence
    return dict(sums)


def amount_of(sides: Iterable[Side]) -> int:
    """How much a movement moves: one of its two sides, in pence."""
    return sum(one.pence for one in sides if one.pence > 0)


def last_of(move: str, taken_back_by: Mapping[str, str]) -> tuple[str, bool]:
    """Follow a movement through whatever took it back, and took that back again.

    Args:
        move: its key.
        taken_back_by: key of a movement to the one that takes it back.

    Returns:
        The last of them, and whether the first one stands.
    """
    stands = True
    while move in taken_back_by:
        move, stands = taken_back_by[move], not stands
    return move, stands


class Shopping(NamedTuple):
    """A shopping trip's cash: what was given, what receipts say, and what came back, in pence."""

    given: int
    spent: int
    back: int

    @property
    def left(self) -> int:
        """What is still out, or cannot be told; less than nought where more came back than there was."""
        return self.given - self.spent - self.back


def shopping(given: int, receipts: Sequence[int], back: int) -> Shopping:
    """A trip's cash, its receipts summed."""
    return Shopping(given, sum(receipts), back)
