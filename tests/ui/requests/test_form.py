"""The form of a request: times, days and repeats as typed."""

from datetime import date, time
from typing import Any

import pytest

from db.enums import Urgency
from db.enums_repeats import HolidayRule
from desktop.domain.errors import DomainError
from desktop.domain.spoken_repeats import read_spoken
from desktop.services.requests import RequestDraft
from desktop.ui.requests.form import changed, read_time


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14:00", time(14)),
        ("2pm", time(14)),
        ("9.30am", time(9, 30)),
        ("1405", time(14, 5)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("9", time(9)),
    ],
)
def test_times_are_read_as_people_type_them(typed: str, read: time) -> None:
    assert read_time(typed) == read


@pytest.mark.parametrize("typed", ["25:00", "noon", "13pm", "0am", "12:60", "pm", ""])
def test_what_is_no_time_is_said(typed: str) -> None:
    with pytest.raises(DomainError, match="14:00 or 2pm"):
        read_time(typed)


TODAY = date(2026, 11, 17)


def values_with(**said: Any) -> dict[str, Any]:
    return {
        "urgency": Urgency.THIS_WEEK,
        "due_on": date(2026, 11, 20),
        "due_time": None,
        "not_before": None,
        "collects": False,
        "words": "",
        "items": "",
        "repeat": "once",
        "days": [],
        "until": None,
        "spoken": None,
        "holidays": HolidayRule.AS_USUAL,
    } | said


def test_a_day_typed_stands_whatever_the_urgency() -> None:
    draft = RequestDraft("p", "shopping", urgency=Urgency.NO_RUSH, due_on=date(2026, 12, 1))
    assert changed(draft, values_with(), TODAY).due_on == date(2026, 11, 20)
    moved = changed(draft, values_with(due_on=date(2026, 12, 1)), TODAY)
    assert moved.due_on is None
    kept = changed(draft, values_with(urgency=Urgency.NO_RUSH, due_on=date(2026, 12, 1)), TODAY)
    assert kept.due_on == date(2026, 12, 1)


def test_a_rule_no_form_offers_is_left_alone_and_once_ends_a_repeat() -> None:
    rule = "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO"
    draft = RequestDraft("p", "shopping", urgency=Urgency.THIS_WEEK, recurrence=rule, starts_on=TODAY)
    assert changed(draft, values_with(repeat="other"), TODAY).recurrence == rule
    ended = changed(draft, values_with(), TODAY)
    assert (ended.recurrence, ended.starts_on) == ("", None)
    monthly = changed(draft, values_with(repeat="monthly", until=date(2027, 1, 1)), TODAY)
    assert monthly.recurrence == "FREQ=MONTHLY;BYMONTHDAY=17;UNTIL=20270101"


def test_how_often_may_be_said_in_words_with_how_many_and_bank_holidays() -> None:
    draft = RequestDraft("p", "hot_meal", urgency=Urgency.THIS_WEEK)
    said = read_spoken("two meals a day, Mon Wed Fri, until the end of March, not on bank holidays", TODAY)
    made = changed(draft, values_with(repeat="other", spoken=said), TODAY)
    assert made.recurrence == "FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20270331"
    assert (made.items, made.holidays, made.starts_on) == ("2 meals", HolidayRule.SKIP, date(2026, 11, 20))
    with pytest.raises(DomainError, match="Say how often"):
        changed(draft, values_with(repeat="other"), TODAY)
