"""Receipts of handovers: written, filled in by whatever editor, and read back."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import DomainError
from desktop.domain.receipts import blank, read

CODE = "3f9a52c10be7d846" * 4


def _filled(**answers: str) -> bytes:
    text = blank("H-42", CODE).decode()
    for label, words in answers.items():
        line = next(one for one in text.splitlines() if one.lower().startswith(label.replace("_", " ")))
        text = text.replace(line, f"{line} {words}")
    return text.encode()


@pytest.mark.parametrize("typed", ["18/11/2026", "2026-11-18", "18 November 2026", "18.11.2026"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_receipt_reads_back_however_it_was_saved(typed: str, encoding: str) -> None:
    content = _filled(received_on=typed, received_by="Zoë Amari, officer", everything="Yes")
    found = read(content.decode().encode(encoding))
    assert (found.reference, found.check_code) == ("H-42", CODE)
    assert found.received_on == date(2026, 11, 18)
    assert found.received_by == "Zoë Amari, officer"
    assert found.opens is True
    assert found.deleted_on is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not a receipt"),
        (b"x" * 70_000, "too long"),
        (blank("H-42", CODE), "No day is filled in"),
        (_filled(received_on="soon"), "not a date"),
        (b"Reference: H-42\r\nCheck code: 3f9a\r\nReceived on: 18/11/2026", "not complete"),
    ],
)
def test_what_is_no_receipt_says_what_to_do(content: bytes, says: str) -> None:
    with pytest.raises(DomainError, match=says):
        read(content)


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: f"Reference: {text}".encode()))
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    with suppress(DomainError):
        found = read(content)
        assert found.received_on or found.deleted_on


def test_a_control_character_never_gets_in() -> None:
    assert read(_filled(received_on="18/11/2026", received_by="A\x1b[31mB\x00")).received_by == "A[31mB"
