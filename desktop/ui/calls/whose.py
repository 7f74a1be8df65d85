"""Whose calls the list shows: everybody's, or those of some callers."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.ui.base.button import Button
from desktop.ui.base.i18n import tr

Callers = Sequence[tuple[str | None, str, int]]


class WhoseButton(Button):
    """The choice as a button with a menu.

    Signals:
        chosen: somebody else's calls are wanted.

    Attributes:
        of: keys of the callers chosen, None among them for calls that are nobody's; None for everybody's.
    """

    chosen = Signal()

    def __init__(self, me: str, parent: QWidget | None = None) -> None:
        """Show everybody's.

        Args:
            me: the name of whoever is at the keyboard.
            parent: the owner.
        """
        super().__init__(tr("For: everybody"), parent, small=True)
        self.of: frozenset[str | None] | None = None
        self._me = me
        self._callers: Callers = ()
        self.clicked.connect(self._open)

    def set_callers(self, callers: Callers) -> None:
        """Offer callers: key, name, and how many calls are theirs."""
        self._callers = callers

    def choose(self, of: frozenset[str | None] | None) -> None:
        """Show the calls of some callers; None or nobody for everybody's."""
        self.of = of or None
        chosen = of or frozenset()
        names = [name or tr("whoever has time") for key, name, _ in self._callers if key in chosen]
        said = [tr("me") if name == self._me else name.split()[0] for name in names]
        self.setText(tr("For: {names}", names=", ".join(said) or tr("everybody")))
        self.chosen.emit()

    def toggle_caller(self, key: str | None, _checked: bool = False) -> None:
        """Add a caller to those shown, or take one out."""
        self.choose((self.of or frozenset()) ^ {key})

    def _open(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("Whose calls"))
        everybody = menu.addAction(tr("Everybody"))
        everybody.setCheckable(True)
        everybody.setChecked(self.of is None)
        everybody.triggered.connect(lambda: self.choose(None))
        menu.addSeparator()
        for key, name, count in self._callers:
            words = tr("{name}: {count}", name=name or tr("Whoever has time"), count=count)
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(self.of is not None and key in self.of)
            action.triggered.connect(partial(self.toggle_caller, key))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
