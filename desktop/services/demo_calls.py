"""The demonstration's calls: who is rung this week, what was said before; a phone round half-way through."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from db.enums import Channel, ContactOutcome, ContactPreference, Direction, PersonStatus
from db.enums_calls import CallKind, CallMood, HowFar, LineState, StepKind
from db.models import (
    CallPlan,
    CallPromise,
    CallStep,
    ContactAttempt,
    Household,
    Person,
    Phone,
    PhoneLine,
    PhoneRound,
)
from db.session import UnitOfWork
from desktop.domain.recurrence import monthly, weekly

if TYPE_CHECKING:
    from desktop.services.demo import Cast

_W, _B = CallKind.WELFARE, CallKind.BEFRIENDING
_PLANS: tuple[tuple[CallKind, str, time | None, str, int], ...] = (
    (_W, "Weekly chat", time(10, 45), "", 0),
    (_W, "Home from hospital", time(11, 0), "", 0),
    (_B, "Befriending", time(11, 10), "", 0),
    (_W, "Weekly check", time(11, 30), "", 2),
    (_W, "Weekly check", time(14, 15), "", 0),
    (_W, "Home from hospital", time(14, 30), "", 0),
    (_B, "Befriending", time(15, 0), "Bereaved in October, go gently", 0),
    (_W, "Weekly chat", None, "", 0),
    (_W, "Monthly check", None, "", 0),
    (_W, "Weekly chat", time(9, 30), "", 0),
    (_W, "Weekly chat", time(9, 45), "", 0),
    (_W, "Weekly check", time(9, 45), "", 0),
    (_B, "Befriending", time(10, 0), "", 0),
    (_W, "Weekly check", time(10, 15), "", 0),
)
"""Why, what the list says, about when, what to bear in mind, how often it rang out; five are made."""
_MADE = 5
_FIRST_CALLS = frozenset({1})
_SAID = (
    (CallMood.GOOD, "Grandson starts work on Monday. Pleased with the new kettle."),
    (CallMood.GOOD, "Chatted about the harbour in the war."),
    (CallMood.UP_AND_DOWN, "Missing the choir since the bus changed. Knee sore but seeing the nurse."),
    (CallMood.GOOD, "Neighbour brought soup."),
    (CallMood.UP_AND_DOWN, "Not sleeping well. Would like large-print library books."),
    (CallMood.UP_AND_DOWN, "Heating only on in the evenings."),
)
_TALK = ("Choir, grandson Rhys, crosswords", "The allotment, old films", "Football, his dog Bess", "")
_STEPS = (
    (StepKind.RING_SOMEBODY, "Ring the daughter", "07700 900733", "at work until two", None),
    (StepKind.KNOCK, "Ask next door to knock", "", "has a key", None),
    (StepKind.TELL, "Tell Helen Strickland", "", "", time(13, 0)),
)


_ROUND = 36
_CALLERS = ("Priya Nair", "Dilys Pugh", "Omar Said")
"""Who rings; two of them from a printed sheet."""
_CAME = (
    (LineState.MADE, "All well"),
    (LineState.MADE, "Fence down, son is coming"),
    (LineState.NO_ANSWER, ""),
    (LineState.MADE, "Power back since last night"),
    (LineState.MADE, ""),
    (LineState.WRONG_NUMBER, ""),
)
"""What came of the calls made, over and over."""
_OUTCOMES = {
    LineState.MADE: ContactOutcome.REACHED,
    LineState.NO_ANSWER: ContactOutcome.NO_ANSWER,
    LineState.WRONG_NUMBER: ContactOutcome.WRONG_NUMBER,
}


def write_calls(work: UnitOfWork, cast: "Cast", user_id: str) -> None:
    """Write plans for the oldest who live alone, their calls of six weeks, and today's.

    Args:
        work: the unit of work.
        cast: what the parts share.
        user_id: who rang.
    """
    people = _people(work, len(_PLANS))
    plans = [_plan(cast, person, at, user_id) for at, person in enumerate(people)]
    keys = work.insert_many(CallPlan, plans)
    steps = [
        dict(zip(("kind", "words", "phone", "note", "by_time"), one, strict=True))
        | {"plan_id": key, "position": position}
        for key in keys
        for position, one in enumerate(_STEPS, start=1)
    ]
    work.insert_many(CallStep, steps)
    attempts = [
        row
        for at, (key, person) in enumerate(zip(keys, people, strict=True))
        for row in _calls(cast, at, key, person, user_id)
    ]
    work.insert_many(ContactAttempt, attempts)
    if people:
        promise = {
            "person_id": people[0],
            "by_id": user_id,
            "words": "Ask about a lift to choir on Thursdays",
            "due_on": cast.today + timedelta(days=3),
        }
        work.insert_many(CallPromise, [promise])


def write_phone_round(work: UnitOfWork, cast: "Cast", user_id: str) -> None:
    """Write a phone round begun today and half-way through, with everything that can come of a call.

    Args:
        work: the unit of work.
        cast: what the parts share.
        user_id: who rang.
    """
    people = _others(work, _ROUND)
    if not people:
        return
    held = PhoneRound(
        number=work.next_number("phone_round"),
        name="Storm list, first calls",
        asks="Are you all right after the storm? Do you need anything today?",
        starts_on=cast.today,
    )
    work.add(held)
    work.session.flush()
    lines = [_line(cast, held.id, at, key, at < len(people) // 2) for at, key in enumerate(people)]
    keys = work.insert_many(PhoneLine, lines)
    rung = [
        {
            "line_id": key,
            "person_id": line["person_id"],
            "by_id": user_id,
            "at": line["done_at"],
            "channel": Channel.PHONE,
            "direction": Direction.OUTBOUND,
            "outcome": _OUTCOMES[line["state"]],
        }
        for key, line in zip(keys, lines, strict=True)
        if line["done_at"] is not None
    ]
    work.insert_many(ContactAttempt, rung)


def _line(cast: "Cast", round_id: str, at: int, person_id: str, is_rung: bool) -> dict[str, Any]:
    state, why = _CAME[at % len(_CAME)] if is_rung else (LineState.TO_DO, "")
    moment = datetime.combine(cast.today, time(9)) + timedelta(minutes=4 * at)
    return {
        "round_id": round_id,
        "place": at + 1,
        "person_id": person_id,
        "caller": _CALLERS[at % len(_CALLERS)],
        "on_date": cast.today,
        "state": state,
        "tries": 2 if state is LineState.NO_ANSWER else 0,
        "why": why,
        "done_at": moment.astimezone() if is_rung else None,
    }


def _others(work: UnitOfWork, most: int) -> list[str]:
    """People with a number of their own who may be rung on it and are not rung again and again."""
    own = select(Phone.e164).where(Phone.voided_at.is_(None)).group_by(Phone.e164)
    query = (
        select(Person.id)
        .join(Phone, Phone.person_id == Person.id)
        .where(
            Person.status == PersonStatus.ACTIVE,
            Person.voided_at.is_(None),
            Person.safe_number == "",
            Person.safe_when == "",
            Person.contact_preference.not_in((ContactPreference.EMAIL, ContactPreference.LETTER)),
            Person.id.not_in(select(CallPlan.person_id)),
            Phone.e164.in_(own.having(func.count() == 1)),
        )
        .group_by(Person.id)
        .order_by(Person.number)
        .limit(most)
    )
    return list(work.session.scalars(query))


def _people(work: UnitOfWork, most: int) -> list[str]:
    """The oldest of those who live alone and have a number."""
    query = (
        select(Person.id)
        .join(Household, Household.id == Person.household_id)
        .where(
            Person.status == PersonStatus.ACTIVE,
            Person.voided_at.is_(None),
            Person.date_of_birth.is_not(None),
            Household.size == 1,
            Person.id.in_(select(Phone.person_id)),
        )
        .order_by(Person.date_of_birth, Person.number)
        .limit(most)
    )
    return list(work.session.scalars(query))


def _plan(cast: "Cast", person_id: str, at: int, user_id: str) -> dict[str, Any]:
    kind, name, clock, gently, misses = _PLANS[at]
    is_made = at >= len(_PLANS) - _MADE
    rule = monthly(min(cast.today.day, 28)) if name == "Monthly check" else weekly([cast.today.weekday()])
    return {
        "person_id": person_id,
        "kind": kind,
        "name": name,
        "rule": rule,
        "starts_on": cast.today - timedelta(days=42),
        "at_time": clock,
        "caller_id": user_id if at % 3 != 2 else None,
        "talk_about": _TALK[at % len(_TALK)],
        "gently": gently,
        "next_on": cast.today + timedelta(days=7 if is_made else 0),
        "next_time": clock,
        "misses": misses,
        "next_step": 1 if misses else 0,
    }


def _calls(cast: "Cast", at: int, plan_id: str, person_id: str, user_id: str) -> list[dict[str, Any]]:
    """Calls of the six weeks before, and today's where it is made or rang out."""
    if at in _FIRST_CALLS:
        return []
    shared = {"plan_id": plan_id, "person_id": person_id, "by_id": user_id}
    shared |= {"channel": Channel.PHONE, "direction": Direction.OUTBOUND}
    weeks = range(6 - at % 3, 0, -1)
    found = [shared | _talked(cast, ago, ago + at) for ago in weeks]
    if at >= len(_PLANS) - _MADE:
        found.append(shared | _talked(cast, 0, at))
    for tried in range(_PLANS[at][4]):
        when = datetime.combine(cast.today, time(9, 15 + 30 * tried)).astimezone()
        found.append(shared | {"at": when, "outcome": ContactOutcome.NO_ANSWER})
    return found


def _talked(cast: "Cast", weeks_ago: int, turn: int) -> dict[str, Any]:
    mood, said = _SAID[turn % len(_SAID)]
    day = cast.today - timedelta(weeks=weeks_ago)
    return {
        "at": datetime.combine(day, time(9, 40 + turn % 15)).astimezone(),
        "outcome": ContactOutcome.REACHED,
        "note": said,
        "minutes": 8 + turn % 9,
        "mood": mood,
        "eating": HowFar.YES,
        "warm": HowFar.NOT_MUCH if mood is CallMood.UP_AND_DOWN else HowFar.YES,
        "seen_anyone": turn % 4 != 0,
    }
