"""Who is rung again and again: how often, about when, by whom, and what is done where nobody answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums_calls import CallKind, StepKind
from db.models import CallPlan, CallStep, Person, User
from db.queries import calls as query
from db.queries.concerns import accounts
from db.queries.repeats import pauses
from db.session import UnitOfWork
from desktop.domain import call_rules
from desktop.domain.call_rules import Plan, Spells, Standing
from desktop.domain.errors import DomainError
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.people import display_name
from desktop.services.records import get, set_fields, void

MOST_TRIES = 5
MOST_STEPS = 8


@dataclass(frozen=True, slots=True)
class StepDraft:
    """One step for no answer, as typed; see `db.models.CallStep`."""

    words: str
    kind: StepKind = StepKind.OTHER
    phone: str = ""
    note: str = ""
    by_time: time | None = None


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan as typed; see `db.models.CallPlan`.

    Attributes:
        steps: what is done where they do not answer, in order; the safeguarding lead comes after the last.
    """

    person_id: str
    kind: CallKind
    rule: str
    name: str = ""
    starts_on: date | None = None
    at_time: time | None = None
    caller_id: str | None = None
    talk_about: str = ""
    gently: str = ""
    tries: int = 2
    quiet_days: int = 14
    steps: tuple[StepDraft, ...] = ()


NAMES = {
    CallKind.WELFARE: "Welfare call",
    CallKind.BEFRIENDING: "Befriending",
    CallKind.KEEP_IN_TOUCH: "Keep in touch",
    CallKind.DOOR: "Nobody came to the door",
}
"""What a plan is called where nobody named it."""


class CallPlans(Service):
    """Verbs on who is rung again and again."""

    @verb("call.see")
    def of_person(self, _actor: Actor, person_id: str) -> list[query.PlanRow]:
        """One person's plans, ended ones among them."""
        with self.store.read() as session:
            return query.plans(session, person_id=person_id, with_ended=True)

    @verb("call.see")
    def draft(self, _actor: Actor, plan_id: str) -> PlanDraft:
        """A plan as it stands, to be changed.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            held = get(session, CallPlan, plan_id, "plan")
            steps = tuple(
                StepDraft(one.words, one.kind, one.phone, one.note, one.by_time)
                for one in query.steps(session, plan_id)
            )
            values = {name: getattr(held, name) for name in _FIELDS}
            return PlanDraft(held.person_id, steps=steps, **values)

    @verb("call.see")
    def callers(self, _actor: Actor) -> list[tuple[str, str]]:
        """Key and name of every account that could ring."""
        with self.store.read() as session:
            return accounts(session)

    @verb("call.plan")
    def save(self, actor: Actor, draft: PlanDraft, plan_id: str = "") -> Changes:
        """Begin to ring somebody again and again, or change how.

        Raises:
            DomainError: the tries or steps are out of range, or how often cannot be read.
        """
        values = _values(draft, self.today())
        with self.store.write(actor.user_id) as work:
            person = get(work.session, Person, draft.person_id, "person")
            if plan_id:
                held = get(work.session, CallPlan, plan_id, "plan")
                moved = any(getattr(held, name) != values[name] for name in ("rule", "starts_on", "at_time"))
                set_fields(held, values)
            else:
                held, moved = CallPlan(person_id=person.id, **values), True
                work.add(held)
                work.session.flush()
            _write_steps(work, held, draft.steps, self)
            if moved and not held.next_step:
                stand(
                    held,
                    call_rules.first(
                        plan_of(work.session, held), self.today(), spells(work.session, held, self.today())
                    ),
                )
            verb_words = "Changed" if plan_id else "Added"
            return changes(work, held.id, f"{verb_words}: {held.name} for {display_name(person)}")

    @verb("call.plan")
    def end(self, actor: Actor, plan_id: str, why: str) -> Changes:
        """Ring somebody no more, with the reason.

        Raises:
            DomainError: no reason was given.
        """
        if not clean(why):
            raise DomainError("Say why, so that others understand later.", field="reason")
        with self.store.write(actor.user_id) as work:
            held = get(work.session, CallPlan, plan_id, "plan")
            person = work.session.get_one(Person, held.person_id)
            set_fields(held, {"ended_on": self.today(), "ended_why": clean(why), "next_on": None})
            return changes(work, plan_id, f"{display_name(person)} is rung no more: {clean(why)}")

    @verb("call.plan")
    def hand_over(self, actor: Actor, plan_ids: Sequence[str], caller_id: str | None) -> Changes:
        """Give calls to somebody else from now on; None for whoever has time."""
        with self.store.write(actor.user_id) as work:
            name = get(work.session, User, caller_id, "account").name if caller_id else "whoever has time"
            for key in plan_ids:
                set_fields(get(work.session, CallPlan, key, "plan"), {"caller_id": caller_id})
            count = len(plan_ids)
            words = f"{count} calls are" if count != 1 else "1 call is"
            return changes(work, plan_ids[0] if plan_ids else "", f"{words} now for {name}")


_FIELDS = (
    *("kind", "rule", "name", "starts_on", "at_time", "caller_id", "talk_about", "gently", "tries"),
    "quiet_days",
)


def plan_of(session: Session, held: CallPlan) -> Plan:
    """A plan as the rules take it."""
    return Plan(held.rule, held.starts_on, held.at_time, held.tries, len(query.steps(session, held.id)))


def spells(session: Session, held: CallPlan, today: date) -> Spells:
    """The days on which somebody is away, from a day on."""
    found = pauses(session, today, {held.person_id})
    return [(one.first_day, one.last_day or date.max) for one in found if one.request_id is None]


def standing_of(held: CallPlan) -> Standing:
    """Where a plan stands, as the rules take it."""
    return Standing(held.next_on, held.next_time, held.misses, held.next_step)


def stand(held: CallPlan, standing: Standing) -> None:
    """Write down where a plan stands from now on."""
    names = ("next_on", "next_time", "misses", "next_step")
    set_fields(held, {name: getattr(standing, name) for name in names})


def _values(draft: PlanDraft, today: date) -> dict[str, Any]:
    if not 1 <= draft.tries <= MOST_TRIES:
        raise DomainError(f"Ring between 1 and {MOST_TRIES} times before the steps begin.", field="tries")
    if draft.quiet_days < 1:
        raise DomainError("Say after how many days the list names them.", field="quiet_days")
    if len(draft.steps) > MOST_STEPS:
        raise DomainError(f"At most {MOST_STEPS} steps. Put two together.", field="steps")
    values = {name: getattr(draft, name) for name in _FIELDS}
    values["starts_on"] = draft.starts_on or today
    values["name"] = clean(draft.name) or NAMES[draft.kind]
    values["talk_about"], values["gently"] = clean(draft.talk_about), clean(draft.gently)
    values["caller_id"] = draft.caller_id or None
    call_rules.next_day(Plan(draft.rule, values["starts_on"]), today)  # refuses what cannot be read
    return values


def _write_steps(work: UnitOfWork, held: CallPlan, drafts: Sequence[StepDraft], service: Service) -> None:
    """Write the steps where they differ; older ones are voided, so that history keeps them."""
    wanted = [
        (at, one.kind, clean(one.words), clean(one.phone), clean(one.note), one.by_time)
        for at, one in enumerate((one for one in drafts if clean(one.words)), start=1)
    ]
    if [tuple(one) for one in query.steps(work.session, held.id)] == wanted:
        return
    standing = select(CallStep).where(CallStep.plan_id == held.id, CallStep.voided_at.is_(None))
    for old in work.session.scalars(standing):
        void(old, "Another plan for no answer", service.now())
    names = ("position", "kind", "words", "phone", "note", "by_time")
    for one in wanted:
        work.add(CallStep(plan_id=held.id, **dict(zip(names, one, strict=True))))
    if held.next_step > len(wanted) + 1:
        held.next_step = len(wanted) + 1
    work.session.flush()
