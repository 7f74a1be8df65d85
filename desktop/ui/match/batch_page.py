"""Fill many at once: a proposal for every task that waits, to be looked over before it is taken."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.domain.batch import Proposal
from desktop.jobs.cancel import CancelToken, Progress
from desktop.services.base import Changes
from desktop.services.matching import Matching, TaskCard
from desktop.services.offers import Offers
from desktop.ui.base.busy import BusyBar
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import EmptyState
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.keycap import ENTER
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.page import Page
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.match.batch_table import BatchLine, BatchTable, batch_lines, groups_of, toggled
from desktop.ui.match.look import TASK


@dataclass(frozen=True, slots=True)
class Found:
    """A proposal with what its lines say; `stopped` when it was cut short."""

    proposal: Proposal
    cards: dict[str, TaskCard]
    names: dict[str, str]
    stopped: bool


class BatchPage(Page):
    """The proposal.

    Signals:
        left: go back to where this was opened from.
    """

    left = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Build the page; it begins to look when it is first shown.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(tr("Fill many at once"), parent)
        self._context = context
        self._matching, self._offers = context.service(Matching), context.service(Offers)
        self._lines: dict[str, BatchLine] = {}
        self._token: CancelToken | None = None
        self.busy = BusyBar(self)
        self.notice = Notice(parent=self, tone=Tone.WARN)
        self.table = BatchTable(self._lines, self)
        self.empty = EmptyState("", self, icon="users-group")
        self.accept = Button("", self, kind=ButtonKind.PRIMARY, keys=(tr("Ctrl"), ENTER))
        self.accept.set_words(tr("Accept"))
        self.toggle = Button(tr("Leave out"), self)
        self.one = Button(tr("Find someone"), self)
        self.again = Button(tr("Look again"), self, kind=ButtonKind.QUIET, icon="refresh")
        self._build()
        self._wire()

    def start(self) -> None:
        """Look for volunteers for every task that waits in the coming week."""
        if self._token is not None:
            return
        matching, actor = self._matching, self._context.actor

        def work(token: CancelToken, progress: Progress) -> Found:
            progress(0, 0, tr("Comparing volunteers and tasks. Nothing is given to anybody yet."))
            proposal = matching.propose(actor, None, cancel=lambda: token.cancelled)
            needs = [one.need_id for one in proposal.assignments]
            needs += [one.need_id for one in proposal.unfilled]
            helpers = sorted({one.volunteer_id for one in proposal.assignments})
            names = matching.names(actor, helpers)
            return Found(proposal, matching.cards(actor, needs), names, token.cancelled)

        self.notice.hide()
        self.busy.begin(tr("Looking for volunteers."))
        self._show_state()
        self._token = self._context.jobs.long(
            work, self._on_found, self._on_refused, progressed=self.busy.take, settled=self._on_settled
        )
        self._show_state()

    # page overrides

    def shown(self) -> None:
        """Look once; put the keyboard on the table."""
        if not self._lines:
            self.start()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def hidden(self) -> None:
        """Stop looking."""
        if self._token is not None:
            self._token.cancel()

    def panes(self) -> list[QWidget]:
        """Table, then the buttons."""
        return [self.table, self.accept]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # building

    def _build(self) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        top = QWidget(self)
        above = QVBoxLayout(top)
        above.setContentsMargins(px(18), px(10), px(18), px(10))
        above.setSpacing(px(8))
        hint = tr("Look it over, then ring them. Those accepted are down as not asked yet.")
        above.addWidget(Label(hint, top, kind="second", wrap=True))
        above.addWidget(self.busy)
        above.addWidget(self.notice)
        strip = QFrame(self)
        strip.setProperty("role", "strip")
        row = QHBoxLayout(strip)
        row.setContentsMargins(px(18), px(9), px(12), px(9))
        row.setSpacing(px(8))
        for button in (self.accept, self.toggle, self.one):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self._stack, 1)
        column.addWidget(strip)
        self.notice.hide()

    def _wire(self) -> None:
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept.click, context=here)
        self.busy.stop_asked.connect(self._on_stop)
        self.table.toggle_asked.connect(self._on_toggle)
        self.table.current_changed.connect(lambda _key: self._show_state())
        self.accept.clicked.connect(self._on_accept)
        self.toggle.clicked.connect(lambda: self._on_toggle(self.table.current_id() or ""))
        self.one.clicked.connect(self._on_one)
        self.again.clicked.connect(self.start)

    # answers

    def _on_found(self, found: Found) -> None:
        self._lines.clear()
        self._lines.update(batch_lines(found.proposal, found.cards, found.names))
        self.table.records().invalidate()
        self.table.show_ids(list(self._lines), groups_of(list(self._lines.values())))
        self.empty.set_text(tr("No task waits for a volunteer in the coming week."))
        filled = len(found.proposal.assignments)
        words = tr("{filled} of {all} can be filled", filled=filled, all=len(self._lines))
        self.set_title(tr("Fill many at once"), words if self._lines else "")
        if found.stopped:
            self.notice.say(tr("Stopped early."), tr("This is what was found so far."))
            self.notice.show()

    def _on_refused(self, problem: Any) -> None:
        self.notice.say(str(problem.user_message), tone=Tone.DANGER)
        self.notice.show()

    def _on_settled(self) -> None:
        self._token = None
        self.busy.end()
        self._show_state()

    def _on_stop(self) -> None:
        if self._token is not None:
            self._token.cancel()

    def _on_toggle(self, key: str) -> None:
        if key in self._lines:
            self._lines[key] = toggled(self._lines[key])
            self.table.records().invalidate([key])
            self._show_state()

    def _on_one(self) -> None:
        key = self.table.current_id()
        if key is not None:
            self.place_asked.emit("match", TASK + key)

    def _on_accept(self) -> None:
        chosen = [line.assignment for line in self._lines.values() if line.taken and line.assignment]
        if not chosen or self._token is not None:
            return
        offers, actor = self._offers, self._context.actor
        self.accept.setEnabled(False)
        self._context.jobs.write(
            lambda: offers.accept(actor, chosen),
            self._on_accepted,
            self._on_refused,
            settled=self._show_state,
        )

    def _on_accepted(self, _changes: Changes) -> None:
        """What was taken no longer waits; look again for what is left."""
        self._lines.clear()
        self.start()

    def _show_state(self) -> None:
        busy = self._token is not None
        taken = sum(line.taken for line in self._lines.values())
        line = self._lines.get(self.table.current_id() or "")
        self.accept.set_words(tr_count("Accept {count}", "Accept {count}", taken) if taken else tr("Accept"))
        nothing = tr("Nothing is proposed, or everything is left out.")
        waiting = tr("Wait until the proposal is ready.")
        self.accept.switch_off(waiting if busy else "" if taken else nothing)
        can_toggle = line is not None and line.assignment is not None
        self.toggle.set_words(tr("Put back") if line and can_toggle and not line.taken else tr("Leave out"))
        self.toggle.setEnabled(can_toggle and not busy)
        self.one.setEnabled(line is not None and not busy)
        self.again.setEnabled(not busy)
        show_empty = not self._lines and not busy
        self._stack.setCurrentWidget(self.empty if show_empty else self.table)
