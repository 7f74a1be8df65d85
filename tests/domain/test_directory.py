"""The directory's rules: old, left, whom to ring, and what may be printed."""

from datetime import date

import pytest

from db.enums import Answer
from db.enums_services import ServiceStatus
from desktop.domain.directory import (
    Contacts,
    ContactTrouble,
    contact_trouble,
    is_old,
    may_stand_in_leaflet,
    may_tell_where,
    room_left,
    runs_out,
)

TODAY = date(2026, 11, 17)
MONDAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("contacts", "trouble"),
    [
        (Contacts("", ""), ContactTrouble.NOBODY),
        (Contacts("Ann", ""), ContactTrouble.ONLY_ONE),
        (Contacts("", "Bo"), ContactTrouble.ONLY_ONE),
        (Contacts("Ann", "Bo"), None),
        (Contacts("Ann", "Bo", contact_until=date(2026, 11, 16)), ContactTrouble.LAPSED),
        (Contacts("Ann", "Bo", deputy_until=date(2026, 11, 17)), None),
        (Contacts("Ann", "", deputy_until=date(2026, 1, 1)), ContactTrouble.ONLY_ONE),
        (Contacts("Ann", "Bo", checked_on=date(2026, 5, 16)), ContactTrouble.NOT_CHECKED),
        (Contacts("Ann", "Bo", checked_on=date(2026, 5, 17)), None),
    ],
)
def test_trouble_with_whom_to_ring(contacts: Contacts, trouble: ContactTrouble | None) -> None:
    assert contact_trouble(contacts, TODAY) is trouble


def test_what_nobody_ever_checked_is_old() -> None:
    assert is_old(None, TODAY)
    assert is_old(date(2026, 5, 16), TODAY)
    assert not is_old(date(2026, 5, 17), TODAY)


def test_an_agreement_runs_out_a_month_before_its_end() -> None:
    assert runs_out(date(2026, 12, 17), TODAY)
    assert runs_out(date(2026, 1, 1), TODAY)
    assert not runs_out(date(2026, 12, 18), TODAY)
    assert not runs_out(None, TODAY)


def test_room_left_is_what_was_said_this_week_or_what_a_week_holds() -> None:
    sent = [date(2026, 11, 13), MONDAY, TODAY]
    assert room_left(None, None, None, sent, TODAY) is None
    assert room_left(20, None, None, sent, TODAY) == 18
    assert room_left(1, None, None, sent, TODAY) == 0
    assert room_left(20, 5, MONDAY, sent, TODAY) == 3
    assert room_left(20, 5, TODAY, sent, TODAY) == 4
    assert room_left(20, 5, date(2026, 11, 15), sent, TODAY) == 18
    assert room_left(None, 5, date(2026, 11, 15), sent, TODAY) is None


@pytest.mark.parametrize("status", list(ServiceStatus))
@pytest.mark.parametrize("said", list(Answer))
@pytest.mark.parametrize("private", [False, True])
def test_a_private_service_prints_only_where_it_said_so(
    status: ServiceStatus, said: Answer, private: bool
) -> None:
    wanted = status is ServiceStatus.ACTIVE and (
        said is Answer.YES or (not private and said is not Answer.NO)
    )
    assert may_stand_in_leaflet(status, said, private=private) is wanted


def test_where_a_refuge_is_is_never_told() -> None:
    assert may_tell_where(private=False, withheld=False)
    assert not may_tell_where(private=True, withheld=False)
    assert not may_tell_where(private=False, withheld=True)
