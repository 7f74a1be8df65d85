"""Volunteers asked and what they said; a yes assigns, through the gate, in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import Answer, OfferAnswer, RequestStatus, TaskStatus
from db.models import DoNotPair, Household, Offer, Person, Task, Volunteer
from db.queries import matching as query
from db.queries import people
from db.queries.matching import TaskRow
from db.session import UnitOfWork
from desktop.domain.batch import Assignment
from desktop.domain.clearance_words import refusal
from desktop.domain.errors import DomainError
from desktop.domain.phones import national
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.candidates import candidates, need_of
from desktop.services.consents import HELP, standing_consent
from desktop.services.matching import judged, one_task
from desktop.services.records import get, set_fields

HOLD = timedelta(minutes=15)
"""How long a task is held for somebody who will ring back."""
OVERRIDE = "override"
"""Field of the refusals that a reason gets past."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a volunteer who said yes is told.

    Attributes:
        phone: the person's number; empty where they did not agree to share it.
    """

    volunteer: str
    person: str
    address: str
    phone: str
    door_note: str
    go_in_pairs: bool


@dataclass(frozen=True, slots=True)
class NeedsCover:
    """An assignment whose volunteer may no longer do the task."""

    task_id: str
    volunteer_id: str
    words: str


class Offers(Service):
    """Verbs on volunteers asked."""

    @verb("match.assign")
    def answer(
        self, actor: Actor, task_id: str, volunteer_id: str, answer: OfferAnswer, override: str = ""
    ) -> Changes:
        """Record what a volunteer said; a yes assigns them.

        Args:
            actor: who rang.
            task_id: the task.
            volunteer_id: who was asked.
            answer: what they said.
            override: the reason to give them the task though they are busy or over their hours; never a
                way past the check gate.

        Returns:
            What was touched.

        Raises:
            DomainError: they may not be given the task, or are busy then; the message says what to do.
        """
        with self.store.write(actor.user_id) as work:
            row = one_task(work.session, task_id)
            if answer is OfferAnswer.YES:
                self._assign(work, actor, row, volunteer_id, override)
            hold = self.now() + HOLD if answer is OfferAnswer.WILL_RING_BACK else None
            offer = _offer(work, task_id, volunteer_id)
            values = {"answer": answer, "hold_until": hold, "note": override.strip()}
            set_fields(offer, values | {"asked_at": self.now(), "asked_by_id": actor.user_id})
            name = _name(work.session, volunteer_id)
            words = _SAID[answer].format(name=name, request=f"R-{row.request.number}")
            return changes(work, row.request.id, words)

    @verb("match.assign")
    def release(self, actor: Actor, task_id: str, reason: str) -> Changes:
        """Take a task back from its volunteer; it waits for somebody again."""
        with self.store.write(actor.user_id) as work:
            row = one_task(work.session, task_id)
            set_fields(row.task, {"volunteer_id": None, "second_volunteer_id": None, "confirmed_by_id": None})
            if row.request.status is RequestStatus.ASSIGNED:
                set_fields(row.request, {"status": RequestStatus.TRIAGED})
            return changes(
                work, row.request.id, f"R-{row.request.number} waits for somebody. {reason}".strip()
            )

    @verb("match.assign")
    def accept(self, actor: Actor, assignments: Sequence[Assignment]) -> Changes:
        """Take a proposal, or part of it: the actor confirms, the volunteers are not yet asked.

        Every pair passes the gate again inside the transaction; those that no longer do are left out and
        counted in the message.
        """
        with self.store.write(actor.user_id) as work:
            taken, left = 0, 0
            for one in assignments:
                row = one_task(work.session, one.need_id)
                try:
                    self._assign(work, actor, row, one.volunteer_id, "")
                except DomainError:
                    left += 1
                    continue
                offer = _offer(work, one.need_id, one.volunteer_id)
                set_fields(offer, {"answer": OfferAnswer.NOT_YET_ASKED})
                work.session.flush()
                taken += 1
            kept_out = f" {left} no longer fit and were left out." if left else ""
            return changes(work, "", f"{taken} assigned, not yet asked.{kept_out}")

    @verb("match.assign")
    def set_usual(self, actor: Actor, household_id: str, volunteer_id: str | None) -> Changes:
        """Remember a household's usual volunteer, or forget them."""
        with self.store.write(actor.user_id) as work:
            home = get(work.session, Household, household_id, "household")
            set_fields(home, {"usual_volunteer_id": volunteer_id})
            return changes(work, household_id, "Usual volunteer remembered")

    @verb("match.see")
    def given(self, _actor: Actor, task_id: str) -> Given:
        """What the volunteer who said yes is told; a number only where the person agreed.

        Raises:
            DomainError: nobody has said yes.
        """
        with self.store.read() as session:
            row = one_task(session, task_id)
            if row.task.volunteer_id is None:
                raise DomainError("Nobody has said yes yet. The address stays hidden until then.")
            agreed = standing_consent(session, row.person.id, None, HELP)
            numbers = people.phones(session, row.person.id)
            home = row.household
            may = agreed is not None and agreed.answer is Answer.YES
            safe = row.person.safe_number or (numbers[0].e164 or numbers[0].raw if numbers else "")
            return Given(
                volunteer=_name(session, row.task.volunteer_id),
                person=f"{row.person.first_name} {row.person.last_name}".strip(),
                address=", ".join(p for p in (home.address_line1, home.town, home.postcode) if p)
                if home
                else "",
                phone=national(safe) if may else "",
                door_note=home.door_note if home else "",
                go_in_pairs=home.go_in_pairs if home else False,
            )

    @verb("match.see")
    def needs_cover(self, _actor: Actor) -> list[NeedsCover]:
        """Planned tasks whose volunteer may no longer do them: kept, but off prints and not sent out."""
        with self.store.read() as session:
            held = select(Task.id, Task.volunteer_id).where(
                Task.status == TaskStatus.PLANNED,
                Task.volunteer_id.is_not(None),
                Task.voided_at.is_(None),
                Task.on_date >= self.today(),
            )
            pairs = {task: volunteer for task, volunteer in session.execute(held) if volunteer}
            found = []
            for row in query.tasks(session, list(pairs)):
                volunteer = pairs[row.task.id]
                judgement = judged(session, row, volunteer, self.today())
                if not judgement.passes:
                    found.append(
                        NeedsCover(row.task.id, volunteer, refusal(_name(session, volunteer), judgement))
                    )
            return found

    def _assign(self, work: UnitOfWork, actor: Actor, row: TaskRow, volunteer_id: str, override: str) -> None:
        name = _name(work.session, volunteer_id)
        if row.task.status not in (TaskStatus.PLANNED, TaskStatus.OUT):
            raise DomainError("This task is over. Plan it again first.")
        clearance = judged(work.session, row, volunteer_id, self.today())
        if not clearance.passes:
            raise DomainError(refusal(name, clearance))
        apart = select(DoNotPair.id).where(
            DoNotPair.volunteer_id == volunteer_id,
            DoNotPair.person_id == row.person.id,
            DoNotPair.voided_at.is_(None),
        )
        if work.session.scalars(apart).first():
            raise DomainError(f"{name} is not sent to this household.")
        if not override.strip():
            self._refuse_busy(work.session, row, volunteer_id, name)
        set_fields(row.task, {"volunteer_id": volunteer_id, "confirmed_by_id": actor.user_id})
        if row.request.status in (RequestStatus.NEW, RequestStatus.TRIAGED, RequestStatus.WAITING):
            set_fields(row.request, {"status": RequestStatus.ASSIGNED})
        work.session.flush()

    def _refuse_busy(self, session: Session, row: TaskRow, volunteer_id: str, name: str) -> None:
        """Domain rule 8: double booking blocks; an override needs a reason."""
        day = row.task.on_date
        (one,) = candidates(session, query.active(session, among=[volunteer_id]), day, day)
        need = need_of(session, row, {})
        for busy in one.busy:
            own = row.task.volunteer_id == volunteer_id
            if busy.on_date == day and not own and busy.start < need.end and need.start < busy.end:
                whole = row.task.starts_at is None and row.task.ends_at is None
                if whole:
                    continue
                raise DomainError(
                    f"{name} is already busy then ({busy.label or 'another task'}). Say why to go on.",
                    field=OVERRIDE,
                )
        if any(away.first <= day <= away.last for away in one.absences):
            raise DomainError(f"{name} is away that day. Say why to go on.", field=OVERRIDE)


_SAID = {
    OfferAnswer.YES: "Gave {request} to {name}",
    OfferAnswer.NO: "{name} said no to {request}",
    OfferAnswer.NO_ANSWER: "{name} did not answer about {request}",
    OfferAnswer.WILL_RING_BACK: "{name} will ring back about {request}. Held for 15 minutes",
    OfferAnswer.ASKED: "{name} was asked about {request}",
    OfferAnswer.NOT_YET_ASKED: "{name} is down for {request}, not yet asked",
}


def _offer(work: UnitOfWork, task_id: str, volunteer_id: str) -> Offer:
    held = work.session.scalars(
        select(Offer).where(
            Offer.task_id == task_id, Offer.volunteer_id == volunteer_id, Offer.voided_at.is_(None)
        )
    ).first()
    if held is None:
        held = Offer(task_id=task_id, volunteer_id=volunteer_id, answer=OfferAnswer.ASKED)
        work.add(held)
    return held


def _name(session: Session, volunteer_id: str) -> str:
    volunteer = get(session, Volunteer, volunteer_id, "volunteer")
    person = session.get_one(Person, volunteer.person_id)
    return f"{person.first_name} {person.last_name}".strip() or f"V-{volunteer.number}"
