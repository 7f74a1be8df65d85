"""Print preview: the pages as they will be on paper, then Print or Save as PDF."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.exports.files import write_bytes
from desktop.exports.pdf_pages import PdfPages, Picture
from desktop.jobs.runner import JobRunner
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Card, Rule
from desktop.ui.base.dialog import FileDialog, add_concern_key, keep_on_screen
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.preview.document import Document, Put
from desktop.ui.preview.pages import THUMB, PageSheet, PageStrip, StripModel, image_of
from desktop.ui.preview.printing import PrintRun

ZOOMS = (50, 75, 100, 125, 150, 200, 300)
"""Per cent of the size on paper, at 96 px an inch."""
PX_PER_POINT = 96 / 72


class _Ground(QScrollArea):
    """What the page lies on; tells when there is more or less room."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()


class PreviewDialog(QDialog):
    """Shows a document. Nothing is recorded or written before Print or Save as PDF.

    Signals:
        printed: every page was handed to the printer.
        saved: the file it was saved to.
    """

    printed = Signal()
    saved = Signal(object)

    def __init__(self, document: Document, jobs: JobRunner, parent: QWidget | None = None) -> None:
        """Make it; use `open()`.

        Args:
            document: what is shown.
            jobs: draws the pages off the GUI thread.
            parent: the window it belongs to.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(document.title)
        self.document, self._jobs = document, jobs
        self.pages = PdfPages(document.content)
        self.zoom = 0  # the whole width, until a size is chosen
        self._number = 0
        self._run: PrintRun | None = None
        self._then: Callable[[], object] = self.setFocus
        self.strip = PageStrip(self)
        self.strip.setModel(StripModel(self.pages.sizes, self._draw_thumb, self.strip))
        self.sheet = PageSheet(self)
        self.area = _Ground(self)
        self.area.setWidget(self.sheet)
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(tr("The page"))
        self.said = Notice(parent=self, tone=Tone.OK)
        self.said.hide()
        self._build()
        self._wire()
        add_concern_key(self)
        self.resize(px(860), px(640))
        self.strip.setCurrentIndex(self.strip.model().index(0, 0))
        self.print_button.setFocus()

    @property
    def number(self) -> int:
        """The page on show, from 0."""
        return self._number

    def go_to(self, number: int) -> None:
        """Show a page; one there is not changes nothing."""
        if 0 <= number < len(self.pages.sizes):
            self.strip.setCurrentIndex(self.strip.model().index(number, 0))

    def step_zoom(self, step: int) -> None:
        """Show the page one size larger or smaller."""
        now = self.zoom or round(100 * self._scale() / PX_PER_POINT)
        larger = [size for size in ZOOMS if (size > now if step > 0 else size < now)]
        if larger:
            self.set_zoom(larger[0] if step > 0 else larger[-1])

    def set_zoom(self, zoom: int) -> None:
        """Show the page in a size of its own, in per cent; 0 for the whole width."""
        self.zoom = zoom
        self._show_page(keep=True)

    def save(self, chosen: str) -> None:
        """Save the document to a file the person chose."""
        path, document = Path(chosen), self.document
        self._leave(path.name, lambda: write_bytes(path, document.content), partial(self._on_saved, path))

    def print_on(self, printer: Any) -> None:
        """Print every page.

        Args:
            printer: a `QPrinter` the person chose; the job belongs to it from now on.
        """
        name = str(printer.printerName() or tr("printer"))
        self._leave(name, lambda: None, lambda: self._print(printer))

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._top())
        outer.addWidget(Rule(self))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.strip)
        middle.addWidget(Rule(self, upright=True))
        middle.addWidget(self.area, 1)
        outer.addLayout(middle, 1)
        self.strip.setVisible(len(self.pages.sizes) > 1)
        outer.addWidget(Rule(self))
        outer.addWidget(self._foot())

    def _top(self) -> QWidget:
        bar = Card(self, role="bar", pad=0)
        row = QHBoxLayout()
        row.setContentsMargins(px(20), px(8), px(12), px(8))
        row.setSpacing(px(8))
        self.where = Label("", self, kind="second")
        self.shown_zoom = Label("", self, kind="second")
        self.shown_zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.smaller = Button(tr("Smaller"), self, icon="minus", small=True, icon_only=True)
        self.larger = Button(tr("Larger"), self, icon="plus", small=True, icon_only=True)
        self.fit = Button(tr("Whole width"), self, small=True)
        row.addWidget(Label(self.document.title, self, kind="section"))
        row.addWidget(self.where)
        row.addStretch(1)
        for widget in (self.smaller, self.shown_zoom, self.larger, self.fit):
            row.addWidget(widget)
        bar.column.addLayout(row)
        return bar

    def _foot(self) -> QWidget:
        bar = Card(self, role="bar", pad=0)
        bar.column.setContentsMargins(px(20), px(10), px(20), px(12))
        bar.column.addWidget(self.said)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        keys = (tr("Ctrl"), "P")
        self.print_button = Button(tr("Print"), self, kind=ButtonKind.PRIMARY, icon="printer", keys=keys)
        self.save_button = Button(tr("Save as PDF"), self, icon="download", keys=(tr("Ctrl"), "S"))
        self.close_button = Button(tr("Close"), self, kind=ButtonKind.QUIET)
        for button in (self.print_button, self.save_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        bar.column.addLayout(row)
        return bar

    def _wire(self) -> None:
        self.strip.selectionModel().currentChanged.connect(self._on_current)
        self.smaller.clicked.connect(lambda: self.step_zoom(-1))
        self.larger.clicked.connect(lambda: self.step_zoom(1))
        self.fit.clicked.connect(lambda: self.set_zoom(0))
        self.print_button.clicked.connect(self._on_print_clicked)
        self.save_button.clicked.connect(self._on_save_clicked)
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(self._on_finished)
        self.area.resized.connect(self._on_resized)
        for keys, slot in (
            ("Ctrl+P", self.print_button.click),
            ("Ctrl+Return", self.print_button.click),
            ("Ctrl+S", self.save_button.click),
            ("Ctrl++", partial(self.step_zoom, 1)),
            ("Ctrl+=", partial(self.step_zoom, 1)),
            ("Ctrl+-", partial(self.step_zoom, -1)),
            ("Ctrl+0", partial(self.set_zoom, 0)),
            ("PgDown", lambda: self.go_to(self._number + 1)),
            ("PgUp", lambda: self.go_to(self._number - 1)),
            ("Ctrl+Home", lambda: self.go_to(0)),
            ("Ctrl+End", lambda: self.go_to(len(self.pages.sizes) - 1)),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    # the pages

    def _scale(self) -> float:
        """Px of the screen per point of the page."""
        if self.zoom:
            return PX_PER_POINT * self.zoom / 100
        room = self.area.viewport().width() - 2 * px(16)
        return max(room, px(120)) / self.pages.sizes[self._number].width

    def _show_page(self, *, keep: bool) -> None:
        size, scale, count = self.pages.sizes[self._number], self._scale(), len(self.pages.sizes)
        words = tr("Page {number} of {count}", number=self._number + 1, count=count)
        self.where.setText(words)
        self.shown_zoom.setText(tr("{percent} %", percent=round(100 * scale / PX_PER_POINT)))
        paper = QSize(round(size.width * scale), round(size.height * scale))
        self.sheet.show_paper(paper, words, keep=keep)
        number, pages, fine = self._number, self.pages, scale * self.devicePixelRatioF()
        self._jobs.read(
            lambda: (number, pages.picture(number, fine)), self._on_page, key=f"preview-{id(self)}"
        )

    def _draw_thumb(self, number: int) -> None:
        pages = self.pages
        scale = px(THUMB) * self.devicePixelRatioF() / pages.sizes[number].width
        self._jobs.read(lambda: (number, pages.picture(number, scale)), self._on_thumb)

    def _on_page(self, drawn: tuple[int, Picture]) -> None:
        number, picture = drawn
        if number == self._number:
            self.sheet.put(image_of(picture, self.devicePixelRatioF()))

    def _on_thumb(self, drawn: tuple[int, Picture]) -> None:
        number, picture = drawn
        model = self.strip.model()
        assert isinstance(model, StripModel)
        model.put(number, image_of(picture, self.devicePixelRatioF()))

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self._number = now.row()
            self._show_page(keep=False)
            self.area.verticalScrollBar().setValue(0)

    # leaving

    def _on_print_clicked(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.document.title)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(True)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.show()

    def _on_save_clicked(self) -> None:
        dialog = FileDialog(self, tr("Save as PDF"))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("PDF (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self.document.file_name)
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def _leave(self, name: str, put: Put, then: Callable[[], object]) -> None:
        """Keep the record of what leaves, put it in place, then go on; what is refused is said here."""
        document, self._then = self.document, then
        self._set_busy(True)
        self._jobs.write(
            lambda: document.leave(name, put), self._on_left, self._on_problem, settled=self._on_settled
        )

    def _on_left(self, _made: object) -> None:
        self._then()

    def _on_settled(self) -> None:
        self._set_busy(self._run is not None)

    def _print(self, printer: Any) -> None:
        run = self._run = PrintRun(self.pages, printer, self._jobs, self)
        run.stepped.connect(self._on_stepped)
        run.done.connect(self._on_printed)
        run.begin()

    def _on_stepped(self, number: int) -> None:
        self._say(tr("Printing page {number} of {count}", number=number + 1, count=len(self.pages.sizes)))

    def _on_printed(self, well: bool) -> None:
        self._run = None
        self._set_busy(False)
        if not well:
            self._say(tr("The printer did not take it."), tr("Look at the printer, then print again."))
            return
        pages = tr_count("{count} page", "{count} pages", len(self.pages.sizes))
        self._say(tr("{pages} sent to the printer.", pages=pages), tr("Look that all of it came out."))
        self.printed.emit()

    def _on_saved(self, path: Path) -> None:
        self._say(tr("Saved as {file}.", file=path.name), str(path.parent))
        self.saved.emit(path)

    def _on_problem(self, problem: Any) -> None:
        self._say(str(problem.user_message), str(getattr(problem, "remedy", "")), tone=Tone.DANGER)

    def _say(self, lead: str, text: str = "", *, tone: Tone = Tone.OK) -> None:
        self.said.say(lead, text, tone=tone)
        self.said.show()

    def _set_busy(self, busy: bool) -> None:
        self.print_button.setEnabled(not busy)
        self.save_button.setEnabled(not busy)

    def _on_finished(self) -> None:
        if self._run is not None:
            self._run.stop()
        pages = self.pages
        self._jobs.read(pages.close)

    def showEvent(self, event: QShowEvent) -> None:
        """Stay within the screen."""
        super().showEvent(event)
        keep_on_screen(self)

    def _on_resized(self) -> None:
        if not self.zoom:
            self._show_page(keep=True)
