"""Accompanied outings: where to, who comes along, and who goes with them."""

from datetime import date, time

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.enums import Answer
from db.enums_outings import GuestOutcome
from db.types import codes


class Outing(Record, Base):
    """A day out, or a way to an appointment, on which volunteers go with people.

    Attributes:
        meet_at: where and when people are met, as it is printed.
        travel: how they get there, as it is printed.
        seats: for the people who come along; None where nobody needs one.
        wheelchairs: of these, how many take a wheelchair.
        ratio: how many people one companion goes with at the most.
        because_of: whether somebody needs company because of age, illness or disability; decides the checks.
        to_care: whether it goes to a hospital, a doctor or care; decides the checks.
        note: for the hub alone.
    """

    __tablename__ = "outing"

    number: Mapped[int] = mapped_column(index=True)
    place: Mapped[str]
    on_date: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[time]
    ends_at: Mapped[time]
    meet_at: Mapped[str] = mapped_column(default="")
    travel: Mapped[str] = mapped_column(default="")
    seats: Mapped[int | None] = mapped_column(default=None)
    wheelchairs: Mapped[int | None] = mapped_column(default=None)
    ratio: Mapped[int] = mapped_column(default=4)
    because_of: Mapped[Answer] = mapped_column(codes(Answer), default=Answer.NOT_ASKED)
    to_care: Mapped[Answer] = mapped_column(codes(Answer), default=Answer.NOT_ASKED)
    note: Mapped[str] = mapped_column(default="")
    cancelled_on: Mapped[date | None] = mapped_column(default=None)
    cancel_note: Mapped[str] = mapped_column(default="")


class OutingGuest(Record, Base):
    """Somebody who comes along, with what they need on the way, and how it went."""

    __tablename__ = "outing_guest"

    outing_id: Mapped[str] = mapped_column(ref("outing.id"), index=True)
    person_id: Mapped[str] = mapped_column(ref("person.id"), index=True)
    wheelchair: Mapped[bool] = mapped_column(default=False)
    no_steps: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[GuestOutcome] = mapped_column(codes(GuestOutcome), default=GuestOutcome.NOT_YET)
    outcome_note: Mapped[str] = mapped_column(default="")


class OutingCompanion(Record, Base):
    """A volunteer who goes with them; ``drives`` where people ride in their car."""

    __tablename__ = "outing_companion"

    outing_id: Mapped[str] = mapped_column(ref("outing.id"), index=True)
    volunteer_id: Mapped[str] = mapped_column(ref("volunteer.id"), index=True)
    drives: Mapped[bool] = mapped_column(default=False)
