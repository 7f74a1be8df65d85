"""Files for whoever keeps the accounts: as few columns as they need, no names and no notes (peers, 21)."""

from datetime import date
from pathlib import Path

from desktop.domain.mileage import show_miles
from desktop.domain.money import plain
from desktop.exports.csv_files import write_csv
from desktop.exports.tables import Column, Kind, Table
from desktop.services.base import Actor, Tools
from desktop.services.claims import Claims
from desktop.services.funds import Funds
from desktop.services.recharges import Recharges

_MONEY = Column("amount", kind=Kind.NUMBER)
_DAY = Column("date", kind=Kind.DATE)
FINANCE = Table(
    "finance", (_DAY, Column("reference"), Column("fund"), _MONEY, Column("kind", kind=Kind.CODE))
)
"""What moved in each fund: more is plus, less is minus."""
MILEAGE = Table("mileage", (_DAY, Column("reference"), Column("miles", kind=Kind.NUMBER), _MONEY))
"""Four columns and no more: what volunteers were paid for miles."""
COSTS = Table("costs", (_DAY, Column("reference"), Column("what"), _MONEY))
"""The lines of a statement to a payer."""


def save_finance(tools: Tools, actor: Actor, path: Path, first: date, last: date) -> int:
    """Save what moved in the funds in some days; how many lines.

    Raises:
        DomainError: the last day is before the first.
    """
    found = Funds(tools).figures(actor, first, last)
    rows = [
        (on, f"M-{number}", fund, plain(pence, grouped=False), kind)
        for on, number, fund, pence, kind in found
    ]
    return write_csv(path, FINANCE, rows)


def save_mileage(tools: Tools, actor: Actor, path: Path, first: date, last: date) -> int:
    """Save what was paid for miles in some days; how many lines."""
    found = Claims(tools).miles(actor, first, last)
    rows = [
        (on, f"C-{number}", show_miles(tenths), plain(pence, grouped=False))
        for on, number, tenths, pence in found
    ]
    return write_csv(path, MILEAGE, rows)


def save_statement(tools: Tools, actor: Actor, path: Path, statement_id: str) -> int:
    """Save the lines of a statement to a payer, naming nobody whoever agreed; how many."""
    lines = Recharges(tools).outgoing(actor, statement_id, nobody=True).lines
    rows = [
        (one.on_date, cost_reference(one.request, one.number), one.words, plain(one.pence, grouped=False))
        for one in lines
    ]
    return write_csv(path, COSTS, rows)


def cost_reference(request: int | None, number: int) -> str:
    """How a cost is known to a payer: the request's reference, or its own."""
    return f"R-{request}" if request else f"RC-{number}"
