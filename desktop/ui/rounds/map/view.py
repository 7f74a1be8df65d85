"""The map itself: panned and zoomed by keyboard, wheel and drag; a press on a pin chooses its stop."""

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
)
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QWidget

from desktop.domain.map_plan import Box, Cluster, Point, around, clustered
from desktop.jobs.runner import JobRunner
from desktop.ui.base.i18n import tr
from desktop.ui.base.spoken import announce
from desktop.ui.base.theme import px
from desktop.ui.map.ground import ReadGround
from desktop.ui.map.streets import ReadStreets
from desktop.ui.map.view import GroundView, scene_point
from desktop.ui.rounds.map.pins import PIN, HubItem, PinItem, line_items, other_items
from desktop.ui.rounds.map.shown import MapShown, chosen_words, map_words

LEAST_SHOWN = 800.0
"""Metres the view shows at least from side to side when all of a round is shown."""


class MapView(GroundView):
    """The map of a round.

    Signals:
        chosen: a pin was pressed, or the keyboard went on: the key of a stop.
        opened: the key of the stop that was opened.
    """

    chosen = Signal(str)
    opened = Signal(str)

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
        self.map = MapShown("", None, ())
        self.current = ""
        self.pins: list[PinItem] = []
        self._lines: list[QGraphicsPathItem] = []
        self._others: list[QGraphicsItem] = []
        self._hub: HubItem | None = None
        self._has_keyboard = False
        super().__init__(jobs, read, streets, parent)
        self.setAccessibleName(tr("Map of the round"))

    def home(self) -> Box | None:
        """The whole round."""
        whole = [*self.map.way, *(place for way in self.map.others for place in way)]
        return around(whole, LEAST_SHOWN) if whole else None

    def scale_changed(self) -> None:
        """Pins keep their size and share places anew."""
        self._draw_pins()

    def anchor(self) -> QPoint | None:
        """The chosen pin, where it is in sight."""
        pin = self.pin_of(self.current)
        at = self.mapFromScene(pin.pos()) if pin is not None else None
        return at if at is not None and self.viewport().rect().contains(at) else None

    def on_theme(self) -> None:
        """Draw pins of another size."""
        self._draw_round()
        super().on_theme()

    def mark(self) -> None:
        """Ring the chosen pin while the keyboard is here."""
        self._mark()

    # what is shown

    def show_map(self, shown: MapShown) -> None:
        """Show a round; the view stays where it is unless it is another round."""
        other = shown.round_id != self.map.round_id
        before = self.map
        self.map = shown
        if other or shown.way != before.way:
            self.reach()
        if shown.others != before.others:
            self._draw_others()
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
            self.bring_in(self.mapFromScene(scene_point(stop.place)))
        self._describe()

    def set_keyboard(self, is_here: bool) -> None:
        """Ring the chosen pin in marigold while the keyboard is on its stop, here or in the list."""
        self._has_keyboard = is_here
        self._mark()

    def pin_of(self, stop_id: str) -> PinItem | None:
        """The pin a stop is on."""
        return next((pin for pin in self.pins if stop_id in [one.key for one in pin.cluster.spots]), None)

    # moving

    def go_on(self, step: int) -> None:
        """Choose the next stop on the map, or the one before."""
        keys = [spot.key for spot in self.map.spots]
        if keys:
            at = keys.index(self.current) + step if self.current in keys else 0
            self.chosen.emit(keys[min(max(at, 0), len(keys) - 1)])

    # steps

    def _draw_round(self) -> None:
        if self._hub is not None:
            self.scene().removeItem(self._hub)
        base = self.map.hub
        self._hub = HubItem(base, tr("Hub")) if base is not None else None
        if self._hub is not None:
            self.scene().addItem(self._hub)
        self._draw_pins()

    def _draw_others(self) -> None:
        for item in self._others:
            self.scene().removeItem(item)
        self._others = [item for way in self.map.others for item in other_items(way)]
        for item in self._others:
            self.scene().addItem(item)

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
        self._lines = line_items(self._way(), self.map.hub is not None and self.map.legs.back)
        for item in (*self._lines, *self.pins):
            self.scene().addItem(item)
        self._mark()
        self.layers.set_taken(self.scale_now, self._taken(), self._way())

    def _way(self) -> list[Point]:
        """The way from pin to pin: no stub of it shows beside a pin that several stops share."""
        pin_of = {one.key: pin.cluster.at for pin in self.pins for one in pin.cluster.spots}
        at = [pin_of[spot.key] for spot in self.map.spots]
        turns = [place for number, place in enumerate(at) if not number or place != at[number - 1]]
        return self.map.way_by(turns) if turns else []

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

    def _on_pressed(self, cluster: Cluster) -> None:
        """The first press chooses the pin's first stop, each further one its next."""
        keys = [one.key for one in cluster.spots]
        at = keys.index(self.current) + 1 if self.current in keys else 0
        self.chosen.emit(keys[at % len(keys)])

    def _describe(self) -> None:
        words = map_words(self.map, self.current)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            if self.hasFocus():
                announce(self, chosen_words(self.map, self.current))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and K go through the stops, Enter opens one; else as every map."""
        key = event.key()
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if not held and key in (Qt.Key.Key_J, Qt.Key.Key_K):
            self.go_on(1 if key == Qt.Key.Key_J else -1)
        elif not held and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)
