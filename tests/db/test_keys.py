"""The key envelope: who opens it, who does not, and how its entries come and go."""

import base64
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from db import keyfile, keys, wrapping
from db.errors import (
    KnownStoreError,
    NotAHub,
    WeakPassphrase,
    WrongPassphrase,
)
from db.folder import HubFolder
from db.keys import KdfParams

CHEAP = KdfParams(8, 1, 1)
ANN, BO = "correct horse battery", "violet tractor moon"
Made = tuple[HubFolder, bytes, str]


@pytest.fixture
def made(key_folder: Made) -> Made:
    """The keys of Ann and Bo and a card."""
    return key_folder


def test_everybody_opens_the_same_key(made: Made) -> None:
    hub, key, words = made
    assert len(key) == 32
    ann, bo = keys.unlock(hub.path, ANN), keys.unlock(hub.path, BO, " bO ")
    card = keys.unlock_with_recovery(hub.path, words)
    assert ann.key == bo.key == card.key == key
    assert (ann.user_id, ann.user_name, ann.hub_id) == ("u1", "Ann", "hub1")
    assert (bo.user_id, card.user_id) == ("u2", "")
    assert len({ann.slot_id, bo.slot_id, card.slot_id}) == 3
    assert keys.users(hub.path) == [("u1", "Ann"), ("u2", "Bo")]


def test_the_key_is_in_no_file_and_no_printed_form(made: Made) -> None:
    hub, key, words = made
    for file in hub.path.iterdir():
        content = file.read_bytes()
        for secret in (key, key.hex().encode(), base64.b64encode(key), ANN.encode(), words.encode()):
            assert secret not in content
        assert file.stat().st_mode & 0o777 == 0o600
    assert key.hex() not in repr(keys.unlock(hub.path, ANN))
    assert repr(key) not in repr(keys.unlock(hub.path, ANN))


def test_two_hubs_have_two_keys(tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        made.append(keys.create(tmp_path / name, user_id="u", user_name="Ann", passphrase=ANN, params=CHEAP))
    assert made[0][0] != made[1][0]
    hubs = [keyfile.load(tmp_path / name) for name in ("a", "b")]
    assert hubs[0].hub_id != hubs[1].hub_id
    assert [(len(hub.hub_id), hub.generation) for hub in hubs] == [(32, 1), (32, 1)]
    with pytest.raises(WrongPassphrase, match="do not open this hub"):
        keys.unlock_with_recovery(tmp_path / "a", made[1][1])


@pytest.mark.parametrize("typed", ["", "correct horse batter", "Correct horse battery", BO + " "])
def test_wrong_passphrases_are_refused(made: Made, typed: str) -> None:
    with pytest.raises(WrongPassphrase, match="does not open this hub"):
        keys.unlock(made[0].path, typed, "Ann")


def test_an_unknown_user_is_named(made: Made) -> None:
    with pytest.raises(WrongPassphrase, match="no user called “Cy”"):
        keys.unlock(made[0].path, ANN, "Cy")


def test_a_second_hub_in_the_folder_is_refused(made: Made) -> None:
    hub, key, _ = made
    for kept, gone in ((hub.keys, hub.keys_copy), (hub.keys_copy, hub.keys)):
        content = gone.read_bytes()
        gone.unlink()
        with pytest.raises(KnownStoreError, match="a hub in this folder"):
            keys.create(hub.path, user_id="u", user_name="Cy", passphrase=ANN, params=CHEAP)
        assert kept.exists()
        gone.write_bytes(content)
    assert keys.unlock(hub.path, ANN).key == key


def test_no_keys_is_no_hub(tmp_path: Path) -> None:
    with pytest.raises(NotAHub):
        keys.unlock(tmp_path, ANN)


def test_weak_passphrases_are_refused_everywhere(made: Made, tmp_path: Path) -> None:
    hub, key, _ = made
    with pytest.raises(WeakPassphrase):
        keys.create(tmp_path / "new", user_id="u", user_name="Ann", passphrase="short", params=CHEAP)
    with pytest.raises(WeakPassphrase):
        keys.add_user(hub.path, key, user_id="u3", user_name="Cy", passphrase="short", params=CHEAP)
    with pytest.raises(WeakPassphrase):
        keys.change_passphrase(hub.path, ANN, "Ann Ann Ann Ann 1", params=CHEAP)
    assert keys.unlock(hub.path, ANN).key == key


@pytest.mark.parametrize(("user_id", "name"), [("u1", "Cy"), ("u3", " ANN")])
def test_a_taken_name_or_id_is_refused(made: Made, user_id: str, name: str) -> None:
    hub, key, _ = made
    with pytest.raises(KnownStoreError, match="“Ann” already"):
        keys.add_user(hub.path, key, user_id=user_id, user_name=name, passphrase=ANN, params=CHEAP)


def test_a_change_keeps_the_key_and_ends_the_old_passphrase(made: Made) -> None:
    hub, key, words = made
    before = keys.unlock(hub.path, ANN)
    after = keys.change_passphrase(hub.path, ANN, "seven quiet herons", user_name="Ann", params=CHEAP)
    assert after.key == key
    assert after.slot_id != before.slot_id
    assert after.slot_id == keys.unlock(hub.path, "seven quiet herons").slot_id
    with pytest.raises(WrongPassphrase):
        keys.unlock(hub.path, ANN)
    assert keys.unlock(hub.path, BO).key == keys.unlock_with_recovery(hub.path, words).key == key


def test_a_card_lets_a_new_passphrase_be_set(made: Made) -> None:
    hub, _, words = made
    opened = keys.unlock_with_recovery(hub.path, words)
    slot = keys.set_passphrase(
        hub.path, opened.key, user_id="u1", user_name="Ann", passphrase="seven quiet herons", params=CHEAP
    )
    assert keys.unlock(hub.path, "seven quiet herons", "Ann").slot_id == slot
    with pytest.raises(WrongPassphrase):
        keys.unlock(hub.path, ANN, "Ann")


def test_a_removed_user_no_longer_opens(made: Made) -> None:
    hub, key, words = made
    keys.remove_user(hub.path, "u1")
    assert keys.users(hub.path) == [("u2", "Bo")]
    with pytest.raises(WrongPassphrase):
        keys.unlock(hub.path, ANN)
    assert keys.unlock(hub.path, BO).key == keys.unlock_with_recovery(hub.path, words).key == key
    with pytest.raises(KnownStoreError, match="only user"):
        keys.remove_user(hub.path, "u2")
    with pytest.raises(KnownStoreError, match="no passphrase"):
        keys.remove_user(hub.path, "u1")
    with pytest.raises(KnownStoreError, match="no passphrase"):
        keys.remove_user(hub.path, "")


def test_a_new_card_replaces_the_old(made: Made) -> None:
    hub, key, words = made
    newer = keys.new_recovery(hub.path, key)
    assert keys.unlock_with_recovery(hub.path, newer).key == key
    with pytest.raises(WrongPassphrase, match="do not open this hub") as caught:
        keys.unlock_with_recovery(hub.path, words)
    made_on = keyfile.load(hub.path).slots[-1].made[:10]
    assert made_on in caught.value.remedy
    assert len(keyfile.load(hub.path).slots) == 3


def test_another_hubs_key_cannot_get_in(made: Made) -> None:
    hub, _, _ = made
    before = hub.keys.read_bytes()
    with pytest.raises(ValueError, match="data key"):
        keys.new_recovery(hub.path, bytes(32))
    with pytest.raises(ValueError, match="data key"):
        keys.add_user(hub.path, bytes(32), user_id="u3", user_name="Cy", passphrase=ANN, params=CHEAP)
    assert hub.keys.read_bytes() == before


def test_cheaper_costs_than_todays_are_told_and_can_be_raised(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub, key, words = made
    assert keys.unlock(hub.path, ANN).weak
    assert not keys.unlock_with_recovery(hub.path, words).weak
    monkeypatch.setattr(wrapping, "STANDARD", KdfParams(16, 1, 1))
    assert keys.unlock(hub.path, ANN).weak
    opened = keys.change_passphrase(hub.path, ANN, ANN, params=KdfParams(16, 1, 1))
    assert not opened.weak
    assert not keys.unlock(hub.path, ANN).weak
    monkeypatch.setattr(wrapping, "STANDARD", KdfParams(16, 2, 1))
    assert keys.unlock(hub.path, ANN).weak
    kdf = keyfile.load(hub.path).slots[-1].kdf
    assert (kdf["name"], kdf["memory_kib"], kdf["time"], kdf["lanes"]) == ("argon2id", 16, 1, 1)
    assert keys.unlock(hub.path, ANN).key == key


WORDS_1 = "lunar series damp diary stone karate cupboard pilot fade crest mule fit gauge copper"


def test_keys_written_by_the_first_version_open_for_ever() -> None:
    content = (Path(__file__).parent / "data" / "keys_format_1.json").read_bytes()
    envelope = keyfile.parse(content)
    assert envelope.damaged == ()
    assert keys.unlock_envelope(envelope, ANN, "Ann").key == bytes(range(32))
    assert keys.unlock_envelope_with_recovery(envelope, WORDS_1).key == bytes(range(32))
    assert keyfile.dump(envelope) == content


def test_salts_nonces_ids_and_proofs_are_as_long_as_they_must_be(made: Made) -> None:
    slots = keyfile.load(made[0].path).slots
    for slot in slots:
        assert [len(base64.b64decode(slot.kdf["salt"])), len(slot.nonce), len(slot.wrapped)] == [16, 12, 48]
        assert [len(slot.id), len(slot.proof)] == [32, 16]
    for one in ("id", "nonce", "wrapped"):
        assert len({getattr(slot, one) for slot in slots}) == 3
    assert len({slot.kdf["salt"] for slot in slots}) == 3
    assert not keys.Unlocked(b"", "s", "u", "n", "h").weak


def test_todays_costs_meet_the_floor() -> None:
    assert asdict(keys.STANDARD) == {"memory_kib": 65_536, "time": 3, "lanes": 4}


@pytest.mark.parametrize(
    "costs",
    [
        {"time": 0},
        {"memory_kib": "many"},
        {"salt": "*"},
        {"salt": "AA=="},
    ],
)
def test_costs_that_make_no_sense_do_not_open(made: Made, costs: dict[str, object]) -> None:
    hub, _, _ = made
    envelope = keyfile.load(hub.path)
    first = replace(envelope.slots[0], kdf={**envelope.slots[0].kdf, **costs})
    with pytest.raises(WrongPassphrase):
        keys.unlock_envelope(replace(envelope, slots=(first,)), ANN)


def test_the_highest_costs_allowed_are_not_refused_before_trying(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And those above are refused untried, each by itself."""
    asked: list[tuple[int, int, int]] = []

    def stretch(secret: bytes, salt: bytes, time: int, memory: int, lanes: int, *rest: object) -> bytes:
        asked.append((memory, time, lanes))
        return bytes(32)

    monkeypatch.setattr("argon2.low_level.hash_secret_raw", stretch)
    envelope = keyfile.load(made[0].path)
    costs = {"memory_kib": 1_048_576, "time": 32, "lanes": 16}
    above = [{"memory_kib": 1_048_577}, {"time": 33}, {"lanes": 17}]
    for more in ({}, *above):
        first = replace(envelope.slots[0], kdf={**envelope.slots[0].kdf, **costs, **more})
        with pytest.raises(WrongPassphrase):
            keys.unlock_envelope(replace(envelope, slots=(first,)), ANN)
    assert asked == [(1_048_576, 32, 16)]


def test_too_little_memory_is_told_as_such(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2.exceptions import HashingError

    def starve(*rest: object) -> bytes:
        raise HashingError("Memory allocation error")

    monkeypatch.setattr("argon2.low_level.hash_secret_raw", starve)
    with pytest.raises(KnownStoreError, match="not enough free memory") as caught:
        keys.unlock(made[0].path, ANN)
    assert type(caught.value) is KnownStoreError


@pytest.mark.parametrize("field", ["id", "kind", "user_id", "user_name", "made", "proof"])
def test_an_entry_altered_with_care_does_not_open(made: Made, field: str) -> None:
    envelope = keyfile.load(made[0].path)
    altered = replace(envelope.slots[0], **{field: "passphrase" if field == "kind" else "x"})
    if field == "kind":
        altered = replace(envelope.slots[1], kind="passphrase", kdf=envelope.slots[0].kdf)
    with pytest.raises(WrongPassphrase):
        keys.unlock_envelope(replace(envelope, slots=(altered,)), ANN)


def test_an_entry_moved_to_another_hub_does_not_open(made: Made) -> None:
    with pytest.raises(WrongPassphrase):
        keys.unlock_envelope(replace(keyfile.load(made[0].path), hub_id="hub2"), ANN)
