"""Goods typed in one line: how many, of what, and which way."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import DomainError
from desktop.domain.quick_stock import Known, QuickLine, read_quick

ITEMS = [
    Known("b", "Baked beans", "tin", "5000157024671"),
    Known("k", "Kidney beans", "tin"),
    Known("m", "Milk", "pint"),
    Known("o", "Oat milk", "pint"),
]


@pytest.mark.parametrize(
    ("typed", "item", "quantity"),
    [
        ("12 baked beans in", "b", 12),
        ("12 tins baked in", "b", 12),
        ("out 3 kidney", "k", -3),
        ("2 milk out", "m", -2),
        ("OAT 4 in", "o", 4),
        ("6 5000157024671 in", "b", 6),
        ("5000157024671 6 out", "b", -6),
    ],
)
def test_a_line_is_read(typed: str, item: str, quantity: int) -> None:
    assert read_quick(typed, ITEMS) == QuickLine(item, quantity)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type how many"),
        ("beans in", "Type how many"),
        ("12 beans", "Type how many"),
        ("0 milk in", "Type how many"),
        ("12 in", "Type how many"),
        ("12 3 milk in", "Type how many"),
        ("12 milk in out", "Type how many"),
        ("12 beans in", "Which one: Baked beans, Kidney beans"),
        ("12 jam in", "No item is called that"),
    ],
)
def test_what_is_not_plain_is_asked(typed: str, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        read_quick(typed, ITEMS)


@given(st.integers(1, 10**6), st.sampled_from([one for one in ITEMS if one.key != "m"]))
def test_a_whole_name_is_never_another_item(many: int, item: Known) -> None:
    assert read_quick(f"{many} {item.name} in", ITEMS) == QuickLine(item.key, many)


@given(st.text(max_size=40))
def test_anything_typed_is_read_or_asked(typed: str) -> None:
    with suppress(DomainError):
        assert read_quick(typed, ITEMS).quantity
