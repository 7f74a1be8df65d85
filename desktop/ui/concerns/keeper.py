"""Keeps a concern half written: sealed to its author, two seconds after typing stops."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.context import AppContext
from desktop.domain.concerns import Account
from desktop.services.base import Actor
from desktop.services.concern_raising import RaiseConcerns
from desktop.ui.base.keeper import Keeper


class AccountKeeper(Keeper):
    """One draft.

    Signals:
        kept: whether the words are safe as they stand; False where their author has no key yet.
    """

    kept = Signal(bool)

    def __init__(self, context: AppContext, account: Callable[[], Account | None], parent: QObject) -> None:
        """Keep nothing yet.

        Args:
            context: the open hub.
            account: gives what is written; None where there is nothing to keep.
            parent: the owner.
        """
        super().__init__(parent)
        self.draft_id = ""
        self._context, self._account = context, account
        self._raising = context.service(RaiseConcerns)
        self._handed: Account | None = None

    def begin(self, draft_id: str = "", account: Account | None = None) -> None:
        """Look after other words.

        Args:
            draft_id: the draft they were kept as, where they were.
            account: what it holds.
        """
        self._timer.stop()
        self.draft_id, self._handed = draft_id, account

    def _hand_over(self) -> bool:
        account = self._account()
        if account is None or account == self._handed:
            return False
        self._handed = account
        raising, actor, folder = self._raising, self._context.actor, self._context.hub.folder.path
        self._context.jobs.write(
            lambda: self._keep(raising, actor, folder, account),
            self._on_kept,
            self._on_problem,
            settled=self._on_settled,
        )
        return True

    def keep_last(self, done: Callable[[str], object] | None = None) -> None:
        """The page may go or its words are to be hidden: keep them, among the writes finished before closing.

        Args:
            done: takes the draft's key, empty where nothing could be kept; not called where all is kept.
        """
        self._timer.stop()
        self._again = False
        account = self._account()
        if account is None or account == self._handed:
            return
        self._handed = account
        raising, actor, folder = self._raising, self._context.actor, self._context.hub.folder.path
        # A keep on its way ran before this one does, as writes go one by one, and left the draft's key.
        self._context.jobs.write(
            lambda: self._keep(raising, actor, folder, account), done, lambda _problem: done and done("")
        )

    def _keep(self, raising: RaiseConcerns, actor: Actor, folder: Path, account: Account) -> str:
        """Keep an account in the draft there is (the writing thread, which alone changes its key)."""
        kept = raising.keep_draft(actor, folder, account, self.draft_id)
        self.draft_id = kept or self.draft_id
        return kept

    def _on_kept(self, draft_id: str) -> None:
        self.kept.emit(bool(draft_id))

    def _on_problem(self, _problem: object) -> None:
        self._handed = None
        self.kept.emit(False)
