"""The palette: one field that finds any record and does anything, over a darkened window."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QKeyCombination, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.services.finder import Finder, Findings
from desktop.services.finder_opened import FoundKind
from desktop.ui.base.card import Glyph
from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER, KeyCap
from desktop.ui.base.label import Label
from desktop.ui.base.paint import box
from desktop.ui.base.search_field import WAIT_MS
from desktop.ui.base.spoken import announce
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Radius
from desktop.ui.palette.commands import Command, Commands
from desktop.ui.palette.list import PaletteList, PaletteModel
from desktop.ui.palette.parts import PaletteField, Scrim
from desktop.ui.palette.rows import MOST_COMMANDS, Row, command_row, count, found_words, rows_of

COMMANDS_MARK = ">"
_WIDTH, _TOP, _FIELD, _FOOT = 678, 97, 54, 40
_TALL, _EDGE = 640, 44
"""A window lower than this has the palette near its top; at the foot this much of the window stays seen."""
_PAGE = 6


class Palette(QDialog):
    """The field, what was found and what can be done; laid over a window by `open_over`.

    Signals:
        record_asked: a record to open (`Found`).
    """

    record_asked = Signal(object)

    def __init__(self, context: AppContext, commands: Commands, window: QWidget) -> None:
        """Make it, hidden.

        Args:
            context: the open hub.
            commands: what can be done.
            window: what it is laid over.
        """
        self.scrim = Scrim(window)
        super().__init__(self.scrim)
        self.setWindowFlags(Qt.WindowType.Widget)  # inside the window: nothing of it outlives a lock
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self._context, self._commands, self._window = context, commands, window
        self._finder = context.service(Finder)
        self._findings = Findings("")
        self._waits: Callable[[], object] | None = None
        self._before: QWidget | None = None
        self.setWindowTitle(tr("Find or do anything"))
        self.setAccessibleName(tr("Find or do anything"))
        self.field = PaletteField(self)
        self.count = Label("", self, kind="second")
        self.model = PaletteModel(self)
        self.list = PaletteList(self.model, self)
        self.nothing = Label("", self, tone="ink2", wrap=True)
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.search)
        self.field.textEdited.connect(self._on_edited)
        self.field.key_pressed.connect(self._on_key)
        self.list.clicked.connect(lambda index: self.run(index.row()))
        self.list.entered.connect(lambda index: self._choose(index.row()))
        self.scrim.pressed.connect(self.leave)
        window.installEventFilter(self)
        self.hide()

    def open_over(self, typed: str = "") -> None:
        """Show it, with something typed already or nothing."""
        self._before = self._window.focusWidget()
        self.field.setText(typed)
        self._show_rows(Findings(""), [])
        self.scrim.cover(self._window.rect())
        self.show()
        self._place()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.end(False)
        self.search()

    def leave(self) -> None:
        """Close it and put the keyboard back where it was."""
        self._close()
        before = self._before  # its page may have gone meanwhile
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def searching(self) -> bool:
        """Whether an answer to what was typed is still to come."""
        return self._timer.isActive() or self._findings.typed != self._typed()

    def search(self, wide: FoundKind | None = None) -> None:
        """Look now.

        Args:
            wide: a kind of which to show more.
        """
        self._timer.stop()
        typed, actor = self._typed(), self._context.actor
        if typed.startswith(COMMANDS_MARK):
            self._on_found(Findings(typed))
            return
        self._context.jobs.read(
            lambda: self._finder.find(actor, typed, wide), self._on_found, key=f"palette-{id(self)}"
        )

    def run(self, row: int) -> None:
        """Open the record of a row or do what it says."""
        if 0 <= row < len(self.model.rows) and not self.model.rows[row].is_head:
            wanted = self.model.rows[row]
            self._close()
            if wanted.found is not None:
                self.record_asked.emit(wanted.found)
            elif wanted.act is not None:
                wanted.act()

    def reject(self) -> None:
        """Esc as Qt has it."""
        self.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size; go when it is hidden, as it is when the hub is locked."""
        if watched is self._window and self.isVisible():
            if event.type() == QEvent.Type.Resize:
                self.scrim.cover(self._window.rect())
                self._place()
            elif event.type() == QEvent.Type.Hide:
                self._close()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, the line under the field and the foot."""
        painter, now = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box(painter, self.rect(), fill="surface2", edge="line2", radius=Radius.PALETTE)
        upper = self.rect().adjusted(0, 0, 0, -px(_FOOT))
        box(painter, upper, fill="surface", radius=Radius.PALETTE)
        painter.fillRect(upper.adjusted(1, px(12), -1, 0), now.colour("surface"))
        for y in (px(_FIELD) - 1, self.height() - px(_FOOT)):
            painter.fillRect(0, y, self.width(), 1, now.colour("line2"))
        box(painter, self.rect(), edge="line2", radius=Radius.PALETTE)

    # building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        column.addWidget(self._foot())
        self.nothing.setContentsMargins(px(18), px(14), px(18), px(14))

    def _head(self) -> QWidget:
        head = QWidget(self)
        head.setFixedHeight(px(_FIELD) - 1)
        row = QHBoxLayout(head)
        row.setContentsMargins(px(17), 0, px(18), 0)
        row.setSpacing(px(10))
        row.addWidget(Glyph("search", head, size=20))
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        return head

    def _foot(self) -> QWidget:
        foot = QWidget(self)
        foot.setFixedHeight(px(_FOOT) - 1)
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(18), 0, px(18), 0)
        row.setSpacing(px(6))
        for keys, words in ((("↑", "↓"), tr("move")), ((ENTER,), tr("open")), ((tr("Tab"),), tr("more"))):
            row.addWidget(KeyCap(*keys, parent=foot))
            row.addWidget(Label(words, foot, kind="second"))
            row.addSpacing(px(8))
        row.addStretch(1)
        row.addWidget(Label(tr("Type > for commands."), foot, kind="second"))
        return foot

    def _place(self) -> None:
        """Lay it over the upper middle of the window, as tall as its rows."""
        window = self._window.rect()
        wide = min(px(_WIDTH), window.width() - px(32))
        wanted = self.list.wanted_height() if self.model.rows else 0
        wanted += 0 if self.nothing.isHidden() else self.nothing.heightForWidth(wide)
        top = px(_TOP if window.height() >= px(_TALL) else _EDGE)
        room = window.height() - top - px(_EDGE)
        height = min(px(_FIELD + _FOOT) + max(wanted, px(44)) + 2, room)
        self.setGeometry(QRect((window.width() - wide) // 2, top, wide, height))
        self.scrim.shade(self.geometry())

    # answers

    def _typed(self) -> str:
        return self.field.text().strip()

    def _on_edited(self) -> None:
        self._waits = None
        self._timer.start()

    def _on_found(self, findings: Findings) -> None:
        if findings.typed != self._typed() or not self.isVisible():
            return
        self._show_rows(findings, self._offered(findings))
        waits, self._waits = self._waits, None
        if waits is not None:
            waits()

    def _offered(self, findings: Findings) -> list[Command]:
        """What can be done: about the person and the request found first, then what the words name."""
        typed = findings.typed
        if typed.startswith(COMMANDS_MARK):
            return self._commands.matching(typed.removeprefix(COMMANDS_MARK))
        if not typed:
            return [one for one in self._commands.matching("") if not one.aside][:MOST_COMMANDS]
        firsts = [group.rows[0] for group in findings.groups]
        about = [command for found in firsts for command in self._commands.about(found) if not command.aside]
        return about + self._commands.matching(typed)[:MOST_COMMANDS]

    def _show_rows(self, findings: Findings, commands: list[Command]) -> None:
        kept = self._row()
        same = findings.typed == self._findings.typed and kept is not None
        self._findings = findings
        today = self._finder.today()
        if findings.typed.startswith(COMMANDS_MARK):
            rows = [command_row(one, findings.typed[1:].lower().split()) for one in commands]
            self.count.setText(found_words(len(rows), False))
        else:
            rows = rows_of(findings, commands, today)
            self.count.setText(count(findings, commands) if findings.typed else "")
        self.nothing.setVisible(not rows)
        if not rows and findings.typed and not findings.typed.startswith(COMMANDS_MARK):
            rows = [command_row(one, []) for one in self._commands.instead(findings.typed)]
        self.model.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.nothing.setText(tr("Nothing found. Check the spelling, or try a street or the end of a number."))
        again = next((at for at, row in enumerate(rows) if same and kept and row.title == kept.title), -1)
        self._choose(again if again >= 0 else self.model.step(-1, 1))
        if self.isVisible():
            self._place()
            announce(self.field, self.count.text())

    def _row(self) -> Row | None:
        at = self.list.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _choose(self, row: int) -> None:
        if row >= 0 and not self.model.rows[row].is_head and row != self.list.currentIndex().row():
            self.list.setCurrentIndex(self.model.index(row, 0))
            if row == self.model.step(-1, 1):
                self.list.scrollToTop()
            if self.isVisible():
                announce(self.list, self.model.rows[row].spoken())

    # keys

    def _on_key(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = self._steps().get(Qt.Key(event.key())) if plain else None
        act = self._act_of(event) if step is None else None
        self.field.taken = step is not None or act is not None
        if step is not None:
            step()
        elif act is not None:
            self._close()
            act()

    def _steps(self) -> dict[Qt.Key, Callable[[], object]]:
        return {
            Qt.Key.Key_Down: lambda: self._step(1),
            Qt.Key.Key_Up: lambda: self._step(-1),
            Qt.Key.Key_PageDown: lambda: self._leap(1),
            Qt.Key.Key_PageUp: lambda: self._leap(-1),
            Qt.Key.Key_Return: self._enter,
            Qt.Key.Key_Enter: self._enter,
            Qt.Key.Key_Tab: self._more,
            Qt.Key.Key_Escape: self.leave,
        }

    def _act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a shortcut does here: for the row chosen, else for a row shown, else everywhere."""
        if not event.modifiers() and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35:
            return None
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z and event.key() < Qt.Key.Key_Escape:
            held &= ~Qt.KeyboardModifier.ShiftModifier  # Shift is what types the mark on many layouts
        pressed = QKeySequence(QKeyCombination(held, Qt.Key(event.key()))).toString()
        pressed = pressed.replace("Return", ENTER).replace("Enter", ENTER)
        keys = tuple(pressed.split("+")) if not pressed.endswith("++") else (*pressed[:-2].split("+"), "+")
        row = self._row()
        about = self._commands.about(row.found) if row is not None and row.found is not None else []
        acts = [(one.keys, one.act) for one in about]
        acts += [(one.keys, one.act) for one in self.model.rows if one.act is not None]
        acts += [(one.keys, one.act) for one in self._commands]
        return next((act for held, act in acts if held == keys), None)

    def _step(self, by: int) -> None:
        self._choose(self.model.step(self.list.currentIndex().row(), by))

    def _leap(self, by: int) -> None:
        at = self.list.currentIndex().row()
        for _ in range(_PAGE):
            following = self.model.step(at, by)
            if (following - at) * by <= 0:
                break
            at = following
        self._choose(at)

    def _enter(self) -> None:
        if self.searching:
            self._waits = self._enter
            self.search()
        else:
            self.run(self.list.currentIndex().row())

    def _more(self) -> None:
        row = self._row()
        if row is not None and row.found is not None and self._findings.typed:
            self.search(row.found.kind)

    def _close(self) -> None:
        self._waits = None
        self._timer.stop()
        self.hide()
        self.scrim.hide()
        self._window.setFocus(Qt.FocusReason.OtherFocusReason)
