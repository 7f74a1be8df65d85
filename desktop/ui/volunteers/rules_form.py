"""The questions about a rule, and the answers as a draft."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from db.enums import CheckLevel, RuleBasis
from desktop.domain.check_entry import OPEN_LEVELS
from desktop.domain.clearance_evidence import SCHEMES
from desktop.domain.clearance_facts import AppliesWhen
from desktop.domain.rule_edits import RuleDraft, levels_offered
from desktop.services.rule_lists import RuleLine, RulesOffered
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.volunteers.rules_words import basis_choices, when_choices
from desktop.ui.words import say

ALIKE, NEEDS, REASON = "alike", "need_codes", "reason"
_FIXED = frozenset({"check", "basis", "pairing_allowed"})
"""What the law has decided already."""
_SETTLED: Mapping[str, Any] = {
    "level": CheckLevel.NONE,
    "eligibility_reason": "",
    "pairing_allowed": False,
}


def rule_fields(offered: RulesOffered, line: RuleLine | None) -> list[FormField]:
    """Every question there is about a rule.

    Args:
        offered: kinds of check and of help.
        line: the rule to change; None for a new one.
    """
    floor = line is not None and line.is_floor
    asked = [one for one in (*_what(offered), *_who()) if not (floor and one.key in _FIXED)]
    return [*asked, *_reach(offered, line), _reason()]


def level_choices(check: str) -> list[tuple[object, str]]:
    """The levels a check has; one entry saying so where it has none."""
    return [(level, say(level)) for level in levels_offered(check)]


def rule_values(draft: RuleDraft) -> dict[str, Any]:
    """A rule as the form shows it."""
    return {name: getattr(draft, name) for name in RuleDraft.__slots__}


def settled_keys(draft: RuleDraft) -> frozenset[str]:
    """Questions that a check, its level and whoever asks for it leave no answer to.

    Args:
        draft: as answered so far.
    """
    found = set()
    if len(levels_offered(draft.check)) == 1:
        found.add("level")
    if draft.check not in SCHEMES or draft.level in OPEN_LEVELS:
        found.add("eligibility_reason")
    if draft.basis != RuleBasis.HUB_POLICY:
        found.add("pairing_allowed")
    return frozenset(found)


def rule_draft(values: Mapping[str, Any], held: RuleDraft) -> RuleDraft:
    """Turn answers into a draft; what the form did not ask stays as it was, unless it is settled now.

    Args:
        values: what was collected.
        held: the rule before.
    """
    read = {name: _code(name, value) for name, value in values.items() if name in RuleDraft.__slots__}
    draft = replace(held, **read)
    blank = {name: _SETTLED[name] for name in settled_keys(draft)}
    return replace(draft, **blank)


def _code(name: str, value: Any) -> Any:
    kinds = {"level": CheckLevel, "basis": RuleBasis, "applies_when": AppliesWhen}
    return kinds[name](value) if name in kinds and value else value


def _what(offered: RulesOffered) -> list[FormField]:
    choice, section = FieldKind.CHOICE, tr("What is asked for")
    checks: list[tuple[object, str]] = [(kind, say(kind)) for kind in offered.checks]
    return [
        FormField("check", tr("Check"), choice, choices=checks, required=True, half=True, section=section),
        FormField(
            "level",
            tr("Level, at least"),
            choice,
            choices=level_choices(offered.checks[0]),
            required=True,
            half=True,
            section=section,
        ),
        FormField(
            "applies_when",
            tr("When"),
            choice,
            hint=tr("What nobody asked about on the call counts as so."),
            choices=when_choices(),
            required=True,
            section=section,
        ),
        FormField(
            "pairing_allowed",
            tr("Whoever lacks it may go with a checked volunteer"),
            FieldKind.CHECK,
            section=section,
        ),
        FormField(
            "eligibility_reason",
            tr("Why the role is eligible for this level"),
            hint=tr("Needed above a basic check, unless the law asks for that level here."),
            section=section,
        ),
    ]


def _who() -> list[FormField]:
    section = tr("Who asks for it")
    return [
        FormField(
            "basis",
            tr("Asked for by"),
            FieldKind.CHOICE,
            choices=basis_choices(),
            required=True,
            half=True,
            section=section,
        ),
        FormField(
            "review_on", tr("Look again by"), FieldKind.DATE, required=True, half=True, section=section
        ),
        FormField(
            "source",
            tr("Source"),
            hint=tr("The law with its section, or which policy of the hub’s."),
            required=True,
            max_length=300,
            section=section,
        ),
    ]


def _reach(offered: RulesOffered, line: RuleLine | None) -> list[FormField]:
    section = tr("For which tasks")
    if line is None:
        needs: list[tuple[object, str]] = list(offered.needs)
        return [FormField(NEEDS, tr("Tasks"), FieldKind.MULTI, choices=needs, required=True, section=section)]
    if len(line.alike) < 2:
        return []
    words = tr("Change it for all {count} tasks with the same rule", count=len(line.alike))
    return [FormField(ALIKE, words, FieldKind.CHECK, section=section)]


def _reason() -> FormField:
    return FormField(
        REASON,
        tr("Why"),
        FieldKind.MULTILINE,
        hint=tr("It stays in the history, beside your name and the day."),
        required=True,
        max_length=500,
        lines=2,
        section=tr("For the history"),
    )
