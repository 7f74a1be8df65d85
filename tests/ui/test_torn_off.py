"""Records in windows of their own: fresh both ways, locked with the hub, by keyboard, none left behind."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.services.people import People
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.torn_off import TornOffWindow
from tests.ui.window import Hands, Records, hands, main, records

__all__ = ["hands", "main", "records"]
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Settle = Callable[[], None]
NAMES = {
    "people": "Jean Mallory",
    "requests": "Food parcel for Jean Mallory",
    "households": "14 Ferrygate Close",
    "volunteers": "Kofi Mensah",
    "organisations": "Riverbank Council",
    "rounds": "Quayside · S-1",
}


@pytest.fixture
def tear(hands: Hands, qtbot: QtBot) -> Callable[[str, str], TornOffWindow]:
    """Opens a record in its own window and waits until it is read."""

    def opened(place: str, item: str) -> TornOffWindow:
        window = hands.main.windows.open(place, item)
        qtbot.waitUntil(lambda: window.content() is not None)
        qtbot.waitUntil(window.isActiveWindow)
        hands.quiet()
        return window

    return opened


def test_every_kind_of_record_stands_alone_named_and_fits_a_small_screen(
    tear: Callable[[str, str], TornOffWindow], records: Records, hands: Hands
) -> None:
    home = hands.main.context.service(People).get(hands.main.context.actor, records.jean).household_id
    assert home
    found = {
        "people": records.jean,
        "requests": records.request,
        "households": home,
        "volunteers": records.kofi,
        "organisations": records.council,
        "rounds": records.round,
    }
    for place, item in found.items():
        window = tear(place, item)
        assert (place, window.windowTitle()) == (place, NAMES[place])
        assert (window.accessibleName(), window.isVisible()) == (NAMES[place], True)
        assert (place, unnamed_widgets(window), rich_texts(window)) == (place, [], [])
        assert window.minimumSizeHint().width() <= 1366
        assert window.minimumSizeHint().height() <= 688
        window.close()
    assert hands.main.windows.windows == []
