"""The rota: jobs that repeat, who usually does them, and what is otherwise on one day.

A shift is worked out from its job's rule; a row exists only for a day that differs from it. So nothing has to
be made ahead, and a change for one day never touches the pattern.
"""

from datetime import date, time

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.enums import Skill
from db.enums_repeats import HolidayRule
from db.enums_rota import PlaceHow, PlaceState, SeatRole
from db.types import codes


class RotaJob(Record, Base):
    """Work that comes round every week: a place, a time and the days.

    Attributes:
        rule: an RFC 5545 rule over whole days; empty for a job with single days alone.
        need_type_id: the kind of help whose clearance it needs; None where it asks for none.
        minimum_age: in whole years; 0 for none.
        wants_buddy: a newcomer is not on it without somebody who has done shifts before.
        note: printed on the rota.
    """

    __tablename__ = "rota_job"

    number: Mapped[int] = mapped_column(index=True)
    name: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    icon: Mapped[str] = mapped_column(default="users")
    starts_at: Mapped[time]
    ends_at: Mapped[time]
    rule: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date]
    until_on: Mapped[date | None] = mapped_column(default=None)
    holidays: Mapped[HolidayRule] = mapped_column(codes(HolidayRule), default=HolidayRule.AS_USUAL)
    need_type_id: Mapped[str | None] = mapped_column(ref("need_type.id"), default=None)
    area_id: Mapped[str | None] = mapped_column(ref("area.id"), default=None)
    minimum_age: Mapped[int] = mapped_column(default=0)
    wants_buddy: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")


class RotaSeat(Record, Base):
    """How many people of one role a job takes; a driver's papers are asked of whoever drives."""

    __tablename__ = "rota_seat"

    job_id: Mapped[str] = mapped_column(ref("rota_job.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    role: Mapped[SeatRole] = mapped_column(codes(SeatRole), default=SeatRole.PERSON)
    minimum: Mapped[int] = mapped_column(default=1)
    maximum: Mapped[int] = mapped_column(default=1)
    skill: Mapped[Skill | None] = mapped_column(codes(Skill), default=None)


class RotaUsual(Record, Base):
    """Somebody who usually takes a seat on one day of the week; Monday is 0."""

    __tablename__ = "rota_usual"

    seat_id: Mapped[str] = mapped_column(ref("rota_seat.id"), index=True)
    volunteer_id: Mapped[str] = mapped_column(ref("volunteer.id"), index=True)
    weekday: Mapped[int]
    from_on: Mapped[date]
    until_on: Mapped[date | None] = mapped_column(default=None)


class RotaDay(Record, Base):
    """A day of a job that is not as its rule says: other times, no shift, or one that is extra.

    Its key is derived from the job and the day, so that there is never a second.
    """

    __tablename__ = "rota_day"

    job_id: Mapped[str] = mapped_column(ref("rota_job.id"), index=True)
    on_date: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[time | None] = mapped_column(default=None)
    ends_at: Mapped[time | None] = mapped_column(default=None)
    is_cancelled: Mapped[bool] = mapped_column(default=False)
    is_extra: Mapped[bool] = mapped_column(default=False)
    why: Mapped[str] = mapped_column(default="")


class RotaPlace(Record, Base):
    """One person and one seat on one day: put there, or known to come, or not to come after all.

    Attributes:
        why: said when they called off, were not there, or were put on in spite of a warning.
    """

    __tablename__ = "rota_place"
    __table_args__ = (Index("ix_rota_place_day", "on_date", "seat_id"),)

    seat_id: Mapped[str] = mapped_column(ref("rota_seat.id"), index=True)
    on_date: Mapped[date]
    volunteer_id: Mapped[str] = mapped_column(ref("volunteer.id"), index=True)
    how: Mapped[PlaceHow] = mapped_column(codes(PlaceHow), default=PlaceHow.CHOSEN)
    state: Mapped[PlaceState] = mapped_column(codes(PlaceState), default=PlaceState.PLANNED)
    why: Mapped[str] = mapped_column(default="")
