"""Pins, the hub and the line between them: they keep their size whatever the zoom."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsEllipseItem,
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsSceneMouseEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from desktop.domain.map_plan import Cluster, Point
from desktop.ui.base.icons import pixmap
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight
from desktop.ui.map.colours import fixed
from desktop.ui.map.view import scene_point

PIN, CHOSEN, HUB = 26, 34, 28
"""Heights in px at 100%."""
_CASING, _LINE = 8.0, 4.5
_LEAST_TARGET = 24
_FAINT, _DOT = 2.0, 9
_OTHER_Z = 0.5
_ROUTE_Z, _HUB_Z, _PIN_Z, _CHOSEN_Z = 1.0, 2.0, 3.0, 1000.0


class PinItem(QGraphicsItem):
    """One pin with the numbers of its stops."""

    def __init__(self, cluster: Cluster, *, exact: bool, on_press: Callable[[Cluster], None]) -> None:
        """Make a pin.

        Args:
            cluster: the stops that share it.
            exact: whether every place is that of a postcode; a pin for a wider area is hollow.
            on_press: told when it is pressed.
        """
        super().__init__()
        self.cluster, self.exact = cluster, exact
        self._on_press = on_press
        self._chosen = self._has_keyboard = False
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setPos(scene_point(cluster.at))
        self.setZValue(_PIN_Z - cluster.spots[0].number / 1000)

    @property
    def is_chosen(self) -> bool:
        """Whether the stop chosen is on this pin."""
        return self._chosen

    def set_state(self, *, chosen: bool, has_keyboard: bool) -> None:
        """Draw it as chosen or not, and with the ring of the keyboard or not."""
        if (chosen, has_keyboard) != (self._chosen, self._has_keyboard):
            self.prepareGeometryChange()
            self._chosen, self._has_keyboard = chosen, has_keyboard
            self.setZValue(_CHOSEN_Z if chosen else _PIN_Z - self.cluster.spots[0].number / 1000)
            self.update()

    def body(self) -> QRectF:
        """The pin itself, without casing and ring, around its place."""
        high = px(CHOSEN if self._chosen else PIN)
        metrics = QFontMetricsF(theme().font(Size.SECOND, Weight.BOLD, tabular=True))
        wide = max(high, metrics.horizontalAdvance(self.cluster.words) + px(16))
        return QRectF(-wide / 2, -high / 2, wide, high)

    def boundingRect(self) -> QRectF:
        """Room for casing and ring."""
        return self.body().adjusted(-8, -8, 8, 8)

    def shape(self) -> QPainterPath:
        """What can be pressed: at least 24 px."""
        path = QPainterPath()
        grow = max((_LEAST_TARGET - self.body().height()) / 2, 2)
        path.addRect(self.body().adjusted(-grow, -grow, grow, grow))
        return path

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Casing, disc and numbers; the chosen one larger, ringed in ink, and marigold with the keyboard."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = self.body()
        rings = [("surface", 2.0)]
        if self._chosen:
            rings = [("focus", 7.0), ("focusink", 4.0)] if self._has_keyboard else [("focusink", 4.0)]
            rings.append(("surface", 2.0))
        for token, out in rings:
            _pill(painter, body.adjusted(-out, -out, out, out), fixed(token))
        _pill(painter, body, fixed("accent"))
        if not self.exact:
            _pill(painter, body.adjusted(2.5, 2.5, -2.5, -2.5), fixed("surface"))
        size = Size.SECTION if self._chosen and len(self.cluster.spots) == 1 else Size.SECOND
        painter.setFont(theme().font(size, Weight.BOLD, tabular=True))
        painter.setPen(fixed("onaccent" if self.exact else "accent"))
        painter.drawText(body, Qt.AlignmentFlag.AlignCenter, self.cluster.words)

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Choose its stop."""
        event.accept()
        self._on_press(self.cluster)


class HubItem(QGraphicsItem):
    """The hub, where the round begins and ends."""

    def __init__(self, place: Point, name: str) -> None:
        """Make it.

        Args:
            place: where it is.
            name: the word under it.
        """
        super().__init__()
        self._name = name
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setPos(scene_point(place))
        self.setZValue(_HUB_Z)

    def boundingRect(self) -> QRectF:
        """The square and the word under it."""
        half = px(HUB) / 2 + 3
        wide = max(half, QFontMetricsF(self._font()).horizontalAdvance(self._name) / 2 + 4)
        return QRectF(-wide, -half, 2 * wide, 2 * half + px(22))

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """A dark square with a house, cased white, and its name."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(HUB)
        square = QRectF(-side / 2, -side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        for token, out in (("surface", 2.0), ("ink", 0.0)):
            painter.setBrush(fixed(token))
            painter.drawRoundedRect(square.adjusted(-out, -out, out, out), px(5) + out, px(5) + out)
        ratio = widget.devicePixelRatioF() if widget is not None else 1.0
        icon, made = px(18), pixmap("home", px(18), fixed("surface").name(), ratio)
        painter.drawPixmap(QRect(-icon // 2, -icon // 2, icon, icon), made)
        self._paint_name(painter, side)

    def _paint_name(self, painter: QPainter, side: int) -> None:
        metrics = QFontMetricsF(self._font())
        at = QPointF(-metrics.horizontalAdvance(self._name) / 2, side / 2 + px(3) + metrics.ascent())
        words = QPainterPath()
        words.addText(at, self._font(), self._name)
        seam = QPen(fixed("surface"), 4)
        seam.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(words, seam)
        painter.fillPath(words, fixed("ink"))

    @staticmethod
    def _font() -> QFont:
        return theme().font(Size.SECOND, Weight.BOLD)


def line_items(way: Sequence[Point], ends_at_hub: bool) -> list[QGraphicsPathItem]:
    """The way driven: a white casing and a petrol line, as wide at every zoom.

    Args:
        way: where it turns, in order.
        ends_at_hub: whether the last leg goes back to the hub; it is drawn broken, so that the direction
            shows.
    """
    there = way[:-1] if ends_at_hub else way
    parts = [(_path(there), _CASING, "surface", False)]
    if ends_at_hub:
        back = _path(way[-2:])
        parts += [(back, _CASING, "surface", False), (back, _LINE, "accent", True)]
    parts.append((_path(there), _LINE, "accent", False))
    return [_line(*part) for part in parts]


def other_items(way: Sequence[Point]) -> list[QGraphicsItem]:
    """Another round of the day: a thin line, and a dot at each stop.

    Args:
        way: its stops, in order.
    """
    line = _line(_path(way), _FAINT, "ink3", broken=False)
    line.setZValue(_OTHER_Z)
    return [line, *(_dot(place) for place in way)]


def _dot(place: Point) -> QGraphicsItem:
    side = px(_DOT)
    dot = QGraphicsEllipseItem(-side / 2, -side / 2, side, side)
    dot.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
    dot.setPos(scene_point(place))
    dot.setBrush(fixed("ink3"))
    dot.setPen(QPen(fixed("surface"), 1.5))
    dot.setZValue(_OTHER_Z)
    return dot


def _path(way: Sequence[Point]) -> QPainterPath:
    path = QPainterPath()
    for at, place in enumerate(way):
        if at:
            path.lineTo(scene_point(place))
        else:
            path.moveTo(scene_point(place))
    return path


def _line(path: QPainterPath, width: float, token: str, broken: bool) -> QGraphicsPathItem:
    pen = QPen(QBrush(fixed(token)), width * theme().scale / 100)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if broken else Qt.PenCapStyle.RoundCap)
    if broken:
        pen.setDashPattern([2.2, 1.4])
    item = QGraphicsPathItem(path)
    item.setPen(pen)
    item.setZValue(_ROUTE_Z)
    return item


def _pill(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
