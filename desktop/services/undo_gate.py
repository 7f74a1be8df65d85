"""What undoing may not bring back: a task given or sent out past the check gate, a decision of the lead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import ChangeOp, CheckStatus, Role, RoundStatus, TaskStatus
from db.models import Check, ClearanceRule, Request, Round, Stop, Task, Volunteer
from db.queries import matching
from db.queries import rounds as round_query
from db.queries.history import Line
from db.queries.matching import TaskRow
from db.queries.paging import by_keys, given
from db.session import UnitOfWork
from desktop.domain.clearance_facts import Rule
from desktop.domain.errors import DomainError, NotAllowed
from desktop.services import call_undo, loan_undo, money_undo, stock_ledger
from desktop.services.actions import refusal
from desktop.services.base import Actor
from desktop.services.records import set_fields
from desktop.services.round_details import not_yet_words
from desktop.services.round_gates import as_told, held_back
from desktop.services.round_stops import assign_crew, crews_of
from desktop.services.rule_plans import refuse_superseded, refuse_undone, rules_in_use
from desktop.services.sitting import Sitting
from desktop.services.task_outcomes import settle_cover
from desktop.services.volunteers import HELD_STATES

M = TypeVar("M", Round, Volunteer, Check)
_ASK_LEAD = "Ask the safeguarding lead."
_GIVEN = (TaskStatus.PLANNED, TaskStatus.OUT)
_GONE = (RoundStatus.OUT, RoundStatus.BACK)
_TASKS_OF = by_keys(select(Task.id), Task.request_id)
_ON_THEIR_WAY = by_keys(
    select(Task.id)
    .join(Stop, Stop.id == Task.stop_id)
    .join(Round, Round.id == Stop.round_id)
    .where(Stop.voided_at.is_(None), Round.voided_at.is_(None), Round.status.in_(_GONE)),
    Task.id,
)


@dataclass(frozen=True, slots=True)
class Before:
    """How the records a transaction touched stand before it is undone.

    Attributes:
        crews: who has each task in use.
        gone: rounds in use that have gone out.
        volunteers: each volunteer's status.
        rules: those of the hub in use, where one of them is touched.
        money: how far each claim, statement and application has come.
    """

    crews: Mapping[str, frozenset[str]]
    gone: frozenset[str]
    volunteers: Mapping[str, str]
    rules: Sequence[Rule] = ()
    money: Mapping[str, int] = field(default_factory=dict)


def before(session: Session, actor: Actor, lines: Sequence[Line]) -> Before:
    """Look at what is about to be undone.

    Raises:
        NotAllowed: it is a check, a rule, money or stock, and the account may not record those either.
        DomainError: it is a rule that was changed again since.
    """
    rows = _rows(lines)
    if rows.get(Check.__tablename__) and not actor.may("check.set"):
        raise NotAllowed(refusal("check.set"))
    rules = rows.get(ClearanceRule.__tablename__)
    if rules and not actor.may("rule.set"):
        raise NotAllowed(refusal("rule.set"))
    if rules:
        refuse_superseded(session, [one.row_id for one in lines if one.op is ChangeOp.CREATE])
    money_undo.refuse_others(actor, rows)
    stock_ledger.refuse_others(actor, rows)
    tasks = [row.task for row in matching.tasks(session, _task_keys(session, rows))]
    return Before(
        {one.id: _crew(one) for one in tasks if one.status is not TaskStatus.CANCELLED},
        frozenset(one.id for one in _by_keys(session, Round, rows) if _has_gone(one)),
        {one.id: one.status for one in _by_keys(session, Volunteer, rows)},
        rules_in_use(session) if rules else (),
        money_undo.how_far(session, rows),
    )


def settle(work: UnitOfWork, actor: Actor, lines: Iterable[Line], was: Before, today: date) -> int:
    """Ask every gate again of what undoing brought back, inside its transaction.

    An assignment that was there all along is kept when its clearance lapses (domain rule 3); one that comes
    back has to pass like a new one, and else leaves its task to nobody.

    Args:
        work: the transaction, everything undone in it.
        actor: who undoes.
        lines: what is undone.
        was: how it stood before.
        today: the laptop's own date.

    Returns:
        How many tasks were left to nobody.

    Raises:
        NotAllowed: a hold or an exemption would come or go, which only the lead decides.
        DomainError: a round would go out that may not, rules would ask for less than the law, or money
            or stock would not fit its ledger, a thing would be lent twice, or a call be on two sheets.
    """
    work.session.flush()
    work.session.expire_all()
    rows = _rows(lines)
    if rules := rows.get(ClearanceRule.__tablename__):
        refuse_undone(work.session, rules, was.rules)
    money_undo.settle(work, actor, lines, was.money, today)
    stock_ledger.settle(work, actor, lines, today)
    loan_undo.settle(work.session, rows)
    call_undo.settle(work.session, rows)
    if Role.LEAD not in actor.roles:
        _refuse_leads(work.session, rows, was)
    freed = _free(work, rows, was, today)
    for one in _by_keys(work.session, Round, rows):
        if one.status is RoundStatus.OUT and one.voided_at is None and one.id not in was.gone:
            _refuse_going(work.session, actor, one, today)
            # Who goes is the round's crew, as when it is sent out, not who was paired on meanwhile.
            assign_crew(work, actor, one, today)
    return freed


def _refuse_leads(session: Session, rows: Mapping[str, list[str]], was: Before) -> None:
    for one in _by_keys(session, Volunteer, rows):
        old = was.volunteers.get(one.id)
        if old is not None and old != one.status and HELD_STATES & {old, one.status}:
            raise NotAllowed(_ASK_LEAD)
    for check in _by_keys(session, Check, rows):
        if check.status is CheckStatus.EXEMPT and check.voided_at is None:
            raise NotAllowed("Only the safeguarding lead may record an exemption.")


def _free(work: UnitOfWork, rows: Mapping[str, list[str]], was: Before, today: date) -> int:
    found = matching.tasks(work.session, _task_keys(work.session, rows))
    out = [row.task for row in found if row.task.status is TaskStatus.OUT]
    # A round that was called back meanwhile has its tasks with it no more.
    on_their_way = set(work.session.scalars(_ON_THEIR_WAY, given(one.id for one in out)))
    for task in out:
        if task.id not in on_their_way:
            set_fields(task, {"status": TaskStatus.PLANNED})
    held = [row for row in found if row.task.status in _GIVEN and _crew(row.task)]
    anew = [row for row in held if _crew(row.task) != was.crews.get(row.task.id)]
    sitting = Sitting(work.session, sorted({key for row in anew for key in _crew(row.task)}), today)
    freed = 0
    for row in anew:
        if row.task.volunteer_id is None:
            # Whoever only went along goes alone now, and has to be cleared for that.
            set_fields(row.task, {"volunteer_id": row.task.second_volunteer_id, "second_volunteer_id": None})
        if _objection(work.session, sitting, row):
            set_fields(row.task, {"volunteer_id": None, "second_volunteer_id": None, "confirmed_by_id": None})
            freed += 1
    if anew:
        settle_cover(work, sorted({row.request.id for row in anew}))
    return freed


def _objection(session: Session, sitting: Sitting, row: TaskRow) -> bool:
    task, person = row.task, row.person
    gate = row.gate._replace(volunteer_id=task.volunteer_id, second_volunteer_id=task.second_volunteer_id)
    apart = matching.apart_from(session, person.id, person.household_id or "")
    return bool(apart & _crew(task)) or sitting.objection(gate) is not None


def _refuse_going(session: Session, actor: Actor, held: Round, today: date) -> None:
    tasks = round_query.carried(session, [held.id])
    reasons = held_back(session, tasks, crews_of(held, tasks), today)
    not_yet = not_yet_words(held, tasks, as_told(reasons, actor))
    if not_yet:
        raise DomainError(" ".join([f"S-{held.number} cannot go out again.", *not_yet]))


def _task_keys(session: Session, rows: Mapping[str, list[str]]) -> list[str]:
    """Tasks touched, and those of requests touched: they are out of use while their request is."""
    requests = given(rows.get(Request.__tablename__, ()))
    return sorted({*rows.get(Task.__tablename__, ()), *session.scalars(_TASKS_OF, requests)})


def _rows(lines: Iterable[Line]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for line in lines:
        found.setdefault(line.entity, {})[line.row_id] = None
    return {entity: list(keys) for entity, keys in found.items()}


def _by_keys(session: Session, model: type[M], rows: Mapping[str, list[str]]) -> list[M]:
    wanted = given(rows.get(model.__tablename__, ()))
    return list(session.scalars(by_keys(select(model), model.id), wanted))


def _crew(task: Task) -> frozenset[str]:
    return frozenset(one for one in (task.volunteer_id, task.second_volunteer_id) if one)


def _has_gone(held: Round) -> bool:
    return held.voided_at is None and held.status in _GONE
