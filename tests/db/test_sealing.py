"""Sealing: opens for its readers at its place, and for nobody else, nowhere else, whatever is done to it."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import sealing
from db.sealing import (
    CannotOpen,
    KeyPair,
    Place,
    Sealed,
    TooLong,
    new_pair,
    open_key,
    open_sealed,
    seal,
    seal_key,
)

LEAD, OTHER, CONCERN = new_pair(), new_pair(), new_pair()
AT = Place("hub1", Sealed.ENTRY, "concern1", "entry1")
KEY_AT = Place("hub1", Sealed.KEY, "concern1", "lead1")
WORDS = {"words": "She said “he looks after my card now”.", "subject": "Tirion Vaughan-Pryce"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=4)
)


def opens(pair: KeyPair, place: Place, sealed: bytes) -> bool:
    """Whether it opens; what it opens to is then what was sealed."""
    try:
        return open_sealed(pair, place, sealed) == WORDS or pytest.fail("opened wrong")
    except CannotOpen:
        return False


@given(st.dictionaries(st.text(), JSON))
def test_what_was_sealed_comes_back(body: dict[str, object]) -> None:
    assert open_sealed(LEAD, AT, seal(LEAD.public, AT, body)) == body


def test_every_byte_flipped_opens_nothing() -> None:
    sealed = seal(LEAD.public, AT, WORDS)
    assert opens(LEAD, AT, sealed)
    for place in range(len(sealed)):
        for flip in (0x01, 0xFF):
            damaged = bytearray(sealed)
            damaged[place] ^= flip
            assert not opens(LEAD, AT, bytes(damaged)), place


def test_cut_lengthened_or_made_up_opens_nothing() -> None:
    sealed, chance = seal(LEAD.public, AT, WORDS), random.Random(4)
    for length in range(len(sealed)):
        assert not opens(LEAD, AT, sealed[:length])
    assert not opens(LEAD, AT, sealed + b"\0")
    for length in range(300):
        assert not opens(LEAD, AT, b"HKS1" + chance.randbytes(length))
    assert not opens(LEAD, AT, b"HKS1" + bytes(len(sealed) - 4))  # the public key nought shares no secret


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(AT, hub_id="hub2"),
        replace(AT, kind=Sealed.DRAFT),
        replace(AT, owner_id="concern2"),
        replace(AT, id="entry2"),
        replace(AT, version=2),
        Place("hub1", Sealed.ENTRY, 'concern1","entry1', ""),
    ],
)
def test_it_opens_only_where_it_belongs(elsewhere: Place) -> None:
    sealed = seal(LEAD.public, AT, WORDS)
    assert not opens(LEAD, elsewhere, sealed)
    assert not opens(OTHER, AT, sealed)


def test_the_writer_keeps_nothing_to_read_with() -> None:
    first, second = seal(CONCERN.public, AT, WORDS), seal(CONCERN.public, AT, WORDS)
    assert first[4:36] != second[4:36]
    assert not opens(KeyPair(first[4:36], first[4:36]), AT, first)
    assert not opens(KeyPair(CONCERN.public, CONCERN.public), AT, first)


def test_a_reader_is_let_into_a_concern_and_another_is_not() -> None:
    entry = seal(CONCERN.public, AT, WORDS)
    let_in = seal_key(CONCERN, LEAD.public, KEY_AT)
    assert opens(open_key(LEAD, KEY_AT, let_in, CONCERN.public), AT, entry)
    for pair, place, public in (
        (OTHER, KEY_AT, CONCERN.public),
        (LEAD, replace(KEY_AT, id="lead2"), CONCERN.public),
        (LEAD, replace(KEY_AT, owner_id="concern2"), CONCERN.public),
        (LEAD, KEY_AT, OTHER.public),
    ):
        with pytest.raises(CannotOpen):
            open_key(pair, place, let_in, public)


@pytest.mark.parametrize("body", [{}, {"private": 3}, {"private": "xyz"}, {"private": "00"}])
def test_a_key_that_is_none_is_named_like_any_other(body: dict[str, object]) -> None:
    with pytest.raises(CannotOpen):
        open_key(LEAD, KEY_AT, seal(LEAD.public, KEY_AT, body), CONCERN.public)


def test_lengths_say_little() -> None:
    sizes = [len(seal(LEAD.public, AT, {"words": "w" * length})) for length in range(0, 20_000, 97)]
    assert len(set(sizes)) == 6
    assert len({len(seal_key(CONCERN, one.public, KEY_AT)) for one in (LEAD, OTHER)}) == 1
    with pytest.raises(TooLong):
        seal(LEAD.public, AT, {"words": "w" * sealing.LARGEST})


def test_nothing_of_the_text_or_the_keys_shows() -> None:
    sealed = seal(LEAD.public, AT, WORDS)
    for text in ("Tirion", "Vaughan", "card", "words", "concern1"):
        assert text.encode() not in sealed
    assert LEAD.private.hex() not in repr(LEAD)
    with pytest.raises(CannotOpen) as told:
        open_sealed(OTHER, AT, sealed)
    assert "Tirion" not in repr(told.value)
    assert told.value.__cause__ is None


def test_a_public_key_must_be_one() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal(b"short", AT, WORDS)
