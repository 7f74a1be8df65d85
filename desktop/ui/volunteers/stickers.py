"""Door stickers, looked at before they are printed."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.services.neighbours import Neighbours, StickerSheet
from desktop.ui.base.i18n import tr
from desktop.ui.preview import Document, preview_pdf


def show_stickers(parent: QWidget, context: AppContext, offer_ids: Sequence[str], *, large: bool) -> None:
    """Show the stickers of some offers; of none, the blank ones that ask.

    Args:
        parent: the window it belongs to.
        context: the open hub.
        offer_ids: whose stickers.
        large: two to a page rather than eight.
    """
    neighbours, actor = context.service(Neighbours), context.actor

    def read() -> tuple[StickerSheet, bytes]:
        from desktop.exports.door_stickers import StickerSize, draw_stickers

        sheet = neighbours.stickers(actor, offer_ids)
        if offer_ids and not sheet.stickers:
            raise DomainError(tr("None of these can be printed: they are over, or their people object."))
        return sheet, draw_stickers(sheet, StickerSize.A5 if large else StickerSize.LABEL)

    def show(drawn: tuple[StickerSheet, bytes]) -> None:
        sheet, content = drawn

        def leave(where: str, put: Callable[[], object]) -> object:
            return neighbours.leave(actor, offer_ids, sheet, content, where, put)

        title = tr("Door stickers")
        preview_pdf(parent, context.jobs, Document(title, content, "door stickers.pdf", leave))

    context.jobs.read(read, show)
