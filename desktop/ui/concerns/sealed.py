"""A passphrase asked again before sealed words are shown."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card, Glyph
from desktop.ui.base.field import Field
from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.concerns.parts import Question


class SealedCard(Card):
    """A padlock, why, and a field for the passphrase.

    Signals:
        asked: a passphrase was given.
        left: do without.
    """

    asked = Signal(str)
    left = Signal()

    def __init__(
        self, title: str, sentence: str, verb: str, leave: str = "", parent: QWidget | None = None
    ) -> None:
        """Ask.

        Args:
            title: what is sealed.
            sentence: why it is asked again.
            verb: the main button.
            leave: the other button; none when empty.
            parent: the owner.
        """
        super().__init__(parent, pad=20)
        self.title, self.sentence = Label(title, kind="title", wrap=True), Label(sentence, wrap=True)
        self.line = Field(max_length=200)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.question = Question(tr("Your passphrase"), self.line)
        self.primary = Button(
            verb, kind=ButtonKind.RESTRICTED_MAIN, icon="lock-open", keys=(tr("Ctrl"), ENTER)
        )
        self.secondary = Button(leave or tr("Cancel"), self)
        self.secondary.setVisible(bool(leave))
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(Glyph("shield-lock", tone="restr", size=28), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(4))
        words.addWidget(self.title)
        words.addWidget(self.sentence)
        head.addLayout(words, 1)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self.primary)
        foot.addWidget(self.secondary)
        foot.addStretch(1)
        self.column.setSpacing(px(14))
        self.column.addLayout(head)
        self.column.addWidget(self.question)
        self.column.addLayout(foot)
        self.foot = foot
        self.setMaximumWidth(px(760))
        self.setFocusProxy(self.line)
        self.line.returnPressed.connect(self._on_asked)
        self.primary.clicked.connect(self._on_asked)
        self.secondary.clicked.connect(self.left)

    def sizeHint(self) -> QSize:
        """As wide as a page of a book."""
        return QSize(px(760), super().sizeHint().height())

    def refuse(self, problem: Exception) -> None:
        """Say why it did not open, and let it be typed again."""
        self.ready()
        words = (getattr(problem, "user_message", ""), getattr(problem, "remedy", ""))
        self.question.block.say(" ".join(str(one) for one in words if one))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def ready(self) -> None:
        """Forget what was typed."""
        self.line.clear()
        self.question.block.clear()
        self.primary.setEnabled(True)

    def _on_asked(self) -> None:
        typed = self.line.text()
        if not self.primary.isEnabled():
            return
        if not typed:
            self.question.block.say(tr("Type your passphrase first."))
            return
        self.primary.setEnabled(False)
        self.asked.emit(typed)


def in_middle(card: QWidget, then: Callable[[QVBoxLayout], object] | None = None) -> QWidget:
    """A card in the middle of a page that scrolls.

    Args:
        card: what is shown.
        then: puts more below it.
    """
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(px(20), px(16), px(20), px(20))
    column.setSpacing(px(16))
    column.addWidget(card)
    if then is not None:
        then(column)
    column.addStretch(1)
    return holder
