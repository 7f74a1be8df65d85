"""Filling many tasks with HiGHS: the relaxation for a bound, whole numbers where rounding is not enough."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from desktop.domain.batch_fallback import Board, improve, never
from desktop.domain.batch_problem import MAX_A_DAY, UNFILLED, Problem
from desktop.domain.highs_model import (
    INFINITY,
    SPLIT,
    WHOLE,
    Model,
    Row,
    Solved,
    hours_rows,
    relax,
    solve_whole,
)
from desktop.domain.match_facts import monday

#: How near to the relaxation is near enough.
GAP = 0.005
#: Columns of each task tried in whole numbers.
PROMISING = 8
#: As near as makes no difference to costs of whole numbers.
_UNIT = 1e-6


@dataclass(slots=True)
class _Model(Model):
    """First every pair in task order, then one "nobody" column for each task."""

    columns: list[tuple[int, int]] = field(default_factory=list)


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
    relaxed = relax(model)
    values = relaxed.values
    if any(SPLIT < value < WHOLE for value in values) and not cancel():
        model.upper = _promising(model, relaxed)
        values = solve_whole(model, seconds, (GAP, _UNIT)).values
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
            model.add(pair.cost)
            by_week[pair.volunteer, monday(day)].append(column)
            by_day[pair.volunteer, day].append(column)
    width = len(model.columns)
    own: list[list[int]] = [[width + task] for task in range(len(problem.needs))]
    for column, (task, _) in enumerate(model.columns):
        own[task].append(column)
    model.rows = [(columns, [1.0] * len(columns), 1.0, 1.0) for columns in own]
    for _ in problem.needs:
        model.add(UNFILLED)
    for (volunteer, week), columns in by_week.items():
        minutes = [float(problem.needs[model.columns[column][0]].minutes) for column in columns]
        left = problem.left[volunteer, week]
        if sum(minutes) > left:
            model.rows += hours_rows(columns, minutes, left)
    for (volunteer, _), columns in by_day.items():
        model.rows += _day_rows(problem, model, volunteer, columns)
    return model


def _day_rows(problem: Problem, model: _Model, volunteer: int, columns: list[int]) -> list[Row]:
    """What fits together on one day: not too many tasks, and no two that clash."""
    rows = []
    if len(columns) > MAX_A_DAY:
        rows.append((columns, [1.0] * len(columns), -INFINITY, float(MAX_A_DAY)))
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
        rows.append((clique, [1.0] * len(clique), -INFINITY, 1.0))
    return rows


def _promising(model: _Model, relaxed: Solved) -> list[float]:
    """For each column 1 if it is among the few of its task that the relaxation thinks nearly best, else 0."""
    by_task: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for column, (task, _) in enumerate(model.columns):
        by_task[task].append((relaxed.duals[column], column))
    allowed = [0.0] * len(model.columns) + [1.0] * (len(model.costs) - len(model.columns))
    for choices in by_task.values():
        for _, column in sorted(choices)[:PROMISING]:
            allowed[column] = 1.0
    return allowed


def _round(problem: Problem, model: _Model, values: list[float], cancel: Callable[[], bool]) -> Board:
    """Keep what the solver chose wholly, then place the rest by chains, and improve."""
    board = Board(problem)
    for (task, volunteer), value in zip(model.columns, values, strict=False):
        if value >= WHOLE:
            board.put(task, volunteer)
    for task in [each for each, volunteer in enumerate(board.chosen) if volunteer is None]:
        board.insert(task)
    improve(board, cancel)
    return board
