"""After a fresh key: the new recovery card on paper and proved, before work goes on."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.jobs.runner import JobRunner
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.start.card import CardWindow, ProveWindow
from desktop.ui.start.frame import StartFrame


class KeyWindow(StartFrame):
    """Shown while the hub is closed and moved to its fresh key."""

    def __init__(self) -> None:
        """Make the window."""
        super().__init__(
            tr("Giving the hub a fresh key"),
            tr("Everything is copied, checked, and only then put in place. This takes a moment."),
        )
        words = tr("If the laptop stops now, nothing is lost: the hub opens as before and goes on.")
        self.body.addWidget(Label(words, kind="second", wrap=True))


class FreshCard(QObject):
    """Shows the new card, then asks for three of its words.

    Signals:
        proved: the card is on paper and can be read.
        finished: work goes on.
    """

    proved = Signal()
    finished = Signal()

    def __init__(
        self,
        words: str,
        jobs: JobRunner,
        draw_card: Callable[[], bytes],
        show: Callable[[QWidget], object],
        parent: QObject,
    ) -> None:
        """Prepare; `begin` shows the first window.

        Args:
            words: the recovery words.
            jobs: runs what follows off the GUI thread.
            draw_card: gives the card as a PDF in memory.
            show: puts a window in the place of the last.
            parent: the owner.
        """
        super().__init__(parent)
        self._words, self._jobs, self._draw_card, self._show = words, jobs, draw_card, show

    def begin(self) -> None:
        """Show the words."""
        window = CardWindow(self._words, self._draw_card, self._jobs)
        window.done.connect(self._prove)
        window.later.connect(self.finished)
        self._show(window)

    def _prove(self) -> None:
        window = ProveWindow(self._words)
        window.proved.connect(self._on_proved)
        window.back_asked.connect(self.begin)
        window.later.connect(self.finished)
        self._show(window)

    def _on_proved(self) -> None:
        self.proved.emit()
        self.finished.emit()
