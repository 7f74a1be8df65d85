"""What a check must show beyond level and dates, and that whatever nobody can read never clears."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums import Answer, CheckLevel, CheckStatus, RuleBasis
from db.enums_checks import CheckDecision, StatusResult
from desktop.domain.clearance import clear, judge, passes, prepare
from desktop.domain.clearance_evidence import PAPERS, is_regulated, papers_end
from desktop.domain.clearance_facts import CheckRecord, NextStep, Rule, TaskContext, VolunteerFacts, Why

DAY = date(2026, 11, 17)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
LAW = Rule("england", "shopping", "dbs", CheckLevel.ENHANCED_ADULTS_BARRED, RuleBasis.LAW)
BASIC = Rule("england", "shopping", "dbs", CheckLevel.BASIC)
REFERENCES = Rule("england", "shopping", "references")
DRIVING = Rule("england", "shopping", "driving_papers", basis=RuleBasis.LAW)
TASK = TaskContext("england", "shopping", DAY, because_of=Answer.YES, driving=True)
DBS = CheckRecord("dbs", "verified", CheckLevel.ENHANCED_ADULTS_BARRED, issued_on=BEFORE, review_on=AFTER)
PAPERS_SEEN = CheckRecord("driving_papers", "verified", licence_to=date(2040, 1, 1), insurance_to=DAY)


def why(rule: Rule, *checks: CheckRecord) -> Why | None:
    facts = VolunteerFacts("active", checks, over_18=True)
    found = clear([rule], facts, TASK)
    assert found.passes is passes(prepare([rule], TASK), facts)
    return found.lacks[0].why if found.lacks else None


def test_who_is_not_for_regulated_roles_never_gets_a_regulated_task() -> None:
    decided = replace(DBS, decision=CheckDecision.NOT_FOR_REGULATED)
    assert why(LAW, DBS) is None
    assert why(LAW, decided) is Why.REFUSED
    assert why(BASIC, decided) is None
    moved = replace(decided, type="disclosure_scotland", level=CheckLevel.PVG_BOTH, issued_on=DAY)
    assert why(LAW, DBS, moved) is Why.REFUSED
    assert why(BASIC, DBS, moved) is None


def test_a_later_check_found_suitable_settles_an_earlier_decision() -> None:
    decided = replace(DBS, decision=CheckDecision.NOT_FOR_REGULATED)
    later = replace(DBS, issued_on=DAY, decision=CheckDecision.SUITABLE)
    assert why(LAW, decided, later) is None
    assert why(LAW, decided, replace(later, issued_on=decided.issued_on)) is Why.REFUSED
    assert why(LAW, decided, replace(later, issued_on=None)) is Why.REFUSED


@pytest.mark.parametrize(
    ("result", "on", "expected"),
    [
        (StatusResult.NOT_ASKED, None, None),
        (StatusResult.NO_CHANGE, DAY, None),
        (StatusResult.NO_CHANGE, None, Why.DATE_MISSING),
        (StatusResult.NOT_ASKED, DAY, Why.NOT_RECOGNISED),
        (StatusResult.CHANGED, DAY, Why.CHANGE_REPORTED),
        (StatusResult.CHANGED, None, Why.CHANGE_REPORTED),
        (StatusResult.NOT_FOUND, DAY, Why.NOT_RECOGNISED),
        (StatusResult.UNCLEAR, DAY, Why.NOT_RECOGNISED),
    ],
)
def test_only_an_explicit_no_change_keeps_a_check_standing(
    result: StatusResult, on: date | None, expected: Why | None
) -> None:
    assert why(LAW, replace(DBS, status_result=result, status_on=on)) is expected


ODD = (
    st.none()
    | st.integers()
    | st.booleans()
    | st.text()
    | st.sampled_from(
        [
            "No Change",
            "no change",
            "NO_CHANGE",
            "no_change ",
            "ok",
            "clear",
            "current",
            "BLANK_NO_NEW_INFO",
            "<xml/>",
        ]
    )
)


@given(ODD, st.sampled_from([None, BEFORE, DAY]))
def test_no_other_answer_of_the_update_service_clears(result: Any, on: date | None) -> None:
    if result not in (StatusResult.NO_CHANGE, StatusResult.NOT_ASKED):
        assert why(LAW, replace(DBS, status_result=result, status_on=on)) is not None


@given(ODD)
def test_no_decision_that_nobody_can_read_clears(decision: Any) -> None:
    if decision not in set(CheckDecision):
        assert why(BASIC, replace(DBS, decision=decision)) is Why.NOT_RECOGNISED


@pytest.mark.parametrize(
    ("count", "expected"),
    [(None, None), (2, None), (1, Why.TOO_FEW), (0, Why.TOO_FEW), (3, Why.TOO_FEW), (-2, Why.TOO_FEW)],
)
def test_both_references_are_asked_for(count: int | None, expected: Why | None) -> None:
    assert why(REFERENCES, CheckRecord("references", "verified", references_in=count)) is expected


def test_one_of_two_references_says_what_to_do() -> None:
    found = clear(
        [REFERENCES],
        VolunteerFacts("active", (CheckRecord("references", "verified", references_in=1),), over_18=True),
        TASK,
    )
    assert found.lacks[0].next_step is NextStep.CHASE_CHECK
    odd: Any = True
    assert why(REFERENCES, CheckRecord("references", "verified", references_in=odd)) is Why.TOO_FEW


@pytest.mark.parametrize("name", PAPERS)
def test_the_earliest_driving_paper_counts(name: str) -> None:
    all_held = replace(PAPERS_SEEN, insurance_to=AFTER, mot_to=AFTER, business_to=AFTER)
    assert why(DRIVING, all_held) is None
    assert why(DRIVING, replace(all_held, **{name: DAY})) is None
    assert why(DRIVING, replace(all_held, **{name: BEFORE})) is Why.EXPIRED
    assert papers_end(replace(all_held, **{name: BEFORE})) == BEFORE
    assert why(DRIVING, replace(all_held, **{name: "soon"})) is not None
    gone = why(DRIVING, replace(all_held, **{name: None}))
    assert gone is (Why.PAPERS_MISSING if name in ("licence_to", "insurance_to") else None)


def test_papers_seen_once_without_their_dates_do_not_let_anybody_drive() -> None:
    assert why(DRIVING, CheckRecord("driving_papers", "verified", review_on=AFTER)) is Why.PAPERS_MISSING
    assert papers_end(CheckRecord("driving_papers", "verified")) is None


@pytest.mark.parametrize(
    ("check", "level", "law", "regulated"),
    [
        ("dbs", CheckLevel.ENHANCED, True, True),
        ("dbs", CheckLevel.ENHANCED, False, False),
        ("dbs", CheckLevel.ENHANCED_ADULTS_BARRED, False, True),
        ("disclosure_scotland", CheckLevel.PVG_CHILDREN, False, True),
        ("driving_papers", CheckLevel.NONE, True, False),
    ],
)
def test_which_tasks_are_regulated(check: str, level: CheckLevel, law: bool, regulated: bool) -> None:
    assert is_regulated(check, level, law=law) is regulated


shown = st.fixed_dictionaries(
    {
        "status": st.sampled_from([*CheckStatus]),
        "decision": st.sampled_from([*CheckDecision, "odd"]),
        "status_result": st.sampled_from([*StatusResult, "odd"]),
        "status_on": st.sampled_from([None, BEFORE]),
        "issued_on": st.sampled_from([None, BEFORE, DAY]),
    }
)


@given(st.lists(shown, min_size=1, max_size=4), st.permutations(range(4)))
def test_what_speaks_against_somebody_stands_however_records_are_ordered(
    many: list[dict[str, Any]], order: list[int]
) -> None:
    records = [replace(DBS, **one) for one in many]
    mixed = [records[at] for at in order if at < len(records)]
    gate = prepare([LAW], TASK)
    one = judge(gate, VolunteerFacts("active", tuple(records), over_18=True))
    other = judge(gate, VolunteerFacts("active", tuple(mixed), over_18=True))
    assert one.passes is other.passes
    against = [r.issued_on for r in records if r.decision == CheckDecision.NOT_FOR_REGULATED]
    if one.passes and against:
        counted = [r.issued_on for r in records if r.decision != CheckDecision.NOT_FOR_REGULATED]
        assert None not in against
        assert max(day for day in counted if day) > max(day for day in against if day)
