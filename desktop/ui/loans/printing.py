"""The slip of a loan, looked at before it is printed."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.services.loans import Loans, Slip
from desktop.ui.base.i18n import tr
from desktop.ui.preview import Document, preview_pdf


def show_slip(parent: QWidget, context: AppContext, asset_id: str) -> None:
    """Show the slip of the loan a thing is out on.

    Args:
        parent: the window it belongs to.
        context: the open hub.
        asset_id: the thing.
    """
    loans, actor = context.service(Loans), context.actor

    def read() -> tuple[Slip, bytes]:
        from desktop.exports.loan_slip import draw_slip

        slip = loans.slip(actor, asset_id)
        return slip, draw_slip(slip)

    def show(drawn: tuple[Slip, bytes]) -> None:
        slip, content = drawn

        def leave(where: str, put: Callable[[], object]) -> object:
            return loans.leave(actor, asset_id, slip, content, where, put)

        preview_pdf(
            parent, context.jobs, Document(tr("Loan slip"), content, f"loan L-{slip.number}.pdf", leave)
        )

    context.jobs.read(read, show)
