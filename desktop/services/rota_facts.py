"""What the rules of the rota ask about, read once in one transaction: shifts, people and the check gate."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from db.enums import CheckType
from db.queries import matching
from db.queries import rota as query
from desktop.domain.availability import Absence, Busy
from desktop.domain.clearance import Gate, judge, prepare
from desktop.domain.clearance_facts import AppliesWhen, Clearance, Rule, TaskContext, VolunteerFacts
from desktop.domain.errors import NotFound
from desktop.domain.match_facts import Candidate, monday
from desktop.domain.rota import Job, OddDay, Placed, Seat, SeatOn, Shift, Usual, shift_times, shifts
from desktop.domain.rota_seats import Ask, Person
from desktop.services import gate
from desktop.services.candidates import candidates, minute_of

NO_NEED = "rota"
"""Stands for the kind of help of a job that asks for no clearance of its own."""
_DAY = timedelta(days=1)
DRIVING_SOURCE = "Road Traffic Act 1988, sections 87 and 143; Road Traffic (Northern Ireland) Order 1981"


class Rules:
    """The check gate for shifts: the rules of the job's kind of help, and papers of whoever drives.

    Args:
        session: an open session; inside a write, so that nothing can change between gate and act.
        system_day: the laptop's own date; the newest date in the change log counts when it is later.
    """

    def __init__(self, session: Session, system_day: date) -> None:
        self.today = gate.today(session, system_day).day
        self.nation = gate.nation(session)
        self._rules = gate.rules(session)
        self._gates: dict[TaskContext, Gate] = {}

    def clearance(self, job: Job, seat: Seat, day: date, facts: VolunteerFacts) -> Clearance:
        """The gate's answer for a seat: checks must hold today and on the day of the shift."""
        answer = None
        for one in gate.days_to_hold(self.today, day):
            context = TaskContext(
                self.nation, job.need_code or NO_NEED, one, driving=seat.drives, at_door=job.at_door
            )
            answer = judge(self._gate(context), facts)
            if not answer.passes:
                break
        assert answer is not None
        return answer

    def _gate(self, context: TaskContext) -> Gate:
        if context not in self._gates:
            asked = [one for one in self._rules if one.need_code == context.need_code]
            papers = Rule(
                context.nation,
                context.need_code,
                CheckType.DRIVING_PAPERS,
                source=DRIVING_SOURCE,
                applies_when=AppliesWhen.DRIVING,
            )
            extra = [] if any(one.check == CheckType.DRIVING_PAPERS for one in asked) else [papers]
            made = prepare([*asked, *extra], context)
            # A kind of help nobody wrote a rule for is not cleared by the rule for driving alone.
            known = bool(asked) or context.need_code == NO_NEED
            self._gates[context] = replace(made, known=known)
        return self._gates[context]


class Facts:
    """Shifts of some days, and of the days beside them, with whoever is asked about.

    Args:
        session: an open session.
        first: the first day.
        last: the last day.
        system_day: the laptop's own date.
    """

    def __init__(self, session: Session, first: date, last: date, system_day: date) -> None:
        self.session = session
        self.span = first, last
        self.system_day = system_day
        self.rules = Rules(session, system_day)
        # Whole weeks for promised hours, and a day more on either side for rest.
        self._wide = monday(first) - _DAY, monday(last) + timedelta(days=7)
        self.jobs = jobs_of(session, *self._wide)
        self.usuals = [Usual(*row) for row in query.usuals(session, *self._wide)]
        self._placed = [Placed(*row) for row in query.places(session, *self._wide)]
        self._odd = [_odd(row) for row in query.days(session, *self._wide)]
        self.away = {
            key: tuple(Absence(*one) for one in rows)
            for key, rows in query.away(session, *self._wide).items()
        }
        self.all_shifts = shifts(
            self.jobs, self.usuals, self._odd, self._placed, self._wide, self.rules.nation, self.away
        )
        self.shifts = [one for one in self.all_shifts if first <= one.on_date <= last]
        self._times = shift_times(self.all_shifts)
        self._people: dict[str, Candidate] = {}
        self._last: dict[str, date] = {}
        self._added: set[tuple[str, str, str]] = set()

    def on_rota(self) -> list[str]:
        """Keys of everybody named on the shifts."""
        named = {
            taker.volunteer_id
            for one in self.shifts
            for seat in one.seats
            for taker in (*seat.takers, *seat.not_coming)
        }
        return sorted(named)

    def load(self, volunteer_ids: Sequence[str] | None) -> list[str]:
        """Read the facts of some volunteers, or of all who are active.

        Returns:
            Keys of those found.
        """
        basics = matching.active(self.session, volunteer_ids)
        found = candidates(self.session, basics, *self._wide)
        self._people |= {one.id: one for one in found}
        keys = [one.id for one in found]
        self._last |= query.last_shifts(self.session, keys)
        return keys

    def loaded(self) -> list[str]:
        """Keys of everybody loaded."""
        return list(self._people)

    def candidate(self, volunteer_id: str) -> Candidate:
        """Somebody loaded.

        Raises:
            NotFound: they are not there any more.
        """
        if volunteer_id not in self._people:
            raise NotFound("This volunteer is no longer here.")
        return self._people[volunteer_id]

    def shift(self, key: str) -> Shift:
        """One of the shifts.

        Raises:
            NotFound: there is no such shift any more.
        """
        found = next((one for one in self.all_shifts if one.key == key), None)
        if found is None:
            raise NotFound("This shift is no longer on the rota.")
        return found

    def is_newcomer(self, volunteer_id: str) -> bool:
        """Whether they have done nothing for the hub yet."""
        who = self._people.get(volunteer_id)
        return who is not None and who.last_helped is None and volunteer_id not in self._last

    def last_served(self, volunteer_id: str) -> date | None:
        """The last day they did anything for the hub; None for never."""
        who = self._people.get(volunteer_id)
        days = (who.last_helped if who else None, self._last.get(volunteer_id))
        return max((day for day in days if day), default=None)

    def busy(self, volunteer_id: str, but: Iterable[tuple[str, str]] = ()) -> tuple[Busy, ...]:
        """Everything they have on at a set time.

        Args:
            volunteer_id: somebody loaded.
            but: shifts that do not count, as key of the shift and of the person.
        """
        left_out = {key for key, who in but if who == volunteer_id}
        own = [one for key, one in self._times.get(volunteer_id, ()) if key not in left_out]
        return (*self.candidate(volunteer_id).busy, *own)

    def add(self, shift: Shift, seat: SeatOn, volunteer_id: str) -> None:
        """Reckon with somebody put on in the same transaction."""
        self._added.add((shift.key, seat.seat.id, volunteer_id))
        busy = Busy(shift.on_date, shift.start, shift.end, shift.job.name)
        self._times.setdefault(volunteer_id, []).append((shift.key, busy))

    def room(self, shift: Shift, seat: SeatOn) -> int:
        """How many more a seat takes, with those put on in the same transaction."""
        return seat.room - sum(one[:2] == (shift.key, seat.seat.id) for one in self._added)

    def is_on(self, shift: Shift, volunteer_id: str) -> bool:
        """Whether somebody is on a shift, with those put on in the same transaction."""
        added = any((key, who) == (shift.key, volunteer_id) for key, _seat, who in self._added)
        return added or volunteer_id in shift.crew

    def ask(self, shift: Shift, seat: Seat, but: Iterable[tuple[str, str]] = ()) -> Ask:
        """What a seat asks of whoever is put on it."""
        gone = {who for key, who in but if key == shift.key}
        known = [one for one in shift.crew - gone if one in self._people and not self.is_newcomer(one)]
        return Ask(
            shift.on_date,
            shift.start,
            shift.end,
            shift.job.minimum_age,
            seat.skill,
            shift.job.wants_buddy,
            bool(known),
        )

    def person(
        self, shift: Shift, seat: Seat, volunteer_id: str, but: Iterable[tuple[str, str]] = ()
    ) -> Person:
        """A volunteer as the rota sees them for one seat."""
        held = self.candidate(volunteer_id)
        left_out = {*but, (shift.key, volunteer_id)}
        return Person(
            volunteer_id,
            held.name,
            self.rules.clearance(shift.job, seat, shift.on_date, held.facts),
            held.facts.birth_date,
            held.slots,
            held.absences,
            self.busy(volunteer_id, left_out),
            held.weekly_minutes,
            self.week_minutes(volunteer_id, shift.on_date, left_out),
            held.skills,
            self.is_newcomer(volunteer_id),
        )

    def week_minutes(self, volunteer_id: str, day: date, but: Iterable[tuple[str, str]] = ()) -> int:
        """Minutes somebody gives in the week of a day, tasks and shifts together."""
        week = monday(day)
        left_out = {key for key, who in but if who == volunteer_id}
        own = sum(
            one.end - one.start
            for key, one in self._times.get(volunteer_id, ())
            if key not in left_out and monday(one.on_date) == week
        )
        return own + dict(self.candidate(volunteer_id).week_loads).get(week, 0)

    def other_things(self) -> Mapping[str, Sequence[Busy]]:
        """What everybody loaded has on besides shifts."""
        first, last = self.span
        return {
            key: [busy for busy in one.busy if first <= busy.on_date <= last]
            for key, one in self._people.items()
        }


def jobs_of(session: Session, first: date | None = None, last: date | None = None) -> list[Job]:
    """Jobs in use with their seats; those of some days where these are given."""
    held = query.seats(session)
    return [
        Job(
            row.id,
            row.name,
            minute_of(row.starts_at, 0),
            minute_of(row.ends_at, 0),
            row.rule,
            row.from_on,
            row.until_on,
            row.holidays,
            row.place,
            row.icon,
            row.need_code or "",
            bool(row.at_door),
            row.minimum_age,
            row.wants_buddy,
            tuple(Seat(key, role, few, most, skill or "") for key, role, few, most, skill in held[row.id]),
            row.number,
            row.note,
        )
        for row in query.jobs(session, first, last)
    ]


def by_person(found: Iterable[Shift]) -> dict[str, list[Shift]]:
    """Shifts by whoever is on them."""
    result: dict[str, list[Shift]] = defaultdict(list)
    for one in found:
        for key in one.crew:
            result[key].append(one)
    return result


def _odd(row: Sequence[object]) -> OddDay:
    job, day, starts, ends, cancelled, extra, why = row
    return OddDay(
        str(job),
        day,  # type: ignore[arg-type]
        minute_of(starts, 0) if isinstance(starts, time) else None,
        minute_of(ends, 0) if isinstance(ends, time) else None,
        bool(cancelled),
        bool(extra),
        str(why),
    )
