"""Handovers after they were made: the last to a recipient, who was in them, and who is to be told of."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.enums import Answer
from db.enums_handovers import HandoverChange
from db.models import Consent, Handover, HandoverNotice, HandoverPerson, Organisation, Person, SharingRecord
from db.queries.handover import paged


class LineRow(NamedTuple):
    """What one handover said of one person."""

    person_id: str
    change: HandoverChange
    units: dict[str, str]


_HEALTH = "health_notes"
"""What the sharing log calls a person's health notes, with how they are sent after a colon."""


class OutRow(NamedTuple):
    """Somebody who was in a handover that its recipient still has."""

    person_id: str
    number: int
    first_name: str
    last_name: str
    recipient_id: str
    recipient: str
    handover_id: str
    record_id: str
    record_number: int
    sent_at: datetime
    change: HandoverChange
    units: dict[str, str]
    fields: list[str]

    @property
    def with_health(self) -> bool:
        """Whether health notes were among what it held."""
        return _holds_health(self.fields)


class NoticeRow(NamedTuple):
    """A recipient was told of somebody."""

    recipient_id: str
    person_id: str
    at: datetime


def last_of(session: Session, recipient_id: str) -> tuple[Handover, SharingRecord] | None:
    """The last handover to a recipient, with its entry of the sharing log."""
    query = (
        select(Handover, SharingRecord)
        .join(SharingRecord, SharingRecord.id == Handover.record_id)
        .where(Handover.recipient_id == recipient_id, Handover.voided_at.is_(None))
        .order_by(SharingRecord.number.desc())
        .limit(1)
    )
    found = session.execute(query).first()
    return None if found is None else (found[0], found[1])


def of_record(session: Session, record_id: str) -> Handover | None:
    """The handover of an entry of the sharing log; None for prints and lists."""
    return session.scalars(select(Handover).where(Handover.record_id == record_id)).first()


def lines(session: Session, first_id: str) -> list[LineRow]:
    """Everything a whole handover and those after it said, in the order they were sent."""
    query = (
        select(HandoverPerson.person_id, HandoverPerson.change, HandoverPerson.units)
        .join(Handover, Handover.id == HandoverPerson.handover_id)
        .join(SharingRecord, SharingRecord.id == Handover.record_id)
        .where(Handover.first_id == first_id)
        .order_by(SharingRecord.number, HandoverPerson.id)
    )
    return [LineRow(*row) for row in session.execute(query)]


def people_in(session: Session, handover_id: str) -> list[str]:
    """Keys of the people with rows in a handover."""
    query = select(HandoverPerson.person_id).where(
        HandoverPerson.handover_id == handover_id, HandoverPerson.change != HandoverChange.WITHDRAWN
    )
    return list(session.scalars(query))


def kept_due(session: Session, today: date) -> list[Handover]:
    """Handovers whose kept copy is to go: the day to delete them by has passed."""
    query = (
        select(Handover)
        .join(SharingRecord, SharingRecord.id == Handover.record_id)
        .where(Handover.kept_name != "", SharingRecord.delete_by < today)
    )
    return list(session.scalars(query))


def kept_with(session: Session, person_ids: Sequence[str]) -> list[Handover]:
    """Handovers with a kept copy that holds one of these people."""
    query = (
        select(Handover)
        .join(HandoverPerson, HandoverPerson.handover_id == Handover.id)
        .where(Handover.kept_name != "", HandoverPerson.change != HandoverChange.WITHDRAWN)
    )
    found = {one.id: one for (one,) in paged(session, query, HandoverPerson.person_id, person_ids)}
    return [found[key] for key in sorted(found)]


def refused(session: Session) -> list[str]:
    """Keys of people who said no to some recipient, or took a yes back."""
    query = select(Consent.person_id).where(
        Consent.voided_at.is_(None),
        Consent.recipient_id.is_not(None),
        or_(Consent.withdrawn_at.is_not(None), Consent.answer == Answer.NO),
    )
    return sorted(set(session.scalars(query)))


def still_out(session: Session, person_ids: Sequence[str], today: date) -> list[OutRow]:
    """What recipients still hold of people: not past its day, and not told deleted; oldest first."""
    query = (
        select(
            Person.id,
            Person.number,
            Person.first_name,
            Person.last_name,
            Handover.recipient_id,
            Organisation.name,
            Handover.id,
            SharingRecord.id,
            SharingRecord.number,
            SharingRecord.at,
            HandoverPerson.change,
            HandoverPerson.units,
            SharingRecord.fields,
        )
        .join(HandoverPerson, HandoverPerson.person_id == Person.id)
        .join(Handover, Handover.id == HandoverPerson.handover_id)
        .join(SharingRecord, SharingRecord.id == Handover.record_id)
        .join(Organisation, Organisation.id == Handover.recipient_id)
        .where(
            Handover.voided_at.is_(None),
            Handover.deleted_on.is_(None),
            or_(SharingRecord.delete_by.is_(None), SharingRecord.delete_by >= today),
        )
    )
    found = (OutRow(*row) for row in paged(session, query, Person.id, person_ids))
    return sorted(found, key=lambda one: (one.record_number, one.number))


def has_health(session: Session, record_id: str) -> bool:
    """Whether a share held health notes."""
    fields = session.scalar(select(SharingRecord.fields).where(SharingRecord.id == record_id))
    return _holds_health(fields or ())


def _holds_health(fields: Iterable[str]) -> bool:
    return any(one.partition(":")[0] == _HEALTH for one in fields)


def notices(session: Session, person_ids: Sequence[str]) -> list[NoticeRow]:
    """When recipients were told of people."""
    query = select(HandoverNotice.recipient_id, HandoverNotice.person_id, HandoverNotice.at)
    return [NoticeRow(*row) for row in paged(session, query, HandoverNotice.person_id, person_ids)]


def undeleted(session: Session, today: date) -> list[tuple[str, int, str, date]]:
    """Handovers past the day they were to be deleted by, whose recipient has not said so: record, number,
    recipient, day."""
    query = (
        select(SharingRecord.id, SharingRecord.number, SharingRecord.recipient_name, SharingRecord.delete_by)
        .join(Handover, Handover.record_id == SharingRecord.id)
        .where(
            Handover.voided_at.is_(None),
            Handover.deleted_on.is_(None),
            SharingRecord.delete_by.is_not(None),
            SharingRecord.delete_by < today,
        )
        .order_by(SharingRecord.delete_by, SharingRecord.number)
    )
    return [(key, number, name, day) for key, number, name, day in session.execute(query) if day]


def counts(session: Session, handover_id: str) -> dict[HandoverChange, int]:
    """How many people a handover added, changed and withdrew."""
    query = select(HandoverPerson.change, func.count()).where(HandoverPerson.handover_id == handover_id)
    return {change: number for change, number in session.execute(query.group_by(HandoverPerson.change))}


def number_of(session: Session, handover_id: str) -> int | None:
    """The number of a handover's entry in the sharing log."""
    query = select(SharingRecord.number).join(Handover, Handover.record_id == SharingRecord.id)
    return session.scalar(query.where(Handover.id == handover_id))


def by_number(session: Session, number: int) -> tuple[Handover, SharingRecord] | None:
    """A handover by the number of its entry in the sharing log."""
    query = select(Handover, SharingRecord).join(SharingRecord, SharingRecord.id == Handover.record_id)
    found = session.execute(query.where(SharingRecord.number == number)).first()
    return None if found is None else (found[0], found[1])
