"""Where along a street its name can stand: streets come in pieces from junction to junction."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from desktop.domain.map_plan import Point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STRAIGHT = 0.97
"""How long the chord of a stretch is against the stretch itself, at least, for words to lie on it."""
_STEPS = 4
_MOST_TRIES = 200
_NEAR = 1.0
"""Metres under which two ends of pieces are one junction."""
Line = Sequence[Point]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A straight enough stretch of a street.

    Attributes:
        at: its middle.
        angle: degrees its words are turned, clockwise from lying; above -90 and at most 90, so that none
            stand on their head.
    """

    at: Point
    angle: float


def joined(pieces: Iterable[Line]) -> list[list[Point]]:
    """Join pieces of one street end to end.

    Args:
        pieces: in any order and direction.

    Returns:
        Lines as long as could be made, each piece in one of them.
    """
    lines: list[list[Point]] = []
    ends: dict[Point, list[Point]] = {}
    for piece in pieces:
        line = list(piece)
        for end in (0, -1):
            other = ends.pop(_junction(line[end]), None)
            if other is None or other is line:
                continue
            ends = {key: one for key, one in ends.items() if one is not other}
            lines = [one for one in lines if one is not other]
            line = _chained(line, other, end)
        lines.append(line)
        ends[_junction(line[0])] = ends[_junction(line[-1])] = line
    return lines


def _chained(line: list[Point], other: list[Point], end: int) -> list[Point]:
    """Put another line before the beginning of a line, or after its end."""
    meets = _junction(line[end])
    if end == 0:
        before = other if _junction(other[-1]) == meets else other[::-1]
        return [*before, *line[1:]]
    after = other if _junction(other[0]) == meets else other[::-1]
    return [*line, *after[1:]]


def _junction(place: Point) -> Point:
    return round(place[0] / _NEAR), round(place[1] / _NEAR)


def length_of(line: Line) -> float:
    """Metres along a line."""
    return sum(math.dist(one, other) for one, other in pairwise(line))


def straight_stretch(line: Line, needed: float) -> Stretch | None:
    """Find where words fit on a line: the straightest stretch, and of equals the one nearest its middle.

    Args:
        line: where a street turns, in metres.
        needed: metres the words take.

    Returns:
        The stretch; None where the line is too short or too winding.
    """
    import numpy as np

    places = np.array(line, dtype=np.float64)
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(places, axis=0).T))))
    if needed <= 0 or along[-1] < needed:
        return None
    tries = 2 * min(int((along[-1] / needed - 1) * _STEPS), _MOST_TRIES) + 1  # odd, so that one is the middle
    at = np.linspace(0, along[-1] - needed, tries)
    first, middle, last = (_at(places, along, at + needed * part) for part in (0, 0.5, 1))
    chord = np.hypot(*(last - first).T) / needed
    sag = np.hypot(*((first + last) / 2 - middle).T) / needed
    off = np.abs(at + needed / 2 - along[-1] / 2) / along[-1]
    best = int(np.argmin(np.round(1 - chord + sag, 2) + off / 1000))
    if chord[best] < STRAIGHT:
        return None
    east, north = last[best] - first[best]
    x, y = (first[best] + 2 * middle[best] + last[best]) / 4
    return Stretch((float(x), float(y)), _upright(-math.degrees(math.atan2(north, east))))


def _at(
    places: "NDArray[np.float64]", along: "NDArray[np.float64]", where: "NDArray[np.float64]"
) -> "NDArray[np.float64]":
    import numpy as np

    return np.stack([np.interp(where, along, places[:, axis]) for axis in (0, 1)], axis=1)


def _upright(angle: float) -> float:
    if angle > 90:
        return angle - 180
    return angle + 180 if angle <= -90 else angle
