"""The file of the keys: every byte damaged, mended from its copy, or named."""

import json
from pathlib import Path

import pytest

from db import keyfile, keys
from db.errors import (
    DamagedStore,
    DiskFull,
    KnownStoreError,
    NewerStore,
    NotAHub,
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


def _flip(content: bytes, at: int, mask: int) -> bytes:
    return content[:at] + bytes([content[at] ^ mask]) + content[at + 1 :]


@pytest.mark.parametrize("mask", [0x01])
def test_every_byte_flipped_in_one_copy_is_mended_by_the_other(made: Made, mask: int) -> None:
    whole = made[0].keys.read_bytes()
    for at in range(len(whole)):
        envelope = keyfile.parse(_flip(whole, at, mask), whole)
        assert envelope == keyfile.parse(whole)
        assert keyfile.parse(whole, _flip(whole, at, mask)) == envelope


@pytest.mark.parametrize("mask", [0x01, 0x80])
def test_every_byte_flipped_in_both_copies_leaves_the_rest_open(made: Made, mask: int) -> None:
    hub, key, words = made
    whole = hub.keys.read_bytes()
    for at in range(len(whole)):
        envelope = keyfile.parse(_flip(whole, at, mask))
        opened = 0
        for passphrase, name in ((ANN, "Ann"), (BO, "Bo")):
            try:
                assert keys.unlock_envelope(envelope, passphrase, name).key == key
                opened += 1
            except (DamagedStore, WrongPassphrase):
                pass
        try:
            assert keys.unlock_envelope_with_recovery(envelope, words).key == key
            opened += 1
        except DamagedStore:
            pass
        assert opened + len(envelope.damaged) == 3
        assert opened >= 1
        assert opened >= 2 or whole[at : at + 1] in b"\n,"


def test_a_damaged_entry_is_named_and_the_others_open(made: Made) -> None:
    hub, key, words = made
    whole = hub.keys.read_bytes()
    at = whole.index(b'"wrapped":') + 15
    for file in (hub.keys, hub.keys_copy):
        file.write_bytes(_flip(whole, at, 1))
    with pytest.raises(DamagedStore, match="Ann") as caught:
        keys.unlock(hub.path, ANN, "Ann")
    assert "Every other passphrase" in caught.value.remedy
    with pytest.raises(WrongPassphrase) as also:
        keys.unlock(hub.path, ANN)
    assert "Ann" in also.value.remedy
    bo = keys.unlock(hub.path, BO)
    assert (bo.key, bo.damaged) == (key, ("Ann",))
    assert keys.unlock_with_recovery(hub.path, words).damaged == ("Ann",)
    keys.set_passphrase(hub.path, key, user_id="u1", user_name="Ann", passphrase=ANN, params=CHEAP)
    assert keys.unlock(hub.path, ANN, "Ann").damaged == ()
    assert (hub.path / "keys.damaged.json").read_bytes() == _flip(whole, at, 1)


def test_a_damaged_card_is_named(made: Made) -> None:
    hub, _, words = made
    whole = hub.keys.read_bytes()
    at = whole.index(b'"kind":"recovery"') + 60
    for file in (hub.keys, hub.keys_copy):
        file.write_bytes(_flip(whole, at, 1))
    with pytest.raises(DamagedStore, match="the recovery card"):
        keys.unlock_with_recovery(hub.path, words)
    assert keys.unlock(hub.path, ANN).damaged == ("the recovery card",)


def test_mending_makes_both_copies_whole_again(made: Made) -> None:
    hub, _, _ = made
    whole = hub.keys.read_bytes()
    assert keyfile.mend(hub.path) is False
    for broken in (hub.keys, hub.keys_copy):
        for content in (_flip(whole, 200, 1), b"", whole[:300], None):
            if content is None:
                broken.unlink()
            else:
                broken.write_bytes(content)
            assert keys.unlock(hub.path, ANN).damaged == ()
            assert keyfile.mend(hub.path)
            assert hub.keys.read_bytes() == hub.keys_copy.read_bytes() == whole


def test_mending_puts_together_two_copies_damaged_in_two_places(made: Made) -> None:
    hub, key, _ = made
    whole = hub.keys.read_bytes()
    hub.keys.write_bytes(_flip(whole, 200, 1))
    hub.keys_copy.write_bytes(_flip(whole, len(whole) - 60, 1))
    assert keys.unlock(hub.path, ANN).key == keys.unlock(hub.path, BO).key == key
    assert keyfile.mend(hub.path)
    assert hub.keys.read_bytes() == whole


def test_mending_leaves_what_is_lost_in_both(made: Made) -> None:
    hub, _, _ = made
    broken = _flip(hub.keys.read_bytes(), 200, 1)
    hub.keys.write_bytes(broken)
    hub.keys_copy.write_bytes(broken)
    assert not keyfile.mend(hub.path)
    assert hub.keys.read_bytes() == broken


def test_an_older_copy_never_brings_an_old_passphrase_back(made: Made) -> None:
    hub, _, _ = made
    older = hub.keys.read_bytes()
    keys.change_passphrase(hub.path, ANN, "seven quiet herons", user_name="Ann", params=CHEAP)
    newer = hub.keys.read_bytes()
    hub.keys_copy.write_bytes(older)
    with pytest.raises(WrongPassphrase):
        keys.unlock(hub.path, ANN)
    at = newer.rindex(b'"wrapped":') + 15
    hub.keys.write_bytes(_flip(newer, at, 1))
    with pytest.raises(DamagedStore):
        keys.unlock(hub.path, ANN, "Ann")
    hub.keys.write_bytes(older)
    hub.keys_copy.write_bytes(newer)
    assert keys.unlock(hub.path, "seven quiet herons").user_name == "Ann"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 500,
        b"[" * 5000,
        b"null\n",
        b"[]\n",
        b'{"check":1}\n',
        b"\xff\xfe\xfa" * 40,
        b'{"check":"0","format":1}\n',
        b"{" + b'"a":{' * 5000,
    ],
)
def test_a_file_of_rubbish_is_damage(made: Made, content: bytes) -> None:
    hub, _, _ = made
    hub.keys.write_bytes(content)
    hub.keys_copy.write_bytes(content)
    with pytest.raises(DamagedStore, match="not one entry"):
        keys.unlock(hub.path, ANN)


def _rewritten(line: bytes, **fields: object) -> bytes:
    """One line with fields changed and its checksum made right again."""
    found = json.loads(line.rstrip(b","))
    del found["check"]
    found |= fields
    found["check"] = keyfile._checksum(found)
    return json.dumps(found, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "fields",
    [
        {"user_name": 3},
        {"hub": None},
        {"kdf": "none"},
        {"nonce": "*"},
        {"wrapped": 5},
        {"number": 0},
        {"number": 4},
        {"generation": "1"},
        {"of": True},
        {"format": "1"},
    ],
)
def test_a_line_with_a_right_checksum_but_nonsense_is_damage(made: Made, fields: dict[str, object]) -> None:
    lines = made[0].keys.read_bytes().split(b"\n")
    lines[1] = _rewritten(lines[1], **fields)
    envelope = keyfile.parse(b"\n".join(lines))
    assert len(envelope.slots) == 2
    assert envelope.damaged == (
        ("an entry whose owner cannot be told",) if "user_name" in fields else ("Ann",)
    )


def test_keys_of_a_later_version_are_not_touched(made: Made) -> None:
    hub, _, _ = made
    lines = hub.keys.read_bytes().split(b"\n")
    lines[1] = _rewritten(lines[1], format=2)
    hub.keys.write_bytes(b"\n".join(lines))
    with pytest.raises(NewerStore):
        keys.unlock(hub.path, BO)


def test_names_in_every_script_come_back(made: Made) -> None:
    hub, key, _ = made
    name = 'Zażółć “Ζωή” 名 \\ "'
    keys.add_user(hub.path, key, user_id="u3", user_name=name, passphrase="seven quiet herons", params=CHEAP)
    assert keys.users(hub.path)[-1] == ("u3", name)
    whole = hub.keys.read_bytes()
    broken = _flip(whole, whole.rindex(b'"wrapped":') + 15, 1)
    assert keyfile.parse(broken).damaged == (name,)


def test_a_lost_line_is_counted(made: Made) -> None:
    lines = made[0].keys.read_bytes().split(b"\n")
    envelope = keyfile.parse(b"\n".join(lines[:1] + lines[2:]))
    assert envelope.damaged == ("an entry whose owner cannot be told",)


def test_a_mended_entry_is_not_named_for_a_lost_one(made: Made) -> None:
    whole = made[0].keys.read_bytes()
    card = whole.split(b"\n")[2] + b"\n"
    short = whole.replace(card, b"")
    broken = _flip(short, short.index(b'"wrapped":') + 15, 1)
    assert keyfile.parse(broken, short).damaged == ("an entry whose owner cannot be told",)
    assert keyfile.parse(broken).damaged == ("Ann", "an entry whose owner cannot be told")


def test_a_write_cut_short_between_the_copies_opens_with_the_new(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub, key, _ = made
    written: list[Path] = []
    real = keyfile.write_private

    def once(path: Path, data: bytes) -> None:
        if written:
            raise DiskFull
        written.append(path)
        real(path, data)

    monkeypatch.setattr(keyfile, "write_private", once)
    with pytest.raises(DiskFull):
        keys.change_passphrase(hub.path, ANN, "seven quiet herons", user_name="Ann", params=CHEAP)
    monkeypatch.undo()
    assert keys.unlock(hub.path, "seven quiet herons").key == key
    assert keyfile.mend(hub.path)
    assert hub.keys.read_bytes() == hub.keys_copy.read_bytes()


def test_keys_that_cannot_be_read_say_why(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*rest: object) -> object:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(KnownStoreError, match="read but not written"):
        keys.unlock(made[0].path, ANN)


def test_a_folder_without_store_says_which_part_is_missing(made: Made, tmp_path: Path) -> None:
    hub, _, _ = made
    with pytest.raises(NotAHub, match="store is missing"):
        hub.require_hub()
    hub.store.write_bytes(b"x")
    hub.require_hub()
    hub.keys.unlink()
    hub.require_hub()
    hub.keys_copy.unlink()
    with pytest.raises(NotAHub, match="both copies"):
        hub.require_hub()
    with pytest.raises(NotAHub, match="no hub in this folder"):
        HubFolder(tmp_path / "none").require_hub()
