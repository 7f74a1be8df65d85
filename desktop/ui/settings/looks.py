"""How the app looks on this computer, and when it locks; every choice holds at once."""

from contextlib import suppress

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.runtime.preferences import Preferences
from desktop.ui.base.choice import CheckBox, ComboBox
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.list_menu import densities
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.theme import Density, Scheme, px, theme
from desktop.ui.base.tokens import SCALES

LOCK_AFTER = (2, 5, 10, 15, 30, 60)
"""Minutes offered. There is no "never": a laptop is left open on a table."""


class LooksForm(QWidget):
    """Colours, text size, row height, the minutes until the app locks, and whether single letters act."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        """Make it with what holds now.

        Args:
            preferences: this computer's settings.
            parent: the owner.
        """
        super().__init__(parent)
        self._preferences = preferences
        self.colours = Segmented(
            [
                Choice(Scheme.SYSTEM, tr("As the system"), "device-desktop"),
                Choice(Scheme.LIGHT, tr("Light"), "sun"),
                Choice(Scheme.DARK, tr("Dark"), "moon"),
            ],
            self,
            name=tr("Colours"),
        )
        self.high = Segmented(
            [
                Choice(Scheme.CONTRAST, tr("Black on white"), "contrast"),
                Choice(Scheme.CONTRAST_DARK, tr("White on black"), "contrast"),
            ],
            self,
            name=tr("High contrast"),
        )
        self.text_size = ComboBox(
            [(scale, tr("{percent} %", percent=scale)) for scale in SCALES], self, name=tr("Text size")
        )
        self.rows = Segmented(
            [Choice(density, words) for density, words in densities().items()], self, name=tr("Row height")
        )
        self.lock_after = ComboBox(
            [
                (minutes, tr_count("{count} minute", "{count} minutes", minutes))
                for minutes in sorted({*LOCK_AFTER, preferences.lock_minutes})
            ],
            self,
            name=tr("Lock after"),
        )
        self.letters = CheckBox(tr("Act on their own"), self, checked=preferences.single_letters)
        self.letters.setAccessibleName(tr("Single letters act on their own"))
        self._build()
        self.show_now()
        self.colours.chosen.connect(self._on_colours)
        self.high.chosen.connect(self._on_colours)
        self.text_size.currentIndexChanged.connect(self._on_size)
        self.rows.chosen.connect(lambda density: theme().configure(density=Density(str(density))))
        self.lock_after.currentIndexChanged.connect(self._on_lock)
        self.letters.toggled.connect(self._on_letters)

    def show_now(self) -> None:
        """Show what holds, as it may have been changed by keys."""
        now = theme()
        for row in (self.colours, self.high):
            row.set_value(now.scheme)
        self.rows.set_value(now.density)
        for box, value in ((self.text_size, now.scale), (self.lock_after, self._preferences.lock_minutes)):
            box.blockSignals(True)
            box.set_value(value)
            box.blockSignals(False)

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(10))
        for at, (words, widget, note) in enumerate(
            (
                (tr("Colours"), self.colours, ""),
                (tr("High contrast"), self.high, ""),
                (tr("Text size"), self.text_size, tr("Ctrl + and Ctrl − do the same anywhere")),
                (tr("Row height"), self.rows, tr("in every list")),
                (tr("Lock after"), self.lock_after, tr("without a key or a move of the mouse")),
                (tr("Single letters"), self.letters, tr("such as J and K in a list, or Y for yes")),
            )
        ):
            grid.addWidget(Label(words, self, kind="field"), at, 0)
            row = QHBoxLayout()
            row.setSpacing(px(10))
            row.addWidget(widget)
            row.addWidget(Label(note, self, kind="second", wrap=True), 1)
            grid.addLayout(row, at, 1)
        grid.setColumnStretch(1, 1)

    def _on_colours(self, scheme: object) -> None:
        theme().configure(scheme=Scheme(str(scheme)))
        self.show_now()

    def _on_size(self) -> None:
        value = self.text_size.value()
        if isinstance(value, int):
            theme().configure(scale=value)

    def _on_lock(self) -> None:
        value = self.lock_after.value()
        if isinstance(value, int):
            with suppress(OSError):
                self._preferences.lock_minutes = value

    def _on_letters(self, on: bool) -> None:
        with suppress(OSError):
            self._preferences.single_letters = on
