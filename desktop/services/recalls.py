"""Asking volunteers back for something that came up: a worklist, what each says, and nobody asked twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import VolunteerStatus
from db.enums_bank import RecallAnswer
from db.enums_journey import StepKind
from db.models import Recall, RecallCall, User, Volunteer, VolunteerStep
from db.queries import recalls as query
from db.queries.recalls import RecallLine, Whom
from db.session import UnitOfWork
from desktop.domain.bank import MOST_TRIES, Progress, is_settled, progress, status_after
from desktop.domain.errors import DomainError
from desktop.domain.text import clean, clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.limits import limits
from desktop.services.records import get, set_fields
from desktop.services.volunteers import HELD_STATES

ASKABLE = (VolunteerStatus.RESTING, VolunteerStatus.DORMANT, VolunteerStatus.ACTIVE)
"""Where somebody stands who can be asked; a hold is the safeguarding lead's to end."""
SAID = {
    RecallAnswer.TO_RING: "to ring",
    RecallAnswer.YES: "yes",
    RecallAnswer.NOT_NOW: "not now",
    RecallAnswer.NO_MORE: "no more",
    RecallAnswer.NO_ANSWER: "no answer",
    RecallAnswer.WRONG_NUMBER: "wrong number",
}


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a recall would ask, before it is begun.

    Attributes:
        asked: how many.
        elsewhere: how many are left out, as another recall is to ring them already.
        kept_back: how many are left out, as they asked that their data is not used.
    """

    asked: int
    elsewhere: int
    kept_back: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a volunteer said.

    Attributes:
        answer: in one word.
        can_from: from when they can, or may be asked again; from today when None.
        note: in their words.
    """

    answer: RecallAnswer
    can_from: date | None = None
    note: str = ""


class Recalls(Service):
    """Verbs on recalls."""

    @verb("volunteer.see")
    def all(self, _actor: Actor) -> list[RecallLine]:
        """Every recall, the newest first."""
        with self.store.read() as session:
            return query.recalls(session)

    @verb("volunteer.see")
    def progress(self, _actor: Actor, recall_id: str) -> Progress:
        """How far a recall has come."""
        with self.store.read() as session:
            return progress(query.answers(session, recall_id, MOST_TRIES))

    @verb("volunteer.see")
    def reach(self, _actor: Actor, whom: Whom) -> Reach:
        """Whom a recall would ask."""
        with self.store.read() as session:
            return _reach(session, whom)[0]

    @verb("volunteer.set")
    def begin(self, actor: Actor, title: str, words: str, whom: Whom) -> Changes:
        """Begin a recall: everybody it asks is on the worklist once.

        Args:
            actor: who asks.
            title: what it is for.
            words: what to say on the phone.
            whom: which volunteers; see `Whom`.

        Raises:
            DomainError: it has no name, nobody would be asked, or somebody held back or gone is wanted.
        """
        if not clean(title):
            raise DomainError("Say what they are asked back for.", field="title")
        if not whom.statuses or set(whom.statuses) - set(ASKABLE):
            raise DomainError("Choose active, resting or dormant volunteers.", field="statuses")
        with self.store.write(actor.user_id) as work:
            reach, keys = _reach(work.session, whom)
            if not keys:
                raise DomainError(_nobody(reach), field="statuses")
            held = Recall(
                number=work.next_number("recall"),
                title=clean(title),
                words=clean_lines(words),
                opened_on=self.today(),
            )
            work.add(held)
            work.session.flush()
            work.insert_many(RecallCall, [{"recall_id": held.id, "volunteer_id": key} for key in keys])
            many = "1 volunteer" if len(keys) == 1 else f"{len(keys):,} volunteers"
            return changes(work, held.id, f"{held.title}: {many} to ring")

    @verb("recall.ring")
    def answer(self, actor: Actor, recall_id: str, volunteer_id: str, said: Said) -> Changes:
        """Record what a volunteer said; yes makes whoever rests or is dormant active, no more is leaving.

        Two callers with the same list do not ring the same person: who has answered has been heard.

        Raises:
            DomainError: the recall is ended, they have answered already, they are not on its list or held
                back, or the day is past.
        """
        if said.can_from is not None and said.can_from < self.today():
            raise DomainError("This day is past. Choose a day to come.", field="can_from")
        if said.answer is RecallAnswer.TO_RING:
            raise DomainError("Say what came of it.", field="answer")
        with self.store.write(actor.user_id) as work:
            recall = get(work.session, Recall, recall_id, "recall")
            if recall.ended_on is not None:
                raise DomainError("This recall has ended. Begin another one to ask again.")
            volunteer = get(work.session, Volunteer, volunteer_id, "volunteer")
            if volunteer.status in HELD_STATES:
                raise DomainError("Not available: ask the safeguarding lead.")
            call = _call(work.session, recall_id, volunteer_id)
            _refuse_twice(work.session, call, f"V-{volunteer.number}")
            self._write(work, actor, call, volunteer, said, recall.title)
            return changes(work, volunteer_id, f"V-{volunteer.number}: {SAID[said.answer]}")

    @verb("volunteer.set")
    def end(self, actor: Actor, recall_id: str) -> Changes:
        """End a recall: nobody is rung any more, and what was said stays."""
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Recall, recall_id, "recall")
            set_fields(held, {"ended_on": self.today()})
            return changes(work, recall_id, f"{held.title}: ended")

    def _write(
        self, work: UnitOfWork, actor: Actor, call: RecallCall, volunteer: Volunteer, said: Said, title: str
    ) -> None:
        today, is_first = self.today(), call.tries == 0
        later = today + timedelta(days=1) if said.answer is RecallAnswer.NO_ANSWER else None
        values: dict[str, object] = {
            "answer": said.answer,
            "tries": call.tries + 1,
            "on_date": today,
            "next_on": later,
            "can_from": said.can_from,
            "note": clean(said.note),
            "by_id": actor.user_id,
        }
        set_fields(call, values)
        set_fields(volunteer, {"status": status_after(volunteer.status, said.answer)})
        if is_first:
            step = StepKind.ASKED_BACK
            work.add(VolunteerStep(volunteer_id=volunteer.id, kind=step, on_date=today, note=title))


def _reach(session: Session, whom: Whom) -> tuple[Reach, list[str]]:
    found, out = query.whom(session, whom, MOST_TRIES), limits(session)
    open_to = [one for one in found if one.person_id not in out]
    keys = [one.volunteer_id for one in open_to if not one.busy]
    return Reach(len(keys), len(open_to) - len(keys), len(found) - len(open_to)), keys


def _nobody(reach: Reach) -> str:
    if reach.elsewhere:
        return "Everybody chosen is being asked in another recall. End that one first, or choose others."
    return "Nobody fits. Choose more areas, or leave the skills open."


def _call(session: Session, recall_id: str, volunteer_id: str) -> RecallCall:
    found = session.scalars(
        select(RecallCall).where(
            RecallCall.recall_id == recall_id,
            RecallCall.volunteer_id == volunteer_id,
            RecallCall.voided_at.is_(None),
        )
    ).first()
    if found is None:
        raise DomainError("This recall does not ask them.")
    return found


def _refuse_twice(session: Session, call: RecallCall, who: str) -> None:
    if is_settled(call.answer, call.tries):
        by = session.get_one(User, call.by_id).name
        raise DomainError(f"{by} rang {who} already: {SAID[call.answer]}. Undo that first if it was not so.")


def open_recalls(lines: Sequence[RecallLine]) -> list[RecallLine]:
    """Those not ended."""
    return [one for one in lines if one.ended_on is None]
