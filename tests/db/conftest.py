"""Small hubs for the tests of the store."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from db import keys
from db.archive import BackupInfo
from db.backup import make_backup
from db.engine import connect, make_engine
from db.folder import HubFolder
from db.keys import KdfParams
from db.migrate import stamp

CHEAP = KdfParams(8, 1, 1)
ANN, BO = "correct horse battery", "violet tractor moon"
NOW = datetime(2026, 3, 2, 9, 15, 30, tzinfo=UTC)


class SmallHub:
    """A small hub, open as the app has it, with what a test needs of it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.hub = HubFolder(folder)
        self.key, self.words = keys.create(
            folder, user_id="u1", user_name="Ann", passphrase=ANN, params=CHEAP
        )
        self.engine = make_engine(self.hub.store, self.key)
        with self.engine.begin() as connection:
            stamp(connection)
            connection.execute(text("CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT)"))
        self.add("Ann Example")

    def add(self, name: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(text("INSERT INTO person(name) VALUES (:name)"), {"name": name})

    def backup(self, now: datetime = NOW, to: Path | None = None, **more: str) -> BackupInfo:
        return make_backup(
            self.hub.path, self.key, to or self.hub.backups, erased_ids=["b", "a", "b"], now=now, **more
        )

    @staticmethod
    def names(store: Path, key: bytes) -> list[str]:
        """Read the people's names in a store's file."""
        with closing(connect(store, key, read_only=True)) as connection:
            return [row[0] for row in connection.execute("SELECT name FROM person ORDER BY id").fetchall()]

    @staticmethod
    def repacked(
        file: Path,
        to: Path,
        *,
        meta: dict[str, object] | None = None,
        parts: dict[str, bytes] | None = None,
        drop: str = "",
        method: int = zipfile.ZIP_STORED,
    ) -> Path:
        """Write a backup again with parts of it changed."""
        with zipfile.ZipFile(file) as archive:
            content = {name: archive.read(name) for name in archive.namelist()}
        content |= parts or {}
        if meta:
            content["meta.json"] = json.dumps(json.loads(content["meta.json"]) | meta).encode()
        content.pop(drop, None)
        with zipfile.ZipFile(to, "w", method) as archive:
            for name, part in content.items():
                archive.writestr(name, part)
        return to


@pytest.fixture
def small_hub(tmp_path: Path) -> Iterator[SmallHub]:
    """A hub of one person, whose passphrase is Ann's, open as the app has it."""
    hub = SmallHub(tmp_path / "hub")
    yield hub
    hub.engine.dispose()


@pytest.fixture
def key_folder(tmp_path: Path) -> tuple[HubFolder, bytes, str]:
    """A folder with the keys of Ann and Bo and a card: the folder, the data key, the words."""
    key, words = keys.create(
        tmp_path, user_id="u1", user_name="Ann", passphrase=ANN, hub_id="hub1", params=CHEAP
    )
    keys.add_user(tmp_path, key, user_id="u2", user_name="Bo", passphrase=BO, params=CHEAP)
    return HubFolder(tmp_path), key, words
