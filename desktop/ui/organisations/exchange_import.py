"""Import services: a directory from a file beside the hub's own, row by row, before anything is written."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.enums import Layer
from desktop.context import AppContext
from desktop.domain.directory_compare import Compared, RowState
from desktop.domain.hsds_in import RowNote
from desktop.services.base import Changes
from desktop.services.directory_imports import DirectoryDryRun, DirectoryImports
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import EmptyState
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailPane, DetailRow, DetailSection
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.headed_list import HeadedList
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.id_table import IdTableModel
from desktop.ui.base.label import Label
from desktop.ui.base.list_toolbar import ListToolbar
from desktop.ui.base.record_spec import ListTab
from desktop.ui.base.record_table import RecordTable
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.organisations.exchange_words import about_state, field_words, state_words, value_words

TAKE, NOTES = "take", "notes"


class Line(NamedTuple):
    """One row: its key, its name, what it is, what it would do, and whether it comes in."""

    id: Any
    name: str
    what: str
    says: str


class DirectoryImportDialog(SheetDialog):
    """What a directory would change, and which of it comes in.

    Signals:
        brought_in: what the write touched.
    """

    brought_in = Signal(object)

    def __init__(self, dry_run: DirectoryDryRun, context: AppContext, parent: QWidget | None = None) -> None:
        """Show a dry run.

        Args:
            dry_run: what bringing the file in would do.
            context: the open hub.
            parent: the window it belongs to.
        """
        super().__init__(
            tr("Import services"),
            parent,
            verb=tr("Bring in"),
            sentence=tr("Nothing is written until you say so, and Undo takes it back."),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._dry_run = dry_run
        self._rows = {row.key: row for row in dry_run.rows}
        self.chosen = set(dry_run.suggested)
        tabs = [ListTab(state.value, state_words(state)) for state in RowState]
        self.tabs = ListToolbar((*tabs, ListTab(NOTES, tr("Not taken"))), (), self)
        self.about = Label("", self, kind="second", wrap=True)
        self.every = Button(tr("Take all of these"), small=True)
        self.none = Button(tr("Take none"), small=True)
        self.table = RecordTable(IdTableModel(_columns(self), self._lines, self), self, name=tr("Rows"))
        self.empty = EmptyState(tr("No rows here."), self, icon="list-check")
        self.pane = DetailPane(self)
        self.refused = Label("", self, kind="second", tone="bad", wrap=True)
        self.refused.hide()
        self._build()
        self._wire()
        self.resize(px(960), px(620))
        self._start()

    @property
    def group(self) -> str:
        """The group of rows on show."""
        return self.tabs.tab()

    def take(self, keys: Sequence[str], *, coming: bool) -> None:
        """Bring rows in, or leave them out."""
        self.chosen = self.chosen | set(keys) if coming else self.chosen - set(keys)
        self.table.records().invalidate()
        self._show_detail()
        self._show_verb()

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(px(18), px(8), px(12), px(8))
        head.setSpacing(px(6))
        head.addWidget(self.about)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        buttons.addWidget(self.every)
        buttons.addWidget(self.none)
        buttons.addStretch(1)
        head.addLayout(buttons)
        splitter = HeadedList(head, self.table, self.empty, self.pane, self)
        self._stack = splitter.stack
        splitter.setSizes([px(560), px(320)])
        if self._dry_run.new_areas:
            names = ", ".join(self._dry_run.new_areas[:5])
            said = tr("Areas the hub does not know are added: {names}.", names=names)
            if len(self._dry_run.new_areas) > 5:
                said = tr("Areas the hub does not know are added: {names} and others.", names=names)
            self.body.addWidget(Label(said, self, kind="second", wrap=True))
        self.body.addWidget(self.refused)
        self.body.addWidget(self.tabs)
        self.body.addWidget(splitter, 1)

    def _wire(self) -> None:
        self.tabs.query_changed.connect(self._show_group)
        self.table.current_changed.connect(self._show_detail)
        self.table.opened.connect(self._turn)
        self.pane.acted.connect(lambda _key: self._turn(self.table.current_id()))
        self.every.clicked.connect(lambda: self.take(self._keys(), coming=True))
        self.none.clicked.connect(lambda: self.take(self._keys(), coming=False))
        self.confirmed.connect(self._bring_in)

    def _start(self) -> None:
        counts = {state.value: self._dry_run.count(state) for state in RowState}
        counts[NOTES] = len(self._dry_run.notes)
        self.tabs.set_counts(counts)
        self.tabs.set_tab(next((name for name, count in counts.items() if count), RowState.NEW.value))
        self._show_group()
        self._show_verb()

    def _show_group(self) -> None:
        group = self.group
        is_choice = group in (RowState.NEW, RowState.CHANGED, RowState.WITHDRAWN)
        keys = self._keys()
        self.about.setText(
            tr("What could not be taken as it stands in the file.")
            if group == NOTES
            else about_state(RowState(group))
        )
        for button in (self.every, self.none):
            button.setVisible(is_choice and bool(keys))
        self.table.show_ids(keys)
        self._stack.setCurrentWidget(self.table if keys else self.empty)
        self._show_detail()

    def _keys(self) -> list[Any]:
        if self.group == NOTES:
            return list(range(len(self._dry_run.notes)))
        return [row.key for row in self._dry_run.rows if row.state == self.group]

    def _lines(self, keys: Sequence[Any]) -> list[Line]:
        if self.group == NOTES:
            return [_note_line(place, self._dry_run.notes[place]) for place in keys]
        return [self._line(self._rows[key]) for key in keys]

    def _line(self, row: Compared) -> Line:
        what = tr("Service") if row.is_service else tr("Organisation")
        if row.state is RowState.CHANGED:
            says = ", ".join(field_words(edit.field) for edit in row.edits)
            if row.is_newer_here:
                says = tr("Checked here since: {fields}", fields=says)
            return Line(row.key, row.facts.name, what, says)
        return Line(row.key, row.facts.name, what, "")

    def choice_cell(self, line: Line) -> Cell:
        """Whether a row comes in."""
        if self.group in (NOTES, RowState.SAME):
            return Cell("")
        coming = line.id in self.chosen
        return Cell(
            tr("Comes in") if coming else tr("Stays out"), tone=Tone.ACCENT if coming else Tone.SECOND
        )

    def _show_detail(self, _item: Any = None) -> None:
        key = self.table.current_id()
        if self.group == NOTES:
            self.pane.show_detail(_note_detail(self._dry_run.notes[key]) if key is not None else None)
            return
        row = self._rows.get(key) if key is not None else None
        self.pane.show_detail(self._detail(row) if row else None)

    def _detail(self, row: Compared) -> Detail:
        what = tr("Service") if row.is_service else tr("Organisation")
        if row.state is RowState.CHANGED:
            rows = [
                DetailRow(
                    field_words(edit.field),
                    tr(
                        "{before} → {after}",
                        before=value_words(edit.field, edit.before),
                        after=value_words(edit.field, edit.after),
                    ),
                )
                for edit in row.edits
            ]
            title = tr("Here → in the file")
        else:
            rows = [
                DetailRow(field_words(name), value_words(name, value))
                for name in row.facts.__slots__
                if name not in ("key", "organisation_key", "is_secret", "name")
                and (value := getattr(row.facts, name)) not in (None, "", (), False, Layer.OTHER)
            ]
            title = ""
        coming = row.key in self.chosen
        words = tr("Leave it out") if coming else tr("Take it over")
        acts = [] if row.state is RowState.SAME else [DetailAction(TAKE, words, kind=ButtonKind.SECONDARY)]
        return Detail(
            row.facts.name,
            what,
            icon="building-community",
            sections=[DetailSection(title, rows)],
            actions=acts,
        )

    def _turn(self, key: Any) -> None:
        if key in self._rows and self._rows[key].state is not RowState.SAME and self.group != NOTES:
            picked = [one for one in self.table.selected_ids() if one in self._rows] or [key]
            self.take(picked, coming=key not in self.chosen)

    def _show_verb(self) -> None:
        count = len(self.chosen)
        self.primary.setText(tr_count("Bring in {count} row", "Bring in {count} rows", count))
        self.primary.setEnabled(count > 0)

    def _bring_in(self) -> None:
        context, seen, chosen = self._context, self._dry_run, frozenset(self.chosen)
        service = context.service(DirectoryImports)
        self.primary.setEnabled(False)
        context.jobs.write(
            lambda: service.apply(context.actor, seen, chosen),
            self._on_done,
            self._on_refused,
            settled=self._show_verb,
        )

    def _on_done(self, changed: Changes) -> None:
        self.accept()
        self.brought_in.emit(changed)

    def _on_refused(self, problem: Exception) -> None:
        self.refused.setText(str(getattr(problem, "user_message", problem)))
        self.refused.show()


def _columns(dialog: DirectoryImportDialog) -> list[Column]:
    return [
        Column("name", tr("Name"), 200, kind=CellKind.STRONG, stretch=True, sortable=False),
        Column("what", tr("What"), 100, kind=CellKind.SECOND, sortable=False, priority=2),
        Column("says", tr("Says otherwise"), 170, kind=CellKind.SECOND, sortable=False, priority=3),
        Column("choice", tr("Then"), 90, sortable=False, cell=dialog.choice_cell, priority=1),
    ]


def _note_line(place: int, note: RowNote) -> Line:
    where = (
        tr("{table}, row {row}", table=note.table.replace("_", " "), row=note.row) if note.row else note.table
    )
    return Line(place, where, note.column.replace("_", " "), note.message)


def _note_detail(note: RowNote) -> Detail:
    rows = [DetailRow(tr("Table"), note.table), DetailRow(tr("Field"), note.column)]
    if note.row:
        rows.insert(1, DetailRow(tr("Row in the file"), f"{note.row:,}"))
    rows.append(DetailRow(tr("What"), note.message))
    return Detail(tr("Not taken"), icon="alert-triangle", sections=[DetailSection("", rows)])
