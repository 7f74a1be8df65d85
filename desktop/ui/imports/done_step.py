"""Step 4: what came of it, the way back, and the rows left out."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.dialog import FileDialog
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.imports.reading import Saved


class DoneStep(QWidget):
    """Says what was saved.

    Signals:
        undo_asked: take it all back.
        left_asked: where to save the rows left out: a `Path`.
        duplicates_asked: look for people who are there twice.
        again_asked: bring in another list.
    """

    undo_asked = Signal()
    left_asked = Signal(object)
    duplicates_asked = Signal()
    again_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the step.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.notice = Notice(parent=self, tone=Tone.OK)
        self.said = Label("", self, kind="second", wrap=True)
        self.left = Label("", self, kind="body", wrap=True)
        self.save_left = Button(tr("Save the rows left out"), self, icon="file-export")
        self.duplicates = Button(tr("Same person? Have a look"), self, icon="users", kind=ButtonKind.TONAL)
        self.undo = Button(tr("Undo"), self, icon="arrow-back-up")
        self.again = Button(tr("Bring in another list"), self, icon="file-import")
        buttons = QWidget(self)
        row = FlowLayout(buttons)
        for button in (self.duplicates, self.save_left, self.undo, self.again):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(12))
        column.setSpacing(px(12))
        column.addWidget(self.notice)
        column.addWidget(self.left)
        column.addWidget(buttons)
        column.addWidget(self.said)
        column.addStretch(1)
        self.save_left.clicked.connect(self._on_save_clicked)
        self.duplicates.clicked.connect(self.duplicates_asked)
        self.undo.clicked.connect(self.undo_asked)
        self.again.clicked.connect(self.again_asked)

    def show_saved(self, saved: Saved, left_out: int, doubtful: int) -> None:
        """Say what was saved.

        Args:
            saved: what came of it.
            left_out: rows refused or left out by choice.
            doubtful: rows that may be somebody the hub had already.
        """
        file = saved.decided.batch.file_name
        self.notice.say(
            f"{saved.changes.message}.",
            tr("{file} is in. A backup was made first. Nobody was asked for consent yet.", file=file),
            tone=Tone.OK,
        )
        self.left.setText(tr_count("{count} row was left out.", "{count} rows were left out.", left_out))
        self.left.setVisible(bool(left_out))
        self.save_left.setVisible(bool(left_out))
        self.duplicates.setVisible(bool(doubtful))
        self.undo.setEnabled(True)
        self.said.setText("")
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_undone(self, message: str) -> None:
        """Say that it was taken back."""
        self.notice.say(tr("Taken back."), message, tone=Tone.INFO)
        self.undo.setEnabled(False)
        self.duplicates.hide()

    def show_left_saved(self, path: Path, count: int) -> None:
        """Say where the rows left out are."""
        words = tr_count("{count} row is in {file}.", "{count} rows are in {file}.", count, file=path.name)
        self.said.setText(words)

    def _on_save_clicked(self) -> None:
        dialog = FileDialog(self, tr("Save the rows left out"))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("CSV file") + " (*.csv)")
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("left-out.csv")
        dialog.fileSelected.connect(lambda chosen: self.left_asked.emit(Path(chosen)))
        dialog.open()
