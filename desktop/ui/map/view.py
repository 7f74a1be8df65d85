"""A map panned and zoomed by keyboard, wheel and drag; what lies over the ground is its user's own."""

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QWidget

from desktop.domain.map_plan import Box, Point
from desktop.jobs.runner import JobRunner
from desktop.ui.base.focus import draw_halo
from desktop.ui.base.theme import px, theme
from desktop.ui.map.ground import ReadGround
from desktop.ui.map.layers import Layers
from desktop.ui.map.raster import Sheet
from desktop.ui.map.streets import ReadStreets
from desktop.ui.map.zoom import STEPS, nearest, within

PAN = 80
"""Px at 100% that an arrow key moves the map."""
EDGE = 48
"""Px at 100% that stay free around what is shown when all of it is shown."""
AROUND = 15_000.0
"""Metres the map can be moved beyond what it shows."""
ASK_AFTER = 25
"""Milliseconds after a move until ground is asked for."""
_NOTCH = 120
_MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_STEPS = {
    Qt.Key.Key_Plus: -1,
    Qt.Key.Key_Equal: -1,
    Qt.Key.Key_Minus: 1,
    Qt.Key.Key_Underscore: 1,
}


def scene_point(place: Point) -> QPointF:
    """A place of the grid in the scene, which counts down where the grid counts north."""
    return QPointF(place[0], -place[1])


class GroundView(QGraphicsView):
    """The ground, and the hands on it.

    Signals:
        moved: the view shows another stretch, or at another scale.
    """

    moved = Signal()

    def __init__(
        self, jobs: JobRunner, read: ReadGround, streets: ReadStreets, parent: QWidget | None = None
    ) -> None:
        """Make it, empty.

        Args:
            jobs: runs the reading of the ground.
            read: gives the ground; called on a reading thread.
            streets: gives the map file that lies beneath, or None.
            parent: the owner.
        """
        super().__init__(parent)
        self.layers = Layers(jobs, read, streets, self)
        self.ground, self.names, self.streets = self.layers.ground, self.layers.names, self.layers.streets
        self._step = within(8)
        self._is_fitted = True
        self._wheel = 0
        self._is_moving = False
        self._asking = QTimer(self, singleShot=True, interval=ASK_AFTER)
        self._asking.timeout.connect(self._ask)
        self.setScene(QGraphicsScene(self))
        self._dress()
        self.layers.arrived.connect(self.viewport().update)
        theme().changed.connect(self.on_theme)

    # what its user says of it

    def home(self) -> Box | None:
        """What is shown when all of it is shown; None while there is nothing."""
        return None

    def anchor(self) -> QPoint | None:
        """The place in the view that keys zoom about; None for the middle."""
        return None

    def scale_changed(self) -> None:
        """Another zoom is in use: what keeps its size is to be drawn anew."""

    def on_theme(self) -> None:
        """Take the sizes of another text size."""
        self.layers.place_again()

    def mark(self) -> None:
        """The keyboard came, or went."""

    @property
    def scale_now(self) -> float:
        """Metres to a device-independent px."""
        return STEPS[self._step]

    def box(self) -> Box:
        """The stretch of ground on show."""
        shown = self.mapToScene(self.viewport().rect()).boundingRect()
        return Box(shown.left(), -shown.bottom(), shown.right(), -shown.top())

    # moving

    def fit(self) -> None:
        """Show all of it."""
        self._is_moving = True
        home = self.home()
        if home is not None:
            room = self.viewport().size()
            edge = 2 * px(EDGE)
            wide, high = max(room.width() - edge, 1), max(room.height() - edge, 1)
            self._set_step(nearest(max(home.width / wide, home.height / high)))
            self.centerOn(scene_point(home.middle))
        self._is_fitted = True
        self._is_moving = False
        self._on_moved()

    def zoom(self, steps: int, at: QPoint | None = None) -> None:
        """Zoom in or out about a place in the view.

        Args:
            steps: below 0 in, above 0 out.
            at: stays where it is; when not given what `anchor` says, or else the middle.
        """
        here = at or self.anchor() or self.viewport().rect().center()
        wanted = within(self._step + steps)
        if wanted == self._step:
            return
        held = self.mapToScene(here)
        self._is_moving = True
        self._set_step(wanted)
        self._scroll(self.mapFromScene(held) - here)
        self._is_fitted = self._is_moving = False
        self._on_moved()

    def pan(self, right: int, down: int) -> None:
        """Move the view by px."""
        self._is_fitted, self._is_moving = False, True
        self._scroll(QPoint(right, down))
        self._is_moving = False
        self._on_moved()

    def reach(self) -> None:
        """Let the map be moved so far around what it shows, and look whether there is ground at all."""
        home = self.home()
        if home is not None:
            wide = home.grown(AROUND)
            self.setSceneRect(QRectF(wide.west, -wide.north, wide.width, wide.height))
            self.ground.look_at(wide)

    def bring_in(self, at: QPoint) -> None:
        """Let a place in the view come to its middle, unless it is well in sight."""
        room = self.viewport().rect()
        inner = room.adjusted(px(EDGE) // 2, px(EDGE) // 2, -px(EDGE) // 2, -px(EDGE) // 2)
        if inner.isValid() and not inner.contains(at):
            self._scroll(at - room.center())

    # drawing

    def drawBackground(self, painter: QPainter, _rect: QRectF | object) -> None:
        """The ground, then the names on it; in px, so that both stay sharp."""
        painter.save()
        painter.resetTransform()
        room = QRectF(self.viewport().rect())
        self.layers.paint(painter, self._sheet(), self.box(), self._origin(), room)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The map, and the ring of the keyboard inside its edge."""
        super().paintEvent(event)
        if self.hasFocus():
            draw_halo(QPainter(self.viewport()), self.viewport().rect().adjusted(5, 5, -5, -5), 2)

    # steps

    def _dress(self) -> None:
        self.setProperty("halo", "none")
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setMinimumSize(px(220), px(200))
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._on_moved)

    def _sheet(self) -> Sheet:
        return Sheet(self.scale_now, self.viewport().devicePixelRatioF())

    def _origin(self) -> QPointF:
        shift = self.viewportTransform()
        return QPointF(shift.dx(), shift.dy())

    def _set_step(self, step: int) -> None:
        changed = step != self._step
        self._step = step
        side = 1 / self.scale_now
        self.setTransform(QTransform.fromScale(side, side))
        if changed:
            self.scale_changed()

    def _scroll(self, by: QPoint) -> None:
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + by.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + by.y())

    def _on_moved(self) -> None:
        if self._is_moving:
            return
        if not self._asking.isActive():
            self._asking.start()
        self.moved.emit()

    def _ask(self) -> None:
        """Ask for ground and names once the frame is drawn, and not with every step of a drag."""
        self.layers.want(self._sheet(), self.box())

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, plus and minus zoom, 0 shows all."""
        key = event.key()
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if held:
            event.ignore()
        elif key in _MOVES:
            right, down = _MOVES[Qt.Key(key)]
            self.pan(right * px(PAN), down * px(PAN))
        elif key in _STEPS:
            self.zoom(_STEPS[Qt.Key(key)])
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom a step for each notch, about the place under the pointer."""
        self._wheel += event.angleDelta().y()
        notches = int(self._wheel / _NOTCH)
        if notches:
            self._wheel -= notches * _NOTCH
            self.zoom(-notches, event.position().toPoint())
        event.accept()

    def showEvent(self, event: QShowEvent) -> None:
        """See whether the map file is another one now, or back."""
        super().showEvent(event)
        self.streets.look_again()
        self._on_moved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show all of it still, unless the map was moved."""
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()
        self._on_moved()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.mark()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.mark()
        self.viewport().update()
