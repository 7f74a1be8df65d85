"""How often help is wanted, read from plain words: "two meals a day, Mon Wed Fri, until the end of March".

What is read becomes a rule of RFC 5545 (section 3.3.10), which is shown in words before it is kept. What was
not understood is named, never guessed.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from db.enums_repeats import HolidayRule
from desktop.domain.dates import day_month_year
from desktop.domain.errors import DomainError
from desktop.domain.recurrence import DAYS as CODES
from desktop.domain.recurrence_words import NOT_SIMPLE, rule_words
from desktop.domain.spoken_days import DATE, DAY, NUMBER, day_list, day_said, last_day_said, number_of

_DAYS_LISTED = rf"{DAY}(?:(?:\s*(?:, and|,|and|&|/|\+)\s*|\s+){DAY})*"
_LEFT_OUT = rf"(?:weekends?|{_DAYS_LISTED})"
_PLACES = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": -1,
}
_PLACE = "|".join(_PLACES)
_TIMES = {"once": 1, "twice": 2}
_FEW = {"other": 2, "second": 2}
_EACH = r"(?:a|an|each|every|per)"
_UNITS = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY"}
_HINT = "Write it like: two meals a day, Mon Wed Fri, until the end of March."
_FILLERS = re.compile(r"[\s,;:.]+|\buntil\sfurther\snotice\b|\b(?:on|and|only|please|for|the|of|once)\b")
_MOST_WORDS = 200
_HOLIDAY_WORDS = {
    HolidayRule.SKIP: "not on bank holidays",
    HolidayRule.DAY_BEFORE: "bank holidays the day before",
    HolidayRule.DAY_AFTER: "bank holidays the day after",
    HolidayRule.AS_USUAL: "bank holidays as usual",
    None: "",
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was read.

    Attributes:
        rule: an RFC 5545 rule; empty where help is wanted once.
        count: how many on each of its days; None where it was not said.
        noun: of what, as said ("meals"); empty where it was not said.
        starts_on: the first day said; None where none was.
        holidays: what happens on bank holidays; None where it was not said.
    """

    rule: str = ""
    count: int | None = None
    noun: str = ""
    starts_on: date | None = None
    holidays: HolidayRule | None = None


@dataclass(frozen=True, slots=True)
class _Pattern:
    """The rule as far as it was read."""

    freq: str = ""
    interval: int = 1
    by: str = ""
    until: date | None = None
    times: int | None = None
    weeks: int | None = None
    often: int | None = None
    without: tuple[int, ...] = ()
    spoken: Spoken = Spoken()


def read_spoken(text: str, today: date) -> Spoken:
    """Read how often help is wanted.

    Args:
        text: as typed, in any order, with or without commas.
        today: the day it is; "until March" and "from Monday" are the next ones.

    Returns:
        What was read.

    Raises:
        DomainError: nothing was said, days are missing, a part was not understood (it is named), or it would
            end before it begins.
    """
    words = re.sub(r"\s+", " ", text.replace("\u2013", "-").replace("\u2019", "'").lower()).strip(" .,;")
    if not words:
        raise DomainError(_HINT, field="spoken")
    if len(words) > _MOST_WORDS:
        raise DomainError(f"That is too long to read. {_HINT}", field="spoken")
    found = _Pattern()
    for expression, take in _READERS:
        found, words = _take(expression, take, found, words, today)
    _refuse_rest(words)
    return _finished(found, today)


def spoken_words(spoken: Spoken, today: date) -> str:
    """Say what was read, so that `read_spoken` reads the same again.

    Args:
        spoken: what was read.
        today: the day it is; an end in the same year is said without its year.

    Returns:
        Such as "2 meals, every Monday until 31 March, not on bank holidays"; empty for a rule that needs more
        words than are clear.
    """
    said = rule_words(spoken.rule)
    if not spoken.rule or said == NOT_SIMPLE:
        return ""
    what = f"{spoken.count} {spoken.noun}" if spoken.count and spoken.noun else ""
    what = "twice a day" if spoken.count == 2 and not spoken.noun else what
    start = f"from {day_month_year(spoken.starts_on)}" if spoken.starts_on else ""
    return ", ".join(part for part in (what, said, start, _HOLIDAY_WORDS.get(spoken.holidays, "")) if part)


def _take(
    expression: re.Pattern[str],
    take: Callable[[_Pattern, re.Match[str], date], _Pattern],
    found: _Pattern,
    words: str,
    today: date,
) -> tuple[_Pattern, str]:
    match = expression.search(words)
    if match is None:
        return found, words
    left = f"{words[: match.start()]} , {words[match.end() :]}"
    return take(found, match, today), left


def _refuse_rest(words: str) -> None:
    rest = _FILLERS.sub(" ", words).strip()
    if rest:
        raise DomainError(f"We did not understand “{re.sub(' +', ' ', rest)}”. {_HINT}", field="spoken")


def _finished(found: _Pattern, today: date) -> Spoken:
    starts = found.spoken.starts_on
    if not found.freq:
        raise DomainError(f"Say on which days, or every day. {_HINT}", field="spoken")
    found = _without(_so_often(found))
    if found.freq == "WEEKLY" and not found.by:
        found = replace(found, by=f"BYDAY={CODES[(starts or today).weekday()]}")
    if found.freq == "MONTHLY" and not found.by:
        found = replace(found, by=f"BYMONTHDAY={min((starts or today).day, 28)}")
    until = found.until
    if found.weeks is not None:
        until = (starts or today) + timedelta(weeks=found.weeks, days=-1)
    if until is not None and until < (starts or today):
        raise DomainError("The last day is before the first. Change one of them.", field="spoken")
    parts = [f"FREQ={found.freq}", f"INTERVAL={found.interval}" if found.interval > 1 else "", found.by]
    parts += [f"UNTIL={until:%Y%m%d}" if until else "", f"COUNT={found.times}" if found.times else ""]
    return replace(found.spoken, rule=";".join(part for part in parts if part))


def _so_often(found: _Pattern) -> _Pattern:
    """So often a week is so many days, which are named; which they might be is not guessed."""
    named = len(_days_of(found))
    if found.often is not None and named != found.often and (found.often, named) != (1, 0):
        raise DomainError(f"Say which days those are. {_HINT}", field="spoken")
    return found


def _without(found: _Pattern) -> _Pattern:
    """Leave days out of those that were said, or of every day."""
    if not found.without:
        return found
    is_daily = found.freq == "DAILY" and found.interval == 1
    days = list(CODES) if is_daily else _days_of(found)
    if not days:
        raise DomainError(f"Say which days are left. {_HINT}", field="spoken")
    left = [CODES.index(day) for day in days if CODES.index(day) not in found.without]
    if not left:
        raise DomainError("That leaves no day. Change it.", field="spoken")
    return _on(found, left)


def _days_of(found: _Pattern) -> list[str]:
    return found.by.removeprefix("BYDAY=").split(",") if found.freq == "WEEKLY" and found.by else []


def _often(found: _Pattern, match: re.Match[str], _today: date) -> _Pattern:
    often = _TIMES.get(match["often"] or "") or number_of(match["count"] or "1")
    return replace(found, freq="WEEKLY", interval=2 if match["unit"] == "fortnight" else 1, often=often)


def _except(found: _Pattern, match: re.Match[str], _today: date) -> _Pattern:
    ends = (5, 6) if "weekend" in match["left_out"] else ()
    return replace(found, without=(*ends, *day_list(match["left_out"])))


def _holidays(found: _Pattern, match: re.Match[str], _today: date) -> _Pattern:
    said = match.groupdict()
    shifts = {"before": HolidayRule.DAY_BEFORE, "after": HolidayRule.DAY_AFTER}
    how = HolidayRule.SKIP if said.get("not") else shifts.get(said["shift"] or "", HolidayRule.AS_USUAL)
    return replace(found, spoken=replace(found.spoken, holidays=how))


def _start(found: _Pattern, match: re.Match[str], today: date) -> _Pattern:
    day = _known(day_said(match["start"], today), match["start"])
    return replace(found, spoken=replace(found.spoken, starts_on=day))


def _end(found: _Pattern, match: re.Match[str], today: date) -> _Pattern:
    return replace(found, until=_known(last_day_said(match["end"], today), match["end"]))


def _known(day: date | None, said: str) -> date:
    if day is None:
        raise DomainError(f"There is no such day as “{said}”. Change it.", field="spoken")
    return day


def _weeks(found: _Pattern, match: re.Match[str], _today: date) -> _Pattern:
    return replace(found, weeks=number_of(match["weeks"]))


def _times(found: _Pattern, match: re.Match[str], _today: date) -> _Pattern:
    return replace(found, times=number_of(match["times"]))


def _a_day(found: _Pattern, match: re.Match[str], _today: date) -> _Pattern:
    count = _TIMES.get(match["often"] or "") or number_of(match["count"] or "1")
    spoken = replace(found.spoken, count=count, noun=(match["noun"] or "").strip())
    return replace(found, spoken=spoken, freq="DAILY")  # Days that follow say when instead.


def _amount(found: _Pattern, match: re.Match[str], _today: date) -> _Pattern:
    if match["noun"] in ("day", "days"):
        raise DomainError(f"Say which days those are. {_HINT}", field="spoken")
    return replace(found, spoken=replace(found.spoken, count=number_of(match["count"]), noun=match["noun"]))


def _places(found: _Pattern, match: re.Match[str], _today: date) -> _Pattern:
    place = _PLACES[match["place"]]
    if match["every"] and not match["month"] and place not in (1, -1):
        wanted = "Say whether that is every other week, or one of each month."
        raise DomainError(f"{wanted} {_HINT}", field="spoken")
    days = ",".join(f"{place}{CODES[day]}" for day in day_list(match["placed"]))
    return replace(found, freq="MONTHLY", by=f"BYDAY={days}")


def _month_days(found: _Pattern, match: re.Match[str], _today: date) -> _Pattern:
    days = sorted({int(one) for one in re.findall(r"\d{1,2}", match["days"])})
    if not all(1 <= day <= 31 for day in days):
        raise DomainError("A month has no such day. Change it.", field="spoken")
    return replace(found, freq="MONTHLY", by="BYMONTHDAY=" + ",".join(map(str, days)))


def _other_week(found: _Pattern, _match: re.Match[str], _today: date) -> _Pattern:
    return replace(found, freq="WEEKLY", interval=2)


def _every_few(found: _Pattern, match: re.Match[str], _today: date) -> _Pattern:
    return replace(
        found, freq=_UNITS[match["unit"]], interval=_FEW.get(match["few"]) or number_of(match["few"])
    )


def _span(found: _Pattern, match: re.Match[str], _today: date) -> _Pattern:
    first, last = day_list(match["first"])[0], day_list(match["last"])[0]
    days = range(first, last + 1) if first <= last else (*range(last + 1), *range(first, 7))
    return _on(found, days)


def _weekdays(found: _Pattern, _match: re.Match[str], _today: date) -> _Pattern:
    return _on(found, range(5))


def _weekend(found: _Pattern, _match: re.Match[str], _today: date) -> _Pattern:
    return _on(found, (5, 6))


def _listed(found: _Pattern, match: re.Match[str], _today: date) -> _Pattern:
    interval = 2 if match["other"] else found.interval
    return replace(_on(found, day_list(match["listed"])), interval=interval)


def _unit(found: _Pattern, match: re.Match[str], _today: date) -> _Pattern:
    said = match["unit"] or {"daily": "day", "weekly": "week", "monthly": "month"}[match["ly"]]
    if found.freq == "WEEKLY" and not found.by and said == "day":
        return replace(found, by="BYDAY=" + ",".join(CODES))
    if found.by or found.freq in ("WEEKLY", "MONTHLY"):
        return found
    return replace(found, freq=_UNITS[said])


def _on(found: _Pattern, days: Sequence[int]) -> _Pattern:
    return replace(found, freq="WEEKLY", by="BYDAY=" + ",".join(CODES[day] for day in days))


_READERS: tuple[tuple[re.Pattern[str], Callable[[_Pattern, re.Match[str], date], _Pattern]], ...] = (
    (
        re.compile(
            r"\b(?P<not>(?:but )?(?:not|except|apart from|no help)(?: on)?(?: the)?) bank holidays?\b"
        ),
        _holidays,
    ),
    (
        re.compile(
            r"\b(?:on |and )?bank holidays? "
            r"(?:(?:on )?the (?:working )?day (?P<shift>before|after)|too|as usual)\b"
        ),
        _holidays,
    ),
    (
        re.compile(
            r"\b(?:but not|but|not|except|apart from)(?: (?:on|at|for))?(?: the)? "
            rf"(?P<left_out>{_LEFT_OUT}(?:(?:, and|,| and)? {_LEFT_OUT})*)\b"
        ),
        _except,
    ),
    (re.compile(rf"\b(?:until|till|til|up to|ending)(?: on)? (?P<end>{DATE})"), _end),
    (re.compile(rf"\b(?:from|starting|beginning)(?: on)? (?P<start>{DATE})"), _start),
    (re.compile(rf"\bfor (?:the next )?(?P<weeks>{NUMBER}) weeks?\b"), _weeks),
    (
        re.compile(
            rf"\b(?:(?P<often>once|twice)|(?P<count>{NUMBER}) times?) "
            rf"(?:{_EACH} (?P<unit>week|fortnight)|weekly)\b"
        ),
        _often,
    ),
    (re.compile(rf"\b(?:for )?(?P<times>{NUMBER}) times\b(?! {_EACH})"), _times),
    (
        re.compile(
            rf"\b(?:(?P<often>once|twice)|(?P<count>{NUMBER}) (?P<noun>[a-z' -]*?)) ?(?P<day>{_EACH} day)\b"
        ),
        _a_day,
    ),
    (
        re.compile(
            rf"\b(?P<every>(?:every|each) )?(?P<place>{_PLACE}) (?P<placed>{_DAYS_LISTED})"
            r"(?P<month> (?:of|in) (?:the|each|every|a) month)?\b"
        ),
        _places,
    ),
    (
        re.compile(
            r"\b(?P<days>\d{1,2}(?:st|nd|rd|th)(?:(?:, and|,| and)?(?: the)? ?\d{1,2}(?:st|nd|rd|th))*)"
            r"(?: (?:of|in) (?:the|each|every|a) month)?\b"
        ),
        _month_days,
    ),
    (
        re.compile(
            r"\b(?:every (?:other|second|2nd) week|fortnightly|(?:every|each|a) fortnight|alternate weeks)\b"
        ),
        _other_week,
    ),
    (re.compile(rf"\bevery (?P<few>other|second|{NUMBER}) (?P<unit>day|week|month)s?\b"), _every_few),
    (re.compile(rf"\b(?P<first>{DAY}) ?(?:-|to) ?(?P<last>{DAY})\b"), _span),
    (re.compile(r"\b(?:(?:every|each) )?(?:weekdays?|working days?)\b"), _weekdays),
    (re.compile(r"\b(?:(?:every|each|at) )?(?:the )?weekends?\b"), _weekend),
    (
        re.compile(
            r"\b(?:(?P<other>every (?:other|second)|alternate) |(?:every|each|on) )?"
            rf"(?P<listed>{_DAYS_LISTED})\b"
        ),
        _listed,
    ),
    (re.compile(rf"\b(?:once )?(?:{_EACH} (?P<unit>day|week|month)|(?P<ly>daily|weekly|monthly))\b"), _unit),
    (re.compile(rf"^[\s,]*(?P<count>{NUMBER}) (?P<noun>[a-z][a-z' -]*?)[\s,]*$"), _amount),
)
"""What is looked for, in this order: ends and beginnings first; their days are not the rule's."""
