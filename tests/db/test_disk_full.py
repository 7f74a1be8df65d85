"""A full disk at fifty points: said plainly, nothing saved before is lost, and it works again with room.

A child process runs with a limit on the size of any file it writes (RLIMIT_FSIZE), so that the system itself
refuses the write half-way through.
"""

import json
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db import keys
from db.backup import list_backups, make_backup, verify_backup
from db.engine import connect, make_engine
from db.errors import DiskFull, DiskTrouble
from db.folder import HubFolder
from db.integrity import check
from db.keys import KdfParams
from db.migrate import stamp
from db.restore import restore

CHEAP = KdfParams(8, 1, 1)
ANN = "correct horse battery"
NOW = datetime(2026, 3, 2, 9, 15, 30, tzinfo=UTC)
KINDS = {"DiskFull", "DiskTrouble"}

CHILD = """
import json, os, resource, signal, sys
from datetime import datetime, UTC
from pathlib import Path
from db import keys
from db.backup import make_backup
from db.engine import make_engine
from db.errors import KnownStoreError
from db.keys import KdfParams
from db.restore import restore
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder, key, act, points = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3], json.loads(sys.argv[4])

def save():
    engine = make_engine(folder / "store.db", key)
    try:
        with engine.begin() as connection:
            for number in range(60):
                connection.exec_driver_sql("INSERT INTO entry(body) VALUES (?)", ("y" * 900,))
    finally:
        engine.dispose()

def backup():
    make_backup(folder, key, folder / "backups", erased_ids=[], now=datetime(2026, 5, 1, tzinfo=UTC))

def change():
    keys.set_passphrase(folder, key, user_id="u2", user_name="Bo", passphrase="violet tractor moon",
                        params=KdfParams(8, 1, 1))

def put_back():
    backup = next((folder / "backups").glob("hub-*"))
    restore(backup, folder.parent / "again", passphrase="correct horse battery")

for point in points:
    resource.setrlimit(resource.RLIMIT_FSIZE, (point, resource.RLIM_INFINITY))
    try:
        {"save": save, "backup": backup, "change": change, "restore": put_back}[act]()
        said = "done"
    except KnownStoreError as problem:
        said = type(problem).__name__
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    os.write(1, (said + "\\n").encode())
"""


@pytest.fixture
def hub(tmp_path: Path) -> tuple[HubFolder, bytes]:
    """A hub of some forty pages, closed, with one good backup."""
    hub = HubFolder(tmp_path / "hub")
    hub.path.mkdir()
    key, _ = keys.create(hub.path, user_id="u1", user_name="Ann", passphrase=ANN, params=CHEAP)
    engine = make_engine(hub.store, key)
    with engine.begin() as connection:
        stamp(connection)
        connection.exec_driver_sql("CREATE TABLE entry(id INTEGER PRIMARY KEY, body TEXT)")
        for _ in range(150):
            connection.exec_driver_sql("INSERT INTO entry(body) VALUES (?)", ("x" * 900,))
    engine.dispose()
    make_backup(hub.path, key, hub.backups, erased_ids=[], now=NOW)
    return hub, key


def _run(hub: HubFolder, key: bytes, act: str, points: list[int]) -> list[str]:
    ended = subprocess.run(
        [sys.executable, "-c", CHILD, str(hub.path), key.hex(), act, json.dumps(points)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert ended.stderr == ""
    said = ended.stdout.split()
    assert len(said) == len(points)
    return said


def _count(hub: HubFolder, key: bytes) -> int:
    with closing(connect(hub.store, key)) as connection:
        return int(connection.execute("SELECT count(*) FROM entry").fetchone()[0])


def _sound(hub: HubFolder, key: bytes) -> None:
    engine = make_engine(hub.store, key)
    assert check(engine) == []
    engine.dispose()


def test_a_save_is_whole_or_not_at_all_at_twenty_points(hub: tuple[HubFolder, bytes]) -> None:
    folder, key = hub
    points = [4096 * step // 2 + step for step in range(20)]
    said = _run(folder, key, "save", points)
    assert set(said) <= KINDS
    assert _count(folder, key) == 150
    _sound(folder, key)
    assert _run(folder, key, "save", [10**9]) == ["done"]
    assert _count(folder, key) == 210
    _sound(folder, key)


def test_a_backup_leaves_the_earlier_one_at_fifteen_points(hub: tuple[HubFolder, bytes]) -> None:
    folder, key = hub
    good = list_backups(folder.backups)
    points = [good[0].size * step // 15 for step in range(15)]
    assert set(_run(folder, key, "backup", points)) <= KINDS
    assert list_backups(folder.backups) == good
    assert [one.name for one in folder.backups.iterdir()] == [good[0].path.name]
    verify_backup(good[0].path, key)
    _sound(folder, key)
    assert _run(folder, key, "backup", [10**9]) == ["done"]
    assert len(list_backups(folder.backups)) == 2


def test_a_change_of_keys_keeps_the_old_at_ten_points(hub: tuple[HubFolder, bytes]) -> None:
    folder, key = hub
    before = folder.keys.read_bytes()
    assert _run(folder, key, "change", [len(before) * step // 10 for step in range(10)]) == ["DiskFull"] * 10
    assert folder.keys.read_bytes() == folder.keys_copy.read_bytes() == before
    assert not [one for one in folder.path.iterdir() if one.name.endswith(".part")]
    assert _run(folder, key, "change", [10**9]) == ["done"]
    assert keys.unlock(folder.path, "violet tractor moon").key == keys.unlock(folder.path, ANN).key == key


def test_a_restore_leaves_nothing_half_done_at_ten_points(hub: tuple[HubFolder, bytes]) -> None:
    folder, key = hub
    size = folder.store.stat().st_size
    assert set(_run(folder, key, "restore", [size * step // 10 for step in range(10)])) <= KINDS
    assert [one.name for one in folder.path.parent.iterdir()] == ["hub"]
    assert _run(folder, key, "restore", [10**9]) == ["done"]
    assert _count(HubFolder(folder.path.parent / "again"), key) == 150


def test_the_store_at_its_limit_says_the_disk_is_full(hub: tuple[HubFolder, bytes]) -> None:
    folder, key = hub
    engine = make_engine(folder.store, key)
    raw = engine.raw_connection()
    pages = raw.driver_connection.execute("PRAGMA page_count").fetchone()[0]
    raw.driver_connection.execute(f"PRAGMA max_page_count = {pages}")
    raw.close()
    with pytest.raises(DiskFull), engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO entry(body) VALUES (?)", ("z" * 90_000,))
    engine.dispose()
    assert _count(folder, key) == 150
    assert "room" in DiskTrouble().remedy
    info = make_backup(folder.path, key, folder.backups, erased_ids=[], now=NOW + timedelta(days=1))
    assert restore(info.path, folder.path.parent / "again", passphrase=ANN).unlocked.key == key
