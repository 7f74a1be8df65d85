"""A rota to be filled, as plain facts: shifts with seats, people, what is chosen already, and the answer.

Times are minutes after midnight of the shift's own date, local time; a shift that goes on past midnight ends
after minute 1,440. Spans are half-open: a shift to 11:00 and one from 11:00 touch without overlapping.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop.domain.availability import Absence, Busy, Slot

#: Minutes of rest between the shifts of one day and those of the next: eleven hours, as in regulation 10 of
#: the Working Time Regulations 1998. They are a model: volunteers are not workers, and a hub is not bound.
REST_MINUTES = 11 * 60
#: Minutes a week to count on when somebody has not been asked; as in `desktop.domain.batch_problem`.
CAUTIOUS_WEEK = 180


@dataclass(frozen=True, slots=True)
class Seat:
    """What one role of a shift asks for.

    Args:
        id: unique in its shift.
        role: a word for people: ``driver``, ``helper``, ``person``.
        minimum: how many are needed.
        maximum: how many there is room for; at least the minimum.
        clearance: a key of the caller's choosing for what must be cleared (need type, driving papers, day).
            Only people who hold it in `Person.cleared` may sit here: what is unknown is not cleared.
        skills: what each must have, in words.
        minimum_age: in whole years on the day; 0 asks for none.
    """

    id: str
    role: str
    minimum: int
    maximum: int
    clearance: str
    skills: frozenset[str] = frozenset()
    minimum_age: int = 0


@dataclass(frozen=True, slots=True)
class Shift:
    """One job on one date.

    Args:
        id: unique in the problem.
        name: the job's name, for sentences: ``Quayside round``.
        on_date: the day it begins.
        start, end: minutes after that day's midnight; ``end`` is later than ``start``.
        seats: in the order in which they are shown.
        needs_buddy: a newcomer may come only where somebody experienced comes too.
    """

    id: str
    name: str
    on_date: date
    start: int
    end: int
    seats: tuple[Seat, ...]
    needs_buddy: bool = True

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return self.end - self.start

    @property
    def begins(self) -> int:
        """Its start in minutes since the first of January of the year 1, to compare days with each other."""
        return self.on_date.toordinal() * 1440 + self.start

    @property
    def ends(self) -> int:
        """Its end, counted as `begins` is."""
        return self.on_date.toordinal() * 1440 + self.end

    def seat(self, seat_id: str) -> Seat | None:
        """One of its seats; None when it has no such seat."""
        return next((seat for seat in self.seats if seat.id == seat_id), None)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody is not cleared for what a seat asks: "Driving papers not seen", and what to do next."""

    clearance: str
    why: str
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class WeekUse:
    """Minutes promised outside this rota (rounds, single tasks) in the week that begins on a Monday."""

    monday: date
    minutes: int


@dataclass(frozen=True, slots=True)
class Person:
    """A volunteer as the rota sees them.

    Args:
        id: unique in the problem.
        name: for sentences; names of two people may be the same.
        cleared: the keys of clearance they hold, asked of the gate.
        refusals: why not, for keys they do not hold.
        unavailable: words when they must be given nothing at all (a hold, resting); empty otherwise.
        weekly_minutes: what they offered for a week; None when not asked, and `CAUTIOUS_WEEK` counts.
        used: minutes of the same weeks promised elsewhere.
        slots: weekly hours they gave; none at all means nobody asked, and any hour counts.
        absences: days away.
        busy: other bookings with their times: "Quayside round". Not the shifts of this problem.
        skills: in the words of the seats.
        born: None when not known; then no seat with a minimum age is theirs.
        newcomer: needs somebody experienced beside them.
        last_served: the last day they helped; None for never.
        rest_minutes: rest they want between days.
    """

    id: str
    name: str
    cleared: frozenset[str] = frozenset()
    refusals: tuple[Refusal, ...] = ()
    unavailable: str = ""
    weekly_minutes: int | None = None
    used: tuple[WeekUse, ...] = ()
    slots: tuple[Slot, ...] = ()
    absences: tuple[Absence, ...] = ()
    busy: tuple[Busy, ...] = ()
    skills: frozenset[str] = frozenset()
    born: date | None = None
    newcomer: bool = False
    last_served: date | None = None
    rest_minutes: int = REST_MINUTES

    def minutes_left(self, monday: date) -> int:
        """What is left of a week's offer before this rota is counted; below 0 when more is promised."""
        offered = CAUTIOUS_WEEK if self.weekly_minutes is None else self.weekly_minutes
        return offered - sum(use.minutes for use in self.used if use.monday == monday)


@dataclass(frozen=True, slots=True, order=True)
class Placing:
    """Somebody in a seat of a shift."""

    shift_id: str
    seat_id: str
    person_id: str


@dataclass(frozen=True, slots=True)
class RotaProblem:
    """What is to be filled.

    Args:
        shifts: all of the weeks concerned, filled ones too: hours and rest are counted over all of them.
        people: everybody who might come, and everybody in ``fixed``.
        fixed: chosen already, by hand or before; never moved, and never judged: a person decided.
        usual: the repeating pattern, resolved to these shifts.
        today: the day it is; shifts before it are left alone.
        to_maximum: go on filling up to each seat's maximum where people are free; otherwise only usual people
            are placed beyond the minimum.
    """

    shifts: tuple[Shift, ...]
    people: tuple[Person, ...]
    today: date
    fixed: tuple[Placing, ...] = ()
    usual: frozenset[Placing] = field(default_factory=frozenset)
    to_maximum: bool = False


class Why(StrEnum):
    """What keeps somebody out of a seat, in the order in which it is said."""

    UNAVAILABLE = "unavailable"
    AGE = "age"
    CLEARANCE = "clearance"
    SKILL = "skill"
    ABSENT = "absent"
    NOT_OFFERED = "not_offered"
    BUSY = "busy"
    REST = "rest"
    HOURS = "hours"
    BUDDY = "buddy"
    FULL = "full"
    UNKNOWN = "unknown"
    PAST = "past"
    COUNT = "count"


#: What a person may overrule with a reason (domain rule 8); the solver never does, and the rest nobody may.
SOFT = frozenset({Why.ABSENT, Why.NOT_OFFERED, Why.REST, Why.HOURS})


@dataclass(frozen=True, slots=True)
class Block:
    """One thing that keeps a person out of a seat: a sentence, and the next step where there is one."""

    why: Why
    words: str
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Unfilled:
    """Places of a seat that nobody fills.

    Args:
        shift_id, seat_id: which.
        missing: how many places.
        why: what stands in the way of most people who come nearest.
        words: a sentence: "Nobody is cleared: 3 need driving papers."
        next_step: what would help; may be empty.
        near: ids of up to five people whom the next step concerns, those nearest to it first.
    """

    shift_id: str
    seat_id: str
    missing: int
    why: Why
    words: str
    next_step: str = ""
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RotaProposal:
    """What to do with the gaps, for a person to look through; nothing is changed by it.

    Args:
        placings: new ones only, in order of shift, seat and person.
        unfilled: what is left, in order of shift and seat.
        objective: cost of the whole rota with them, in whole numbers; see `desktop.domain.rota_costs`.
        bound: a cost no rota within the rules can beat; no more than the objective.
        gap: how far the objective may be from the best, as a share of what is not unavoidable (0.01 is 1 %).
        proven: nothing better exists.
        solver: ``highs`` or ``plain``.
        stopped: somebody asked to stop, and this is the best so far.
    """

    placings: tuple[Placing, ...]
    unfilled: tuple[Unfilled, ...]
    objective: int
    bound: float
    gap: float
    proven: bool
    solver: str
    stopped: bool = False
