"""Who is out for the hub, and when they are to be heard of."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref


class OutNow(Record, Base):
    """Somebody out: with a round, or alone with anything else.

    Attributes:
        round_id: the round they are out with; None for anything else.
        what: where they are and what for, such as "Visit at Kelp Street".
        alone: whether nobody is with them.
        due_at: when they are to be back, or to ring in.
        heard_at: when they last rang in.
        step: how many of the steps for somebody who is not heard of were taken since they last rang in.
        back_at: when they were back; None while they are out.
    """

    __tablename__ = "out_now"

    volunteer_id: Mapped[str] = mapped_column(ref("volunteer.id"), index=True)
    round_id: Mapped[str | None] = mapped_column(ref("round.id"), default=None, index=True)
    what: Mapped[str] = mapped_column(default="")
    alone: Mapped[bool] = mapped_column(default=True)
    out_at: Mapped[datetime]
    due_at: Mapped[datetime]
    heard_at: Mapped[datetime | None] = mapped_column(default=None)
    step: Mapped[int] = mapped_column(default=0)
    back_at: Mapped[datetime | None] = mapped_column(default=None, index=True)


class OutStepTaken(Record, Base):
    """One step taken where somebody was not heard of; it stays after they rang in.

    Attributes:
        number: which of the steps, from 1.
        at: when.
        by_id: who took it.
        note: what came of it.
    """

    __tablename__ = "out_step"

    out_id: Mapped[str] = mapped_column(ref("out_now.id"), index=True)
    number: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    note: Mapped[str]
