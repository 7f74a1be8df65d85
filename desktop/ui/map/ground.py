"""The ground under a round: tiles asked for off the GUI thread, kept, and laid down where the view is."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from desktop.domain.map_plan import Box, scale_length
from desktop.jobs.runner import JobRunner, Problem
from desktop.services.map_ground import MapGround
from desktop.ui.map.colours import GRID, GROUND, dot_table
from desktop.ui.map.raster import TILE, Sheet, Tile, draw_tiles

MOST_KEPT = 160
"""Tiles kept, of 256 KB each at one pixel to the point; some four screens."""
_GRID_APART = 90
"""Px between the lines of the plain grid, at least a half and at most the whole of it."""
ReadGround = Callable[[], MapGround]


class GroundLayer(QObject):
    """Tiles by sheet, or a plain grid where there is no ground to show.

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
        self._kept: OrderedDict[tuple[Sheet, Tile], bytes | QPixmap] = OrderedDict()
        self._busy = False
        self._wanted: tuple[Sheet, Box] | None = None
        self.is_plain = False

    @property
    def kept(self) -> int:
        """How many tiles are kept."""
        return len(self._kept)

    def look_at(self, home: Box) -> None:
        """Find out whether there are any postcodes around a round; without, its ground is a plain grid.

        Args:
            home: the round and what lies around it.
        """
        self._jobs.read(
            lambda: self._read().dots(home, home.width / 8).east.size == 0,
            self._on_looked,
            self._on_problem,
            key=f"ground-at-{id(self)}",
        )

    def want(self, sheet: Sheet, box: Box) -> None:
        """Ask for what is missing in a box and a ring of tiles around it; one question at a time.

        Args:
            sheet: what the tiles are drawn for.
            box: what the view shows.
        """
        self._wanted = sheet, box
        missing = self._missing(sheet, box)
        if self._busy or self.is_plain or not missing:
            return
        self._busy = True
        around = self._missing(sheet, box.grown(sheet.metres))
        self._jobs.read(
            lambda: (sheet, draw_tiles(self._read(), sheet, around)),
            self._on_drawn,
            self._on_problem,
            settled=self._on_settled,
        )

    def paint(self, painter: QPainter, sheet: Sheet, box: Box, origin: QPointF) -> None:
        """Lay down the ground.

        Args:
            painter: in device-independent px of the view.
            sheet: what the view is drawn for.
            box: what the view shows.
            origin: where in the view the grid's origin would be.
        """
        if self.is_plain:
            self._paint_grid(painter, sheet, box, origin)
            return
        for tile in sheet.tiles(box):
            made = self._kept.get((sheet, tile))
            if isinstance(made, bytes) and made:  # a picture only once it is seen: most never are
                made = self._kept[sheet, tile] = _pixmap(made, sheet)
            if isinstance(made, QPixmap):
                self._kept.move_to_end((sheet, tile))
                x, y = tile[0] * TILE + origin.x(), tile[1] * TILE + origin.y()
                painter.drawPixmap(round(x), round(y), made)

    def _missing(self, sheet: Sheet, box: Box) -> Sequence[Tile]:
        return [tile for tile in sheet.tiles(box) if (sheet, tile) not in self._kept]

    def _paint_grid(self, painter: QPainter, sheet: Sheet, box: Box, origin: QPointF) -> None:
        apart = scale_length(sheet.scale, _GRID_APART)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(GRID), 1))
        left, right = box.west / sheet.scale + origin.x(), box.east / sheet.scale + origin.x()
        top, bottom = -box.north / sheet.scale + origin.y(), -box.south / sheet.scale + origin.y()
        for step in range(int(box.west // apart), int(box.east // apart) + 2):
            x = round(step * apart / sheet.scale + origin.x())
            painter.drawLine(x, int(top), x, int(bottom) + 1)
        for step in range(int(-box.north // apart), int(-box.south // apart) + 2):
            y = round(step * apart / sheet.scale + origin.y())
            painter.drawLine(int(left), y, int(right) + 1, y)

    def _on_looked(self, plain: bool) -> None:
        if plain != self.is_plain:
            self.is_plain = plain
            self.arrived.emit()

    def _on_problem(self, _problem: Problem) -> None:
        """The list of postcodes cannot be used; the start page has said so, the map works on without."""
        self._on_looked(True)

    def _on_drawn(self, drawn: tuple[Sheet, dict[Tile, bytes]]) -> None:
        sheet, found = drawn
        for tile, levels in found.items():
            self._kept[sheet, tile] = levels
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        self.arrived.emit()

    def _on_settled(self) -> None:
        self._busy = False
        if self._wanted is not None:
            self.want(*self._wanted)


def _pixmap(levels: bytes, sheet: Sheet) -> QPixmap:
    side = sheet.side
    image = QImage(levels, side, side, side, QImage.Format.Format_Indexed8)
    image.setColorTable(dot_table())
    made = QPixmap.fromImage(image, Qt.ImageConversionFlag.ColorOnly)
    made.setDevicePixelRatio(sheet.ratio)
    return made


def fill(painter: QPainter, rect: QRectF) -> None:
    """Paint the bare ground, on which tiles are laid."""
    painter.fillRect(rect, QColor(GROUND))
