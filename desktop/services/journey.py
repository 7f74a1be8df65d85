"""A volunteer's way into the hub, and back: what is next, who waits for a reply, who is asked back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import CheckStatus, CheckType, VolunteerStatus
from db.enums_journey import StepKind
from db.models import Organisation, Volunteer, VolunteerStep
from db.queries import journey as query
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.journey import (
    REPLY_WITHIN_DAYS,
    Idle,
    JourneyFacts,
    Stage,
    StageDone,
    idle,
    next_stage,
    stages,
)
from desktop.domain.lifecycle import check_volunteer_move
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.checks import CheckDraft, Checks
from desktop.services.records import get, void
from desktop.services.volunteers import HELD_STATES

AWAY_STATES = frozenset({VolunteerStatus.DORMANT, VolunteerStatus.RESTING})
"""Those who can be asked back; a hold is the safeguarding lead's to end."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step recorded by hand."""

    id: str
    kind: StepKind
    on_date: date
    with_name: str
    note: str


@dataclass(frozen=True, slots=True)
class JourneyView:
    """One volunteer's way.

    Attributes:
        stages: every stage, in order, with whether it is behind them.
        next: the stage to take next; None for whoever has arrived.
        idle: how long nothing has happened; None where that does not count.
        cleared: the kinds of help the gate clears them for, or would once they are taken on.
        steps: what was recorded by hand, the newest first.
        asked_back: the day they were last asked back.
        placed: with which organisation they help, and since when; None where with none.
    """

    stages: tuple[StageDone, ...]
    next: Stage | None
    idle: Idle | None
    cleared: tuple[str, ...]
    steps: tuple[StepLine, ...]
    asked_back: date | None
    placed: StepLine | None = None


class Journey(Service):
    """Verbs on the way into the hub."""

    @verb("volunteer.see")
    def of(self, actor: Actor, volunteer_id: str) -> JourneyView:
        """One volunteer's way; nothing of checks but what they are cleared for.

        Raises:
            NotFound: they are not there any more.
        """
        cleared = tuple(Checks(self.tools).ready_for(actor, volunteer_id))
        with self.store.read() as session:
            get(session, Volunteer, volunteer_id, "volunteer")
            (row,) = query.rows(session, [volunteer_id])
            lines = tuple(
                StepLine(one.id, one.kind, one.on_date, one.with_name, one.note)
                for one in query.steps(session, volunteer_id)
            )
        facts = _facts(row, len(cleared))
        asked = next((one.on_date for one in lines if one.kind is StepKind.ASKED_BACK), None)
        placed = next((one for one in lines if one.kind is StepKind.PLACED), None)
        waits = idle(facts, self.today())
        return JourneyView(stages(facts), next_stage(facts), waits, cleared, lines, asked, placed)

    @verb("volunteer.set")
    def answered(self, actor: Actor, volunteer_id: str, on: date, note: str = "") -> Changes:
        """Record that somebody who signed up was answered; they stand as contacted from now on.

        Raises:
            DomainError: the day lies ahead.
        """
        with self.store.write(actor.user_id) as work:
            volunteer = get(work.session, Volunteer, volunteer_id, "volunteer")
            self._step(work, volunteer, StepKind.CONTACTED, on, note=note)
            if volunteer.status is VolunteerStatus.APPLIED:
                volunteer.status = VolunteerStatus.CONTACTED
            return changes(work, volunteer_id, f"V-{volunteer.number} was answered")

    @verb("check.set")
    def inducted(self, actor: Actor, volunteer_id: str, on: date, by: str = "") -> Changes:
        """Record the induction in the check register, where the gate looks for it.

        Args:
            on: the day.
            by: who gave it; whoever is at the keyboard where empty.

        Raises:
            DomainError: the day lies ahead, or they gave it to themselves.
        """
        self._refuse_ahead(on)
        draft = CheckDraft(
            type=CheckType.INDUCTION,
            status=CheckStatus.VERIFIED,
            issued_on=on,
            seen_on=on,
            seen_by=clean(by) or actor.name,
        )
        return Checks(self.tools).save(actor, volunteer_id, draft)

    @verb("volunteer.set")
    def went_along(
        self, actor: Actor, volunteer_id: str, on: date, with_name: str, note: str = ""
    ) -> Changes:
        """Record a buddy shift: the day, and whom they went along with.

        Raises:
            DomainError: the day lies ahead, or nobody is named.
        """
        if not clean(with_name):
            raise DomainError("Say whom they went along with.", field="with_name")
        with self.store.write(actor.user_id) as work:
            volunteer = get(work.session, Volunteer, volunteer_id, "volunteer")
            self._step(work, volunteer, StepKind.BUDDY_SHIFT, on, with_name, note)
            return changes(work, volunteer_id, f"Buddy shift of V-{volunteer.number} recorded")

    @verb("volunteer.set")
    def place(self, actor: Actor, volunteer_id: str, on: date, organisation_id: str) -> Changes:
        """Record that somebody helps with a partner from a day on, such as while their checks are on the way.

        A placement clears nobody: what the partner may ask of them is the partner's to say.

        Raises:
            DomainError: the day lies ahead.
            NotFound: the organisation is not there any more.
        """
        with self.store.write(actor.user_id) as work:
            volunteer = get(work.session, Volunteer, volunteer_id, "volunteer")
            partner = get(work.session, Organisation, organisation_id, "organisation")
            self._step(work, volunteer, StepKind.PLACED, on, partner.name)
            return changes(work, volunteer_id, f"V-{volunteer.number} placed with {partner.name}")

    @verb("volunteer.set")
    def take_on(self, actor: Actor, volunteer_id: str) -> Changes:
        """Make a volunteer active: from now on matching offers them what the gate clears them for.

        Raises:
            DomainError: they cannot go straight there.
        """
        with self.store.write(actor.user_id) as work:
            volunteer = get(work.session, Volunteer, volunteer_id, "volunteer")
            if volunteer.status in HELD_STATES:
                raise DomainError("Not available: ask the safeguarding lead.")
            check_volunteer_move(volunteer.status, VolunteerStatus.ACTIVE)
            volunteer.status = VolunteerStatus.ACTIVE
            return changes(work, volunteer_id, f"V-{volunteer.number} is active")

    @verb("volunteer.set")
    def ask_back(self, actor: Actor, volunteer_ids: Sequence[str], on: date) -> Changes:
        """Record that dormant or resting volunteers were asked back; they stay so until they say yes.

        Args:
            volunteer_ids: whom; those who neither rest nor are dormant are passed over.
            on: the day.

        Raises:
            DomainError: the day lies ahead, or none of them rests or is dormant.
        """
        with self.store.write(actor.user_id) as work:
            found = work.session.scalars(
                select(Volunteer).where(
                    Volunteer.id.in_(volunteer_ids),
                    Volunteer.status.in_(AWAY_STATES),
                    Volunteer.voided_at.is_(None),
                )
            ).all()
            if not found:
                raise DomainError("None of these is resting or dormant.")
            for volunteer in found:
                self._step(work, volunteer, StepKind.ASKED_BACK, on)
            many = "1 volunteer" if len(found) == 1 else f"{len(found)} volunteers"
            return changes(work, found[0].id, f"Asked {many} back")

    @verb("volunteer.set")
    def take_step_off(self, actor: Actor, step_id: str, reason: str) -> Changes:
        """Take a step off the record that was recorded by mistake."""
        with self.store.write(actor.user_id) as work:
            step = get(work.session, VolunteerStep, step_id, "step")
            void(step, reason, self.now())
            return changes(work, step.volunteer_id, "Step taken off")

    def _step(
        self,
        work: UnitOfWork,
        volunteer: Volunteer,
        kind: StepKind,
        on: date,
        with_name: str = "",
        note: str = "",
    ) -> None:
        self._refuse_ahead(on)
        work.add(
            VolunteerStep(
                volunteer_id=volunteer.id, kind=kind, on_date=on, with_name=clean(with_name), note=clean(note)
            )
        )

    def _refuse_ahead(self, on: date) -> None:
        if on > self.today():
            raise DomainError("That day lies ahead. Record it when it has happened.", field="on_date")


def waiting_for_reply(session: Session, today: date) -> list[query.Unanswered]:
    """Who signed up more than a week ago and was answered by nobody, the longest wait first."""
    return query.unanswered(session, today - timedelta(days=REPLY_WITHIN_DAYS))


def _facts(row: query.JourneyRow, cleared: int) -> JourneyFacts:
    return JourneyFacts(
        status=row.status,
        joined_on=row.joined_on,
        contacted_on=row.contacted_on,
        cleared=cleared,
        induction_on=row.induction_on,
        buddy_on=row.buddy_on,
        last_task=row.last_task,
    )
