"""The records the gate reads and answers with."""

from datetime import date

import pytest

from db.enums import Answer, Transport
from desktop.domain.clearance_facts import (
    DRIVEN,
    AppliesWhen,
    CheckRecord,
    Clearance,
    ClearanceState,
    Lack,
    NextStep,
    Rule,
    TaskContext,
    VolunteerFacts,
    Why,
)

PAIRABLE = Lack("references", Why.NOT_BACK, NextStep.PAIR_UP, pairable=True)
HARD = Lack("identity", Why.NOT_DONE, NextStep.RECORD_CHECK)


def test_what_is_not_said_is_strict() -> None:
    context = TaskContext("england", "shopping", date(2026, 11, 17))
    assert {context.because_of, context.paying, context.to_care} == {Answer.NOT_ASKED}
    assert (context.driving, context.at_door, context.paired) == (False, True, False)
    rule = Rule("england", "shopping", "identity")
    assert (rule.pairing_allowed, rule.applies_when) == (False, AppliesWhen.ALWAYS)
    facts = VolunteerFacts("active")
    assert (facts.checks, facts.birth_date, facts.over_18, facts.parental_agreement, facts.on_hold) == (
        (),
        None,
        None,
        False,
        False,
    )
    record = CheckRecord("identity", "verified")
    assert (record.exempt_reason, record.exempt_until, record.review_on) == ("", None, None)
    assert (HARD.pairable, HARD.assumed) == (False, False)


def test_driven_ways() -> None:
    assert {Transport.CAR, Transport.VAN} == DRIVEN


@pytest.mark.parametrize(
    ("state", "passes"),
    [
        (ClearanceState.CLEARED, True),
        (ClearanceState.CONDITIONS, True),
        (ClearanceState.NOT_CLEARED, False),
    ],
)
def test_who_passes(state: ClearanceState, passes: bool) -> None:
    assert Clearance(state).passes is passes


@pytest.mark.parametrize(
    ("lacks", "can_pair"), [((), False), ((PAIRABLE,), True), ((HARD,), False), ((PAIRABLE, HARD), False)]
)
def test_pairing_must_settle_everything(lacks: tuple[Lack, ...], can_pair: bool) -> None:
    assert Clearance(ClearanceState.NOT_CLEARED, lacks).can_pair is can_pair
