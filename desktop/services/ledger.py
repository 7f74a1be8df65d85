"""The ledger inside a transaction: write a movement, and take one back by its opposite.

Nothing here is edited or deleted. Undo, voids and what was recorded by mistake all come to the same: the
opposite movement, which names the first (see `desktop.domain.money`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums_money import Account, MoveKind
from db.ids import new_id
from db.models import BankLine, Fund, MoneyLine, MoneyMove
from db.queries import money as query
from db.session import UnitOfWork
from desktop.domain.dates import day_month_year
from desktop.domain.errors import DomainError
from desktop.domain.money import Place, Side, balances, checked, last_of, moved, opposite, pounds
from desktop.domain.text import clean
from desktop.services.base import Actor
from desktop.services.records import get, set_fields

BANK, CASH = Place(Account.BANK, ""), Place(Account.CASH, "")
_KEYS = {
    Account.FUND: "fund_id",
    Account.FLOAT: "float_id",
    Account.OWN: "float_id",
    Account.OWED: "payer_id",
}


@dataclass(frozen=True, slots=True)
class Noted:
    """What is written beside a movement.

    Attributes:
        words: what for.
        document: what stands on the receipt, invoice or letter.
        about_id: the claim, float, recharge, statement or application it belongs to.
    """

    on: date
    words: str = ""
    document: str = ""
    about_id: str | None = None


def fund_place(fund_id: str) -> Place:
    """The account of a fund."""
    return Place(Account.FUND, fund_id)


def post(work: UnitOfWork, actor: Actor, kind: MoveKind, sides: Iterable[Side], noted: Noted) -> MoneyMove:
    """Write a movement with its sides.

    Raises:
        DomainError: its sides differ, or nothing moves.
    """
    return _write(work, actor, kind, checked(sides), noted, None)


def post_amount(
    work: UnitOfWork, actor: Actor, kind: MoveKind, amount: int, way: tuple[Place, Place], noted: Noted
) -> MoneyMove:
    """Write a movement of an amount; ``way`` is where to and where from, as for `money.moved`."""
    return post(work, actor, kind, moved(amount, *way), noted)


def take_back(work: UnitOfWork, actor: Actor, move_id: str, why: str, today: date) -> MoneyMove | None:
    """Write the opposite of a movement that stands.

    What took a movement back and was itself taken back lets it stand again: the opposite is then of the last.

    Returns:
        The opposite movement; None where it does not stand any more.
    """
    work.session.flush()
    last, stands = last_of(move_id, query.taken_back(work.session))
    if not stands:
        return None
    held = work.session.get_one(MoneyMove, last)
    sides = opposite(_sides(work.session, last))
    noted = Noted(today, clean(why), held.document, held.about_id)
    _unmatch(work, last)
    return _write(work, actor, held.kind, sides, noted, last)


def take_back_about(
    work: UnitOfWork, actor: Actor, about_id: str, why: str, today: date, kind: MoveKind | None = None
) -> int:
    """Take back whatever stands of a record, or of one kind of it; how many movements that were."""
    work.session.flush()
    found = query.about(work.session, about_id, kind)
    return sum(take_back(work, actor, key, why, today) is not None for key in found)


def stands(session: Session, about_id: str, kind: MoveKind) -> int:
    """How much of a kind stands for a record, in pence."""
    back = query.taken_back(session, about_id)
    held = [key for key in query.about(session, about_id, kind) if last_of(key, back)[1]]
    return sum(one.pence for one in query.sides(session, held) if one.pence > 0)


def balance(session: Session, place: Place) -> int:
    """What lies in one account, as people read it, in pence."""
    found = query.sums(session, place.account)
    return balances(Side(*one) for one in found).get(place, 0)


def usable(session: Session, fund_id: str | None, on: date, field: str = "fund_id") -> Fund:
    """A fund that may be spent from on a day.

    Raises:
        DomainError: none was chosen, it is gone, or it was not open that day.
    """
    if not fund_id:
        raise DomainError("Choose the fund it is paid from.", field=field)
    fund = get(session, Fund, fund_id, "fund")
    if fund.closes_on and on > fund.closes_on:
        raise DomainError(f"{fund.name} closed on {day_month_year(fund.closes_on)}.", field=field)
    if fund.opens_on and on < fund.opens_on:
        raise DomainError(f"{fund.name} opens on {day_month_year(fund.opens_on)}.", field=field)
    return fund


def not_later(on: date | None, today: date, field: str = "on_date") -> date:
    """A day that money moved on; today when None.

    Raises:
        DomainError: it is still to come.
    """
    if on is not None and on > today:
        raise DomainError("That day is still to come.", field=field)
    return on or today


def asked_amount(pence: int | None, field: str = "amount") -> int:
    """An amount that is more than nought.

    Raises:
        DomainError: it is not.
    """
    if pence is None or pence <= 0:
        raise DomainError("Type an amount in pounds and pence, such as 12.50.", field=field)
    return pence


def left_words(session: Session, fund: Fund) -> str:
    """What is left in a fund, to be said after money was spent from it."""
    left = balance(session, fund_place(fund.id))
    if left < 0:
        return f"{fund.name} is overspent by {pounds(-left)}"
    return f"{pounds(left)} left in {fund.name}"


def _sides(session: Session, move_id: str) -> Sequence[Side]:
    return [Side(one.account, one.key, one.pence) for one in query.sides(session, [move_id])]


def _write(
    work: UnitOfWork,
    actor: Actor,
    kind: MoveKind,
    sides: Sequence[Side],
    noted: Noted,
    reverses_id: str | None,
) -> MoneyMove:
    made = MoneyMove(
        id=new_id(),
        number=work.next_number("money_move"),
        kind=kind,
        on_date=noted.on,
        by_id=actor.user_id,
        words=clean(noted.words),
        document=clean(noted.document),
        about_id=noted.about_id,
        reverses_id=reverses_id,
    )
    lines = [MoneyLine(move_id=made.id, account=one.account, pence=one.pence, **_keyed(one)) for one in sides]
    work.add(made, *lines)
    work.session.flush()
    return made


def _keyed(side: Side) -> dict[str, str]:
    return {_KEYS[side.account]: side.key} if side.account in _KEYS else {}


def _unmatch(work: UnitOfWork, move_id: str) -> None:
    for line in work.session.scalars(select(BankLine).where(BankLine.move_id == move_id)):
        set_fields(line, {"move_id": None})


def moment_day(moment: datetime) -> date:
    """The day of a moment where the laptop is."""
    return moment.astimezone().date()
