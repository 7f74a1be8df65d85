"""Erasure that really erases: the record's own fields and every value the change log held of it.

The chain hashes a commitment to each value, not the value, so it still verifies afterwards. Keys of erased
rows are kept, and erased again in every backup that is restored.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert, select, update

from db.base import Base, utc_now
from db.fields import APART, logged
from db.ids import new_id
from db.models import Change, ErasedRow
from db.session import UnitOfWork

_KEPT = frozenset({"voided_at", "void_reason"})


def erase(work: UnitOfWork, model: type[Base], row_ids: Iterable[str]) -> None:
    """Erase rows of one table.

    Args:
        work: the unit of work.
        model: the mapped class.
        row_ids: keys of the rows; those already erased are passed over.
    """
    table = model.__table__
    blank = {name: _nothing(table.c[name]) for name in _erasable(model)}
    done = set(work.session.scalars(select(ErasedRow.row_id)))
    for row_id in row_ids:
        if row_id in done:
            continue
        gone = {"voided_at": utc_now(), "void_reason": "Erased"} if "voided_at" in table.c else {}
        work.session.execute(update(table).where(table.c.id == row_id).values({**blank, **gone}))  # type: ignore[arg-type]
        entries = update(Change).where(Change.row_id == row_id)
        work.session.execute(entries.values(value=None, salt=None))
        work.session.execute(
            insert(ErasedRow).values(id=new_id(), at=utc_now(), entity=table.name, row_id=row_id)  # type: ignore[attr-defined]
        )
        work.log.erased(str(table.name), row_id)  # type: ignore[attr-defined]


def erase_again(work: UnitOfWork, row_ids: Iterable[str]) -> int:
    """Erase, in a restored store, the rows that were erased since its backup was made.

    Args:
        work: the unit of work.
        row_ids: every key erased so far, in any table.

    Returns:
        How many rows were erased now.
    """
    models = {str(one.class_.__tablename__): one.class_ for one in Base.registry.mappers}
    count = 0
    for row_id in row_ids:
        entity = work.session.scalar(select(Change.entity).where(Change.row_id == row_id).limit(1))
        known = work.session.scalar(select(ErasedRow.id).where(ErasedRow.row_id == row_id))
        if entity is not None and known is None:
            erase(work, models[entity], [row_id])
            count += 1
    return count


def erase_values(work: UnitOfWork, entity: str, field: str, row_ids: Iterable[str]) -> None:
    """Erase from the change log every value one field of some rows ever had, and leave the rows.

    Args:
        work: the unit of work.
        entity: the table's name.
        field: one of `db.fields.APART`, which no entry about a whole row holds.
        row_ids: keys of the rows.

    Raises:
        ValueError: values of the field stand in entries about whole rows too.
    """
    if (entity, field) not in APART:
        raise ValueError(f"{entity}.{field} is not kept apart")
    entries = update(Change).where(Change.entity == entity, Change.field == field)
    for row_id in row_ids:
        work.session.execute(entries.where(Change.row_id == row_id).values(value=None, salt=None))


def _erasable(model: type[Base]) -> list[str]:
    columns = model.__table__.c
    return [
        name
        for name in sorted(logged(str(model.__tablename__)) - _KEPT)
        if not columns[name].foreign_keys or columns[name].nullable
    ]


def _nothing(column: Any) -> Any:
    if column.nullable:
        return None
    if column.default is not None:
        return column.default.arg if column.default.is_scalar else column.default.arg(None)
    kind = column.type.python_type
    return kind() if kind in (str, int, bool) else column
