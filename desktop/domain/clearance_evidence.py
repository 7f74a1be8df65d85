"""What a check must show beyond its level and dates before it counts; all that is unknown does not count.

One peer's reader of Update Service answers took any reply it did not know for "safe": here only an explicit
"no change" keeps a check standing.
"""

from datetime import date
from typing import NamedTuple

from db.enums import CheckLevel, CheckType
from db.enums_checks import CheckDecision, StatusResult
from desktop.domain.clearance_facts import CheckRecord, Why

SCHEMES = (CheckType.DBS, CheckType.DISCLOSURE_SCOTLAND, CheckType.ACCESS_NI)
"""The checks of a criminal record, one scheme for each law."""
REGULATED = frozenset(
    {
        CheckLevel.ENHANCED_ADULTS_BARRED,
        CheckLevel.ENHANCED_CHILDREN_BARRED,
        CheckLevel.ENHANCED_BOTH_BARRED,
        CheckLevel.LEVEL_2_BARRED,
        CheckLevel.PVG_CHILDREN,
        CheckLevel.PVG_PROTECTED_ADULTS,
        CheckLevel.PVG_BOTH,
        CheckLevel.PVG,
    }
)
"""Levels only regulated activity (in Scotland: a regulated role) is eligible for."""
REFERENCES_ASKED = 2
PAPERS = ("licence_to", "insurance_to", "mot_to", "business_to")
"""Driving papers, each with the last day it holds. The law asks for licence and insurance (Road Traffic Act
1988, sections 87 and 143; Road Traffic (Northern Ireland) Order 1981, articles 3 and 90); a young vehicle has
no MOT, and not every insurer asks for business use."""
PAPERS_ASKED = PAPERS[:2]
_DECISIONS = frozenset(CheckDecision)


class Shortfall(NamedTuple):
    """What a check does not show, with the date that belongs to it."""

    why: Why
    on: date | None = None


def is_regulated(check: str, level: str, *, law: bool) -> bool:
    """Is a task regulated that asks for this check? Law asks for a scheme only there, and no other may."""
    return check in SCHEMES and (law or level in REGULATED)


def is_ruled_out(record: CheckRecord) -> bool:
    """Was it decided, of whatever scheme, that somebody is not for regulated roles?"""
    return record.type in SCHEMES and record.decision == CheckDecision.NOT_FOR_REGULATED


def shortfall(record: CheckRecord, day: date) -> Shortfall | None:
    """Find what a verified record lacks besides level and dates of its own.

    Args:
        record: verified.
        day: of the task.

    Returns:
        None when nothing is lacking.
    """
    if record.decision not in _DECISIONS:
        return Shortfall(Why.NOT_RECOGNISED)
    if record.status_result != StatusResult.NOT_ASKED or record.status_on is not None:
        found = _status(record)
        if found is not None:
            return found
    if record.type == CheckType.REFERENCES:
        return _references(record)
    return _papers(record, day) if record.type == CheckType.DRIVING_PAPERS else None


def papers_end(record: object) -> date | None:
    """The earliest end among driving papers; None where none is dated.

    Args:
        record: anything with the fields of `PAPERS`.
    """
    held = (getattr(record, name) for name in PAPERS)
    return min((one for one in held if isinstance(one, date)), default=None)


def _status(record: CheckRecord) -> Shortfall | None:
    """The Update Service was asked, or something stands where its answer would."""
    if record.status_result == StatusResult.NO_CHANGE:
        return None if isinstance(record.status_on, date) else Shortfall(Why.DATE_MISSING)
    if record.status_result == StatusResult.CHANGED:
        on = record.status_on if isinstance(record.status_on, date) else None
        return Shortfall(Why.CHANGE_REPORTED, on)
    return Shortfall(Why.NOT_RECOGNISED)


def _references(record: CheckRecord) -> Shortfall | None:
    """Both references are in; one taken up before they were counted has no number."""
    count = record.references_in
    if count is None or (type(count) is int and count == REFERENCES_ASKED):
        return None
    return Shortfall(Why.TOO_FEW)


def _papers(record: CheckRecord, day: date) -> Shortfall | None:
    """Licence and insurance are dated, and no paper has ended; the earliest counts."""
    held = {name: getattr(record, name) for name in PAPERS}
    if any(not isinstance(held[name], date) for name in PAPERS_ASKED):
        return Shortfall(Why.PAPERS_MISSING)
    if any(one is not None and not isinstance(one, date) for one in held.values()):
        return Shortfall(Why.DATE_MISSING)
    end = papers_end(record)
    return Shortfall(Why.EXPIRED, end) if end is not None and end < day else None
