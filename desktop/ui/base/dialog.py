"""Dialogs: opened, never run in a loop of their own, with buttons named by what they do."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QDir, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.jobs.runner import JobRunner
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Rule, scrolling
from desktop.ui.base.form import RecordForm
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px


def keep_on_screen(window: QWidget) -> None:
    """Make a window that large text made larger than its screen small enough; what is in it scrolls."""
    room = window.screen().availableGeometry().size()
    window.resize(window.size().boundedTo(QSize(room.width() - px(16), room.height() - px(40))))


def add_concern_key(dialog: QDialog) -> None:
    """Let Ctrl+Shift+S raise a concern over a dialog: while it waits, the keys of its window do not work.

    Args:
        dialog: of a window that has a signal ``concern_asked``; of any other, the keys do nothing.
    """

    def ask() -> None:
        window = dialog.parentWidget()
        while window is not None and not hasattr(window, "concern_asked"):
            window = window.parentWidget()
        if window is not None:
            window.concern_asked.emit(dialog)

    QShortcut(QKeySequence("Ctrl+Shift+S"), dialog, ask)


class FileDialog(QFileDialog):
    """Asks for a file or a folder; use `open()`. It lets itself go when it closes, however it closes.

    It begins where the one before was used, the first in the person's documents: the folder a program runs in
    is its own, and may not be written to.
    """

    _last = ""

    def __init__(self, parent: QWidget, title: str) -> None:
        """Make it.

        Args:
            parent: the window it belongs to.
            title: what it asks for.
        """
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        begins = next(
            (one for one in (FileDialog._last, documents) if one and QDir(one).exists()), QDir.homePath()
        )
        super().__init__(parent, title, begins)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.accepted.connect(self._keep_folder)

    def _keep_folder(self) -> None:
        FileDialog._last = self.directory().absolutePath()


class SheetDialog(QDialog):
    """A title, a body, and a foot with one main button; use `open()`.

    Ctrl+Enter presses the main button. Esc leaves, and asks first only when something would be lost.
    Ctrl+Shift+S raises a concern over it.

    Signals:
        confirmed: the main button was pressed; whoever listens closes the dialog.
    """

    confirmed = Signal()

    def __init__(
        self,
        title: str,
        parent: QWidget | None = None,
        *,
        verb: str,
        sentence: str = "",
        kind: ButtonKind = ButtonKind.PRIMARY,
        leave: str = "",
    ) -> None:
        """Make a dialog; add widgets to `body`.

        Args:
            title: what it is about.
            parent: the window it belongs to.
            verb: the main button.
            sentence: one line under the title.
            kind: look of the main button; DANGER for what cannot be undone.
            leave: the other button; "Cancel" when empty.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head(title, sentence))
        content = QWidget()
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(px(24), px(4), px(24), px(16))
        self.body.setSpacing(px(12))
        outer.addWidget(scrolling(content, self), 1)
        outer.addWidget(Rule(self))
        self.primary = Button(verb, self, kind=kind, keys=(tr("Ctrl"), ENTER))
        self.secondary = Button(leave or tr("Cancel"), self)
        self._asking = QWidget(self)
        outer.addWidget(self._ask_row())
        outer.addLayout(self._foot())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.primary.click)
        add_concern_key(self)
        self.primary.clicked.connect(self.confirmed)
        self.secondary.clicked.connect(self.leave)
        self.setMinimumWidth(px(440))

    def is_dirty(self) -> bool:
        """Whether leaving would lose something; overridden by dialogs with forms."""
        return False

    def leave(self) -> None:
        """Close without doing anything, asking first when something would be lost."""
        if self.is_dirty() and self._asking.isHidden():
            self._asking.show()
            self._keep.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.reject()

    def _head(self, title: str, sentence: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(px(24), px(20), px(24), px(8))
        column.setSpacing(px(4))
        column.addWidget(Label(title, kind="title", wrap=True))
        if sentence:
            column.addWidget(Label(sentence, kind="body", tone="ink2", wrap=True))
        return column

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(px(24), px(12), px(24), px(14))
        row.setSpacing(px(8))
        row.addWidget(self.primary)
        row.addWidget(self.secondary)
        row.addStretch(1)
        self.foot = row
        return row

    def _ask_row(self) -> QWidget:
        row = QHBoxLayout(self._asking)
        row.setContentsMargins(px(24), px(10), px(24), 0)
        row.setSpacing(px(8))
        row.addWidget(Label(tr("What you typed is not saved yet."), kind="strong"), 1)
        self._keep = Button(tr("Go back to it"), small=True)
        self._keep.clicked.connect(self._asking.hide)
        drop = Button(tr("Leave without saving"), kind=ButtonKind.DANGER, small=True)
        drop.clicked.connect(self.reject)
        row.addWidget(self._keep)
        row.addWidget(drop)
        self._asking.hide()
        return self._asking

    def showEvent(self, event: QShowEvent) -> None:
        """Stay within the screen."""
        super().showEvent(event)
        keep_on_screen(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves; Enter alone presses nothing, so that it can be typed."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)


class ConfirmDialog(SheetDialog):
    """Asks before what cannot be undone, naming what will happen."""

    def __init__(
        self,
        title: str,
        sentence: str,
        verb: str,
        parent: QWidget | None = None,
        *,
        on_yes: Callable[[], object] | None = None,
        danger: bool = True,
    ) -> None:
        """Ask.

        Args:
            title: the question.
            sentence: what exactly will happen.
            verb: the button that does it.
            parent: the window it belongs to.
            on_yes: called after the dialog closed with yes.
            danger: red rather than petrol.
        """
        kind = ButtonKind.DANGER if danger else ButtonKind.PRIMARY
        super().__init__(title, parent, verb=verb, sentence=sentence, kind=kind)
        self.confirmed.connect(self.accept)
        if on_yes is not None:
            self.accepted.connect(on_yes)
        self.secondary.setFocus()


class FormDialog(SheetDialog):
    """A form in a dialog that saves through the job runner and shows refusals beside their fields.

    Signals:
        saved: what the service gave back.
    """

    saved = Signal(object)

    def __init__(
        self,
        title: str,
        fields: Sequence[FormField],
        save: Callable[[dict[str, Any]], object],
        jobs: JobRunner,
        parent: QWidget | None = None,
        *,
        verb: str = "",
        sentence: str = "",
        kind: ButtonKind = ButtonKind.PRIMARY,
    ) -> None:
        """Make a dialog.

        Args:
            title: what it is about.
            fields: the questions.
            save: the service call, run off the GUI thread with the answers.
            jobs: runs it.
            parent: the window it belongs to.
            verb: the main button; "Save" when empty.
            sentence: one line under the title.
            kind: look of the main button.
        """
        super().__init__(title, parent, verb=verb or tr("Save"), sentence=sentence, kind=kind)
        self._save, self._jobs = save, jobs
        self.form = RecordForm(fields, self)
        self.body.addWidget(self.form)
        self.confirmed.connect(self._on_confirmed)
        self.resize(px(620), min(px(110 + sum(map(_tall, fields))), px(620)))
        self.form.focus_first()

    def is_dirty(self) -> bool:
        """Whether an answer was changed."""
        return self.form.dirty

    def _on_confirmed(self) -> None:
        values = self.form.collect()
        if values is None:
            return
        self.primary.setEnabled(False)
        self._jobs.write(
            lambda: self._save(values), self._on_saved, self.form.show_problem, settled=self._on_settled
        )

    def _on_saved(self, result: object) -> None:
        self.form.mark_clean()
        self.accept()
        self.saved.emit(result)

    def _on_settled(self) -> None:
        self.primary.setEnabled(True)


class ReasonDialog(FormDialog):
    """Takes a record out of use, with the reason that stays in its history."""

    def __init__(
        self,
        title: str,
        sentence: str,
        verb: str,
        act: Callable[[str], object],
        jobs: JobRunner,
        parent: QWidget | None = None,
    ) -> None:
        """Ask for a reason.

        Args:
            title: the question.
            sentence: what will happen.
            verb: the button that does it.
            act: the service call; takes the reason.
            jobs: runs it.
            parent: the window it belongs to.
        """
        reason = FormField("reason", tr("Why"), FieldKind.MULTILINE, required=True, max_length=500, lines=3)
        super().__init__(
            title,
            [reason],
            lambda values: act(values["reason"]),
            jobs,
            parent,
            verb=verb,
            sentence=sentence,
            kind=ButtonKind.DANGER,
        )


def _tall(field: FormField) -> int:
    """About how much room a question takes, in px at 100%: long answers and hints need more."""
    more = max(field.lines - 3, 0) * 22 if field.kind is FieldKind.MULTILINE else 0
    return 78 + more + (18 if field.hint else 0)
