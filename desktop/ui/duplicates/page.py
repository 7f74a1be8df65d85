"""Same person? Pairs that look alike, looked at one by one; nobody is joined unless somebody says so."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.enums import PairAnswer
from desktop.context import AppContext
from desktop.jobs.cancel import Cancelled, CancelToken, Progress
from desktop.services.base import Changes
from desktop.services.duplicates import Duplicates, Pair
from desktop.services.people import People
from desktop.ui.base.busy import BusyBar
from desktop.ui.base.button import Button
from desktop.ui.base.card import EmptyState
from desktop.ui.base.columns import CellKind, Column
from desktop.ui.base.headed_list import HeadedList
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.id_table import IdTableModel
from desktop.ui.base.label import Label
from desktop.ui.base.page import Page
from desktop.ui.base.record_table import RecordTable
from desktop.ui.base.theme import px
from desktop.ui.duplicates.compare import Both, ComparePane
from desktop.ui.duplicates.words import sign_words

Key = tuple[str, str]


class DuplicatesPage(Page):
    """The pairs of a scan, and the two people of one side by side.

    Signals:
        left: go back to where this was opened from.
    """

    left = Signal()

    entities = frozenset({"person", "pair_decision", "phone", "household"})

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Build the page; the scan begins when it is shown.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(tr("Same person?"), parent)
        self._context = context
        self._pairs: dict[Key, Pair] = {}
        self._token: CancelToken | None = None
        self._scanned = False
        self._own_txn = ""
        self.table = RecordTable(
            IdTableModel(_columns(), self._rows, self), self, name=tr("Pairs that look alike")
        )
        self.empty = EmptyState(tr("Nobody seems to be here twice."), self, icon="users")
        self.pane = ComparePane(self)
        self.busy = BusyBar(self)
        self.said_count = Label("", self, kind="second")
        self.again = Button(tr("Look again"), self, icon="refresh", small=True)
        self._build()
        self._wire()

    # page overrides

    def shown(self) -> None:
        """Look through everybody on first show."""
        if not self._scanned:
            self._scanned = True
            self.scan()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: Any) -> None:
        """Somebody was changed, or an answer undone: look again. Answers given here need no new look."""
        is_own = changes is not None and changes.txn == self._own_txn
        if self._token is None and not is_own:
            self.scan()

    def panes(self) -> list[QWidget]:
        """List, then the two people."""
        return [self.table, self.pane]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # looking

    def scan(self) -> None:
        """Look through everybody, off the GUI thread; it can be stopped."""
        context = self._context
        service = context.service(Duplicates)

        def work(token: CancelToken, progress: Progress) -> list[Pair]:
            found = service.scan(
                context.actor,
                on_progress=lambda done, total: progress(done, total, tr("Comparing")),
                cancelled=lambda: token.cancelled,
            )
            if token.cancelled:
                raise Cancelled
            return found

        self.busy.begin(tr("Looking through everybody"))
        self.again.setEnabled(False)
        self._token = context.jobs.long(
            work, self._on_scanned, self._on_problem, progressed=self.busy.take, settled=self._on_settled
        )

    # building

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(px(20), px(8), px(14), px(8))
        bar.setSpacing(px(10))
        bar.addWidget(self.said_count, 1)
        bar.addWidget(self.busy, 1)
        bar.addWidget(self.again)
        splitter = HeadedList(bar, self.table, self.empty, self.pane, self)
        self._stack = splitter.stack
        splitter.setStretchFactor(0, 0)
        splitter.setSizes([px(520), px(600)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(splitter)

    def _wire(self) -> None:
        self.table.current_changed.connect(self._on_current)
        self.again.clicked.connect(self.scan)
        self.busy.stop_asked.connect(self._on_stop)
        self.pane.same_person.connect(lambda keep: self._decide(PairAnswer.SAME_PERSON, keep))
        self.pane.same_household.connect(lambda: self._decide(PairAnswer.SAME_HOUSEHOLD))
        self.pane.not_same.connect(lambda: self._decide(PairAnswer.NOT_SAME))
        self.pane.followed.connect(lambda key: self.place_asked.emit("people", key))
        for keys, button in (
            ("Alt+S", self.pane.keep_left),
            ("Alt+H", self.pane.household),
            ("Alt+D", self.pane.apart),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)

    def _rows(self, keys: Any) -> list[Pair]:
        return [self._pairs[key] for key in keys]

    # answers

    def _on_scanned(self, found: list[Pair]) -> None:
        self._pairs = {(one.a.id, one.b.id): one for one in found}
        self.table.show_ids(list(self._pairs))
        self._stack.setCurrentWidget(self.table if found else self.empty)
        words = tr_count("{count} pair looks alike", "{count} pairs look alike", len(found))
        self.said_count.setText(words if found else "")
        if not found:
            self.pane.show_pair(None)
        self._on_current()

    def _on_settled(self) -> None:
        self._token = None
        self.busy.end()
        self.again.setEnabled(True)

    def _on_stop(self) -> None:
        if self._token is not None:
            self._token.cancel()

    def _on_current(self, _key: Any = None) -> None:
        key = self.table.current_id()
        pair = self._pairs.get(key) if key is not None else None
        if pair is None:
            self.pane.show_pair(None)
            return
        context, people = self._context, self._context.service(People)

        def read() -> tuple[Key, Both]:
            left, right = people.get(context.actor, pair.a.id), people.get(context.actor, pair.b.id)
            return (pair.a.id, pair.b.id), Both(left, right, _capital(sign_words(pair.signs)))

        context.jobs.read(read, self._on_both, self._on_problem, key=f"pair-{id(self)}")

    def _on_both(self, answer: tuple[Key, Both]) -> None:
        key, both = answer
        if key == self.table.current_id():
            self.pane.show_pair(both)

    def _decide(self, answer: PairAnswer, keep: str = "") -> None:
        key: Key | None = self.table.current_id()
        if key is None:
            return
        context, service = self._context, self._context.service(Duplicates)
        self.pane.set_busy(True)
        context.jobs.write(
            lambda: service.decide(context.actor, key[0], key[1], answer, keep),
            lambda done: self._drop(key, answer, done),
            self._on_problem,
            settled=lambda: self.pane.set_busy(False),
        )

    def _drop(self, key: Key, answer: PairAnswer, done: Changes) -> None:
        """Take a settled pair, and pairs with somebody merged away, off the list at once."""
        self._own_txn = done.txn
        gone = {key}
        if answer is PairAnswer.SAME_PERSON:
            (merged,) = set(key) - {done.made}
            gone |= {one for one in self._pairs if merged in one}
        self._on_scanned([pair for one, pair in self._pairs.items() if one not in gone])

    def _on_problem(self, problem: Any) -> None:
        self.pane.show_problem(problem.user_message)


def _columns() -> list[Column]:
    return [
        Column("a", tr("One"), 150, kind=CellKind.STRONG, sortable=False, cell=lambda pair: _who(pair.a)),
        Column("b", tr("Other"), 150, kind=CellKind.STRONG, sortable=False, cell=lambda pair: _who(pair.b)),
        Column(
            "signs",
            tr("Why"),
            160,
            kind=CellKind.SECOND,
            stretch=True,
            sortable=False,
            cell=lambda pair: _capital(sign_words(pair.signs)),
            priority=1,
        ),
    ]


def _who(side: Any) -> str:
    return side.name or next(iter(side.phones), "") or side.source_reference or tr("No name")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
