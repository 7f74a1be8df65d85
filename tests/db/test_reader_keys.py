"""The key pairs of readers in keys.json: opened by their own passphrase or card, and by nothing else."""

from pathlib import Path

import pytest

from db import keyfile, keys, reader_keys
from db.errors import DamagedStore, WrongPassphrase
from db.folder import HubFolder
from db.keys import KdfParams
from db.sealing import KeyPair

CHEAP = KdfParams(8, 1, 1)
ANN, BO, NEW = "correct horse battery", "violet tractor moon", "seven quiet herons"
Made = tuple[HubFolder, bytes, str]


def ensure(folder: Path, passphrase: str) -> bytes:
    """The public key of whoever's passphrase it is."""
    return reader_keys.ensure_reader(folder, keys.unlock(folder, passphrase), passphrase, CHEAP)


@pytest.fixture
def made(key_folder: Made) -> Made:
    """The keys of Ann and Bo, a pair for each, and a recovery card."""
    for passphrase in (ANN, BO):
        ensure(key_folder[0].path, passphrase)
    return key_folder


def test_each_user_has_a_pair_once(made: Made) -> None:
    folder = made[0].path
    found = reader_keys.readers(folder)
    assert found.keys() == {"u1", "u2"}
    assert ensure(folder, ANN) == found["u1"] == reader_keys.open_reader(folder, "u1", ANN).public
    assert reader_keys.readers(folder) == found
    assert keys.users(folder) == [("u1", "Ann"), ("u2", "Bo")]


def test_nobody_opens_the_pair_of_another(made: Made) -> None:
    folder, key, words = made[0].path, made[1], made[2]
    with pytest.raises(WrongPassphrase, match="does not open concerns"):
        reader_keys.open_reader(folder, "u1", BO)
    with pytest.raises(DamagedStore, match="no such key"):
        reader_keys.open_reader(folder, "u9", ANN)
    private = reader_keys.open_reader(folder, "u1", ANN).private
    for opened in (keys.unlock(folder, BO), keys.unlock_with_recovery(folder, words)):
        assert opened.key == key != private
    for file in folder.iterdir():
        assert private.hex().encode() not in file.read_bytes()


def test_the_pair_goes_with_a_changed_passphrase(made: Made) -> None:
    folder, before = made[0].path, reader_keys.readers(made[0].path)
    pair = reader_keys.open_reader(folder, "u1", ANN)
    keys.change_passphrase(folder, ANN, NEW, params=CHEAP)
    assert reader_keys.open_reader(folder, "u1", NEW) == pair
    assert ensure(folder, NEW) == pair.public
    assert reader_keys.readers(folder) == before
    with pytest.raises(WrongPassphrase):
        reader_keys.open_reader(folder, "u1", ANN)


def test_a_passphrase_set_with_the_recovery_card_begins_a_fresh_pair(made: Made) -> None:
    folder, words, before = made[0].path, made[2], reader_keys.readers(made[0].path)
    key = keys.unlock_with_recovery(folder, words).key
    keys.set_passphrase(folder, key, user_id="u1", user_name="Ann", passphrase=NEW, params=CHEAP)
    with pytest.raises(WrongPassphrase):
        reader_keys.open_reader(folder, "u1", NEW)
    assert ensure(folder, NEW) != before["u1"]
    assert reader_keys.readers(folder)["u2"] == before["u2"]
    assert reader_keys.open_reader(folder, "u1", NEW).public == reader_keys.readers(folder)["u1"]


def test_a_user_who_leaves_takes_the_pair_along(made: Made) -> None:
    keys.remove_user(made[0].path, "u1")
    assert reader_keys.readers(made[0].path).keys() == {"u2"}


def test_only_the_safeguarding_card_opens_its_pair(made: Made) -> None:
    folder, key, recovery = made[0].path, made[1], made[2]
    assert reader_keys.card_public(folder) is None
    with pytest.raises(DamagedStore):
        reader_keys.open_card(folder, recovery)
    words, public = reader_keys.new_card(folder, key)
    assert reader_keys.open_card(folder, words).public == public == reader_keys.card_public(folder)
    with pytest.raises(WrongPassphrase, match="not those of the safeguarding card"):
        reader_keys.open_card(folder, recovery)
    with pytest.raises(WrongPassphrase, match="do not open this hub"):
        keys.unlock_with_recovery(folder, words)
    assert keys.unlock_with_recovery(folder, recovery).key == key


def test_a_newer_card_replaces_the_older(made: Made) -> None:
    folder, key = made[0].path, made[1]
    old, _ = reader_keys.new_card(folder, key)
    _, public = reader_keys.new_card(folder, key)
    assert reader_keys.card_public(folder) == public
    with pytest.raises(WrongPassphrase):
        reader_keys.open_card(folder, old)
    with pytest.raises(ValueError, match="data key"):
        reader_keys.new_card(folder, b"x" * 32)


def test_every_byte_flipped_in_both_copies_opens_nothing_wrong(made: Made) -> None:
    hub, key, _ = made
    words, _ = reader_keys.new_card(hub.path, key)
    whole = hub.keys.read_bytes()
    right = {
        "Ann, for concerns": reader_keys.open_reader(hub.path, "u1", ANN),
        "the safeguarding card": reader_keys.open_card(hub.path, words),
    }
    named: set[str] = set()
    for at in range(len(whole)):
        broken = bytearray(whole)
        broken[at] ^= 0x01
        for copy in (hub.keys, hub.keys_copy):
            copy.write_bytes(broken)
        found = {
            "Ann, for concerns": _try(hub.path, ANN),
            "the safeguarding card": _try_card(hub.path, words),
        }
        damaged = keyfile.load(hub.path).damaged
        named.update(damaged)
        for who, pair in found.items():
            assert pair in (None, right[who])
            assert pair is not None or damaged
    assert named >= {"Ann", "Bo", "Ann, for concerns", "Bo, for concerns", "the safeguarding card"}


def _try(folder: Path, passphrase: str) -> KeyPair | None:
    try:
        return reader_keys.open_reader(folder, "u1", passphrase)
    except (WrongPassphrase, DamagedStore):
        return None


def _try_card(folder: Path, words: str) -> KeyPair | None:
    try:
        return reader_keys.open_card(folder, words)
    except (WrongPassphrase, DamagedStore):
        return None
