"""Names of wards and sectors on the ground: the larger first, none over another, fewer from far away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from desktop.domain.map_plan import Box, Point, crosses
from desktop.services.map_ground import GroundName, NameKind
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight
from desktop.ui.map.colours import GROUND, fixed

APART = {NameKind.WARD: 36.0, NameKind.SECTOR: 30.0}
"""Px at 100% kept free around a name, so that names stay few."""
FEWEST_UNITS_A_PX = {NameKind.WARD: 3.0, NameKind.SECTOR: 5.0}
"""Postcodes a name needs for each metre to a px: from far away only the large ones are named."""
_HALO = 3.0
_SEAM = ((-2, 0), (2, 0), (0, -2), (0, 2), (-1, -1), (1, -1), (-1, 1), (1, 1))
"""Whole px, so that each letter is drawn from one picture of it."""
NEW_A_FRAME = 12
"""Names drawn for the first time in one frame at most, so that no frame is late."""


_PATCH = 128.0
"""Px of the squares by which taken room is looked up."""


@dataclass(frozen=True, slots=True)
class PlacedName:
    """A name and where its words stand, in px from the grid's origin."""

    name: GroundName
    rect: QRectF


Measure = Callable[[GroundName], tuple[float, float]]


def place_names(
    names: Sequence[GroundName],
    scale: float,
    taken: Sequence[QRectF],
    measure: Measure,
    way: Sequence[Point] = (),
) -> list[PlacedName]:
    """Choose the names that have room.

    Args:
        names: those that matter most first.
        scale: metres to a px.
        taken: what must not be covered, such as pins, in px from the grid's origin.
        measure: how wide and how high the words of a name are, in px.
        way: where the line turns, in metres; no name lies on it.

    Returns:
        The chosen ones, in the order given. No two overlap and none covers what is taken.
    """
    placed: list[PlacedName] = []
    used, pins, legs = Room(), Room(), list(pairwise(way))
    for rect in taken:
        pins.take((rect.left(), rect.top(), rect.right(), rect.bottom()))
    for name in names:
        if name.units < FEWEST_UNITS_A_PX[name.kind] * scale / 2:
            continue
        (wide, high), free = measure(name), APART[name.kind]
        left, top = name.at[0] / scale - wide / 2, -name.at[1] / scale - high / 2
        own = (left, top, left + wide, top + high)
        around = (left - free, top - free / 2, left + wide + free, top + high + free / 2)
        if not (used.is_free(around) and pins.is_free(own)) or _on_line(
            name, wide * scale, high * scale, legs
        ):
            continue
        placed.append(PlacedName(name, QRectF(left, top, wide, high)))
        used.take(own)
    return placed


def _on_line(name: GroundName, wide: float, high: float, legs: Sequence[tuple[Point, Point]]) -> bool:
    east, north = name.at
    box = Box(east - wide / 2, north - high / 2, east + wide / 2, north + high / 2)
    return any(crosses(box, one, other) for one, other in legs)


Edges = tuple[float, float, float, float]
"""Left, top, right and bottom in px."""


class Room:
    """What is taken of the map, by patches, so that a look at one place asks only what is near."""

    def __init__(self) -> None:
        self._taken: dict[tuple[int, int], list[Edges]] = {}

    def take(self, edges: Edges) -> None:
        """Take a rectangle."""
        for patch in self._patches(edges):
            self._taken.setdefault(patch, []).append(edges)

    def is_free(self, edges: Edges) -> bool:
        """Whether nothing that was taken lies in a rectangle."""
        left, top, right, bottom = edges
        return not any(
            one[0] < right and left < one[2] and one[1] < bottom and top < one[3]
            for patch in self._patches(edges)
            for one in self._taken.get(patch, ())
        )

    @staticmethod
    def _patches(edges: Edges) -> list[tuple[int, int]]:
        left, top, right, bottom = (int(edge // _PATCH) for edge in edges)
        return [(column, row) for column in range(left, right + 1) for row in range(top, bottom + 1)]


def measure_name(name: GroundName) -> tuple[float, float]:
    """How wide and how high the words of a name are at the present text size."""
    return _measured(name.text, name.kind, theme().scale)


@lru_cache(maxsize=8000)
def _measured(text: str, kind: NameKind, scale: int) -> tuple[float, float]:
    metrics = _metrics(kind, scale)
    return metrics.horizontalAdvance(text), metrics.height()


@lru_cache(maxsize=16)
def _metrics(kind: NameKind, _scale: int) -> QFontMetricsF:
    return QFontMetricsF(name_font(kind))


def name_font(kind: NameKind) -> QFont:
    """Wards as place names, sectors as the code on a street sign."""
    if kind is NameKind.WARD:
        return theme().font(Size.SECTION, Weight.SEMI)
    return theme().font(Size.KEY, Weight.MEDIUM)


def paint_names(painter: QPainter, placed: Sequence[PlacedName], origin: QPointF, room: QRectF) -> bool:
    """Draw the names that are in sight.

    Args:
        painter: in px of the view.
        placed: the names chosen.
        origin: where in the view the grid's origin would be.
        room: the view.

    Returns:
        Whether all are drawn; where many are new, the rest come with the next frames.
    """
    device = painter.device()
    ratio = device.devicePixelRatioF() if device else 1.0
    until = _picture.cache_info().misses + NEW_A_FRAME
    for one in placed:
        rect = one.rect.translated(origin)
        if rect.intersects(room):
            if _picture.cache_info().misses >= until:
                return False
            picture = _picture(one.name.text, one.name.kind, theme().scale, ratio)
            painter.drawPixmap(round(rect.left() - px(_HALO)), round(rect.top() - px(_HALO)), picture)
    return True


@lru_cache(maxsize=600)
def _picture(text: str, kind: NameKind, _scale: int, ratio: float) -> QPixmap:
    """The words with a seam of ground around them, drawn once."""
    font = name_font(kind)
    metrics = QFontMetricsF(font)
    edge = px(_HALO)
    wide, high = metrics.horizontalAdvance(text) + 2 * edge, metrics.height() + 2 * edge
    made = QPixmap(round(wide * ratio), round(high * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(QColor(Qt.GlobalColor.transparent))
    at = QPointF(edge, edge + metrics.ascent())
    painter = QPainter(made)
    painter.setFont(font)
    painter.setPen(QColor(GROUND))
    for right, down in _SEAM:
        painter.drawText(QPointF(at.x() + right, at.y() + down), text)
    painter.setPen(fixed("ink2" if kind is NameKind.WARD else "ink3"))
    painter.drawText(at, text)
    painter.end()
    return made
