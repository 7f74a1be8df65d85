"""Formula safety: nothing runs, nothing is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.formula import neutralise, restore

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "\x00", " =", "'=", "''@", "'", "\uff1d", "\u200b=", "\xa0+"]


@pytest.mark.parametrize("start", STARTS)
def test_a_formula_gets_an_apostrophe_and_loses_it_again(start: str) -> None:
    text = start + "HYPERLINK(1)"
    assert neutralise(text) == "'" + text
    assert restore("'" + text) == text


@pytest.mark.parametrize("text", ["", "Ann", "O'Neill", "a=b", "2+2"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert neutralise(text) == text
    assert restore(text) == text


def test_an_apostrophe_in_somebody_elses_file_survives() -> None:
    assert restore("'Twas") == "'Twas"
    assert restore(neutralise("'Twas")) == "'Twas"


def test_a_value_its_column_promises_is_left_alone() -> None:
    assert neutralise("+447700900123", safe=E164) == "+447700900123"
    assert neutralise("+44=cmd", safe=E164) == "'+44=cmd"
    assert neutralise("-5", safe=re.compile(r"-?\d+")) == "-5"


@given(st.text() | st.text(alphabet="'=+-@ \t\r\n\x00a1"))
def test_restore_is_the_exact_inverse(text: str) -> None:
    assert restore(neutralise(text)) == text
    assert restore(neutralise(text, safe=E164)) == text
