"""Why nobody fills a seat, and what would help."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from desktop.domain.rota_problem import Block, Person, Placing, RotaProblem, Seat, Shift, Unfilled, Why
from desktop.domain.rota_rules import blocks_alone, blocks_beside, no_buddy

NEAR = 5

#: One sentence for each reason; ``{count}`` people and an example of what stands in the way.
_WORDS = {
    Why.UNAVAILABLE: "Nobody else is available.",
    Why.AGE: "Whoever is free is too young, or the date of birth is not known: {example}.",
    Why.CLEARANCE: "Nobody who is free is cleared. For {count}: {example}.",
    Why.SKILL: "Nobody who is free has the skill. {example}.",
    Why.ABSENT: "Nobody else is available.",
    Why.NOT_OFFERED: "Nobody cleared gave these hours. {example}.",
    Why.BUSY: "Everyone cleared is on something else: {example}.",
    Why.REST: "Whoever is cleared would have too little rest: {example}.",
    Why.HOURS: "Whoever is cleared has given all their hours: {example}.",
    Why.BUDDY: "Only newcomers are free, and nobody experienced is on it.",
    Why.UNKNOWN: "There is nobody on the list of volunteers.",
    Why.FULL: "Somebody is free and cleared, but was not placed in the time there was.",
}
_NEXT = {
    Why.AGE: "Ask for the date of birth where it is missing.",
    Why.CLEARANCE: "Open Checks and see what {names} still lack{s}.",
    Why.SKILL: "Ask {names} whether they can, or look in the volunteer bank.",
    Why.ABSENT: "Look in the volunteer bank.",
    Why.NOT_OFFERED: "Ask {names} whether this once would be all right.",
    Why.BUSY: "Move one of the two, or ask for cover.",
    Why.REST: "Begin later, or ask for cover.",
    Why.HOURS: "Ask {names} for more hours this once, or look in the volunteer bank.",
    Why.BUDDY: "Put somebody experienced on it first.",
    Why.UNAVAILABLE: "Look in the volunteer bank.",
    Why.UNKNOWN: "Add volunteers, or look in the volunteer bank.",
    Why.FULL: "Fill the gaps again with more time, or put somebody on by hand.",
}


def unfilled(problem: RotaProblem, placings: Sequence[Placing]) -> tuple[Unfilled, ...]:
    """Find the seats short of people, and say why.

    Args:
        problem: what was to be filled.
        placings: the new ones.

    Returns:
        One for each seat below its minimum, in order of shift and seat.
    """
    everything = (*problem.fixed, *placings)
    taken = Counter((each.shift_id, each.seat_id) for each in everything)
    gaps = [
        (shift, seat, seat.minimum - taken[shift.id, seat.id])
        for shift in sorted(problem.shifts, key=lambda each: each.id)
        for seat in sorted(shift.seats, key=lambda each: each.id)
        if shift.on_date >= problem.today and taken[shift.id, seat.id] < seat.minimum
    ]
    if not gaps:
        return ()
    reasons = _Reasons(problem, everything)
    return tuple(reasons.of(*gap) for gap in gaps)


class _Reasons:
    """A rota laid out by person, to ask of each what keeps them out."""

    def __init__(self, problem: RotaProblem, placings: Sequence[Placing]) -> None:
        shifts = {shift.id: shift for shift in problem.shifts}
        people = {person.id: person for person in problem.people}
        self.people = sorted(problem.people, key=lambda each: each.id)
        self.held: dict[str, list[Shift]] = defaultdict(list)
        self.there: dict[str, list[Person]] = defaultdict(list)
        for each in placings:
            if each.shift_id in shifts and each.person_id in people:
                self.held[each.person_id].append(shifts[each.shift_id])
                self.there[each.shift_id].append(people[each.person_id])

    def of(self, shift: Shift, seat: Seat, missing: int) -> Unfilled:
        """Why one seat is short: what keeps out those whom the fewest things keep out."""
        there = {person.id for person in self.there[shift.id]}
        blocks = {
            person.id: self._blocks(person, shift, seat) for person in self.people if person.id not in there
        }
        if not blocks:
            return _said(shift, seat, missing, Why.UNKNOWN, [], [])
        least = min(map(len, blocks.values()))
        if not least:
            free = [person for person in self.people if blocks.get(person.id) == []]
            return _said(shift, seat, missing, Why.FULL, free, [])
        nearest = [person for person in self.people if len(blocks.get(person.id, ())) == least]
        counts = Counter(blocks[person.id][0].why for person in nearest)
        why = min(counts, key=lambda each: (-counts[each], list(Why).index(each)))
        same = [person for person in nearest if blocks[person.id][0].why is why]
        return _said(shift, seat, missing, why, same, [blocks[person.id][0] for person in same])

    def _blocks(self, person: Person, shift: Shift, seat: Seat) -> list[Block]:
        """Everything that keeps one person out."""
        blocks = [*blocks_alone(person, shift, seat), *blocks_beside(person, shift, self.held[person.id])]
        if block := no_buddy(person, shift, self.there[shift.id]):
            blocks.append(block)
        return blocks


def _said(
    shift: Shift, seat: Seat, missing: int, why: Why, people: list[Person], blocks: list[Block]
) -> Unfilled:
    """Put a reason into words, with the commonest example and its next step."""
    examples = Counter((block.words, block.next_step) for block in blocks)
    example, step = examples.most_common(1)[0][0] if examples else ("", "")
    near = people[:NEAR]
    names = _names([person.name for person in near[:3]])
    words = _WORDS[why].format(count=len(people), example=example.rstrip("."))
    following = (
        step if len(people) == 1 and step else _NEXT[why].format(names=names, s="s" * (len(near) == 1))
    )
    return Unfilled(shift.id, seat.id, missing, why, words, following, tuple(each.id for each in near))


def _names(names: list[str]) -> str:
    """Write ``Beth``, ``Beth or Omar``, ``Beth, Omar or Trevor``."""
    return " or ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
