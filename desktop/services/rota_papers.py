"""What the papers of a rota carry, and the record that one was printed. Nothing here changes the rota."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import ShareKind
from db.models import Volunteer
from desktop.domain.bulk_export import Apart
from desktop.domain.dates import day_month_year as long_day
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.match_facts import monday
from desktop.domain.phones import national
from desktop.domain.references import Kind, parse
from desktop.domain.rota import SeatOn, Shift, Taker
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.hub_info import facts as hub_facts
from desktop.services.rota_facts import Facts
from desktop.services.rota_views import WeekView, week_view
from desktop.services.sharing_log import Share, write_share

_SIX_DAYS = timedelta(days=6)
PRINTED_FIELDS = ("first name and initial", "shifts")


@dataclass(frozen=True, slots=True)
class PaperHub:
    """The hub as it stands on paper."""

    name: str
    phone: str
    lead_name: str
    safeguarding_phone: str
    printed_at: datetime
    demo: bool


@dataclass(frozen=True, slots=True)
class PaperData:
    """Some days of the rota for paper.

    Attributes:
        last: the last day; the first is the view's.
    """

    hub: PaperHub
    view: WeekView
    last: date

    @property
    def first(self) -> date:
        """The first day."""
        return self.view.monday

    def coming(self, shift: Shift, one: SeatOn) -> list[Taker]:
        """Whoever is on a seat and cleared for it now; the rest stay off paper (domain rule 3)."""
        key = shift.key, one.seat.id
        return [each for each in one.takers if (*key, each.volunteer_id) not in self.view.uncleared]

    def needed(self, shift: Shift, one: SeatOn) -> int:
        """How many a seat still needs once those who may not come are left out."""
        return max(0, one.seat.minimum - len(self.coming(shift, one)))

    def short(self, volunteer_id: str) -> str:
        """First name and initial: "Kofi M."."""
        held = self.view.who.get(volunteer_id)
        if held is None:
            return ""
        return f"{held.short} {held.initial.upper()}." if held.initial else held.short

    def people(self) -> list[str]:
        """Keys of everybody who comes, by name."""
        found = {
            each.volunteer_id
            for shift in self.view.shifts
            if not shift.cancelled
            for one in shift.seats
            for each in self.coming(shift, one)
        }
        return sorted(found, key=lambda key: (self.short(key).casefold(), key))


class RotaPapers(Service):
    """Verbs that gather what is printed of the rota, and record that it was."""

    @verb("rota.print")
    def week(self, _actor: Actor, day: date) -> PaperData:
        """The week a day is in, for the wall."""
        first = monday(day)
        with self.store.read() as session:
            return self._data(session, first, first + _SIX_DAYS)

    @verb("rota.print")
    def days(self, _actor: Actor, first: date, last: date) -> PaperData:
        """Some days, for volunteers' own rotas and calendars.

        Raises:
            DomainError: the last day is before the first.
        """
        if last < first:
            raise DomainError("The last day is before the first. Change one of them.")
        with self.store.read() as session:
            return self._data(session, first, last)

    @verb("rota.print")
    def volunteer_named(self, _actor: Actor, reference: str) -> str:
        """The key of a volunteer by their reference, such as ``V-12``.

        Raises:
            DomainError: it is no reference, or there is no such volunteer.
        """
        found = parse(reference)
        if found is None or found.kind is not Kind.VOLUNTEER:
            raise DomainError(
                f"“{reference}” is not a volunteer. It should look like V-12.", field="volunteer"
            )
        with self.store.read() as session:
            key = session.scalars(
                select(Volunteer.id).where(Volunteer.number == found.number, Volunteer.voided_at.is_(None))
            ).first()
        if key is None:
            raise NotFound(f"There is no volunteer V-{found.number}.")
        return key

    @verb("rota.print")
    def leave(
        self,
        actor: Actor,
        data: PaperData,
        keys: Sequence[str],
        content: bytes,
        name: str,
        put_in_place: Callable[[], object],
    ) -> Changes:
        """Let a paper of the rota leave, and record that it did (domain rule 11): both or neither.

        It takes no second person: it goes to those who are on it, with first names and shifts alone.

        Args:
            actor: who prints.
            data: what it was drawn from.
            keys: of the volunteers named on it.
            content: the document itself.
            name: of the file or the printer.
            put_in_place: writes the file; nothing for a printer.
        """
        share = Share(
            kind=ShareKind.PRINT,
            purpose=f"Rota from {long_day(data.first)} to {long_day(data.last)}",
            fields=PRINTED_FIELDS,
            people_count=len(set(keys)),
            apart=Apart.THEMSELVES,
            file_name=name,
            file_hash=hashlib.sha256(content).hexdigest(),
            recipient_name="Volunteers on the rota",
        )
        with self.store.write(actor.user_id) as work:
            record = write_share(work, actor, share, self.now())
            done = changes(work, record.id, "Rota recorded as printed")
            put_in_place()
        return done

    def _data(self, session: Session, first: date, last: date) -> PaperData:
        view = week_view(Facts(session, first, last, self.today()), frozenset(), told=False)
        held = hub_facts(session)
        hub = PaperHub(
            held.name,
            national(held.phone),
            held.lead_name.split(" ")[0],
            national(held.safeguarding_phone),
            self.now().astimezone().replace(tzinfo=None),
            held.is_demo,
        )
        return PaperData(hub, view, last)
