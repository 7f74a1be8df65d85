"""Looking over a window for what a screen reader cannot name and for text that could pass for markup."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QSlider,
    QTextEdit,
    QWidget,
)

from desktop.ui.base.label import Sentence

_MUST_BE_NAMED = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QSlider,
    QTextEdit,
)


def unnamed_widgets(root: QWidget) -> list[str]:
    """Widgets a person can use that have no accessible name.

    Args:
        root: a window, page or dialog; it need not be shown.

    Returns:
        A description of each, empty when all have names. Inner fields of spin and combo boxes, their lists
        and header views are left out: their owner's name is read.
    """
    return [
        _describe(widget)
        for widget in [root, *root.findChildren(QWidget)]
        if isinstance(widget, _MUST_BE_NAMED) and not _is_inner(widget) and not _name_of(widget)
    ]


def rich_texts(root: QWidget) -> list[str]:
    """Labels that would obey markup in a person's name.

    Args:
        root: a window, page or dialog.

    Returns:
        A description of each label whose format is not plain text, except `Sentence`, which escapes every
        part.
    """
    return [
        _describe(label)
        for label in root.findChildren(QLabel)
        if label.textFormat() != Qt.TextFormat.PlainText and not isinstance(label, Sentence)
    ]


def _is_inner(widget: QWidget) -> bool:
    if isinstance(widget, QHeaderView):
        return True
    step = widget.parentWidget()
    while step is not None:
        if isinstance(step, QComboBox | QAbstractSpinBox | QLineEdit):
            return True
        if isinstance(step, QAbstractItemView) and isinstance(widget, QAbstractButton):
            return True
        step = step.parentWidget()
    return False


def _name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface else ""


def _describe(widget: QWidget) -> str:
    owners: list[str] = []
    step = widget.parentWidget()
    while step is not None and len(owners) < 3:
        owners.append(type(step).__name__)
        step = step.parentWidget()
    return " in ".join([type(widget).__name__, *owners])
