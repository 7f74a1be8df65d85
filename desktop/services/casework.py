"""Casework on a request: checklists taken from data; each step with who does it, by when, how it stands."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.enums_casework import StepState
from db.models import CaseStep, NeedType, Request
from db.queries import casework as query
from db.queries.casework import StepRow
from db.queries.concerns import accounts
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.text import clean, clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.checklists import Checklist, listed
from desktop.services.needs import sees_private
from desktop.services.records import get, set_fields


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step as typed; who does it is an account, or else a name."""

    words: str
    owner_id: str | None = None
    owner_name: str = ""
    due_on: date | None = None
    state: StepState = StepState.OPEN
    note: str = ""


class Casework(Service):
    """Verbs on steps."""

    @verb("case.see")
    def of(self, actor: Actor, request_id: str) -> list[StepRow]:
        """The steps of a request, in their order; none of a private need not named to whoever asks."""
        with self.store.read() as session:
            if _is_hidden(session, actor, get(session, Request, request_id, "request")):
                return []
            return query.steps(session, request_id)

    @verb("case.see")
    def offered(self, _actor: Actor, need_code: str) -> list[Checklist]:
        """The checklists offered, those meant for a need first."""
        with self.store.read() as session:
            found = [one for one in listed(session) if one.is_used]
        return sorted(found, key=lambda one: need_code not in one.needs)

    @verb("case.see")
    def owners(self, _actor: Actor) -> list[tuple[str, str]]:
        """Key and name of every account that can do a step."""
        with self.store.read() as session:
            return accounts(session)

    @verb("case.see")
    def step(self, actor: Actor, step_id: str) -> StepRow:
        """One step.

        Raises:
            NotFound: it is not there any more.
            NotAllowed: it is on a private need not named to whoever asks.
        """
        with self.store.read() as session:
            held = get(session, CaseStep, step_id, "step")
            _refuse_hidden(session, actor, held.request_id)
            return next(one for one in query.steps(session, held.request_id) if one.id == step_id)

    @verb("case.set")
    def begin(self, actor: Actor, request_id: str, code: str, owner_id: str | None = None) -> Changes:
        """Put a checklist on a request; its days count from today.

        Args:
            actor: who begins.
            request_id: the request.
            code: the checklist's.
            owner_id: the account that does its steps; the actor's own when None.

        Raises:
            DomainError: there is no such checklist, or it is on the request already.
        """
        with self.store.write(actor.user_id) as work:
            found = next((one for one in listed(work.session) if one.code == code and one.is_used), None)
            if found is None:
                raise DomainError("Choose a checklist.", field="checklist")
            request = _refuse_hidden(work.session, actor, request_id)
            if any(one.checklist == code for one in query.steps(work.session, request_id)):
                raise DomainError("This checklist is on the request already.", field="checklist")
            first = _next_position(work.session, request_id)
            for place, step in enumerate(found.steps):
                work.add(
                    CaseStep(
                        request_id=request_id,
                        checklist=code,
                        code=step.code,
                        position=first + place,
                        words=step.words,
                        owner_id=owner_id or actor.user_id,
                        due_on=self.today() + timedelta(days=step.days),
                    )
                )
            return changes(work, request_id, f"R-{request.number}: {found.label.lower()} begun")

    @verb("case.set")
    def add(self, actor: Actor, request_id: str, draft: StepDraft) -> Changes:
        """Put a step of one's own on a request.

        Raises:
            DomainError: it says nothing.
        """
        with self.store.write(actor.user_id) as work:
            request = _refuse_hidden(work.session, actor, request_id)
            place = _next_position(work.session, request_id)
            step = CaseStep(request_id=request_id, position=place, **_values(draft))
            _settle(step, draft.state, actor, self.today())
            work.add(step)
            return changes(work, request_id, f"R-{request.number}: step added")

    @verb("case.set")
    def save(self, actor: Actor, step_id: str, draft: StepDraft) -> Changes:
        """Say how a step stands: who does it, by when, done or not needed.

        Raises:
            DomainError: it says nothing.
        """
        with self.store.write(actor.user_id) as work:
            held = get(work.session, CaseStep, step_id, "step")
            request = _refuse_hidden(work.session, actor, held.request_id)
            set_fields(held, _values(draft))
            _settle(held, draft.state, actor, self.today())
            return changes(work, held.request_id, f"R-{request.number}: {_SAID[draft.state]}")


_SAID = {
    StepState.OPEN: "step saved",
    StepState.DONE: "step done",
    StepState.NOT_NEEDED: "step not needed",
}


def _values(draft: StepDraft) -> dict[str, Any]:
    words = clean(draft.words)
    if not words:
        raise DomainError("Say what is to be done.", field="words")
    return {
        "words": words,
        "owner_id": draft.owner_id or None,
        "owner_name": "" if draft.owner_id else clean(draft.owner_name),
        "due_on": draft.due_on,
        "note": clean_lines(draft.note),
    }


def _settle(held: CaseStep, state: StepState, actor: Actor, today: date) -> None:
    """Keep who settled a step and when; one opened again was settled by nobody."""
    if held.state is state:
        return
    settled = state is not StepState.OPEN
    values = {"state": state, "settled_on": today if settled else None}
    set_fields(held, values | {"settled_by_id": actor.user_id if settled else None})


def _next_position(session: Session, request_id: str) -> int:
    last = session.scalar(select(func.max(CaseStep.position)).where(CaseStep.request_id == request_id))
    return 0 if last is None else last + 1


def _is_hidden(session: Session, actor: Actor, request: Request) -> bool:
    need = session.get(NeedType, request.need_type_id)
    return need is not None and need.is_private and not sees_private(actor, request.taken_by_id)


def _refuse_hidden(session: Session, actor: Actor, request_id: str) -> Request:
    request = get(session, Request, request_id, "request")
    if _is_hidden(session, actor, request):
        raise NotAllowed("This need is private. Ask the safeguarding lead.")
    return request
