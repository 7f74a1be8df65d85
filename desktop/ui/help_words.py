"""Words for requests and their tasks: where they stand, when they are due, how they repeat."""

from collections.abc import Mapping
from datetime import date, datetime, time

from db.enums import CloseReason, RequestStatus, Urgency
from db.enums_repeats import HolidayRule
from desktop.domain.recurrence import DAYS
from desktop.domain.recurrence_words import NOT_SIMPLE, rule_words
from desktop.domain.repeats import RepeatKind, read_repeat
from desktop.ui.base.columns import Cell
from desktop.ui.base.i18n import tr
from desktop.ui.base.tokens import Tone
from desktop.ui.words import say


def day_names() -> list[str]:
    """The weekdays, Monday first."""
    return [
        tr("Monday"),
        tr("Tuesday"),
        tr("Wednesday"),
        tr("Thursday"),
        tr("Friday"),
        tr("Saturday"),
        tr("Sunday"),
    ]


def month_names() -> list[str]:
    """The months, short."""
    return [
        *(tr("Jan"), tr("Feb"), tr("Mar"), tr("Apr"), tr("May"), tr("Jun")),
        *(tr("Jul"), tr("Aug"), tr("Sep"), tr("Oct"), tr("Nov"), tr("Dec")),
    ]


def short_date(day: date) -> str:
    """A day as ``Fri 20 Nov``."""
    return f"{day_names()[day.weekday()][:3]} {day.day} {month_names()[day.month - 1]}"


def local(moment: datetime) -> datetime:
    """A moment of the store where the laptop is."""
    return moment.astimezone()


def asked_words(moment: datetime, today: date) -> str:
    """When a request came, as short as a column needs: ``09:12``, ``Yesterday``, ``Fri 13`` or ``3 Sep``."""
    here = local(moment)
    days = (today - here.date()).days
    if days == 0:
        return f"{here:%H:%M}"
    if days == 1:
        return tr("Yesterday")
    if 0 < days < 7:
        return f"{day_names()[here.weekday()][:3]} {here.day}"
    words = f"{here.day} {month_names()[here.month - 1]}"
    return words if here.year == today.year else f"{words} {here.year}"


def moment_words(moment: datetime, today: date) -> str:
    """When something was, in a sentence: ``09:12 today``, ``yesterday 15:10`` or ``Fri 13 Nov 15:10``."""
    here = local(moment)
    days = (today - here.date()).days
    clock = f"{here:%H:%M}"
    if days == 0:
        return tr("{time} today", time=clock)
    if days == 1:
        return tr("yesterday {time}", time=clock)
    return f"{short_date(here.date())} {clock}"


def day_words(day: date, today: date) -> str:
    """A day in a sentence: ``today``, ``tomorrow``, ``yesterday`` or ``Fri 20 Nov``."""
    near = {0: tr("today"), 1: tr("tomorrow"), -1: tr("yesterday")}
    return near.get((day - today).days, short_date(day))


def due_words(day: date | None, at: time | None, today: date) -> str:
    """When help is due: ``due today``, ``due Fri 20 Nov by 14:00``; nothing where no day was said."""
    if day is None:
        return ""
    if day < today:
        return tr("was due {day}", day=day_words(day, today))
    words = tr("due {day}", day=day_words(day, today))
    return tr("{due} by {time}", due=words, time=f"{at:%H:%M}") if at else words


def urgency_cell(urgency: Urgency) -> Cell:
    """How soon, as a shape and a word."""
    return Cell(say(urgency), urgency=urgency)


def status_cell(status: RequestStatus, volunteer: str = "") -> Cell:
    """Where a request stands, as an icon and a word; whoever has it is named.

    Args:
        status: of the request.
        volunteer: who has its next task, or empty.
    """
    name = volunteer.split(" ")[0] if volunteer else ""
    if status is RequestStatus.ASSIGNED:
        return Cell(name or tr("Matched"), "user-check", Tone.OK)
    if status is RequestStatus.IN_PROGRESS:
        return Cell(tr("{name}, out", name=name) if name else tr("Out"), "user-check", Tone.OK)
    return {
        RequestStatus.NEW: Cell(tr("To triage"), "circle-dashed", Tone.ACCENT, bold=True),
        RequestStatus.TRIAGED: Cell(tr("No one yet"), "user-question", Tone.WARN, bold=True),
        RequestStatus.WAITING: Cell(tr("Waiting"), "hourglass", Tone.SECOND),
        RequestStatus.DONE: Cell(tr("Done"), "circle-check", Tone.SECOND),
        RequestStatus.PASSED_ON: Cell(tr("Passed on"), "arrows-left-right", Tone.SECOND),
        RequestStatus.CANCELLED: Cell(tr("Closed"), "circle-x", Tone.SECOND),
    }[status]


def close_reasons() -> Mapping[CloseReason, str]:
    """Why a request is closed, in words."""
    return {
        CloseReason.MET: tr("Done"),
        CloseReason.PARTLY_MET: tr("Partly done"),
        CloseReason.NOT_NEEDED: tr("Not needed any more"),
        CloseReason.COULD_NOT_REACH: tr("Could not reach them"),
        CloseReason.NO_CAPACITY: tr("Nobody could help"),
        CloseReason.REFERRED_ON: tr("Passed on to somebody else"),
        CloseReason.DUPLICATE: tr("Already asked for"),
    }


def repeat_kinds() -> Mapping[RepeatKind, str]:
    """The ways of repeating a form offers, in words."""
    return {
        RepeatKind.ONCE: tr("Just once"),
        RepeatKind.DAILY: tr("Every day"),
        RepeatKind.WEEKDAYS: tr("Every weekday"),
        RepeatKind.WEEKLY: tr("Every week"),
        RepeatKind.FORTNIGHTLY: tr("Every fortnight"),
        RepeatKind.MONTHLY: tr("Every month"),
    }


def repeat_words(rule: str) -> str:
    """How help repeats, inside a sentence: ``every Tuesday``, ``every month until Fri 20 Nov``.

    Args:
        rule: an RFC 5545 rule; nothing for help given once.
    """
    repeat = read_repeat(rule)
    if repeat.kind is RepeatKind.ONCE:
        return ""
    words = {
        RepeatKind.DAILY: tr("every day"),
        RepeatKind.WEEKDAYS: tr("every weekday"),
        RepeatKind.MONTHLY: tr("every month"),
    }.get(repeat.kind, "")
    if repeat.kind is RepeatKind.OTHER:
        said = rule_words(rule)
        return tr("repeats") if said == NOT_SIMPLE else said
    if not words:
        names = day_names()
        whole = len(repeat.days) == 1
        days = ", ".join(names[day] if whole else names[day][:3] for day in repeat.days)
        fortnightly = repeat.kind is RepeatKind.FORTNIGHTLY
        words = tr("every other {days}", days=days) if fortnightly else tr("every {days}", days=days)
    return tr("{repeat} until {day}", repeat=words, day=short_date(repeat.until)) if repeat.until else words


def holiday_rules() -> Mapping[HolidayRule, str]:
    """What becomes of help on bank holidays, as a form offers it."""
    return {
        HolidayRule.AS_USUAL: tr("As on any day"),
        HolidayRule.SKIP: tr("No help that day"),
        HolidayRule.DAY_BEFORE: tr("The working day before"),
        HolidayRule.DAY_AFTER: tr("The working day after"),
    }


def whole_repeat(rule: str, holidays: HolidayRule) -> str:
    """How help repeats, with what becomes of it on bank holidays where that is not as on any day."""
    more = {
        HolidayRule.SKIP: tr("not on bank holidays"),
        HolidayRule.DAY_BEFORE: tr("on bank holidays the working day before"),
        HolidayRule.DAY_AFTER: tr("on bank holidays the working day after"),
    }.get(holidays, "")
    words = repeat_words(rule)
    return f"{words}, {more}" if words and more else words


def need_words(need: str, recurrence: str) -> str:
    """A need with how it repeats, as short as a column needs: ``Food parcel, weekly``."""
    short = {
        RepeatKind.DAILY: tr("daily"),
        RepeatKind.WEEKDAYS: tr("weekdays"),
        RepeatKind.WEEKLY: tr("weekly"),
        RepeatKind.FORTNIGHTLY: tr("fortnightly"),
        RepeatKind.MONTHLY: tr("monthly"),
        RepeatKind.OTHER: tr("repeats"),
    }.get(read_repeat(recurrence).kind)
    return f"{need}, {short}" if short else need


def day_choices() -> list[tuple[object, str]]:
    """The weekdays as ticks of a form, Monday 0."""
    return [(at, name[:3]) for at, name in enumerate(day_names()[: len(DAYS)])]
