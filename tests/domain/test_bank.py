"""The volunteer bank's rules: what asking back comes to, days, and where time is short or idle."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.enums import VolunteerStatus
from db.enums_bank import RecallAnswer
from desktop.domain.bank import (
    MOST_TRIES,
    TOUCH_DAYS,
    Progress,
    Stand,
    days_there,
    is_settled,
    progress,
    review_day,
    stand,
    status_after,
    touch_next,
)

DAY = date(2026, 11, 17)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))
minutes = st.integers(0, 100_000)


@given(st.sampled_from(VolunteerStatus), st.sampled_from(RecallAnswer))
def test_an_answer_moves_nobody_who_is_not_asked_to(status: VolunteerStatus, answer: RecallAnswer) -> None:
    after = status_after(status, answer)
    away = status in (VolunteerStatus.RESTING, VolunteerStatus.DORMANT)
    if answer is RecallAnswer.NO_MORE:
        assert after is VolunteerStatus.LEFT
    elif answer is RecallAnswer.YES and away:
        assert after is VolunteerStatus.ACTIVE
    else:
        assert after is status


@given(st.sampled_from(RecallAnswer), st.integers(0, 10))
def test_whoever_has_answered_is_not_rung_again(answer: RecallAnswer, tries: int) -> None:
    heard = answer not in (RecallAnswer.TO_RING, RecallAnswer.NO_ANSWER)
    tried = answer is RecallAnswer.NO_ANSWER and tries >= MOST_TRIES
    assert is_settled(answer, tries) is (heard or tried)


@given(
    st.dictionaries(st.tuples(st.sampled_from(RecallAnswer), st.just(True)), st.integers(0, 900)),
    st.integers(0, 900),
    st.integers(0, 900),
)
def test_everybody_asked_is_counted_once(
    settled: dict[tuple[RecallAnswer, bool], int], waiting: int, unheard: int
) -> None:
    settled.pop((RecallAnswer.TO_RING, True), None)
    counted = settled | {(RecallAnswer.TO_RING, False): waiting, (RecallAnswer.NO_ANSWER, False): unheard}
    found = progress(counted)
    parts = found.yes + found.not_now + found.no_more + found.no_answer + found.wrong_number
    assert found.asked == found.to_ring + parts
    assert found.to_ring == waiting + unheard


def test_nobody_asked_is_nobody() -> None:
    assert progress({}) == Progress()


@given(days, st.integers(0, 366), st.none() | st.integers(0, 366))
def test_a_placement_is_looked_at_before_it_is_over(first: date, long: int, chosen: int | None) -> None:
    last = first + timedelta(days=long)
    day = None if chosen is None else first + timedelta(days=chosen)
    assert first <= review_day(first, last, day) <= last


def test_in_touch_again_after_three_months_or_when_they_said() -> None:
    assert touch_next(DAY) == DAY + timedelta(days=TOUCH_DAYS)
    assert touch_next(DAY, DAY + timedelta(days=7)) == DAY + timedelta(days=7)


@given(st.integers(0, 500), minutes, minutes, minutes)
def test_more_work_never_looks_better(able: int, free: int, needed: int, more: int) -> None:
    order = [Stand.IDLE, Stand.QUIET, Stand.ENOUGH, Stand.TIGHT, Stand.SHORT, Stand.NOBODY]
    before, after = stand(able, free, needed), stand(able, free, needed + more)
    assert order.index(after) >= order.index(before)


def test_each_stand_by_its_own_figures() -> None:
    cases = ((0, 0, 60), (2, 60, 90), (2, 100, 80), (2, 300, 80), (2, 60, 0), (0, 0, 0))
    assert [stand(*one) for one in cases] == [
        Stand.NOBODY,
        Stand.SHORT,
        Stand.TIGHT,
        Stand.ENOUGH,
        Stand.IDLE,
        Stand.QUIET,
    ]


def test_the_days_somebody_is_with_their_host() -> None:
    monday = date(2026, 11, 16)
    found = days_there({0, 3}, monday, monday + timedelta(days=7))
    assert found == (monday, monday + timedelta(days=3), monday + timedelta(days=7))
    assert days_there((), monday, monday + timedelta(days=7)) == ()
    assert days_there({0}, monday, monday - timedelta(days=1)) == ()
