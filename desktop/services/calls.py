"""Calls made again and again: the worklist of the day, one call, what came of it, what was promised."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from db.drafts import Draft
from db.enums import Channel, ContactOutcome, Direction
from db.enums_calls import CallMood, HowFar
from db.models import CallPlan, CallPromise, ContactAttempt, Person
from db.queries import calls as query
from db.queries.calls import MadeRow, PlanRow
from db.session import UnitOfWork
from desktop.domain import call_rules
from desktop.domain.call_rules import Standing
from desktop.domain.dates import clock_24, near_day
from desktop.domain.errors import DomainError
from desktop.domain.text import clean, clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.call_details import CallDetail, call_detail, quiet
from desktop.services.call_plans import plan_of, spells, stand, standing_of
from desktop.services.door_calls import settle
from desktop.services.group_calls import midnight
from desktop.services.needs import needs
from desktop.services.people import display_name
from desktop.services.records import get, set_fields
from desktop.services.requests import RequestDraft, write_request
from desktop.services.triage_hints import suggest

DRAFT = "plan_call"


@dataclass(frozen=True, slots=True)
class Worklist:
    """The calls of a day.

    Attributes:
        due: to be made, by time; those nobody reached and whose steps have begun come first.
        made: the last of each person today, the newest first.
        callers: key, name and how many calls of today are theirs; None stands for whoever has time.
    """

    due: tuple[PlanRow, ...]
    made: tuple[MadeRow, ...]
    callers: tuple[tuple[str | None, str, int], ...]


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


class Calls(Service):
    """Verbs on calls."""

    @verb("call.see")
    def worklist(self, _actor: Actor, of: Collection[str | None] | None = None) -> Worklist:
        """The calls of today.

        Args:
            _actor: who asks.
            of: callers whose calls are wanted, None among them for calls that are nobody's; None for all.
        """
        with self.store.read() as session:
            due = query.due(session, self.today())
            made = query.made(session, midnight(self.today()))
        names = {one.caller_id: one.caller for one in due}
        count = Counter(one.caller_id for one in due)
        callers = sorted(
            ((key, names[key], count[key]) for key in names), key=lambda one: (one[0] is None, one[1])
        )
        still = {one.id for one in due}
        return Worklist(
            tuple(one for one in due if of is None or one.caller_id in of),
            tuple(one for one in made if one.plan_id not in still),
            tuple(callers),
        )

    @verb("call.see")
    def to_make(self, actor: Actor) -> int:
        """How many calls of today are for whoever asks, or for nobody in particular."""
        with self.store.read() as session:
            due = query.due(session, self.today())
        return sum(one.caller_id in (None, actor.user_id) for one in due)

    @verb("call.see")
    def quiet(self, _actor: Actor) -> list[PlanRow]:
        """Everybody nobody reached for longer than their plan allows, the longest first."""
        with self.store.read() as session:
            return quiet(session, self.today())

    @verb("call.see")
    def every(self, _actor: Actor) -> list[PlanRow]:
        """Everybody who is rung again and again, by name."""
        with self.store.read() as session:
            return query.plans(session)

    @verb("call.see")
    def detail(self, _actor: Actor, plan_id: str) -> CallDetail:
        """One call to be made.

        Raises:
            NotFound: the plan is not there any more.
        """
        with self.store.read() as session:
            held = get(session, CallPlan, plan_id, "plan")
            return call_detail(session, held, self.today())

    @verb("call.see")
    def hint(self, _actor: Actor, words: str) -> tuple[str, str] | None:
        """Code and name of a need the words of a call suggest; None for none. It offers and never acts."""
        with self.store.read() as session:
            offered = {one.code: one.label for one in needs(session) if one.is_active and not one.is_private}
        passed: set[str] = set()
        while (found := suggest(words, passed)) is not None:
            if found.need_code in offered:
                return found.need_code, offered[found.need_code]
            passed.add(found.need_code)
        return None

    @verb("call.make")
    def record(self, actor: Actor, plan_id: str, done: CallDone, draft_id: str = "") -> Changes:
        """Record a call, what was promised on it and what it asks for: all of it or nothing.

        Args:
            actor: who rang.
            plan_id: whom.
            done: how it went.
            draft_id: the draft it makes needless.

        Returns:
            What was touched; ``made`` is the plan.

        Raises:
            DomainError: somebody reached them today already, or a day or a promise is missing or past.
        """
        _refuse_odd(done, self.today())
        with self.store.write(actor.user_id) as work:
            held = _open(work, plan_id)
            person = work.session.get_one(Person, held.person_id)
            _refuse_twice(work.session, held, person, self.today())
            attempt = self._attempt(actor, held, done)
            if done.need_code:
                draft = RequestDraft(person.id, done.need_code, words=clean_lines(done.note))
                request = write_request(work, actor, draft, now=self.now(), today=self.today())
                attempt.request_id = request.id
            work.add(attempt)
            work.session.flush()
            if clean(done.promise):
                work.add(_promise(actor, person.id, attempt.id, done))
            stand(held, self._after(work.session, held, done))
            settle(held, self.today())
            attempt_words = self._said(held, person, done)
            finished = changes(work, held.id, attempt_words)
        self._forget(draft_id)
        return finished

    @verb("call.make")
    def step_taken(self, actor: Actor, plan_id: str, note: str, *, heard: bool) -> Changes:
        """Say what came of a step for no answer.

        Args:
            actor: who took it.
            plan_id: whose plan.
            note: what was found out.
            heard: whether it is now known how they are; else the next step is due.

        Raises:
            DomainError: no step is due, or they are known to be somehow and nobody says how.
        """
        if heard and not clean_lines(note):
            raise DomainError("Say how they are and who says so.", field="note")
        with self.store.write(actor.user_id) as work:
            held = _open(work, plan_id)
            if not held.next_step:
                raise DomainError("No step is due. Ring them first.")
            if not heard and call_rules.is_last_resort(plan_of(work.session, held), standing_of(held)):
                raise DomainError("Every step was taken. Tell the safeguarding lead now.")
            person = work.session.get_one(Person, held.person_id)
            outcome = ContactOutcome.REACHED if heard else ContactOutcome.NO_ANSWER
            attempt = self._attempt(actor, held, CallDone(outcome, note))
            attempt.step = held.next_step
            work.add(attempt)
            plan, was = plan_of(work.session, held), standing_of(held)
            away = spells(work.session, held, self.today())
            now = (
                call_rules.reached(plan, self.today(), away)
                if heard
                else call_rules.step_without_news(was, self.today())
            )
            stand(held, now)
            settle(held, self.today())
            return changes(work, held.id, self._step_words(person, plan, now, heard))

    @verb("call.make")
    def promise_kept(self, actor: Actor, promise_id: str) -> Changes:
        """What was promised was done."""
        with self.store.write(actor.user_id) as work:
            held = get(work.session, CallPromise, promise_id, "promise")
            set_fields(held, {"done_on": self.today()})
            return changes(work, held.id, f"Kept: {held.words}")

    @verb("draft.keep")
    def keep(self, actor: Actor, body: dict[str, Any], draft_id: str = "") -> str:
        """Keep a half-made call; gives the draft's key."""
        return self.tools.draft_box().keep(DRAFT, actor.user_id, body, draft_id)

    @verb("draft.keep")
    def waiting(self, actor: Actor) -> list[Draft]:
        """The actor's half-made calls, newest first."""
        return self.tools.draft_box().waiting(DRAFT, actor.user_id)

    def _forget(self, draft_id: str) -> None:
        if draft_id:
            self.tools.draft_box().drop(draft_id)

    def _attempt(self, actor: Actor, held: CallPlan, done: CallDone) -> ContactAttempt:
        return ContactAttempt(
            at=self.now(),
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

    def _after(self, session: Session, held: CallPlan, done: CallDone) -> Standing:
        plan, was = plan_of(session, held), standing_of(held)
        if done.outcome in query.SPOKEN:
            away = spells(session, held, self.today())
            return call_rules.reached(plan, self.today(), away, wanted=done.next_on)
        if done.outcome is ContactOutcome.WRONG_NUMBER:
            return call_rules.wrong_number(plan, was, self.today())
        return call_rules.rung_out(plan, was, self.now().astimezone().replace(tzinfo=None))

    def _said(self, held: CallPlan, person: Person, done: CallDone) -> str:
        name = display_name(person)
        if held.next_step:
            return f"No answer from {name}. Now the steps for no answer."
        if done.outcome not in query.SPOKEN:
            when = near_day(held.next_on, self.today()) if held.next_on else ""
            at = f" at {clock_24(held.next_time)}" if held.next_time else ""
            return f"No answer from {name}. Try again {when}{at}"
        if held.next_on is None:
            return f"Saved the call to {name}. It was the last of this plan."
        return f"Saved the call to {name}. Next call {near_day(held.next_on, self.today())}"

    def _step_words(self, person: Person, plan: call_rules.Plan, now: Standing, heard: bool) -> str:
        name = display_name(person)
        if heard:
            return (
                f"{name} was heard of. Next call {near_day(now.next_on, self.today())}"
                if now.next_on
                else name
            )
        if call_rules.is_last_resort(plan, now):
            return f"Every step for {name} was taken. Tell the safeguarding lead now."
        return f"Nothing heard of {name} yet. Next: step {now.next_step}"


def _open(work: UnitOfWork, plan_id: str) -> CallPlan:
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
