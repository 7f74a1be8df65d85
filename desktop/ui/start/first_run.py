"""A new hub's first minutes: its card on paper and proved, a second place for backups, and how to begin."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.jobs.runner import JobRunner
from desktop.ui.start.card import CardWindow, ProveWindow
from desktop.ui.start.ready import BeginWindow, PlaceWindow


class FirstRun(QObject):
    """Shows one window after the other.

    Signals:
        proved: the card is on paper and can be read.
        finished: the place of the rail to begin at.
    """

    proved = Signal()
    finished = Signal(str)

    def __init__(
        self,
        hub_name: str,
        words: str,
        jobs: JobRunner,
        *,
        draw_card: Callable[[], bytes],
        use_place: Callable[[str], object],
        show: Callable[[QWidget], object],
        parent: QObject,
    ) -> None:
        """Prepare; `begin` shows the first window.

        Args:
            hub_name: as the hub calls itself.
            words: the recovery words.
            jobs: runs what follows off the GUI thread.
            draw_card: gives the card as a PDF in memory.
            use_place: keeps the second place for backups and makes the first one.
            show: puts a window in the place of the last.
            parent: the owner.
        """
        super().__init__(parent)
        self._hub_name, self._words, self._jobs = hub_name, words, jobs
        self._draw_card, self._use_place, self._show = draw_card, use_place, show

    def begin(self) -> None:
        """Show the words."""
        window = CardWindow(self._words, self._draw_card, self._jobs)
        window.done.connect(self._prove)
        window.later.connect(self._choose_place)
        self._show(window)

    def _prove(self) -> None:
        window = ProveWindow(self._words)
        window.proved.connect(self._on_proved)
        window.back_asked.connect(self.begin)
        window.later.connect(self._choose_place)
        self._show(window)

    def _on_proved(self) -> None:
        self.proved.emit()
        self._choose_place()

    def _choose_place(self) -> None:
        self._words = ""
        window = PlaceWindow(self._jobs, self._use_place)
        window.done.connect(self._ask_how)
        self._show(window)

    def _ask_how(self) -> None:
        window = BeginWindow(self._hub_name)
        window.place_asked.connect(self.finished)
        self._show(window)
