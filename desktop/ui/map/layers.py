"""What lies beneath pins and line, from the lowest: dots of the ground, streets of a map file, names."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QPainter

from desktop.domain.map_plan import Box, Point
from desktop.jobs.runner import JobRunner
from desktop.ui.map.ground import GroundLayer, ReadGround, fill
from desktop.ui.map.name_layer import NameLayer
from desktop.ui.map.raster import Sheet
from desktop.ui.map.street_names import StreetNameLayer
from desktop.ui.map.streets import ReadStreets, StreetLayer


class Layers(QObject):
    """The layers of a map.

    Signals:
        arrived: there is more to draw.
    """

    arrived = Signal()

    def __init__(self, jobs: JobRunner, read: ReadGround, streets: ReadStreets, parent: QObject) -> None:
        """Make them, empty.

        Args:
            jobs: runs the reading.
            read: gives the ground; called on a reading thread.
            streets: gives the map file, or None.
            parent: the owner.
        """
        super().__init__(parent)
        self.ground = GroundLayer(jobs, read, self)
        self.names = NameLayer(jobs, read, self)
        self.streets = StreetLayer(jobs, streets, self)
        self.street_names = StreetNameLayer(jobs, self)
        self._scale = 0.0
        self._taken: Sequence[QRectF] = ()
        self._way: Sequence[Point] = ()
        self.names.arrived.connect(self._place_streets)
        self.street_names.arrived.connect(self._place_streets)
        for layer in (self.ground, self.names, self.streets, self.street_names):
            layer.arrived.connect(self.arrived)

    def want(self, sheet: Sheet, box: Box) -> None:
        """Ask for what a box needs.

        Args:
            sheet: what the view is drawn for.
            box: what it shows.
        """
        self.ground.want(sheet, box)
        self.names.want(sheet.scale, box)
        self.streets.want(sheet, box)
        tiles = self.streets.tiles
        if tiles is not None and self.streets.is_here:
            self.street_names.want(tiles, sheet.scale, box)

    def set_taken(self, scale: float, taken: Sequence[QRectF], way: Sequence[Point]) -> None:
        """Keep names off pins and line.

        Args:
            scale: metres to a px.
            taken: where pins are, in px from the grid's origin.
            way: where the line turns, in metres.
        """
        self._scale, self._taken, self._way = scale, taken, way
        self.names.set_taken(scale, taken, way)
        self._place_streets()

    def place_again(self) -> None:
        """Measure names anew, after the text size changed."""
        self.names.place_again()
        self._place_streets()

    def paint(self, painter: QPainter, sheet: Sheet, box: Box, origin: QPointF, room: QRectF) -> None:
        """Draw what is there.

        Args:
            painter: in device-independent px of the view.
            sheet: what the view is drawn for.
            box: what it shows.
            origin: where in the view the grid's origin would be.
            room: the view.
        """
        fill(painter, room)
        self.ground.paint(painter, sheet, box, origin)
        if self.streets.is_here:
            self.streets.paint(painter, sheet, box, origin)
            self.street_names.paint(painter, sheet.scale, origin, room)
        self.names.paint(painter, sheet.scale, origin, room)

    def _place_streets(self) -> None:
        self.street_names.place(self._scale, self._taken, self.names.placed, self._way)
