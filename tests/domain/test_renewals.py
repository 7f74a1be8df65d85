"""Which checks come up for renewal, in which window, and what a lapse stops: at every boundary, any dates."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums import Answer, CheckLevel, CheckStatus, CheckType, VolunteerStatus
from db.enums_checks import StatusResult
from desktop.domain.clearance import prepare
from desktop.domain.clearance_facts import CheckRecord, Rule, TaskContext, VolunteerFacts
from desktop.domain.renewals import HeldCheck, Updates, Window, stops, to_renew, updates_of, window_of

TODAY = date(2026, 11, 17)
DBS = CheckRecord(CheckType.DBS, CheckStatus.VERIFIED, CheckLevel.ENHANCED)
RULE = Rule("england", "visit", CheckType.DBS, CheckLevel.ENHANCED)


def in_days(count: int) -> date:
    return TODAY + timedelta(days=count)


def held(record: CheckRecord, key: str = "a", who: str = "v") -> HeldCheck:
    return HeldCheck(key, who, record)


@pytest.mark.parametrize(
    ("left", "window"),
    [
        (-400, Window.ENDED),
        (-1, Window.ENDED),
        (0, Window.WEEK),
        (7, Window.WEEK),
        (8, Window.MONTH),
        (30, Window.MONTH),
        (31, Window.TWO_MONTHS),
        (60, Window.TWO_MONTHS),
        (61, None),
        (4000, None),
    ],
)
def test_the_windows_meet_at_7_30_and_60_days(left: int, window: Window | None) -> None:
    assert window_of(in_days(left), TODAY) is window


@given(today=st.dates(date(2000, 1, 1), date(2090, 1, 1)), left=st.integers(-500, 500))
def test_a_window_only_gets_more_pressing_as_days_pass(today: date, left: int) -> None:
    order = [*Window, None]
    end = today + timedelta(days=left)
    now, tomorrow = (window_of(end, day) for day in (today, today + timedelta(days=1)))
    assert order.index(tomorrow) <= order.index(now)
    assert (now is None) == (left > 60)
    assert (now is Window.ENDED) == (left < 0)


@given(left=st.integers(-90, 90), hold=st.integers(-90, 500), same_level=st.booleans())
def test_a_check_is_listed_until_another_replaces_it(left: int, hold: int, same_level: bool) -> None:
    old = replace(DBS, review_on=in_days(left))
    level = CheckLevel.ENHANCED if same_level else CheckLevel.BASIC
    new = replace(DBS, level=level, review_on=in_days(hold))
    listed = {one.check.id for one in to_renew([held(old), held(new, "b")], TODAY)}
    replaced = same_level and hold >= 0 and hold > left
    assert ("a" in listed) == (left <= 60 and not replaced)


@given(left=st.integers(-90, 90))
def test_the_list_says_ended_exactly_when_the_gate_refuses(left: int) -> None:
    record = replace(DBS, review_on=in_days(left))
    facts = VolunteerFacts(VolunteerStatus.ACTIVE, (record,), over_18=True)
    found = to_renew([held(record)], TODAY)
    gates = [prepare([RULE], TaskContext("england", "visit", day)) for day in (TODAY, in_days(left + 1))]
    if left > 60:
        assert found == []
        return
    (due,) = found
    assert (due.window is Window.ENDED) == (left < 0)
    after = gates[0] if left < 0 else gates[1]
    assert stops(due, facts, gates[0], after)


def test_a_lapse_stops_only_what_the_volunteer_may_do_today() -> None:
    record = replace(DBS, review_on=in_days(5))
    (due,) = to_renew([held(record)], TODAY)
    rules = [RULE, Rule("england", "visit", CheckType.MEDICINES_TRAINING)]
    before, after = (prepare(rules, TaskContext("england", "visit", day)) for day in (TODAY, in_days(6)))
    untrained = VolunteerFacts(VolunteerStatus.ACTIVE, (record,), over_18=True)
    assert not stops(due, untrained, before, after)
    training = CheckRecord(CheckType.MEDICINES_TRAINING, CheckStatus.VERIFIED)
    assert stops(due, replace(untrained, checks=(record, training)), before, after)
    away = replace(untrained, checks=(record, training), status=VolunteerStatus.RESTING)
    assert not stops(due, away, before, after)


def test_two_checks_that_ended_both_stop_a_task() -> None:
    ended = [
        replace(DBS, review_on=in_days(-3)),
        CheckRecord(CheckType.FIRST_AID, CheckStatus.VERIFIED, valid_to=in_days(-1)),
    ]
    rules = [RULE, Rule("england", "visit", CheckType.FIRST_AID)]
    gate = prepare(rules, TaskContext("england", "visit", TODAY))
    facts = VolunteerFacts(VolunteerStatus.ACTIVE, tuple(ended), over_18=True)
    due = to_renew([held(ended[0]), held(ended[1], "b")], TODAY)
    assert [stops(one, facts, gate, gate) for one in due] == [True, True]


def test_the_first_paper_that_ends_counts_and_one_marked_ended_needs_no_day() -> None:
    papers = CheckRecord(
        CheckType.DRIVING_PAPERS,
        CheckStatus.VERIFIED,
        licence_to=in_days(900),
        insurance_to=in_days(200),
        mot_to=in_days(4),
    )
    marked = CheckRecord(CheckType.FOOD_HYGIENE, CheckStatus.EXPIRED)
    found = to_renew([held(papers), held(marked, "b")], TODAY)
    assert [(one.check.id, one.end, one.window) for one in found] == [
        ("b", None, Window.ENDED),
        ("a", in_days(4), Window.WEEK),
    ]


@pytest.mark.parametrize("status", [CheckStatus.NEEDED, CheckStatus.APPLIED, CheckStatus.REFUSED])
def test_what_never_held_is_not_renewed(status: CheckStatus) -> None:
    assert to_renew([held(replace(DBS, status=status, review_on=in_days(3)))], TODAY) == []


def test_a_changed_certificate_does_not_replace_another() -> None:
    old = replace(DBS, review_on=in_days(3))
    new = replace(DBS, review_on=in_days(900), status_result=StatusResult.CHANGED, status_on=TODAY)
    assert [one.check.id for one in to_renew([held(old), held(new, "b")], TODAY)] == ["a"]


def test_the_update_service_is_asked_of_subscribers_who_agreed() -> None:
    on_it = held(DBS)._replace(update_service=Answer.YES, update_consent=Answer.YES)
    assert updates_of(on_it) is Updates.CAN
    assert updates_of(on_it._replace(update_consent=Answer.NOT_ASKED)) is Updates.NO_CONSENT
    assert updates_of(on_it._replace(update_service=Answer.NO)) is Updates.NOT_ON_IT
    assert updates_of(on_it._replace(record=replace(DBS, level=CheckLevel.BASIC))) is Updates.NOT_ON_IT
    assert updates_of(on_it._replace(record=replace(DBS, type=CheckType.ACCESS_NI))) is Updates.NOT_ON_IT


def test_what_must_have_an_end_and_has_none_replaces_nothing() -> None:
    old = replace(DBS, review_on=in_days(3))
    exempt = replace(DBS, status=CheckStatus.EXEMPT, review_on=None)
    assert [due.check.id for due in to_renew([held(old), held(exempt, "b")], TODAY)] == ["a"]
