"""Where what was typed stands in what is shown."""

import pytest

from desktop.ui.palette.marks import digit_marks, word_marks


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Jean Mallory", ("jean", "mal"), ["Jean", "Mal"]),
        ("Jeanette Malik", ("jean", "mal"), ["Jean", "Mal"]),
        ("Siân Ŵyn", ("sian", "w"), ["Siân", "Ŵ"]),
        ("Zofia Michałek", ("michal",), ["Michał"]),
        ("Weißmann", ("weissm",), ["Weißm"]),
        ("Jean Mallory", ("m", "mallo"), ["Mallo"]),
        ("Food parcel, Jean", ("arc",), []),
        ("", ("x",), []),
    ],
)
def test_beginnings_of_words_are_marked(text: str, words: tuple[str, ...], marked: list[str]) -> None:
    assert [text[first:after] for first, after in word_marks(text, words)] == marked


@pytest.mark.parametrize(
    ("number", "digits", "marked"),
    [
        ("020 7946 0147", "0147", ["0147"]),
        ("020 7946 0147", "207946", ["20 7946"]),
        ("+353 1 234 5678", "353123", ["353 1 23"]),
        ("020 7946 0147", "99", []),
        ("020 7946 0147", "", []),
        ("", "1", []),
    ],
)
def test_figures_are_marked_across_blanks(number: str, digits: str, marked: list[str]) -> None:
    assert [number[first:after] for first, after in digit_marks(number, digits)] == marked
