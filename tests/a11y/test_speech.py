"""What is said aloud without being asked for, and where the keyboard is told to be."""

from tests.a11y.reader import Reader
from tests.a11y.spi import State


def test_what_a_call_lacks_is_said_and_the_keyboard_goes_there(reader: Reader) -> None:
    reader.key("F2")
    reader.fill("Who is calling: number or name", "Idris")
    reader.hears("1 person found")
    reader.hears("Idris Thomas, 2 Pinmaker Lane")
    reader.key("Return")
    reader.key("Return", "Ctrl")
    reader.hears("Choose what is needed")
    reader.lands_on("radio button", "1 Food parcel")


def test_the_palette_says_what_it_finds(reader: Reader) -> None:
    reader.key("k", "Ctrl")
    reader.lands_on("text", "Find or do anything.*")
    reader.type("mensah")
    reader.hears("Kofi Mensah")
    reader.key("Down")
    reader.hears(".+")
    reader.key("Escape")
    reader.lands_on("push button", "Print: .*")


def test_rows_and_entries_of_menus_are_told_as_the_keyboard_moves(reader: Reader) -> None:
    reader.press("radio button", "Requests")
    reader.lands_on("table|table cell", "Requests|This week")
    first = reader.find("table cell", "Idris Thomas")
    assert first.has(State.SELECTED)
    reader.key("Down")
    reader.until(lambda: not reader.again(first).has(State.SELECTED), "row let go")
    assert reader.find("table cell", "Nadia Shah").has(State.SELECTED)
    reader.press("push button", "View")
    reader.opens("popup menu")
    reader.key("Down")
    reader.lands_on("menu item", "Sort by")
    reader.key("Escape")
    reader.lands_on("table|table cell", "Requests|This week")
