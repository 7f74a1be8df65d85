"""Amounts in whole pence, and a ledger that adds up to nought whatever is written into it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums_money import Account
from desktop.domain.errors import DomainError
from desktop.domain.money import (
    MOST,
    Place,
    Side,
    amount_of,
    balances,
    checked,
    last_of,
    moved,
    opposite,
    plain,
    pounds,
    read_pence,
    shopping,
)

BANK, POT = Place(Account.BANK, ""), Place(Account.FUND, "pot")
PLACES = st.sampled_from([BANK, Place(Account.CASH, ""), POT, Place(Account.FUND, "other")])


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("12", 1200),
        ("12.5", 1250),
        (" £1,250.00 ", 125_000),
        (".50", 50),
        ("-3.20", -320),
        ("\N{MINUS SIGN}3", -300),
        ("1 250", 125_000),
        ("0", 0),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, pence: int) -> None:
    assert read_pence(typed) == pence


@pytest.mark.parametrize("typed", ["", "£", ".", "1.234", "1,25", "twelve", "1e3", "12.50.1", "--1", "١٢"])
def test_what_is_no_amount_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(DomainError, match=r"such as 12\.50"):
        read_pence(typed)


def test_a_slip_of_the_hand_is_asked_about() -> None:
    assert read_pence("1,000,000") == MOST
    with pytest.raises(DomainError, match="more than a million"):
        read_pence("1000000.01")


@given(st.integers(-MOST, MOST))
def test_an_amount_shown_is_read_back_to_the_penny(pence: int) -> None:
    assert read_pence(pounds(pence)) == pence
    assert read_pence(plain(pence, grouped=False)) == pence


def test_amounts_are_shown_with_their_pence() -> None:
    assert [pounds(125_000), pounds(-5), plain(125_000), plain(125_000, grouped=False)] == [
        "£1,250.00",
        "\N{MINUS SIGN}£0.05",
        "1,250.00",
        "1250.00",
    ]


def test_a_movement_has_two_sides_that_agree() -> None:
    assert moved(500, BANK, POT) == (Side(Account.BANK, "", 500), Side(Account.FUND, "pot", -500))
    with pytest.raises(DomainError, match="differ"):
        checked([Side(Account.BANK, "", 500)])
    with pytest.raises(DomainError, match="Nothing would move"):
        moved(0, BANK, POT)


def test_what_a_fund_holds_reads_as_more_than_nought() -> None:
    assert balances(moved(500, BANK, POT)) == {BANK: 500, POT: 500}
    assert balances([*moved(500, BANK, POT), *moved(200, POT, BANK)]) == {BANK: 300, POT: 300}
    assert amount_of(moved(200, POT, BANK)) == 200


@given(st.lists(st.tuples(st.integers(-MOST, MOST), PLACES, PLACES).filter(lambda one: one[0]), max_size=30))
def test_whatever_moves_the_whole_adds_up_to_nought_and_its_opposite_undoes_it(
    ways: list[tuple[int, Place, Place]],
) -> None:
    sides = [side for amount, to, source in ways for side in moved(amount, to, source)]
    assert sum(one.pence for one in sides) == 0
    assert not any(balances([*sides, *opposite(sides)]).values())


@given(st.integers(0, 12))
def test_a_movement_stands_when_it_was_taken_back_an_even_number_of_times(times: int) -> None:
    back = {str(one): str(one + 1) for one in range(times)}
    assert last_of("0", back) == (str(times), times % 2 == 0)


def test_a_shopping_trip_says_what_is_still_out() -> None:
    trip = shopping(2000, [1250, 499], 200)
    assert (trip.spent, trip.left) == (1749, 51)
    assert shopping(1000, [], 1100).left == -100
