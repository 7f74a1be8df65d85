"""Tasks: one occurrence of help each. Listed, moved, voided, and what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import TaskOutcome, TaskStatus
from db.models import Request, Round, Stop, Task
from db.queries import tasks as query
from db.queries.tasks import TaskFilter, TaskRow
from desktop.domain.errors import DomainError
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.needs import PRIVATE_ICON, PRIVATE_LABEL, sees_private
from desktop.services.records import get, set_fields, void
from desktop.services.task_outcomes import Keying, keyed_words, settle_cover, write_outcomes


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """What can be changed of one task; its series stays as it is.

    Attributes:
        on_date: the day.
        starts_at: not before, local time.
        ends_at: not after, local time.
        keep_volunteer: False takes the volunteers off it.
        items: what to bring this once; empty for what the request says.
    """

    on_date: date
    starts_at: time | None = None
    ends_at: time | None = None
    keep_volunteer: bool = True
    items: str = ""


@dataclass(frozen=True, slots=True)
class TaskDetail:
    """One task.

    Attributes:
        row: its line in the list.
        draft: what can be changed.
        outcome_note: what was said of the outcome.
        second_volunteer_id: who goes too.
    """

    row: TaskRow
    draft: TaskDraft
    outcome_note: str
    second_volunteer_id: str | None


class Tasks(Service):
    """Verbs on tasks."""

    @verb("task.see")
    def ids(
        self, _actor: Actor, wanted: TaskFilter, sort: str = "date", descending: bool = False
    ) -> list[str]:
        """Keys of the tasks wanted, sorted."""
        with self.store.read() as session:
            return query.ids(session, wanted, sort, descending)

    @verb("task.see")
    def count(self, _actor: Actor, wanted: TaskFilter) -> int:
        """How many tasks are wanted."""
        with self.store.read() as session:
            return query.count(session, wanted)

    @verb("task.see")
    def rows(self, actor: Actor, wanted: Sequence[str]) -> list[TaskRow]:
        """Lines for keys; a private need is not named to those it does not concern."""
        with self.store.read() as session:
            return [masked(row, actor) for row in query.rows(session, wanted)]

    @verb("task.see")
    def get(self, actor: Actor, task_id: str) -> TaskDetail:
        """One task.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            task = get(session, Task, task_id, "task")
            (row,) = query.rows(session, [task_id])
            draft = TaskDraft(task.on_date, task.starts_at, task.ends_at, items=task.items)
            return TaskDetail(masked(row, actor), draft, task.outcome_note, task.second_volunteer_id)

    @verb("task.set")
    def save(self, actor: Actor, draft: TaskDraft, task_id: str) -> Changes:
        """Change when one task is, or take its volunteers off it; the series stays as it is.

        Raises:
            DomainError: it is done, it is on a round, or it would end before it begins.
        """
        if draft.starts_at and draft.ends_at and draft.ends_at <= draft.starts_at:
            raise DomainError("The end is before the beginning. Change one of the times.", field="ends_at")
        with self.store.write(actor.user_id) as work:
            task = get(work.session, Task, task_id, "task")
            if task.status is not TaskStatus.PLANNED:
                raise DomainError("This task is no longer planned. Change its outcome instead.")
            on_round = round_of(work.session, task)
            if on_round is not None and (draft.on_date != task.on_date or not draft.keep_volunteer):
                raise DomainError(f"This task is on S-{on_round.number}. Take it off the round first.")
            values: dict[str, Any] = {
                "on_date": draft.on_date,
                "starts_at": draft.starts_at,
                "ends_at": draft.ends_at,
                "items": clean(draft.items),
            }
            values |= {"by_hand": task.by_hand or any(getattr(task, name) != values[name] for name in values)}
            if not draft.keep_volunteer:
                values |= {"volunteer_id": None, "second_volunteer_id": None, "confirmed_by_id": None}
            set_fields(task, values)
            settle_cover(work, [task.request_id])
            return changes(work, task_id, "Task changed")

    @verb("task.void")
    def void(self, actor: Actor, task_id: str, reason: str) -> Changes:
        """Take one task out of use; the others of its series stay.

        Raises:
            DomainError: no reason was given, or its round is out.
        """
        with self.store.write(actor.user_id) as work:
            task = get(work.session, Task, task_id, "task")
            if task.status is TaskStatus.OUT:
                raise DomainError("Somebody is out with this task. Key what came of it instead.")
            void(task, reason, self.now())
            settle_cover(work, [task.request_id])
            return changes(work, task_id, "Task voided")

    @verb("round.result")
    def outcome(self, actor: Actor, task_id: str, outcome: TaskOutcome, note: str = "") -> Changes:
        """Record what came of a task, on a round or not; recording again corrects it.

        Args:
            actor: who records.
            task_id: the task.
            outcome: what happened.
            note: in a few words.

        Returns:
            What was touched; the message says what the hub does next.

        Raises:
            DomainError: the task was called off before.
        """
        with self.store.write(actor.user_id) as work:
            task = get(work.session, Task, task_id, "task")
            number = work.session.get_one(Request, task.request_id).number
            keyed = write_outcomes(
                work, actor, [Keying(task, outcome, note)], now=self.now(), today=self.today()
            )
            return changes(work, task_id, f"R-{number}: {keyed_words(work.session, keyed)}")


def masked(row: TaskRow, actor: Actor) -> TaskRow:
    """A line with its need hidden where it is private and not the actor's to see."""
    if row.is_private and not sees_private(actor, row.taken_by_id):
        return row._replace(need=PRIVATE_LABEL, icon=PRIVATE_ICON, need_code="")
    return row


def round_of(session: Session, task: Task) -> Round | None:
    """The round a task is on; None for none."""
    query_ = select(Round).join(Stop, Stop.round_id == Round.id)
    query_ = query_.where(Stop.id == task.stop_id, Stop.voided_at.is_(None), Round.voided_at.is_(None))
    return session.scalars(query_).first()
