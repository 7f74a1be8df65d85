"""Who fits a task: gates first, then a ranking in the fixed order of domain rule 5.

Gates: free in time, not kept apart, can get there, cleared (which holds age and parental agreement). Ranking:
usual volunteer, distance in bands, known to the household, area, skills, languages, transport, availability,
load against weekly hours, and who has waited longest. Ties go by id, so the order never depends on the order
of the input.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import hypot
from typing import NamedTuple

from db.enums import Transport, VolunteerStatus
from desktop.domain.availability import has_room
from desktop.domain.clearance import Gate, has_checks, judge, passes, prepare
from desktop.domain.clearance_facts import DRIVEN, Lack, Rule, TaskContext
from desktop.domain.match_facts import (
    Blocked,
    BlockWhy,
    Candidate,
    Fit,
    MatchList,
    Need,
    Place,
    Usual,
    UsualStands,
    minutes_used,
)
from desktop.domain.match_notes import notes_for

#: Upper ends of the distance bands in metres: inside a band, 50 m more or less decides nothing.
BANDS = (1000, 2000, 3000, 5000, 8000, 12000, 20000)
UNKNOWN_BAND = len(BANDS) + 1
_LADDER = (Transport.VAN, Transport.CAR, Transport.BIKE, Transport.FOOT)


@dataclass(frozen=True, slots=True)
class Way:
    """How a volunteer would go: ``how`` is None when nobody has asked; ``why`` says when there is no way."""

    how: Transport | None
    why: BlockWhy | None = None


class Ranked(NamedTuple):
    """A volunteer who passed every gate, with the parts of the ranking key in order."""

    key: tuple[int, ...]
    candidate: Candidate
    way: Way
    metres: float | None


_NO_CLEARANCE = Way(None, BlockWhy.CLEARANCE)
_NO_TRANSPORT = Way(None, BlockWhy.NO_TRANSPORT)
_KEPT_APART = Way(None, BlockWhy.KEPT_APART)
_NOT_ASKED = Way(None)
_BY = {how: Way(how) for how in _LADDER}


def rank(
    need: Need,
    candidates: Sequence[Candidate],
    rules: Iterable[Rule],
    today: date,
    *,
    limit: int = 50,
    blocked_limit: int = 20,
) -> MatchList:
    """Rank volunteers for one task.

    Args:
        need: the task.
        candidates: the volunteers to consider.
        rules: every clearance rule of the hub.
        today: see `desktop.domain.today`; checks must hold today and on the date of the task.
        limit, blocked_limit: for how many the reasons are worked out; the rest are counted.

    Returns:
        Who fits, who is stopped and why, and who is not free.
    """
    return Matcher(candidates, rules, today).match(need, limit, blocked_limit)


def metres_between(one: Place, other: Place) -> float | None:
    """Straight-line distance in metres; None when either place is not known."""
    if one.easting is None or one.northing is None or other.easting is None or other.northing is None:
        return None
    return hypot(one.easting - other.easting, one.northing - other.northing)


def band_of(metres: float | None) -> int:
    """The distance band: 0 is next door, `UNKNOWN_BAND` is not known (ranked behind every known one)."""
    return UNKNOWN_BAND if metres is None else bisect_left(BANDS, metres)


class Matcher:
    """Ranks the same volunteers for any number of tasks, keeping what the tasks have in common.

    Args:
        candidates: the volunteers.
        rules: every clearance rule of the hub.
        today: see `desktop.domain.today`.
    """

    def __init__(self, candidates: Sequence[Candidate], rules: Iterable[Rule], today: date) -> None:
        self._candidates = tuple(candidates)
        self._rules = tuple(rules)
        self._today = today
        self._gates: dict[TaskContext, tuple[Gate, Gate]] = {}
        self._ways: dict[tuple[TaskContext, frozenset[Transport]], list[Way | None]] = {}
        self._choices: dict[tuple[frozenset[Transport], frozenset[Transport]], tuple[Way | None, Way]] = {}
        self._free: dict[tuple[date, int, int, int], list[bool]] = {}

    def match(self, need: Need, limit: int, blocked_limit: int) -> MatchList:
        """Rank everybody for one task; see `rank`."""
        pool: list[Ranked] = []
        blocked: list[tuple[Candidate, BlockWhy]] = []
        not_free: list[Candidate] = []
        for candidate, way in self._considered(need):
            if way is None:
                not_free.append(candidate)
            elif way.why is not None:
                blocked.append((candidate, way.why))
            else:
                pool.append(_near(need, candidate, way))
        fit_count = len(pool)
        usual = _usual(need, [each.candidate for each in pool], [each for each, _ in blocked], not_free)
        return MatchList(
            fits=tuple(self._fit(need, ranked, usual) for ranked in _best(need, pool, limit)),
            fit_count=fit_count,
            blocked=self._explain(need, blocked, blocked_limit),
            blocked_count=len(blocked),
            not_free=tuple(sorted(candidate.id for candidate in not_free)),
            usual=usual,
        )

    def top(self, need: Need, count: int, spread: int = 0, turn: int = 0) -> list[Ranked]:
        """The best volunteers for a task, with their ranking keys and without reasons.

        Args:
            need: the task.
            count: how many of the best.
            spread: how many more to take evenly from the rest, so that not all tasks want the same few.
            turn: which of the many tasks this is; each starts elsewhere in the rest.

        Returns:
            The best in order, then the others in order.
        """
        pool = [
            _near(need, candidate, way)
            for candidate, way in self._considered(need)
            if way is not None and way.why is None
        ]
        best = _best(need, pool, count)
        if spread < 1 or len(pool) <= count:
            return best
        chosen = {each.candidate.id for each in best}
        rest = [each for each in pool if each.candidate.id not in chosen]
        step = max(1, len(rest) // spread)
        return best + _best(need, rest[turn % step :: step], len(rest))

    def standing(self, need: Need) -> tuple[int, int]:
        """How many volunteers are free for a task, and how many of those pass every gate."""
        ways = [way for _, way in self._considered(need) if way is not None]
        return len(ways), sum(way.why is None for way in ways)

    def _considered(self, need: Need) -> Iterator[tuple[Candidate, Way | None]]:
        """Every volunteer with the way to go; None when not free in time."""
        free = self._free_flags(need)
        context = self._context(need)
        ways = self._ways.setdefault((context, need.needs_transport), [None] * len(self._candidates))
        gates = self._gate_pair(context)
        for index, candidate in enumerate(self._candidates):
            if not free[index]:
                yield candidate, None
            elif need.household_id in candidate.kept_apart or need.person_id in candidate.kept_apart:
                yield candidate, _KEPT_APART
            else:
                way = ways[index]
                if way is None:
                    way = ways[index] = self._way(need, gates, candidate)
                yield candidate, way

    def _free_flags(self, need: Need) -> list[bool]:
        """For each volunteer: is there room for the task?"""
        window = (need.on_date, need.start, need.end, need.minutes)
        if window not in self._free:
            self._free[window] = [
                has_room(each.slots, each.absences, each.busy, *window) for each in self._candidates
            ]
        return self._free[window]

    def _context(self, need: Need) -> TaskContext:
        """The task as the gate sees it, on the later of its date and today."""
        return replace(need.context, on_date=max(need.on_date, self._today), driving=False)

    def _gate_pair(self, context: TaskContext) -> tuple[Gate, Gate]:
        """The gate for anybody, and what driving asks for besides."""
        if context not in self._gates:
            walking = prepare(self._rules, context)
            driving = prepare(self._rules, replace(context, driving=True))
            extra = tuple(each for each in driving.requirements if each not in walking.requirements)
            self._gates[context] = walking, replace(driving, requirements=extra)
        return self._gates[context]

    def _way(self, need: Need, gates: tuple[Gate, Gate], candidate: Candidate) -> Way:
        """How the volunteer would go: driving only with driving papers, else by bike or on foot."""
        choices = (candidate.transport, need.needs_transport)
        if choices not in self._choices:
            self._choices[choices] = _choices(*choices)
        driven, other = self._choices[choices]
        if other is _NO_TRANSPORT:
            return other
        walking, driving = gates
        if not passes(walking, candidate.facts):
            return _NO_CLEARANCE
        return driven if driven is not None and has_checks(driving, candidate.facts) else other

    def _fit(self, need: Need, ranked: Ranked, usual: Usual | None) -> Fit:
        """Work out the reasons for one volunteer."""
        candidate = ranked.candidate
        context = replace(self._context(need), driving=ranked.way.how in DRIVEN)
        weekly = candidate.weekly_minutes
        return Fit(
            id=candidate.id,
            name=candidate.name,
            notes=notes_for(need, candidate, ranked.way.how, ranked.metres, usual, self._today),
            minutes_left=None if weekly is None else weekly - minutes_used(candidate, need.on_date),
            weekly_minutes=weekly,
            metres=None if ranked.metres is None else round(ranked.metres),
            conditions=judge(prepare(self._rules, context), candidate.facts).conditions,
        )

    def _explain(
        self, need: Need, blocked: list[tuple[Candidate, BlockWhy]], limit: int
    ) -> tuple[Blocked, ...]:
        """Say why for the nearest of those stopped, active ones first, then by how little is lacking."""
        nearest = sorted(
            blocked,
            key=lambda each: (
                each[0].facts.on_hold or each[0].facts.status != VolunteerStatus.ACTIVE,
                band_of(metres_between(each[0].place, need.place)),
                each[0].id,
            ),
        )
        explained = [self._blocked(need, candidate, why) for candidate, why in nearest[:limit]]
        return tuple(sorted(explained, key=lambda each: len(each.lacks)))

    def _blocked(self, need: Need, candidate: Candidate, why: BlockWhy) -> Blocked:
        """Work out what one volunteer lacks."""
        lacks: tuple[Lack, ...] = ()
        if why is BlockWhy.CLEARANCE:
            # Without driving they would not pass, or driving is the only way they have.
            walking = prepare(self._rules, self._context(need))
            by_car = prepare(self._rules, replace(self._context(need), driving=True))
            lacks = judge(walking, candidate.facts).lacks or judge(by_car, candidate.facts).lacks
        return Blocked(candidate.id, candidate.name, why, lacks)


def _choices(has: frozenset[Transport], needs: frozenset[Transport]) -> tuple[Way | None, Way]:
    """What somebody could drive, and how they would go without driving."""
    able = has & needs if needs else has
    if needs and not able:
        return None, _NO_TRANSPORT
    driven = next((_BY[how] for how in (Transport.CAR, Transport.VAN) if how in able), None)
    other = next((_BY[how] for how in (Transport.BIKE, Transport.FOOT) if how in able), None)
    return driven, other or (_NO_CLEARANCE if able else _NOT_ASKED)


def _near(need: Need, candidate: Candidate, way: Way) -> Ranked:
    """Begin a ranking key: the usual volunteer, then distance."""
    metres = metres_between(candidate.place, need.place)
    return Ranked((need.household_id not in candidate.usual_for, band_of(metres)), candidate, way, metres)


def _best(need: Need, pool: list[Ranked], count: int) -> list[Ranked]:
    """Sort by the ranking key, working out its dearer parts only for those who may be among the best."""
    for more in (_suits, _has_time):
        pool = [
            Ranked(each.key + more(need, each), each.candidate, each.way, each.metres)
            for each in _narrow(pool, count)
        ]
    return sorted(pool, key=lambda each: (each.key, each.candidate.id))[:count]


def _narrow(pool: list[Ranked], count: int) -> list[Ranked]:
    """Keep those whose key so far is no worse than that of the last place wanted."""
    if len(pool) <= count:
        return pool
    last = sorted(each.key for each in pool)[count - 1]
    return [each for each in pool if each.key <= last]


def _suits(need: Need, ranked: Ranked) -> tuple[int, ...]:
    """The middle of the key: known, area, skills, languages, transport."""
    candidate = ranked.candidate
    return (
        need.household_id not in candidate.knows,
        _area_rank(need, candidate),
        len(need.skills - candidate.skills),
        bool(need.languages) and need.languages.isdisjoint(candidate.languages),
        len(_LADDER) if ranked.way.how is None else _LADDER.index(ranked.way.how),
    )


def _has_time(need: Need, ranked: Ranked) -> tuple[int, ...]:
    """The end of the key: availability, load against weekly hours, fairness."""
    candidate = ranked.candidate
    waited = max(filter(None, (candidate.last_helped, candidate.waiting_since)), default=date.max)
    return _availability_rank(need, candidate), _load_rank(need, candidate), waited.toordinal()


def _area_rank(need: Need, candidate: Candidate) -> int:
    """0 willing, 1 not asked, 2 willing elsewhere only."""
    if not candidate.areas or not need.areas:
        return 1
    return 2 if need.areas.isdisjoint(candidate.areas) else 0


def _availability_rank(need: Need, candidate: Candidate) -> int:
    """0 free for all the time the task may take place in, 1 for part of it, 2 hours not asked."""
    if not candidate.slots:
        return 2
    window = need.on_date, need.start, need.end, need.end - need.start
    return 0 if has_room(candidate.slots, candidate.absences, candidate.busy, *window) else 1


def _load_rank(need: Need, candidate: Candidate) -> int:
    """Quarters of the promised week the task would fill: 0 to 3, 4 over the promise; 2 when none was made."""
    weekly = candidate.weekly_minutes
    if weekly is None:
        return 2
    total = minutes_used(candidate, need.on_date) + need.minutes
    return 4 if total > weekly else min(3, 4 * total // max(1, weekly))


def _usual(
    need: Need, fits: list[Candidate], blocked: list[Candidate], not_free: list[Candidate]
) -> Usual | None:
    """Find the household's usual volunteer; of several, one who can come."""
    groups = ((UsualStands.FIT, fits), (UsualStands.BLOCKED, blocked), (UsualStands.NOT_FREE, not_free))
    for stands, group in groups:
        own = [each for each in group if need.household_id in each.usual_for]
        if own:
            first = min(own, key=lambda each: each.id)
            return Usual(first.id, first.name, stands)
    return None
