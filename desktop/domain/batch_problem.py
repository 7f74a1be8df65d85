"""Many tasks and many volunteers as one problem: who may do what, at what cost, and what fits together."""

from collections.abc import Sequence
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


def costs_of(choices: Sequence[Ranked], today: date) -> list[int]:
    """Turn the ranking keys of one task into whole-number costs, so that costs of many tasks can be added.

    Args:
        choices: from `Matcher.top`; the last part of a key is the ordinal of the day waited since.
        today: to count the weeks waited, up to eight.

    Returns:
        Costs above 0 and below `UNFILLED`. Each part counts from the best that any of the choices has: where
        all are equally far away, distance decides nothing and costs nothing.
    """
    best = [min(parts) for parts in zip(*(each.key[:-1] for each in choices), strict=True)]
    costs = []
    for each in choices:
        weeks = max(0, min(_WAITED_WEEKS, (today.toordinal() - each.key[-1]) // 7))
        parts = zip(WEIGHTS, each.key[:-1], best, strict=True)
        cost = _BASE + _WAITED_WEEKS - weeks + sum(weight * (part - least) for weight, part, least in parts)
        costs.append(min(cost, UNFILLED - 1))
    return costs


def build(
    needs: Sequence[Need],
    candidates: Sequence[Candidate],
    matcher: Matcher,
    today: date,
    count: int,
    spreads: Sequence[int],
) -> Problem:
    """Gather the pairs worth considering.

    Args:
        needs: in any order.
        candidates: those the matcher holds, in order of id.
        matcher: ranks them.
        today: see `desktop.domain.today`.
        count: how many of its best volunteers to consider for each task.
        spreads: for each task, how many others besides.

    Returns:
        The problem; pairs that alone would break the promised weekly hours are left out.
    """
    places = {candidate.id: place for place, candidate in enumerate(candidates)}
    spans: dict[tuple[int, date], tuple[Span, ...]] = {}
    left: dict[tuple[int, date], int] = {}
    pairs = []
    for turn, (need, spread) in enumerate(zip(needs, spreads, strict=True)):
        choices = matcher.top(need, count, spread, turn)
        own = []
        for ranked, cost in zip(choices, costs_of(choices, today), strict=True):
            each = ranked.candidate
            volunteer = places[each.id]
            week = volunteer, monday(need.on_date)
            if week not in left:
                left[week] = _minutes_left(each, need.on_date)
            day = volunteer, need.on_date
            if day not in spans:
                spans[day] = free_spans(each.slots, each.absences, each.busy, need.on_date)
            if need.minutes <= left[week]:
                own.append(Pair(cost, volunteer))
        pairs.append(tuple(sorted(own, key=lambda pair: (pair.cost, pair.volunteer))))
    return Problem(tuple(needs), tuple(candidates), tuple(pairs), spans, left)


def schedule(needs: Sequence[Need], spans: tuple[Span, ...]) -> list[int] | None:
    """Set tasks of one day one after another, each inside its own times and inside one free span.

    Args:
        needs: of one date; a handful.
        spans: the volunteer's free time that day.

    Returns:
        A starting minute for each, in the order given; None when no order works.
    """
    waiting = sorted(range(len(needs)), key=lambda place: (needs[place].end, needs[place].start, place))
    starts: dict[int, int] = {}
    now = 0
    for place in waiting:  # the first order tried below; it nearly always works, and is quick to try
        start = _first_start(needs[place], spans, now)
        if start is None:
            starts.clear()
            if not _place(needs, spans, waiting, 0, starts):
                return None
            break
        starts[place], now = start, start + needs[place].minutes
    return [starts[place] for place in range(len(needs))]


def _place(
    needs: Sequence[Need], spans: tuple[Span, ...], waiting: list[int], now: int, starts: dict[int, int]
) -> bool:
    """Try each waiting task next, the one due soonest first, and undo what leads nowhere.

    What cannot start now cannot start later, so one such task is enough to turn back; so is more work due by
    some minute than there is free time until then (Jackson, "Scheduling a production line to minimize maximum
    tardiness", UCLA Management Science Research Project 43, 1955).
    """
    due = 0
    for place in waiting:
        due += needs[place].minutes
        if due > _free_until(spans, now, needs[place].end):
            return False
    first = [_first_start(needs[place], spans, now) for place in waiting]
    if None in first:
        return False
    for place, start in zip(waiting, first, strict=True):
        assert start is not None
        starts[place] = start
        rest = [other for other in waiting if other != place]
        if _place(needs, spans, rest, start + needs[place].minutes, starts):
            return True
    return not waiting


def _free_until(spans: tuple[Span, ...], now: int, end: int) -> int:
    """Free minutes from one minute of the day to another."""
    return sum(max(0, min(span.end, end) - max(span.start, now)) for span in spans)


def _first_start(need: Need, spans: tuple[Span, ...], now: int) -> int | None:
    """The first minute from ``now`` at which a task can start."""
    earliest, minutes, latest = max(need.start, now), need.minutes, need.end
    for span in spans:
        start = span.start if span.start > earliest else earliest
        end = start + minutes
        if end <= span.end and end <= latest:
            return start
    return None


def _minutes_left(candidate: Candidate, day: date) -> int:
    """What is left of the promised week."""
    weekly = CAUTIOUS_WEEK if candidate.weekly_minutes is None else candidate.weekly_minutes
    return weekly - minutes_used(candidate, day)
