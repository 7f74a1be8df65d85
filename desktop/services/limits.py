"""Whose data is kept and no more: who asked to restrict its use, or objected to it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from db.enums_protection import RightState
from db.queries import limits as query
from db.queries.limits import LimitRow
from desktop.domain.errors import DomainError
from desktop.domain.limits import AskedLimit, Limit, limit_of, stands
from desktop.services.base import Actor, Service, verb

_WHY = {
    Limit.RESTRICTED: "asked us to restrict the use of their data",
    Limit.OBJECTED: "objected to the use of their data",
}


@dataclass(frozen=True, slots=True)
class Limited:
    """Somebody whose data stays in the hub.

    Attributes:
        number: of the person, as in ``P-12``.
        request_id: the request it comes from.
        is_open: whether it is still to be answered.
        since: the day they asked.
        recorded_at: when that was written down.
    """

    limit: Limit
    person_id: str
    number: int
    name: str
    request_id: str
    is_open: bool
    since: date
    recorded_at: datetime


def limits(session: Session) -> Mapping[str, Limited]:
    """Everybody whose data stays in the hub, by key; one statement."""
    rows: dict[str, list[LimitRow]] = defaultdict(list)
    for row in query.asked(session):
        rows[row.person_id].append(row)
    found = (_limited(each) for each in rows.values())
    return {one.person_id: one for one in found if one is not None}


def refuse_limited(session: Session, person_ids: Iterable[str | None]) -> None:
    """Refuse to let anything leave about somebody whose data is kept and no more.

    Raises:
        DomainError: somebody is; by reference, so that what says it names nobody.
    """
    held = limits(session)
    for person_id in person_ids:
        one = held.get(person_id or "")
        if one is not None:
            raise DomainError(f"P-{one.number} {kept_in_words(one.limit)}. Leave them out.")


def kept_in_words(limit: Limit) -> str:
    """What somebody asked, as the end of a sentence that begins with their name."""
    return _WHY[limit]


def kept_back_words(count: int) -> str:
    """How many stay out of a list, and why; empty for none."""
    if not count:
        return ""
    who = "1 person" if count == 1 else f"{count:,} people"
    return f"{who} kept back: they asked us to restrict the use of their data, or objected"


class Limits(Service):
    """Verbs on whose data stays in the hub."""

    @verb("person.see")
    def everybody(self, _actor: Actor) -> Mapping[str, Limited]:
        """Everybody whose data stays in the hub, by key."""
        with self.store.read() as session:
            return limits(session)

    @verb("person.see")
    def of(self, _actor: Actor, person_id: str) -> Limited | None:
        """What keeps one person's data in; None for nothing."""
        with self.store.read() as session:
            return limits(session).get(person_id)


def _limited(rows: list[LimitRow]) -> Limited | None:
    made = [(AskedLimit(row.kind, row.state, row.lifted_on), row) for row in rows]
    limit = limit_of(one for one, _row in made)
    if limit is None:
        return None
    # Of several the one that decides: a restriction before an objection, the first to come first.
    row = next(row for one, row in made if stands(one) and limit_of([one]) is limit)
    name = f"{row.first_name} {row.last_name}".strip() or f"P-{row.number}"
    return Limited(
        limit,
        row.person_id,
        row.number,
        name,
        row.request_id,
        row.state is RightState.OPEN,
        row.received_on,
        row.recorded_at,
    )
