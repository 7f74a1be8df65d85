"""Rounds: ordered runs of stops on one date. Listed, opened, made, filled and voided."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, timedelta

from sqlalchemy.orm import Session

from db import search
from db.enums import RoundStatus
from db.enums_rounds import RoundEnd
from db.models import Area, Round, Task, Volunteer
from db.queries import rounds as query
from db.queries.rounds import Carried, RoundFilter, RoundRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get, set_fields, tidied, void
from desktop.services.round_details import CandidateTask, RoundDetail, RoundDraft, candidate, detail
from desktop.services.round_gates import Crew, as_told, held_back
from desktop.services.round_stops import (
    arrange,
    assign_crew,
    find_round,
    put_on,
    require_planned,
    take_off,
)

LATE_DAYS, EARLY_DAYS = 14, 6
"""How long after, or before, its day a single delivery may still be offered for a round."""


class Rounds(Service):
    """Verbs on rounds."""

    @verb("round.see")
    def ids(
        self, _actor: Actor, wanted: RoundFilter, sort: str = "date", descending: bool = False
    ) -> list[str]:
        """Keys of the rounds wanted, sorted."""
        with self.store.read() as session:
            return query.ids(session, wanted, sort, descending)

    @verb("round.see")
    def rows(self, _actor: Actor, wanted: Sequence[str]) -> list[RoundRow]:
        """Lines for keys, in the order of the keys."""
        with self.store.read() as session:
            return query.rows(session, wanted)

    @verb("round.see")
    def find(self, _actor: Actor, typed: str, limit: int = 50) -> list[str]:
        """Keys of rounds found by reference or name."""
        with self.store.read() as session:
            return list(search.keys(session.connection(), typed, "round", limit))

    @verb("round.see")
    def get(self, actor: Actor, round_id: str) -> RoundDetail:
        """One round, by its key or its reference.

        Raises:
            NotFound: there is no such round in use.
        """
        with self.store.read() as session:
            return detail(session, actor, find_round(session, round_id), self.today())

    @verb("round.see")
    def candidates(
        self, actor: Actor, day: date, area_id: str = "", crew: Crew = (), *, only_that_day: bool = False
    ) -> list[CandidateTask]:
        """Tasks that a round could take: deliveries and errands planned, on no round.

        Args:
            actor: who plans.
            day: the round's date.
            area_id: only households in this area or an area within it; empty for all.
            crew: volunteers to judge them by, the driver first.
            only_that_day: leave out single deliveries that are late or could be brought forward.

        Returns:
            Tasks of the day, late ones, and single ones of the next days, by date and address.
        """
        with self.store.read() as session:
            tasks = open_tasks(session, day, area_id, early=EARLY_DAYS, only_that_day=only_that_day)
            held = held_back(session, tasks, {task.task_id: crew for task in tasks}, self.today())
            told = as_told(held, actor)
            return [candidate(task, day, actor, told) for task in tasks]

    @verb("round.set")
    def save(self, actor: Actor, draft: RoundDraft, round_id: str = "") -> Changes:
        """Make a round, or change one. Its tasks follow its date and its crew.

        Raises:
            DomainError: it is out, one volunteer is named twice, or it ends before it begins.
        """
        _check(draft)
        with self.store.write(actor.user_id) as work:
            values = tidied(draft, [field.name for field in fields(RoundDraft)])
            _check_volunteers(work.session, draft)
            values["name"] = values["name"] or round_name(work.session, draft.area_id)
            before: Crew = ()
            if round_id:
                held = get(work.session, Round, round_id, "round")
                _check_open(work.session, held, values)
                before = tuple(one for one in (held.driver_id, held.helper_id) if one)
                set_fields(held, values)
            else:
                held = Round(number=work.next_number("round"), status=RoundStatus.PLANNED, **values)
                work.add(held)
            work.session.flush()
            if held.status is RoundStatus.PLANNED:
                _follow(work, actor, held, before, self.today())
            return changes(work, held.id, f"Saved S-{held.number}")

    @verb("round.void")
    def void(self, actor: Actor, round_id: str, reason: str) -> Changes:
        """Take a round out of use; its tasks go back to planned, on no round.

        Raises:
            DomainError: no reason was given, or results of it were keyed.
        """
        with self.store.write(actor.user_id) as work:
            held = find_round(work.session, round_id)
            tasks = query.carried(work.session, [held.id])
            if any(task.outcome is not None for task in tasks):
                raise DomainError(f"Results of S-{held.number} are keyed. It stays as the record of them.")
            take_off(work, held, [task.task_id for task in tasks])
            void(held, reason, self.now())
            return changes(work, held.id, f"Voided S-{held.number}")

    @verb("round.set")
    def add(self, actor: Actor, round_id: str, task_ids: Sequence[str]) -> Changes:
        """Put tasks on a round; those of one household make one stop.

        Returns:
            What was touched; the message names the tasks that could not be put on, and why.

        Raises:
            DomainError: the round is out, or none of the tasks could be put on.
        """
        with self.store.write(actor.user_id) as work:
            held = find_round(work.session, round_id)
            problems = put_on(work, actor, held, task_ids, self.today())
            done = len(dict.fromkeys(task_ids)) - len(problems)
            count = f"{done} of {done + len(problems)}" if problems else str(done)
            return changes(work, held.id, " ".join([f"{count} put on S-{held.number}.", *problems]))

    @verb("round.set")
    def remove(self, actor: Actor, round_id: str, task_ids: Sequence[str]) -> Changes:
        """Take tasks off a round; they stay planned.

        Raises:
            DomainError: the round is out.
        """
        with self.store.write(actor.user_id) as work:
            held = find_round(work.session, round_id)
            require_planned(work.session, held)
            count = take_off(work, held, task_ids)
            return changes(work, held.id, f"{count} taken off S-{held.number}")


def open_tasks(
    session: Session, day: date, area_id: str = "", *, early: int = 0, only_that_day: bool = False
) -> list[Carried]:
    """Tasks a round of a day could take; single ones also when late, or up to ``early`` days ahead."""
    areas = query.subtree(session, area_id) if area_id else []
    if only_that_day:
        return query.candidates(session, day, day, areas)
    found = query.candidates(session, day - timedelta(days=LATE_DAYS), day + timedelta(days=early), areas)
    return [task for task in found if task.on_date == day or not task.recurrence]


def round_name(session: Session, area_id: str | None) -> str:
    """A name for a round nobody named: that of its area."""
    area = session.get(Area, area_id) if area_id else None
    return f"{area.name} round" if area else "Round"


def _check(draft: RoundDraft) -> None:
    if draft.driver_id and draft.driver_id == draft.helper_id:
        raise DomainError("The helper is the driver already. Choose somebody else.", field="helper_id")
    if draft.begins is RoundEnd.LAST:
        raise DomainError("A round begins at the hub or at home. Choose one of them.", field="begins")
    if draft.ends_at and draft.ends_at <= draft.starts_at:
        raise DomainError("The end is before the beginning. Change one of the times.", field="ends_at")


def _check_volunteers(session: Session, draft: RoundDraft) -> None:
    for one in (draft.driver_id, draft.helper_id):
        if one:
            get(session, Volunteer, one, "volunteer")
    if draft.area_id:
        get(session, Area, draft.area_id, "area")


def _check_open(session: Session, held: Round, values: dict[str, object]) -> None:
    """A round that is out keeps its day, crew and area; its name, end and note may still change."""
    fixed = ("on_date", "starts_at", "begins", "finishes", "area_id", "driver_id", "helper_id")
    if any(getattr(held, name) != values[name] for name in fixed):
        require_planned(session, held)


def _follow(work: UnitOfWork, actor: Actor, held: Round, before: Crew, today: date) -> None:
    """Let the tasks of a round that was changed follow its day, its hours and its crew."""
    tasks = query.carried(work.session, [held.id])
    work.update_many(Task, {t.task_id: {"on_date": held.on_date} for t in tasks if t.on_date != held.on_date})
    work.session.expire_all()
    arrange(work, held, [stop.household_id for stop in query.stops(work.session, held.id)])
    assign_crew(work, actor, held, today, before)
