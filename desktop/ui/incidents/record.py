"""The record of an incident, looked at before it is printed; it names nobody."""

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.ui.base.i18n import tr
from desktop.ui.preview import Document, preview_pdf


def show_record_of(parent: QWidget, context: AppContext, incident_id: str) -> None:
    """Show the record of an incident."""

    def draw() -> Document:
        from desktop.exports.incident_record import draw_incident_record

        tools = context.hub.tools
        now = tools.clock()
        content = draw_incident_record(tools, context.actor, incident_id, now)
        title = tr("Record of an incident")
        return Document(title, content, f"{title} {now.astimezone():%Y-%m-%d}.pdf")

    context.jobs.read(draw, lambda document: preview_pdf(parent, context.jobs, document))
