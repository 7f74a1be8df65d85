"""Keeping somebody's records back, whatever is due: put on and lifted by the lead, with a reason.

Nobody else reads that there is a hold, nor why: to everybody every stop reads alike (domain rule 12).
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums_concerns import AboutKind
from db.models import Person, RetentionHold, User, Volunteer
from db.queries.retention import roots
from desktop.domain.concerns import About
from desktop.domain.dates import day_month, months_before
from desktop.domain.errors import DomainError
from desktop.domain.names import full_name
from desktop.domain.text import clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get

LONGEST = 12
"""Months until a hold is looked at again, at the most: none is forgotten."""


@dataclass(frozen=True, slots=True)
class HoldLine:
    """One hold, for the lead.

    Attributes:
        person_id: whose records stay.
        name: theirs.
        reference: theirs, such as ``P-12``.
        look_again_on: the day to ask whether it is still needed.
        ended_on: None while it stands.
    """

    id: str
    person_id: str
    name: str
    reference: str
    reason: str
    by: str
    placed_on: date
    look_again_on: date | None
    ended_on: date | None
    ended_by: str
    end_reason: str

    @property
    def stands(self) -> bool:
        """Whether it still keeps anything back."""
        return self.ended_on is None


class Holds(Service):
    """Verbs on holds."""

    @verb("hold.set")
    def all(self, _actor: Actor) -> list[HoldLine]:
        """Every hold: those that stand by the day they are looked at again, then those that ended."""
        with self.store.read() as session:
            found = _lines(session)
        return sorted(
            found, key=lambda one: (not one.stands, one.look_again_on or date.max, one.reference, one.id)
        )

    @verb("hold.set")
    def of(self, _actor: Actor, person_id: str) -> list[HoldLine]:
        """Holds on one person, merged records alike, those that stand first."""
        with self.store.read() as session:
            root = roots(session)
            mine = root[person_id]
            found = [one for one in _lines(session) if root[one.person_id] == mine]
        return sorted(found, key=lambda one: (not one.stands, one.placed_on))

    @verb("hold.set")
    def standing_for(self, actor: Actor, about: About) -> list[HoldLine]:
        """Holds that stand on whom a concern is about; none for a body, or somebody without a record."""
        person_id = about.id if about.kind is AboutKind.PERSON else ""
        if about.kind is AboutKind.VOLUNTEER and about.id:
            with self.store.read() as session:
                volunteer = session.get(Volunteer, about.id)
            person_id = volunteer.person_id if volunteer is not None else ""
        return [one for one in self.of(actor, person_id) if one.stands] if person_id else []

    @verb("hold.set")
    def put(self, actor: Actor, person_id: str, reason: str, look_again_on: date | None) -> Changes:
        """Keep somebody's records back.

        Args:
            actor: the safeguarding lead.
            person_id: whose.
            reason: why; nobody but the lead reads it.
            look_again_on: the day to ask whether it is still needed.

        Raises:
            DomainError: they are held already, nobody said why, or the day is none to look again on.
        """
        why = _reason(reason)
        self._check_day(look_again_on)
        with self.store.write(actor.user_id) as work:
            person = get(work.session, Person, person_id, "person")
            if any(one.stands for one in _lines(work.session) if one.person_id == person_id):
                raise DomainError("Their records are kept already. Change that hold instead.")
            held = RetentionHold(
                person_id=person_id,
                reason=why,
                placed_by_id=actor.user_id,
                placed_at=self.now(),
                look_again_on=look_again_on,
            )
            work.add(held)
            work.session.flush()
            assert look_again_on is not None
            return changes(
                work, held.id, f"P-{person.number} is kept until looked at on {day_month(look_again_on)}"
            )

    @verb("hold.set")
    def change(self, actor: Actor, hold_id: str, reason: str, look_again_on: date | None) -> Changes:
        """Keep on holding: write on why, and choose the next day to look.

        Raises:
            DomainError: it ended, nobody said why, or the day is none to look again on.
        """
        why = _reason(reason)
        self._check_day(look_again_on)
        with self.store.write(actor.user_id) as work:
            held = _standing(work.session, hold_id)
            held.reason, held.look_again_on = why, look_again_on
            return changes(work, held.id, "The hold stays")

    @verb("hold.set")
    def lift(self, actor: Actor, hold_id: str, reason: str) -> Changes:
        """Let somebody's records go their way again; nothing is erased by that alone.

        Raises:
            DomainError: it ended before, or nobody said why.
        """
        why = _reason(reason)
        with self.store.write(actor.user_id) as work:
            held = _standing(work.session, hold_id)
            held.ended_at, held.ended_by_id, held.end_reason = self.now(), actor.user_id, why
            return changes(work, held.id, "The hold is lifted")

    def _check_day(self, day: date | None) -> None:
        latest = months_before(self.today(), -LONGEST)
        if day is None or not self.today() < day <= latest:
            raise DomainError(
                "Choose a day to look again, after today and within a year.", field="look_again_on"
            )


def due_to_look_at(session: Session, today: date) -> list[RetentionHold]:
    """Holds that stand and are to be looked at again."""
    query = select(RetentionHold).where(
        RetentionHold.ended_at.is_(None),
        RetentionHold.voided_at.is_(None),
        RetentionHold.look_again_on <= today,
    )
    return list(session.scalars(query.order_by(RetentionHold.look_again_on, RetentionHold.id)))


def _reason(words: str) -> str:
    why = clean_lines(words)
    if not why:
        raise DomainError("Say why. Only the safeguarding lead reads it.", field="reason")
    return why


def _standing(session: Session, hold_id: str) -> RetentionHold:
    held = get(session, RetentionHold, hold_id, "hold")
    if held.ended_at is not None:
        raise DomainError("This hold has ended. Put a new one on if it is needed.")
    return held


def _lines(session: Session) -> list[HoldLine]:
    names = {key: name for key, name in session.execute(select(User.id, User.name))}
    query = (
        select(RetentionHold, Person)
        .join(Person, Person.id == RetentionHold.person_id)
        .where(RetentionHold.voided_at.is_(None))
    )
    return [
        HoldLine(
            one.id,
            one.person_id,
            full_name(who.first_name, who.last_name, who.preferred_name),
            f"P-{who.number}",
            one.reason,
            names.get(one.placed_by_id, ""),
            _day(one.placed_at),
            one.look_again_on,
            _day(one.ended_at) if one.ended_at is not None else None,
            names.get(one.ended_by_id or "", ""),
            one.end_reason,
        )
        for one, who in session.execute(query)
    ]


def _day(moment: datetime) -> date:
    return moment.astimezone().date()
