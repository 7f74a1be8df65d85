"""Filling the gaps of a week: a proposal that changes nothing, and what of it was accepted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from db.enums_rota import PlaceHow, SeatRole
from desktop.domain import rota_problem as problem
from desktop.domain.clearance_facts import Clearance
from desktop.domain.clearance_words import NOT_AVAILABLE, lack_words, next_step_words, untold
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.match_facts import monday
from desktop.domain.rota import Seat, Shift
from desktop.services.base import Actor, Changes, changes, verb
from desktop.services.rota import Rota, Spot, found_on
from desktop.services.rota_facts import Facts

SECONDS = 15.0
"""The longest to look for a better proposal; a week of a hub takes well under one."""
REASON = "Accepted when the gaps of the week were filled"
_SIX_DAYS = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class FillLine:
    """One seat that could be filled.

    Attributes:
        spot: the seat, the day and the person.
    """

    spot: Spot
    job: str
    role: SeatRole
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LeftLine:
    """One seat nobody could be found for, with why and what would help."""

    on_date: date
    job: str
    role: SeatRole
    missing: int
    why: str
    step: str = ""


@dataclass(frozen=True, slots=True)
class FillView:
    """A proposal.

    Attributes:
        lines: who could be put on, by day and time.
        left: what stays open.
        proven: nothing better exists.
    """

    lines: tuple[FillLine, ...]
    left: tuple[LeftLine, ...]
    proven: bool


class RotaFilling(Rota):
    """Verbs on filling a week."""

    @verb("rota.set")
    def propose(self, actor: Actor, day: date, stopped: Callable[[], bool] = lambda: False) -> FillView:
        """Find who could fill the gaps of a week, from today on; nothing is changed.

        Args:
            actor: who asks.
            day: any day of the week.
            stopped: asked now and then whether to stop with the best so far.
        """
        from desktop.domain.rota_fill import propose

        first = monday(day)
        with self.store.read() as session:
            facts = Facts(session, first, first + _SIX_DAYS, self.today())
            facts.load(None)
            facts.load(facts.on_rota())
            asked = rota_problem(facts, self.today(), told=actor.may("check.see"))
        answer = propose(asked, seconds=SECONDS, cancel=stopped)
        shifts = {one.key: one for one in facts.shifts}
        lines = [_line(facts, shifts[one.shift_id], one) for one in answer.placings]
        lines.sort(key=lambda one: (one.spot.on_date, one.start, one.job, one.name))
        left = [_left(shifts[one.shift_id], one) for one in answer.unfilled]
        left.sort(key=lambda one: (one.on_date, one.job))
        return FillView(tuple(lines), tuple(left), answer.proven)

    @verb("rota.set")
    def accept(self, actor: Actor, spots: Sequence[Spot]) -> Changes:
        """Put on whoever was accepted, all in one act; the rules are asked again of each.

        Args:
            actor: who accepts.
            spots: seats, days and people.

        Raises:
            DomainError: nobody was chosen, or none of them can be put on any more.
        """
        if not spots:
            raise DomainError("Tick at least one of them, or leave the week as it is.")
        with self.store.write(actor.user_id) as work:
            facts = self._facts(work, list(spots))
            facts.load([*facts.on_rota(), *(one.volunteer_id for one in spots)])
            done = 0
            for spot in spots:
                try:
                    shift, seat = found_on(facts, spot)
                    if facts.room(shift, seat) <= 0 or facts.is_on(shift, spot.volunteer_id):
                        continue
                    self._place(work, actor, facts, spot, REASON, PlaceHow.FILLED)
                except (DomainError, NotFound):
                    continue
                facts.add(shift, seat, spot.volunteer_id)
                done += 1
            if not done:
                raise DomainError("The week has changed since. Look for who could fill the gaps again.")
            left = len(spots) - done
            rest = f"; {left} could not be any more" if left else ""
            return changes(work, "", f"{done} put on the rota{rest}")


def rota_problem(facts: Facts, today: date, *, told: bool) -> problem.RotaProblem:
    """A week as the search for the best rota sees it; everybody on it already stays.

    Args:
        facts: of the week, with everybody loaded who might come.
        today: shifts before it are left alone.
        told: the reader may see checks.
    """
    held = [one for one in facts.shifts if not one.cancelled]
    shifts = tuple(_shift(one) for one in held)
    fixed = tuple(
        problem.Placing(one.key, seat.seat.id, taker.volunteer_id)
        for one in held
        for seat in one.seats
        for taker in seat.takers
    )
    asked = {
        _key(one, seat.seat): (one, seat.seat) for one in held if one.on_date >= today for seat in one.seats
    }
    people = tuple(_person(facts, key, asked.values(), told=told) for key in sorted(facts.loaded()))
    return problem.RotaProblem(shifts, people, today, fixed)


def _key(shift: Shift, seat: Seat) -> str:
    """What must be cleared: the kind of help, whether somebody drives, and the day."""
    return f"{shift.job.need_code}|{shift.job.at_door:d}|{seat.drives:d}|{shift.on_date.isoformat()}"


def _shift(one: Shift) -> problem.Shift:
    seats = tuple(
        problem.Seat(
            held.seat.id,
            held.seat.role,
            held.seat.minimum,
            max(held.seat.maximum, len(held.takers)),
            _key(one, held.seat),
            frozenset({held.seat.skill} - {""}),
            one.job.minimum_age,
        )
        for held in one.seats
    )
    return problem.Shift(
        one.key, one.job.name, one.on_date, one.start, one.end, seats, needs_buddy=one.job.wants_buddy
    )


def _person(
    facts: Facts, volunteer_id: str, asked: Iterable[tuple[Shift, Seat]], *, told: bool
) -> problem.Person:
    held = facts.candidate(volunteer_id)
    cleared, refusals = set(), []
    for shift, seat in asked:
        answer = facts.rules.clearance(shift.job, seat, shift.on_date, held.facts)
        if answer.passes:
            cleared.add(_key(shift, seat))
        else:
            refusals.append(_refusal(_key(shift, seat), answer, told=told))
    away = any(one.why == NOT_AVAILABLE for one in refusals)
    return problem.Person(
        volunteer_id,
        held.name,
        frozenset(cleared),
        tuple(refusals),
        NOT_AVAILABLE if away else "",
        held.weekly_minutes,
        tuple(problem.WeekUse(week, minutes) for week, minutes in held.week_loads),
        held.slots,
        held.absences,
        facts.busy(volunteer_id, [(one.key, volunteer_id) for one in facts.shifts]),
        held.skills,
        held.facts.birth_date,
        facts.is_newcomer(volunteer_id),
        facts.last_served(volunteer_id),
    )


def _refusal(key: str, answer: Clearance, *, told: bool) -> problem.Refusal:
    lack = (answer.lacks if told else untold(answer.lacks))[0]
    return problem.Refusal(key, lack_words(lack), next_step_words(lack))


def _line(facts: Facts, shift: Shift, one: problem.Placing) -> FillLine:
    seat = shift.seat(one.seat_id)
    assert seat is not None
    spot = Spot(one.seat_id, shift.on_date, one.person_id)
    name = facts.candidate(one.person_id).name
    return FillLine(spot, shift.job.name, seat.seat.role, name, shift.start, shift.end)


def _left(shift: Shift, one: problem.Unfilled) -> LeftLine:
    seat = shift.seat(one.seat_id)
    assert seat is not None
    return LeftLine(shift.on_date, shift.job.name, seat.seat.role, one.missing, one.words, one.next_step)
