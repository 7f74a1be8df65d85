"""Text as it is stored and as it is compared."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.text import clean, clean_lines, fold

ANYTHING = st.text(st.characters(codec=None), max_size=40)
HIDDEN = [chr(code) for code in (0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069)]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("", ""),
        ("Jean", "Jean"),
        ("  Jean \t  Mallory \n", "Jean Mallory"),
        ("Jean\u00a0\u2003Mallory", "Jean Mallory"),
        ("Je\x00an\x07", "Jean"),
        ("\ufeffJean\u200b", "Jean"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("Jean\x7f", "Jean"),
        ("Jean\r\nMallory", "Jean Mallory"),
        ("half \ud800 a letter", "half a letter"),
        ("\ufffe\uffffx", "x"),
        ("x\u0085", "x"),
        ("smile \U0001f642", "smile \U0001f642"),
    ],
)
def test_one_line_is_tidied(text: str, stored: str) -> None:
    assert clean(text) == stored


@pytest.mark.parametrize("mark", HIDDEN)
def test_marks_that_turn_letters_round_go_and_the_letters_stay(mark: str) -> None:
    assert clean(f"{mark}\u05d3\u05d5\u05d3 gnp.exe{mark}") == "\u05d3\u05d5\u05d3 gnp.exe"
    assert clean_lines(f"\u0645\u0631\u064a\u0645{mark}\n") == "\u0645\u0631\u064a\u0645"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("Ring twice\r\nSide door\rWait", "Ring twice\nSide door\nWait"),
        ("\n\n a  b\tc \n", "a b c"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("NUL\x00 here", "NUL here"),
        ("e\u0301", "\u00e9"),
        ("", ""),
    ],
)
def test_several_lines_keep_their_breaks(text: str, stored: str) -> None:
    assert clean_lines(text) == stored


@given(ANYTHING)
def test_stored_text_can_always_be_kept_and_is_tidied_once(text: str) -> None:
    for tidy in (clean, clean_lines):
        stored = tidy(text)
        stored.encode("utf-8")
        assert tidy(stored) == stored
        assert "\x00" not in stored
        assert stored == stored.strip()


@given(ANYTHING)
def test_one_line_holds_no_break_and_no_double_space(text: str) -> None:
    stored = clean(text)
    assert "\n" not in stored
    assert "  " not in stored
    assert unicodedata.is_normalized("NFC", stored)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Mary-Jane O'Brien", "maryjaneobrien"),
        ("O\u2019BRIEN", "obrien"),
        ("\u0141ukasz \u017b\u00f3\u0142\u0107", "lukaszzolc"),
        ("\u00d8deg\u00e5rd", "odegard"),
        ("\u0110or\u0111evi\u0107", "dordevic"),
        ("Stra\u00dfe", "strasse"),
        ("\u00c6sir \u0152uvre", "aesiroeuvre"),
        ("\u00deor\u00f0ur", "thordur"),
        ("\u0131rmak \u0130zmir", "irmakizmir"),
        ("SI\u00d4N", "sion"),
        ("12a, High St.", "12ahighst"),
        ("\u05d3\u05d5\u05d3", "\u05d3\u05d5\u05d3"),
        ("-- .'", ""),
        ("", ""),
    ],
)
def test_spellings_of_one_word_fold_to_the_same(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(st.characters(codec="latin-1"), max_size=30))
def test_case_and_spacing_never_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(f" {text} ")
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(codec="ascii"), max_size=30))
def test_both_ways_of_folding_agree(text: str) -> None:
    assert fold(text + "\u00e9") == fold(text) + "e"
