"""Filling the gaps of a week: a proposal to look through, and putting on whoever was accepted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from db.enums_rota import PlaceHow
from desktop.domain.clearance_words import lack_words, next_step_words, untold
from desktop.domain.errors import DomainError
from desktop.domain.highs_model import never
from desktop.domain.match_facts import monday
from desktop.domain.rota import SeatOn, Shift
from desktop.domain.rota_fill import propose
from desktop.domain.rota_problem import (
    Person,
    Placing,
    Refusal,
    RotaProblem,
    RotaProposal,
    Seat,
    WeekUse,
)
from desktop.domain.rota_problem import Shift as AskedShift
from desktop.services.base import Actor, Changes, changes, verb
from desktop.services.rota import Rota, Spot
from desktop.services.rota_facts import Facts

_SIX_DAYS = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class FilledGap:
    """A gap and who would fill it."""

    spot: Spot
    name: str
    shift: Shift
    seat: SeatOn


@dataclass(frozen=True, slots=True)
class OpenGap:
    """A gap that nobody fills: how many are missing, why, and what would help."""

    shift: Shift
    seat: SeatOn
    missing: int
    words: str
    next_step: str


@dataclass(frozen=True, slots=True)
class FillView:
    """What filling the gaps of a week would do; nothing is changed by it.

    Attributes:
        filled, open: in the order of the week.
        proposal: how good it is; see `desktop.domain.rota_problem.RotaProposal`.
    """

    monday: date
    filled: tuple[FilledGap, ...]
    open: tuple[OpenGap, ...]
    proposal: RotaProposal

    @property
    def spots(self) -> tuple[Spot, ...]:
        """What `RotaFill.accept` takes."""
        return tuple(line.spot for line in self.filled)


class RotaFill(Rota):
    """Verbs that fill gaps. What was chosen before is never moved."""

    @verb("rota.set")
    def gaps(
        self, actor: Actor, day: date, *, seconds: float = 20.0, cancel: Callable[[], bool] = never
    ) -> FillView:
        """Propose who could fill the gaps of a week from today on.

        Args:
            actor: who asks.
            day: any day of the week.
            seconds: the longest to look for something better.
            cancel: asked now and then; when it says yes the answer is the best so far.
        """
        first = monday(day)
        with self.store.read() as session:
            facts = Facts(session, first, first + _SIX_DAYS, self.today())
            problem = problem_of(facts, self.today(), told=actor.may("check.see"))
        proposal = propose(problem, seconds=seconds, cancel=cancel)
        return _view(facts, problem, proposal)

    @verb("rota.set")
    def accept(self, actor: Actor, spots: Sequence[Spot]) -> Changes:
        """Put on whoever was accepted, where the rules still let them: asked anew for each as it is written.

        Args:
            actor: who does.
            spots: some or all of a proposal's.

        Raises:
            DomainError: there was nobody to put on, or none of them may be any more.
        """
        if not spots:
            raise DomainError("Nobody is chosen. Choose at least one line, or close this.")
        with self.store.write(actor.user_id) as work:
            facts = self._facts(work, list(spots))
            facts.load(sorted({*facts.on_rota(), *(spot.volunteer_id for spot in spots)}))
            ordered = sorted(spots, key=lambda spot: (facts.is_newcomer(spot.volunteer_id), spot.on_date))
            done = sum(self._copied(work, facts, spot, PlaceHow.FILLED) for spot in ordered)
            if not done:
                raise DomainError("None of these can be put on any more. Fill the gaps again.")
            left = len(spots) - done
            rest = f"; {left} can’t be any more" if left else ""
            return changes(work, "", f"{done} put on the rota{rest}")


def problem_of(facts: Facts, today: date, *, told: bool) -> RotaProblem:
    """Put a week as the solver takes it: everything on it stays, and everybody active may be asked.

    Args:
        facts: of the week.
        today: days before it are left alone.
        told: the reader may see checks; else only that somebody is not cleared.
    """
    week = [shift for shift in facts.shifts if not shift.cancelled]
    everybody = facts.load(None)
    fixed = tuple(
        Placing(shift.key, one.seat.id, taker.volunteer_id)
        for shift in week
        for one in shift.seats
        for taker in one.takers
    )
    missing = sorted({each.person_id for each in fixed} - set(everybody))
    everybody = [*everybody, *facts.load(missing)] if missing else everybody
    return RotaProblem(
        tuple(_asked(shift) for shift in week),
        tuple(_person(facts, key, week, told=told) for key in everybody),
        today,
        fixed,
    )


def _asked(shift: Shift) -> AskedShift:
    """A shift as the solver takes it."""
    seats = tuple(
        Seat(
            one.seat.id,
            one.seat.role.value,
            one.seat.minimum,
            one.seat.maximum,
            _clearance_key(shift, one),
            frozenset({one.seat.skill} if one.seat.skill else ()),
            shift.job.minimum_age,
        )
        for one in shift.seats
    )
    return AskedShift(
        shift.key, shift.job.name, shift.on_date, shift.start, shift.end, seats, shift.job.wants_buddy
    )


def _clearance_key(shift: Shift, one: SeatOn) -> str:
    """What the gate is asked for a seat: seats alike in it are asked about once."""
    job = shift.job
    return f"{job.need_code}|{job.at_door}|{one.seat.drives}|{shift.on_date}"


def _person(facts: Facts, key: str, week: Sequence[Shift], *, told: bool) -> Person:
    """A volunteer as the solver takes one."""
    held = facts.candidate(key)
    asked: dict[str, Refusal | None] = {}
    for shift in week:
        for one in shift.seats:
            name = _clearance_key(shift, one)
            if name not in asked:
                answer = facts.rules.clearance(shift.job, one.seat, shift.on_date, held.facts)
                lacks = answer.lacks if told else untold(answer.lacks)
                asked[name] = (
                    None if answer.passes else Refusal(name, lack_words(lacks[0]), next_step_words(lacks[0]))
                )
    own = {(shift.key, key) for shift in week}
    return Person(
        key,
        held.name,
        frozenset(name for name, refusal in asked.items() if refusal is None),
        tuple(refusal for refusal in asked.values() if refusal),
        weekly_minutes=held.weekly_minutes,
        used=tuple(WeekUse(*use) for use in held.week_loads),
        slots=held.slots,
        absences=held.absences,
        busy=facts.busy(key, own),
        skills=frozenset(held.skills),
        born=held.facts.birth_date,
        newcomer=facts.is_newcomer(key),
        last_served=facts.last_served(key),
    )


def _view(facts: Facts, problem: RotaProblem, proposal: RotaProposal) -> FillView:
    """Put a proposal into the words of the week."""
    found = {(shift.key, one.seat.id): (shift, one) for shift in facts.shifts for one in shift.seats}
    order = {key: (shift.on_date, shift.start, shift.job.number) for key, (shift, _) in found.items()}
    names = {person.id: person.name for person in problem.people}
    filled = [
        FilledGap(
            Spot(each.seat_id, found[each.shift_id, each.seat_id][0].on_date, each.person_id),
            names[each.person_id],
            *found[each.shift_id, each.seat_id],
        )
        for each in sorted(
            proposal.placings, key=lambda each: (*order[each.shift_id, each.seat_id], each.seat_id)
        )
    ]
    left = [
        OpenGap(*found[each.shift_id, each.seat_id], each.missing, each.words, each.next_step)
        for each in sorted(
            proposal.unfilled, key=lambda each: (*order[each.shift_id, each.seat_id], each.seat_id)
        )
    ]
    return FillView(facts.span[0], tuple(filled), tuple(left), proposal)
