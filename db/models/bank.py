"""The volunteer bank: who is lent to a partner, and who was asked back for what."""

from datetime import date, time
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.enums_bank import Meanwhile, RecallAnswer
from db.types import codes


class Placement(Record, Base):
    """A volunteer lent to an organisation from a day to a day, with what was agreed about it.

    ``host_checks`` is what the host says it checked itself, in words: the hub's gate never reads it.
    ``absence_id`` is the time away that keeps them from being offered here meanwhile; none where the hub
    may ask them outside the host's hours: ``weekdays`` (0 for Monday), from ``starts_at`` to ``ends_at``.
    """

    __tablename__ = "placement"

    volunteer_id: Mapped[str] = mapped_column(ref("volunteer.id"), index=True)
    organisation_id: Mapped[str] = mapped_column(ref("organisation.id"), index=True)
    role: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date]
    weekly_minutes: Mapped[int | None] = mapped_column(default=None)
    contact_name: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    host_checks: Mapped[str] = mapped_column(default="")
    meanwhile: Mapped[Meanwhile] = mapped_column(codes(Meanwhile))
    review_on: Mapped[date]
    agreed_on: Mapped[date]
    returned_on: Mapped[date | None] = mapped_column(default=None)
    return_note: Mapped[str] = mapped_column(default="")
    absence_id: Mapped[str | None] = mapped_column(ref("absence.id"), default=None)
    weekdays: Mapped[list[Any]] = mapped_column(default=list)
    starts_at: Mapped[time | None] = mapped_column(default=None)
    ends_at: Mapped[time | None] = mapped_column(default=None)


class Recall(Record, Base):
    """Asking volunteers back for something that came up, until it is ended; its answers stay."""

    __tablename__ = "recall"

    number: Mapped[int] = mapped_column(index=True)
    title: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    opened_on: Mapped[date]
    ended_on: Mapped[date | None] = mapped_column(default=None)


class RecallCall(Record, Base):
    """One volunteer asked back in one recall, once: what they said, and from when they can."""

    __tablename__ = "recall_call"
    __table_args__ = (UniqueConstraint("recall_id", "volunteer_id"),)

    recall_id: Mapped[str] = mapped_column(ref("recall.id"), index=True)
    volunteer_id: Mapped[str] = mapped_column(ref("volunteer.id"), index=True)
    answer: Mapped[RecallAnswer] = mapped_column(codes(RecallAnswer), default=RecallAnswer.TO_RING)
    tries: Mapped[int] = mapped_column(default=0)
    on_date: Mapped[date | None] = mapped_column(default=None)
    next_on: Mapped[date | None] = mapped_column(default=None)
    can_from: Mapped[date | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
