"""Streets beneath a round where the hub added a map file: asked for off the GUI thread, kept, laid down."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap

from desktop.domain.map_plan import Box
from desktop.jobs.runner import JobRunner, Problem
from desktop.services.map_tiles import MapTiles
from desktop.ui.map.raster import TILE, Sheet, Tile
from desktop.ui.map.street_raster import draw_streets

MOST_KEPT = 32 << 20
"""Bytes of pictures kept besides those on show; a tile takes 256 KB at one pixel to the point."""
MOST_AT_ONCE = 24
"""Tiles of one question: the view of a laptop; a larger one is drawn in strips, from the middle."""
ReadStreets = Callable[[], MapTiles | None]


class StreetLayer(QObject):
    """Tiles of the map file by sheet; nothing at all where there is no map file.

    Signals:
        arrived: there is more to draw.
        lost: the file cannot be used now: what is wrong, and what to do.
    """

    arrived = Signal()
    lost = Signal(str, str)

    def __init__(self, jobs: JobRunner, read: ReadStreets, parent: QObject) -> None:
        """Make it, empty.

        Args:
            jobs: runs the reading.
            read: gives the reader of the map file, or None; opens nothing.
            parent: the owner.
        """
        super().__init__(parent)
        self._jobs, self._read = jobs, read
        self._kept: OrderedDict[tuple[Sheet, Tile], QImage | QPixmap | None] = OrderedDict()
        self._busy = False
        self._wanted: tuple[Sheet, Box] | None = None
        self._told: MapTiles | None = None
        self.tiles: MapTiles | None = None
        self.is_lost = False
        self.year = 0

    @property
    def size(self) -> int:
        """Bytes that the pictures kept take."""
        return sum(sheet.side**2 * 4 for (sheet, _tile), made in self._kept.items() if made is not None)

    @property
    def is_here(self) -> bool:
        """Whether a map file is used now."""
        return self.tiles is not None and not self.is_lost

    def look_again(self) -> None:
        """See which file is to be used, and try again one that could not be."""
        tiles = self._read()
        if tiles is not self.tiles or self.is_lost:
            self.tiles, self.is_lost, self.year = tiles, False, 0
            self._kept.clear()
            self.arrived.emit()

    def want(self, sheet: Sheet, box: Box) -> None:
        """Ask for what is missing in a box and then around it; one question at a time.

        Args:
            sheet: what the tiles are drawn for.
            box: what the view shows.
        """
        self._wanted = sheet, box
        tiles = self.tiles
        if self._busy or tiles is None or self.is_lost:
            return
        missing = self._missing(sheet, box) or self._missing(sheet, box.grown(sheet.metres / 2))
        if not missing:
            return
        self._busy = True
        middle = -box.middle[1] / sheet.metres
        missing = sorted(missing, key=lambda tile: abs(tile[1] + 0.5 - middle))[:MOST_AT_ONCE]
        self._jobs.read(
            lambda: (tiles, sheet, draw_streets(tiles, sheet, missing), tiles.facts().year),
            self._on_drawn,
            lambda problem: self._on_problem(tiles, problem),
            settled=self._on_settled,
        )

    def paint(self, painter: QPainter, sheet: Sheet, box: Box, origin: QPointF) -> None:
        """Lay down the streets, over the dots of the ground.

        Args:
            painter: in device-independent px of the view.
            sheet: what the view is drawn for.
            box: what the view shows.
            origin: where in the view the grid's origin would be.
        """
        for tile in sheet.tiles(box):
            made = self._kept.get((sheet, tile))
            if isinstance(made, QImage):  # a picture of the screen only once it is seen
                ratio = sheet.ratio
                made = QPixmap.fromImage(made)
                made.setDevicePixelRatio(ratio)
                self._kept[sheet, tile] = made
            if made is not None:
                self._kept.move_to_end((sheet, tile))
                x, y = tile[0] * TILE + origin.x(), tile[1] * TILE + origin.y()
                painter.drawPixmap(round(x), round(y), made)

    def covers(self, sheet: Sheet, box: Box) -> bool:
        """Whether streets are drawn somewhere in a box."""
        return any(self._kept.get((sheet, tile)) is not None for tile in sheet.tiles(box))

    def _missing(self, sheet: Sheet, box: Box) -> Sequence[Tile]:
        return [tile for tile in sheet.tiles(box) if (sheet, tile) not in self._kept]

    def _on_drawn(self, drawn: tuple[MapTiles, Sheet, dict[Tile, QImage | None], int]) -> None:
        tiles, sheet, found, year = drawn
        if tiles is not self.tiles:
            return
        self.year = year
        for tile, made in found.items():
            self._kept[sheet, tile] = made
        self._let_go()
        self.arrived.emit()

    def _let_go(self) -> None:
        """Let the oldest go; never what is on show, or it would be asked for without end."""
        shown = set()
        if self._wanted is not None:
            sheet, box = self._wanted
            shown = {(sheet, tile) for tile in sheet.tiles(box.grown(sheet.metres))}
        over = self.size - MOST_KEPT
        for key in [key for key in self._kept if key not in shown]:
            if over <= 0:
                return
            over -= key[0].side ** 2 * 4 if self._kept.pop(key) is not None else 0

    def _on_problem(self, tiles: MapTiles, problem: Problem) -> None:
        """Go on without the file, and say so once for each file."""
        if tiles is not self.tiles:
            return
        self.is_lost = True
        self._kept.clear()
        if self._told is not tiles:
            self._told = tiles
            self.lost.emit(str(problem), getattr(problem, "remedy", ""))
        self.arrived.emit()

    def _on_settled(self) -> None:
        self._busy = False
        if self._wanted is not None:
            self.want(*self._wanted)
