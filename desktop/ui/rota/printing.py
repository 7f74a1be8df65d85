"""The rota for the wall, looked at before it is printed; whoever is not cleared any more is not on it."""

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.services.rota_papers import RotaPapers
from desktop.ui.base.i18n import tr
from desktop.ui.preview import Document, preview_pdf


def print_week(parent: QWidget, context: AppContext, monday: date) -> None:
    """Show the rota of a week, to be printed or saved.

    Args:
        parent: the page.
        context: the open hub.
        monday: of the week.
    """
    context.jobs.read(
        lambda: draw_week(context, monday), lambda document: preview_pdf(parent, context.jobs, document)
    )


def draw_week(context: AppContext, monday: date) -> Document:
    """Draw the rota of a week (worker); its record is left when it goes, not before."""
    from desktop.exports.rota_print import render_wall

    papers = context.service(RotaPapers)
    data = papers.week(context.actor, monday)
    content, _pages = render_wall(data)
    return Document(
        tr("Rota"),
        content,
        f"rota-{monday:%Y-%m-%d}.pdf",
        lambda name, put: papers.leave(context.actor, data, data.people(), content, name, put),
    )
