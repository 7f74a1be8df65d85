"""Call sheets, looked at before they are printed."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.services.call_sheet_papers import CallSheetPapers, SheetPaper
from desktop.ui.base.i18n import tr
from desktop.ui.preview import Document, preview_pdf


def show_sheets(parent: QWidget, context: AppContext, sheet_ids: Sequence[str]) -> None:
    """Show sheets, each caller's on paper of their own.

    Args:
        parent: the window it belongs to.
        context: the open hub.
        sheet_ids: the sheets, in the order wanted.
    """
    papers, actor = context.service(CallSheetPapers), context.actor

    def read() -> tuple[tuple[SheetPaper, ...], bytes]:
        from desktop.exports.call_sheets import draw_call_sheets

        found = papers.papers(actor, sheet_ids)
        return found, draw_call_sheets(found)

    def show(drawn: tuple[tuple[SheetPaper, ...], bytes]) -> None:
        found, content = drawn

        def leave(where: str, put: Callable[[], object]) -> object:
            return papers.leave(actor, found, content, where, put)

        name = f"call sheets {found[0].on_date}.pdf"
        preview_pdf(parent, context.jobs, Document(tr("Call sheets"), content, name, leave))

    context.jobs.read(read, show)
