"""Colours of the map: the same in light and dark, so that what is printed matches (design.md section 8)."""

from functools import cache

from PySide6.QtGui import QColor

from desktop.ui.base.tokens import palettes

GROUND = "#F3EFE7"
DOT = "#AFA389"
"""The darkest a dot of the ground gets: 2.2:1 on the ground, a texture and never a meaning."""
GRID = "#DCD5C7"
LEVELS = 32
"""Steps from the ground to the dot, for soft edges."""


@cache
def fixed(token: str) -> QColor:
    """A colour of the light theme, whichever theme is in use; not to be changed by the caller."""
    return QColor(palettes()["light"][token])


@cache
def dot_table() -> list[int]:
    """Colours of the levels of a tile, as the colour table of an image wants them."""
    ground, dot = QColor(GROUND), QColor(DOT)
    table = []
    for level in range(LEVELS):
        part = level / (LEVELS - 1)
        mixed = [
            round(one + (other - one) * part)
            for one, other in zip(ground.getRgb()[:3], dot.getRgb()[:3], strict=True)  # type: ignore[index]
        ]
        table.append(QColor(*mixed).rgb())
    return table
