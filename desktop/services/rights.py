"""What people ask about their own data by right, and by when it is answered (UK GDPR Articles 12 to 21)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import Nation
from db.enums_protection import RightKind, RightState
from db.models import Hub, Person, RightsRequest
from desktop.domain.errors import DomainError
from desktop.domain.limits import LIMITING
from desktop.domain.names import full_name
from desktop.domain.rights_clock import Due, RightsClock, check, due, told_in_time
from desktop.domain.text import clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get, set_fields

ONLY_OF_A_COPY = frozenset({RightKind.ACCESS})
"""Requests of which the clock stands while it is asked what exactly is wanted (Article 12A(5))."""


@dataclass(frozen=True, slots=True)
class RightLine:
    """One request.

    Attributes:
        request: as recorded; read only.
        reference: of the person, such as ``P-12``.
        due: by when, and what the clock stands for; None once it is answered.
    """

    request: RightsRequest
    reference: str
    name: str
    due: Due | None

    @property
    def id(self) -> str:
        """Key of the request."""
        return self.request.id


class Rights(Service):
    """Verbs on requests about somebody's own data."""

    @verb("rights.see")
    def all(self, _actor: Actor) -> list[RightLine]:
        """Every request, those to answer first by their day, then the answered ones, the newest first."""
        with self.store.read() as session:
            found = _lines(session, self.today())
        rest = [one for one in reversed(found) if one.due is None]
        waiting = [(one.due.day, one.request.number, one) for one in found if one.due is not None]
        return [*(one for _day, _number, one in sorted(waiting, key=lambda each: each[:2])), *rest]

    @verb("rights.set")
    def save(self, actor: Actor, request_id: str, values: Mapping[str, Any]) -> Changes:
        """Write down that somebody asked, or what became of it.

        Args:
            actor: who writes.
            request_id: empty for a new one.
            values: by field of `db.models.RightsRequest`.

        Raises:
            DomainError: nobody is named, a day cannot be, or it is answered with a question open.
        """
        fields = _fields(values)
        with self.store.write(actor.user_id) as work:
            if request_id:
                held = get(work.session, RightsRequest, request_id, "request")
                fields.pop("person_id", None)
                set_fields(held, fields)
            else:
                if not fields.get("person_id"):
                    raise DomainError("Say who asks. Add them under People first.", field="person_id")
                get(work.session, Person, fields["person_id"], "person")
                number = work.next_number("rights_request")
                fields.setdefault("received_on", self.today())
                held = RightsRequest(number=number, due_on=fields["received_on"], **fields)
                held.state = held.state or RightState.OPEN
                work.add(held)
            nation = _nation(work.session)
            self._require(held, nation)
            held.due_on = due(clock_of(held), self.today(), nation).day
            held.closed_on = None if held.state is RightState.OPEN else held.closed_on or self.today()
            held.handled_by = held.handled_by or actor.name
            work.session.flush()
            return changes(work, held.id, f"Request {held.number} saved")

    def _require(self, held: RightsRequest, nation: Nation) -> None:
        check(clock_of(held), self.today())
        if held.clarity_asked_on is not None and held.kind not in ONLY_OF_A_COPY:
            raise DomainError(
                "Only for a copy of their data does the clock stand while you ask what exactly they want.",
                field="clarity_asked_on",
            )
        if held.extended_on is not None:
            if not held.extended_why:
                raise DomainError("Say why it takes longer, as they were told.", field="extended_why")
            if not told_in_time(clock_of(held), nation):
                raise DomainError(
                    "They must be told within the first month that it takes longer.", field="extended_on"
                )
        _require_lifted(held, self.today())
        if held.state is RightState.OPEN:
            return
        if not held.who_they_are:
            raise DomainError("Say how you know that it is they who ask.", field="who_they_are")
        if held.identity_asked_on is not None and held.identity_on is None:
            raise DomainError("They have not shown yet who they are.", field="identity_on")
        if not held.outcome:
            what = "Say why not, as they were told, with where they can complain."
            done = "Say what they were answered, and how."
            raise DomainError(what if held.state is RightState.REFUSED else done, field="outcome")


def _require_lifted(held: RightsRequest, today: date) -> None:
    """Refuse an end of what was never granted, without why, or on a day that cannot be (Article 18(3))."""
    if held.lifted_on is None:
        return
    if held.kind not in LIMITING or held.state is not RightState.DONE:
        raise DomainError(
            "Only a restriction or an objection that you granted can be lifted.", field="lifted_on"
        )
    if held.lifted_on > today:
        raise DomainError("This day is still to come. Check the date.", field="lifted_on")
    if held.lifted_on < held.received_on:
        raise DomainError("This is before they asked. Check the date.", field="lifted_on")
    if not held.lifted_why:
        raise DomainError("Say why it ends, and how they were told before it did.", field="lifted_why")


def clock_of(held: RightsRequest) -> RightsClock:
    """The days of a request."""
    return RightsClock(
        held.received_on,
        held.identity_asked_on,
        held.identity_on,
        held.clarity_asked_on,
        held.clarity_on,
        held.extended_on,
    )


def open_rights(session: Session, today: date) -> list[RightLine]:
    """Requests nobody answered yet."""
    return [one for one in _lines(session, today, RightsRequest.state == RightState.OPEN) if one.due]


def _lines(session: Session, today: date, *where: Any) -> list[RightLine]:
    nation = _nation(session)
    query = (
        select(RightsRequest, Person)
        .join(Person, Person.id == RightsRequest.person_id)
        .where(RightsRequest.voided_at.is_(None), *where)
        .order_by(RightsRequest.number)
    )
    return [
        RightLine(
            held,
            f"P-{person.number}",
            full_name(person.first_name, person.last_name, person.preferred_name),
            due(clock_of(held), today, nation) if held.state is RightState.OPEN else None,
        )
        for held, person in session.execute(query)
    ]


def _nation(session: Session) -> Nation:
    return session.scalars(select(Hub)).one().nation


_DAYS = frozenset(
    {"received_on", "identity_asked_on", "identity_on", "clarity_asked_on", "clarity_on", "extended_on"}
    | {"lifted_on"}
)


def _fields(values: Mapping[str, Any]) -> dict[str, Any]:
    texts = {name: clean_lines(one) if type(one) is str else one for name, one in values.items()}
    kept = {name: "" if one is None and name not in _DAYS else one for name, one in texts.items()}
    if kept.get("received_on", "") is None:
        kept.pop("received_on")
    return kept
