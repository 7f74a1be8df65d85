"""Messages that stay on the page until what they say is dealt with."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.label import Link, Sentence, Strong
from desktop.ui.base.paint import edged_box
from desktop.ui.base.spoken import announce
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone

_BARS = {Tone.WARN: "warnfill", Tone.OK: "okfill", Tone.DANGER: "dangerfill", Tone.RESTR: "restrfill"}


class Notice(QFrame):
    """A tinted message with a 4 px left edge: what is so in bold, then why, then what to do.

    What it says once it is made is read aloud as soon as it shows.

    Signals:
        activated: the key of a link in the words.
    """

    activated = Signal(str)

    def __init__(
        self,
        lead: str = "",
        text: str = "",
        parent: QWidget | None = None,
        *,
        tone: Tone = Tone.INFO,
        link: Link | None = None,
    ) -> None:
        """Make a message.

        Args:
            lead: the bold first sentence.
            text: the rest.
            parent: the owner.
            tone: warn, ok, info, danger or restr.
            link: something to do about it, in the words.
        """
        super().__init__(parent)
        self._tone = tone
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._words = Sentence(parent=self)
        self._words.activated.connect(self.activated)
        self._column = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._column.setContentsMargins(px(16), px(6), px(12), px(6))
        self._column.setSpacing(px(8))
        self._column.addWidget(self._words, 1)
        self._actions: FlowLayout | None = None
        self._unread = ""
        self.say(lead, text, tone=tone, link=link)
        self._unread = ""

    def say(self, lead: str, text: str = "", *, tone: Tone | None = None, link: Link | None = None) -> None:
        """Say something else; arguments as for the constructor."""
        self._tone = tone or self._tone
        parts = [Strong(lead) if lead else "", text, link or ""]
        self._words.set_parts(*(part for part in parts if part))
        can_focus = Qt.FocusPolicy.StrongFocus if link else Qt.FocusPolicy.NoFocus
        self._words.setFocusPolicy(can_focus)
        self.setAccessibleName(self._words.plain())
        self._unread = self._words.plain()
        self._read_out()
        self.update()

    @property
    def text(self) -> str:
        """The words without their looks."""
        return self._words.plain()

    def add_button(self, button: QWidget) -> None:
        """Put a button under the words."""
        if self._actions is None:
            self._actions = FlowLayout()
            self._column.addLayout(self._actions)
            self._column.setContentsMargins(px(16), px(10), px(12), px(12))
        self._actions.addWidget(button)

    def set_stacked(self, stacked: bool) -> None:
        """Put the buttons under the words, or beside them where there is room.

        Args:
            stacked: under them, as they are until something else is said.
        """
        ways = QBoxLayout.Direction
        self._column.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)

    def showEvent(self, event: QShowEvent) -> None:
        """Have what was said meanwhile read aloud."""
        super().showEvent(event)
        self._read_out()

    def _read_out(self) -> None:
        if self._unread and self.isVisible():
            announce(self, self._unread)
            self._unread = ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw tint, edge and bar."""
        bar = _BARS.get(self._tone, str(self._tone))
        edged_box(QPainter(self), self.rect(), fill=f"{self._tone}bg", edge=f"{self._tone}line", bar=bar)
