"""What is asked about a check: only what its kind has, section by section."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from db.enums import Answer, CheckLevel, CheckStatus, CheckType
from db.enums_checks import CheckDecision, StatusResult, Workforce
from desktop.domain.check_entry import LEVELS, SCOTTISH_PVG, has_updates, has_workforce, levels_of
from desktop.domain.clearance_evidence import PAPERS, SCHEMES
from desktop.services.checks import CheckDraft, Offered
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.words import choices, say

_CODES: Mapping[str, type[Any]] = {
    "type": CheckType,
    "status": CheckStatus,
    "level": CheckLevel,
    "workforce": Workforce,
    "decision": CheckDecision,
    "update_service": Answer,
    "update_consent": Answer,
    "status_result": StatusResult,
}
"""Answers that are codes: drop-downs give them as text."""
_ALWAYS = ("type", "status", "issued_on", "seen_by", "seen_on", "review_on", "arranged_by_id", "paid_by_id")
_SCHEME = ("level", "reference", "position", "eligibility_reason", "decision", "decided_by")
_DECIDED = ("decided_on", "decision_reference")
_UPDATES = ("update_service", "update_consent", "status_result", "status_on")


def asked(kind: CheckType, level: CheckLevel = CheckLevel.NONE) -> frozenset[str]:
    """Keys of the questions a kind of check has.

    Args:
        kind: the kind.
        level: chosen so far; PVG membership may have an end of its own.
    """
    found = {*_ALWAYS}
    if kind in SCHEMES:
        found |= {*_SCHEME, *_DECIDED}
    if has_workforce(kind):
        found.add("workforce")
    if has_updates(kind):
        found |= {*_UPDATES}
    if kind is CheckType.REFERENCES:
        found.add("references_in")
    if kind is CheckType.DRIVING_PAPERS:
        found |= {*PAPERS}
    elif kind not in SCHEMES or level in SCOTTISH_PVG:
        found.add("valid_to")
    return frozenset(found)


def level_choices(kind: CheckType) -> list[tuple[object, str]]:
    """The levels a kind of check has, those of history last; one entry saying so where it has none."""
    today = LEVELS.get(kind, (CheckLevel.NONE,))
    return [(level, say(level) if level in today else _of_old(level)) for level in levels_of(kind)]


def _of_old(level: CheckLevel) -> str:
    return say(level) if level is CheckLevel.PVG else tr("{level}, before April 2025", level=say(level))


def check_values(draft: CheckDraft) -> dict[str, Any]:
    """A check as the form shows it."""
    return {name: getattr(draft, name) for name in CheckDraft.__slots__}


def check_draft(values: Mapping[str, Any], held: CheckDraft) -> CheckDraft:
    """Turn answers into a draft; what the form did not ask stays as it was.

    Args:
        values: what was collected.
        held: the check before.
    """
    read = {name: _CODES[name](value) if name in _CODES else value for name, value in values.items()}
    return replace(held, **{name: value for name, value in read.items() if name in CheckDraft.__slots__})


def check_fields(offered: Offered) -> list[FormField]:
    """Every question there is about a check."""
    return [
        *_check(offered),
        *_certificate(),
        *_papers(),
        *_seen(),
        *_decision(),
        *_updates(),
        *_who(offered),
    ]


def _check(offered: Offered) -> list[FormField]:
    kinds = [(kind, say(kind)) for kind in offered.kinds]
    statuses = [(one, words) for one, words in choices(CheckStatus) if one is not CheckStatus.EXEMPT]
    choice, needed = FieldKind.CHOICE, True
    return [
        FormField("type", tr("Check"), choice, choices=kinds, required=needed, half=True),
        FormField("status", tr("Where it stands"), choice, choices=statuses, required=needed, half=True),
    ]


def _certificate() -> list[FormField]:
    section, choice = tr("Certificate"), FieldKind.CHOICE
    return [
        FormField("level", tr("Level"), choice, choices=level_choices(CheckType.DBS), section=section),
        FormField(
            "workforce", tr("Workforce"), choice, choices=choices(Workforce), half=True, section=section
        ),
        FormField("position", tr("Role applied for"), half=True, section=section, max_length=80),
        FormField(
            "eligibility_reason",
            tr("Why the role is eligible for this level"),
            hint=tr("Needed above a basic check, unless a rule of the hub's that is law asks for it."),
            section=section,
        ),
        FormField(
            "reference",
            tr("Number"),
            hint=tr("Shown by its last four digits from now on."),
            max_length=40,
            section=section,
        ),
    ]


def _papers() -> list[FormField]:
    day = FieldKind.DATE
    section, last = tr("Last day each paper holds"), True
    return [
        FormField("licence_to", tr("Licence"), day, half=last, section=section),
        FormField("insurance_to", tr("Insurance"), day, half=last, section=section),
        FormField("mot_to", tr("MOT"), day, half=last, section=section),
        FormField("business_to", tr("Business use"), day, half=last, section=section),
    ]


def _seen() -> list[FormField]:
    section, day = tr("Seen"), FieldKind.DATE
    counts: list[tuple[object, str]] = [(None, tr("Not counted")), *((n, f"{n}") for n in range(3))]
    return [
        FormField(
            "references_in",
            tr("How many of two are in"),
            FieldKind.CHOICE,
            choices=counts,
            half=True,
            section=section,
        ),
        FormField("issued_on", tr("Issued or applied for on"), day, half=True, section=section),
        FormField("seen_by", tr("Seen by"), half=True, section=section),
        FormField("seen_on", tr("Seen on"), day, half=True, section=section),
        FormField("review_on", tr("Check again by"), day, half=True, section=section),
        FormField("valid_to", tr("Valid until"), day, half=True, section=section),
    ]


def _decision() -> list[FormField]:
    section, choice = tr("Decision"), FieldKind.CHOICE
    return [
        FormField("decision", tr("Decision"), choice, choices=choices(CheckDecision), section=section),
        FormField("decided_by", tr("Decided by"), half=True, section=section),
        FormField("decided_on", tr("Decided on"), FieldKind.DATE, half=True, section=section),
        FormField(
            "decision_reference",
            tr("Paper risk assessment"),
            hint=tr("Where the paper is kept, such as RA-12. Nothing of what a certificate says goes here."),
            max_length=40,
            section=section,
        ),
    ]


def _updates() -> list[FormField]:
    section, choice = tr("Update Service"), FieldKind.CHOICE
    answers = choices(Answer)
    return [
        FormField("update_service", tr("Subscribed"), choice, choices=answers, half=True, section=section),
        FormField(
            "update_consent",
            tr("Agrees to be checked"),
            choice,
            choices=answers,
            half=True,
            section=section,
        ),
        FormField(
            "status_result",
            tr("Last answer"),
            choice,
            choices=choices(StatusResult),
            half=True,
            section=section,
        ),
        FormField("status_on", tr("Asked on"), FieldKind.DATE, half=True, section=section),
    ]


def _who(offered: Offered) -> list[FormField]:
    section, choice = tr("Formalities"), FieldKind.CHOICE
    bodies: list[tuple[object, str]] = [(None, tr("This hub")), *offered.organisations]
    return [
        FormField("arranged_by_id", tr("Arranged by"), choice, choices=bodies, half=True, section=section),
        FormField("paid_by_id", tr("Paid by"), choice, choices=bodies, half=True, section=section),
    ]
