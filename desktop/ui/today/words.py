"""Words of the Today page: deadlines as they stand now, parts of the list, and what sources say."""

from datetime import date, datetime, timedelta

from desktop.services.today_items import EVENING, MIDDAY, TodayItem, Words
from desktop.services.today_rounds import RoundNow, RoundState
from desktop.ui.base.i18n import tr
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import day_words, short_date

SOON = timedelta(minutes=30)
"""Under this a deadline is told in minutes; further off the hour says more."""


def said(words: Words) -> str:
    """What a source says, in the language of the app; days are written out."""
    values = {
        key: short_date(value) if isinstance(value, date) else value for key, value in words.values.items()
    }
    return tr(words.text, **values)


def second_line(item: TodayItem) -> str:
    """The second line of a thing to do."""
    return " · ".join(said(part) for part in item.second)


def deadline(item: TodayItem, now: datetime) -> str:
    """By when, as short as a column needs.

    Args:
        item: what is to be done.
        now: the moment, without a zone, where the laptop is.

    Returns:
        ``in 18 min``, ``by 12:30``, ``12 min late``, ``today``, ``Fri 20 Nov`` or ``since Mon 16 Nov``.
    """
    today = now.date()
    if item.day < today:
        return tr("since {day}", day=day_words(item.day, today))
    if item.day > today:
        return _day_and_time(item, today)
    if item.at is None:
        return tr("today")
    left = datetime.combine(today, item.at) - now
    if left < timedelta():
        return late_words(-left)
    if left <= SOON:
        return tr("in {count} min", count=_minutes(left))
    return tr("by {time}", time=f"{item.at:%H:%M}")


def late_words(late: timedelta) -> str:
    """How late, from a minute to days: ``12 min late``, ``2 h late``, ``3 days late``."""
    if late < timedelta(hours=2):
        return tr("{count} min late", count=max(1, int(late.total_seconds() // 60)))
    if late < timedelta(days=1):
        return tr("{count} h late", count=int(late.total_seconds() // 3600))
    return tr("{count} days late", count=late.days) if late.days > 1 else tr("a day late")


def part_title(key: str, now: datetime) -> str:
    """The heading of a part of the list."""
    rest = tr("This afternoon") if now.time() < EVENING else tr("This evening")
    return {
        "late": tr("Late"),
        "morning": tr("Before {time}", time=f"{MIDDAY:%H:%M}"),
        "today": rest,
        "later": tr("Later this week"),
    }[key]


def state_look(one: RoundNow) -> tuple[str, str, Tone]:
    """The chip of how a round stands: word, icon, tone."""
    if not one.stops:
        return tr("No stops yet"), "route", Tone.NEUT
    return {
        RoundState.NEEDS_COVER: (tr("Needs cover"), "user-x", Tone.DANGER),
        RoundState.PLANNED: (tr("Not printed"), "clock", Tone.NEUT),
        RoundState.PRINTED: (tr("Printed"), "printer", Tone.NEUT),
        RoundState.OUT: (tr("Out"), "truck-delivery", Tone.INFO),
        RoundState.DONE: (tr("Done"), "circle-check", Tone.OK),
    }[one.state]


def round_name(one: RoundNow) -> str:
    """A round without the word round, as beside others: ``Northfold``."""
    name = one.head.name.strip()
    bare = name[: -len("round")].strip() if name.casefold().endswith(" round") else name
    return bare or name


def back_words(one: RoundNow, now: datetime) -> str:
    """By when a round is back: ``back by 11:45``, with its day where that is not today."""
    if one.back_at.date() == now.date():
        return tr("back by {time}", time=f"{one.back_at:%H:%M}")
    return tr("back by {time} on {day}", time=f"{one.back_at:%H:%M}", day=short_date(one.back_at.date()))


def _day_and_time(item: TodayItem, today: date) -> str:
    day = day_words(item.day, today)
    return f"{day} {item.at:%H:%M}" if item.at else day


def _minutes(left: timedelta) -> int:
    return max(1, round(left.total_seconds() / 60))
