"""Filling many tasks with HiGHS."""

import sys
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain import batch_highs, highs_model
from desktop.domain.availability import Span
from desktop.domain.batch_fallback import Board
from desktop.domain.batch_highs import fill
from desktop.domain.batch_problem import MAX_A_DAY, UNFILLED, Pair, Problem
from desktop.domain.clearance_facts import TaskContext, VolunteerFacts
from desktop.domain.highs_model import Model, Solved
from desktop.domain.match_facts import Candidate, Need, monday

TUESDAY = date(2026, 11, 17)
NEED = Need("r", TaskContext("wales", "shopping", TUESDAY), start=600, end=720, minutes=60)


def problem(costs: list[dict[int, int]], left: int = 60, needs: list[Need] | None = None) -> Problem:
    """A problem from costs by volunteer for each task."""
    tasks = needs or [NEED] * len(costs)
    days = {need.on_date for need in tasks}
    return Problem(
        needs=tuple(replace(need, id=f"r{place}") for place, need in enumerate(tasks)),
        volunteers=tuple(Candidate(f"v{each}", "", VolunteerFacts("active")) for each in range(6)),
        pairs=tuple(
            tuple(
                sorted(
                    (Pair(cost, who) for who, cost in each.items()),
                    key=lambda pair: (pair.cost, pair.volunteer),
                )
            )
            for each in costs
        ),
        spans={(who, day): (Span(540, 780),) for who in range(6) for day in days},
        left={(who, monday(day)): left for who in range(6) for day in days},
    )


def brute(given: Problem) -> int:
    """The least cost, by trying everything."""
    best = UNFILLED * len(given.needs)
    choices = [[None, *(pair.volunteer for pair in pairs)] for pairs in given.pairs]
    for chosen in product(*choices):
        board = Board(given)
        if all(who is None or board.put(task, who) for task, who in enumerate(chosen)):
            best = min(best, board.objective)
    return best


def test_whole_from_the_start() -> None:
    board, bound = fill(problem([{0: 100, 1: 300}, {0: 150, 1: 200}]), 5.0)
    assert (board.chosen, board.objective) == ([0, 1], 300)
    assert bound == pytest.approx(300)


def test_nobody_is_dear() -> None:
    board, bound = fill(problem([{0: 100}, {0: 150}, {}]), 5.0)
    assert (board.chosen, board.objective) == ([0, None, None], 100 + 2 * UNFILLED)
    assert bound == pytest.approx(board.objective)


def test_hours_in_whole_tasks() -> None:
    """90 minutes hold one task of an hour, and the bound knows."""
    costs = [{0: 100, 1: 500}, {0: 100, 1: 500}]
    board, bound = fill(problem(costs, left=90), 5.0)
    assert board.objective == 600
    assert bound == pytest.approx(600)


def test_weeks_apart_do_not_share_hours() -> None:
    later = replace(NEED, context=replace(NEED.context, on_date=TUESDAY + timedelta(days=7)))
    board, bound = fill(problem([{0: 100}, {0: 100}], needs=[NEED, later]), 5.0)
    assert (board.chosen, bound) == ([0, 0], pytest.approx(200))


def test_clashing_times_on_one_day() -> None:
    tight = replace(NEED, end=660)
    board, bound = fill(problem([{0: 100, 1: 400, 2: 900}] * 3, left=300, needs=[tight] * 3), 5.0)
    assert sorted(str(who) for who in board.chosen) == ["0", "1", "2"]
    assert bound == pytest.approx(1400)
    other_day = replace(tight, context=replace(tight.context, on_date=TUESDAY + timedelta(days=1)))
    board, bound = fill(problem([{0: 100, 1: 400}] * 2, left=300, needs=[tight, other_day]), 5.0)
    assert (board.chosen, bound) == ([0, 0], pytest.approx(200))


def test_so_many_a_day() -> None:
    short = replace(NEED, start=0, end=1440, minutes=10)
    costs = [{0: 100, 1: 300}] * (MAX_A_DAY + 1)
    board, bound = fill(problem(costs, left=300, needs=[short] * len(costs)), 5.0)
    assert board.chosen.count(0) == MAX_A_DAY
    assert bound == pytest.approx(100 * MAX_A_DAY + 300)


def test_no_time_at_all_divides_by_nothing() -> None:
    nothing = replace(NEED, minutes=0)
    board, _ = fill(problem([{0: 100}, {0: 100}, {0: 100}], left=60, needs=[NEED, NEED, nothing]), 5.0)
    assert board.objective == 200 + UNFILLED


SPLIT_COSTS = [{0: 100, 1: 110, 2: 900}, {0: 100, 1: 110, 2: 900}, {0: 100, 1: 110, 2: 900}]
SPLIT_NEEDS = [replace(NEED, minutes=minutes, start=0, end=1440) for minutes in (30, 45, 60)]


def test_split_tasks_are_made_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = problem(SPLIT_COSTS, left=100, needs=SPLIT_NEEDS)
    asked: list[float] = []
    solve = highs_model.solve_whole

    def watched(model: Model, seconds: float, gap: tuple[float, float]) -> Solved:
        asked.append(seconds)
        return solve(model, seconds, gap)

    monkeypatch.setattr(batch_highs, "solve_whole", watched)
    board, bound = fill(tried, 5.0)
    assert board.objective == brute(tried)
    assert bound <= board.objective + 1e-6
    assert asked == [5.0]
    fill(problem(SPLIT_COSTS, left=300), 5.0)
    assert asked == [5.0]


def test_cancel_skips_the_dear_part(monkeypatch: pytest.MonkeyPatch) -> None:
    solve = highs_model.relax

    def halves(model: Model) -> Solved:
        return solve(model)._replace(values=[0.5] * len(model.costs))

    def never_whole(*_: object) -> Solved:
        raise AssertionError

    monkeypatch.setattr(batch_highs, "relax", halves)
    monkeypatch.setattr(batch_highs, "solve_whole", never_whole)
    board, _ = fill(problem([{0: 100}, {1: 100}]), 5.0, lambda: True)
    assert board.chosen == [0, 1]


def test_only_promising_columns_are_tried() -> None:
    model = batch_highs._Model(columns=[(0, who) for who in range(12)] + [(1, 0)], costs=[0.0] * 15)
    duals = [float(12 - who) for who in range(12)] + [99.0, 0.0, 0.0]
    allowed = batch_highs._promising(model, Solved([], duals, 0.0, 0.0, done=True))
    assert allowed == [0.0] * 4 + [1.0] * 11


def test_figures_of_the_search() -> None:
    assert (batch_highs.GAP, batch_highs.PROMISING) == (0.005, 8)


def test_only_binding_rows_are_written() -> None:
    model = batch_highs._model(problem([{0: 100}, {0: 100}], left=90))
    hours = [row for row in model.rows[2:] if 60.0 in row[1]]
    assert hours == [([0, 1], [60.0, 60.0], -float("inf"), 90.0)]
    assert ([0, 1], [1.0, 1.0], -float("inf"), 1.0) in model.rows
    assert len(model.rows) == 4
    assert len(batch_highs._model(problem([{0: 100}, {0: 100}], left=120)).rows) == 2
    short = replace(NEED, start=0, end=1440, minutes=10)
    assert (
        len(batch_highs._model(problem([{0: 100}] * MAX_A_DAY, needs=[short] * MAX_A_DAY)).rows) == MAX_A_DAY
    )
    more = MAX_A_DAY + 1
    assert len(batch_highs._model(problem([{0: 100}] * more, needs=[short] * more)).rows) == more + 1


def test_missing_solver_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(ImportError):
        fill(problem([{0: 1}]), 1.0)


costs = st.lists(
    st.dictionaries(st.integers(0, 3), st.integers(100, 2000), max_size=4), min_size=1, max_size=4
)


@given(costs, st.sampled_from([60, 90, 120, 200]), st.data())
@settings(max_examples=60)
def test_never_below_the_bound_and_near_the_best(
    given_costs: list[dict[int, int]], left: int, data: st.DataObject
) -> None:
    needs = [
        replace(
            NEED, minutes=data.draw(st.sampled_from([30, 45, 60])), end=data.draw(st.sampled_from([660, 720]))
        )
        for _ in given_costs
    ]
    tried = problem(given_costs, left, needs)
    board, bound = fill(tried, 5.0)
    best = brute(tried)
    assert bound <= best + 1e-6
    assert best <= board.objective
    assert board.objective <= best * 1.01
