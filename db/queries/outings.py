"""Accompanied outings: those to come and those that were, who comes along, and who goes with them."""

from collections.abc import Collection, Sequence
from datetime import date, time
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.enums import Answer, LinkKind, PersonStatus
from db.enums_outings import GuestOutcome
from db.models import ContactLink, Household, Outing, OutingCompanion, OutingGuest, Person, Volunteer
from db.queries.paging import by_keys, fetch, given, in_order


class OutingRow(NamedTuple):
    """One outing with how many come, and what is still to be recorded."""

    id: str
    number: int
    place: str
    on_date: date
    starts_at: time
    ends_at: time
    meet_at: str
    travel: str
    seats: int | None
    wheelchairs: int | None
    ratio: int
    because_of: Answer
    to_care: Answer
    note: str
    cancelled_on: date | None
    cancel_note: str
    people: int
    open_outcomes: int


class GuestRow(NamedTuple):
    """Somebody who comes along."""

    id: str
    outing_id: str
    person_id: str
    number: int
    first_name: str
    last_name: str
    preferred_name: str
    status: PersonStatus
    household_id: str | None
    address: str
    wheelchair: bool
    no_steps: bool
    outcome: GuestOutcome
    outcome_note: str


class CompanionRow(NamedTuple):
    """A volunteer who goes with them."""

    id: str
    outing_id: str
    volunteer_id: str
    number: int
    first_name: str
    last_name: str
    preferred_name: str
    drives: bool


class ContactRow(NamedTuple):
    """Whom to ring for somebody in an emergency."""

    person_id: str
    name: str
    relationship: str
    phone: str


_GUESTS = (
    select(func.count())
    .where(OutingGuest.outing_id == Outing.id, OutingGuest.voided_at.is_(None))
    .correlate(Outing)
)
_ROWS = by_keys(
    select(
        *(getattr(Outing, name) for name in OutingRow._fields[:16]),
        _GUESTS.scalar_subquery(),
        _GUESTS.where(OutingGuest.outcome == GuestOutcome.NOT_YET).scalar_subquery(),
    ),
    Outing.id,
)
_NAMES = (Person.first_name, Person.last_name, Person.preferred_name)
_GUEST_ROWS = (
    select(
        OutingGuest.id,
        OutingGuest.outing_id,
        Person.id,
        Person.number,
        *_NAMES,
        Person.status,
        Person.household_id,
        func.coalesce(Household.address_line1, ""),
        OutingGuest.wheelchair,
        OutingGuest.no_steps,
        OutingGuest.outcome,
        OutingGuest.outcome_note,
    )
    .join(Person, Person.id == OutingGuest.person_id)
    .outerjoin(Household, Household.id == Person.household_id)
    .where(OutingGuest.voided_at.is_(None), Person.voided_at.is_(None))
    .order_by(OutingGuest.id)
)
_COMPANION_ROWS = (
    select(
        OutingCompanion.id,
        OutingCompanion.outing_id,
        Volunteer.id,
        Volunteer.number,
        *_NAMES,
        OutingCompanion.drives,
    )
    .join(Volunteer, Volunteer.id == OutingCompanion.volunteer_id)
    .join(Person, Person.id == Volunteer.person_id)
    .where(OutingCompanion.voided_at.is_(None))
    .order_by(OutingCompanion.id)
)
_OF_GUESTS = by_keys(_GUEST_ROWS, OutingGuest.outing_id)
_OF_COMPANIONS = by_keys(_COMPANION_ROWS, OutingCompanion.outing_id)
_CONTACTS = by_keys(
    select(ContactLink.person_id, ContactLink.name, ContactLink.relationship, ContactLink.phone)
    .where(ContactLink.voided_at.is_(None), ContactLink.kind == LinkKind.EMERGENCY)
    .order_by(ContactLink.id),
    ContactLink.person_id,
)


def ids(session: Session, today: date, *, coming: bool) -> list[str]:
    """Keys of outings: those to come, soonest first; or those that were or were called off, newest first."""
    query = select(Outing.id).where(Outing.voided_at.is_(None))
    ahead = (Outing.on_date >= today) & Outing.cancelled_on.is_(None)
    if coming:
        return list(session.scalars(query.where(ahead).order_by(Outing.on_date, Outing.starts_at, Outing.id)))
    return list(session.scalars(query.where(~ahead).order_by(Outing.on_date.desc(), Outing.id)))


def between(session: Session, first: date, last: date) -> list[OutingRow]:
    """Outings of some days that were not called off, soonest first."""
    query = select(Outing.id).where(
        Outing.voided_at.is_(None), Outing.cancelled_on.is_(None), Outing.on_date.between(first, last)
    )
    keys = session.scalars(query.order_by(Outing.on_date, Outing.starts_at, Outing.id))
    return rows(session, list(keys))


def rows(session: Session, wanted: Sequence[str]) -> list[OutingRow]:
    """Outings for keys, in the order of the keys."""
    return in_order(session, _ROWS, wanted, OutingRow)


def guests(session: Session, outing_ids: Sequence[str]) -> list[GuestRow]:
    """Who comes along on some outings, in the order they were put down."""
    return [GuestRow(*row) for row in fetch(session, _OF_GUESTS, given(outing_ids))]


def companions(session: Session, outing_ids: Sequence[str]) -> list[CompanionRow]:
    """Who goes with them."""
    return [CompanionRow(*row) for row in fetch(session, _OF_COMPANIONS, given(outing_ids))]


def contacts(session: Session, person_ids: Sequence[str]) -> list[ContactRow]:
    """Whom to ring for some people in an emergency."""
    return [ContactRow(*row) for row in fetch(session, _CONTACTS, given(person_ids))]


def times_of(
    session: Session, volunteer_ids: Collection[str] | None, first: date, last: date
) -> list[tuple[str, date, time, time]]:
    """When volunteers go with outings: who, day, from and to; of some days, and not where to.

    Args:
        session: an open session.
        volunteer_ids: of whom; None for everybody.
        first: the first day.
        last: the last day.
    """
    query = (
        select(OutingCompanion.volunteer_id, Outing.on_date, Outing.starts_at, Outing.ends_at)
        .join(Outing, Outing.id == OutingCompanion.outing_id)
        .where(OutingCompanion.voided_at.is_(None), Outing.voided_at.is_(None))
        .where(Outing.cancelled_on.is_(None), Outing.on_date.between(first, last))
        .order_by(Outing.on_date, Outing.starts_at, Outing.id)
    )
    wanted = None if volunteer_ids is None else set(volunteer_ids)
    return [(key, *rest) for key, *rest in fetch(session, query) if wanted is None or key in wanted]
