"""Colours of the map: the same in light and dark, so that what is printed matches (design.md section 8)."""

from functools import cache

from PySide6.QtGui import QColor

from desktop.domain.zoomstack import Look, NameLook
from desktop.ui.base.tokens import palettes

GROUND = "#F3EFE7"
DOT = "#AFA389"
"""The darkest a dot of the ground gets: 2.2:1 on the ground, a texture and never a meaning."""
GRID = "#DCD5C7"
STREETS = {
    Look.SEA: "#C9DEE6",
    Look.URBAN: "#ECE6DA",
    Look.SITE: "#EFEAE0",
    Look.GREEN: "#DFE9D6",
    Look.WOOD: "#D3E0C8",
    Look.SHORE: "#EAE5D3",
    Look.WATER: "#C9DEE6",
    Look.STREAM: "#B4D0DB",
    Look.BUILDING: "#E3DDD1",
    Look.LANE: "#FFFFFF",
    Look.LOCAL: "#FFFFFF",
    Look.MINOR: "#FFFFFF",
    Look.MAIN: "#FBEFCB",
    Look.MOTORWAY: "#F3DFA6",
    Look.RAIL: "#A9A295",
}
"""What lies beneath the map where the hub added a map file; the colours of picture 07."""
ROAD_EDGES = {
    Look.LANE: "#D5CDBD",
    Look.LOCAL: "#CFC7B7",
    Look.MINOR: "#C3BAA8",
    Look.MAIN: "#C8B98F",
    Look.MOTORWAY: "#B9A368",
}
NAME_TONES = {NameLook.STREET: "ink2", NameLook.GREEN: "ok", NameLook.WATER: "info"}
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
