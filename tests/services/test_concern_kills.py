"""Concerns through kills and a full disk: what was sent is whole, what was not is there still as a draft."""

import random
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.enums import VolunteerStatus
from db.enums_concerns import AboutKind
from db.errors import DiskFull
from db.models import Concern, Volunteer
from desktop.domain.concerns import About, Account
from desktop.services.concern_raising import RaiseConcerns
from desktop.services.concerns import Concerns
from desktop.services.hubs import OpenHub, open_hub
from desktop.services.people import PersonDraft
from desktop.services.volunteers import VolunteerDraft, Volunteers
from tests.services.conftest import PASSPHRASE

ROOT = Path(__file__).parents[2]
KILLS = 8
SENDER = """
import sys
from pathlib import Path
from db.enums_concerns import AboutKind
from desktop.domain.concerns import About, Account
from desktop.services.concern_raising import RaiseConcerns
from desktop.services.hubs import open_hub
hub = open_hub(Path(sys.argv[1]), sys.argv[2])
raising = RaiseConcerns(hub.tools)
number = int(sys.argv[3])
while True:
    number += 1
    account = Account(about=About(AboutKind.VOLUNTEER, sys.argv[4], "Omar"), words=f"Seen {number}")
    draft = raising.keep_draft(hub.actor, hub.folder.path, account)
    print("draft", number, flush=True)
    raising.send(hub.actor, hub.folder.path, account, draft)
    print("sent", number, flush=True)
"""


@pytest.fixture
def volunteer(hub: OpenHub) -> str:
    """The key of an active volunteer."""
    person = PersonDraft("Omar", last_name="Haddad", email="omar@example.org")
    made = Volunteers(hub.tools).save(hub.actor, VolunteerDraft(person=person)).made
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Volunteer, made).status = VolunteerStatus.ACTIVE
    return made


def killed(folder: Path, volunteer: str, first: int, chance: random.Random) -> list[list[str]]:
    """Send concerns in a child until it is killed; what it acknowledged, word by word."""
    child = subprocess.Popen(
        [sys.executable, "-c", SENDER, str(folder), PASSPHRASE, str(first), volunteer],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert child.stdout is not None
    heard = [child.stdout.readline() for _each in range(chance.randint(1, 9))]
    for _each in range(chance.randrange(20_000)):
        pass
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read()
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL
    *whole, _cut = ("".join(heard) + rest).split("\n")
    return [line.split() for line in whole]


@pytest.mark.kill
def test_a_kill_loses_no_concern_and_leaves_none_half_sent(hub: OpenHub, volunteer: str) -> None:
    hub.close()
    chance, sent, drafted = random.Random(12), set[str](), set[str]()
    for number in range(KILLS):
        for what, which in killed(hub.folder.path, volunteer, number * 1000, chance):
            (sent if what == "sent" else drafted).add(f"Seen {which}")
        again = open_hub(hub.folder.path, PASSPHRASE)
        try:
            seen, kept = _read(again), _drafts(again)
            assert sent <= seen
            assert drafted <= seen | kept
            assert seen <= drafted
            with again.store.read() as session:
                assert session.scalar(select(func.count()).select_from(Concern)) == len(seen)
                held = session.get_one(Volunteer, volunteer).status
            assert not seen or held is VolunteerStatus.ON_HOLD
        finally:
            again.close()
    assert sent


def test_a_full_disk_keeps_the_draft_and_sends_nobody_out(
    hub: OpenHub, volunteer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    raising, folder = RaiseConcerns(hub.tools), hub.folder.path
    account = Account(about=About(AboutKind.VOLUNTEER, volunteer, "Omar"), words="Seen once")
    draft = raising.keep_draft(hub.actor, folder, account)

    def full(*_args: object, **_more: object) -> None:
        raise DiskFull

    with monkeypatch.context() as broken:
        broken.setattr("desktop.services.concern_raising.begin", full)
        with pytest.raises(DiskFull):
            raising.send(hub.actor, folder, account, draft)
    assert raising.own(hub.actor) == []
    assert raising.read_draft(hub.actor, folder, draft, PASSPHRASE) == account
    with hub.store.read() as session:
        assert session.get_one(Volunteer, volunteer).status is VolunteerStatus.ON_HOLD
    sent = raising.send(hub.actor, folder, replace(account, words="Seen once"), draft).made
    concerns = Concerns(hub.tools)
    concerns.unlock(hub.actor, folder, PASSPHRASE)
    assert concerns.hold_of(hub.actor, sent) is not None
    concerns.lift(hub.actor, sent, "Nothing in it")
    with hub.store.read() as session:
        assert session.get_one(Volunteer, volunteer).status is VolunteerStatus.RESTING


def _read(hub: OpenHub) -> set[str]:
    concerns = Concerns(hub.tools)
    concerns.unlock(hub.actor, hub.folder.path, PASSPHRASE)
    return {concerns.read(hub.actor, one.id).account.words for one in concerns.lines(hub.actor)}


def _drafts(hub: OpenHub) -> set[str]:
    raising, folder = RaiseConcerns(hub.tools), hub.folder.path
    return {
        raising.read_draft(hub.actor, folder, one.id, PASSPHRASE).words for one in raising.drafts(hub.actor)
    }
