"""Filling many tasks in plain Python: cheapest insertion along chains of displaced tasks.

Each task goes in by the cheapest chain "this one takes that volunteer, whose task takes another", the
successive shortest path method of minimum-cost flow (Ahuja, Magnanti and Orlin, Network Flows, 1993, section
9.7) with the length of the chain bounded. Used where HiGHS cannot be had, and to finish what rounding leaves.
"""

from collections.abc import Callable
from heapq import heappop, heappush
from typing import NamedTuple

from desktop.domain.batch_problem import UNFILLED, Problem
from desktop.domain.match_facts import monday

MAX_HOPS = 5
PASSES = 4


class Step(NamedTuple):
    """One step of a chain: a task takes a volunteer, whose displaced task (if any) must look further."""

    task: int
    volunteer: int
    displaced: int | None


class _Open(NamedTuple):
    """A chain so far: the least it can come to, its cost, and the task still to be placed."""

    bound: int
    hops: int
    cost: int
    task: int
    steps: tuple[Step, ...]


def never() -> bool:
    """Nobody has asked to stop."""
    return False


class Board:
    """Who does what so far; everything on it fits together at every moment."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.chosen: list[int | None] = [None] * len(problem.needs)
        self._held: dict[int, list[int]] = {}
        self._costs = [{pair.volunteer: pair.cost for pair in pairs} for pairs in problem.pairs]

    @property
    def objective(self) -> int:
        """Total cost, with `UNFILLED` for each task nobody does."""
        return sum(
            UNFILLED if volunteer is None else self._costs[task][volunteer]
            for task, volunteer in enumerate(self.chosen)
        )

    def fits(self, task: int, volunteer: int, without: int | None = None) -> bool:
        """Could the volunteer take the task as well, or instead of ``without``?"""
        day = self.problem.needs[task].on_date
        held = [each for each in self._held.get(volunteer, ()) if each != without]
        same_week = [each for each in held if monday(self.problem.needs[each].on_date) == monday(day)]
        if not self.problem.week_fits(volunteer, [task, *same_week]):
            return False
        same_day = [each for each in same_week if self.problem.needs[each].on_date == day]
        return self.problem.day_starts(volunteer, [task, *same_day]) is not None

    def put(self, task: int, volunteer: int) -> bool:
        """Give a task to a volunteer if it fits."""
        if not self.fits(task, volunteer):
            return False
        self.chosen[task] = volunteer
        self._held.setdefault(volunteer, []).append(task)
        return True

    def take(self, task: int) -> int | None:
        """Take a task off the board; returns who had it."""
        volunteer = self.chosen[task]
        if volunteer is not None:
            self._held[volunteer].remove(task)
            self.chosen[task] = None
        return volunteer

    def insert(self, task: int) -> bool:
        """Place a task by the cheapest chain found.

        Returns:
            True when the task is placed or its place went to a dearer one; False when the board is unchanged.
        """
        return self._apply(self._chain(task)) or self._apply(self._direct(task))

    def starts(self) -> dict[int, int]:
        """A starting minute for every task placed."""
        found: dict[int, int] = {}
        for volunteer, held in self._held.items():
            days = {self.problem.needs[task].on_date for task in held}
            for day in days:
                tasks = [task for task in held if self.problem.needs[task].on_date == day]
                found.update(zip(tasks, self.problem.day_starts(volunteer, tasks) or (), strict=True))
        return found

    def _direct(self, task: int) -> list[Step]:
        """The cheapest volunteer with room as things are."""
        for pair in self.problem.pairs[task]:
            if self.fits(task, pair.volunteer):
                return [Step(task, pair.volunteer, None)]
        return []

    def _chain(self, task: int) -> list[Step]:
        """Search for the cheapest chain, best first; an empty list when leaving the task out is no dearer."""
        best, best_steps = UNFILLED, list[Step]()
        labels = {task: 0}
        queue: list[_Open] = [_Open(self._least(task), 0, 0, task, ())]
        while queue and queue[0].bound < best:
            node = heappop(queue)
            if node.steps and node.cost + UNFILLED < best:
                best, best_steps = node.cost + UNFILLED, list(node.steps)
            for pair in self.problem.pairs[node.task]:
                total = node.cost + pair.cost
                if total + self._saving(pair.volunteer) >= best:
                    continue
                if self.fits(node.task, pair.volunteer):
                    if total < best:
                        best, best_steps = total, [*node.steps, Step(node.task, pair.volunteer, None)]
                elif len(node.steps) < MAX_HOPS:
                    self._open(queue, labels, node, pair.volunteer, total)
        return best_steps

    def _open(
        self, queue: list["_Open"], labels: dict[int, int], node: "_Open", volunteer: int, total: int
    ) -> None:
        """Queue the tasks that could make room, each with the cost of the chain once it is moved off."""
        moved = {step.task for step in node.steps} | {node.task}
        for other in self._held.get(volunteer, ()):
            cost = total - self._costs[other][volunteer]
            if other in moved or cost >= labels.get(other, UNFILLED):
                continue
            if self.fits(node.task, volunteer, without=other):
                labels[other] = cost
                steps = (*node.steps, Step(node.task, volunteer, other))
                heappush(queue, _Open(cost + self._least(other), len(steps), cost, other, steps))

    def _least(self, task: int) -> int:
        """The least a task can cost."""
        pairs = self.problem.pairs[task]
        return pairs[0].cost if pairs else UNFILLED

    def _saving(self, volunteer: int) -> int:
        """The most that moving one of the volunteer's tasks elsewhere could save, as a number below 0."""
        held = self._held.get(volunteer, ())
        return min((self._least(task) - self._costs[task][volunteer] for task in held), default=0)

    def _apply(self, steps: list[Step]) -> bool:
        """Carry out a chain whole or not at all: its steps were checked one by one, not together."""
        if not steps:
            return False
        touched = {step.task for step in steps} | {
            step.displaced for step in steps if step.displaced is not None
        }
        before = [(task, self.take(task)) for task in sorted(touched)]
        if all([self.put(step.task, step.volunteer) for step in steps]):
            return True
        for step in steps:
            self.take(step.task)
        for task, volunteer in before:
            if volunteer is not None:
                self.put(task, volunteer)
        return False


def improve(board: Board, cancel: Callable[[], bool] = never) -> None:
    """Take each task off and put it back by the cheapest chain, until a whole pass makes nothing better."""
    for _ in range(PASSES):
        before = board.objective
        for task in range(len(board.chosen)):
            if cancel():
                return
            board.take(task)
            board.insert(task)
        if board.objective >= before:
            return


def fill(problem: Problem, cancel: Callable[[], bool] = never) -> Board:
    """Fill a whole problem from nothing.

    Args:
        problem: tasks, volunteers and pairs.
        cancel: asked between tasks; when it says yes the board is left as far as it got.

    Returns:
        The board. Tasks with the fewest volunteers go first.
    """
    board = Board(problem)
    for task in sorted(range(len(problem.needs)), key=lambda each: (len(problem.pairs[each]), each)):
        if cancel():
            return board
        board.insert(task)
    improve(board, cancel)
    return board


def simple_bound(problem: Problem) -> int:
    """A cost no filling can beat: every task with its cheapest volunteer, as if nobody were wanted twice."""
    return sum(min(UNFILLED, pairs[0].cost if pairs else UNFILLED) for pairs in problem.pairs)
