"""Walking the change log with how far it has got on show, and what was found in plain words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.jobs.cancel import CancelToken, Progress
from desktop.jobs.runner import Problem
from desktop.runtime.paths import hub_notes_folder
from desktop.services.audit import Audit, AuditCheck
from desktop.ui.base.busy import BusyBar
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone


class CheckDialog(SheetDialog):
    """Checks the log; may be stopped or closed at any time.

    Attributes:
        notice: what was found.
        named: each entry that is not as it was written, a line each.
    """

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Make it; `begin` starts the walk."""
        super().__init__(tr("Check the log"), parent, verb=tr("Close"))
        self._context = context
        self._token: CancelToken | None = None
        self.secondary.hide()
        self.confirmed.connect(self.accept)
        about = tr(
            "Every entry carries a seal made with the one before it. This looks whether all still fit."
        )
        self.body.addWidget(Label(about, self, kind="second", wrap=True))
        self.busy = BusyBar(self)
        self.notice = Notice(parent=self, tone=Tone.OK)
        self.notice.hide()
        self.named = Label("", self, wrap=True)
        self.named.hide()
        self.body.addWidget(self.busy)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.named)
        self.body.addStretch(1)
        self.busy.stop_asked.connect(self._on_stop)
        self.finished.connect(self._on_stop)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(px(600), px(400))

    def begin(self) -> None:
        """Start the walk, off the GUI thread."""
        context, audit = self._context, self._context.service(Audit)
        folder = context.hub.folder.path

        def work(token: CancelToken, progress: Progress) -> AuditCheck:
            def heard(done: int, total: int) -> None:
                token.raise_if_cancelled()
                progress(done, total)

            return audit.check(context.actor, folder, hub_notes_folder(folder), heard)

        self.busy.begin(tr("Looking at every entry of the log."))
        self._token = context.jobs.long(
            work, self._on_found, self._on_problem, progressed=self.busy.take, settled=self._on_settled
        )

    def _on_found(self, found: AuditCheck) -> None:
        if self._token is not None and self._token.cancelled:
            return  # stopped when it was all but done: whoever stopped it wants no answer
        if not found.findings:
            entries = tr_count("{count} entry fits.", "All {count} entries fit.", found.entries)
            self.notice.say(
                tr("The log is as it was written."), entries if found.entries else "", tone=Tone.OK
            )
        else:
            self.notice.say(
                tr("The log was changed outside Hubkeeper."),
                tr(
                    "Tell the safeguarding lead and whoever answers for the hub's data. Make no new backup "
                    "over an older one: a backup from before may hold what is missing here."
                ),
                tone=Tone.DANGER,
            )
        self.named.setText("\n".join(finding.words for finding in found.findings))
        self.named.setVisible(bool(found.findings))
        self.notice.show()

    def _on_problem(self, problem: Problem) -> None:
        self.notice.say(problem.user_message, tone=Tone.WARN)
        self.notice.show()

    def _on_settled(self) -> None:
        self.busy.end()

    def _on_stop(self, _code: int = 0) -> None:
        if self._token is not None:
            self._token.cancel()
