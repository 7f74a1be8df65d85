"""Filling the gaps of a rota: a proposal within every rule, the fewest gaps first, nothing changed by it.

With HiGHS the best there is, proven or with how far from it we may be; in plain Python elsewhere.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain import rota_fallback
from desktop.domain.highs_model import WHOLE, Model, Row, Solved, never, relax, solve_whole
from desktop.domain.rota_costs import MISSING, cost
from desktop.domain.rota_pairs import Column, Pairs, pairs_of
from desktop.domain.rota_problem import RotaProblem, RotaProposal
from desktop.domain.rota_reasons import unfilled
from desktop.domain.rota_rows import constant, model_of

#: Costs are whole numbers: what is less than one away from a bound is the best there is.
_UNIT = 0.999
_TINY = 1e-6
#: From this many columns on, interior points solve the relaxation in half the time of the simplex method.
_MANY = 8_000
#: Of the time left, what the first try may take.
_FIRST_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class _Try:
    """One solving in whole numbers: columns allowed, columns kept as they are, and the best rota known."""

    allowed: list[int]
    settled: set[int]
    columns: list[Column]
    seconds: float
    gap: float


def propose(
    problem: RotaProblem,
    *,
    seconds: float = 20.0,
    gap: float = 0.0,
    plain: bool = False,
    cancel: Callable[[], bool] = never,
) -> RotaProposal:
    """Fill the gaps of a rota.

    Args:
        problem: what is to be filled.
        seconds: the longest to spend, but for what plain Python takes first.
        gap: be content this near to the best, as a share of the objective; 0 asks for proof.
        plain: use plain Python even where HiGHS is installed.
        cancel: asked now and then; when it says yes the proposal is the best so far.

    Returns:
        The proposal, within every rule. The same input gives the same proposal in whatever order it comes,
        where it is proven or solved in plain Python.
    """
    until = time.monotonic() + seconds
    pairs = pairs_of(problem)
    board = rota_fallback.fill(pairs, cancel)
    columns, bound, solver = board.columns, float(rota_fallback.simple_bound(pairs)), "plain"
    if not plain and not cancel():
        try:
            columns, bound = _best(pairs, columns, until, gap, cancel)
            solver = "highs"
        except ImportError:
            pass
    return _proposal(pairs, columns, bound, solver, cancel())


def _best(
    pairs: Pairs, columns: list[Column], until: float, gap: float, cancel: Callable[[], bool]
) -> tuple[list[Column], float]:
    """Better a rota by HiGHS.

    The relaxation gives a bound and reduced costs. A column whose reduced cost is more than what the best
    rota known could be bettered by is in no better rota, and is left out (Nemhauser and Wolsey, Integer and
    Combinatorial Optimization, 1988, section II.5.3): the bound of what is left is a bound of the whole.

    Returns:
        Columns placed, and a cost no rota can beat.
    """
    if not pairs.columns:
        return [], float(_cost(pairs, []))
    model, base = model_of(pairs), constant(pairs)
    relaxed = relax(model, until - time.monotonic(), cancel, interior=len(model.costs) > _MANY)
    if not relaxed.done:
        return columns, float(rota_fallback.simple_bound(pairs))
    bound = math.ceil(relaxed.bound + base - _TINY)
    for share, settled in ((_FIRST_SHARE, _settled(relaxed, len(pairs.columns))), (1.0, set[int]())):
        slack = _cost(pairs, columns) - bound
        if slack <= gap * bound or cancel():
            break
        allowed = [each for each in range(len(pairs.columns)) if relaxed.duals[each] <= slack]
        left = (until - time.monotonic()) * share
        found = _whole(pairs, model, _Try(allowed, settled, columns, left, gap), cancel)
        columns = _better(pairs, found, columns)
        if not settled:
            bound = max(bound, _no_rota_below(found.bound + base, _cost(pairs, columns)))
    return columns, float(bound)


def _no_rota_below(bound: float, known: int) -> int:
    """A bound in whole numbers; one that was not reached in time (minus infinity) says nothing."""
    return min(known, math.ceil(bound - _TINY)) if math.isfinite(bound) else 0


def _settled(relaxed: Solved, width: int) -> set[int]:
    """Columns that the relaxation wants whole: with them kept, the rest is small and soon solved."""
    return {each for each in range(width) if relaxed.values[each] >= WHOLE}


def _whole(pairs: Pairs, model: Model, attempt: _Try, cancel: Callable[[], bool]) -> Solved:
    """Solve in whole numbers over some of the columns, beginning from a rota known to keep every rule."""
    width = len(pairs.columns)
    held = set(attempt.columns)
    begun = {each: float(pairs.columns[each] in held) for each in range(width)}
    open_to = {*attempt.allowed, *(each for each in begun if begun[each])}
    upper = [float(each in open_to) for each in range(width)] + model.upper[width:]
    kept: list[Row] = [([each], [1.0], 1.0, 1.0) for each in sorted(attempt.settled)]
    narrow = Model(model.costs, model.rows + kept, upper, model.loose)
    enough = (0.0, max(_UNIT, attempt.gap * _cost(pairs, attempt.columns)))
    return solve_whole(narrow, attempt.seconds, enough, None if kept else begun, cancel)


def _better(pairs: Pairs, found: Solved, columns: list[Column]) -> list[Column]:
    """Whichever costs less: what was found, or what was known."""
    placed = [column for column, value in zip(pairs.columns, found.values, strict=False) if value >= WHOLE]
    return placed if found.values and _cost(pairs, placed) < _cost(pairs, columns) else columns


def _cost(pairs: Pairs, columns: list[Column]) -> int:
    """What a rota costs with these columns."""
    return cost(pairs.problem, map(pairs.placing, columns), pairs.wanted())


def _proposal(pairs: Pairs, columns: list[Column], bound: float, solver: str, stopped: bool) -> RotaProposal:
    """Put columns into the words of the answer."""
    placings = tuple(sorted(map(pairs.placing, columns)))
    left = unfilled(pairs.problem, placings)
    total = _cost(pairs, columns)
    avoidable = total - MISSING * sum(each.missing for each in left)
    return RotaProposal(
        placings=placings,
        unfilled=left,
        objective=total,
        bound=min(bound, float(total)),
        gap=max(0.0, total - bound) / max(1, avoidable),
        proven=total - bound < _UNIT,
        solver=solver,
        stopped=stopped,
    )
