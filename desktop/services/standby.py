"""Standby: who may be called out for which kind of incident, and what they said when they were."""

from collections.abc import Sequence

from sqlalchemy import select

from db.enums_incidents import CallOutAnswer, IncidentKind
from db.models import CallOut, Incident, Standby, Volunteer
from db.queries import incidents as query
from db.queries.incidents import CallRow
from desktop.domain.errors import DomainError
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.incidents import open_incident
from desktop.services.records import get, loaded, restore, set_fields, void

_SAID = {
    CallOutAnswer.NOT_ASKED: "not asked yet",
    CallOutAnswer.COMING: "coming",
    CallOutAnswer.LATER: "later",
    CallOutAnswer.CANNOT: "cannot come",
    CallOutAnswer.NO_ANSWER: "no answer",
}


class Standbys(Service):
    """Verbs on standby lists and call-outs."""

    @verb("incident.see")
    def ready(self, _actor: Actor, kind: IncidentKind) -> list[CallRow]:
        """Everybody on standby for a kind of incident."""
        with self.store.read() as session:
            return query.on_standby(session, kind)

    @verb("incident.see")
    def called(self, _actor: Actor, incident_id: str) -> list[CallRow]:
        """Everybody on an incident's list, those not asked yet first."""
        with self.store.read() as session:
            return query.called_out(session, incident_id)

    @verb("incident.set")
    def put_on(
        self, actor: Actor, volunteer_ids: Sequence[str], kind: IncidentKind, brings: str = ""
    ) -> Changes:
        """Put volunteers on standby for a kind of incident; an open one of it gets them on its list too.

        Args:
            actor: who does it.
            volunteer_ids: whom.
            kind: what for.
            brings: what they bring, such as "4x4, chainsaw".
        """
        with self.store.write(actor.user_id) as work:
            session = work.session
            known = loaded(session, Volunteer, volunteer_ids)
            held = {
                one.volunteer_id: one
                for one in session.scalars(select(Standby).where(Standby.kind == kind))
                if one.volunteer_id in known
            }
            running = session.scalars(
                select(Incident.id).where(
                    Incident.kind == kind, Incident.closed_at.is_(None), Incident.voided_at.is_(None)
                )
            ).all()
            lines = select(CallOut.incident_id, CallOut.volunteer_id).where(CallOut.incident_id.in_(running))
            called = {(row[0], row[1]) for row in session.execute(lines)}
            for key in known:
                line = held.get(key)
                if line is None:
                    work.add(Standby(volunteer_id=key, kind=kind, brings=clean(brings)))
                else:
                    restore(line)
                    set_fields(line, {"brings": clean(brings) or line.brings})
                for incident_id in running:
                    if (incident_id, key) not in called:
                        work.add(CallOut(incident_id=incident_id, volunteer_id=key))
            count = len(known)
            return changes(work, "", "1 on standby" if count == 1 else f"{count} on standby")

    @verb("incident.set")
    def take_off(self, actor: Actor, volunteer_id: str, kind: IncidentKind) -> Changes:
        """Take a volunteer off standby; what they said in incidents stays."""
        with self.store.write(actor.user_id) as work:
            line = work.session.scalars(
                select(Standby).where(
                    Standby.volunteer_id == volunteer_id, Standby.kind == kind, Standby.voided_at.is_(None)
                )
            ).first()
            if line is not None:
                void(line, "No longer on standby", self.now())
            return changes(work, volunteer_id, "Off standby")

    @verb("incident.call")
    def answer(
        self, actor: Actor, incident_id: str, volunteer_id: str, answer: CallOutAnswer, note: str = ""
    ) -> Changes:
        """Record what a volunteer said; saying it again corrects it.

        Raises:
            DomainError: they are not on the list, or the incident is closed.
        """
        with self.store.write(actor.user_id) as work:
            open_incident(work.session, incident_id)
            line = work.session.scalars(
                select(CallOut).where(
                    CallOut.incident_id == incident_id, CallOut.volunteer_id == volunteer_id
                )
            ).first()
            if line is None or line.voided_at is not None:
                raise DomainError("This volunteer is not on the list of this incident.")
            get(work.session, Volunteer, volunteer_id, "volunteer")
            set_fields(
                line,
                {
                    "answer": answer,
                    "asked_at": self.now(),
                    "asked_by_id": actor.user_id,
                    "note": clean(note),
                },
            )
            return changes(work, volunteer_id, f"Noted: {_SAID[answer]}")
