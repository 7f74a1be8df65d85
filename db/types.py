"""Portable column types: the same models run on SQLite and PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CHAR, Enum, String, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


class Id(TypeDecorator[str]):
    """A UUID as 32 hex characters in Python; native on PostgreSQL, CHAR(32) elsewhere."""

    impl = CHAR(32)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the storage type for a database."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Uuid(as_uuid=False))
        return dialect.type_descriptor(CHAR(32))

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """Give back hex without dashes, whatever the driver returned."""
        return None if value is None else str(value).replace("-", "")

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], str | None] | None:
        """No step a row where the driver gives back the hex itself: lists read hundreds of thousands."""
        return super().result_processor(dialect, coltype) if dialect.name == "postgresql" else None


class UtcDateTime(TypeDecorator[datetime]):
    """A moment that happened, stored as fixed-width UTC text so that text order is time order."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Store as ``2026-01-05T09:30:00.000000Z``."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read back as an aware datetime in UTC."""
        return None if value is None else datetime.fromisoformat(value)


def codes(kind: type[StrEnum]) -> Enum:
    """A column of codes, stored as text with a check constraint.

    Args:
        kind: the vocabulary from `db.enums`.

    Returns:
        The column type; values read back as members of ``kind``.
    """
    longest = max(len(member.value) for member in kind)
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=max(longest, 16),
        values_callable=lambda members: [member.value for member in members],
        name=kind.__name__.lower(),
    )
