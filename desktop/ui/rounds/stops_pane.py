"""The left side of a round: who goes, how far and how long, the stops, and what can be done with them."""

from PySide6.QtCore import QMargins
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from db.enums import RoundStatus
from desktop.domain.phones import national
from desktop.services.round_details import RoundDetail
from desktop.ui.base.button import Button
from desktop.ui.base.card import Rule
from desktop.ui.base.chip import Chip
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.keycap import KeyCap
from desktop.ui.base.label import Label
from desktop.ui.base.permits import may
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.rounds.crew import CrewPanel
from desktop.ui.rounds.faces import faces_of
from desktop.ui.rounds.reading import RoundShown
from desktop.ui.rounds.side_by_side import SideBySide
from desktop.ui.rounds.stop_list import StopList
from desktop.ui.rounds.times import show_length, show_time
from desktop.ui.words import say

CHIPS = {
    RoundStatus.OUT: ("truck-delivery", Tone.INFO),
    RoundStatus.BACK: ("circle-check", Tone.OK),
}

SHORT_BELOW = 240
"""Height, px at 100%, under which the pane leaves out what is only told."""


class StopsPane(QFrame):
    """The pane."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.setMinimumWidth(px(340))
        self.crew = CrewPanel(self)
        self.list = StopList(self)
        self.add = Button(tr("Add stops"), icon="plus", small=True, action="round.set")
        self.take_off = Button(tr("Take off"), icon="minus", small=True, action="round.set")
        words = tr("Move to another round")
        self.elsewhere = Button(words, icon="arrows-left-right", small=True, action="round.set")
        self._count = Label("", kind="strong")
        self._far = Label("", tone="ink2")
        self._chip = Chip("")
        self._hint = QWidget()
        self._foot = Label("", tone="ink2", wrap=True)
        self._shown: RoundShown | None = None
        self._build()
        self.list.current_changed.connect(self._on_current)

    def show_round(self, shown: RoundShown) -> None:
        """Show a round.

        Args:
            shown: the round.
        """
        self._shown = shown
        detail = shown.detail
        self.crew.show_crew(detail)
        self._count.setText(tr_count("{count} stop", "{count} stops", len(detail.stops)))
        self._far.setText(_far(detail))
        chip = CHIPS.get(detail.row.status)
        self._chip.setVisible(chip is not None)
        if chip is not None:
            self._chip.set_state(say(detail.row.status), *chip)
        self._hint.setVisible(shown.can_move and len(detail.stops) > 1)
        self.list.show_faces(faces_of(detail, shown.labels), shown.can_move)
        self._foot.setText(_foot(shown))
        self.add.switch_off("" if shown.can_move else tr("This round is out or back."))
        self._on_current()

    def _build(self) -> None:
        words = QWidget()
        row = QHBoxLayout(words)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        for widget in (self._count, self._far, self._chip):
            row.addWidget(widget)
        row.addStretch(1)
        hint = QHBoxLayout(self._hint)
        hint.setContentsMargins(0, 0, 0, 0)
        hint.setSpacing(px(6))
        hint.addWidget(Label(tr("Move a stop"), tone="ink2"))
        hint.addWidget(KeyCap(tr("Alt"), "↑", tr("Alt"), "↓"))
        hint.addStretch(1)
        head = SideBySide(words, self._hint, self, margins=QMargins(20, 8, 14, 8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        above: tuple[QWidget, ...] = (self.crew, Rule(self), head, Rule(self))
        for part in above:
            column.addWidget(part)
        column.addWidget(self.list, 1)
        self._foot.setContentsMargins(px(20), px(8), px(14), px(8))
        line = Rule(self)
        for part in (line, self._foot, self._strip()):
            column.addWidget(part)
        self._gives_way = (line, self._foot, head)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what is only told where there is hardly room for the stops."""
        super().resizeEvent(event)
        for part in self._gives_way:
            part.setVisible(self.height() >= px(SHORT_BELOW))

    def _strip(self) -> QWidget:
        strip = QFrame(self)
        strip.setProperty("role", "strip")
        strip.setVisible(may("round.set"))
        flow = FlowLayout(strip, margins=QMargins(14, 7, 8, 7))
        for button in (self.add, self.take_off, self.elsewhere):
            flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        strip.setSizePolicy(policy)
        return strip

    def _on_current(self) -> None:
        reason = "" if self.list.current_id() else tr("Choose a stop first.")
        if self._shown is not None and not self._shown.can_move:
            reason = tr("This round is out or back.")
        self.take_off.switch_off(reason)
        self.elsewhere.switch_off(reason)


def _far(detail: RoundDetail) -> str:
    """How far and how long: ``5.2 miles, about 1 h 50``."""
    if not detail.stops:
        return ""
    length = show_length(detail.row.starts_at, detail.back_at)
    about = tr("about {length}", length=length) if length else ""
    miles = tr("{miles} miles", miles=f"{detail.miles:.1f}")
    if detail.unknown:
        miles = tr_count("{count} place not known", "{count} places not known", detail.unknown)
    return ", ".join(part for part in (miles, about) if part)


def _foot(shown: RoundShown) -> str:
    """When the round is back and whom the crew rings."""
    detail = shown.detail
    if not detail.stops:
        return tr("Nothing is on this round yet. Add stops.")
    back = tr("Back by {time}.", time=show_time(detail.row.ends_at or detail.back_at))
    driver = next((one.name.split(" ")[0] for one in detail.crew if one.is_driver), "")
    phone = national(shown.hub_phone)
    if not driver or not phone:
        return back
    return " ".join([back, tr("{name} rings in on {phone}.", name=driver, phone=phone)])
