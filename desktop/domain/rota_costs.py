"""What one rota costs against another, in whole numbers: the fewest gaps first, then what people would like.

Outside the rules of `desktop.domain.rota_rules`, which no cost buys off.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from desktop.domain.match_facts import monday
from desktop.domain.rota_problem import Person, Placing, RotaProblem, Shift

#: A needed place that nobody fills: dearer than moving some sixty people about to fill it.
MISSING = 100_000
#: A place beyond the minimum left empty, where filling up to the maximum was asked for.
SPARE = 5_000
#: A usual person left out of a seat they could sit in.
NOT_USUAL = 500
#: Each shift of a person's day after the first.
SECOND_A_DAY = 150
#: The second, third, fourth and each further shift of one person in one week: what spreads the work.
SPREAD = (0, 20, 40, 60, 80)
#: Each placing: nobody is asked to come for nothing.
PLACED = 1
#: Each week fewer that somebody has waited, up to `WAITED_WEEKS`; who has never helped has waited longest.
WAIT = 4
WAITED_WEEKS = 8


def placing_cost(person: Person, today: date) -> int:
    """What placing somebody costs: least who has not helped for eight weeks, most who has just helped."""
    if person.last_served is None:
        return PLACED
    weeks = max(0, (today - person.last_served).days // 7)
    return PLACED + WAIT * (WAITED_WEEKS - min(WAITED_WEEKS, weeks))


def spread_cost(shifts: int) -> int:
    """What a person's shifts of one week cost together."""
    return sum(SPREAD[min(place, len(SPREAD) - 1)] for place in range(shifts))


def day_cost(shifts: int) -> int:
    """What a person's shifts of one day cost together."""
    return SECOND_A_DAY * max(0, shifts - 1)


def cost(problem: RotaProblem, placings: Iterable[Placing], wanted: Iterable[Placing]) -> int:
    """The cost of a whole rota.

    Args:
        problem: what is to be filled.
        placings: the new ones.
        wanted: the usual placings that nothing but other new ones could keep from being made.

    Returns:
        0 or above; what the fixed placings cost among themselves is not counted.
    """
    new = list(placings)
    shifts = {shift.id: shift for shift in problem.shifts}
    people = {person.id: person for person in problem.people}
    total = NOT_USUAL * len(set(wanted) - set(new)) + _empty(problem, new)
    total += sum(placing_cost(people[each.person_id], problem.today) for each in new)
    everything = [*problem.fixed, *new]
    return total + _load(shifts, everything) - _load(shifts, problem.fixed)


def _empty(problem: RotaProblem, new: list[Placing]) -> int:
    """What empty places cost; those of shifts that are over are nobody's to fill."""
    taken = Counter((each.shift_id, each.seat_id) for each in (*problem.fixed, *new))
    total = 0
    for shift in problem.shifts:
        for seat in shift.seats if shift.on_date >= problem.today else ():
            there = taken[shift.id, seat.id]
            total += MISSING * max(0, seat.minimum - there)
            if problem.to_maximum:
                total += SPARE * max(0, seat.maximum - max(seat.minimum, there))
    return total


def _load(shifts: Mapping[str, Shift], placings: Iterable[Placing]) -> int:
    """What days with several shifts cost, and weeks with many."""
    dates = [(each.person_id, shifts[each.shift_id].on_date) for each in placings if each.shift_id in shifts]
    days = Counter(dates)
    weeks = Counter((person, monday(day)) for person, day in dates)
    return sum(map(day_cost, days.values())) + sum(map(spread_cost, weeks.values()))
