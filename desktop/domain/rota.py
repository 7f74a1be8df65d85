"""The rota of some days, worked out from what repeats and from what is otherwise on one day.

Times are whole minutes since midnight, local time; a shift ends on the day it begins.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from db.enums import Nation
from db.enums_repeats import HolidayRule
from db.enums_rota import PlaceHow, PlaceState, SeatRole
from desktop.domain.availability import Absence, Busy, is_away
from desktop.domain.kept_days import kept_days

WEEK = timedelta(days=7)
HOLDING = frozenset({PlaceState.PLANNED, PlaceState.CONFIRMED, PlaceState.CAME})
"""Somebody in one of these states holds their seat."""


@dataclass(frozen=True, slots=True)
class Seat:
    """How many people of one role a job takes, at least and at most."""

    id: str
    role: SeatRole = SeatRole.PERSON
    minimum: int = 1
    maximum: int = 1
    skill: str = ""

    @property
    def drives(self) -> bool:
        """Whether a driver's papers are asked for."""
        return self.role is SeatRole.DRIVER


@dataclass(frozen=True, slots=True)
class Job:
    """Work that comes round.

    Attributes:
        start, end: minutes since midnight.
        rule: an RFC 5545 rule; empty for single days alone.
        need_code: whose clearance it needs; empty where it asks for none.
        at_door: whether it takes somebody to a door.
        minimum_age: in whole years; 0 for none.
        wants_buddy: a newcomer is not alone on it.
    """

    id: str
    name: str
    start: int
    end: int
    rule: str
    from_on: date
    until_on: date | None = None
    holidays: HolidayRule = HolidayRule.AS_USUAL
    place: str = ""
    icon: str = "users"
    need_code: str = ""
    at_door: bool = False
    minimum_age: int = 0
    wants_buddy: bool = False
    seats: tuple[Seat, ...] = ()
    number: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Usual:
    """Somebody who usually takes a seat on a day of the week; Monday is 0."""

    seat_id: str
    weekday: int
    volunteer_id: str
    from_on: date
    until_on: date | None = None
    id: str = ""

    def counts_on(self, day: date) -> bool:
        """Whether it is one of the days."""
        over = self.until_on is not None and day > self.until_on
        return day.weekday() == self.weekday and day >= self.from_on and not over


@dataclass(frozen=True, slots=True)
class OddDay:
    """A day of a job that is not as its rule says; times None where they are the job's."""

    job_id: str
    on_date: date
    start: int | None = None
    end: int | None = None
    cancelled: bool = False
    extra: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """What is written of one person, one seat and one day."""

    id: str
    seat_id: str
    on_date: date
    volunteer_id: str
    how: PlaceHow = PlaceHow.CHOSEN
    state: PlaceState = PlaceState.PLANNED
    why: str = ""


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody on a shift, or who was to be; without a place of their own they come by the pattern."""

    volunteer_id: str
    how: PlaceHow = PlaceHow.USUAL
    state: PlaceState = PlaceState.PLANNED
    place_id: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class SeatOn:
    """One seat of a shift: who holds it, and who does not come after all."""

    seat: Seat
    takers: tuple[Taker, ...] = ()
    not_coming: tuple[Taker, ...] = ()

    @property
    def missing(self) -> int:
        """How many are still needed for the least it takes."""
        return max(self.seat.minimum - len(self.takers), 0)

    @property
    def room(self) -> int:
        """How many more it takes."""
        return max(self.seat.maximum - len(self.takers), 0)


@dataclass(frozen=True, slots=True)
class Shift:
    """A job on one day."""

    job: Job
    on_date: date
    start: int
    end: int
    seats: tuple[SeatOn, ...] = ()
    cancelled: bool = False
    extra: bool = False
    why: str = ""

    @property
    def key(self) -> str:
        """Names it: the job's key and the day."""
        return f"{self.job.id}:{self.on_date.isoformat()}"

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.end - self.start

    @property
    def missing(self) -> int:
        """How many people are still needed."""
        return 0 if self.cancelled else sum(one.missing for one in self.seats)

    @property
    def crew(self) -> frozenset[str]:
        """Keys of whoever is on it."""
        if self.cancelled:
            return frozenset()
        return frozenset(taker.volunteer_id for one in self.seats for taker in one.takers)

    def seat(self, seat_id: str) -> SeatOn | None:
        """One of its seats; None where it has no such seat."""
        return next((one for one in self.seats if one.seat.id == seat_id), None)


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody who would be in two places at once; the earlier one first."""

    volunteer_id: str
    on_date: date
    first: Busy
    second: Busy
    shifts: frozenset[str] = field(default_factory=frozenset)


def day_key(job_id: str, on_date: date) -> str:
    """The key of a job's odd day, the same wherever it is made: a name-based UUID (RFC 9562 section 5.5).

    Args:
        job_id: 32 hex characters.
        on_date: the day.
    """
    return uuid.uuid5(uuid.UUID(hex=job_id), on_date.isoformat()).hex


def shifts(
    jobs: Iterable[Job],
    usuals: Iterable[Usual],
    days: Iterable[OddDay],
    placed: Iterable[Placed],
    span: tuple[date, date],
    nation: Nation = Nation.ENGLAND,
    away: Mapping[str, Sequence[Absence]] | None = None,
) -> list[Shift]:
    """Work out the shifts of some days.

    Whoever usually takes a seat is on it unless a place of theirs on that day says otherwise; so cover for
    one day stays one day's. Somebody placed by hand beyond what a seat takes is still shown: nobody who was
    told to come is dropped. Whoever is away that day does not come, and leaves a gap.

    Args:
        jobs: with their seats.
        usuals: who usually takes a seat.
        days: odd days.
        placed: what is written of single days.
        span: the first and the last day, both counted.
        nation: whose bank holidays.
        away: days people are away.

    Returns:
        Shifts by job, in the jobs' order, and then by day; those cancelled among them.
    """
    odd = {(one.job_id, one.on_date): one for one in days}
    pattern: dict[str, list[Usual]] = defaultdict(list)
    for usual in usuals:
        pattern[usual.seat_id].append(usual)
    written: dict[tuple[str, date], list[Placed]] = defaultdict(list)
    for one in placed:
        written[one.seat_id, one.on_date].append(one)
    found = []
    for job in jobs:
        for day in _days_of(job, odd, span, nation):
            seats = tuple(
                _seat_on(seat, day, pattern[seat.id], written.get((seat.id, day), ()), away or {})
                for seat in job.seats
            )
            found.append(_shift(job, day, odd.get((job.id, day)), seats))
    return found


def _days_of(
    job: Job, odd: dict[tuple[str, date], OddDay], span: tuple[date, date], nation: Nation
) -> list[date]:
    first, last = span
    end = min(last, job.until_on) if job.until_on else last
    days: set[date] = set()
    if job.rule and end >= first:
        kept = kept_days(job.rule, job.from_on, end, holidays=job.holidays, nation=nation, since=first)
        days = {one.on_date for one in kept}
    extra = {one.on_date for (key, _day), one in odd.items() if key == job.id and one.extra}
    return sorted(days | {day for day in extra if first <= day <= last})


def _shift(job: Job, day: date, odd: OddDay | None, seats: tuple[SeatOn, ...]) -> Shift:
    if odd is None:
        return Shift(job, day, job.start, job.end, seats)
    start = job.start if odd.start is None else odd.start
    end = job.end if odd.end is None else odd.end
    return Shift(job, day, start, end, seats, odd.cancelled, odd.extra, odd.why)


def _seat_on(
    seat: Seat,
    day: date,
    usuals: Sequence[Usual],
    written: Sequence[Placed],
    away: Mapping[str, Sequence[Absence]],
) -> SeatOn:
    by_person = {one.volunteer_id: one for one in written}
    takers: list[Taker] = []
    gone: list[Taker] = []
    for usual in sorted(usuals, key=lambda one: (one.from_on, one.volunteer_id)):
        if usual.volunteer_id not in by_person and usual.counts_on(day):
            by_person[usual.volunteer_id] = Placed("", seat.id, day, usual.volunteer_id, PlaceHow.USUAL)
    for one in by_person.values():
        taker = Taker(one.volunteer_id, one.how, one.state, one.id, one.why)
        comes = one.state is PlaceState.CAME or (
            one.state in HOLDING and not is_away(away.get(one.volunteer_id, ()), day)
        )
        (takers if comes else gone).append(taker)
    return SeatOn(seat, tuple(takers), tuple(gone))


def shift_times(found: Iterable[Shift]) -> dict[str, list[tuple[str, Busy]]]:
    """When each person is on which shift: key of the shift and its time, by person."""
    times: dict[str, list[tuple[str, Busy]]] = defaultdict(list)
    for one in found:
        for key in one.crew:
            times[key].append((one.key, Busy(one.on_date, one.start, one.end, one.job.name)))
    return times


def clashes(found: Collection[Shift], other: Mapping[str, Sequence[Busy]]) -> list[Clash]:
    """Whoever would be in two places at once: on two shifts, or on one and on a round or task.

    Args:
        found: the shifts of some days.
        other: what else people have on, by person.

    Returns:
        Clashes by day and time; a shift counts against each thing it overlaps once.
    """
    result = []
    for who, own in shift_times(found).items():
        things = [*own, *(("", busy) for busy in other.get(who, ()))]
        things.sort(key=lambda one: (one[1].on_date, one[1].start, one[1].end, one[0], one[1].label))
        for at, (key, first) in enumerate(things):
            for again, second in things[at + 1 :]:
                if second.on_date != first.on_date or second.start >= first.end:
                    break
                if key or again:
                    both = frozenset(filter(None, (key, again)))
                    result.append(Clash(who, first.on_date, first, second, both))
    return sorted(result, key=lambda one: (one.on_date, one.first.start, one.volunteer_id))
