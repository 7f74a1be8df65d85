"""Requests for help: taken with almost nothing, moved along, closed, and the tasks they become."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from db import search
from db.enums import Answer, Channel, CloseReason, RequestStatus, TaskStatus, Urgency
from db.enums_referrals import Otherwise
from db.enums_repeats import HolidayRule
from db.models import NeedType, Person, Request, User
from db.queries import incidents
from db.queries import requests as query
from db.queries.requests import RequestFilter, RequestRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.lifecycle import check_request_move
from desktop.domain.names import nicknames
from desktop.domain.references import Kind, parse
from desktop.services import request_tasks
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.ladder_rows import write_otherwise
from desktop.services.needs import PRIVATE_ICON, PRIVATE_LABEL, sees_private
from desktop.services.people import display_name
from desktop.services.records import get, set_fields, tidied, void
from desktop.services.request_tasks import make_tasks
from desktop.services.task_outcomes import settle_cover

CLOSES_AS = {
    CloseReason.REFERRED_ON: RequestStatus.PASSED_ON,
    CloseReason.MET: RequestStatus.DONE,
    CloseReason.PARTLY_MET: RequestStatus.DONE,
}


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """A request as typed; see `db.models.Request` for what each field means."""

    person_id: str
    need_code: str
    urgency: Urgency | None = None
    due_on: date | None = None
    not_before: time | None = None
    due_time: time | None = None
    source: Channel = Channel.PHONE
    words: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    items: str = ""
    collects: bool = False
    because_of: Answer = Answer.NOT_ASKED
    recurrence: str = ""
    starts_on: date | None = None
    holidays: HolidayRule = HolidayRule.AS_USUAL
    caller_name: str = ""
    caller_relationship: str = ""
    caller_phone: str = ""
    caller_knows: Answer = Answer.NOT_ASKED
    before_they_go: dict[str, Any] = field(default_factory=dict)
    waiting_on: str = ""
    follows_id: str | None = None
    source_reference: str = ""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task of a request."""

    id: str
    on_date: date
    starts_at: time | None
    status: TaskStatus
    volunteer_id: str | None
    outcome: str


@dataclass(frozen=True, slots=True)
class RequestDetail:
    """One request with its tasks.

    Attributes:
        taken_by: the name of the account that took it.
        is_hidden: its need is private, and not named to whoever asks.
    """

    id: str
    number: int
    need: str
    icon: str
    is_private: bool
    person: str
    status: RequestStatus
    taken_at: datetime
    close_reason: CloseReason | None
    close_note: str
    draft: RequestDraft
    tasks: tuple[TaskLine, ...]
    taken_by: str = ""
    is_hidden: bool = False


OWN_FIELDS = tuple(
    name for name in RequestDraft.__slots__ if name not in ("need_code", "urgency", "due_on", "person_id")
)
DUE_IN_DAYS = {Urgency.TODAY: 0, Urgency.TOMORROW: 1, Urgency.THIS_WEEK: 6, Urgency.NO_RUSH: 27}
"""When help is due for each urgency where no date was said; the hub's habit, not a rule."""


class Requests(Service):
    """Verbs on requests."""

    @verb("request.see")
    def ids(
        self, _actor: Actor, wanted: RequestFilter, sort: str = "stage", descending: bool = False
    ) -> list[str]:
        """Keys of the requests wanted, sorted."""
        with self.store.read() as session:
            return query.ids(session, wanted, sort, descending)

    @verb("request.see")
    def rows(self, actor: Actor, wanted: Sequence[str]) -> list[RequestRow]:
        """Lines for keys; a private need is not named to those it does not concern."""
        with self.store.read() as session:
            found = query.rows(session, wanted)
        return [masked(row, actor) for row in found]

    @verb("request.see")
    def counts(self, _actor: Actor) -> dict[str, int]:
        """How many requests there are at each stage."""
        with self.store.read() as session:
            return query.counts(session)

    @verb("request.see")
    def find(self, actor: Actor, typed: str, limit: int = 200) -> list[str]:
        """Keys of requests found by reference or by the name, street or number of the person."""
        with self.store.read() as session:
            reference = parse(typed)
            if reference is not None and reference.kind is Kind.REQUEST:
                return list(search.keys(session.connection(), f"R-{reference.number}", "request", limit))
            looked_for = actor.looks_for(typed)
            people = search.keys(session.connection(), looked_for, "person", limit, nicknames)
            return query.of_people(session, people)

    @verb("request.see")
    def get(self, actor: Actor, request_id: str) -> RequestDetail:
        """One request.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            found = _detail(session, get(session, Request, request_id, "request"), actor)
            if not found.is_hidden or not self.looks_into(actor, "request", request_id, "private need"):
                return found
            return _detail(session, get(session, Request, request_id, "request"), actor, opened=True)

    @verb("request.set")
    def save(self, actor: Actor, draft: RequestDraft, request_id: str = "") -> Changes:
        """Take a request, or change one; its tasks follow.

        Raises:
            DomainError: the person or the need is missing.
        """
        with self.store.write(actor.user_id) as work:
            if request_id:
                _refuse_hidden(work.session, actor, request_id)
            request = write_request(work, actor, draft, request_id, now=self.now(), today=self.today())
            return changes(work, request.id, f"Saved R-{request.number}")

    @verb("request.set")
    def move(self, actor: Actor, request_id: str, status: RequestStatus, waiting_on: str = "") -> Changes:
        """Move a request to another status; closing has a verb of its own.

        Raises:
            DomainError: a request cannot go from where it is to there.
        """
        with self.store.write(actor.user_id) as work:
            request = get(work.session, Request, request_id, "request")
            check_request_move(request.status, status)
            set_fields(request, {"status": status, "waiting_on": waiting_on})
            return changes(work, request_id, f"R-{request.number} moved")

    @verb("request.close")
    def close(
        self,
        actor: Actor,
        request_id: str,
        reason: CloseReason,
        note: str = "",
        otherwise: Otherwise | None = None,
        otherwise_note: str = "",
    ) -> Changes:
        """Close a request with a reason; tasks still planned are cancelled.

        Args:
            actor: who closes it.
            request_id: the request.
            reason: what came of it.
            note: in words.
            otherwise: what would have happened without the help; None where nobody asked.
            otherwise_note: of that, in the person's own words.
        """
        with self.store.write(actor.user_id) as work:
            request = get(work.session, Request, request_id, "request")
            close_request(work, request, reason, note, self.now())
            if otherwise is not None:
                write_otherwise(work, request_id, otherwise, otherwise_note)
            return changes(work, request_id, f"Closed R-{request.number}")

    @verb("request.close")
    def reopen(self, actor: Actor, request_id: str) -> Changes:
        """Open a closed request again."""
        with self.store.write(actor.user_id) as work:
            request = get(work.session, Request, request_id, "request")
            check_request_move(request.status, RequestStatus.TRIAGED)
            opened = {
                "status": RequestStatus.TRIAGED,
                "close_reason": None,
                "close_note": "",
                "closed_at": None,
            }
            set_fields(request, opened)
            make_tasks(work, request, self.today())
            return changes(work, request_id, f"Opened R-{request.number} again")

    @verb("request.void")
    def void(self, actor: Actor, request_id: str, reason: str) -> Changes:
        """Take a request, and its tasks, out of use."""
        with self.store.write(actor.user_id) as work:
            request = get(work.session, Request, request_id, "request")
            void(request, reason, self.now())
            for task in query.tasks_of(work.session, request_id):
                void(task, reason, self.now())
            return changes(work, request_id, f"Voided R-{request.number}")

    @verb("task.see")
    def behind(self, actor: Actor) -> list[str]:
        """Repeating requests whose tasks do not reach eight weeks ahead, or no longer fit."""
        with self.store.read() as session:
            return request_tasks.behind(session, self.today())

    @verb("task.set")
    def extend(self, actor: Actor, request_ids: Sequence[str] | None = None) -> Changes:
        """Make the tasks of repeating requests up to eight weeks ahead; repeats never duplicate.

        Args:
            actor: who is at work.
            request_ids: those to see to, as `behind` found them; None for all behind.
        """
        wanted = self.behind(actor) if request_ids is None else request_ids
        with self.store.write(actor.user_id) as work:
            request_tasks.extend(work, wanted, self.today())
            return changes(work)


def write_request(
    work: UnitOfWork, actor: Actor, draft: RequestDraft, request_id: str = "", *, now: datetime, today: date
) -> Request:
    """Take or change a request inside a transaction; see `Requests.save`."""
    person = get(work.session, Person, draft.person_id, "person")
    need = need_type(work.session, draft.need_code)
    values = tidied(draft, OWN_FIELDS)
    urgency = draft.urgency or need.default_urgency
    due_on = draft.due_on or draft.starts_on or today + timedelta(days=DUE_IN_DAYS[urgency])
    values |= {"person_id": person.id, "need_type_id": need.id, "urgency": urgency, "due_on": due_on}
    was_fetched = False
    if request_id:
        request = get(work.session, Request, request_id, "request")
        was_fetched = request.collects
        set_fields(request, values)
    else:
        request = Request(
            number=work.next_number("request"),
            status=RequestStatus.NEW,
            taken_at=now,
            taken_by_id=actor.user_id,
            incident_id=incidents.incident_for(work.session, need.id),
            **values,
        )
        work.add(request)
    work.session.flush()
    make_tasks(work, request, today, need)
    if request.collects or was_fetched:
        settle_cover(work, [request.id])
    return request


def _refuse_hidden(session: Session, actor: Actor, request_id: str) -> None:
    """A form that could not show the words of a private need must not write over them."""
    request = get(session, Request, request_id, "request")
    need = session.get_one(NeedType, request.need_type_id)
    if need.is_private and not sees_private(actor, request.taken_by_id):
        raise NotAllowed("This need is private. Ask the safeguarding lead to change it.")


def need_type(session: Session, code: str) -> NeedType:
    """Find a need type by its code.

    Raises:
        DomainError: the hub has none with that code.
    """
    found = session.query(NeedType).filter(NeedType.code == code, NeedType.voided_at.is_(None)).first()
    if found is None:
        raise DomainError("Choose what is needed.", field="need")
    return found


def close_request(work: UnitOfWork, request: Request, reason: CloseReason, note: str, now: datetime) -> None:
    """Close a request inside a transaction; see `Requests.close`."""
    status = CLOSES_AS.get(reason, RequestStatus.CANCELLED)
    check_request_move(request.status, status)
    set_fields(
        request, {"status": status, "close_reason": reason, "close_note": note.strip(), "closed_at": now}
    )
    for task in query.tasks_of(work.session, request.id):
        if task.status is TaskStatus.PLANNED:
            set_fields(task, {"status": TaskStatus.CANCELLED})


def masked(row: RequestRow, actor: Actor) -> RequestRow:
    """A line with its need hidden where it is private and not the actor's to see."""
    if row.is_private and not sees_private(actor):
        return row._replace(need=PRIVATE_LABEL, icon=PRIVATE_ICON, need_code="", steps_left=0)
    return row


def _detail(session: Session, request: Request, actor: Actor, *, opened: bool = False) -> RequestDetail:
    need = session.get_one(NeedType, request.need_type_id)
    hidden = need.is_private and not opened and not sees_private(actor, request.taken_by_id)
    taken_by = session.get(User, request.taken_by_id) if request.taken_by_id else None
    kept = {name: getattr(request, name) for name in OWN_FIELDS}
    if hidden:
        kept |= {"words": "", "answers": {}, "items": ""}
    return RequestDetail(
        id=request.id,
        number=request.number,
        need=PRIVATE_LABEL if hidden else need.label,
        icon=PRIVATE_ICON if hidden else need.icon,
        is_private=need.is_private,
        is_hidden=hidden,
        person=display_name(session.get_one(Person, request.person_id)),
        status=request.status,
        taken_at=request.taken_at,
        close_reason=request.close_reason,
        close_note=request.close_note,
        draft=RequestDraft(
            person_id=request.person_id,
            need_code="" if hidden else need.code,
            urgency=request.urgency,
            due_on=request.due_on,
            **kept,
        ),
        tasks=tuple(
            TaskLine(
                t.id, t.on_date, t.starts_at, t.status, t.volunteer_id, t.outcome.value if t.outcome else ""
            )
            for t in query.tasks_of(session, request.id)
        ),
        taken_by=taken_by.name if taken_by else "",
    )
