"""What a referral's form carries: only the parts that go, filled from the records as they stand now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import Answer, Channel, LawfulBasis, Nation, Urgency
from db.enums_referrals import ReferralStatus, SentHow
from db.models import Consent, Household, NeedType, Organisation, Person, Phone, Referral
from db.queries.paging import by_keys, fetch, given
from desktop.domain.match_words import language
from desktop.domain.phones import national, read_phone
from desktop.domain.references import Kind, write
from desktop.domain.referral_fields import Part, going
from desktop.domain.referrals import first_chase
from desktop.services import gate
from desktop.services.base import Actor
from desktop.services.hub_info import HubFacts, facts
from desktop.services.people import display_name
from desktop.services.referral_gate import Stands
from desktop.services.round_items import short_name

PRIVATE_ON_PAPER = "A private need: ring us about it."
"""What stands in place of a private need's name and words: they are never on paper (domain words)."""
_CLOSED = ("words", "wants", "doing", "health")


@dataclass(frozen=True, slots=True)
class PaperData:
    """One referral as printed. A part that does not go is empty.

    Attributes:
        reference: such as F-0318.
        reply_by: the day an answer is asked for.
        first_name: for the sentences about what was agreed.
        agreed_on, agreed_how: of consent; the basis says more where there is none.
        health: the health notes; empty where they do not go.
        parts: what goes, for the sharing record.
    """

    referral_id: str
    reference: str
    hub_name: str
    hub_phone: str
    sender: str
    to: str
    to_id: str
    team: str
    contact: str
    to_phone: str
    sent_on: date
    sent_how: SentHow | None
    sent_note: str
    reply_by: date
    first_name: str
    name: str
    phone: str
    address: str
    born: date | None
    call_times: str
    language: str
    need: str
    words: str
    urgency: Urgency
    wants: str
    doing: str
    safety: str
    health: str
    basis: LawfulBasis
    agreed_on: date | None
    agreed_how: Channel | None
    agreement: str
    parts: frozenset[Part]
    demo: bool
    basis_code: str = ""
    person_id: str = ""


class Shared(NamedTuple):
    """What the forms of one sending have in common, read once for all of them.

    Attributes:
        numbers: the first number of each person.
    """

    hub: HubFacts
    nation: Nation
    numbers: Mapping[str, str]


def shared_of(session: Session, people: Sequence[str]) -> Shared:
    """Read what forms have in common: three statements for any number of them."""
    numbers: dict[str, str] = {}
    for person_id, e164, raw in fetch(session, _NUMBERS, given(people)):
        numbers.setdefault(person_id, national(e164 or raw))
    return Shared(facts(session), gate.nation(session), numbers)


_NUMBERS = by_keys(
    select(Phone.person_id, Phone.e164, Phone.raw)
    .where(Phone.voided_at.is_(None))
    .order_by(Phone.position, Phone.id),
    Phone.person_id,
)


def paper_of(
    session: Session, actor: Actor, held: Referral, stand: Stands, today: date, shared: Shared | None = None
) -> PaperData:
    """Fill a form.

    Args:
        session: an open session.
        actor: who sends it.
        held: the referral; it may go.
        stand: what the person's answers come to.
        today: the day it goes, where it has not gone yet.
        shared: what several forms have in common; read here where there is one alone.
    """
    shared = shared or shared_of(session, [str(held.person_id)])
    hub, to = shared.hub, session.get_one(Organisation, held.organisation_id)
    person = session.get_one(Person, str(held.person_id))
    need = session.get_one(NeedType, held.need_type_id)
    parts = going(to.layer, held.fields, health_agreed=bool(stand.health_id))
    consent = session.get(Consent, stand.consent_id) if stand.consent_id else None
    sent = held.sent_at.astimezone().date() if held.sent_at else today
    return PaperData(
        referral_id=held.id,
        reference=write(Kind.REFERRAL, held.number),
        hub_name=hub.name,
        hub_phone=national(hub.phone),
        sender=actor.name,
        to=to.name,
        to_id=to.id,
        team=held.to_team,
        contact=held.to_name or to.contact_name,
        to_phone=national(to.phone),
        sent_on=sent,
        sent_how=held.sent_how,
        sent_note=held.sent_note,
        reply_by=_reply_by(shared.nation, held, sent),
        first_name=person.preferred_name or person.first_name or display_name(person),
        **_about(session, person, parts, shared.numbers),
        **_said(held, need, parts),
        urgency=held.urgency,
        basis=held.basis or LawfulBasis.CONSENT,
        basis_code=held.basis_code,
        person_id=person.id,
        agreed_on=consent.given_at.astimezone().date() if consent else None,
        agreed_how=consent.how if consent else None,
        agreement=to.agreement,
        parts=parts,
        demo=hub.is_demo,
    )


def _said(held: Referral, need: NeedType, parts: frozenset[Part]) -> dict[str, Any]:
    """What is needed, in words; of a private need nothing but that we are to be rung."""
    safety = held.safety_note if Part.SAFETY in parts else ""
    if need.is_private:
        return {"need": PRIVATE_ON_PAPER, **dict.fromkeys(_CLOSED, ""), "safety": safety}
    return {
        "need": need.label,
        "words": held.words,
        "wants": held.wants if Part.WANTS in parts else "",
        "doing": held.already_doing if Part.DOING in parts else "",
        "safety": safety,
        "health": held.health_note if Part.HEALTH in parts else "",
    }


def _reply_by(nation: Nation, held: Referral, sent: date) -> date:
    """The chase date once it went; before, the one it would have."""
    if held.status is not ReferralStatus.DRAFT and held.chase_on is not None:
        return held.chase_on
    return first_chase(sent, held.urgency, nation)


def _about(
    session: Session, person: Person, parts: frozenset[Part], numbers: Mapping[str, str]
) -> dict[str, Any]:
    home = session.get(Household, person.household_id) if person.household_id else None
    short = short_name(person.first_name, person.preferred_name, person.last_name)
    spoken = ". ".join(filter(None, (language(person.language_code), person.communication_needs.strip())))
    return {
        "name": display_name(person) if Part.NAME in parts else short or display_name(person),
        "phone": _number(person, numbers) if Part.PHONE in parts else "",
        "address": _address(home) if home and Part.ADDRESS in parts else "",
        "born": person.date_of_birth if Part.DATE_OF_BIRTH in parts else None,
        "call_times": _times(person) if Part.CALL_TIMES in parts else "",
        "language": spoken if Part.LANGUAGE in parts else "",
    }


def _address(home: Household) -> str:
    lines = (home.address_line1, home.address_line2, home.town, home.postcode)
    return ", ".join(line for line in lines if line.strip())


def _times(person: Person) -> str:
    told = {
        person.safe_when.strip(): bool(person.safe_when.strip()),
        "Leave no message": person.safe_message is Answer.NO,
        "Send no post": person.safe_post is Answer.NO,
    }
    return ". ".join(words for words, holds in told.items() if holds)


def _number(person: Person, numbers: Mapping[str, str]) -> str:
    """The safe number where there is one, and then no other; else the first."""
    if person.safe_number.strip():
        return national(read_phone(person.safe_number).e164 or person.safe_number)
    return numbers.get(person.id, "")
