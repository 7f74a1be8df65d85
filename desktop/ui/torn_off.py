"""A record in a window of its own, to stand beside the main one or on a second screen."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import EmptyState, Glyph
from desktop.ui.base.dialog import SheetDialog, keep_on_screen
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.lone_page import LonePage
from desktop.ui.base.page import Page
from desktop.ui.base.theme import px, theme
from desktop.ui.base.toast import Toast
from desktop.ui.shell_bars import DemoRibbon
from desktop.ui.shell_keys import WindowKeys
from desktop.ui.side_window import SideWindow

WORDS_BELOW = 640
"""Width of the window, in px at 100%, under which the buttons of its bar are icons."""
SIDE_FROM = 1000


class TornOffBar(QFrame):
    """What the window shows and what every window can do.

    Attributes:
        main_window: shows the record in the main window.
        help: opens help.
        lock: locks.
    """

    def __init__(self, icon: str, kind: str, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            icon: of the kind of record.
            kind: its word, shown until the name is known.
            parent: the owner.
        """
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.kind = Label(kind, self, kind="caption")
        self.name = Label("", self, kind="page", wrap=True)
        self.name.hide()
        self.about = Label("", self, kind="second", wrap=True)
        self.about.hide()
        quiet = ButtonKind.QUIET
        self.main_window = Button(tr("Main window"), self, kind=quiet, icon="device-desktop", small=True)
        self.help = Button(tr("Help"), self, kind=quiet, icon="help-circle", small=True)
        self.lock = Button(tr("Lock"), self, kind=quiet, icon="lock", small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(18), px(8), px(10), px(8))
        row.setSpacing(px(10))
        self.mark = Glyph(icon, self, tone="accent", size=20)
        row.addWidget(self.mark)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(self.kind)
        words.addWidget(self.name)
        words.addWidget(self.about)
        row.addLayout(words, 1)
        tools = QHBoxLayout()
        tools.setSpacing(px(4))
        for button in (self.main_window, self.help, self.lock):
            tools.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(tools)

    def say(self, name: str, about: str = "") -> None:
        """Name what is shown.

        Args:
            name: of the record; empty where it stands on the page itself, and its kind is enough here.
            about: what stands under it.
        """
        for label, words in ((self.name, name), (self.about, about)):
            label.setText(words)
            label.setVisible(bool(words))
        self.kind.setVisible(not name)
        self.mark.setVisible(bool(name))

    def fit(self, wide: int) -> None:
        """Give up the words of the buttons before those of the name."""
        for button in (self.main_window, self.help, self.lock):
            button.set_icon_only(wide < px(WORDS_BELOW))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line below."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, theme().colour("line2"))


class TornOffWindow(SideWindow):
    """One record.

    Signals:
        closed: the window goes; its size as it was.
        undo_asked: Undo in its message: the change it belongs to.
    """

    closed = Signal(QSize)
    undo_asked = Signal(str)

    side_from = SIDE_FROM

    def __init__(self, topic: str, kind: str, icon: str, *, demo: bool = False) -> None:
        """Make it without its record; `take` gives it one.

        Args:
            topic: key of its help.
            kind: what kind of record it is, in a word.
            icon: of that kind.
            demo: show the demonstration ribbon.
        """
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._topic, self._kind, self._txn = topic, kind, ""
        self._page: LonePage | None = None
        self.is_gone = False
        self.bar = TornOffBar(icon, kind, self)
        self.nothing = EmptyState(_gone_words(), self, icon=icon)
        self.stack.addWidget(self.nothing)
        self._build(demo)
        self.toast = Toast(self)
        self.toast.undo_asked.connect(self._on_undo)
        self.bar.help.clicked.connect(self.help_asked)
        self.keys = WindowKeys(self, self.page, self._on_escape, self.panes)
        self.keys.bind("F1", self.help_asked.emit)
        self.keys.bind("Ctrl+W", self.close)
        self._name(kind)
        theme().changed.connect(self._on_theme_changed)

    def take(self, page: LonePage) -> None:
        """Show a record.

        Args:
            page: a new one; the window owns it from now on.
        """
        self._page = page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        page.title_changed.connect(self._on_title_changed)
        page.found.connect(self._on_found)
        page.gone.connect(self._on_gone)
        page.left.connect(self.close)
        page.said.connect(lambda text, _undo: self.say(text))
        page.enter()

    def page(self) -> Page | None:
        """The record's page; None where the record is gone."""
        return None if self.is_gone else self._page

    def content(self) -> LonePage | None:
        """The record's page, also where the record is gone."""
        return self._page

    def on_show(self) -> str:
        """The key of its help."""
        return self._topic

    def panes(self) -> list[QWidget]:
        """The bar, the parts of the record, help."""
        return [self.bar, *super().panes()]

    def say(self, text: str, *, txn: str = "") -> None:
        """Show a short message at the foot.

        Args:
            text: what happened.
            txn: the change Undo would take back; none when empty.
        """
        self._txn = txn
        self.toast.say(text, undo=bool(txn))

    def unsaved(self) -> SheetDialog | None:
        """A form over this window in which something is half-typed."""
        shown = (one for one in self.findChildren(SheetDialog) if one.isVisible())
        return next((one for one in shown if one.is_dirty()), None)

    # building

    def _build(self, demo: bool) -> None:
        central = QWidget(self)
        outer = QVBoxLayout(central)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if demo:
            ribbon = DemoRibbon(central)
            ribbon.setWordWrap(True)
            outer.addWidget(ribbon)
        outer.addWidget(self.bar)
        outer.addLayout(self.beside, 1)
        self.setCentralWidget(central)

    # answers

    def _on_title_changed(self) -> None:
        if self._page is not None and not self.is_gone:
            self._name(self._page.title, self._page.subtitle)

    def _on_found(self) -> None:
        """It is there, perhaps again after somebody brought it back."""
        page = self._page
        if page is None:
            return
        self.is_gone = False
        self.stack.setCurrentWidget(page)
        self._name(page.title, page.subtitle)

    def _on_gone(self) -> None:
        """Say so in place of what is no longer true."""
        self.is_gone = True
        self.stack.setCurrentWidget(self.nothing)
        self._name(tr("No longer on the list"))
        self.bar.main_window.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self, title: str, subtitle: str = "") -> None:
        """Name the window, for the eye, the taskbar and the screen reader."""
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(tr("{kind} in a window of its own", kind=self._kind))
        on_page = self._page is not None and self._page.says_name and not self.is_gone
        self.bar.say("" if on_page else title, "" if on_page else subtitle)

    def _on_theme_changed(self) -> None:
        self.bar.fit(self.width())

    def _on_escape(self) -> bool:
        return self.close()

    def _on_undo(self) -> None:
        if self._txn:
            self.undo_asked.emit(self._txn)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing on the page took; Esc closes."""
        if not self.keys.take(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Stay within the screen."""
        super().showEvent(event)
        keep_on_screen(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the bar its words where there is room."""
        super().resizeEvent(event)
        self.bar.fit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of what outlives the window."""
        page = self._page
        if page is not None:
            page.leave()
            page.close_page()
        self.closed.emit(self.size())
        super().closeEvent(event)


def _gone_words() -> str:
    return tr(
        "This record was taken off its list or merged with another, so nothing of it is shown here. "
        "Ctrl+Z takes back what was done last; the View menu of the list has what was taken off."
    )
