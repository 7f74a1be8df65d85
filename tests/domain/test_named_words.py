"""Names typed into words: found as people write them, and taken out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.named_words import LEFT_OUT, Known, parts_of, told

JEAN = Known("Jean", "Mallory", "Jeannie")
OWN = Known("Katherine", "van der Berg", "", "R-12", alone=True)


@pytest.mark.parametrize(
    "words",
    [
        "Jean Mallory",
        "jean  MALLORY",
        "Mallory, Jean",
        "Mrs Mallory",
        "Mrs. J. Mallory",
        "J Mallory",
        "Jeannie Mallory",
        "Dr Jean Mallory",
    ],
)
def test_a_whole_name_goes_however_it_is_written(words: str) -> None:
    assert told(f"Taxi for {words}, to the clinic", [JEAN]) == (f"Taxi for {LEFT_OUT}, to the clinic", 1)
    assert told(f"{words}’s taxi", [JEAN]) == (f"{LEFT_OUT}’s taxi", 1)


@pytest.mark.parametrize("words", ["Taxi", "Jean", "Mallory Road", "Jeanette Mallory", "Jean Malloryson", ""])
def test_what_names_nobody_in_particular_stays(words: str) -> None:
    assert told(words, [JEAN]) == (words, 0)


@pytest.mark.parametrize(
    "words", ["Katherine", "Kate", "Van Der  Berg", "K van der Berg", "Mrs van der Berg"]
)
def test_of_whoever_it_is_about_one_part_of_the_name_is_enough(words: str) -> None:
    assert told(f"Taxi, {words}", [OWN]) == ("Taxi, R-12", 1)


def test_who_has_no_last_name_or_none_at_all() -> None:
    assert told("Taxi for Jean", [Known("Jean", "")]) == ("Taxi for Jean", 0)
    assert told("Taxi for Jean", [Known("Jean", "", instead=r"R\1", alone=True)]) == (r"Taxi for R\1", 1)
    assert told("Taxi for Mrs Mallory", [Known("", "Mallory")]) == (f"Taxi for {LEFT_OUT}", 1)
    assert told("Taxi", [Known("", "")]) == ("Taxi", 0)


@pytest.mark.parametrize("typed", ["Siân Müller", "Sian Muller", "SIAN MÜLLER", "S Muller", "Müller, Sian"])
def test_a_name_goes_with_or_without_its_accents(typed: str) -> None:
    assert told(f"Café taxi: {typed}", [Known("Siân", "Müller")]) == (f"Café taxi: {LEFT_OUT}", 1)
    assert told("Maeve O'Neill’s café", [Known("Maeve", "O’Neill")]) == (f"{LEFT_OUT}’s café", 1)


def test_runs_of_words_are_told_for_looking_up() -> None:
    found = parts_of(["Mrs O’Neill’s taxi", "Ann-Marie van der Berg"])
    assert {"o’neill", "ann-marie", "van der berg", "ann-marie van der berg"} <= found
    assert "mrs o’neill taxi" in found


_NAME = st.text("abcdeéABCDE", min_size=2, max_size=8)


@given(_NAME, _NAME, st.text(max_size=20), st.text(max_size=20))
def test_nothing_of_a_whole_name_is_left_and_the_rest_is(
    first: str, last: str, front: str, back: str
) -> None:
    words = f"{front} {first} {last} {back}"
    found = told(words, [Known(first, last, alone=True)])
    left = found.words.replace(LEFT_OUT, "").casefold().split()
    assert found.taken >= 1
    assert first.casefold() not in left
    assert last.casefold() not in left


@given(_NAME, _NAME)
def test_a_last_name_is_always_among_the_runs(first: str, last: str) -> None:
    assert last.lower() in parts_of([f"Taxi {first} {last}"])
