"""Undo and redo of what was done at this window, one step at a time; History reaches further back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.context import AppContext
from desktop.services.base import Changes
from desktop.services.history import History
from desktop.ui.base.i18n import tr

MOST = 200
"""Steps kept; whoever wants to go back further looks at the history of the record."""


class UndoTrail(QObject):
    """The steps of one session.

    A redo is the undo of an undo: the change log knows only steps forward, and each is recorded.

    Signals:
        said: what there is to say where nothing was done.
    """

    said = Signal(str)

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        """Begin with nothing to undo.

        Args:
            context: the open hub; its jobs tell what is done.
            parent: the owner.
        """
        super().__init__(parent)
        self._context = context
        self._done: list[str] = []
        self._undone: list[str] = []
        self._ours: set[str] = set()
        context.jobs.changed.connect(self._on_changed)

    def steps(self) -> tuple[list[str], list[str]]:
        """What could be undone and done again, for when the same account comes back."""
        return self._done, self._undone

    def go_on(self, steps: tuple[list[str], list[str]] | None) -> None:
        """Take up what the same account left.

        Args:
            steps: as `steps` gave them; None for nothing.
        """
        if steps is not None:
            self._done, self._undone = list(steps[0]), list(steps[1])

    def undo(self) -> None:
        """Take back the last step that is still done."""
        if not self._done:
            self.said.emit(tr("Nothing to undo since the hub was opened."))
            return
        self._reverse(self._done.pop(), self._undone.append)

    def redo(self) -> None:
        """Do the last step again that was taken back."""
        if not self._undone:
            self.said.emit(tr("Nothing to do again."))
            return
        self._reverse(self._undone.pop(), self._done.append)

    def take_back(self, txn: str) -> None:
        """Take back one change, wherever in the trail it stands.

        Args:
            txn: its transaction, as a message at the foot or a line of history names it.
        """
        if txn in self._undone:
            self._undone.remove(txn)
            self._reverse(txn, self._done.append)
            return
        if txn in self._done:
            self._done.remove(txn)
        self._reverse(txn, self._undone.append)

    def _reverse(self, txn: str, keep: Callable[[str], None]) -> None:
        history, actor = self._context.service(History), self._context.actor

        def done(made: Changes) -> None:
            if made.txn:
                self._ours.add(made.txn)
                keep(made.txn)

        self._context.jobs.write(lambda: history.undo(actor, txn), done)

    def _on_changed(self, made: object) -> None:
        """Keep what a person did; what the app does by itself has no message and no key takes it back."""
        if not isinstance(made, Changes) or not made.txn or not made.message:
            return
        if made.txn in self._ours:
            self._ours.discard(made.txn)
            return
        self._done = [*self._done[1 - MOST :], made.txn]
        self._undone.clear()
