"""The map itself: panned and zoomed by keyboard, wheel and drag; a press on a pin chooses its stop."""

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
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsScene, QGraphicsView, QWidget

from desktop.domain.map_plan import Box, Cluster, Point, around, clustered
from desktop.jobs.runner import JobRunner
from desktop.ui.base.focus import draw_halo
from desktop.ui.base.i18n import tr
from desktop.ui.base.spoken import announce
from desktop.ui.base.theme import px, theme
from desktop.ui.rounds.map.ground import ReadGround
from desktop.ui.rounds.map.layers import Layers
from desktop.ui.rounds.map.pins import PIN, HubItem, PinItem, line_items, scene_point
from desktop.ui.rounds.map.raster import Sheet
from desktop.ui.rounds.map.shown import MapShown, chosen_words, map_words
from desktop.ui.rounds.map.streets import ReadStreets
from desktop.ui.rounds.map.zoom import STEPS, nearest, within

PAN = 80
"""Px at 100% that an arrow key moves the map."""
EDGE = 48
"""Px at 100% that stay free around the round when all of it is shown."""
LEAST_SHOWN = 800.0
"""Metres the view shows at least from side to side when all of a round is shown."""
AROUND = 15_000.0
"""Metres the map can be moved beyond the round."""
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


class MapView(QGraphicsView):
    """The map of a round.

    Signals:
        chosen: a pin was pressed, or the keyboard went on: the key of a stop.
        opened: the key of the stop that was opened.
        moved: the view shows another stretch, or at another scale.
    """

    chosen = Signal(str)
    opened = Signal(str)
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
        self.map = MapShown("", None, ())
        self.current = ""
        self.pins: list[PinItem] = []
        self._lines: list[QGraphicsPathItem] = []
        self._hub: HubItem | None = None
        self._step = within(8)
        self._is_fitted = True
        self._has_keyboard = False
        self._wheel = 0
        self._is_moving = False
        self._asking = QTimer(self, singleShot=True, interval=ASK_AFTER)
        self._asking.timeout.connect(self._ask)
        self.setScene(QGraphicsScene(self))
        self._dress()
        self.layers.arrived.connect(self.viewport().update)
        theme().changed.connect(self._on_theme)

    def _dress(self) -> None:
        self.setAccessibleName(tr("Map of the round"))
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

    # what is shown

    @property
    def scale_now(self) -> float:
        """Metres to a device-independent px."""
        return STEPS[self._step]

    def show_map(self, shown: MapShown) -> None:
        """Show a round; the view stays where it is unless it is another round."""
        other = shown.round_id != self.map.round_id
        before = self.map
        self.map = shown
        if other or shown.way != before.way:
            self._reach()
        self._draw_round()
        if other or (self._is_fitted and sorted(shown.way) != sorted(before.way)):
            self.fit()
        self._describe()

    def choose(self, stop_id: str) -> None:
        """Draw a stop's pin as chosen and bring it into view."""
        if stop_id == self.current:
            return
        self.current = stop_id
        self._mark()
        stop = self.map.stop(stop_id)
        if stop is not None and stop.place is not None:
            self._bring_in(self.mapFromScene(scene_point(stop.place)))
        self._describe()

    def set_keyboard(self, is_here: bool) -> None:
        """Ring the chosen pin in marigold while the keyboard is on its stop, here or in the list."""
        self._has_keyboard = is_here
        self._mark()

    def pin_of(self, stop_id: str) -> PinItem | None:
        """The pin a stop is on."""
        return next((pin for pin in self.pins if stop_id in [one.key for one in pin.cluster.spots]), None)

    def box(self) -> Box:
        """The stretch of ground on show."""
        shown = self.mapToScene(self.viewport().rect()).boundingRect()
        return Box(shown.left(), -shown.bottom(), shown.right(), -shown.top())

    # moving

    def fit(self) -> None:
        """Show the whole round."""
        self._is_moving = True
        if self.map.way:
            home = around(self.map.way, LEAST_SHOWN)
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
            at: stays where it is; when not given the chosen pin in sight, or else the middle.
        """
        here = at or self._chosen_at() or self.viewport().rect().center()
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

    def go_on(self, step: int) -> None:
        """Choose the next stop on the map, or the one before."""
        keys = [spot.key for spot in self.map.spots]
        if keys:
            at = keys.index(self.current) + step if self.current in keys else 0
            self.chosen.emit(keys[min(max(at, 0), len(keys) - 1)])

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
            self._draw_pins()

    def _scroll(self, by: QPoint) -> None:
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + by.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + by.y())

    def _chosen_at(self) -> QPoint | None:
        pin = self.pin_of(self.current)
        at = self.mapFromScene(pin.pos()) if pin is not None else None
        return at if at is not None and self.viewport().rect().contains(at) else None

    def _reach(self) -> None:
        """Let the map be moved so far around the round, and look whether there is ground at all."""
        if self.map.way:
            home = around(self.map.way, LEAST_SHOWN).grown(AROUND)
            self.setSceneRect(QRectF(home.west, -home.north, home.width, home.height))
            self.ground.look_at(home)

    def _draw_round(self) -> None:
        if self._hub is not None:
            self.scene().removeItem(self._hub)
        base = self.map.base
        self._hub = HubItem(base, tr("Hub")) if base is not None else None
        if self._hub is not None:
            self.scene().addItem(self._hub)
        self._draw_pins()

    def _draw_pins(self) -> None:
        for item in (*self.pins, *self._lines):
            self.scene().removeItem(item)
        exact = {one.id for one in self.map.stops if one.exact}
        self.pins = [
            PinItem(
                cluster,
                exact=all(one.key in exact for one in cluster.spots),
                on_press=self._on_pressed,
            )
            for cluster in clustered(self.map.spots, px(PIN) * self.scale_now)
        ]
        self._lines = line_items(self._way(), self.map.base is not None)
        for item in (*self._lines, *self.pins):
            self.scene().addItem(item)
        self._mark()
        self.layers.set_taken(self.scale_now, self._taken(), self._way())

    def _way(self) -> list[Point]:
        """The way from pin to pin: no stub of it shows beside a pin that several stops share."""
        pin_of = {one.key: pin.cluster.at for pin in self.pins for one in pin.cluster.spots}
        at = [pin_of[spot.key] for spot in self.map.spots]
        turns = [place for number, place in enumerate(at) if not number or place != at[number - 1]]
        ends = [self.map.base] if self.map.base is not None and turns else []
        return [*ends, *turns, *ends]

    def _taken(self) -> list[QRectF]:
        scale = self.scale_now
        found = [pin.body().translated(pin.pos() / scale) for pin in self.pins]
        if self._hub is not None:
            found.append(self._hub.boundingRect().translated(self._hub.pos() / scale))
        return found

    def _mark(self) -> None:
        for pin in self.pins:
            chosen = self.current in [one.key for one in pin.cluster.spots]
            pin.set_state(chosen=chosen, has_keyboard=self._has_keyboard or self.hasFocus())

    def _bring_in(self, at: QPoint) -> None:
        room = self.viewport().rect()
        inner = room.adjusted(px(EDGE) // 2, px(EDGE) // 2, -px(EDGE) // 2, -px(EDGE) // 2)
        if inner.isValid() and not inner.contains(at):
            self._scroll(at - room.center())

    def _on_pressed(self, cluster: Cluster) -> None:
        """The first press chooses the pin's first stop, each further one its next."""
        keys = [one.key for one in cluster.spots]
        at = keys.index(self.current) + 1 if self.current in keys else 0
        self.chosen.emit(keys[at % len(keys)])

    def _on_moved(self) -> None:
        if self._is_moving:
            return
        if not self._asking.isActive():
            self._asking.start()
        self.moved.emit()

    def _ask(self) -> None:
        """Ask for ground and names once the frame is drawn, and not with every step of a drag."""
        self.layers.want(self._sheet(), self.box())

    def _on_theme(self) -> None:
        self._draw_round()
        self.layers.place_again()

    def _describe(self) -> None:
        words = map_words(self.map, self.current)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            if self.hasFocus():
                announce(self, chosen_words(self.map, self.current))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, plus and minus zoom, 0 shows all; J and K go through the stops, Enter opens one."""
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
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K):
            self.go_on(1 if key == Qt.Key.Key_J else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.opened.emit(self.current)
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
        """Show the whole round still, unless the map was moved."""
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()
        self._on_moved()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self._mark()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self._mark()
        self.viewport().update()
