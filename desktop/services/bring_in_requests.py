"""Requests of a list, written in bulk with the tasks they become."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from db.enums import RequestStatus, TaskStatus
from db.ids import new_id
from db.models import NeedType, Request, Task
from db.queries import requests as request_query
from db.queries.people import CLOSED
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.lifecycle import REQUEST_MOVES
from desktop.domain.recurrence import HORIZON_WEEKS, occurrences, task_id
from desktop.services.base import Actor
from desktop.services.bring_in_drafts import NewRequest, UpdateRequest
from desktop.services.bring_in_people import PeopleWriter, Tell, insert
from desktop.services.records import get, set_fields
from desktop.services.request_tasks import make_tasks
from desktop.services.requests import DUE_IN_DAYS

CLOSED_IN_FILE = "Closed in the list that was brought in; it gives no reason."
NOBODY_HERE = frozenset({RequestStatus.ASSIGNED, RequestStatus.IN_PROGRESS})
"""What a file says of its own volunteers: nobody of this hub has the request, so it is to be matched."""


class RequestWriter:
    """Collects the requests of one transaction, then writes them.

    Args:
        work: the transaction.
        actor: who brings them in.
        people: the transaction's people, already collected.
        now: the present moment.
    """

    def __init__(self, work: UnitOfWork, actor: Actor, people: PeopleWriter, now: datetime) -> None:
        self._work = work
        self._actor = actor
        self._people = people
        self._now = now
        self._today = now.astimezone().date()
        kinds = work.session.query(NeedType).filter(NeedType.voided_at.is_(None))
        self._needs = {one.code: one for one in kinds}
        self._rows: list[dict[str, Any]] = []
        self._tasks: list[dict[str, Any]] = []
        self.made: list[tuple[int, Mapping[str, Any]]] = []

    def add(self, new: Sequence[NewRequest]) -> None:
        """Collect new requests; their people must have been collected before."""
        if not new:
            return
        first = self._work.next_number("request", len(new))
        for number, one in enumerate(new, first):
            person = one.person_id or self._people.by_row[one.person_row]
            need = self._need(one.need_code)
            row = {**_BLANK, **one.values, "id": new_id(), "number": number, "person_id": person}
            row["need_type_id"] = need.id
            self._settle(row, need)
            self._rows.append(row)
            self.made.append((one.row, row))
            self._plan(row, need)

    def update(self, changed: Sequence[UpdateRequest]) -> None:
        """Set fields of requests the hub holds; their tasks follow."""
        for one in changed:
            request = get(self._work.session, Request, one.id, "request")
            values = dict(one.values)
            if one.need_code:
                values["need_type_id"] = self._need(one.need_code).id
            status = _here(values.pop("status", None))
            if status is not None and status in REQUEST_MOVES[request.status]:
                values["status"] = status
                if status in CLOSED:
                    values |= {"closed_at": self._now, "close_note": CLOSED_IN_FILE}
            set_fields(request, values)
            self._work.session.flush()
            if request.status in CLOSED:
                self._call_off(request.id)
            else:
                make_tasks(self._work, request, self._today)

    def write(self, tell: Tell) -> None:
        """Write everything collected."""
        insert(self._work, Request, self._rows, tell)
        insert(self._work, Task, self._tasks, tell)

    @property
    def total(self) -> int:
        """How many rows there are to write."""
        return len(self._rows) + len(self._tasks)

    def _need(self, code: str) -> NeedType:
        found = self._needs.get(code)
        if found is None:
            raise DomainError(f"This hub has no kind of help called {code}. Add it, or change the column.")
        return found

    def _settle(self, row: dict[str, Any], need: NeedType) -> None:
        """What a row does not say: urgency by the need, due by the urgency, new, taken now."""
        row["urgency"] = row["urgency"] or need.default_urgency
        row["due_on"] = row["due_on"] or self._today + timedelta(days=DUE_IN_DAYS[row["urgency"]])
        row["taken_at"] = _aware(row["taken_at"]) or self._now
        row["taken_by_id"] = self._actor.user_id
        row["status"] = _here(row["status"]) or RequestStatus.NEW
        if row["status"] in CLOSED:
            row |= {"closed_at": row["taken_at"], "close_note": CLOSED_IN_FILE}

    def _plan(self, row: dict[str, Any], need: NeedType) -> None:
        """The tasks of an open request, as `request_tasks.make_tasks` makes them.

        A repeat goes on from today: what its earlier days came to is not in the file.
        """
        if row["status"] in CLOSED:
            return
        days = [row["due_on"]]
        if row["recurrence"]:
            until = max(self._today, row["due_on"]) + timedelta(weeks=HORIZON_WEEKS)
            all_days = occurrences(row["recurrence"], row["due_on"], until)
            days = [day for day in all_days if day >= self._today]
            row["starts_on"] = days[0] if days else None
            if not days:
                row["recurrence"] = ""
        self._tasks += [_task(row["id"], day, need) for day in days]

    def _call_off(self, request_id: str) -> None:
        for task in request_query.tasks_of(self._work.session, request_id):
            if task.status is TaskStatus.PLANNED:
                set_fields(task, {"status": TaskStatus.CANCELLED})


def _here(status: RequestStatus | None) -> RequestStatus | None:
    return RequestStatus.TRIAGED if status in NOBODY_HERE else status


def _aware(moment: datetime | None) -> datetime | None:
    """A moment as a file writes it is the laptop's own time."""
    return moment.astimezone() if moment is not None and moment.tzinfo is None else moment


def _task(request_id: str, day: date, need: NeedType) -> dict[str, Any]:
    return {
        "id": task_id(request_id, day),
        "request_id": request_id,
        "occurrence": day,
        "on_date": day,
        "kind": need.kind,
    }


_BLANK: Mapping[str, Any] = {
    "urgency": None,
    "due_on": None,
    "taken_at": None,
    "status": None,
    "recurrence": "",
    "starts_on": None,
    "close_note": "",
    "closed_at": None,
}
