"""Filling a rota in plain Python: usual people, then the scarcest seats, then chains and exchanges.

Used where HiGHS cannot be had, and to give it something to start from.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from desktop.domain.highs_model import never
from desktop.domain.match_facts import monday
from desktop.domain.rota_costs import MISSING, NOT_USUAL, SPARE, day_cost, spread_cost
from desktop.domain.rota_pairs import Column, Pairs

PASSES = 6


class Board:
    """Who sits where so far; everything on it keeps the rules at every moment."""

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs
        self.held: dict[int, list[Column]] = defaultdict(list)
        self.seated: dict[tuple[int, int], list[Column]] = {key: [] for key in pairs.need}
        self._strangers: Counter[tuple[int, int]] = Counter()
        self._used: Counter[tuple[int, date]] = Counter()
        self._on_day: Counter[tuple[int, date]] = Counter(pairs.on_day)
        self._in_week: Counter[tuple[int, date]] = Counter(pairs.in_week)
        self._known: Counter[int] = Counter()
        self._new: Counter[int] = Counter()

    @property
    def columns(self) -> list[Column]:
        """Everything placed, in order."""
        return sorted(column for held in self.held.values() for column in held)

    def short(self, key: tuple[int, int]) -> int:
        """How many places of a seat are still needed."""
        return max(0, self.pairs.need[key] - len(self.seated[key]))

    def fits(self, column: Column) -> bool:
        """Does a column keep every rule beside all that is placed?"""
        pairs, key = self.pairs, (column.shift, column.seat)
        shift = pairs.shifts[column.shift]
        week = column.person, monday(shift.on_date)
        if len(self.seated[key]) >= pairs.room[key]:
            return False
        if not (column.usual or pairs.problem.to_maximum) and self._strangers[key] >= pairs.need[key]:
            return False
        if self._used[week] + shift.minutes > pairs.left[week]:
            return False
        if pairs.people[column.person].newcomer and not self._guarded(column.shift):
            return False
        held = self.held[column.person]
        return all(pairs.together(column.person, column.shift, other.shift) for other in held)

    def loose(self, column: Column) -> bool:
        """Can a column be taken off without leaving a newcomer alone?"""
        if self.pairs.people[column.person].newcomer or column.shift in self.pairs.guarded:
            return True
        return self._known[column.shift] > 1 or not self._new[column.shift]

    def put(self, column: Column) -> None:
        """Place a column that fits."""
        self._count(column, 1)
        self.held[column.person].append(column)
        self.seated[column.shift, column.seat].append(column)

    def take(self, column: Column) -> None:
        """Take a loose column off."""
        self._count(column, -1)
        self.held[column.person].remove(column)
        self.seated[column.shift, column.seat].remove(column)

    def price(self, column: Column) -> int:
        """What placing a column would add to the cost of the rota, its own seat apart."""
        day = self.pairs.shifts[column.shift].on_date
        weekly, daily = self._in_week[column.person, monday(day)], self._on_day[column.person, day]
        spread = spread_cost(weekly + 1) - spread_cost(weekly) + day_cost(daily + 1) - day_cost(daily)
        return self.pairs.costs[column.person] + spread - NOT_USUAL * column.usual

    def _guarded(self, shift: int) -> bool:
        """Is somebody experienced there, or nobody needed?"""
        return shift in self.pairs.guarded or self._known[shift] > 0

    def _count(self, column: Column, step: int) -> None:
        """Keep every sum up to date."""
        shift = self.pairs.shifts[column.shift]
        self._strangers[column.shift, column.seat] += step * (not column.usual)
        self._used[column.person, monday(shift.on_date)] += step * shift.minutes
        self._on_day[column.person, shift.on_date] += step
        self._in_week[column.person, monday(shift.on_date)] += step
        side = self._new if self.pairs.people[column.person].newcomer else self._known
        side[column.shift] += step


def fill(pairs: Pairs, cancel: Callable[[], bool] = never) -> Board:
    """Fill a rota from nothing.

    Args:
        pairs: who could sit where.
        cancel: asked between steps; when it says yes the board is left as far as it got.

    Returns:
        The board, within every rule.
    """
    board = Board(pairs)
    choices = _choices(pairs)
    for column in _experienced_first(board, (each for each in pairs.columns if each.usual)):
        if board.fits(column):
            board.put(column)
    for key in sorted(choices, key=lambda key: (len(choices[key]) - pairs.need[key], key)):
        if cancel():
            return board
        while board.short(key) and (_cheapest(board, choices[key]) or _chain(board, key, choices)):
            pass
    _improve(board, choices, cancel)
    if pairs.problem.to_maximum:
        for key in sorted(choices):
            while _cheapest(board, choices[key]):
                pass
    return board


def simple_bound(pairs: Pairs) -> int:
    """A cost no rota can beat: every seat with its cheapest people, as if nobody were wanted twice."""
    total = 0
    empty = Board(pairs)
    for key, columns in _choices(pairs).items():
        need, room = pairs.need[key], pairs.room[key]
        wanted = room if pairs.problem.to_maximum else need
        prices = sorted(empty.price(column) for column in columns)[:room]
        best = least = MISSING * need + SPARE * (wanted - need)
        for place, price in enumerate(prices):
            least += price
            least -= MISSING if place < need else SPARE if place < wanted else 0
            best = min(best, least)
        total += best
    return total + NOT_USUAL * sum(column.usual for column in pairs.columns)


def _choices(pairs: Pairs) -> dict[tuple[int, int], list[Column]]:
    """Columns by seat."""
    found: dict[tuple[int, int], list[Column]] = {key: [] for key in pairs.need}
    for column in pairs.columns:
        found[column.shift, column.seat].append(column)
    return found


def _experienced_first(board: Board, columns: Iterable[Column]) -> list[Column]:
    """Columns with those of newcomers last, so that a buddy is there before them."""
    return sorted(columns, key=lambda each: (board.pairs.people[each.person].newcomer, each))


def _cheapest(board: Board, columns: Sequence[Column]) -> bool:
    """Place the cheapest column that fits."""
    for _, column in sorted((board.price(column), column) for column in columns):
        if board.fits(column):
            board.put(column)
            return True
    return False


def _chain(board: Board, key: tuple[int, int], choices: dict[tuple[int, int], list[Column]]) -> bool:
    """Fill a seat with somebody from another, if somebody else can take theirs there."""
    for column in _experienced_first(board, choices[key]):
        for other in list(board.held[column.person]):
            if not board.loose(other):
                continue
            board.take(other)
            if board.fits(column):
                board.put(column)
                if not board.short((other.shift, other.seat)) or _cheapest(
                    board, choices[other.shift, other.seat]
                ):
                    return True
                board.take(column)
            board.put(other)
    return False


def _improve(board: Board, choices: dict[tuple[int, int], list[Column]], cancel: Callable[[], bool]) -> None:
    """Exchange people for cheaper ones in the same seat, until a whole pass changes nothing."""
    changed, left = True, PASSES
    while changed and left:
        changed, left = False, left - 1
        for key in sorted(choices):
            if cancel():
                return
            for column in sorted(board.seated[key]):
                changed |= _exchange(board, column, choices[key])


def _exchange(board: Board, column: Column, others: Sequence[Column]) -> bool:
    """Give a place to whoever costs least for it; True when that is somebody else."""
    if not board.loose(column):
        return False
    board.take(column)
    price = board.price(column)
    seated = board.seated[key_of(column)]
    priced = sorted((board.price(each), each) for each in others if each not in seated)
    cheaper = [each for cost, each in priced if cost < price]
    found = next(filter(board.fits, cheaper), None)
    board.put(column if found is None else found)
    return found is not None


def key_of(column: Column) -> tuple[int, int]:
    """The seat of a column."""
    return column.shift, column.seat
