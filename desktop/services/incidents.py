"""Incidents: opened by one form, run, and closed; what they ask for comes into use and goes out of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.enums_incidents import CallOutAnswer, IncidentKind
from db.models import CallOut, Incident, IncidentArea, IncidentNeed, NeedType, ReliefCentre, User
from db.queries import incidents as query
from db.queries.incidents import CentreRow, IncidentRow
from db.session import UnitOfWork
from desktop.domain.errors import DomainError
from desktop.domain.text import clean, clean_lines
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.records import get, set_fields
from resources import read_text

ERASE_AFTER = timedelta(days=90)
"""How long after an incident its people's data stays where no other day is chosen: the hub's habit, in time
for the report and the looking back."""


@dataclass(frozen=True, slots=True)
class IncidentDraft:
    """An incident as typed, with all a relief hub needs to begin.

    Attributes:
        area_ids: the areas it touches.
        need_codes: the help that is asked for because of it.
        centre: name of a relief centre; empty for none, as is all that follows.
        call_out: put everybody on standby for this kind on its list.
    """

    name: str
    kind: IncidentKind
    note: str = ""
    area_ids: frozenset[str] = frozenset()
    need_codes: frozenset[str] = frozenset()
    centre: str = ""
    centre_address: str = ""
    centre_phone: str = ""
    centre_places: int | None = None
    call_out: bool = True


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One kind of help of an incident: how often it was asked for, and how often it was done."""

    code: str
    label: str
    asked: int
    done: int


@dataclass(frozen=True, slots=True)
class IncidentDetail:
    """One incident, with all its pane shows."""

    row: IncidentRow
    note: str
    learned: str
    stopped_why: str
    opened_by: str
    areas: tuple[tuple[str, str], ...]
    needs: tuple[NeedLine, ...]
    centres: tuple[CentreRow, ...]
    figures: dict[str, Any]


def presets() -> dict[IncidentKind, tuple[str, ...]]:
    """The help each kind of incident usually asks for, as codes of need types."""
    found: dict[str, list[str]] = json.loads(read_text("incidents.json"))["kinds"]
    return {IncidentKind(kind): tuple(codes) for kind, codes in found.items()}


class Incidents(Service):
    """Verbs on incidents."""

    @verb("incident.see")
    def ids(self, _actor: Actor) -> list[str]:
        """Keys of incidents, open ones first."""
        with self.store.read() as session:
            return query.ids(session)

    @verb("incident.see")
    def rows(self, _actor: Actor, wanted: Sequence[str]) -> list[IncidentRow]:
        """Lines for keys."""
        with self.store.read() as session:
            return query.rows(session, wanted)

    @verb("incident.see")
    def open_now(self, _actor: Actor) -> list[IncidentRow]:
        """Incidents that are open, the newest first."""
        with self.store.read() as session:
            return query.rows(session, query.open_ids(session))

    @verb("incident.see")
    def get(self, _actor: Actor, incident_id: str) -> IncidentDetail:
        """One incident.

        Raises:
            NotFound: it is not there any more.
        """
        with self.store.read() as session:
            held = get(session, Incident, incident_id, "incident")
            (row,) = query.rows(session, [incident_id])
            by = session.get(User, held.opened_by_id) if held.opened_by_id else None
            return IncidentDetail(
                row,
                held.note,
                held.learned,
                held.stopped_why,
                by.name if by else "",
                tuple(query.areas_of(session, incident_id)),
                tuple(NeedLine(*one) for one in query.needs_of(session, incident_id)),
                tuple(query.centres(session, incident_id)),
                dict(held.figures),
            )

    @verb("incident.set")
    def open(self, actor: Actor, draft: IncidentDraft) -> Changes:
        """Open an incident: its kinds of help come into use, its centre opens, standby is put on its list.

        Raises:
            DomainError: it has no name.
        """
        _check(draft)
        with self.store.write(actor.user_id) as work:
            held = Incident(
                number=work.next_number("incident"),
                name=clean(draft.name),
                kind=draft.kind,
                note=clean_lines(draft.note),
                opened_at=self.now(),
                opened_by_id=actor.user_id,
            )
            work.add(held)
            work.session.flush()
            _write_sets(work, held.id, draft)
            if clean(draft.centre):
                work.add(
                    ReliefCentre(
                        incident_id=held.id,
                        name=clean(draft.centre),
                        address=clean(draft.centre_address),
                        phone=clean(draft.centre_phone),
                        places=draft.centre_places,
                    )
                )
            called = query.on_standby(work.session, draft.kind) if draft.call_out else []
            for one in called:
                work.add(
                    CallOut(
                        incident_id=held.id, volunteer_id=one.volunteer_id, answer=CallOutAnswer.NOT_ASKED
                    )
                )
            more = f" {len(called)} on standby to call out." if called else ""
            return changes(work, held.id, f"{held.name} is open.{more}")

    @verb("incident.set")
    def save(self, actor: Actor, draft: IncidentDraft, incident_id: str) -> Changes:
        """Change an open incident; its centres and its list stay as they are.

        Raises:
            DomainError: it has no name, or it is closed.
        """
        _check(draft)
        with self.store.write(actor.user_id) as work:
            held = _open(work.session, incident_id)
            set_fields(held, {"name": clean(draft.name), "kind": draft.kind, "note": clean_lines(draft.note)})
            _write_sets(work, incident_id, draft)
            return changes(work, incident_id, f"Saved {held.name}")

    @verb("incident.set")
    def close(
        self, actor: Actor, incident_id: str, learned: str = "", erase_on: date | None = None
    ) -> Changes:
        """Close an incident; its own kinds of help go out of use, and a day is set for taking people out.

        Args:
            actor: who closes it.
            incident_id: the incident.
            learned: what is to be done otherwise next time.
            erase_on: the day; `ERASE_AFTER` from today where None.

        Raises:
            DomainError: people are still at a centre, or that day is past.
        """
        day = erase_on or self.today() + ERASE_AFTER
        if day <= self.today():
            raise DomainError("Choose a day from tomorrow on.", field="erase_on")
        with self.store.write(actor.user_id) as work:
            held = _open(work.session, incident_id)
            (row,) = query.rows(work.session, [incident_id])
            if row.here:
                who = "1 person is" if row.here == 1 else f"{row.here} people are"
                raise DomainError(f"{who} still at a centre. Say where they went first.")
            values = {
                "closed_at": self.now(),
                "closed_by_id": actor.user_id,
                "learned": clean_lines(learned),
                "erase_on": day,
                "stopped_why": "",
            }
            set_fields(held, values)
            work.session.flush()
            _needs_out_of_use(work, incident_id)
            left = f" {row.open_requests} of its requests stay open." if row.open_requests else ""
            return changes(work, incident_id, f"{held.name} is closed.{left}")

    @verb("incident.set")
    def reopen(self, actor: Actor, incident_id: str) -> Changes:
        """Open a closed incident again; nothing is taken out meanwhile.

        Raises:
            DomainError: its people were taken out.
        """
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Incident, incident_id, "incident")
            if held.erased_at is not None:
                raise DomainError("Its people were taken out. Open a new incident.")
            set_fields(held, {"closed_at": None, "closed_by_id": None, "erase_on": None, "stopped_why": ""})
            _needs_into_use(work, incident_id)
            return changes(work, incident_id, f"{held.name} is open again")


def open_incident(session: Session, incident_id: str) -> Incident:
    """An incident that is open.

    Raises:
        DomainError: it is closed.
    """
    return _open(session, incident_id)


def _open(session: Session, incident_id: str) -> Incident:
    held = get(session, Incident, incident_id, "incident")
    if held.closed_at is not None:
        raise DomainError("This incident is closed. Open it again first.")
    return held


def _check(draft: IncidentDraft) -> None:
    if not clean(draft.name):
        raise DomainError("Give it a name, such as: Flood, November 2026.", field="name")
    if draft.centre_places is not None and draft.centre_places < 0:
        raise DomainError("Places cannot be fewer than none.", field="centre_places")


def _write_sets(work: UnitOfWork, incident_id: str, draft: IncidentDraft) -> None:
    session = work.session
    areas = {one.area_id: one for one in session.scalars(_of(IncidentArea, incident_id))}
    for key, row in areas.items():
        if key not in draft.area_ids:
            session.delete(row)
    for key in sorted(draft.area_ids - areas.keys()):
        work.add(IncidentArea(incident_id=incident_id, area_id=key))
    needs = session.scalars(select(NeedType).where(NeedType.voided_at.is_(None)))
    wanted = {need.id: need for need in needs if need.code in draft.need_codes}
    held = {one.need_type_id: one for one in session.scalars(_of(IncidentNeed, incident_id))}
    brought = set(session.scalars(_of_others(incident_id).where(IncidentNeed.is_own)))
    _needs_out_of_use(work, incident_id, keep=frozenset(wanted))
    for key, line in held.items():
        if key not in wanted:
            session.delete(line)
    for key, need in wanted.items():
        if key not in held:
            own = not need.is_active or key in brought
            work.add(IncidentNeed(incident_id=incident_id, need_type_id=key, is_own=own))
        need.is_active = True
    session.flush()


def _of(model: Any, incident_id: str) -> Any:
    return select(model).where(model.incident_id == incident_id)


def _of_others(incident_id: str) -> Select[str]:
    """The kinds of help other open incidents ask for."""
    others = select(IncidentNeed.need_type_id).join(Incident, Incident.id == IncidentNeed.incident_id)
    return others.where(
        Incident.id != incident_id, Incident.closed_at.is_(None), Incident.voided_at.is_(None)
    )


def _needs_into_use(work: UnitOfWork, incident_id: str) -> None:
    for line in work.session.scalars(_of(IncidentNeed, incident_id)):
        need = work.session.get_one(NeedType, line.need_type_id)
        if not need.is_active:
            line.is_own = need.is_active = True


def _needs_out_of_use(work: UnitOfWork, incident_id: str, keep: frozenset[str] = frozenset()) -> None:
    """Take what an incident alone brought into use out of it, but for what another open one asks for."""
    session = work.session
    stays = {*session.scalars(_of_others(incident_id)), *keep}
    for line in session.scalars(_of(IncidentNeed, incident_id)):
        if line.is_own and line.need_type_id not in stays:
            session.get_one(NeedType, line.need_type_id).is_active = False
