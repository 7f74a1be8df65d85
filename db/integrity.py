"""Whether a store is whole: asked after an unclean stop, and whenever somebody wants to know."""

import os
from pathlib import Path

from sqlalchemy import Engine

from db.errors import DamagedStore, translate
from db.folder import HubFolder
from db.lock import holder

_MOST_NAMED = 20


def unclean_stop(folder: Path) -> bool:
    """Say whether the app ended without closing the store; ask before opening it.

    A closed store leaves no journal. One with content, while no other process holds the hub, was left by a
    crash or a power cut; the journal is then replayed on opening, and `check` should follow.

    Args:
        folder: the hub's folder.

    Returns:
        Whether the store was left open.

    Raises:
        OSError: the folder cannot be read.
    """
    try:
        size = HubFolder(folder).wal.stat().st_size
    except FileNotFoundError:
        return False
    other = holder(folder)
    return size > 0 and (other is None or other.pid == os.getpid())


def check(engine: Engine) -> list[str]:
    """Check every page, every index and every reference of a store.

    Args:
        engine: an engine on the store, reading or writing.

    Returns:
        What was found, in plain words and without anyone's data; empty when all is well.

    Raises:
        KnownStoreError: the store cannot be read for a reason other than damage.
    """
    try:
        with engine.connect() as connection:
            return check_connection(connection.connection.driver_connection)
    except Exception as problem:
        known = translate(problem)
        if isinstance(known, DamagedStore):
            return ["The store cannot be read."]
        raise (known or problem) from problem


def check_connection(connection: object, *, references: bool = True) -> list[str]:
    """Check the store behind one driver connection; see `check`.

    Args:
        connection: the driver's connection.
        references: also look for references to nothing, which harm no backup.

    Returns:
        What was found; empty when all is well.
    """
    ask = connection.execute  # type: ignore[attr-defined]
    found = [
        f"A page has been altered: {row[0]}."
        for row in ask("PRAGMA cipher_integrity_check").fetchmany(_MOST_NAMED)
    ]
    for row in ask(f"PRAGMA integrity_check({_MOST_NAMED})").fetchall():
        if row[0] != "ok":
            found.append(f"The structure is broken: {row[0]}.")
    dangling = ask("PRAGMA foreign_key_check").fetchmany(_MOST_NAMED) if references else []
    for row in dangling:
        found.append(f"A record of {row[0]} points to one of {row[2]} that is not there.")
    return found


def require_whole(problems: list[str]) -> None:
    """Raise when a check found something.

    Raises:
        DamagedStore: with the first thing found.
    """
    if problems:
        raise DamagedStore(f"{DamagedStore.user_message} {problems[0]}")
