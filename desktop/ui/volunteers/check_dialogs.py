"""Recording a check, and changing or taking out one that is recorded."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.enums import CheckLevel, CheckStatus, CheckType
from desktop.context import AppContext
from desktop.jobs.runner import JobRunner
from desktop.services.checks import CheckDraft, CheckLine, Checks, Offered
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Rule
from desktop.ui.base.chip import StatusLabel
from desktop.ui.base.dialog import FormDialog, ReasonDialog, SheetDialog
from desktop.ui.base.form_fields import ChoiceEditor
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.volunteers.check_form import asked, check_draft, check_fields, check_values, level_choices
from desktop.ui.volunteers.check_words import check_facts, check_state
from desktop.ui.words import say


def ask_check(parent: QWidget, context: AppContext, volunteer_id: str) -> None:
    """Ask about a check that is new."""
    today = context.service(Checks).today()
    draft = CheckDraft(CheckType.IDENTITY, CheckStatus.VERIFIED, seen_by=context.actor.name, seen_on=today)
    _open_form(parent, context, volunteer_id, draft, "")


def record_result(parent: QWidget, context: AppContext, volunteer_id: str, kind: CheckType | None) -> None:
    """Open the newest check of a kind, to record what came of it; a new one where there is none.

    Args:
        parent: the window.
        context: the open hub.
        volunteer_id: the volunteer.
        kind: of check; None for a new one of any kind.
    """
    checks, actor = context.service(Checks), context.actor

    def open_form(lines: list[CheckLine]) -> None:
        newest = next(
            (one for one in lines if one.type is kind and one.status is not CheckStatus.EXEMPT), None
        )
        if newest is not None:
            _read_form(parent, context, volunteer_id, newest.id)
        elif kind is None:
            ask_check(parent, context, volunteer_id)
        else:
            _open_form(parent, context, volunteer_id, CheckDraft(kind), "")

    context.jobs.read(lambda: checks.of(actor, volunteer_id), open_form)


def change_checks(parent: QWidget, context: AppContext, volunteer_id: str) -> None:
    """Show what is recorded, each with Change and Take out."""
    checks, actor = context.service(Checks), context.actor

    def open_dialog(lines: list[CheckLine]) -> None:
        dialog = SheetDialog(tr("Checks"), parent, verb=tr("Close"))
        dialog.secondary.hide()
        dialog.confirmed.connect(dialog.accept)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for line in lines:
            dialog.body.addWidget(_line(parent, context, volunteer_id, line, dialog))
            dialog.body.addWidget(Rule())
        dialog.body.addStretch(1)
        dialog.resize(px(620), px(560))
        dialog.open()

    context.jobs.read(lambda: checks.of(actor, volunteer_id), open_dialog)


def _line(
    parent: QWidget, context: AppContext, volunteer_id: str, line: CheckLine, dialog: SheetDialog
) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(px(8))
    words = QVBoxLayout()
    words.setSpacing(px(2))
    today = context.service(Checks).today()
    state = check_state(line, today)
    words.addWidget(StatusLabel(say(line.type), icon=state.icon, tone=state.tone))
    facts = check_facts(line, today)
    if facts:
        words.addWidget(Label(facts, kind="second", wrap=True))
    across.addLayout(words, 1)
    change = Button(tr("Change"), small=True)
    change.setAccessibleName(tr("Change: {check}", check=say(line.type)))
    change.clicked.connect(dialog.accept)
    change.clicked.connect(partial(_read_form, parent, context, volunteer_id, line.id))
    out = Button(tr("Take out"), kind=ButtonKind.QUIET, small=True)
    out.setAccessibleName(tr("Take out: {check}", check=say(line.type)))
    out.clicked.connect(dialog.accept)
    out.clicked.connect(partial(_ask_void, parent, context, line))
    if line.status is not CheckStatus.EXEMPT:
        across.addWidget(change)
    across.addWidget(out)
    return row


def _read_form(
    parent: QWidget, context: AppContext, volunteer_id: str, check_id: str, _on: bool = False
) -> None:
    """Looking at the whole number is recorded, so it is a write."""
    checks, actor = context.service(Checks), context.actor
    context.jobs.write(
        lambda: checks.get(actor, check_id),
        lambda draft: _open_form(parent, context, volunteer_id, draft, check_id),
    )


def _ask_void(parent: QWidget, context: AppContext, line: CheckLine, _on: bool = False) -> None:
    checks, actor = context.service(Checks), context.actor
    dialog = ReasonDialog(
        tr("Take this check out?"),
        tr("It no longer clears anybody for anything. It stays in the history."),
        tr("Take out"),
        lambda reason: checks.void(actor, line.id, reason),
        context.jobs,
        parent,
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _open_form(
    parent: QWidget, context: AppContext, volunteer_id: str, draft: CheckDraft, check_id: str
) -> None:
    checks, actor = context.service(Checks), context.actor

    def open_dialog(offered: Offered) -> None:
        title = tr("Change a check") if check_id else tr("Record a check")
        dialog = CheckDialog(
            title,
            offered,
            draft,
            lambda made: checks.save(actor, volunteer_id, made, check_id),
            context.jobs,
            parent,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    context.jobs.read(lambda: checks.offered(actor), open_dialog)


class CheckDialog(FormDialog):
    """One check; what its kind does not have is not asked."""

    def __init__(
        self,
        title: str,
        offered: Offered,
        draft: CheckDraft,
        save: Callable[[CheckDraft], object],
        jobs: JobRunner,
        parent: QWidget | None = None,
    ) -> None:
        """Make the dialog.

        Args:
            title: what it is about.
            offered: kinds and organisations to choose from.
            draft: the check as it is.
            save: the service call.
            jobs: runs it.
            parent: the window it belongs to.
        """
        super().__init__(
            title, check_fields(offered), lambda values: save(check_draft(values, draft)), jobs, parent
        )
        self.form.set_values({"type": draft.type})
        self._show_kind()
        self.form.set_values(check_values(draft))
        self._show_level()
        self.form.mark_clean()
        self.form.editor("type").edited.connect(self._show_kind)
        self.form.editor("level").edited.connect(self._show_level)

    def _show_kind(self) -> None:
        """Offer the levels of the kind chosen, and ask what it has."""
        level = self.form.editor("level")
        if isinstance(level, ChoiceEditor):
            level.combo.set_choices(level_choices(self._kind()))
            level.combo.setEnabled(level.combo.count() > 1)
        self._show_level()

    def _show_level(self) -> None:
        level = CheckLevel(self.form.editor("level").value() or CheckLevel.NONE)
        self.form.show_only(asked(self._kind(), level))

    def _kind(self) -> CheckType:
        return CheckType(self.form.editor("type").value())
