"""The keyboard map: every shortcut there is, for the list of keys, for help and for the quick guide."""

from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER
from desktop.ui.help.topics import KeyLine, Topic

KEYS = "keys"
"""Key of the topic that lists them all."""


def control(key: str) -> tuple[str, ...]:
    """Ctrl and a key."""
    return (tr("Ctrl"), key)


def alt(key: str) -> tuple[str, ...]:
    """Alt and a key."""
    return (tr("Alt"), key)


def everywhere() -> tuple[KeyLine, ...]:
    """Shortcuts that work on every screen."""
    return (
        KeyLine(("F2",), tr("New call")),
        KeyLine(control("K"), tr("Find or do anything")),
        KeyLine(control(ENTER), tr("Press the main button")),
        KeyLine((tr("Esc"),), tr("Put aside, or close")),
        KeyLine(control("1…9"), tr("Go to a place of the rail")),
        KeyLine(("F6",), tr("Next part of the screen")),
        KeyLine((tr("Shift"), "F6"), tr("The part before")),
        KeyLine((tr("Ctrl"), tr("Shift"), "S"), tr("Raise a concern")),
        KeyLine(control("P"), tr("Print this")),
        KeyLine(control("Z"), tr("Undo")),
        KeyLine(control("Y"), tr("Do again what was undone")),
        KeyLine(control("L"), tr("Lock")),
        KeyLine((tr("Ctrl"), tr("Shift"), "L"), tr("Somebody else at the keyboard")),
        KeyLine(control("+"), tr("Larger text")),
        KeyLine(control("-"), tr("Smaller text")),
        KeyLine(("F1",), tr("Help for this screen")),
        KeyLine(("?",), tr("List of keys, while a list has the keyboard")),
    )


def in_lists() -> tuple[KeyLine, ...]:
    """Shortcuts of lists."""
    return (
        KeyLine(("J",), tr("Next row, as the down arrow")),
        KeyLine(("K",), tr("The row before, as the up arrow")),
        KeyLine((ENTER,), tr("Open")),
        KeyLine((tr("Space"),), tr("Pick a row; with arrows pick more")),
        KeyLine(control("F"), tr("Narrow this list")),
    )


def own_window() -> KeyLine:
    """The shortcut of a window for one record."""
    return KeyLine((tr("Ctrl"), tr("Shift"), ENTER), tr("Open the record in its own window"))


def in_records() -> tuple[KeyLine, ...]:
    """Shortcuts of lists whose records can have a window of their own."""
    return (*in_lists(), own_window())


def in_work() -> tuple[KeyLine, ...]:
    """Shortcuts of single screens."""
    return (
        KeyLine(control("M"), tr("Find someone for the request")),
        KeyLine(alt("S"), tr("Same request, or same person")),
        KeyLine(alt("D"), tr("A new request, or not the same person")),
        KeyLine(alt("I"), tr("In a call: the cards to read out, and back")),
        KeyLine(alt("P"), tr("The privacy notice was read out, or somebody is told")),
        KeyLine(alt("↑"), tr("Move a stop up")),
        KeyLine(alt("↓"), tr("Move a stop down")),
        KeyLine(alt("←"), tr("Rota: the week before")),
        KeyLine(alt("→"), tr("Rota: the week after")),
        own_window(),
        KeyLine(control("W"), tr("Close the window of a record")),
    )


def on_the_map() -> tuple[KeyLine, ...]:
    """Shortcuts of the map of a round."""
    return (
        KeyLine((tr("Arrows"),), tr("Move the map")),
        KeyLine(("+",), tr("Nearer")),
        KeyLine(("-",), tr("Farther")),
        KeyLine(("0",), tr("Show the whole round")),
    )


def on_the_phone() -> tuple[KeyLine, ...]:
    """Letters for what a street group, or whoever somebody was passed on to, says by phone."""
    return (
        KeyLine(("W",), tr("Street group: all well")),
        KeyLine(("X",), tr("Street group: no answer")),
        KeyLine(("B",), tr("Street group: wants a call back")),
        KeyLine(("N",), tr("Street group: needs something. Referral: they said no, or it comes back")),
        KeyLine(("O",), tr("Call sheet: wrong number")),
        KeyLine(("T",), tr("Call sheet: what came of it, with a note")),
        KeyLine(("G",), tr("Call sheet: give this one back")),
        KeyLine(("Y",), tr("Referral: they have it, or are dealing with it")),
        KeyLine(("S",), tr("Referral: they never got it, or it has ended")),
        KeyLine(("A",), tr("Referral: no answer")),
        KeyLine(alt("A"), tr("Welfare call: no answer")),
        KeyLine(control("R"), tr("Welfare call: make a request from the notes")),
        KeyLine(("1…4",), tr("Welfare call: give an answer")),
    )


def keys_topic() -> Topic:
    """The list of keys as a topic."""
    return Topic(
        KEYS,
        tr("Keys"),
        tr(
            "Everything can be done by keyboard. Single letters act only while a list or a group "
            "of answers has the keyboard, each has a button too, and Settings can turn them off."
        ),
        (),
        (*everywhere(), *in_lists(), *in_work(), *on_the_map(), *on_the_phone()),
    )
