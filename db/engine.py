"""Encrypted connections: every one with the same settings, whoever opens it.

The cipher is SQLCipher's own (AES-256-CBC with HMAC-SHA512 a page), given a raw 32-byte key: a passphrase
here would cost a third of a second for every connection, and could not be told from damage.
"""

import os
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.pool import NullPool, QueuePool
from sqlcipher3 import dbapi2

from db.errors import DiskTrouble, translate
from db.search import VOCABULARY

KEY_BYTES = 32
BUSY_SECONDS = 10.0
POOL_SIZE = 4
CACHE_KIB = 16_384
JOURNAL_LIMIT_BYTES = 64 * 1024 * 1024


def connect(path: Path, key: bytes, *, read_only: bool = False, foreign_keys: bool = True) -> Any:
    """Open one driver connection to an encrypted file, making the file when there is none to write to.

    ``synchronous=FULL`` in WAL mode keeps every acknowledged commit through a power cut (sqlite.org, pragma
    synchronous). ``secure_delete`` overwrites erased rows; a full-text table needs its own switch once, at
    creation: ``INSERT INTO t(t, rank) VALUES ('secure-delete', 1)`` (sqlite.org, FTS5 section 6.11).

    Args:
        path: the store's file.
        key: the raw data key, 32 bytes.
        read_only: refuse every write on this connection.
        foreign_keys: enforce references; off only while a migration rebuilds tables.

    Returns:
        A driver connection in autocommit mode: transactions begin only where ``BEGIN`` is sent.

    Raises:
        ValueError: the key is not 32 bytes.
        KnownStoreError: the folder is gone or cannot be written to.
        sqlcipher3.dbapi2.DatabaseError: the file does not open with the key.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("the data key must be 32 bytes")
    if not read_only:
        _make_private(path)
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = dbapi2.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        for statement in _settings(key, read_only=read_only, foreign_keys=foreign_keys):
            connection.execute(statement).fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def make_engine(path: Path, key: bytes, *, read_only: bool = False, for_migration: bool = False) -> Engine:
    """Make an engine over an encrypted file; nothing is opened yet.

    A writing engine begins with ``BEGIN IMMEDIATE``, so that two writers queue rather than clash half-way; a
    reading one begins deferred, sees one unchanging picture and cannot write. Problems a person can act on
    arrive as `db.errors.KnownStoreError`; the rest as SQLAlchemy's, without the values of the row.

    Args:
        path: the store's file.
        key: the raw data key, 32 bytes.
        read_only: refuse writes on every connection of this engine.
        for_migration: one connection at a time, references not enforced.

    Returns:
        The engine. Dispose of it before the folder is moved, locked or restored.

    Raises:
        ValueError: the key is not 32 bytes.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("the data key must be 32 bytes")
    sized = {"poolclass": NullPool} if for_migration else _POOL
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        module=dbapi2,
        creator=lambda: connect(path, key, read_only=read_only, foreign_keys=not for_migration),
        hide_parameters=True,
        **sized,
    )
    event.listen(engine, "begin", _begin_reading if read_only else _begin_writing)
    event.listen(engine, "handle_error", _say_plainly, retval=True)
    return engine


_POOL: dict[str, Any] = {
    "poolclass": QueuePool,
    "pool_size": POOL_SIZE,
    "max_overflow": 0,
    "pool_use_lifo": True,
}
"""Last in, first out: the connection used last has the pages wanted next in its cache."""


def _begin_reading(connection: Connection) -> None:
    """Straight to the driver: a deferred begin touches no file and cannot fail, and searches begin many."""
    connection.connection.driver_connection.execute("BEGIN")  # type: ignore[union-attr]


def _begin_writing(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _make_private(path: Path) -> None:
    """Make the file, readable by its owner only; the driver gives the journal the same mode.

    Raises:
        KnownStoreError: the folder is gone or cannot be written to.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return
    except FileNotFoundError as problem:
        raise DiskTrouble from problem
    except OSError as problem:
        raise (translate(problem) or problem) from problem


def _settings(key: bytes, *, read_only: bool, foreign_keys: bool) -> list[str]:
    settings = [
        "PRAGMA cipher_log_level = NONE",
        f"PRAGMA key = \"x'{key.hex()}'\"",
        "PRAGMA temp_store = MEMORY",
        "PRAGMA mmap_size = 0",
        f"PRAGMA cache_size = -{CACHE_KIB}",
        f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}",
    ]
    if sys.platform == "darwin":
        settings += ["PRAGMA fullfsync = ON", "PRAGMA checkpoint_fullfsync = ON"]
    if read_only:
        return [*settings, VOCABULARY, "PRAGMA query_only = ON", "SELECT count(*) FROM sqlite_schema"]
    return [
        *settings,
        "PRAGMA locking_mode = NORMAL",
        "PRAGMA secure_delete = ON",
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        f"PRAGMA journal_size_limit = {JOURNAL_LIMIT_BYTES}",
        "SELECT count(*) FROM sqlite_schema",
    ]


def _say_plainly(context: ExceptionContext) -> BaseException | None:
    return translate(context.original_exception)
