"""Thinning: what stays over 400 simulated days, on wide disks and narrow ones."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.rotation import Kept, to_remove

START = datetime(2026, 1, 1, tzinfo=UTC)
WIDE = 10**15


def _kept(created: datetime, size: int = 100) -> Kept:
    return Kept(created.isoformat(), created, size)


def _live(seed: int, free: int, size: int = 100) -> list[Kept]:
    """Four hundred days of backups at working hours, thinned after each."""
    chance = random.Random(seed)
    held: list[Kept] = []
    for day in range(400):
        if chance.random() < 0.2:
            continue
        for hour in sorted(chance.sample(range(8, 20), chance.randint(1, 6))):
            held.append(_kept(START + timedelta(days=day, hours=hour, minutes=chance.randrange(60)), size))
            gone = to_remove(held, free)
            held = [kept for kept in held if kept not in gone]
    return held


@pytest.mark.parametrize("seed", range(3))
def test_four_hundred_days_keep_hours_days_weeks_and_months(seed: int) -> None:
    held = _live(seed, WIDE)
    moments = [kept.created for kept in held]
    assert len({moment.date() for moment in moments}) >= 14
    assert len({moment.isocalendar()[:2] for moment in moments}) >= 8
    months = {(moment.year, moment.month) for moment in moments}
    assert len(months) == 12
    assert (moments[-1].year, moments[-1].month) in months
    assert len(held) <= 24 + 14 + 8 + 12
    assert len(held) >= 24 + 7
    assert to_remove(held, WIDE) == []
    newest = sorted(moments)[-24:]
    assert moments[-1] - newest[0] < timedelta(days=40)


def test_a_narrow_disk_keeps_within_a_fifth_and_never_below_three() -> None:
    held = _live(1, 3000)
    assert len(held) > 3
    assert sum(kept.size for kept in held) * 5 <= 3000 + sum(kept.size for kept in held)
    assert len(_live(1, 0)) == 3
    assert len(_live(1, 10, size=10**9)) == 3


def _reference(moments: list[datetime]) -> set[datetime]:
    """The rule over again in other words: the last moment of each of the newest N periods."""
    kept: set[datetime] = set(sorted(moments)[-3:])
    for form, count in (("%Y%m%d%H", 24), ("%Y%m%d", 14), ("%G%V", 8), ("%Y%m", 12)):
        last = {moment.strftime(form): moment for moment in sorted(moments)}
        kept |= set(sorted(last.values())[-count:])
    return kept


@given(st.lists(st.integers(0, 400 * 24 * 4), unique=True, max_size=120))
@settings(max_examples=150, deadline=None)
def test_it_keeps_the_last_of_each_period(quarters: list[int]) -> None:
    moments = [START + timedelta(minutes=15 * quarter) for quarter in quarters]
    gone = to_remove([_kept(moment) for moment in moments], WIDE)
    assert {kept.created for kept in gone} == set(moments) - _reference(moments)
    assert gone == sorted(gone, key=lambda kept: kept.created)


@given(
    st.lists(st.tuples(st.integers(0, 9000), st.integers(1, 500)), max_size=60, unique_by=lambda one: one[0]),
    st.integers(0, 100_000),
)
@settings(max_examples=150, deadline=None)
def test_less_disk_never_keeps_more_and_the_newest_three_always_stay(
    made: list[tuple[int, int]], free: int
) -> None:
    backups = [_kept(START + timedelta(hours=hour), size) for hour, size in made]
    gone = to_remove(backups, free)
    stay = [kept for kept in backups if kept not in gone]
    assert set(to_remove(backups, free // 2)) >= set(gone)
    assert set(sorted(backups, key=lambda kept: kept.created)[-3:]) <= set(stay)
    assert len(stay) <= 3 or sum(kept.size for kept in stay) * 5 <= free + sum(size for _, size in made)


def test_exactly_a_fifth_is_allowed_and_one_byte_more_is_not() -> None:
    backups = [_kept(START + timedelta(days=31 * month)) for month in range(4)]
    assert to_remove(backups, 400 * 5 - 400) == []
    assert to_remove(backups, 400 * 5 - 401) == backups[:1]


def test_hours_go_before_days_and_old_before_new_when_room_is_short() -> None:
    hours = [_kept(START + timedelta(hours=hour)) for hour in range(10)]
    month_ago = _kept(START - timedelta(days=40))
    everything = [month_ago, *hours]
    assert to_remove(everything, 1000 * 5 - 1100) == hours[:1]
    assert to_remove(everything, 400 * 5 - 1100) == hours[:7]
    assert to_remove(everything, 0) == [month_ago, *hours[:7]]


def test_the_order_given_and_the_zone_do_not_matter() -> None:
    backups = [_kept(START + timedelta(minutes=20 * step)) for step in range(200)]
    shuffled = random.Random(3).sample(backups, len(backups))
    assert to_remove(shuffled, WIDE) == to_remove(backups, WIDE)


def test_a_clock_far_ahead_once_removes_nothing_recent() -> None:
    backups = [_kept(START + timedelta(days=day)) for day in range(10)]
    ahead = _kept(datetime(2036, 1, 1, tzinfo=UTC))
    assert to_remove([*backups, ahead], WIDE) == []


def test_none_and_few_are_left_alone() -> None:
    assert to_remove([], 0) == []
    assert to_remove([_kept(START + timedelta(minutes=one)) for one in range(3)], 0) == []
