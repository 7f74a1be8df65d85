"""Volunteers asked and what they said; a yes assigns, through the gate, in the same transaction."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import Answer, OfferAnswer, RequestStatus, TaskStatus
from db.models import Consent, Household, Offer, Task, Volunteer
from db.queries import matching as query
from db.queries import people
from db.queries.gate_tasks import given_since
from db.queries.matching import TaskRow
from db.session import UnitOfWork
from desktop.domain.batch import Assignment
from desktop.domain.errors import DomainError
from desktop.domain.phones import national
from desktop.services.assigning import OVERRIDE, Giving
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.matching import one_task
from desktop.services.records import get, set_fields
from desktop.services.sitting import Sitting, crew_of
from desktop.services.wordings import HELP

__all__ = ["HOLD", "OVERRIDE", "Given", "NeedsCover", "Offers"]
HOLD = timedelta(minutes=15)
"""How long a task is held for somebody who will ring back."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a volunteer who said yes is told.

    Attributes:
        address: empty where the person said no to a volunteer having it.
        phone: the person's number; empty where they did not agree to share it.
        held: why there is no address; empty when there is one.
        bring: what to bring; empty for nothing.
    """

    volunteer: str
    person: str
    address: str
    phone: str
    door_note: str
    go_in_pairs: bool
    held: str = ""
    bring: str = ""


@dataclass(frozen=True, slots=True)
class NeedsCover:
    """An assignment whose volunteer may no longer do the task."""

    task_id: str
    volunteer_id: str
    words: str


class Offers(Service):
    """Verbs on volunteers asked."""

    @verb("match.assign")
    def ask(self, actor: Actor, task_id: str, volunteer_id: str) -> Changes:
        """Record that a volunteer is being asked."""
        return self.answer(actor, task_id, volunteer_id, OfferAnswer.ASKED)

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
            override: the reason to give them the task though they are busy or away, or it is held for
                another; never a way past the check gate.

        Returns:
            What was touched.

        Raises:
            DomainError: they may not be given it, or are busy then; the message says why and what to do.
        """
        with self.store.write(actor.user_id) as work:
            row = one_task(work.session, task_id)
            giving = Giving(work, actor, self.now(), [row], [volunteer_id])
            if answer is OfferAnswer.YES:
                giving.assign(row, volunteer_id, override)
            elif answer is OfferAnswer.NO and row.task.volunteer_id == volunteer_id:
                _take_back(work, row)
            self._record(work, actor, row, volunteer_id, answer, override)
            words = _SAID[answer].format(name=giving.name(volunteer_id), request=f"R-{row.request.number}")
            return changes(work, row.request.id, words)

    @verb("match.assign")
    def pair(self, actor: Actor, task_id: str, volunteer_id: str, override: str = "") -> Changes:
        """Send a second volunteer along with the one who goes; see `Giving.pair`."""
        with self.store.write(actor.user_id) as work:
            row = one_task(work.session, task_id)
            giving = Giving(work, actor, self.now(), [row], [volunteer_id])
            giving.pair(row, volunteer_id, override)
            self._record(work, actor, row, volunteer_id, OfferAnswer.YES, override)
            words = f"{giving.name(volunteer_id)} goes along on R-{row.request.number}"
            return changes(work, row.request.id, words)

    @verb("match.assign")
    def release(self, actor: Actor, task_id: str, reason: str) -> Changes:
        """Take a task back from its volunteer; it waits for somebody again."""
        with self.store.write(actor.user_id) as work:
            row = one_task(work.session, task_id)
            if row.task.status is not TaskStatus.PLANNED:
                raise DomainError("This task is out or over, so it stays with who did it.")
            _take_back(work, row)
            words = f"R-{row.request.number} waits for somebody. {reason.strip()}".strip()
            return changes(work, row.request.id, words)

    @verb("match.assign")
    def accept(self, actor: Actor, assignments: Sequence[Assignment]) -> Changes:
        """Take a proposal, or part of it: the actor confirms, the volunteers are not yet asked.

        Every pair passes the gate again inside the transaction; those that no longer do, and tasks somebody
        else has by now, are left out and counted in the message.
        """
        with self.store.write(actor.user_id) as work:
            found = query.tasks(work.session, [one.need_id for one in assignments])
            rows = {row.task.id: row for row in found}
            volunteers = [one.volunteer_id for one in assignments]
            giving = Giving(work, actor, self.now(), found, volunteers)
            taken = 0
            for one in assignments:
                row = rows.get(one.need_id)
                if row is None or row.task.volunteer_id is not None:
                    continue
                with suppress(DomainError):
                    giving.assign(row, one.volunteer_id)
                    _offer(work, one.need_id, one.volunteer_id).answer = OfferAnswer.NOT_YET_ASKED
                    taken += 1
            left = len(assignments) - taken
            kept_out = f" {left} no longer fit and were left out." if left else ""
            return changes(work, "", f"{taken} assigned, not yet asked.{kept_out}")

    @verb("match.assign")
    def set_usual(self, actor: Actor, household_id: str, volunteer_id: str | None) -> Changes:
        """Remember a household's usual volunteer, or forget them."""
        with self.store.write(actor.user_id) as work:
            home = get(work.session, Household, household_id, "household")
            if volunteer_id:
                get(work.session, Volunteer, volunteer_id, "volunteer")
            set_fields(home, {"usual_volunteer_id": volunteer_id or None})
            words = "Usual volunteer remembered" if volunteer_id else "Usual volunteer forgotten"
            return changes(work, household_id, words)

    @verb("match.see")
    def given(self, actor: Actor, task_id: str) -> Given:
        """What the volunteer who said yes is told; a number only where the person agreed.

        Nothing of the person's is told to somebody who may no longer do the task.

        Raises:
            DomainError: nobody has said yes.
        """
        with self.store.read() as session:
            row = one_task(session, task_id)
            volunteer_id = row.task.volunteer_id
            if volunteer_id is None or not _said_yes(session, task_id, volunteer_id):
                raise DomainError("Nobody has said yes yet. The address stays hidden until then.")
            sitting = Sitting(session, row.gate.crew, self.today())
            lapsed = sitting.objection(row.gate, told=actor.may("check.see"))
            return _given(session, row, sitting.names[volunteer_id], lapsed[1] if lapsed else "")

    @verb("match.see")
    def needs_cover(self, actor: Actor) -> list[NeedsCover]:
        """Planned tasks whose volunteer may no longer do them: kept, but off prints and not sent out."""
        with self.store.read() as session:
            given = given_since(session, self.today())
            sitting = Sitting(session, crew_of(given), self.today())
            found = [(task.id, sitting.objection(task, told=actor.may("check.see"))) for task in given]
        return [NeedsCover(task, who[0], who[1]) for task, who in found if who is not None]

    def _record(
        self, work: UnitOfWork, actor: Actor, row: TaskRow, volunteer_id: str, answer: OfferAnswer, note: str
    ) -> None:
        hold = self.now() + HOLD if answer is OfferAnswer.WILL_RING_BACK else None
        values = {"answer": answer, "hold_until": hold, "note": note.strip()}
        asked = {"asked_at": self.now(), "asked_by_id": actor.user_id}
        set_fields(_offer(work, row.task.id, volunteer_id), values | asked)


_SAID_NO = "{name} has not agreed that a volunteer gets this address. Ring to ask."
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


def _take_back(work: UnitOfWork, row: TaskRow) -> None:
    """Leave a task to nobody; its request waits for somebody unless another of its tasks is given."""
    set_fields(row.task, {"volunteer_id": None, "second_volunteer_id": None, "confirmed_by_id": None})
    work.session.flush()
    given = select(Task.id).where(
        Task.request_id == row.request.id,
        Task.volunteer_id.is_not(None),
        Task.voided_at.is_(None),
        Task.status.in_((TaskStatus.PLANNED, TaskStatus.OUT)),
    )
    if row.request.status is RequestStatus.ASSIGNED and work.session.scalars(given.limit(1)).first() is None:
        set_fields(row.request, {"status": RequestStatus.TRIAGED})


def _said_yes(session: Session, task_id: str, volunteer_id: str) -> bool:
    said = select(Offer.id).where(
        Offer.task_id == task_id,
        Offer.volunteer_id == volunteer_id,
        Offer.answer == OfferAnswer.YES,
        Offer.voided_at.is_(None),
    )
    return session.scalars(said.limit(1)).first() is not None


def _agreed(session: Session, person_id: str) -> Answer:
    """The person's last word on a volunteer having their address; a yes taken back is a no."""
    asked = select(Consent.answer, Consent.withdrawn_at).where(
        Consent.person_id == person_id,
        Consent.recipient_id.is_(None),
        Consent.purpose == HELP,
        Consent.voided_at.is_(None),
    )
    last = session.execute(asked.order_by(Consent.given_at.desc(), Consent.id.desc()).limit(1)).first()
    if last is None:
        return Answer.NOT_ASKED
    return Answer.NO if last.withdrawn_at is not None else last.answer


def _given(session: Session, row: TaskRow, helper: str, lapsed: str) -> Given:
    answer = _agreed(session, row.person.id)
    numbers = people.phones(session, row.person.id)
    first = (numbers[0].e164 or numbers[0].raw) if numbers else ""
    name = f"{row.person.first_name} {row.person.last_name}".strip()
    home = row.household if answer is not Answer.NO and not lapsed else None
    return Given(
        volunteer=helper,
        person=name,
        address=", ".join(p for p in (home.address_line1, home.town, home.postcode) if p) if home else "",
        phone=national(row.person.safe_number or first) if answer is Answer.YES and not lapsed else "",
        door_note=home.door_note if home else "",
        go_in_pairs=row.household.go_in_pairs if row.household else False,
        held=lapsed or (_SAID_NO.format(name=name) if answer is Answer.NO else ""),
        bring=row.task.items or row.request.items or row.need.item_one,
    )
