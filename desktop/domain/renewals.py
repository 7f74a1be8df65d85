"""Which checks are to be renewed, how soon, and what each that lapses will stop.

A check warns 60, 30 and 7 days before its last day, and then stops whatever needs it. What it stops is asked
of the check gate itself: the same rules, the same judgement.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from db.enums import Answer, CheckLevel, CheckStatus, CheckType
from desktop.domain.check_grid import last_day
from desktop.domain.clearance import DATED, Gate, judge, passes
from desktop.domain.clearance_evidence import shortfall
from desktop.domain.clearance_facts import CheckRecord, Clearance, VolunteerFacts, Why
from desktop.domain.clearance_levels import levels_for


class Window(StrEnum):
    """How soon a check ends, the most pressing first."""

    ENDED = "ended"
    WEEK = "week"
    MONTH = "month"
    TWO_MONTHS = "two_months"


LIMITS = ((Window.WEEK, 7), (Window.MONTH, 30), (Window.TWO_MONTHS, 60))
"""Days before the last day at which a check comes into each window."""
AHEAD = timedelta(days=LIMITS[-1][1])
"""How far ahead renewals are looked for."""
_HELD = frozenset({CheckStatus.VERIFIED, CheckStatus.EXEMPT, CheckStatus.EXPIRED})
_LAPSED = frozenset({Why.EXPIRED, Why.EXEMPTION_ENDED})


class HeldCheck(NamedTuple):
    """A check on record with its key; the gate's own `CheckRecord` has none."""

    id: str
    volunteer_id: str
    record: CheckRecord
    update_service: str = Answer.NOT_ASKED
    update_consent: str = Answer.NOT_ASKED


class Due(NamedTuple):
    """A check to be renewed.

    Attributes:
        end: its last day; None where it is marked out of date without one.
    """

    check: HeldCheck
    end: date | None
    window: Window


class Updates(StrEnum):
    """Whether the Update Service can be asked about a check."""

    CAN = "can"
    NO_CONSENT = "no_consent"
    NOT_ON_IT = "not_on_it"


def window_of(end: date, today: date) -> Window | None:
    """The window a last day falls into; None while it is more than 60 days away.

    A check holds on its last day, so it has ended only from the day after.
    """
    left = (end - today).days
    if left < 0:
        return Window.ENDED
    return next((window for window, days in LIMITS if left <= days), None)


def to_renew(held: Iterable[HeldCheck], today: date) -> list[Due]:
    """Pick the checks to be renewed: those that end within 60 days, or have, and that nothing replaces.

    Args:
        held: checks in use, of any number of volunteers.
        today: the day to reckon with.

    Returns:
        The most pressing first; one marked out of date without a day before all others.
    """
    by_kind: dict[tuple[str, str], list[HeldCheck]] = {}
    for one in held:
        if one.record.status in _HELD:
            by_kind.setdefault((one.volunteer_id, one.record.type), []).append(one)
    found = [due for group in by_kind.values() for due in _due_among(group, today)]
    return sorted(found, key=lambda due: (due.end or date.min, due.check.volunteer_id, due.check.id))


def updates_of(check: HeldCheck) -> Updates:
    """Whether the Update Service can be asked: it needs a subscription, and consent on record.

    It holds standard and enhanced DBS certificates (gov.uk, DBS Update Service: employer guide).
    """
    record = check.record
    if record.type != CheckType.DBS or record.level == CheckLevel.BASIC or check.update_service != Answer.YES:
        return Updates.NOT_ON_IT
    return Updates.CAN if check.update_consent == Answer.YES else Updates.NO_CONSENT


def stops(due: Due, facts: VolunteerFacts, before: Gate, after: Gate) -> bool:
    """Whether a lapse stops one kind of task.

    Args:
        due: the check.
        facts: of the volunteer, all their checks with it.
        before: the gate of the task today.
        after: the same gate on the first day the check no longer holds; today's, once it has ended.

    Returns:
        Of a check that still holds: they may do the task today, and then lack this check. Of one that has
        ended: nothing but what has ended stands in their way, this check among it.
    """
    kind = due.check.record.type
    if due.window is Window.ENDED:
        lacks = judge(before, facts).lacks
        return any(one.check == kind for one in lacks) and all(one.why in _LAPSED for one in lacks)
    return passes(before, facts) and kind in lapsed(judge(after, facts))


def lapsed(clearance: Clearance) -> frozenset[str]:
    """The kinds of check that a refusal puts down to their end."""
    return frozenset(one.check for one in clearance.lacks if one.why in _LAPSED)


def _due_among(group: Sequence[HeldCheck], today: date) -> list[Due]:
    found: dict[tuple[date | None, str], Due] = {}
    for one in sorted(group, key=lambda check: check.id):
        end = last_day(one.record)
        marked = one.record.status == CheckStatus.EXPIRED
        window = Window.ENDED if marked else window_of(end, today) if end is not None else None
        if window is not None and not any(_replaces(other, one, end, today) for other in group):
            found.setdefault((end, one.record.level), Due(one, end, window))
    return list(found.values())


def _replaces(other: HeldCheck, one: HeldCheck, end: date | None, today: date) -> bool:
    """Does another check of the kind hold longer, at a level that answers all this one does?"""
    new = other.record
    if other is one or new.status == CheckStatus.EXPIRED or shortfall(new, today) is not None:
        return False
    later = last_day(new)
    if later is None and (new.type in DATED or new.status == CheckStatus.EXEMPT):
        return False
    if later is not None and (later < today or (end is not None and later <= end)):
        return False
    answers = levels_for(new.type, one.record.level)
    return answers is None or new.level in answers or new.level == one.record.level
