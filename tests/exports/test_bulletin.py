"""The bulletin on paper: hostile words, long Welsh ones, many cards, and the same bytes each time."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from desktop.domain.text import clean
from desktop.exports.bulletin import Bulletin, Card, make_bulletin
from tests.hostile import MARKUP

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
DAY = date(2026, 11, 17)


def paper(*cards: Card, heading: str = "Food parcel", hub: str = "Hafren Hub") -> Bulletin:
    """A bulletin of one part."""
    return Bulletin(hub, "020 7946 0800", "Helen 020 7946 0801", DAY, "", [(heading, cards)])


def pages(content: bytes) -> list[str]:
    """The words of each page, on one line."""
    return [" ".join(one.extract_text().split()) for one in PdfReader(BytesIO(content)).pages]


@pytest.mark.parametrize("words", MARKUP)
def test_words_are_printed_as_they_are(words: str) -> None:
    card = Card(words, words, words, words, words)
    (page,) = pages(make_bulletin(paper(card, heading=words, hub=words)))
    assert clean(words).split()[0][:6] in page


def test_ninety_long_cards_go_on_over_pages_and_each_names_whom_to_ring() -> None:
    cards = [Card(f"{one} {LONG}", f"{LONG} " * 9, "020 7946 0210", "", "Rung") for one in range(90)]
    content = make_bulletin(paper(*cards))
    found = pages(content)
    whole = " ".join(found).replace(" ", "")
    assert all(f"{one}{LONG}" in whole for one in range(90))
    assert all("Helen 020 7946 0801" in page and f"Page {at}" in page for at, page in enumerate(found, 1))
    assert make_bulletin(paper(*cards)) == content


def test_a_hub_without_a_number_has_no_comma_left_over() -> None:
    found = Bulletin("Hafren Hub", "", "Helen", DAY, "", [("Food", [Card("Pantry", "", "", "", "Rung")])])
    (page,) = pages(make_bulletin(found))
    assert "Hafren Hub As checked" in page
