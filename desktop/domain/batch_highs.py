"""Filling many tasks with HiGHS: the relaxation for a bound, whole numbers where rounding is not enough."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, NamedTuple

from desktop.domain.batch_fallback import Board, improve, never
from desktop.domain.batch_problem import MAX_A_DAY, UNFILLED, Problem
from desktop.domain.match_facts import monday

#: Columns, their factors, and the least and most they may come to.
_Row = tuple[list[int], list[float], float, float]

#: How near to the relaxation is near enough.
GAP = 0.005
#: Columns of each task tried in whole numbers.
PROMISING = 8
_WHOLE, _SPLIT = 0.999, 0.001


class _Solved(NamedTuple):
    """What HiGHS found: column values, their reduced costs, and the total."""

    values: list[float]
    duals: list[float]
    objective: float


@dataclass(slots=True)
class _Model:
    """A minimisation in rows: first every pair in task order, then one "nobody" column for each task."""

    columns: list[tuple[int, int]] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)


def fill(problem: Problem, seconds: float, cancel: Callable[[], bool] = never) -> tuple[Board, float]:
    """Fill a whole problem.

    Args:
        problem: tasks, volunteers and pairs.
        seconds: the longest to spend on whole numbers.
        cancel: asked between steps; when it says yes the best board so far is returned.

    Returns:
        The board, and the cost of the relaxation, which no filling of these pairs can beat.

    Raises:
        ImportError: HiGHS is not installed.
    """
    model = _model(problem)
    relaxed = _solve(model)
    values = relaxed.values
    if any(_SPLIT < value < _WHOLE for value in values) and not cancel():
        values = _solve(model, seconds, _promising(model, relaxed)).values
    return _round(problem, model, values, cancel), relaxed.objective


def _model(problem: Problem) -> _Model:
    """Write the problem as rows over columns."""
    model = _Model()
    by_week: dict[tuple[int, Any], list[int]] = defaultdict(list)
    by_day: dict[tuple[int, Any], list[int]] = defaultdict(list)
    for task, pairs in enumerate(problem.pairs):
        day = problem.needs[task].on_date
        for pair in pairs:
            column = len(model.columns)
            model.columns.append((task, pair.volunteer))
            model.costs.append(pair.cost)
            by_week[pair.volunteer, monday(day)].append(column)
            by_day[pair.volunteer, day].append(column)
    width = len(model.columns)
    own: list[list[int]] = [[width + task] for task in range(len(problem.needs))]
    for column, (task, _) in enumerate(model.columns):
        own[task].append(column)
    model.rows = [(columns, [1.0] * len(columns), 1.0, 1.0) for columns in own]
    model.costs += [float(UNFILLED)] * len(problem.needs)
    for (volunteer, week), columns in by_week.items():
        minutes = [float(problem.needs[model.columns[column][0]].minutes) for column in columns]
        left = problem.left[volunteer, week]
        if sum(minutes) > left:
            model.rows += _week_rows(columns, minutes, left)
    for (volunteer, _), columns in by_day.items():
        model.rows += _day_rows(problem, model, volunteer, columns)
    return model


def _week_rows(columns: list[int], minutes: list[float], left: int) -> list[_Row]:
    """Promised hours, and what follows from them in whole tasks.

    Dividing by a length and rounding down (Chvatal and Gomory) says that 90 minutes hold one task of 60,
    where the minutes alone would let the relaxation count one and a half.
    """
    infinity = float("inf")
    rows: list[_Row] = [(columns, minutes, -infinity, float(left))]
    for unit in sorted({each for each in minutes if each > 0}):
        whole = [float(each // unit) for each in minutes]
        if sum(whole) > left // unit:
            rows.append((columns, whole, -infinity, float(left // unit)))
    return rows


def _day_rows(problem: Problem, model: _Model, volunteer: int, columns: list[int]) -> list[_Row]:
    """What fits together on one day: not too many tasks, and no two that clash."""
    infinity = float("inf")
    rows = []
    if len(columns) > MAX_A_DAY:
        rows.append((columns, [1.0] * len(columns), -infinity, float(MAX_A_DAY)))
    clashes = {
        pair
        for pair in combinations(columns, 2)
        if problem.day_starts(volunteer, [model.columns[each][0] for each in pair]) is None
    }
    covered: set[tuple[int, int]] = set()
    for one, other in sorted(clashes):
        if (one, other) in covered:
            continue
        clique = [one, other]
        for third in columns:
            if third not in clique and all(tuple(sorted((third, each))) in clashes for each in clique):
                clique.append(third)
        covered |= set(combinations(sorted(clique), 2))
        rows.append((clique, [1.0] * len(clique), -infinity, 1.0))
    return rows


def _solve(model: _Model, seconds: float | None = None, allowed: list[bool] | None = None) -> _Solved:
    """Solve in whole numbers within some seconds, or (``seconds`` None) the linear relaxation.

    Columns not allowed stay at nought, so that whole numbers are looked for only where they are likely.
    """
    import highspy

    highs: Any = highspy
    solver: Any = highs.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 1)
    lp = _linear_program(highs, model, allowed)
    if seconds is not None:
        lp.integrality_ = [highs.HighsVarType.kInteger] * len(model.costs)
        solver.setOptionValue("mip_rel_gap", GAP)
        solver.setOptionValue("time_limit", seconds)
    solver.passModel(lp)
    solver.run()
    solution: Any = solver.getSolution()
    objective = float(solver.getInfo().objective_function_value)
    return _Solved(list(solution.col_value), list(solution.col_dual), objective)


def _promising(model: _Model, relaxed: _Solved) -> list[bool]:
    """For each column: is it among the few of its task that the relaxation thinks nearly best?"""
    by_task: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for column, (task, _) in enumerate(model.columns):
        by_task[task].append((relaxed.duals[column], column))
    allowed = [False] * len(model.columns) + [True] * (len(model.costs) - len(model.columns))
    for choices in by_task.values():
        for _, column in sorted(choices)[:PROMISING]:
            allowed[column] = True
    return allowed


def _linear_program(highs: Any, model: _Model, allowed: list[bool] | None) -> Any:
    """Hand the rows to HiGHS in its own arrays."""
    import numpy as np

    width = len(model.costs)
    lengths = [len(row[0]) for row in model.rows]
    lp: Any = highs.HighsLp()
    lp.num_col_, lp.num_row_ = width, len(model.rows)
    lp.col_cost_ = np.array(model.costs, dtype=np.float64)
    lp.col_lower_ = np.zeros(width)
    lp.col_upper_ = np.ones(width) if allowed is None else np.array(allowed, dtype=np.float64)
    lp.row_lower_ = np.array([row[2] for row in model.rows], dtype=np.float64)
    lp.row_upper_ = np.array([row[3] for row in model.rows], dtype=np.float64)
    lp.a_matrix_.format_ = highs.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    lp.a_matrix_.index_ = np.array([each for row in model.rows for each in row[0]], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([each for row in model.rows for each in row[1]], dtype=np.float64)
    return lp


def _round(problem: Problem, model: _Model, values: list[float], cancel: Callable[[], bool]) -> Board:
    """Keep what the solver chose wholly, then place the rest by chains, and improve."""
    board = Board(problem)
    for (task, volunteer), value in zip(model.columns, values, strict=False):
        if value >= _WHOLE:
            board.put(task, volunteer)
    for task in [each for each, volunteer in enumerate(board.chosen) if volunteer is None]:
        board.insert(task)
    improve(board, cancel)
    return board
