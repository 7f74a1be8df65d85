"""The change log: every write, chained, so that history, undo and audit are views of one table."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Entry
from db.enums import ChangeOp
from db.types import Id, codes


class Change(Base):
    """One recorded edit.

    ``value`` and ``salt`` may be erased; ``commitment`` is SHA-256(salt || value), so the chain of
    ``link`` hashes still verifies afterwards. A create holds the record's fields as one JSON object.
    """

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_row", "row_id"), Index("ix_change_txn", "txn"))

    device_id: Mapped[str] = mapped_column(Id, primary_key=True)
    incarnation: Mapped[str] = mapped_column(Id, primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    txn: Mapped[str] = mapped_column(Id)
    user_id: Mapped[str] = mapped_column(Id)
    at: Mapped[datetime]
    entity: Mapped[str]
    row_id: Mapped[str] = mapped_column(Id)
    op: Mapped[ChangeOp] = mapped_column(codes(ChangeOp))
    field: Mapped[str] = mapped_column(default="")
    value: Mapped[str | None] = mapped_column(default=None)
    replaces: Mapped[list[Any]] = mapped_column(JSON, default=list)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    commitment: Mapped[bytes] = mapped_column(LargeBinary)
    link: Mapped[bytes] = mapped_column(LargeBinary)


class ErasedRow(Entry, Base):
    """The key of a record that was erased, re-applied to every restored backup."""

    __tablename__ = "erased_row"

    entity: Mapped[str]
    row_id: Mapped[str] = mapped_column(Id, unique=True)
