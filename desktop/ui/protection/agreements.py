"""What takes two: who asked for what, and whether a second person allowed it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.services.approvals import ApprovalLine, Approvals, ApprovalState
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.dialog import ReasonDialog
from desktop.ui.base.i18n import tr
from desktop.ui.protection.register import Register, RegisterRow

ALLOW, REFUSE = "allow", "say_no"


class Agreements(Register):
    """Exports a second person is asked for."""

    key, action, change = "approvals", "approval.give", "approval.give"
    can_add = False

    def __init__(self, context: AppContext) -> None:
        """Take the service."""
        super().__init__(context)
        self._approvals = context.service(Approvals)

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Two people")

    def rows(self) -> Sequence[RegisterRow]:
        """The newest first."""
        return [
            self.row(
                one,
                tr("{reference}, asked by {who}", reference=one.reference, who=one.by),
                _states()[one.state],
                one.at.astimezone().date(),
            )
            for one in self._approvals.asked(self.actor)
        ]

    def detail(self, row: RegisterRow) -> Detail:
        """What is to leave, and who answered."""
        one: ApprovalLine = row.held
        until = one.until.astimezone() if one.until is not None else None
        stands = one.state in (ApprovalState.WAITING, ApprovalState.ALLOWED)
        rows = [
            DetailRow(tr("Asked by"), one.by),
            DetailRow(tr("On"), show_date(one.at.astimezone().date())),
            DetailRow(tr("Answered by"), one.second),
            DetailRow(tr("Why not"), one.why),
            DetailRow(tr("Lapses"), f"{show_date(until.date())} {until:%H:%M}" if until and stands else ""),
        ]
        actions = []
        if one.state is ApprovalState.WAITING and not one.is_own:
            actions = [
                DetailAction(ALLOW, tr("Allow it"), "check", ButtonKind.PRIMARY),
                DetailAction(REFUSE, tr("Say no"), "circle-x"),
            ]
        return Detail(
            one.reference,
            _states()[one.state],
            icon="users",
            quote=one.words,
            sections=[DetailSection("", rows)],
            actions=actions,
        )

    def act(self, page: QWidget, key: str, row: RegisterRow) -> None:
        """Allow it, or say no with the reason."""
        actor, approvals, item = self.actor, self._approvals, row.held.id
        if key == ALLOW:
            self.context.jobs.write(lambda: approvals.allow(actor, item))
        elif key == REFUSE:
            ReasonDialog(
                tr("Say no to {reference}?", reference=row.held.reference),
                tr("Whoever asked reads why."),
                tr("Say no"),
                lambda why: approvals.refuse(actor, item, why),
                self.context.jobs,
                page,
            ).open()


def _states() -> dict[ApprovalState, str]:
    return {
        ApprovalState.WAITING: tr("Waits for a second person"),
        ApprovalState.ALLOWED: tr("Allowed"),
        ApprovalState.REFUSED: tr("Not allowed"),
        ApprovalState.USED: tr("Done"),
        ApprovalState.LAPSED: tr("Lapsed"),
    }
