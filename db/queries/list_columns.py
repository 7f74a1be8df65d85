"""What the lists that leave the hub can hold of a row: names of columns, and what stands under each."""

from typing import Any

from sqlalchemy import Float, String, Text, case, cast, func, literal, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.sql.elements import ColumnElement

from db.enums_journey import StepKind
from db.models import (
    Area,
    Arrival,
    Asset,
    Formality,
    Household,
    Loan,
    NeedType,
    Organisation,
    OrganisationNeed,
    Person,
    Phone,
    Placement,
    Referral,
    ReliefCentre,
    Request,
    Round,
    Volunteer,
    VolunteerStep,
)
from db.queries import formalities
from db.queries.requests import STAGES
from db.queries.rounds import DONE, STOPS

_PRIVATE = "Private need"
Named = dict[str, ColumnElement[Any] | InstrumentedAttribute[Any]]


def as_held(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """A code or a date as the store holds it."""
    return type_coerce(column, Text)


def _moment(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """A moment to the second: ``2026-01-05T09:30:00Z``."""
    return func.substr(type_coerce(column, Text), 1, 19) + "Z"


def _day(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """The day of a moment, by the clock on the wall."""
    return func.date(func.substr(type_coerce(column, Text), 1, 19), "localtime")


def _phone(position: int) -> ColumnElement[Any]:
    numbers = aliased(Phone)
    return (
        select(func.coalesce(func.nullif(numbers.e164, ""), numbers.raw))
        .where(numbers.person_id == Person.id, numbers.voided_at.is_(None))
        .order_by(numbers.position, numbers.id)
        .limit(1)
        .offset(position)
        .correlate(Person)
        .scalar_subquery()
    )


def _public(column: InstrumentedAttribute[str], instead: str = "") -> ColumnElement[Any]:
    return case((NeedType.is_private, literal(instead)), else_=column)


def _safe_contact() -> ColumnElement[Any]:
    """How a person may be reached, in words; it stands before any number."""
    parts = (
        (Person.safe_number != "", "Ring only " + Person.safe_number + ". "),
        (Person.safe_when != "", "When: " + Person.safe_when + ". "),
        (as_held(Person.safe_message) == "no", literal("Leave no message. ")),
        (as_held(Person.safe_post) == "no", literal("Send no post. ")),
    )
    words: ColumnElement[Any] = literal("")
    for holds, said in parts:
        words = words + case((holds, said), else_=literal(""))
    return func.trim(words)


def _reference(letters: str, number: InstrumentedAttribute[int]) -> ColumnElement[Any]:
    return literal(letters) + cast(number, String)


_ADDRESS: Named = {
    "address_line1": Household.address_line1,
    "address_line2": Household.address_line2,
    "town": Household.town,
    "postcode": Household.postcode,
}
_PEOPLE: Named = {
    "hub_reference": _reference("P-", Person.number),
    "source_reference": Person.source_reference,
    "first_name": Person.first_name,
    "middle_name": Person.middle_name,
    "last_name": Person.last_name,
    "preferred_name": Person.preferred_name,
    "date_of_birth": as_held(Person.date_of_birth),
    **_ADDRESS,
    "area": Area.name,
    "safe_contact": _safe_contact(),
    "phone": _phone(0),
    "phone_2": _phone(1),
    "email": Person.email,
    "contact_preference": case(
        (as_held(Person.contact_preference) == "unknown", literal("")),
        else_=as_held(Person.contact_preference),
    ),
    "language": Person.language_code,
    "communication_needs": Person.communication_needs,
    "dietary_requirements": Household.food_needs,
    "household_size": Household.size,
    "children": Household.children,
    "babies": Household.babies,
    "door_note": Household.door_note,
    "notes": Person.good_to_know,
    "person_status": as_held(Person.status),
}
_VOLUNTEERS: Named = {
    "hub_reference": _reference("V-", Volunteer.number),
    "source_reference": Person.source_reference,
    "first_name": Person.first_name,
    "last_name": Person.last_name,
    "date_of_birth": as_held(Person.date_of_birth),
    **_ADDRESS,
    "safe_contact": _safe_contact(),
    "phone": _phone(0),
    "phone_2": _phone(1),
    "email": Person.email,
    # Why somebody is held or suspended is nobody else's business: one word for both (domain rule 12).
    "status": case(
        (as_held(Volunteer.status).in_(("on_hold", "suspended")), literal("not_available")),
        else_=as_held(Volunteer.status),
    ),
    "weekly_hours": type_coerce(Volunteer.weekly_minutes / 60.0, Float),
    "transport": as_held(Volunteer.transport),
    "joined_on": as_held(Volunteer.joined_on),
}
_REQUESTS: Named = {
    "reference": _reference("R-", Request.number),
    "person_reference": Person.source_reference,
    "first_name": Person.first_name,
    "last_name": Person.last_name,
    **_ADDRESS,
    "area": Area.name,
    "safe_contact": _safe_contact(),
    "phone": _phone(0),
    "need": _public(NeedType.label, _PRIVATE),
    "urgency": as_held(Request.urgency),
    "due_on": as_held(Request.due_on),
    "received_at": _moment(Request.taken_at),
    "channel": as_held(Request.source),
    "status": as_held(Request.status),
    "recurrence": Request.recurrence,
    "items": _public(Request.items),
    "words": _public(Request.words),
    "caller_name": Request.caller_name,
    "caller_relationship": Request.caller_relationship,
    "caller_phone": Request.caller_phone,
}
_ORGANISATIONS: Named = {
    "hub_reference": _reference("O-", Organisation.number),
    "name": Organisation.name,
    "layer": as_held(Organisation.layer),
    "contact_name": Organisation.contact_name,
    "contact_role": Organisation.contact_role,
    "deputy_name": Organisation.deputy_name,
    "phone": Organisation.phone,
    "email": Organisation.email,
    "address": Organisation.address,
    "postcode": Organisation.postcode,
    "agreement": Organisation.agreement,
    "agreement_until": as_held(Organisation.agreement_until),
}
DRIVER_ROLE, HELPER_ROLE, HELPER = aliased(Volunteer), aliased(Volunteer), aliased(Person)
_ROUNDS: Named = {
    "hub_reference": _reference("S-", Round.number),
    "round": Round.name,
    "on_date": as_held(Round.on_date),
    "starts_at": func.substr(as_held(Round.starts_at), 1, 5),
    "ends_at": func.substr(func.coalesce(as_held(Round.ends_at), ""), 1, 5),
    "area": Area.name,
    "driver": func.trim(func.coalesce(Person.first_name + " " + Person.last_name, "")),
    "helper": func.trim(func.coalesce(HELPER.first_name + " " + HELPER.last_name, "")),
    "stops": STOPS,
    "stops_done": DONE,
    "status": as_held(Round.status),
}
_FORMALITIES: Named = {
    "hub_reference": _reference("FM-", Formality.number),
    "asked_by": formalities.ASKED_BY,
    "for_whom": formalities.FOR_WHOM,
    "what": as_held(Formality.kind),
    "arranged_by": formalities.ARRANGER.name,
    "paid_by": formalities.PAYER.name,
    "status": as_held(Formality.state),
    "next_step": Formality.next_step,
    "due_on": as_held(Formality.due_on),
    "asked_on": as_held(Formality.asked_on),
    "taken_on": as_held(Formality.taken_on),
    "arranged_on": as_held(Formality.arranged_on),
    "closed_on": as_held(Formality.closed_on),
    "declined_why": Formality.declined_why,
    "notes": Formality.note,
}
_REFERRALS: Named = {
    "reference": _reference("F-", Referral.number),
    "direction": as_held(Referral.direction),
    # Whom somebody is passed to tells of a private need as its name does.
    "organisation": _public(Organisation.name),
    "team": _public(Referral.to_team),
    "their_reference": Referral.their_reference,
    "need": _public(NeedType.label, _PRIVATE),
    "first_name": Person.first_name,
    "last_name": Person.last_name,
    "urgency": as_held(Referral.urgency),
    "sent_on": _day(Referral.sent_at),
    "acknowledged_on": _day(Referral.acknowledged_at),
    "chase_on": as_held(Referral.chase_on),
    "status": as_held(Referral.status),
    "outcome": as_held(Referral.outcome),
    "closed_on": _day(Referral.closed_at),
    "person_told_on": as_held(Referral.person_told_on),
    "introducer": Referral.introducer,
    "introducer_told_on": as_held(Referral.introducer_told_on),
}
_ARRIVALS: Named = {
    "hub_reference": cast(Arrival.number, String),
    "centre": ReliefCentre.name,
    "name": Arrival.name,
    "adults": Arrival.adults,
    "children": Arrival.children,
    "pets": Arrival.pets,
    "needs_now": Arrival.needs_now,
    "address": Arrival.address,
    "postcode": Arrival.postcode,
    "phone": Arrival.phone,
    "may_tell": as_held(Arrival.may_tell),
    "arrived_at": _moment(Arrival.arrived_at),
    "left_at": case((Arrival.left_at.is_not(None), _moment(Arrival.left_at)), else_=""),
    "gone_to": Arrival.gone_to,
}
_HOLDER, _HOST = aliased(Organisation), aliased(Organisation)
_OWNER = aliased(Organisation)
_LOANS: Named = {
    "hub_reference": cast(Asset.number, String),
    "thing": Asset.name,
    "kind": as_held(Asset.kind),
    "label": Asset.tag,
    "belongs_to": func.coalesce(
        select(_OWNER.name).where(_OWNER.id == Asset.owner_id).correlate(Asset).scalar_subquery(), ""
    ),
    "condition": as_held(Asset.condition),
    "lent_to": func.coalesce(
        func.trim(Person.first_name + " " + Person.last_name),
        select(_HOLDER.name).where(_HOLDER.id == Loan.organisation_id).correlate(Loan).scalar_subquery(),
        "",
    ),
    "lent_on": as_held(Loan.lent_on),
    "due_on": as_held(Loan.due_on),
}
COLUMNS = {
    "loans": _LOANS,
    "arrivals": _ARRIVALS,
    "formalities": _FORMALITIES,
    "people": _PEOPLE,
    "volunteers": _VOLUNTEERS,
    "requests": _REQUESTS,
    "organisations": _ORGANISATIONS,
    "rounds": _ROUNDS,
    "referrals": _REFERRALS,
}
SHOWN: dict[str, Named] = {
    "volunteers": {
        "thanked_on": select(func.max(as_held(VolunteerStep.on_date)))
        .where(VolunteerStep.volunteer_id == Volunteer.id, VolunteerStep.voided_at.is_(None))
        .where(as_held(VolunteerStep.kind) == StepKind.THANKED.value)
        .correlate(Volunteer)
        .scalar_subquery(),
        "placed_with": select(func.max(_HOST.name))
        .select_from(Placement)
        .join(_HOST, _HOST.id == Placement.organisation_id)
        .where(Placement.volunteer_id == Volunteer.id, Placement.voided_at.is_(None))
        .where(Placement.returned_on.is_(None))
        .correlate(Volunteer)
        .scalar_subquery(),
    },
    "people": {
        "open_requests": select(func.nullif(func.count(), 0))
        .select_from(Request)
        .where(Request.person_id == Person.id, Request.voided_at.is_(None))
        .where(as_held(Request.status).in_([one.value for one in STAGES["open"]]))
        .correlate(Person)
        .scalar_subquery()
    },
    "organisations": {
        "helps_with": select(func.group_concat(NeedType.label, ", "))
        .select_from(OrganisationNeed)
        .join(NeedType, NeedType.id == OrganisationNeed.need_type_id)
        .where(OrganisationNeed.organisation_id == Organisation.id)
        .correlate(Organisation)
        .scalar_subquery()
    },
}
"""Columns that stand on screen, worked out from other records: in a file only where they are asked for."""

KEYS: dict[str, InstrumentedAttribute[str]] = {
    "loans": Asset.id,
    "arrivals": Arrival.id,
    "formalities": Formality.id,
    "people": Person.id,
    "volunteers": Volunteer.id,
    "requests": Request.id,
    "organisations": Organisation.id,
    "rounds": Round.id,
    "referrals": Referral.id,
}
ABOUT: dict[str, InstrumentedAttribute[Any] | ColumnElement[Any]] = {
    "loans": Loan.person_id,
    "arrivals": func.coalesce(Arrival.person_id, Arrival.id),
    "people": Person.id,
    "volunteers": Volunteer.person_id,
    "requests": Request.person_id,
    "organisations": Organisation.id,
    "rounds": Person.id,
    "referrals": Referral.person_id,
    "formalities": func.coalesce(Person.id, case((Formality.for_name != "", Formality.id))),
}
"""The person a row is about; somebody known by name alone counts by the row."""
