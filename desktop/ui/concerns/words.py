"""Concerns in words: what is asked, what was answered, and where one stands."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from db.enums_concerns import (
    AboutKind,
    AbuseType,
    Agreed,
    Capacity,
    ConcernState,
    Danger,
    EntryKind,
    Heard,
    NextStep,
    Progress,
)
from desktop.services.concern_lines import ConcernLine
from desktop.ui.base.i18n import tr
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import local, short_date


def say(code: StrEnum) -> str:
    """A code in words."""
    return _tables()[type(code)][code]


def choices(kind: type[StrEnum]) -> list[tuple[object, str]]:
    """A vocabulary as choices of a form."""
    return list(_tables()[kind].items())


def first_name(name: str) -> str:
    """How somebody is called in a question; "the person" where no name is known."""
    return name.split()[0] if name.split() else tr("the person")


def day_of_week(day: date, today: date) -> str:
    """A day as short as a chip needs: ``today``, ``Thu`` within a week, else ``Thu 3 Dec``."""
    days = (day - today).days
    if days == 0:
        return tr("today")
    return short_date(day)[:3] if 0 < days < 7 else short_date(day)


def chip_of(line: ConcernLine, today: date) -> tuple[str, str, Tone]:
    """What to do next about a concern: words, icon and tone of its chip.

    Args:
        line: the concern.
        today: the day it is.
    """
    if line.danger is Danger.YES and line.state is not ConcernState.CLOSED:
        return tr("In danger now"), "urgent", Tone.DANGER
    if line.decide_by is not None:
        due = local(line.decide_by)
        when = f"{due:%H:%M}" if due.date() == today else day_of_week(due.date(), today)
        return tr("Decide by {time}", time=when), "clock", Tone.DANGER
    if line.review_on is not None and line.state is ConcernState.MONITORING:
        when = day_of_week(line.review_on, today)
        tone = Tone.DANGER if line.review_on < today else Tone.NEUT
        days = (line.review_on - today).days
        near = tr("Watching, look again {day}", day=when)
        return near if 0 <= days < 7 else tr("Look again {day}", day=when), "eye", tone
    return (say(line.state), *_CHIPS[line.state])


_CHIPS = {
    ConcernState.RAISED: ("clock", Tone.DANGER),
    ConcernState.UNDER_REVIEW: ("search", Tone.INFO),
    ConcernState.REFERRED: ("hourglass", Tone.INFO),
    ConcernState.MONITORING: ("eye", Tone.NEUT),
    ConcernState.NO_FURTHER_ACTION: ("circle-check", Tone.NEUT),
    ConcernState.CLOSED: ("lock", Tone.NEUT),
}


def _tables() -> Mapping[type[StrEnum], Mapping[StrEnum, str]]:
    return {
        Danger: {
            Danger.YES: tr("Yes"),
            Danger.NO: tr("No"),
            Danger.UNKNOWN: tr("I don't know"),
            Danger.NOT_ASKED: tr("Not asked"),
        },
        Heard: {
            Heard.WAS_THERE: tr("I was there"),
            Heard.THEMSELVES: tr("They told me"),
            Heard.SOMEONE_ELSE: tr("Someone else"),
            Heard.NOT_SAID: tr("Not said"),
        },
        Agreed: {
            Agreed.NOT_ASKED: tr("Not asked"),
            Agreed.YES: tr("Yes"),
            Agreed.NO: tr("No"),
            Agreed.NOT_SAFE: tr("Not safe to ask"),
        },
        Capacity: {
            Capacity.NOT_SAID: tr("Not said yet"),
            Capacity.HAS: tr("Can decide this"),
            Capacity.LACKS: tr("Cannot decide this"),
            Capacity.DOUBTED: tr("In doubt, ask for an assessment"),
        },
        Progress: {
            Progress.SENT: tr("Sent, not read yet"),
            Progress.READ: tr("Read by the lead"),
            Progress.DEALT_WITH: tr("Dealt with"),
        },
        **_lead_tables(),
    }


def _abuse() -> Mapping[StrEnum, str]:
    return {
        AbuseType.PHYSICAL: tr("Physical"),
        AbuseType.DOMESTIC: tr("Domestic"),
        AbuseType.SEXUAL: tr("Sexual"),
        AbuseType.PSYCHOLOGICAL: tr("Psychological"),
        AbuseType.FINANCIAL: tr("Money or property"),
        AbuseType.MODERN_SLAVERY: tr("Modern slavery"),
        AbuseType.DISCRIMINATORY: tr("Discriminatory"),
        AbuseType.ORGANISATIONAL: tr("By an organisation"),
        AbuseType.NEGLECT: tr("Neglect"),
        AbuseType.SELF_NEGLECT: tr("Self-neglect"),
    }


def _lead_tables() -> Mapping[type[StrEnum], Mapping[StrEnum, str]]:
    return {
        ConcernState: {
            ConcernState.RAISED: tr("Not read yet"),
            ConcernState.UNDER_REVIEW: tr("Being looked into"),
            ConcernState.REFERRED: tr("With the council"),
            ConcernState.MONITORING: tr("Watching"),
            ConcernState.NO_FURTHER_ACTION: tr("No further action"),
            ConcernState.CLOSED: tr("Closed"),
        },
        AboutKind: {
            AboutKind.PERSON: tr("Person helped"),
            AboutKind.VOLUNTEER: tr("Volunteer"),
            AboutKind.ORGANISATION: tr("Organisation"),
            AboutKind.SOMEONE: tr("Not on the hub's records"),
        },
        NextStep: {
            NextStep.TALK_FIRST: tr("Talk first"),
            NextStep.REFER: tr("Tell the council"),
            NextStep.WATCH: tr("Keep watching"),
            NextStep.NOTHING_MORE: tr("No further action"),
        },
        AbuseType: _abuse(),
        **_entry_tables(),
    }


def _entry_tables() -> Mapping[type[StrEnum], Mapping[StrEnum, str]]:
    return {
        EntryKind: {
            EntryKind.ACCOUNT: tr("Raised"),
            EntryKind.ADDITION: tr("Added"),
            EntryKind.CORRECTION: tr("Corrected"),
            EntryKind.VIEWED: tr("Opened"),
            EntryKind.STEP: tr("Done"),
            EntryKind.DETAILS: tr("What is known, brought up to date"),
            EntryKind.DECISION: tr("Decided"),
            EntryKind.REFERRAL: tr("Referred"),
            EntryKind.ACKNOWLEDGED: tr("Acknowledged, their reference"),
            EntryKind.HOLD: tr("Volunteer"),
            EntryKind.SHARED: tr("Shared"),
            EntryKind.LET_IN: tr("Let in"),
            EntryKind.CLOSED: tr("Closed"),
            EntryKind.REOPENED: tr("Opened again"),
        },
    }
