"""Keeps a half-taken call: two seconds after typing stops, and when a field is left."""

from collections.abc import Callable
from time import monotonic
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from db.drafts import Draft
from desktop.context import AppContext
from desktop.services.intake import Intake
from desktop.ui.base.i18n import tr

WAIT_MS = 2_000
"""How long after the last key a call is kept (interface design, section 3)."""


class DraftKeeper(QObject):
    """One call's draft. At most one keep is on its way, so that an older one never lands on a newer.

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
        self._under_way = False
        self._again = False
        self._handed: dict[str, Any] = {}
        self._then: list[Callable[[], object]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.keep_now)

    @property
    def seconds_ago(self) -> int | None:
        """How long ago the call was kept; None when it never was."""
        return None if self._kept_at is None else int(monotonic() - self._kept_at)

    @property
    def pending(self) -> bool:
        """Whether something typed is not kept yet."""
        return self._timer.isActive() or self._under_way

    def touch(self) -> None:
        """Something was typed: keep it once typing stops."""
        self._timer.start()

    def keep_now(self) -> None:
        """Keep the call as it stands."""
        self._timer.stop()
        if self._under_way:
            self._again = True
            return
        body = self._body()
        if not body:
            self._go_on()
            return
        self._under_way = True
        self._handed = body
        actor, key = self._context.actor, self.draft_id
        self._context.jobs.read(
            lambda: self._intake.keep(actor, body, key), self._on_kept, settled=self._on_settled
        )

    def keep_last(self) -> None:
        """The page may go: keep what was typed since, among the writes that are finished before closing."""
        self._timer.stop()
        body = self._body()
        if body and body != self._handed:
            self._handed = body
            actor, key = self._context.actor, self.draft_id
            self._context.jobs.write(lambda: self._intake.keep(actor, body, key))

    def flush(self, then: Callable[[], object]) -> None:
        """Keep what is typed, then go on; used before a call gives way to another.

        Args:
            then: called once nothing is on its way any more.
        """
        self._then.append(then)
        self.keep_now()

    def when_still(self, then: Callable[[], object]) -> None:
        """Keep nothing more, and go on once nothing is on its way; used before saving.

        Args:
            then: called once nothing is on its way any more.
        """
        self._timer.stop()
        self._again = False
        self._then.append(then)
        if not self._under_way:
            self._go_on()

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

    def _on_settled(self) -> None:
        self._under_way = False
        if self._again:
            self._again = False
            self.keep_now()
        else:
            self._go_on()

    def _go_on(self) -> None:
        waiting, self._then = self._then, []
        for then in waiting:
            then()

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
