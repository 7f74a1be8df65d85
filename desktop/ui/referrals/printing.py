"""Forms of referrals, looked at before they go; each leaves its sharing record when it does."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.domain.verdicts import Verdict
from desktop.jobs.cancel import CancelToken, Progress
from desktop.jobs.runner import Problem
from desktop.services.base import Changes
from desktop.services.referral_paper import PaperData
from desktop.services.referral_sending import ReferralSending
from desktop.ui.base.bulk import BulkAction, BulkActs
from desktop.ui.base.busy import BusyBar
from desktop.ui.base.dialog import FileDialog, SheetDialog
from desktop.ui.base.form_fields import FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.page import Page
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.preview import Document, preview_pdf

FORMS = "forms"
Drawn = tuple[list[PaperData], bytes]
Then = Callable[[], Changes]
"""What is done once forms or a file have left; off the GUI thread."""


class FormActs(BulkActs):
    """Print the forms of the referrals picked; printing changes nothing, so there is only a look to take."""

    def __init__(self) -> None:
        """Name the act."""
        words = tr("Print the forms")
        self.actions = (BulkAction(FORMS, words, "printer", tr("Look at"), _can_print, "referral.send"),)

    def fields(self, key: str) -> Sequence[FormField]:
        """Nothing is asked before."""
        return ()

    def judge(self, key: str, ids: Sequence[Any], values: Mapping[str, Any]) -> Verdict:
        """Every one of them, or the gate says who not."""
        return Verdict(tuple(ids))


class DrawingDialog(SheetDialog):
    """How far the drawing of many forms has got, with a way to stop it; then they are looked at."""

    def __init__(
        self, context: AppContext, referral_ids: Sequence[str], parent: QWidget, then: Then | None = None
    ) -> None:
        """Make it.

        Args:
            context: the open hub.
            referral_ids: several.
            parent: the window it belongs to.
            then: done once the forms have left.
        """
        count = tr_count("{count} form", "{count} forms", len(referral_ids))
        super().__init__(tr("Draw {forms}", forms=count), parent, verb=tr("Close"))
        self._context, self._ids, self._over, self._then = context, referral_ids, parent, then
        self._token: CancelToken | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.secondary.hide()
        self.confirmed.connect(self.accept)
        about = tr("A cover to tick off, then a page for each person with a slip to send back.")
        self.body.addWidget(Label(about, self, kind="second", wrap=True))
        self.busy = BusyBar(self)
        self.notice = Notice(parent=self, tone=Tone.WARN)
        self.notice.hide()
        self.body.addWidget(self.busy)
        self.body.addWidget(self.notice)
        self.body.addStretch(1)
        self.busy.stop_asked.connect(self.reject)
        self.finished.connect(self._on_left)
        self.resize(px(520), px(260))

    def begin(self) -> None:
        """Start drawing, off the GUI thread."""
        sending, actor = self._context.service(ReferralSending), self._context.actor

        def work(token: CancelToken, progress: Progress) -> Drawn:
            from desktop.exports.referral_print import render_referrals

            def told(done: int, total: int) -> None:
                token.raise_if_cancelled()
                progress(done, total)

            papers = sending.papers(actor, self._ids)
            return papers, render_referrals(papers, told)[0]

        self.busy.begin(tr("Drawing the forms."))
        self._token = self._context.jobs.long(
            work, self._on_drawn, self._on_problem, progressed=self.busy.take, settled=self.busy.end
        )

    def _on_drawn(self, drawn: Drawn) -> None:
        if self._token is not None and self._token.cancelled:
            return
        self._token = None
        self.accept()
        _show(self._context, self._over, self._then, drawn)

    def _on_problem(self, problem: Problem) -> None:
        self.notice.say(problem.user_message, tone=Tone.WARN)
        self.notice.show()

    def _on_left(self, _code: int) -> None:
        if self._token is not None:
            self._token.cancel()


def look_at_forms(
    context: AppContext, referral_ids: Sequence[str], parent: QWidget, then: Then | None = None
) -> None:
    """Show the forms of referrals as they will be on paper; looking leaves no record.

    Args:
        context: the open hub.
        referral_ids: at least one.
        parent: the window it belongs to.
        then: done once they were printed or saved.
    """
    if len(referral_ids) > 1:
        dialog = DrawingDialog(context, referral_ids, parent, then)
        dialog.open()
        dialog.begin()
        return
    sending, actor = context.service(ReferralSending), context.actor

    def read() -> Drawn:
        from desktop.exports.referral_print import render_referrals

        papers = sending.papers(actor, referral_ids)
        return papers, render_referrals(papers)[0]

    context.jobs.read(read, partial(_show, context, parent, then))


def save_file(
    context: AppContext, referral_ids: Sequence[str], password: str, page: Page, then: Then
) -> FileDialog:
    """Ask for a folder and write referrals to one recipient into a locked file there.

    Args:
        context: the open hub.
        referral_ids: they go by file.
        password: told by phone.
        page: says what became of it.
        then: done once the file is written.
    """
    dialog = FileDialog(page, tr("Where the file goes"))
    dialog.setFileMode(FileDialog.FileMode.Directory)
    dialog.setOption(FileDialog.Option.ShowDirsOnly)

    def write(folder: str) -> None:
        from desktop.exports.referral_files import send_file

        tools, actor = context.hub.tools, context.actor

        def run() -> Changes:
            written = send_file(tools, actor, referral_ids, Path(folder), password)[0]
            return _both(written, then())

        context.jobs.write(run)

    dialog.fileSelected.connect(write)
    dialog.open()
    return dialog


def _both(left: Changes, sent: Changes) -> Changes:
    """What left and was sent, as one; only the second can be taken back."""
    kinds = {*left.entities, *sent.entities}
    nobody: frozenset[str] = frozenset()
    entities = {one: left.entities.get(one, nobody) | sent.entities.get(one, nobody) for one in kinds}
    return Changes(sent.txn, entities, sent.made or left.made, sent.message or left.message)


def _show(context: AppContext, parent: QWidget, then: Then | None, drawn: Drawn) -> None:
    papers, content = drawn
    sending, actor = context.service(ReferralSending), context.actor
    title = _title(papers)
    digest = hashlib.sha256(content).hexdigest()

    def leave(name: str, put: Callable[[], None]) -> Changes:
        printed = sending.record_print(actor, papers, digest, name, put)
        return _both(printed, then()) if then is not None else printed

    document = Document(title, content, f"{title}.pdf", leave)
    preview_pdf(parent, context.jobs, document)


def _title(papers: Sequence[PaperData]) -> str:
    if len(papers) == 1:
        return tr("Referral {reference}", reference=papers[0].reference)
    return tr_count("{count} referral", "{count} referrals", len(papers))


def _can_print(count: int, total: int) -> str:
    return tr("{count} of {total} can be printed.", count=f"{count:,}", total=f"{total:,}")
