"""The pane beside a list: what is known about the record the keyboard is on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.enums import Urgency
from desktop.ui.base.avatar import Avatar
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Glyph, Rule, scrolling
from desktop.ui.base.chip import Chip, StatusLabel
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.label import Label
from desktop.ui.base.permits import may_open
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone


@dataclass(frozen=True, slots=True)
class DetailRow:
    """One line of a section.

    Attributes:
        label: what it is; empty for a line across.
        value: the words; a line without any is left out.
        icon: before the value, or empty.
        tone: colour of the value, or None.
        key: when set, the value is a link and `DetailPane.followed` carries this; its place stands before
            the colon, and where that may not be opened the words are no link.
        chip: draw the value as a chip.
    """

    label: str
    value: str
    icon: str = ""
    tone: Tone | None = None
    key: str = ""
    chip: bool = False


@dataclass(frozen=True, slots=True)
class DetailSection:
    """A heading and its lines; the heading may be empty."""

    title: str
    rows: Sequence[DetailRow]


@dataclass(frozen=True, slots=True)
class DetailAction:
    """A button at the foot of the pane.

    Attributes:
        key: carried by `DetailPane.acted`.
        text: the verb.
        icon: or empty.
        kind: at most one primary.
        keys: key caps shown.
        off: why it cannot be done now, or empty.
    """

    key: str
    text: str
    icon: str = ""
    kind: ButtonKind = ButtonKind.SECONDARY
    keys: tuple[str, ...] = ()
    off: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything the pane shows.

    Attributes:
        title: the record's name.
        subtitle: reference, when, by whom.
        icon: before the title; ignored with `person`.
        person: a name whose initials show before the title.
        urgency: its shape and word under the title, or None.
        quote: the person's own words, set apart.
        sections: lines under headings.
        actions: buttons at the foot.
    """

    title: str
    subtitle: str = ""
    icon: str = ""
    person: str = ""
    urgency: tuple[Urgency, str] | None = None
    quote: str = ""
    sections: Sequence[DetailSection] = field(default_factory=tuple)
    actions: Sequence[DetailAction] = field(default_factory=tuple)


class DetailPane(QFrame):
    """Header, lines that scroll, and a bar of buttons that stays.

    Signals:
        followed: the key of a line that was followed.
        acted: the key of a button that was pressed.
    """

    followed = Signal(str)
    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.setMinimumWidth(px(260))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._parts: list[QWidget] = []
        self.buttons: dict[str, Button] = {}

    def show_detail(self, detail: Detail | None) -> None:
        """Show a record, or nothing.

        Args:
            detail: what is known.
        """
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts, self.buttons = [], {}
        if detail is None:
            return
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(18), px(12), px(18), px(16))
        column.setSpacing(px(10))
        if detail.quote:
            column.addWidget(_quote(detail.quote))
        said = [(one.title, [row for row in one.rows if row.value]) for one in detail.sections]
        for number, (title, rows) in enumerate([each for each in said if each[1]]):
            if number and title:
                column.addWidget(Rule())
            if title:
                column.addWidget(Label(title, kind="field"))
            column.addLayout(rows_grid(rows, self.followed.emit))
        column.addStretch(1)
        self._parts = [_header(detail), Rule(), scrolling(body)]
        if detail.actions:
            self._parts += [Rule(), self._bar(detail.actions)]
        for part in self._parts:
            self._column.addWidget(part, 1 if part is self._parts[2] else 0)

    def take_keyboard(self, key: str = "") -> None:
        """Put the keyboard on a button.

        Args:
            key: of the button; where there is none, or it cannot be pressed, on what is done first.
        """
        usable = {one: button for one, button in self.buttons.items() if button.isEnabled()}
        first: QWidget | None = self.focusProxy() or next(iter(usable.values()), None)
        wanted = usable.get(key, first)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def focused_key(self) -> str | None:
        """The key of the button the window's keyboard is on, empty elsewhere in the pane; None outside."""
        focused = self.window().focusWidget()
        if focused is None or not any(part.isAncestorOf(focused) for part in self._parts):
            return None
        return next((key for key, button in self.buttons.items() if button is focused), "")

    def show_again(self, detail: Detail) -> None:
        """Show the same record as it is now, keeping the keyboard and how far the lines were scrolled."""
        key, bar = self.focused_key(), self._scroll_bar()
        top = bar.value() if bar is not None else 0
        self.show_detail(detail)
        if key is not None and self.focused_key() is None:
            self.take_keyboard(key)
        bar = self._scroll_bar()
        if bar is not None and top:
            # The lines have their height once they are laid out; until then there is nothing to scroll.
            self._column.activate()
            bar.setValue(top)

    def _scroll_bar(self) -> QScrollBar | None:
        area = self._parts[2] if self._parts else None
        return area.verticalScrollBar() if isinstance(area, QScrollArea) else None

    def _bar(self, actions: Sequence[DetailAction]) -> QWidget:
        bar = QWidget()
        row = FlowLayout(bar, margins=QMargins(18, 11, 12, 11))
        for action in actions:
            button = Button(action.text, kind=action.kind, icon=action.icon, keys=action.keys)
            if action.off:
                button.switch_off(action.off)
            button.clicked.connect(lambda _=False, key=action.key: self.acted.emit(key))
            self.buttons[action.key] = button
            row.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        bar.setSizePolicy(policy)
        return bar


def rows_grid(rows: Sequence[DetailRow], follow: Callable[[str], object]) -> QGridLayout:
    """Lay lines out: what each is, then its words.

    Args:
        rows: those with words.
        follow: called with the key of a line that was followed.
    """
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(12))
    grid.setVerticalSpacing(px(6))
    grid.setColumnStretch(1, 1)
    for at, row in enumerate(rows):
        value = _value(row, follow)
        if row.label:
            label = Label(row.label, kind="second")
            grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, at, 1)
        else:
            grid.addWidget(value, at, 0, 1, 2)
    return grid


def _value(row: DetailRow, follow: Callable[[str], object]) -> QWidget:
    if row.chip:
        return Chip(row.value, icon=row.icon, tone=row.tone or Tone.NEUT)
    if row.key and may_open(row.key.partition(":")[0]):
        link = Button(row.value, kind=ButtonKind.LINK, small=True)
        link.clicked.connect(lambda: follow(row.key))
        return link
    if row.icon:
        return StatusLabel(row.value, icon=row.icon, tone=row.tone or Tone.SECOND, wrap=True)
    words = Label(row.value, wrap=True, tone=str(row.tone or ""))
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words


def _header(detail: Detail) -> QWidget:
    header = QWidget()
    row = QHBoxLayout(header)
    row.setContentsMargins(px(18), px(14), px(14), px(12))
    row.setSpacing(px(10))
    top = Qt.AlignmentFlag.AlignTop
    if detail.person:
        row.addWidget(Avatar(detail.person, size=40), 0, top)
    elif detail.icon:
        row.addWidget(Glyph(detail.icon, tone="accent", size=20), 0, top)
    words = QVBoxLayout()
    words.setSpacing(px(3))
    words.addWidget(Label(detail.title, kind="section", wrap=True))
    if detail.urgency:
        words.addWidget(StatusLabel(detail.urgency[1], urgency=detail.urgency[0]))
    if detail.subtitle:
        words.addWidget(Label(detail.subtitle, kind="second", wrap=True))
    row.addLayout(words, 1)
    return header


def _quote(text: str) -> QWidget:
    quote = QFrame()
    quote.setProperty("role", "quote")
    row = QHBoxLayout(quote)
    row.setContentsMargins(px(12), px(2), 0, px(2))
    row.addWidget(Label(f"“{text}”", kind="quote", wrap=True))
    return quote
