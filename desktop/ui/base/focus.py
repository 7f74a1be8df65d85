"""The marigold ring that says where the keyboard is; it means nothing else."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QDialog, QWidget

from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Radius

REACH = 6
"""How far the ring goes outside the widget, in device-independent pixels."""

_MOVES = frozenset(
    {
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.ParentChange,
        QEvent.Type.EnabledChange,
    }
)


def draw_halo(painter: QPainter, rect: QRect, radius: int = Radius.CONTROL) -> None:
    """Draw the ring around a rectangle.

    Light: an ink ring of 2 px outside the rectangle and a marigold one of 3 px outside that, because marigold
    alone has 1.65:1 on light. Dark: a single marigold ring of 2 px, one pixel off the edge; of 3 px in high
    contrast.

    Args:
        painter: antialiasing is turned on.
        rect: the widget.
        radius: its corners, px at 100%.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corner = px(radius)
    single = ("focus", 3.0, 2.5) if theme().contrast else ("focus", 2.0, 2.0)
    rings = [single] if theme().dark else [("focus", 3.0, 3.5), ("focusink", 2.0, 1.0)]
    for token, width, out in rings:
        painter.setPen(QPen(theme().colour(token), width))
        around = QRectF(rect).adjusted(-out, -out, out, out)
        painter.drawRoundedRect(around, corner + out, corner + out)


def is_covered(page: QWidget) -> bool:
    """Tell whether the keyboard is in a dialog over a page, such as the palette.

    A page whose answer comes late must not take the keyboard then: what is typed would press its buttons.

    Args:
        page: what would take it.
    """
    step = QApplication.focusWidget()
    while step is not None and not isinstance(step, QDialog):
        step = step.parentWidget()
    return step is not None and not step.isAncestorOf(page)


class _Ring(QWidget):
    """The overlay itself; a child of the window its target is in."""

    def __init__(self) -> None:
        super().__init__(None)
        self.target: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.target is not None and shiboken6.isValid(self.target):
            at = self.mapFromGlobal(self.target.mapToGlobal(QPoint(0, 0)))
            draw_halo(QPainter(self), QRect(at, self.target.size()))


class FocusHalo(QObject):
    """One ring for the whole app that follows the keyboard.

    A widget with the property ``halo`` set to ``none`` draws its own ring (tables do, on the row); with
    ``parent`` the ring goes around its parent (joined buttons).
    """

    def __init__(self, app: QApplication) -> None:
        """Follow an application's focus.

        Args:
            app: the application.
        """
        super().__init__(app)
        self._made = _Ring()
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._on_focus_changed)

    @property
    def target(self) -> QWidget | None:
        """What the ring is around."""
        return self._target

    @property
    def ring(self) -> QWidget:
        """The overlay; a window that goes takes its child with it, so it is made again when needed."""
        return self._ring()

    def stop(self) -> None:
        """Follow no more and take the ring away."""
        self._leave()
        self._ring().deleteLater()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep up when the widget or anything around it moves."""
        if event.type() in _MOVES:
            self._place()
        return False

    def _ring(self) -> _Ring:
        if not shiboken6.isValid(self._made):
            self._made = _Ring()
        return self._made

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._leave()
        target = self._target_of(new)
        if target is None:
            return
        self._target = target
        ring = self._ring()
        ring.target = target
        ring.setParent(target.window())
        step: QWidget | None = target
        while step is not None and not step.isWindow():
            step.installEventFilter(self)
            self._watched.append(step)
            step = step.parentWidget()
        self._place()

    def _target_of(self, focused: QWidget | None) -> QWidget | None:
        if focused is None or focused.isWindow() or isinstance(focused, QAbstractItemView):
            return None
        wish = focused.property("halo")
        if wish == "none":
            return None
        if wish == "parent":
            return focused.parentWidget()
        return focused

    def _leave(self) -> None:
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        self._target = None
        ring = self._ring()
        ring.target = None
        ring.hide()

    def _place(self) -> None:
        target, ring = self._target, self._ring()
        if target is None or not shiboken6.isValid(target) or not target.isVisible():
            ring.hide()
            return
        window = target.window()
        corner = target.mapTo(window, QPoint(0, 0))
        wanted = QRect(corner, target.size()).adjusted(-REACH, -REACH, REACH, REACH)
        shown = self._cut(target, wanted)
        ring.setVisible(not shown.isEmpty())
        ring.setGeometry(shown)
        ring.raise_()
        ring.update()

    def _cut(self, target: QWidget, rect: QRect) -> QRect:
        """Leave out what scroll areas around the widget do not show."""
        window = target.window()
        step = target.parentWidget()
        while step is not None and step is not window:
            if isinstance(step.parentWidget(), QAbstractScrollArea):
                rect = rect.intersected(QRect(step.mapTo(window, QPoint(0, 0)), step.size()))
            step = step.parentWidget()
        return rect
