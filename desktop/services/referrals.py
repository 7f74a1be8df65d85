"""Referrals: begun from a request or from scratch, listed, found by their number, and read whole."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import search
from db.enums import Answer, LawfulBasis, Layer, LinkKind
from db.enums_referrals import (
    ReferralDirection,
    ReferralStatus,
    StepKind,
)
from db.models import ContactLink, NeedType, Organisation, Person, Referral, ReferralStep, Request
from db.models import Service as Offered
from db.queries import referrals as query
from db.queries.referrals import ENDED, OPEN, WAITING, ReferralFilter, ReferralRow
from db.session import UnitOfWork
from desktop.domain.consent_rules import HEALTH, Standing
from desktop.domain.errors import DomainError
from desktop.domain.ladder import RUNG_OF
from desktop.domain.names import nicknames
from desktop.domain.references import Kind, parse, write
from desktop.domain.referral_fields import USUAL, Part, beyond, going, never
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.consents import write_consent
from desktop.services.ladder_rows import held_choice
from desktop.services.needs import sees_private
from desktop.services.records import get, set_fields, tidied, void
from desktop.services.referral_details import (
    OWN_FIELDS,
    ReferralDetail,
    ReferralDraft,
    masked,
    referral_detail,
)
from desktop.services.referral_gate import REFERRAL, Ground, Stands, check_ground, stands
from desktop.services.requests import need_type
from desktop.services.routing import Routing

__all__ = [
    "ENDED",
    "OPEN",
    "WAITING",
    "ReferralDetail",
    "ReferralDraft",
    "ReferralFilter",
    "Referrals",
    "masked",
]
_LISTED = 200
MOST_DAYS = 92
"""Days ahead within which a referral is asked after: later, somebody would wait unheard."""


class Referrals(Service):
    """Verbs on referrals before they go, and on looking at them."""

    @verb("referral.see")
    def ids(
        self, _actor: Actor, wanted: ReferralFilter, sort: str = "chase_on", descending: bool = False
    ) -> list[str]:
        """Keys of the referrals wanted, sorted."""
        with self.store.read() as session:
            return query.ids(session, wanted, sort, descending)

    @verb("referral.see")
    def rows(self, actor: Actor, wanted: Sequence[str]) -> list[ReferralRow]:
        """Lines for keys; a private need is not named to those it does not concern."""
        with self.store.read() as session:
            return [masked(row, actor) for row in query.rows(session, wanted)]

    @verb("referral.see")
    def counts(self, _actor: Actor) -> Mapping[tuple[ReferralDirection, ReferralStatus], int]:
        """How many stand at each state, each way."""
        with self.store.read() as session:
            return query.counts(session)

    @verb("referral.see")
    def to_chase(self, _actor: Actor) -> list[str]:
        """Keys of those to be asked after today, the longest waiting first."""
        with self.store.read() as session:
            return query.to_chase(session, self.today())

    @verb("referral.see")
    def find(self, actor: Actor, typed: str) -> list[str]:
        """Keys found by a reference, the recipient's own reference, or the name of the person."""
        with self.store.read() as session:
            reference = parse(typed)
            if reference is not None and reference.kind is Kind.REFERRAL:
                typed_number = f"F-{reference.number}"
                return list(search.keys(session.connection(), typed_number, "referral", _LISTED))
            looked_for = actor.looks_for(typed)
            people = search.keys(session.connection(), looked_for, "person", _LISTED, nicknames)
            theirs = search.keys(session.connection(), looked_for, "referral", _LISTED)
            return [*dict.fromkeys([*query.of_people(session, people), *theirs])]

    @verb("referral.see")
    def get(self, actor: Actor, referral_id: str) -> ReferralDetail:
        """One referral.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            return referral_detail(session, actor, get(session, Referral, referral_id, "referral"))

    @verb("referral.see")
    def recipients(self, _actor: Actor) -> list[tuple[str, str, Layer]]:
        """Key, name and layer of every body somebody can be passed to."""
        named = select(Organisation.id, Organisation.name, Organisation.layer)
        kept = named.where(Organisation.voided_at.is_(None))
        with self.store.read() as session:
            return [
                (key, name, layer)
                for key, name, layer in session.execute(kept.order_by(Organisation.name, Organisation.id))
            ]

    @verb("referral.set")
    def from_request(self, actor: Actor, request_id: str) -> ReferralDraft:
        """What a referral of a request begins with: to whoever looks after it, where that is not this hub.

        Raises:
            NotAllowed: the need is private and not theirs to pass on.
        """
        whose = Routing(self.tools).of_request(actor, request_id)
        with self.store.read() as session:
            request = get(session, Request, request_id, "request")
            need = session.get_one(NeedType, request.need_type_id)
            hidden = need.is_private and not sees_private(actor, request.taken_by_id)
            introduced = f"{request.caller_name} {request.caller_relationship}".strip()
            chosen = None if hidden else held_choice(session, request_id)
            return ReferralDraft(
                organisation_id=whose.owner_id,
                person_id=request.person_id,
                need_code="" if hidden else need.code,
                request_id=request_id,
                urgency=request.urgency,
                words="" if hidden else request.words,
                introducer=introduced or _introducer(session, request.person_id),
                rung_reason=chosen.reason if chosen else "",
            )

    @verb("referral.see")
    def stands(self, _actor: Actor, person_id: str, organisation_id: str) -> Stands:
        """What a person's answers about one recipient come to."""
        with self.store.read() as session:
            found = stands(session, [person_id], organisation_id)
            return found.get(person_id, Stands(Standing.NOT_ASKED))

    @verb("referral.set")
    def save(self, actor: Actor, draft: ReferralDraft, referral_id: str = "") -> Changes:
        """Write down who is to be passed on, to whom and with what; nothing leaves the laptop yet.

        Raises:
            DomainError: the recipient, the person or the need is missing, or it went already.
        """
        with self.store.write(actor.user_id) as work:
            held = write_referral(work, self, actor, draft, referral_id)
            return changes(work, held.id, f"Saved {write(Kind.REFERRAL, held.number)}")

    @verb("referral.set")
    def set_chase(self, actor: Actor, referral_id: str, day: date) -> Changes:
        """Choose another day to ask after a referral.

        Raises:
            DomainError: nobody waits for it any more, or the day has passed or is too far off.
        """
        today = self.today()
        if not today <= day <= today + timedelta(days=MOST_DAYS):
            raise DomainError("Choose a day from today on, within three months.", field="chase_on")
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Referral, referral_id, "referral")
            if held.status not in WAITING:
                raise DomainError("Nobody waits for this one. Only what went out is asked after.")
            set_fields(held, {"chase_on": day})
            return changes(work, held.id, f"{write(Kind.REFERRAL, held.number)}: chase date changed")

    @verb("referral.void")
    def void(self, actor: Actor, referral_id: str, reason: str) -> Changes:
        """Take a referral that never went off the list.

        Raises:
            DomainError: it went; then it is withdrawn, so that the recipient is told.
        """
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Referral, referral_id, "referral")
            if held.status in WAITING:
                raise DomainError("Somebody has this referral. Withdraw it, so that they are told.")
            void(held, reason, self.now())
            return changes(work, held.id, f"{write(Kind.REFERRAL, held.number)} taken off the list")


def write_referral(
    work: UnitOfWork, service: Service, actor: Actor, draft: ReferralDraft, referral_id: str = ""
) -> Referral:
    """Write a referral down inside a transaction; see `Referrals.save`."""
    if not draft.organisation_id:
        raise DomainError("Say who they are passed to.", field="organisation_id")
    if not draft.person_id:
        raise DomainError("Say who is passed on.", field="person")
    if draft.basis is not LawfulBasis.CONSENT:
        check_ground(actor, Ground(draft.basis, draft.basis_reason))
    to = get(work.session, Organisation, draft.organisation_id, "organisation")
    _check_service(work.session, draft)
    person = get(work.session, Person, draft.person_id, "person")
    need = need_type(work.session, draft.need_code)
    values = tidied(draft, OWN_FIELDS)
    agreed = _write_answers(work, service, draft)
    stand = stands(work.session, [person.id], to.id).get(person.id, Stands(Standing.NOT_ASKED))
    parts = _parts(to, draft, health_agreed=bool(stand.health_id))
    values |= {
        "rung": RUNG_OF[to.layer],
        "person_id": person.id,
        "request_id": draft.request_id or None,
        "service_id": draft.service_id or None,
        "need_type_id": need.id,
        "fields": sorted(parts),
        "consent_id": stand.consent_id or None,
        "health_consent_id": stand.health_id or None,
    }
    if Part.HEALTH not in parts:
        values["health_note"] = ""
    held = _place(work, service, actor, values, referral_id)
    if agreed:
        add_step(work, service, actor, held, StepKind.AGREED, note=_AGREED[draft.agreed])
    return held


def _parts(to: Organisation, draft: ReferralDraft, *, health_agreed: bool) -> frozenset[Part]:
    """What goes: what is usual or what was chosen, and health notes that were typed where they may."""
    typed = (Part.HEALTH,) if draft.health_note.strip() else ()
    wanted = (*(draft.fields or USUAL[to.layer]), *typed) if draft.fields or typed else ()
    if never(to.layer, draft.fields):
        raise DomainError(
            "A group like theirs never gets this. Take it out, or choose somebody else.", field="more"
        )
    if beyond(to.layer, draft.fields) and not draft.fields_reason.strip():
        raise DomainError("Say why they need more than is usual.", field="fields_reason")
    return going(to.layer, wanted, health_agreed=health_agreed)


def _check_service(session: Session, draft: ReferralDraft) -> None:
    """Refuse a service that is not one of the recipient's."""
    if not draft.service_id:
        return
    offered = get(session, Offered, draft.service_id, "service")
    if offered.organisation_id != draft.organisation_id:
        raise DomainError(
            f"{offered.name} belongs to another organisation. Choose whose it is, or leave it empty.",
            field="service",
        )


def add_step(
    work: UnitOfWork, service: Service, actor: Actor, held: Referral, kind: StepKind, **values: object
) -> ReferralStep:
    """Write down what happened, inside a transaction."""
    step = ReferralStep(referral_id=held.id, at=service.now(), by_id=actor.user_id, kind=kind, **values)
    work.add(step)
    return step


_AGREED = {
    Answer.YES: "Said yes to sharing",
    Answer.NO: "Said no to sharing",
    Answer.NOT_ASKED: "",
}


def _place(
    work: UnitOfWork, service: Service, actor: Actor, values: dict[str, object], referral_id: str
) -> Referral:
    if referral_id:
        held = get(work.session, Referral, referral_id, "referral")
        if held.status is not ReferralStatus.DRAFT:
            raise DomainError("This referral went already. Withdraw it, or add a note.")
        set_fields(held, values)
    else:
        held = Referral(
            number=work.next_number("referral"),
            direction=ReferralDirection.OUT,
            taken_by_id=actor.user_id,
            taken_at=service.now(),
            **values,
        )
        work.add(held)
    work.session.flush()
    return held


def _write_answers(work: UnitOfWork, service: Service, draft: ReferralDraft) -> bool:
    """Record what was asked now: one answer about being passed on, one about health notes."""
    to, how, now = draft.organisation_id, draft.agreed_how, service.now()
    if draft.agreed is not Answer.NOT_ASKED:
        write_consent(work, draft.person_id, draft.agreed, now, recipient_id=to, purpose=REFERRAL, how=how)
    if draft.health_agreed:
        write_consent(work, draft.person_id, Answer.YES, now, recipient_id=to, purpose=HEALTH, how=how)
    return draft.agreed is not Answer.NOT_ASKED


def _introducer(session: Session, person_id: str) -> str:
    wanted = (ContactLink.person_id == person_id, ContactLink.kind == LinkKind.INTRODUCER)
    named = select(ContactLink.name).where(*wanted, ContactLink.voided_at.is_(None))
    return session.scalars(named.order_by(ContactLink.id).limit(1)).first() or ""
