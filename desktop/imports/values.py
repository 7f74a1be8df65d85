"""Words in files into the codes of `db.enums`; the words are data, in ``resources/profiles/values.json``."""

import json
import re
from collections.abc import Callable
from datetime import time
from functools import cache
from typing import Any

from db.enums import CheckType
from desktop.domain.text import fold
from desktop.imports.staged import StagedSlot
from resources import read_text

_RULE = re.compile(r"FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;[A-Z]+=[A-Z0-9,+\-]+)*")
_EVERY = {
    "daily": "FREQ=DAILY",
    "everyday": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "everyweek": "FREQ=WEEKLY",
    "onceaweek": "FREQ=WEEKLY",
    "yes": "FREQ=WEEKLY",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
    "everyfortnight": "FREQ=WEEKLY;INTERVAL=2",
    "everytwoweeks": "FREQ=WEEKLY;INTERVAL=2",
    "every2weeks": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
    "everymonth": "FREQ=MONTHLY",
}
_DAY_WORD = r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_ONE_DAY = re.compile(rf"(?:every\s+)?{_DAY_WORD}", re.IGNORECASE)
_DAY_RUN = re.compile(rf"\b{_DAY_WORD}\s*(?:-|to|\u2013)\s*{_DAY_WORD}\b", re.IGNORECASE)
_A_DAY = re.compile(rf"\b{_DAY_WORD}\b", re.IGNORECASE)
_HOURS = re.compile(
    r"(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)?\s*(?:-|to|\u2013)\s*(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)?"
)
_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PARTS = (
    (re.compile(r"\b(?:mornings?|am)\b"), time(9), time(12)),
    (re.compile(r"\b(?:afternoons?|pm)\b"), time(12), time(17)),
    (re.compile(r"\b(?:evenings?|eve)\b"), time(17), time(20)),
)
_WHOLE_DAY = (time(9), time(17))
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MOST_MINUTES = 80 * 60


@cache
def _table(name: str) -> dict[str, str]:
    data: Any = json.loads(read_text("profiles/values.json"))
    return {fold(word): code for code, words in data[name].items() for word in words}


def code_for(table: str, text: str) -> str:
    """The code a word stands for, or an empty text.

    Args:
        table: ``urgency``, ``channel``, ``request_status``, ``answer``, ``need``, ``skill``, ``transport``,
            ``volunteer_status``, ``check_level`` or ``nothing``.
        text: the word or words, in any case and spacing.
    """
    return _table(table).get(fold(text), "")


def means_nothing(text: str) -> bool:
    """Whether a cell says that there is none: “no”, “none”, “n/a”."""
    return bool(code_for("nothing", text))


def read_recurrence(text: str) -> str | None:
    """An RFC 5545 rule for words such as “weekly” or “every Tuesday”; None when they are not understood."""
    folded = fold(text)
    if not folded or means_nothing(text):
        return ""
    if folded in _EVERY:
        return _EVERY[folded]
    rule = text.strip().upper().removeprefix("RRULE:")
    if _RULE.fullmatch(rule):
        return rule
    day = _ONE_DAY.fullmatch(text.strip())
    return f"FREQ=WEEKLY;BYDAY={day[1][:2].upper()}" if day else None


def read_hours(text: str) -> int | None:
    """Hours a week in minutes; of a range the smaller; None when there is no sensible number."""
    found = _NUMBER.search(text)
    minutes = round(float(found[0][:6]) * 60) if found else 0
    return minutes if 0 < minutes <= _MOST_MINUTES else None


def read_slots(text: str) -> tuple[StagedSlot, ...] | None:
    """Times in the week out of words such as “Mon am, Tue 10-12, weekends”; None when a part is not
    understood.

    A day without a time is taken as 9 to 5.
    """
    slots: dict[tuple[int, time], StagedSlot] = {}
    for piece in re.split(r"[,;\n/]+", text.casefold()):
        if not piece.strip():
            continue
        days = _days_of(piece)
        times = _times_of(piece)
        if not days or times is None:
            return None
        for day in days:
            for start, end in times:
                slots[day, start] = StagedSlot(day, start, end)
    return tuple(slots[key] for key in sorted(slots))


def _days_of(piece: str) -> list[int]:
    if "weekday" in piece:
        return [0, 1, 2, 3, 4]
    if "weekend" in piece:
        return [5, 6]
    if re.search(r"\b(?:any ?time|every ?day|daily|all week|any day)\b", piece):
        return list(range(7))
    run = _DAY_RUN.search(piece)
    if run:
        first, last = _DAY_NAMES.index(run[1]), _DAY_NAMES.index(run[2])
        return [day % 7 for day in range(first, last + 1 if last >= first else last + 8)]
    return [_DAY_NAMES.index(found[1]) for found in _A_DAY.finditer(piece)]


def _times_of(piece: str) -> list[tuple[time, time]] | None:
    found = _HOURS.search(piece)
    if found:
        start = _clock(found[1], found[2], found[3])
        end = _clock(found[4], found[5], found[6] or ("pm" if found[3] == "pm" else None))
        if start and end and end <= start and not found[6] and end.hour < 12:
            end = end.replace(hour=end.hour + 12)
        return [(start, end)] if start and end and start < end else None
    parts = [(start, end) for word, start, end in _PARTS if word.search(piece)]
    return parts or [_WHOLE_DAY]


def _clock(hour: str, minute: str | None, half: str | None) -> time | None:
    hours = int(hour)
    if half == "pm" and hours < 12:
        hours += 12
    return time(hours, int(minute or 0)) if hours < 24 and int(minute or 0) < 60 else None


def check_type_for(level: str) -> CheckType:
    """Which scheme a level belongs to: levels and PVG are Disclosure Scotland's, the rest the DBS's."""
    return CheckType.DISCLOSURE_SCOTLAND if level.startswith(("level_", "pvg")) else CheckType.DBS


@cache
def _languages() -> dict[str, str]:
    from babel import Locale

    names = {str(code): str(name) for code, name in Locale.parse("en").languages.items()}
    found = {fold(name): code for code, name in names.items() if len(code) <= 3}
    found.update({code: code for code in names if len(code) <= 3})
    return found


def read_language(text: str) -> str:
    """An ISO 639 code for a language's English name or code; an empty text when it is not known."""
    folded = fold(text)
    return _languages().get(folded, "") if folded else ""


NeedFinder = Callable[[str], str]


def need_finder(hub_needs: dict[str, str]) -> NeedFinder:
    """How a need's words are understood: the hub's own labels and codes first, then the usual words.

    Args:
        hub_needs: the hub's need types, label or code to code.

    Returns:
        A function from words to a code the hub has, or to an empty text.
    """
    own = {fold(word): code for word, code in hub_needs.items()}
    codes = set(hub_needs.values())

    def find(text: str) -> str:
        code = own.get(fold(text), "") or code_for("need", text)
        return code if code in codes else ""

    return find
