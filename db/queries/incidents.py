"""Incidents: those there are, who came to relief centres, who is on standby and who was called out."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from db.enums import Answer, RequestStatus, VolunteerStatus
from db.enums_incidents import CallOutAnswer, IncidentKind
from db.models import (
    Area,
    Arrival,
    CallOut,
    Incident,
    IncidentArea,
    IncidentNeed,
    NeedType,
    Person,
    Phone,
    Referral,
    ReliefCentre,
    Request,
    Standby,
    Task,
    Volunteer,
)
from db.queries.paging import by_keys, fetch, given, in_order

_HERE = and_(Arrival.voided_at.is_(None), Arrival.left_at.is_(None))
_FIRST_PHONE = (
    select(Phone.raw)
    .where(Phone.person_id == Person.id, Phone.voided_at.is_(None))
    .order_by(Phone.position, Phone.id)
    .limit(1)
    .correlate(Person)
    .scalar_subquery()
)


class IncidentRow(NamedTuple):
    """One line of the list of incidents.

    Attributes:
        here: how many people are at its centres now.
        requests: how many requests were made because of it.
        open_requests: how many of these are still open.
        coming: how many of those called out are coming.
    """

    id: str
    number: int
    name: str
    kind: IncidentKind
    opened_at: datetime
    closed_at: datetime | None
    erase_on: date | None
    erased_at: datetime | None
    here: int
    requests: int
    open_requests: int
    coming: int


class ArrivalRow(NamedTuple):
    """One line of a relief centre's register."""

    id: str
    number: int
    centre_id: str
    centre: str
    name: str
    phone: str
    address: str
    postcode: str
    adults: int
    children: int
    pets: str
    needs_now: str
    may_tell: Answer
    arrived_at: datetime
    left_at: datetime | None
    gone_to: str
    person_id: str | None


class CallRow(NamedTuple):
    """A volunteer on the list of an incident; ``answer`` is None for one on standby not put on it yet."""

    volunteer_id: str
    name: str
    phone: str
    status: VolunteerStatus
    brings: str
    answer: CallOutAnswer
    asked_at: datetime | None
    note: str


class CentreRow(NamedTuple):
    """A relief centre with how many people are there now."""

    id: str
    name: str
    address: str
    phone: str
    places: int | None
    here: int


def _here_at(*where: Any) -> Any:
    people = func.coalesce(func.sum(Arrival.adults + Arrival.children), 0)
    return select(people).where(_HERE, *where)


def ids(session: Session) -> list[str]:
    """Keys of incidents: open ones first, then the newest."""
    query = select(Incident.id).where(Incident.voided_at.is_(None))
    return list(session.scalars(query.order_by(Incident.closed_at.is_not(None), Incident.opened_at.desc())))


def rows(session: Session, wanted: Sequence[str]) -> list[IncidentRow]:
    """Incidents for keys, in the keys' order."""
    centres = select(ReliefCentre.id).where(ReliefCentre.incident_id == Incident.id).correlate(Incident)
    here = _here_at(Arrival.centre_id.in_(centres)).correlate(Incident).scalar_subquery()
    mine = and_(Request.incident_id == Incident.id, Request.voided_at.is_(None))
    closed = (RequestStatus.DONE, RequestStatus.CANCELLED, RequestStatus.PASSED_ON)
    coming = (
        select(func.count())
        .where(CallOut.incident_id == Incident.id, CallOut.answer == CallOutAnswer.COMING)
        .where(CallOut.voided_at.is_(None))
        .correlate(Incident)
        .scalar_subquery()
    )
    query = select(
        *(Incident.id, Incident.number, Incident.name, Incident.kind, Incident.opened_at, Incident.closed_at),
        *(Incident.erase_on, Incident.erased_at, here),
        select(func.count()).where(mine).correlate(Incident).scalar_subquery(),
        select(func.count()).where(mine, Request.status.not_in(closed)).correlate(Incident).scalar_subquery(),
        coming,
    )
    return in_order(session, by_keys(query, Incident.id), wanted, IncidentRow)


def open_ids(session: Session) -> list[str]:
    """Keys of incidents that are open, the newest first."""
    query = select(Incident.id).where(Incident.voided_at.is_(None), Incident.closed_at.is_(None))
    return list(session.scalars(query.order_by(Incident.opened_at.desc(), Incident.id.desc())))


def incident_for(session: Session, need_type_id: str) -> str | None:
    """The open incident that asks for a kind of help, the newest; None where none does."""
    query = (
        select(Incident.id)
        .join(IncidentNeed, IncidentNeed.incident_id == Incident.id)
        .where(Incident.voided_at.is_(None), Incident.closed_at.is_(None))
        .where(IncidentNeed.need_type_id == need_type_id)
        .order_by(Incident.opened_at.desc())
    )
    return session.scalars(query.limit(1)).first()


def areas_of(session: Session, incident_id: str) -> list[tuple[str, str]]:
    """Keys and names of the areas an incident touches."""
    query = select(Area.id, Area.name).join(IncidentArea, IncidentArea.area_id == Area.id)
    query = query.where(IncidentArea.incident_id == incident_id).order_by(Area.name)
    return [(row[0], row[1]) for row in session.execute(query)]


def needs_of(session: Session, incident_id: str) -> list[tuple[str, str, int, int]]:
    """Codes and names of the help an incident asks for, with how often it was asked, and done."""
    asked = func.count(Request.id)
    done = func.coalesce(func.sum(case((Request.status == RequestStatus.DONE, 1), else_=0)), 0)
    query = (
        select(NeedType.code, NeedType.label, asked, done)
        .join(IncidentNeed, IncidentNeed.need_type_id == NeedType.id)
        .outerjoin(
            Request,
            and_(
                Request.need_type_id == NeedType.id,
                Request.incident_id == incident_id,
                Request.voided_at.is_(None),
            ),
        )
        .where(IncidentNeed.incident_id == incident_id)
        .group_by(NeedType.id)
        .order_by(NeedType.position)
    )
    return [(row[0], row[1], row[2], row[3]) for row in session.execute(query)]


def centres(session: Session, incident_id: str) -> list[CentreRow]:
    """The relief centres of an incident, with how many are there now."""
    here = _here_at(Arrival.centre_id == ReliefCentre.id).correlate(ReliefCentre).scalar_subquery()
    query = select(
        *(ReliefCentre.id, ReliefCentre.name, ReliefCentre.address, ReliefCentre.phone, ReliefCentre.places),
        here,
    ).where(ReliefCentre.incident_id == incident_id, ReliefCentre.voided_at.is_(None))
    return [CentreRow(*row) for row in session.execute(query.order_by(ReliefCentre.name))]


def arrival_ids(session: Session, incident_id: str, *, here: bool | None = None, text: str = "") -> list[str]:
    """Keys of an incident's register, the newest first.

    Args:
        session: a reading session.
        incident_id: the incident.
        here: True for those there now, False for those who left, None for all.
        text: part of a name, an address or a postcode.
    """
    query = select(Arrival.id).join(ReliefCentre, ReliefCentre.id == Arrival.centre_id)
    query = query.where(ReliefCentre.incident_id == incident_id, Arrival.voided_at.is_(None))
    if here is not None:
        query = query.where(Arrival.left_at.is_(None) if here else Arrival.left_at.is_not(None))
    if text:
        query = query.where(
            or_(
                *(
                    part.icontains(text, autoescape=True)
                    for part in (Arrival.name, Arrival.address, Arrival.postcode)
                )
            )
        )
    return list(session.scalars(query.order_by(Arrival.arrived_at.desc(), Arrival.number.desc())))


def arrivals(session: Session, wanted: Sequence[str]) -> list[ArrivalRow]:
    """Lines of a register for keys, in the keys' order."""
    query = select(
        *(Arrival.id, Arrival.number, Arrival.centre_id, ReliefCentre.name, Arrival.name, Arrival.phone),
        *(Arrival.address, Arrival.postcode, Arrival.adults, Arrival.children, Arrival.pets),
        *(Arrival.needs_now, Arrival.may_tell, Arrival.arrived_at, Arrival.left_at, Arrival.gone_to),
        Arrival.person_id,
    ).join(ReliefCentre, ReliefCentre.id == Arrival.centre_id)
    return in_order(session, by_keys(query, Arrival.id), wanted, ArrivalRow)


def every_arrival(session: Session, incident_id: str) -> list[Arrival]:
    """An incident's whole register, taken back lines too."""
    query = select(Arrival).join(ReliefCentre, ReliefCentre.id == Arrival.centre_id)
    return list(session.scalars(query.where(ReliefCentre.incident_id == incident_id)))


def _called() -> Select[Any]:
    query: Select[Any] = select(
        *(Volunteer.id, func.trim(Person.first_name + " " + Person.last_name)),
        *(func.coalesce(_FIRST_PHONE, ""), Volunteer.status),
    )
    return query.join(Person, Person.id == Volunteer.person_id).where(
        Volunteer.voided_at.is_(None), Person.voided_at.is_(None)
    )


def called_out(session: Session, incident_id: str) -> list[CallRow]:
    """Everybody on an incident's list: not asked yet first, then by answer and name."""
    kind = select(Incident.kind).where(Incident.id == incident_id).scalar_subquery()
    brings = (
        select(Standby.brings)
        .where(Standby.volunteer_id == Volunteer.id, Standby.kind == kind, Standby.voided_at.is_(None))
        .limit(1)
        .correlate(Volunteer)
        .scalar_subquery()
    )
    query = _called().add_columns(func.coalesce(brings, ""), CallOut.answer, CallOut.asked_at, CallOut.note)
    query = query.join(CallOut, CallOut.volunteer_id == Volunteer.id)
    query = query.where(CallOut.incident_id == incident_id, CallOut.voided_at.is_(None))
    order = list(CallOutAnswer)
    found = [CallRow(*row) for row in fetch(session, query)]
    return sorted(found, key=lambda row: (order.index(row.answer), row.name.casefold()))


def on_standby(session: Session, kind: IncidentKind) -> list[CallRow]:
    """Everybody on standby for a kind of incident, by name."""
    query = _called().add_columns(Standby.brings)
    query = query.join(Standby, Standby.volunteer_id == Volunteer.id)
    query = query.where(Standby.kind == kind, Standby.voided_at.is_(None))
    found = [CallRow._make((*row, CallOutAnswer.NOT_ASKED, None, "")) for row in fetch(session, query)]
    return sorted(found, key=lambda row: row.name.casefold())


def request_ids(session: Session, incident_id: str) -> list[str]:
    """Keys of the requests made because of an incident that nobody else was asked to take on."""
    passed = select(Referral.request_id).where(Referral.request_id.is_not(None))
    query = select(Request.id).where(Request.incident_id == incident_id, Request.id.not_in(passed))
    return list(session.scalars(query.order_by(Request.id)))


def owners_of(session: Session, request_ids: Sequence[str]) -> dict[str, str]:
    """Whose each of some requests is."""
    query = by_keys(select(Request.id, Request.person_id), Request.id)
    return {row[0]: row[1] for row in session.execute(query, given(request_ids))}


def tasks_done(session: Session, incident_id: str) -> int:
    """How many tasks of an incident's requests came back with an outcome."""
    query = select(func.count(Task.id)).join(Request, Request.id == Task.request_id)
    return int(
        session.scalar(query.where(Request.incident_id == incident_id, Task.outcome.is_not(None))) or 0
    )


def only_here(session: Session, incident_id: str) -> list[str]:
    """People known for nothing but an incident: they asked for nothing else and do not volunteer."""
    mine = select(Request.person_id).where(Request.incident_id == incident_id)
    others = select(Request.person_id).where(
        or_(Request.incident_id.is_(None), Request.incident_id != incident_id)
    )
    passed = select(Referral.person_id)
    query = select(Person.id).where(
        Person.id.in_(mine),
        Person.id.not_in(others),
        Person.id.not_in(select(Volunteer.person_id)),
        Person.id.not_in(passed),
    )
    return list(session.scalars(query.order_by(Person.id)))
