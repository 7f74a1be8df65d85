"""Contrast as it is seen: measured from the pixels of what was drawn.

The colours of WCAG 2.2 (success criteria 1.4.3 and 1.4.11) are those a text or shape is painted in, without
the smoothing at its edges. So everything is drawn larger, where strokes have a core of pure colour: the
ground is the colour most pixels have, the ink the one farthest from it of which there is more than a trace.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel, QWidget

RATIO = 3
"""Pixels drawn for each one of the screen; the thinnest stroke of our letters then has a core."""
TRACE = 4
"""So few pixels of a colour are a chance mixture where strokes cross."""
TEXT, SHAPE = 4.5, 3.0

Colours = NDArray[np.uint32]


def draw(widget: QWidget, ratio: int = RATIO) -> QImage:
    """Draw a widget with all in it, larger."""
    image = QImage(widget.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    widget.render(painter, QPoint(0, 0))
    painter.end()
    return image


def pixels(image: QImage, rect: QRect) -> Colours:
    """The pixels of a rectangle given in the widget's own measure, row by row."""
    ratio = round(image.devicePixelRatio())
    inside = QRect(rect.topLeft() * ratio, QSize(rect.width() * ratio, rect.height() * ratio))
    inside = inside.intersected(image.rect())
    whole = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
    part: Colours = whole[inside.top() : inside.bottom() + 1, inside.left() : inside.right() + 1] & 0xFFFFFF
    return part


def ink_on_ground(part: Colours) -> float:
    """Contrast of the ink in some pixels with what most of them show; 1 where there is no ink."""
    colours, counts = np.unique(part, return_counts=True)
    if colours.size < 2:
        return 1.0
    ground = colours[counts.argmax()]
    enough = colours[counts >= TRACE]
    return max((ratio_of(int(ground), int(one)) for one in enough), default=1.0)


def edge_on_ground(line: Colours) -> float:
    """Contrast of an edge that a row of pixels crosses, with what lies outside of it.

    Args:
        line: from the ground outside, over the edge, into the widget.
    """
    flat = line.reshape(-1)
    return max(ratio_of(int(flat[0]), int(one)) for one in np.unique(flat))


def ratio_of(one: int, other: int) -> float:
    """Contrast ratio of two colours ``0xRRGGBB``, by WCAG 2.2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def faint_texts(window: QWidget, over: QWidget | None = None) -> Iterator[str]:
    """Say which labels on show have less contrast than text needs.

    Args:
        window: what is looked at.
        over: something that lies over a part of it; what it covers is left out.
    """
    image = draw(window, 2)
    covered = QRect(over.mapTo(window, QPoint(0, 0)), over.size()) if over is not None else QRect()
    for label in window.findChildren(QLabel):
        rect = _seen(label, window)
        if not label.text().strip() or rect.isEmpty() or rect.intersects(covered):
            continue
        found = ink_on_ground(pixels(image, rect))
        if found < TEXT:
            yield f"{type(label).__name__} {label.text()[:40]!r} {found:.2f}"


def _seen(label: QLabel, window: QWidget) -> QRect:
    """Where a label is seen whole; empty where it is not."""
    if not label.isVisible() or label.visibleRegion().boundingRect() != label.rect():
        return QRect()
    return QRect(label.mapTo(window, QPoint(0, 0)), label.size())


def _luminance(colour: int) -> float:
    channels = [(colour >> shift & 0xFF) / 255 for shift in (16, 8, 0)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
