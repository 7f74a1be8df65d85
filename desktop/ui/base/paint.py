"""Strokes and fills that several parts share."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from db.enums import Urgency
from desktop.ui.base.icons import token_pixmap
from desktop.ui.base.theme import theme


def box(
    painter: QPainter,
    rect: QRect,
    *,
    fill: str = "",
    edge: str = "",
    radius: int = 6,
    width: float = 1,
    dashed: bool = False,
) -> None:
    """Draw a rounded box with its edge inside the rectangle.

    Args:
        painter: antialiasing is turned on.
        rect: the outside of the edge.
        fill: token of the inside, or empty for none.
        edge: token of the edge, or empty for none.
        radius: px at 100%.
        width: of the edge, in device-independent pixels; thicker in high contrast.
        dashed: a broken edge, for what is off or unconfirmed.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = max(width, theme().edge)
    inset = width / 2 if edge else 0
    inner = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    pen = QPen(Qt.PenStyle.NoPen)
    if edge:
        pen = QPen(theme().colour(edge), width)
        if dashed:
            # Counted in widths of the pen; ends that reach beyond a dash would close the gaps.
            pen.setDashPattern([3, 2])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(theme().colour(fill) if fill else Qt.BrushStyle.NoBrush)
    round_by = max(theme().px(radius) - inset, 0)
    painter.drawRoundedRect(inner, round_by, round_by)


def edged_box(painter: QPainter, rect: QRect, *, fill: str, edge: str, bar: str, radius: int = 6) -> None:
    """Draw a rounded box whose left side is a 4 px bar, as messages have.

    Args:
        painter: antialiasing is turned on.
        rect: the outside.
        fill: token of the inside.
        edge: token of the thin edge.
        bar: token of the bar.
        radius: px at 100%.
    """
    box(painter, rect, fill=fill, edge=edge, radius=radius)
    path = QPainterPath()
    round_by = theme().px(radius)
    path.addRoundedRect(QRectF(rect), round_by, round_by)
    painter.save()
    painter.setClipPath(path)
    painter.fillRect(QRect(rect.left(), rect.top(), theme().px(4), rect.height()), theme().colour(bar))
    painter.restore()


def draw_icon(painter: QPainter, name: str, rect: QRect, token: str, size: int = 16) -> None:
    """Draw an icon in the middle of a rectangle.

    Args:
        painter: its device's pixel ratio is used.
        name: the icon.
        rect: where.
        token: colour by name.
        size: px at 100%.
    """
    ratio = painter.device().devicePixelRatioF() if painter.device() else 1.0
    made = token_pixmap(name, size, token, ratio)
    side = theme().px(size)
    painter.drawPixmap(
        rect.left() + (rect.width() - side) // 2, rect.top() + (rect.height() - side) // 2, made
    )


def urgency_tone(urgency: Urgency) -> tuple[str, int]:
    """Ink token and weight of the word beside an urgency shape."""
    return {
        Urgency.TODAY: ("danger", 700),
        Urgency.TOMORROW: ("warn", 700),
        Urgency.THIS_WEEK: ("ink", 500),
        Urgency.NO_RUSH: ("ink2", 400),
    }[urgency]


def draw_urgency(painter: QPainter, urgency: Urgency, rect: QRect) -> None:
    """Draw the shape of an urgency, so that it can be told without colour.

    Args:
        painter: antialiasing is turned on.
        urgency: triangle with mark, diamond, disc or ring.
        rect: the shape is drawn in its middle, 14 px at 100%.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = QRectF(rect).center()
    unit = theme().scale / 100
    painter.setPen(Qt.PenStyle.NoPen)
    if urgency is Urgency.TODAY:
        _draw_triangle(painter, middle, unit)
    elif urgency is Urgency.TOMORROW:
        _joined(painter, theme().colour("warnfill"), unit)
        reach = 5.2 * unit
        points = [QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0)]
        painter.drawPolygon(QPolygonF([middle + point for point in points]))
    elif urgency is Urgency.THIS_WEEK:
        painter.setBrush(theme().colour("accent"))
        painter.drawEllipse(middle, 5 * unit, 5 * unit)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().colour("ctl"), 2 * unit))
        painter.drawEllipse(middle, 4.4 * unit, 4.4 * unit)


def _joined(painter: QPainter, colour: QColor, unit: float) -> None:
    """Fill with a rounded outline of the same colour, for soft corners."""
    pen = QPen(colour, 2 * unit)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(colour)


def _draw_triangle(painter: QPainter, middle: QPointF, unit: float) -> None:
    _joined(painter, theme().colour("dangerfill"), unit)
    points = [QPointF(0, -5.2), QPointF(5.8, 5), QPointF(-5.8, 5)]
    painter.drawPolygon(QPolygonF([middle + point * unit for point in points]))
    pen = QPen(theme().colour("ondanger"), 1.6 * unit)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(middle + QPointF(0, -1.6) * unit, middle + QPointF(0, 1.2) * unit)
    painter.drawPoint(middle + QPointF(0, 4) * unit)
