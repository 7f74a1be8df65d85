"""What could be past its time: for each kind of record its last day, and what is open about it.

A few statements for each kind, over whole tables; nothing here decides what goes.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from db.enums import RequestStatus, TaskStatus, VolunteerStatus
from db.enums_formalities import FormalityState
from db.enums_groups import IssueState
from db.enums_protection import ComplaintState, RetentionType, RightKind, RightState, ShareDecision
from db.enums_referrals import ReferralStatus
from db.models import (
    Change,
    Complaint,
    ConcernHold,
    Consent,
    ContactAttempt,
    ErasedRow,
    Formality,
    GroupCheckIn,
    GroupIssue,
    GroupIssueStep,
    HandoverNotice,
    Household,
    NoticeGiven,
    Offer,
    Person,
    Referral,
    Request,
    RetentionHold,
    RightsRequest,
    ShareRequest,
    ShiftNote,
    Task,
    Volunteer,
    VolunteerStep,
)
from db.queries.paging import fetch

_CLOSED = (RequestStatus.DONE, RequestStatus.CANCELLED)
_TO_COME = (TaskStatus.PLANNED, TaskStatus.OUT)
_ENDED = (
    ReferralStatus.COMPLETED,
    ReferralStatus.DECLINED,
    ReferralStatus.RETURNED,
    ReferralStatus.WITHDRAWN,
)
_HELD_BACK = (VolunteerStatus.ON_HOLD, VolunteerStatus.SUSPENDED)
_NEW = (VolunteerStatus.APPLIED, VolunteerStatus.CONTACTED)
_ERASED = select(ErasedRow.row_id)


class Aged(NamedTuple):
    """A record with its age; see `desktop.domain.retention.Candidate`."""

    id: str
    table: str
    last: date
    held: bool
    is_open: bool
    whose: str


class Days:
    """The last day of each of many records."""

    def __init__(self) -> None:
        self.last: dict[str, date] = {}

    def read(self, session: Session, query: Select[*tuple[Any, ...]]) -> None:
        """Take in a query of keys, each with moments and days."""
        for key, *whens in fetch(session, query):
            for one in whens:
                if key and one is not None:
                    day = one.astimezone().date() if isinstance(one, datetime) else one
                    self.last[key] = max(self.last.get(key, day), day)


def roots(session: Session) -> dict[str, str]:
    """Who each person's record was merged into in the end, themselves where it was not."""
    into = dict(fetch(session, select(Person.id, Person.merged_into_id)))

    def root(key: str) -> str:
        seen = {key}
        while (after := into.get(key)) and after not in seen:
            seen.add(key := after)
        return key

    return {key: root(key) for key in into}


_LIMIT_STANDS = and_(
    RightsRequest.kind.in_((RightKind.RESTRICTION, RightKind.OBJECTION)),
    RightsRequest.state != RightState.REFUSED,
    RightsRequest.lifted_on.is_(None),
    RightsRequest.voided_at.is_(None),
)
"""A restriction or an objection that keeps somebody's data in the hub; see `desktop.domain.limits`."""


def kept_back() -> Select[str]:
    """A query of the people whose records the lead keeps back."""
    stands = (RetentionHold.ended_at.is_(None), RetentionHold.voided_at.is_(None))
    return select(RetentionHold.person_id).where(*stands)


def held_people(session: Session, root: dict[str, str]) -> frozenset[str]:
    """People held back: by the lead, or as volunteers, by hand or by a concern; merged records alike.

    So is whoever asked to restrict the use of their data: it is kept, and nothing else is done with it.
    """
    lead = kept_back()
    by_hand = select(Volunteer.person_id).where(Volunteer.status.in_(_HELD_BACK))
    concern = (
        select(Volunteer.person_id)
        .join(ConcernHold, ConcernHold.volunteer_id == Volunteer.id)
        .where(ConcernHold.ended_at.is_(None))
    )
    restricted = select(RightsRequest.person_id).where(
        _LIMIT_STANDS, RightsRequest.kind == RightKind.RESTRICTION
    )
    queries = (lead, by_hand, concern, restricted)
    return frozenset(root[row[0]] for query in queries for row in fetch(session, query))


def _keys(session: Session, *queries: Select[*tuple[Any, ...]]) -> frozenset[str]:
    return frozenset(row[0] for query in queries for row in fetch(session, query) if row[0])


_STILL_ASKED = and_(Request.voided_at.is_(None), Request.closed_at.is_(None), Request.status.not_in(_CLOSED))
_TASK_AHEAD = and_(Task.voided_at.is_(None), Task.status.in_(_TO_COME))
_UNDER_WAY = and_(Referral.voided_at.is_(None), Referral.status.not_in(_ENDED))


def people(session: Session, leaving: frozenset[str] = frozenset()) -> list[Aged]:
    """Everybody, with the last day anything happened with them; merged records count as one.

    Whoever is or was a volunteer is open until their profile goes by its own rule. Of households taken out of
    use the address goes alike.

    Args:
        session: to read with.
        leaving: keys of profiles that go as well.
    """
    root, days = roots(session), Days()
    days.read(
        session,
        select(Person.id, Person.created_at, Person.voided_at, Person.seen_on).where(
            Person.id.not_in(_ERASED)
        ),
    )
    known = frozenset(days.last)
    of_request = select(Request.person_id, func.max(Task.on_date)).join(Task, Task.request_id == Request.id)
    tried = select(Request.person_id, func.max(ContactAttempt.at))
    tried = tried.join(ContactAttempt, ContactAttempt.request_id == Request.id)
    for column, *whens in (
        (Request.person_id, Request.taken_at, Request.closed_at, Request.voided_at),
        (ContactAttempt.person_id, ContactAttempt.at, ContactAttempt.next_on),
        (Consent.person_id, Consent.given_at, Consent.withdrawn_at),
        (NoticeGiven.person_id, NoticeGiven.at),
        (HandoverNotice.person_id, HandoverNotice.at),
        (Referral.person_id, Referral.taken_at, Referral.closed_at),
        (RightsRequest.person_id, RightsRequest.received_on, RightsRequest.closed_on),
        (Complaint.person_id, Complaint.received_on, Complaint.answered_on),
        (ShareRequest.person_id, ShareRequest.received_on, ShareRequest.decided_on),
    ):
        days.read(session, select(column, *map(func.max, whens)).group_by(column))
    days.read(session, of_request.group_by(Request.person_id))
    days.read(session, tried.group_by(Request.person_id))
    is_open = _keys(
        session,
        select(Request.person_id).where(_STILL_ASKED),
        select(Request.person_id).join(Task, Task.request_id == Request.id).where(_TASK_AHEAD),
        select(Referral.person_id).where(_UNDER_WAY),
        select(RightsRequest.person_id).where(RightsRequest.state == RightState.OPEN),
        select(Complaint.person_id).where(Complaint.state != ComplaintState.CLOSED),
        select(ShareRequest.person_id).where(ShareRequest.decision == ShareDecision.WAITING),
    ) | _with_profile(session, leaving)
    held, last = held_people(session, root), dict[str, date]()
    for key in known:
        last[root[key]] = max(last.get(root[key], days.last[key]), days.last[key])
    opened = {root[key] for key in is_open}
    found = [Aged(key, "person", day, key in held, key in opened, key) for key, day in last.items()]
    return [*found, *_empty_homes(session)]


def _with_profile(session: Session, leaving: frozenset[str]) -> frozenset[str]:
    query = select(Volunteer.id, Volunteer.person_id).where(Volunteer.id.not_in(_ERASED))
    return frozenset(person for key, person in fetch(session, query) if key not in leaving)


def _empty_homes(session: Session) -> list[Aged]:
    lived_in = select(Person.household_id).where(Person.household_id.is_not(None))
    mine = (Household.id.not_in(_ERASED), Household.id.not_in(lived_in), Household.voided_at.is_not(None))
    days = Days()
    days.read(session, select(Household.id, Household.created_at, Household.voided_at).where(*mine))
    return [Aged(key, "household", day, False, False, "") for key, day in days.last.items()]


def requests(session: Session) -> list[Aged]:
    """Every request, with the last day anything happened with it."""
    root, days = roots(session), Days()
    held, whose = held_people(session, root), dict(fetch(session, select(Request.id, Request.person_id)))
    days.read(session, select(Request.id, Request.taken_at, Request.closed_at, Request.voided_at))
    for query in (
        select(Task.request_id, func.max(Task.on_date)).group_by(Task.request_id),
        select(Referral.request_id, func.max(Referral.taken_at), func.max(Referral.closed_at)).group_by(
            Referral.request_id
        ),
        select(ContactAttempt.request_id, func.max(ContactAttempt.at))
        .where(ContactAttempt.person_id.is_(None))
        .group_by(ContactAttempt.request_id),
    ):
        days.read(session, query)
    is_open = _keys(
        session,
        select(Request.id).where(_STILL_ASKED),
        select(Task.request_id)
        .join(Request, Request.id == Task.request_id)
        .where(_TASK_AHEAD, Request.voided_at.is_(None)),
        select(Referral.request_id).where(_UNDER_WAY),
    )
    return [
        Aged(key, "request", days.last[key], root[person] in held, key in is_open, root[person])
        for key, person in whose.items()
    ]


def contacts(session: Session) -> list[Aged]:
    """Every contact tried; one that is to be tried again is open until then."""
    root = roots(session)
    held = held_people(session, root)
    whose = func.coalesce(ContactAttempt.person_id, Request.person_id)
    query = select(ContactAttempt.id, ContactAttempt.at, ContactAttempt.next_on, whose).outerjoin(
        Request, Request.id == ContactAttempt.request_id
    )
    found = []
    for key, at, again, person in fetch(session, query):
        day = at.astimezone().date()
        who = root.get(person, "")
        found.append(Aged(key, "contact_attempt", max(day, again or day), who in held, False, who))
    return found


def _profiles(session: Session, wanted: Callable[[VolunteerStatus, bool], bool]) -> list[Aged]:
    root, days = roots(session), Days()
    held = held_people(session, root)
    columns = select(Volunteer.id, Volunteer.person_id, Volunteer.status, Volunteer.voided_at)
    rows = [
        row
        for row in fetch(session, columns.where(Volunteer.id.not_in(_ERASED)))
        if wanted(row[2], bool(row[3]))
    ]
    days.read(session, select(Volunteer.id, Volunteer.created_at, Volunteer.joined_on, Volunteer.voided_at))
    moved = (Change.entity == "volunteer", Change.field == "status")
    for query in (
        select(Change.row_id, func.max(Change.at)).where(*moved).group_by(Change.row_id),
        select(Task.volunteer_id, func.max(Task.on_date)).group_by(Task.volunteer_id),
        select(Task.second_volunteer_id, func.max(Task.on_date)).group_by(Task.second_volunteer_id),
        select(Offer.volunteer_id, func.max(Offer.asked_at)).group_by(Offer.volunteer_id),
        select(VolunteerStep.volunteer_id, func.max(VolunteerStep.on_date)).group_by(
            VolunteerStep.volunteer_id
        ),
        select(Formality.volunteer_id, func.max(Formality.asked_on), func.max(Formality.closed_on)).group_by(
            Formality.volunteer_id
        ),
        select(Volunteer.id, Person.seen_on).join(Person, Person.id == Volunteer.person_id),
        select(Volunteer.id, func.max(ContactAttempt.at))
        .join(ContactAttempt, ContactAttempt.person_id == Volunteer.person_id)
        .group_by(Volunteer.id),
    ):
        days.read(session, query)
    asked = (FormalityState.ASKED, FormalityState.TAKEN_ON, FormalityState.ARRANGED)
    is_open = _keys(
        session,
        select(Task.volunteer_id).where(_TASK_AHEAD),
        select(Task.second_volunteer_id).where(_TASK_AHEAD),
        select(Formality.volunteer_id).where(Formality.voided_at.is_(None), Formality.state.in_(asked)),
    )
    return [
        Aged(key, "volunteer", days.last[key], root[person] in held, key in is_open, root[person])
        for key, person, _status, _voided in rows
    ]


def volunteers(session: Session) -> list[Aged]:
    """Volunteers who left, or were taken out of use, since the day they did or did anything last."""
    return _profiles(session, lambda status, voided: voided or status is VolunteerStatus.LEFT)


def applicants(session: Session) -> list[Aged]:
    """Sign-ups that never became more, since the last word with them."""
    return _profiles(session, lambda status, voided: not voided and status in _NEW)


def shift_notes(session: Session) -> list[Aged]:
    """Every shift note."""
    return _plain(session, select(ShiftNote.id, ShiftNote.at), "shift_note")


def group_notes(session: Session) -> list[Aged]:
    """Check-ins with street groups and what they raised; an issue with its last step."""
    days = Days()
    days.read(session, select(GroupIssue.id, GroupIssue.raised_on, GroupIssue.closed_on, GroupIssue.told_on))
    steps = select(GroupIssueStep.issue_id, func.max(GroupIssueStep.at))
    days.read(session, steps.group_by(GroupIssueStep.issue_id))
    is_open = _keys(
        session,
        select(GroupIssue.id).where(GroupIssue.state != IssueState.CLOSED, GroupIssue.voided_at.is_(None)),
    )
    calls = _plain(session, select(GroupCheckIn.id, GroupCheckIn.at), "group_check_in")
    return [
        *calls,
        *(Aged(key, "group_issue", day, False, key in is_open, "") for key, day in days.last.items()),
    ]


def answered(session: Session) -> list[Aged]:
    """What people asked by right and complained of; open until it is answered, and while it binds the hub."""
    root = roots(session)
    held = held_people(session, root)
    rights: Any = select(
        RightsRequest.id,
        RightsRequest.person_id,
        func.coalesce(RightsRequest.lifted_on, RightsRequest.closed_on, RightsRequest.received_on),
        or_(and_(RightsRequest.state == RightState.OPEN, RightsRequest.voided_at.is_(None)), _LIMIT_STANDS),
    )
    said: Any = select(
        Complaint.id,
        Complaint.person_id,
        func.coalesce(Complaint.answered_on, Complaint.received_on),
        and_(Complaint.state != ComplaintState.CLOSED, Complaint.voided_at.is_(None)),
    )
    return [
        Aged(key, table, day, root.get(person, "") in held, bool(is_open), root.get(person, ""))
        for table, query in (("rights_request", rights), ("complaint", said))
        for key, person, day, is_open in fetch(session, query)
    ]


def _plain(session: Session, query: Select[*tuple[Any, ...]], table: str) -> list[Aged]:
    days = Days()
    days.read(session, query)
    return [Aged(key, table, day, False, False, "") for key, day in days.last.items()]


READERS: dict[RetentionType, Callable[[Session], list[Aged]]] = {
    RetentionType.PEOPLE: people,
    RetentionType.VOLUNTEERS: volunteers,
    RetentionType.APPLICANTS: applicants,
    RetentionType.REQUESTS: requests,
    RetentionType.CONTACTS: contacts,
    RetentionType.SHIFT_NOTES: shift_notes,
    RetentionType.GROUP_NOTES: group_notes,
    RetentionType.ANSWERED: answered,
}
"""How each kind is read, in the order they go; half-typed work lies in a file of its own."""
