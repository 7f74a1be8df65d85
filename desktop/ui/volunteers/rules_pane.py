"""What the pane and the history say of the rules of one kind of help."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.rule_lists import RuleLine, RuleVersion, TaskRules
from desktop.ui.base.card import Rule
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import local
from desktop.ui.volunteers.check_words import day_of
from desktop.ui.volunteers.rules_cells import LAW_ICON, POLICY_ICON
from desktop.ui.volunteers.rules_words import asked_words, is_policy, review_words, rule_name

CHANGE, HISTORY = "change", "history"


def rules_detail(row: TaskRules, today: date) -> Detail:
    """Make the pane.

    Args:
        row: a kind of help with its rules.
        today: the day to reckon with.
    """
    law_first = sorted(row.rules, key=lambda one: is_policy(one.draft))
    sections = [DetailSection(rule_name(one.draft), _rows(one, today)) for one in law_first]
    if not row.rules:
        nobody = tr("No rule yet, so nobody is cleared for it.")
        sections = [DetailSection("", [DetailRow("", nobody, icon="lock", tone=Tone.DANGER)])]
    actions = [DetailAction(HISTORY, tr("History"), "history")]
    if row.rules:
        actions.insert(0, DetailAction(CHANGE, tr("Change a rule"), "pencil"))
    return Detail(
        row.need,
        tr_count("{count} check rule", "{count} check rules", len(row.rules)),
        icon=row.icon,
        sections=sections,
        actions=actions,
    )


def _rows(line: RuleLine, today: date) -> list[DetailRow]:
    draft = line.draft
    late = Tone.DANGER if line.is_overdue else None
    return [
        DetailRow("", _by_whom(line), icon=POLICY_ICON if is_policy(draft) else LAW_ICON, tone=_tone(line)),
        DetailRow(tr("Asked for"), asked_words(draft)),
        DetailRow(tr("Source"), draft.source or tr("None given")),
        DetailRow(tr("Eligible"), draft.eligibility_reason),
        DetailRow(tr("Look again"), review_words(draft.review_on, today), tone=late),
        DetailRow(tr("Version"), f"{line.version}" if line.version > 1 else ""),
    ]


def _tone(line: RuleLine) -> Tone:
    return Tone.SECOND if is_policy(line.draft) else Tone.INFO


def _by_whom(line: RuleLine) -> str:
    if is_policy(line.draft):
        return tr("The hub’s own policy")
    return tr("The law: no exemption, and nobody makes up for it by going along")


class HistoryDialog(SheetDialog):
    """Every version of the rules of one kind of help, the newest first."""

    def __init__(self, need: str, versions: Sequence[RuleVersion], parent: QWidget) -> None:
        """Show them.

        Args:
            need: the kind of help.
            versions: the newest first.
            parent: the window.
        """
        sentence = tr("Every version there was: what it asked for, who made it, and why.")
        super().__init__(tr("Rules for {need}", need=need), parent, verb=tr("Close"), sentence=sentence)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.secondary.hide()
        self.confirmed.connect(self.accept)
        for at, one in enumerate(versions):
            if at:
                self.body.addWidget(Rule())
            self.body.addLayout(_version(one))
        if not versions:
            self.body.addWidget(Label(tr("There never was a rule."), wrap=True))
        self.body.addStretch(1)
        self.resize(px(620), px(560))


def _version(one: RuleVersion) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(px(2))
    title = tr("{rule}, version {version}", rule=rule_name(one.draft), version=one.version)
    column.addWidget(Label(title, kind="field", wrap=True))
    source = one.draft.source or tr("No source given")
    source = source if is_policy(one.draft) else tr("Law: {source}", source=source)
    life = " ".join((_made(one), _ended(one)))
    for words in (asked_words(one.draft), source, _eligible(one), life):
        if words:
            column.addWidget(Label(words, kind="second", wrap=True))
    return column


def _eligible(one: RuleVersion) -> str:
    said = one.draft.eligibility_reason
    return tr("Eligible because: {reason}", reason=said) if said else ""


def _made(one: RuleVersion) -> str:
    if not one.reason:
        return tr("What this hub began with.")
    day = day_of(local(one.made_at).date()) if one.made_at else ""
    return tr("Made {day} by {who}: {why}.", day=day, who=one.made_by, why=one.reason.rstrip("."))


def _ended(one: RuleVersion) -> str:
    if one.ended_at is None:
        return tr("In use now.")
    day = day_of(local(one.ended_at).date())
    why = one.ended_why.rstrip(".")
    return tr("Out of use since {day}, by {who}: {why}.", day=day, who=one.ended_by, why=why)
