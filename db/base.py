"""The declarative base, naming convention and the columns every record has."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, MetaData, String, Time
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from db.ids import new_id
from db.types import Id, UtcDateTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """Base of every table; a ``str`` column is unbounded text unless it says otherwise."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        datetime: UtcDateTime,
        date: Date,
        time: Time,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        str: String,
    }


class Record:
    """Columns every record of the hub has: key, when made, when last changed, and void with reason."""

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)
    voided_at: Mapped[datetime | None] = mapped_column(default=None)
    void_reason: Mapped[str | None] = mapped_column(default=None)


class Entry:
    """Columns of an append-only line: written once, never edited."""

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(default=utc_now)


def ref(target: str) -> ForeignKey:
    """A foreign key checked at commit, so that the order of inserts within a transaction is free.

    Args:
        target: ``table.column``.

    Returns:
        The constraint, deferred in SQLite and PostgreSQL alike.
    """
    return ForeignKey(target, deferrable=True, initially="DEFERRED", use_alter=target == "volunteer.id")
