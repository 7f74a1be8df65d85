"""Bringing a store forward to this version's schema: backed up first, whole or not at all.

Alembic costs a third of a second to import, so the stored revision is compared with a constant and alembic is
only imported when they differ. References are not enforced meanwhile (rebuilding a table would delete what
points to it) but checked before the commit.
"""

import logging
from collections.abc import Callable
from contextlib import closing
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection

from db.engine import connect, make_engine
from db.errors import DamagedStore, NewerStore
from db.integrity import require_whole

SCHEMA = "0001"
_TABLE = "alembic_version"


def stamp(connection: Connection, revision: str = SCHEMA) -> None:
    """Note in a store which schema it has.

    Args:
        connection: a connection inside a transaction.
        revision: the schema's revision.
    """
    connection.exec_driver_sql(
        f"CREATE TABLE IF NOT EXISTS {_TABLE} (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
    )
    connection.exec_driver_sql(f"DELETE FROM {_TABLE}")
    connection.exec_driver_sql(f"INSERT INTO {_TABLE} (version_num) VALUES (?)", (revision,))


def stored_revision(store: Path, key: bytes) -> str:
    """Read which schema a store has, without changing the file.

    Args:
        store: the store's file.
        key: the raw data key, 32 bytes.

    Returns:
        The revision.

    Raises:
        DamagedStore: the store holds no revision.
        sqlcipher3.dbapi2.DatabaseError: the file does not open with the key.
    """
    with closing(connect(store, key, read_only=True)) as connection:
        (known,) = connection.execute(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?", (_TABLE,)
        ).fetchone()
        rows = connection.execute(f"SELECT version_num FROM {_TABLE}").fetchall() if known else []
    if len(rows) != 1:
        raise DamagedStore("The hub's store opens, but does not say which version it is for.")
    [(revision,)] = rows
    return str(revision)


def bring_forward(
    store: Path,
    key: bytes,
    before: Callable[[], object],
    *,
    target: str = SCHEMA,
    scripts: Path | None = None,
) -> bool:
    """Bring a store to this version's schema, if it is not there yet.

    Args:
        store: the store's file, its hub's lock held and nothing else open on it.
        key: the raw data key, 32 bytes.
        before: makes a verified backup; called only when there is something to do, and what it raises stops
        it.
        target: the revision to reach; revisions are numbers in four digits, so that later ones are known.
        scripts: the folder of migrations; the one of this package by default.

    Returns:
        Whether the store was changed.

    Raises:
        NewerStore: a later version of the app wrote the store; the file is unchanged.
        DamagedStore: the store holds no revision, or a reference would be broken; the store is as it was.
        KnownStoreError: the disk is full or the store cannot be written; the store is as it was.
    """
    found = stored_revision(store, key)
    if found == target:
        return False
    if not (found.isdecimal() and int(found) < int(target)):
        raise NewerStore
    before()
    _upgrade(store, key, target, scripts or Path(str(files("db"))) / "migrations")
    return True


def _upgrade(store: Path, key: bytes, target: str, scripts: Path) -> None:
    """Run every migration up to the target in one transaction."""
    from alembic import command
    from alembic.config import Config

    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    engine = make_engine(store, key, for_migration=True)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, target)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            require_whole(
                [f"After the change a record of {row[0]} would point to nothing." for row in broken]
            )
    finally:
        engine.dispose()
