"""A round on its way: sent out, called back, results keyed by reference, and what came back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from db.enums import RequestStatus, RoundStatus, TaskOutcome, TaskStatus
from db.models import Request, Round, Stop, Task
from db.queries import rounds as query
from db.queries.rounds import Carried
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.lifecycle import AFTER, FollowUp
from desktop.domain.references import Kind, parse
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.out_now import begin_round, end_round
from desktop.services.records import get
from desktop.services.round_details import not_yet_words
from desktop.services.round_gates import as_told, held_back
from desktop.services.round_stops import (
    assign_crew,
    crews_of,
    find_round,
    halts_of,
    require_planned,
    times_of,
)
from desktop.services.task_outcomes import Keying, keyed_words, write_outcomes

_OPEN = (RequestStatus.NEW, RequestStatus.TRIAGED, RequestStatus.ASSIGNED)


@dataclass(frozen=True, slots=True)
class Board:
    """What came back of a round, counted by task except where it says stop.

    Attributes:
        stops: stops that carry something.
        stops_done: stops whose every task has its outcome.
        tasks: tasks carried.
        keyed: tasks with an outcome.
        by_outcome: how many of each outcome there was.
        to_ring: tasks that ask for a call today.
        alarms: welfare alarms.
        worried: tasks that ask for a concern.
        to_plan: tasks to be planned again.
    """

    status: RoundStatus
    stops: int
    stops_done: int
    tasks: int
    keyed: int
    by_outcome: Mapping[TaskOutcome, int]
    to_ring: int
    alarms: int
    worried: int
    to_plan: int


class RoundResults(Service):
    """Verbs on rounds that go out and come back."""

    @verb("round.set")
    def send_out(self, actor: Actor, round_id: str) -> Changes:
        """Send a round out; its tasks go with it.

        Args:
            actor: who sends it.
            round_id: key or reference.

        Returns:
            What was touched.

        Raises:
            DomainError: nobody is down to go, somebody is not cleared for a task, or it went already. The
                message says why and what to do (domain rule 3: there is no way round it).
        """
        with self.store.write(actor.user_id) as work:
            held = find_round(work.session, round_id)
            require_planned(work.session, held)
            tasks = query.carried(work.session, [held.id])
            reasons = held_back(work.session, tasks, crews_of(held, tasks), self.today())
            not_yet = not_yet_words(held, tasks, as_told(reasons, actor))
            if not_yet:
                raise DomainError(" ".join([f"S-{held.number} cannot go out yet.", *not_yet]))
            assign_crew(work, actor, held, self.today())
            work.update_many(Task, {task.task_id: {"status": TaskStatus.OUT} for task in tasks})
            moving = {task.request_id for task in tasks if task.request_status in _OPEN}
            work.update_many(Request, {one: {"status": RequestStatus.IN_PROGRESS} for one in moving})
            work.update_many(Round, {held.id: {"status": RoundStatus.OUT}})
            times = times_of(work.session, held, halts_of(tasks))
            back = datetime.combine(held.on_date, held.ends_at or times.ends_at)
            begin_round(work, held, self.now(), back.astimezone(UTC))
            return changes(work, held.id, f"S-{held.number} is out")

    @verb("round.set")
    def call_back(self, actor: Actor, round_id: str) -> Changes:
        """Put a round that was sent out back to planned, before anything was keyed.

        Raises:
            DomainError: it is not out, or results are keyed.
        """
        with self.store.write(actor.user_id) as work:
            held = find_round(work.session, round_id)
            if held.status is not RoundStatus.OUT:
                raise DomainError(f"S-{held.number} is not out.")
            tasks = query.carried(work.session, [held.id])
            if any(task.outcome is not None for task in tasks):
                raise DomainError(f"Results of S-{held.number} are keyed already. Key the rest.")
            work.update_many(Task, {task.task_id: {"status": TaskStatus.PLANNED} for task in tasks})
            work.update_many(Round, {held.id: {"status": RoundStatus.PLANNED}})
            end_round(work, held.id, self.now())
            return changes(work, held.id, f"S-{held.number} called back")

    @verb("round.result")
    def result(self, actor: Actor, stop: str, outcome: TaskOutcome, note: str = "") -> Changes:
        """Key what came of one stop; keying it again puts it right.

        Args:
            actor: who keys.
            stop: the reference on the sheet, such as S-118.4, or the stop's key.
            outcome: what happened, for every task of the stop.
            note: in a few words.

        Returns:
            What was touched; the message says what the hub does next.

        Raises:
            DomainError: there is no such stop.
        """
        with self.store.write(actor.user_id) as work:
            held, number = _stop(work.session, stop)
            done = self._key(work, actor, held, {number: (outcome, note)})
            return changes(work, held.id, f"S-{held.number}.{number}: {done}")

    @verb("round.result")
    def results(
        self,
        actor: Actor,
        round_id: str,
        outcomes: Mapping[int, TaskOutcome],
        notes: Mapping[int, str] | None = None,
    ) -> Changes:
        """Key a whole sheet at once, to be undone at once.

        Args:
            actor: who keys.
            round_id: key or reference.
            outcomes: stop number to what happened there.
            notes: stop number to a few words.

        Returns:
            What was touched; the message says what the hub does next.

        Raises:
            DomainError: there is no such stop; then nothing is keyed.
        """
        if not outcomes:
            raise DomainError("Key what came of at least one stop.")
        with self.store.write(actor.user_id) as work:
            held = find_round(work.session, round_id)
            said = notes or {}
            wanted = {stop: (outcome, said.get(stop, "")) for stop, outcome in outcomes.items()}
            done = self._key(work, actor, held, wanted)
            return changes(work, held.id, f"S-{held.number}: {done}")

    @verb("round.see")
    def came_back(self, _actor: Actor, round_id: str) -> Board:
        """Count what came back of a round."""
        with self.store.read() as session:
            held = find_round(session, round_id)
            status = query.rows(session, [held.id])[0].status
            return _board(status, query.carried(session, [held.id]))

    def _key(
        self,
        work: UnitOfWork,
        actor: Actor,
        held: Round,
        wanted: Mapping[int, tuple[TaskOutcome, str]],
    ) -> str:
        tasks = query.carried(work.session, [held.id])
        stops = query.stops(work.session, held.id)
        keyings = []
        for number, (outcome, note) in sorted(wanted.items()):
            for task in _tasks_at(held, stops, tasks, number):
                keyings.append(Keying(work.session.get_one(Task, task.task_id), outcome, note))
        keyed = write_outcomes(work, actor, keyings, now=self.now(), today=self.today())
        return keyed_words(work.session, keyed)


def _stop(session: Session, text: str) -> tuple[Round, int]:
    """Find a stop by its reference or key: the round and the stop's number on it."""
    reference = parse(text)
    if reference is not None and reference.kind is Kind.ROUND:
        if not reference.stop:
            raise DomainError("Add the number of the stop, such as S-118.4.", field="reference")
        return find_round(session, text), reference.stop
    stop = get(session, Stop, text, "stop")
    held = get(session, Round, stop.round_id, "round")
    return held, [one.id for one in query.stops(session, held.id)].index(stop.id) + 1


def _tasks_at(held: Round, stops: Sequence[Stop], tasks: Sequence[Carried], number: int) -> list[Carried]:
    key = stops[number - 1].id if 1 <= number <= len(stops) else ""
    found = [task for task in tasks if task.stop_id == key]
    if not found:
        raise DomainError(
            f"There is no stop {number} on S-{held.number}. Look at the sheet again.", field="reference"
        )
    return found


def _board(status: RoundStatus, tasks: Sequence[Carried]) -> Board:
    outcomes = [task.outcome for task in tasks if task.outcome is not None]
    asked = Counter(AFTER[outcome].follow_up for outcome in outcomes)
    open_stops = {task.stop_id for task in tasks if task.outcome is None}
    stops = {task.stop_id for task in tasks}
    return Board(
        status=status,
        stops=len(stops),
        stops_done=len(stops - open_stops),
        tasks=len(tasks),
        keyed=len(outcomes),
        by_outcome=dict(Counter(outcomes)),
        to_ring=asked[FollowUp.CALL_TODAY],
        alarms=asked[FollowUp.WELFARE_ALARM],
        worried=asked[FollowUp.CONCERN_PROMPT],
        to_plan=asked[FollowUp.PLAN_AGAIN],
    )
