"""Step 3: what bringing the list in would do, page by page, and what a person chooses."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.imports.dry_run import Choices, Duplicate, Take
from desktop.imports.run import StagedList
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.card import EmptyState
from desktop.ui.base.choice import ComboBox
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailPane
from desktop.ui.base.headed_list import HeadedList
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.id_table import IdTableModel
from desktop.ui.base.label import Label
from desktop.ui.base.list_toolbar import ListToolbar
from desktop.ui.base.record_spec import ListTab
from desktop.ui.base.record_table import RecordTable
from desktop.ui.base.rescale import keep_sizes
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.imports.groups import CHOOSABLE, Groups, Line, default_of
from desktop.ui.imports.words import about_group, group_choices


class CheckStep(QWidget):
    """Pages of new, changed, same, perhaps known and refused rows.

    Signals:
        chosen: something was chosen.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None, *, choosable: Collection[str] = CHOOSABLE) -> None:
        """Make the step, without rows.

        Args:
            parent: the owner.
            choosable: the pages on which something can be chosen; none where rows are but looked at.
        """
        super().__init__(parent)
        self._choosable = choosable
        self.choices = Choices()
        self._groups: Groups | None = None
        tabs = (
            ListTab("new", tr("New")),
            ListTab("changed", tr("Changed")),
            ListTab("same", tr("Same")),
            ListTab("possible_duplicates", tr("Perhaps here already")),
            ListTab("rejected", tr("Not taken")),
        )
        self.tabs = ListToolbar(tabs, (), self)
        self.about = Label("", self, kind="second", wrap=True)
        self.all = ComboBox([], self, name=tr("All of these"), prefix=tr("All of these:"), small=True)
        self.table = RecordTable(IdTableModel(self._columns(), self._rows, self), self, name=tr("Rows"))
        self.empty = EmptyState(tr("No rows here."), self, icon="list-check")
        self.pane = DetailPane(self)
        self._build()
        self.tabs.query_changed.connect(self._show_group)
        self.all.activated.connect(self._on_all_chosen)
        self.table.current_changed.connect(self._show_detail)
        self.pane.acted.connect(self._on_acted)

    @property
    def group(self) -> str:
        """The page on show."""
        return self.tabs.tab()

    def show_staged(self, staged: StagedList, choices: Choices | None = None) -> None:
        """Show a dry run; the first page that holds anything.

        Args:
            staged: the dry run.
            choices: what is proposed; what lists commonly get where nothing is given.
        """
        self._groups = Groups(staged)
        self.choices = choices or Choices()
        counts = self._groups.counts()
        self.tabs.set_counts(counts)
        self.tabs.set_tab(next((name for name, count in counts.items() if count), "new"))
        self._show_group()

    def tally(self) -> dict[str, int]:
        """How many rows come in, change something, or stay out."""
        return self._groups.tally(self.choices) if self._groups else {"in": 0, "changed": 0, "left": 0}

    def choose(self, rows: list[int], choice: Take | Duplicate) -> None:
        """Choose for single rows."""
        chosen = {**self.choices.rows, **dict.fromkeys(rows, choice)}
        self.choices = replace(self.choices, rows=chosen)
        self.table.records().invalidate(rows)
        self._show_detail()
        self.chosen.emit()

    def _columns(self) -> list[Column]:
        choice = Column("choice", tr("Then"), 178, sortable=False, cell=self._choice_cell, priority=1)
        return [
            Column("id", tr("Row"), 60, align_right=True, sortable=False, cell=lambda line: f"{line.id:,}"),
            Column("who", tr("Who"), 150, kind=CellKind.STRONG, sortable=False),
            Column("says", tr("What"), 160, kind=CellKind.SECOND, stretch=True, sortable=False),
            Column("odd", tr("Have a look"), 96, sortable=False, cell=_odd_cell, priority=2),
            *([choice] if self._choosable else []),
        ]

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(px(20), px(8), px(14), px(8))
        head.setSpacing(px(12))
        head.addWidget(self.about, 1)
        head.addWidget(self.all)
        splitter = HeadedList(head, self.table, self.empty, self.pane, self)
        self._stack = splitter.stack
        keep_sizes(splitter, [620, 320])
        splitter.setSizes([px(620), px(320)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.tabs)
        outer.addWidget(splitter, 1)

    def _rows(self, rows: Any) -> list[Line]:
        return self._groups.lines(self.group, rows) if self._groups else []

    def _choice_cell(self, line: Line) -> Cell:
        if self.group not in self._choosable:
            return Cell("")
        choice = self.choices.rows.get(line.id, default_of(self.choices, self.group))
        words = dict(group_choices(self.group)).get(choice, "")
        is_out = choice in (Take.LEAVE, Duplicate.LEAVE)
        return Cell(words, tone=Tone.SECOND if is_out else Tone.ACCENT)

    def _show_group(self) -> None:
        if self._groups is None:
            return
        group, ids = self.group, self._groups.ids(self.group)
        self.about.setText(about_group(group))
        choices = group_choices(group) if group in self._choosable else []
        self.all.setVisible(bool(choices) and bool(ids))
        if choices:
            self.all.set_choices(choices)
            self.all.set_value(default_of(self.choices, group))
        self.table.show_ids(ids)
        self._stack.setCurrentWidget(self.table if ids else self.empty)
        self._show_detail()

    def _show_detail(self, _item: Any = None) -> None:
        row = self.table.current_id()
        detail = self._groups.detail(self.group, row) if self._groups and row is not None else None
        self.pane.show_detail(self._with_actions(detail, row) if detail else None)

    def _with_actions(self, detail: Detail, row: int) -> Detail:
        if self.group not in self._choosable:
            return detail
        now = self.choices.rows.get(row, default_of(self.choices, self.group))
        actions = [
            DetailAction(str(value), words, kind=ButtonKind.TONAL if value == now else ButtonKind.SECONDARY)
            for value, words in group_choices(self.group)
        ]
        return replace(detail, actions=actions)

    def _on_acted(self, key: str) -> None:
        """A choice for the row on show, or for all that are picked."""
        choice = next(value for value, _ in group_choices(self.group) if str(value) == key)
        assert isinstance(choice, Take | Duplicate)
        self.choose(self.table.selected_ids() or [self.table.current_id()], choice)

    def _on_all_chosen(self) -> None:
        value = self.all.value()
        rows = set(self._groups.ids(self.group)) if self._groups else set()
        singles = {row: choice for row, choice in self.choices.rows.items() if row not in rows}
        name = {"new": "new", "changed": "changed", "possible_duplicates": "duplicates"}[self.group]
        self.choices = replace(self.choices, rows=singles, **{name: value})  # type: ignore[arg-type]
        self.table.records().invalidate()
        self._show_detail()
        self.chosen.emit()


def _odd_cell(line: Line) -> Cell:
    if not line.odd:
        return Cell("")
    words = tr_count("{count} thing", "{count} things", line.odd)
    return Cell(words, icon="alert-triangle", tone=Tone.WARN)
