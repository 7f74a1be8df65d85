"""Whether every text on show has room: none cut off, none over another."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from desktop.ui.base.label import ElidedLabel

SLACK = 2
"""Pixels a text may lack: fonts are measured in whole ones."""


def cut_texts(window: QWidget) -> list[str]:
    """Say which labels and buttons on show have less room than their words need.

    A label that ends in an ellipsis by design, and tells the whole in its tooltip, is left out.
    """
    found = []
    for widget in _shown(window):
        need = _wanted(widget)
        if need and (need[0] > widget.width() + SLACK or need[1] > widget.height() + SLACK):
            found.append(f"{_name(widget)} needs {need[0]}x{need[1]}, has {widget.width()}x{widget.height()}")
    return found


def covered_texts(window: QWidget) -> list[str]:
    """Say which labels lie over one another within the same parent."""
    found = []
    by_parent: dict[QWidget, list[QWidget]] = {}
    for widget in _shown(window):
        if isinstance(widget, QLabel) and widget.text() and isinstance(widget.parentWidget(), QWidget):
            by_parent.setdefault(widget.parentWidget(), []).append(widget)
    for siblings in by_parent.values():
        for at, one in enumerate(siblings):
            for other in siblings[at + 1 :]:
                both = _area(one).intersected(_area(other))
                if both.width() > SLACK and both.height() > SLACK:
                    found.append(f"{_name(one)} and {_name(other)} lie over each other")
    return found


def _shown(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and isinstance(widget, QLabel | QAbstractButton):
            yield widget


def _wanted(widget: QWidget) -> tuple[int, int] | None:
    """Width and height the words need; None where they may be shortened or there are none."""
    if isinstance(widget, ElidedLabel) or not getattr(widget, "text", str)():
        return None
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.minimumSizeHint().width(), widget.heightForWidth(widget.width())
    hint = widget.minimumSizeHint()
    return (hint.width(), hint.height()) if isinstance(widget, QLabel) else (hint.width(), 0)


def _area(widget: QWidget) -> QRect:
    """Where the words of a label lie, in its parent."""
    metrics = widget.fontMetrics()
    text = widget.text() if isinstance(widget, QLabel) else ""
    flags = Qt.TextFlag.TextWordWrap if isinstance(widget, QLabel) and widget.wordWrap() else 0
    words = metrics.boundingRect(QRect(0, 0, widget.width(), 10_000), flags, text)
    top = (widget.height() - words.height()) // 2
    return QRect(widget.pos() + QPoint(0, max(0, top)), words.size()).intersected(widget.geometry())


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", str)()
    return f"{type(widget).__name__} {text[:40]!r}"
