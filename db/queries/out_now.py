"""Who is out, and who was lately."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from db.enums import LinkKind
from db.models import ContactLink, OutNow, OutStepTaken, Person, Phone, Round, User, Volunteer
from db.queries.paging import by_keys, in_order


class OutRow(NamedTuple):
    """One line: who is out, with what, and when they are to be heard of."""

    id: str
    volunteer_id: str
    first_name: str
    last_name: str
    phone: str
    contact: str
    contact_phone: str
    round_id: str | None
    round_number: int | None
    round_name: str
    what: str
    alone: bool
    out_at: datetime
    due_at: datetime
    heard_at: datetime | None
    step: int
    back_at: datetime | None


class StepRow(NamedTuple):
    """One step taken for somebody not heard of."""

    number: int
    at: datetime
    by: str
    note: str


def ids(session: Session, *, open_only: bool, text: str = "") -> list[str]:
    """Keys of those who are out, soonest due first; or of everybody, the newest first."""
    query = select(OutNow.id).where(OutNow.voided_at.is_(None))
    query = query.join(Volunteer, Volunteer.id == OutNow.volunteer_id).join(
        Person, Person.id == Volunteer.person_id
    )
    if text:
        name = Person.first_name + " " + Person.last_name + " " + OutNow.what
        query = query.where(name.icontains(text, autoescape=True))
    if open_only:
        return list(session.scalars(query.where(OutNow.back_at.is_(None)).order_by(OutNow.due_at, OutNow.id)))
    return list(session.scalars(query.order_by(OutNow.out_at.desc(), OutNow.id)))


def rows(session: Session, wanted: Sequence[str]) -> list[OutRow]:
    """Lines for keys, in their order; those that are gone are left out."""
    return in_order(session, _rows(), wanted, OutRow)


def steps(session: Session, out_id: str) -> list[StepRow]:
    """Steps taken for somebody, the oldest first."""
    query = (
        select(OutStepTaken.number, OutStepTaken.at, User.name, OutStepTaken.note)
        .join(User, User.id == OutStepTaken.by_id)
        .where(OutStepTaken.out_id == out_id, OutStepTaken.voided_at.is_(None))
        .order_by(OutStepTaken.at, OutStepTaken.id)
    )
    return [StepRow(*row) for row in session.execute(query)]


def open_of_round(session: Session, round_id: str) -> list[OutNow]:
    """Who is out with a round and not back."""
    query = select(OutNow).where(OutNow.round_id == round_id, OutNow.voided_at.is_(None))
    return list(session.scalars(query.where(OutNow.back_at.is_(None))))


def _rows() -> Select[*tuple[Any, ...]]:
    link, number = aliased(ContactLink), aliased(ContactLink)
    emergency = (
        select(link.name)
        .where(link.person_id == Person.id, link.voided_at.is_(None), link.kind == LinkKind.EMERGENCY)
        .order_by(link.id)
    )
    their = (
        select(number.phone)
        .where(number.person_id == Person.id, number.voided_at.is_(None), number.kind == LinkKind.EMERGENCY)
        .order_by(number.id)
    )
    phone = (
        select(Phone.e164)
        .where(Phone.person_id == Person.id, Phone.voided_at.is_(None))
        .order_by(Phone.position, Phone.id)
    )
    return by_keys(
        select(
            *(OutNow.id, OutNow.volunteer_id, Person.first_name, Person.last_name),
            func.coalesce(phone.limit(1).correlate(Person).scalar_subquery(), ""),
            func.coalesce(emergency.limit(1).correlate(Person).scalar_subquery(), ""),
            func.coalesce(their.limit(1).correlate(Person).scalar_subquery(), ""),
            *(OutNow.round_id, Round.number, func.coalesce(Round.name, ""), OutNow.what, OutNow.alone),
            *(OutNow.out_at, OutNow.due_at, OutNow.heard_at, OutNow.step, OutNow.back_at),
        )
        .join(Volunteer, Volunteer.id == OutNow.volunteer_id)
        .join(Person, Person.id == Volunteer.person_id)
        .outerjoin(Round, Round.id == OutNow.round_id),
        OutNow.id,
    )
