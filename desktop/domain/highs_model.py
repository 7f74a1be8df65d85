"""A minimisation in rows over columns, and HiGHS to solve it: for matching tasks and for rotas."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

#: Columns, their factors, and the least and most they may come to together.
Row = tuple[list[int], list[float], float, float]
INFINITY = float("inf")
#: A value this near to 0 or 1 is whole.
SPLIT, WHOLE = 0.001, 0.999


class Solved(NamedTuple):
    """What HiGHS found.

    Args:
        values, duals: of the columns: what they came to, and their reduced costs; empty when there are none.
        objective: the total of the best found; infinite when there is none.
        bound: nothing can come to less; of the relaxation this is its objective.
        done: the answer is the best there is, within the gap that was asked for.
    """

    values: list[float]
    duals: list[float]
    objective: float
    bound: float
    done: bool


@dataclass(slots=True)
class Model:
    """A minimisation. Columns lie between 0 and ``upper``; those in ``loose`` may be split."""

    costs: list[float] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    loose: set[int] = field(default_factory=set)

    def add(self, cost: float, upper: float = 1.0, *, loose: bool = False) -> int:
        """Add a column; returns its place."""
        place = len(self.costs)
        self.costs.append(cost)
        self.upper.append(upper)
        if loose:
            self.loose.add(place)
        return place

    def at_most(self, columns: list[int], most: float) -> None:
        """Add a row: these columns come to no more than so much."""
        self.rows.append((columns, [1.0] * len(columns), -INFINITY, most))


def never() -> bool:
    """Nobody has asked to stop."""
    return False


def hours_rows(columns: list[int], minutes: list[float], left: int) -> list[Row]:
    """Hours offered, and what follows from them in whole pieces.

    Dividing by a length and rounding down (Chvatal and Gomory) says that 90 minutes hold one task of 60,
    where the minutes alone would let the relaxation count one and a half.
    """
    rows: list[Row] = [(columns, minutes, -INFINITY, float(left))]
    for unit in sorted({each for each in minutes if each > 0}):
        whole = [float(each // unit) for each in minutes]
        if sum(whole) > left // unit:
            rows.append((columns, whole, -INFINITY, float(left // unit)))
    return rows


def relax(
    model: Model,
    seconds: float = INFINITY,
    cancel: Callable[[], bool] = never,
    *,
    interior: bool = False,
) -> Solved:
    """Solve with every column split at will: a bound, and what it thinks of each column.

    Args:
        model: what to solve.
        seconds: the longest to spend.
        cancel: asked now and then; when it says yes, what is found says that it is not done.
        interior: use interior points rather than the simplex method.

    Raises:
        ImportError: HiGHS is not installed.
    """
    import highspy

    solver = _solver(highspy, seconds, cancel)
    if interior:
        solver.setOptionValue("solver", "ipm")
    solver.passModel(_linear_program(highspy, model))
    solver.run()
    solution: Any = solver.getSolution()
    done = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    total = float(solver.getInfo().objective_function_value)
    return Solved(list(solution.col_value), list(solution.col_dual), total, total, done)


def solve_whole(
    model: Model,
    seconds: float,
    gap: tuple[float, float],
    start: Mapping[int, float] | None = None,
    cancel: Callable[[], bool] = never,
) -> Solved:
    """Solve in whole numbers.

    Args:
        model: what to solve.
        seconds: the longest to spend.
        gap: when to be content: as a share of the objective, and in units of it.
        start: values of whole columns to begin from; others follow from them.
        cancel: asked now and then; when it says yes the best so far is the answer.

    Raises:
        ImportError: HiGHS is not installed.
    """
    import highspy
    import numpy as np

    solver = _solver(highspy, seconds, cancel)
    lp = _linear_program(highspy, model)
    kinds = highspy.HighsVarType
    whole = [kinds.kContinuous if each in model.loose else kinds.kInteger for each in range(len(model.costs))]
    lp.integrality_ = whole
    solver.setOptionValue("mip_rel_gap", gap[0])
    solver.setOptionValue("mip_abs_gap", gap[1])
    solver.passModel(lp)
    if start is not None:
        columns = np.array(list(start), dtype=np.int32)
        solver.setSolution(len(columns), columns, np.array(list(start.values()), dtype=np.float64))
    solver.run()
    info: Any = solver.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    done = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    values = list(solver.getSolution().col_value) if found else []
    total = float(info.objective_function_value) if found else INFINITY
    return Solved(values, [], total, float(info.mip_dual_bound), done)


def _solver(highs: Any, seconds: float, cancel: Callable[[], bool]) -> Any:
    """A silent HiGHS on one thread, the same answer every time, that asks whether to go on."""
    solver: Any = highs.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 1)
    solver.setOptionValue("time_limit", max(0.01, seconds))
    if cancel is not never:

        def ask(event: Any) -> None:
            if cancel():
                event.interrupt()

        solver.cbSimplexInterrupt += ask
        solver.cbIpmInterrupt += ask
        solver.cbMipInterrupt += ask
    return solver


def _linear_program(highs: Any, model: Model) -> Any:
    """Hand the rows to HiGHS in its own arrays."""
    import numpy as np

    lengths = [len(row[0]) for row in model.rows]
    lp: Any = highs.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.costs), len(model.rows)
    lp.col_cost_ = np.array(model.costs, dtype=np.float64)
    lp.col_lower_ = np.zeros(len(model.costs))
    lp.col_upper_ = np.array(model.upper, dtype=np.float64)
    lp.row_lower_ = np.array([row[2] for row in model.rows], dtype=np.float64)
    lp.row_upper_ = np.array([row[3] for row in model.rows], dtype=np.float64)
    lp.a_matrix_.format_ = highs.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    lp.a_matrix_.index_ = np.array([each for row in model.rows for each in row[0]], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([each for row in model.rows for each in row[1]], dtype=np.float64)
    return lp
