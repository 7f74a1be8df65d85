"""The steps of a longer task, one below the other, as in the handover maker."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.base.i18n import tr
from desktop.ui.base.paint import draw_icon
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight

_DISC, _WORDS_AT = 26, 38


@dataclass(frozen=True, slots=True)
class StepInfo:
    """One step.

    Attributes:
        title: what is decided in it.
        note: what was chosen, or what it will ask.
    """

    title: str
    note: str = ""


class _StepButton(QPushButton):
    """Disc, title and note of one step, with the line to the next."""

    def __init__(self, info: StepInfo, number: int, parent: "Stepper") -> None:
        super().__init__(info.title, parent)
        self.info, self.number, self.stepper = info, number, parent
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return px(24) + self._note_rect(width).height() + px(20)

    def sizeHint(self) -> QSize:
        return QSize(px(190), self.heightForWidth(px(190)))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(44))

    def _note_rect(self, width: int) -> QRect:
        metrics = QFontMetrics(theme().font(Size.SECOND))
        room = QRect(px(_WORDS_AT), px(22), width - px(_WORDS_AT), px(200))
        return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.info.note)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now, done, here = theme(), self.number < self.stepper.at, self.number == self.stepper.at
        disc = QRect(0, 0, px(_DISC), px(_DISC)).adjusted(1, 1, -1, -1)
        if self.number < self.stepper.count - 1:
            painter.setPen(QPen(now.colour("accent" if done else "line2"), 2))
            middle = disc.center().x() + 1
            painter.drawLine(middle, px(_DISC) + 2, middle, self.height() - 2)
        painter.setPen(QPen(now.colour("accent" if done or here else "ctl"), 2))
        painter.setBrush(now.colour("accent" if here else "surface"))
        painter.drawEllipse(disc)
        if done:
            draw_icon(painter, "check", disc, "accent")
        else:
            painter.setFont(now.font(Size.SECOND, Weight.SEMI))
            painter.setPen(now.colour("onaccent" if here else "ink2"))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self.number + 1))
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        now = theme()
        painter.setFont(now.font(Size.BODY, Weight.SEMI))
        painter.setPen(now.colour("ink"))
        title = QRect(px(_WORDS_AT), 0, self.width() - px(_WORDS_AT), px(_DISC))
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, self.info.title)
        painter.setFont(now.font(Size.SECOND))
        painter.setPen(now.colour("ink2"))
        painter.drawText(self._note_rect(self.width()), int(Qt.TextFlag.TextWordWrap), self.info.note)


class Stepper(QWidget):
    """The column of steps; those already done can be gone back to.

    Signals:
        step_asked: the number of a step that was pressed, from 0.
    """

    step_asked = Signal(int)

    def __init__(self, steps: Sequence[StepInfo], parent: QWidget | None = None) -> None:
        """Make it, at the first step.

        Args:
            steps: top to bottom.
            parent: the owner.
        """
        super().__init__(parent)
        self.at = 0
        self.count = len(steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._buttons = [_StepButton(info, at, self) for at, info in enumerate(steps)]
        for button in self._buttons:
            column.addWidget(button)
            button.clicked.connect(self._on_clicked)
        column.addStretch(1)
        self.go_to(0)

    def go_to(self, at: int) -> None:
        """Mark a step as the one being done; those after it cannot be pressed yet."""
        self.at = at
        for button in self._buttons:
            button.setEnabled(button.number <= at)
            state = tr("done") if button.number < at else tr("now") if button.number == at else tr("later")
            button.setAccessibleName(f"{button.number + 1}. {button.info.title}, {state}")
            button.setAccessibleDescription(button.info.note)
            button.update()

    def set_note(self, at: int, note: str) -> None:
        """Say what was chosen in a step."""
        button = self._buttons[at]
        button.info = StepInfo(button.info.title, note)
        button.updateGeometry()
        self.go_to(self.at)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _StepButton):
            self.step_asked.emit(button.number)
