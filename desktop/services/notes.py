"""Shift notes: what one shift tells the next."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

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
        query = select(ShiftNote, User.name).join(User, User.id == ShiftNote.by_id)
        with self.store.read() as session:
            found = session.execute(query.order_by(ShiftNote.at.desc(), ShiftNote.id.desc()).limit(limit))
            return [Note(one.at, name, one.words) for one, name in found]

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
