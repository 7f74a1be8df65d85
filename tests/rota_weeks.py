"""Weeks of a rota made up for tests and benchmarks: invented people, the same for the same seed."""

from datetime import date, timedelta
from random import Random

from desktop.domain.availability import Absence, Busy, Slot
from desktop.domain.rota_problem import Person, Placing, RotaProblem, Seat, Shift

MONDAY = date(2026, 11, 16)
_STARTS = (9 * 60, 10 * 60, 11 * 60, 12 * 60, 14 * 60, 16 * 60, 18 * 60)
_LENGTHS = (90, 120, 150, 180)
_WORK = ("round", "calls", "desk", "packing", "prescriptions")


def week(shifts: int, people: int, seed: int = 1) -> RotaProblem:
    """Make a week.

    Args:
        shifts: how many, over seven days.
        people: how many volunteers; about a third free at any hour, as offers go.
        seed: another week for another seed.

    Returns:
        A problem with gaps, usual people, newcomers, absences, other bookings and a few fixed placings.
    """
    random = Random(seed)
    made = tuple(_shift(random, place) for place in range(shifts))
    volunteers = tuple(_person(random, place) for place in range(people))
    usual = set()
    for shift in made:
        for seat in shift.seats:
            able = [person for person in volunteers if seat.clearance in person.cleared]
            for person in random.sample(able, min(seat.minimum, len(able))):
                if random.random() < 0.5:
                    usual.add(Placing(shift.id, seat.id, person.id))
    return RotaProblem(made, volunteers, MONDAY, (), frozenset(usual))


def _shift(random: Random, place: int) -> Shift:
    """One shift with one to three seats' worth of people."""
    start, work = random.choice(_STARTS), random.choice(_WORK)
    needed = random.choice((1, 1, 2, 2, 3, 4))
    seats = [Seat("person", "person", needed, needed + random.choice((0, 1)), work)]
    if work == "round":
        seats.append(Seat("driver", "driver", 1, 1, "driving"))
    day = MONDAY + timedelta(days=place % 7)
    length = random.choice(_LENGTHS)
    return Shift(f"s{place:04}", f"{work} {place}", day, start, start + length, tuple(seats))


def _person(random: Random, place: int) -> Person:
    """One volunteer."""
    slots = []
    for day in range(7):
        if random.random() < 0.6:
            start = random.choice((9 * 60, 10 * 60, 12 * 60, 14 * 60))
            slots.append(Slot(day, start, start + random.choice((4 * 60, 6 * 60, 8 * 60))))
    cleared = {work for work in _WORK if random.random() < 0.6}
    if "round" in cleared and random.random() < 0.5:
        cleared.add("driving")
    away = MONDAY + timedelta(days=random.randrange(7))
    return Person(
        f"p{place:04}",
        f"Volunteer {place}",
        frozenset(cleared),
        weekly_minutes=random.choice((None, 120, 240, 360, 480, 600)),
        slots=tuple(slots) or (Slot(0, 9 * 60, 17 * 60),),
        absences=(Absence(away, away),) if random.random() < 0.1 else (),
        busy=(Busy(away, 660, 780, "Mill Green round"),) if random.random() < 0.2 else (),
        newcomer=random.random() < 0.1,
        last_served=MONDAY - timedelta(days=random.randrange(1, 90)) if random.random() < 0.9 else None,
    )
