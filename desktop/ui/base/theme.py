"""Light, dark and high contrast, text size and row height: one object the whole app draws from."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from typing import Any

from PySide6.QtCore import QByteArray, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QToolTip

from desktop.ui.base.rescale import rescaled
from desktop.ui.base.tokens import FAMILY, FONT_FILES, SCALES, Size, Weight, palettes
from resources import read_bytes, read_text

_PLACEHOLDER = re.compile(r"@(px(?P<size>\d+)|(?P<token>[a-z0-9]+))")


class Scheme(StrEnum):
    """Which colours to use."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"
    CONTRAST_DARK = "contrastdark"


class Density(StrEnum):
    """How tall table rows are."""

    COMPACT = "compact"
    COMFORTABLE = "comfortable"
    ROOMY = "roomy"


ROW_HEIGHTS = {Density.COMPACT: 32, Density.COMFORTABLE: 37, Density.ROOMY: 44}
"""Table row heights in px at 100%."""


class Theme(QObject):
    """Colours, type and sizes of the running app.

    Signals:
        changed: colours, text size or row height are different now.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        """Register the fonts and take the system's colours at 100%.

        Args:
            app: the application that is dressed.
        """
        super().__init__(app)
        self._app = app
        self.scheme = Scheme.SYSTEM
        self.scale = 100
        self.density = Density.COMFORTABLE
        register_fonts()
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[int, int, bool, bool], QFont] = {}
        self._look = self._wanted()
        self._tokens = palettes()[self._look]
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)

    @property
    def dark(self) -> bool:
        """Whether the ground is dark."""
        return self._look in (Scheme.DARK, Scheme.CONTRAST_DARK)

    @property
    def contrast(self) -> bool:
        """Whether one of the high-contrast sets is in use: black, white and thick edges."""
        return self._look in (Scheme.CONTRAST, Scheme.CONTRAST_DARK)

    @property
    def edge(self) -> int:
        """How thick edges of boxes and fields are, in device-independent pixels."""
        return 2 if self.contrast else 1

    def hex(self, token: str) -> str:
        """A colour as ``#RRGGBB``; see `desktop.ui.base.tokens`."""
        return self._tokens[token]

    def colour(self, token: str) -> QColor:
        """A colour ready to paint with; not to be changed by the caller."""
        found = self._colours.get(token)
        if found is None:
            found = self._colours[token] = QColor(self._tokens[token])
        return found

    def px(self, size: float) -> int:
        """A length at the present text size, at least 1 for anything above 0.

        Args:
            size: px at 100%.

        Returns:
            Device-independent pixels.
        """
        return max(round(size * self.scale / 100), 1 if size > 0 else 0)

    def font(
        self,
        size: int = Size.BODY,
        weight: int = Weight.REGULAR,
        *,
        tabular: bool = False,
        italic: bool = False,
    ) -> QFont:
        """A font at the present text size.

        Args:
            size: px at 100%.
            weight: 400, 500, 600 or 700.
            tabular: figures of one width, for tables.
            italic: the italic.

        Returns:
            A shared font; copy before changing it.
        """
        key = (size, weight, tabular, italic)
        found = self._fonts.get(key)
        if found is None:
            found = self._fonts[key] = self._make_font(*key)
        return found

    @property
    def row_height(self) -> int:
        """Height of a table row in device-independent pixels."""
        return self.px(ROW_HEIGHTS[self.density])

    def configure(
        self, *, scheme: Scheme | None = None, scale: int | None = None, density: Density | None = None
    ) -> None:
        """Change any of the settings and dress the app again.

        Args:
            scheme: colours.
            scale: text size in per cent, 100 to 200; values outside are brought inside.
            density: row height.
        """
        before = self.scale
        self.scheme = scheme or self.scheme
        self.scale = min(max(scale or self.scale, 100), 200)
        self.density = density or self.density
        if self.scale == before:
            self.apply()
            return
        with rescaled(self._app.allWidgets(), before, self.scale):
            self.apply()

    def step_scale(self, step: int) -> None:
        """Make text one step larger or smaller; at the end of the steps nothing changes."""
        at = min(range(len(SCALES)), key=lambda n: abs(SCALES[n] - self.scale))
        wanted = SCALES[min(max(at + step, 0), len(SCALES) - 1)]
        if wanted != self.scale:
            self.configure(scale=wanted)

    def apply(self) -> None:
        """Set style, palette, font and style sheet of the application."""
        self._look = self._wanted()
        self._tokens = palettes()[self._look]
        self._colours.clear()
        self._fonts.clear()
        if not self._app.styleSheet():
            self._app.setStyle(QStyleFactory.create("Fusion"))
        with _collector_paused():
            self._app.setPalette(self._palette())
            QToolTip.setPalette(self._palette())
            self._app.setFont(self.font())
            self._app.setStyleSheet(self.fill(read_text("theme/app.qss")))
        self.changed.emit()

    def fill(self, template: str) -> str:
        """Put colours and lengths into a style sheet.

        Args:
            template: QSS with ``@token`` for colours, ``@px13`` for lengths and ``@edge`` for edges.

        Returns:
            QSS for the present theme.

        Raises:
            KeyError: the template names a token that does not exist.
        """

        def value(match: re.Match[str]) -> str:
            size = match["size"]
            if match["token"] == "edge":
                return f"{self.edge}px"
            return f"{self.px(int(size))}px" if size else self._tokens[match["token"]]

        return _PLACEHOLDER.sub(value, template)

    def _wanted(self) -> str:
        if self.scheme is not Scheme.SYSTEM:
            return str(self.scheme)
        hints = QGuiApplication.styleHints()
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "contrastdark" if dark else "contrast"
        return "dark" if dark else "light"

    def _make_font(self, size: int, weight: int, tabular: bool, italic: bool) -> QFont:
        font = QFont(FAMILY)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        font.setItalic(italic)
        font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _palette(self) -> QPalette:
        palette = QPalette()
        roles = QPalette.ColorRole
        wanted: dict[Any, str] = {
            roles.Window: "canvas",
            roles.WindowText: "ink",
            roles.Base: "surface",
            roles.AlternateBase: "surface2",
            roles.Text: "ink",
            roles.Button: "surface",
            roles.ButtonText: "ink",
            roles.PlaceholderText: "ink3",
            roles.Highlight: "tint2",
            roles.HighlightedText: "ink",
            roles.ToolTipBase: "ink",
            roles.ToolTipText: "surface",
            roles.Link: "accent",
            roles.LinkVisited: "accent",
            roles.Accent: "accent",
        }
        for role, token in wanted.items():
            palette.setColor(role, self.colour(token))
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("ink3"))
        return palette

    def _on_system_changed(self) -> None:
        if self.scheme is Scheme.SYSTEM and self._look != self._wanted():
            self.apply()


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep Python's collector away while Qt goes through every widget.

    Each widget answers in Python, and what is made there may set the collector off: a closed window that it
    finds and deletes is one that Qt has still on its list.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@cache
def register_fonts() -> str:
    """Make the shipped fonts known to Qt, once.

    Returns:
        The family name they answer to.
    """
    for name in FONT_FILES:
        QFontDatabase.addApplicationFontFromData(QByteArray(read_bytes(name)))
    return FAMILY


_INSTALLED: list[Theme] = []


def install_theme(
    app: QApplication,
    scheme: Scheme = Scheme.SYSTEM,
    *,
    scale: int = 100,
    density: Density = Density.COMFORTABLE,
) -> Theme:
    """Dress the application; called by the composition root, and by tests that want other settings.

    Args:
        app: the application.
        scheme: colours.
        scale: text size in per cent.
        density: row height.

    Returns:
        The theme in use.
    """
    if not _INSTALLED:
        _INSTALLED.append(Theme(app))
    _INSTALLED[0].configure(scheme=scheme, scale=scale, density=density)
    return _INSTALLED[0]


def theme() -> Theme:
    """The theme in use; the system's colours when none was installed yet.

    Raises:
        RuntimeError: there is no QApplication yet.
    """
    if not _INSTALLED:
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise RuntimeError("The theme needs a QApplication.")
        install_theme(app)
    return _INSTALLED[0]


def px(size: float) -> int:
    """A length at the present text size; see `Theme.px`."""
    return theme().px(size)
