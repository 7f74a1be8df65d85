"""Restricted records opened with a reason: begun, ended, and looked into by the safeguarding lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from db.enums import Role
from db.enums_openings import OpeningEnd
from db.models import Opening, User, ViewEntry
from db.queries.audit import names
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.glass import Open, ends
from desktop.services.records import get

LEAST_REASON = 10
"""Characters of a reason: a word says nothing to whoever reads it later."""


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """One opening.

    Attributes:
        who: the account.
        ended_by: what ended it before its time; None where nothing did.
        looks: how many restricted records were looked at.
        seen_by: the lead who acknowledged it; empty until then.
    """

    id: str
    by_id: str
    who: str
    reason: str
    opened_at: datetime
    until: datetime
    ended_at: datetime | None
    ended_by: OpeningEnd | None
    looks: int
    seen_at: datetime | None
    seen_by: str
    seen_note: str


@dataclass(frozen=True, slots=True)
class Look:
    """One restricted record looked at.

    Attributes:
        what: of it was closed to the account.
        about: the record's name.
    """

    at: datetime
    entity: str
    what: str
    about: str


class Openings(Service):
    """Verbs on restricted records opened with a reason."""

    @verb("glass.open")
    def begin(self, actor: Actor, reason: str) -> Changes:
        """Open the restricted records for half an hour.

        Args:
            actor: who opens them.
            reason: why; the lead reads it.

        Raises:
            DomainError: the reason says too little, or the account sees all of this anyway.
        """
        why = clean(reason)
        if len(why) < LEAST_REASON:
            raise DomainError("Say in a few words why you need them now. The lead reads it.", field="reason")
        if Role.LEAD in actor.roles or actor.glass is None:
            raise DomainError("Your account sees these records already.")
        now = self.now()
        with self.store.write(actor.user_id) as work:
            row = Opening(by_id=actor.user_id, reason=why, opened_at=now, until=ends(now))
            work.add(row)
            work.session.flush()
            done = changes(work, row.id)
        # Only what is on record opens: a full disk leaves everything closed.
        actor.glass.begin(done.made, why, now)
        return done

    @verb("view.log")
    def end(self, actor: Actor, how: OpeningEnd) -> Changes:
        """Close them before the time is over; nothing where they are closed."""
        was = actor.glass.end() if actor.glass is not None else None
        return Changes() if was is None else self.ended(actor, was, how)

    @verb("view.log")
    def ended(self, actor: Actor, was: Open, how: OpeningEnd) -> Changes:
        """Record that they were closed before the time was over; nothing where it was.

        Args:
            actor: whose they were.
            was: what was open.
            how: what ended it.
        """
        if self.now() >= was.until:
            return Changes()
        with self.store.write(actor.user_id) as work:
            row = get(work.session, Opening, was.id, "opening")
            if row.by_id != actor.user_id:
                raise NotFound("This was opened by somebody else.")
            row.ended_at, row.ended_by = self.now(), how
            return changes(work, row.id)

    @verb("glass.see")
    def ids(self, _actor: Actor) -> list[str]:
        """Keys of every opening: those nobody acknowledged first, then the newest."""
        with self.store.read() as session:
            order = (Opening.seen_at.is_not(None), Opening.opened_at.desc(), Opening.id)
            return list(session.scalars(select(Opening.id).order_by(*order)))

    @verb("glass.see")
    def rows(self, _actor: Actor, wanted: Sequence[str]) -> list[OpeningLine]:
        """Lines for keys, in the order of the keys."""
        with self.store.read() as session:
            found = {one.id: one for one in lines(session, Opening.id.in_(wanted))}
        return [found[key] for key in wanted if key in found]

    @verb("glass.see")
    def looks(self, _actor: Actor, opening_id: str) -> list[Look]:
        """What was looked at under an opening, in order."""
        with self.store.read() as session:
            query = select(ViewEntry).where(ViewEntry.opening_id == opening_id).order_by(ViewEntry.at)
            found = list(session.scalars(query))
            named = names(session, {one.row_id for one in found if one.row_id})
        return [Look(one.at, one.entity, one.what, named.get(one.row_id or "", "")) for one in found]

    @verb("glass.see")
    def acknowledge(self, actor: Actor, opening_id: str, note: str = "") -> Changes:
        """Say that the lead has looked into an opening.

        Args:
            actor: the lead.
            opening_id: the opening.
            note: what came of it; may be empty.

        Raises:
            DomainError: it was their own, or somebody has already.
        """
        with self.store.write(actor.user_id) as work:
            row = get(work.session, Opening, opening_id, "opening")
            if row.by_id == actor.user_id:
                raise DomainError("You opened these yourself. Ask another lead to look into it.")
            if row.seen_at is not None:
                raise DomainError("Somebody has looked into this already.")
            row.seen_at, row.seen_by_id, row.seen_note = self.now(), actor.user_id, clean(note)
            who = work.session.get_one(User, row.by_id).name
            return changes(work, row.id, f"Looked into what {who} opened")


def lines(session: Session, *wanted: object) -> list[OpeningLine]:
    """Openings with whose they are and how many looks, oldest first. One statement."""
    lead = aliased(User)
    counted = (
        select(ViewEntry.opening_id, func.count().label("looks"))
        .where(ViewEntry.opening_id.is_not(None))
        .group_by(ViewEntry.opening_id)
        .subquery()
    )
    query = (
        select(Opening, User.name, lead.name, func.coalesce(counted.c.looks, 0))
        .join(User, User.id == Opening.by_id)
        .outerjoin(lead, lead.id == Opening.seen_by_id)
        .outerjoin(counted, counted.c.opening_id == Opening.id)
        .where(*wanted)  # type: ignore[arg-type]
        .order_by(Opening.opened_at, Opening.id)
    )
    return [
        OpeningLine(
            id=one.id,
            by_id=one.by_id,
            who=who,
            reason=one.reason,
            opened_at=one.opened_at,
            until=one.until,
            ended_at=one.ended_at,
            ended_by=one.ended_by,
            looks=looks,
            seen_at=one.seen_at,
            seen_by=seen_by or "",
            seen_note=one.seen_note,
        )
        for one, who, seen_by, looks in session.execute(query)
    ]
