"""What was taken off a list, each with the way back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.errors import KnownStoreError
from desktop.domain.errors import DomainError
from desktop.jobs.runner import JobRunner
from desktop.ui.base.button import Button
from desktop.ui.base.columns import Column
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.record_spec import RecordSpec
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone

SHOWN = 200
"""How many are listed; whoever looks for one further back finds it in the history."""
_TELLING = 4
"""Columns that tell one record from another."""


def read_taken_off(spec: RecordSpec) -> list[tuple[Any, str]]:
    """Key and words of what was taken off a list, newest first (worker).

    Args:
        spec: the kind of record.
    """
    ids = list(spec.taken_off())[:SHOWN]
    found = {row.id: row for row in spec.rows(ids)}
    return [(one, _words(spec.columns, found[one])) for one in ids if one in found]


class TakenOffDialog(SheetDialog):
    """Records out of use, and a button for each to bring it back with all that went with it."""

    def __init__(
        self,
        rows: Sequence[tuple[Any, str]],
        bring_back: Callable[[Any], object],
        jobs: JobRunner,
        parent: QWidget | None = None,
    ) -> None:
        """List what was taken off.

        Args:
            rows: key and words of each, newest first.
            bring_back: the write.
            jobs: runs it.
            parent: the window it belongs to.
        """
        super().__init__(tr("Taken off the list"), parent, verb=tr("Close"))
        self.secondary.hide()
        self.confirmed.connect(self.accept)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bring_back, self._jobs = bring_back, jobs
        self.notice = Notice(parent=self, tone=Tone.WARN)
        self.notice.hide()
        self.body.addWidget(self.notice)
        self.nothing = Label(tr("Nothing was taken off this list."), self, wrap=True)
        self.body.addWidget(self.nothing)
        self.rows: dict[Any, QWidget] = {}
        for item, words in rows[:SHOWN]:
            self.rows[item] = self._row(item, words)
            self.body.addWidget(self.rows[item])
        self.nothing.setVisible(not self.rows)
        self.body.addStretch(1)
        self.resize(px(560), px(420))

    def _row(self, item: Any, words: str) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(12))
        button = Button(tr("Bring back"), row, small=True, icon="arrow-back-up")
        button.setAccessibleName(tr("Bring back {record}", record=words))
        button.clicked.connect(partial(self._on_asked, item))
        line.addWidget(Label(words, row, wrap=True), 1)
        line.addWidget(button)
        return row

    def _on_asked(self, item: Any) -> None:
        self._jobs.write(lambda: self._bring_back(item), lambda _made: self._on_back(item), self._refuse)

    def _on_back(self, item: Any) -> None:
        self.rows.pop(item).hide()
        self.nothing.setVisible(not self.rows)

    def _refuse(self, problem: DomainError | KnownStoreError) -> None:
        self.notice.say(problem.user_message)
        self.notice.show()


def _words(columns: Sequence[Column], row: Any) -> str:
    """What tells a record from others: what its first columns say."""
    said = (column.cell_of(row).text for column in columns[:_TELLING])
    return " · ".join(text for text in said if text)
