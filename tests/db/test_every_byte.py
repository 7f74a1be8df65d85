"""Bytes of keys.json flipped in turn, with an entry of every kind in it: nothing opens wrong.

Every fourth byte; ``HUBKEEPER_FLIP_STEP=1`` flips every one, which takes minutes.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from db import keyfile, keys, reader_keys, rekey
from db.errors import DamagedStore, KnownStoreError, WrongPassphrase
from db.folder import HubFolder
from db.keys import KdfParams
from db.sealing import CannotOpen
from db.wrapping import BEFORE, HANDED, PASSPHRASE, READER, RECOVERY, SAFEGUARDING
from tests.db.conftest import SmallHub

CHEAP = KdfParams(8, 1, 1)
ANN, BO = "correct horse battery", "violet tractor moon"
KINDS = {PASSPHRASE, RECOVERY, READER, SAFEGUARDING, HANDED, BEFORE}
STEP = int(os.environ.get("HUBKEEPER_FLIP_STEP", "4"))
Opener = Callable[[Path], bytes]


@pytest.fixture
def ways(small_hub: SmallHub) -> tuple[HubFolder, dict[str, Opener]]:
    """A hub half-way to a fresh key, and every way to open something in its keys."""
    hub, old = small_hub.hub, small_hub.key
    keys.add_user(hub.path, old, user_id="u2", user_name="Bo", passphrase=BO, params=CHEAP)
    for passphrase in (ANN, BO):
        reader_keys.ensure_reader(hub.path, keys.unlock(hub.path, passphrase), passphrase, CHEAP)
    card, _ = reader_keys.new_card(hub.path, old)
    small_hub.engine.dispose()
    words = rekey.rekey(hub.path, ANN, "Ann", _stop_moving)
    assert {one.kind for one in keyfile.load(hub.path).slots} == KINDS
    return hub, {
        "Ann": lambda folder: keys.unlock(folder, ANN, "Ann").key,
        "Bo": lambda folder: keys.unlock(folder, BO, "Bo").key,
        "the recovery card": lambda folder: keys.unlock_with_recovery(folder, words).key,
        "Ann, for concerns": lambda folder: reader_keys.open_reader(folder, "u1", ANN).private,
        "Bo, for concerns": lambda folder: reader_keys.open_reader(folder, "u2", BO).private,
        "the safeguarding card": lambda folder: reader_keys.open_card(folder, card).private,
    }


def _stop_moving(name: str) -> None:
    if name == "journal closed store.db":
        raise KnownStoreError


def _tried(folder: Path, way: Opener) -> bytes | None:
    try:
        return way(folder)
    except (WrongPassphrase, DamagedStore, CannotOpen):
        return None


NEEDED_BY = {
    "Ann": {"Ann"},
    "Bo": {"Bo"},
    "Ann, for concerns": {"Ann, for concerns"},
    "Bo, for concerns": {"Bo", "Bo, for concerns"},
    "Bo, the fresh key": {"Bo"},
    "the recovery card": {"the recovery card"},
    "the safeguarding card": {"the safeguarding card"},
    "the key before": set(),
}
"""What no longer opens where an entry is lost: who was handed the fresh key needs their pair."""


@pytest.mark.parametrize("mask", [0x01])
def test_bytes_of_every_kind_flipped_in_both_copies(
    ways: tuple[HubFolder, dict[str, Opener]], mask: int
) -> None:
    hub, openers = ways
    whole = hub.keys.read_bytes()
    right = {name: way(hub.path) for name, way in openers.items()}
    named: set[str] = set()
    for at in range(0, len(whole), STEP):
        broken = whole[:at] + bytes([whole[at] ^ mask]) + whole[at + 1 :]
        for copy in (hub.keys, hub.keys_copy):
            copy.write_bytes(broken)
        damaged = keyfile.load(hub.path).damaged
        lost = {name for name, way in openers.items() if _tried(hub.path, way) != right[name]}
        assert all(_tried(hub.path, openers[name]) is None for name in lost), at
        named.update(damaged)
        if lost:
            assert damaged, at
        known = [NEEDED_BY[who] for who in damaged if who in NEEDED_BY]
        if len(known) == len(damaged):
            assert lost <= set().union(*known), (at, damaged)
        assert len(lost) <= 3, at
    assert named >= NEEDED_BY.keys()


def test_every_byte_flipped_in_one_copy_loses_nothing(ways: tuple[HubFolder, dict[str, Opener]]) -> None:
    hub, openers = ways
    whole = hub.keys.read_bytes()
    right = {name: way(hub.path) for name, way in openers.items()}
    for at in range(0, len(whole), 7):
        hub.keys.write_bytes(whole[:at] + bytes([whole[at] ^ 0x20]) + whole[at + 1 :])
        assert keyfile.load(hub.path).damaged == ()
        assert keyfile.mend(hub.path)
        assert hub.keys.read_bytes() == whole
    assert {name: way(hub.path) for name, way in openers.items()} == right
