"""The button with the name of whoever is at the keyboard, and what it offers."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from desktop.ui.base.avatar import draw_avatar
from desktop.ui.base.i18n import tr
from desktop.ui.base.paint import box, draw_icon
from desktop.ui.base.theme import px, theme
from desktop.ui.base.tokens import Size, Weight

_FACE, _GAP, _MARK = 28, 8, 16


class PersonButton(QPushButton):
    """Initials, name and a menu: another at the keyboard, restricted records, passphrase, lock.

    Signals:
        switch_asked: somebody else takes the keyboard.
        glass_asked: open restricted records with a reason.
        passphrase_asked: change one's passphrase.
        lock_asked: lock now.

    Attributes:
        offers_glass: whether restricted records can be opened with a reason, asked when the menu opens.
    """

    switch_asked = Signal()
    glass_asked = Signal()
    passphrase_asked = Signal()
    lock_asked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            name: of the account at the keyboard.
            parent: the owner.
        """
        super().__init__(name, parent)
        self.offers_glass: Callable[[], bool] = bool
        self._is_narrow = False
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("At the keyboard: {name}", name=name))
        self.setToolTip(tr("{name} is at the keyboard", name=name))
        self.clicked.connect(self.open_menu)

    def set_icon_only(self, narrow: bool) -> None:
        """Show the initials alone where there is no room for the name."""
        self._is_narrow = narrow
        self.updateGeometry()
        self.update()

    def menu_of(self) -> QMenu:
        """What the button offers now."""
        menu = QMenu(self)
        menu.addAction(tr("Somebody else at the keyboard…") + "\tCtrl+Shift+L", self.switch_asked.emit)
        if self.offers_glass():
            menu.addAction(tr("Open restricted records…"), self.glass_asked.emit)
        menu.addAction(tr("Change your passphrase…"), self.passphrase_asked.emit)
        menu.addSeparator()
        menu.addAction(tr("Lock") + "\tCtrl+L", self.lock_asked.emit)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def open_menu(self) -> None:
        """Open the menu below the button."""
        menu = self.menu_of()
        below = self.mapToGlobal(self.rect().bottomRight())
        menu.popup(below - QPoint(menu.sizeHint().width(), 0))

    def sizeHint(self) -> QSize:
        """Initials, name and mark."""
        wide = px(_FACE + _MARK + 3 * 4)
        if not self._is_narrow:
            wide += self._metrics().horizontalAdvance(self.text()) + px(_GAP)
        return QSize(wide, px(34))

    def minimumSizeHint(self) -> QSize:
        """The same: a name is not cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw initials, name and mark."""
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            box(painter, self.rect(), fill="hover", edge="hover")
        face = QRect(px(4), (self.height() - px(_FACE)) // 2, px(_FACE), px(_FACE))
        draw_avatar(painter, face, self.text())
        mark = QRect(self.width() - px(_MARK + 4), 0, px(_MARK), self.height())
        draw_icon(painter, "chevron-down", mark, "ink3")
        if not self._is_narrow:
            painter.setFont(theme().font(Size.BODY, Weight.SEMI))
            painter.setPen(theme().colour("ink"))
            words = QRect(face.right() + px(_GAP), 0, mark.left() - face.right(), self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(theme().font(Size.BODY, Weight.SEMI))
