"""Where somebody who is being moved could land: every shift of some days, judged once."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.rota import SeatOn, Shift
from desktop.domain.rota_seats import Verdict, judge
from desktop.services.rota_facts import Facts

NO_ROOM = "Everybody this takes is on it already"


@dataclass(frozen=True, slots=True)
class Landing:
    """A shift somebody could be put on.

    Attributes:
        shift: its key.
        seat_id: the seat they would have; empty where it takes nobody more.
        verdict: what the rules say.
    """

    shift: str
    seat_id: str
    verdict: Verdict


def landings(facts: Facts, volunteer_id: str, leaving: tuple[str, str], *, told: bool) -> list[Landing]:
    """Judge every shift of the facts' days for somebody.

    Args:
        facts: with whoever is on the shifts, and the volunteer, loaded.
        volunteer_id: who.
        leaving: key of the shift and of the seat they come from; empty for none.
        told: the reader may see checks.
    """
    from_shift, from_seat = leaving
    but = frozenset({(from_shift, volunteer_id)}) if from_shift else frozenset()
    role = next((seat.role for one in facts.jobs for seat in one.seats if seat.id == from_seat), None)
    found = []
    for shift in facts.shifts:
        if shift.cancelled or shift.key == from_shift or volunteer_id in shift.crew:
            continue
        seat = _seat(facts, shift, role)
        if seat is None:
            found.append(Landing(shift.key, "", Verdict((NO_ROOM,))))
            continue
        person = facts.person(shift, seat.seat, volunteer_id, but)
        verdict = judge(facts.ask(shift, seat.seat, but), person, told=told)
        found.append(Landing(shift.key, seat.seat.id, verdict))
    return found


def _seat(facts: Facts, shift: Shift, role: object) -> SeatOn | None:
    """The seat they would have: of their role, then one that lacks somebody, then any with room."""
    free: Sequence[SeatOn] = [one for one in shift.seats if facts.room(shift, one) > 0]
    return min(free, key=lambda one: (one.seat.role != role, not one.missing), default=None)
