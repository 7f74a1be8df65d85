"""Filling many tasks in plain Python: cheapest insertion along chains of displaced tasks.

Each task goes in by the cheapest chain "this one takes that volunteer, whose task takes another", the
successive shortest path method of minimum-cost flow (Ahuja, Magnanti and Orlin, Network Flows, 1993, section
9.7) with the length of the chain bounded. Used where HiGHS cannot be had, and to finish what rounding leaves.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from heapq import heappop, heappush
from typing import NamedTuple

from desktop.domain.batch_problem import UNFILLED, Problem
from desktop.domain.match_facts import monday

MAX_HOPS = 5
#: Chains followed for one task before settling for the best so far.
MAX_CHAINS = 30
PASSES = 4


class Step(NamedTuple):
    """One step of a chain: a task takes a volunteer, whose displaced task (if any) must look further."""

    task: int
    volunteer: int
    displaced: int | None


class _Open(NamedTuple):
    """A chain so far: the least it can come to, its cost, and the task still to be placed."""

    bound: int
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
        self._weeks = [monday(need.on_date) for need in problem.needs]
        self._used: defaultdict[tuple[int, date], int] = defaultdict(int)
        # The most that moving one of a volunteer's tasks elsewhere could save, as a number of 0 or below.
        self._savings: dict[int, int] = {}
        self._moves = 0
        self._tried: dict[int, int] = {}
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
        week = volunteer, self._weeks[task]
        room = self.problem.left[week] - self._used[week]
        if without is not None and self._weeks[without] == week[1]:
            room += self.problem.needs[without].minutes
        if self.problem.needs[task].minutes > room:
            return False
        day = self.problem.needs[task].on_date
        same_day = [
            each
            for each in self._held.get(volunteer, ())
            if each != without and self.problem.needs[each].on_date == day
        ]
        return self.problem.day_starts(volunteer, [task, *same_day]) is not None

    def put(self, task: int, volunteer: int) -> bool:
        """Give a task to a volunteer if it fits."""
        if not self.fits(task, volunteer):
            return False
        self.chosen[task] = volunteer
        self._held.setdefault(volunteer, []).append(task)
        self._count(task, volunteer, self.problem.needs[task].minutes)
        return True

    def take(self, task: int) -> int | None:
        """Take a task off the board; returns who had it."""
        volunteer = self.chosen[task]
        if volunteer is not None:
            self._held[volunteer].remove(task)
            self.chosen[task] = None
            self._count(task, volunteer, -self.problem.needs[task].minutes)
        return volunteer

    def _count(self, task: int, volunteer: int, minutes: int) -> None:
        """Keep the minutes of the week and the possible saving up to date."""
        self._used[volunteer, self._weeks[task]] += minutes
        self._savings[volunteer] = min(
            (self._least(each) - self._costs[each][volunteer] for each in self._held[volunteer]), default=0
        )

    def insert(self, task: int) -> bool:
        """Place a task by the cheapest chain found.

        Returns:
            True when the task is placed or its place went to a dearer one; False when the board is unchanged.
        """
        return self._apply(self._chain(task)) or self.insert_directly(task)

    def insert_directly(self, task: int) -> bool:
        """Place a task with its cheapest volunteer who has room as things are; False when nobody has."""
        if any(self.put(task, pair.volunteer) for pair in self.problem.pairs[task]):
            self._moves += 1
            return True
        return False

    def replace(self, task: int) -> None:
        """Take a task off and put it back by the cheapest chain, unless it could not cost less."""
        volunteer = self.chosen[task]
        if volunteer is None:
            # What found no place finds none until something on the board has moved.
            if self._tried.get(task) != self._moves and not self.insert(task):
                self._tried[task] = self._moves
        elif self._costs[task][volunteer] > self._least(task):
            self.take(task)
            self.insert(task)

    def starts(self) -> dict[int, int]:
        """A starting minute for every task placed."""
        found: dict[int, int] = {}
        for volunteer, held in self._held.items():
            days = {self.problem.needs[task].on_date for task in held}
            for day in days:
                tasks = [task for task in held if self.problem.needs[task].on_date == day]
                found.update(zip(tasks, self.problem.day_starts(volunteer, tasks) or (), strict=True))
        return found

    def _chain(self, task: int) -> list[Step]:
        """Search for the cheapest chain, best first; an empty list when leaving the task out is no dearer."""
        best, best_steps = UNFILLED, list[Step]()
        labels: dict[int, int] = {}
        queue = [_Open(self._least(task), 0, task, ())]
        for _ in range(MAX_CHAINS):
            if not queue or queue[0].bound >= best:
                break
            node = heappop(queue)
            met = {step.volunteer for step in node.steps}
            if node.steps and node.cost + UNFILLED < best:
                best, best_steps = node.cost + UNFILLED, list(node.steps)
            for pair in self.problem.pairs[node.task]:
                total = node.cost + pair.cost
                if pair.volunteer in met or total + self._savings.get(pair.volunteer, 0) >= best:
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
                heappush(queue, _Open(cost + self._least(other), cost, other, steps))

    def _least(self, task: int) -> int:
        """The least a task can cost."""
        pairs = self.problem.pairs[task]
        return pairs[0].cost if pairs else UNFILLED

    def _apply(self, steps: list[Step]) -> bool:
        """Carry out a chain. It meets each volunteer once, so that steps checked one by one hold together."""
        for step in steps:
            if step.displaced is not None:
                self.take(step.displaced)
        for step in steps:
            self.put(step.task, step.volunteer)
        self._moves += bool(steps)
        return bool(steps)


def improve(board: Board, cancel: Callable[[], bool] = never) -> None:
    """Take each task off and put it back by the cheapest chain, until a whole pass makes nothing better."""
    for _ in range(PASSES):
        before = board.objective
        for task in range(len(board.chosen)):
            if cancel():
                return
            board.replace(task)
        if board.objective >= before:
            return


def first_fit(problem: Problem) -> Board:
    """Give each task its cheapest volunteer with room, and look no further; scarcest tasks first."""
    board = Board(problem)
    for task in _scarcest_first(problem):
        board.insert_directly(task)
    return board


def fill(problem: Problem, cancel: Callable[[], bool] = never) -> Board:
    """Fill a whole problem from nothing.

    Args:
        problem: tasks, volunteers and pairs.
        cancel: asked between tasks; when it says yes the board is left as far as it got.

    Returns:
        The board. Tasks with the fewest volunteers go first.
    """
    board = Board(problem)
    for task in _scarcest_first(problem):
        if cancel():
            return board
        board.insert(task)
    improve(board, cancel)
    return board


def _scarcest_first(problem: Problem) -> list[int]:
    """Tasks by how few volunteers they have, the longest of equals first: what is small fits in later."""
    needs = problem.needs
    return sorted(range(len(needs)), key=lambda task: (len(problem.pairs[task]), -needs[task].minutes, task))


def simple_bound(problem: Problem) -> int:
    """A cost no filling can beat: every task with its cheapest volunteer, as if nobody were wanted twice."""
    return sum(min(UNFILLED, pairs[0].cost if pairs else UNFILLED) for pairs in problem.pairs)
