"""Street groups as they are rung: ids for a filter, rows for ids, and what they raised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from db.enums import Layer
from db.enums_groups import CheckInOutcome, IssueState
from db.models import (
    Area,
    GroupCheckIn,
    GroupIssue,
    GroupIssueStep,
    Organisation,
    OrganisationArea,
    User,
)
from db.queries.paging import by_keys, fetch, in_order, keys, ordered

_AREAS = (
    select(func.group_concat(Area.name, ", "))
    .join(OrganisationArea, OrganisationArea.area_id == Area.id)
    .where(OrganisationArea.organisation_id == Organisation.id)
    .correlate(Organisation)
    .scalar_subquery()
)
_LAST = aliased(GroupCheckIn)
_LAST_ID = (
    select(GroupCheckIn.id)
    .where(GroupCheckIn.organisation_id == Organisation.id, GroupCheckIn.voided_at.is_(None))
    .order_by(GroupCheckIn.at.desc(), GroupCheckIn.id.desc())
    .limit(1)
    .correlate(Organisation)
    .scalar_subquery()
)
_HEARD = (
    select(func.max(GroupCheckIn.at))
    .where(
        GroupCheckIn.organisation_id == Organisation.id,
        GroupCheckIn.voided_at.is_(None),
        GroupCheckIn.outcome != CheckInOutcome.NO_ANSWER,
    )
    .correlate(Organisation)
    .scalar_subquery()
)
_ISSUES = (
    select(func.count())
    .where(
        GroupIssue.organisation_id == Organisation.id,
        GroupIssue.state != IssueState.CLOSED,
        GroupIssue.voided_at.is_(None),
    )
    .correlate(Organisation)
    .scalar_subquery()
)
_NEVER = date(1, 1, 1)
_DUE = func.coalesce(_LAST.next_on, _NEVER)
_NAME = Organisation.name.collate("NOCASE")
SORTS: dict[str, tuple[Any, ...]] = {
    "due": (_DUE, _NAME),
    "name": (_NAME,),
    "contact": (Organisation.contact_name.collate("NOCASE"),),
    "heard": (_HEARD, _NAME),
    "issues": (_ISSUES, _NAME),
}


class GroupRow(NamedTuple):
    """One line of the worklist.

    Attributes:
        due_on: the day to ring; None for a group never rung.
        last_at: when somebody last rang; None for never.
        heard_at: when they last answered; None for never.
        issues: how many of what they raised are still open.
    """

    id: str
    number: int
    name: str
    contact_name: str
    contact_role: str
    deputy_name: str
    phone: str
    areas: str
    due_on: date | None
    last_at: datetime | None
    last_outcome: CheckInOutcome | None
    last_note: str
    heard_at: datetime | None
    issues: int


class CheckInRow(NamedTuple):
    """One call to a group."""

    id: str
    at: datetime
    by: str
    outcome: CheckInOutcome
    note: str
    next_on: date | None


class IssueRow(NamedTuple):
    """One thing a group raised.

    Attributes:
        owner: who follows it: an account's name, or the name given.
    """

    id: str
    number: int
    organisation_id: str
    group: str
    words: str
    state: IssueState
    owner_id: str | None
    owner: str
    raised_on: date
    chase_on: date
    closed_on: date | None
    outcome: str
    told_on: date | None


class StepRow(NamedTuple):
    """What was done about an issue."""

    issue_id: str
    at: datetime
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class GroupFilter:
    """Which groups to list.

    Attributes:
        among: keys found by a search; None for no search.
        due_by: only those due on this day or before; None for all.
        first_calls: of those never rung, how many are due, the first to be written down; None for all.
        area_id: only those working in this area; empty for all.
        with_issues: only those with something still open.
        voided: the voided ones instead of those in use.
    """

    among: tuple[str, ...] | None = None
    due_by: date | None = None
    first_calls: int | None = None
    area_id: str = ""
    with_issues: bool = False
    voided: bool = False


def ids(session: Session, wanted: GroupFilter, sort: str = "due", descending: bool = False) -> list[str]:
    """Keys of the groups wanted: the longest due first, unless asked otherwise."""
    query = _groups(select(Organisation.id), voided=wanted.voided)
    if wanted.due_by is not None:
        query = query.where(_is_due(wanted))
    if wanted.area_id:
        here = select(OrganisationArea.organisation_id).where(OrganisationArea.area_id == wanted.area_id)
        query = query.where(Organisation.id.in_(here))
    if wanted.with_issues:
        query = query.where(_ISSUES > 0)
    found = ordered(query, SORTS[sort], Organisation.id, descending)
    return keys(session, found, wanted.among, Organisation.id)


def rows(session: Session, wanted: Sequence[str]) -> list[GroupRow]:
    """Lines for keys, in the order of the keys; keys that are gone are left out."""
    return in_order(session, _rows(), wanted, GroupRow)


def counts(session: Session, today: date, midnight: datetime) -> tuple[int, int, int, int, int]:
    """How many groups there are, are due a further call, have something open, and were never rung.

    Args:
        session: a reading session.
        today: the day.
        midnight: when it began.

    Returns:
        The four, and how many were rung for the first time since midnight; one statement.
    """
    earlier = exists().where(
        GroupCheckIn.organisation_id == Organisation.id,
        GroupCheckIn.voided_at.is_(None),
        GroupCheckIn.at < midnight,
    )
    begun = and_(_LAST.id.is_not(None), ~earlier)
    wanted = (_LAST.next_on <= today, _ISSUES > 0, _LAST.id.is_(None), begun)
    sums = [func.coalesce(func.sum(case((one, 1), else_=0)), 0) for one in wanted]
    ((every, due, issues, never, first),) = fetch(session, _groups(select(func.count(), *sums)))
    return every, due, issues, never, first


def answered_since(session: Session, organisation_id: str, moment: datetime) -> CheckInRow | None:
    """The last call since a moment that was answered and needs no other; None where there was none."""
    done = (CheckInOutcome.ALL_WELL, CheckInOutcome.NEEDS_SOMETHING)
    return next(
        (one for one in check_ins(session, organisation_id, 20) if one.at >= moment and one.outcome in done),
        None,
    )


def check_ins(session: Session, organisation_id: str, most: int) -> list[CheckInRow]:
    """The last calls to a group, the newest first."""
    query = (
        select(
            GroupCheckIn.id,
            GroupCheckIn.at,
            User.name,
            GroupCheckIn.outcome,
            GroupCheckIn.note,
            GroupCheckIn.next_on,
        )
        .join(User, User.id == GroupCheckIn.by_id)
        .where(GroupCheckIn.organisation_id == organisation_id, GroupCheckIn.voided_at.is_(None))
        .order_by(GroupCheckIn.at.desc(), GroupCheckIn.id.desc())
        .limit(most)
    )
    return [CheckInRow(*row) for row in fetch(session, query)]


def issues(
    session: Session,
    *,
    organisation_id: str = "",
    issue_id: str = "",
    chase_by: date | None = None,
    still_open: bool = False,
) -> list[IssueRow]:
    """What groups raised: open things first by the day to chase them, then the newest closed.

    Args:
        session: a reading session.
        organisation_id: of this group alone; empty for all.
        issue_id: this one alone; empty for all.
        chase_by: only open ones to be chased by this day.
        still_open: only those not closed.
    """
    query = (
        select(
            GroupIssue.id,
            GroupIssue.number,
            GroupIssue.organisation_id,
            Organisation.name,
            GroupIssue.words,
            GroupIssue.state,
            GroupIssue.owner_id,
            func.coalesce(User.name, GroupIssue.owner_name),
            GroupIssue.raised_on,
            GroupIssue.chase_on,
            GroupIssue.closed_on,
            GroupIssue.outcome,
            GroupIssue.told_on,
        )
        .join(Organisation, Organisation.id == GroupIssue.organisation_id)
        .outerjoin(User, User.id == GroupIssue.owner_id)
        .where(GroupIssue.voided_at.is_(None), Organisation.voided_at.is_(None))
        .order_by(GroupIssue.state == IssueState.CLOSED, GroupIssue.chase_on, GroupIssue.number)
    )
    if organisation_id:
        query = query.where(GroupIssue.organisation_id == organisation_id)
    if issue_id:
        query = query.where(GroupIssue.id == issue_id)
    if chase_by is not None:
        query = query.where(GroupIssue.chase_on <= chase_by)
    if chase_by is not None or still_open:
        query = query.where(GroupIssue.state != IssueState.CLOSED)
    return [IssueRow(*row) for row in fetch(session, query)]


def steps(session: Session, organisation_id: str) -> list[StepRow]:
    """What was done about a group's issues, the oldest first."""
    query = (
        select(GroupIssueStep.issue_id, GroupIssueStep.at, User.name, GroupIssueStep.words)
        .join(User, User.id == GroupIssueStep.by_id)
        .join(GroupIssue, GroupIssue.id == GroupIssueStep.issue_id)
        .where(GroupIssue.organisation_id == organisation_id)
        .order_by(GroupIssueStep.at, GroupIssueStep.id)
    )
    return [StepRow(*row) for row in fetch(session, query)]


def _is_due(wanted: GroupFilter) -> ColumnElement[bool]:
    """Whose day has come, and as many of those never rung as are to be rung first."""
    if wanted.first_calls is None:
        return wanted.due_by >= _DUE
    held = aliased(Organisation)
    rung = exists().where(GroupCheckIn.organisation_id == held.id, GroupCheckIn.voided_at.is_(None))
    first = select(held.id).where(held.layer == Layer.STREET, held.voided_at.is_(None), ~rung)
    first = first.order_by(held.number, held.id).limit(wanted.first_calls)
    return or_(_LAST.next_on <= wanted.due_by, Organisation.id.in_(first))


def _groups(query: Select[*tuple[Any, ...]], *, voided: bool = False) -> Select[*tuple[Any, ...]]:
    gone = Organisation.voided_at
    return (
        query.select_from(Organisation)
        .outerjoin(_LAST, _LAST.id == _LAST_ID)
        .where(Organisation.layer == Layer.STREET, gone.is_not(None) if voided else gone.is_(None))
    )


@cache
def _rows() -> Select[*tuple[Any, ...]]:
    return by_keys(
        select(
            Organisation.id,
            Organisation.number,
            Organisation.name,
            Organisation.contact_name,
            Organisation.contact_role,
            Organisation.deputy_name,
            Organisation.phone,
            func.coalesce(_AREAS, ""),
            _LAST.next_on,
            _LAST.at,
            _LAST.outcome,
            func.coalesce(_LAST.note, ""),
            _HEARD,
            _ISSUES,
        )
        .select_from(Organisation)
        .outerjoin(_LAST, _LAST.id == _LAST_ID),
        Organisation.id,
    )
