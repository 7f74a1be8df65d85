"""Sixty kills without warning, during writes, backups and changes of keys: nothing acknowledged is lost.

Each child works as fast as it can and writes every acknowledgement to a pipe; it is killed a seeded moment
after a seeded number of them. What came through the pipe must be in the store. (Migrations are killed at each
statement in test_migrate.py.)
"""

import random
import signal
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db import keys
from db.atomic import sweep_parts
from db.backup import list_backups, make_backup, verify_backup
from db.engine import connect, make_engine
from db.errors import WrongPassphrase
from db.folder import HubFolder
from db.integrity import check, unclean_stop
from db.keys import KdfParams
from db.lock import HubLock
from db.migrate import stamp

pytestmark = pytest.mark.kill

ROOT = Path(__file__).parents[2]
CHEAP = KdfParams(8, 1, 1)
ANN = "correct horse battery"

WRITER = """
from db.engine import connect
connection = connect(folder / "store.db", key)
number = connection.execute("SELECT coalesce(max(number), 0) FROM entry").fetchone()[0]
while True:
    number += 1
    connection.execute("BEGIN IMMEDIATE")
    for part in range(5):
        connection.execute("INSERT INTO entry VALUES (?, ?, ?)", (number, part, "x" * (number % 700)))
    connection.execute("COMMIT")
    print(number, flush=True)
"""
BACKER = """
from datetime import datetime, timedelta, UTC
from db.backup import make_backup
now = datetime(2026, 1, 1, tzinfo=UTC)
while True:
    now += timedelta(seconds=1)
    print(make_backup(folder, key, folder / "backups", erased_ids=[], now=now).path, flush=True)
"""
KEYHOLDER = """
from db import keys
from db.keys import KdfParams
number = 0
while True:
    number += 1
    passphrase = f"seven quiet herons no {number}"
    keys.set_passphrase(
        folder, key, user_id="u2", user_name="Bo", passphrase=passphrase, params=KdfParams(8, 1, 1)
    )
    print(passphrase, flush=True)
"""
HEAD = """
import sys
from pathlib import Path
from db.lock import HubLock
folder, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
lock = HubLock(folder, "Jo").acquire()
"""


@pytest.fixture
def hub(tmp_path: Path) -> tuple[HubFolder, bytes]:
    """A hub with one table of entries in five parts."""
    hub = HubFolder(tmp_path)
    key, _ = keys.create(tmp_path, user_id="u1", user_name="Ann", passphrase=ANN, params=CHEAP)
    engine = make_engine(hub.store, key)
    with engine.begin() as connection:
        stamp(connection)
        connection.exec_driver_sql(
            "CREATE TABLE entry(number INTEGER, part INTEGER, body TEXT, PRIMARY KEY (number, part))"
        )
    engine.dispose()
    return hub, key


def _killed(script: str, folder: Path, key: bytes, chance: random.Random, most: int) -> list[str]:
    """Run a child until a seeded number of acknowledgements, kill it, and return all it acknowledged."""
    child = subprocess.Popen(
        [sys.executable, "-c", HEAD + script, str(folder), key.hex()],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert child.stdout is not None
    heard = [child.stdout.readline() for _ in range(chance.randint(1, most))]
    for _ in range(chance.randrange(20_000)):
        pass
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read()
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL
    *whole, _cut = ("".join(heard) + rest).split("\n")
    assert len(whole) >= len(heard)
    return whole


def _sound(hub: HubFolder, key: bytes) -> None:
    engine = make_engine(hub.store, key)
    assert check(engine) == []
    engine.dispose()


def test_thirty_kills_of_a_writer_lose_nothing_acknowledged(hub: tuple[HubFolder, bytes]) -> None:
    folder, key = hub
    chance = random.Random(30)
    acknowledged = 0
    for _ in range(30):
        before = acknowledged
        acknowledged = int(_killed(WRITER, folder.path, key, chance, 40)[-1])
        assert acknowledged > before
        assert unclean_stop(folder.path)
        with closing(connect(folder.store, key)) as connection:
            rows = connection.execute("SELECT number, count(*) FROM entry GROUP BY number").fetchall()
        assert [number for number, _ in rows] == list(range(1, len(rows) + 1))
        assert {parts for _, parts in rows} == {5}
        assert acknowledged <= len(rows) <= acknowledged + 1
        _sound(folder, key)
    assert not unclean_stop(folder.path)


def test_fifteen_kills_of_a_backup_leave_good_ones_and_no_rubbish(hub: tuple[HubFolder, bytes]) -> None:
    folder, key = hub
    with closing(connect(folder.store, key)) as connection:
        connection.execute("BEGIN")
        for number in range(400):
            connection.execute("INSERT INTO entry VALUES (?, 0, ?)", (number, "x" * 700))
        connection.execute("COMMIT")
    chance = random.Random(15)
    for _ in range(15):
        acknowledged = _killed(BACKER, folder.path, key, chance, 5)
        with HubLock(folder.path):
            sweep_parts(folder.backups)
        found = list_backups(folder.backups)
        assert {str(info.path) for info in found} >= set(acknowledged)
        assert len(list(folder.backups.iterdir())) == len(found)
        for info in found:
            verify_backup(info.path, key)
            info.path.unlink()
    _sound(folder, key)
    make_backup(folder.path, key, folder.backups, erased_ids=[], now=datetime(2027, 1, 1, tzinfo=UTC))


def test_fifteen_kills_of_a_change_of_keys_lock_nobody_out(hub: tuple[HubFolder, bytes]) -> None:
    folder, key = hub
    chance = random.Random(16)
    for _ in range(15):
        last = _killed(KEYHOLDER, folder.path, key, chance, 12)[-1]
        assert keys.unlock(folder.path, ANN).key == key
        number = int(last.rsplit(" ", 1)[1])
        assert _opens(folder.path, last) or _opens(folder.path, f"seven quiet herons no {number + 1}")
        keys.keyfile.mend(folder.path)
        assert folder.keys.read_bytes() == folder.keys_copy.read_bytes()


def _opens(folder: Path, passphrase: str) -> bool:
    try:
        keys.unlock(folder, passphrase, "Bo")
    except WrongPassphrase:
        return False
    return True
