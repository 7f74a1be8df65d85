"""A volunteer's papers: what they ask and say, and what they never ask or say."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from desktop.exports.volunteer_papers import (
    CARD_H,
    CARD_W,
    CARDS_A_PAGE,
    CONDUCT,
    PaperHead,
    Whose,
    make_declaration,
    make_id_cards,
    make_reference_form,
)
from tests.hostile import MARKUP

HEAD = PaperHead("Saltmarsh Hub", "020 7946 0800", "Helen Strickland 020 7946 0801", date(2026, 11, 17))
OMAR = Whose("Omar Haddad", "V-12")
UNTIL = date(2027, 11, 17)


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)


def test_the_declaration_has_the_whole_code_and_asks_for_no_convictions() -> None:
    said = text_of(make_declaration(HEAD, [OMAR, OMAR]))
    assert all(line in said for line in CONDUCT)
    assert said.count("find V-12 D") == 2
    for never in ("convict", "offence", "caution", "criminal", "police record"):
        assert never not in said.lower()


def test_the_reference_form_names_the_volunteer_and_where_it_comes_back() -> None:
    said = text_of(make_reference_form(HEAD, [OMAR], 2))
    assert "Omar Haddad has offered to help" in said
    assert "Rung to confirm by" in said
    assert said.count("V-12 R2") == 2
    assert "2 of 2" in said
    for never in ("convict", "offence", "caution", "criminal"):
        assert never not in said.lower()


def test_a_card_is_the_size_of_a_bank_card_and_tells_nothing_of_checks() -> None:
    assert (round(CARD_W, 1), round(CARD_H, 1)) == (242.6, 153.0)
    content = make_id_cards(HEAD, [OMAR] * (CARDS_A_PAGE + 1), UNTIL)
    said = text_of(content)
    assert len(PdfReader(io.BytesIO(content)).pages) == 2
    assert said.count("Good until 17 November 2027") == CARDS_A_PAGE + 1
    assert said.count("To check this card ring 020 7946 0800") == CARDS_A_PAGE + 1
    for never in ("DBS", "PVG", "AccessNI", "check:", "cleared", "Enhanced", "disclosure"):
        assert never.lower() not in said.lower()


def test_a_hub_without_numbers_prints_all_the_same() -> None:
    bare = PaperHead("", "", "", date(2026, 11, 17), demo=True)
    assert "Ask the hub to check this card" in text_of(make_id_cards(bare, [OMAR], UNTIL))
    assert "DEMONSTRATION" in text_of(make_declaration(bare, [Whose("", "")]))
    assert make_reference_form(bare, [Whose("", "")])


@pytest.mark.parametrize("hostile", MARKUP)
def test_hostile_names_are_printed_as_typed(hostile: str) -> None:
    head, whose = PaperHead(hostile, hostile, hostile, date(2026, 11, 17)), [Whose(hostile, hostile, hostile)]
    shown = "".join(one for one in hostile if one.isprintable() and not one.isspace())
    for content in (
        make_declaration(head, whose),
        make_reference_form(head, whose),
        make_id_cards(head, whose, UNTIL),
    ):
        assert shown[:8] in "".join(text_of(content).split())
        assert b"/URI" not in content
