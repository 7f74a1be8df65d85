"""Spells in which recurring help rests: in hospital, away, or with others there for a while."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from db.enums import RoundStatus
from db.models import HelpPause, Person, Request, Volunteer
from db.queries import repeats as query
from db.queries.repeats import PauseRow
from db.session import UnitOfWork
from desktop.domain.dates import near_day
from desktop.domain.errors import DomainError
from desktop.domain.text import clean, listed
from desktop.services import request_tasks
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.people import display_name
from desktop.services.records import get, loaded, set_fields, void
from desktop.services.round_stops import take_off
from desktop.services.task_outcomes import settle_cover
from desktop.services.tasks import round_of

LOOK_AFTER = timedelta(days=7)
"""When to ask after somebody whose help rests until they are back, where no day was said; the hub's habit."""


@dataclass(frozen=True, slots=True)
class PauseDraft:
    """A spell as typed.

    Attributes:
        first_day: the first day without help.
        last_day: the last day without; None until they are back.
        look_on: the day to ask, where no last day is known.
        reason: in a few words; may be empty.
    """

    first_day: date
    last_day: date | None = None
    look_on: date | None = None
    reason: str = ""


class Pauses(Service):
    """Verbs on spells without help."""

    @verb("request.see")
    def of_person(self, _actor: Actor, person_id: str) -> list[PauseRow]:
        """Spells of somebody that last to today or beyond, of one request or of all their help."""
        with self.store.read() as session:
            return query.pauses(session, self.today(), {person_id})

    @verb("request.set")
    def pause(self, actor: Actor, draft: PauseDraft, person_id: str, request_id: str = "") -> Changes:
        """Let somebody's recurring help rest; what is planned in the spell is called off.

        Args:
            actor: who does it.
            draft: the spell.
            person_id: whose help.
            request_id: only this request; empty for all their recurring help.

        Returns:
            What was touched; ``made`` is the spell, and the message names who had something to do in it.

        Raises:
            DomainError: it would end before it begins, or a round that is out carries some of it.
        """
        first, last = draft.first_day, draft.last_day
        if last is not None and last < first:
            raise DomainError("The last day is before the first. Change one of them.", field="last_day")
        if last is not None and last < self.today():
            raise DomainError("That spell is over. Choose a last day from today on.", field="last_day")
        look_on = None if last else draft.look_on or max(first, self.today()) + LOOK_AFTER
        with self.store.write(actor.user_id) as work:
            person = get(work.session, Person, person_id, "person")
            if request_id:
                get(work.session, Request, request_id, "request")
            spell = HelpPause(
                person_id=person.id,
                request_id=request_id or None,
                first_day=first,
                last_day=last,
                look_on=look_on,
                reason=clean(draft.reason),
            )
            work.add(spell)
            work.session.flush()
            told = self._follow(work, person_id, request_id)
            words = f"Help for {display_name(person)} rests from {near_day(first, self.today())}"
            return changes(work, spell.id, f"{words}. {told}".strip() if told else words)

    @verb("request.set")
    def back(self, actor: Actor, pause_id: str, first_day: date) -> Changes:
        """Somebody is back: help goes on from a day, with whoever had it.

        Args:
            actor: who does it.
            pause_id: the spell.
            first_day: the first day with help again.

        Raises:
            NotFound: the spell was taken back.
        """
        with self.store.write(actor.user_id) as work:
            spell = get(work.session, HelpPause, pause_id, "pause")
            person = work.session.get_one(Person, spell.person_id)
            if first_day <= spell.first_day:
                void(spell, "Help goes on without a break", self.now())
            else:
                set_fields(spell, {"last_day": first_day - timedelta(days=1), "look_on": None})
            work.session.flush()
            self._follow(work, spell.person_id, spell.request_id or "")
            words = f"Help for {display_name(person)} goes on from {near_day(first_day, self.today())}"
            return changes(work, pause_id, words)

    @verb("request.set")
    def ask_later(self, actor: Actor, pause_id: str, look_on: date) -> Changes:
        """Ask on another day whether somebody is back.

        Raises:
            DomainError: that day is not ahead.
        """
        if look_on <= self.today():
            raise DomainError("Choose a day from tomorrow on.", field="look_on")
        with self.store.write(actor.user_id) as work:
            spell = get(work.session, HelpPause, pause_id, "pause")
            set_fields(spell, {"look_on": look_on})
            return changes(work, pause_id, f"To be asked again {near_day(look_on, self.today())}")

    def _follow(self, work: UnitOfWork, person_id: str, request_id: str) -> str:
        """Bring the tasks into line; say who had something that was called off."""
        wanted = [request_id] if request_id else query.of_person(work.session, person_id)
        crews = _off_rounds(work, wanted, self.today())
        called_off = request_tasks.extend(work, wanted, self.today())
        settle_cover(work, wanted)
        had = {one for task in called_off for one in (task.volunteer_id, task.second_volunteer_id) if one}
        names = _names(work.session, sorted(had | crews))
        return f"Tell {listed(names)}." if names else ""


def _off_rounds(work: UnitOfWork, request_ids: Sequence[str], today: date) -> set[str]:
    """Take what rests off rounds that are planned; gives the volunteers who drive or help on them.

    Raises:
        DomainError: a round that is out carries some of it.
    """
    spells = request_tasks.Resting(query.pauses(work.session, today))
    crews: set[str] = set()
    for task in query.on_rounds(work.session, request_ids, today):
        person_id = work.session.get_one(Request, task.request_id).person_id
        resting = spells.of(task.request_id, person_id)
        held = round_of(work.session, task)
        if held is None or not any(first <= task.on_date <= last for first, last in resting):
            continue
        if held.status is not RoundStatus.PLANNED:
            raise DomainError(f"S-{held.number} is out with some of this. Begin the pause the day after.")
        crews |= {one for one in (held.driver_id, held.helper_id) if one}
        take_off(work, held, [task.id])
    return crews


def _names(session: Session, volunteer_ids: Sequence[str]) -> list[str]:
    found = loaded(session, Volunteer, volunteer_ids)
    people = loaded(session, Person, [one.person_id for one in found.values()])
    return sorted(display_name(people[one.person_id]) for one in found.values() if one.person_id in people)
