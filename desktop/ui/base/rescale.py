"""Bring widgets that are open already to another text size: their margins, gaps, fixed sizes and splitters.

Pages ask `theme.px` for lengths while they are built and hand the answer to Qt, which keeps no more than the
number. Every length is a whole number of px at 100% and text sizes run from 100% upwards, where rounding
loses nothing: a length at one size gives back the length at 100%, and that the one at another size. So one
walk over all widgets leaves them with the numbers they would have been built with, whatever page they belong
to, and no page needs to remember its own. Lengths go before the style sheet is set again, so that whoever
answers that with sizes of its own has the last word; splitters and fonts go after it, when every part knows
its least size and the style sheet has put back what it kept. Last of all, what folds or hides parts by its
width looks again whether they fit.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QFrame,
    QGridLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QWidget,
)
from shiboken6 import isValid

_NO_LIMIT = 16_777_215
_EDGE = 2
"""Rules and edges are no taller or wider than this; their thickness goes by contrast, not by text size."""
_AT_100 = "sizes at 100%"
Length = Callable[[int], int]


@contextmanager
def rescaled(widgets: Iterable[QWidget], before: int, after: int) -> Iterator[None]:
    """Give widgets the lengths they would have been built with at another text size.

    Args:
        widgets: every one, in any order.
        before: the text size they have, per cent; at least 100.
        after: the text size they are to have, per cent.

    Yields:
        Once lengths are set; the application is to be dressed at the new size within the block.
    """

    def length(old: int) -> int:
        whole = round(old * 100 / before)
        return max(round(whole * after / 100), 1 if old > 0 else 0)

    everything = list(widgets)
    splitters = [(one, one.sizes()) for one in everything if isinstance(one, QSplitter)]
    fonts = [
        (one, length(one.font().pixelSize()))
        for one in everything
        if one.testAttribute(Qt.WidgetAttribute.WA_SetFont)
    ]
    for widget in everything:
        _scale_limits(widget, length)
        if not (isinstance(widget, QFrame) and widget.frameWidth()):
            _scale_margins(widget, length)
        layout = widget.layout()
        if layout is not None:
            _scale_layout(layout, length)
    yield
    for widget, size in fonts:
        font = QFont(widget.font())
        font.setPixelSize(size)
        widget.setFont(font)
    for splitter, sizes in splitters:
        _share_out(splitter, sizes, before, after)
    for widget in everything:
        if isValid(widget) and _fits_itself(type(widget).__mro__):
            QApplication.sendEvent(widget, QResizeEvent(widget.size(), widget.size()))
    for widget in everything:
        if isValid(widget) and isinstance(widget, QScrollArea):
            _begin_without_bar(widget)


def _begin_without_bar(area: QScrollArea) -> None:
    """Let a pane try first whether all fits, as one just opened does.

    A bar makes the pane narrower, narrower words take more lines, and so a bar can keep itself needed.
    """
    area.verticalScrollBar().setRange(0, 0)


@cache
def _fits_itself(classes: tuple[type, ...]) -> bool:
    """Whether widgets of a class of ours choose their shape by their width: they are to choose again."""
    return any("resizeEvent" in vars(one) for one in classes if one.__module__.startswith("desktop."))


def keep_sizes(splitter: QSplitter, sizes: Sequence[float]) -> None:
    """Remember how the room of a splitter is to be shared out, until somebody moves its handle.

    Args:
        splitter: whose parts they are.
        sizes: px at 100%.
    """
    splitter.setProperty(_AT_100, list(sizes))
    splitter.splitterMoved.connect(lambda: splitter.setProperty(_AT_100, None))


def _share_out(splitter: QSplitter, sizes: Sequence[int], before: int, after: int) -> None:
    """Parts that do not stretch get the room their words need; the others share the rest.

    How much that was at 100% is kept until somebody moves the handle: at a large text size a narrow window
    may have less to give, which is no reason to give less at a small one.
    """
    parts = [splitter.widget(at) for at in range(len(sizes))]
    firm = [part is not None and not part.sizePolicy().horizontalStretch() for part in parts]
    if not any(sizes) or all(firm) or not any(firm):
        return
    if splitter.property(_AT_100) is None:
        keep_sizes(splitter, [size * 100 / before for size in sizes])
    kept = splitter.property(_AT_100)
    wanted = [round(size * after / 100) if one else 0 for size, one in zip(kept, firm, strict=True)]
    giving = sum(size for size, one in zip(sizes, firm, strict=True) if not one)
    left = max(sum(sizes) - sum(wanted), 0)
    for at, size in enumerate(sizes):
        if not firm[at]:
            wanted[at] = round(left * size / max(giving, 1))
    splitter.setSizes(wanted)


def _scale_limits(widget: QWidget, length: Length) -> None:
    least, most, layout = widget.minimumSize(), widget.maximumSize(), widget.layout()
    if widget.isWindow() and layout is not None:
        # The layout of a window sets its least size to the room its parts need, now and later.
        asked = layout.totalMinimumSize()
        least = QSize(
            least.width() if least.width() != asked.width() else 0,
            least.height() if least.height() != asked.height() else 0,
        )
    if least.width() > _EDGE:
        widget.setMinimumWidth(length(least.width()))
    if least.height() > _EDGE:
        widget.setMinimumHeight(length(least.height()))
    if _EDGE < most.width() < _NO_LIMIT:
        widget.setMaximumWidth(length(most.width()))
    if _EDGE < most.height() < _NO_LIMIT:
        widget.setMaximumHeight(length(most.height()))


def _scale_margins(owner: QLayout | QWidget, length: Length) -> None:
    """Sides of 1 px are edges, as thick at every text size."""
    around = owner.contentsMargins()
    sides = around.left(), around.top(), around.right(), around.bottom()
    if any(side > 1 for side in sides):
        owner.setContentsMargins(*(side if side == 1 else length(side) for side in sides))


def _scale_layout(layout: QLayout, length: Length) -> None:
    _scale_margins(layout, length)
    if isinstance(layout, QGridLayout):
        _scale_grid(layout, length)
    elif isinstance(layout, QFormLayout):
        layout.setHorizontalSpacing(length(layout.horizontalSpacing()))
        layout.setVerticalSpacing(length(layout.verticalSpacing()))
    elif layout.spacing() > 0:
        layout.setSpacing(length(layout.spacing()))
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        inner, gap = item.layout(), item.spacerItem()
        if inner is not None:
            _scale_layout(inner, length)
        elif gap is not None:
            size, policy = gap.sizeHint(), gap.sizePolicy()
            wide, tall = length(size.width()), length(size.height())
            gap.changeSize(wide, tall, policy.horizontalPolicy(), policy.verticalPolicy())
    layout.invalidate()


def _scale_grid(grid: QGridLayout, length: Length) -> None:
    grid.setHorizontalSpacing(length(grid.horizontalSpacing()))
    grid.setVerticalSpacing(length(grid.verticalSpacing()))
    for column in range(grid.columnCount()):
        grid.setColumnMinimumWidth(column, length(grid.columnMinimumWidth(column)))
    for row in range(grid.rowCount()):
        grid.setRowMinimumHeight(row, length(grid.rowMinimumHeight(row)))
