"""Incidents: a flood, a lockdown; who is on standby and was called out, and who came to a relief centre."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.enums import Answer
from db.enums_incidents import CallOutAnswer, IncidentKind
from db.ids import new_id
from db.types import Id, codes


class Incident(Record, Base):
    """An emergency the hub opens, runs and closes.

    Attributes:
        erase_on: the day its people's data is to be taken out; None before it is closed, and while stopped.
        stopped_why: why taking out was stopped; empty while it stands.
        erased_at: when it was done.
        figures: what is kept afterwards: counts without anybody in them.
    """

    __tablename__ = "incident"

    number: Mapped[int] = mapped_column(index=True)
    name: Mapped[str]
    kind: Mapped[IncidentKind] = mapped_column(codes(IncidentKind))
    note: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    learned: Mapped[str] = mapped_column(default="")
    erase_on: Mapped[date | None] = mapped_column(default=None)
    stopped_why: Mapped[str] = mapped_column(default="")
    erased_at: Mapped[datetime | None] = mapped_column(default=None)
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)


class IncidentArea(Base):
    """An area an incident touches."""

    __tablename__ = "incident_area"
    __table_args__ = (UniqueConstraint("incident_id", "area_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    incident_id: Mapped[str] = mapped_column(ref("incident.id"))
    area_id: Mapped[str] = mapped_column(ref("area.id"), index=True)


class IncidentNeed(Base):
    """A kind of help asked for because of an incident; ``is_own`` where it was brought into use for it."""

    __tablename__ = "incident_need"
    __table_args__ = (UniqueConstraint("incident_id", "need_type_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    incident_id: Mapped[str] = mapped_column(ref("incident.id"))
    need_type_id: Mapped[str] = mapped_column(ref("need_type.id"), index=True)
    is_own: Mapped[bool] = mapped_column(default=False)


class ReliefCentre(Record, Base):
    """A place people can come to while an incident lasts."""

    __tablename__ = "relief_centre"

    incident_id: Mapped[str] = mapped_column(ref("incident.id"), index=True)
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    places: Mapped[int | None] = mapped_column(default=None)


class Arrival(Record, Base):
    """People who came to a relief centre together.

    Attributes:
        name: of one of them, as given.
        needs_now: what they need while here, such as insulin or a hearing loop.
        may_tell: whether family who ask may be told that they are here.
        gone_to: where they went when they left.
        person_id: whose record they are known by; None where none was made.
    """

    __tablename__ = "arrival"

    number: Mapped[int] = mapped_column(index=True)
    centre_id: Mapped[str] = mapped_column(ref("relief_centre.id"), index=True)
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    adults: Mapped[int] = mapped_column(default=1)
    children: Mapped[int] = mapped_column(default=0)
    pets: Mapped[str] = mapped_column(default="")
    needs_now: Mapped[str] = mapped_column(default="")
    may_tell: Mapped[Answer] = mapped_column(codes(Answer), default=Answer.NOT_ASKED)
    arrived_at: Mapped[datetime] = mapped_column(index=True)
    left_at: Mapped[datetime | None] = mapped_column(default=None)
    gone_to: Mapped[str] = mapped_column(default="")
    person_id: Mapped[str | None] = mapped_column(ref("person.id"), default=None, index=True)


class Standby(Record, Base):
    """A volunteer who may be called out for a kind of incident; kept from one to the next."""

    __tablename__ = "standby"
    __table_args__ = (UniqueConstraint("volunteer_id", "kind"),)

    volunteer_id: Mapped[str] = mapped_column(ref("volunteer.id"))
    kind: Mapped[IncidentKind] = mapped_column(codes(IncidentKind), index=True)
    brings: Mapped[str] = mapped_column(default="")


class CallOut(Record, Base):
    """A volunteer called out for an incident, and what they said."""

    __tablename__ = "call_out"
    __table_args__ = (UniqueConstraint("incident_id", "volunteer_id"),)

    incident_id: Mapped[str] = mapped_column(ref("incident.id"))
    volunteer_id: Mapped[str] = mapped_column(ref("volunteer.id"), index=True)
    answer: Mapped[CallOutAnswer] = mapped_column(codes(CallOutAnswer), default=CallOutAnswer.NOT_ASKED)
    asked_at: Mapped[datetime | None] = mapped_column(default=None)
    asked_by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    note: Mapped[str] = mapped_column(default="")
