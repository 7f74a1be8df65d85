"""What a mile is paid: the approved rates by tax year, or less where the hub pays less."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums_money import Vehicle
from desktop.domain.errors import DomainError
from desktop.domain.mileage import (
    Rate,
    Run,
    miles_pay,
    paid_rate,
    pay,
    rate_on,
    read_miles,
    refuse_above,
    show_miles,
    tax_year,
)

DAY = date(2026, 11, 17)
CAR = Rate(Vehicle.CAR, date(2011, 4, 6), 45, 10_000, 25)
RATES = [CAR, Rate(Vehicle.BICYCLE, date(2002, 4, 6), 20), Rate(Vehicle.PASSENGER, date(2002, 4, 6), 5)]
TENTHS = st.integers(0, 120_000)


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2026, 4, 5), date(2025, 4, 6)),
        (date(2026, 4, 6), date(2026, 4, 6)),
        (date(2026, 12, 31), date(2026, 4, 6)),
        (date(2027, 1, 1), date(2026, 4, 6)),
    ],
)
def test_a_tax_year_begins_on_6_april(day: date, begins: date) -> None:
    assert tax_year(day) == begins


def test_miles_in_tenths_come_to_whole_pence_half_a_penny_up() -> None:
    assert miles_pay(CAR, 46, 0) == 207
    assert miles_pay(CAR, 1, 0) == 5  # 4.5p
    assert pay(RATES, [], Run(Vehicle.BICYCLE, DAY, 33), 0) == 66


def test_after_ten_thousand_miles_of_a_tax_year_a_car_is_paid_less() -> None:
    assert miles_pay(CAR, 100, 99_950) == (50 * 45 + 50 * 25) // 10
    assert miles_pay(CAR, 100, 100_000) == 250


@given(TENTHS, TENTHS, TENTHS)
def test_no_more_is_paid_for_miles_claimed_in_two_lines_but_for_half_a_penny(
    before: int, one: int, other: int
) -> None:
    apart = miles_pay(CAR, one, before) + miles_pay(CAR, other, before + one)
    assert abs(apart - miles_pay(CAR, one + other, before)) <= 1


def test_a_passenger_is_paid_for_on_top_of_a_car_and_of_nothing_else() -> None:
    assert pay(RATES, [], Run(Vehicle.CAR, DAY, 100, 2), 0) == 450 + 2 * 50
    with pytest.raises(DomainError, match="car or van"):
        pay(RATES, [], Run(Vehicle.BICYCLE, DAY, 100, 1), 0)


def test_the_hub_may_pay_less_and_never_more() -> None:
    own = [Rate(Vehicle.CAR, date(2026, 1, 1), 30), Rate(Vehicle.CAR, date(2026, 12, 1), 40)]
    assert pay(RATES, own, Run(Vehicle.CAR, DAY, 100), 0) == 300
    assert pay(RATES, own, Run(Vehicle.CAR, DAY, 100), 100_000) == 250
    assert pay(RATES, own, Run(Vehicle.CAR, date(2025, 12, 31), 100), 0) == 450
    assert paid_rate(CAR, Rate(Vehicle.CAR, DAY, 60)) == CAR
    assert paid_rate(RATES[1], Rate(Vehicle.BICYCLE, DAY, 10)).pence == 10
    refuse_above(CAR, 45)
    for pence in (46, -1):
        with pytest.raises(DomainError, match="At most 45p"):
            refuse_above(CAR, pence)


def test_the_newest_rate_that_holds_on_a_day_is_taken() -> None:
    newer = CAR._replace(since=date(2026, 4, 6), pence=50)
    assert rate_on([newer, *RATES], Vehicle.CAR, DAY) == newer
    assert rate_on([newer, *RATES], Vehicle.CAR, date(2026, 4, 5)) == CAR
    with pytest.raises(DomainError, match="no rate"):
        rate_on(RATES, Vehicle.CAR, date(2001, 1, 1))


@pytest.mark.parametrize("tenths", [0, -5, 6001])
def test_miles_no_day_holds_are_asked_about(tenths: int) -> None:
    with pytest.raises(DomainError, match="miles"):
        pay(RATES, [], Run(Vehicle.CAR, DAY, tenths), 0)


@given(st.integers(0, 99_999))
def test_miles_shown_are_read_back_to_the_tenth(tenths: int) -> None:
    assert read_miles(show_miles(tenths)) == tenths


def test_miles_are_read_as_people_type_them() -> None:
    assert [read_miles(one) for one in ("12", " 4.6 ", "0.1")] == [120, 46, 1]
    for typed in ("", "4.65", "-1", "four", "12345"):
        with pytest.raises(DomainError, match=r"such as 4\.6"):
            read_miles(typed)
