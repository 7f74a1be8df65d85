"""What a preview says is the difference between clearance before and after, no more and no less."""

from collections.abc import Hashable
from datetime import date
from itertools import product

from hypothesis import example, given
from hypothesis import strategies as st

from db.enums import Answer, CheckLevel, RuleBasis
from desktop.domain.clearance import clear
from desktop.domain.clearance_facts import AppliesWhen, CheckRecord, Rule, TaskContext, VolunteerFacts
from desktop.domain.rule_preview import NO_SHIFT, shift, turns
from tests.domain.test_clearance_properties import DAY, people, rule_sets

NEED = ("england", "shopping")
ID = Rule(*NEED, "identity")
SEEN = CheckRecord("identity", "verified")
ADULT = VolunteerFacts("active", (SEEN,), birth_date=date(1980, 1, 1))


def every_context(at_door: bool, drives: bool) -> list[TaskContext]:
    """Every circumstance there is, those nobody asked about too."""
    return [
        TaskContext(*NEED, DAY, because, paying, care, driving=driving, at_door=at_door, paired=paired)
        for because, paying, care in product(Answer, repeat=3)
        for driving, paired in product((False, True) if drives else (False,), (False, True))
    ]


def answered(context: TaskContext) -> tuple[bool, bool]:
    return context.driving, context.paired


@given(rule_sets, rule_sets, people, st.booleans(), st.booleans())
@example([ID], [ID, Rule(*NEED, "references", pairing_allowed=True)], ADULT, True, False)
@example([ID], [], ADULT, True, False)
@example([], [ID], ADULT, True, False)
def test_a_preview_is_the_difference_of_clearance(
    before: list[Rule], after: list[Rule], facts: VolunteerFacts, at_door: bool, drives: bool
) -> None:
    found = shift(turns(before, after, NEED, DAY, at_door=at_door), facts, drives=drives)
    lost, gained = set(), set()
    for context in every_context(at_door, drives):
        had, has = clear(before, facts, context).passes, clear(after, facts, context).passes
        if had and not has:
            lost.add(answered(context))
        if has and not had:
            gained.add(answered(context))
    assert {answered(one) for one in found.lost} == lost
    assert {answered(one) for one in found.gained} == gained
    # Each circumstance named is one in which it is so.
    assert all(clear(before, facts, one).passes and not clear(after, facts, one).passes for one in found.lost)
    assert all(clear(after, facts, one).passes > clear(before, facts, one).passes for one in found.gained)
    if found.still_paired:
        assert lost
        assert not any(paired for _driving, paired in lost)


@given(rule_sets, people)
def test_rules_of_other_needs_and_words_about_rules_change_nothing(
    rules: list[Rule], facts: VolunteerFacts
) -> None:
    other = Rule("england", "gardening", "dbs", CheckLevel.BASIC)
    cited = [
        Rule(*NEED, r.check, r.minimum_level, r.basis, "Another law", DAY, r.pairing_allowed, r.applies_when)
        for r in rules
    ]
    assert turns(rules, [*cited, other], NEED, DAY, at_door=True) == ()
    assert shift((), facts, drives=True) is NO_SHIFT


@given(rule_sets, rule_sets, rule_sets, people, st.booleans())
def test_what_is_known_of_a_volunteer_from_other_needs_changes_no_answer(
    before: list[Rule], after: list[Rule], others: list[Rule], facts: VolunteerFacts, drives: bool
) -> None:
    judged: dict[Hashable, bool] = {}
    for at_door in (True, False):
        for one, other in ((before, others), (others, after), (before, after)):
            turned = turns(one, other, NEED, DAY, at_door=at_door)
            shared = shift(turned, facts, drives=drives, judged=judged)
            assert shared == shift(turned, facts, drives=drives)


def test_what_is_lost_alone_may_hold_in_company() -> None:
    after = [ID, Rule(*NEED, "references", pairing_allowed=True)]
    found = shift(turns([ID], after, NEED, DAY, at_door=True), ADULT, drives=False)
    assert found.still_paired
    assert {one.paired for one in found.lost} == {False}
    alone = [ID, Rule(*NEED, "references")]
    found = shift(turns([ID], alone, NEED, DAY, at_door=True), ADULT, drives=False)
    assert not found.still_paired
    assert {one.paired for one in found.lost} == {False, True}


def test_each_circumstance_that_differs_is_judged_once() -> None:
    law = Rule(*NEED, "dbs", CheckLevel.BASIC, RuleBasis.LAW, applies_when=AppliesWhen.BECAUSE_OF_AND_PAYING)
    found = turns([ID], [ID, law], NEED, DAY, at_door=True)
    assert len(found) == 4
    assert {(one.context.driving, one.context.paired) for one in found} == set(
        product((False, True), (False, True))
    )
    assert {(one.context.because_of, one.context.paying) for one in found} == {(Answer.YES, Answer.YES)}
