"""How the app looks on this computer: put on at the start, and kept wherever it is changed."""

from contextlib import suppress

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.runtime.preferences import Preferences
from desktop.runtime.preferences import Theme as Colours
from desktop.ui.base.theme import Density, Scheme, install_theme, theme


def dress(app: QApplication, preferences: Preferences) -> None:
    """Dress the application as it was last dressed on this computer.

    Args:
        app: the application.
        preferences: this computer's settings; a row height of a later version is passed over.
    """
    known = preferences.row_height in list(Density)
    density = Density(preferences.row_height) if known else Density.COMFORTABLE
    install_theme(app, Scheme(preferences.theme.value), scale=preferences.text_percent, density=density)


class KeptLooks(QObject):
    """Keeps colours, text size and row height as they are changed, on whatever page."""

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        """Follow the looks until `stop`.

        Args:
            preferences: where they are kept.
            parent: the owner.
        """
        super().__init__(parent)
        self._preferences = preferences
        self._following = theme().changed.connect(self._on_changed)

    def stop(self) -> None:
        """Follow no more."""
        QObject.disconnect(self._following)

    def _on_changed(self) -> None:
        now, kept = theme(), self._preferences
        with suppress(OSError):
            if kept.theme != Colours(now.scheme):
                kept.theme = Colours(now.scheme)
            if kept.text_percent != now.scale:
                kept.text_percent = now.scale
            if kept.row_height != now.density.value:
                kept.row_height = now.density.value
