"""What must hold of the check gate whatever the rules, the volunteer and the task."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from db.enums import Answer, CheckLevel, CheckStatus, RuleBasis
from desktop.domain.clearance import clear, judge, passes, prepare
from desktop.domain.clearance_facts import (
    AppliesWhen,
    CheckRecord,
    ClearanceState,
    Rule,
    TaskContext,
    VolunteerFacts,
)

DAY = date(2026, 11, 17)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
LAW = Rule("england", "shopping", "dbs", CheckLevel.ENHANCED_ADULTS_BARRED, RuleBasis.LAW)
UNASKED = TaskContext("england", "shopping", DAY)

maybe_day = st.none() | st.sampled_from([BEFORE, DAY, AFTER])
records = st.builds(
    CheckRecord,
    type=st.sampled_from(["identity", "references", "dbs"]),
    status=st.sampled_from([*CheckStatus, "odd"]),
    level=st.sampled_from([*CheckLevel, "odd"]),
    issued_on=maybe_day,
    review_on=maybe_day,
    valid_to=maybe_day,
    exempt_until=maybe_day,
    exempt_reason=st.sampled_from(["", "known"]),
)
people = st.builds(
    VolunteerFacts,
    status=st.sampled_from(["active", "active", "active", "resting"]),
    checks=st.lists(records, max_size=5).map(tuple),
    birth_date=st.sampled_from([None, date(1980, 1, 1), date(2010, 1, 1)]),
    over_18=st.sampled_from([None, True, False]),
    parental_agreement=st.booleans(),
    on_hold=st.sampled_from([False, False, True]),
)
answers = st.sampled_from(list(Answer))
contexts = st.builds(
    TaskContext,
    nation=st.just("england"),
    need_code=st.just("shopping"),
    on_date=st.just(DAY),
    because_of=answers,
    paying=answers,
    to_care=answers,
    driving=st.booleans(),
    at_door=st.booleans(),
    paired=st.booleans(),
)
rule_sets = st.lists(
    st.builds(
        Rule,
        nation=st.just("england"),
        need_code=st.just("shopping"),
        check=st.sampled_from(["identity", "references", "dbs"]),
        minimum_level=st.sampled_from([CheckLevel.NONE, CheckLevel.BASIC, CheckLevel.ENHANCED]),
        basis=st.sampled_from(list(RuleBasis)),
        pairing_allowed=st.booleans(),
        applies_when=st.sampled_from(list(AppliesWhen)),
    ),
    max_size=4,
)


@given(rule_sets, people, contexts)
def test_quick_and_full_answers_agree(rules: list[Rule], facts: VolunteerFacts, context: TaskContext) -> None:
    gate = prepare(rules, context)
    assert passes(gate, facts) is judge(gate, facts).passes
    found = judge(gate, facts)
    assert (found.state is ClearanceState.NOT_CLEARED) is bool(found.lacks)
    assert (found.state is ClearanceState.CLEARED) <= (not found.conditions)


@given(rule_sets, people, contexts, st.sampled_from(list(CheckLevel)), st.data())
def test_adding_a_verified_check_never_takes_clearance_away(
    rules: list[Rule], facts: VolunteerFacts, context: TaskContext, level: CheckLevel, data: st.DataObject
) -> None:
    check = data.draw(st.sampled_from(["identity", "references", "dbs"]))
    more = replace(facts, checks=(*facts.checks, CheckRecord(check, "verified", level, review_on=AFTER)))
    if clear(rules, facts, context).passes:
        assert clear(rules, more, context).passes


@given(rule_sets, people, contexts, st.data())
def test_losing_a_check_that_is_no_refusal_never_clears(
    rules: list[Rule], facts: VolunteerFacts, context: TaskContext, data: st.DataObject
) -> None:
    held = [place for place, record in enumerate(facts.checks) if record.status == CheckStatus.VERIFIED]
    if not held:
        return
    place = data.draw(st.sampled_from(held))
    before, after = facts.checks[:place], facts.checks[place + 1 :]
    expired = replace(facts.checks[place], status=CheckStatus.EXPIRED)
    if not clear(rules, facts, context).passes:
        assert not clear(rules, replace(facts, checks=before + after), context).passes
        assert not clear(rules, replace(facts, checks=(*before, expired, *after)), context).passes


@given(rule_sets, people, contexts)
def test_not_having_asked_never_clears(
    rules: list[Rule], facts: VolunteerFacts, context: TaskContext
) -> None:
    unasked = replace(context, because_of=Answer.NOT_ASKED, paying=Answer.NOT_ASKED, to_care=Answer.NOT_ASKED)
    if not clear(rules, facts, context).passes:
        assert not clear(rules, facts, unasked).passes
    nobody = replace(facts, status="odd")
    assert not clear(rules, nobody, context).passes


odd = st.none() | st.integers() | st.text(max_size=3) | st.datetimes() | st.booleans()


@given(st.lists(odd, min_size=7, max_size=7))
def test_odd_data_never_raises_and_never_clears(values: list[Any]) -> None:
    record = CheckRecord("dbs", *values)
    facts = VolunteerFacts(values[0], (record,), values[1], values[2], values[3], False)
    assert not clear([LAW], facts, UNASKED).passes
    assert not clear(
        [LAW], VolunteerFacts("active", (record,), over_18=True), replace(UNASKED, because_of=values[0])
    ).passes
