"""Costs somebody else repays: each recorded once, put on a statement, sent, and paid (mission row 6)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from sqlalchemy.orm import Session

from db.enums import LawfulBasis, ShareKind
from db.enums_money import Account, MoveKind, StatementState
from db.ids import new_id
from db.models import Organisation, Recharge, RechargeStatement, Request
from db.queries import money_work as query
from db.queries.money_work import RechargeRow, StatementRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.money import Place, pounds
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.ledger import (
    BANK,
    Noted,
    asked_amount,
    fund_place,
    not_later,
    post_amount,
    take_back_about,
    usable,
)
from desktop.services.payer_words import Outgoing, for_payer
from desktop.services.records import get, set_fields, void
from desktop.services.sharing_log import Share, write_share

STATEMENT_FIELDS = ("name, as it stands in what a cost was for", "day", "what it cost")


@dataclass(frozen=True, slots=True)
class RechargeDraft:
    """A cost as typed; nobody who is helped is named in it.

    Attributes:
        payer_id: who repays it.
        request_id: the request it was for; the statement shows its reference alone.
        fund_id: which fund it was paid from meanwhile, out of ``place``.
        amount: in pence.
    """

    payer_id: str | None
    fund_id: str | None
    amount: int | None
    words: str
    request_id: str | None = None
    on: date | None = None
    document: str = ""
    place: Account = Account.BANK


@dataclass(frozen=True, slots=True)
class StatementDetail:
    """A statement with its costs, by day.

    Attributes:
        lines: the costs as the hub knows them; of `Recharges.outgoing` as the payer reads them.
        taken: how many names are not told to the payer.
        named: keys of people who agreed that the payer is told, and are named.
    """

    row: StatementRow
    lines: tuple[RechargeRow, ...]
    taken: int = 0
    named: tuple[str, ...] = ()


class Recharges(Service):
    """Verbs on what is recharged."""

    @verb("money.see")
    def to_state(self, _actor: Actor) -> list[RechargeRow]:
        """Costs on no statement yet, the newest first."""
        with self.store.read() as session:
            return query.recharges(session, to_state=True)

    @verb("money.see")
    def statements(self, _actor: Actor) -> list[StatementRow]:
        """Statements, the newest first."""
        with self.store.read() as session:
            return query.statements(session)

    @verb("money.see")
    def get(self, _actor: Actor, statement_id: str) -> StatementDetail:
        """One statement.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            return _detail(session, statement_id)

    @verb("money.see")
    def outgoing(self, _actor: Actor, statement_id: str, *, nobody: bool = False) -> StatementDetail:
        """One statement as its payer reads it: named is only who agreed that this payer is told.

        Args:
            _actor: who looks.
            statement_id: of the statement.
            nobody: name nobody at all, as in a file.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            return _as_read(session, statement_id, nobody=nobody)

    @verb("money.record")
    def leave(
        self,
        actor: Actor,
        said: StatementDetail,
        content: bytes,
        name: str,
        put_in_place: Callable[[], object] = lambda: None,
    ) -> Changes:
        """Let a statement leave; one that names somebody leaves a line in the sharing log: both or neither.

        Args:
            actor: who prints.
            said: as it was looked at.
            content: the whole paper.
            name: of the file or the printer.
            put_in_place: writes the file; nothing for a printer.

        Raises:
            DomainError: something about it is different by now, such as a yes that was taken back.
            NeedsSecond: so many are named that a second person must agree first.
        """
        with self.store.write(actor.user_id) as work:
            if _as_read(work.session, said.row.id) != said:
                raise DomainError("Something changed meanwhile. Look at it again, then print.")
            made = ""
            if said.named:
                share = Share(
                    kind=ShareKind.PRINT,
                    purpose=f"Statement of costs ST-{said.row.number}",
                    fields=STATEMENT_FIELDS,
                    people_count=len(said.named),
                    recipient_id=said.row.payer_id,
                    recipient_name=said.row.payer,
                    basis=LawfulBasis.CONSENT,
                    agreement=f"Each said yes to being passed on to {said.row.payer}",
                    file_name=name,
                    file_hash=sha256(content).hexdigest(),
                )
                made = write_share(work, actor, share, self.now()).id
            done = changes(work, made, "Statement recorded as printed" if made else "Statement printed")
            put_in_place()
        return done

    @verb("money.record")
    def add(self, actor: Actor, draft: RechargeDraft) -> Changes:
        """Record a cost the hub paid and somebody else repays.

        Raises:
            DomainError: nobody repays it, there is no amount, or nobody says what it was.
        """
        amount = asked_amount(draft.amount)
        if not draft.payer_id:
            raise DomainError("Choose who repays it.", field="payer_id")
        if not clean(draft.words):
            raise DomainError("Say what it was, without anybody’s name, such as “Taxi”.", field="words")
        day = not_later(draft.on, self.today())
        with self.store.write(actor.user_id) as work:
            payer = get(work.session, Organisation, draft.payer_id, "organisation")
            fund = usable(work.session, draft.fund_id, day)
            request = get(work.session, Request, draft.request_id, "request") if draft.request_id else None
            held = Recharge(
                id=new_id(),
                number=work.next_number("recharge"),
                payer_id=payer.id,
                request_id=request.id if request else None,
                fund_id=fund.id,
                on_date=day,
                words=clean(draft.words),
                document=clean(draft.document),
                pence=amount,
            )
            work.add(held)
            noted = Noted(day, clean(draft.words), clean(draft.document), held.id)
            way = (fund_place(fund.id), Place(draft.place, ""))
            post_amount(work, actor, MoveKind.OUT, amount, way, noted)
            return changes(work, held.id, f"{pounds(amount)} to be repaid by {payer.name}")

    @verb("money.record")
    def void(self, actor: Actor, recharge_id: str, reason: str) -> Changes:
        """Take a cost that is on no statement back.

        Raises:
            DomainError: nobody said why, or it is on a statement.
        """
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Recharge, recharge_id, "cost")
            if held.statement_id:
                raise DomainError("It is on a statement. Take the statement back first.")
            void(held, reason, self.now())
            take_back_about(work, actor, held.id, reason, self.today())
            return changes(work, held.id, f"Cost of {pounds(held.pence)} taken back")

    @verb("money.record")
    def state(self, actor: Actor, payer_id: str | None, first: date | None, last: date | None) -> Changes:
        """Put a payer's costs of some days on a statement.

        Raises:
            DomainError: no payer or no days were chosen, or there is nothing to state.
        """
        if not payer_id:
            raise DomainError("Choose who repays it.", field="payer_id")
        if first is None or last is None or last < first:
            raise DomainError("Say from which day until which.", field="until_on")
        with self.store.write(actor.user_id) as work:
            payer = get(work.session, Organisation, payer_id, "organisation")
            open_ones = query.recharges(work.session, to_state=True)
            found = [one for one in open_ones if one.payer_id == payer.id and first <= one.on_date <= last]
            if not found:
                raise DomainError(f"Nothing of those days is to be repaid by {payer.name}.", field="until_on")
            held = RechargeStatement(
                id=new_id(),
                number=work.next_number("recharge_statement"),
                payer_id=payer.id,
                from_on=first,
                until_on=last,
            )
            work.add(held)
            work.session.flush()
            work.update_many(Recharge, {one.id: {"statement_id": held.id} for one in found})
            total = pounds(sum(one.pence for one in found))
            return changes(work, held.id, f"Statement {held.number} to {payer.name}: {total}")

    @verb("money.record")
    def sent(self, actor: Actor, statement_id: str) -> Changes:
        """Record that a statement was sent: from now on the payer owes it."""
        with self.store.write(actor.user_id) as work:
            held = _in(work, statement_id, StatementState.DRAFT)
            for fund_id, pence in _by_fund(query.recharges(work.session, statement_id=held.id), work):
                way = (Place(Account.OWED, held.payer_id), fund_place(fund_id))
                post_amount(work, actor, MoveKind.RECHARGED, pence, way, self._noted(held))
            set_fields(held, {"state": StatementState.SENT, "sent_on": self.today()})
            return changes(work, held.id, f"Statement {held.number} is marked as sent")

    @verb("money.record")
    def paid(self, actor: Actor, statement_id: str, on: date | None = None) -> Changes:
        """Record that a statement was paid into the bank.

        Raises:
            DomainError: it was not sent, or the day is to come.
        """
        day = not_later(on, self.today())
        with self.store.write(actor.user_id) as work:
            held = _in(work, statement_id, StatementState.SENT)
            total = sum(one.pence for one in query.recharges(work.session, statement_id=held.id))
            way = (BANK, Place(Account.OWED, held.payer_id))
            post_amount(work, actor, MoveKind.RECHARGE_PAID, total, way, self._noted(held, day))
            set_fields(held, {"state": StatementState.PAID, "paid_on": day})
            return changes(work, held.id, f"{pounds(total)} came in for statement {held.number}")

    @verb("money.record")
    def take_back(self, actor: Actor, statement_id: str, reason: str) -> Changes:
        """Take a statement one step back: paid to sent, sent to draft, and a draft out of use.

        Raises:
            DomainError: nobody said why.
        """
        if not clean(reason):
            raise DomainError("Say why, so that others understand later.", field="reason")
        with self.store.write(actor.user_id) as work:
            held = get(work.session, RechargeStatement, statement_id, "statement")
            if held.state is StatementState.PAID:
                take_back_about(work, actor, held.id, reason, self.today(), MoveKind.RECHARGE_PAID)
                set_fields(held, {"state": StatementState.SENT, "paid_on": None})
            elif held.state is StatementState.SENT:
                take_back_about(work, actor, held.id, reason, self.today(), MoveKind.RECHARGED)
                set_fields(held, {"state": StatementState.DRAFT, "sent_on": None})
            else:
                found = query.recharges(work.session, statement_id=held.id)
                work.update_many(Recharge, {one.id: {"statement_id": None} for one in found})
                void(held, reason, self.now())
            return changes(work, held.id, f"Statement {held.number} is taken back a step")

    def _noted(self, held: RechargeStatement, on: date | None = None) -> Noted:
        return Noted(on or self.today(), f"Statement {held.number}", f"ST-{held.number}", held.id)


def _detail(session: Session, statement_id: str) -> StatementDetail:
    get(session, RechargeStatement, statement_id, "statement")
    (row,) = query.statements(session, statement_id)
    return StatementDetail(row, tuple(query.recharges(session, statement_id=statement_id)))


def _as_read(session: Session, statement_id: str, *, nobody: bool = False) -> StatementDetail:
    held = _detail(session, statement_id)
    said: Outgoing = for_payer(session, held.lines, held.row.payer_id, nobody=nobody)
    return replace(held, lines=said.lines, taken=said.taken, named=said.named)


def _in(work: UnitOfWork, statement_id: str, state: StatementState) -> RechargeStatement:
    held = get(work.session, RechargeStatement, statement_id, "statement")
    if held.state is not state:
        raise DomainError("This statement was taken further meanwhile. Look at it again.")
    return held


def _by_fund(rows: Sequence[RechargeRow], work: UnitOfWork) -> list[tuple[str, int]]:
    sums: dict[str, int] = {}
    for row in rows:
        fund_id = work.session.get_one(Recharge, row.id).fund_id
        sums[fund_id] = sums.get(fund_id, 0) + row.pence
    return list(sums.items())
