"""Concerns as they lie in the store: sealed entries, and the concern's key sealed to each who may read.

Nothing here says whom a concern is about. The author and what the author is told stand in clear, as the
author may see them; everything else is inside the seal (`db.sealing`), base64 of it in these columns.
"""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Entry, ref
from db.enums_concerns import Progress
from db.types import codes


class Concern(Entry, Base):
    """A safeguarding worry; the public half of its own key pair, to which anybody may add.

    The day to look again stands in clear, so that Today can remind a lead before anything is opened.
    """

    __tablename__ = "concern"

    reference: Mapped[str] = mapped_column(unique=True)
    public: Mapped[str]
    author_id: Mapped[str] = mapped_column(ref("user_account.id"), index=True)
    progress: Mapped[Progress] = mapped_column(codes(Progress), default=Progress.SENT)
    look_again_on: Mapped[date | None] = mapped_column(default=None)


class ConcernEntry(Entry, Base):
    """One dated entry, sealed to the concern."""

    __tablename__ = "concern_entry"

    concern_id: Mapped[str] = mapped_column(ref("concern.id"), index=True)
    sealed: Mapped[str]


class ConcernKey(Entry, Base):
    """The concern's private half, sealed to one reader's public key.

    A reader with a fresh pair gets another line; ``reader`` is an account's key, or ``card``.
    """

    __tablename__ = "concern_key"
    __table_args__ = (UniqueConstraint("concern_id", "reader", "reader_public"),)

    concern_id: Mapped[str] = mapped_column(ref("concern.id"))
    reader: Mapped[str] = mapped_column(index=True)
    reader_public: Mapped[str]
    sealed: Mapped[str]


class ConcernHold(Entry, Base):
    """That a concern holds a volunteer back, and until when; which concern stands inside the seal alone.

    A lead may be unable to open the concern that holds somebody: by this line they still cannot free them.
    """

    __tablename__ = "concern_hold"

    volunteer_id: Mapped[str] = mapped_column(ref("volunteer.id"), index=True)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
