"""A hub with records of every kind at chosen ages, and the run that lets go of what is past its time."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from sqlalchemy import update

from db.enums import (
    Channel,
    CloseReason,
    ContactOutcome,
    Direction,
    RequestStatus,
    TaskKind,
    TaskOutcome,
    TaskStatus,
    Urgency,
    VolunteerStatus,
)
from db.enums_protection import ComplaintState, RetentionType
from db.models import (
    Area,
    Complaint,
    ContactAttempt,
    Household,
    NeedType,
    Person,
    Phone,
    Request,
    RetentionHold,
    RetentionRule,
    ShiftNote,
    Task,
    Volunteer,
)
from desktop.domain.dates import months_before
from desktop.services.approvals import Approvals
from desktop.services.hubs import OpenHub
from desktop.services.retention import ACT, Ran, Retention
from tests.services.conftest import NOW

TODAY = NOW.date()
WITNESS = "Rev Jo Marsh, vicar"


def moment(day: date) -> datetime:
    """The middle of a day."""
    return datetime.combine(day, time(12), UTC)


def ago(months: int, days: int = 0) -> date:
    """A day so many months and days before the tests' own."""
    return date.fromordinal(months_before(TODAY, months).toordinal() - days)


@dataclass
class Town:
    """Writes records of any age."""

    hub: OpenHub
    need: str = ""
    private: str = ""
    areas: list[str] = field(default_factory=list)
    count: int = 0

    def __post_init__(self) -> None:
        """Two areas, and the needs of a new hub."""
        with self.hub.store.write(self.hub.actor.user_id) as work:
            needs = work.session.query(NeedType).order_by(NeedType.position).all()
            self.need = next(one.id for one in needs if not one.is_private)
            self.private = next(one.id for one in needs if one.is_private)
            made = [Area(name=name, kind="locality") for name in ("Harbour", "Hill")]
            work.add(*made)
            work.session.flush()
            self.areas = [one.id for one in made]

    def person(self, day: date, *, area: int = 0, number: str = "") -> str:
        """Somebody the hub has known since a day, in a household of their own."""
        self.count += 1
        with self.hub.store.write(self.hub.actor.user_id) as work:
            home = work.insert_many(
                Household,
                [
                    {
                        "number": self.count,
                        "address_line1": f"{self.count} Quirk Row",
                        "postcode": "QX4 1AA",
                        "area_id": self.areas[area],
                        "la_code": "E07000001",
                    }
                ],
            )[0]
            row = {"number": self.count, "first_name": f"Zebulon{self.count}", "last_name": "Quirkfeather"}
            key = work.insert_many(Person, [{**row, "household_id": home}])[0]
            if number:
                work.insert_many(Phone, [{"person_id": key, "raw": number}])
            work.session.execute(update(Person).where(Person.id == key).values(created_at=moment(day)))
        return key

    def request(self, person: str, day: date, *, private: bool = False, is_open: bool = False) -> str:
        """A request taken a week before a day, met and closed on it; or left open."""
        self.count += 1
        taken = date.fromordinal(day.toordinal() - 7)
        row = {
            "number": self.count,
            "person_id": person,
            "need_type_id": self.private if private else self.need,
            "urgency": Urgency.THIS_WEEK,
            "words": f"Wants tins {self.count}",
            "status": RequestStatus.TRIAGED if is_open else RequestStatus.DONE,
            "close_reason": None if is_open else CloseReason.MET,
            "taken_at": moment(taken),
            "closed_at": None if is_open else moment(day),
        }
        with self.hub.store.write(self.hub.actor.user_id) as work:
            key = work.insert_many(Request, [row])[0]
            task = {
                "request_id": key,
                "occurrence": day,
                "on_date": day,
                "kind": TaskKind.DELIVERY,
                "status": TaskStatus.PLANNED if is_open else TaskStatus.DONE,
                "outcome": None if is_open else TaskOutcome.DELIVERED,
            }
            work.insert_many(Task, [task])
        return key

    def call(self, person: str, day: date) -> str:
        """A call tried on a day."""
        row = {
            "person_id": person,
            "by_id": self.hub.actor.user_id,
            "channel": Channel.PHONE,
            "direction": Direction.OUTBOUND,
            "outcome": ContactOutcome.REACHED,
            "at": moment(day),
            "note": "said the gate is stiff",
        }
        with self.hub.store.write(self.hub.actor.user_id) as work:
            return work.insert_many(ContactAttempt, [row])[0]

    def volunteer(self, person: str, status: VolunteerStatus, day: date) -> str:
        """A volunteering profile begun on a day and never touched since."""
        self.count += 1
        row = {"number": self.count, "person_id": person, "status": status, "joined_on": day}
        with self.hub.store.write(self.hub.actor.user_id) as work:
            key = work.insert_many(Volunteer, [row])[0]
            work.session.execute(update(Volunteer).where(Volunteer.id == key).values(created_at=moment(day)))
        return key

    def note(self, day: date) -> str:
        """A shift note."""
        self.count += 1
        row = {
            "by_id": self.hub.actor.user_id,
            "words": f"The van is at garage{self.count}.",
            "at": moment(day),
        }
        with self.hub.store.write(self.hub.actor.user_id) as work:
            return work.insert_many(ShiftNote, [row])[0]

    def complaint(self, day: date) -> str:
        """A complaint, answered."""
        self.count += 1
        row = {
            "number": self.count,
            "received_on": day,
            "answered_on": day,
            "words": "They rang at night.",
            "state": ComplaintState.CLOSED,
        }
        with self.hub.store.write(self.hub.actor.user_id) as work:
            return work.insert_many(Complaint, [row])[0]

    def hold(self, person: str) -> str:
        """The lead keeps somebody's records."""
        row = {
            "person_id": person,
            "reason": "a claim",
            "placed_by_id": self.hub.actor.user_id,
            "placed_at": NOW,
        }
        with self.hub.store.write(self.hub.actor.user_id) as work:
            return work.insert_many(RetentionHold, [row])[0]

    def rule(self, kind: RetentionType, **values: object) -> None:
        """Change a rule."""
        with self.hub.store.write(self.hub.actor.user_id) as work:
            held = work.session.query(RetentionRule).filter_by(type=kind).one()
            for name, value in values.items():
                setattr(held, name, value)


def agreed(hub: OpenHub, service: Retention) -> str:
    """An outsider's agreement to what a dry run shows."""
    shown, approvals = service.dry_run(hub.actor), Approvals(hub.tools)
    asked = approvals.ask(hub.actor, ACT, shown.subject, shown.words)
    approvals.signed(hub.actor, asked.id, asked.reference, WITNESS, TODAY)
    return asked.id


def let_go(hub: OpenHub, size: int = 200) -> Ran:
    """Let go of what is past its time, with an outsider's agreement."""
    service = Retention(hub.tools, size)
    return service.run(hub.actor, hub.folder.path, agreed(hub, service), "The yearly look")
