"""The one place that writes the change log, in the same transaction as the change itself.

A creation is one entry holding the record's fields as JSON; each later edit is one entry per field, naming
the entry it replaces. The chain, per device incarnation, hashes a commitment to each value rather than the
value, so that erasing value and salt leaves a chain that still verifies.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from db.base import utc_now
from db.bulk import insert_rows
from db.enums import ChangeOp
from db.fields import APART, logged
from db.ids import new_id
from db.models.log import Change
from db.values import encode

SALT_BYTES = 16
GENESIS = b"\0" * 32
_PAGE = 400
_TABLE: Table = Change.__table__  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who is writing, and on which copy.

    Attributes:
        user_id: the account at the keyboard.
        device_id: the laptop.
        incarnation: the life of that laptop's copy; a restore begins a new one.
    """

    user_id: str
    device_id: str
    incarnation: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: the last sequence number and its link."""

    seq: int
    link: bytes


def commitment(salt: bytes, value: str | None) -> bytes:
    """SHA-256 of salt and value: what the chain holds in place of the value."""
    return hashlib.sha256(salt + (value or "").encode()).digest()


def link_after(previous: bytes, entry: Mapping[str, Any]) -> bytes:
    """The chain's next link.

    Args:
        previous: the link before, or `GENESIS`.
        entry: the change's columns, with ``commitment`` already set.

    Returns:
        SHA-256 over the previous link, every fixed column in order, and the commitment; 32 bytes.
    """
    fixed = "\x1f".join(
        (
            entry["device_id"],
            entry["incarnation"],
            str(entry["seq"]),
            entry["txn"],
            entry["user_id"],
            entry["at"].isoformat(),
            entry["entity"],
            entry["row_id"],
            str(entry["op"].value),
            entry["field"],
            encode(entry["replaces"]),
        )
    )
    return hashlib.sha256(previous + fixed.encode() + entry["commitment"]).digest()


def head(session: Session, device_id: str, incarnation: str) -> Head:
    """Read the end of one incarnation's chain; sequence 0 when it has not begun."""
    found = session.execute(
        select(Change.seq, Change.link)
        .where(Change.device_id == device_id, Change.incarnation == incarnation)
        .order_by(Change.seq.desc())
        .limit(1)
    ).first()
    return Head(found.seq, found.link) if found else Head(0, GENESIS)


class ChangeLog:
    """Appends to the log for one transaction.

    Attributes:
        txn: key of the transaction all its entries share.
        at: the moment of the transaction, UTC.
        touched: keys of the rows changed, by entity.
        written: the end of the chain after what was written here; None where nothing was. Known without the
            session, which would begin another transaction if it were asked once more after the commit.
    """

    def __init__(self, session: Session, stamp: Stamp) -> None:
        self._session = session
        self._stamp = stamp
        self.written: Head | None = None
        self.at: datetime = utc_now()
        self.txn = new_id()
        self.touched: dict[str, set[str]] = {}

    def created(self, entity: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Record new rows, fields with their own retention as entries of their own.

        Args:
            entity: the table.
            rows: column name to value, with ``id``; empty values are left out of the entry.
        """
        names = logged(entity)
        apart = [name for table, name in APART if table == entity]
        self._append(entity, self._creations(rows, names, sorted(apart)))

    def edited(self, entity: str, edits: Mapping[str, Mapping[str, Any]]) -> None:
        """Record edits, one entry per field, each naming the entry it replaces.

        Args:
            entity: the table.
            edits: row key to the new values by field.
        """
        names = logged(entity)
        kept = {row: {f: v for f, v in fields.items() if f in names} for row, fields in edits.items()}
        latest = latest_entries(self._session, [row for row, fields in kept.items() if fields])
        self._append(
            entity,
            (
                (row, ChangeOp.SET, field, encode(value), _replaced(latest, row, field))
                for row, fields in kept.items()
                for field, value in sorted(fields.items())
            ),
        )

    def removed(self, entity: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Record rows of a set taken out, holding what they were so that it can be undone."""
        names = logged(entity)
        self._append(
            entity,
            (
                (row["id"], ChangeOp.REMOVE, "", encode({k: v for k, v in row.items() if k in names}), [])
                for row in rows
            ),
        )

    def erased(self, entity: str, row_id: str) -> None:
        """Record that a row was erased; the entry itself holds nothing of it."""
        self._append(entity, [(row_id, ChangeOp.ERASE, "", "null", [])])

    def _creations(
        self, rows: Iterable[Mapping[str, Any]], names: frozenset[str], apart: list[str]
    ) -> Iterator[tuple[str, ChangeOp, str, str, list[Any]]]:
        for row in rows:
            held = {k: v for k, v in row.items() if k in names and k not in apart and v not in (None, "")}
            yield row["id"], ChangeOp.CREATE, "", encode(held), []
            for name in apart:
                if row.get(name) not in (None, "", {}):
                    yield row["id"], ChangeOp.SET, name, encode(row[name]), []

    def _append(self, entity: str, entries: Iterable[tuple[str, ChangeOp, str, str, list[Any]]]) -> None:
        end = self.written or head(self._session, self._stamp.device_id, self._stamp.incarnation)
        seq, link = end.seq, end.link
        made: list[dict[str, Any]] = []
        touched = self.touched.setdefault(entity, set())
        for row_id, op, field, value, replaces in entries:
            seq += 1
            salt = os.urandom(SALT_BYTES)
            entry: dict[str, Any] = {
                "device_id": self._stamp.device_id,
                "incarnation": self._stamp.incarnation,
                "seq": seq,
                "txn": self.txn,
                "user_id": self._stamp.user_id,
                "at": self.at,
                "entity": entity,
                "row_id": row_id,
                "op": op,
                "field": field,
                "value": value,
                "replaces": replaces,
                "salt": salt,
                "commitment": commitment(salt, value),
            }
            link = entry["link"] = link_after(link, entry)
            touched.add(row_id)
            made.append(entry)
        if made:
            insert_rows(self._session.connection(), _TABLE, made)
            self.written = Head(seq, link)


def latest_entries(session: Session, row_ids: list[str]) -> dict[tuple[str, str], list[Any]]:
    """Find, for each row and field, the entry that last wrote it.

    Args:
        session: the open session.
        row_ids: rows to look up.

    Returns:
        (row, field) to the dot ``[device, incarnation, seq]``; field ``""`` is the creation.
    """
    found: dict[tuple[str, str], list[Any]] = {}
    wanted = (Change.row_id, Change.field, Change.device_id, Change.incarnation, Change.seq)
    for start in range(0, len(row_ids), _PAGE):
        page = row_ids[start : start + _PAGE]
        entries = session.execute(
            select(*wanted).where(Change.row_id.in_(page)).order_by(Change.at, Change.seq)
        )
        for row_id, field, device, incarnation, seq in entries:
            found[row_id, field] = [device, incarnation, seq]
    return found


def _replaced(latest: dict[tuple[str, str], list[Any]], row: str, field: str) -> list[Any]:
    dot = latest.get((row, field)) or latest.get((row, ""))
    return [dot] if dot else []
