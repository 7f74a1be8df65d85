"""A short way through a round's stops in plain Python: nearest insertion, then 2-opt and or-opt.

Rosenkrantz, Stearns and Lewis (1977) for the insertion, Croes (1958) and Or (1976) for the two exchanges.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

#: Longest run of stops moved at once by or-opt.
RUN = 3
MAX_SWEEPS = 50
Distances = Sequence[Sequence[float]]


def never() -> bool:
    """Nobody has asked to stop."""
    return False


def tour(distances: Distances, cancel: Callable[[], bool] = never) -> list[int]:
    """Order the stops between a start and an end.

    Args:
        distances: square table of costs; row 0 is the start, the last row the end, the rest are stops. A
            start or end that may be anywhere has only noughts.
        cancel: asked between sweeps; when it says yes the best order so far is returned.

    Returns:
        Row numbers of the stops (1 to n) in order.
    """
    order = _insert_nearest(distances)
    for _ in range(MAX_SWEEPS):
        if cancel() or not (_two_opt(order, distances) or _or_opt(order, distances)):
            break
    return order[1:-1]


def length(order: Sequence[int], distances: Distances) -> float:
    """Cost of a whole tour over the stops, start and end included."""
    whole = [0, *order, len(distances) - 1]
    return sum(distances[one][other] for one, other in pairwise(whole))


def cheapest_place(order: Sequence[int], stop: int, distances: Distances) -> int:
    """Where between the first and the last of ``order`` a stop costs least; the earliest of equals."""
    added = [
        distances[before][stop] + distances[stop][after] - distances[before][after]
        for before, after in pairwise(order)
    ]
    return added.index(min(added)) + 1


def _insert_nearest(distances: Distances) -> list[int]:
    """Begin with start and end; add the stop nearest to the tour where it costs least."""
    last = len(distances) - 1
    order = [0, last]
    waiting = {stop: distances[0][stop] for stop in range(1, last)}
    while waiting:
        stop = min(waiting, key=lambda each: (waiting[each], each))
        del waiting[stop]
        order.insert(cheapest_place(order, stop, distances), stop)
        for other in waiting:
            waiting[other] = min(waiting[other], distances[stop][other])
    return order


def _two_opt(order: list[int], distances: Distances) -> bool:
    """Turn round a stretch wherever that is shorter; tells whether anything changed."""
    changed = False
    for first in range(1, len(order) - 2):
        for last in range(first + 1, len(order) - 1):
            before, after = order[first - 1], order[last + 1]
            now = distances[before][order[first]] + distances[order[last]][after]
            turned = distances[before][order[last]] + distances[order[first]][after]
            if turned < now - 1e-9:
                order[first : last + 1] = order[first : last + 1][::-1]
                changed = True
    return changed


def _or_opt(order: list[int], distances: Distances) -> bool:
    """Move a short run of stops to where it costs less; tells whether anything changed."""
    for size in range(1, RUN + 1):
        for first in range(1, len(order) - size):
            run = order[first : first + size]
            rest = order[:first] + order[first + size :]
            gain = (
                distances[order[first - 1]][run[0]]
                + distances[run[-1]][order[first + size]]
                - distances[order[first - 1]][order[first + size]]
            )
            for place in range(1, len(rest)):
                before, after = rest[place - 1], rest[place]
                added = distances[before][run[0]] + distances[run[-1]][after] - distances[before][after]
                if added < gain - 1e-9:
                    order[:] = rest[:place] + run + rest[place:]
                    return True
    return False
