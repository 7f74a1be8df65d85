"""Names of streets, parks and waters of a map file: along their streets, off pins, line and other names."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, radians, sin

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QTransform

from desktop.domain.map_plan import Box, Point, crosses
from desktop.domain.zoomstack import NameLook
from desktop.jobs.runner import JobRunner, Problem
from desktop.services.map_tiles import MapName, MapTiles
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight
from desktop.ui.map.colours import GROUND, NAME_TONES, fixed
from desktop.ui.map.names import PlacedName, Room

NEW_A_FRAME = 5
"""Names drawn for the first time in one frame at most, so that no frame is late."""
APART = 140.0
"""Px at 100% between two of the same name at least."""
_LETTER = 0.56
"""How wide a letter is for the size of its font, on the average and a little more."""
_SEAM = 3.0
_BITS = 4
"""Boxes a turned name is taken for, so that the room beside it stays free."""
_EDGE = 4.0
Edges = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PlacedStreet:
    """A name with room, and its middle in px from the grid's origin."""

    name: MapName
    at: QPointF


class StreetNameLayer(QObject):
    """The names of the map file on show.

    Signals:
        arrived: there is more to draw.
    """

    arrived = Signal()

    def __init__(self, jobs: JobRunner, parent: QObject) -> None:
        """Make it, empty.

        Args:
            jobs: runs the reading.
            parent: the owner.
        """
        super().__init__(parent)
        self._jobs = jobs
        self._asked: tuple[MapTiles, float, Box] | None = None
        self._names: Sequence[MapName] = ()
        self._scale = 0.0
        self.placed: Sequence[PlacedStreet] = ()

    def clear(self) -> None:
        """Forget every name: there is no map file now."""
        self._asked, self._names, self.placed = None, (), ()

    def want(self, tiles: MapTiles, scale: float, box: Box) -> None:
        """Ask for the names of a box and what lies around it, unless they are known.

        Args:
            tiles: reads the map file.
            scale: metres to a px.
            box: what the view shows.
        """
        asked = self._asked
        if asked is not None and asked[0] is tiles and asked[1] == scale and asked[2].holds(box):
            return
        region = box.grown(max(box.width, box.height) / 4)
        self._asked = tiles, scale, region
        letter = street_font(NameLook.STREET).pixelSize() * _LETTER
        self._jobs.read(
            lambda: (scale, tiles.names(region, scale, letter)),
            self._on_read,
            self._on_problem,
            key=f"streets-{id(self)}",
        )

    def place(
        self, scale: float, pins: Sequence[QRectF], names: Sequence[PlacedName], way: Sequence[Point]
    ) -> None:
        """Choose those that have room.

        Args:
            scale: metres to a px.
            pins: where pins are, in px from the grid's origin.
            names: the wards and sectors on show, which come first.
            way: where the line turns, in metres.
        """
        if scale == self._scale:
            taken = [*pins, *(one.rect for one in names)]
            self.placed = place_streets(self._names, scale, taken, way)

    def paint(self, painter: QPainter, scale: float, origin: QPointF, room: QRectF) -> None:
        """Draw the names in sight; those of another scale are left out until theirs come."""
        if scale == self._scale and not paint_streets(painter, self.placed, origin, room):
            QTimer.singleShot(0, self, self.arrived.emit)

    def _on_problem(self, _problem: Problem) -> None:
        """The layer of streets tells of it; without the file there is nothing to name."""
        self.clear()

    def _on_read(self, read: tuple[float, Sequence[MapName]]) -> None:
        self._scale, self._names = read
        self.placed = ()
        self.arrived.emit()


def place_streets(
    names: Sequence[MapName], scale: float, taken: Sequence[QRectF], way: Sequence[Point] = ()
) -> list[PlacedStreet]:
    """Choose the names that have room.

    Args:
        names: those that matter most first.
        scale: metres to a px.
        taken: what must not be covered, in px from the grid's origin.
        way: where the line turns, in metres; no name lies on it.

    Returns:
        The chosen ones; none covers another or what is taken, and the same name does not come again nearby.
    """
    room, again, placed = Room(), dict[str, list[Point]](), []
    for rect in taken:
        room.take((rect.left(), rect.top(), rect.right(), rect.bottom()))
    legs = [((a[0] / scale, -a[1] / scale), (b[0] / scale, -b[1] / scale)) for a, b in pairwise(way)]
    for name in names:
        at = name.at[0] / scale, -name.at[1] / scale
        near = again.setdefault(name.text, [])
        if any(abs(at[0] - x) + abs(at[1] - y) < px(APART) for x, y in near):
            continue
        boxes = _boxes(name, at)
        if not all(room.is_free(one) for one in boxes) or _on_line(boxes, legs):
            continue
        for one in boxes:
            room.take(one)
        near.append(at)
        placed.append(PlacedStreet(name, QPointF(*at)))
    return placed


def _boxes(name: MapName, at: Point) -> list[Edges]:
    """The boxes a name takes: some along it where it is turned."""
    wide, high = _measured(name.text, name.look, theme().scale)
    turn = radians(name.angle)
    count = _BITS if name.angle else 1
    half_w = (abs(cos(turn)) * wide / count + abs(sin(turn)) * high) / 2 + _EDGE
    half_h = (abs(sin(turn)) * wide / count + abs(cos(turn)) * high) / 2 + _EDGE
    found = []
    for bit in range(count):
        along = wide * ((bit + 0.5) / count - 0.5)
        x, y = at[0] + along * cos(turn), at[1] + along * sin(turn)
        found.append((x - half_w, y - half_h, x + half_w, y + half_h))
    return found


def _on_line(boxes: Sequence[Edges], legs: Sequence[tuple[Point, Point]]) -> bool:
    return any(crosses(Box(*box), one, other) for box in boxes for one, other in legs)


def street_font(look: NameLook) -> QFont:
    """Streets upright, green and water slanted as on the maps people know."""
    font = QFont(theme().font(Size.KEY if look is NameLook.STREET else Size.SECOND, Weight.MEDIUM))
    font.setItalic(look is not NameLook.STREET)
    return font


@lru_cache(maxsize=4000)
def _measured(text: str, look: NameLook, _scale: int) -> tuple[float, float]:
    metrics = QFontMetricsF(street_font(look))
    return metrics.horizontalAdvance(text), metrics.height()


def paint_streets(painter: QPainter, placed: Sequence[PlacedStreet], origin: QPointF, room: QRectF) -> bool:
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
        at = one.at + origin
        reach = _measured(one.name.text, one.name.look, theme().scale)[0]
        if not room.adjusted(-reach, -reach, reach, reach).contains(at):
            continue
        if _picture.cache_info().misses >= until:
            return False
        made = _picture(one.name.text, one.name.look, round(one.name.angle), theme().scale, ratio)
        size = made.deviceIndependentSize()
        painter.drawPixmap(round(at.x() - size.width() / 2), round(at.y() - size.height() / 2), made)
    return True


@lru_cache(maxsize=400)
def _picture(text: str, look: NameLook, angle: int, scale: int, ratio: float) -> QPixmap:
    """The words with a seam of ground around them, turned, drawn once."""
    wide, high = _measured(text, look, scale)
    turn, edge = radians(angle), 2 * px(_SEAM)
    across = abs(cos(turn)) * wide + abs(sin(turn)) * high + edge
    down = abs(sin(turn)) * wide + abs(cos(turn)) * high + edge
    made = QPixmap(round(across * ratio), round(down * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(QColor(0, 0, 0, 0))
    metrics = QFontMetricsF(street_font(look))
    words = QPainterPath()
    words.addText(QPointF(-wide / 2, (metrics.ascent() - metrics.descent()) / 2), street_font(look), text)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(QTransform.fromTranslate(across / 2, down / 2).rotate(angle))
    seam = QPen(QColor(GROUND), px(_SEAM))
    painter.strokePath(words, seam)
    painter.fillPath(words, fixed(NAME_TONES[look]))
    painter.end()
    return made
