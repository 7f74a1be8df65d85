"""The change log as history: what was done to a record, or in a transaction, and what stood before."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from db.enums import ChangeOp
from db.models import Approval, Change, Destruction, Opening, RetentionHold, SharingRecord, User

_STAYS = tuple(one.__tablename__ for one in (SharingRecord, Opening, Destruction, RetentionHold, Approval))
Dot = tuple[str, str, int]
_PAGE = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the log, with who wrote it: the account and its name."""

    dot: Dot
    by: str
    txn: str
    at: datetime
    who: str
    entity: str
    row_id: str
    op: ChangeOp
    field: str
    value: Any
    replaces: tuple[Dot, ...]
    erased: bool


def of_row(session: Session, row_id: str) -> list[Line]:
    """Everything recorded about one record, oldest first."""
    return _lines(session, Change.row_id == row_id)


def of_rows(session: Session, row_ids: Iterable[str]) -> list[Line]:
    """Everything recorded about a few records, such as one and what belongs to it, oldest first."""
    return _lines(session, Change.row_id.in_(list(row_ids)))


def of_txn(session: Session, txn: str, most: int | None = None) -> list[Line]:
    """What one transaction recorded, in the order it was written: everything, or no more than asked for."""
    return _lines(session, Change.txn == txn, most)


def recent(session: Session, user_id: str, limit: int) -> list[tuple[str, datetime]]:
    """A user's last transactions that can be undone, newest first, with when they were made.

    What has left the laptop cannot be called back, nor who opened restricted records, nor who was erased, so
    transactions that record it are passed over.
    """
    left = select(Change.txn).where(Change.entity.in_(_STAYS))
    query = select(Change.txn, func.max(Change.at)).where(Change.user_id == user_id, Change.txn.not_in(left))
    found = session.execute(query.group_by(Change.txn).order_by(func.max(Change.txn).desc()).limit(limit))
    return [(txn, at) for txn, at in found]


def at_dots(session: Session, dots: Iterable[Dot]) -> dict[Dot, Line]:
    """The entries at given places in the log."""
    wanted = list(dict.fromkeys(dots))
    found: dict[Dot, Line] = {}
    for start in range(0, len(wanted), _PAGE):
        page = wanted[start : start + _PAGE]
        place = tuple_(Change.device_id, Change.incarnation, Change.seq)
        found |= {line.dot: line for line in _lines(session, place.in_(page))}
    return found


def before(lines: Sequence[Line], earlier: dict[Dot, Line]) -> dict[Dot, Any]:
    """What stood in each edited field before.

    Args:
        lines: edits of fields.
        earlier: the entries they replaced, from `at_dots`.

    Returns:
        The edit's dot to the earlier value; None where the field was empty.
    """
    found: dict[Dot, Any] = {}
    for line in lines:
        old = next((earlier[dot] for dot in line.replaces if dot in earlier), None)
        if old is None:
            found[line.dot] = None
        elif old.op is ChangeOp.CREATE:
            found[line.dot] = (old.value or {}).get(line.field)
        else:
            found[line.dot] = old.value
    return found


def _lines(session: Session, condition: Any, most: int | None = None) -> list[Line]:
    query = select(Change, User.name).outerjoin(User, User.id == Change.user_id)
    entries = session.execute(query.where(condition).order_by(Change.at, Change.seq).limit(most))
    return [
        Line(
            dot=(change.device_id, change.incarnation, change.seq),
            by=change.user_id,
            txn=change.txn,
            at=change.at,
            who=name or "",
            entity=change.entity,
            row_id=change.row_id,
            op=change.op,
            field=change.field,
            value=None if change.value is None else json.loads(change.value),
            replaces=tuple((d, i, s) for d, i, s in change.replaces),
            erased=change.value is None,
        )
        for change, name in entries
    ]
