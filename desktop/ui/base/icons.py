"""Outline icons recoloured and kept by name, size, colour and pixel ratio."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.ui.base.theme import theme
from resources import read_text

ICON_SIZES = (16, 18, 20)
"""Sizes the drawings were made for, in px at 100%."""


@lru_cache(maxsize=256)
def _drawing(name: str) -> str:
    return read_text(f"icons/{name}.svg")


@lru_cache(maxsize=1024)
def pixmap(name: str, size: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """Draw an icon.

    Args:
        name: the file's name without ``.svg``.
        size: device-independent pixels, after the text size was applied.
        colour: ``#RRGGBB``.
        ratio: pixels of the screen to one device-independent pixel.

    Returns:
        A shared pixmap; not to be changed by the caller.

    Raises:
        FileNotFoundError: no icon of that name is shipped.
    """
    drawing = _drawing(name).replace("currentColor", colour)
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(QColor(Qt.GlobalColor.transparent))
    painter = QPainter(made)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def token_pixmap(name: str, size: int, token: str, ratio: float = 1.0) -> QPixmap:
    """Draw an icon in a colour of the theme.

    Args:
        name: the icon.
        size: px at 100%.
        token: colour by name.
        ratio: as for `pixmap`.
    """
    now = theme()
    return pixmap(name, now.px(size), now.hex(token), ratio)


def icon(name: str, token: str = "ink2") -> QIcon:
    """An icon for menus and actions, sharp at one and two pixels to the point.

    Args:
        name: the icon.
        token: colour by name, taken now; make it again after the theme changed.
    """
    made = QIcon()
    for size in ICON_SIZES:
        for ratio in (1.0, 2.0):
            made.addPixmap(token_pixmap(name, size, token, ratio))
    return made
