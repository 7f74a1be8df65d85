"""Numbers taken out of whatever a verb answers, for whoever may not see them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import pytest

from desktop.services.phone_mask import HIDDEN, typed_without_phones, without_phones


class Word(StrEnum):
    """A word that looks like a number."""

    ODD = "07700 900123"


class Line(NamedTuple):
    """A row of a list."""

    name: str
    phone: str
    born: date


@dataclass(frozen=True, slots=True)
class Inner:
    """Part of a record."""

    raw: str
    note: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A record."""

    key: str
    safe_number: str
    phones: tuple[Inner, ...]
    inner: Inner
    answers: dict[str, object]
    word: Word = Word.ODD


@pytest.mark.parametrize(
    "number",
    [
        "07700 900123",
        "07700900123",
        "020 7946 0123",
        "(020) 7946 0123",
        "+44 20 7946 0123",
        "+447700900123",
        "0044 7700 900123",
        "01632-960-123",
        "01632 960.123",
        "+353 1 555 0123",
    ],
)
def test_a_number_in_words_gives_way_to_dots(number: str) -> None:
    assert without_phones(f"Ring {number}, after six.") == f"Ring {HIDDEN}, after six."


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-17 10:42",
        "17/11/2026",
        "R-118, P-1204",
        "14 Ferrygate Close, QX4 2LB",
        "0f3a07700900123c0ffee07700900123",
        "by 09:30, about 35 minutes",
        "S-118.4",
    ],
)
def test_dates_references_addresses_and_keys_stay(text: str) -> None:
    assert without_phones(text) == text


def test_fields_that_hold_numbers_are_emptied_at_any_depth() -> None:
    held = Whole(
        "a" * 32,
        "ask for 900123",
        (Inner("900123", ""),),
        Inner("900123", "or 07700 900123"),
        {"phone": "900123", "who": "Jean"},
    )
    found = without_phones([held])[0]
    assert found == Whole("a" * 32, "", (), Inner("", f"or {HIDDEN}"), {"phone": "", "who": "Jean"})
    line = Line("Jean Mallory", "900123", date(1944, 3, 1))
    assert without_phones((line,)) == (line._replace(phone=""),)


def test_what_holds_no_number_stays_the_very_same() -> None:
    held = Whole("a", "", (), Inner("", "x"), {}, Word.ODD)
    assert without_phones(held) == held
    assert without_phones(None) is None
    assert without_phones(7) == 7


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("jean", "jean"),
        ("14 Ferrygate", "14 Ferrygate"),
        ("jean 07700 900123", "jean"),
        ("07700 900123", ""),
        ("881", ""),
        ("R-1204", "R-1204"),
        ("QX4 2LB", "QX4 2LB"),
    ],
)
def test_nobody_is_found_by_figures_of_a_number(typed: str, left: str) -> None:
    assert typed_without_phones(typed) == left
