"""What is asked of records as they go: what else there is of their people, and when they were heard of."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.models import (
    Complaint,
    Consent,
    ContactAttempt,
    GroupIssueStep,
    HandoverNotice,
    NeighbourOffer,
    NoticeGiven,
    Person,
    Referral,
    Request,
    RightsRequest,
    ShareRequest,
    Task,
    Volunteer,
)
from db.queries.paging import fetch
from db.queries.retention_ages import Days


def known_besides(session: Session, person_ids: Iterable[str]) -> frozenset[str]:
    """Of some people, those known for more than volunteering, or heard of since they did.

    They asked, were passed on, complained, agreed to something, or were told or merged.

    Args:
        session: to read with.
        person_ids: who.
    """
    wanted, found = list(person_ids), set[str]()
    for model in (
        Request,
        Referral,
        RightsRequest,
        Complaint,
        ShareRequest,
        HandoverNotice,
        NoticeGiven,
        Consent,
    ):
        column: Any = model.person_id
        found |= {row[0] for row in fetch(session, select(column).where(column.in_(wanted)))}
    merged = select(Person.merged_into_id).where(Person.merged_into_id.in_(wanted))
    return frozenset(found | {row[0] for row in fetch(session, merged)})


def steps_of(session: Session, issue_ids: Iterable[str]) -> tuple[str, ...]:
    """Steps of some issues of groups."""
    query = select(GroupIssueStep.id).where(GroupIssueStep.issue_id.in_(list(issue_ids)))
    return tuple(row[0] for row in fetch(session, query))


def last_heard(session: Session, table: str, row_ids: Iterable[str]) -> dict[str, date]:
    """Of people whose requests, or contacts tried, are about to go: the last of those days.

    Args:
        session: to read with.
        table: ``request`` or ``contact_attempt``.
        row_ids: keys of what goes, a few hundred at the most.
    """
    days, ids = Days(), list(row_ids)
    query: Select[*tuple[Any, ...]]
    if table == "contact_attempt":
        query = select(ContactAttempt.person_id, ContactAttempt.at).where(ContactAttempt.id.in_(ids))
        asked = select(Request.person_id, ContactAttempt.at, ContactAttempt.next_on)
        asked = asked.join(ContactAttempt, ContactAttempt.request_id == Request.id)
        days.read(session, asked.where(ContactAttempt.id.in_(ids)))
    else:
        query = select(Request.person_id, Request.taken_at, Request.closed_at).where(Request.id.in_(ids))
        tasks = select(Request.person_id, Task.on_date).join(Task, Task.request_id == Request.id)
        days.read(session, tasks.where(Request.id.in_(ids)))
        passed = select(Request.person_id, Referral.taken_at, Referral.closed_at)
        passed = passed.join(Referral, Referral.request_id == Request.id)
        days.read(session, passed.where(Request.id.in_(ids)))
    days.read(session, query)
    return days.last


def keep_seen(session: Session, heard: dict[str, date]) -> None:
    """Remember when people were last heard of, though the records that told go."""
    for one in session.scalars(select(Person).where(Person.id.in_(list(heard)))):
        one.seen_on = max(one.seen_on or heard[one.id], heard[one.id])


def told_of(session: Session, table: str, row_ids: Iterable[str]) -> dict[str, tuple[int, str, str]]:
    """Records as whoever lets go of them reads them: number, first and last name of whom they are about.

    Args:
        session: to read with.
        table: of the records; notes and half-typed work have neither number nor name.
        row_ids: keys, a few hundred at the most.
    """
    ids = list(row_ids)
    names = (Person.first_name, Person.last_name)
    query: Select[*tuple[Any, ...]]
    if table == "person":
        query = select(Person.id, Person.number, *names).where(Person.id.in_(ids))
    elif table == "contact_attempt":
        query = select(ContactAttempt.id, Person.number, *names)
        query = query.join(Person, Person.id == ContactAttempt.person_id).where(ContactAttempt.id.in_(ids))
    elif (model := _NUMBERED.get(table)) is not None:
        query = select(model.id, model.number, *names).outerjoin(Person, Person.id == model.person_id)
        query = query.where(model.id.in_(ids))
    else:
        return {}
    return {row[0]: (row[1] or 0, row[2] or "", row[3] or "") for row in fetch(session, query)}


_NUMBERED: dict[str, Any] = {
    "request": Request,
    "volunteer": Volunteer,
    "rights_request": RightsRequest,
    "complaint": Complaint,
    "neighbour_offer": NeighbourOffer,
}
