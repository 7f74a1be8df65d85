"""The bars of the shell: name and search above, saved and backed up below, and the demonstration ribbon."""

from PySide6.QtCore import QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Rule
from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import draw_keys, keys_width
from desktop.ui.base.label import ElidedLabel, Label
from desktop.ui.base.paint import box, draw_icon
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Tone, Weight
from desktop.ui.person_button import PersonButton

WORDS_BELOW = 960
"""Width of the bar, in px at 100%, under which Help and Lock are icons."""


class SearchBox(QPushButton):
    """Looks like a field and opens the search of everything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            parent: the owner.
        """
        super().__init__(tr("Find a person, request, volunteer…"), parent)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAccessibleName(tr("Find or do anything"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """326 by 34 px at 100%."""
        return QSize(px(326), px(34))

    def minimumSizeHint(self) -> QSize:
        """Icon and keys stay."""
        return QSize(px(150), px(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw magnifier, words and keys."""
        painter, now = QPainter(self), theme()
        box(painter, self.rect(), fill="hover" if self.underMouse() else "surface", edge="ctl")
        draw_icon(painter, "search", QRect(px(10), 0, px(18), self.height()), "ink3")
        keys = (tr("Ctrl"), "K")
        wide = keys_width(keys)
        caps = QRect(self.width() - wide - px(7), 0, wide, self.height())
        draw_keys(painter, keys, caps, now.colour("ink2"), fill="surface")
        font = now.font(Size.BODY)
        painter.setFont(font)
        painter.setPen(now.colour("ink3"))
        words = QRect(px(34), 0, caps.left() - px(40), self.height())
        shown = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)


class TopBar(QFrame):
    """Name of the page, search, who is at the keyboard, lock.

    Signals:
        search_asked: open the search of everything.
        help_asked: show help for the page.
        lock_asked: lock now.
    """

    search_asked = Signal()
    help_asked = Signal()
    lock_asked = Signal()

    def __init__(
        self,
        user_name: str,
        parent: QWidget | None = None,
        *,
        with_search: bool,
        with_help: bool,
        with_lock: bool,
    ) -> None:
        """Make the bar.

        Args:
            user_name: who is at the keyboard; empty leaves the place out.
            parent: the owner.
            with_search: show the search box.
            with_help: show Help.
            with_lock: show Lock.
        """
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.title = Label("", self, kind="page")
        self.subtitle = ElidedLabel("", self, kind="body")
        self.subtitle.setProperty("tone", "ink2")
        self.search = SearchBox(self) if with_search else None
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), 0, px(14), 0)
        row.setSpacing(px(12))
        row.addWidget(self.title)
        row.addWidget(self.subtitle, 1)
        self._extra = QHBoxLayout()
        self._extra.setSpacing(px(8))
        row.addLayout(self._extra)
        if self.search is not None:
            self.search.clicked.connect(self.search_asked)
            row.addWidget(self.search)
        self._quiet: list[Button] = []
        if with_help:
            row.addWidget(self._button(tr("Help"), "help-circle", self.help_asked))
        self.person: PersonButton | None = None
        if user_name:
            rule = Rule(self, upright=True)
            rule.setFixedHeight(px(28))
            row.addWidget(rule)
            self.person = PersonButton(user_name, self)
            row.addWidget(self.person)
        if with_lock:
            row.addWidget(self._button(tr("Lock"), "lock", self.lock_asked))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _button(self, words: str, icon: str, asked: SignalInstance) -> Button:
        made = Button(words, self, kind=ButtonKind.QUIET, icon=icon)
        made.clicked.connect(asked)
        self._quiet.append(made)
        return made

    def set_title(self, title: str, subtitle: str) -> None:
        """Name the page on show."""
        self.title.setText(title)
        self.subtitle.set_whole(subtitle)

    def set_search(self, words: str) -> None:
        """Say something else in the search box.

        Args:
            words: empty for its own.
        """
        if self.search is not None:
            self.search.setText(words or tr("Find a person, request, volunteer…"))

    def set_extra(self, widget: QWidget | None) -> None:
        """Show a page's own widget before the search, in place of the last one."""
        while self._extra.count():
            item = self._extra.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
        if widget is not None:
            self._extra.addWidget(widget)
            widget.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up words before the search: Help and Lock keep their icons, the person the initials."""
        super().resizeEvent(event)
        narrow = self.width() < px(WORDS_BELOW)
        for button in self._quiet:
            button.set_icon_only(narrow)
        if self.person is not None:
            self.person.set_icon_only(narrow)

    def sizeHint(self) -> QSize:
        """52 px tall at 100%."""
        return QSize(super().sizeHint().width(), px(52))

    def minimumSizeHint(self) -> QSize:
        """The bar gives way before the window does."""
        return QSize(px(320), px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line below."""
        super().paintEvent(event)
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, theme().colour("line2"))


class StatusItem(QPushButton):
    """An icon, a word in bold and the rest; pressing it opens its detail."""

    def __init__(self, parent: QWidget | None = None, *, can_open: bool = True) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
            can_open: whether pressing it does something.
        """
        super().__init__(parent)
        self._strong, self._rest, self._icon, self._tone = "", "", "", Tone.SECOND
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if can_open else Qt.FocusPolicy.NoFocus)
        if can_open:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_state(self, strong: str, rest: str = "", *, icon: str, tone: Tone = Tone.SECOND) -> None:
        """Show a state.

        Args:
            strong: the word in bold.
            rest: what follows it.
            icon: before both.
            tone: SECOND when all is well, OK just after saving, WARN when something is overdue.
        """
        self._strong, self._rest, self._icon, self._tone = strong, rest, icon, tone
        self.setAccessibleName(f"{strong} {rest}".strip())
        self.updateGeometry()
        self.update()

    def _widths(self) -> tuple[int, int]:
        strong = QFontMetrics(theme().font(Size.SECOND, Weight.SEMI)).horizontalAdvance(self._strong)
        rest = QFontMetrics(theme().font(Size.SECOND)).horizontalAdvance(self._rest)
        return strong, rest + px(4) if self._rest else 0

    def sizeHint(self) -> QSize:
        """Room for everything."""
        return QSize(px(21) + sum(self._widths()) + px(4), px(28))

    def minimumSizeHint(self) -> QSize:
        """The bold word stays."""
        return QSize(px(21) + self._widths()[0] + px(4), px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw icon and words; nothing before there is a state."""
        if not self._icon:
            return
        painter, now = QPainter(self), theme()
        plain = self._tone is Tone.SECOND
        draw_icon(painter, self._icon, QRect(0, 0, px(16), self.height()), str(self._tone))
        strong, _ = self._widths()
        left = px(21)
        painter.setFont(now.font(Size.SECOND, Weight.SEMI))
        painter.setPen(now.colour("ink" if plain else str(self._tone)))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, 0, strong + 2, self.height()), middle, self._strong)
        painter.setFont(now.font(Size.SECOND))
        painter.setPen(now.colour("ink2" if plain else str(self._tone)))
        room = QRect(left + strong + px(4), 0, self.width() - left - strong - px(4), self.height())
        shown = painter.fontMetrics().elidedText(self._rest, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle, shown)


class StatusBar(QFrame):
    """Whether the work is safe: items are added by those who know.

    Signals:
        opened: the key of the item that was pressed.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.items: dict[str, StatusItem] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px(14), 0, px(14), 0)
        self._row.setSpacing(px(12))
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add_item(self, key: str, *, right: bool = False, can_open: bool = True) -> StatusItem:
        """Add an item.

        Args:
            key: carried by `opened`.
            right: stand at the right end.
            can_open: whether pressing it does something.
        """
        item = StatusItem(self, can_open=can_open)
        item.clicked.connect(lambda: self.opened.emit(key))
        if right:
            self._row.addWidget(item)
        else:
            at = next(at for at in range(self._row.count()) if self._is_stretch(at))
            if at:
                rule = Rule(self, upright=True)
                rule.setFixedHeight(px(16))
                self._row.insertWidget(at, rule)
                at += 1
            self._row.insertWidget(at, item)
        self.items[key] = item
        return item

    def _is_stretch(self, at: int) -> bool:
        item = self._row.itemAt(at)
        return item is not None and item.spacerItem() is not None

    def sizeHint(self) -> QSize:
        """28 px tall at 100%."""
        return QSize(px(400), px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the line above."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("rail"))
        painter.fillRect(0, 0, self.width(), 1, theme().colour("line2"))


class DemoRibbon(Label):
    """Says on every screen that nobody here is real."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            parent: the owner.
        """
        super().__init__(
            tr("Demonstration hub. Everyone in it is made up. Do not keep real records here."), parent
        )
        self.setProperty("role", "demo")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
