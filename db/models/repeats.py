"""Spells in which recurring help rests."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref


class HelpPause(Record, Base):
    """A spell without help: somebody is in hospital, away, or has others with them.

    Attributes:
        person_id: whose help rests.
        request_id: only this request; None for all recurring help of theirs.
        first_day: the first day without.
        last_day: the last day without; None until they are back.
        look_on: the day to ask whether they are back, where no last day is known.
    """

    __tablename__ = "help_pause"

    person_id: Mapped[str] = mapped_column(ref("person.id"), index=True)
    request_id: Mapped[str | None] = mapped_column(ref("request.id"), default=None, index=True)
    first_day: Mapped[date]
    last_day: Mapped[date | None] = mapped_column(default=None, index=True)
    look_on: Mapped[date | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
