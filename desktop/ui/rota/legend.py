"""Under the week: what the marks mean, and the first clash as a sentence."""

from PySide6.QtCore import QMargins, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.services.rota_views import WeekView, clash_words
from desktop.ui.base.card import Glyph
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label, set_tip
from desktop.ui.base.paint import box
from desktop.ui.base.theme import px


class Legend(QFrame):
    """The line under the week."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it."""
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._words = ""
        row = FlowLayout(self, margins=QMargins(16, 6, 12, 6))
        row.addWidget(_mark("steering-wheel", tr("driver"), "ink2"))
        row.addWidget(_mark("check", tr("done"), "ink2"))
        row.addWidget(_Dashed(tr("someone needed"), self))
        self.clash = _mark("alert-circle", "", "warn")
        row.addWidget(self.clash)

    def show_week(self, view: WeekView) -> None:
        """Say the first clash, or the first who needs cover."""
        words = ""
        if view.clashes:
            words = tr("clash: {what}", what=clash_words(view, view.clashes[0]))
        elif view.uncleared:
            (key, _seat, who), why = next(iter(view.uncleared.items()))
            shift = view.shift(key)
            words = tr(
                "needs cover: {name} on {job}. {why}",
                name=view.short(who),
                job=shift.job.name if shift else "",
                why=why,
            )
        self._words = words
        self._say()
        self.clash.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much of the sentence as there is room for; the whole of it is its tip."""
        super().resizeEvent(event)
        self._say()

    def _say(self) -> None:
        label = self.clash.findChild(Label)
        if label is not None:
            room = self.width() - px(64)
            short = label.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
            label.setText(short)
            set_tip(label, "" if short == self._words else self._words)
            label.setAccessibleName(self._words)


def _mark(icon: str, words: str, tone: str) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, px(3), 0, px(3))
    row.setSpacing(px(5))
    row.addWidget(Glyph(icon, part, tone=tone, size=16))
    row.addWidget(Label(words, part, kind="second", tone=tone))
    return part


class _Dashed(QWidget):
    """The dashed box of a gap."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(7), px(3), px(7), px(3))
        row.setSpacing(px(5))
        row.addWidget(Glyph("user-plus", self, tone="danger", size=15))
        row.addWidget(Label(words, self, kind="second", tone="danger"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the edge."""
        box(QPainter(self), QRect(self.rect()), edge="danger", radius=4, dashed=True)
