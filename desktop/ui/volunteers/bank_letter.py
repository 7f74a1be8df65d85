"""The letter that introduces a volunteer to their host, looked at before it leaves."""

import hashlib
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.services.placements import Introduction, Placements
from desktop.ui.base.i18n import tr
from desktop.ui.preview import Document, preview_pdf


def show_letter(parent: QWidget, context: AppContext, placement_id: str) -> None:
    """Show the letter; it leaves its line in the sharing log when it is printed or saved."""
    placements, actor, tools = context.service(Placements), context.actor, context.hub.tools

    def read() -> tuple[Introduction, bytes]:
        from desktop.exports.introduction import draw_introduction

        said = placements.introduction(actor, placement_id)
        return said, draw_introduction(tools, actor, said, tools.clock())

    def show(drawn: tuple[Introduction, bytes]) -> None:
        said, content = drawn

        def leave(where: str, put: Callable[[], object]) -> object:
            return placements.leave(actor, said, hashlib.sha256(content).hexdigest(), where, put)

        title = tr("Letter to the host")
        preview_pdf(parent, context.jobs, Document(title, content, "letter.pdf", leave))

    context.jobs.read(read, show)
