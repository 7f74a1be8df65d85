"""The check gate."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from db.enums import Answer, CheckLevel, CheckStatus, CheckType, RuleBasis, VolunteerStatus
from desktop.domain.clearance import clear, has_checks, passes, prepare
from desktop.domain.clearance_facts import (
    AppliesWhen,
    CheckRecord,
    Clearance,
    ClearanceState,
    Condition,
    ConditionKind,
    Lack,
    NextStep,
    Rule,
    TaskContext,
    VolunteerFacts,
    Why,
)

DAY = date(2026, 11, 17)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
CONTEXT = TaskContext("england", "shopping", DAY, because_of=Answer.NO)
POLICY = Rule("england", "shopping", "identity")
PAIRED = Rule("england", "shopping", "references", pairing_allowed=True)
LAW = Rule(
    "england", "shopping", "dbs", CheckLevel.ENHANCED_ADULTS_BARRED, RuleBasis.LAW, pairing_allowed=True
)
ID_SEEN = CheckRecord("identity", "verified")
DBS = CheckRecord("dbs", "verified", CheckLevel.ENHANCED_ADULTS_BARRED, review_on=DAY)


def adult(*checks: CheckRecord, **facts: Any) -> VolunteerFacts:
    return VolunteerFacts(**{"status": "active", "over_18": True, "checks": checks, **facts})


def answer(facts: VolunteerFacts, *rules: Rule, **context: Any) -> Clearance:
    """Ask the gate, and make sure the quick answer is the same."""
    task = replace(CONTEXT, **context)
    found = clear(rules, facts, task)
    assert passes(prepare(rules, task), facts) is found.passes
    return found


def only_lack(facts: VolunteerFacts, rule: Rule, **context: Any) -> Lack:
    found = answer(facts, rule, **context)
    assert found.state is ClearanceState.NOT_CLEARED
    assert len(found.lacks) == 1
    return found.lacks[0]


def test_cleared() -> None:
    assert answer(adult(ID_SEEN, DBS), POLICY, LAW) == Clearance(ClearanceState.CLEARED)


def test_a_need_without_rules_clears_nobody() -> None:
    other_need = replace(POLICY, need_code="gardening")
    other_nation = replace(POLICY, nation="wales")
    found = answer(adult(ID_SEEN), other_need, other_nation)
    assert found.lacks == (Lack("", Why.NO_RULES, NextStep.ASK_LEAD),)


def test_a_day_nobody_can_read_clears_nobody() -> None:
    nonsense: Any = "tomorrow"
    assert answer(adult(ID_SEEN), POLICY, on_date=nonsense).lacks[0].why is Why.NO_RULES
    assert answer(adult(ID_SEEN), POLICY, on_date=datetime(2026, 11, 17, 9)).passes


@pytest.mark.parametrize("status", list(VolunteerStatus))
def test_only_active_volunteers(status: VolunteerStatus) -> None:
    found = answer(adult(ID_SEEN, status=status), POLICY)
    if status is VolunteerStatus.ACTIVE:
        assert found.passes
    elif status in (VolunteerStatus.APPLIED, VolunteerStatus.CONTACTED):
        assert found.lacks == (Lack("", Why.NOT_STARTED, NextStep.FINISH_SIGN_UP),)
    else:
        assert found.lacks == (Lack("", Why.NOT_AVAILABLE, NextStep.ASK_LEAD),)


def test_a_hold_reads_like_any_other_absence() -> None:
    held = answer(adult(on_hold=True), POLICY, LAW)
    resting = answer(adult(status="resting"), POLICY, LAW)
    unknown = answer(adult(status="???"), POLICY, LAW)
    assert held == resting == unknown


@pytest.mark.parametrize(
    ("check", "step"),
    [
        ("identity", NextStep.RECORD_CHECK),
        ("references", NextStep.RECORD_CHECK),
        ("driving_papers", NextStep.RECORD_CHECK),
        ("code_of_conduct", NextStep.RECORD_CHECK),
        ("dbs", NextStep.APPLY_FOR_CHECK),
        ("access_ni", NextStep.APPLY_FOR_CHECK),
        ("disclosure_scotland", NextStep.APPLY_FOR_CHECK),
        ("induction", NextStep.BOOK_TRAINING),
        ("medicines_training", NextStep.BOOK_TRAINING),
        ("safeguarding_training", NextStep.BOOK_TRAINING),
        ("food_hygiene", NextStep.BOOK_TRAINING),
        ("first_aid", NextStep.BOOK_TRAINING),
        ("health_safety", NextStep.BOOK_TRAINING),
        ("data_protection", NextStep.BOOK_TRAINING),
        ("something_new", NextStep.RECORD_CHECK),
    ],
)
def test_what_nobody_has_begun(check: str, step: NextStep) -> None:
    lack = only_lack(adult(), Rule("england", "shopping", check))
    assert (lack.check, lack.why, lack.next_step, lack.pairable) == (check, Why.NOT_DONE, step, False)


@pytest.mark.parametrize(
    ("status", "why", "step"),
    [
        (CheckStatus.NEEDED, Why.NOT_DONE, NextStep.RECORD_CHECK),
        (CheckStatus.WITHDRAWN, Why.NOT_DONE, NextStep.RECORD_CHECK),
        (CheckStatus.APPLIED, Why.NOT_BACK, NextStep.CHASE_CHECK),
        (CheckStatus.IN_PROGRESS, Why.NOT_BACK, NextStep.CHASE_CHECK),
        (CheckStatus.EXPIRED, Why.EXPIRED, NextStep.RENEW_CHECK),
        (CheckStatus.REFUSED, Why.REFUSED, NextStep.ASK_LEAD),
        ("lost", Why.NOT_RECOGNISED, NextStep.RECORD_CHECK),
        ("", Why.NOT_RECOGNISED, NextStep.RECORD_CHECK),
        (None, Why.NOT_RECOGNISED, NextStep.RECORD_CHECK),
    ],
)
def test_statuses_that_do_not_clear(status: Any, why: Why, step: NextStep) -> None:
    lack = only_lack(adult(CheckRecord("identity", status)), POLICY)
    assert (lack.why, lack.next_step) == (why, step)


def test_dates_go_with_their_reasons() -> None:
    applied = CheckRecord("identity", "applied", applied_on=BEFORE)
    assert only_lack(adult(applied), POLICY).on == BEFORE
    ended = CheckRecord("identity", "expired", valid_to=BEFORE, review_on=DAY)
    assert only_lack(adult(ended), POLICY).on == BEFORE
    assert only_lack(adult(replace(ended, valid_to=None)), POLICY).on == DAY


@pytest.mark.parametrize(
    ("dates", "why"),
    [
        ({"review_on": DAY}, None),
        ({"review_on": AFTER}, None),
        ({"review_on": datetime(2026, 11, 17, 23)}, None),
        ({"valid_to": DAY}, None),
        ({"review_on": AFTER, "valid_to": DAY}, None),
        ({"review_on": BEFORE}, Why.EXPIRED),
        ({"valid_to": BEFORE}, Why.EXPIRED),
        ({"review_on": AFTER, "valid_to": BEFORE}, Why.EXPIRED),
        ({"review_on": BEFORE, "valid_to": AFTER}, Why.EXPIRED),
        ({}, Why.DATE_MISSING),
        ({"review_on": "next year"}, Why.DATE_MISSING),
        ({"review_on": AFTER, "valid_to": "never"}, Why.DATE_MISSING),
        ({"review_on": AFTER, "issued_on": DAY}, None),
        ({"review_on": AFTER, "issued_on": AFTER}, Why.DATE_MISSING),
        ({"review_on": AFTER, "issued_on": "long ago"}, Why.DATE_MISSING),
    ],
)
def test_dates_of_a_verified_check(dates: dict[str, Any], why: Why | None) -> None:
    record = replace(DBS, review_on=None)
    found = answer(adult(replace(record, **dates)), LAW)
    assert [lack.why for lack in found.lacks] == ([] if why is None else [why])
    if why is Why.EXPIRED:
        assert (found.lacks[0].on, found.lacks[0].next_step) == (BEFORE, NextStep.RENEW_CHECK)
    if why is Why.DATE_MISSING:
        assert found.lacks[0].next_step is NextStep.SET_DATE


@pytest.mark.parametrize("check", list(CheckType))
def test_which_checks_need_a_date(check: CheckType) -> None:
    levels = {"dbs": "basic", "access_ni": "basic", "disclosure_scotland": "level_1"}
    level = levels.get(check, "none")
    found = answer(adult(CheckRecord(check, "verified", level)), Rule("england", "shopping", check, level))
    assert found.passes is (check not in (*levels, "driving_papers"))


def test_levels() -> None:
    lack = only_lack(adult(replace(DBS, level=CheckLevel.ENHANCED)), LAW)
    assert (lack.why, lack.next_step, lack.level) == (
        Why.LEVEL_TOO_LOW,
        NextStep.RAISE_LEVEL,
        CheckLevel.ENHANCED_ADULTS_BARRED,
    )
    assert only_lack(adult(replace(DBS, level="platinum")), LAW).why is Why.LEVEL_TOO_LOW
    assert answer(adult(replace(DBS, level=CheckLevel.ENHANCED_BOTH_BARRED)), LAW).passes


@pytest.mark.parametrize(
    ("applies", "counts"),
    [
        (AppliesWhen.BECAUSE_OF, ["because_of"]),
        (AppliesWhen.BECAUSE_OF_AND_PAYING, ["because_of", "paying"]),
        (AppliesWhen.BECAUSE_OF_AND_TO_CARE, ["because_of", "to_care"]),
    ],
)
def test_circumstances_not_asked_about_count_as_present(applies: AppliesWhen, counts: list[str]) -> None:
    rule = replace(LAW, applies_when=applies)
    yes = dict.fromkeys(counts, Answer.YES)
    assert only_lack(adult(), rule, **yes).assumed is False
    for name in counts:
        assert answer(adult(), rule, **{**yes, name: Answer.NO}).passes
        for odd in (Answer.NOT_ASKED, "perhaps", None):
            lack = only_lack(adult(), rule, **{**yes, name: odd})
            assert lack.assumed is True


def test_driving_rules_wait_for_a_drive() -> None:
    rule = Rule("england", "shopping", "driving_papers", applies_when=AppliesWhen.DRIVING)
    assert answer(adult(), rule, driving=False).passes
    assert only_lack(adult(), rule, driving=True).assumed is False


def test_a_circumstance_nobody_can_read_always_applies() -> None:
    lack = only_lack(adult(), replace(POLICY, applies_when="on Sundays"))
    assert lack.assumed is False


def test_exemptions_bend_policy_until_their_last_day() -> None:
    exempt = CheckRecord("identity", "exempt", exempt_until=DAY, exempt_reason="known 20 years")
    found = answer(adult(exempt), POLICY)
    assert found.state is ClearanceState.CONDITIONS
    assert found.conditions == (Condition("identity", ConditionKind.EXEMPTION, DAY),)
    ended = only_lack(adult(replace(exempt, exempt_until=BEFORE)), POLICY)
    assert (ended.why, ended.next_step, ended.on) == (Why.EXEMPTION_ENDED, NextStep.ASK_LEAD, BEFORE)
    assert only_lack(adult(replace(exempt, exempt_until=None)), POLICY).why is Why.EXEMPTION_ENDED
    for nothing in (" ", "", None):
        odd: Any = nothing
        assert not answer(adult(replace(exempt, exempt_reason=odd)), POLICY).passes


def test_law_has_no_exemption_and_no_pairing() -> None:
    exempt = CheckRecord("dbs", "exempt", exempt_until=AFTER, exempt_reason="kind")
    lack = only_lack(adult(exempt), LAW, paired=True)
    assert (lack.why, lack.pairable, lack.basis) == (Why.NOT_DONE, False, RuleBasis.LAW)
    assert not only_lack(adult(exempt), replace(LAW, basis="custom"), paired=True).pairable


def test_pairing_where_the_rule_allows() -> None:
    waiting = CheckRecord("references", "applied", applied_on=BEFORE)
    lack = only_lack(adult(waiting), PAIRED)
    assert (lack.pairable, lack.next_step) == (True, NextStep.PAIR_UP)
    found = answer(adult(waiting), PAIRED, paired=True)
    assert found.state is ClearanceState.CONDITIONS
    assert found.conditions == (Condition("references", ConditionKind.PAIRED),)
    missing = only_lack(adult(), PAIRED)
    assert (missing.pairable, missing.next_step) == (True, NextStep.RECORD_CHECK)


def test_nobody_goes_along_to_make_up_for_a_refusal() -> None:
    lack = only_lack(adult(CheckRecord("references", "refused")), PAIRED, paired=True)
    assert (lack.why, lack.pairable) == (Why.REFUSED, False)


def test_pairing_does_not_help_with_the_rest() -> None:
    found = answer(adult(), PAIRED, POLICY, paired=True)
    assert [lack.check for lack in found.lacks] == ["identity"]
    assert found.conditions == (Condition("references", ConditionKind.PAIRED),)


@pytest.mark.parametrize(
    ("record", "refusal", "clears"),
    [
        (DAY, BEFORE, True),
        (DAY, DAY, False),
        (BEFORE, DAY, False),
        (None, BEFORE, False),
        (DAY, None, False),
    ],
)
def test_a_refusal_outweighs_what_is_not_later(
    record: date | None, refusal: date | None, clears: bool
) -> None:
    verified = replace(DBS, issued_on=record)
    refused = CheckRecord("dbs", "refused", issued_on=refusal)
    assert answer(adult(verified, refused), LAW).passes is clears
    found = answer(adult(refused, verified), LAW)
    assert found.passes is clears
    if not clears:
        assert found.lacks[0].why is Why.REFUSED


def test_refusals_of_other_checks_do_not_matter() -> None:
    assert answer(
        adult(CheckRecord("references", "refused"), CheckRecord("identity", "needed"), ID_SEEN), POLICY
    ).passes


NEAREST_FIRST = [
    (CheckRecord("identity", "applied"), Why.NOT_BACK),
    (CheckRecord("identity", "verified", issued_on=AFTER), Why.DATE_MISSING),
    (CheckRecord("identity", "expired"), Why.EXPIRED),
    (CheckRecord("identity", "exempt"), Why.EXEMPTION_ENDED),
    (CheckRecord("identity", "???"), Why.NOT_RECOGNISED),
    (CheckRecord("identity", "needed"), Why.NOT_DONE),
]


@pytest.mark.parametrize("first", range(len(NEAREST_FIRST)))
@pytest.mark.parametrize("second", range(len(NEAREST_FIRST)))
def test_of_several_records_the_nearest_is_named(first: int, second: int) -> None:
    records = NEAREST_FIRST[first][0], NEAREST_FIRST[second][0]
    assert only_lack(adult(*records), POLICY).why is NEAREST_FIRST[min(first, second)][1]


def test_level_too_low_lies_between_expired_and_exemption_ended() -> None:
    low = replace(DBS, level="basic")
    law = replace(LAW, basis=RuleBasis.HUB_POLICY)
    for other, why in (("expired", Why.EXPIRED), ("exempt", Why.LEVEL_TOO_LOW)):
        assert only_lack(adult(low, CheckRecord("dbs", other)), law).why is why


def test_an_exemption_is_second_best() -> None:
    exempt = CheckRecord("identity", "exempt", exempt_until=AFTER, exempt_reason="known")
    assert (
        answer(adult(exempt, CheckRecord("identity", "applied")), POLICY).state is ClearanceState.CONDITIONS
    )
    assert (
        answer(adult(CheckRecord("identity", "applied"), exempt), POLICY).state is ClearanceState.CONDITIONS
    )
    assert answer(adult(ID_SEEN, exempt), POLICY).state is ClearanceState.CLEARED
    assert answer(adult(exempt, ID_SEEN), POLICY).state is ClearanceState.CLEARED


def test_nobody_under_18_is_alone_at_a_door() -> None:
    young = adult(ID_SEEN, over_18=None, birth_date=date(2008, 11, 18), parental_agreement=True)
    lack = only_lack(young, POLICY)
    assert (lack.why, lack.next_step, lack.pairable) == (Why.UNDER_18, NextStep.ALLOWED_TASKS, True)
    assert answer(young, POLICY, at_door=False).state is ClearanceState.CLEARED
    assert answer(young, POLICY, paired=True).conditions == (Condition("", ConditionKind.PAIRED),)
    assert answer(replace(young, birth_date=date(2008, 11, 17)), POLICY).passes


def test_under_18_needs_a_parent_wherever_the_task_is() -> None:
    young = adult(ID_SEEN, over_18=False)
    lack = only_lack(young, POLICY, at_door=False, paired=True)
    assert (lack.why, lack.next_step, lack.pairable) == (
        Why.NO_PARENTAL_AGREEMENT,
        NextStep.ASK_PARENT,
        False,
    )
    agreed: Any = "maybe"
    assert not answer(replace(young, parental_agreement=agreed), POLICY, at_door=False).passes


@pytest.mark.parametrize(
    ("facts", "cleared"),
    [
        ({"over_18": None}, False),
        ({"over_18": "yes"}, False),
        ({"over_18": None, "birth_date": AFTER}, False),
        ({"over_18": True, "birth_date": AFTER}, False),
        ({"over_18": None, "birth_date": DAY}, False),
        ({"over_18": None, "birth_date": "1980"}, False),
        ({"over_18": True, "birth_date": "1980"}, True),
        ({"over_18": False, "birth_date": date(1980, 1, 1)}, True),
        ({"over_18": True, "birth_date": date(2015, 1, 1)}, False),
    ],
)
def test_age_must_be_known(facts: dict[str, Any], cleared: bool) -> None:
    found = answer(adult(ID_SEEN, **facts), POLICY)
    assert found.passes is cleared
    if facts == {"over_18": None}:
        assert found.lacks == (Lack("", Why.AGE_UNKNOWN, NextStep.RECORD_AGE),)
    if facts.get("birth_date") == DAY:
        assert found.lacks[0].why is Why.UNDER_18
    if facts.get("birth_date") == AFTER:
        assert found.lacks[0].why is Why.AGE_UNKNOWN


def test_checks_alone() -> None:
    gate = prepare([POLICY, PAIRED], CONTEXT)
    assert not has_checks(gate, adult(ID_SEEN))
    assert has_checks(prepare([POLICY, PAIRED], replace(CONTEXT, paired=True)), adult(ID_SEEN, status="left"))
