"""A leaver removed and the hub given a fresh key: who opens it afterwards, and what is on record."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db import keys
from db.enums import Nation, Role
from db.errors import KnownStoreError, WrongPassphrase
from db.restore import unlock_backup
from desktop.domain.errors import NotAllowed
from desktop.services.fresh_key import FreshKey, renew
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_hub
from desktop.services.people import People, PersonDraft
from desktop.services.users import Users
from tests.services.conftest import CHEAP

PRIYA, YUSUF, SAM = "seven quiet herons wade", "nine loud otters dive", "two grey moths drift"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[OpenHub]:
    """A hub of Priya's, with Yusuf, and Sam who leaves."""
    make_hub(
        tmp_path / "hub", NewHub("Saltmarsh Hub", Nation.ENGLAND, user_name="Priya"), PRIYA, params=CHEAP
    )
    opened = open_hub(tmp_path / "hub", PRIYA)
    for name, passphrase in (("Yusuf", YUSUF), ("Sam", SAM)):
        Users(opened.tools).add(
            opened.actor,
            opened.folder.path,
            name,
            passphrase,
            frozenset({Role.CALL_HANDLER}),
            params=CHEAP,
        )
    People(opened.tools).save(opened.actor, PersonDraft("Doreen", last_name="Okafor"))
    yield opened
    opened.close()


def test_a_leaver_opens_nothing_and_everybody_else_goes_on(hub: OpenHub) -> None:
    folder, old = hub.folder.path, hub.store.key
    sam = next(one.id for one in Users(hub.tools).all(hub.actor) if one.name == "Sam")
    Users(hub.tools).remove(hub.actor, folder, sam, "Left on Friday")
    assert FreshKey(hub.tools).left_out(hub.actor, folder) == []
    secret = FreshKey(hub.tools).ask(hub.actor, folder, PRIYA)
    made = renew(hub, secret)
    assert made.problem is None
    assert made.words not in repr(made)
    assert made.hub.store.key != old
    assert len(People(made.hub.tools).find(made.hub.actor, "Doreen")) == 1
    with made.hub.store.read() as session:
        from db.models import Hub

        assert session.query(Hub).one().settings["key_renewed"]
    made.hub.close()
    with pytest.raises(WrongPassphrase):
        open_hub(folder, SAM)
    yusuf = open_hub(folder, YUSUF)
    assert yusuf.actor.name == "Yusuf"
    assert len(People(yusuf.tools).find(yusuf.actor, "Doreen")) == 1
    yusuf.close()
    assert keys.unlock(folder, YUSUF).key == keys.unlock_with_recovery(folder, made.words).key
    (backup,) = (folder / "backups").glob("*.hubbackup")
    assert unlock_backup(backup, passphrase=YUSUF).key == keys.unlock(folder, PRIYA).key


def test_what_cannot_be_done_leaves_the_hub_as_it_was(hub: OpenHub) -> None:
    folder, key = hub.folder.path, hub.store.key
    with pytest.raises(WrongPassphrase):
        FreshKey(hub.tools).ask(hub.actor, folder, YUSUF)
    keys.add_user(
        folder, key, user_id="c" * 32, user_name="Cy", passphrase="three tall pines sway", params=CHEAP
    )
    with pytest.raises(KnownStoreError, match="Cy could not open the hub afterwards"):
        FreshKey(hub.tools).ask(hub.actor, folder, PRIYA)
    made = renew(hub, PRIYA)
    assert made.problem is not None
    assert (made.words, made.hub.store.key) == ("", key)
    made.hub.close()


def test_only_administrators_ask_for_one(hub: OpenHub) -> None:
    for role in set(Role) - {Role.ADMINISTRATOR}:
        with pytest.raises(NotAllowed):
            FreshKey(hub.tools).ask(replace(hub.actor, roles=frozenset({role})), hub.folder.path, PRIYA)
