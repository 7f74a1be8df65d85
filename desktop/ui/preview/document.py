"""What is looked at before it is printed, and what happens when it leaves."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.jobs.runner import JobRunner

if TYPE_CHECKING:
    from desktop.ui.preview.dialog import PreviewDialog

Put = Callable[[], None]
Leave = Callable[[str, Put], object]


def _leave_unrecorded(_name: str, put: Put) -> None:
    put()


@dataclass(frozen=True, slots=True)
class Document:
    """A finished document in memory.

    Attributes:
        title: as it is called on the screen.
        content: the whole PDF.
        file_name: offered when it is saved.
        leave: called off the GUI thread when it is saved or sent to a printer, and not before: takes the
            name of the file or printer and what puts the file in place (nothing, for a printer). It keeps
            the record of what left and calls the latter; it raises a known problem where the document may
            not leave.
    """

    title: str
    content: bytes
    file_name: str = "document.pdf"
    leave: Leave = _leave_unrecorded


def preview_pdf(parent: QWidget, jobs: JobRunner, document: Document | Path) -> "PreviewDialog":
    """Show a document with its pages, to be printed or saved. Showing it changes nothing.

    Args:
        parent: the window it belongs to.
        jobs: draws the pages off the GUI thread.
        document: what is shown; or a PDF file already on disk.

    Returns:
        The dialog, open; it goes when closed.
    """
    from desktop.ui.preview.dialog import PreviewDialog

    if isinstance(document, Path):
        document = Document(document.stem, document.read_bytes(), document.name)
    dialog = PreviewDialog(document, jobs, parent)
    dialog.open()
    return dialog
