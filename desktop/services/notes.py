"""Shift notes: what one shift tells the next."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import ShiftNote, User
from desktop.domain.errors import DomainError
from desktop.domain.text import clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb


@dataclass(frozen=True, slots=True)
class Note:
    """One shift note."""

    at: datetime
    by: str
    words: str


class Notes(Service):
    """Verbs on shift notes."""

    @verb("note.see")
    def latest(self, _actor: Actor, limit: int = 1) -> list[Note]:
        """The last notes, newest first."""
        with self.store.read() as session:
            return notes(session, limit)

    @verb("note.write")
    def write(self, actor: Actor, words: str) -> Changes:
        """Leave a note for the next shift.

        Raises:
            DomainError: there is nothing in it.
        """
        if not clean_lines(words):
            raise DomainError("Type what the next shift should know.", field="words")
        with self.store.write(actor.user_id) as work:
            note = ShiftNote(at=self.now(), by_id=actor.user_id, words=clean_lines(words))
            work.add(note)
            work.session.flush()
            return changes(work, note.id, "Note left for the next shift")


def notes(session: Session, limit: int) -> list[Note]:
    """The last notes, newest first, inside a reading of one's own."""
    query = select(ShiftNote, User.name).join(User, User.id == ShiftNote.by_id)
    found = session.execute(query.order_by(ShiftNote.at.desc(), ShiftNote.id.desc()).limit(limit))
    return [Note(one.at, name, one.words) for one, name in found]


def newest(session: Session) -> Note | None:
    """The last note, or None."""
    return next(iter(notes(session, 1)), None)
