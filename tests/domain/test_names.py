"""People's names: on screen, on paper and for comparing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.names import full_name, initials, is_nickname, nicknames, paper_name, sounds

WORD = st.text(st.characters(categories=("Lu", "Ll")), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("first", "last", "preferred", "name"),
    [
        ("Jean", "Mallory", "", "Jean Mallory"),
        ("Margaret", "Mallory", "Peggy", "Peggy Mallory"),
        ("Jean", "", "", "Jean"),
        ("", "Mallory", "", "Mallory"),
        ("", "", "", ""),
    ],
)
def test_the_name_for_a_heading(first: str, last: str, preferred: str, name: str) -> None:
    assert full_name(first, last, preferred) == name


@pytest.mark.parametrize(
    ("first", "last", "preferred", "name"),
    [
        ("Jean", "Mallory", "", "Jean M."),
        ("Margaret", "Mallory", "Peggy", "Peggy M."),
        ("Jean", "o'neil", "", "Jean O."),
        ("Jean", "'t Hooft", "", "Jean T."),
        ("Jean", "\u00f3 Briain", "", "Jean \u00d3."),
        ("Jean", "", "", "Jean"),
        ("Jean", "--", "", "Jean"),
        ("", "Mallory", "", "M."),
        ("", "", "", ""),
    ],
)
def test_the_name_for_paper_is_first_name_and_initial(
    first: str, last: str, preferred: str, name: str
) -> None:
    assert paper_name(first, last, preferred) == name


@given(WORD, st.text("abcdefghij", min_size=4, max_size=12))
def test_paper_never_holds_a_whole_family_name(first: str, last: str) -> None:
    assert last.upper() not in paper_name(first, last).upper().replace(first.upper(), "", 1)


@pytest.mark.parametrize(
    ("first", "last", "letters"),
    [
        ("Jean", "Mallory", "JM"),
        (" jean", " mallory", "JM"),
        ("Jean", "", "J"),
        ("", "Mallory", "M"),
        ("", " ", "?"),
    ],
)
def test_letters_for_a_badge(first: str, last: str, letters: str) -> None:
    assert initials(first, last) == letters


def test_names_that_sound_alike_have_one_key() -> None:
    assert sounds("mallory") == sounds("malory") == sounds("mallorie") != ""
    assert sounds("philip") == sounds("filip")
    assert sounds("smith") != sounds("jones")
    assert sounds("") == ""


def test_names_of_other_scripts_sound_as_they_are_written() -> None:
    assert sounds("\u05d3\u05d5\u05d3") == "\u05d3\u05d5\u05d3"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(
            ("william", "bill"),
            ("margaret", "peggy"),
            ("elizabeth", "betty"),
            ("robert", "bob"),
            ("john", "jack"),
        ),
        *(
            ("mohammed", "muhammad"),
            ("dai", "david"),
            ("bill", "will"),
            ("zachary", "zac"),
            ("abby", "abigail"),
        ),
    ],
)
def test_short_names_are_known_both_ways(one: str, other: str) -> None:
    assert is_nickname(one, other)
    assert is_nickname(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("william", "william"),
        ("william", "robert"),
        ("christopher", "christine"),
        ("", "bill"),
        ("xyz", "bill"),
        ("", ""),
    ],
)
def test_other_names_are_not(one: str, other: str) -> None:
    assert not is_nickname(one, other)


def test_one_short_name_may_stand_for_several_long_ones() -> None:
    assert is_nickname("chris", "christopher")
    assert is_nickname("chris", "christine")


def test_the_other_forms_of_a_name_are_found_without_the_name_itself() -> None:
    assert {"bill", "will"} <= nicknames("william")
    assert "william" not in nicknames("william")
    assert nicknames("zebedee") == frozenset()
