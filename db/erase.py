"""Erasure that really erases: the record's own fields and every value the change log held of it.

The chain hashes a commitment to each value, not the value, so it still verifies afterwards. Keys of erased
rows are kept, and erased again in every backup that is restored: by the keys the backup's own rows are found,
and by those rows the words to look for in what others wrote, so that the list itself holds nobody's data.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select, tuple_, update

from db.base import Base, utc_now
from db.fields import APART, FIELDS, UNLOGGED, logged
from db.ids import new_id
from db.models import Change, ErasedRow
from db.models.handovers import HandoverPerson
from db.models.sharing import SharingRecord
from db.queries.erasure import SETS, Rows, belonging, entries_naming, known_by, mentions
from db.session import UnitOfWork
from db.store import Store

_KEPT = frozenset({"voided_at", "void_reason"})
_PLACED = ("easting", "northing", "la_code", "ward_code")
"""Where an address lies: worked out from it, and gone with it."""


class Erased(NamedTuple):
    """What an erasure did.

    Attributes:
        rows: how many rows were emptied, by table.
        mentions: in how many records of others words were taken out.
        words: the words taken out; for looking into files beside the store, and for nothing else.
        people: keys of the people.
    """

    rows: dict[str, int]
    mentions: int
    words: tuple[str, ...]
    people: tuple[str, ...]


def erase_people(work: UnitOfWork, person_ids: Iterable[str]) -> Erased:
    """Erase people: their own rows, their words in the rows of others, and every trace in the log.

    Args:
        work: the unit of work.
        person_ids: keys of the people; records merged into theirs go with them.
    """
    session = work.session
    rows = belonging(session, person_ids)
    words = known_by(session, rows)
    named = mentions(session, words, rows)
    models = {str(one.class_.__tablename__): one.class_ for one in Base.registry.mappers}
    for table, edits in named.items():
        _rewrite(work, models[table], edits)
    _forget_left_out(work, rows)
    for table, keys in rows.by_table.items():
        erase(work, models[table], keys)
    dots = entries_naming(session, words, [*rows.people, *rows.by_table.get("volunteer", ())])
    _empty(work, dots)
    settle_index(work)
    counts = {table: len(keys) for table, keys in rows.by_table.items()}
    return Erased(counts, sum(map(len, named.values())), words, rows.people)


def settle_index(work: UnitOfWork) -> None:
    """Bring the index up to date, and merge it: only then are words taken out of it gone."""
    work.finish()
    connection = work.session.connection()
    connection.exec_driver_sql("INSERT INTO search_words(search_words) VALUES ('optimize')")


def scour(store: Store) -> None:
    """Write the store's file afresh and empty its journal: nothing of what was erased is left between rows.

    Args:
        store: the open hub's; its readers may go on, and wait at most a moment.
    """
    assert store.writer is not None
    raw = store.writer.raw_connection()
    try:
        driver: Any = raw.driver_connection
        driver.execute("VACUUM")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        raw.close()


def erase(work: UnitOfWork, model: type[Base], row_ids: Iterable[str]) -> None:
    """Erase rows of one table.

    Args:
        work: the unit of work.
        model: the mapped class.
        row_ids: keys of the rows; those already erased are passed over.
    """
    table = model.__table__
    if table.name in SETS:  # type: ignore[attr-defined]
        _take_out(work, model, row_ids)
        return
    blank = {name: _nothing(table.c[name]) for name in _erasable(model)}
    if "precision" in table.c:
        blank |= {name: _nothing(table.c[name]) for name in _PLACED}
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
    known = set(work.session.scalars(select(ErasedRow.row_id)))
    again = sorted(set(row_ids) - known)
    entities: dict[str, str] = {}
    for start in range(0, len(again), _PAGE):
        found = select(Change.row_id, Change.entity).where(Change.row_id.in_(again[start : start + _PAGE]))
        entities.update((row[0], row[1]) for row in work.session.execute(found.distinct()))
    count = 0
    people = [key for key, entity in entities.items() if entity == "person"]
    if people:
        count += sum(erase_people(work, people).rows.values())
    for key, entity in entities.items():
        if work.session.scalar(select(ErasedRow.id).where(ErasedRow.row_id == key)) is None:
            erase(work, models[entity], [key])
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


_PAGE = 400


def _take_out(work: UnitOfWork, model: type[Base], row_ids: Iterable[str]) -> None:
    """Take rows of a set out whole, with what the log held of them."""
    table: Any = model.__table__
    for row_id in row_ids:
        work.session.execute(delete(table).where(table.c.id == row_id))
        work.session.execute(update(Change).where(Change.row_id == row_id).values(value=None, salt=None))
        work.session.execute(
            insert(ErasedRow).values(id=new_id(), at=utc_now(), entity=table.name, row_id=row_id)
        )
        work.log.erased(table.name, row_id)


def _rewrite(work: UnitOfWork, model: type[Base], edits: dict[str, dict[str, Any]]) -> None:
    """Write what others wrote without somebody's words."""
    table: Any = model.__table__
    for row_id, fields in edits.items():
        work.session.execute(update(table).where(table.c.id == row_id).values(fields))
    logged_here = {row: fields for row, fields in edits.items() if table.name in FIELDS}
    if table.name not in UNLOGGED:
        work.log.edited(table.name, logged_here)


def _forget_left_out(work: UnitOfWork, rows: Rows) -> None:
    """Take names out of the lists of who was left out of a share, and what a handover said of them."""
    people = set(rows.people)
    entries: Any = SharingRecord.__table__
    for key, held in work.session.execute(select(entries.c.id, entries.c.left_out)).all():
        fresh = [{**one, "name": ""} if one.get("person") in people else one for one in held or []]
        if fresh != (held or []):
            work.session.execute(update(entries).where(entries.c.id == key).values(left_out=fresh))
            held_before = update(Change).where(Change.row_id == key)
            work.session.execute(held_before.values(value=None, salt=None))
            work.log.edited("sharing_record", {key: {"left_out": fresh}})
    shared: Any = HandoverPerson.__table__
    mine = select(shared.c.id, shared.c.units).where(shared.c.person_id.in_(people))
    for key, units in work.session.execute(mine).all():
        blank = dict.fromkeys(units or {}, "")
        work.session.execute(update(shared).where(shared.c.id == key).values(units=blank))
        work.session.execute(update(Change).where(Change.row_id == key).values(value=None, salt=None))


def _empty(work: UnitOfWork, dots: list[tuple[str, str, int]]) -> None:
    """Empty entries of the log; the chain holds commitments, and stays whole."""
    where = tuple_(Change.device_id, Change.incarnation, Change.seq)
    for start in range(0, len(dots), _PAGE):
        page = dots[start : start + _PAGE]
        work.session.execute(update(Change).where(where.in_(page)).values(value=None, salt=None))


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
