"""Filling many tasks by chains, in plain Python."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain import batch_fallback
from desktop.domain.availability import Span
from desktop.domain.batch_fallback import Board, fill, first_fit, improve, never, simple_bound
from desktop.domain.batch_problem import UNFILLED, Pair, Problem
from desktop.domain.clearance_facts import TaskContext, VolunteerFacts
from desktop.domain.match_facts import Candidate, Need, monday

TUESDAY = date(2026, 11, 17)
NEXT_WEEK = TUESDAY + timedelta(days=7)
NEED = Need("r", TaskContext("wales", "shopping", TUESDAY), start=600, end=720, minutes=60)


def problem(
    costs: list[dict[int, int]],
    left: int = 60,
    needs: list[Need] | None = None,
    volunteers: int = 6,
    span: tuple[int, int] = (540, 780),
) -> Problem:
    """A problem from costs by volunteer for each task."""
    tasks = needs or [NEED] * len(costs)
    days = {need.on_date for need in tasks}
    return Problem(
        needs=tuple(replace(need, id=f"r{place}") for place, need in enumerate(tasks)),
        volunteers=tuple(Candidate(f"v{each}", "", VolunteerFacts("active")) for each in range(volunteers)),
        pairs=tuple(
            tuple(
                sorted(
                    (Pair(cost, who) for who, cost in each.items()),
                    key=lambda pair: (pair.cost, pair.volunteer),
                )
            )
            for each in costs
        ),
        spans={(who, day): (Span(*span),) for who in range(volunteers) for day in days},
        left={(who, monday(day)): left for who in range(volunteers) for day in days},
    )


def check(board: Board) -> None:
    """Everything on the board fits together, seen from outside."""
    held: dict[int, list[int]] = {}
    starts = board.starts()
    for task, volunteer in enumerate(board.chosen):
        if volunteer is not None:
            held.setdefault(volunteer, []).append(task)
    assert sorted(starts) == sorted(task for tasks in held.values() for task in tasks)
    for volunteer, tasks in held.items():
        needs = [board.problem.needs[task] for task in tasks]
        for week in {monday(need.on_date) for need in needs}:
            used = sum(need.minutes for need in needs if monday(need.on_date) == week)
            assert used <= board.problem.left[volunteer, week]
        times = sorted(
            (need.on_date, starts[task], starts[task] + need.minutes)
            for task, need in zip(tasks, needs, strict=True)
        )
        for (day, _, end), (other, start, _) in pairwise(times):
            assert day != other or end <= start


def brute(given: Problem) -> int:
    """The least cost, by trying everything."""
    best = UNFILLED * len(given.needs)
    choices = [[None, *(pair.volunteer for pair in pairs)] for pairs in given.pairs]
    for chosen in product(*choices):
        board = Board(given)
        if all(who is None or board.put(task, who) for task, who in enumerate(chosen)):
            best = min(best, board.objective)
    return best


def test_putting_and_taking() -> None:
    board = Board(problem([{0: 5}, {0: 7, 1: 9}]))
    assert board.objective == 2 * UNFILLED
    assert board.put(0, 0)
    assert not board.put(1, 0)
    assert board.fits(1, 0, without=0)
    assert board.put(1, 1)
    assert (board.chosen, board.objective) == ([0, 1], 14)
    assert board.take(0) == 0
    assert board.take(0) is None
    assert (board.chosen, board.objective) == ([None, 1], UNFILLED + 9)
    assert board.put(0, 0)
    assert never() is False


def test_hours_are_counted_by_week() -> None:
    later = replace(NEED, context=replace(NEED.context, on_date=NEXT_WEEK))
    board = Board(problem([{0: 1}] * 3, needs=[NEED, later, NEED]))
    assert board.put(0, 0)
    assert board.put(1, 0)
    assert not board.fits(2, 0)
    assert not board.fits(2, 0, without=1)
    assert board.fits(2, 0, without=0)
    board.take(0)
    assert board.fits(2, 0)


def test_hours_are_counted_to_the_minute() -> None:
    board = Board(problem([{0: 1}] * 3, needs=[replace(NEED, minutes=each) for each in (61, 40, 20)]))
    assert not board.fits(0, 0)
    assert board.put(1, 0)
    assert board.put(2, 0)
    board.take(1)
    assert not board.fits(0, 0)
    assert board.put(1, 0)
    assert not board.fits(0, 0, without=1)


def test_figures_of_the_search() -> None:
    assert (batch_fallback.MAX_HOPS, batch_fallback.MAX_CHAINS, batch_fallback.PASSES) == (5, 30, 4)


def test_time_is_counted_by_day() -> None:
    tomorrow = replace(NEED, context=replace(NEED.context, on_date=TUESDAY + timedelta(days=1)))
    board = Board(problem([{0: 1}] * 4, needs=[NEED, NEED, NEED, tomorrow], left=300))
    assert board.put(0, 0)
    assert board.put(1, 0)
    assert not board.put(2, 0)
    assert board.fits(2, 0, without=1)
    assert board.put(3, 0)
    assert board.starts() == {0: 660, 1: 600, 3: 600} or board.starts() == {0: 600, 1: 660, 3: 600}


def test_chains_make_room() -> None:
    # 0 holds volunteer 0; 1 can only have 0; so 0 moves to 1, whose 2 moves to 2.
    given_costs = [{0: 1, 1: 2}, {0: 1}, {1: 1, 2: 3}]
    board = Board(problem(given_costs))
    for task in (0, 2, 1):
        assert board.insert(task)
    assert board.chosen == [1, 0, 2]
    assert board.objective == 6


def test_a_dearer_task_gives_way_when_only_one_can_have_it() -> None:
    board = Board(problem([{0: 900}, {0: 100}]))
    assert board.insert(0)
    assert board.insert(1)
    assert board.chosen == [None, 0]
    assert not board.insert(0)
    assert board.chosen == [None, 0]


def test_a_cheaper_task_moves_a_dearer_one_on_rather_than_out() -> None:
    board = Board(problem([{0: 100}, {0: 900, 1: 2000}]))
    assert board.insert(1)
    assert board.insert(0)
    assert board.chosen == [0, 1]


def test_nobody_at_all() -> None:
    board = Board(problem([{}, {0: 1}]))
    assert board.insert(0) is False
    assert board.insert_directly(0) is False
    assert board.insert_directly(1) is True
    board = Board(problem([{}]))
    assert simple_bound(board.problem) == UNFILLED


def test_first_fit_looks_no_further_and_takes_the_scarce_first() -> None:
    board = first_fit(problem([{0: 1, 1: 2}, {0: 1}, {1: 1, 2: 3}]))
    assert board.chosen == [1, 0, 2]
    assert first_fit(problem([{0: 1, 1: 5}, {0: 2, 1: 3}, {0: 1}])).chosen == [1, None, 0]


def test_fill_finds_the_best() -> None:
    given_costs = [{0: 1, 1: 50}, {0: 2, 1: 3}, {1: 1, 2: 90}]
    board = fill(problem(given_costs))
    check(board)
    assert board.objective == brute(board.problem) == 1 + 3 + 90


def test_replace_mends_what_costs_too_much() -> None:
    board = Board(problem([{0: 1, 1: 9}, {0: 5, 1: 6}]))
    board.put(0, 1)
    board.put(1, 0)
    board.replace(0)
    assert board.chosen == [0, 1]
    board.replace(0)
    board.replace(1)
    assert board.chosen == [0, 1]


def test_replace_tries_the_left_over_again_only_after_a_move(monkeypatch: pytest.MonkeyPatch) -> None:
    board = Board(problem([{0: 1}, {0: 1, 1: 2}, {2: 1}]))
    board.put(0, 0)
    tried: list[int] = []
    insert = Board.insert

    def counted(self: Board, task: int) -> bool:
        tried.append(task)
        return insert(self, task) if task != 1 else False

    monkeypatch.setattr(Board, "insert", counted)
    board.replace(1)
    board.replace(1)
    assert tried == [1]
    board.replace(2)
    board.replace(1)
    assert tried == [1, 2, 1]


def test_improve_stops_when_asked_and_when_done() -> None:
    board = Board(problem([{0: 1, 1: 9}, {0: 5, 1: 6}]))
    board.put(0, 1)
    board.put(1, 0)
    improve(board, lambda: True)
    assert board.objective == 14
    improve(board)
    assert board.objective == 7
    calls: list[int] = []
    improve(board, lambda: calls.append(1) is not None)
    assert len(calls) == 2


def test_improve_makes_so_many_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    board = Board(problem([{0: 1, 1: 9}, {0: 5, 1: 6}]))
    board.put(0, 1)
    board.put(1, 0)
    calls: list[int] = []
    monkeypatch.setattr(batch_fallback, "PASSES", 1)
    improve(board, lambda: calls.append(1) is not None)
    assert (len(calls), board.objective) == (2, 7)


def test_cancel_leaves_what_was_done() -> None:
    calls: list[int] = []

    def cancel() -> bool:
        calls.append(1)
        return len(calls) > 2

    board = fill(problem([{each: 1} for each in range(5)]), cancel)
    assert sum(who is not None for who in board.chosen) == 2


def test_long_chains_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    length = 4
    given_costs = [{0: 1}, *({each: 1, each + 1: 2} for each in range(length))]
    order = [*range(1, length + 1), 0]

    def placed() -> int:
        board = Board(problem(given_costs))
        for task in order:
            board.insert(task)
        return sum(who is not None for who in board.chosen)

    assert placed() == length + 1
    monkeypatch.setattr(batch_fallback, "MAX_HOPS", length - 1)
    assert placed() == length
    monkeypatch.setattr(batch_fallback, "MAX_HOPS", length)
    assert placed() == length + 1
    monkeypatch.setattr(batch_fallback, "MAX_CHAINS", 1)
    assert placed() == length


def test_a_chain_meets_each_volunteer_once() -> None:
    needs = [replace(NEED, minutes=minutes, end=660) for minutes in (30, 30, 45)]
    board = Board(problem([{0: 100}, {0: 101, 1: 100}, {0: 100, 1: 100}], needs=needs))
    for task in range(3):
        assert board.insert(task)
    assert (board.chosen, board.objective) == ([0, 0, 1], 301)


costs = st.lists(
    st.dictionaries(st.integers(0, 3), st.integers(100, 2000), max_size=4), min_size=1, max_size=4
)


@given(costs, st.sampled_from([60, 90, 120, 200]), st.data())
@settings(max_examples=80)
def test_whatever_the_problem_the_board_holds_together(
    given_costs: list[dict[int, int]], left: int, data: st.DataObject
) -> None:
    needs = [
        replace(
            NEED, minutes=data.draw(st.sampled_from([30, 45, 60])), end=data.draw(st.sampled_from([660, 720]))
        )
        for _ in given_costs
    ]
    tried = problem(given_costs, left, needs, volunteers=4)
    board = fill(tried)
    check(board)
    best = brute(tried)
    assert simple_bound(tried) <= best <= board.objective
    assert board.objective <= best + UNFILLED


def test_small_problems_are_filled_as_well_as_can_be() -> None:
    found, best = 0, 0
    for seed in range(60):
        dice = random.Random(seed)
        count = dice.randint(2, 4)
        given_costs = [
            {who: dice.randint(100, 2000) for who in dice.sample(range(4), dice.randint(1, 4))}
            for _ in range(count)
        ]
        needs = [
            replace(NEED, minutes=dice.choice((30, 45, 60)), end=dice.choice((660, 720)))
            for _ in range(count)
        ]
        tried = problem(given_costs, dice.choice((60, 90, 120, 200)), needs, volunteers=4)
        found += fill(tried).objective
        best += brute(tried)
    assert best <= found <= 1.01 * best


def test_the_longest_of_equals_goes_first() -> None:
    needs = [replace(NEED, minutes=minutes) for minutes in (30, 60, 45)]
    board = first_fit(problem([{0: 1}, {0: 1}, {0: 1}], needs=needs))
    assert board.chosen == [None, 0, None]


@given(costs)
@settings(max_examples=80)
def test_one_task_each_is_filled_exactly(given_costs: list[dict[int, int]]) -> None:
    """With room for one task each this is the assignment problem, which shortest chains solve."""
    tried = problem(given_costs, left=60, volunteers=4)
    assert fill(tried).objective == brute(tried)
