"""What the papers of an outing carry, and the record that they were printed.

The sheet of the companions names nobody's reason, address or number; whom to ring in an emergency stands on a
sheet of its own, sealed until the day (domain rule 9).
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.orm import Session

from db.enums import ShareKind
from db.queries import outings as query
from desktop.domain.dates import day_month_year
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.names import paper_name
from desktop.domain.outings import may_open
from desktop.domain.phones import national
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.hub_info import facts as hub_facts
from desktop.services.limits import refuse_limited
from desktop.services.outings import views
from desktop.services.sharing_log import Share, write_share

SHEET_FIELDS = ("first name and initial", "wheelchair or steps")
CONTACT_FIELDS = ("first name and initial", "whom to ring in an emergency")


@dataclass(frozen=True, slots=True)
class PaperGuest:
    """Somebody on the paper: first name and initial, what they need on the way, whom to ring."""

    name: str
    wheelchair: bool
    no_steps: bool
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutingPaper:
    """An outing for paper.

    Attributes:
        contacts: it is the sealed sheet of whom to ring in an emergency.
        companions: first names and initials of those who are cleared; nobody else is on it.
    """

    id: str
    number: int
    place: str
    on_date: date
    starts_at: time
    ends_at: time
    meet_at: str
    travel: str
    guests: tuple[PaperGuest, ...]
    companions: tuple[str, ...]
    contacts: bool
    hub_name: str
    hub_phone: str
    safeguarding_phone: str
    demo: bool


class OutingPapers(Service):
    """Verbs that gather what is printed of an outing, and record that it was."""

    @verb("outing.print")
    def paper(self, _actor: Actor, outing_id: str, *, contacts: bool = False) -> OutingPaper:
        """What stands on a sheet.

        Raises:
            DomainError: nobody cleared goes with it, it was called off, or contacts are sealed that day.
        """
        with self.store.read() as session:
            return self._paper(session, outing_id, contacts=contacts)

    @verb("outing.print")
    def leave(
        self, actor: Actor, paper: OutingPaper, content: bytes, name: str, put_in_place: Callable[[], object]
    ) -> Changes:
        """Let a sheet leave, and record that it did: both or neither.

        Raises:
            DomainError: something about it is different by now.
        """
        with self.store.write(actor.user_id) as work:
            if self._paper(work.session, paper.id, contacts=paper.contacts) != paper:
                raise DomainError("Something changed meanwhile. Look at it again, then print.")
            share = Share(
                kind=ShareKind.PRINT,
                purpose=f"Outing on {day_month_year(paper.on_date)}",
                fields=CONTACT_FIELDS if paper.contacts else SHEET_FIELDS,
                people_count=len(paper.guests),
                recipient_name="Companions of the outing",
                file_name=name,
                file_hash=hashlib.sha256(content).hexdigest(),
            )
            record = write_share(work, actor, share, self.now())
            done = changes(work, record.id, "Sheet of the outing recorded as printed")
            put_in_place()
        return done

    def _paper(self, session: Session, outing_id: str, *, contacts: bool) -> OutingPaper:
        rows = query.rows(session, [outing_id])
        if not rows:
            raise NotFound("This outing is no longer here.")
        (held,) = views(session, rows, self.today())
        row = held.row
        if row.cancelled_on is not None:
            raise DomainError("This outing was called off.")
        going = [one for one in held.companions if one.volunteer_id not in held.refused]
        if not going:
            raise DomainError("Nobody who is cleared goes with it yet. Find a companion first.")
        if contacts and not may_open(row.on_date, self.today()):
            raise DomainError(f"Sealed until {day_month_year(row.on_date)}: it is printed on that day alone.")
        people = [one.person_id for one in held.guests]
        refuse_limited(session, people)
        ring: dict[str, list[str]] = {}
        for one in query.contacts(session, people) if contacts else ():
            words = ", ".join(part for part in (national(one.phone), one.name, one.relationship) if part)
            ring.setdefault(one.person_id, []).append(words)
        hub = hub_facts(session)
        return OutingPaper(
            row.id,
            row.number,
            row.place,
            row.on_date,
            row.starts_at,
            row.ends_at,
            row.meet_at,
            row.travel,
            tuple(
                PaperGuest(
                    paper_name(one.first_name, one.last_name, one.preferred_name),
                    one.wheelchair,
                    one.no_steps,
                    tuple(ring.get(one.person_id, ())),
                )
                for one in held.guests
            ),
            tuple(paper_name(one.first_name, one.last_name, one.preferred_name) for one in going),
            contacts,
            hub.name,
            national(hub.phone),
            national(hub.safeguarding_phone),
            hub.is_demo,
        )
