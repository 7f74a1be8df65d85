"""Relief centres: who came, who is there now, and where they went.

What is asked at the door is what an evacuation centre needs and no more (Cabinet Office, Evacuation and
Shelter Guidance, 2014): who, how many, from where, what they need while here, and whether family who ask may
be told.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from db.enums import Answer
from db.models import Arrival, ReliefCentre
from db.queries import incidents as query
from db.queries.incidents import ArrivalRow
from desktop.domain.errors import DomainError
from desktop.domain.postcodes import normalise
from desktop.domain.text import clean
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.incidents import open_incident
from desktop.services.records import get, set_fields, tidied, void


@dataclass(frozen=True, slots=True)
class CentreDraft:
    """A relief centre as typed."""

    name: str
    address: str = ""
    phone: str = ""
    places: int | None = None


@dataclass(frozen=True, slots=True)
class ArrivalDraft:
    """People who came together, as typed; see `db.models.Arrival` for what each field means."""

    centre_id: str
    name: str
    phone: str = ""
    address: str = ""
    postcode: str = ""
    adults: int = 1
    children: int = 0
    pets: str = ""
    needs_now: str = ""
    may_tell: Answer = Answer.NOT_ASKED


class Relief(Service):
    """Verbs on relief centres and their registers."""

    @verb("incident.set")
    def save_centre(self, actor: Actor, draft: CentreDraft, incident_id: str, centre_id: str = "") -> Changes:
        """Open a relief centre, or change one.

        Raises:
            DomainError: it has no name, or the incident is closed.
        """
        if not clean(draft.name):
            raise DomainError("Give the place a name.", field="name")
        with self.store.write(actor.user_id) as work:
            open_incident(work.session, incident_id)
            values = tidied(draft, CentreDraft.__slots__)
            if centre_id:
                held = get(work.session, ReliefCentre, centre_id, "relief centre")
                set_fields(held, values)
            else:
                held = ReliefCentre(incident_id=incident_id, **values)
                work.add(held)
            work.session.flush()
            return changes(work, held.id, f"Saved {held.name}")

    @verb("arrival.see")
    def ids(self, _actor: Actor, incident_id: str, *, here: bool | None = None, text: str = "") -> list[str]:
        """Keys of an incident's register: those here, those who left, or all."""
        with self.store.read() as session:
            return query.arrival_ids(session, incident_id, here=here, text=text)

    @verb("arrival.see")
    def rows(self, _actor: Actor, wanted: Sequence[str]) -> list[ArrivalRow]:
        """Lines of a register for keys."""
        with self.store.read() as session:
            return query.arrivals(session, wanted)

    @verb("arrival.set")
    def arrive(self, actor: Actor, draft: ArrivalDraft, arrival_id: str = "") -> Changes:
        """Register people who came together, or change what was written of them.

        Raises:
            DomainError: nobody is named, nobody is counted, or the incident is closed.
        """
        if not clean(draft.name):
            raise DomainError("Write down one name. “Not given” will do.", field="name")
        if draft.adults < 0 or draft.children < 0 or draft.adults + draft.children < 1:
            raise DomainError("Count at least one person.", field="adults")
        with self.store.write(actor.user_id) as work:
            centre = get(work.session, ReliefCentre, draft.centre_id, "relief centre")
            open_incident(work.session, centre.incident_id)
            values = tidied(draft, ArrivalDraft.__slots__)
            values["postcode"] = normalise(draft.postcode) if draft.postcode.strip() else ""
            if arrival_id:
                held = get(work.session, Arrival, arrival_id, "line")
                set_fields(held, values)
            else:
                held = Arrival(number=work.next_number("arrival"), arrived_at=self.now(), **values)
                work.add(held)
            work.session.flush()
            count = held.adults + held.children
            people = "1 person" if count == 1 else f"{count} people"
            return changes(work, held.id, f"{held.name}: {people} at {centre.name}")

    @verb("arrival.set")
    def left(self, actor: Actor, arrival_ids: Sequence[str], gone_to: str) -> Changes:
        """People left a centre.

        Args:
            actor: who writes it down.
            arrival_ids: whose lines.
            gone_to: where they went; "not said" is an answer.

        Raises:
            DomainError: nobody said where they went.
        """
        where = clean(gone_to)
        if not where:
            raise DomainError("Say where they went. “Not said” will do.", field="gone_to")
        with self.store.write(actor.user_id) as work:
            for key in arrival_ids:
                held = get(work.session, Arrival, key, "line")
                if held.left_at is None:
                    set_fields(held, {"left_at": self.now(), "gone_to": where})
            first = arrival_ids[0] if len(arrival_ids) == 1 else ""
            return changes(work, first, f"{len(arrival_ids)} left" if not first else f"{held.name} left")

    @verb("arrival.set")
    def came_back(self, actor: Actor, arrival_id: str) -> Changes:
        """Somebody who left is here again, or had not left at all."""
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Arrival, arrival_id, "line")
            centre = get(work.session, ReliefCentre, held.centre_id, "relief centre")
            open_incident(work.session, centre.incident_id)
            set_fields(held, {"left_at": None, "gone_to": ""})
            return changes(work, arrival_id, f"{held.name} is here")

    @verb("arrival.set")
    def void(self, actor: Actor, arrival_id: str, reason: str) -> Changes:
        """Take a line written by mistake out of the register."""
        with self.store.write(actor.user_id) as work:
            held = get(work.session, Arrival, arrival_id, "line")
            void(held, reason, self.now())
            return changes(work, arrival_id, f"{held.name} taken off the register")
