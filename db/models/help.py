"""Needs, requests for help, the tasks they become and the volunteers asked."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.enums import (
    Answer,
    Channel,
    CheckLevel,
    CheckType,
    CloseReason,
    Nation,
    OfferAnswer,
    RequestStatus,
    RiskTier,
    RoundStatus,
    RuleBasis,
    TaskKind,
    TaskOutcome,
    TaskStatus,
    Urgency,
)
from db.enums_repeats import HolidayRule
from db.enums_rounds import RoundEnd
from db.types import codes


class NeedType(Record, Base):
    """A kind of help, in the hub's own words but with a stable code."""

    __tablename__ = "need_type"

    code: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
    icon: Mapped[str] = mapped_column(default="dots")
    kind: Mapped[TaskKind] = mapped_column(codes(TaskKind))
    risk: Mapped[RiskTier] = mapped_column(codes(RiskTier), default=RiskTier.MEDIUM)
    is_private: Mapped[bool] = mapped_column(default=False)
    key: Mapped[int | None] = mapped_column(default=None)
    position: Mapped[int] = mapped_column(default=0)
    default_urgency: Mapped[Urgency] = mapped_column(codes(Urgency), default=Urgency.THIS_WEEK)
    minutes: Mapped[int] = mapped_column(default=30)
    item_one: Mapped[str] = mapped_column(default="")
    item_many: Mapped[str] = mapped_column(default="")
    keep: Mapped[str] = mapped_column(default="none")
    at_door: Mapped[bool] = mapped_column(default=True)
    needs_transport: Mapped[list[Any]] = mapped_column(default=list)
    questions: Mapped[list[Any]] = mapped_column(default=list)
    handover_code: Mapped[str] = mapped_column(default="something_else")
    is_active: Mapped[bool] = mapped_column(default=True)


class ClearanceRule(Record, Base):
    """One version of a rule: a check that tasks of a need type ask for in a nation.

    A version is never edited: the next one takes its place and it goes out of use, to be read in the history.

    Attributes:
        first_id: the first version of the same rule; None for that one itself.
        eligibility_reason: why the role is eligible for a level the law cited does not open to it.
        reason: why this version was made; empty for what a hub begins with.
    """

    __tablename__ = "clearance_rule"

    nation: Mapped[Nation] = mapped_column(codes(Nation))
    need_code: Mapped[str] = mapped_column(index=True)
    check_type: Mapped[CheckType] = mapped_column(codes(CheckType))
    level: Mapped[CheckLevel] = mapped_column(codes(CheckLevel), default=CheckLevel.NONE)
    basis: Mapped[RuleBasis] = mapped_column(codes(RuleBasis))
    source: Mapped[str] = mapped_column(default="")
    review_on: Mapped[date | None] = mapped_column(default=None)
    pairing_allowed: Mapped[bool] = mapped_column(default=False)
    applies_when: Mapped[str] = mapped_column(default="always")
    version: Mapped[int] = mapped_column(default=1)
    first_id: Mapped[str | None] = mapped_column(ref("clearance_rule.id"), default=None)
    eligibility_reason: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")


class Request(Record, Base):
    """A person's need, with how soon, in their own words.

    Attributes:
        collects: somebody fetches it from the hub, so that nobody has to bring it.
        holidays: what becomes of recurring help on a bank holiday.
        owner_id: the organisation this one request was given to, whoever owns the area.
        incident_id: the incident it was asked for because of.
        owner_reason: why somebody else than the owner of the area has it; empty where the area decides.
    """

    __tablename__ = "request"
    __table_args__ = (
        Index("ix_request_open", "status", "due_on", "urgency", "voided_at", "id"),
        Index("ix_request_person", "person_id", "voided_at", "status"),
    )

    number: Mapped[int] = mapped_column(index=True)
    person_id: Mapped[str] = mapped_column(ref("person.id"))
    need_type_id: Mapped[str] = mapped_column(ref("need_type.id"), index=True)
    urgency: Mapped[Urgency] = mapped_column(codes(Urgency))
    due_on: Mapped[date | None] = mapped_column(default=None, index=True)
    not_before: Mapped[time | None] = mapped_column(default=None)
    due_time: Mapped[time | None] = mapped_column(default=None)
    source: Mapped[Channel] = mapped_column(codes(Channel), default=Channel.PHONE)
    status: Mapped[RequestStatus] = mapped_column(codes(RequestStatus), default=RequestStatus.NEW)
    words: Mapped[str] = mapped_column(default="")
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    items: Mapped[str] = mapped_column(default="")
    collects: Mapped[bool] = mapped_column(default=False)
    because_of: Mapped[Answer] = mapped_column(codes(Answer), default=Answer.NOT_ASKED)
    recurrence: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None] = mapped_column(default=None)
    holidays: Mapped[HolidayRule] = mapped_column(codes(HolidayRule), default=HolidayRule.AS_USUAL)
    caller_name: Mapped[str] = mapped_column(default="")
    caller_relationship: Mapped[str] = mapped_column(default="")
    caller_phone: Mapped[str] = mapped_column(default="")
    caller_knows: Mapped[Answer] = mapped_column(codes(Answer), default=Answer.NOT_ASKED)
    before_they_go: Mapped[dict[str, Any]] = mapped_column(default=dict)
    taken_by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    taken_at: Mapped[datetime]
    waiting_on: Mapped[str] = mapped_column(default="")
    passed_to_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    owner_id: Mapped[str | None] = mapped_column(ref("organisation.id"), default=None)
    incident_id: Mapped[str | None] = mapped_column(ref("incident.id"), default=None, index=True)
    owner_reason: Mapped[str] = mapped_column(default="")
    follows_id: Mapped[str | None] = mapped_column(ref("request.id"), default=None)
    close_reason: Mapped[CloseReason | None] = mapped_column(codes(CloseReason), default=None)
    close_note: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    source_reference: Mapped[str] = mapped_column(default="")


class Round(Record, Base):
    """An ordered run for one or two volunteers on one date.

    Attributes:
        begins, finishes: where; home is the driver's.
    """

    __tablename__ = "round"

    number: Mapped[int] = mapped_column(index=True)
    name: Mapped[str]
    on_date: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[time]
    ends_at: Mapped[time | None] = mapped_column(default=None)
    begins: Mapped[RoundEnd] = mapped_column(codes(RoundEnd), default=RoundEnd.HUB)
    finishes: Mapped[RoundEnd] = mapped_column(codes(RoundEnd), default=RoundEnd.HUB)
    area_id: Mapped[str | None] = mapped_column(ref("area.id"), default=None)
    status: Mapped[RoundStatus] = mapped_column(codes(RoundStatus), default=RoundStatus.PLANNED)
    driver_id: Mapped[str | None] = mapped_column(ref("volunteer.id"), default=None, index=True)
    helper_id: Mapped[str | None] = mapped_column(ref("volunteer.id"), default=None)
    note: Mapped[str] = mapped_column(default="")


class Stop(Record, Base):
    """A place on a round."""

    __tablename__ = "stop"

    round_id: Mapped[str] = mapped_column(ref("round.id"), index=True)
    household_id: Mapped[str] = mapped_column(ref("household.id"), index=True)
    position: Mapped[int]
    planned_at: Mapped[time | None] = mapped_column(default=None)


class RememberedPlace(Record, Base):
    """Where the coordinator puts a household in the order of an area's rounds."""

    __tablename__ = "remembered_place"
    __table_args__ = (UniqueConstraint("area_key", "household_id"),)

    area_key: Mapped[str]
    household_id: Mapped[str] = mapped_column(ref("household.id"))
    position: Mapped[int]


class Task(Record, Base):
    """One occurrence of help on a date.

    Attributes:
        occurrence: the day its series falls on, by which it is known whatever day it is moved to.
        items: what to bring this once; empty for what the request says.
        by_hand: somebody changed this one, so that its series leaves it as it is.
    """

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("request_id", "occurrence"),
        Index("ix_task_day", "on_date", "status"),
        Index("ix_task_volunteer", "volunteer_id", "on_date"),
        Index("ix_task_second", "second_volunteer_id", "on_date"),
    )

    request_id: Mapped[str] = mapped_column(ref("request.id"), index=True)
    occurrence: Mapped[date]
    on_date: Mapped[date]
    starts_at: Mapped[time | None] = mapped_column(default=None)
    ends_at: Mapped[time | None] = mapped_column(default=None)
    kind: Mapped[TaskKind] = mapped_column(codes(TaskKind))
    status: Mapped[TaskStatus] = mapped_column(codes(TaskStatus), default=TaskStatus.PLANNED)
    volunteer_id: Mapped[str | None] = mapped_column(ref("volunteer.id"), default=None)
    second_volunteer_id: Mapped[str | None] = mapped_column(ref("volunteer.id"), default=None)
    confirmed_by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    stop_id: Mapped[str | None] = mapped_column(ref("stop.id"), default=None, index=True)
    items: Mapped[str] = mapped_column(default="")
    by_hand: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[TaskOutcome | None] = mapped_column(codes(TaskOutcome), default=None)
    outcome_at: Mapped[datetime | None] = mapped_column(default=None)
    outcome_note: Mapped[str] = mapped_column(default="")


class Offer(Record, Base):
    """A volunteer asked to do a task, and what was said."""

    __tablename__ = "offer"
    __table_args__ = (Index("ix_offer_held", "hold_until", sqlite_where=text("hold_until IS NOT NULL")),)

    task_id: Mapped[str] = mapped_column(ref("task.id"), index=True)
    volunteer_id: Mapped[str] = mapped_column(ref("volunteer.id"), index=True)
    answer: Mapped[OfferAnswer] = mapped_column(codes(OfferAnswer))
    asked_at: Mapped[datetime | None] = mapped_column(default=None)
    asked_by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    hold_until: Mapped[datetime | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
