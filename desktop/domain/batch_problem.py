"""Many tasks and many volunteers as one problem: who may do what, at what cost, and what fits together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.availability import Span, free_spans
from desktop.domain.match_facts import Candidate, Need, minutes_used, monday
from desktop.domain.matching import Matcher, Ranked

#: Cost of leaving a task without anybody: more than any pair can cost, so that filling comes first.
UNFILLED = 50_000
#: Hours a week to count on when a volunteer has not been asked.
CAUTIOUS_WEEK = 180
MAX_A_DAY = 5
#: Costs of the parts of the ranking key in domain rule 5's order: not the usual volunteer, distance band, not
#: known, area, missing skills, language, transport, availability, load. Each part outweighs the next by far.
WEIGHTS = (9000, 900, 400, 200, 150, 120, 10, 40, 15)
_BASE = 100
_WAITED_WEEKS = 8


@dataclass(frozen=True, slots=True)
class Pair:
    """A volunteer who may do a task, by place in the problem's list, and what choosing them costs."""

    cost: int
    volunteer: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Tasks, volunteers and pairs; ``pairs`` holds those of each task, cheapest first.

    ``spans`` holds free time by (volunteer, date), ``left`` the minutes still promised by (volunteer,
    Monday).
    """

    needs: tuple[Need, ...]
    volunteers: tuple[Candidate, ...]
    pairs: tuple[tuple[Pair, ...], ...]
    spans: dict[tuple[int, date], tuple[Span, ...]]
    left: dict[tuple[int, date], int]

    def day_starts(self, volunteer: int, tasks: Sequence[int]) -> list[int] | None:
        """Starting minutes for tasks of one volunteer on one date; None when they do not fit together."""
        if len(tasks) > MAX_A_DAY:
            return None
        needs = [self.needs[task] for task in tasks]
        return schedule(needs, self.spans[volunteer, needs[0].on_date])

    def week_fits(self, volunteer: int, tasks: Sequence[int]) -> bool:
        """Are tasks of one volunteer in one week within the promised hours?"""
        week = monday(self.needs[tasks[0]].on_date)
        return sum(self.needs[task].minutes for task in tasks) <= self.left[volunteer, week]


def cost_of(ranked: Ranked, today: date) -> int:
    """Turn a ranking key into whole-number cost, so that costs of many tasks can be added.

    Args:
        ranked: from `Matcher.top`; the last part of its key is the ordinal of the day waited since.
        today: to count the weeks waited, up to eight.

    Returns:
        A cost above 0 and below `UNFILLED`.
    """
    parts, waited_since = ranked.key[:-1], ranked.key[-1]
    weeks = max(0, min(_WAITED_WEEKS, (today.toordinal() - waited_since) // 7))
    cost = _BASE + sum(weight * part for weight, part in zip(WEIGHTS, parts, strict=True))
    return min(cost + _WAITED_WEEKS - weeks, UNFILLED - 1)


def build(
    needs: Sequence[Need],
    candidates: Sequence[Candidate],
    matcher: Matcher,
    today: date,
    counts: Iterable[int],
) -> Problem:
    """Gather the pairs worth considering.

    Args:
        needs, candidates: in any order; candidates are those the matcher holds.
        matcher: ranks them.
        today: see `desktop.domain.today`.
        counts: for each task, how many of its best volunteers to consider.

    Returns:
        The problem; pairs that alone would break the promised weekly hours are left out.
    """
    places = {candidate.id: place for place, candidate in enumerate(candidates)}
    spans: dict[tuple[int, date], tuple[Span, ...]] = {}
    left: dict[tuple[int, date], int] = {}
    pairs = []
    for need, count in zip(needs, counts, strict=True):
        own = []
        for ranked in matcher.top(need, count):
            volunteer = places[ranked.candidate.id]
            week = volunteer, monday(need.on_date)
            if week not in left:
                left[week] = _minutes_left(ranked.candidate, need.on_date)
            if need.minutes > left[week]:
                continue
            day = volunteer, need.on_date
            if day not in spans:
                each = ranked.candidate
                spans[day] = free_spans(each.slots, each.absences, each.busy, need.on_date)
            own.append(Pair(cost_of(ranked, today), volunteer))
        pairs.append(tuple(sorted(own, key=lambda pair: (pair.cost, candidates[pair.volunteer].id))))
    return Problem(tuple(needs), tuple(candidates), tuple(pairs), spans, left)


def schedule(needs: Sequence[Need], spans: tuple[Span, ...]) -> list[int] | None:
    """Set tasks of one day one after another, each inside its own times and inside one free span.

    Args:
        needs: of one date; a handful.
        spans: the volunteer's free time that day.

    Returns:
        A starting minute for each, in the order given; None when no order works.
    """
    starts: dict[int, int] = {}
    waiting = sorted(range(len(needs)), key=lambda place: (needs[place].end, needs[place].start, place))
    return (
        [starts[place] for place in range(len(needs))] if _place(needs, spans, waiting, 0, starts) else None
    )


def _place(
    needs: Sequence[Need], spans: tuple[Span, ...], waiting: list[int], now: int, starts: dict[int, int]
) -> bool:
    """Try each waiting task next, the one due soonest first, and undo what leads nowhere."""
    if not waiting:
        return True
    for place in waiting:
        start = _first_start(needs[place], spans, now)
        if start is not None:
            starts[place] = start
            rest = [other for other in waiting if other != place]
            if _place(needs, spans, rest, start + needs[place].minutes, starts):
                return True
    return False


def _first_start(need: Need, spans: tuple[Span, ...], now: int) -> int | None:
    """The first minute from ``now`` at which a task can start."""
    for span in spans:
        start = max(span.start, need.start, now)
        if start + need.minutes <= min(span.end, need.end):
            return start
    return None


def _minutes_left(candidate: Candidate, day: date) -> int:
    """What is left of the promised week."""
    weekly = CAUTIOUS_WEEK if candidate.weekly_minutes is None else candidate.weekly_minutes
    return weekly - minutes_used(candidate, day)
