"""Help beside the page it is about: plain text that can be read line by line, and where to find more."""

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Glyph, Rule
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import ElidedLabel
from desktop.ui.base.spoken import announce
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight
from desktop.ui.help.topics import Keys, Topic

_NO_BREAK = "\u00a0"


class HelpPanel(QFrame):
    """One topic at a time.

    Signals:
        closed: somebody has read enough.
        keys_asked: show the list of keys.
        guide_asked: show the printable guide.
    """

    closed = Signal()
    keys_asked = Signal()
    guide_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, without a topic.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.topic: Topic | None = None
        self.title = ElidedLabel("", self, kind="section")
        self.close_button = Button(tr("Close help"), self, kind=ButtonKind.QUIET, icon="x", icon_only=True)
        self.text = QTextEdit(self)
        self.text.setAccessibleName(tr("Help"))
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setProperty("role", "reading")
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setTabChangesFocus(True)
        self.keys_button = Button(tr("List of keys"), self, icon="keyboard", keys=("?",), small=True)
        self.guide_button = Button(tr("Quick guide"), self, icon="printer", small=True)
        self._build()
        self.close_button.clicked.connect(self.closed)
        self.keys_button.clicked.connect(self.keys_asked)
        self.guide_button.clicked.connect(self.guide_asked)
        theme().changed.connect(self._write)

    def show_topic(self, topic: Topic) -> None:
        """Show help about something.

        Args:
            topic: what is shown.
        """
        self.topic = topic
        self._write()

    def take_keyboard(self) -> None:
        """Put the keyboard in the text and say which it is."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.text, self.text.accessibleName())

    def sizeHint(self) -> QSize:
        """360 px wide at 100%."""
        return QSize(px(360), px(400))

    def minimumSizeHint(self) -> QSize:
        """The panel gives way before the window does."""
        return QSize(px(240), px(120))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(px(16), px(8), px(8), px(8))
        head.setSpacing(px(8))
        head.addWidget(Glyph("help-circle", self))
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        foot = FlowLayout(margins=QMargins(16, 8, 16, 8))
        foot.addWidget(self.keys_button)
        foot.addWidget(self.guide_button)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Rule(self))
        inside = QVBoxLayout()
        inside.setContentsMargins(*[px(6)] * 4)  # room for the focus ring
        inside.addWidget(self.text)
        column.addLayout(inside, 1)
        column.addWidget(Rule(self))
        column.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(Rule(self, upright=True))
        row.addLayout(column, 1)

    def _write(self) -> None:
        if self.topic is None:
            return
        name = tr("Help: {title}", title=self.topic.title)
        self.title.set_whole(name)
        self.setAccessibleName(name)
        self.text.setAccessibleName(name)
        document = topic_document(self.topic, self.text)
        self.text.setDocument(document)


def topic_document(topic: Topic, owner: QWidget) -> QTextDocument:
    """A topic as a text with headings, numbered steps and keys.

    Args:
        topic: what it says.
        owner: whose the text is.
    """
    document = QTextDocument(owner)
    document.setDocumentMargin(px(10))
    document.setDefaultFont(theme().font(Size.BODY))
    writer = _Writer(document)
    writer.line(topic.purpose, below=6)
    for how in topic.how:
        writer.heading(how.title)
        for number, step in enumerate(how.steps, 1):
            writer.line(f"{number}.\t{step}" if len(how.steps) > 1 else step, hanging=len(how.steps) > 1)
    if topic.keys:
        writer.heading(tr("Keys"))
        for one in topic.keys:
            writer.key_line(one.keys, one.words)
    return document


class _Writer:
    """Puts blocks into a document, from the top."""

    def __init__(self, document: QTextDocument) -> None:
        self._cursor = QTextCursor(document)
        self._first = True

    def heading(self, text: str) -> None:
        """A heading screen readers can go to."""
        block = QTextBlockFormat()
        block.setHeadingLevel(2)
        block.setTopMargin(px(14))
        block.setBottomMargin(px(4))
        self._put(text, block, _words("ink", Weight.SEMI))

    def line(self, text: str, *, hanging: bool = False, below: int = 4) -> None:
        """A paragraph; hanging ones have their number outside."""
        block, first = QTextBlockFormat(), self._first
        block.setBottomMargin(px(below))
        block.setLineHeight(px(20), QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        if hanging:
            block.setLeftMargin(px(20))
            block.setTextIndent(-px(20))
            block.setTabPositions([_tab(20)])
        self._put(text, block, _words("ink" if first else "ink2", Weight.REGULAR))

    def key_line(self, keys: Keys, words: str) -> None:
        """Keys, and what they do."""
        block = QTextBlockFormat()
        block.setBottomMargin(px(6))
        block.setLeftMargin(px(116))
        block.setTextIndent(-px(116))
        block.setTabPositions([_tab(116)])
        self._put("", block, _words("ink2", Weight.REGULAR))
        for at, key in enumerate(keys):
            if at:
                self._cursor.insertText("+", _words("ink3", Weight.REGULAR))
            cap = _words("ink", Weight.SEMI)
            cap.setBackground(theme().colour("sunk"))
            self._cursor.insertText(f"{_NO_BREAK}{key}{_NO_BREAK}", cap)
        self._cursor.insertText(f"\t{words}", _words("ink2", Weight.REGULAR))

    def _put(self, text: str, block: QTextBlockFormat, words: QTextCharFormat) -> None:
        if self._first:
            self._first = False
            self._cursor.setBlockFormat(block)
        else:
            self._cursor.insertBlock(block)
        self._cursor.insertText(text, words)


def _words(token: str, weight: int) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(theme().font(Size.BODY, weight))
    made.setForeground(theme().colour(token))
    return made


def _tab(at: int) -> QTextOption.Tab:
    return QTextOption.Tab(px(at), QTextOption.TabType.LeftTab)
