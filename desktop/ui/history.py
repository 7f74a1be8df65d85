"""Everything done to a record, newest first, in words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from db.enums import ChangeOp
from db.errors import KnownStoreError
from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.services.history import Edit, History
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import moment_words, short_date

SHOWN = 200
"""How many lines are shown; more would take longer to draw than anybody reads."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a record.

    Attributes:
        edits: newest first.
        words: says one edit; empty for what means nothing to a reader.
        title: over the list.
    """

    edits: Sequence[Edit]
    words: Callable[[Edit], str]
    title: str


class HistoryDialog(SheetDialog):
    """The list, in a dialog.

    Signals:
        undo_asked: take back one change: its transaction.
    """

    undo_asked = Signal(str)

    def __init__(
        self,
        title: str,
        edits: Iterable[Edit],
        today: date,
        parent: QWidget | None = None,
        *,
        words: Callable[[Edit], str] | None = None,
        with_undo: bool = False,
    ) -> None:
        """Show what was done.

        Args:
            title: the words over it.
            edits: newest first.
            today: the day it is.
            parent: the window it belongs to.
            words: says one edit; empty for what means nothing to a reader. `edit_words` when None.
            with_undo: offer to take back each change that still stands.
        """
        super().__init__(title, parent, verb=tr("Close"))
        self.secondary.hide()
        self.confirmed.connect(self.accept)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.notice = Notice(parent=self, tone=Tone.WARN)
        self.notice.hide()
        self.body.addWidget(self.notice)
        edits = list(edits)
        self._open = standing(edits) if with_undo else set[str]()
        said = [(edit, (words or edit_words)(edit)) for edit in edits]
        shown = [(edit, line) for edit, line in said if line][:SHOWN]
        self.lines = [line for _edit, line in shown]
        self.body.addLayout(self._grid(shown, today))
        self.body.addStretch(1)
        self.resize(px(640), px(480))

    def _grid(self, shown: Sequence[tuple[Edit, str]], today: date) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(2, 1)
        for at, (edit, line) in enumerate(shown):
            grid.addWidget(Label(moment_words(edit.at, today), self, kind="second"), at, 0)
            grid.addWidget(Label(edit.who, self, kind="second"), at, 1)
            grid.addWidget(Label(line, self, wrap=True), at, 2)
            if edit.txn in self._open:
                self._open.discard(edit.txn)
                grid.addWidget(self._undo_button(edit, line), at, 3)
        return grid

    def refuse(self, problem: DomainError | KnownStoreError) -> None:
        """Say why a change could not be taken back."""
        self.notice.say(problem.user_message)
        self.notice.show()

    def _undo_button(self, edit: Edit, line: str) -> Button:
        button = Button(tr("Undo"), self, kind=ButtonKind.QUIET, small=True)
        button.setAccessibleName(tr("Undo: {change}", change=line))
        button.clicked.connect(lambda: self.undo_asked.emit(edit.txn))
        return button


def standing(edits: Iterable[Edit]) -> set[str]:
    """The transactions of which something still stands: a field that nothing changed again.

    Args:
        edits: newest first.
    """
    found, changed = set[str](), set[tuple[str, str]]()
    for edit in edits:
        if edit.op is ChangeOp.SET and (edit.row_id, edit.field) not in changed:
            found.add(edit.txn)
        changed.add((edit.row_id, edit.field))
    return found


def show_history(parent: QWidget, context: AppContext, row_id: str) -> None:
    """Show who changed a record, when, before and after."""
    history, actor = context.service(History), context.actor
    show_told(parent, context, lambda: Told(history.of(actor, row_id), edit_words, tr("History")))


def show_told(parent: QWidget, context: AppContext, read: Callable[[], Told]) -> None:
    """Show who changed a record, when, before and after, and offer to take changes back.

    Args:
        parent: the window it belongs to.
        context: the open hub.
        read: answers what was done and the words for it; run off the GUI thread.
    """
    history, actor = context.service(History), context.actor

    def open_dialog(told: Told) -> None:
        today = history.today()
        undoes = context.may("history.undo")
        dialog = HistoryDialog(told.title, told.edits, today, parent, words=told.words, with_undo=undoes)
        dialog.undo_asked.connect(lambda txn: undo(dialog, txn))
        dialog.open()

    def undo(dialog: HistoryDialog, txn: str) -> None:
        context.jobs.write(
            lambda: history.undo(actor, txn),
            lambda _made: dialog.accept(),
            dialog.refuse,
        )

    context.jobs.read(read, open_dialog)


def edit_words(edit: Edit) -> str:
    """One line of history as a sentence; empty for keys of other records, which mean nothing to a reader."""
    if edit.op is ChangeOp.CREATE:
        return tr("Added")
    if edit.op is ChangeOp.ERASE:
        return tr("Erased")
    if edit.op is not ChangeOp.SET or edit.field.endswith("_id"):
        return ""
    field = edit.field.replace("_", " ").capitalize()
    if edit.after is None and edit.before is None:
        return tr("{field} changed; the words were erased", field=field)
    return tr(
        "{field}: {before} → {after}", field=field, before=_value(edit.before), after=_value(edit.after)
    )


def _value(value: Any) -> str:
    if value in (None, "", []):
        return tr("nothing")
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    text = str(value)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{short_date(day)} {day.year}"
