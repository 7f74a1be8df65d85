"""Which chain is taken, shown on boards small enough to work out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain import batch_fallback
from desktop.domain.availability import Span
from desktop.domain.batch_fallback import Board
from desktop.domain.batch_problem import Pair, Problem
from desktop.domain.clearance_facts import TaskContext, VolunteerFacts
from desktop.domain.match_facts import Candidate, Need, monday

TUESDAY = date(2026, 11, 17)
NEED = Need("r", TaskContext("wales", "shopping", TUESDAY), start=600, end=720, minutes=60)
PEOPLE = 6


def board_of(costs: list[dict[int, int]], placed: dict[int, int], left: int = 60) -> Board:
    """A board with some tasks placed; costs by volunteer for each task, an hour for each task."""
    board = Board(
        Problem(
            needs=tuple(replace(NEED, id=f"r{place}") for place in range(len(costs))),
            volunteers=tuple(Candidate(f"v{each}", "", VolunteerFacts("active")) for each in range(PEOPLE)),
            pairs=tuple(
                tuple(Pair(cost, who) for cost, who in sorted((cost, who) for who, cost in each.items()))
                for each in costs
            ),
            spans={(who, TUESDAY): (Span(540, 780),) for who in range(PEOPLE)},
            left={(who, monday(TUESDAY)): left for who in range(PEOPLE)},
        )
    )
    for task, who in placed.items():
        assert board.put(task, who)
    return board


def test_what_does_not_fit_is_plainly_false() -> None:
    board = board_of([{0: 1}, {0: 1}], {0: 0})
    assert board.fits(1, 0) is False
    assert board.put(1, 0) is False


def test_someone_dear_is_moved_on_even_when_another_could_come_now() -> None:
    # Moving task 1 from 1 to 2 saves 800, more than the 100 that volunteer 1 costs over volunteer 0.
    board = board_of([{0: 200, 1: 300}, {1: 900, 2: 100}], {1: 1})
    assert board.insert(0)
    assert board.chosen == [1, 2]


@pytest.mark.parametrize("had_a_task", [False, True])
def test_a_chain_cheaper_by_one_is_taken(had_a_task: bool) -> None:
    board = board_of([{0: 10, 1: 20}, {0: 10, 2: 19}, {2: 5}], {1: 0})
    if had_a_task:
        board.put(2, 2)
        board.take(2)
    assert board.insert(0)
    assert board.chosen[:2] == [0, 2]


@pytest.mark.parametrize(("cost", "after"), [(99, [None, 0]), (100, [0, None])])
def test_a_task_gives_way_only_to_a_cheaper_one(cost: int, after: list[int | None]) -> None:
    board = board_of([{0: 100}, {0: cost}], {0: 0})
    board.insert(1)
    assert board.chosen == after


def test_a_task_left_over_is_tried_again_after_every_kind_of_move() -> None:
    for moves in (("chain",), ("direct",), ("chain", "direct")):
        board = board_of([{0: 1}, {0: 1}, {1: 1}, {2: 1}], {0: 0})
        board.replace(1)
        assert board.chosen[1] is None
        for move in moves:
            assert board.insert(2) if move == "chain" else board.insert_directly(3)
        board.take(0)
        board.replace(1)
        assert board.chosen[1] == 0


def test_a_task_at_its_least_cost_stays_where_it_is() -> None:
    board = board_of([{0: 5, 1: 5}], {0: 1})
    board.replace(0)
    assert board.chosen == [1]


def test_the_search_goes_on_while_any_chain_could_be_cheaper() -> None:
    # By volunteer 1 it can come to 70 at least, as dear as volunteer 2; by volunteer 0 it comes to 60.
    board = board_of([{0: 10, 1: 70, 2: 70}, {0: 100, 3: 150}, {1: 100}], {1: 0, 2: 1})
    assert board.insert(0)
    assert board.chosen == [0, 3, 1]


def test_of_two_who_cost_the_same_the_first_is_taken() -> None:
    board = board_of([{0: 70, 1: 70}, {1: 100, 2: 10}], {1: 1}, left=300)
    assert board.insert(0)
    assert board.chosen == [0, 1]


def test_a_task_that_was_reached_as_cheaply_before_is_not_followed_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Task 2 can be reached by volunteer 1, or by 0 and then 1, at the same cost; then task 3 is looked at.
    monkeypatch.setattr(batch_fallback, "MAX_CHAINS", 4)
    costs = [{0: 10, 1: 20, 2: 30}, {0: 100, 1: 110}, {1: 100}, {2: 100, 3: 500}]
    board = board_of(costs, {1: 0, 2: 1, 3: 2})
    assert board.insert(0)
    assert board.chosen == [2, 0, 1, 3]


def test_the_chain_that_could_be_cheapest_is_followed_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_fallback, "MAX_CHAINS", 2)
    board = board_of([{0: 50, 1: 60}, {0: 10, 2: 100}, {1: 200}], {1: 0, 2: 1})
    assert board.insert(0)
    assert board.chosen == [0, 2, 1]
