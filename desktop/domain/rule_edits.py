"""What the safeguarding lead may make of the clearance rules, and what the law does not let go.

The rules shipped as law (``resources/rules.json``, each with its source) are a floor: an edit may ask for
more than they do, never for less. A level above a basic check is asked for only where a cited law opens it to
the role, or else with a recorded reason (domain rule 3).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.enums import CheckLevel, CheckType, Nation, RuleBasis
from desktop.domain.check_entry import LEVELS, OPEN_LEVELS, scheme_of
from desktop.domain.clearance_evidence import SCHEMES
from desktop.domain.clearance_facts import AppliesWhen, Rule
from desktop.domain.clearance_levels import levels_for
from desktop.domain.clearance_words import check_name
from desktop.domain.errors import DomainError

_NARROWER: Mapping[str, frozenset[str]] = {
    AppliesWhen.ALWAYS: frozenset(AppliesWhen),
    AppliesWhen.BECAUSE_OF: frozenset(
        {
            AppliesWhen.BECAUSE_OF,
            AppliesWhen.BECAUSE_OF_AND_PAYING,
            AppliesWhen.BECAUSE_OF_AND_TO_CARE,
        }
    ),
}
"""For each circumstance, those in which it is so too; one not named has only itself."""


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule as typed; see `desktop.domain.clearance_facts.Rule` for what each field means.

    Attributes:
        review_on: the day somebody looks at it again.
        eligibility_reason: why the role is eligible for a level no cited law opens to it.
    """

    check: str
    level: str = CheckLevel.NONE
    basis: str = RuleBasis.HUB_POLICY
    source: str = ""
    review_on: date | None = None
    pairing_allowed: bool = False
    applies_when: str = AppliesWhen.ALWAYS
    eligibility_reason: str = ""

    def rule(self, nation: str, need_code: str) -> Rule:
        """The draft as the gate reads it."""
        return Rule(
            nation,
            need_code,
            self.check,
            self.level,
            self.basis,
            self.source,
            self.review_on,
            self.pairing_allowed,
            self.applies_when,
        )


def levels_offered(check: str) -> tuple[CheckLevel, ...]:
    """The levels a rule on a check may ask for; one that says so where the check has none."""
    none = (CheckLevel.NONE,)
    return LEVELS.get(CheckType(check), none) if check in set(CheckType) else none


def reaches(wide: str, narrow: str) -> bool:
    """Is a rule of one circumstance in force whenever one of another is? What nobody can read always is."""
    wide, narrow = (one if one in set(AppliesWhen) else AppliesWhen.ALWAYS for one in (wide, narrow))
    return narrow in _NARROWER.get(wide, {wide})


def covers(rule: Rule, law: Rule) -> bool:
    """Does a rule ask for all that a law does: the check, at least its level, at least as often, as law?"""
    asked, least = levels_for(rule.check, rule.minimum_level), levels_for(law.check, law.minimum_level)
    deep = asked is None if least is None else asked is not None and asked <= least
    return (
        (rule.nation, rule.need_code, rule.check) == (law.nation, law.need_code, law.check)
        and rule.basis != RuleBasis.HUB_POLICY
        and deep
        and reaches(rule.applies_when, law.applies_when)
    )


def below(rules: Iterable[Rule], laws: Iterable[Rule]) -> tuple[Rule, ...]:
    """The laws that no rule covers."""
    held = list(rules)
    return tuple(law for law in laws if not any(covers(rule, law) for rule in held))


def is_open_to(draft: RuleDraft, nation: str, need_code: str, laws: Iterable[Rule]) -> bool:
    """May a level be asked for without a reason: it is open to all, or a cited law asks it of this task?

    A law that asks for a level opens the levels under it too, and only in its own circumstance.
    """
    if draft.check not in SCHEMES or draft.level in OPEN_LEVELS:
        return True
    answering = levels_for(draft.check, draft.level) or frozenset()
    return any(
        (law.nation, law.need_code, law.check) == (nation, need_code, draft.check)
        and law.minimum_level in answering
        and reaches(law.applies_when, draft.applies_when)
        for law in laws
    )


def refuse_odd_rule(draft: RuleDraft, nation: Nation, today: date) -> None:
    """Refuse a rule that cannot be.

    Raises:
        DomainError: with what to put right; its ``field`` is one of the draft's.
    """
    if draft.check not in set(CheckType):
        raise DomainError("Choose a check.", field="check")
    if draft.check in SCHEMES and draft.check != scheme_of(nation):
        own = check_name(scheme_of(nation))
        raise DomainError(f"Your nation’s scheme is another: choose {own}.", field="check")
    if draft.level not in levels_offered(draft.check):
        raise DomainError("Choose a level this kind of check has.", field="level")
    if draft.applies_when not in set(AppliesWhen):
        raise DomainError("Choose when it is asked for.", field="applies_when")
    if draft.basis not in set(RuleBasis):
        raise DomainError("Say whether it is law or your hub’s own policy.", field="basis")
    if draft.basis == RuleBasis.LAW and draft.pairing_allowed:
        raise DomainError(
            "What the law asks for, nobody can make up for by going along.", field="pairing_allowed"
        )
    refuse_uncited(draft.source, draft.review_on, today)


def refuse_uncited(source: str, review_on: date | None, today: date) -> None:
    """Refuse a rule without a source, or that nobody will look at again.

    Raises:
        DomainError: with what to put right.
    """
    if not source.strip():
        raise DomainError("Name the law with its section, or the hub’s own policy.", field="source")
    if review_on is None or review_on <= today:
        raise DomainError("Give a day to come, when somebody looks at this rule again.", field="review_on")


def refuse_not_opened(draft: RuleDraft, nation: str, need_codes: Iterable[str], laws: Sequence[Rule]) -> None:
    """Refuse a level that nothing opens to the role.

    Raises:
        DomainError: the reason is missing.
    """
    if draft.eligibility_reason.strip():
        return
    if not all(is_open_to(draft, nation, code, laws) for code in need_codes):
        raise DomainError(
            "Say why this role is eligible for this level, such as the task and the law.",
            field="eligibility_reason",
        )


def refuse_weaker(
    before: Sequence[Rule], after: Sequence[Rule], laws: Sequence[Rule], labels: Mapping[str, str]
) -> None:
    """Refuse rules that ask for less than the law, or of which none asks anything of everybody.

    What stood so already is no reason to refuse: an edit must not make it worse.

    Args:
        before: the rules of the needs touched, as they are.
        after: the same as they would be.
        laws: shipped as law for these needs.
        labels: of need types, by code.

    Raises:
        DomainError: naming the check, or the kind of help.
    """
    weakened = set(below(after, laws)) - set(below(before, laws))
    for law in laws:
        if law in weakened:
            what = check_name(law.check, law.minimum_level)
            raise DomainError(
                f"{_label(labels, law)}: the law asks for this check, so a rule has to ask for it: {what}."
                " It may ask for more, never for less."
            )
    needs = {rule.need_code for rule in after}
    loose = {code for code in needs if not _asks_everybody(after, code)}
    for rule in after:
        if rule.need_code in loose and (
            _asks_everybody(before, rule.need_code) or rule.need_code not in {one.need_code for one in before}
        ):
            raise DomainError(
                f"{_label(labels, rule)}: keep one check that is always asked for. Else whoever the other"
                " rules are not about would need none."
            )


def refuse_twice(before: Sequence[Rule], after: Sequence[Rule], labels: Mapping[str, str]) -> None:
    """Refuse a second rule on the same check in the same circumstance.

    Raises:
        DomainError: naming it.
    """
    for rule in after:
        if _alike(rule, after) > max(1, _alike(rule, before)):
            words = check_name(rule.check)
            raise DomainError(
                f"{_label(labels, rule)}: a rule asks for this check already: {words}. Change that one."
            )


def _alike(rule: Rule, rules: Iterable[Rule]) -> int:
    own = (rule.need_code, rule.check, rule.applies_when)
    return sum((one.need_code, one.check, one.applies_when) == own for one in rules)


def _asks_everybody(rules: Iterable[Rule], need_code: str) -> bool:
    return any(
        rule.need_code == need_code and reaches(rule.applies_when, AppliesWhen.ALWAYS) for rule in rules
    )


def _label(labels: Mapping[str, str], rule: Rule) -> str:
    return labels.get(rule.need_code, rule.need_code)
