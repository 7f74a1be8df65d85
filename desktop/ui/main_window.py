"""The window of an open hub: which places there are, and what joins them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject

from desktop.context import AppContext
from desktop.services.history import History
from desktop.ui.backup.keeper import BackupKeeper
from desktop.ui.base.i18n import tr
from desktop.ui.base.page import Page
from desktop.ui.base.tokens import Tone
from desktop.ui.places import places
from desktop.ui.shell import MainShell


class MainWindow(QObject):
    """Fills the shell with the places of this hub and joins them.

    Attributes:
        shell: the window itself.
    """

    def __init__(self, context: AppContext) -> None:
        """Build the window; nothing is shown yet.

        Args:
            context: the open hub.
        """
        super().__init__()
        self.context = context
        facts = context.facts()
        self.shell = MainShell(
            context.jobs,
            hub_name=facts.name,
            user_name=context.actor.name,
            demo=facts.is_demo,
            with_call=True,
            with_lock=True,
        )
        self.keeper = BackupKeeper(context, self)
        for place in places(context):
            self.shell.add_place(
                place.section, place.key, place.title, place.icon, self._watched(place.make), place.badge
            )
        self._add_status()
        self.shell.call_asked.connect(self._on_call_asked)
        self.shell.undo_asked.connect(self._on_undo_asked)
        self.shell.status_opened.connect(lambda key: self.shell.go_to("backup"))
        context.jobs.changed.connect(self._on_changed)
        self.shell.keys.bind("Ctrl+Z", self._on_undo_last)
        self.shell.go_to("today")

    def _add_status(self) -> None:
        self._saved = self.shell.add_status("saved", can_open=False)
        self._backed_up = self.shell.add_status("backup")
        locked = self.shell.add_status("locked", right=True, can_open=False)
        locked.set_state(tr("Encrypted"), icon="lock", tone=Tone.SECOND)
        self._saved.set_state(tr("All changes saved"), icon="circle-check", tone=Tone.OK)
        self.keeper.state_changed.connect(self._on_backup_state)
        self.keeper.look()

    def _watched(self, make: Callable[[], Page]) -> Callable[[], Page]:
        """Pages ask for other places by signal; the shell takes them there."""

        def made() -> Page:
            page = make()
            for name, slot in (("call_for", self._on_call_for), ("saved_call", self._on_call_saved)):
                signal = getattr(page, name, None)
                if signal is not None:
                    signal.connect(slot)
            return page

        return made

    def _on_call_asked(self) -> None:
        page = self.shell.page()
        begin = getattr(page, "next_call", None)
        if begin is not None:
            begin()
        else:
            self.shell.go_to("call")

    def _on_call_for(self, person_id: str) -> None:
        self.shell.go_to("call", person_id)

    def _on_call_saved(self, request_id: str, find_someone: bool) -> None:
        if find_someone:
            self.shell.go_to("match", request_id)

    def _on_changed(self, _changes: Any) -> None:
        self._saved.set_state(
            tr("All changes saved, {time}", time=f"{datetime.now():%H:%M}"), icon="circle-check", tone=Tone.OK
        )

    def _on_backup_state(self, words: str, late: bool) -> None:
        self._backed_up.set_state(
            tr("Backup"), words, icon="database", tone=Tone.WARN if late else Tone.SECOND
        )

    def _on_undo_asked(self, txn: str) -> None:
        history, actor = self.context.service(History), self.context.actor
        self.context.jobs.write(lambda: history.undo(actor, txn))

    def _on_undo_last(self) -> None:
        history, actor = self.context.service(History), self.context.actor
        self.context.jobs.read(
            lambda: history.last(actor), lambda found: self._on_undo_asked(found[0]) if found else None
        )
