"""What an edit of rules may do, and that it never goes below the law."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums import Answer, CheckLevel, CheckStatus, CheckType, Nation, RuleBasis
from desktop.domain.check_entry import LEVELS
from desktop.domain.clearance import clear
from desktop.domain.clearance_facts import AppliesWhen, CheckRecord, Rule, TaskContext, VolunteerFacts
from desktop.domain.errors import DomainError
from desktop.domain.rule_edits import (
    RuleDraft,
    below,
    covers,
    is_open_to,
    levels_offered,
    reaches,
    refuse_not_opened,
    refuse_odd_rule,
    refuse_twice,
    refuse_uncited,
    refuse_weaker,
)

DAY = date(2026, 11, 17)
NEXT = DAY + timedelta(days=365)
HERE = ("england", "shopping")
ADULTS = CheckLevel.ENHANCED_ADULTS_BARRED
LAW = Rule(*HERE, "dbs", ADULTS, RuleBasis.LAW, "An Act", NEXT, applies_when=AppliesWhen.BECAUSE_OF)
ID = Rule(*HERE, "identity")
GOOD = RuleDraft("identity", source="Hub policy", review_on=NEXT)
LABELS = {"shopping": "Shopping"}
odd = st.sampled_from(["", "sometimes", "ALWAYS"])
circumstances = st.sampled_from(list(AppliesWhen)) | odd
rules = st.builds(
    Rule,
    nation=st.just("england"),
    need_code=st.just("shopping"),
    check=st.sampled_from(["dbs", "identity"]),
    minimum_level=st.sampled_from([*CheckLevel, "odd"]),
    basis=st.sampled_from([*RuleBasis, "odd"]),
    pairing_allowed=st.booleans(),
    applies_when=circumstances,
)


@given(rules, rules, st.sampled_from([*CheckLevel, "odd"]), st.booleans(), st.booleans())
def test_whoever_a_covering_rule_lets_through_the_law_lets_through(
    rule: Rule, law: Rule, level: str, paired: bool, exempt: bool
) -> None:
    law = replace(law, basis=RuleBasis.LAW)
    if not covers(rule, law):
        return
    status = CheckStatus.EXEMPT if exempt else CheckStatus.VERIFIED
    check = CheckRecord(law.check, status, level, review_on=NEXT, exempt_until=NEXT, exempt_reason="Known")
    facts = VolunteerFacts("active", (check,), over_18=True)
    for because, paying, care in product(Answer, repeat=3):
        for driving in (False, True):
            task = TaskContext(*HERE, DAY, because, paying, care, driving=driving, paired=paired)
            if clear([rule], facts, task).passes:
                assert clear([law], facts, task).passes


def test_a_circumstance_nobody_can_read_is_always() -> None:
    for one in AppliesWhen:
        assert reaches("odd", one)
        assert reaches(one, "odd") is (one is AppliesWhen.ALWAYS)
        assert reaches(one, one)
    assert reaches(AppliesWhen.BECAUSE_OF, AppliesWhen.BECAUSE_OF_AND_PAYING)
    assert not reaches(AppliesWhen.BECAUSE_OF_AND_PAYING, AppliesWhen.BECAUSE_OF)
    assert not reaches(AppliesWhen.BECAUSE_OF, AppliesWhen.DRIVING)


@pytest.mark.parametrize(
    ("changed", "still"),
    [
        ({}, True),
        ({"minimum_level": CheckLevel.ENHANCED_BOTH_BARRED}, True),
        ({"applies_when": AppliesWhen.ALWAYS}, True),
        ({"source": "A newer Act", "review_date": DAY}, True),
        ({"minimum_level": CheckLevel.ENHANCED}, False),
        ({"minimum_level": CheckLevel.ENHANCED_CHILDREN_BARRED}, False),
        ({"applies_when": AppliesWhen.BECAUSE_OF_AND_PAYING}, False),
        ({"basis": RuleBasis.HUB_POLICY}, False),
        ({"check": "identity", "minimum_level": CheckLevel.NONE}, False),
        ({"need_code": "gardening"}, False),
        ({"nation": "wales"}, False),
    ],
)
def test_the_law_may_be_made_stricter_and_never_less(changed: dict[str, object], still: bool) -> None:
    edited = replace(LAW, **changed)  # type: ignore[arg-type]
    assert covers(edited, LAW) is still
    if still:
        refuse_weaker([ID, LAW], [ID, edited], [LAW], LABELS)
        return
    with pytest.raises(DomainError, match="Shopping: the law asks for this check"):
        refuse_weaker([ID, LAW], [ID, edited], [LAW], LABELS)


def test_the_law_is_not_taken_out_and_another_rule_may_stand_for_it() -> None:
    assert below([ID], [LAW]) == (LAW,)
    with pytest.raises(DomainError, match="Enhanced DBS with adults’ barred list"):
        refuse_weaker([ID, LAW], [ID], [LAW], LABELS)
    strict = replace(LAW, applies_when=AppliesWhen.ALWAYS)
    refuse_weaker([ID, LAW, strict], [ID, strict], [LAW], LABELS)
    # What the hub lacked before the edit is no fault of the edit's.
    refuse_weaker([ID], [ID, replace(ID, check="references")], [LAW], LABELS)


def test_a_law_on_a_check_without_levels_is_covered_by_the_same_alone() -> None:
    driving = Rule(*HERE, "driving_papers", basis=RuleBasis.LAW, applies_when=AppliesWhen.DRIVING)
    assert covers(driving, driving)
    assert covers(replace(driving, basis="odd"), driving)
    assert covers(replace(driving, minimum_level=CheckLevel.BASIC), driving) is False
    assert not covers(LAW, replace(LAW, minimum_level="odd"))


def test_something_is_asked_of_everybody() -> None:
    driving = replace(ID, check="driving_papers", applies_when=AppliesWhen.DRIVING)
    with pytest.raises(DomainError, match="keep one check that is always asked for"):
        refuse_weaker([ID, driving], [driving], [], LABELS)
    with pytest.raises(DomainError, match="always asked for"):
        refuse_weaker([], [driving], [], LABELS)
    refuse_weaker([driving], [driving, replace(driving, check="first_aid")], [], LABELS)
    # Without any rule nobody is cleared, which lets nobody through.
    refuse_weaker([ID], [], [], LABELS)


def test_no_rule_is_made_twice() -> None:
    with pytest.raises(DomainError, match="Shopping: a rule asks for this check already: ID"):
        refuse_twice([ID], [ID, replace(ID, source="Again")], LABELS)
    refuse_twice([ID], [ID, replace(ID, applies_when=AppliesWhen.DRIVING)], LABELS)
    refuse_twice([ID, ID], [ID, ID], LABELS)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"check": "aura"}, "check"),
        ({"check": "disclosure_scotland", "level": CheckLevel.LEVEL_1}, "check"),
        ({"level": CheckLevel.BASIC}, "level"),
        ({"check": "dbs"}, "level"),
        ({"check": "dbs", "level": CheckLevel.PVG_BOTH}, "level"),
        ({"applies_when": "sometimes"}, "applies_when"),
        ({"basis": "habit"}, "basis"),
        ({"basis": RuleBasis.LAW, "pairing_allowed": True}, "pairing_allowed"),
        ({"source": "  "}, "source"),
        ({"review_on": None}, "review_on"),
        ({"review_on": DAY}, "review_on"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(changed: dict[str, object], field: str) -> None:
    with pytest.raises(DomainError) as refused:
        refuse_odd_rule(replace(GOOD, **changed), Nation.ENGLAND, DAY)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_rule_that_can_be_is_taken() -> None:
    refuse_odd_rule(GOOD, Nation.ENGLAND, DAY)
    refuse_odd_rule(replace(GOOD, check="dbs", level=CheckLevel.BASIC), Nation.WALES, DAY)
    refuse_odd_rule(replace(GOOD, basis=RuleBasis.LAW), Nation.ENGLAND, DAY)
    refuse_odd_rule(replace(GOOD, pairing_allowed=True), Nation.ENGLAND, DAY)
    refuse_uncited("An Act", DAY + timedelta(days=1), DAY)
    assert RuleDraft("identity").rule(*HERE) == ID
    made = replace(GOOD, pairing_allowed=True).rule(*HERE)
    assert made == Rule(*HERE, "identity", source="Hub policy", review_date=NEXT, pairing_allowed=True)


def test_levels_are_those_of_the_scheme() -> None:
    for check in CheckType:
        assert levels_offered(check) == LEVELS.get(check, (CheckLevel.NONE,))


@pytest.mark.parametrize(
    ("draft", "opened"),
    [
        (RuleDraft("identity"), True),
        (RuleDraft("dbs", CheckLevel.BASIC), True),
        (RuleDraft("dbs", ADULTS, applies_when=AppliesWhen.BECAUSE_OF), True),
        (RuleDraft("dbs", CheckLevel.STANDARD, applies_when=AppliesWhen.BECAUSE_OF_AND_PAYING), True),
        (RuleDraft("dbs", ADULTS), False),
        (RuleDraft("dbs", CheckLevel.ENHANCED_BOTH_BARRED, applies_when=AppliesWhen.BECAUSE_OF), False),
        (RuleDraft("access_ni", ADULTS, applies_when=AppliesWhen.BECAUSE_OF), False),
        (RuleDraft("dbs", "odd", applies_when=AppliesWhen.BECAUSE_OF), False),
    ],
)
def test_a_level_above_basic_is_opened_by_a_cited_law_or_a_reason(draft: RuleDraft, opened: bool) -> None:
    assert is_open_to(draft, *HERE, [LAW]) is opened
    if opened:
        refuse_not_opened(draft, "england", ["shopping"], [LAW])
        return
    with pytest.raises(DomainError) as refused:
        refuse_not_opened(draft, "england", ["shopping"], [LAW])
    assert refused.value.field == "eligibility_reason"
    said = replace(draft, eligibility_reason="Handles money for people in care: the Act, section 5")
    refuse_not_opened(said, "england", ["shopping"], [LAW])


def test_a_law_opens_a_level_to_its_own_task_alone() -> None:
    draft = RuleDraft("dbs", ADULTS, applies_when=AppliesWhen.BECAUSE_OF)
    assert not is_open_to(draft, "england", "gardening", [LAW])
    assert not is_open_to(draft, "wales", "shopping", [LAW])
    with pytest.raises(DomainError):
        refuse_not_opened(draft, "england", ["shopping", "gardening"], [LAW])
