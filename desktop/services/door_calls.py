"""Nobody came to the door: they are rung the same day, then whoever has a key, then the lead is told.

The call and its steps stand on the worklist of calls, so that nothing of it is lost at the end of the day: it
is due until somebody reached them, a step says how they are, or it is ended with the reason. Hub policy.
"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import Answer, LinkKind, TaskKind, TaskOutcome
from db.enums_calls import CallKind, StepKind
from db.models import CallPlan, CallStep, ContactLink, Household, Person, Request, Task
from db.queries import calls as query
from db.queries import people
from db.session import UnitOfWork
from desktop.domain.call_rules import Standing
from desktop.services.call_plans import NAMES, stand
from desktop.services.records import restore, set_fields, void

ONCE = "FREQ=DAILY;COUNT=1"
_NOT_FETCHED = "Nobody came for what was kept"
_PUT_RIGHT = "The outcome was put right"
_REACHED = "It is known how they are"
_NEAR = {
    LinkKind.KEYHOLDER: "keyholder",
    LinkKind.EMERGENCY: "emergency contact",
    LinkKind.AROUND: "near them",
}
"""Who is asked, in this order, and what they are called where nothing else is known of them."""
_KNOCK = "Send somebody to knock again, or ask next door"
_KNOCK_TWO = "Send two people to knock again, or ask next door"


def door_key(person_id: str, day: date) -> str:
    """Key of the call after an unanswered door, the same however often it is keyed.

    Returns:
        32 hex characters: a name-based UUID, version 5 (RFC 9562 section 5.5).
    """
    return uuid.uuid5(uuid.UUID(hex=person_id), f"door {day.isoformat()}").hex


def begin_door_call(work: UnitOfWork, request: Request, task: Task, now: datetime, today: date) -> None:
    """Put somebody whose door stayed shut on the worklist of calls, once a day.

    Args:
        work: the transaction.
        request: what was brought.
        task: the delivery or visit.
        now: the moment, UTC.
        today: the laptop's own date.
    """
    key = door_key(request.person_id, task.on_date)
    held = work.session.get(CallPlan, key)
    if held is None:
        held = CallPlan(
            id=key,
            person_id=request.person_id,
            kind=CallKind.DOOR,
            name=_NOT_FETCHED if task.kind is TaskKind.COLLECTION else NAMES[CallKind.DOOR],
            rule=ONCE,
            starts_on=today,
            gently=_gently(task),
            tries=1,
        )
        work.add(held)
        work.session.flush()
    elif held.voided_at is not None:
        # However it was taken off, by putting right or by undo: a door shut again asks for its call again.
        restore(held)
        work.session.flush()
    _give_steps(work, held)
    over = held.ended_on is not None
    if over:
        # They were heard of after one door of the day, and now another stays shut: lunch, then supper.
        set_fields(held, {"ended_on": None, "ended_why": ""})
    # What somebody has begun goes on where it stands; all else begins with ringing.
    if over or not query.was_rung(work.session, held.id):
        who = work.session.get_one(Person, request.person_id)
        has_phone = bool(who.safe_number or people.phones(work.session, who.id))
        # Where nobody can be rung, the first step is due at once.
        stand(held, Standing(today, None, 0 if has_phone else 1, 0 if has_phone else 1))
    work.session.flush()


def _gently(task: Task) -> str:
    if task.kind is TaskKind.COLLECTION:
        return f"Nobody came on {task.on_date:%A} for what was kept for them."
    return f"Nobody came to the door on {task.on_date:%A}."


def stand_down(work: UnitOfWork, request: Request, task: Task, now: datetime) -> None:
    """Take the call off again where the outcome was put right, unless somebody has begun to see to it."""
    held = work.session.get(CallPlan, door_key(request.person_id, task.on_date))
    if held is None or held.voided_at is not None or held.ended_on is not None:
        return
    others = work.session.scalars(
        select(Task.outcome)
        .join(Request, Request.id == Task.request_id)
        .where(Request.person_id == request.person_id, Task.on_date == task.on_date)
        .where(Task.id != task.id, Task.voided_at.is_(None))
    )
    if TaskOutcome.NO_ANSWER in list(others) or query.was_rung(work.session, held.id):
        return
    void(held, _PUT_RIGHT, now)
    work.session.flush()


def settle(held: CallPlan, today: date) -> None:
    """End the call once it is known how they are: nobody is rung again for that door."""
    if held.kind is CallKind.DOOR and held.next_on is None and held.ended_on is None:
        set_fields(held, {"ended_on": today, "ended_why": _REACHED})


def _give_steps(work: UnitOfWork, held: CallPlan) -> None:
    """Write down what is done where they do not answer, unless that is there: undo takes it with the call."""
    if query.steps(work.session, held.id):
        return
    for position, step in enumerate(_steps(work.session, held.person_id), 1):
        step.plan_id, step.position = held.id, position
        work.add(step)


def _steps(session: Session, person_id: str) -> Iterable[CallStep]:
    """What is done where they do not answer either: their own plan's steps, or those who have a key."""
    plans = [one.id for one in query.plans(session, person_id=person_id) if one.kind is not CallKind.DOOR]
    own = next((found for plan in plans if (found := _own(session, plan))), [])
    if own:
        return own
    person = session.get_one(Person, person_id)
    if person.safe_number or person.safe_when or person.safe_message is Answer.NO:
        # Whoever is near may be whom they have to be kept safe from: the lead decides, nobody else is rung.
        return []
    links = session.scalars(
        select(ContactLink)
        .where(ContactLink.person_id == person_id, ContactLink.voided_at.is_(None))
        .where(ContactLink.kind.in_(_NEAR))
        .order_by(ContactLink.id)
    )
    order = list(_NEAR)
    near = sorted(links, key=lambda one: order.index(one.kind))
    asked = [
        CallStep(
            kind=StepKind.RING_SOMEBODY,
            words=f"Ring {one.name}, {one.relationship or _NEAR[one.kind]}",
            phone=one.phone,
        )
        for one in near[:2]
    ]
    home = session.get(Household, person.household_id) if person.household_id else None
    if home is None:
        return asked
    return [*asked, CallStep(kind=StepKind.KNOCK, words=_KNOCK_TWO if home.go_in_pairs else _KNOCK)]


def _own(session: Session, plan_id: str) -> list[CallStep]:
    return [
        CallStep(kind=one.kind, words=one.words, phone=one.phone, note=one.note, by_time=one.by_time)
        for one in query.steps(session, plan_id)
    ]
