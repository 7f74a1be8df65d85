"""Many tasks matched at once, as a proposal a person reviews (domain rule 5): same gates, same ranking.

Solved with HiGHS where it is installed and in plain Python elsewhere; both keep weekly hours, free time and
one task at a time, because every assignment goes through the same board.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.domain import batch_fallback, batch_highs
from desktop.domain.batch_fallback import Board, never
from desktop.domain.batch_problem import Problem, build
from desktop.domain.clearance_facts import Rule
from desktop.domain.match_facts import Candidate, Need
from desktop.domain.matching import Matcher

#: A task left over though somebody was cleared gets this many times more volunteers, so many times.
WIDEN = 4
MAX_WIDENINGS = 2


class UnfilledWhy(StrEnum):
    """Why a task has nobody in the proposal."""

    NOT_FREE = "not_free"
    NOT_CLEARED = "not_cleared"
    ALL_TAKEN = "all_taken"


@dataclass(frozen=True, slots=True)
class Assignment:
    """A volunteer proposed for a task, and a minute of the day at which it fits."""

    need_id: str
    volunteer_id: str
    start: int


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A task with nobody: nobody free, nobody cleared, or all ``cleared`` of them taken or out of hours."""

    need_id: str
    why: UnfilledWhy
    cleared: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to do with many tasks, for review.

    Args:
        assignments, unfilled: in the order of the tasks.
        objective: cost of the proposal, whole numbers made from the ranking.
        bound: a cost nothing over the same pairs can beat; the linear relaxation when HiGHS solved it.
        solver: ``highs`` or ``plain``.
    """

    assignments: tuple[Assignment, ...]
    unfilled: tuple[Unfilled, ...]
    objective: int
    bound: float
    solver: str


def propose(
    needs: Sequence[Need],
    candidates: Sequence[Candidate],
    rules: Iterable[Rule],
    today: date,
    *,
    pairs: int = 40,
    seconds: float = 10.0,
    plain: bool = False,
    cancel: Callable[[], bool] = never,
) -> Proposal:
    """Assign many tasks at once.

    Args:
        needs: the tasks.
        candidates: the volunteers; their loads and promises are those before this proposal.
        rules: every clearance rule of the hub.
        today: see `desktop.domain.today`.
        pairs: how many of the best volunteers to consider for each task.
        seconds: the longest to spend on the dear part of the solver.
        plain: use plain Python even where HiGHS is installed.
        cancel: asked now and then; when it says yes the proposal holds what was found so far.

    Returns:
        The proposal. The same input gives the same proposal, in whatever order it comes.
    """
    needs = sorted(needs, key=lambda need: need.id)
    candidates = sorted(candidates, key=lambda candidate: candidate.id)
    matcher = Matcher(candidates, rules, today)
    problem = _gather(needs, candidates, matcher, today, max(1, pairs))
    board, bound, solver = _fill(problem, seconds, plain, cancel)
    return _proposal(board, bound, solver, matcher)


def _gather(
    needs: Sequence[Need], candidates: Sequence[Candidate], matcher: Matcher, today: date, count: int
) -> Problem:
    """Gather pairs, with more volunteers for the tasks that a first quick filling leaves over."""
    spreads = [0] * len(needs)
    problem = build(needs, candidates, matcher, today, count, spreads)
    for _ in range(MAX_WIDENINGS):
        chosen = batch_fallback.first_fit(problem).chosen
        wider = [
            _wider(matcher.standing(need)[1], count, spread) if volunteer is None else spread
            for need, spread, volunteer in zip(needs, spreads, chosen, strict=True)
        ]
        if wider == spreads:
            break
        spreads = wider
        problem = build(needs, candidates, matcher, today, count, spreads)
    return problem


def _wider(cleared: int, count: int, spread: int) -> int:
    """How many volunteers beyond the best to try for a task left over; as before when all were tried."""
    return max(spread, min(WIDEN * (spread or count), cleared - count))


def _fill(
    problem: Problem, seconds: float, plain: bool, cancel: Callable[[], bool]
) -> tuple[Board, float, str]:
    """Fill by HiGHS when it can be had and is wanted, else in plain Python."""
    if not plain:
        try:
            board, bound = batch_highs.fill(problem, seconds, cancel)
        except ImportError:
            pass
        else:
            return board, bound, "highs"
    return batch_fallback.fill(problem, cancel), float(batch_fallback.simple_bound(problem)), "plain"


def _proposal(board: Board, bound: float, solver: str, matcher: Matcher) -> Proposal:
    """Put a board into the words of the answer."""
    problem = board.problem
    starts = board.starts()
    assignments, unfilled = [], []
    for task, (need, volunteer) in enumerate(zip(problem.needs, board.chosen, strict=True)):
        if volunteer is None:
            unfilled.append(_unfilled(need, *matcher.standing(need)))
        else:
            assignments.append(Assignment(need.id, problem.volunteers[volunteer].id, starts[task]))
    return Proposal(tuple(assignments), tuple(unfilled), board.objective, bound, solver)


def _unfilled(need: Need, free: int, cleared: int) -> Unfilled:
    """Say why a task has nobody."""
    if cleared:
        return Unfilled(need.id, UnfilledWhy.ALL_TAKEN, cleared)
    return Unfilled(need.id, UnfilledWhy.NOT_CLEARED if free else UnfilledWhy.NOT_FREE, 0)
