"""Rules in words: when a check is asked for, by whom, and whom a change touches."""

from collections.abc import Mapping
from datetime import date

from db.enums import CheckLevel, RuleBasis
from desktop.domain.clearance_facts import AppliesWhen
from desktop.domain.clearance_words import check_name
from desktop.domain.rule_edits import RuleDraft
from desktop.services.rule_previews import Where
from desktop.ui.base.i18n import tr
from desktop.ui.volunteers.check_words import day_of


def when_choices() -> list[tuple[object, str]]:
    """Circumstances of a rule, as choices of a form."""
    return list(_whens().items())


def when_words(code: str) -> str:
    """When a check is asked for; what nobody can read is always."""
    whens = _whens()
    return whens[AppliesWhen(code)] if code in set(AppliesWhen) else whens[AppliesWhen.ALWAYS]


def asked_words(draft: RuleDraft) -> str:
    """When a check is asked for, and whether going along with somebody makes up for it."""
    when = when_words(draft.applies_when)
    if draft.pairing_allowed and draft.basis == RuleBasis.HUB_POLICY:
        return tr("{when}; going with a checked volunteer will do", when=when)
    return when


def rule_name(draft: RuleDraft) -> str:
    """A rule by its check and level, such as "Enhanced DBS with adults’ barred list"."""
    known = draft.check, draft.level if draft.level in set(CheckLevel) else CheckLevel.NONE
    return check_name(*known)


def basis_choices() -> list[tuple[object, str]]:
    """Who asks for a check, as choices of a form."""
    return [(RuleBasis.HUB_POLICY, tr("The hub’s own policy")), (RuleBasis.LAW, tr("The law"))]


def is_policy(draft: RuleDraft) -> bool:
    """Whether a rule is the hub's own; what nobody can read counts as law."""
    return draft.basis == RuleBasis.HUB_POLICY


def review_words(day: date | None, today: date) -> str:
    """When a rule is to be looked at again."""
    if day is None:
        return tr("No day given")
    if day < today:
        return tr("{day}, overdue", day=day_of(day))
    return day_of(day)


def where_words(where: Where) -> str:
    """In which circumstance clearance comes or goes; nothing for the plainest."""
    return _wheres()[where]


def _whens() -> Mapping[AppliesWhen, str]:
    return {
        AppliesWhen.ALWAYS: tr("Always"),
        AppliesWhen.BECAUSE_OF: tr("Because of age, illness or disability"),
        AppliesWhen.BECAUSE_OF_AND_PAYING: tr("Because of age, illness or disability, and money is handled"),
        AppliesWhen.BECAUSE_OF_AND_TO_CARE: tr(
            "Because of age, illness or disability, and taken to or from care"
        ),
        AppliesWhen.DRIVING: tr("When driving a car or van"),
    }


def _wheres() -> Mapping[Where, str]:
    return {
        Where.ALWAYS: "",
        Where.ALONE: tr("going alone; with a checked volunteer they still can"),
        Where.PAIRED: tr("going with a checked volunteer"),
        Where.BECAUSE_OF: tr("where it is because of age, illness or disability"),
        Where.DRIVING: tr("when driving"),
    }
