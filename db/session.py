"""The unit of work: one transaction, logged as it is flushed, rolled back unless it ends well."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, Table, bindparam, event, insert, inspect, select, update
from sqlalchemy.orm import Session

from db.base import Base, utc_now
from db.bulk import insert_rows
from db.changes import ChangeLog, Stamp
from db.errors import KnownStoreError, translate
from db.fields import UNLOGGED
from db.ids import new_id
from db.models.hub import Counter
from db.search import reindex

_CHUNK = 5_000


class UnitOfWork:
    """One transaction. ORM adds, edits and deletes are logged when flushed; bulk rows by `insert_many`.

    Attributes:
        session: the session to read and write through.
        log: the change log of this transaction.
    """

    def __init__(self, session: Session, stamp: Stamp) -> None:
        self.session = session
        self.stamp = stamp
        self.log = ChangeLog(session, stamp)
        event.listen(session, "after_flush", self._after_flush)

    @property
    def txn(self) -> str:
        """Key of this transaction."""
        return self.log.txn

    def add(self, *records: Base) -> None:
        """Add new records; they are written, and logged, at the next flush."""
        self.session.add_all(records)

    def insert_many(self, model: type[Base], rows: list[dict[str, Any]]) -> list[str]:
        """Write many new rows at once, each logged, without an object for each.

        Args:
            model: the mapped class.
            rows: column name to value; keys and defaults are filled in place.

        Returns:
            Keys of the rows, in order; empty for a table whose key is not ``id``.
        """
        table: Table = model.__table__  # type: ignore[assignment]
        self.session.flush()
        defaults = _defaults(table)
        for row in rows:
            for name, make in defaults:
                if name not in row:
                    row[name] = make()
        for start in range(0, len(rows), _CHUNK):
            chunk = rows[start : start + _CHUNK]
            insert_rows(self.session.connection(), table, chunk)
            if table.name not in UNLOGGED:
                self.log.created(table.name, chunk)
        return [row.get("id", "") for row in rows]

    def update_many(self, model: type[Base], edits: Mapping[str, Mapping[str, Any]]) -> None:
        """Edit many rows at once, each logged, without loading an object for each.

        Args:
            model: the mapped class.
            edits: row key to the new values by field.
        """
        table: Table = model.__table__  # type: ignore[assignment]
        self.session.flush()
        self.log.edited(table.name, edits)
        moment = {"updated_at": utc_now()} if "updated_at" in table.c else {}
        alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for row_id, values in edits.items():
            alike.setdefault(tuple(values), []).append({**values, **moment, "the_row": row_id})
        for names, group in alike.items():
            wanted: dict[str, Any] = {name: bindparam(name) for name in (*names, *moment)}
            self.session.execute(
                update(table).where(table.c.id == bindparam("the_row")).values(wanted), group
            )

    def delete_many(self, model: type[Base], row_ids: list[str]) -> None:
        """Take rows of a set out, each logged with what it held."""
        for row_id in row_ids:
            record = self.session.get(model, row_id)
            if record is not None:
                self.session.delete(record)

    def next_number(self, kind: str, count: int = 1) -> int:
        """Give out human numbers.

        Args:
            kind: the record's table.
            count: how many are wanted.

        Returns:
            The first of ``count`` numbers in a row, from 1.
        """
        last = self.session.scalar(select(Counter.last).where(Counter.kind == kind))
        if last is None:
            self.session.execute(insert(Counter).values(kind=kind, last=count))
            return 1
        self.session.execute(update(Counter).where(Counter.kind == kind).values(last=last + count))
        return last + 1

    def finish(self) -> None:
        """Flush and bring the search index up to date; called before commit."""
        self.session.flush()
        reindex(self.session.connection(), self.log.touched)

    def _after_flush(self, session: Session, _context: Any) -> None:
        for entity, rows in _by_table(session.new).items():
            self.log.created(entity, [_row(record) for record in rows])
        edits: dict[str, dict[str, dict[str, Any]]] = {}
        for record in session.dirty:
            fields = _edits(record)
            if fields:
                edits.setdefault(_table(record), {})[_key(record)] = fields
        for entity, by_row in edits.items():
            if entity not in UNLOGGED:
                self.log.edited(entity, by_row)
        for entity, rows in _by_table(session.deleted).items():
            self.log.removed(entity, [_row(record) for record in rows])


@contextmanager
def writing(engine: Engine, stamp: Stamp) -> Iterator[UnitOfWork]:
    """Open one write transaction.

    Args:
        engine: a writing engine from `db.engine.make_engine`.
        stamp: who writes, on which copy.

    Yields:
        The unit of work; it is committed when the block ends well and rolled back otherwise.

    Raises:
        KnownStoreError: the store could not take the write, in plain words.
    """
    with Session(engine, expire_on_commit=False, autoflush=True) as session:
        try:
            work = UnitOfWork(session, stamp)
            yield work
            work.finish()
            session.commit()
        except KnownStoreError:
            raise
        except Exception as problem:
            known = translate(problem)
            if known is not None:
                raise known from problem
            raise


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Open one unchanging picture of the store to read from."""
    with Session(engine, expire_on_commit=False, autoflush=False) as session:
        yield session


def _defaults(table: Table) -> list[tuple[str, Any]]:
    made: list[tuple[str, Any]] = []
    for column in table.columns:
        if column.default is None:
            made.append((column.name, new_id if column.primary_key else lambda: None))
        elif column.default.is_scalar:
            made.append((column.name, lambda value=column.default.arg: value))  # type: ignore[attr-defined]
        else:
            made.append((column.name, lambda make=column.default.arg: make(None)))  # type: ignore[attr-defined]
    return made


def _table(record: Base) -> str:
    return str(record.__tablename__)


def _key(record: Base) -> str:
    return str(record.id)  # type: ignore[attr-defined]


def _row(record: Base) -> dict[str, Any]:
    return {column.key: getattr(record, column.key) for column in inspect(type(record)).column_attrs}


def _edits(record: Base) -> dict[str, Any]:
    state = inspect(record)
    changed: dict[str, Any] = {}
    for attribute in state.attrs:
        history = attribute.history
        if history.added and list(history.added) != list(history.deleted or ()):
            changed[attribute.key] = attribute.value
    return changed


def _by_table(records: Iterable[Base]) -> dict[str, list[Base]]:
    grouped: dict[str, list[Base]] = {}
    for record in records:
        if _table(record) not in UNLOGGED:
            grouped.setdefault(_table(record), []).append(record)
    return grouped
