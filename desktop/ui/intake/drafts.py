"""Keeps a half-taken call: two seconds after typing stops, and when a field is left."""

from collections.abc import Callable
from time import monotonic
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from db.drafts import Draft
from desktop.context import AppContext
from desktop.services.intake import Intake
from desktop.ui.base.i18n import tr
from desktop.ui.base.keeper import Keeper


class DraftKeeper(Keeper):
    """One call's draft.

    Signals:
        kept: the call is safe as it stands.
        counted: how many calls were put aside and wait.
    """

    kept = Signal()
    counted = Signal(int)

    def __init__(self, context: AppContext, body: Callable[[], dict[str, Any]], parent: QObject) -> None:
        """Keep nothing yet.

        Args:
            context: the open hub.
            body: gives the call as it stands; empty when there is nothing to keep.
            parent: the owner.
        """
        super().__init__(parent)
        self.draft_id = uuid4().hex
        self.waiting: list[Draft] = []
        self._context, self._body = context, body
        self._intake = context.service(Intake)
        self._kept_at: float | None = None
        self._handed: dict[str, Any] = {}

    @property
    def seconds_ago(self) -> int | None:
        """How long ago the call was kept; None when it never was."""
        return None if self._kept_at is None else int(monotonic() - self._kept_at)

    def _hand_over(self) -> bool:
        body = self._body()
        if not body:
            return False
        self._handed = body
        actor, key = self._context.actor, self.draft_id
        self._context.jobs.read(
            lambda: self._intake.keep(actor, body, key), self._on_kept, settled=self._on_settled
        )
        return True

    def keep_last(self) -> None:
        """The page may go: keep what was typed since, among the writes that are finished before closing."""
        self._timer.stop()
        body = self._body()
        if body and body != self._handed:
            self._handed = body
            actor, key = self._context.actor, self.draft_id
            self._context.jobs.write(lambda: self._intake.keep(actor, body, key))

    def begin(self, draft_id: str = "") -> None:
        """Look after another call.

        Args:
            draft_id: its draft, when it was kept before.
        """
        self._timer.stop()
        self.draft_id, self._kept_at, self._handed = draft_id or uuid4().hex, None, {}

    def count(self) -> None:
        """Look up which calls wait."""
        actor = self._context.actor
        self._context.jobs.read(lambda: self._intake.waiting(actor), self._on_waiting, key="drafts-waiting")

    def _on_kept(self, _key: object) -> None:
        self._kept_at = monotonic()
        self.kept.emit()

    def _on_waiting(self, found: object) -> None:
        assert isinstance(found, list)
        self.waiting = [draft for draft in found if draft.id != self.draft_id]
        self.counted.emit(len(self.waiting))


def kept_words(seconds: int) -> str:
    """How long ago a call was kept, in words."""
    if seconds < 1:
        return tr("Draft kept")
    if seconds == 1:
        return tr("Draft kept, 1 second ago")
    if seconds < 60:
        return tr("Draft kept, {count} seconds ago", count=seconds)
    return tr("Draft kept, {count} min ago", count=seconds // 60)
