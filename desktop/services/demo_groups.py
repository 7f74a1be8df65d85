"""The demonstration's calls to street groups: most were rung this week, some wait, two raised something."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.enums import Layer
from db.enums_groups import CheckInOutcome, IssueState
from db.models import GroupCheckIn, GroupIssue, Organisation
from db.session import UnitOfWork

if TYPE_CHECKING:
    from desktop.services.demo import Cast

_Out = CheckInOutcome
_RUNG = (
    (7, _Out.ALL_WELL, "Eight of them now. Shopping for eleven doors."),
    (9, _Out.NO_ANSWER, ""),
    (2, _Out.NEEDS_SOMETHING, "Two volunteers are off with colds."),
    (1, _Out.ALL_WELL, ""),
    (8, _Out.CALL_BACK, "At work until five."),
    (5, _Out.ALL_WELL, "Glad of the leaflets."),
)
"""How many days ago, what came of it, what was said."""
_RAISED = ("Gloves and a second trolley", "Who insures the driver when it is his own car?")


def write_groups(work: UnitOfWork, cast: "Cast", user_id: str) -> None:
    """Write a call or none for each group, and what two of them raised.

    Args:
        work: the unit of work.
        cast: what the parts share.
        user_id: who rang.
    """
    streets = select(Organisation.id).where(Organisation.layer == Layer.STREET).order_by(Organisation.number)
    groups = list(work.session.scalars(streets))
    rows: list[dict[str, Any]] = []
    # Every seventh group was never rung.
    for place, group in enumerate(one for number, one in enumerate(groups) if number % 7 != 6):
        ago, outcome, note = _RUNG[place % len(_RUNG)]
        day = cast.today - timedelta(days=ago)
        wait = 1 if outcome is _Out.NO_ANSWER else 7
        rows.append(
            {
                "organisation_id": group,
                "by_id": user_id,
                "at": datetime.combine(day, time(10, 15)).astimezone(),
                "outcome": outcome,
                "note": note,
                "next_on": day + timedelta(days=wait),
            }
        )
    work.insert_many(GroupCheckIn, rows)
    _write_issues(work, cast, user_id, groups)


def _write_issues(work: UnitOfWork, cast: "Cast", user_id: str, groups: list[str]) -> None:
    raised = list(zip(groups, _RAISED, strict=False))
    if not raised:
        return
    first = work.next_number("group_issue", len(raised))
    issues = [
        {
            "number": first + place,
            "organisation_id": group,
            "words": words,
            "state": IssueState.OPEN,
            "owner_id": user_id,
            "raised_on": cast.today - timedelta(days=2),
            "chase_on": cast.today + timedelta(days=place),
        }
        for place, (group, words) in enumerate(raised)
    ]
    work.insert_many(GroupIssue, issues)
