"""Who is free now: everybody active who could be asked for sudden cover, at one hour of one day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from db.enums import Precision
from db.enums_rota import SeatRole
from db.queries import rota as query
from desktop.domain.clearance_facts import Clearance, ClearanceState
from desktop.domain.geo import distance_words
from desktop.domain.match_facts import NOWHERE
from desktop.domain.matching import band_of, metres_between
from desktop.domain.rota import SeatOn, Shift
from desktop.domain.rota_seats import Ask, Person, judge, room_note
from desktop.domain.text import fold
from desktop.services.rota_facts import Facts
from desktop.services.rota_views import CandidateLine, seat_view
from desktop.services.round_stops import base_of

_CLEARED = Clearance(ClearanceState.CLEARED)
"""Where no work is named none is judged: the gate is asked once a seat is."""


@dataclass(frozen=True, slots=True)
class OpenSeat:
    """A seat of that day that still lacks somebody.

    Attributes:
        start: minutes since midnight.
    """

    seat_id: str
    on_date: date
    job: str
    role: SeatRole
    start: int


@dataclass(frozen=True, slots=True)
class FreeNow:
    """Who could be asked.

    Attributes:
        seats: what lacks somebody that day and is not over, soonest first.
        seat: the one they are asked for; None for anything.
        can: whoever could, in the order to ring them.
        cannot: whoever could not take the seat, with why; nobody where none is named.
    """

    seats: tuple[OpenSeat, ...]
    seat: OpenSeat | None
    can: tuple[CandidateLine, ...]
    cannot: tuple[CandidateLine, ...] = ()


def free_now(
    session: Session, facts: Facts, start: datetime, minutes: int, seat_id: str | None, *, told: bool
) -> FreeNow:
    """Who could help out from a moment on: for a seat as the gate and the rules allow, or for anything.

    Whoever nothing speaks against comes first, then the nearest band of distance, then the most hours left.

    Args:
        session: an open session.
        facts: of the day.
        start: the moment, local time.
        minutes: for how long; cut at midnight.
        seat_id: a seat of that day; empty for anything, None for the first that lacks somebody.
        told: the reader may see checks.
    """
    minute = start.hour * 60 + start.minute
    gaps = [
        (one, seat)
        for one in sorted(facts.shifts, key=lambda one: (one.start, one.job.name))
        for seat in one.seats
        if seat.missing and one.end > minute and not one.cancelled
    ]
    seats = tuple(_open_seat(*one) for one in gaps)
    chosen = next((one for one in gaps if seat_id in (None, one[1].seat.id)), None)
    if chosen is None:
        return FreeNow(seats, None, _near(session, facts, _anything(facts, start.date(), minute, minutes)))
    found = seat_view(session, facts, *chosen, told=told)
    gone = frozenset(taker.volunteer_id for taker in chosen[1].not_coming)
    return FreeNow(seats, _open_seat(*chosen), _near(session, facts, found.can, gone), found.cannot)


def _open_seat(shift: Shift, seat: SeatOn) -> OpenSeat:
    return OpenSeat(seat.seat.id, shift.on_date, shift.job.name, SeatRole(seat.seat.role), shift.start)


def _anything(facts: Facts, day: date, begin: int, minutes: int) -> Iterable[CandidateLine]:
    """Whoever has nothing on and usually gives time at that hour."""
    ask = Ask(day, begin, min(begin + minutes, 24 * 60))
    for key in facts.load(None):
        held = facts.candidate(key)
        person = Person(
            key,
            held.name,
            _CLEARED,
            held.facts.birth_date,
            held.slots,
            held.absences,
            facts.busy(key),
            held.weekly_minutes,
            facts.week_minutes(key, day),
        )
        verdict = judge(ask, person)
        if verdict.may and "Not one of their usual times" not in verdict.warnings:
            note = room_note(ask, person)
            yield CandidateLine(key, held.name, verdict, note, person.minutes_left, person.weekly_minutes)


def _near(
    session: Session, facts: Facts, lines: Iterable[CandidateLine], gone: frozenset[str] = frozenset()
) -> tuple[CandidateLine, ...]:
    """The lines in the order to ring, with the way from their home to the hub and their number.

    Whoever came off this very seat that day is rung last.
    """
    hub = base_of(session) or NOWHERE
    found = list(lines)
    metres: Mapping[str, float | None] = {
        one.id: metres_between(facts.candidate(one.id).place, hub) for one in found
    }
    found.sort(
        key=lambda one: (
            one.id in gone,
            len(one.verdict.warnings),
            band_of(metres[one.id]),
            -(one.minutes_left or 0),
            fold(one.name),
            one.id,
        )
    )
    phones = query.phones(session, [one.id for one in found])
    return tuple(
        replace(one, phone=phones.get(one.id, ""), way=_way(facts, one.id, metres[one.id])) for one in found
    )


def _way(facts: Facts, volunteer_id: str, metres: float | None) -> str:
    """How far they live from the hub; nothing where that is not known."""
    return (
        ""
        if metres is None
        else distance_words(metres, Precision(facts.candidate(volunteer_id).place.precision))
    )
