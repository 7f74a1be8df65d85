"""Keys beside a backup: known again by the hub's own key, and by nobody without it."""

import secrets

from hypothesis import given
from hypothesis import strategies as st

from db.ids import new_id
from db.sealed_list import known, seal, seal_all

KEY, OTHER = "ab" * 32, "cd" * 32
IDS = st.lists(st.text("0123456789abcdef", min_size=32, max_size=32), max_size=20)


@given(IDS, IDS)
def test_what_was_sealed_is_known_again_and_nothing_else(inside: list[str], outside: list[str]) -> None:
    sealed = seal_all(KEY, inside)
    assert set(known(KEY, [*inside, *outside], sealed)) == set(inside)
    assert not set(known(OTHER, inside, sealed)), "another hub's list is nothing to this one"


def test_a_sealed_key_tells_neither_the_key_nor_its_moment() -> None:
    keys = [new_id() for _ in range(200)]
    hub = secrets.token_hex(32)
    sealed = seal_all(hub, keys)
    assert sealed == sorted(sealed)
    assert [seal(hub, one) for one in keys] != sealed, "in the order of the hash, not of the moment"
    assert not set(sealed) & set(keys)
    assert all(len(one) == 32 and one[:8] != key[:8] for one, key in zip(sealed, keys, strict=True))
    assert list(known(hub, keys, [])) == []
