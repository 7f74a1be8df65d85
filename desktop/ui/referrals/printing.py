"""Forms of referrals, looked at before they go; each leaves its sharing record when it does."""

import hashlib
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.services.referral_paper import PaperData
from desktop.services.referral_sending import ReferralSending
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.preview import Document, preview_pdf


def look_at_forms(context: AppContext, referral_ids: Sequence[str], parent: QWidget) -> None:
    """Show the forms of referrals as they will be on paper; looking leaves no record.

    Args:
        context: the open hub.
        referral_ids: at least one.
        parent: the window it belongs to.
    """
    sending, actor = context.service(ReferralSending), context.actor

    def read() -> tuple[list[PaperData], bytes]:
        from desktop.exports.referral_print import render_referrals

        papers = sending.papers(actor, referral_ids)
        return papers, render_referrals(papers)[0]

    def show(made: tuple[list[PaperData], bytes]) -> None:
        papers, content = made
        title = _title(papers)
        digest = hashlib.sha256(content).hexdigest()
        document = Document(
            title,
            content,
            f"{title}.pdf",
            lambda name, put: sending.record_print(actor, papers, digest, name, put),
        )
        preview_pdf(parent, context.jobs, document)

    context.jobs.read(read, show)


def _title(papers: Sequence[PaperData]) -> str:
    if len(papers) == 1:
        return tr("Referral {reference}", reference=papers[0].reference)
    return tr_count("{count} referral", "{count} referrals", len(papers))
