"""What the hub lends: who has it, until when, wiped before the next one has it, returned or lost."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy.orm import Session

from db.enums import ShareKind
from db.enums_loans import AssetKind, Condition
from db.models import Asset, Loan, Organisation, Person
from db.queries import loans as query
from db.queries.loans import AssetRow, LoanRow
from db.session import UnitOfWork
from desktop.domain.bulk_export import Apart
from desktop.domain.errors import DomainError
from desktop.domain.loans import USUAL, Against, AssetFacts, LoanState, against, state
from desktop.domain.names import full_name
from desktop.domain.phones import national
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.hub_info import facts as hub_facts
from desktop.services.records import get, set_fields, tidied, void
from desktop.services.sharing_log import Share, write_share

SLIP_FIELDS = ("name", "what was lent", "what was agreed")
_WHY = {
    Against.OUT: "It is out. Record its return first.",
    Against.LOST: "It was given up as lost. Record its return first.",
    Against.RETIRED: "It is out of use.",
    Against.BROKEN: "It is broken. Change its condition once it is mended.",
    Against.NOT_WIPED: "It was not wiped since it came back. Wipe it, then record that.",
}


@dataclass(frozen=True, slots=True)
class AssetDraft:
    """A thing as typed; see `db.models.loans.Asset`."""

    kind: AssetKind
    name: str
    tag: str = ""
    owner_id: str | None = None
    condition: Condition = Condition.GOOD
    holds_data: bool = False
    wiped_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class LoanDraft:
    """A loan as typed: to a person or to an organisation.

    Attributes:
        due_on: when it is due back; in `USUAL` days where None.
    """

    person_id: str | None = None
    organisation_id: str | None = None
    lent_on: date | None = None
    due_on: date | None = None
    agreed: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on a loan slip: whoever borrows keeps one half."""

    loan_id: str
    number: int
    what: str
    tag: str
    owner: str
    borrower: str
    lent_on: date
    due_on: date
    agreed: str
    condition: Condition
    holds_data: bool
    hub_name: str
    hub_phone: str
    demo: bool


class Loans(Service):
    """Verbs on what is lent."""

    @verb("loan.see")
    def ids(self, actor: Actor, view: str = "", text: str = "") -> list[str]:
        """Keys of things: "out", "overdue", "in", or all; those out first, by the day they are due."""
        with self.store.read() as session:
            return query.ids(session, view, self.today(), actor.looks_for(text))

    @verb("loan.see")
    def rows(self, _actor: Actor, wanted: Sequence[str]) -> list[AssetRow]:
        """Things for keys, in the order of the keys."""
        with self.store.read() as session:
            return query.rows(session, wanted)

    @verb("loan.see")
    def loans(self, _actor: Actor, asset_id: str) -> list[LoanRow]:
        """Loans of a thing, the newest first."""
        with self.store.read() as session:
            return query.loans(session, [asset_id])

    @verb("loan.set")
    def save(self, actor: Actor, draft: AssetDraft, asset_id: str = "") -> Changes:
        """Add a thing, or change one.

        Raises:
            DomainError: it has no name, or the label stands on another thing, or that day lies ahead.
        """
        if not draft.name.strip():
            raise DomainError("What is it? Such as: phone, black, 2.", field="name")
        if draft.wiped_on is not None and draft.wiped_on > self.today():
            raise DomainError("That day lies ahead.", field="wiped_on")
        values = tidied(draft, [one.name for one in fields(AssetDraft)])
        with self.store.write(actor.user_id) as work:
            _refuse_tag(work.session, values["tag"], asset_id)
            if asset_id:
                held = get(work.session, Asset, asset_id, "thing")
                set_fields(held, values)
            else:
                held = Asset(number=work.next_number("asset"), **values)
                work.add(held)
            work.session.flush()
            return changes(work, held.id, f"{held.name} saved")

    @verb("loan.set")
    def lend(self, actor: Actor, asset_id: str, draft: LoanDraft) -> Changes:
        """Lend a thing.

        Raises:
            DomainError: something speaks against it, nobody borrows it, or its days cannot be.
        """
        lent = draft.lent_on or self.today()
        due = draft.due_on or lent + USUAL
        if lent > self.today():
            raise DomainError("That day lies ahead. Record it when it goes out.", field="lent_on")
        if due < lent:
            raise DomainError("It is due before it goes out.", field="due_on")
        if bool(draft.person_id) is bool(draft.organisation_id):
            raise DomainError("Who borrows it: a person or an organisation?", field="person_id")
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Asset, asset_id, "thing")
            (row,) = query.rows(work.session, [asset_id])
            why = against(facts_of(row))
            if why is not None:
                raise DomainError(_WHY[why])
            _borrower(work.session, draft)
            loan = Loan(
                number=work.next_number("loan"),
                asset_id=asset_id,
                person_id=draft.person_id or None,
                organisation_id=draft.organisation_id or None,
                lent_on=lent,
                due_on=due,
                agreed=draft.agreed.strip(),
                condition_out=held.condition,
            )
            work.add(loan)
            work.session.flush()
            return changes(work, asset_id, f"{held.name} is lent")

    @verb("loan.set")
    def back(self, actor: Actor, asset_id: str, on: date, condition: Condition, note: str = "") -> Changes:
        """Record that a thing came back; also one that was given up as lost.

        Raises:
            DomainError: it is here, or that day cannot be.
        """
        with self.store.write(actor.user_id) as work:
            held, loan = _newest(work, asset_id)
            if on > self.today() or on < loan.lent_on:
                raise DomainError("Choose a day since it went out, today at the latest.", field="on")
            values = {"returned_on": on, "lost_on": None, "condition_back": condition}
            set_fields(loan, values | {"note": note.strip() or loan.note})
            set_fields(held, {"condition": condition})
            wipe = " Wipe it before it goes out again." if held.holds_data else ""
            return changes(work, asset_id, f"{held.name} is back.{wipe}")

    @verb("loan.set")
    def longer(self, actor: Actor, asset_id: str, due_on: date) -> Changes:
        """Agree a later day.

        Raises:
            DomainError: it is no later, or past.
        """
        with self.store.write(actor.user_id) as work:
            held, loan = _newest(work, asset_id)
            if due_on <= loan.due_on or due_on < self.today():
                raise DomainError("Choose a later day.", field="due_on")
            set_fields(loan, {"due_on": due_on})
            return changes(work, asset_id, f"{held.name} is lent longer")

    @verb("loan.set")
    def lost(self, actor: Actor, asset_id: str, on: date, note: str) -> Changes:
        """Give a thing up as lost.

        Raises:
            DomainError: that day cannot be.
        """
        with self.store.write(actor.user_id) as work:
            held, loan = _newest(work, asset_id)
            if on > self.today() or on < loan.lent_on:
                raise DomainError("Choose a day since it went out, today at the latest.", field="on")
            set_fields(loan, {"lost_on": on, "note": note.strip()})
            data = " It held data: tell who looks after data protection." if held.holds_data else ""
            return changes(work, asset_id, f"{held.name} is given up as lost.{data}")

    @verb("loan.set")
    def wiped(self, actor: Actor, asset_id: str, on: date) -> Changes:
        """Record that a thing was wiped.

        Raises:
            DomainError: that day lies ahead.
        """
        if on > self.today():
            raise DomainError("That day lies ahead. Record it once it was done.", field="on")
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Asset, asset_id, "thing")
            set_fields(held, {"wiped_on": on})
            return changes(work, asset_id, f"{held.name} was wiped")

    @verb("loan.set")
    def retire(self, actor: Actor, asset_id: str, note: str) -> Changes:
        """Take a thing out of use.

        Raises:
            DomainError: it is out.
        """
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Asset, asset_id, "thing")
            (row,) = query.rows(work.session, [asset_id])
            if row.loan_id is not None:
                raise DomainError(_WHY[Against.OUT])
            set_fields(held, {"retired_on": self.today(), "retire_note": note.strip()})
            return changes(work, asset_id, f"{held.name} is out of use")

    @verb("loan.set")
    def void(self, actor: Actor, asset_id: str, reason: str) -> Changes:
        """Take a thing written by mistake off the list.

        Raises:
            DomainError: it was lent.
        """
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Asset, asset_id, "thing")
            if query.loans(work.session, [asset_id]):
                raise DomainError("It was lent, so it stays. Take it out of use instead.")
            void(held, reason, self.now())
            return changes(work, asset_id, f"{held.name} taken off the list")

    @verb("loan.print")
    def slip(self, _actor: Actor, asset_id: str) -> Slip:
        """What stands on the slip of the loan a thing is out on.

        Raises:
            DomainError: it is here.
        """
        with self.store.read() as session:
            return _slip(session, asset_id)

    @verb("loan.print")
    def leave(
        self,
        actor: Actor,
        asset_id: str,
        slip: Slip,
        content: bytes,
        name: str,
        put_in_place: Callable[[], object],
    ) -> Changes:
        """Let a slip leave, and record that it did: both or neither. It goes to whoever borrows.

        Raises:
            DomainError: something about it is different by now.
        """
        with self.store.write(actor.user_id) as work:
            if _slip(work.session, asset_id) != slip:
                raise DomainError("Something changed meanwhile. Look at it again, then print.")
            share = Share(
                kind=ShareKind.PRINT,
                purpose=f"Slip of loan L-{slip.number}",
                fields=SLIP_FIELDS,
                people_count=1,
                apart=Apart.THEMSELVES,
                recipient_name=slip.borrower,
                file_name=name,
                file_hash=hashlib.sha256(content).hexdigest(),
            )
            record = write_share(work, actor, share, self.now())
            done = changes(work, record.id, "Slip recorded as printed")
            put_in_place()
        return done


def facts_of(row: AssetRow) -> AssetFacts:
    """What the rules of lending must know of a thing."""
    return AssetFacts(
        row.condition,
        row.holds_data,
        row.wiped_on,
        row.due_on,
        row.last_back,
        row.lost_on is not None,
        row.retired_on is not None,
    )


def state_of(row: AssetRow, today: date) -> LoanState:
    """Where a thing stands on a day."""
    return state(facts_of(row), today)


def borrower_of(row: AssetRow | LoanRow) -> str:
    """Who has it, or had it; nothing once they were erased."""
    return row.organisation or full_name(row.first_name or "", row.last_name or "")


def _slip(session: Session, asset_id: str) -> Slip:
    found = query.rows(session, [asset_id])
    if not found or found[0].loan_id is None:
        raise DomainError("It is not lent. There is nothing to sign.")
    (row,) = found
    loan = next(one for one in query.loans(session, [asset_id]) if one.id == row.loan_id)
    hub = hub_facts(session)
    return Slip(
        loan.id,
        loan.number,
        row.name,
        row.tag,
        row.owner or hub.name,
        borrower_of(row),
        loan.lent_on,
        loan.due_on,
        loan.agreed,
        loan.condition_out,
        row.holds_data,
        hub.name,
        national(hub.phone),
        hub.is_demo,
    )


def _newest(work: UnitOfWork, asset_id: str) -> tuple[Asset, Loan]:
    """A thing with the loan it is out on, or was lost on."""
    held = get(work.session, Asset, asset_id, "thing")
    open_loans = (one for one in query.loans(work.session, [asset_id]) if one.returned_on is None)
    newest = next(open_loans, None)
    if newest is None:
        raise DomainError("It is here already.")
    return held, work.session.get_one(Loan, newest.id)


def _borrower(session: Session, draft: LoanDraft) -> None:
    if draft.person_id:
        get(session, Person, draft.person_id, "person")
    else:
        get(session, Organisation, draft.organisation_id, "organisation")


def _refuse_tag(session: Session, tag: str, asset_id: str) -> None:
    if not tag:
        return
    held = session.query(Asset).filter(Asset.tag == tag, Asset.voided_at.is_(None), Asset.id != asset_id)
    other = held.first()
    if other is not None:
        raise DomainError(f"This label stands on {other.name} already.", field="tag")
