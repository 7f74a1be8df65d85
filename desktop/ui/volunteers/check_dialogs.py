"""Recording a check, and changing or taking out one that is recorded."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.enums import CheckLevel, CheckStatus, CheckType
from desktop.context import AppContext
from desktop.services.checks import LEVELS, CheckDraft, CheckLine, Checks
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Rule
from desktop.ui.base.chip import StatusLabel
from desktop.ui.base.dialog import FormDialog, ReasonDialog, SheetDialog
from desktop.ui.base.form_fields import ChoiceEditor, FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.volunteers.check_words import check_facts, check_state
from desktop.ui.words import choices, say


def ask_check(parent: QWidget, context: AppContext, volunteer_id: str) -> None:
    """Ask about a check that is new."""
    today = context.service(Checks).today()
    draft = CheckDraft(CheckType.IDENTITY, CheckStatus.VERIFIED, seen_by=context.actor.name, seen_on=today)
    _open_form(parent, context, volunteer_id, draft, "")


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

    def save(values: Mapping[str, Any]) -> object:
        return checks.save(actor, volunteer_id, _draft(values, draft), check_id)

    title = tr("Change a check") if check_id else tr("Record a check")
    dialog = FormDialog(title, _fields(), save, context.jobs, parent)
    kind, level = dialog.form.editor("type"), dialog.form.editor("level")

    def show_levels() -> None:
        if isinstance(level, ChoiceEditor):
            level.combo.set_choices(levels_of(kind.value()))
            level.combo.setEnabled(level.combo.count() > 1)

    kind.edited.connect(show_levels)
    values = {name: getattr(draft, name) for name in _ASKED}
    dialog.form.set_values({"type": draft.type})
    show_levels()
    dialog.form.set_values(values)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


_ASKED = (
    "type",
    "level",
    "status",
    "reference",
    "issued_on",
    "seen_by",
    "seen_on",
    "review_on",
    "valid_to",
)


def levels_of(kind: CheckType) -> list[tuple[object, str]]:
    """The levels a kind of check has; one entry saying so where it has none."""
    return [(level, say(level)) for level in LEVELS.get(kind, (CheckLevel.NONE,))]


def _fields() -> list[FormField]:
    return [
        FormField(
            "type", tr("Check"), FieldKind.CHOICE, choices=choices(CheckType), required=True, half=True
        ),
        FormField(
            "status", tr("Where it stands"), FieldKind.CHOICE, choices=_statuses(), required=True, half=True
        ),
        FormField("level", tr("Level"), FieldKind.CHOICE, choices=levels_of(CheckType.IDENTITY)),
        FormField(
            "reference",
            tr("Number"),
            hint=tr("Shown by its last four digits from now on."),
            max_length=40,
            half=True,
        ),
        FormField("issued_on", tr("Issued or applied for on"), FieldKind.DATE, half=True),
        FormField("seen_by", tr("Seen by"), half=True),
        FormField("seen_on", tr("Seen on"), FieldKind.DATE, half=True),
        FormField("review_on", tr("Check again by"), FieldKind.DATE, half=True),
        FormField("valid_to", tr("Valid until"), FieldKind.DATE, half=True),
    ]


def _statuses() -> list[tuple[object, str]]:
    """All but exempt, which the safeguarding lead grants with a reason and an end."""
    return [(one, words) for one, words in choices(CheckStatus) if one is not CheckStatus.EXEMPT]


def _draft(values: Mapping[str, Any], held: CheckDraft) -> CheckDraft:
    """Turn answers into a draft; what the form does not ask stays as it is. Drop-downs give codes as text."""
    day: dict[str, date | None] = {
        name: values[name] for name in ("issued_on", "seen_on", "review_on", "valid_to")
    }
    return CheckDraft(
        type=CheckType(values["type"]),
        status=CheckStatus(values["status"]),
        level=CheckLevel(values["level"] or CheckLevel.NONE),
        reference=values["reference"] or "",
        seen_by=values["seen_by"] or "",
        arranged_by_id=held.arranged_by_id,
        paid_by_id=held.paid_by_id,
        **day,
    )
