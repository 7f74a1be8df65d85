"""Whom a volunteer's paper may be made for, and the line it leaves when it goes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from db.enums import ShareKind, VolunteerStatus
from db.models import Person, Volunteer
from desktop.domain.errors import DomainError
from desktop.domain.names import full_name
from desktop.domain.references import Kind, write
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.sharing_log import Share, write_share

FIELDS = ("name",)
"""What these papers hold of anybody."""
_NO_CARD = frozenset(
    {VolunteerStatus.ON_HOLD, VolunteerStatus.SUSPENDED, VolunteerStatus.LEFT, VolunteerStatus.APPLIED}
)


@dataclass(frozen=True, slots=True)
class Named:
    """A volunteer as a paper names them."""

    id: str
    name: str
    reference: str


class VolunteerPapers(Service):
    """Verbs on papers."""

    @verb("volunteer.set")
    def named(
        self, _actor: Actor, volunteer_ids: Sequence[str], *, for_cards: bool = False
    ) -> tuple[Named, ...]:
        """The volunteers a paper is for, by name.

        Args:
            volunteer_ids: who was picked.
            for_cards: leave out whoever may not have a card: those held back, gone, or not answered yet.

        Raises:
            DomainError: nobody is left.
        """
        query = (
            select(Volunteer, Person)
            .join(Person, Person.id == Volunteer.person_id)
            .where(Volunteer.id.in_(volunteer_ids), Volunteer.voided_at.is_(None))
            .order_by(Person.last_name, Person.first_name, Volunteer.id)
        )
        with self.store.read() as session:
            found = tuple(
                Named(
                    one.id,
                    full_name(who.first_name, who.last_name, who.preferred_name),
                    write(Kind.VOLUNTEER, one.number),
                )
                for one, who in session.execute(query)
                if not (for_cards and one.status in _NO_CARD)
            )
        if not found:
            raise DomainError("Nobody picked may have a card now." if for_cards else "Nobody is picked.")
        return found

    @verb("volunteer.set")
    def leave(
        self, actor: Actor, purpose: str, count: int, name: str, put_in_place: Callable[[], object]
    ) -> Changes:
        """Let a paper leave, and record that it did: both or neither.

        Args:
            purpose: what it is, such as "ID cards".
            count: for how many people.
            name: of the file or the printer.
            put_in_place: writes the file; nothing for a printer.
        """
        share = Share(
            kind=ShareKind.PRINT, purpose=purpose, fields=FIELDS, people_count=count, file_name=name
        )
        with self.store.write(actor.user_id) as work:
            record = write_share(work, actor, share, self.now())
            done = changes(work, record.id, f"{purpose} recorded as printed")
            put_in_place()
        return done
