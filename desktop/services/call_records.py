"""One call as it is recorded, on the screen or from paper: what it writes, and what comes next."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from db.enums import Channel, ContactOutcome, Direction
from db.enums_calls import CallMood, HowFar
from db.models import CallPlan, CallPromise, ContactAttempt, Person
from db.queries import calls as query
from db.session import UnitOfWork
from desktop.domain import call_rules
from desktop.domain.call_rules import Standing
from desktop.domain.dates import clock_24, near_day
from desktop.domain.errors import DomainError
from desktop.domain.text import clean, clean_lines
from desktop.services.base import Actor
from desktop.services.call_plans import plan_of, spells, stand, standing_of
from desktop.services.door_calls import settle
from desktop.services.group_calls import midnight
from desktop.services.people import display_name
from desktop.services.records import get
from desktop.services.requests import RequestDraft, write_request

NOON = timedelta(hours=12)
"""When a call of an earlier day counts as made: the paper says the day alone."""


@dataclass(frozen=True, slots=True)
class CallDone:
    """A call as it went.

    Attributes:
        minutes: how long they talked; None where nobody counted.
        promise: what was promised; empty for nothing.
        promise_on: by when.
        next_on: the day they want to be rung; None for the plan's own.
        need_code: the need to make a request of from the notes; empty for none.
    """

    outcome: ContactOutcome
    note: str = ""
    mood: CallMood | None = None
    eating: HowFar | None = None
    warm: HowFar | None = None
    seen_anyone: bool | None = None
    minutes: int | None = None
    promise: str = ""
    promise_on: date | None = None
    next_on: date | None = None
    need_code: str = ""


def record_call(
    work: UnitOfWork,
    actor: Actor,
    plan_id: str,
    done: CallDone,
    now: datetime,
    today: date,
    day: date | None = None,
) -> str:
    """Record a call inside a transaction; see `Calls.record`.

    Args:
        work: the transaction.
        actor: who records it.
        plan_id: whom.
        done: how it went.
        now: the moment, UTC.
        today: its date, as the hub counts it.
        day: the day of the call, where it is keyed in from paper later; None for now.

    Returns:
        What was done, in words.
    """
    _refuse_odd(done, today)
    held = open_plan(work, plan_id)
    person = work.session.get_one(Person, held.person_id)
    _refuse_twice(work.session, held, person, today)
    attempt = attempt_of(actor, held, done, now)
    if day is not None and day < today:
        attempt.at = midnight(day) + NOON
    if done.need_code:
        draft = RequestDraft(person.id, done.need_code, words=clean_lines(done.note))
        attempt.request_id = write_request(work, actor, draft, now=now, today=today).id
    work.add(attempt)
    work.session.flush()
    if clean(done.promise):
        work.add(_promise(actor, person.id, attempt.id, done))
    stand(held, _after(work.session, held, done, min(day or today, today), today, now))
    settle(held, today)
    return _said(held, person, done, today)


def attempt_of(actor: Actor, held: CallPlan, done: CallDone, now: datetime) -> ContactAttempt:
    """The record of a call."""
    return ContactAttempt(
        at=now,
        by_id=actor.user_id,
        person_id=held.person_id,
        plan_id=held.id,
        channel=Channel.PHONE,
        direction=Direction.OUTBOUND,
        outcome=done.outcome,
        note=clean_lines(done.note),
        next_on=done.next_on,
        minutes=done.minutes,
        mood=done.mood,
        eating=done.eating,
        warm=done.warm,
        seen_anyone=done.seen_anyone,
    )


def _after(
    session: Session, held: CallPlan, done: CallDone, day: date, today: date, now: datetime
) -> Standing:
    plan, was = plan_of(session, held), standing_of(held)
    if done.outcome in query.SPOKEN:
        away = spells(session, held, today)
        return call_rules.reached(plan, day, away, wanted=done.next_on)
    if done.outcome is ContactOutcome.WRONG_NUMBER:
        return call_rules.wrong_number(plan, was, today)
    return call_rules.rung_out(plan, was, now.astimezone().replace(tzinfo=None))


def _said(held: CallPlan, person: Person, done: CallDone, today: date) -> str:
    name = display_name(person)
    if held.next_step:
        return f"No answer from {name}. Now the steps for no answer."
    if done.outcome not in query.SPOKEN:
        when = near_day(held.next_on, today) if held.next_on else ""
        at = f" at {clock_24(held.next_time)}" if held.next_time else ""
        return f"No answer from {name}. Try again {when}{at}"
    if held.next_on is None:
        return f"Saved the call to {name}. It was the last of this plan."
    return f"Saved the call to {name}. Next call {near_day(held.next_on, today)}"


def open_plan(work: UnitOfWork, plan_id: str) -> CallPlan:
    """A plan whose calls go on.

    Raises:
        DomainError: they ended.
    """
    held = get(work.session, CallPlan, plan_id, "plan")
    if held.ended_on is not None:
        raise DomainError(f"These calls ended: {held.ended_why}. Begin them again first.")
    return held


def _refuse_twice(session: Session, held: CallPlan, person: Person, today: date) -> None:
    """Nobody is rung twice: whoever was reached today and is not due again has been heard."""
    if held.next_on is not None and held.next_on <= today:
        return
    spoken = query.spoken_since(session, person.id, midnight(today))
    if spoken is not None:
        by, at = spoken
        raise DomainError(
            f"{by} reached {display_name(person)} today at {clock_24(at.astimezone())}. "
            "Keep what is new as a note on their page."
        )


def _refuse_odd(done: CallDone, today: date) -> None:
    if done.next_on is not None and done.next_on < today:
        raise DomainError("This day is past. Choose a day to come.", field="next_on")
    if done.outcome is ContactOutcome.CALL_BACK and done.next_on is None:
        raise DomainError("Say when they want to be rung back.", field="next_on")
    if clean(done.promise) and done.promise_on is None:
        raise DomainError("Say by when, so that it is not forgotten.", field="promise_on")
    if done.promise_on is not None and clean(done.promise) and done.promise_on < today:
        raise DomainError("This day is past. Choose a day to come.", field="promise_on")
    if done.need_code and not clean_lines(done.note):
        raise DomainError("Write down what they need first.", field="note")


def _promise(actor: Actor, person_id: str, contact_id: str, done: CallDone) -> CallPromise:
    return CallPromise(
        person_id=person_id,
        contact_id=contact_id,
        by_id=actor.user_id,
        words=clean(done.promise),
        due_on=done.promise_on,
    )
