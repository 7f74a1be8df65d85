"""The rota as numbers: who could sit where as things are fixed, and what fits together for one person.

A quick form of `desktop.domain.rota_rules`, made once for a whole week of hundreds of people.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from desktop.domain.age import age_on
from desktop.domain.availability import DAY_MINUTES, free_spans, is_away
from desktop.domain.match_facts import monday
from desktop.domain.rota_costs import placing_cost
from desktop.domain.rota_problem import Person, Placing, RotaProblem, Seat, Shift


class Column(NamedTuple):
    """Somebody who could sit in a seat, by place in the lists of `Pairs`."""

    person: int
    shift: int
    seat: int
    usual: bool


class _Booked(NamedTuple):
    """Time promised: the day it belongs to, and when it begins and ends, as in `Shift.begins`."""

    on_date: date
    begins: int
    ends: int


@dataclass(slots=True)
class Pairs:
    """Shifts, people and who could sit where, with what the fixed placings leave.

    Args:
        shifts, people: sorted by id, so that the order of what came in changes nothing; shifts still to come.
        columns: in order of person, shift and seat.
        need, room: by (shift, seat): places to the minimum, and to the maximum.
        left: minutes of a week by (person, Monday).
        on_day, in_week: fixed shifts of a person by (person, date) and (person, Monday).
        guarded: shifts on which somebody experienced is fixed, or no newcomer needs one.
        costs: of placing each person once.
    """

    problem: RotaProblem
    shifts: list[Shift]
    people: list[Person]
    columns: list[Column] = field(default_factory=list)
    need: dict[tuple[int, int], int] = field(default_factory=dict)
    room: dict[tuple[int, int], int] = field(default_factory=dict)
    left: dict[tuple[int, date], int] = field(default_factory=dict)
    on_day: Counter[tuple[int, date]] = field(default_factory=Counter)
    in_week: Counter[tuple[int, date]] = field(default_factory=Counter)
    guarded: set[int] = field(default_factory=set)
    costs: list[int] = field(default_factory=list)

    def placing(self, column: Column) -> Placing:
        """A column in the words of the answer."""
        shift = self.shifts[column.shift]
        return Placing(shift.id, shift.seats[column.seat].id, self.people[column.person].id)

    def wanted(self) -> list[Placing]:
        """Usual placings that only other new ones could keep from being made."""
        return [self.placing(column) for column in self.columns if column.usual]

    def together(self, person: int, one: int, other: int) -> bool:
        """Do two shifts fit together for somebody: not at once, and with rest between days?"""
        first, second = self.shifts[one], self.shifts[other]
        return _apart(
            _Booked(first.on_date, first.begins, first.ends), second, self.people[person].rest_minutes
        )


def pairs_of(problem: RotaProblem) -> Pairs:
    """Work out who could sit where.

    Args:
        problem: what is to be filled; its fixed placings stand.

    Returns:
        The pairs. Each of them alone keeps every rule beside what is fixed, except the buddy of a newcomer.
    """
    shifts = sorted(
        (shift for shift in problem.shifts if shift.on_date >= problem.today), key=lambda each: each.id
    )
    pairs = Pairs(problem, shifts, sorted(problem.people, key=lambda each: each.id))
    by_person: dict[str, list[Shift]] = defaultdict(list)
    every = {shift.id: shift for shift in problem.shifts}
    for placing in [each for each in problem.fixed if each.shift_id in every]:
        by_person[placing.person_id].append(every[placing.shift_id])
    _count_seats(pairs)
    usual = {(each.person_id, each.shift_id, each.seat_id) for each in problem.usual}
    for place, person in enumerate(pairs.people):
        pairs.costs.append(placing_cost(person, problem.today))
        _count_fixed(pairs, place, by_person[person.id])
        if not person.unavailable:
            _add_columns(pairs, place, by_person[person.id], usual)
    return pairs


def _count_seats(pairs: Pairs) -> None:
    """What the fixed placings leave of each seat, and which shifts need nobody experienced any more."""
    taken = Counter((each.shift_id, each.seat_id) for each in pairs.problem.fixed)
    experienced = {person.id for person in pairs.people if not person.newcomer}
    guarded = {each.shift_id for each in pairs.problem.fixed if each.person_id in experienced}
    for place, shift in enumerate(pairs.shifts):
        if shift.id in guarded or not shift.needs_buddy:
            pairs.guarded.add(place)
        for number, seat in enumerate(shift.seats):
            pairs.need[place, number] = max(0, seat.minimum - taken[shift.id, seat.id])
            pairs.room[place, number] = max(0, seat.maximum - taken[shift.id, seat.id])


def _count_fixed(pairs: Pairs, place: int, held: list[Shift]) -> None:
    """What somebody's fixed shifts take of their weeks."""
    person = pairs.people[place]
    for week in {monday(shift.on_date) for shift in (*pairs.shifts, *held)}:
        taken = sum(shift.minutes for shift in held if monday(shift.on_date) == week)
        pairs.left[place, week] = person.minutes_left(week) - taken
    pairs.on_day.update((place, shift.on_date) for shift in held)
    pairs.in_week.update((place, monday(shift.on_date)) for shift in held)


def _add_columns(pairs: Pairs, place: int, held: list[Shift], usual: set[tuple[str, str, str]]) -> None:
    """Everything that one person could do."""
    person = pairs.people[place]
    booked = [_Booked(shift.on_date, shift.begins, shift.ends) for shift in held]
    for busy in [each for each in person.busy if each.start < each.end]:
        midnight = busy.on_date.toordinal() * DAY_MINUTES
        booked.append(_Booked(busy.on_date, midnight + busy.start, midnight + busy.end))
    for number, shift in enumerate(pairs.shifts):
        if shift.minutes > pairs.left[place, monday(shift.on_date)] or not _offered(person, shift):
            continue
        if not all(_apart(each, shift, person.rest_minutes) for each in booked):
            continue
        for seat_number, seat in enumerate(shift.seats):
            is_usual = (person.id, shift.id, seat.id) in usual
            wanted = pairs.problem.to_maximum or is_usual or pairs.need[number, seat_number]
            if wanted and pairs.room[number, seat_number] and _fit(person, shift, seat):
                pairs.columns.append(Column(place, number, seat_number, is_usual))


def _offered(person: Person, shift: Shift) -> bool:
    """Is the shift inside the hours somebody gives, and not in an absence?"""
    parts: Iterable[tuple[date, int, int]] = ((shift.on_date, shift.start, shift.end),)
    if shift.end > DAY_MINUTES:
        tomorrow = shift.on_date + timedelta(days=1)
        parts = ((shift.on_date, shift.start, DAY_MINUTES), (tomorrow, 0, shift.end - DAY_MINUTES))
    for day, start, end in parts:
        if is_away(person.absences, day):
            return False
        if person.slots and not any(
            span.start <= start and end <= span.end for span in free_spans(person.slots, (), (), day)
        ):
            return False
    return True


def _apart(booked: _Booked, shift: Shift, rest: int) -> bool:
    """Does a shift lie far enough from a promise? On one day they may touch."""
    wanted = 0 if booked.on_date == shift.on_date else rest
    return shift.begins - booked.ends >= wanted or booked.begins - shift.ends >= wanted


def _fit(person: Person, shift: Shift, seat: Seat) -> bool:
    """Cleared, skilled and old enough?"""
    if seat.clearance not in person.cleared or not seat.skills <= person.skills:
        return False
    if not seat.minimum_age:
        return True
    age = age_on(person.born, shift.on_date)
    return age is not None and age >= seat.minimum_age
