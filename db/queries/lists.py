"""Whole lists, one plain tuple a row, for files and prints: as fast as the driver gives them.

Values leave as the store holds them (codes as text, dates as ISO 8601), so that nothing is made into an
object only to be written out again. Needs marked private leave as "Private need", without their words.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Float, Select, String, Text, case, cast, func, literal, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased
from sqlalchemy.sql.elements import ColumnElement

from db.models import (
    Area,
    Formality,
    Household,
    NeedType,
    Organisation,
    OrganisationNeed,
    Person,
    Phone,
    Referral,
    Request,
    Round,
    Volunteer,
    VolunteerArea,
    VolunteerLanguage,
    VolunteerSkill,
    VolunteerSlot,
)
from db.queries import formalities, referrals
from db.queries.paging import keys
from db.queries.requests import STAGES
from db.queries.rounds import DONE, STOPS

_PAGE = 5_000
_PRIVATE = "Private need"
Named = dict[str, ColumnElement[Any] | InstrumentedAttribute[Any]]


def _as_held(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
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
        (_as_held(Person.safe_message) == "no", literal("Leave no message. ")),
        (_as_held(Person.safe_post) == "no", literal("Send no post. ")),
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
    "date_of_birth": _as_held(Person.date_of_birth),
    **_ADDRESS,
    "area": Area.name,
    "safe_contact": _safe_contact(),
    "phone": _phone(0),
    "phone_2": _phone(1),
    "email": Person.email,
    "contact_preference": case(
        (_as_held(Person.contact_preference) == "unknown", literal("")),
        else_=_as_held(Person.contact_preference),
    ),
    "language": Person.language_code,
    "communication_needs": Person.communication_needs,
    "dietary_requirements": Household.food_needs,
    "household_size": Household.size,
    "children": Household.children,
    "door_note": Household.door_note,
    "notes": Person.good_to_know,
    "person_status": _as_held(Person.status),
}
_VOLUNTEERS: Named = {
    "hub_reference": _reference("V-", Volunteer.number),
    "source_reference": Person.source_reference,
    "first_name": Person.first_name,
    "last_name": Person.last_name,
    "date_of_birth": _as_held(Person.date_of_birth),
    **_ADDRESS,
    "safe_contact": _safe_contact(),
    "phone": _phone(0),
    "phone_2": _phone(1),
    "email": Person.email,
    # Why somebody is held or suspended is nobody else's business: one word for both (domain rule 12).
    "status": case(
        (_as_held(Volunteer.status).in_(("on_hold", "suspended")), literal("not_available")),
        else_=_as_held(Volunteer.status),
    ),
    "weekly_hours": type_coerce(Volunteer.weekly_minutes / 60.0, Float),
    "transport": _as_held(Volunteer.transport),
    "joined_on": _as_held(Volunteer.joined_on),
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
    "urgency": _as_held(Request.urgency),
    "due_on": _as_held(Request.due_on),
    "received_at": _moment(Request.taken_at),
    "channel": _as_held(Request.source),
    "status": _as_held(Request.status),
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
    "layer": _as_held(Organisation.layer),
    "contact_name": Organisation.contact_name,
    "contact_role": Organisation.contact_role,
    "deputy_name": Organisation.deputy_name,
    "phone": Organisation.phone,
    "email": Organisation.email,
    "address": Organisation.address,
    "postcode": Organisation.postcode,
    "agreement": Organisation.agreement,
    "agreement_until": _as_held(Organisation.agreement_until),
}
_DRIVER_ROLE, _HELPER_ROLE, _HELPER = aliased(Volunteer), aliased(Volunteer), aliased(Person)
_ROUNDS: Named = {
    "hub_reference": _reference("S-", Round.number),
    "round": Round.name,
    "on_date": _as_held(Round.on_date),
    "starts_at": func.substr(_as_held(Round.starts_at), 1, 5),
    "ends_at": func.substr(func.coalesce(_as_held(Round.ends_at), ""), 1, 5),
    "area": Area.name,
    "driver": func.trim(func.coalesce(Person.first_name + " " + Person.last_name, "")),
    "helper": func.trim(func.coalesce(_HELPER.first_name + " " + _HELPER.last_name, "")),
    "stops": STOPS,
    "stops_done": DONE,
    "status": _as_held(Round.status),
}
_FORMALITIES: Named = {
    "hub_reference": _reference("FM-", Formality.number),
    "asked_by": formalities.ASKED_BY,
    "for_whom": formalities.FOR_WHOM,
    "what": _as_held(Formality.kind),
    "arranged_by": formalities.ARRANGER.name,
    "paid_by": formalities.PAYER.name,
    "status": _as_held(Formality.state),
    "next_step": Formality.next_step,
    "due_on": _as_held(Formality.due_on),
    "asked_on": _as_held(Formality.asked_on),
    "taken_on": _as_held(Formality.taken_on),
    "arranged_on": _as_held(Formality.arranged_on),
    "closed_on": _as_held(Formality.closed_on),
    "declined_why": Formality.declined_why,
    "notes": Formality.note,
}
_REFERRALS: Named = {
    "reference": _reference("F-", Referral.number),
    "direction": _as_held(Referral.direction),
    # Whom somebody is passed to tells of a private need as its name does.
    "organisation": _public(Organisation.name),
    "team": _public(Referral.to_team),
    "their_reference": Referral.their_reference,
    "need": _public(NeedType.label, _PRIVATE),
    "first_name": Person.first_name,
    "last_name": Person.last_name,
    "urgency": _as_held(Referral.urgency),
    "sent_on": _day(Referral.sent_at),
    "acknowledged_on": _day(Referral.acknowledged_at),
    "chase_on": _as_held(Referral.chase_on),
    "status": _as_held(Referral.status),
    "outcome": _as_held(Referral.outcome),
    "closed_on": _day(Referral.closed_at),
    "person_told_on": _as_held(Referral.person_told_on),
    "introducer": Referral.introducer,
    "introducer_told_on": _as_held(Referral.introducer_told_on),
}
_COLUMNS = {
    "formalities": _FORMALITIES,
    "people": _PEOPLE,
    "volunteers": _VOLUNTEERS,
    "requests": _REQUESTS,
    "organisations": _ORGANISATIONS,
    "rounds": _ROUNDS,
    "referrals": _REFERRALS,
}
_SHOWN: dict[str, Named] = {
    "people": {
        "open_requests": select(func.nullif(func.count(), 0))
        .select_from(Request)
        .where(Request.person_id == Person.id, Request.voided_at.is_(None))
        .where(_as_held(Request.status).in_([one.value for one in STAGES["open"]]))
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

_KEYS: dict[str, InstrumentedAttribute[str]] = {
    "formalities": Formality.id,
    "people": Person.id,
    "volunteers": Volunteer.id,
    "requests": Request.id,
    "organisations": Organisation.id,
    "rounds": Round.id,
    "referrals": Referral.id,
}
_ABOUT: dict[str, InstrumentedAttribute[Any] | ColumnElement[Any]] = {
    "people": Person.id,
    "volunteers": Volunteer.person_id,
    "requests": Request.person_id,
    "organisations": Organisation.id,
    "rounds": Person.id,
    "referrals": Referral.person_id,
    "formalities": func.coalesce(Person.id, case((Formality.for_name != "", Formality.id))),
}
"""The person a row is about; somebody known by name alone counts by the row."""
_SETS = ("skills", "areas", "languages", "availability")
"""Columns of volunteers that several rows each make."""

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def columns_of(kind: str) -> tuple[str, ...]:
    """Every column a list can have.

    Args:
        kind: "people", "volunteers", "requests", "organisations", "rounds", "referrals" or "formalities".

    Returns:
        Names that an import of ours takes for what they are.
    """
    return (*_COLUMNS[kind], *(_SETS if kind == "volunteers" else ()))


def known_columns(kind: str) -> tuple[str, ...]:
    """Every column that can be asked for: those of `columns_of`, and what only a screen shows."""
    return (*columns_of(kind), *_SHOWN.get(kind, {}))


def all_ids(session: Session, kind: str) -> list[str]:
    """Keys of everything of a kind in use, by number."""
    model = _KEYS[kind].class_
    query = select(_KEYS[kind]).where(model.voided_at.is_(None)).order_by(model.number, _KEYS[kind])
    return keys(session, query)


def rows(
    session: Session, kind: str, wanted: Sequence[str], columns: Sequence[str], people: set[str]
) -> Iterator[tuple[Any, ...]]:
    """Rows for keys, read as they are asked for.

    Args:
        session: a reading session, open while the rows are read.
        kind: see `columns_of`.
        wanted: the keys, in the order wanted; keys that are gone are left out.
        columns: names of `columns_of`.
        people: takes the keys of the people met; stays empty for organisations.

    Yields:
        One tuple a row, in the order of the columns.
    """
    query = statement(kind, columns)
    makers = _set_makers(columns)
    for start in range(0, len(wanted), _PAGE):
        page = wanted[start : start + _PAGE]
        held = session.execute(query.where(_KEYS[kind].in_(page))).all()
        if kind != "organisations":
            people.update(row[1] for row in held if row[1] is not None)
        found = {row[0]: row[2:] for row in held}
        if makers:
            found = _with_sets(session, found, columns, makers)
        yield from (found[key] for key in page if key in found)


def statement(kind: str, columns: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """The query of a list's own columns, after the row's key and the person's."""
    held = _COLUMNS[kind] | _SHOWN.get(kind, {})
    query = select(_KEYS[kind], _ABOUT[kind], *(held[name] for name in columns if name in held))
    if kind == "organisations":
        return query
    if kind == "rounds":
        return _with_crew(query)
    if kind == "formalities":
        return formalities.joined(query)
    if kind == "referrals":
        return referrals.joined(query)
    if kind == "volunteers":
        query = query.join(Person, Person.id == Volunteer.person_id)
    if kind == "requests":
        query = query.join(Person, Person.id == Request.person_id)
        query = query.join(NeedType, NeedType.id == Request.need_type_id)
    query = query.outerjoin(Household, Household.id == Person.household_id)
    return query.outerjoin(Area, Area.id == Household.area_id) if "area" in columns else query


def _with_crew(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    query = query.outerjoin(_DRIVER_ROLE, _DRIVER_ROLE.id == Round.driver_id)
    query = query.outerjoin(Person, Person.id == _DRIVER_ROLE.person_id)
    query = query.outerjoin(_HELPER_ROLE, _HELPER_ROLE.id == Round.helper_id)
    query = query.outerjoin(_HELPER, _HELPER.id == _HELPER_ROLE.person_id)
    return query.outerjoin(Area, Area.id == Round.area_id)


def _with_sets(
    session: Session,
    found: dict[str, tuple[Any, ...]],
    columns: Sequence[str],
    makers: dict[str, Select[*tuple[Any, ...]]],
) -> dict[str, tuple[Any, ...]]:
    """Put the columns that several rows each make into their places."""
    sets = {name: _joined(session, query, list(found), name) for name, query in makers.items()}
    plain = [name for name in columns if name not in sets]
    placed: dict[str, tuple[Any, ...]] = {}
    for key, values in found.items():
        held = dict(zip(plain, values, strict=True))
        placed[key] = tuple(sets[name].get(key, "") if name in sets else held[name] for name in columns)
    return placed


def _joined(
    session: Session, query: Select[*tuple[Any, ...]], wanted: list[str], name: str
) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for row in session.execute(query.where(query.selected_columns[0].in_(wanted))):
        found.setdefault(row[0], []).append(_slot(*row[1:]) if name == "availability" else row[1])
    return {key: "; ".join(parts) for key, parts in found.items()}


def _slot(weekday: int, starts_at: str, ends_at: str) -> str:
    return f"{_DAYS[weekday]} {starts_at[:5]}-{ends_at[:5]}"


def _set_makers(columns: Sequence[str]) -> dict[str, Select[*tuple[Any, ...]]]:
    skill, slot, spoken = _as_held(VolunteerSkill.skill), VolunteerSlot, VolunteerLanguage
    made: dict[str, Select[*tuple[Any, ...]]] = {
        "skills": select(VolunteerSkill.volunteer_id, skill).order_by(skill),
        "areas": select(VolunteerArea.volunteer_id, Area.name)
        .join(Area, Area.id == VolunteerArea.area_id)
        .order_by(Area.name),
        "languages": select(spoken.volunteer_id, spoken.language_code).order_by(spoken.language_code),
        "availability": select(
            slot.volunteer_id, slot.weekday, _as_held(slot.starts_at), _as_held(slot.ends_at)
        ).order_by(slot.weekday, slot.starts_at),
    }
    return {name: made[name] for name in columns if name in made}
