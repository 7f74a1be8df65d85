"""Which columns of a list fit, and how wide each is: hidden by priority, never narrower than their words."""

from collections.abc import Collection, Sequence

from PySide6.QtGui import QFontMetrics

from desktop.ui.base.columns import Column
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight

_FIRST_PAD, _PADS, _ARROW = 10, 16, 20


def least_width(column: Column, *, first: bool = False) -> int:
    """The width a column needs: what it declares, or its header with the arrow where that is wider."""
    metrics = QFontMetrics(theme().font(Size.SECOND, Weight.SEMI))
    words = metrics.horizontalAdvance(column.title) + px(_PADS) + (px(_ARROW) if column.sortable else 0)
    return max(px(column.width), words + (px(_FIRST_PAD) if first else 0))


def fit(columns: Sequence[Column], room: int, hidden: Collection[str] = ()) -> dict[int, int]:
    """Choose columns and share the room.

    Args:
        columns: all of them, in order.
        room: px there are.
        hidden: keys of columns somebody hid.

    Returns:
        The width of each column that shows, by its place.
    """
    needs = {
        at: least_width(column, first=at == 0)
        for at, column in enumerate(columns)
        if column.key not in hidden or at == 0
    }
    while sum(needs.values()) > room:
        victim = max(needs, key=lambda at: (columns[at].priority, at))
        if columns[victim].priority == 0:
            break
        del needs[victim]
    spare = max(room - sum(needs.values()), 0)
    takers = [at for at in needs if columns[at].stretch] or list(needs)[-1:]
    for at in takers:
        needs[at] += spare // len(takers) + (spare % len(takers) if at == takers[-1] else 0)
    return needs
