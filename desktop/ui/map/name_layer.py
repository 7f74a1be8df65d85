"""Names read for a stretch around the view, and read again when the view leaves it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter

from desktop.domain.map_plan import Box, Point
from desktop.jobs.runner import JobRunner, Problem
from desktop.services.map_ground import GroundName
from desktop.ui.map.ground import ReadGround
from desktop.ui.map.names import PlacedName, measure_name, paint_names, place_names


class NameLayer(QObject):
    """The names on show.

    Signals:
        arrived: there is more to draw.
    """

    arrived = Signal()

    def __init__(self, jobs: JobRunner, read: ReadGround, parent: QObject) -> None:
        """Make it, empty.

        Args:
            jobs: runs the reading.
            read: gives the ground; called on a reading thread.
            parent: the owner.
        """
        super().__init__(parent)
        self._jobs, self._read = jobs, read
        self._asked: tuple[float, Box] | None = None
        self._names: Sequence[GroundName] = ()
        self._scale = 0.0
        self._taken: Sequence[QRectF] = ()
        self._way: Sequence[Point] = ()
        self.placed: Sequence[PlacedName] = ()

    def want(self, scale: float, box: Box) -> None:
        """Ask for the names of a box and half as much again on every side, unless they are known.

        Args:
            scale: metres to a px.
            box: what the view shows.
        """
        if self._asked is not None and self._asked[0] == scale and self._asked[1].holds(box):
            return
        region = box.grown(max(box.width, box.height) / 2)
        self._asked = scale, region
        self._jobs.read(
            lambda: (scale, self._read().names(region, scale)),
            self._on_read,
            self._on_problem,
            key=f"names-{id(self)}",
        )

    def set_taken(self, scale: float, taken: Sequence[QRectF], way: Sequence[Point]) -> None:
        """Keep names off pins and line.

        Args:
            scale: metres to a px.
            taken: where pins are, in px from the grid's origin.
            way: where the line turns, in metres.
        """
        self._taken, self._way = taken, way
        if scale == self._scale:
            self._place()

    def place_again(self) -> None:
        """Measure anew, after the text size changed."""
        self._place()

    def paint(self, painter: QPainter, scale: float, origin: QPointF, room: QRectF) -> None:
        """Draw the names in sight; those of another scale are left out until theirs come."""
        if scale == self._scale and not paint_names(painter, self.placed, origin, room):
            QTimer.singleShot(0, self, self.arrived.emit)

    def _on_problem(self, _problem: Problem) -> None:
        """Without postcodes there is nothing to name."""
        self._names = ()

    def _on_read(self, read: tuple[float, Sequence[GroundName]]) -> None:
        self._scale, self._names = read
        self._place()
        self.arrived.emit()

    def _place(self) -> None:
        self.placed = place_names(self._names, self._scale, self._taken, measure_name, self._way)
