"""The table of what each task needs: kinds of help by kinds of check, as an icon and at most three words."""

from collections.abc import Callable

from db.enums import CheckLevel, CheckType
from desktop.domain.check_entry import LEVELS, scheme_of
from desktop.domain.clearance_facts import AppliesWhen
from desktop.services.rule_lists import RuleLine, RulesOffered, TaskRules
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.i18n import tr
from desktop.ui.base.tokens import Tone
from desktop.ui.volunteers.check_words import day_of
from desktop.ui.volunteers.checks_cells import SHORT_LEVELS, kind_title, scheme_title
from desktop.ui.volunteers.rules_words import asked_words, is_policy, rule_name
from desktop.ui.words import say

LAW_ICON, POLICY_ICON, PAIR_ICON = "scale", "circle-check", "users"
_KINDS = (
    CheckType.SAFEGUARDING_TRAINING,
    CheckType.MEDICINES_TRAINING,
    CheckType.FOOD_HYGIENE,
    CheckType.DRIVING_PAPERS,
    CheckType.INDUCTION,
    CheckType.DATA_PROTECTION,
    CheckType.FIRST_AID,
    CheckType.HEALTH_SAFETY,
    CheckType.CODE_OF_CONDUCT,
)
"""Columns after the nation's scheme; the last go first where there is no room."""
_WIDTHS = {
    CheckType.IDENTITY: 86,
    CheckType.REFERENCES: 96,
    CheckType.SAFEGUARDING_TRAINING: 98,
    CheckType.FOOD_HYGIENE: 96,
    CheckType.INDUCTION: 96,
    CheckType.DATA_PROTECTION: 112,
    CheckType.HEALTH_SAFETY: 124,
    CheckType.CODE_OF_CONDUCT: 124,
}


def rule_columns(offered: RulesOffered) -> tuple[Column, ...]:
    """What it is, then a column for each kind of check, then when somebody looks again.

    Args:
        offered: says the nation, whose scheme has the column after the references.
    """
    scheme = scheme_of(offered.nation)
    kinds = (CheckType.IDENTITY, CheckType.REFERENCES, scheme, *_KINDS)
    checks = [
        Column(
            kind,
            _title(kind, scheme),
            104 if kind is scheme else _WIDTHS.get(kind, 86),
            kind=CellKind.STATUS,
            cell=_cell_of(kind),
            sortable=False,
            priority=max(0, at - 2),
        )
        for at, kind in enumerate(kinds)
    ]
    return (
        Column("need", tr("Task"), 130, stretch=True, kind=CellKind.STRONG, sortable=False, cell=_need),
        *checks,
        Column("review_on", tr("Look again"), 98, kind=CellKind.STATUS, cell=_review, sortable=False),
    )


def _title(kind: CheckType, scheme: CheckType) -> str:
    if kind is scheme:
        return scheme_title(kind)
    short = {CheckType.IDENTITY: tr("ID"), CheckType.REFERENCES: tr("References")}
    return short.get(kind) or kind_title(kind)


def asked_cell(rules: list[RuleLine]) -> Cell:
    """What one kind of help asks of one kind of check; a law goes before what the hub asks of its own.

    Args:
        rules: on that check.
    """
    if not rules:
        return Cell("—", tone=Tone.SECOND, spoken=tr("not asked for"))
    first = min(rules, key=lambda one: (is_policy(one.draft), one.id))
    spoken = "; ".join(_spoken(one) for one in rules)
    icon = _icon(first)
    tone = Tone.INFO if icon == LAW_ICON else Tone.SECOND
    return Cell(_words(first), icon, tone, bold=icon == LAW_ICON, spoken=spoken)


def _cell_of(kind: CheckType) -> Callable[[TaskRules], Cell]:
    return lambda row: asked_cell([one for one in row.rules if one.draft.check == kind])


def _need(row: TaskRules) -> Cell:
    if row.rules:
        return Cell(row.need)
    return Cell(
        row.need, "lock", Tone.DANGER, spoken=tr("{need}: no rule yet, nobody is cleared", need=row.need)
    )


def _review(row: TaskRules) -> Cell:
    if row.review_on is None:
        return Cell("—", spoken=tr("no day given"))
    if row.is_overdue:
        words = tr("Overdue")
        return Cell(
            words, "alert-triangle", Tone.DANGER, bold=True, spoken=f"{words}, {day_of(row.review_on)}"
        )
    return Cell(day_of(row.review_on))


def _icon(line: RuleLine) -> str:
    if not is_policy(line.draft):
        return LAW_ICON
    return PAIR_ICON if line.draft.pairing_allowed else POLICY_ICON


def _words(line: RuleLine) -> str:
    draft = line.draft
    if draft.check in LEVELS and draft.level in set(CheckLevel):
        level = CheckLevel(draft.level)
        return tr("PVG") if level.startswith("pvg") else say(SHORT_LEVELS.get(level, level))
    if draft.applies_when == AppliesWhen.DRIVING:
        return tr("To drive")
    if draft.applies_when == AppliesWhen.ALWAYS:
        return tr("Or paired") if _icon(line) == PAIR_ICON else tr("Always")
    return tr("Sometimes")


def _spoken(line: RuleLine) -> str:
    by = tr("asked for by the hub") if is_policy(line.draft) else tr("asked for by law")
    return tr("{check}, {by}: {when}", check=rule_name(line.draft), by=by, when=asked_words(line.draft))
