"""The map with what lies over it: the card of the chosen stop, the zoom buttons, scale and source."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.jobs.runner import JobRunner
from desktop.ui.base.card import EmptyState, Glyph
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.map.foot import MapFoot
from desktop.ui.map.ground import ReadGround
from desktop.ui.map.streets import ReadStreets
from desktop.ui.map.view import scene_point
from desktop.ui.map.zoom_buttons import ZoomButtons
from desktop.ui.rounds.map.callout import Callout
from desktop.ui.rounds.map.pins import CHOSEN
from desktop.ui.rounds.map.shown import MapShown
from desktop.ui.rounds.map.view import MapView

_APART = 12


class MapPane(QWidget):
    """The pane.

    Signals:
        stop_chosen: a stop was chosen on the map: its key.
        opened: a stop was opened on the map: its key.
        said: a short message.
    """

    stop_chosen = Signal(str)
    opened = Signal(str)
    said = Signal(str)

    def __init__(
        self,
        jobs: JobRunner,
        read: ReadGround,
        streets: ReadStreets = lambda: None,
        parent: QWidget | None = None,
    ) -> None:
        """Make it, empty.

        Args:
            jobs: runs the reading of the ground.
            read: gives the ground; called on a reading thread.
            streets: gives the map file that lies beneath, or None.
            parent: the owner.
        """
        super().__init__(parent)
        self.view = MapView(jobs, read, streets, self)
        self.missing = Label("", tone="warn", wrap=True)
        self.foot = MapFoot(self)
        self.empty = EmptyState(
            tr("No place of this round is known yet. Put postcodes in to see it here."), self, icon="map"
        )
        self.zoom = ZoomButtons(tr("Show the whole round"), self)
        self.callout = Callout(self)
        self._strip = QFrame(self)
        self._build()
        self._wire()

    def show_map(self, shown: MapShown) -> None:
        """Show a round."""
        self.view.show_map(shown)
        known = bool(shown.spots or shown.others)
        for part in (self.view, self.foot, self.zoom):
            part.setVisible(known)
        self.empty.setVisible(not known)
        self._strip.setVisible(known and shown.unknown > 0)
        self.missing.setText(
            tr_count(
                "{count} stop is not on the map: its place is not known.",
                "{count} stops are not on the map: their places are not known.",
                shown.unknown,
            )
        )
        self._show_callout()

    def reorder(self, ids: Sequence[str]) -> None:
        """Let numbers and line follow at once when stops change places, before it is saved."""
        self.show_map(self.view.map.in_order(ids))

    def choose(self, stop_id: str) -> None:
        """Show which stop is chosen in the list."""
        self.view.choose(stop_id)
        self._show_callout()

    def panes(self) -> list[QWidget]:
        """What F6 goes to."""
        return [self.view]

    def _build(self) -> None:
        strip = QHBoxLayout(self._strip)
        strip.setContentsMargins(px(12), px(5), px(12), px(5))
        strip.setSpacing(px(8))
        strip.addWidget(Glyph("alert-circle", self._strip, tone="warn", size=16))
        strip.addWidget(self.missing, 1)
        self._strip.setProperty("role", "strip")
        self._strip.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.empty, 1)
        column.addWidget(self.view, 1)
        column.addWidget(self._strip)
        column.addWidget(self.foot)
        self.empty.hide()

    def _wire(self) -> None:
        view, zoom = self.view, self.zoom
        zoom.nearer.clicked.connect(lambda: view.zoom(-1))
        zoom.farther.clicked.connect(lambda: view.zoom(1))
        zoom.all.clicked.connect(view.fit)
        view.chosen.connect(self.stop_chosen)
        view.opened.connect(self.opened)
        view.moved.connect(self._on_moved)
        view.ground.arrived.connect(self._show_source)
        view.streets.arrived.connect(self._show_source)
        view.streets.lost.connect(self._on_lost)

    def _show_source(self) -> None:
        """Say whose data is drawn."""
        streets = self.view.streets
        self.foot.set_source(plain=self.view.ground.is_plain, year=streets.year if streets.is_here else 0)

    def _on_lost(self, what: str, remedy: str) -> None:
        self.said.emit(tr("{what} The map goes on without it. {remedy}", what=what, remedy=remedy))

    def _show_callout(self) -> None:
        self.callout.show_stop(self.view.map.stop(self.view.current) if self.view.map.spots else None)
        self._lay_over()

    def _on_moved(self) -> None:
        self.foot.bar.set_scale(self.view.scale_now)
        self._lay_over()

    def _lay_over(self) -> None:
        """Put the buttons at the top right, and the card into the corner where it covers fewest pins."""
        apart, room = px(_APART), self.view.geometry()
        self.zoom.adjustSize()
        self.zoom.move(room.right() - self.zoom.width() - apart + 1, room.top() + apart)
        self.zoom.raise_()
        if self.callout.isHidden():
            return
        size = self.callout.size()
        top = QRect(room.topLeft(), size).translated(apart, apart)
        down = room.height() - size.height() - 2 * apart
        right = room.width() - size.width() - 2 * apart
        below, across = top.translated(0, down), top.translated(right, down)
        beside = top.translated(right - self.zoom.width() - apart, 0)
        self.callout.setGeometry(min((top, below, across, beside), key=self._covered))
        self.callout.raise_()

    def _covered(self, card: QRect) -> int:
        """How much a card there would cover: the chosen pin counts most, then the hub."""
        reach = px(CHOSEN) // 2 + 6
        around = card.adjusted(-reach, -reach, reach, reach)
        view, total = self.view, 0
        for pin in view.pins:
            if around.contains(view.mapTo(self, view.mapFromScene(pin.pos()))):
                total += 10 if pin.is_chosen else 1
        base = view.map.hub
        if base is not None and around.contains(view.mapTo(self, view.mapFromScene(scene_point(base)))):
            total += 2
        return total

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons and the card in their corners."""
        super().resizeEvent(event)
        self._lay_over()

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and not self.callout.isHidden():
            self.callout.fold()
            self._lay_over()
