"""Somebody dragged over the week: where they may be let go of, and how that is shown."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from desktop.services.rota_landings import Landing
from desktop.ui.base.i18n import tr
from desktop.ui.base.paint import box, draw_icon
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight

_MARKS = {
    "yes": ("circle-check", "ok"),
    "reason": ("alert-circle", "warn"),
    "no": ("ban", "ink2"),
}


def kind_of(landing: Landing | None) -> str:
    """Whether somebody may land: ``yes``, with a ``reason``, or ``no``."""
    if landing is None or not landing.verdict.may:
        return "no"
    return "reason" if landing.verdict.warnings else "yes"


def why_words(landing: Landing | None) -> str:
    """What is said while somebody is held over a shift."""
    if landing is None:
        return tr("Nobody can be put on it here.")
    return ", ".join(landing.verdict.blocks or landing.verdict.warnings) or tr("Can be put on it.")


def draw_landing(painter: QPainter, rect: QRect, landing: Landing | None) -> None:
    """Mark a cell while somebody is dragged: a shape and a word, never colour alone.

    Args:
        painter: of the cell.
        rect: the cell.
        landing: what was found for its shift; None for no place to land.
    """
    kind, now = kind_of(landing), theme()
    name, tone = _MARKS[kind]
    if kind == "no":
        # Names stay to be read: whoever is let go of over one of them changes places.
        veil = now.colour("canvas")
        veil.setAlpha(120)
        painter.fillRect(rect.adjusted(0, 0, -1, -1), veil)
        draw_icon(
            painter, name, QRect(rect.right() - px(19), rect.bottom() - px(19), px(16), px(16)), tone, 14
        )
        return
    strip = QRect(rect.left() + px(2), rect.bottom() - px(22), rect.width() - px(4), px(21))
    box(painter, strip, fill="surface", edge=tone, radius=4)
    draw_icon(painter, name, QRect(strip.left() + px(4), strip.top(), px(16), strip.height()), tone, 15)
    painter.setFont(now.font(Size.SECOND, Weight.MEDIUM))
    painter.setPen(now.colour(tone))
    words = tr("Can") if kind == "yes" else tr("Reason")
    painter.drawText(strip.adjusted(px(23), 0, -px(2), 0), Qt.AlignmentFlag.AlignVCenter, words)


def by_shift(found: list[Landing]) -> Mapping[str, Landing]:
    """Landings by the key of their shift."""
    return {one.shift: one for one in found}
