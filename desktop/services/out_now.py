"""Who is out: sent out with a round or alone, heard of, back; and what is done where nobody hears of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from db.enums import VolunteerStatus
from db.models import OutNow, OutStepTaken, Round, Volunteer
from db.queries import out_now as query
from db.queries.out_now import OutRow, StepRow
from db.session import UnitOfWork
from desktop.domain import out_now as rules
from desktop.domain.clearance_words import NOT_AVAILABLE
from desktop.domain.errors import DomainError
from desktop.domain.out_now import OutState, OutStep, next_step, state_of
from desktop.domain.text import clean, clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get, set_fields, void
from desktop.services.volunteers import HELD_STATES
from desktop.services.waits import waits_in


@dataclass(frozen=True, slots=True)
class OutDraft:
    """Somebody who goes out, as typed.

    Attributes:
        minutes: after how many they are to be back, or to ring in.
    """

    volunteer_id: str
    what: str
    minutes: int
    alone: bool = True


class Outs(Service):
    """Verbs on who is out."""

    @verb("out.see")
    def ids(self, _actor: Actor, *, open_only: bool = True, text: str = "") -> list[str]:
        """Keys of those who are out, soonest due first; or of everybody, the newest first."""
        with self.store.read() as session:
            return query.ids(session, open_only=open_only, text=text)

    @verb("out.see")
    def rows(self, actor: Actor, wanted: Sequence[str]) -> list[OutRow]:
        """Lines for keys; numbers only for those who may see them."""
        with self.store.read() as session:
            found = query.rows(session, wanted)
        if actor.may("phone.see"):
            return found
        return [one._replace(phone="", contact_phone="") for one in found]

    @verb("out.see")
    def steps(self, _actor: Actor, out_id: str) -> list[StepRow]:
        """What was done where they were not heard of, the oldest first."""
        with self.store.read() as session:
            return query.steps(session, out_id)

    @verb("out.see")
    def alarms(self, _actor: Actor) -> frozenset[str]:
        """Keys of those who are so late that it is an alarm, and for whom no step was taken yet."""
        with self.store.read() as session:
            grace, now = waits_in(session).grace, self.now()
            return frozenset(
                one.id
                for one in query.rows(session, query.ids(session, open_only=True))
                if not one.step and state_of(one.due_at, one.back_at, now, grace) is OutState.ALARM
            )

    @verb("out.set")
    def leave(self, actor: Actor, draft: OutDraft) -> Changes:
        """Write down that somebody goes out, and when they are to be heard of.

        Raises:
            DomainError: they are not available, nothing is said of where, or the time is no time.
        """
        if not clean(draft.what):
            raise DomainError("Say where they go and what for.", field="what")
        if not 0 < draft.minutes <= rules.MOST_LATER.total_seconds() / 60:
            raise DomainError("Say after how many minutes they ring in: from 1 to 720.", field="minutes")
        with self.store.write(actor.user_id) as work:
            _refuse_unfit(get(work.session, Volunteer, draft.volunteer_id, "volunteer"))
            now = self.now()
            held = OutNow(
                volunteer_id=draft.volunteer_id,
                what=clean(draft.what),
                alone=draft.alone,
                out_at=now,
                due_at=now + timedelta(minutes=draft.minutes),
            )
            work.add(held)
            work.session.flush()
            return changes(work, held.id, f"{_name(work.session, held)} is out")

    @verb("out.set")
    def heard(self, actor: Actor, out_id: str, minutes: int = 0) -> Changes:
        """They rang in: all is well, and the steps begin anew should they be late again.

        Args:
            actor: who took the call.
            out_id: who is out.
            minutes: how much more time they asked for; nought for none where they are not late yet.

        Raises:
            DomainError: they are back.
        """
        with self.store.write(actor.user_id) as work:
            held = _open(work.session, out_id)
            now = self.now()
            values: dict[str, object] = {"heard_at": now, "step": 0}
            if minutes or held.due_at < now:
                values["due_at"] = rules.later(held.due_at, now, minutes or _AGAIN)
            set_fields(held, values)
            return changes(work, out_id, f"{_name(work.session, held)} rang in")

    @verb("out.set")
    def back(self, actor: Actor, out_ids: Sequence[str]) -> Changes:
        """They are back."""
        with self.store.write(actor.user_id) as work:
            for key in out_ids:
                set_fields(_open(work.session, key), {"back_at": self.now()})
            first = get(work.session, OutNow, out_ids[0], "line")
            who = _name(work.session, first) if len(out_ids) == 1 else f"{len(out_ids)} people"
            return changes(work, out_ids[0], f"{who} back")

    @verb("out.set")
    def step(self, actor: Actor, out_id: str, note: str) -> Changes:
        """Say what came of the step whose turn it was, where somebody is not heard of.

        Args:
            actor: who took it.
            out_id: who is out.
            note: what came of it.

        Raises:
            DomainError: they are back or not late, every step was taken, or nothing is said.
        """
        if not clean_lines(note):
            raise DomainError("Say what came of it, even “no answer”.", field="note")
        with self.store.write(actor.user_id) as work:
            held = _open(work.session, out_id)
            if state_of(held.due_at, held.back_at, self.now()) is OutState.OUT:
                raise DomainError("They are not late. Write down that they rang in instead.")
            if next_step(held.step) is None:
                raise DomainError("Every step was taken. Ring 999 if you fear for them.")
            set_fields(held, {"step": held.step + 1})
            work.add(
                OutStepTaken(
                    out_id=out_id,
                    number=held.step,
                    at=self.now(),
                    by_id=actor.user_id,
                    note=clean_lines(note),
                )
            )
            return changes(work, out_id, f"Step {held.step} for {_name(work.session, held)}")

    @verb("out.set")
    def void(self, actor: Actor, out_id: str, reason: str) -> Changes:
        """Take a line written by mistake out."""
        with self.store.write(actor.user_id) as work:
            held = get(work.session, OutNow, out_id, "line")
            void(held, reason, self.now())
            return changes(work, out_id, "Taken off the board")


_AGAIN = 30
"""Minutes until somebody who was late and rang in is to be heard of again, where they asked for none."""


def begin_round(work: UnitOfWork, held: Round, now: datetime, due: datetime) -> None:
    """Put a round that goes out on the board, by its driver.

    Args:
        work: the transaction.
        held: the round; it has a driver.
        now: the moment, UTC.
        due: when it should be back, UTC.
    """
    if held.driver_id is None:
        return
    work.add(
        OutNow(
            volunteer_id=held.driver_id,
            round_id=held.id,
            alone=held.helper_id is None,
            out_at=now,
            due_at=max(due, now),
        )
    )
    work.session.flush()


def end_round(work: UnitOfWork, round_id: str, now: datetime) -> None:
    """Take a round off the board: it was called back, or every result is keyed."""
    for one in query.open_of_round(work.session, round_id):
        set_fields(one, {"back_at": now})


def needs(row: OutRow, now: datetime) -> OutStep | None:
    """The step whose turn it is where somebody is not heard of; None while nobody has to do anything."""
    late = state_of(row.due_at, row.back_at, now) in (OutState.LATE, OutState.ALARM)
    return next_step(row.step) if late else None


def _refuse_unfit(volunteer: Volunteer) -> None:
    """Nobody on hold is sent anywhere, in the words every other absence has (domain rule 12)."""
    if volunteer.status in HELD_STATES:
        raise DomainError(f"{NOT_AVAILABLE}.", field="volunteer_id")
    if volunteer.status is not VolunteerStatus.ACTIVE:
        raise DomainError("They are not active any more. Choose somebody else.", field="volunteer_id")


def _open(session: Session, out_id: str) -> OutNow:
    held = get(session, OutNow, out_id, "line")
    if held.back_at is not None:
        raise DomainError("They are back already.")
    return held


def _name(session: Session, held: OutNow) -> str:
    (row,) = query.rows(session, [held.id])
    return f"{row.first_name} {row.last_name}".strip()
