"""Calls in words: moods, answers, kinds and steps, and how each looks."""

from collections.abc import Mapping
from datetime import date

from db.enums import ContactOutcome
from db.enums_calls import CallKind, CallMood, HowFar, LineState, StepKind
from db.queries.calls import MadeRow, PlanRow
from desktop.domain.dates import clock_24
from desktop.domain.match_words import language
from desktop.domain.names import full_name
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.segmented import Choice
from desktop.ui.help_words import day_words


def moods() -> Mapping[CallMood, str]:
    """How somebody can be, in words."""
    return {
        CallMood.GOOD: tr("Good"),
        CallMood.UP_AND_DOWN: tr("Up and down"),
        CallMood.LOW: tr("Low"),
        CallMood.WORRYING: tr("Worrying"),
    }


_MOOD_ICONS = {
    CallMood.GOOD: "mood-smile",
    CallMood.UP_AND_DOWN: "mood-empty",
    CallMood.LOW: "mood-sad",
    CallMood.WORRYING: "alert-triangle",
}


def mood_choices() -> list[Choice]:
    """The answers to how they are, each with its icon and digit."""
    return [
        Choice(one, words, _MOOD_ICONS[one], key=str(at))
        for at, (one, words) in enumerate(moods().items(), start=1)
    ]


def far_choices() -> list[Choice]:
    """Yes, not much, no."""
    words = ((HowFar.YES, tr("Yes")), (HowFar.NOT_MUCH, tr("Not much")), (HowFar.NO, tr("No")))
    return [Choice(one, said, key=str(at)) for at, (one, said) in enumerate(words, start=1)]


def seen_choices() -> list[Choice]:
    """Yes or no."""
    return [Choice(True, tr("Yes"), key="1"), Choice(False, tr("No"), key="2")]


def kinds() -> Mapping[CallKind, str]:
    """Why somebody is rung, in words."""
    return {
        CallKind.WELFARE: tr("Welfare"),
        CallKind.BEFRIENDING: tr("Befriending"),
        CallKind.KEEP_IN_TOUCH: tr("Keep in touch (volunteers)"),
        CallKind.DOOR: tr("Nobody came to the door"),
    }


def step_kinds() -> Mapping[StepKind, str]:
    """What a step is, in words."""
    return {
        StepKind.RING_SOMEBODY: tr("Ring somebody"),
        StepKind.KNOCK: tr("Ask somebody to knock"),
        StepKind.TELL: tr("Tell somebody"),
        StepKind.OTHER: tr("Something else"),
    }


def states() -> Mapping[LineState, str]:
    """How far a line of a phone round is, in words."""
    return {
        LineState.TO_DO: tr("To do"),
        LineState.MADE: tr("Made"),
        LineState.NO_ANSWER: tr("No answer"),
        LineState.WRONG_NUMBER: tr("Wrong number"),
        LineState.LEFT_OUT: tr("Left out"),
    }


def name_of(row: PlanRow | MadeRow) -> str:
    """Whom a line is about."""
    return full_name(row.first_name, row.last_name, row.preferred_name)


def when_words(row: PlanRow, today: date) -> str:
    """When a call is due: its time, or the day it was due before today, or any time."""
    if row.next_on is not None and row.next_on < today:
        return day_words(row.next_on, today)
    return clock_24(row.next_time) if row.next_time else tr("Any")


def second_words(row: PlanRow) -> str:
    """The second line of a call: the step that is due, or what the call is."""
    if row.next_step:
        return tr("Next: {step}", step=row.step_words) if row.step_words else tr("Tell the safeguarding lead")
    if row.gently:
        return row.gently
    spoken = _language(row)
    return tr("{name}, {language} first", name=row.name, language=spoken) if spoken else row.name


def tries_words(row: PlanRow) -> str:
    """How often it rang out; empty for never."""
    return tr_count("{count} try", "{count} tries", row.misses) if row.misses else ""


def made_words(row: MadeRow) -> tuple[str, str]:
    """What came of a call: icon and words."""
    if row.request_id:
        return "arrow-right", tr("asked for help")
    if row.outcome is ContactOutcome.CALL_BACK:
        return "phone-call", tr("rings back")
    if row.mood is None:
        return "check", tr("reached")
    if row.mood is CallMood.GOOD:
        return "check", tr("all fine")
    return ("alert-triangle" if row.mood is CallMood.WORRYING else "check"), moods()[row.mood].lower()


def _language(row: PlanRow) -> str:
    code = row.language_code
    return language(code) if code and not code.startswith("en") else ""
