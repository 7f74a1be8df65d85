"""One act on many records: judged first, then done to exactly those it was said of, with one Undo."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import CloseReason, RequestStatus, Role, RoundStatus, TaskOutcome, Urgency, VolunteerStatus
from db.enums_journey import StepKind
from db.models import Request, Volunteer, VolunteerStep
from db.queries import bulk as query
from db.queries import rounds as carried_query
from db.queries.bulk import RequestHead, VolunteerHead
from db.queries.requests import STAGES
from db.queries.rounds import CARRIED, Carried
from db.session import UnitOfWork
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.lifecycle import VOLUNTEER_MOVES
from desktop.domain.references import Kind, write
from desktop.domain.verdicts import Refusal, Verdict, verdict
from desktop.services.actions import refusal, who_may
from desktop.services.bank import reachable, write_touches
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.journey import AWAY_STATES
from desktop.services.records import set_fields
from desktop.services.requests import close_request
from desktop.services.round_gates import Crew, as_told, held_back
from desktop.services.round_stops import find_round, put_on
from desktop.services.triage import write_urgency
from desktop.services.volunteers import HELD_STATES

AT_ONCE = 500
"""How many records are changed in one transaction; the writer is never held up for long."""


class BulkKind(StrEnum):
    """What can be done to many records at once."""

    URGENCY = "urgency"
    CLOSE = "close"
    ROUND = "round"
    VOLUNTEER = "volunteer"
    ASK_BACK = "ask_back"
    THANKED = "thanked"
    IN_TOUCH = "in_touch"


NEEDS = {
    BulkKind.URGENCY: "request.set",
    BulkKind.CLOSE: "request.close",
    BulkKind.ROUND: "round.set",
    BulkKind.VOLUNTEER: "volunteer.set",
    BulkKind.ASK_BACK: "volunteer.set",
    BulkKind.THANKED: "volunteer.set",
    BulkKind.IN_TOUCH: "volunteer.set",
}
"""The action each needs, besides that of acting on several."""
_OF_VOLUNTEERS = frozenset({BulkKind.VOLUNTEER, BulkKind.ASK_BACK, BulkKind.THANKED, BulkKind.IN_TOUCH})
_TOUCHES = {BulkKind.THANKED: StepKind.THANKED, BulkKind.IN_TOUCH: StepKind.IN_TOUCH}


@dataclass(frozen=True, slots=True)
class BulkOrder:
    """What is asked.

    Attributes:
        kind: the act.
        ids: of the records, in the order on screen.
        value: how soon, the reason, the round's key, or the status; nothing for asking back.
        note: words kept with it, for a closing.
    """

    kind: BulkKind
    ids: Sequence[str]
    value: Any
    note: str = ""


class Bulk(Service):
    """The two verbs of acting on many records."""

    @verb("bulk.act")
    def judge(self, actor: Actor, order: BulkOrder) -> Verdict:
        """Say which records an act can be done to, and why not to the others.

        Raises:
            NotAllowed: the account may not do this to one record either.
            NotFound: the round asked for is no longer there.
        """
        _require(actor, order.kind)
        with self.store.read() as session:
            return self._judge(session, actor, order)

    @verb("bulk.act")
    def act(self, actor: Actor, order: BulkOrder, said: Verdict) -> Changes:
        """Do it, in one transaction, to exactly the records the judgement named.

        Args:
            actor: who acts.
            order: what is asked.
            said: the judgement that was shown.

        Returns:
            What was touched; undone as one.

        Raises:
            DomainError: none of them can be done, or the judgement is another by now.
            NotAllowed: the account may not do this to one record either.
        """
        _require(actor, order.kind)
        with self.store.write(actor.user_id) as work:
            now = self._judge(work.session, actor, order)
            if now.can != said.can:
                raise DomainError("Something changed meanwhile. Look at the numbers again, then go on.")
            if not now.can:
                raise DomainError("Nothing would change. Pick others.")
            words = self._do(work, actor, order, now.can)
            return changes(work, now.can[0], words)

    def _judge(self, session: Session, actor: Actor, order: BulkOrder) -> Verdict:
        wanted = order.ids[:AT_ONCE]
        judged = {
            BulkKind.URGENCY: _judge_urgency,
            BulkKind.CLOSE: _judge_close,
            BulkKind.ROUND: self._judge_round,
            BulkKind.VOLUNTEER: _judge_status,
            BulkKind.ASK_BACK: _judge_ask_back,
            BulkKind.THANKED: _judge_touch,
            BulkKind.IN_TOUCH: _judge_touch,
        }[order.kind](session, actor, wanted, order.value)
        found = {one.item for one in judged} | set(_known(session, order.kind, wanted))
        gone = [Refusal(item, "", "no longer here") for item in wanted if item not in found]
        many = [Refusal(item, "", f"{AT_ONCE} at a time") for item in order.ids[AT_ONCE:]]
        return verdict(order.ids, [*judged, *gone, *many])

    def _judge_round(
        self, session: Session, actor: Actor, wanted: Sequence[str], round_id: str
    ) -> list[Refusal]:
        held = find_round(session, round_id)
        heads = query.requests(session, wanted)
        if held.status is not RoundStatus.PLANNED:
            return [_refuse(one, f"S-{held.number} is out or back already") for one in heads]
        tasks = query.next_tasks(session, [one.id for one in heads], self.today())
        lines = {line.request_id: line for line in carried_query.carried_tasks(session, list(tasks.values()))}
        stops = [line.stop_id for line in lines.values() if line.stop_id]
        on_rounds = query.rounds_of_stops(session, stops)
        crew: Crew = tuple(one for one in (held.driver_id, held.helper_id) if one)
        gated = held_back(session, list(lines.values()), dict.fromkeys(tasks.values(), crew), self.today())
        gate = {one.task_id: one.words.rstrip(".") for one in reversed(as_told(gated, actor))}
        refused = []
        for one in heads:
            why = _not_for_round(one, lines.get(one.id), on_rounds) or gate.get(tasks.get(one.id, ""), "")
            if why:
                refused.append(_refuse(one, why))
        return refused

    def _do(self, work: UnitOfWork, actor: Actor, order: BulkOrder, ids: Sequence[str]) -> str:
        count = len(ids)
        if order.kind is BulkKind.ROUND:
            return self._put_on(work, actor, order.value, ids)
        if order.kind is BulkKind.VOLUNTEER:
            for one in work.session.scalars(select(Volunteer).where(Volunteer.id.in_(ids))).all():
                set_fields(one, {"status": VolunteerStatus(order.value)})
            return f"{count} {'volunteer' if count == 1 else 'volunteers'} moved"
        if order.kind is BulkKind.ASK_BACK:
            for key in ids:
                work.add(VolunteerStep(volunteer_id=key, kind=StepKind.ASKED_BACK, on_date=self.today()))
            return f"Asked {count} {'volunteer' if count == 1 else 'volunteers'} back"
        if order.kind in _TOUCHES:
            write_touches(work, ids, _TOUCHES[order.kind], self.today(), order.note)
            did = "Thanked" if order.kind is BulkKind.THANKED else "In touch with"
            return f"{did} {count} {'volunteer' if count == 1 else 'volunteers'}"
        held = {one.id: one for one in work.session.scalars(select(Request).where(Request.id.in_(ids)))}
        what = "request" if count == 1 else "requests"
        for key in ids:
            if order.kind is BulkKind.CLOSE:
                close_request(work, held[key], CloseReason(order.value), order.note, self.now())
            else:
                write_urgency(work, held[key], Urgency(order.value), self.today())
        return (
            f"Closed {count} {what}" if order.kind is BulkKind.CLOSE else f"{count} {what}: how soon is set"
        )

    def _put_on(self, work: UnitOfWork, actor: Actor, round_id: str, ids: Sequence[str]) -> str:
        held = find_round(work.session, round_id)
        for one in work.session.scalars(select(Request).where(Request.id.in_(ids))).all():
            if one.status is RequestStatus.NEW:
                set_fields(one, {"status": RequestStatus.TRIAGED})
        tasks = query.next_tasks(work.session, ids, self.today())
        if put_on(work, actor, held, [tasks[key] for key in ids], self.today()):
            raise DomainError("Something changed meanwhile. Look at the numbers again, then go on.")
        return f"{len(ids)} put on S-{held.number}"


def _require(actor: Actor, kind: BulkKind) -> None:
    action = NEEDS[kind]
    if not actor.roles & who_may(action):
        raise NotAllowed(refusal(action))


def _known(session: Session, kind: BulkKind, wanted: Sequence[str]) -> list[str]:
    read: Callable[..., Sequence[RequestHead | VolunteerHead]]
    read = query.volunteers if kind in _OF_VOLUNTEERS else query.requests
    return [one.id for one in read(session, wanted)]


def _judge_urgency(session: Session, _actor: Actor, wanted: Sequence[str], urgency: str) -> list[Refusal]:
    refused = []
    for one in query.requests(session, wanted):
        if one.status not in STAGES["open"]:
            refused.append(_refuse(one, "closed already"))
        elif one.urgency is Urgency(urgency):
            refused.append(_refuse(one, "needed that soon already"))
    return refused


def _judge_close(session: Session, _actor: Actor, wanted: Sequence[str], _reason: str) -> list[Refusal]:
    heads = query.requests(session, wanted)
    return [_refuse(one, "closed already") for one in heads if one.status not in STAGES["open"]]


def _judge_status(session: Session, actor: Actor, wanted: Sequence[str], status: str) -> list[Refusal]:
    new, refused = VolunteerStatus(status), []
    for one in query.volunteers(session, wanted):
        if one.status is new:
            refused.append(_refuse(one, "so already"))
        elif HELD_STATES & {one.status, new} and Role.LEAD not in actor.roles:
            refused.append(_refuse(one, "only the safeguarding lead can"))
        elif one.status in HELD_STATES:
            refused.append(_refuse(one, "a hold is lifted one at a time, with the reason"))
        elif new not in VOLUNTEER_MOVES[one.status]:
            refused.append(_refuse(one, "there is a step before it"))
    return refused


def _judge_ask_back(session: Session, _actor: Actor, wanted: Sequence[str], _value: object) -> list[Refusal]:
    heads = query.volunteers(session, wanted)
    return [_refuse(one, "neither resting nor dormant") for one in heads if one.status not in AWAY_STATES]


def _judge_touch(session: Session, _actor: Actor, wanted: Sequence[str], _value: object) -> list[Refusal]:
    open_to = {one.id for one in reachable(session, wanted)}
    return [
        _refuse(one, "not to be written to or rung")
        for one in query.volunteers(session, wanted)
        if one.id not in open_to
    ]


def _not_for_round(one: RequestHead, task: Carried | None, on_rounds: dict[str, int]) -> str:
    """Why a request's next task cannot go on a round; empty where nothing but the gate may object."""
    if one.status not in STAGES["open"]:
        return "closed already"
    if task is None:
        return "nothing planned for it yet"
    if task.kind not in CARRIED:
        return "not something a round carries"
    if not task.household_id:
        return "no address yet"
    if task.stop_id in on_rounds and task.outcome is not TaskOutcome.NOT_ATTEMPTED:
        return f"on S-{on_rounds[task.stop_id]} already"
    return ""


def _refuse(one: RequestHead | VolunteerHead, reason: str) -> Refusal:
    kind = Kind.REQUEST if isinstance(one, RequestHead) else Kind.VOLUNTEER
    name = f"{one.first_name} {one.last_name}".strip()
    return Refusal(one.id, f"{write(kind, one.number)} {name}".strip(), reason)
