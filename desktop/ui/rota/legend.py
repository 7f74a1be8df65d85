"""Under the week: what the marks mean, and the first clash as a sentence."""

from PySide6.QtCore import QMargins, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.services.rota_views import WeekView, clash_words
from desktop.ui.base.card import Glyph
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.paint import box
from desktop.ui.base.theme import px


class Legend(QFrame):
    """The line under the week."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it."""
        super().__init__(parent)
        self.setProperty("role", "bar")
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
        label = self.clash.findChild(Label)
        if label is not None:
            label.setText(words)
        self.clash.setVisible(bool(words))


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
