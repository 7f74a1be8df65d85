"""The map on which an area is picked: its postcodes as points, in, out, new and gone, each by its shape."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from db.gazetteer import UnitPlace
from desktop.domain.area_picks import covers
from desktop.domain.map_plan import Box, Point, around
from desktop.domain.postcodes import sector
from desktop.jobs.runner import JobRunner
from desktop.ui.base.i18n import tr
from desktop.ui.base.spoken import announce
from desktop.ui.base.theme import px
from desktop.ui.map.colours import fixed
from desktop.ui.map.ground import ReadGround
from desktop.ui.map.streets import ReadStreets
from desktop.ui.map.view import GroundView, scene_point

LEAST_SHOWN = 1_200.0
"""Metres the view shows at least from side to side when all of an area is shown."""
FAR = 23.0
"""Metres to a px beyond which postcodes lie too close to be told apart."""
_REACH = 14
"""Px at 100% from a point within which a press means it."""
_STILL = 4
"""Px the pointer may move in a press that is no drag."""


class Tool(StrEnum):
    """What the pointer does to the points it drags over; a press on one always turns it round."""

    MOVE = "move"
    TAKE_IN = "take_in"
    TAKE_OUT = "take_out"


class State(StrEnum):
    """How a postcode stands to the area."""

    OUTSIDE = "outside"
    STAYS = "stays"
    NEW = "new"
    GONE = "gone"


class AreaMapView(GroundView):
    """The map.

    Signals:
        pressed: a postcode was pressed, or Space pressed over it.
        swept: postcodes dragged over with a tool in hand.
        too_many: whether postcodes are too close here to be picked.
    """

    pressed = Signal(str)
    swept = Signal(list)
    too_many = Signal(bool)

    def __init__(
        self, jobs: JobRunner, read: ReadGround, streets: ReadStreets, parent: QWidget | None = None
    ) -> None:
        """Make it, empty; arguments as for `GroundView`."""
        self.units: Sequence[UnitPlace] = ()
        self.tool = Tool.MOVE
        self.by_sector = False
        self._jobs, self._read = jobs, read
        self._home: Box | None = None
        self._was: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
        self._is = self._was
        self._points: dict[State, QPolygonF] = {}
        self._gone: Sequence[QPointF] = ()
        self._from: QPoint | None = None
        self._drag: QRect | None = None
        super().__init__(jobs, read, streets, parent)
        self.setAccessibleName(tr("Map of the area"))
        self.setAccessibleDescription(
            tr("Arrow keys move the map, plus and minus zoom, 0 shows all. Space takes in or out what is in")
            + " "
            + tr("the middle. The list beside it says the same.")
        )
        self.moved.connect(self._tell_middle)

    # what is shown

    def home(self) -> Box | None:
        """The whole area."""
        return self._home

    def show_places(self, places: Sequence[Point]) -> None:
        """Show the stretch that holds places."""
        if places:
            self._home = around(places, LEAST_SHOWN)
            self.reach()
            self.fit()

    def show_area(
        self, was: tuple[frozenset[str], frozenset[str]], now: tuple[frozenset[str], frozenset[str]]
    ) -> None:
        """Draw an area as it was saved and as it is picked: each its parts, and its wards by code."""
        self._was, self._is = was, now
        self._sort_points()

    def show_units(self, units: Sequence[UnitPlace] | None) -> None:
        """Draw the postcodes of the stretch on show; None where there are too many."""
        self.units = units or ()
        self.too_many.emit(units is None)
        self._sort_points()
        self._tell_middle()

    def state_of(self, unit: UnitPlace) -> State:
        """How a postcode stands."""
        was, now = _within(self._was, unit), _within(self._is, unit)
        if was:
            return State.STAYS if now else State.GONE
        return State.NEW if now else State.OUTSIDE

    def is_in(self, unit: UnitPlace) -> bool:
        """Whether a postcode is in the area as it is picked now."""
        return self.state_of(unit) in (State.STAYS, State.NEW)

    def set_tool(self, tool: object) -> None:
        """Take a tool in hand."""
        self.tool = Tool(str(tool))
        drags = self.DragMode.ScrollHandDrag if self.tool is Tool.MOVE else self.DragMode.NoDrag
        self.setDragMode(drags)
        self.viewport().setCursor(
            Qt.CursorShape.OpenHandCursor if self.tool is Tool.MOVE else Qt.CursorShape.CrossCursor
        )

    def part_of(self, unit: UnitPlace) -> str:
        """What a press on a postcode means: the postcode, or its sector."""
        return sector(unit.postcode) if self.by_sector else unit.postcode

    def near(self, at: QPoint, reach: float) -> UnitPlace | None:
        """The postcode nearest to a place in the view, within so many px."""
        place = self.mapToScene(at)
        most = (reach * self.scale_now) ** 2

        def apart(unit: UnitPlace) -> float:
            return (unit.easting - place.x()) ** 2 + (-unit.northing - place.y()) ** 2

        found = min(self.units, key=apart, default=None)
        return found if found is not None and apart(found) <= most else None

    def middle_unit(self) -> UnitPlace | None:
        """The postcode the keyboard means: the nearest to the middle of the view."""
        room = self.viewport().rect()
        return self.near(room.center(), min(room.width(), room.height()) / 2)

    # drawing

    def drawForeground(self, painter: QPainter, _rect: QRectF | QRect) -> None:
        """Points by how they stand, each by a shape of its own; then the drag and what the keyboard means."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for state, width, token in (
            (State.OUTSIDE, 5, "ink2"),
            (State.STAYS, 10, "accent"),
            (State.NEW, 13, "accent"),
            (State.GONE, 13, "danger"),
        ):
            found = self._points.get(state)
            if not found:
                continue
            _dots(painter, found, px(width) + 3, "surface")
            _dots(painter, found, px(width), token)
            if state is State.NEW:  # a ring
                _dots(painter, found, px(width) - px(7), "surface")
            elif state is State.GONE:  # a bar across
                _bars(painter, self._gone, px(width) - px(6), self.scale_now)
        painter.resetTransform()
        if self._drag is not None:
            painter.setPen(QPen(fixed("accent"), 2, Qt.PenStyle.DashLine))
            painter.drawRect(self._drag)
        if self.hasFocus() and (unit := self.middle_unit()) is not None:
            at = self.mapFromScene(scene_point((unit.easting, unit.northing)))
            painter.setPen(QPen(fixed("ink"), 2))
            painter.drawEllipse(QPointF(at), px(11), px(11))
        painter.restore()

    # Qt overrides

    def sizeHint(self) -> QSize:
        """As small as it may be: it takes what room there is."""
        return QSize(px(300), px(260))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space takes what is in the middle in or out; else as every map."""
        unit = self.middle_unit() if event.key() == Qt.Key.Key_Space and not event.modifiers() else None
        if unit is not None:
            self.pressed.emit(unit.postcode)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a press or a drag."""
        self._from = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw a box over what is dragged, with a tool in hand."""
        here = event.position().toPoint()
        if self._from is not None and self.tool is not Tool.MOVE:
            self._drag = QRect(self._from, here).normalized()
            self.viewport().update()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Turn round what was pressed, or take in or out what was dragged over."""
        super().mouseReleaseEvent(event)
        begun, here, drag = self._from, event.position().toPoint(), self._drag
        self._from = self._drag = None
        if begun is None:
            return
        if (here - begun).manhattanLength() <= _STILL:
            unit = self.near(here, px(_REACH))
            if unit is not None:
                self.pressed.emit(unit.postcode)
        elif drag is not None:
            held = self.mapToScene(drag).boundingRect()
            self.swept.emit([one for one in self.units if held.contains(_place(one))])
        self.viewport().update()

    # steps

    def _ask(self) -> None:
        super()._ask()
        box, read = self.box(), self._read
        if self.scale_now > FAR:
            self.show_units(None)
        elif self.isVisible():
            self._jobs.read(lambda: read().units(box), self.show_units, key=f"area-units-{id(self)}")

    def _sort_points(self) -> None:
        found: dict[State, list[QPointF]] = {state: [] for state in State}
        for unit in self.units:
            found[self.state_of(unit)].append(_place(unit))
        self._points = {state: QPolygonF(points) for state, points in found.items()}
        self._gone = found[State.GONE]
        self.viewport().update()

    def _tell_middle(self) -> None:
        unit = self.middle_unit() if self.hasFocus() else None
        if unit is not None:
            announce(self, state_words(self.part_of(unit), self.state_of(unit)))


def state_words(part: str, state: State) -> str:
    """A part and how it stands, in words."""
    if state in (State.STAYS, State.NEW):
        return tr("{part} is in", part=part)
    return tr("{part} is not in", part=part)


def _within(area: tuple[frozenset[str], frozenset[str]], unit: UnitPlace) -> bool:
    parts, wards = area
    return unit.ward_code in wards or covers(parts, unit.postcode)


def _place(unit: UnitPlace) -> QPointF:
    return QPointF(unit.easting, -unit.northing)


def _dots(painter: QPainter, points: QPolygonF, width: float, token: str) -> None:
    pen = QPen(fixed(token), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.drawPoints(points)


def _bars(painter: QPainter, points: Sequence[QPointF], width: float, scale: float) -> None:
    pen = QPen(fixed("surface"), 2.5)
    pen.setCosmetic(True)
    painter.setPen(pen)
    half = width * scale / 2
    for at in points:
        painter.drawLine(QPointF(at.x() - half, at.y()), QPointF(at.x() + half, at.y()))
