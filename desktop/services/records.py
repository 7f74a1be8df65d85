"""Steps every record's verbs share: find it, set its fields, void it and bring it back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.base import Base, Record
from db.queries.paging import by_keys, given
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.text import clean, clean_lines

M = TypeVar("M", bound=Base)


def get(session: Session, model: type[M], key: str | None, what: str) -> M:
    """Find a record that has not been voided.

    Args:
        session: the open session.
        model: the mapped class.
        key: its key.
        what: what it is called, for the message, such as "person".

    Returns:
        The record.

    Raises:
        NotFound: there is none, or it was voided.
    """
    record = session.get(model, key) if key else None
    if record is None or getattr(record, "voided_at", None) is not None:
        raise NotFound(f"This {what} is no longer here. It may have been voided; History can bring it back.")
    return record


def loaded(session: Session, model: type[M], wanted: Iterable[str | None]) -> dict[str, M]:
    """Records by key, one statement for any number; keys that are gone are left out.

    While what this gives back is held, the session finds each of them by its key without asking the store.

    Args:
        session: the open session.
        model: the mapped class.
        wanted: the keys; None and empty ones are passed over.
    """
    key: InstrumentedAttribute[str] = model.id  # type: ignore[attr-defined]
    found = session.scalars(by_keys(select(model), key), given({one for one in wanted if one}))
    return {record.id: record for record in found}


def set_fields(record: Base, values: dict[str, Any], names: Iterable[str] | None = None) -> bool:
    """Set the fields that differ, and only those, so that the change log holds real changes.

    Args:
        record: the record to change.
        values: new values by field.
        names: fields to look at; all of ``values`` when not given.

    Returns:
        Whether anything was changed.
    """
    changed = False
    for name in names if names is not None else values:
        if getattr(record, name) != values[name]:
            setattr(record, name, values[name])
            changed = True
    return changed


def void(record: Record, reason: str, now: datetime) -> None:
    """Take a record out of use, with a reason; nothing is deleted.

    Raises:
        DomainError: no reason was given.
    """
    if not reason.strip():
        raise DomainError("Say why, so that others understand later.", field="reason")
    record.voided_at = now
    record.void_reason = reason.strip()


def restore(record: Record) -> None:
    """Bring a voided record back."""
    record.voided_at = None
    record.void_reason = None


_SEVERAL_LINES = frozenset(
    {"good_to_know", "strengths", "access_note", "note", "body", "words", "remit", "boundaries", "address"}
    | {"description", "eligibility", "how_to_refer"}
)


def tidied(draft: Any, names: Iterable[str]) -> dict[str, Any]:
    """The fields of a draft, texts cleaned: one line, or several where the field holds several.

    Args:
        draft: a dataclass of fields as typed.
        names: the fields wanted.

    Returns:
        Values by field.
    """
    values = {name: getattr(draft, name) for name in names}
    return {
        name: (clean_lines(value) if name in _SEVERAL_LINES else clean(value))
        if type(value) is str
        else value
        for name, value in values.items()
    }
