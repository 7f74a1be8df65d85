"""Four things that can stop a hub from opening, told apart: each in its own words, with its own remedy."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from db.engine import connect
from db.enums import Nation
from db.errors import DamagedStore, KnownStoreError, NewerStore, WrongPassphrase
from db.folder import HubFolder
from db.keys import unlock
from desktop.services.hubs import NewHub, make_hub, open_hub
from tests.services.conftest import CHEAP, PASSPHRASE


def wrong_passphrase(_hub: HubFolder) -> str:
    """Somebody types another."""
    return "seven quiet herons wad"


def damaged_envelope(hub: HubFolder) -> str:
    """The one entry of the passphrase is damaged in both copies."""
    content = hub.keys.read_bytes()
    at = content.index(b'"wrapped":"', content.index(b'"kind":"passphrase"')) + 20
    for copy in (hub.keys, hub.keys_copy):
        copy.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    return PASSPHRASE


def damaged_first_page(hub: HubFolder) -> str:
    """One bit of the store's first page."""
    content = bytearray(hub.store.read_bytes())
    content[1_000] ^= 1
    hub.store.write_bytes(content)
    return PASSPHRASE


def newer_version(hub: HubFolder) -> str:
    """A later version of the app saved it."""
    with closing(connect(hub.store, unlock(hub.path, PASSPHRASE).key)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("PRAGMA journal_mode = DELETE")
    return PASSPHRASE


KINDS: dict[Callable[[HubFolder], str], type[KnownStoreError]] = {
    wrong_passphrase: WrongPassphrase,
    damaged_envelope: DamagedStore,
    damaged_first_page: DamagedStore,
    newer_version: NewerStore,
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """What is said to each, and what to do."""
    found = {}
    for harm, kind in KINDS.items():
        hub = HubFolder(tmp_path_factory.mktemp(harm.__name__) / "hub")
        make_hub(hub.path, NewHub("Saltmarsh Hub", Nation.ENGLAND), PASSPHRASE, params=CHEAP)
        typed = harm(hub)
        before = {one: one.read_bytes() for one in (hub.store, hub.keys, hub.keys_copy)}
        with pytest.raises(KnownStoreError) as caught:
            open_hub(hub.path, typed)
        assert type(caught.value) is kind
        assert {one: one.read_bytes() for one in before} == before
        found[harm.__name__] = (caught.value.user_message, caught.value.remedy)
    return found


def test_the_four_have_four_messages_and_four_remedies(said: dict[str, tuple[str, str]]) -> None:
    assert len({message for message, _ in said.values()}) == 4
    assert len({remedy for _, remedy in said.values()}) == 4


def test_each_says_what_it_is(said: dict[str, tuple[str, str]]) -> None:
    assert said["wrong_passphrase"][0] == "That passphrase does not open this hub."
    assert "hub's keys" in " ".join(said["damaged_envelope"])
    assert "Coordinator" in " ".join(said["damaged_envelope"])
    assert "store is damaged" in said["damaged_first_page"][0]
    assert "backup" in said["damaged_first_page"][1]
    assert "newer version" in said["newer_version"][0]


def test_none_speaks_of_machines(said: dict[str, tuple[str, str]]) -> None:
    for message, remedy in said.values():
        for word in ("database", "HMAC", "sqlite", "alembic", "exception", str(Path.home())):
            assert word.lower() not in f"{message} {remedy}".lower()
