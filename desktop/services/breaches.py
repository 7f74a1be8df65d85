"""When something went wrong with personal data: the breach log with its 72 hours, and the complaints log.

A breach likely to put people at risk is reported to the ICO within 72 hours of the hub knowing, and where the
risk is high the people are told (UK GDPR Articles 33 and 34); every breach is written down, reported or not.
A complaint about data is acknowledged within 30 days and answered without undue delay (Data Protection Act
2018 section 164A, put in by the Data (Use and Access) Act 2025 section 103).
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums_protection import BreachRisk, ComplaintState
from db.models import Breach, Complaint
from desktop.domain.errors import DomainError
from desktop.domain.text import clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get, set_fields

HOURS = timedelta(hours=72)
ACKNOWLEDGE_DAYS = 30


class Breaches(Service):
    """Verbs on the breach log. It names no person: how many is enough."""

    @verb("breach.see")
    def all(self, _actor: Actor) -> list[Breach]:
        """Every breach, the newest first."""
        with self.store.read() as session:
            found = select(Breach).where(Breach.voided_at.is_(None))
            return list(session.scalars(found.order_by(Breach.number.desc())))

    @verb("breach.set")
    def save(self, actor: Actor, breach_id: str, values: Mapping[str, Any]) -> Changes:
        """Write a breach down, or what is known of it by now.

        Args:
            actor: who writes.
            breach_id: empty for a new one.
            values: by field of `db.models.Breach`; ``reported`` and ``closed`` as answers yes or no, and when
                the hub first knew as a day ``known_on`` and a time of that day ``known_clock``.

        Raises:
            DomainError: what happened is missing, or it is closed with a question open.
        """
        fields, reported, closed = _fields(values), bool(values.get("reported")), bool(values.get("closed"))
        if not fields.get("what"):
            raise DomainError("Say what happened, without names.", field="what")
        known_at = _known_at(values, self.now())
        if known_at is not None:
            fields["known_at"] = known_at
        with self.store.write(actor.user_id) as work:
            if breach_id:
                held = get(work.session, Breach, breach_id, "breach")
                set_fields(held, fields)
            else:
                number = work.next_number("breach")
                fields.setdefault("known_at", self.now())
                held = Breach(number=number, found_by_id=actor.user_id, **fields)
                work.add(held)
            held.risk = held.risk or BreachRisk.NOT_JUDGED
            held.reported_at = (held.reported_at or self.now()) if reported else None
            _require_answers(held, closed=closed)
            held.closed_at = (held.closed_at or self.now()) if closed else None
            work.session.flush()
            return changes(work, held.id, f"Breach {held.number} saved")


class Complaints(Service):
    """Verbs on complaints about data."""

    @verb("complaint.see")
    def all(self, _actor: Actor) -> list[Complaint]:
        """Every complaint, the newest first."""
        with self.store.read() as session:
            found = select(Complaint).where(Complaint.voided_at.is_(None))
            return list(session.scalars(found.order_by(Complaint.number.desc())))

    @verb("complaint.set")
    def save(self, actor: Actor, complaint_id: str, values: Mapping[str, Any]) -> Changes:
        """Write a complaint down, or what became of it; its state follows from its days.

        Raises:
            DomainError: what they said is missing, or an answer without what it was.
        """
        fields = _fields(values)
        if not fields.get("words"):
            raise DomainError("Write down what they said.", field="words")
        if fields.get("answered_on") and not fields.get("outcome"):
            raise DomainError("Say what they were answered.", field="outcome")
        fields["received_on"] = fields.get("received_on") or self.today()
        fields["state"] = _state(fields)
        with self.store.write(actor.user_id) as work:
            if complaint_id:
                held = get(work.session, Complaint, complaint_id, "complaint")
                set_fields(held, fields)
            else:
                held = Complaint(number=work.next_number("complaint"), **fields)
                work.add(held)
            work.session.flush()
            return changes(work, held.id, f"Complaint {held.number} saved")


def report_by(breach: Breach) -> datetime:
    """The end of the 72 hours."""
    return breach.known_at + HOURS


def waits(breach: Breach) -> bool:
    """Whether the ICO may still have to be told."""
    return (
        breach.closed_at is None
        and breach.reported_at is None
        and not breach.not_reported_why
        and breach.risk is not BreachRisk.UNLIKELY
    )


def hours_left(breach: Breach, now: datetime) -> int:
    """Whole hours until the 72 are over; below nought once they are."""
    return int((report_by(breach) - now).total_seconds() // 3600)


def acknowledge_by(complaint: Complaint) -> date:
    """The last day to tell whoever complained that it came."""
    return complaint.received_on + timedelta(days=ACKNOWLEDGE_DAYS)


def open_breaches(session: Session) -> list[Breach]:
    """Breaches that may have to be reported yet, the oldest first."""
    query = select(Breach).where(Breach.voided_at.is_(None), Breach.closed_at.is_(None))
    return [one for one in session.scalars(query.order_by(Breach.known_at)) if waits(one)]


def open_complaints(session: Session) -> list[Complaint]:
    """Complaints without an answer, the oldest first."""
    query = select(Complaint).where(Complaint.voided_at.is_(None), Complaint.state != ComplaintState.CLOSED)
    return list(session.scalars(query.order_by(Complaint.received_on)))


def _require_answers(held: Breach, *, closed: bool) -> None:
    if held.reported_at is not None and held.reported_at > report_by(held) and not held.late_why:
        raise DomainError("More than 72 hours have gone: say why it was reported late.", field="late_why")
    if not closed:
        return
    if held.risk is BreachRisk.NOT_JUDGED:
        raise DomainError("Judge the risk to people first.", field="risk")
    if held.reported_at is None and not held.not_reported_why:
        raise DomainError("Say why the ICO was not told.", field="not_reported_why")
    if held.risk is BreachRisk.HIGH and held.people_told_on is None:
        raise DomainError("The risk is high: say on which day the people were told.", field="people_told_on")


def _known_at(values: Mapping[str, Any], now: datetime) -> datetime | None:
    """When the hub first knew, on the laptop's clock; of an hour the clocks go through twice the earlier.

    The 72 hours are hours that pass, so that they end an hour earlier or later by the clock where the clocks
    change in between.
    """
    day, typed = values.get("known_on"), str(values.get("known_clock") or "").strip()
    if day is None:
        return None
    found = _CLOCK.fullmatch(typed) if typed else None
    if typed and found is None:
        raise DomainError("Write the time as 18:30.", field="known_clock")
    moment = datetime.combine(day, time(int(found[1]), int(found[2])) if found else time()).astimezone()
    if moment > now:
        raise DomainError("This is still to come. Check day and time.", field="known_on")
    return moment.astimezone(UTC)


_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def _state(fields: Mapping[str, Any]) -> ComplaintState:
    if fields.get("answered_on"):
        return ComplaintState.CLOSED
    return ComplaintState.ACKNOWLEDGED if fields.get("acknowledged_on") else ComplaintState.RECEIVED


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    gone = ("reported", "closed", "known_on", "known_clock")
    kept = {name: one for name, one in values.items() if name not in gone}
    texts = {name: clean_lines(one) if type(one) is str else one for name, one in kept.items()}
    return {name: "" if one is None and name not in _MAY_BE_EMPTY else one for name, one in texts.items()}


_MAY_BE_EMPTY = frozenset(
    {"happened_on", "people_count", "people_told_on", "person_id"}
    | {"acknowledged_on", "answered_on", "received_on"}
)
