"""Step 1: which file, what its rows are, and how its letters are stored."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.imports.targets import Kind
from desktop.imports.text_table import DELIMITERS
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.choice import ComboBox
from desktop.ui.base.columns import Column
from desktop.ui.base.dialog import FileDialog
from desktop.ui.base.field import Field
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.id_table import IdTableModel
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.record_table import RecordTable
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.imports.reading import Asked, Opened
from desktop.ui.imports.words import KINDS, kind_words

ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "iso8859_15", "cp1250", "utf-16", "mac_roman")
_COLUMN_WIDTH = 140


class FileStep(QWidget):
    """Asks for a file and shows its first rows.

    Signals:
        asked: open a file: an `Asked`.
    """

    asked = Signal(object)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        title: str = "",
        sentence: str = "",
        beside: Sequence[Button] = (),
    ) -> None:
        """Make the step, without a file.

        Args:
            parent: the owner.
            title: what is asked; which list where empty.
            sentence: what to know about it, with a title.
            beside: buttons of the page's own beside the one that chooses a file.
        """
        super().__init__(parent)
        self._beside = tuple(beside)
        self._title = title or tr("Which list?")
        self._sentence = (
            sentence if title else tr("Nothing is saved until the last step. People come in as not asked.")
        )
        self._asked: Asked | None = None
        self._has_bodies = False
        self.kind = Segmented(
            [Choice(kind, kind_words(kind)) for kind in KINDS], self, name=tr("What the list holds")
        )
        self.kind.set_value(Kind.PEOPLE)
        self.passed_by = ComboBox(
            [], self, name=tr("Who passes them on"), prefix=tr("Passed on by:"), small=True
        )
        self.choose = Button(tr("Choose a file"), self, kind=ButtonKind.TONAL, icon="file-import")
        self.name = Label(tr("No file chosen yet. CSV, XLSX, XLS and ODS can be read."), self, kind="second")
        self.encoding = ComboBox(
            [], self, name=tr("How letters are stored"), prefix=tr("Letters:"), small=True
        )
        self.delimiter = ComboBox(
            [], self, name=tr("What stands between cells"), prefix=tr("Between cells:"), small=True
        )
        self.sheet = ComboBox([], self, name=tr("Sheet"), prefix=tr("Sheet:"), small=True)
        self.password = Field("", self, hint=tr("Password of the file"), name=tr("Password of the file"))
        self.password.setEchoMode(Field.EchoMode.Password)
        self.unlock = Button(tr("Open with the password"), self, icon="lock-open")
        self.notice = Notice(parent=self, tone=Tone.WARN)
        self._table_column = QVBoxLayout()
        self.table: RecordTable | None = None
        self._build()
        self._wire()
        self.set_bodies(())
        self.show_nothing()

    def set_bodies(self, bodies: Sequence[tuple[str, str]]) -> None:
        """Say which bodies a list may have been passed on by; what was chosen stays chosen.

        Args:
            bodies: key and name of each; with none, it is not asked.
        """
        chosen = self.sender_id()
        self.passed_by.set_choices([(None, tr("Nobody, it is our own list")), *bodies])
        self.passed_by.set_value(chosen or None)
        self._has_bodies = bool(bodies)
        self._show_sender()

    def sender_id(self) -> str:
        """Who passes the people of the list on to the hub; empty for a list that is no referrals."""
        if self.kind.value() == Kind.VOLUNTEERS:
            return ""
        return str(self.passed_by.value() or "")

    def set_file(self, chosen: str) -> None:
        """Choose a file, as the dialog does."""
        self._ask(Asked(Path(chosen), Kind(str(self.kind.value()))))

    def show_nothing(self) -> None:
        """Begin again."""
        self._asked = None
        self.passed_by.set_value(None)
        self.name.setText(tr("No file chosen yet. CSV, XLSX, XLS and ODS can be read."))
        self._show_options(None)
        self.notice.hide()
        self._show_table(None)

    def show_opened(self, opened: Opened) -> None:
        """Show a file's first rows and how they were read."""
        self._asked = opened.asked
        table = opened.source.table
        columns = tr("{columns} columns", columns=len(table.headers))
        self.name.setText(f"{opened.asked.path.name}  ·  {columns}")
        self._show_options(opened)
        self.notice.setVisible(bool(table.warnings))
        if table.warnings:
            self.notice.say(tr("Have a look."), " ".join(table.warnings[:6]), tone=Tone.WARN)
        self._show_table(opened)

    def show_problem(self, problem: Any) -> None:
        """Say why a file cannot be read."""
        self._show_table(None)
        self.notice.say(tr("This file cannot be read."), problem.user_message, tone=Tone.DANGER)
        self.notice.show()
        wants_password = "password" in problem.user_message.lower()
        self.password.setVisible(wants_password)
        self.unlock.setVisible(wants_password)

    def _build(self) -> None:
        holds = _line(Label(tr("The list holds"), kind="field"), self.kind, self.passed_by)
        chosen = _line(self.choose, *self._beside, self.name)
        options = _line(self.encoding, self.delimiter, self.sheet, self.password, self.unlock)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(12))
        column.setSpacing(px(10))
        column.addWidget(Label(self._title, kind="section"))
        column.addWidget(Label(self._sentence, kind="second", wrap=True))
        column.addLayout(holds)
        column.addLayout(chosen)
        column.addLayout(options)
        column.addWidget(self.notice)
        column.addLayout(self._table_column, 1)

    def _wire(self) -> None:
        self.choose.clicked.connect(self._on_choose_clicked)
        self.kind.chosen.connect(self._on_kind_chosen)
        self.encoding.activated.connect(self._on_option_chosen)
        self.delimiter.activated.connect(self._on_option_chosen)
        self.sheet.activated.connect(self._on_option_chosen)
        self.unlock.clicked.connect(self._on_option_chosen)
        self.password.returnPressed.connect(self._on_option_chosen)

    def _show_options(self, opened: Opened | None) -> None:
        table = opened.source.table if opened else None
        is_text = table is not None and table.kind == "csv"
        self.encoding.setVisible(is_text)
        self.delimiter.setVisible(is_text)
        self.sheet.setVisible(table is not None and len(table.sheets) > 1)
        for widget in (self.password, self.unlock):
            widget.hide()
        if table is None:
            return
        known = dict.fromkeys((table.encoding, *ENCODINGS))
        self.encoding.set_choices((name, name.upper()) for name in known if name)
        self.encoding.set_value(table.encoding)
        between = dict.fromkeys((table.delimiter, *DELIMITERS))
        self.delimiter.set_choices((mark, _mark_words(mark)) for mark in between if mark)
        self.delimiter.set_value(table.delimiter)
        self.sheet.set_choices((name, name) for name in table.sheets)
        self.sheet.set_value(table.sheet)

    def _show_table(self, opened: Opened | None) -> None:
        if self.table is not None:
            self._table_column.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
            self.table = None
        if opened is None:
            self._table_column.addStretch(1)
            return
        while self._table_column.count():
            self._table_column.takeAt(0)
        rows = {row.number: row for row in opened.preview}
        columns = [
            Column(
                "number", tr("Row"), 56, align_right=True, sortable=False, cell=lambda row: str(row.number)
            )
        ]
        columns += [
            Column(header, header, _COLUMN_WIDTH, sortable=False, priority=at + 1, cell=_cell_of(at))
            for at, header in enumerate(opened.source.table.headers)
        ]
        model = IdTableModel(columns, lambda ids: [rows[one] for one in ids], self)
        self.table = RecordTable(model, self, name=tr("First rows of the file"))
        model.setParent(self.table)
        self.table.show_ids(list(rows))
        self._table_column.addWidget(self.table, 1)

    def _ask(self, asked: Asked) -> None:
        self._asked = asked
        self.asked.emit(asked)

    def _on_choose_clicked(self) -> None:
        dialog = FileDialog(self, tr("Choose a list"))
        dialog.setNameFilter(
            tr("Lists") + " (*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.ods);;" + tr("All files") + " (*)"
        )
        dialog.fileSelected.connect(self.set_file)
        dialog.open()

    def _show_sender(self) -> None:
        self.passed_by.setVisible(self._has_bodies and self.kind.value() != Kind.VOLUNTEERS)

    def _on_kind_chosen(self, kind: Kind) -> None:
        self._show_sender()
        if self._asked is not None:
            self._ask(replace(self._asked, kind=Kind(kind)))

    def _on_option_chosen(self) -> None:
        if self._asked is None:
            return
        has_options = self.table is not None
        self._ask(
            replace(
                self._asked,
                encoding=str(self.encoding.value() or "") if has_options else "",
                delimiter=str(self.delimiter.value() or "") if has_options else "",
                sheet=str(self.sheet.value() or "") if has_options else "",
                password=self.password.text(),
            )
        )


def _line(*widgets: QWidget) -> FlowLayout:
    row = FlowLayout(gap=10)
    for widget in widgets:
        row.addWidget(widget)
    return row


def _cell_of(at: int) -> Any:
    return lambda row: row.cells[at].replace("\n", " ")[:200]


def _mark_words(mark: str) -> str:
    names = {",": tr("comma"), ";": tr("semicolon"), "\t": tr("tab"), "|": tr("upright line")}
    return names.get(mark, mark)
