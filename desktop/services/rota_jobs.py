"""Jobs of the rota: what repeats, who usually does it, and days that are not as usual."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import Skill
from db.enums_repeats import HolidayRule
from db.enums_rota import SeatRole
from db.models import NeedType, RotaDay, RotaJob, RotaSeat, RotaUsual, Volunteer
from db.queries import rota as query
from db.session import UnitOfWork
from desktop.domain.dates import DAYS, short_day
from desktop.domain.errors import DomainError
from desktop.domain.recurrence import occurrences
from desktop.domain.rota import Job, Shift, day_key
from desktop.domain.rota_seats import judge
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get, set_fields, tidied, void
from desktop.services.rota import refusal
from desktop.services.rota_facts import Facts, by_person, jobs_of

MOST = 30
"""The most people one seat takes: more is a list, not a rota."""
_FIELDS = (
    *("name", "place", "icon", "starts_at", "ends_at", "rule", "from_on", "until_on", "holidays"),
    *("need_type_id", "area_id", "minimum_age", "wants_buddy", "note"),
)


@dataclass(frozen=True, slots=True)
class SeatDraft:
    """How many people of one role a job takes.

    Attributes:
        id: of a seat there is already; empty for a new one.
    """

    role: SeatRole = SeatRole.PERSON
    minimum: int = 1
    maximum: int = 1
    skill: Skill | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class JobDraft:
    """A job as typed; see `db.models.rota.RotaJob`."""

    name: str
    starts_at: time | None
    ends_at: time | None
    rule: str
    from_on: date | None = None
    until_on: date | None = None
    seats: Sequence[SeatDraft] = (SeatDraft(),)
    place: str = ""
    icon: str = "users"
    holidays: HolidayRule = HolidayRule.AS_USUAL
    need_type_id: str | None = None
    area_id: str | None = None
    minimum_age: int = 0
    wants_buddy: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class JobDetail:
    """A job as it stands, for its form.

    Attributes:
        usual: key of the line, seat, weekday and volunteer of whoever usually does it, with the name.
    """

    id: str
    draft: JobDraft
    usual: tuple[tuple[str, str, int, str, str], ...] = ()


class RotaJobs(Service):
    """Verbs on jobs of the rota."""

    @verb("rota.see")
    def listed(self, _actor: Actor) -> list[Job]:
        """Every job in use, in its order."""
        with self.store.read() as session:
            return jobs_of(session)

    @verb("rota.see")
    def get(self, _actor: Actor, job_id: str) -> JobDetail:
        """One job.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            return _detail(session, get(session, RotaJob, job_id, "job"), self.today())

    @verb("rota.set")
    def save(self, actor: Actor, draft: JobDraft, job_id: str = "") -> Changes:
        """Add a job, or change one; what was on its days before stays as it was worked out from it.

        Raises:
            DomainError: it has no name, no days, or a time or number that cannot be.
        """
        start = draft.from_on or self.today()
        _refuse_odd(draft, start)
        with self.store.write(actor.user_id) as work:
            if draft.need_type_id:
                get(work.session, NeedType, draft.need_type_id, "kind of help")
            values = tidied(draft, _FIELDS) | {"from_on": start}
            if job_id:
                held = get(work.session, RotaJob, job_id, "job")
                set_fields(held, values)
            else:
                held = RotaJob(number=work.next_number("rota_job"), **values)
                work.add(held)
            work.session.flush()
            self._write_seats(work, held, draft.seats)
            return changes(work, held.id, f"Saved {held.name}")

    @verb("rota.set")
    def stop(self, actor: Actor, job_id: str, last_day: date) -> Changes:
        """Let a job end: its last shift is on a day or before it."""
        with self.store.write(actor.user_id) as work:
            held = get(work.session, RotaJob, job_id, "job")
            if last_day < held.from_on:
                raise DomainError("The last day is before the first. Change one of them.", field="last_day")
            set_fields(held, {"until_on": last_day})
            return changes(work, held.id, f"{held.name} ends {short_day(last_day)}")

    @verb("rota.set")
    def void(self, actor: Actor, job_id: str, reason: str) -> Changes:
        """Take a job off the rota that was put there by mistake."""
        with self.store.write(actor.user_id) as work:
            held = get(work.session, RotaJob, job_id, "job")
            void(held, reason, self.now())
            return changes(work, held.id, f"{held.name} taken off the rota")

    @verb("rota.set")
    def set_usual(self, actor: Actor, seat_id: str, weekday: int, volunteer_id: str) -> Changes:
        """From now on somebody usually takes a seat on a day of the week.

        Args:
            actor: who says so.
            seat_id: the seat.
            weekday: Monday is 0.
            volunteer_id: who.

        Raises:
            DomainError: the rules do not let them on its next shift, or they usually do it already.
        """
        today = self.today()
        with self.store.write(actor.user_id) as work:
            seat = get(work.session, RotaSeat, seat_id, "seat")
            get(work.session, Volunteer, volunteer_id, "volunteer")
            facts = Facts(work.session, today, today + timedelta(days=13), today)
            ahead = [one for one in facts.shifts if one.seat(seat_id) and one.on_date.weekday() == weekday]
            if not ahead:
                raise DomainError(f"There is no shift on a {DAYS[weekday]} in the next two weeks.")
            already = any(
                one.seat_id == seat_id
                and one.volunteer_id == volunteer_id
                and one.counts_on(ahead[0].on_date)
                for one in facts.usuals
            )
            if already:
                raise DomainError("They usually do this already.")
            self._refuse_unfit(actor, facts, ahead[0], seat_id, volunteer_id)
            held = RotaUsual(seat_id=seat.id, volunteer_id=volunteer_id, weekday=weekday, from_on=today)
            work.add(held)
            name = facts.candidate(volunteer_id).name
            return changes(work, seat.job_id, f"{name}: every {DAYS[weekday]} from now on")

    @verb("rota.set")
    def end_usual(self, actor: Actor, usual_id: str) -> Changes:
        """From today on somebody does not usually take a seat any more; the days before stay."""
        with self.store.write(actor.user_id) as work:
            held = get(work.session, RotaUsual, usual_id, "line")
            yesterday = self.today() - timedelta(days=1)
            if held.from_on > yesterday:
                void(held, "Taken back the same day", self.now())
            else:
                set_fields(held, {"until_on": yesterday})
            return changes(work, held.seat_id, "Not usually from now on")

    @verb("rota.set")
    def not_usual(self, actor: Actor, seat_id: str, weekday: int, volunteer_id: str) -> Changes:
        """From today on somebody does not usually take a seat on a day of the week.

        Raises:
            DomainError: they do not usually take it.
        """
        with self.store.read() as session:
            lines = query.usuals(session, self.today(), date.max)
            found = [one[5] for one in lines if one[:3] == (seat_id, weekday, volunteer_id)]
        if not found:
            raise DomainError("They do not usually do this. Look at the week again.")
        return self.end_usual(actor, found[0])

    @verb("rota.set")
    def cancel(self, actor: Actor, job_id: str, on_date: date, why: str) -> Changes:
        """There is no shift on one day.

        Raises:
            DomainError: nothing is said of why, or the day is past.
        """
        if not clean(why):
            raise DomainError("Say why, so that whoever was to come can be told.", field="why")
        return self._set_day(actor, job_id, on_date, {"is_cancelled": True, "why": clean(why)}, "cancelled")

    @verb("rota.set")
    def bring_back(self, actor: Actor, job_id: str, on_date: date) -> Changes:
        """A shift that was cancelled takes place after all."""
        return self._set_day(actor, job_id, on_date, {"is_cancelled": False, "why": ""}, "is back")

    @verb("rota.set")
    def change_times(
        self, actor: Actor, job_id: str, on_date: date, starts_at: time, ends_at: time
    ) -> Changes:
        """A shift is at other times on one day; other days stay as they are."""
        _refuse_times(starts_at, ends_at)
        values: dict[str, object] = {"starts_at": starts_at, "ends_at": ends_at}
        return self._set_day(actor, job_id, on_date, values, f"{starts_at:%H:%M} to {ends_at:%H:%M}")

    @verb("rota.set")
    def add_extra(
        self,
        actor: Actor,
        job_id: str,
        on_date: date,
        starts_at: time | None = None,
        ends_at: time | None = None,
    ) -> Changes:
        """One shift more, on a day the job does not usually have."""
        if starts_at is not None and ends_at is not None:
            _refuse_times(starts_at, ends_at)
        values = {
            "is_extra": True,
            "is_cancelled": False,
            "why": "",
            "starts_at": starts_at,
            "ends_at": ends_at,
        }
        return self._set_day(actor, job_id, on_date, values, "added")

    @verb("rota.see")
    def opened_by(self, _actor: Actor, volunteer_id: str, first: date, last: date) -> list[Shift]:
        """The shifts that would want somebody if a volunteer were away, soonest first."""
        start = max(first, self.today())
        if last < start:
            return []
        with self.store.read() as session:
            facts = Facts(session, start, last, self.today())
            own = by_person(facts.shifts).get(volunteer_id, [])
        return sorted(own, key=lambda one: (one.on_date, one.start))

    def _set_day(
        self, actor: Actor, job_id: str, on_date: date, values: dict[str, object], said: str
    ) -> Changes:
        if on_date < self.today():
            raise DomainError("This day is past. Choose a day to come.", field="on_date")
        with self.store.write(actor.user_id) as work:
            job = get(work.session, RotaJob, job_id, "job")
            key = day_key(job.id, on_date)
            held = work.session.get(RotaDay, key)
            if held is None:
                work.add(RotaDay(id=key, job_id=job.id, on_date=on_date, **values))
            else:
                set_fields(held, {"voided_at": None, "void_reason": None, **values})
            return changes(
                work, f"{job.id}:{on_date.isoformat()}", f"{job.name}, {short_day(on_date)}: {said}"
            )

    def _refuse_unfit(
        self, actor: Actor, facts: Facts, shift: Shift, seat_id: str, volunteer_id: str
    ) -> None:
        facts.load([*facts.on_rota(), volunteer_id])
        seat = shift.seat(seat_id)
        assert seat is not None
        person = facts.person(shift, seat.seat, volunteer_id)
        verdict = judge(facts.ask(shift, seat.seat), person, told=actor.may("check.see"))
        if not verdict.may:
            raise DomainError(refusal(person.name, verdict))

    def _write_seats(self, work: UnitOfWork, job: RotaJob, wanted: Sequence[SeatDraft]) -> None:
        held = {
            one.id: one
            for one in work.session.scalars(
                select(RotaSeat).where(RotaSeat.job_id == job.id, RotaSeat.voided_at.is_(None))
            )
        }
        for position, draft in enumerate(wanted):
            values = {**tidied(draft, ("role", "minimum", "maximum", "skill")), "position": position}
            seat = held.pop(draft.id, None)
            if seat is None:
                work.add(RotaSeat(job_id=job.id, **values))
            else:
                set_fields(seat, values)
        for gone in held.values():
            void(gone, "The job does not take this any more", self.now())


def _detail(session: Session, job: RotaJob, today: date) -> JobDetail:
    seats = [
        SeatDraft(role, few, most, skill, key)
        for key, role, few, most, skill in query.seats(session).get(job.id, [])
    ]
    mine = {one.id for one in seats}
    lines = [one for one in query.usuals(session, today, date.max) if one[0] in mine]
    names = query.who(session, [one[2] for one in lines])
    values = {name: getattr(job, name) for name in _FIELDS}
    usual = tuple(
        (key, seat, weekday, who, names[who].name if who in names else "")
        for seat, weekday, who, _from, _until, key in lines
    )
    return JobDetail(job.id, JobDraft(**values, seats=tuple(seats)), usual)


def _refuse_times(starts_at: time, ends_at: time) -> None:
    if ends_at <= starts_at:
        raise DomainError("The end is before the start. Change one of them.", field="ends_at")


def _refuse_odd(draft: JobDraft, start: date) -> None:
    if not clean(draft.name):
        raise DomainError("Give it a name people know it by.", field="name")
    if draft.starts_at is None or draft.ends_at is None:
        raise DomainError("Say when it starts and ends.", field="starts_at")
    _refuse_times(draft.starts_at, draft.ends_at)
    if draft.until_on is not None and draft.until_on < start:
        raise DomainError("The last day is before the first. Change one of them.", field="until_on")
    if draft.rule:
        occurrences(draft.rule, start, start)  # refuses what cannot be read
    if not draft.seats:
        raise DomainError("Say how many people it takes.", field="seats")
    for seat in draft.seats:
        if not 0 <= seat.minimum <= seat.maximum or not 1 <= seat.maximum <= MOST:
            words = f"At least 0 and at most {MOST} people, the least not above the most."
            raise DomainError(words, field="seats")
    if draft.minimum_age < 0 or draft.minimum_age > 99:
        raise DomainError("An age is between 0 and 99.", field="minimum_age")
