"""Calls made again and again: the worklist of the day, one call, what came of it, what was promised."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from db.drafts import Draft
from db.enums import ContactOutcome
from db.models import CallPlan, CallPromise, Person
from db.queries import calls as query
from db.queries.call_sheets import SheetRow, on_paper, sheets
from db.queries.calls import MadeRow, PlanRow
from db.queries.groups import GroupRow
from desktop.domain import call_rules
from desktop.domain.call_rules import Standing
from desktop.domain.dates import near_day
from desktop.domain.errors import DomainError
from desktop.domain.text import clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.call_details import CallDetail, call_detail, quiet
from desktop.services.call_plans import plan_of, spells, stand, standing_of
from desktop.services.call_records import CallDone, attempt_of, open_plan, record_call
from desktop.services.door_calls import settle
from desktop.services.group_calls import due_groups, midnight
from desktop.services.needs import needs
from desktop.services.people import display_name
from desktop.services.records import get, set_fields
from desktop.services.triage_hints import suggest

DRAFT = "plan_call"


@dataclass(frozen=True, slots=True)
class Worklist:
    """The calls of a day.

    Attributes:
        due: to be made, by time; those nobody reached and whose steps have begun come first.
        made: the last of each person today, the newest first.
        callers: key, name and how many calls of today are theirs; None stands for whoever has time.
        sheets: what callers have on paper, the newest first.
        groups: street groups whose weekly check-in is due, for whoever may ring them.
    """

    due: tuple[PlanRow, ...]
    made: tuple[MadeRow, ...]
    callers: tuple[tuple[str | None, str, int], ...]
    sheets: tuple[SheetRow, ...] = ()
    groups: tuple[GroupRow, ...] = ()


class Calls(Service):
    """Verbs on calls."""

    @verb("call.see")
    def worklist(self, actor: Actor, of: Collection[str | None] | None = None) -> Worklist:
        """The calls of today.

        Args:
            actor: who asks.
            of: callers whose calls are wanted, None among them for calls that are nobody's; None for all.
        """
        with self.store.read() as session:
            due = off_paper(session, query.due(session, self.today()))
            made = query.made(session, midnight(self.today()))
            out = tuple(one for one in sheets(session) if one.round_id is None)
            rung = actor.may("group.ring") and (of is None or None in of)
            groups = due_groups(session, self.today()) if rung else []
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
            out,
            tuple(groups),
        )

    @verb("call.see")
    def to_make(self, actor: Actor) -> int:
        """How many calls of today are for whoever asks, or for nobody in particular."""
        with self.store.read() as session:
            due = off_paper(session, query.due(session, self.today()))
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
        with self.store.write(actor.user_id) as work:
            refuse_on_paper(work.session, plan_id)
            finished = changes(
                work, plan_id, record_call(work, actor, plan_id, done, self.now(), self.today())
            )
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
            refuse_on_paper(work.session, plan_id)
            held = open_plan(work, plan_id)
            if not held.next_step:
                raise DomainError("No step is due. Ring them first.")
            if not heard and call_rules.is_last_resort(plan_of(work.session, held), standing_of(held)):
                raise DomainError("Every step was taken. Tell the safeguarding lead now.")
            person = work.session.get_one(Person, held.person_id)
            outcome = ContactOutcome.REACHED if heard else ContactOutcome.NO_ANSWER
            attempt = attempt_of(actor, held, CallDone(outcome, note), self.now())
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


def off_paper(session: Session, due: list[PlanRow]) -> list[PlanRow]:
    """Calls nobody has on paper."""
    taken = on_paper(session)
    return [one for one in due if one.id not in taken]


def refuse_on_paper(session: Session, key: str) -> None:
    """Refuse what somebody has on paper, a plan or a line of a phone round: nobody is rung twice.

    Raises:
        DomainError: it is on a call sheet that was not keyed in yet.
    """
    held = on_paper(session, [key]).get(key)
    if held is not None:
        raise DomainError(
            f"{held.caller} has this call on paper: sheet {held.number}. Key the sheet in, or give it back."
        )
