"""Restricted records opened for half an hour with a typed reason, and who looked at that afterwards."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Record, ref
from db.enums_openings import OpeningEnd
from db.types import codes


class Opening(Record, Base):
    """One account's opening. Each look under it is a `ViewEntry` that names it."""

    __tablename__ = "opening"

    by_id: Mapped[str] = mapped_column(ref("user_account.id"))
    reason: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(index=True)
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_by: Mapped[OpeningEnd | None] = mapped_column(codes(OpeningEnd), default=None)
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
    seen_by_id: Mapped[str | None] = mapped_column(ref("user_account.id"), default=None)
    seen_note: Mapped[str] = mapped_column(default="")
