"""Reckoning for the map of a round: what fits, which pins share a place, scale bars and the way driven.

Places are OSGB grid references in metres; nothing here knows a screen or a page.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from db.enums_rounds import RoundEnd

Point = tuple[float, float]
"""Easting and northing in metres."""
_NICE = (1, 2, 5)
MOST_NAMED = 4
"""Numbers a shared pin names one by one; more are given as how many more."""


class Legs(NamedTuple):
    """Which legs of a round's way touch the hub; where it begins at a home, that home is on no map.

    Attributes:
        out: from the hub to the first stop.
        back: from the last stop to the hub.
    """

    out: bool = True
    back: bool = True


BOTH = Legs()


def legs_of(begins: RoundEnd, finishes: RoundEnd) -> Legs:
    """Which legs touch the hub, by where a round begins and is over."""
    return Legs(begins is RoundEnd.HUB, finishes is RoundEnd.HUB)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the grid, in metres; its edges belong to it."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        """From west to east."""
        return self.east - self.west

    @property
    def height(self) -> float:
        """From south to north."""
        return self.north - self.south

    @property
    def middle(self) -> Point:
        """The place halfway."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    def grown(self, metres: float) -> "Box":
        """The box with so much more on every side."""
        return Box(self.west - metres, self.south - metres, self.east + metres, self.north + metres)

    def holds(self, other: "Box") -> bool:
        """Whether another box lies wholly inside this one."""
        return (
            self.west <= other.west
            and self.south <= other.south
            and self.east >= other.east
            and self.north >= other.north
        )


def place_on_grid(easting: float | None, northing: float | None) -> Point | None:
    """A place as a pair; None where either half is not known."""
    return None if easting is None or northing is None else (float(easting), float(northing))


def around(points: Sequence[Point], least: float = 0) -> Box:
    """The smallest box that holds places.

    Args:
        points: at least one.
        least: metres the box has at least from side to side, spread evenly.

    Returns:
        The box.
    """
    east, north = [point[0] for point in points], [point[1] for point in points]
    box = Box(min(east), min(north), max(east), max(north))
    wide, high = max(least - box.width, 0) / 2, max(least - box.height, 0) / 2
    return Box(box.west - wide, box.south - high, box.east + wide, box.north + high)


@dataclass(frozen=True, slots=True)
class Spot:
    """A stop on the map.

    Attributes:
        key: of the stop.
        number: its place in the round.
        at: where it is.
    """

    key: str
    number: int
    at: Point


@dataclass(frozen=True, slots=True)
class Cluster:
    """Stops that share a pin, in the order driven; the pin stands at the middle of their places."""

    spots: tuple[Spot, ...]

    @property
    def at(self) -> Point:
        """Where the pin stands."""
        count = len(self.spots)
        return sum(one.at[0] for one in self.spots) / count, sum(one.at[1] for one in self.spots) / count

    @property
    def words(self) -> str:
        """The numbers on the pin: ``4``, ``2, 3``, ``1–4`` or ``1, 3, 5 +4``."""
        return number_words([one.number for one in self.spots])


def clustered(spots: Sequence[Spot], reach: float) -> list[Cluster]:
    """Put stops whose pins would cover each other on one pin.

    Args:
        spots: in the order driven.
        reach: metres under which two pins cover each other; stops at one place always share.

    Returns:
        Pins, each stop on one of them, by their first stop.
    """
    groups: list[list[Spot]] = []
    for spot in spots:
        near = [group for group in groups if any(math.dist(spot.at, one.at) <= reach for one in group)]
        joined = [one for group in near for one in group]
        groups = [group for group in groups if group not in near]
        groups.append([*joined, spot])
    found = [Cluster(tuple(sorted(group, key=lambda one: one.number))) for group in groups]
    return sorted(found, key=lambda cluster: cluster.spots[0].number)


def number_words(numbers: Sequence[int]) -> str:
    """Write the numbers of stops short.

    Args:
        numbers: ascending, at least one.

    Returns:
        ``2, 3``; three or more in a row as ``2–4``; beyond `MOST_NAMED` parts how many more.
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[str] = []
    for run in runs:
        parts += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    if len(parts) <= MOST_NAMED:
        return ", ".join(parts)
    shown = parts[: MOST_NAMED - 1]
    named = sum(1 if "–" not in part else len(_whole(part)) for part in shown)
    return f"{', '.join(shown)} +{len(numbers) - named}"


def _whole(part: str) -> range:
    first, last = part.split("–")
    return range(int(first), int(last) + 1)


def scale_length(metres_a_unit: float, most: float) -> int:
    """The longest round length that fits a scale bar.

    Args:
        metres_a_unit: metres to one px or point.
        most: px or points there is room for.

    Returns:
        Metres: 1, 2 or 5 times a power of ten, at least 1.
    """
    room = max(metres_a_unit * most, 1)
    power = 10 ** math.floor(math.log10(room))
    return int(max(step * power for step in _NICE if step * power <= room))


def scale_words(metres: int) -> str:
    """Write the length of a scale bar: ``500 m`` or ``2 km``."""
    return f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"


def along(way: Sequence[Point], apart: float) -> list[Point]:
    """Places along a way, from its beginning to its end.

    Args:
        way: where it turns, in order; in metres, px or points.
        apart: how far from one to the next at most.

    Returns:
        Every turn, and so many places between as are needed.
    """
    found = list(way[:1])
    for one, other in pairwise(way):
        steps = max(math.ceil(math.dist(one, other) / apart), 1)
        found += [
            (one[0] + (other[0] - one[0]) * step / steps, one[1] + (other[1] - one[1]) * step / steps)
            for step in range(1, steps + 1)
        ]
    return found


def crosses(box: Box, one: Point, other: Point) -> bool:
    """Whether a straight leg touches a box; the clipping of Liang and Barsky, Commun. ACM 26 (1983) 868."""
    first, last = 0.0, 1.0
    for start, end, low, high in (
        (one[0], other[0], box.west, box.east),
        (one[1], other[1], box.south, box.north),
    ):
        step = end - start
        if not step:
            if not low <= start <= high:
                return False
            continue
        near, far = sorted(((low - start) / step, (high - start) / step))
        first, last = max(first, near), min(last, far)
    return first <= last


def metres_to_way(place: Point, way: Sequence[Point]) -> float | None:
    """How near a way passes to a place, as the crow flies.

    Args:
        place: the place.
        way: where the way turns, in order.

    Returns:
        Metres to the nearest point of the way; None for a way of no places.
    """
    if len(way) < 2:
        return math.dist(place, way[0]) if way else None
    return min(_to_leg(place, one, other) for one, other in pairwise(way))


def _to_leg(place: Point, one: Point, other: Point) -> float:
    east, north = other[0] - one[0], other[1] - one[1]
    length = east * east + north * north
    if not length:
        return math.dist(place, one)
    along = ((place[0] - one[0]) * east + (place[1] - one[1]) * north) / length
    along = min(max(along, 0.0), 1.0)
    return math.dist(place, (one[0] + along * east, one[1] + along * north))
