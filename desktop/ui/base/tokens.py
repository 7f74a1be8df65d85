"""Colours by name and the sizes of type and space, as the design gives them."""

import json
from enum import StrEnum
from functools import cache

from resources import read_text

FAMILY = "Atkinson Hyperlegible Next"
FONT_FILES = tuple(
    f"fonts/AtkinsonHyperlegibleNext-{style}.ttf" for style in ("400", "500", "600", "700", "400i")
)
SCALES = (100, 110, 125, 150, 175, 200)
"""Text sizes offered, in per cent."""

LEAST_TARGET = 24
"""No target is smaller, px at 100% either way (WCAG 2.2, success criterion 2.5.8)."""


class Tone(StrEnum):
    """What a colour says; each name is also its ink in the token file."""

    PLAIN = "ink"
    SECOND = "ink2"
    HINT = "ink3"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    DANGER = "danger"
    INFO = "info"
    RESTR = "restr"
    NEUT = "neut"


class Size:
    """Type sizes in px at 100%."""

    FIGURE = 28
    PAGE = 20
    SECTION = 16
    BODY = 14
    SECOND = 13
    KEY = 12


class Weight:
    """The four weights shipped."""

    REGULAR = 400
    MEDIUM = 500
    SEMI = 600
    BOLD = 700


class Radius:
    """Corner radii in px at 100%."""

    BOX = 4
    CHIP = 5
    CONTROL = 6
    CARD = 8
    PALETTE = 10


@cache
def palettes() -> dict[str, dict[str, str]]:
    """Read the token file.

    Returns:
        Colours as ``#RRGGBB`` by token name, under ``light``, ``dark``, ``contrast`` (black on white) and
        ``contrastdark`` (white on black). ``hover`` and ``rowhover`` are added: what lies under the mouse is
        a shade darker on light and a shade lighter on dark.
    """
    loaded: dict[str, dict[str, str]] = json.loads(read_text("theme/tokens.json"))
    loaded |= json.loads(read_text("theme/contrast.json"))
    for name, hover, row_hover in (
        ("light", "sunk", "sunk"),
        ("dark", "railhover", "surface2"),
        ("contrast", "railhover", "sunk"),
        ("contrastdark", "railhover", "sunk"),
    ):
        colours = loaded[name]
        colours |= {"hover": colours[hover], "rowhover": colours[row_hover]}
    return loaded


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21.

    Args:
        one: ``#RRGGBB``.
        other: ``#RRGGBB``.

    Returns:
        The ratio of WCAG 2.2, from the relative luminance of sRGB (definitions "contrast ratio" and "relative
        luminance"). Text needs 4.5, control edges and meaningful shapes 3.
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
