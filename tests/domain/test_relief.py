"""How full a relief centre was."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.relief import most_at_once

NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)
STAYS = st.lists(st.tuples(st.integers(0, 50), st.one_of(st.none(), st.integers(1, 30)), st.integers(1, 6)))


def at(minutes: int) -> datetime:
    """A moment after noon."""
    return NOON + timedelta(minutes=minutes)


def test_whoever_leaves_as_others_come_is_gone() -> None:
    assert most_at_once([]) == 0
    assert most_at_once([(at(0), at(10), 3), (at(10), None, 2)]) == 3
    assert most_at_once([(at(0), at(0), 3)]) == 3
    assert most_at_once([(at(0), at(11), 3), (at(10), None, 2)]) == 5


@given(STAYS)
def test_it_is_the_count_at_the_fullest_minute(stays: list[tuple[int, int | None, int]]) -> None:
    real = [(at(came), None if long is None else at(came + long), count) for came, long, count in stays]
    by_minute = [
        sum(count for came, long, count in stays if came <= now and (long is None or now < came + long))
        for now in range(90)
    ]
    assert most_at_once(real) == max(by_minute)
