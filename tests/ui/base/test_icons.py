"""Icons: drawn in the colour asked for, and there for every name the data files use."""

import json

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from desktop.ui.base.icons import icon, pixmap
from resources import read_text, resource


def icon_names(value: object) -> set[str]:
    """Every text under a key ``icon``, however deep."""
    if isinstance(value, dict):
        own = {value["icon"]} if isinstance(value.get("icon"), str) else set()
        return own.union(*(icon_names(part) for part in value.values()))
    return set().union(*(icon_names(part) for part in value)) if isinstance(value, list) else set()


def test_every_icon_named_in_the_need_types_is_shipped() -> None:
    names = icon_names(json.loads(read_text("need_types.json")))
    assert names
    assert [name for name in sorted(names) if not resource(f"icons/{name}.svg").is_file()] == []


def test_an_icon_takes_its_colour_and_the_screen_s_pixels(qtbot: QtBot) -> None:
    drawn = pixmap("check", 16, "#0E5A6C", 2.0)
    assert (drawn.width(), drawn.height(), drawn.devicePixelRatio()) == (32, 32, 2.0)
    image = drawn.toImage()
    seen = {image.pixelColor(x, y).name() for x in range(32) for y in range(32)}
    assert QColor("#0E5A6C").name() in seen
    assert pixmap("check", 16, "#0E5A6C", 2.0) is drawn


def test_a_name_nobody_ships_is_told_at_once(qtbot: QtBot) -> None:
    with pytest.raises(FileNotFoundError):
        pixmap("no-such-icon", 16, "#000000")


def test_an_icon_for_menus_has_every_size(qtbot: QtBot) -> None:
    assert len(icon("printer").availableSizes()) >= 3
