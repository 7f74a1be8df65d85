"""Opening times in a week: read as people write them, written for people, and whether it is open now."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from desktop.domain.errors import DomainError

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEK = len(DAYS)
_TIME = r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?"
_SPAN = re.compile(rf"{_TIME}\s*(?:-|–|—|to)\s*{_TIME}(.*)", re.IGNORECASE)
_DAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.IGNORECASE)
_RANGE = re.compile(r"([a-z]+)\s*(?:-|–|—|to)\s*([a-z]+)", re.IGNORECASE)
_EVERY = re.compile(r"(?:every ?day|daily|all week)\b", re.IGNORECASE)
_EXAMPLE = "Write it like Mon-Fri 9:30-17:00, a line for each time."


class Hours(NamedTuple):
    """A time in the week when something is open; Monday is 0. An earlier end is that of the next day."""

    weekday: int
    opens_at: time
    closes_at: time
    note: str = ""


class OpenState(NamedTuple):
    """Whether something is open at a moment.

    Attributes:
        is_open: None where nobody said when it opens.
        until: of what is open, when it closes.
        opens_on: of what is closed, the weekday it opens next.
        opens_at: and when.
        in_days: in how many days that is.
    """

    is_open: bool | None
    until: time | None = None
    opens_on: int = 0
    opens_at: time | None = None
    in_days: int = 0


def state_at(hours: Iterable[Hours], moment: datetime) -> OpenState:
    """Say whether something is open.

    Args:
        hours: of its week.
        moment: where the laptop is.
    """
    kept = list(hours)
    if not kept:
        return OpenState(None)
    open_now = [one.closes_at for one in kept if _covers(one, moment)]
    if open_now:
        return OpenState(True, until=max(open_now))
    days, one = min(((_days_until(one, moment), one) for one in kept), key=lambda pair: (pair[0], pair[1][1]))
    return OpenState(False, opens_on=one.weekday, opens_at=one.opens_at, in_days=days)


def read_hours(text: str) -> tuple[Hours, ...]:
    """Read opening times as typed, such as ``Mon-Wed, Fri 9am-5pm`` or ``Tue 10:00-12:30 ladies only``.

    Args:
        text: a line for each time; empty lines are passed over.

    Returns:
        Times by day.

    Raises:
        DomainError: a line cannot be read.
    """
    found: set[Hours] = set()
    for line in (one.strip() for one in text.replace(";", "\n").splitlines()):
        if line:
            found.update(_line(line))
    starts = [(one.weekday, one.opens_at) for one in found]
    if len(starts) != len(set(starts)):
        raise DomainError("Two lines open on the same day at the same time. Keep one.", field="hours")
    return tuple(sorted(found))


def hours_lines(hours: Iterable[Hours]) -> list[str]:
    """Write opening times, days with the same times together: ``Mon-Fri 09:30-17:00``."""
    days: dict[tuple[time, time, str], list[int]] = {}
    for one in sorted(hours):
        days.setdefault((one.opens_at, one.closes_at, one.note), []).append(one.weekday)
    ordered = sorted(days.items(), key=lambda pair: (pair[1], pair[0]))
    return [
        f"{_days_words(on)} {opens:%H:%M}-{closes:%H:%M}{f' {note}' if note else ''}"
        for (opens, closes, note), on in ordered
    ]


def _covers(one: Hours, moment: datetime) -> bool:
    now, today = moment.time(), moment.weekday()
    if one.opens_at < one.closes_at:
        return one.weekday == today and one.opens_at <= now < one.closes_at
    yesterday = (moment - timedelta(days=1)).weekday()
    return (one.weekday == today and now >= one.opens_at) or (
        one.weekday == yesterday and now < one.closes_at
    )


def _days_until(one: Hours, moment: datetime) -> int:
    days = (one.weekday - moment.weekday()) % _WEEK
    return _WEEK if days == 0 and one.opens_at <= moment.time() else days


def _line(line: str) -> list[Hours]:
    start = re.search(r"\d", line)
    span = _SPAN.match(line[start.start() :]) if start else None
    if start is None or span is None:
        raise DomainError(f"“{line}” can't be read. {_EXAMPLE}", field="hours")
    hour, minute, half, to_hour, to_minute, to_half, note = span.groups()
    opens, closes = _clock(hour, minute, half, line), _clock(to_hour, to_minute, to_half, line)
    if half is None and to_half is None and closes <= opens and int(to_hour) < 12 and int(hour) < 12:
        closes = closes.replace(hour=closes.hour + 12)  # 9-5 is nine to five in the afternoon
    return [Hours(day, opens, closes, note.strip(" ,")) for day in _days(line[: start.start()], line)]


def _clock(hour: str, minute: str | None, half: str | None, line: str) -> time:
    hours, minutes = int(hour), int(minute or 0)
    if half:
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    if (hours, minutes) == (24, 0):
        hours = 0
    if hours > 23 or minutes > 59:
        raise DomainError(f"“{line}” has a time that no clock shows. {_EXAMPLE}", field="hours")
    return time(hours, minutes)


def _days(words: str, line: str) -> list[int]:
    if _EVERY.search(words):
        return list(range(_WEEK))
    found: set[int] = set()
    for piece in re.split(r"[,&]|\band\b", words, flags=re.IGNORECASE):
        span = _RANGE.search(piece)
        ends = [_day(one) for one in (span.groups() if span else (piece.strip(" :"),))]
        if not piece.strip(" :") or None in ends:
            raise DomainError(f"“{line}” needs its days. {_EXAMPLE}", field="hours")
        first, last = int(ends[0] or 0), int(ends[-1] or 0)
        found.update((first + step) % _WEEK for step in range((last - first) % _WEEK + 1))
    return sorted(found)


def _day(word: str) -> int | None:
    found = _DAY.fullmatch(word.strip(" :"))
    return DAYS.index(found[1].title()) if found else None


def _days_words(days: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(
        f"{DAYS[run[0]]}-{DAYS[run[-1]]}" if len(run) > 2 else ", ".join(DAYS[day] for day in run)
        for run in runs
    )
