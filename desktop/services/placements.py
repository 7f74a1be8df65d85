"""Placing volunteers with a host organisation, and their return."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import LawfulBasis, ShareKind, VolunteerStatus
from db.enums_bank import Meanwhile
from db.models import Absence, Organisation, Person, Placement, Volunteer
from db.session import UnitOfWork
from desktop.domain.bank import LONGEST_DAYS, review_day
from desktop.domain.errors import DomainError
from desktop.domain.names import full_name
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.limits import refuse_limited
from desktop.services.records import get, set_fields, void
from desktop.services.sharing_log import Share, write_share
from desktop.services.volunteers import HELD_STATES

LETTER_FIELDS = ("name", "role", "days", "hours")
"""What the letter that introduces somebody holds of them: what they agreed to, and no more."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlacementDraft:
    """What is agreed about a placement.

    Attributes:
        weekly_minutes: how much a week; None where that is open.
        host_checks: what the host checked itself, in its own words; the hub's gate never reads it.
        meanwhile: what the hub still asks of them.
        agreed_on: the day they agreed that the host is told their name, role, days and hours.
        review_on: when to look at it; four weeks in when None.
        weekdays: on which they are there, 0 for Monday; none where no hours were agreed.
        starts_at, ends_at: from when to when on these days: then the hub offers them nothing.
    """

    organisation_id: str
    role: str
    first_day: date
    last_day: date
    agreed_on: date | None
    weekly_minutes: int | None = None
    contact_name: str = ""
    contact_phone: str = ""
    host_checks: str = ""
    meanwhile: Meanwhile = Meanwhile.NOTHING
    review_on: date | None = None
    weekdays: tuple[int, ...] = ()
    starts_at: time | None = None
    ends_at: time | None = None


@dataclass(frozen=True, slots=True)
class Introduction:
    """What the letter to the host says.

    Attributes:
        name: of the volunteer.
    """

    placement_id: str
    name: str
    organisation_id: str
    organisation: str
    contact_name: str
    role: str
    first_day: date
    last_day: date
    weekly_minutes: int | None
    agreed_on: date


class Placements(Service):
    """Verbs on placements."""

    @verb("volunteer.set")
    def place(self, actor: Actor, volunteer_id: str, draft: PlacementDraft) -> Changes:
        """Lend a volunteer to an organisation. A placement clears nobody for the hub's own tasks.

        Raises:
            DomainError: nobody agreed, the days are impossible, they are held back, gone, or placed then.
        """
        _refuse_odd(draft, self.today())
        with self.store.write(actor.user_id) as work:
            volunteer = get(work.session, Volunteer, volunteer_id, "volunteer")
            if volunteer.status in HELD_STATES:
                raise DomainError("Not available: ask the safeguarding lead.")
            if volunteer.status is VolunteerStatus.LEFT:
                raise DomainError(f"V-{volunteer.number} has left.")
            refuse_limited(work.session, [volunteer.person_id])
            _refuse_overlap(work.session, volunteer_id, draft)
            host = get(work.session, Organisation, draft.organisation_id, "organisation")
            held = Placement(
                volunteer_id=volunteer_id,
                organisation_id=host.id,
                role=clean(draft.role),
                first_day=draft.first_day,
                last_day=draft.last_day,
                weekly_minutes=draft.weekly_minutes,
                contact_name=clean(draft.contact_name),
                contact_phone=clean(draft.contact_phone),
                host_checks=clean(draft.host_checks),
                meanwhile=draft.meanwhile,
                review_on=review_day(draft.first_day, draft.last_day, draft.review_on),
                agreed_on=draft.agreed_on,
                weekdays=sorted(draft.weekdays),
                starts_at=draft.starts_at,
                ends_at=draft.ends_at,
            )
            work.add(held)
            _keep_away(work, held, host.name)
            work.session.flush()
            return changes(work, volunteer_id, f"V-{volunteer.number} placed with {host.name}")

    @verb("volunteer.set")
    def extend(
        self, actor: Actor, placement_id: str, last_day: date, review_on: date | None = None
    ) -> Changes:
        """Agree a later last day, after looking at how it goes.

        Raises:
            DomainError: it is no later, too far ahead, or they have come back.
        """
        with self.store.write(actor.user_id) as work:
            held = _running(work, placement_id)
            if not held.last_day <= last_day <= self.today() + timedelta(days=LONGEST_DAYS):
                raise DomainError("Choose a later day, at most a year ahead.", field="last_day")
            if review_on is not None and review_on <= self.today():
                raise DomainError("This day is past. Choose a day to come.", field="review_on")
            review = review_day(self.today(), last_day, review_on)
            set_fields(held, {"last_day": last_day, "review_on": review})
            away = work.session.get(Absence, held.absence_id) if held.absence_id else None
            if away is not None and away.voided_at is None:
                set_fields(away, {"last_day": last_day})
            return changes(work, held.volunteer_id, "Placement made longer")

    @verb("volunteer.set")
    def come_back(self, actor: Actor, placement_id: str, on: date, note: str = "") -> Changes:
        """Record that a volunteer is back: from that day the hub may ask them again.

        Raises:
            DomainError: the day lies ahead, or they have come back already.
        """
        if on > self.today():
            raise DomainError("That day lies ahead. Record it when it has happened.", field="on_date")
        with self.store.write(actor.user_id) as work:
            held = _running(work, placement_id)
            set_fields(held, {"returned_on": on, "return_note": clean(note)})
            away = work.session.get(Absence, held.absence_id) if held.absence_id else None
            if away is not None and away.voided_at is None:
                if on <= away.first_day:
                    void(away, "Back again", self.now())
                else:
                    set_fields(away, {"last_day": min(away.last_day, on - _ONE_DAY)})
            volunteer = work.session.get_one(Volunteer, held.volunteer_id)
            return changes(work, held.volunteer_id, f"V-{volunteer.number} is back")

    @verb("bank.print")
    def introduction(self, _actor: Actor, placement_id: str) -> Introduction:
        """What the letter to the host says.

        Raises:
            DomainError: they have come back, or asked that their data is not used.
        """
        with self.store.read() as session:
            return _introduction(session, placement_id)

    @verb("bank.print")
    def leave(
        self,
        actor: Actor,
        said: Introduction,
        file_hash: str,
        name: str,
        put_in_place: Callable[[], object] = lambda: None,
    ) -> Changes:
        """Let the letter leave, and record that it did: both or neither.

        Args:
            actor: who prints.
            said: as it was looked at.
            file_hash: SHA-256 of the file, hexadecimal.
            name: of the file or the printer.
            put_in_place: writes the file; nothing for a printer.

        Raises:
            DomainError: something about it is different by now.
        """
        with self.store.write(actor.user_id) as work:
            if _introduction(work.session, said.placement_id) != said:
                raise DomainError("Something changed meanwhile. Look at it again, then print.")
            share = Share(
                kind=ShareKind.PRINT,
                purpose="Introducing a volunteer to their host",
                fields=LETTER_FIELDS,
                people_count=1,
                recipient_id=said.organisation_id,
                recipient_name=said.organisation,
                basis=LawfulBasis.CONSENT,
                agreement=f"Agreed on {said.agreed_on:%d/%m/%Y} that {said.organisation} is told",
                file_name=name,
                file_hash=file_hash,
            )
            record = write_share(work, actor, share, self.now())
            done = changes(work, record.id, "Letter to the host recorded as printed")
            put_in_place()
        return done


def _introduction(session: Session, placement_id: str) -> Introduction:
    held = get(session, Placement, placement_id, "placement")
    if held.returned_on is not None:
        raise DomainError("They have come back. There is nobody to introduce.")
    volunteer = get(session, Volunteer, held.volunteer_id, "volunteer")
    if volunteer.status in HELD_STATES:
        raise DomainError("Not available: ask the safeguarding lead.")
    refuse_limited(session, [volunteer.person_id])
    person = session.get_one(Person, volunteer.person_id)
    return Introduction(
        held.id,
        full_name(person.first_name, person.last_name, person.preferred_name),
        held.organisation_id,
        session.get_one(Organisation, held.organisation_id).name,
        held.contact_name,
        held.role,
        held.first_day,
        held.last_day,
        held.weekly_minutes,
        held.agreed_on,
    )


def _running(work: UnitOfWork, placement_id: str) -> Placement:
    held = get(work.session, Placement, placement_id, "placement")
    if held.returned_on is not None:
        raise DomainError("They have come back already.")
    return held


def _keep_away(work: UnitOfWork, held: Placement, host: str) -> None:
    """Time away is what every gate reads, so that nobody lent out whole is offered anything meanwhile."""
    if held.meanwhile is not Meanwhile.NOTHING:
        return
    away = Absence(
        volunteer_id=held.volunteer_id,
        first_day=held.first_day,
        last_day=held.last_day,
        reason=f"With {host}",
    )
    work.add(away)
    work.session.flush()
    held.absence_id = away.id


def _refuse_overlap(session: Session, volunteer_id: str, draft: PlacementDraft) -> None:
    query = select(Placement.id).where(
        Placement.volunteer_id == volunteer_id,
        Placement.voided_at.is_(None),
        Placement.returned_on.is_(None),
        Placement.first_day <= draft.last_day,
        Placement.last_day >= draft.first_day,
    )
    if session.scalars(query).first() is not None:
        raise DomainError("They are placed on some of these days already. Record their return first.")


def _refuse_odd(draft: PlacementDraft, today: date) -> None:
    if not clean(draft.role):
        raise DomainError("Say what they will do there.", field="role")
    if draft.last_day < draft.first_day:
        raise DomainError("The last day is before the first.", field="last_day")
    if draft.last_day > draft.first_day + timedelta(days=LONGEST_DAYS):
        raise DomainError("Agree a year at most. It can be made longer later.", field="last_day")
    if draft.agreed_on is None:
        raise DomainError("Ask them first whether the host may be told.", field="agreed_on")
    if draft.agreed_on > today:
        raise DomainError("That day lies ahead. Record it when they have agreed.", field="agreed_on")
    if draft.review_on is not None and draft.review_on < draft.first_day:
        raise DomainError("Look at it once they have begun.", field="review_on")
    if draft.weekly_minutes is not None and draft.weekly_minutes < 0:
        raise DomainError("Hours a week are nought or more.", field="hours")
    _refuse_odd_hours(draft)


def _refuse_odd_hours(draft: PlacementDraft) -> None:
    given = (bool(draft.weekdays), draft.starts_at is not None, draft.ends_at is not None)
    if any(given) and not all(given):
        raise DomainError(
            "Say the days of the week, from when and to when; or none of them.", field="weekdays"
        )
    if draft.starts_at is not None and draft.ends_at is not None and draft.ends_at <= draft.starts_at:
        raise DomainError("It is over before it begins.", field="ends_at")
