"""Concerns: what is refused, where a concern stands, and that nothing is lost on the way into the seal."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums_concerns import (
    AboutKind,
    AbuseType,
    Agreed,
    Capacity,
    ConcernState,
    Danger,
    EntryKind,
    Heard,
    NextStep,
)
from desktop.domain.concern_bodies import body_of, entry_body, entry_from, part_from
from desktop.domain.concerns import (
    NO_ONE_YET,
    About,
    Account,
    Alleged,
    ConcernFile,
    Decision,
    Details,
    Entry,
    Hold,
    Part,
    Referral,
    check_account,
    check_close,
    check_decision,
    state_of,
)
from desktop.domain.errors import DomainError

AT = datetime(2026, 11, 16, 16, 40, tzinfo=UTC)
WORDS = st.text(max_size=40)
ALLEGED = st.builds(Alleged, WORDS, WORDS, WORDS, st.booleans(), WORDS)
ACCOUNTS = st.builds(
    Account,
    st.sampled_from(Danger),
    st.builds(About, st.sampled_from(AboutKind), WORDS, WORDS, WORDS),
    *[WORDS] * 4,
    st.sampled_from(Heard),
    WORDS,
    WORDS,
    st.sampled_from(Agreed),
    WORDS,
    ALLEGED,
    WORDS,
    WORDS,
    st.none() | st.booleans(),
    st.lists(WORDS, max_size=3).map(tuple),
)
DETAILS = st.builds(
    Details,
    st.sampled_from(Danger),
    WORDS,
    st.sampled_from(Capacity),
    WORDS,
    WORDS,
    st.lists(st.sampled_from(AbuseType), max_size=3).map(tuple),
    ALLEGED,
    *[WORDS] * 6,
)
DECISIONS = st.builds(
    Decision, st.sampled_from(NextStep), st.sampled_from(Agreed), WORDS, st.none() | st.dates()
)
PARTS = st.one_of(
    ACCOUNTS, DETAILS, DECISIONS, st.builds(Referral, *[WORDS] * 5), st.builds(Hold, *[WORDS] * 3)
)


def entry(kind: EntryKind, part: Part | None = None, words: str = "") -> Entry:
    return Entry("e", AT, "Helen", "u", kind, words, part)


def decided(step: NextStep) -> Entry:
    return entry(EntryKind.DECISION, Decision(step, why="because"))


@given(PARTS | st.none(), st.sampled_from(EntryKind), WORDS)
def test_what_goes_into_the_seal_comes_out_the_same(part: Part | None, kind: EntryKind, words: str) -> None:
    body = json.loads(json.dumps(entry_body("Helen", "u", kind, words, part, "x")))
    assert entry_from("e", AT, body) == Entry("e", AT, "Helen", "u", kind, words, part, "x")


def test_what_a_newer_version_wrote_is_passed_over() -> None:
    body = body_of(Account(words="Fridge empty")) | {"weather": "rain", "heard": "by_letter"}
    assert part_from(Account, body) == Account(words="Fridge empty")


def test_an_account_needs_somebody_and_something_seen() -> None:
    with pytest.raises(DomainError) as nobody:
        check_account(Account(words="Fridge empty"))
    with pytest.raises(DomainError) as nothing:
        check_account(Account(about=About(name="Doreen"), words="  "))
    assert (nobody.value.field, nothing.value.field) == ("about", "words")
    check_account(Account(about=About(AboutKind.PERSON, id="p"), words="Fridge empty"))


def test_nobody_was_told_until_its_author_says_so() -> None:
    assert Account().told == NO_ONE_YET


def test_a_decision_says_why_and_watching_says_until_when() -> None:
    with pytest.raises(DomainError) as why:
        check_decision(Decision(NextStep.REFER, why=" "))
    with pytest.raises(DomainError) as when:
        check_decision(Decision(NextStep.WATCH, why="quiet now"))
    assert (why.value.field, when.value.field) == ("why", "review_on")
    check_decision(Decision(NextStep.WATCH, why="quiet now", review_on=date(2026, 11, 30)))


@pytest.mark.parametrize(
    ("later", "state"),
    [
        ([], ConcernState.RAISED),
        ([entry(EntryKind.ADDITION)], ConcernState.RAISED),
        ([entry(EntryKind.VIEWED)], ConcernState.UNDER_REVIEW),
        ([decided(NextStep.TALK_FIRST)], ConcernState.UNDER_REVIEW),
        ([decided(NextStep.REFER)], ConcernState.UNDER_REVIEW),
        ([decided(NextStep.REFER), entry(EntryKind.REFERRAL)], ConcernState.REFERRED),
        ([decided(NextStep.WATCH)], ConcernState.MONITORING),
        ([decided(NextStep.WATCH), entry(EntryKind.VIEWED)], ConcernState.MONITORING),
        ([decided(NextStep.NOTHING_MORE)], ConcernState.NO_FURTHER_ACTION),
        ([decided(NextStep.NOTHING_MORE), entry(EntryKind.CLOSED)], ConcernState.CLOSED),
        ([decided(NextStep.WATCH), entry(EntryKind.CLOSED), entry(EntryKind.VIEWED)], ConcernState.CLOSED),
        (
            [decided(NextStep.WATCH), entry(EntryKind.CLOSED), entry(EntryKind.REOPENED)],
            ConcernState.UNDER_REVIEW,
        ),
    ],
)
def test_where_a_concern_stands(later: list[Entry], state: ConcernState) -> None:
    whole = (entry(EntryKind.ACCOUNT, Account()), *later)
    assert state_of(whole) is state
    assert ConcernFile("c", "C-4821", whole).state is state


@pytest.mark.parametrize("state", ConcernState)
def test_only_what_was_decided_can_be_closed(state: ConcernState) -> None:
    decided_on = {ConcernState.REFERRED, ConcernState.MONITORING, ConcernState.NO_FURTHER_ACTION}
    if state in decided_on:
        check_close(state, "the council has it")
        with pytest.raises(DomainError):
            check_close(state, " ")
    else:
        with pytest.raises(DomainError):
            check_close(state, "the council has it")


def test_what_is_known_begins_with_the_account_and_is_replaced_whole() -> None:
    account = Account(danger=Danger.NO, wants="her shopping", others="a neighbour")
    first = ConcernFile("c", "C-1", (entry(EntryKind.ACCOUNT, account),))
    assert (first.details.wants, first.details.others) == ("her shopping", "a neighbour")
    later = Details(danger=Danger.YES)
    second = ConcernFile("c", "C-1", (*first.entries, entry(EntryKind.DETAILS, later)))
    assert second.details == later
    assert second.account == account
