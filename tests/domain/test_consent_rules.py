"""What answers come to, and who stays out because of them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums import Answer, LawfulBasis, PersonStatus
from desktop.domain.consent_rules import (
    HEALTH,
    Agreed,
    LeftOut,
    Said,
    Stand,
    Standing,
    agreed,
    health_may_go,
    is_refusal,
    standing,
    why_left_out,
)
from desktop.domain.limits import OVERRULED_BY

START = datetime(2026, 6, 1, 9, tzinfo=UTC)
LATER = START + timedelta(days=400)
ACTIVE = PersonStatus.ACTIVE
YES, NO, ASK_AGAIN, TAKEN_BACK = "yes", "no", "not asked", "taken back"


def said(*words: str, purpose: str = "share") -> list[Said]:
    """Answers a day apart."""
    answers = {NO: Answer.NO, ASK_AGAIN: Answer.NOT_ASKED}
    return [
        Said(
            purpose,
            answers.get(word, Answer.YES),
            START + timedelta(days=day),
            LATER if word == TAKEN_BACK else None,
        )
        for day, word in enumerate(words)
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), Standing.NOT_ASKED),
        ((YES,), Standing.YES),
        ((NO,), Standing.NO),
        ((TAKEN_BACK,), Standing.WITHDRAWN),
        ((NO, YES), Standing.YES),
        ((YES, NO), Standing.NO),
        ((TAKEN_BACK, YES), Standing.YES),
        ((YES, ASK_AGAIN), Standing.NOT_ASKED),
        ((NO, ASK_AGAIN), Standing.NO),
        ((TAKEN_BACK, ASK_AGAIN), Standing.WITHDRAWN),
        ((ASK_AGAIN,), Standing.NOT_ASKED),
    ],
)
def test_the_last_answer_counts_and_asking_wipes_out_no_refusal(
    words: tuple[str, ...], expected: Standing
) -> None:
    assert standing(said(*words)).standing is expected


def test_over_several_purposes_a_refusal_wins_and_a_yes_beats_silence() -> None:
    assert standing(said(YES) + said(NO, purpose="plan")).standing is Standing.NO
    assert standing(said(YES) + said(TAKEN_BACK, purpose="plan")).standing is Standing.WITHDRAWN
    assert standing(said(YES) + said(ASK_AGAIN, purpose="plan")).standing is Standing.YES


def test_it_says_since_when() -> None:
    assert standing(said(NO, YES)) == Stand(Standing.YES, START + timedelta(days=1))
    assert standing(said(NO)) == Stand(Standing.NO, START)
    assert standing(said(TAKEN_BACK)) == Stand(Standing.WITHDRAWN, LATER)
    assert standing(said(YES, ASK_AGAIN)).since is None


@given(st.sampled_from(LawfulBasis), st.sampled_from(Standing), st.sampled_from(PersonStatus), st.booleans())
def test_rule_11_holds_for_every_case(
    basis: LawfulBasis, what: Standing, status: PersonStatus, overruled: bool
) -> None:
    goes = why_left_out(basis, what, status, overruled=overruled) is None
    if basis is LawfulBasis.CONSENT and goes:
        assert what is Standing.YES
    if is_refusal(what) and goes:
        assert overruled
        assert basis in OVERRULED_BY
    if status is PersonStatus.DECEASED:
        assert not goes
    if what in (Standing.YES, Standing.NOT_ASKED) and status is ACTIVE and basis is not LawfulBasis.CONSENT:
        assert goes
    if what is Standing.YES and status in (ACTIVE, PersonStatus.MOVED):
        assert goes


@pytest.mark.parametrize(
    ("basis", "what", "status", "expected"),
    [
        (LawfulBasis.CONSENT, Standing.NOT_ASKED, ACTIVE, LeftOut.NOT_ASKED),
        (LawfulBasis.CONSENT, Standing.WITHDRAWN, ACTIVE, LeftOut.WITHDRAWN),
        (LawfulBasis.PUBLIC_TASK, Standing.NO, ACTIVE, LeftOut.SAID_NO),
        (LawfulBasis.PUBLIC_TASK, Standing.WITHDRAWN, ACTIVE, LeftOut.WITHDRAWN),
        (LawfulBasis.VITAL_INTERESTS, Standing.NO, PersonStatus.DECEASED, LeftOut.DECEASED),
        (LawfulBasis.CONSENT, Standing.YES, PersonStatus.DO_NOT_CONTACT, LeftOut.DO_NOT_CONTACT),
        (LawfulBasis.PUBLIC_TASK, Standing.NOT_ASKED, PersonStatus.DO_NOT_CONTACT, LeftOut.DO_NOT_CONTACT),
        (LawfulBasis.LEGAL_OBLIGATION, Standing.NOT_ASKED, PersonStatus.DO_NOT_CONTACT, None),
        (LawfulBasis.VITAL_INTERESTS, Standing.NOT_ASKED, PersonStatus.DO_NOT_CONTACT, None),
    ],
)
def test_the_reason_is_told(
    basis: LawfulBasis, what: Standing, status: PersonStatus, expected: LeftOut | None
) -> None:
    assert why_left_out(basis, what, status) is expected


def test_only_life_and_safety_stand_above_a_no() -> None:
    goes = {b for b in LawfulBasis if why_left_out(b, Standing.NO, ACTIVE, overruled=True) is None}
    assert goes == {LawfulBasis.VITAL_INTERESTS, LawfulBasis.RECOGNISED_LEGITIMATE_INTEREST}


def test_a_no_stands_unless_it_is_plainly_overruled() -> None:
    assert why_left_out(LawfulBasis.VITAL_INTERESTS, Standing.NO, ACTIVE) is LeftOut.SAID_NO


def test_health_is_summed_up_apart() -> None:
    given_health, refused = said(YES, purpose=HEALTH), said(NO)
    assert agreed([*given_health, *refused, *said(YES, purpose="referral")]) == Agreed(
        Stand(Standing.NO, START), Stand(Standing.YES, START)
    )
    assert agreed(given_health).sharing.standing is Standing.NOT_ASKED
    assert agreed([]) == Agreed()


@pytest.mark.parametrize("basis", LawfulBasis)
@pytest.mark.parametrize("what", Standing)
def test_health_notes_go_with_consent_on_a_yes_and_else_unless_refused(
    basis: LawfulBasis, what: Standing
) -> None:
    refused = what in (Standing.NO, Standing.WITHDRAWN)
    expected = what is Standing.YES or (basis is not LawfulBasis.CONSENT and not refused)
    assert health_may_go(basis, what) is expected
