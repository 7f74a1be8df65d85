"""Referrals: what may follow on what, when to chase, what may go to whom."""

from datetime import date
from itertools import product

import pytest

from db.enums import CloseReason, Layer, Nation, Urgency
from db.enums_referrals import ReferralOutcome, ReferralStatus
from desktop.domain.errors import DomainError
from desktop.domain.referral_fields import USUAL, Part, going, may_go
from desktop.domain.referrals import (
    ENDS,
    MOVES,
    again,
    check_move,
    closes_as,
    comes_back,
    first_chase,
    next_chase,
)
from desktop.domain.working_days import add_working_days, bank_holidays, easter_sunday, working_days_late

THURSDAY = date(2026, 11, 12)


@pytest.mark.parametrize(("old", "new"), list(product(ReferralStatus, ReferralStatus)))
def test_only_the_moves_listed_are_let_through(old: ReferralStatus, new: ReferralStatus) -> None:
    if new in MOVES[old]:
        check_move(old, new)
        return
    with pytest.raises(DomainError):
        check_move(old, new)


def test_nothing_follows_an_end_and_nothing_is_answered_before_it_went() -> None:
    assert all(not MOVES[end] for end in ENDS)
    assert MOVES[ReferralStatus.DRAFT] == {ReferralStatus.SENT, ReferralStatus.WITHDRAWN}


def test_chase_dates_are_working_days() -> None:
    assert first_chase(THURSDAY, Urgency.THIS_WEEK, Nation.ENGLAND) == date(2026, 11, 16)
    assert first_chase(THURSDAY, Urgency.TODAY, Nation.ENGLAND) == date(2026, 11, 13)
    assert next_chase(date(2026, 11, 16), Urgency.THIS_WEEK, Nation.ENGLAND) == date(2026, 11, 20)
    assert again(date(2026, 11, 20), Nation.ENGLAND) == date(2026, 11, 23)
    # Christmas Day 2026 is a Friday, and Boxing Day is kept on Monday.
    assert add_working_days(date(2026, 12, 24), 1) == date(2026, 12, 29)
    assert working_days_late(date(2026, 11, 13), date(2026, 11, 17)) == 2
    assert working_days_late(THURSDAY, THURSDAY) == 0


@pytest.mark.parametrize(
    ("year", "easter"), [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5))]
)
def test_easter(year: int, easter: date) -> None:
    assert easter_sunday(year) == easter


def test_bank_holidays_of_the_four_nations() -> None:
    """As published on GOV.UK for 2027."""
    england = {(1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)}
    assert {(one.month, one.day) for one in bank_holidays(2027, Nation.ENGLAND)} == england
    assert bank_holidays(2027, Nation.WALES) == bank_holidays(2027, Nation.ENGLAND)
    scotland = {(1, 1), (1, 4), (3, 26), (5, 3), (5, 31), (8, 2), (11, 30), (12, 27), (12, 28)}
    assert {(one.month, one.day) for one in bank_holidays(2027, Nation.SCOTLAND)} == scotland
    northern = england | {(3, 17), (7, 12)}
    assert {(one.month, one.day) for one in bank_holidays(2027, Nation.NORTHERN_IRELAND)} == northern


def test_the_request_comes_back_when_nobody_helps() -> None:
    for status in (ReferralStatus.DECLINED, ReferralStatus.RETURNED, ReferralStatus.WITHDRAWN):
        assert comes_back(status)
    assert comes_back(ReferralStatus.COMPLETED, ReferralOutcome.NOT_HELPED)
    assert not comes_back(ReferralStatus.COMPLETED, ReferralOutcome.HELPED)
    assert not comes_back(ReferralStatus.SENT)
    assert closes_as(ReferralOutcome.HELPED) is CloseReason.MET
    for one in ReferralOutcome:
        assert (closes_as(one) is None) is comes_back(ReferralStatus.COMPLETED, one)


@pytest.mark.parametrize("layer", list(Layer))
def test_what_goes_is_never_more_than_may(layer: Layer) -> None:
    everything = going(layer, list(Part), health_agreed=True)
    assert everything <= may_go(layer)
    assert {Part.WORDS, Part.URGENCY} <= going(layer, [Part.ADDRESS], health_agreed=False)
    assert Part.HEALTH not in going(layer, list(Part), health_agreed=False)
    assert Part.HEALTH not in USUAL[layer]
    unknown = going(layer, ["colour"], health_agreed=True)
    for parts in (everything, going(layer, [], health_agreed=False), unknown):
        assert (Part.NAME in parts) is not (Part.SHORT_NAME in parts)


def test_neighbours_and_shops_never_read_of_health_or_birthdays() -> None:
    for layer in (Layer.STREET, Layer.FAITH, Layer.BUSINESS, Layer.OTHER):
        assert not {Part.HEALTH, Part.DATE_OF_BIRTH} & going(layer, list(Part), health_agreed=True)


def test_a_number_never_travels_without_its_times() -> None:
    assert Part.CALL_TIMES in going(Layer.STATUTORY, [Part.NAME, Part.PHONE], health_agreed=False)
