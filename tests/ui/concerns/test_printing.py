"""The alert form: for one recipient, written into the concern when it leaves, locked where asked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db.enums_concerns import EntryKind
from desktop.context import AppContext
from desktop.ui.base.dialog import FileDialog, FormDialog
from desktop.ui.concerns.opened import OpenConcerns
from desktop.ui.concerns.page import ConcernsPage
from desktop.ui.preview.dialog import PreviewDialog
from tests.ui.conftest import PASSPHRASE

Settle = Callable[[], None]


@pytest.fixture
def opened(
    context: AppContext, raised: str, show_page: Callable[[ConcernsPage], ConcernsPage], settle: Settle
) -> OpenConcerns:
    """The concern, open."""
    page = show_page(ConcernsPage(context))
    page.sealed.line.setText(PASSPHRASE)
    page.sealed.primary.click()
    settle()
    assert page.opened is not None
    page.opened.open_concern(raised)
    settle()
    return page.opened


def ask(opened: OpenConcerns, settle: Settle, **values: object) -> None:
    """Press Print, answer, and look at the form."""
    opened.pane.print_button.click()
    settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FormDialog)
    dialog.form.set_values(values)
    dialog.primary.click()
    settle()


def test_looking_records_nothing_and_saving_records_the_recipient(
    opened: OpenConcerns, tmp_path: Path, settle: Settle
) -> None:
    ask(opened, settle, recipient="Riverbank Adult Social Care")
    preview = QApplication.activeModalWidget()
    assert isinstance(preview, PreviewDialog)
    assert preview.document.content.startswith(b"%PDF")
    assert opened._file is not None
    assert opened._file.of(EntryKind.SHARED) == ()
    preview.save(str(tmp_path / "form.pdf"))
    settle()
    preview.done(0)
    settle()
    (shared,) = opened._file.of(EntryKind.SHARED)
    assert "Riverbank Adult Social Care" in shared.words
    assert "not locked" in shared.words
    assert (tmp_path / "form.pdf").read_bytes() == preview.document.content


def test_a_password_gives_a_locked_file_and_no_preview(
    opened: OpenConcerns, tmp_path: Path, settle: Settle
) -> None:
    ask(opened, settle, recipient="The police", password="four plain words here")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FileDialog)
    out = tmp_path / "locked.pdf"
    dialog.fileSelected.emit(str(out))
    dialog.done(0)
    settle()
    assert b"/Encrypt" in out.read_bytes()
    assert opened._file is not None
    assert "locked with a password" in opened._file.of(EntryKind.SHARED)[0].words


def test_the_whole_record_can_be_printed_for_somebody(
    opened: OpenConcerns, tmp_path: Path, settle: Settle
) -> None:
    ask(opened, settle, form="whole", recipient="The county court", purpose="An order of 3 November")
    preview = QApplication.activeModalWidget()
    assert isinstance(preview, PreviewDialog)
    assert preview.document.title.startswith("Record C-")
    preview.save(str(tmp_path / "record.pdf"))
    settle()
    preview.done(0)
    settle()
    assert opened._file is not None
    assert "The county court" in opened._file.of(EntryKind.SHARED)[0].words


def test_a_short_password_is_refused_beside_its_field(opened: OpenConcerns, settle: Settle) -> None:
    ask(opened, settle, password="short")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FormDialog)
    assert dialog.form.problems()["password"].startswith("This needs 12 letters or more.")
    dialog.done(0)


def test_hiding_closes_the_preview_too(opened: OpenConcerns, settle: Settle) -> None:
    ask(opened, settle, recipient="The police")
    assert isinstance(QApplication.activeModalWidget(), PreviewDialog)
    opened.hide_now()
    settle()
    assert QApplication.activeModalWidget() is None
