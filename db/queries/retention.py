"""What could be past its time: records nothing happened with since a day, and what is open about them.

A few statements for each kind; nothing here decides what goes.
"""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from db.enums import RequestStatus, TaskStatus, VolunteerStatus
from db.enums_formalities import FormalityState
from db.enums_groups import IssueState
from db.enums_protection import ComplaintState, RightKind, RightState, ShareDecision
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
    Placement,
    RecallCall,
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
from db.queries.paging import by_keys, fetch, given
from db.queries.retention_ages import Trace, among, is_before, last_days, oldest, untouched

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


class Roots(dict[str, str]):
    """Who each merged person's record was merged into in the end; anybody else stands for themselves."""

    def __missing__(self, key: str) -> str:
        """Themselves."""
        return key


def roots(session: Session) -> Roots:
    """Read who was merged into whom."""
    merged = select(Person.id, Person.merged_into_id).where(Person.merged_into_id.is_not(None))
    into = dict(fetch(session, merged))

    def root(key: str) -> str:
        seen = {key}
        while (after := into.get(key)) and after not in seen:
            seen.add(key := after)
        return key

    return Roots({key: root(key) for key in into})


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


def held_people(session: Session, root: Roots) -> frozenset[str]:
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


_STILL_ASKED = and_(Request.voided_at.is_(None), Request.closed_at.is_(None), Request.status.not_in(_CLOSED))
_TASK_AHEAD = and_(Task.voided_at.is_(None), Task.status.in_(_TO_COME))
_UNDER_WAY = and_(Referral.voided_at.is_(None), Referral.status.not_in(_ENDED))
_WITH_TASK = (Task, Task.request_id == Request.id)
_PERSON = Trace(
    Person.id, (Person.created_at, Person.voided_at, Person.seen_on), where=(Person.id.not_in(_ERASED),)
)
_WITH_PERSON = (
    Trace(Request.person_id, (Request.taken_at, Request.closed_at, Request.voided_at)),
    Trace(Request.person_id, (Task.on_date,), _WITH_TASK),
    Trace(ContactAttempt.person_id, (ContactAttempt.at, ContactAttempt.next_on)),
    Trace(Request.person_id, (ContactAttempt.at,), (ContactAttempt, ContactAttempt.request_id == Request.id)),
    Trace(Consent.person_id, (Consent.given_at, Consent.withdrawn_at)),
    Trace(NoticeGiven.person_id, (NoticeGiven.at,)),
    Trace(HandoverNotice.person_id, (HandoverNotice.at,)),
    Trace(Referral.person_id, (Referral.taken_at, Referral.closed_at)),
    Trace(RightsRequest.person_id, (RightsRequest.received_on, RightsRequest.closed_on)),
    Trace(Complaint.person_id, (Complaint.received_on, Complaint.answered_on)),
    Trace(ShareRequest.person_id, (ShareRequest.received_on, ShareRequest.decided_on)),
)
_PERSON_OPEN = (
    (Request.person_id, select(Request.person_id).where(_STILL_ASKED)),
    (
        Request.person_id,
        select(Request.person_id).join(Task, Task.request_id == Request.id).where(_TASK_AHEAD),
    ),
    (Referral.person_id, select(Referral.person_id).where(_UNDER_WAY)),
    (RightsRequest.person_id, select(RightsRequest.person_id).where(RightsRequest.state == RightState.OPEN)),
    (Complaint.person_id, select(Complaint.person_id).where(Complaint.state != ComplaintState.CLOSED)),
    (
        ShareRequest.person_id,
        select(ShareRequest.person_id).where(ShareRequest.decision == ShareDecision.WAITING),
    ),
)


def people(session: Session, edge: date, leaving: frozenset[str] = frozenset()) -> list[Aged]:
    """Everybody with whom nothing happened since a day; merged records count as one.

    Whoever is or was a volunteer is open until their profile goes by its own rule. Of households taken out of
    use the address goes alike.

    Args:
        session: to read with.
        edge: the day.
        leaving: keys of profiles that go as well.
    """
    root = roots(session)
    keys = _whole_groups(session, oldest(session, edge, _PERSON), root)
    keys = untouched(session, edge, keys, _WITH_PERSON, root.__getitem__)
    last = last_days(session, keys, (_PERSON, *_WITH_PERSON), root.__getitem__)
    is_open = {one for column, query in _PERSON_OPEN for one in among(session, keys, query, column)}
    profiles = select(Volunteer.person_id).where(Volunteer.id.not_in(_ERASED), Volunteer.id.not_in(leaving))
    is_open |= among(session, keys, profiles, Volunteer.person_id)
    held, opened = held_people(session, root), {root[key] for key in is_open}
    found = [Aged(key, "person", day, key in held, key in opened, key) for key, day in last.items()]
    return [*found, *_empty_homes(session, edge)]


def _whole_groups(session: Session, old: list[str], root: Roots) -> list[str]:
    """Leave out old records that were merged with one that is younger."""
    together = sorted({*root, *root.values()})
    known = among(session, together, select(Person.id).where(Person.id.not_in(_ERASED)), Person.id)
    young = {root[key] for key in known - set(old)}
    return [key for key in old if root[key] not in young]


def _empty_homes(session: Session, edge: date) -> list[Aged]:
    lived_in = select(Person.household_id).where(Person.household_id.is_not(None))
    mine = (Household.id.not_in(_ERASED), Household.id.not_in(lived_in), Household.voided_at.is_not(None))
    home = Trace(Household.id, (Household.created_at, Household.voided_at), where=mine)
    last = last_days(session, oldest(session, edge, home), (home,))
    return [Aged(key, "household", day, False, False, "") for key, day in last.items()]


_REQUEST = Trace(Request.id, (Request.taken_at, Request.closed_at, Request.voided_at))
_WITH_REQUEST = (
    Trace(Task.request_id, (Task.on_date,)),
    Trace(Referral.request_id, (Referral.taken_at, Referral.closed_at)),
    Trace(ContactAttempt.request_id, (ContactAttempt.at,), where=(ContactAttempt.person_id.is_(None),)),
)
_REQUEST_OPEN = (
    (Request.id, select(Request.id).where(_STILL_ASKED)),
    (
        Task.request_id,
        select(Task.request_id).join(Request).where(_TASK_AHEAD, Request.voided_at.is_(None)),
    ),
    (Referral.request_id, select(Referral.request_id).where(_UNDER_WAY)),
)


def requests(session: Session, edge: date) -> list[Aged]:
    """Every request with which nothing happened since a day."""
    root = roots(session)
    keys = untouched(session, edge, oldest(session, edge, _REQUEST), _WITH_REQUEST)
    last = last_days(session, keys, (_REQUEST, *_WITH_REQUEST))
    is_open = {one for column, query in _REQUEST_OPEN for one in among(session, keys, query, column)}
    held = held_people(session, root)
    asked = by_keys(select(Request.id, Request.person_id), Request.id)
    return [
        Aged(key, "request", last[key], root[person] in held, key in is_open, root[person])
        for key, person in fetch(session, asked, given(keys))
    ]


def contacts(session: Session, edge: date) -> list[Aged]:
    """Every contact tried before a day; one that is to be tried again is open until then."""
    root = roots(session)
    held = held_people(session, root)
    whose = func.coalesce(ContactAttempt.person_id, Request.person_id)
    query = select(ContactAttempt.id, ContactAttempt.at, ContactAttempt.next_on, whose)
    query = query.outerjoin(Request, Request.id == ContactAttempt.request_id)
    query = query.where(is_before(ContactAttempt.at, edge), is_before(ContactAttempt.next_on, edge))
    found = []
    for key, at, again, person in fetch(session, query):
        day, who = at.astimezone().date(), root[person] if person else ""
        found.append(Aged(key, "contact_attempt", max(day, again or day), who in held, False, who))
    return found


_MOVED = (Change.entity == "volunteer", Change.field == "status")
_CALLED = (ContactAttempt, ContactAttempt.person_id == Volunteer.person_id)
_WITH_PROFILE = (
    Trace(Change.row_id, (Change.at,), where=_MOVED),
    Trace(Task.volunteer_id, (Task.on_date,)),
    Trace(Task.second_volunteer_id, (Task.on_date,)),
    Trace(Offer.volunteer_id, (Offer.asked_at,)),
    Trace(VolunteerStep.volunteer_id, (VolunteerStep.on_date,)),
    Trace(Placement.volunteer_id, (Placement.last_day, Placement.returned_on)),
    Trace(RecallCall.volunteer_id, (RecallCall.on_date, RecallCall.next_on)),
    Trace(Formality.volunteer_id, (Formality.asked_on, Formality.closed_on)),
    Trace(Volunteer.id, (Person.seen_on,), (Person, Person.id == Volunteer.person_id)),
    Trace(
        Volunteer.id, (ContactAttempt.at,), (ContactAttempt, ContactAttempt.person_id == Volunteer.person_id)
    ),
)
_ASKED = (FormalityState.ASKED, FormalityState.TAKEN_ON, FormalityState.ARRANGED)
_PROFILE_OPEN = (
    (Task.volunteer_id, select(Task.volunteer_id).where(_TASK_AHEAD)),
    (Task.second_volunteer_id, select(Task.second_volunteer_id).where(_TASK_AHEAD)),
    (
        Formality.volunteer_id,
        select(Formality.volunteer_id).where(Formality.voided_at.is_(None), Formality.state.in_(_ASKED)),
    ),
)


def _profiles(session: Session, edge: date, wanted: ColumnElement[bool]) -> list[Aged]:
    whens = (Volunteer.created_at, Volunteer.joined_on, Volunteer.voided_at)
    profile = Trace(Volunteer.id, whens, where=(Volunteer.id.not_in(_ERASED), wanted))
    keys = untouched(session, edge, oldest(session, edge, profile), _WITH_PROFILE)
    last = last_days(session, keys, (profile, *_WITH_PROFILE))
    is_open = {one for column, query in _PROFILE_OPEN for one in among(session, keys, query, column)}
    root = roots(session)
    held = held_people(session, root)
    whose = by_keys(select(Volunteer.id, Volunteer.person_id), Volunteer.id)
    return [
        Aged(key, "volunteer", last[key], root[person] in held, key in is_open, root[person])
        for key, person in fetch(session, whose, given(keys))
    ]


def volunteers(session: Session, edge: date) -> list[Aged]:
    """Volunteers who left, or were taken out of use, and did nothing since a day."""
    return _profiles(
        session, edge, or_(Volunteer.voided_at.is_not(None), Volunteer.status == VolunteerStatus.LEFT)
    )


def applicants(session: Session, edge: date) -> list[Aged]:
    """Sign-ups that never became more, without a word since a day."""
    return _profiles(session, edge, and_(Volunteer.voided_at.is_(None), Volunteer.status.in_(_NEW)))


def shift_notes(session: Session, edge: date) -> list[Aged]:
    """Every shift note from before a day."""
    return _plain(session, edge, Trace(ShiftNote.id, (ShiftNote.at,)), "shift_note")


_ISSUE = Trace(GroupIssue.id, (GroupIssue.raised_on, GroupIssue.closed_on, GroupIssue.told_on))
_WITH_ISSUE = (Trace(GroupIssueStep.issue_id, (GroupIssueStep.at,)),)


def group_notes(session: Session, edge: date) -> list[Aged]:
    """Check-ins with street groups before a day, and what they raised; an issue with its last step."""
    keys = untouched(session, edge, oldest(session, edge, _ISSUE), _WITH_ISSUE)
    last = last_days(session, keys, (_ISSUE, *_WITH_ISSUE))
    open_ones = select(GroupIssue.id).where(
        GroupIssue.state != IssueState.CLOSED, GroupIssue.voided_at.is_(None)
    )
    is_open = among(session, keys, open_ones, GroupIssue.id)
    calls = _plain(session, edge, Trace(GroupCheckIn.id, (GroupCheckIn.at,)), "group_check_in")
    return [*calls, *(Aged(key, "group_issue", day, False, key in is_open, "") for key, day in last.items())]


def answered(session: Session, edge: date) -> list[Aged]:
    """What people asked by right and complained of, answered before a day.

    It is open until it is answered, and while it binds the hub.
    """
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
    found = []
    for table, query in (("rights_request", rights), ("complaint", said)):
        for key, person, day, is_open in fetch(session, query):
            who = root[person] if person else ""
            if day < edge:
                found.append(Aged(key, table, day, who in held, bool(is_open), who))
    return found


def _plain(session: Session, edge: date, trace: Trace, table: str) -> list[Aged]:
    last = last_days(session, oldest(session, edge, trace), (trace,))
    return [Aged(key, table, day, False, False, "") for key, day in last.items()]
