"""How far a long job has got, with a way to stop it."""

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from desktop.jobs.cancel import Step
from desktop.ui.base.button import Button
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.paint import box
from desktop.ui.base.spoken import announce
from desktop.ui.base.theme import px, theme


class Meter(QProgressBar):
    """A flat bar, filled from the left."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        """Make it, at nothing of 100.

        Args:
            parent: the owner.
            name: what it measures; read aloud.
        """
        super().__init__(parent)
        self.setTextVisible(False)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """10 px tall at 100%."""
        return QSize(px(160), px(10))

    def minimumSizeHint(self) -> QSize:
        """Height is kept."""
        return QSize(px(60), px(10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar; without a known end a piece in the middle."""
        painter = QPainter(self)
        box(painter, self.rect(), fill="surface", edge="ctl", radius=4)
        span = self.maximum() - self.minimum()
        inner = self.rect()
        if span > 0:
            wide = round(inner.width() * max(self.value() - self.minimum(), 0) / span)
            part = QRect(0, 0, wide, inner.height())
        else:
            part = QRect(inner.width() // 3, 0, inner.width() // 3, inner.height())
        path = QPainterPath()
        path.addRoundedRect(inner.toRectF(), px(4), px(4))
        painter.setClipPath(path)
        painter.fillRect(part, theme().colour("accent"))


class BusyBar(QWidget):
    """What is being done, a meter, and Stop.

    Signals:
        stop_asked: the person pressed Stop.
    """

    stop_asked = Signal()

    def __init__(self, parent: QWidget | None = None, *, can_stop: bool = True) -> None:
        """Make it, hidden until `begin`.

        Args:
            parent: the owner.
            can_stop: show Stop.
        """
        super().__init__(parent)
        self._words = Label("", self, kind="second")
        self.meter = Meter(self, name=tr("Progress"))
        self.stop = Button(tr("Stop"), self, small=True)
        self.stop.setVisible(can_stop)
        self.stop.clicked.connect(self._on_stop)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self.meter, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self._words)
        column.addLayout(row)
        self.hide()

    @property
    def text(self) -> str:
        """What is being done."""
        return self._words.text()

    def begin(self, text: str) -> None:
        """Show it and have it read aloud.

        Args:
            text: what is being done.
        """
        self._words.setText(text)
        self.meter.setRange(0, 0)
        self.stop.setEnabled(True)
        self.show()
        announce(self, text)

    def take(self, step: Step) -> None:
        """Show a step of a job; fits `JobRunner.long(progressed=...)`."""
        self.meter.setRange(0, step.total)
        self.meter.setValue(step.done)
        if step.note:
            self._words.setText(step.note)

    def end(self) -> None:
        """Hide it."""
        self.hide()

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self._words.setText(tr("Stopping at the next safe point."))
        announce(self, self._words.text())
        self.stop_asked.emit()
