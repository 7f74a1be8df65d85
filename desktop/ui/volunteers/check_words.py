"""Checks as an icon and a word, with the dates that matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from db.enums import CheckLevel, CheckStatus
from desktop.services.checks import CheckLine
from desktop.ui.base.i18n import tr
from desktop.ui.base.tokens import Tone
from desktop.ui.help_words import month_names
from desktop.ui.words import say

SOON = timedelta(days=60)
"""How long before a review it is shown in amber."""


@dataclass(frozen=True, slots=True)
class State:
    """A state as shown: word, icon and colour."""

    words: str
    icon: str
    tone: Tone


def day_of(day: date) -> str:
    """A day with its year: ``20 Nov 2026``."""
    return f"{day.day} {month_names()[day.month - 1]} {day.year}"


def review_tone(day: date | None, today: date) -> Tone | None:
    """Amber within 60 days of a review, red once it is past, nothing before."""
    if day is None:
        return None
    if day < today:
        return Tone.DANGER
    return Tone.WARN if day - today <= SOON else None


def check_state(check: CheckLine, today: date) -> State:
    """Where a check stands."""
    ends = [day for day in (check.review_on, check.valid_to) if day is not None]
    if check.status is CheckStatus.VERIFIED and ends:
        tone = review_tone(min(ends), today)
        if tone is Tone.DANGER:
            return State(tr("Ended {day}", day=day_of(min(ends))), "lock", Tone.DANGER)
        if tone is Tone.WARN:
            return State(tr("Check again by {day}", day=day_of(min(ends))), "calendar-due", Tone.WARN)
    icon, tone = _STATES.get(check.status, ("circle-dashed", Tone.SECOND))
    return State(say(check.status), icon, tone)


_STATES: Mapping[CheckStatus, tuple[str, Tone]] = {
    CheckStatus.VERIFIED: ("circle-check", Tone.OK),
    CheckStatus.EXEMPT: ("circle-check", Tone.WARN),
    CheckStatus.APPLIED: ("hourglass", Tone.INFO),
    CheckStatus.IN_PROGRESS: ("hourglass", Tone.INFO),
    CheckStatus.NEEDED: ("circle-dashed", Tone.SECOND),
    CheckStatus.EXPIRED: ("lock", Tone.DANGER),
    CheckStatus.REFUSED: ("lock", Tone.DANGER),
    CheckStatus.WITHDRAWN: ("circle-x", Tone.SECOND),
}


def check_facts(check: CheckLine, today: date) -> str:
    """Where a check stands, its level, dates and the end of its number, in a few sentences."""
    state = check_state(check, today)
    plain = state.tone is Tone.OK
    parts = ["" if plain else state.words]
    parts.append(say(check.level) if check.level is not CheckLevel.NONE else "")
    issued = tr("issued {day}", day=day_of(check.issued_on)) if check.issued_on else ""
    number = tr("number ends {ends}", ends=check.ends) if check.ends else ""
    parts.append(", ".join(part for part in (issued, number) if part))
    if check.seen_by and check.seen_on:
        parts.append(tr("seen by {name}, {day}", name=check.seen_by, day=day_of(check.seen_on)))
    if check.exempt_reason:
        parts.append(tr("exempt: {reason}", reason=check.exempt_reason))
    if plain and check.review_on:
        parts.append(tr("check again by {day}", day=day_of(check.review_on)))
    said = [part[:1].upper() + part[1:] for part in parts if part]
    return ". ".join(said) + ("." if said else "")
