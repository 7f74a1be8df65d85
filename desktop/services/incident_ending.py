"""After an incident: its people are taken out on a day that can be put off or stopped; counts stay.

Personal data is kept no longer than needed (UK GDPR Article 5(1)(e)). What goes is the register of the relief
centres, the requests made because of it, and people known for nothing else. Taking out needs a second person
(domain rule 14), really erases (`db.erase`) and leaves a line in the destruction log.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from db.enums_handovers import KeptGone
from db.enums_incidents import CallOutAnswer
from db.enums_protection import DestructionKind
from db.erase import erase_people, erase_rows, scour, settle_index
from db.models import Incident
from db.queries import incidents as query
from db.queries.erasure import belonging, owned
from db.queries.retention import held_people, roots
from desktop.domain.errors import DomainError
from desktop.domain.relief import most_at_once
from desktop.domain.text import clean
from desktop.services.approvals import use_approval
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.erasure import drop_drafts, kept_of, lay_list_beside, write_destruction
from desktop.services.handover_series import drop_files, take_away
from desktop.services.records import get, set_fields

ACT = "incident"


@dataclass(frozen=True, slots=True)
class Figures:
    """What stays of an incident: counts without anybody in them.

    Attributes:
        households: lines of the register.
        most_at_once: the most people who were at its centres at one time.
    """

    households: int = 0
    adults: int = 0
    children: int = 0
    most_at_once: int = 0
    requests: int = 0
    done: int = 0
    called: int = 0
    came: int = 0


@dataclass(frozen=True, slots=True)
class EndingPreview:
    """What taking people out of an incident would take.

    Attributes:
        lines: of the register.
        requests: made because of it.
        people: known for nothing else, who go as a whole.
        kept_back: how many people and requests stay because somebody is on hold.
        figures: what stays.
        subject: stands for exactly this, for the second person's agreement.
    """

    incident_id: str
    name: str
    reference: str
    erase_on: date | None
    lines: int
    requests: int
    people: int
    kept_back: int
    figures: Figures
    subject: str

    @property
    def words(self) -> str:
        """What is to be agreed to, without a name."""
        return (
            f"Take people out of {self.reference}: {self.lines} lines of the register, "
            f"{self.requests} requests and {self.people} people, for good"
        )


@dataclass(frozen=True, slots=True)
class _Going:
    lines: tuple[str, ...]
    requests: tuple[str, ...]
    people: tuple[str, ...]
    kept_back: int


class IncidentEndings(Service):
    """Verbs on what is left of closed incidents."""

    @verb("incident.set")
    def put_off(self, actor: Actor, incident_id: str, day: date) -> Changes:
        """Choose another day for taking people out, or a day again after it was stopped.

        Raises:
            DomainError: it is open, it was done, or that day is past.
        """
        if day <= self.today():
            raise DomainError("Choose a day from tomorrow on.", field="day")
        with self.store.write(actor.user_id) as work:
            held = _closed(work.session, incident_id)
            set_fields(held, {"erase_on": day, "stopped_why": ""})
            return changes(work, incident_id, f"People of {held.name} are taken out on {day:%d/%m/%Y}")

    @verb("incident.set")
    def stop(self, actor: Actor, incident_id: str, why: str) -> Changes:
        """Take nobody out until a day is chosen again.

        Raises:
            DomainError: nobody said why.
        """
        if not clean(why):
            raise DomainError("Say why, so that others understand later.", field="why")
        with self.store.write(actor.user_id) as work:
            held = _closed(work.session, incident_id)
            set_fields(held, {"erase_on": None, "stopped_why": clean(why)})
            return changes(work, incident_id, f"Nobody is taken out of {held.name} for now")

    @verb("incident.see")
    def figures(self, _actor: Actor, incident_id: str) -> dict[str, int]:
        """What an incident came to, counted now."""
        with self.store.read() as session:
            return asdict(figures_of(session, incident_id))

    @verb("incident.erase")
    def preview(self, _actor: Actor, incident_id: str) -> EndingPreview:
        """What would go, and what stays."""
        with self.store.read() as session:
            held = _closed(session, incident_id)
            going = _going(session, incident_id)
            return EndingPreview(
                incident_id,
                held.name,
                f"I-{held.number}",
                held.erase_on,
                len(going.lines),
                len(going.requests),
                len(going.people),
                going.kept_back,
                figures_of(session, incident_id),
                json.dumps([going.lines, going.requests, going.people]),
            )

    @verb("incident.erase")
    def take_out(self, actor: Actor, folder: Path, incident_id: str, approval_id: str) -> Changes:
        """Take an incident's people out for good, on its day or after it.

        Args:
            actor: the safeguarding lead.
            folder: the hub's folder, for the backup that follows.
            incident_id: the incident.
            approval_id: the second person's agreement to exactly what the preview showed.

        Raises:
            DomainError: its day has not come or it was stopped, or nobody agreed.
        """
        shown = self.preview(actor, incident_id)
        if shown.erase_on is None:
            raise DomainError("This was stopped. Choose a day again first.")
        if shown.erase_on > self.today():
            raise DomainError(f"Its day is {shown.erase_on:%d/%m/%Y}. Choose an earlier day first.")
        with self.store.write(actor.user_id) as work:
            held = _closed(work.session, incident_id)
            going = _going(work.session, incident_id)
            approval = use_approval(work, actor, approval_id, ACT, shown.subject, self.now())
            set_fields(held, {"figures": asdict(shown.figures), "erased_at": self.now()})
            rows = belonging(work.session, going.people)
            files = take_away(work, kept_of(work.session, rows), KeptGone.ERASED, self.today())
            erased = erase_people(work, going.people) if going.people else None
            if erased is not None:
                drop_drafts(self.tools.drafts, erased.words, rows)
            whole = owned(work.session, {"arrival": going.lines, "request": going.requests})
            erase_rows(work, whole)
            settle_index(work)
            counts = {table: len(keys) for table, keys in whole.items()}
            for table, count in (erased.rows if erased else {}).items():
                counts[table] = counts.get(table, 0) + count
            write_destruction(
                work,
                actor,
                DestructionKind.ERASURE,
                approval.id,
                shown.reference,
                "After the incident",
                counts,
            )
            done = changes(work, incident_id, f"{shown.reference}: people taken out, counts stay")
        drop_files(self.store, files)
        scour(self.store)
        lay_list_beside(self.tools, actor, folder)
        return done


def figures_of(session: Session, incident_id: str) -> Figures:
    """Count what an incident came to."""
    register = [one for one in query.every_arrival(session, incident_id) if one.voided_at is None]
    called = query.called_out(session, incident_id)
    needs = query.needs_of(session, incident_id)
    return Figures(
        households=len(register),
        adults=sum(one.adults for one in register),
        children=sum(one.children for one in register),
        most_at_once=most_at_once(
            [(one.arrived_at, one.left_at, one.adults + one.children) for one in register]
        ),
        requests=sum(need[2] for need in needs),
        done=sum(need[3] for need in needs),
        called=sum(one.answer is not CallOutAnswer.NOT_ASKED for one in called),
        came=sum(one.answer is CallOutAnswer.COMING for one in called),
    )


def _closed(session: Session, incident_id: str) -> Incident:
    held = get(session, Incident, incident_id, "incident")
    if held.closed_at is None:
        raise DomainError("This incident is still open. Close it first.")
    if held.erased_at is not None:
        raise DomainError("Its people were taken out already.")
    return held


def _going(session: Session, incident_id: str) -> _Going:
    people = query.only_here(session, incident_id)
    root = roots(session)
    held = held_people(session, root)
    going = tuple(one for one in people if root[one] not in held)
    requests = query.request_ids(session, incident_id)
    rows = owned(session, {"person": going}) if going else {}
    theirs = set(rows.get("request", ()))
    owners = query.owners_of(session, requests)
    others = tuple(key for key in requests if key not in theirs and root[owners[key]] not in held)
    lines = tuple(sorted(one.id for one in query.every_arrival(session, incident_id)))
    kept_back = len(people) - len(going) + sum(root[owners[key]] in held for key in requests)
    return _Going(lines, others, going, kept_back)
