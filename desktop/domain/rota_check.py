"""A proposed rota held against every rule, without trusting whatever proposed it.

Used by the tests and the benchmark, and before a proposal is shown.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from desktop.domain.rota_problem import Block, Person, Placing, RotaProblem, RotaProposal, Seat, Shift, Why
from desktop.domain.rota_rules import blocks_alone, blocks_beside, no_buddy


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that a proposal breaks: where, and in words."""

    placing: Placing
    why: Why
    words: str


def faults(problem: RotaProblem, proposal: RotaProposal) -> tuple[Fault, ...]:
    """Find every rule that the new placings of a proposal break.

    What was fixed before is never found fault with, alone or among itself; what is new beside it is.

    Args:
        problem: what was to be filled.
        proposal: an answer to it.

    Returns:
        Faults in order of the placings, then of counts that do not add up; none for a good proposal.
    """
    check = _Check(problem, proposal)
    found = [fault for placing in proposal.placings for fault in check.of(placing)]
    return (*found, *check.counts())


class _Check:
    """One proposal laid out by person and by shift."""

    def __init__(self, problem: RotaProblem, proposal: RotaProposal) -> None:
        self.problem, self.proposal = problem, proposal
        self.shifts = {shift.id: shift for shift in problem.shifts}
        self.people = {person.id: person for person in problem.people}
        self.all = (*problem.fixed, *proposal.placings)
        self.by_person: dict[str, list[Placing]] = defaultdict(list)
        self.by_shift: dict[str, list[Placing]] = defaultdict(list)
        for placing in self.all:
            self.by_person[placing.person_id].append(placing)
            self.by_shift[placing.shift_id].append(placing)
        self.taken = Counter((each.shift_id, each.seat_id) for each in self.all)

    def of(self, placing: Placing) -> list[Fault]:
        """What one new placing breaks."""
        person, shift = self.people.get(placing.person_id), self.shifts.get(placing.shift_id)
        seat = shift.seat(placing.seat_id) if shift else None
        if not (person and shift and seat):
            return [Fault(placing, Why.UNKNOWN, "There is no such person, shift or seat")]
        if shift.on_date < self.problem.today:
            return [Fault(placing, Why.PAST, f"{shift.name} is over")]
        blocks = (*blocks_alone(person, shift, seat), *self._together(placing, person, shift, seat))
        return [Fault(placing, block.why, block.words) for block in blocks]

    def _together(self, placing: Placing, person: Person, shift: Shift, seat: Seat) -> list[Block]:
        """What it breaks beside everything else on the rota."""
        others = list(self.by_person[person.id])
        others.remove(placing)
        held = [self.shifts[each.shift_id] for each in others if each.shift_id in self.shifts]
        blocks = list(blocks_beside(person, shift, held))
        beside = list(self.by_shift[shift.id])
        beside.remove(placing)
        company = [self.people[each.person_id] for each in beside if each.person_id in self.people]
        if block := no_buddy(person, shift, company):
            blocks.append(block)
        if self.taken[shift.id, seat.id] > seat.maximum:
            blocks.append(Block(Why.FULL, f"{shift.name} has room for {seat.maximum} in this seat"))
        if not self.problem.to_maximum and self._stranger_too_many(placing, seat):
            blocks.append(Block(Why.FULL, f"{shift.name} needs no more than {seat.minimum} in this seat"))
        return blocks

    def _stranger_too_many(self, placing: Placing, seat: Seat) -> bool:
        """Is somebody placed beyond the minimum who is not usually there?"""
        if placing in self.problem.usual:
            return False
        new = [each for each in self.proposal.placings if each not in self.problem.usual]
        strangers = Counter((each.shift_id, each.seat_id) for each in new)
        fixed = sum((each.shift_id, each.seat_id) == placing_key(placing) for each in self.problem.fixed)
        return strangers[placing_key(placing)] > max(0, seat.minimum - fixed)

    def counts(self) -> list[Fault]:
        """Seats whose missing places are not those that the proposal says are unfilled."""
        said = {(each.shift_id, each.seat_id): each.missing for each in self.proposal.unfilled}
        found = []
        for shift in self.problem.shifts:
            for seat in shift.seats if shift.on_date >= self.problem.today else ():
                missing = max(0, seat.minimum - self.taken[shift.id, seat.id])
                if said.pop((shift.id, seat.id), 0) != missing:
                    words = f"{shift.name} lacks {missing} in this seat, and the proposal says otherwise"
                    found.append(Fault(Placing(shift.id, seat.id, ""), Why.COUNT, words))
        found += [Fault(Placing(*key, ""), Why.COUNT, "There is no such seat to be filled") for key in said]
        return found


def placing_key(placing: Placing) -> tuple[str, str]:
    """The seat of a placing."""
    return placing.shift_id, placing.seat_id
