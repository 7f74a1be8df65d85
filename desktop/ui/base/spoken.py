"""What a screen reader is told beyond names: sentences said at once, and what kind of thing something is.

Qt has an accessible interface for each of its widgets. Two of them misled. A button that is one of a few
was told as a check box, whose only act (Toggle) changes its look and tells nobody, so that a place of the
rail or a tile stayed unpicked. A window that is a bare widget was told as a filler, which readers pass over.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAccessibleWidget, QPushButton, QWidget

Action = QAccessibleActionInterface


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say a text at once.

    Args:
        widget: where it belongs; from a window out of sight, as behind the lock, nothing is said.
        text: plain words; nothing is said when there are none.
    """
    if text and widget.window().isVisible():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class ChoiceInterface(QAccessibleWidget):
    """A button that stays down: one of a few (radio button), or on and off (check box). Press clicks it."""

    def __init__(self, button: QPushButton) -> None:
        """Stand for a button."""
        super().__init__(button, QAccessible.Role.RadioButton)
        self._button = button

    def role(self) -> QAccessible.Role:
        """What it is."""
        group = self._button.group()
        alone = group is None or not group.exclusive()
        return QAccessible.Role.CheckBox if alone else QAccessible.Role.RadioButton

    def text(self, kind: QAccessible.Text) -> str:
        """Its words where it has no name of its own."""
        words = super().text(kind)
        is_name = kind is QAccessible.Text.Name
        return self._button.text().replace("&", "") if is_name and not words else words

    def state(self) -> QAccessible.State:
        """Whether it is down."""
        state = super().state()
        state.checkable = True
        state.checked = self._button.isChecked()
        return state

    def actionNames(self) -> list[str]:
        """Press, where it can be; then taking the keyboard."""
        press = [Action.pressAction()] if self._button.isEnabled() else []
        return [*press, Action.setFocusAction()]

    def doAction(self, name: str) -> None:
        """Do one of them, as a hand would."""
        if name == Action.pressAction():
            self._button.click()
        else:
            super().doAction(name)

    def keyBindingsForAction(self, _name: str) -> list[str]:
        """None: keys are told in names and help."""
        return []


class WindowInterface(QAccessibleWidget):
    """A window without a frame class of Qt's."""

    def role(self) -> QAccessible.Role:
        """A window, while it is one."""
        return QAccessible.Role.Window if self.widget().isWindow() else super().role()


def interface_of(kind: str, item: QObject) -> QAccessibleInterface | None:
    """Make the interface of a widget Qt's own would mislead about.

    Args:
        kind: a class of the item; Qt asks for each, from the most special to `QObject`.
        item: what is to be spoken of.
    """
    if kind == "QPushButton" and isinstance(item, QPushButton) and item.isCheckable():
        return ChoiceInterface(item)
    if kind == "QWidget" and isinstance(item, QWidget) and item.isWindow():
        return WindowInterface(item)
    return None


def speak_truly() -> None:
    """Let Qt ask `interface_of` first, from now on."""
    QAccessible.installFactory(interface_of)
