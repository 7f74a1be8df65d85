"""The sheets of an outing, looked at before they are printed."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.services.outing_papers import OutingPaper, OutingPapers
from desktop.ui.base.i18n import tr
from desktop.ui.preview import Document, preview_pdf


def show_sheet(parent: QWidget, context: AppContext, outing_id: str, *, contacts: bool) -> None:
    """Show the companions' sheet, or the sealed one of whom to ring.

    Args:
        parent: the window it belongs to.
        context: the open hub.
        outing_id: the outing.
        contacts: whom to ring in an emergency; on its day alone.
    """
    papers, actor = context.service(OutingPapers), context.actor

    def read() -> tuple[OutingPaper, bytes]:
        from desktop.exports.outing_sheet import draw_outing

        paper = papers.paper(actor, outing_id, contacts=contacts)
        return paper, draw_outing(paper)

    def show(drawn: tuple[OutingPaper, bytes]) -> None:
        paper, content = drawn

        def leave(where: str, put: Callable[[], object]) -> object:
            return papers.leave(actor, paper, content, where, put)

        title = tr("Emergency contacts") if contacts else tr("Sheet for companions")
        preview_pdf(parent, context.jobs, Document(title, content, f"outing {paper.on_date}.pdf", leave))

    context.jobs.read(read, show)
