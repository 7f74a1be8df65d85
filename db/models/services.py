"""Services: what organisations offer, to whom, where, when, and how to refer."""

from datetime import date, time
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.enums import Answer, RiskTier
from db.enums_services import ServiceStatus
from db.ids import new_id
from db.types import Id, codes


class Service(Record, Base):
    """What an organisation offers.

    Attributes:
        capacity_week: how many it can take in a week; None where nobody asked.
        capacity_left: how many more it could take when it was last asked; None where nobody asked.
        capacity_asked_on: the day it was asked for that.
        languages: ISO 639 codes of what is spoken there.
        interpreters: which interpreters can be had, and how, in words.
        food_cultures: codes of `db.enums_services.FoodCulture`.
        collects: whether people can come and fetch it.
        delivers: whether it is brought to the door.
        everywhere: whether it helps wherever somebody lives; its areas are then left aside.
        risk_up_to: the riskiest task it may be given.
        in_leaflet: whether it agreed to stand in a printed directory; `desktop.domain.directory` decides.
        address_withheld: whether where it is may never be printed or passed on, as of a refuge.
        verified_on: the day somebody last made sure that all this is so.
    """

    __tablename__ = "service"
    __table_args__ = (Index("ix_service_place", "everywhere", "voided_at", "status", "id"),)

    number: Mapped[int] = mapped_column(index=True)
    organisation_id: Mapped[str] = mapped_column(ref("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(index=True)
    description: Mapped[str] = mapped_column(default="")
    status: Mapped[ServiceStatus] = mapped_column(codes(ServiceStatus), default=ServiceStatus.ACTIVE)
    capacity_week: Mapped[int | None] = mapped_column(default=None)
    capacity_left: Mapped[int | None] = mapped_column(default=None)
    capacity_asked_on: Mapped[date | None] = mapped_column(default=None)
    eligibility: Mapped[str] = mapped_column(default="")
    minimum_age: Mapped[int | None] = mapped_column(default=None)
    maximum_age: Mapped[int | None] = mapped_column(default=None)
    how_to_refer: Mapped[str] = mapped_column(default="")
    languages: Mapped[list[Any]] = mapped_column(default=list)
    interpreters: Mapped[str] = mapped_column(default="")
    food_cultures: Mapped[list[Any]] = mapped_column(default=list)
    collects: Mapped[bool] = mapped_column(default=False)
    delivers: Mapped[bool] = mapped_column(default=False)
    cost: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    everywhere: Mapped[bool] = mapped_column(default=False)
    risk_up_to: Mapped[RiskTier] = mapped_column(codes(RiskTier), default=RiskTier.LOW)
    in_leaflet: Mapped[Answer] = mapped_column(codes(Answer), default=Answer.NOT_ASKED)
    address_withheld: Mapped[bool] = mapped_column(default=False)
    verified_on: Mapped[date | None] = mapped_column(default=None, index=True)
    verified_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class ServiceArea(Base):
    """An area a service helps in."""

    __tablename__ = "service_area"
    __table_args__ = (
        UniqueConstraint("service_id", "area_id"),
        Index("ix_service_area_area", "area_id", "service_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    service_id: Mapped[str] = mapped_column(ref("service.id"))
    area_id: Mapped[str] = mapped_column(ref("area.id"))


class ServiceNeed(Base):
    """A kind of need a service meets."""

    __tablename__ = "service_need"
    __table_args__ = (
        UniqueConstraint("service_id", "need_type_id"),
        Index("ix_service_need_need", "need_type_id", "service_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    service_id: Mapped[str] = mapped_column(ref("service.id"))
    need_type_id: Mapped[str] = mapped_column(ref("need_type.id"))


class ServiceHours(Base):
    """A time in the week when a service is open; Monday is 0."""

    __tablename__ = "service_hours"
    __table_args__ = (UniqueConstraint("service_id", "weekday", "opens_at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    service_id: Mapped[str] = mapped_column(ref("service.id"))
    weekday: Mapped[int]
    opens_at: Mapped[time]
    closes_at: Mapped[time]
    note: Mapped[str] = mapped_column(default="")
