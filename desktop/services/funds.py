"""Funds and the ledger: what was given, what was spent, and what lies where."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from db.enums_money import Account, MoveKind
from db.models import Fund, MoneyMove
from db.queries import money as query
from db.queries.money import FundRow, MoveRow
from desktop.domain.errors import DomainError
from desktop.domain.money import Place, Side, balances, pounds
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.ledger import (
    BANK,
    CASH,
    Noted,
    asked_amount,
    balance,
    fund_place,
    left_words,
    not_later,
    post_amount,
    take_back,
    usable,
)
from desktop.services.payer_words import without_names
from desktop.services.records import get, set_fields, tidied, void

FREE = frozenset(
    {
        MoveKind.IN,
        MoveKind.OUT,
        MoveKind.TRANSFER,
        MoveKind.BANKED,
        MoveKind.ADJUSTED,
    }
)
"""Movements that belong to no claim, float or grant, and are taken back by themselves."""


@dataclass(frozen=True, slots=True)
class FundDraft:
    """A fund as typed."""

    name: str
    giver_id: str | None = None
    giver_name: str = ""
    purpose: str = ""
    is_restricted: bool = False
    opens_on: date | None = None
    closes_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is, in pence, and whose it is.

    Attributes:
        floats: what volunteers carry of the hub's.
        owed: what payers owe.
        funds: key of a fund to what it holds.
        own: people's own cash in volunteers' hands, which is none of the hub's.
    """

    bank: int
    cash: int
    floats: int
    owed: int
    funds: dict[str, int]
    own: int


@dataclass(frozen=True, slots=True)
class FundDetail:
    """One fund, what it holds, and what moved in it."""

    row: FundRow
    pence: int
    moves: tuple[MoveRow, ...]


@dataclass(frozen=True, slots=True)
class Moving:
    """A movement as typed.

    Attributes:
        amount: in pence, more than nought.
        place: the bank or the cash box.
        on: the day; today when None.
    """

    amount: int | None
    place: Account = Account.BANK
    on: date | None = None
    words: str = ""
    document: str = ""


class Funds(Service):
    """Verbs on funds and on the movements that belong to nothing else."""

    @verb("money.see")
    def rows(self, _actor: Actor) -> list[FundRow]:
        """Every fund in use, by name."""
        with self.store.read() as session:
            return query.funds(session)

    @verb("money.see")
    def standing(self, _actor: Actor) -> Standing:
        """What there is, and whose it is."""
        with self.store.read() as session:
            found = balances(Side(*one) for one in query.sums(session))
        by = {
            kind: {key: pence for (account, key), pence in found.items() if account is kind}
            for kind in Account
        }
        own = sum(by[Account.OWN].values())
        return Standing(
            found.get(BANK, 0),
            found.get(CASH, 0),
            sum(by[Account.FLOAT].values()) - own,
            sum(by[Account.OWED].values()),
            by[Account.FUND],
            own,
        )

    @verb("money.see")
    def get(self, _actor: Actor, fund_id: str) -> FundDetail:
        """One fund.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            get(session, Fund, fund_id, "fund")
            row = next(one for one in query.funds(session) if one.id == fund_id)
            moves = tuple(query.moves(session, fund_id))
            return FundDetail(row, balance(session, fund_place(fund_id)), moves)

    @verb("money.see")
    def moves(self, _actor: Actor) -> list[MoveRow]:
        """The ledger, the newest first."""
        with self.store.read() as session:
            return query.moves(session)

    @verb("money.record")
    def save(self, actor: Actor, draft: FundDraft, fund_id: str | None = None) -> Changes:
        """Write a fund down, or change what is said of it.

        Raises:
            DomainError: it has no name, says no purpose though it is restricted, or closes before it opens.
        """
        values = tidied(draft, FundDraft.__slots__)
        _refuse_odd(values)
        with self.store.write(actor.user_id) as work:
            if fund_id:
                held = get(work.session, Fund, fund_id, "fund")
                set_fields(held, values)
            else:
                held = Fund(number=work.next_number("fund"), **values)
                work.add(held)
                work.session.flush()
            return changes(work, held.id, f"Saved {held.name}")

    @verb("money.record")
    def void(self, actor: Actor, fund_id: str, reason: str) -> Changes:
        """Take a fund out of use.

        Raises:
            DomainError: there is still money in it, or nobody said why.
        """
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Fund, fund_id, "fund")
            left = balance(work.session, fund_place(held.id))
            if left:
                raise DomainError(f"There is {pounds(left)} in {held.name}. Move it to another fund first.")
            void(held, reason, self.now())
            return changes(work, held.id, f"{held.name} is out of use")

    @verb("money.record")
    def money_in(self, actor: Actor, fund_id: str, moving: Moving) -> Changes:
        """Record money that came in for a fund.

        Raises:
            DomainError: there is no amount, or the day is to come.
        """
        with self.store.write(actor.user_id) as work:
            fund = get(work.session, Fund, fund_id, "fund")
            way = (Place(moving.place, ""), fund_place(fund.id))
            made = post_amount(
                work, actor, MoveKind.IN, asked_amount(moving.amount), way, self._noted(moving)
            )
            words = f"{pounds(moving.amount or 0)} in. {left_words(work.session, fund)}"
            return changes(work, made.id, words)

    @verb("money.record")
    def money_out(self, actor: Actor, fund_id: str, moving: Moving) -> Changes:
        """Record money that a fund paid out.

        Raises:
            DomainError: there is no amount, nobody said what for, or the fund was not open that day.
        """
        if not moving.words.strip():
            raise DomainError("Say what it was spent on.", field="words")
        with self.store.write(actor.user_id) as work:
            fund = usable(work.session, fund_id, moving.on or self.today(), "")
            way = (fund_place(fund.id), Place(moving.place, ""))
            made = post_amount(
                work, actor, MoveKind.OUT, asked_amount(moving.amount), way, self._noted(moving)
            )
            words = f"{pounds(moving.amount or 0)} out. {left_words(work.session, fund)}"
            return changes(work, made.id, words)

    @verb("money.record")
    def transfer(self, actor: Actor, fund_id: str, to_id: str | None, moving: Moving) -> Changes:
        """Move money from one fund to another; the bank and the cash box stay as they are.

        Raises:
            DomainError: it is the same fund, there is no amount, or not so much, or nobody said why.
        """
        if not to_id or to_id == fund_id:
            raise DomainError("Choose another fund.", field="to_id")
        if not moving.words.strip():
            raise DomainError("Say why it moves.", field="words")
        with self.store.write(actor.user_id) as work:
            fund = get(work.session, Fund, fund_id, "fund")
            to = get(work.session, Fund, to_id, "fund")
            amount = asked_amount(moving.amount)
            held = balance(work.session, fund_place(fund.id))
            if amount > held:
                raise DomainError(f"There is only {pounds(held)} in {fund.name}.", field="amount")
            way = (fund_place(fund.id), fund_place(to.id))
            made = post_amount(work, actor, MoveKind.TRANSFER, amount, way, self._noted(moving))
            return changes(work, made.id, f"{pounds(amount)} moved from {fund.name} to {to.name}")

    @verb("money.record")
    def bank(self, actor: Actor, moving: Moving) -> Changes:
        """Record cash taken to the bank, or drawn from it; ``moving.place`` is where it went."""
        source = CASH if moving.place is Account.BANK else BANK
        with self.store.write(actor.user_id) as work:
            amount = asked_amount(moving.amount)
            way = (Place(moving.place, ""), source)
            made = post_amount(work, actor, MoveKind.BANKED, amount, way, self._noted(moving))
            where = "to the bank" if source is CASH else "to the cash box"
            return changes(work, made.id, f"{pounds(amount)} {where}")

    @verb("money.record")
    def adjust(self, actor: Actor, fund_id: str, moving: Moving) -> Changes:
        """Put right what the bank or the cash box really holds; less than nought where it holds less.

        Raises:
            DomainError: there is no amount, or nobody said why.
        """
        if not moving.words.strip():
            raise DomainError("Say why it differs.", field="words")
        if not moving.amount:
            raise DomainError("Type by how much it differs, such as -3.20.", field="amount")
        with self.store.write(actor.user_id) as work:
            fund = get(work.session, Fund, fund_id, "fund")
            way = (Place(moving.place, ""), fund_place(fund.id))
            made = post_amount(work, actor, MoveKind.ADJUSTED, moving.amount, way, self._noted(moving))
            return changes(work, made.id, f"Adjusted. {left_words(work.session, fund)}")

    @verb("money.record")
    def take_back(self, actor: Actor, move_id: str, reason: str) -> Changes:
        """Take a movement back by its opposite.

        Raises:
            DomainError: nobody said why, it was taken back, or it belongs to a claim, a float or a grant.
        """
        if not reason.strip():
            raise DomainError("Say why, so that others understand later.", field="reason")
        with self.store.write(actor.user_id) as work:
            held = get(work.session, MoneyMove, move_id, "movement")
            if held.kind not in FREE or held.about_id is not None:
                raise DomainError("Take it back where it was made: the claim, float, recharge or grant.")
            made = take_back(work, actor, held.id, reason, self.today())
            if made is None:
                raise DomainError("This movement was taken back.")
            return changes(work, made.id, f"Movement {held.number} taken back by {made.number}")

    @verb("money.export")
    def figures(self, _actor: Actor, first: date, last: date) -> list[tuple[date, int, str, int, MoveKind]]:
        """What moved in the funds in some days: day, number, fund, pence and kind; nobody's name.

        Raises:
            DomainError: the last day is before the first.
        """
        _refuse_span(first, last)
        with self.store.read() as session:
            found = query.in_funds(session, first, last)
            funds = sorted({fund for _on, _number, fund, _pence, _kind in found})
            told = dict(zip(funds, without_names(session, funds), strict=True))
            return [(on, number, told[fund], pence, kind) for on, number, fund, pence, kind in found]

    def _noted(self, moving: Moving) -> Noted:
        return Noted(not_later(moving.on, self.today()), moving.words, moving.document)


def _refuse_odd(values: dict[str, Any]) -> None:
    if not values["name"]:
        raise DomainError("Give the fund a name.", field="name")
    if values["is_restricted"] and not values["purpose"]:
        raise DomainError("Say what it may be spent on: its giver restricted it.", field="purpose")
    opens, closes = values["opens_on"], values["closes_on"]
    if opens and closes and closes < opens:
        raise DomainError("It closes before it opens.", field="closes_on")


def _refuse_span(first: date, last: date) -> None:
    if last < first:
        raise DomainError("Say from which day until which.", field="last")
