"""Everything a person can use has a name, on every page, as it reaches a screen reader."""

from functools import partial

from tests.a11y.reader import Reader
from tests.a11y.spi import State

USED = {
    "push button",
    "check box",
    "radio button",
    "combo box",
    "text",
    "password text",
    "spin button",
    "link",
}
USED |= {
    "list",
    "list item",
    "table",
    "tree",
    "menu item",
    "table column header",
    "slider",
    "toggle button",
    "dialog",
}
"""Roles of what is used, and of what it stands in; a cell of a table may be empty."""
OPENED = (
    ("People", "Add a person", "dialog", "Add a person"),
    ("People", "Sharing", "dialog", "Sharing"),
    ("People", "History", "dialog", "History"),
    ("People", "Export", "dialog", "Save this list"),
    ("People", "Open", "push button", "New call for this person"),
    ("Requests", "Close…", "dialog", "Close this request"),
    ("Volunteers", "Record a check", "dialog", "Record a check"),
    ("Rounds", "Plan a day", "dialog", "Plan a day"),
    ("Rounds", "Open", "list", "Stops"),
    ("Organisations", "Add an organisation", "dialog", "Add an organisation"),
    ("Handovers", "New handover", "text", "What is it for\\?"),
    ("Settings", "Need types", "table", "Need types"),
    ("Settings", "People who may be there twice", "push button", "Look again"),
)
"""A place, a button there, and what shows when it is pressed."""


def nameless(reader: Reader) -> list[str]:
    """What is used and has no name; where there is such, the screen it is on follows."""
    found = [str(node) for node in reader.showing(USED) if not node.name.strip()]
    return [*found, reader.outline()] if found else []


def is_on_show(reader: Reader, place: str) -> bool:
    return any(node.has(State.CHECKED) for node in reader.look("radio button", place))


def test_every_place_of_the_rail(reader: Reader) -> None:
    places = [node.name for node in reader.showing(["radio button"])]
    assert len(places) > 10
    for place in places:
        reader.press("radio button", place)
        reader.until(partial(is_on_show, reader, place), place)
        assert nameless(reader) == [], place


def test_what_opens_over_the_places(reader: Reader) -> None:
    for place, button, role, name in OPENED:
        reader.press("radio button", place)
        reader.press("push button", button)
        found = reader.find(role, name)
        assert nameless(reader) == [], button
        if found.role == "dialog":
            reader.key("Escape")
            reader.find("radio button", place)
    assert len(reader.windows()) == 1
