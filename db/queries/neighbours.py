"""What neighbours offer, and the open requests around an offer."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.enums import Answer, OfferAnswer, RequestStatus, TaskKind, TaskStatus, Urgency, VolunteerStatus
from db.enums_neighbours import NeighbourKind
from db.models import DoNotPair, Household, NeedType, NeighbourOffer, Offer, Person, Request, Task, Volunteer
from db.queries.matching import apart
from db.queries.paging import by_keys, fetch, given, in_order

_GIVEABLE = (RequestStatus.NEW, RequestStatus.TRIAGED, RequestStatus.ASSIGNED, RequestStatus.IN_PROGRESS)
_LIVE = NeighbourOffer.voided_at.is_(None)


class NeighbourRow(NamedTuple):
    """One offer, as its line and its pane show it.

    Attributes:
        volunteer_id: who offers it is a volunteer of the hub; None for somebody who is none.
        volunteer_status: where that volunteer stands.
    """

    id: str
    number: int
    kind: NeighbourKind
    words: str
    when_words: str
    street: str
    postcode: str
    door: str
    person_id: str | None
    first_day: date
    last_day: date | None
    paper_contact: str
    on_paper: Answer
    agreed_on: date | None
    note: str
    ended_on: date | None
    end_note: str
    first_name: str | None
    last_name: str | None
    volunteer_id: str | None
    volunteer_number: int | None
    volunteer_status: VolunteerStatus | None


class NearbyRow(NamedTuple):
    """An open request of a kind an offer answers, with where it is."""

    id: str
    number: int
    person_id: str
    first_name: str
    last_name: str
    need: str
    urgency: Urgency
    due_on: date | None
    address: str
    postcode: str
    task_id: str


class AskedRow(NamedTuple):
    """A volunteer asked for a task of a kind they offer: what they said, and how the task stands."""

    task_id: str
    request_id: str
    number: int
    first_name: str
    last_name: str
    need: str
    on_date: date
    answer: OfferAnswer
    status: TaskStatus


_COLUMNS = [getattr(NeighbourOffer, name) for name in NeighbourRow._fields[:17]]
_ROWS = by_keys(
    select(
        *_COLUMNS,
        Person.first_name,
        Person.last_name,
        Volunteer.id,
        Volunteer.number,
        Volunteer.status,
    )
    .outerjoin(Person, Person.id == NeighbourOffer.person_id)
    .outerjoin(Volunteer, (Volunteer.person_id == Person.id) & Volunteer.voided_at.is_(None)),
    NeighbourOffer.id,
)


def ids(session: Session, *, running: bool | None, today: date, text: str = "") -> list[str]:
    """Keys of offers, by street.

    Args:
        session: a reading session.
        running: those that stand; False for those that are over, None for all.
        today: the day.
        text: in what is offered, the street, the postcode, the door or the name.
    """
    query = select(NeighbourOffer.id).outerjoin(Person, Person.id == NeighbourOffer.person_id).where(_LIVE)
    stands = NeighbourOffer.ended_on.is_(None) & or_(
        NeighbourOffer.last_day.is_(None), NeighbourOffer.last_day >= today
    )
    if running is not None:
        query = query.where(stands if running else ~stands)
    for word in text.split():
        like = f"%{word.lower()}%"
        query = query.where(
            or_(
                *(
                    func.lower(column).like(like)
                    for column in (
                        NeighbourOffer.words,
                        NeighbourOffer.street,
                        NeighbourOffer.postcode,
                        NeighbourOffer.door,
                        Person.first_name,
                        Person.last_name,
                    )
                )
            )
        )
    return list(session.scalars(query.order_by(NeighbourOffer.street, NeighbourOffer.number)))


def rows(session: Session, wanted: Sequence[str]) -> list[NeighbourRow]:
    """Offers for keys, in the order of the keys."""
    return in_order(session, _ROWS, wanted, NeighbourRow)


def nearby(
    session: Session, codes: frozenset[str], postcode: str, street: str, today: date
) -> list[NearbyRow]:
    """Open requests nobody has yet, of some kinds, at a postcode or with a street's name in the address.

    Private needs are never among them. What is near is judged by `desktop.domain.neighbours`.

    Args:
        session: a reading session.
        codes: of need types.
        postcode: as the hub keeps it; empty for any.
        street: a word of the street's name, as typed; empty for none.
        today: tasks of this day and later wait.
    """
    where = [Household.postcode == postcode] if postcode else []
    if street:
        where.append(Household.address_line1.icontains(street, autoescape=True))
    if not codes or not where:
        return []
    waits = _first_task(today)
    query = (
        select(
            Request.id,
            Request.number,
            Person.id,
            Person.first_name,
            Person.last_name,
            NeedType.label,
            Request.urgency,
            Request.due_on,
            Household.address_line1,
            Household.postcode,
            waits,
        )
        .join(NeedType, NeedType.id == Request.need_type_id)
        .join(Person, Person.id == Request.person_id)
        .join(Household, Household.id == Person.household_id)
        .where(Request.voided_at.is_(None), Request.status.in_(_GIVEABLE), Person.voided_at.is_(None))
        .where(
            NeedType.code.in_(sorted(codes)), NeedType.is_private.is_(False), or_(*where), waits.is_not(None)
        )
        .order_by(Request.due_on, Request.number)
    )
    return [NearbyRow(*row) for row in fetch(session, query)]


def _first_task(today: date) -> Any:
    """The first task of a request that is planned and nobody has."""
    return (
        select(Task.id)
        .where(Task.request_id == Request.id, Task.voided_at.is_(None), Task.on_date >= today)
        .where(Task.status == TaskStatus.PLANNED, Task.volunteer_id.is_(None))
        .where(Task.kind != TaskKind.COLLECTION)
        .order_by(Task.on_date, Task.id)
        .limit(1)
        .correlate(Request)
        .scalar_subquery()
    )


def kept_apart(session: Session, volunteer_id: str) -> set[str | None]:
    """Keys of the people, and of their households, a volunteer is not sent to."""
    found = fetch(session, apart().where(DoNotPair.volunteer_id == volunteer_id))
    return {key for _volunteer, *keys in found for key in keys if key}


_ASKED = (
    select(
        Task.id,
        Request.id,
        Request.number,
        Person.first_name,
        Person.last_name,
        NeedType.label,
        Task.on_date,
        Offer.answer,
        Task.status,
    )
    .join(Task, Task.id == Offer.task_id)
    .join(Request, Request.id == Task.request_id)
    .join(NeedType, NeedType.id == Request.need_type_id)
    .join(Person, Person.id == Request.person_id)
    .where(Offer.voided_at.is_(None), Task.voided_at.is_(None), NeedType.is_private.is_(False))
)


def asked(session: Session, volunteer_id: str, codes: frozenset[str], first: date) -> list[AskedRow]:
    """Tasks a volunteer was asked for since a day, of the kinds of an offer, the newest first; each once."""
    query = _ASKED.where(
        Offer.volunteer_id == volunteer_id, NeedType.code.in_(sorted(codes)), Task.on_date >= first
    ).order_by(Task.on_date.desc(), Offer.id.desc())
    found: dict[str, AskedRow] = {}
    for row in fetch(session, query):
        found.setdefault(row[0], AskedRow(*row))
    return list(found.values())


def standing_offers(session: Session) -> list[NeighbourRow]:
    """Offers nobody has ended."""
    keys = session.scalars(
        select(NeighbourOffer.id)
        .where(_LIVE, NeighbourOffer.ended_on.is_(None))
        .order_by(NeighbourOffer.number)
    )
    return [NeighbourRow(*row) for row in fetch(session, _ROWS, given(list(keys)))]


def of_doors(session: Session) -> list[NeighbourOffer]:
    """Offers of doors alone, with nobody's record: all of them, the oldest first."""
    query = select(NeighbourOffer).where(NeighbourOffer.person_id.is_(None)).order_by(NeighbourOffer.number)
    return list(session.scalars(query))
