"""The sharing log: ids for a filter and sort, rows for ids, and one entry whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, SQLColumnExpression, select
from sqlalchemy.orm import Session

from db.enums import LawfulBasis, ShareKind
from db.models import SharingRecord, User
from db.queries.paging import by_keys, in_order, keys, ordered

SORTS: dict[str, tuple[SQLColumnExpression[Any], ...]] = {
    "number": (SharingRecord.number,),
    "at": (SharingRecord.at,),
    "recipient": (SharingRecord.recipient_name.collate("NOCASE"), SharingRecord.at),
    "people": (SharingRecord.people_count,),
    "delete_by": (SharingRecord.delete_by,),
}


class SharingRow(NamedTuple):
    """One line of the sharing log."""

    id: str
    number: int
    at: datetime
    kind: ShareKind
    by: str
    recipient: str
    purpose: str
    basis: LawfulBasis | None
    people_count: int
    is_locked: bool
    delete_by: date | None
    file_name: str


@dataclass(frozen=True, slots=True)
class SharingFilter:
    """Which entries to list.

    Attributes:
        kind: only this kind; None for all.
        recipient_id: only shares with this organisation; empty for all.
        delete_before: only those to be deleted by the recipient before this day; None for all.
    """

    kind: ShareKind | None = None
    recipient_id: str = ""
    delete_before: date | None = None


def ids(session: Session, wanted: SharingFilter, sort: str = "number", descending: bool = True) -> list[str]:
    """Keys of the entries wanted, the newest first unless asked otherwise; ties by key."""
    query = select(SharingRecord.id)
    if wanted.kind is not None:
        query = query.where(SharingRecord.kind == wanted.kind)
    if wanted.recipient_id:
        query = query.where(SharingRecord.recipient_id == wanted.recipient_id)
    if wanted.delete_before is not None:
        query = query.where(SharingRecord.delete_by < wanted.delete_before)
    return keys(session, ordered(query, SORTS[sort], SharingRecord.id, descending))


def rows(session: Session, wanted: Sequence[str]) -> list[SharingRow]:
    """Lines for keys, in the order of the keys; keys that are gone are left out."""
    return in_order(session, _rows(), wanted, SharingRow)


@cache
def _rows() -> Select[*tuple[Any, ...]]:
    return by_keys(
        select(
            SharingRecord.id,
            SharingRecord.number,
            SharingRecord.at,
            SharingRecord.kind,
            User.name,
            SharingRecord.recipient_name,
            SharingRecord.purpose,
            SharingRecord.basis,
            SharingRecord.people_count,
            SharingRecord.is_locked,
            SharingRecord.delete_by,
            SharingRecord.file_name,
        ).join(User, User.id == SharingRecord.by_id),
        SharingRecord.id,
    )
