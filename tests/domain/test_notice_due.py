"""By when somebody is told: at once where they gave the data, else within a month or at the first contact."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.notice_due import tell_by

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_who_gives_it_themselves_is_told_then() -> None:
    got = date(2026, 11, 17)
    assert tell_by(got, elsewhere=False, spoken_on=date(2026, 11, 20)) == got


def test_a_month_ends_with_the_month_where_it_has_no_such_day() -> None:
    assert tell_by(date(2027, 1, 31), elsewhere=True) == date(2027, 2, 28)
    assert tell_by(date(2028, 1, 31), elsewhere=True) == date(2028, 2, 29)
    assert tell_by(date(2026, 12, 31), elsewhere=True) == date(2027, 1, 31)


@given(DAYS, st.none() | DAYS, st.none() | DAYS)
def test_the_soonest_counts_and_never_a_day_before_the_data_came(
    got: date, spoken: date | None, shared: date | None
) -> None:
    due = tell_by(got, elsewhere=True, spoken_on=spoken, shared_on=shared)
    assert got <= due <= got + timedelta(days=31)
    for one in (spoken, shared):
        assert one is None or due <= max(one, got)
    assert tell_by(got, elsewhere=True) - got >= timedelta(days=28)
