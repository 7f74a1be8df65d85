"""A call, a match and a round sheet by the names a screen reader reads, on the real app."""

from pathlib import Path

from pypdfium2 import PdfDocument

from tests.a11y.reader import Reader
from tests.a11y.spi import State

CALLER = {
    "First name": "Siân",
    "Last name": "Mallory",
    "Postcode": "QX4 2LB",
    "First line of the address": "14 Ferrygate Close",
}


def test_a_call_is_taken_matched_and_a_round_printed(reader: Reader, user_folder: Path) -> None:
    take_call(reader)
    match(reader)
    printed = print_round(reader, user_folder)
    assert 0.01 < ink(printed) < 0.5


def ink(printed: Path) -> float:
    """The part of the one page that is not white: printers get pictures of what the preview showed."""
    with PdfDocument(printed) as document:
        assert len(document) == 1
        page = document[0].render(scale=1, grayscale=True).to_numpy()
    return float((page < 128).mean())


def take_call(reader: Reader) -> None:
    """From F2 to saved."""
    reader.key("F2")
    reader.fill("Who is calling: number or name", "020 7946 0147")
    reader.hears("Nobody found")
    reader.hears("Somebody new, Add “020 7946 0147”")
    reader.key("Return")
    for name, words in CALLER.items():
        reader.fill(name, words)
    reader.press("radio button", "1 Food parcel")
    reader.press("radio button", "By when\\?: This week")
    reader.fill("What did they say\\?", "Two bags would do")
    reader.press("check box", "They agree we can give .*")
    reader.press("push button", "Save and find someone")
    reader.hears("Saved R-3")


def match(reader: Reader) -> None:
    """The first who can do it says yes, and is told what was hidden before."""
    chosen = reader.find("list item", "1, Kofi Mensah, Free until .*, Not rung yet")
    assert chosen.has(State.SELECTED)
    assert chosen.has(State.FOCUSED)
    assert not reader.look("label", ".*Ferrygate.*")
    reader.press("push button", "Yes")
    reader.hears("Gave R-3 to Kofi Mensah")
    reader.find("label", "14 Ferrygate Close, QX4 2LB")


def print_round(reader: Reader, folder: Path) -> Path:
    """The day's round, looked at and printed to a file, which is given."""
    reader.press("radio button", "Rounds")
    assert reader.find("table cell", "Northfold round").has(State.SELECTED)
    reader.key("Return")
    stops = reader.find("list", "Stops")
    reader.find("list item", "Stop 1, .*, Idris T\\., 2 Pinmaker Lane, Food parcel, 1 bag", stops)
    reader.press("push button", "Print sheet")
    reader.press("push button", "Look at the sheet")
    reader.find("dialog", "Sheet S-1")
    reader.press("push button", "Print")
    reader.find("dialog", "Print")
    reader.press("push button", "Print")
    reader.hears("1 page sent to the printer")
    reader.press("push button", "Close")
    reader.find("list", "Stops")
    (printed,) = folder.glob("*.pdf")
    return printed
