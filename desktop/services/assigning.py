"""Giving a task to a volunteer: every rule asked inside the transaction that writes it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from db.enums import OfferAnswer, PersonStatus, RequestStatus, TaskStatus
from db.models import Offer
from db.queries import matching as query
from db.queries.matching import TaskRow
from db.queries.paging import by_keys, fetch, given
from db.session import UnitOfWork
from desktop.domain.availability import Busy, has_room, is_away
from desktop.domain.clearance_words import refusal
from desktop.domain.errors import DomainError
from desktop.domain.match_facts import Candidate, Need
from desktop.services import gate
from desktop.services.base import Actor
from desktop.services.candidates import candidates, minute_of, need_of
from desktop.services.records import set_fields
from desktop.services.sitting import Sitting

OVERRIDE = "override"
"""Field of the refusals that a reason gets past."""
_FROM_NEW = frozenset({RequestStatus.NEW, RequestStatus.TRIAGED, RequestStatus.WAITING})
_GIVEABLE = _FROM_NEW | {RequestStatus.ASSIGNED, RequestStatus.IN_PROGRESS}
_NO_VISIT = {
    PersonStatus.DECEASED: "{name} is recorded as having died. Close the request.",
    PersonStatus.DO_NOT_CONTACT: "{name} asked not to be contacted. Close the request.",
}
_HOLDS = by_keys(
    select(Offer.task_id, Offer.volunteer_id, Offer.hold_until).where(
        Offer.answer == OfferAnswer.WILL_RING_BACK,
        Offer.voided_at.is_(None),
        Offer.hold_until > bindparam("now"),
    ),
    Offer.task_id,
)


class Giving:
    """Gives tasks out in one transaction; what it gives counts for what it gives next.

    Args:
        work: the write transaction.
        actor: who confirms.
        now: the present moment, aware.
        rows: every task it may give.
        volunteer_ids: everybody it may give one to.
    """

    def __init__(
        self,
        work: UnitOfWork,
        actor: Actor,
        now: datetime,
        rows: Sequence[TaskRow],
        volunteer_ids: Iterable[str],
    ) -> None:
        self._work, self._actor, self._now = work, actor, now
        session, tasks = work.session, [row.task.id for row in rows]
        self._held = _holds(session, tasks, now)
        holders = {one for one, _until in self._held.values()}
        keys = sorted(set(volunteer_ids) | _held_by(rows) | holders)
        self._sitting = Sitting(session, keys, now.astimezone().date())
        self._nation, self._areas = gate.nation(session), query.area_line(session)
        days = [row.task.on_date for row in rows]
        basics = query.active(session, among=keys)
        found = candidates(session, basics, min(days), max(days), apart_from=tasks) if rows else []
        self._diary = {one.id: one for one in found}

    def name(self, volunteer_id: str) -> str:
        """A volunteer's name."""
        return self._sitting.names.get(volunteer_id, "This volunteer")

    def assign(self, row: TaskRow, volunteer_id: str, override: str = "") -> None:
        """Give a task to a volunteer, who goes alone or first.

        Args:
            row: the task.
            volunteer_id: the volunteer.
            override: the reason to go on though they are busy or away, or the task is held for another; never
                a way past the check gate.

        Raises:
            DomainError: they may not be given it; the message says why and what to do.
        """
        held = row.task.volunteer_id
        if held and held != volunteer_id:
            raise DomainError(f"{self.name(held)} has this task already. Take it back first.")
        self._refuse(row, volunteer_id, override)
        self._write(row, {"volunteer_id": volunteer_id}, volunteer_id)

    def pair(self, row: TaskRow, volunteer_id: str, override: str = "") -> None:
        """Send a second volunteer along; rules that allow pairing are met by the first, if cleared alone.

        Raises:
            DomainError: nobody goes yet, or they may not be given it.
        """
        first, second = row.task.volunteer_id, row.task.second_volunteer_id
        if not first:
            raise DomainError("Find a checked volunteer first, then pair up.")
        if first == volunteer_id or (second and second != volunteer_id):
            other = self.name(volunteer_id if first == volunteer_id else str(second))
            raise DomainError(f"{other} goes already. Choose somebody else, or take the task back first.")
        self._refuse(row, volunteer_id, override, beside=first)
        self._write(row, {"second_volunteer_id": volunteer_id}, volunteer_id)

    def _refuse(self, row: TaskRow, volunteer_id: str, override: str, beside: str = "") -> None:
        if row.task.status is not TaskStatus.PLANNED:
            raise DomainError("This task is out or over. Plan it again first.")
        if row.request.status not in _GIVEABLE:
            raise DomainError(f"R-{row.request.number} is closed. Open it again first.")
        words = _NO_VISIT.get(row.person.status)
        if words:
            raise DomainError(words.format(name=_person_name(row)))
        clearance = self._sitting.judge(row.gate, volunteer_id, beside=beside)
        if not clearance.passes:
            told = self._actor.may("check.see")
            raise DomainError(refusal(self.name(volunteer_id), clearance, told=told))
        one = self._diary[volunteer_id]
        home = row.person.household_id or ""
        if row.person.id in one.kept_apart or home in one.kept_apart:
            raise DomainError(f"{one.name} is not sent to this household.")
        clash = self._clash(row, one)
        if clash is not None and not override.strip():
            raise DomainError(f"{clash} Say why to go on.", field=OVERRIDE)

    def _clash(self, row: TaskRow, one: Candidate) -> str | None:
        """What speaks against it but gives way to a reason (domain rule 8); None when nothing does."""
        need, held = self._need(row), self._held.get(row.task.id)
        if held and held[0] != one.id:
            return f"{self.name(held[0])} is to ring back by {held[1].astimezone():%H:%M}."
        if is_away(one.absences, need.on_date):
            return f"{one.name} is away that day."
        if not has_room((), (), one.busy, need.on_date, need.start, need.end, need.minutes):
            label = next((each.label for each in one.busy if each.on_date == need.on_date), "")
            return f"{one.name} is already busy then ({label or 'another task'})."
        return None

    def _need(self, row: TaskRow) -> Need:
        return need_of(row, self._nation, self._areas, self._now)

    def _write(self, row: TaskRow, values: dict[str, str], volunteer_id: str) -> None:
        set_fields(row.task, values | {"confirmed_by_id": self._actor.user_id})
        if row.request.status in _FROM_NEW:
            set_fields(row.request, {"status": RequestStatus.ASSIGNED, "waiting_on": ""})
        if row.task.starts_at is not None:
            one, need = self._diary[volunteer_id], self._need(row)
            end = minute_of(row.task.ends_at, need.start + need.minutes)
            promise = Busy(need.on_date, need.start, end, row.need.label)
            self._diary[volunteer_id] = replace(one, busy=(*one.busy, promise))


def _held_by(rows: Sequence[TaskRow]) -> set[str]:
    return {one for row in rows for one in (row.task.volunteer_id, row.task.second_volunteer_id) if one}


def _holds(session: Session, task_ids: Sequence[str], now: datetime) -> dict[str, tuple[str, datetime]]:
    """Who is to ring back about a task, and until when it is held for them."""
    rows = fetch(session, _HOLDS, {**given(task_ids), "now": now})
    return {task: (volunteer, until) for task, volunteer, until in rows}


def _person_name(row: TaskRow) -> str:
    return f"{row.person.first_name} {row.person.last_name}".strip() or f"R-{row.request.number}"
