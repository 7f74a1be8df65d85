"""Everything a person can use has a name, on every page, as it reaches a screen reader."""

from functools import partial

from tests.a11y.reader import Reader, State

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
    "column header",
    "slider",
    "toggle button",
    "dialog",
}
"""Roles of what is used, and of what it stands in; a cell of a table may be empty."""


def nameless(reader: Reader) -> list[str]:
    """What is used and has no name, with what it stands in."""
    inside: dict[int, str] = {-1: ""}
    found = []
    for depth, node in reader.walk():
        inside[depth] = node.name.strip() or inside[depth - 1]
        if node.role in USED and not node.name.strip():
            found.append(f"{node} in {inside[depth - 1]!r}")
    return found


def is_on_show(reader: Reader, place: str) -> bool:
    return any(node.has(State.CHECKED) for node in reader.look("radio button", place))


def test_every_place_of_the_rail(reader: Reader) -> None:
    places = [node.name for _, node in reader.walk() if node.role == "radio button"]
    assert len(places) > 10
    for place in places:
        reader.press("radio button", place)
        reader.until(partial(is_on_show, reader, place), place)
        assert nameless(reader) == [], place
