"""Erasure that really erases: the record's own fields and every value the change log held of it.

The chain hashes a commitment to each value, not the value, so it still verifies afterwards. Keys of erased
rows are kept, and erased again in every backup that is restored: by the keys, which `db.sealed_list` seals,
the backup's own rows are found, and by those rows the words to look for in what others wrote, so that the
list itself holds nobody's data.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select, tuple_, update

from db.base import Base, utc_now
from db.fields import APART, FIELDS, UNLOGGED, logged
from db.ids import new_id
from db.models import Change, ErasedRow, Hub, Person, Volunteer
from db.models.handovers import HandoverPerson
from db.models.sharing import SharingRecord
from db.queries.erasure import Rows, belonging, entries_naming, known_by, mentions, owned
from db.sealed_list import known
from db.session import UnitOfWork
from db.store import Store

TOMBSTONES = frozenset({"household", "person", "volunteer"})
"""Tables whose rows others stand on, such as stops, rounds and what a recipient holds: emptied, and kept as
places without anybody in them. Of all other tables an erased row goes whole, with its need and its days."""
_KEPT = frozenset({"voided_at", "void_reason"})
_WORKED_OUT = ("easting", "northing", "la_code", "ward_code", "precision", "seen_on")
"""Where an address lies, and when somebody was last heard of: worked out from what goes, and gone with it."""


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
    erase_rows(work, rows.by_table)
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
    """Erase rows of one table: taken out whole, but for those that others stand on, which are emptied.

    Args:
        work: the unit of work.
        model: the mapped class.
        row_ids: keys of the rows; those already erased are passed over.
    """
    table: Any = model.__table__
    for keys in _not_yet(work, row_ids):
        if table.name in TOMBSTONES:
            _blank(work, model, keys)
        else:
            _let_go(work, table, keys)
            work.session.execute(delete(table).where(table.c.id.in_(keys)))
        work.session.execute(update(Change).where(Change.row_id.in_(keys)).values(value=None, salt=None))
        gone = [{"id": new_id(), "at": utc_now(), "entity": table.name, "row_id": key} for key in keys]
        work.session.execute(insert(ErasedRow), gone)
        for key in keys:
            work.log.erased(table.name, key)


def erase_rows(work: UnitOfWork, by_table: Mapping[str, Sequence[str]]) -> None:
    """Erase rows of several tables, what belongs to a row before it.

    Args:
        work: the unit of work.
        by_table: keys by table; owners stand before what they own, as in `db.queries.erasure.OWNED`.
    """
    models = {str(one.class_.__tablename__): one.class_ for one in Base.registry.mappers}
    first = [one for one in ("person",) if one in by_table]
    for table in (*first, *(one for one in reversed(list(by_table)) if one not in first)):
        erase(work, models[table], by_table[table])


def erase_again(work: UnitOfWork, sealed: Collection[str]) -> int:
    """Erase, in a restored store, the rows that were erased since its backup was made.

    Args:
        work: the unit of work.
        sealed: every key erased so far, in any table, as `db.sealed_list` writes it.

    Returns:
        How many rows were erased now.
    """
    gone = set(work.session.scalars(select(ErasedRow.row_id)))
    lists_key = work.session.scalars(select(Hub.lists_key)).one()
    written = {
        row[0]: row[1] for row in work.session.execute(select(Change.row_id, Change.entity).distinct())
    }
    entities = {key: written[key] for key in known(lists_key, written.keys() - gone, sealed)}
    count = 0
    people = [key for key, entity in entities.items() if entity == "person"]
    if people:
        count += sum(erase_people(work, people).rows.values())
    left = {key for page in _not_yet(work, entities) for key in page}
    by_table: dict[str, list[str]] = {}
    for key in sorted(left):
        by_table.setdefault(entities[key], []).append(key)
    whole = owned(work.session, by_table)
    erase_rows(work, whole)
    count += sum(map(len, whole.values()))
    settle_index(work)
    return count


def empty_words(
    work: UnitOfWork, model: type[Base], row_ids: Iterable[str], blank: Mapping[str, Any]
) -> None:
    """Empty some columns of rows that stay, in the rows and in every entry of the log that held them.

    What else the rows say stands as it was; the log's chain hashes commitments, and verifies afterwards.

    Args:
        work: the unit of work.
        model: the mapped class.
        row_ids: keys of the rows.
        blank: the columns, and what stands in each afterwards.
    """
    table: Any = model.__table__
    wanted = list(dict.fromkeys(row_ids))
    for start in range(0, len(wanted), _PAGE):
        keys = wanted[start : start + _PAGE]
        work.session.execute(update(table).where(table.c.id.in_(keys)).values(dict(blank)))
        held = update(Change).where(Change.row_id.in_(keys), Change.field.in_(("", *blank)))
        work.session.execute(held.values(value=None, salt=None))
        work.log.edited(table.name, {key: dict(blank) for key in keys})


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


def _not_yet(work: UnitOfWork, row_ids: Iterable[str]) -> Iterator[list[str]]:
    """Keys that are not erased yet, a page at a time."""
    wanted = list(dict.fromkeys(row_ids))
    for start in range(0, len(wanted), _PAGE):
        page = wanted[start : start + _PAGE]
        done = set(work.session.scalars(select(ErasedRow.row_id).where(ErasedRow.row_id.in_(page))))
        if left := [key for key in page if key not in done]:
            yield left


def _blank(work: UnitOfWork, model: type[Base], keys: list[str]) -> None:
    """Empty rows that others stand on, and leave their places."""
    table: Any = model.__table__
    blank = {name: _nothing(table.c[name]) for name in _erasable(model)}
    blank |= {name: _nothing(table.c[name]) for name in _WORKED_OUT if name in table.c}
    gone = {"voided_at": utc_now(), "void_reason": "Erased"}
    work.session.execute(update(table).where(table.c.id.in_(keys)).values({**blank, **gone}))
    if model is Volunteer:
        _part(work, keys)


def _part(work: UnitOfWork, volunteer_ids: list[str]) -> None:
    """Part emptied profiles from people who stay: each stands with nobody, so that no key joins the two."""
    erased = select(ErasedRow.row_id)
    whose = select(Volunteer.id).where(Volunteer.id.in_(volunteer_ids), Volunteer.person_id.not_in(erased))
    for key in work.session.scalars(whose).all():
        nobody = work.insert_many(Person, [{"number": 0, "voided_at": utc_now(), "void_reason": "Erased"}])
        work.session.execute(update(Volunteer).where(Volunteer.id == key).values(person_id=nobody[0]))


def _let_go(work: UnitOfWork, table: Any, keys: list[str]) -> None:
    """Let whatever only points at some rows point at nothing."""
    for other in Base.metadata.sorted_tables:
        for column in other.c:
            pointed = {one.column.table.name for one in column.foreign_keys}
            if table.name not in pointed or not column.nullable:
                continue
            found = select(other.c.id).where(column.in_(keys))
            edits = {key: {column.name: None} for key in work.session.scalars(found)}
            if edits:
                work.session.execute(update(other).where(other.c.id.in_(list(edits))).values({column: None}))
                work.log.edited(other.name, edits)


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
