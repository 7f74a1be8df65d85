"""Every page can be looked at, printed and saved; looking changes nothing and leaves nothing on disk."""

import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import shiboken6
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.exports.pdf_pages import PdfPages
from desktop.exports.recovery_card import RecoveryCard, write_recovery_card
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.theme import Scheme, install_theme, px
from desktop.ui.preview import Document, preview_pdf
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.preview.document import Put

CTRL = Qt.KeyboardModifier.ControlModifier
Settle = Callable[[], None]
Open = Callable[..., PreviewDialog]


@pytest.fixture(scope="module")
def paper() -> bytes:
    """Three pages, the middle one wide."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for number, size in enumerate((A4, landscape(A4), A4), 1):
        canvas.setPageSize(size)
        canvas.setFont("Helvetica", 60)
        canvas.drawString(60, size[1] - 100, f"Sheet {number}")
        canvas.rect(30, 30, size[0] - 60, size[1] - 60)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def look(owner: QWidget, context: AppContext, paper: bytes, settle: Settle) -> Iterator[Open]:
    """Opens the preview of a document and closes it in the end."""
    opened: list[PreviewDialog] = []

    def open_it(document: Document | Path | None = None) -> PreviewDialog:
        shown = preview_pdf(owner, context.jobs, document or Document("Three sheets", paper, "three.pdf"))
        opened.append(shown)
        settle()
        return shown

    yield open_it
    for one in opened:
        if shiboken6.isValid(one):
            one.reject()
    settle()


def dark_share(picture: bytes) -> float:
    """How much of a picture's bytes is not white."""
    return 1 - picture.count(255) / len(picture)


def test_pages_are_drawn_in_bands_that_make_the_whole(paper: bytes) -> None:
    pages = PdfPages(paper)
    whole = pages.picture(0, 150 / 72)
    bands = list(pages.bands(0, 150, 200))
    assert [band.top for band in bands] == list(range(0, whole.height, 200))
    assert abs(sum(band.height for band in bands) - whole.height) <= 1
    assert {band.width for band in bands} == {whole.width}
    assert dark_share(whole.pixels) == pytest.approx(
        sum(dark_share(band.pixels) * band.height for band in bands) / whole.height, rel=0.02
    )
    pages.close()
    assert pages.picture(0, 1).pixels == b""


def test_every_page_is_shown_by_keys(look: Open, qtbot: QtBot, settle: Settle) -> None:
    dialog = look()
    assert dialog.where.text() == "Page 1 of 3"
    assert dialog.sheet.is_drawn
    assert dialog.print_button.hasFocus()
    seen = []
    for key, modifier in (
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_End, CTRL),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Home, CTRL),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier),
    ):
        qtbot.keyClick(dialog, key, modifier)
        settle()
        assert dialog.sheet.is_drawn
        seen.append(dialog.number)
    assert seen == [1, 2, 2, 0, 0]
    dialog.strip.setFocus()
    qtbot.keyClick(dialog.strip, Qt.Key.Key_Down)
    settle()
    assert dialog.where.text() == "Page 2 of 3"


def test_a_page_fits_the_width_until_a_size_is_chosen(look: Open, qtbot: QtBot, settle: Settle) -> None:
    dialog = look()
    fitted = dialog.sheet.minimumWidth()
    assert fitted <= dialog.area.viewport().width()
    sizes: list[int] = []
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_0):
        qtbot.keyClick(dialog, key, CTRL)
        settle()
        sizes.append(dialog.zoom)
    assert sizes == [100, 125, 100, 0]
    assert dialog.sheet.minimumWidth() == fitted
    dialog.set_zoom(100)
    assert dialog.sheet.minimumWidth() == round(595.276 * 96 / 72) + 2 * px(16)


def test_it_reads_well(look: Open) -> None:
    dialog = look()
    assert (unnamed_widgets(dialog), rich_texts(dialog)) == ([], [])
    strip = QAccessible.queryAccessibleInterface(dialog.strip)
    assert strip.child(1).text(QAccessible.Text.Name) == "Page 2 of 3"
    assert dialog.sheet.accessibleName() == "Page 1 of 3"


def test_looking_calls_nothing_and_writes_nothing(
    look: Open, paper: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settle: Settle
) -> None:
    bench = tmp_path / "bench"
    bench.mkdir()
    monkeypatch.setenv("TMPDIR", str(bench))
    left: list[str] = []
    dialog = look(Document("Sheet", paper, leave=lambda name, put: left.append(name)))
    dialog.go_to(2)
    settle()
    dialog.reject()
    assert left == []
    assert list(bench.iterdir()) == []


def test_saving_records_and_writes_what_was_shown(
    look: Open, paper: bytes, tmp_path: Path, settle: Settle
) -> None:
    left: list[str] = []

    def leave(name: str, put: Put) -> None:
        left.append(name)
        put()

    dialog = look(Document("Sheet", paper, leave=leave))
    saved: list[object] = []
    dialog.saved.connect(saved.append)
    dialog.save(str(tmp_path / "sheet.pdf"))
    settle()
    assert left == ["sheet.pdf"]
    assert (tmp_path / "sheet.pdf").read_bytes() == paper
    assert saved == [tmp_path / "sheet.pdf"]
    assert dialog.said.text.startswith("Saved as sheet.pdf.")


def test_what_may_not_leave_is_said_and_stays(
    look: Open, paper: bytes, tmp_path: Path, settle: Settle
) -> None:
    def leave(_name: str, _put: Put) -> None:
        raise DomainError("This round changed meanwhile. Look at it again, then print.")

    dialog = look(Document("Sheet", paper, leave=leave))
    dialog.save(str(tmp_path / "sheet.pdf"))
    settle()
    assert dialog.said.text.startswith("This round changed meanwhile.")
    assert not (tmp_path / "sheet.pdf").exists()
    assert dialog.print_button.isEnabled()


def paper_printer(path: Path) -> QPrinter:
    """A printer that prints into a file, at 150 dots an inch."""
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(150)
    printer.setOutputFileName(str(path))
    return printer


def test_every_page_reaches_the_printer_in_its_own_shape(look: Open, tmp_path: Path, settle: Settle) -> None:
    dialog = look()
    printed: list[bool] = []
    dialog.printed.connect(lambda: printed.append(True))
    dialog.print_on(paper_printer(tmp_path / "out.pdf"))
    settle()
    assert printed == [True]
    assert dialog.said.text == "3 pages sent to the printer. Look that all of it came out."
    pages = PdfReader(tmp_path / "out.pdf").pages
    shapes = [(round(float(one.mediabox.width)), round(float(one.mediabox.height))) for one in pages]
    assert shapes == [(595, 842), (842, 595), (595, 842)]
    out, before = PdfPages((tmp_path / "out.pdf").read_bytes()), dialog.pages
    for number in range(3):
        ours, theirs = before.picture(number, 1), out.picture(number, 1)
        assert dark_share(theirs.pixels) == pytest.approx(dark_share(ours.pixels), rel=0.5)
    out.close()


def test_a_range_of_pages_is_printed(look: Open, tmp_path: Path, settle: Settle) -> None:
    dialog = look()
    printer = paper_printer(tmp_path / "out.pdf")
    printer.setFromTo(2, 9)
    dialog.print_on(printer)
    settle()
    assert len(PdfReader(tmp_path / "out.pdf").pages) == 2


@pytest.mark.qt_log_ignore("QPainter::begin|This plugin does not support")
def test_a_printer_that_takes_nothing_is_said(look: Open, tmp_path: Path, settle: Settle) -> None:
    dialog = look()
    dialog.print_on(paper_printer(tmp_path / "no such folder" / "out.pdf"))
    settle()
    assert dialog.said.text.startswith("The printer did not take it.")
    assert dialog.print_button.isEnabled()


def test_closing_while_it_prints_lets_go(look: Open, tmp_path: Path, settle: Settle) -> None:
    dialog = look()
    printed: list[bool] = []
    dialog.printed.connect(lambda: printed.append(True))
    dialog.print_on(paper_printer(tmp_path / "out.pdf"))
    dialog.reject()
    settle()
    assert printed == []


def test_one_page_needs_no_strip_and_a_file_can_be_shown(look: Open, tmp_path: Path) -> None:
    path = tmp_path / "card.pdf"
    with path.open("wb") as stream:
        write_recovery_card(stream, RecoveryCard("Saltmarsh Hub", ["wade"] * 14, date(2026, 11, 17)))
    dialog = look(path)
    assert not dialog.strip.isVisible()
    assert dialog.windowTitle() == "card"
    assert dialog.document.file_name == "card.pdf"


@pytest.mark.parametrize(
    ("scheme", "scale"), [(Scheme.LIGHT, 100), (Scheme.DARK, 100), (Scheme.CONTRAST, 150)]
)
def test_shots(
    scheme: Scheme, scale: int, qapp: object, look: Open, shoot: Callable[[QWidget, str], None]
) -> None:
    install_theme(qapp, scheme, scale=scale)  # type: ignore[arg-type]
    shoot(look(), f"preview-{scheme}-{scale}")
