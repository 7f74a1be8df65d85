"""Adding, changing and taking out rules: each edit is shown with what it would do before it is saved."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.domain.rule_edits import RuleDraft
from desktop.services.rule_lists import RuleLine, RulesOffered, TaskRules
from desktop.services.rule_plans import RuleEdit
from desktop.services.rule_previews import RulePreview
from desktop.services.rules import Rules
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Rule
from desktop.ui.base.dialog import FormDialog, SheetDialog
from desktop.ui.base.form import RecordForm
from desktop.ui.base.form_fields import ChoiceEditor, FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.volunteers.rules_form import (
    ALIKE,
    NEEDS,
    REASON,
    level_choices,
    rule_draft,
    rule_fields,
    rule_values,
    settled_keys,
)
from desktop.ui.volunteers.rules_preview import PreviewDialog
from desktop.ui.volunteers.rules_words import asked_words, rule_name

MakeEdit = Callable[[dict[str, Any]], RuleEdit]


def add_rule(parent: QWidget, context: AppContext, need_code: str) -> None:
    """Ask about a new rule.

    Args:
        parent: the window.
        context: the open hub.
        need_code: the kind of help ticked to begin with; empty for none.
    """
    _read_form(parent, context, None, need_code)


def change_rules(parent: QWidget, context: AppContext, row: TaskRules) -> None:
    """Show the rules of a kind of help, each with Change, Looked at and Take out."""
    dialog = SheetDialog(tr("Rules for {need}", need=row.need), parent, verb=tr("Close"))
    dialog.secondary.hide()
    dialog.confirmed.connect(dialog.accept)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for at, line in enumerate(row.rules):
        if at:
            dialog.body.addWidget(Rule())
        dialog.body.addWidget(_line(parent, context, line, dialog))
    dialog.body.addStretch(1)
    dialog.resize(px(640), px(520))
    dialog.open()


class EditDialog(SheetDialog):
    """A form whose button shows what the edit would do; only from there is it saved."""

    def __init__(
        self,
        title: str,
        fields: list[FormField],
        make: MakeEdit,
        context: AppContext,
        parent: QWidget,
        *,
        sentence: str = "",
    ) -> None:
        """Make a dialog.

        Args:
            title: what it is about.
            fields: the questions.
            make: answers to the edit.
            context: the open hub.
            parent: the window.
            sentence: one line under the title.
        """
        super().__init__(title, parent, verb=tr("See whom it touches"), sentence=sentence)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make, self._context = make, context
        self._rules = context.service(Rules)
        self.form = RecordForm(fields, self)
        self.body.addWidget(self.form)
        self._looking = Label(tr("Asking the gate about everybody…"), self, kind="second")
        self._looking.hide()
        self.foot.addWidget(self._looking)
        self.confirmed.connect(self._on_confirmed)
        self.resize(px(640), min(px(150 + 72 * len(fields)), px(640)))
        self.form.focus_first()

    def is_dirty(self) -> bool:
        """Whether an answer was changed."""
        return self.form.dirty

    def _on_confirmed(self) -> None:
        values = self.form.collect()
        if values is None:
            return
        edit, actor = self._make(values), self._context.actor
        self.primary.setEnabled(False)
        self._looking.show()
        self._context.jobs.read(
            lambda: self._rules.preview(actor, edit),
            partial(self._on_preview, edit),
            self.form.show_problem,
            settled=self._on_settled,
        )

    def _on_settled(self) -> None:
        self._looking.hide()
        self.primary.setEnabled(True)

    def _on_preview(self, edit: RuleEdit, found: RulePreview) -> None:
        actor = self._context.actor
        dialog = PreviewDialog(found, lambda: self._rules.save(actor, edit), self._context.jobs, self)
        dialog.accepted.connect(self._on_saved)
        dialog.open()

    def _on_saved(self) -> None:
        self.form.mark_clean()
        self.accept()


class RuleDialog(EditDialog):
    """One rule; the levels offered are those of the check chosen."""

    def __init__(
        self,
        context: AppContext,
        offered: RulesOffered,
        line: RuleLine | None,
        need_code: str,
        parent: QWidget,
    ) -> None:
        """Make the dialog.

        Args:
            context: the open hub.
            offered: what the form offers.
            line: the rule to change; None for a new one.
            need_code: ticked to begin with for a new one.
            parent: the window.
        """
        held = line.draft if line else RuleDraft(offered.checks[0])
        title, sentence = tr("Add a rule"), ""
        if line is not None:
            title = tr("Change: {rule}", rule=rule_name(held))
        if line is not None and line.is_floor:
            sentence = tr(
                "The law asks for this check. A rule may ask for more than the law, never for less."
            )
        make = partial(_edit, line, held)
        super().__init__(title, rule_fields(offered, line), make, context, parent, sentence=sentence)
        self._keys = [field.key for field in rule_fields(offered, line)]
        self._held = held
        if "check" in self._keys:
            self.form.set_values({"check": held.check})
        self._offer_levels()
        self.form.set_values({**rule_values(held), NEEDS: [need_code] if need_code else []})
        self._fit()
        for key, act in (("check", self._offer_levels), ("level", self._fit), ("basis", self._fit)):
            if key in self._keys:
                self.form.editor(key).edited.connect(act)

    def _offer_levels(self) -> None:
        level = self.form.editor("level")
        if isinstance(level, ChoiceEditor):
            level.combo.set_choices(level_choices(self._value("check")))
        self._fit()

    def _fit(self) -> None:
        """Ask only what the check chosen, its level and whoever asks for it leave open."""
        draft = replace(
            self._held, check=self._value("check"), level=self._value("level"), basis=self._value("basis")
        )
        self.form.show_only([key for key in self._keys if key not in settled_keys(draft)])

    def _value(self, key: str) -> str:
        held = getattr(self._held, key)
        return str((self.form.editor(key).value() if key in self._keys else held) or held)


def _edit(line: RuleLine | None, held: RuleDraft, values: dict[str, Any]) -> RuleEdit:
    draft, reason = rule_draft(values, held), values[REASON]
    if line is None:
        return RuleEdit(reason, need_codes=tuple(values[NEEDS]), draft=draft)
    return RuleEdit(reason, line.alike if values.get(ALIKE) else (line.id,), draft=draft)


def _line(parent: QWidget, context: AppContext, line: RuleLine, dialog: SheetDialog) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px(4))
    name = rule_name(line.draft)
    column.addWidget(Label(name, kind="field", wrap=True))
    column.addWidget(Label(asked_words(line.draft), kind="second", wrap=True))
    column.addWidget(Label(line.draft.source, kind="second", wrap=True))
    across = QHBoxLayout()
    across.setSpacing(px(8))
    acts: list[tuple[str, ButtonKind, Callable[..., None]]] = [
        (tr("Change"), ButtonKind.SECONDARY, _read_form),
        (tr("Looked at"), ButtonKind.SECONDARY, _ask_cite),
    ]
    if not line.is_floor:
        acts.append((tr("Take out"), ButtonKind.QUIET, _ask_out))
    for words, kind, act in acts:
        button = Button(words, kind=kind, small=True)
        button.setAccessibleName(tr("{act}: {rule}", act=words, rule=name))
        button.clicked.connect(dialog.accept)
        button.clicked.connect(partial(_call, act, parent, context, line))
        across.addWidget(button)
    across.addStretch(1)
    column.addLayout(across)
    return row


def _call(
    act: Callable[..., None], parent: QWidget, context: AppContext, line: RuleLine, _on: bool = False
) -> None:
    act(parent, context, line)


def _read_form(parent: QWidget, context: AppContext, line: RuleLine | None, need_code: str = "") -> None:
    rules, actor = context.service(Rules), context.actor
    context.jobs.read(
        lambda: rules.offered(actor),
        lambda offered: RuleDialog(context, offered, line, need_code, parent).open(),
    )


def _alike(line: RuleLine) -> list[FormField]:
    if len(line.alike) < 2:
        return []
    words = tr("For all {count} tasks with the same rule", count=len(line.alike))
    return [FormField(ALIKE, words, FieldKind.CHECK)]


def _why() -> FormField:
    return FormField(REASON, tr("Why"), FieldKind.MULTILINE, required=True, max_length=500, lines=3)


def _ask_out(parent: QWidget, context: AppContext, line: RuleLine) -> None:
    """Ask why a rule is taken out."""

    def make(values: dict[str, Any]) -> RuleEdit:
        return RuleEdit(values[REASON], line.alike if values.get(ALIKE) else (line.id,))

    EditDialog(
        tr("Take out: {rule}?", rule=rule_name(line.draft)),
        [*_alike(line), _why()],
        make,
        context,
        parent,
        sentence=tr("The check is no longer asked for. What it was stays in the history."),
    ).open()


def _ask_cite(parent: QWidget, context: AppContext, line: RuleLine) -> None:
    """Ask what came of looking at a rule again; what it asks for stays."""
    rules, actor = context.service(Rules), context.actor

    def save(values: dict[str, Any]) -> object:
        ids = line.alike if values.get(ALIKE) else (line.id,)
        return rules.cite(actor, ids, values["source"], values["review_on"], values[REASON])

    fields = [
        FormField("source", tr("Source"), required=True, max_length=300),
        FormField("review_on", tr("Look again by"), FieldKind.DATE, required=True),
        *_alike(line),
        replace(_why(), label=tr("What you looked at"), hint=tr("It stays in the history.")),
    ]
    dialog = FormDialog(
        tr("Looked at: {rule}", rule=rule_name(line.draft)),
        fields,
        save,
        context.jobs,
        parent,
        sentence=tr("What is asked for stays the same, so nobody loses or gains clearance."),
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.form.set_values({"source": line.draft.source})
    dialog.form.focus_on("review_on")
    dialog.open()
