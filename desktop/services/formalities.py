"""Formalities taken on for street groups: who asked, for whom, who arranges and pays, how far it has got."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from db.enums import CheckStatus, CheckType, Layer
from db.enums_formalities import FormalityKind, FormalityState
from db.models import Check, Formality, Organisation
from db.queries import formalities as query
from db.queries.formalities import OPEN, FormalityFilter, FormalityRow
from desktop.domain.check_entry import CheckDraft
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.formalities import check_of, may_move
from desktop.services import gate
from desktop.services.actions import refusal
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.checks import write_check
from desktop.services.records import get, set_fields, tidied, void

__all__ = ["OPEN", "Formalities", "FormalityDetail", "FormalityDraft", "Step"]


@dataclass(frozen=True, slots=True)
class FormalityDraft:
    """A formality as typed; see `db.models.Formality` for what each field means."""

    kind: FormalityKind
    asked_by_id: str | None = None
    asked_by_name: str = ""
    volunteer_id: str | None = None
    for_name: str = ""
    arranged_by_id: str | None = None
    paid_by_id: str | None = None
    asked_on: date | None = None
    due_on: date | None = None
    next_step: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """How a formality goes on.

    Attributes:
        state: where it goes.
        on: the day it did; today when None.
        arranged_by_id: who arranges it; kept as it is when None.
        paid_by_id: who pays; kept as it is when None.
        due_on: by when the next step is to be done; kept as it is when None.
        next_step: what comes next, in words; what stood before is done.
        why: of one declined.
    """

    state: FormalityState
    on: date | None = None
    arranged_by_id: str | None = None
    paid_by_id: str | None = None
    due_on: date | None = None
    next_step: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class FormalityDetail:
    """One formality whole.

    Attributes:
        row: as in the list.
        check: the kind of check that comes of it, where one does and a volunteer is named.
        check_id: the check recorded; empty for none, and for whoever may not see checks.
    """

    row: FormalityRow
    draft: FormalityDraft
    taken_on: date | None
    arranged_on: date | None
    closed_on: date | None
    declined_why: str
    check: CheckType | None
    check_id: str


class Formalities(Service):
    """Verbs on formalities."""

    @verb("formality.see")
    def ids(
        self, _actor: Actor, wanted: FormalityFilter, sort: str = "due", descending: bool = False
    ) -> list[str]:
        """Keys of the formalities wanted, sorted."""
        with self.store.read() as session:
            return query.ids(session, wanted, sort, descending)

    @verb("formality.see")
    def rows(self, _actor: Actor, wanted: Sequence[str]) -> list[FormalityRow]:
        """Lines for keys, in the order of the keys."""
        with self.store.read() as session:
            return query.rows(session, wanted)

    @verb("formality.see")
    def counts(self, _actor: Actor) -> Mapping[FormalityState, int]:
        """How many stand at each state."""
        with self.store.read() as session:
            return query.states(session)

    @verb("formality.see")
    def organisations(self, _actor: Actor) -> list[tuple[str, str]]:
        """Key and name of every organisation that can ask, arrange or pay, street groups first."""
        named = select(Organisation.id, Organisation.name).where(Organisation.voided_at.is_(None))
        name = Organisation.name.collate("NOCASE")
        with self.store.read() as session:
            rows = session.execute(named.order_by(Organisation.layer != Layer.STREET, name, Organisation.id))
            return [(key, words) for key, words in rows]

    @verb("formality.see")
    def get(self, actor: Actor, formality_id: str) -> FormalityDetail:
        """One formality.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            held = get(session, Formality, formality_id, "formality")
            (row,) = query.rows(session, [formality_id])
            kind = check_of(held.kind, gate.nation(session)) if held.volunteer_id else None
            return FormalityDetail(
                row,
                FormalityDraft(**{name: getattr(held, name) for name in FormalityDraft.__slots__}),
                held.taken_on,
                held.arranged_on,
                held.closed_on,
                held.declined_why,
                kind,
                (held.check_id or "") if actor.may("check.see") else "",
            )

    @verb("formality.set")
    def save(self, actor: Actor, draft: FormalityDraft, formality_id: str = "") -> Changes:
        """Take down what a group asked for, or change it.

        Raises:
            DomainError: nobody is named who asked, a day is still to come, or it is due before it was asked.
        """
        values = tidied(draft, FormalityDraft.__slots__)
        values["asked_on"] = draft.asked_on or self.today()
        _refuse_odd(draft, values["asked_on"], self.today())
        # A record says it better than a name that was typed beside it.
        values["asked_by_name"] = "" if draft.asked_by_id else values["asked_by_name"]
        values["for_name"] = "" if draft.volunteer_id else values["for_name"]
        with self.store.write(actor.user_id) as work:
            if formality_id:
                held = get(work.session, Formality, formality_id, "formality")
                set_fields(held, values)
            else:
                held = Formality(number=work.next_number("formality"), **values)
                work.add(held)
            work.session.flush()
            return changes(work, held.id, "Formality saved")

    @verb("formality.set")
    def move(self, actor: Actor, formality_id: str, step: Step) -> Changes:
        """Take a formality on, arrange it, close it, decline it or open it again.

        Raises:
            DomainError: it cannot go there from where it stands, nobody is named who arranges it, no reason
                is given for declining, or the day is still to come.
        """
        day = step.on or self.today()
        if day > self.today():
            raise DomainError("This day is still to come.", field="on")
        if step.state is FormalityState.DECLINED and not step.why.strip():
            raise DomainError("Say why, so that the group can be told.", field="why")
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Formality, formality_id, "formality")
            if not may_move(held.state, step.state):
                raise DomainError("Somebody changed this meanwhile. Look at it again.")
            arranger = step.arranged_by_id or held.arranged_by_id
            if step.state in (FormalityState.TAKEN_ON, FormalityState.ARRANGED) and not arranger:
                raise DomainError("Say who arranges it.", field="arranged_by_id")
            set_fields(held, _moved(held, step, day, arranger))
            return changes(work, held.id, f"FM-{held.number}: {_SAID[step.state]}")

    @verb("check.set")
    def draft_check(self, actor: Actor, formality_id: str) -> tuple[str, CheckDraft]:
        """The check that came of a formality, as far as it is known: its key, empty for a new one, and draft.

        Raises:
            DomainError: no check comes of it, or no volunteer is named.
        """
        with self.store.read() as session:
            held = get(session, Formality, formality_id, "formality")
            kind = _kind_of(held, check_of(held.kind, gate.nation(session)))
            checks = select(Check).where(Check.volunteer_id == held.volunteer_id, Check.voided_at.is_(None))
            waiting = (CheckStatus.NEEDED, CheckStatus.APPLIED, CheckStatus.IN_PROGRESS)
            begun = checks.where(Check.type == kind, Check.status.in_(waiting))
            check = session.scalars(begun.order_by(Check.created_at.desc(), Check.id)).first()
            arranger, payer = held.arranged_by_id, held.paid_by_id
            if check is None:
                return "", CheckDraft(
                    kind,
                    CheckStatus.VERIFIED,
                    seen_by=actor.name,
                    seen_on=self.today(),
                    arranged_by_id=arranger,
                    paid_by_id=payer,
                )
            draft = CheckDraft(**{name: getattr(check, name) for name in CheckDraft.__slots__})
            arranger, payer = arranger or draft.arranged_by_id, payer or draft.paid_by_id
            return check.id, replace(draft, arranged_by_id=arranger, paid_by_id=payer)

    @verb("check.set")
    def record_check(self, actor: Actor, formality_id: str, draft: CheckDraft, check_id: str = "") -> Changes:
        """Record the check that came of a formality, and close it once the check was seen: both or neither.

        Raises:
            NotAllowed: the account may not change formalities.
            DomainError: see `Checks.save`; or no volunteer is named.
        """
        if not actor.may("formality.set"):
            raise NotAllowed(refusal("formality.set"))
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Formality, formality_id, "formality")
            _kind_of(held, draft.type)
            check = write_check(work, str(held.volunteer_id), draft, check_id, self.today())
            values: dict[str, object] = {"check_id": check.id}
            if draft.status is CheckStatus.VERIFIED:
                values |= {"state": FormalityState.DONE, "closed_on": self.today(), "next_step": ""}
            elif held.state in (FormalityState.ASKED, FormalityState.TAKEN_ON):
                values |= {"state": FormalityState.ARRANGED, "arranged_on": self.today()}
            set_fields(held, values)
            return changes(work, held.id, f"FM-{held.number}: check recorded")

    @verb("formality.set")
    def void(self, actor: Actor, formality_id: str, reason: str) -> Changes:
        """Take a formality off the list."""
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Formality, formality_id, "formality")
            void(held, reason, self.now())
            return changes(work, held.id, f"FM-{held.number} taken off the list")


_SAID = {
    FormalityState.ASKED: "asked again",
    FormalityState.TAKEN_ON: "taken on",
    FormalityState.ARRANGED: "arranged",
    FormalityState.DONE: "done",
    FormalityState.DECLINED: "declined",
}
_CLOSED = (FormalityState.DONE, FormalityState.DECLINED)


def _moved(held: Formality, step: Step, day: date, arranger: str | None) -> dict[str, object]:
    dates: dict[str, object] = {"closed_on": day if step.state in _CLOSED else None}
    if step.state is FormalityState.TAKEN_ON:
        dates["taken_on"] = day
    elif step.state is FormalityState.ARRANGED and held.state is not FormalityState.DONE:
        dates["arranged_on"] = day
    elif step.state is FormalityState.ASKED:
        dates |= {"taken_on": None, "arranged_on": None}
    return dates | {
        "state": step.state,
        "arranged_by_id": arranger,
        "paid_by_id": step.paid_by_id or held.paid_by_id,
        "due_on": step.due_on or held.due_on,
        "next_step": step.next_step.strip(),
        "declined_why": step.why.strip() if step.state is FormalityState.DECLINED else "",
    }


def _refuse_odd(draft: FormalityDraft, asked_on: date, today: date) -> None:
    if not draft.asked_by_id and not draft.asked_by_name.strip():
        raise DomainError("Say who asked: a group on the list, or a name.", field="asked_by_name")
    if asked_on > today:
        raise DomainError("The day they asked is still to come.", field="asked_on")
    if draft.due_on is not None and draft.due_on < asked_on:
        raise DomainError("It is due before it was asked for.", field="due_on")


def _kind_of(held: Formality, kind: CheckType | None) -> CheckType:
    if held.volunteer_id is None:
        raise DomainError("Name the volunteer it is for first: a check is recorded of a volunteer.")
    if kind is None:
        raise DomainError("No check comes of this one. Mark it as done instead.")
    return kind
