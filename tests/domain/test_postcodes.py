"""Postcodes: tidied, taken apart, and told what looks wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import postcodes
from desktop.domain.postcodes import (
    AREAS,
    area,
    is_northern_ireland,
    looks_complete,
    normalise,
    outcode,
    problem,
    sector,
)

REAL = ["SW1A 1AA", "EC1A 1BB", "W1A 0AX", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "BT1 5GS", "BL0 9AA"]
TWO_LETTERS = sorted(letters for letters in AREAS if len(letters) == 2)
ONE_LETTER = sorted(letters for letters in AREAS if len(letters) == 1)
UNIT = st.text("ABDEFGHJLNPQRSTUWXYZ", min_size=2, max_size=2)
DIGIT = st.sampled_from("0123456789")
FIRST_DIGIT = st.sampled_from("123456789")
LAST_LETTER = st.sampled_from("ABCDEFGHJKMNPRSTUVWXY")


def _districts() -> st.SearchStrategy[str]:
    """A9, A99, A9A, AA9, AA99, AA9A: all the shapes there are."""
    areas = st.sampled_from(ONE_LETTER + TWO_LETTERS)
    tails = st.one_of(DIGIT, st.tuples(FIRST_DIGIT, st.one_of(DIGIT, LAST_LETTER)).map("".join))
    return st.tuples(areas, tails).map("".join)


POSTCODES = st.tuples(_districts(), DIGIT, UNIT).map(lambda parts: f"{parts[0]} {parts[1]}{parts[2]}")


@given(POSTCODES)
def test_a_whole_postcode_is_left_as_it_is_and_has_no_problem(postcode: str) -> None:
    assert normalise(postcode) == postcode
    assert looks_complete(postcode)
    assert problem(postcode) == ""


@given(POSTCODES, st.sampled_from(["", " ", "  ", "-", "\u00a0", "\u200b"]), st.booleans())
def test_case_and_spacing_do_not_matter(postcode: str, gap: str, small: bool) -> None:
    written = f"  {postcode.replace(' ', gap)}\t"
    assert normalise(written.lower() if small else written) == postcode


@given(POSTCODES)
def test_the_parts_go_together(postcode: str) -> None:
    assert postcode.startswith(sector(postcode))
    assert len(postcode) - len(sector(postcode)) == 2
    assert sector(postcode)[:-2] == outcode(postcode)
    assert area(postcode) in AREAS
    assert outcode(postcode).startswith(area(postcode))
    assert sector(sector(postcode)) == sector(postcode)
    assert outcode(outcode(postcode)) == outcode(postcode)


@given(POSTCODES)
def test_a_nought_or_one_typed_as_a_letter_at_the_end_is_put_right(postcode: str) -> None:
    head, digit, unit = postcode[:-3], postcode[-3], postcode[-2:]
    slipped = {"0": "O", "1": "I"}.get(digit, digit)
    assert normalise(head + slipped + unit) == postcode


@given(st.text(max_size=40))
def test_anything_at_all_may_be_typed(text: str) -> None:
    tidy = normalise(text)
    assert normalise(tidy) == tidy
    assert looks_complete(tidy) == looks_complete(text)
    assert problem(text) == "" or problem(text).endswith(postcodes.EXAMPLE)
    assert bool(problem(text)) or looks_complete(text) or not text.strip()
    assert outcode(text) == "" or area(text) != ""
    assert sector(text) == "" or sector(text).startswith(outcode(text))


@pytest.mark.parametrize("postcode", REAL)
def test_real_ones(postcode: str) -> None:
    assert normalise(postcode.replace(" ", "").lower()) == postcode
    assert problem(postcode) == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("SWIA IAA", "SW1A 1AA"),
        ("SW1A OAA", "SW1A 0AA"),
        ("0X1 2JD", "OX1 2JD"),
        ("S014 2AB", "SO14 2AB"),
        ("S01 4AA", "SO1 4AA"),
        ("SO1O 4AA", "SO10 4AA"),
        ("M1O 1AA", "M10 1AA"),
        ("BLO 9AB", "BL0 9AB"),
        ("EI 6AN", "E1 6AN"),
        ("LI 8JQ", "L1 8JQ"),
        ("1P1 1AA", "IP1 1AA"),
        ("\uff33\uff371A 1AA", "SW1A 1AA"),
    ],
)
def test_slips_of_o_and_i_are_put_right(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@pytest.mark.parametrize("typed", ["II1 1AA", "OO1 1AA", "QX4 2L", "QX4  2", "12345", "GX0O0O 1AA"])
def test_what_is_not_certain_is_left_as_typed(typed: str) -> None:
    assert normalise(typed) == " ".join(typed.split())


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("...", "This has no letters or numbers."),
        ("hello", "The numbers are missing."),
        ("12345", "The letters are missing."),
        ("4QX 2LB", "A postcode begins with a letter."),
        ("QX4", "The second half is missing."),
        ("QX42", "The second half is missing."),
        ("QX4 2", "The last two letters are missing."),
        ("SW1A1", "The last two letters are missing."),
        ("QX4 2L", "A letter is missing."),
        ("QX4 LB", "A number is missing before the last two letters."),
        ("QX4 2CV", "The last two letters are never C, I, K, M, O or V."),
        ("QX4 2LBB", "There is something after the end of the postcode."),
        ("QXX4 2LB", "It begins with too many letters."),
        ("SW1A1-22LB", "This is too long for a postcode."),
        ("SW1L 2L", "This does not look like a postcode."),
        ("LJ1 1AA", "No postcode begins with LJ."),
        ("Z99 9ZZ", "No postcode begins with Z."),
        ("ZZ99 3WZ", "No postcode begins with ZZ."),
    ],
)
def test_what_is_wrong_is_said_in_one_plain_sentence(typed: str, words: str) -> None:
    assert problem(typed) == f"{words} It should look like QX4 2LB."


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_nothing_typed_is_no_problem(typed: str) -> None:
    assert problem(typed) == ""


@pytest.mark.parametrize("text", ["", "hello", "12", "SW1A 1AA extra", "QX4 2L"])
def test_no_parts_where_there_is_no_postcode(text: str) -> None:
    assert (outcode(text), sector(text), area(text)) == ("", "", "")


def test_northern_ireland_is_known_by_its_letters() -> None:
    assert is_northern_ireland("bt15gs")
    assert is_northern_ireland("BT1")
    assert not is_northern_ireland("B1 5GS")
    assert not is_northern_ireland("BT")


def test_there_are_120_areas_of_great_britain_and_seven_more() -> None:
    assert len(AREAS) == 127
