"""Shopping money: what a volunteer carries, the receipts, the change, and what is left to be explained."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from db.enums_money import Account, MoveKind, Whose
from db.ids import new_id
from db.models import MoneyFloat, MoneyReceipt, Person, Request, Volunteer
from db.queries import money_work as query
from db.queries.money_work import FloatRow, ReceiptRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.money import Place, Shopping, pounds, shopping
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.ledger import (
    CASH,
    Noted,
    asked_amount,
    balance,
    fund_place,
    not_later,
    post_amount,
    stands,
    take_back,
    take_back_about,
    usable,
)
from desktop.services.records import get, set_fields, void

LONG_OUT = 7
"""Days after which Today asks where shopping money is (hub policy)."""


@dataclass(frozen=True, slots=True)
class FloatDraft:
    """Shopping money as it is handed over.

    Attributes:
        whose: the hub's, or the own cash of ``person_id``.
        fund_id: which fund's, where it is the hub's.
        amount: in pence.
        is_signed: whether the volunteer signed the slip.
    """

    volunteer_id: str | None
    amount: int | None
    whose: Whose = Whose.HUB
    fund_id: str | None = None
    person_id: str | None = None
    request_id: str | None = None
    on: date | None = None
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptDraft:
    """A receipt as typed; ``request_id`` says whose shopping it was."""

    amount: int | None
    shop: str = ""
    document: str = ""
    on: date | None = None
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class FloatDetail:
    """Shopping money with its receipts, and how it stands."""

    row: FloatRow
    receipts: tuple[ReceiptRow, ...]
    trip: Shopping


class Floats(Service):
    """Verbs on shopping money."""

    @verb("money.see")
    def rows(self, _actor: Actor) -> list[FloatRow]:
        """All of it, what is still out first."""
        with self.store.read() as session:
            return query.floats(session)

    @verb("money.see")
    def get(self, _actor: Actor, float_id: str) -> FloatDetail:
        """One float.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            get(session, MoneyFloat, float_id, "shopping money")
            (row,) = query.floats(session, float_id=float_id)
            receipts = tuple(query.receipts(session, float_id))
            back = stands(session, float_id, MoveKind.CHANGE_BACK)
        return FloatDetail(row, receipts, shopping(row.given, [one.pence for one in receipts], back))

    @verb("money.record")
    def give(self, actor: Actor, draft: FloatDraft) -> Changes:
        """Hand shopping money to a volunteer, from the cash box or of somebody's own.

        Raises:
            DomainError: nobody gets it, there is no amount, or nobody says whose it is.
        """
        amount = asked_amount(draft.amount)
        day = not_later(draft.on, self.today())
        with self.store.write(actor.user_id) as work:
            values = _whose(work, draft, day)
            helper = get(work.session, Volunteer, _chosen(draft.volunteer_id), "volunteer")
            held = MoneyFloat(
                id=new_id(),
                number=work.next_number("money_float"),
                volunteer_id=helper.id,
                whose=draft.whose,
                given_on=day,
                given=amount,
                signed_on=day if draft.is_signed else None,
                **values,
            )
            work.add(held)
            work.session.flush()
            way = (_carried(held), _home(held))
            noted = Noted(day, f"Shopping money {held.number}", f"SM-{held.number}", held.id)
            post_amount(work, actor, MoveKind.FLOAT_GIVEN, amount, way, noted)
            return changes(work, held.id, f"{pounds(amount)} handed over. Print the slip to be signed")

    @verb("money.record")
    def sign(self, actor: Actor, float_id: str) -> Changes:
        """Record that the volunteer signed the slip."""
        with self.store.write(actor.user_id) as work:
            held = _out(work, float_id)
            set_fields(held, {"signed_on": held.signed_on or self.today()})
            return changes(work, held.id, f"Slip {held.number} is signed")

    @verb("money.record")
    def add_receipt(self, actor: Actor, float_id: str, draft: ReceiptDraft) -> Changes:
        """Record a receipt: what was spent, where, and whose shopping it was.

        Raises:
            DomainError: there is no amount, nobody says where, or the money was settled.
        """
        amount = asked_amount(draft.amount)
        if not clean(draft.shop):
            raise DomainError("Say which shop it is from.", field="shop")
        with self.store.write(actor.user_id) as work:
            held = _out(work, float_id)
            day = not_later(draft.on, self.today())
            request = get(work.session, Request, draft.request_id, "request") if draft.request_id else None
            noted = Noted(day, f"Shopping money {held.number}", clean(draft.document), held.id)
            way = (_spent(held), _carried(held))
            move = post_amount(work, actor, MoveKind.SPENT, amount, way, noted)
            made = MoneyReceipt(
                float_id=held.id,
                request_id=request.id if request else held.request_id,
                on_date=day,
                shop=clean(draft.shop),
                document=clean(draft.document),
                pence=amount,
                move_id=move.id,
            )
            work.add(made)
            left = balance(work.session, _carried(held))
            return changes(work, held.id, f"Receipt of {pounds(amount)}. {pounds(left)} still out")

    @verb("money.record")
    def void_receipt(self, actor: Actor, receipt_id: str, reason: str) -> Changes:
        """Take a receipt back, and what was written into the ledger with it.

        Raises:
            DomainError: nobody said why, or the money was settled.
        """
        with self.store.write(actor.user_id) as work:
            made = get(work.session, MoneyReceipt, receipt_id, "receipt")
            held = _out(work, made.float_id)
            void(made, reason, self.now())
            take_back(work, actor, made.move_id or "", reason, self.today())
            return changes(work, held.id, f"Receipt of {pounds(made.pence)} taken back")

    @verb("money.record")
    def change_back(self, actor: Actor, float_id: str, amount: int | None, why: str = "") -> Changes:
        """Take change back and settle the money; what is then left, or too much, has to be explained.

        Raises:
            DomainError: money is left over or missing, and nobody says why.
        """
        back = 0 if not amount else asked_amount(amount)
        with self.store.write(actor.user_id) as work:
            held = _out(work, float_id)
            noted = Noted(self.today(), f"Shopping money {held.number}", f"SM-{held.number}", held.id)
            if back:
                way = (_home(held), _carried(held))
                post_amount(work, actor, MoveKind.CHANGE_BACK, back, way, noted)
            left = balance(work.session, _carried(held))
            if left and not clean(why):
                raise DomainError(_differs(left), field="why")
            if left:
                post_amount(work, actor, MoveKind.DIFFERENCE, left, (_spent(held), _carried(held)), noted)
            settled = {"closed_on": self.today(), "difference": left, "difference_why": clean(why)}
            set_fields(held, settled)
            return changes(work, held.id, f"Shopping money {held.number} is settled")

    @verb("money.record")
    def reopen(self, actor: Actor, float_id: str, reason: str) -> Changes:
        """Open settled money again: the change and what was explained are taken back.

        Raises:
            DomainError: nobody said why, or it is not settled.
        """
        if not clean(reason):
            raise DomainError("Say why, so that others understand later.", field="reason")
        with self.store.write(actor.user_id) as work:
            held = get(work.session, MoneyFloat, float_id, "shopping money")
            if held.closed_on is None:
                raise DomainError("This is not settled yet.")
            for kind in (MoveKind.CHANGE_BACK, MoveKind.DIFFERENCE):
                take_back_about(work, actor, held.id, reason, self.today(), kind)
            set_fields(held, {"closed_on": None, "difference": 0, "difference_why": ""})
            return changes(work, held.id, f"Shopping money {held.number} is open again")

    @verb("money.record")
    def void(self, actor: Actor, float_id: str, reason: str) -> Changes:
        """Take shopping money that was recorded by mistake out of use; it has no receipts.

        Raises:
            DomainError: nobody said why, it has receipts, or is settled.
        """
        with self.store.write(actor.user_id) as work:
            held = _out(work, float_id)
            if query.receipts(work.session, held.id):
                raise DomainError("Take its receipts back first.")
            void(held, reason, self.now())
            take_back_about(work, actor, held.id, reason, self.today())
            return changes(work, held.id, f"Shopping money {held.number} is out of use")


def _chosen(volunteer_id: str | None) -> str:
    if not volunteer_id:
        raise DomainError("Choose the volunteer who carries it.", field="volunteer_id")
    return volunteer_id


def _whose(work: UnitOfWork, draft: FloatDraft, day: date) -> dict[str, Any]:
    request = get(work.session, Request, draft.request_id, "request") if draft.request_id else None
    values: dict[str, Any] = {"request_id": request.id if request else None}
    if draft.whose is Whose.HUB:
        return values | {"fund_id": usable(work.session, draft.fund_id, day).id}
    person_id = draft.person_id or (request.person_id if request else None)
    if not person_id:
        raise DomainError("Choose whose own money it is.", field="person_id")
    return values | {"person_id": get(work.session, Person, person_id, "person").id}


def _out(work: UnitOfWork, float_id: str) -> MoneyFloat:
    held = get(work.session, MoneyFloat, float_id, "shopping money")
    if held.closed_on is not None:
        raise DomainError("This shopping money is settled. Open it again first.")
    return held


def _carried(held: MoneyFloat) -> Place:
    return Place(Account.FLOAT, held.id)


def _home(held: MoneyFloat) -> Place:
    """Where it came from, and the change goes: the cash box, or the person whose own it is."""
    return CASH if held.whose is Whose.HUB else Place(Account.OWN, held.id)


def _spent(held: MoneyFloat) -> Place:
    """Whose money is spent: a fund's, or the person's own."""
    return fund_place(held.fund_id) if held.fund_id else Place(Account.OWN, held.id)


def _differs(left: int) -> str:
    if left > 0:
        return f"{pounds(left)} is not accounted for. Say why, or add the receipt first."
    return f"{pounds(-left)} more was spent than given. Say why, or look at the receipts again."
