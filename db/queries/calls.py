"""Calls made again and again: who is due, what came of it today, what was said before, and who is quiet."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from db.enums import ContactOutcome, PersonStatus
from db.enums_calls import CallKind, CallMood, HowFar, StepKind
from db.models import (
    CallPlan,
    CallPromise,
    CallStep,
    ContactAttempt,
    HelpPause,
    Person,
    Phone,
    User,
)
from db.queries.paging import by_keys, fetch, given

SPOKEN = (ContactOutcome.REACHED, ContactOutcome.CALL_BACK)
"""What counts as having been reached."""
_IN_USE = (CallPlan.voided_at.is_(None), CallPlan.ended_on.is_(None), Person.voided_at.is_(None))
_GONE = (PersonStatus.MOVED, PersonStatus.DECEASED, PersonStatus.DO_NOT_CONTACT)
_REACHED = aliased(ContactAttempt)
_BEFORE = exists().where(
    _REACHED.plan_id == CallPlan.id, _REACHED.outcome.in_(SPOKEN), _REACHED.voided_at.is_(None)
)
_LAST_REACHED = (
    select(func.max(_REACHED.at))
    .where(_REACHED.plan_id == CallPlan.id, _REACHED.outcome.in_(SPOKEN), _REACHED.voided_at.is_(None))
    .correlate(CallPlan)
    .scalar_subquery()
)
_NEXT_STEP = aliased(CallStep)


class PlanRow(NamedTuple):
    """One person to be rung again and again, as the worklist shows them.

    Attributes:
        caller: whoever usually rings; empty for whoever has time.
        step_words: the step for no answer whose turn it is; empty while they are rung themselves.
        was_reached: somebody reached them before; else it is the first call.
        reached_at: when that was last.
    """

    id: str
    person_id: str
    first_name: str
    last_name: str
    preferred_name: str
    kind: CallKind
    name: str
    rule: str
    gently: str
    language_code: str
    next_on: date | None
    next_time: time | None
    caller_id: str | None
    caller: str
    tries: int
    misses: int
    next_step: int
    step_words: str
    was_reached: bool
    reached_at: datetime | None
    quiet_days: int
    starts_on: date
    ended_on: date | None


class MadeRow(NamedTuple):
    """A call made: one person's last of a day."""

    plan_id: str
    person_id: str
    first_name: str
    last_name: str
    preferred_name: str
    at: datetime
    by: str
    outcome: ContactOutcome
    mood: CallMood | None
    request_id: str | None
    note: str


class CallRow(NamedTuple):
    """One call of a plan, or one step for no answer."""

    id: str
    at: datetime
    by: str
    outcome: ContactOutcome
    note: str
    step: int
    minutes: int | None
    mood: CallMood | None
    eating: HowFar | None
    warm: HowFar | None
    seen_anyone: bool | None


class StepRow(NamedTuple):
    """One step for no answer."""

    position: int
    kind: StepKind
    words: str
    phone: str
    note: str
    by_time: time | None


class PromiseRow(NamedTuple):
    """What was promised."""

    id: str
    person_id: str
    first_name: str
    last_name: str
    preferred_name: str
    by_id: str
    by: str
    words: str
    due_on: date


def due(session: Session, today: date) -> list[PlanRow]:
    """Everybody whose call or step is due by a day, by time; nobody who is away, moved or asks for none."""
    away = exists().where(
        HelpPause.person_id == Person.id,
        HelpPause.request_id.is_(None),
        HelpPause.voided_at.is_(None),
        HelpPause.first_day <= today,
        or_(HelpPause.last_day.is_(None), HelpPause.last_day >= today),
    )
    query = _plans().where(*_IN_USE, CallPlan.next_on <= today, Person.status.not_in(_GONE), ~away)
    # Somebody whose steps have begun comes first: they are the ones nobody reached.
    order = (CallPlan.next_step == 0, CallPlan.next_time.is_(None), CallPlan.next_time)
    query = query.order_by(*order, Person.last_name.collate("NOCASE"), CallPlan.id)
    return [PlanRow(*row) for row in fetch(session, query)]


def plans(session: Session, *, person_id: str = "", with_ended: bool = False) -> list[PlanRow]:
    """Everybody rung again and again, or one person's plans, by name."""
    query = _plans().where(CallPlan.voided_at.is_(None), Person.voided_at.is_(None))
    if person_id:
        query = query.where(CallPlan.person_id == person_id)
    if not with_ended:
        query = query.where(CallPlan.ended_on.is_(None))
    query = query.order_by(
        Person.last_name.collate("NOCASE"), Person.first_name.collate("NOCASE"), CallPlan.id
    )
    return [PlanRow(*row) for row in fetch(session, query)]


def was_rung(session: Session, plan_id: str) -> bool:
    """Whether a call or a step of a plan was made."""
    query = select(ContactAttempt.id).where(
        ContactAttempt.plan_id == plan_id, ContactAttempt.voided_at.is_(None)
    )
    return session.scalar(query.limit(1)) is not None


def plan_rows(session: Session, plan_ids: Sequence[str]) -> list[PlanRow]:
    """Plans by key, in the order of the keys; those that are gone are left out."""
    found = {row[0]: PlanRow(*row) for row in fetch(session, _by_plan(), given(plan_ids))}
    return [found[key] for key in plan_ids if key in found]


def made(session: Session, since: datetime) -> list[MadeRow]:
    """The last call to each person since a moment, the newest first; steps count as well."""
    later = aliased(ContactAttempt)
    newer = exists().where(
        later.plan_id == ContactAttempt.plan_id,
        later.voided_at.is_(None),
        or_(later.at > ContactAttempt.at, and_(later.at == ContactAttempt.at, later.id > ContactAttempt.id)),
    )
    query = (
        select(
            *(ContactAttempt.plan_id, Person.id, Person.first_name, Person.last_name, Person.preferred_name),
            *(ContactAttempt.at, User.name, ContactAttempt.outcome, ContactAttempt.mood),
            *(ContactAttempt.request_id, ContactAttempt.note),
        )
        .join(CallPlan, CallPlan.id == ContactAttempt.plan_id)
        .join(Person, Person.id == CallPlan.person_id)
        .join(User, User.id == ContactAttempt.by_id)
        .where(ContactAttempt.at >= since, ContactAttempt.voided_at.is_(None), ~newer)
        .where(CallPlan.voided_at.is_(None), Person.voided_at.is_(None))
        .order_by(ContactAttempt.at.desc(), ContactAttempt.id)
    )
    return [MadeRow(*row) for row in fetch(session, query)]


def calls(session: Session, plan_id: str, most: int) -> list[CallRow]:
    """The last calls and steps of a plan, the newest first."""
    query = (
        select(
            *(ContactAttempt.id, ContactAttempt.at, User.name, ContactAttempt.outcome, ContactAttempt.note),
            *(ContactAttempt.step, ContactAttempt.minutes, ContactAttempt.mood, ContactAttempt.eating),
            *(ContactAttempt.warm, ContactAttempt.seen_anyone),
        )
        .join(User, User.id == ContactAttempt.by_id)
        .where(ContactAttempt.plan_id == plan_id, ContactAttempt.voided_at.is_(None))
        .order_by(ContactAttempt.at.desc(), ContactAttempt.id.desc())
        .limit(most)
    )
    return [CallRow(*row) for row in fetch(session, query)]


def spoken_since(session: Session, person_id: str, moment: datetime) -> tuple[str, datetime] | None:
    """Who reached somebody by a call of a plan or a round since a moment, and when; None where nobody did."""
    query = (
        select(User.name, ContactAttempt.at)
        .join(User, User.id == ContactAttempt.by_id)
        .where(
            ContactAttempt.person_id == person_id,
            ContactAttempt.at >= moment,
            ContactAttempt.voided_at.is_(None),
            ContactAttempt.outcome.in_(SPOKEN),
            or_(ContactAttempt.plan_id.is_not(None), ContactAttempt.line_id.is_not(None)),
        )
        .order_by(ContactAttempt.at.desc())
        .limit(1)
    )
    found = fetch(session, query)
    return (found[0][0], found[0][1]) if found else None


def steps(session: Session, plan_id: str) -> list[StepRow]:
    """What is done for one person where they do not answer, in order."""
    query = (
        select(
            CallStep.position, CallStep.kind, CallStep.words, CallStep.phone, CallStep.note, CallStep.by_time
        )
        .where(CallStep.plan_id == plan_id, CallStep.voided_at.is_(None))
        .order_by(CallStep.position)
    )
    return [StepRow(*row) for row in fetch(session, query)]


def promises(session: Session, due_by: date | None = None, *, person_id: str = "") -> list[PromiseRow]:
    """What was promised and not yet kept, the earliest first.

    Args:
        session: a reading session.
        due_by: only what is due by this day; None for all.
        person_id: only what this person was promised; empty for all.
    """
    query = (
        select(
            *(CallPromise.id, CallPromise.person_id, Person.first_name, Person.last_name),
            *(Person.preferred_name, CallPromise.by_id, User.name, CallPromise.words, CallPromise.due_on),
        )
        .join(Person, Person.id == CallPromise.person_id)
        .join(User, User.id == CallPromise.by_id)
        .where(CallPromise.voided_at.is_(None), CallPromise.done_on.is_(None), Person.voided_at.is_(None))
        .order_by(CallPromise.due_on, CallPromise.id)
    )
    if due_by is not None:
        query = query.where(CallPromise.due_on <= due_by)
    if person_id:
        query = query.where(CallPromise.person_id == person_id)
    return [PromiseRow(*row) for row in fetch(session, query)]


def phone_of(session: Session, person_id: str) -> str:
    """The first number of somebody as it is held; empty for none."""
    query = select(Phone.e164, Phone.raw).where(Phone.person_id == person_id, Phone.voided_at.is_(None))
    found = fetch(session, query.order_by(Phone.position, Phone.id).limit(1))
    return (found[0][0] or found[0][1]) if found else ""


def _plans() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(CallPlan.id, Person.id, Person.first_name, Person.last_name, Person.preferred_name),
            *(CallPlan.kind, CallPlan.name, CallPlan.rule, CallPlan.gently, Person.language_code),
            *(CallPlan.next_on, CallPlan.next_time, CallPlan.caller_id, func.coalesce(User.name, "")),
            *(CallPlan.tries, CallPlan.misses, CallPlan.next_step, func.coalesce(_NEXT_STEP.words, "")),
            *(_BEFORE, _LAST_REACHED, CallPlan.quiet_days, CallPlan.starts_on, CallPlan.ended_on),
        )
        .join(Person, Person.id == CallPlan.person_id)
        .outerjoin(User, User.id == CallPlan.caller_id)
        .outerjoin(
            _NEXT_STEP,
            and_(
                _NEXT_STEP.plan_id == CallPlan.id,
                _NEXT_STEP.position == CallPlan.next_step,
                _NEXT_STEP.voided_at.is_(None),
            ),
        )
    )


@cache
def _by_plan() -> Select[*tuple[Any, ...]]:
    return by_keys(_plans(), CallPlan.id)
