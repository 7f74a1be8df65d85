"""Retention through kills without warning: each batch is done whole or not at all, and the log agrees."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from db.enums import ChangeOp
from db.integrity import check
from db.models import Change, Destruction, ErasedRow, KeptCount, Request, Task
from db.verify import verify_chain
from desktop.services.hubs import OpenHub, open_hub
from desktop.services.retention import Retention
from tests.services.conftest import NOW, PASSPHRASE
from tests.services.past_time import Town, ago, agreed, let_go

pytestmark = pytest.mark.kill

ROOT = Path(__file__).parents[2]
OLD, SIZE, KILLS = 60, 3, 6
RUNNER = """
import sys
from datetime import datetime
from pathlib import Path
from desktop.services.hubs import open_hub
from desktop.services.retention import Retention
now = datetime.fromisoformat(sys.argv[3])
hub = open_hub(Path(sys.argv[1]), sys.argv[2], clock=lambda: now)
service = Retention(hub.tools, int(sys.argv[5]))
say = lambda done, total: print(done, flush=True)
service.run(hub.actor, hub.folder.path, sys.argv[4], "The yearly look", report=say)
sys.stdin.read()
"""


def killed(folder: Path, approval: str, chance: random.Random) -> int:
    """Run in a child until it is killed; how many records it said were gone."""
    child = subprocess.Popen(
        [sys.executable, "-c", RUNNER, str(folder), PASSPHRASE, NOW.isoformat(), approval, str(SIZE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    heard = [child.stdout.readline() for _each in range(chance.randint(1, 3))]
    for _each in range(chance.randrange(200_000)):
        pass
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read()
    child.stdout.close()
    child.stdin.close()
    assert child.wait() == -signal.SIGKILL
    *whole, _cut = ("".join(heard) + rest).split("\n")
    return int(whole[-1]) if whole else 0


def left(hub: OpenHub) -> int:
    """How many old requests are there still; what is gone is gone everywhere, and logged."""
    with hub.store.read() as session:
        requests = {one.id for one in session.query(Request)}
        stay = len(requests) - 1  # one is not past its time
        gone = OLD - stay
        assert gone % SIZE == 0, "a batch is done whole or not at all"
        lines = session.query(Destruction).order_by(Destruction.number).all()
        assert sum(one.counts.get("request", 0) for one in lines) == gone
        assert sum(one.requests for one in session.query(KeptCount)) == gone
        assert session.query(Task).count() == len(requests)
        named = {one.row_id for one in session.query(ErasedRow)}
        assert not named & requests
        kept = session.query(Change).filter(Change.entity == "request", Change.op != ChangeOp.ERASE)
        held = {one.row_id for one in kept if one.value is not None or one.salt is not None}
        assert held <= requests, "no value of what went is left in the log"
        assert [one.finished_at is not None for one in lines].count(True) == (stay == 0)
        assert verify_chain(session)[1] == []
    return stay


def test_a_kill_leaves_whole_batches_and_a_log_that_says_so(hub: OpenHub) -> None:
    town, chance = Town(hub), random.Random(8)
    who = town.person(ago(40))
    town.request(who, ago(1))
    for _ in range(OLD):
        town.request(who, ago(30))
    stays = left(hub)
    assert stays == OLD
    for _ in range(KILLS):
        approval = agreed(hub, Retention(hub.tools, SIZE))
        hub.close()
        said = killed(hub.folder.path, approval, chance)
        hub = open_hub(hub.folder.path, PASSPHRASE, clock=lambda: NOW)
        try:
            assert check(hub.store.reader) == []
            before, stays = stays, left(hub)
            assert said <= before - stays <= said + SIZE
        except BaseException:
            hub.close()
            raise
    try:
        assert 0 < stays < OLD - KILLS * SIZE
        let_go(hub)
        assert left(hub) == 0
    finally:
        hub.close()
