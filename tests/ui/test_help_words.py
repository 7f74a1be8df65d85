"""What requests, their days and their repeats are called."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from db.enums import CloseReason, RequestStatus
from desktop.domain.repeats import RepeatKind
from desktop.ui import help_words as words

TODAY = date(2026, 11, 17)
NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "said", "sentence"),
    [
        (0, "12:00", "12:00 today"),
        (1, "Yesterday", "yesterday 12:00"),
        (4, "Fri 13", "Fri 13 Nov 12:00"),
        (20, "28 Oct", "Wed 28 Oct 12:00"),
        (400, "13 Oct 2025", "Mon 13 Oct 12:00"),
    ],
)
def test_when_it_was_asked_is_as_short_as_it_can_be(
    days: int, said: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "local", lambda moment: moment)
    moment = NOON - timedelta(days=days)
    assert words.asked_words(moment, TODAY) == said
    assert words.moment_words(moment, TODAY) == sentence


@pytest.mark.parametrize(
    ("day", "at", "said"),
    [
        (TODAY, None, "due today"),
        (TODAY + timedelta(days=1), time(14), "due tomorrow by 14:00"),
        (TODAY + timedelta(days=3), None, "due Fri 20 Nov"),
        (TODAY - timedelta(days=1), time(9), "was due yesterday"),
        (None, None, ""),
    ],
)
def test_when_it_is_due(day: date | None, at: time | None, said: str) -> None:
    assert words.due_words(day, at, TODAY) == said


@pytest.mark.parametrize(
    ("rule", "said", "short"),
    [
        ("", "", "Hot meal"),
        ("FREQ=DAILY", "every day", "Hot meal, daily"),
        ("FREQ=WEEKLY;BYDAY=TU", "every Tuesday", "Hot meal, weekly"),
        ("FREQ=WEEKLY;BYDAY=MO,WE", "every Mon, Wed", "Hot meal, weekly"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "every other Friday", "Hot meal, fortnightly"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday", "Hot meal, weekdays"),
        ("FREQ=MONTHLY;BYMONTHDAY=3;UNTIL=20270105", "every month until Tue 5 Jan", "Hot meal, monthly"),
        ("FREQ=YEARLY", "repeats", "Hot meal, repeats"),
    ],
)
def test_how_it_repeats(rule: str, said: str, short: str) -> None:
    assert words.repeat_words(rule) == said
    assert words.need_words("Hot meal", rule) == short


def test_every_state_has_an_icon_and_a_word() -> None:
    cells = [words.status_cell(status) for status in RequestStatus]
    assert all(cell.text and cell.icon and cell.tone for cell in cells)
    assert words.status_cell(RequestStatus.ASSIGNED, "Beth Hale").text == "Beth"
    assert words.status_cell(RequestStatus.IN_PROGRESS, "Beth Hale").text == "Beth, out"


def test_every_reason_and_repeat_is_offered() -> None:
    assert set(words.close_reasons()) == set(CloseReason)
    assert set(words.repeat_kinds()) == set(RepeatKind) - {RepeatKind.OTHER}
    assert len(words.day_choices()) == 7
