"""Every rule of the rota, one function each, saying in words what keeps somebody out of a seat.

They are written for being read, and for saying why. What solves a whole week (`desktop.domain.rota_pairs`)
has its own quick form of them; `desktop.domain.rota_check` holds one against the other.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from desktop.domain.age import age_on
from desktop.domain.availability import ALL_DAY, DAY_MINUTES, clock, free_for, free_spans, is_away
from desktop.domain.clearance_words import NOT_AVAILABLE
from desktop.domain.match_facts import monday
from desktop.domain.rota_problem import Block, Person, Seat, Shift, Why

_FRAME = "Ask {name} whether this once would be all right."


def blocks_alone(person: Person, shift: Shift, seat: Seat) -> tuple[Block, ...]:
    """What keeps somebody out of a seat whatever else the rota says.

    Args:
        person: who would come.
        shift: the shift.
        seat: one of its seats.

    Returns:
        Blocks in the order of `Why`; none when nothing is in the way.
    """
    found = (
        not_available(person),
        too_young(person, shift, seat),
        not_cleared(person, seat),
        lacks_skill(person, seat),
        absent(person, shift),
        not_offered(person, shift),
        busy_elsewhere(person, shift),
    )
    return tuple(block for block in found if block)


def blocks_beside(person: Person, shift: Shift, held: Sequence[Shift]) -> tuple[Block, ...]:
    """What keeps somebody out of a shift because of their other shifts.

    Args:
        person: who would come.
        shift: the shift.
        held: their other shifts, in any order.

    Returns:
        Blocks in the order of `Why`; none when nothing is in the way.
    """
    rules = (clashes, too_little_rest, no_hours)
    found = (rule(person, shift, held) for rule in rules)
    return tuple(block for block in found if block)


def not_available(person: Person) -> Block | None:
    """On hold, resting, or away in a way that is nobody else's business."""
    return Block(Why.UNAVAILABLE, person.unavailable) if person.unavailable else None


def too_young(person: Person, shift: Shift, seat: Seat) -> Block | None:
    """Old enough on the day; an age that is not known is not old enough."""
    if not seat.minimum_age:
        return None
    age = age_on(person.born, shift.on_date)
    if age is None:
        words = f"{person.name}’s date of birth is not known; this is for {seat.minimum_age} and over"
        return Block(Why.AGE, words, f"Ask {person.name} for the date of birth.")
    if age < seat.minimum_age:
        return Block(Why.AGE, f"{person.name} is {age}; this is for {seat.minimum_age} and over")
    return None


def not_cleared(person: Person, seat: Seat) -> Block | None:
    """Cleared for what the seat asks; what the gate has not said is not cleared (domain rule 3)."""
    if seat.clearance in person.cleared:
        return None
    for refusal in person.refusals:
        if refusal.clearance == seat.clearance:
            return Block(Why.CLEARANCE, refusal.why, refusal.next_step)
    return Block(Why.CLEARANCE, "Not cleared for this work")


def lacks_skill(person: Person, seat: Seat) -> Block | None:
    """Every skill that the seat asks for."""
    lacking = sorted(seat.skills - person.skills)
    return Block(Why.SKILL, f"{person.name} has not said: {', '.join(lacking)}") if lacking else None


def absent(person: Person, shift: Shift) -> Block | None:
    """Away on a day of the shift; said as a hold is, so that neither can be told from the other (rule 12)."""
    away = any(is_away(person.absences, day) for day, _, _ in _days(shift))
    return Block(Why.ABSENT, NOT_AVAILABLE) if away else None


def not_offered(person: Person, shift: Shift) -> Block | None:
    """Inside the weekly hours somebody gave; who was never asked may be asked for any hour."""
    for day, start, end in _days(shift):
        spans = free_spans(person.slots, (), (), day)
        if free_for(spans, start, end, end - start) is None:
            hours = " and ".join(f"{clock(span.start)} to {clock(span.end)}" for span in spans)
            offer = f"gives {hours} that day" if hours else "does not give that day"
            return Block(Why.NOT_OFFERED, f"{person.name} {offer}", _FRAME.format(name=person.name))
    return None


def busy_elsewhere(person: Person, shift: Shift) -> Block | None:
    """Not promised elsewhere at the time: "Beth is on Quayside round until 11:45"."""
    for each in sorted(person.busy, key=lambda busy: (busy.on_date, busy.start, busy.label)):
        begins = each.on_date.toordinal() * DAY_MINUTES
        if each.start < each.end and begins + each.start < shift.ends and shift.begins < begins + each.end:
            return Block(Why.BUSY, _until(person, each.label, each.end))
    return None


def clashes(person: Person, shift: Shift, held: Iterable[Shift]) -> Block | None:
    """Not in two places at once; a shift that ends as another begins does not clash."""
    for other in sorted(held, key=lambda each: (each.begins, each.id)):
        if other.begins < shift.ends and shift.begins < other.ends:
            return Block(Why.BUSY, _until(person, other.name, other.end))
    return None


def too_little_rest(person: Person, shift: Shift, held: Iterable[Shift]) -> Block | None:
    """Rest between days, from the shifts of one to those of the next; what clashes is not also short of rest.

    Two shifts of one day need no rest between them.
    """
    booked = [(each.on_date, each.begins, each.ends, each.name) for each in held]
    for busy in (each for each in person.busy if each.start < each.end):
        midnight = busy.on_date.toordinal() * DAY_MINUTES
        booked.append((busy.on_date, midnight + busy.start, midnight + busy.end, busy.label))
    for day, begins, ends, name in sorted(booked):
        rest = max(shift.begins - ends, begins - shift.ends)
        if day != shift.on_date and 0 <= rest < person.rest_minutes:
            side = "after" if ends <= shift.begins else "before"
            words = f"{person.name} would rest {_hours(rest)} {side} {name or 'another promise'}"
            return Block(Why.REST, f"{words}; {_hours(person.rest_minutes)} is wanted")
    return None


def no_hours(person: Person, shift: Shift, held: Iterable[Shift]) -> Block | None:
    """Within the hours of the week somebody offered, other promises of that week counted."""
    week = monday(shift.on_date)
    left = person.minutes_left(week) - sum(each.minutes for each in held if monday(each.on_date) == week)
    if shift.minutes <= left:
        return None
    words = f"{person.name} has {_hours(max(0, left))} left that week; this takes {_hours(shift.minutes)}"
    return Block(Why.HOURS, words, _FRAME.format(name=person.name))


def no_buddy(person: Person, shift: Shift, beside: Iterable[Person]) -> Block | None:
    """A newcomer comes only where somebody experienced comes too.

    Args:
        person: who would come.
        shift: the shift.
        beside: everybody else on it.
    """
    if not (shift.needs_buddy and person.newcomer) or any(not each.newcomer for each in beside):
        return None
    words = f"{person.name} is new, and nobody experienced is on {shift.name} yet"
    return Block(Why.BUDDY, words, "Put somebody experienced on it first.")


def no_room(seat: Seat, taken: int) -> Block | None:
    """No more people than a seat has room for."""
    if taken < seat.maximum:
        return None
    return Block(Why.FULL, f"There is room for {seat.maximum} and {seat.maximum} are on it")


def _days(shift: Shift) -> Collection[tuple[date, int, int]]:
    """The hours of a shift on each day it touches."""
    if shift.end <= DAY_MINUTES:
        return ((shift.on_date, shift.start, shift.end),)
    following = shift.on_date + timedelta(days=1)
    return ((shift.on_date, shift.start, ALL_DAY.end), (following, 0, shift.end - DAY_MINUTES))


def _until(person: Person, label: str, end: int) -> str:
    """Say where somebody is, and until when."""
    where = f"on {label}" if label else "promised elsewhere"
    return f"{person.name} is {where} until {clock(end % DAY_MINUTES)}"


def _hours(minutes: int) -> str:
    """Write a length of time: ``4 h``, ``1 h 30 min``, ``45 min``."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest)
    return " ".join(parts) or "no time"
