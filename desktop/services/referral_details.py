"""One referral whole, as far as whoever asks may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from db.enums import Answer, Channel, LawfulBasis, Urgency
from db.enums_referrals import DeclineReason, Otherwise, Rung
from db.models import Consent, NeedType, Organisation, Person, Referral, Request, Service
from db.queries import referrals as query
from db.queries.referrals import ReferralRow, StepRow
from desktop.domain.consent_rules import Standing
from desktop.domain.limits import Limit
from desktop.domain.phones import national
from desktop.domain.references import Kind, write
from desktop.domain.referral_fields import Part
from desktop.services.base import Actor
from desktop.services.needs import PRIVATE_ICON, PRIVATE_LABEL, sees_private
from desktop.services.referral_gate import Stands, stands

OWN_FIELDS = (
    *("organisation_id", "service_id"),
    *("to_team", "to_name", "urgency", "words", "wants", "already_doing", "safety_note"),
    *("health_note", "basis", "basis_reason", "basis_code", "introducer", "rung", "rung_reason"),
    "fields_reason",
)


@dataclass(frozen=True, slots=True)
class ReferralDraft:
    """A referral as typed; see `db.models.Referral` for what each field means.

    Attributes:
        agreed: what the person said about sharing with this recipient, where it was asked now.
        agreed_how: how they were asked.
        health_agreed: they said yes to the health notes going too.
        fields: what goes, of `referral_fields.Part`; nothing for what is usual.
        fields_reason: why more than is usual goes.
    """

    organisation_id: str
    person_id: str
    need_code: str
    request_id: str | None = None
    service_id: str | None = None
    to_team: str = ""
    to_name: str = ""
    urgency: Urgency = Urgency.THIS_WEEK
    words: str = ""
    wants: str = ""
    already_doing: str = ""
    safety_note: str = ""
    health_note: str = ""
    basis: LawfulBasis = LawfulBasis.CONSENT
    basis_reason: str = ""
    basis_code: str = ""
    agreed: Answer = Answer.NOT_ASKED
    agreed_how: Channel = Channel.PHONE
    health_agreed: bool = False
    fields: tuple[str, ...] = ()
    introducer: str = ""
    rung: Rung | None = None
    rung_reason: str = ""
    fields_reason: str = ""


@dataclass(frozen=True, slots=True)
class ReferralDetail:
    """One referral whole.

    Attributes:
        row: as in the list, its need hidden from those it does not concern.
        draft: as typed; words are empty where the need is hidden.
        phone: of the recipient, as it is dialled.
        contact: whom to ask for there.
        agreed_on: the day the person said yes to this recipient; None where they did not.
        agreed_how: how they were asked.
        health_agreed: the health notes may go too.
        standing: what their answers come to now.
        limit: what they asked that keeps their data in the hub; None for nothing.
        parts: what goes.
        steps: what happened, the first first.
    """

    row: ReferralRow
    draft: ReferralDraft
    first_name: str
    phone: str
    contact: str
    agreed_on: date | None
    agreed_how: Channel | None
    health_agreed: bool
    standing: Standing
    parts: frozenset[Part]
    steps: tuple[StepRow, ...]
    sent_note: str
    acknowledged_by: str
    accepted_on: date | None
    decline_reason: DeclineReason | None
    outcome_note: str
    onward: str
    otherwise: Otherwise | None
    otherwise_note: str
    request: str
    their_reference: str
    service: str = ""
    is_hidden: bool = False
    limit: Limit | None = None

    @property
    def reference(self) -> str:
        """Such as F-0318."""
        return write(Kind.REFERRAL, self.row.number)


def masked(row: ReferralRow, actor: Actor) -> ReferralRow:
    """A line with its need hidden where it is private and not the actor's to see."""
    if row.is_private and not sees_private(actor, row.taken_by_id):
        return row._replace(need=PRIVATE_LABEL, icon=PRIVATE_ICON)
    return row


def referral_detail(session: Session, actor: Actor, held: Referral) -> ReferralDetail:
    """Read a referral; the words of a private need stay out for those it does not concern."""
    (row,) = query.rows(session, [held.id])
    need = session.get_one(NeedType, held.need_type_id)
    hidden = need.is_private and not sees_private(actor, held.taken_by_id)
    person = session.get(Person, held.person_id) if held.person_id else None
    to = session.get_one(Organisation, held.organisation_id)
    stand = Stands(Standing.NOT_ASKED)
    if person is not None:
        stand = stands(session, [person.id], to.id).get(person.id, stand)
    consent = session.get(Consent, stand.consent_id or held.consent_id or "")
    request = session.get(Request, held.request_id) if held.request_id else None
    onward = session.get(Organisation, held.onward_id) if held.onward_id else None
    offered = session.get(Service, held.service_id) if held.service_id else None
    return ReferralDetail(
        row=masked(row, actor),
        draft=_draft(held, "" if hidden else need.code, hidden=hidden),
        first_name=(person.preferred_name or person.first_name) if person else "",
        phone=national(to.phone),
        contact=held.to_name or to.contact_name,
        agreed_on=consent.given_at.astimezone().date() if consent else None,
        agreed_how=consent.how if consent else None,
        health_agreed=bool(stand.health_id),
        standing=stand.standing,
        parts=frozenset(Part(one) for one in held.fields if one in set(Part)),
        steps=tuple(_hidden_notes(query.steps(session, held.id), hidden=hidden)),
        sent_note=held.sent_note,
        acknowledged_by=held.acknowledged_by,
        accepted_on=held.accepted_at.astimezone().date() if held.accepted_at else None,
        decline_reason=held.decline_reason,
        outcome_note="" if hidden else held.outcome_note,
        onward=onward.name if onward else held.onward_name,
        otherwise=held.otherwise,
        otherwise_note="" if hidden else held.otherwise_note,
        request=write(Kind.REQUEST, request.number) if request else "",
        their_reference=held.their_reference,
        service=offered.name if offered else "",
        is_hidden=hidden,
        limit=stand.limit,
    )


def _hidden_notes(found: Sequence[StepRow], *, hidden: bool) -> list[StepRow]:
    return [one._replace(note="") for one in found] if hidden else list(found)


def _draft(held: Referral, need_code: str, *, hidden: bool) -> ReferralDraft:
    said = {name: getattr(held, name) for name in OWN_FIELDS}
    if hidden:
        said |= dict.fromkeys(
            ("words", "wants", "already_doing", "safety_note", "health_note", "rung_reason", "fields_reason"),
            "",
        )
    said["basis"] = held.basis or LawfulBasis.CONSENT
    return ReferralDraft(
        person_id=held.person_id or "",
        need_code=need_code,
        request_id=held.request_id,
        fields=tuple(held.fields),
        **said,
    )
