"""Half-typed work, in a file of its own under the same key, so that no import delays it.

Neither logged nor exchanged; secure-deleted once the work is saved.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection

from db.base import utc_now
from db.engine import make_engine
from db.errors import KnownStoreError, translate
from db.ids import new_id

_TABLE = (
    "CREATE TABLE IF NOT EXISTS draft (id TEXT PRIMARY KEY, kind TEXT NOT NULL, user_id TEXT NOT NULL,"
    " at TEXT NOT NULL, body TEXT NOT NULL)"
)


class Draft(NamedTuple):
    """One piece of half-typed work."""

    id: str
    kind: str
    at: datetime
    body: dict[str, Any]


class DraftBox:
    """The drafts of one hub."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open the box, making it when there is none.

        Args:
            path: the drafts' file.
            key: the raw data key, 32 bytes.
        """
        self._engine = make_engine(path, key)
        with self._begin() as connection:
            connection.exec_driver_sql(_TABLE)

    def keep(self, kind: str, user_id: str, body: dict[str, Any], draft_id: str = "") -> str:
        """Keep a draft, or keep it again.

        Args:
            kind: what it is of, such as ``call``.
            user_id: whose it is.
            body: the fields as typed; anything JSON can hold.
            draft_id: the draft kept before; empty for a new one.

        Returns:
            The draft's key.
        """
        draft_id = draft_id or new_id()
        row = (draft_id, kind, user_id, utc_now().isoformat(), json.dumps(body, ensure_ascii=False))
        with self._begin() as connection:
            connection.exec_driver_sql("INSERT OR REPLACE INTO draft VALUES (?, ?, ?, ?, ?)", row)
        return draft_id

    def waiting(self, kind: str, user_id: str) -> list[Draft]:
        """A user's drafts of a kind, newest first."""
        with self._begin() as connection:
            rows = connection.exec_driver_sql(
                "SELECT id, kind, at, body FROM draft WHERE kind = ? AND user_id = ? ORDER BY at DESC",
                (kind, user_id),
            ).all()
        return [
            Draft(key, kind, datetime.fromisoformat(at), json.loads(body)) for key, kind, at, body in rows
        ]

    def drop(self, draft_id: str) -> None:
        """Forget a draft that was saved or put away."""
        with self._begin() as connection:
            connection.exec_driver_sql("DELETE FROM draft WHERE id = ?", (draft_id,))

    def stale(self, before: datetime, is_spared: Callable[[str], bool]) -> list[str]:
        """Keys of drafts, of anybody, that nobody took up since a moment, but for those to be spared.

        Args:
            before: the moment.
            is_spared: told the whole of a draft as text.
        """
        with self._begin() as connection:
            query = "SELECT id, body FROM draft WHERE at < ?"
            rows = connection.exec_driver_sql(query, (before.isoformat(),)).all()
        return [key for key, body in rows if not is_spared(body)]

    def count_of(self, is_about: Callable[[str], bool]) -> int:
        """How many drafts, of anybody, are about something; see `drop_about`."""
        return len(self._about(is_about))

    def drop_about(self, is_about: Callable[[str], bool]) -> int:
        """Forget every draft, of anybody, that is about something, and leave nothing of them in the file.

        Args:
            is_about: told the whole of a draft as text.

        Returns:
            How many there were.
        """
        return self.drop_for_good(self._about(is_about))

    def drop_for_good(self, found: Sequence[str]) -> int:
        """Forget drafts, and leave nothing of them in the file.

        Returns:
            How many there were.
        """
        for key in found:
            self.drop(key)
        raw = self._engine.raw_connection()
        try:
            driver: Any = raw.driver_connection
            driver.execute("VACUUM")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            raw.close()
        return len(found)

    def _about(self, is_about: Callable[[str], bool]) -> list[str]:
        with self._begin() as connection:
            rows = connection.exec_driver_sql("SELECT id, body FROM draft").all()
        return [key for key, body in rows if is_about(body)]

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except KnownStoreError:
            raise
        except Exception as problem:
            known = translate(problem)
            if known is not None:
                raise known from problem
            raise


class LazyDraftBox:
    """A box that is opened when first asked for: most commands never need it."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._box: DraftBox | None = None

    def open(self) -> DraftBox:
        """The box."""
        if self._box is None:
            self._box = DraftBox(self._path, self._key)
        return self._box

    def close(self) -> None:
        """Let go of the file if it was opened."""
        if self._box is not None:
            self._box.close()
            self._box = None
