"""A fresh data key: what opens before and after it is made, and when the computer stops at any step."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from db import keyfile, keys, reader_keys, rekey
from db.drafts import DraftBox
from db.engine import connect
from db.errors import DamagedStore, KnownStoreError, WrongPassphrase
from db.folder import HubFolder
from db.keys import KdfParams
from db.wrapping import BEFORE, HANDED, READER
from tests.db.conftest import SmallHub

CHEAP = KdfParams(8, 1, 1)
ANN, BO, CY = "correct horse battery", "violet tractor moon", "nine loud otters dive"
STEPS = (
    "staged drafts.db",
    "staged store.db",
    "keys written",
    "journal closed drafts.db",
    "moved drafts.db",
    "journal closed store.db",
    "moved store.db",
    "finished",
)
ROOT = Path(__file__).parents[2]
CHILD = """
import os, signal, sys
from pathlib import Path
from db import rekey
from db.lock import HubLock
folder, passphrase, where = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
lock = HubLock(folder, "Ann").acquire()
def step(name):
    if name == where:
        os.kill(os.getpid(), signal.SIGKILL)
rekey.rekey(folder, passphrase, "Ann", step)
"""


class Shared:
    """A closed hub of Ann and Bo with one person, one draft and both cards."""

    def __init__(self, made: SmallHub) -> None:
        self.hub, self.old, self.card = made.hub, made.key, made.words
        folder = self.hub.path
        keys.add_user(folder, self.old, user_id="u2", user_name="Bo", passphrase=BO, params=CHEAP)
        for passphrase in (ANN, BO):
            reader_keys.ensure_reader(folder, keys.unlock(folder, passphrase), passphrase, CHEAP)
        self.safeguarding, _ = reader_keys.new_card(folder, self.old)
        box = DraftBox(self.hub.drafts, self.old)
        box.keep("call", "u1", {"words": "half a call"})
        box.close()
        made.engine.dispose()

    def names(self, key: bytes) -> list[str]:
        return SmallHub.names(self.hub.store, key)

    def drafts(self, key: bytes) -> list[str]:
        box = DraftBox(self.hub.drafts, key)
        found = [one.body["words"] for one in box.waiting("call", "u1")]
        box.close()
        return found


@pytest.fixture
def shared(small_hub: SmallHub) -> Shared:
    return Shared(small_hub)


def test_everything_opens_under_the_fresh_key_and_nothing_under_the_old(shared: Shared) -> None:
    folder = shared.hub.path
    with closing(connect(shared.hub.store, shared.old, read_only=True)) as connection:
        before = connection.execute("SELECT rowid, name FROM person").fetchall()
    pairs = {name: reader_keys.open_reader(folder, *who) for name, who in _WHO.items()}
    words = rekey.rekey(folder, ANN, "Ann")
    fresh = keys.unlock(folder, ANN).key
    assert fresh != shared.old
    with closing(connect(shared.hub.store, fresh, read_only=True)) as connection:
        assert connection.execute("SELECT rowid, name FROM person").fetchall() == before
    assert shared.drafts(fresh) == ["half a call"]
    for file in (shared.hub.store, shared.hub.drafts):
        with pytest.raises(Exception, match="not a database"):
            connect(file, shared.old, read_only=True)
    assert keys.unlock(folder, BO).key == keys.unlock_with_recovery(folder, words).key == fresh
    assert {name: reader_keys.open_reader(folder, *who) for name, who in _WHO.items()} == pairs
    assert reader_keys.open_card(folder, shared.safeguarding)
    with pytest.raises(WrongPassphrase, match="do not open this hub"):
        keys.unlock_with_recovery(folder, shared.card)
    for file in folder.iterdir():
        for key in (fresh, shared.old):
            assert file.is_dir() or key.hex().encode() not in file.read_bytes()
    assert not [one for one in keyfile.load(folder).slots if one.kind == BEFORE]
    assert sorted(one.name for one in folder.glob("*fresh*")) == []


_WHO = {"Ann": ("u1", ANN), "Bo": ("u2", BO)}


def test_the_next_unlock_settles_whoever_was_handed_the_key(shared: Shared) -> None:
    folder = shared.hub.path
    rekey.rekey(folder, ANN, "Ann")
    fresh = keys.unlock(folder, ANN).key
    assert [one.user_name for one in keyfile.load(folder).slots if one.kind == HANDED] == ["Bo"]
    keys.settle(folder, keys.unlock(folder, BO), BO)
    assert [one for one in keyfile.load(folder).slots if one.kind == HANDED] == []
    assert keys.unlock(folder, BO).key == fresh
    assert reader_keys.open_reader(folder, "u2", BO)
    settled = shared.hub.keys.read_bytes()
    keys.settle(folder, keys.unlock(folder, BO), BO)
    assert shared.hub.keys.read_bytes() == settled


def test_a_second_fresh_key_reaches_who_never_came_back_between(shared: Shared) -> None:
    folder = shared.hub.path
    rekey.rekey(folder, ANN, "Ann")
    rekey.rekey(folder, ANN, "Ann")
    assert keys.unlock(folder, BO).key == keys.unlock(folder, ANN).key
    rekey.rekey(folder, BO, "Bo")
    assert keys.unlock(folder, BO).key == keys.unlock(folder, ANN).key
    keys.change_passphrase(folder, ANN, CY, user_name="Ann", params=CHEAP)
    assert keys.unlock(folder, CY).key == keys.unlock(folder, BO).key
    assert shared.names(keys.unlock(folder, CY).key) == ["Ann Example"]


def test_nobody_is_left_outside_unsaid(shared: Shared) -> None:
    folder = shared.hub.path
    keys.add_user(folder, shared.old, user_id="u3", user_name="Cy", passphrase=CY, params=CHEAP)
    assert rekey.left_out(folder, "u1") == ["Cy"]
    assert rekey.left_out(folder, "u3") == []
    content = {one: one.read_bytes() for one in (shared.hub.store, shared.hub.keys)}
    with pytest.raises(KnownStoreError, match="Cy could not open the hub afterwards"):
        rekey.rekey(folder, ANN, "Ann")
    assert {one: one.read_bytes() for one in content} == content
    keys.remove_user(folder, "u3")
    assert rekey.rekey(folder, ANN, "Ann")


def test_another_passphrase_makes_no_fresh_key(shared: Shared) -> None:
    before = shared.hub.keys.read_bytes()
    with pytest.raises(WrongPassphrase):
        rekey.rekey(shared.hub.path, BO, "Ann")
    assert shared.hub.keys.read_bytes() == before


def test_a_fresh_key_that_cannot_be_read_is_named_and_stops_nobody_else(shared: Shared) -> None:
    folder = shared.hub.path
    rekey.rekey(folder, ANN, "Ann")
    for file in (shared.hub.keys, shared.hub.keys_copy):
        lines = file.read_bytes().split(b"\n")
        at = next(place for place, line in enumerate(lines) if b'"kind":"handed"' in line)
        lines[at] = lines[at].replace(b'"wrapped":"', b'"wrapped":"A')
        file.write_bytes(b"\n".join(lines))
    assert keyfile.load(folder).damaged == ("Bo, the fresh key",)
    with pytest.raises(DamagedStore, match="Bo, the fresh key"):
        keys.unlock(folder, BO)
    assert keys.unlock(folder, ANN).key
    found = keyfile.load(folder)
    no_pair = tuple(one for one in found.slots if (one.kind, one.user_id) != (READER, "u2"))
    keyfile.save(folder, keyfile.Envelope(found.hub_id, found.generation, no_pair))
    with pytest.raises(DamagedStore):
        keys.unlock(folder, BO)


@pytest.mark.kill
@pytest.mark.parametrize("where", STEPS)
def test_killed_at_any_step_the_hub_opens_and_nothing_is_lost(shared: Shared, where: str) -> None:
    folder = shared.hub.path
    child = subprocess.run([sys.executable, "-c", CHILD, str(folder), ANN, where], cwd=ROOT, check=False)
    assert child.returncode == -signal.SIGKILL
    opened = keys.unlock(folder, ANN)
    assert (opened.key == shared.old) is where.startswith("staged")
    halfway = STEPS.index("keys written") <= STEPS.index(where) < STEPS.index("finished")
    if halfway:
        with pytest.raises(KnownStoreError, match="fresh key"):
            rekey.require_finished(folder)
    assert rekey.finish(folder, opened.key) is halfway
    rekey.require_finished(folder)
    assert shared.names(opened.key) == ["Ann Example"]
    assert shared.drafts(opened.key) == ["half a call"]
    assert keys.unlock(folder, BO).key == opened.key
    assert sorted(one.name for one in folder.glob("*fresh*")) == []
    assert not rekey.finish(folder, opened.key)
    rekey.rekey(folder, ANN, "Ann")
    assert shared.names(keys.unlock(folder, BO).key) == ["Ann Example"]


@pytest.mark.parametrize("lost", ["store.db.fresh", "drafts.db.fresh"])
def test_a_copy_lost_half_way_is_made_again(shared: Shared, lost: str) -> None:
    folder = shared.hub.path

    def stop(name: str) -> None:
        if name == "keys written":
            raise InterruptedError

    with pytest.raises(InterruptedError):
        rekey.rekey(folder, ANN, "Ann", stop)
    os.truncate(folder / lost, 4_096)
    (folder / lost).write_bytes(b"x" * 4_096)
    opened = keys.unlock(folder, ANN)
    assert rekey.finish(folder, opened.key)
    assert shared.names(opened.key) == ["Ann Example"]
    assert shared.drafts(opened.key) == ["half a call"]


def test_what_a_journal_holds_is_in_the_fresh_store_and_no_journal_stays(
    shared: Shared, small_hub: SmallHub
) -> None:
    with closing(connect(shared.hub.store, shared.old)) as connection:
        connection.execute("INSERT INTO person(name) VALUES ('Late Example')")
        assert HubFolder(shared.hub.path).wal.stat().st_size
        with pytest.raises(KnownStoreError):
            rekey.rekey(shared.hub.path, ANN, "Ann", _refuse_while_open)
    key = keys.unlock(shared.hub.path, ANN).key
    rekey.finish(shared.hub.path, key)
    assert shared.names(key) == ["Ann Example", "Late Example"]


def _refuse_while_open(name: str) -> None:
    if name == "keys written":
        raise KnownStoreError
