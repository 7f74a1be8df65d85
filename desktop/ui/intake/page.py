"""New call: one person on the phone, everything on one page, nothing typed is lost."""

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.services.base import Changes
from desktop.services.intake import Intake
from desktop.ui.base.card import Rule, scrolling
from desktop.ui.base.i18n import tr
from desktop.ui.base.page import Page
from desktop.ui.base.permits import may
from desktop.ui.base.rescale import keep_sizes
from desktop.ui.base.theme import px
from desktop.ui.intake.bar import CallBar
from desktop.ui.intake.call_state import call_of, is_blank, missing
from desktop.ui.intake.drafts import DraftKeeper, kept_words
from desktop.ui.intake.form import CallForm
from desktop.ui.intake.lookups import CallLookups
from desktop.ui.intake.side import SidePane

ONE_COLUMN_BELOW = 880
"""Width of the page, in px at 100%, under which the side pane gives way: 960 of the window, less the rail."""
SIDE_WIDTH = 379
STACKED_BELOW = 640
"""Width of the form, in px at 100%, under which questions stand above their answers."""


class IntakePage(Page):
    """One call at a time; others wait as drafts.

    Signals:
        saved: the key of the request saved, and whether to find someone for it now.
        left: the call was put aside and the page can go.
        drafts_changed: how many calls wait.
    """

    saved = Signal(str, bool)
    left = Signal()
    drafts_changed = Signal(int)

    entities = frozenset(
        {"person", "household", "request", "task", "need_type", "consent", "contact_attempt"}
    )

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Build the page; nothing is read until it is shown.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(tr("New call"), parent)
        self.context = context
        self._intake = context.service(Intake)
        self._began: float | None = None
        self._saving = self._find = self._read_once = self._aside = self._narrow = self._drafts_read = False
        self.form = CallForm(context, self)
        self.side = SidePane(context.facts().consent_wording, self)
        self.lookups = CallLookups(context, self.form, self.side, self)
        self.keeper = DraftKeeper(context, self._draft, self)
        self._blank = self.form.body()
        self._tick = QTimer(self)
        self._tick.setInterval(1_000)
        self._tick.timeout.connect(self._show_clock)
        self._build()
        self._wire()
        self.form.sharing.set_with_wording(False)
        self._show_clock()

    # what the shell uses

    def next_call(self) -> None:
        """F2: a call that can be saved is saved, a half-taken one is put aside, and the next begins."""
        if self._saving:
            return
        body = self.form.body()
        if is_blank(body):
            self._start_clock()
            self.form.go_to("who")
        elif missing(body):
            self.set_aside()
        else:
            self.save()

    def save(self, *, find_someone: bool = False) -> None:
        """Save the call whole, or say what is missing.

        Args:
            find_someone: go on to matching.
        """
        if self._saving:
            return
        body = self.form.body()
        problems = missing(body)
        if problems:
            self.form.show_problems(problems)
            return
        try:
            call = call_of(body, self._intake.today())
        except DomainError as problem:
            self.form.show_problems([problem])
            return
        self._find = find_someone
        actor = self.context.actor
        self._write(lambda draft: self._intake.save(actor, call, draft))

    def put_aside(self) -> None:
        """Esc: keep the call for later and leave."""
        if not is_blank(self.form.body()):
            self.set_aside()
        self.keeper.flush(self.left.emit)

    def set_aside(self) -> None:
        """Keep the call for later and begin another."""
        self._aside = True
        self.keeper.flush(self._begin)
        self.drafts_changed.emit(len(self.keeper.waiting) + 1)

    def resume(self, draft_id: str) -> None:
        """Go on with a call put aside; the one on show is put aside instead."""
        if is_blank(self.form.body()):
            self._go_on_with(draft_id)
            return
        self._aside = True
        self.keeper.flush(partial(self._go_on_with, draft_id))

    # page overrides

    def refresh(self, changes: Any) -> None:
        """Something shown was touched."""
        if changes is None or "need_type" in changes.entities:
            self.lookups.read_needs()
        self.lookups.read_person()

    def shown(self) -> None:
        """Read the needs on first show and bring back a call cut short; put the keyboard in the form."""
        self._tick.start()
        if not self._read_once:
            self._read_once = True
            self.lookups.read_needs()
        if is_blank(self.form.body()):
            self._start_clock()
            self.form.go_to("who")

    def hidden(self) -> None:
        """Keep what was typed; it comes back with the page."""
        self._tick.stop()
        self.keeper.keep_last()
        if not is_blank(self.form.body()):
            self.drafts_changed.emit(len(self.keeper.waiting) + 1)

    def keep(self) -> None:
        """Keep the call as it stands; it stays on show."""
        self.keeper.keep_last()

    def show_record(self, item: Any) -> None:
        """Begin a call for a person, or for somebody new, asked for as ``new:Jean Mallory``."""
        if item is None:
            return
        (kind, _, typed), who = str(item).partition(":"), self.form.who
        take = partial(who.add_new, typed) if kind == "new" else partial(who.take, str(item))
        if is_blank(self.form.body()):
            take()
        else:
            self._aside = True
            self.keeper.flush(self._begin)
            self.keeper.flush(take)

    def concern_about(self) -> str:
        """The caller, once known."""
        return f"person:{self.form.who.person_id}" if self.form.who.person_id else ""

    def panes(self) -> list[QWidget]:
        """Form, side, bar."""
        return [self.form, *([] if self._narrow else [self.side]), self.bar]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the side pane up where there is no room for it."""
        super().resizeEvent(event)
        self._shape()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts aside, F2 begins the next call; in the app the shell has F2."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_aside()
        elif event.key() == Qt.Key.Key_F2:
            self.next_call()
        else:
            super().keyPressEvent(event)

    # building

    def _build(self) -> None:
        self._scroll = scrolling(self.form, self)
        self.bar = CallBar(self)
        self._left = QWidget(self)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(Rule(self))
        column.addWidget(self.bar)
        self._column = column
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self._left)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.side.setMinimumWidth(px(300))
        keep_sizes(self.splitter, [774, SIDE_WIDTH])
        self.splitter.setSizes([px(774), px(SIDE_WIDTH)])
        self.side.resize(px(SIDE_WIDTH), self.side.height())
        self.splitter.splitterMoved.connect(self._shape)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.splitter)

    def _wire(self) -> None:
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        find = partial(self.save, find_someone=may("match.assign"))
        for keys, slot in (
            ("Ctrl+Return", find),
            ("Ctrl+Enter", find),
            ("Ctrl+M", find),
            ("Alt+N", self._on_not_them),
            ("Alt+S", self._on_same_key),
            ("Alt+D", self._on_new_key),
            ("Alt+B", self.form.behalf.opener.toggle),
            ("Alt+I", self.side.cards.take_keyboard),
            ("Alt+P", self.form.told.toggle),
        ):
            QShortcut(QKeySequence(keys), self, slot, context=here)
        self.bar.find_someone.clicked.connect(find)
        self.bar.save.clicked.connect(lambda: self.save())
        self.bar.aside.clicked.connect(self.put_aside)
        self.bar.concern.clicked.connect(lambda: self.place_asked.emit("raise_concern", self.concern_about()))
        self.form.edited.connect(self._on_edited)
        self.lookups.needs_known.connect(self._on_needs_known)
        self.form.who.person_changed.connect(self._show_waiting)
        self.side.resume_asked.connect(self.resume)
        self.side.alike.same_asked.connect(self._on_same)
        self.side.alike.new_asked.connect(self.lookups.dismiss)
        self.keeper.kept.connect(self._show_clock)
        self.keeper.counted.connect(self._on_counted)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.track(app.focusChanged, self._on_focus_changed)

    def _shape(self) -> None:
        narrow = self.width() < px(ONE_COLUMN_BELOW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.side.setVisible(not narrow)
            home = self._column if narrow else self.side.layout()
            assert isinstance(home, QVBoxLayout)
            home.insertWidget(0, self.side.alike)
            self.side.alike.set_wide(narrow)
            self.side.alike.setVisible(bool(self.side.alike.key))
            self.form.sharing.set_with_wording(narrow)
            if narrow:
                self.side.give_facts(self.form.foot)
            else:
                self.side.take_facts()
        room = self.width() - (0 if narrow else self.side.width())
        self.form.set_stacked(narrow or room < px(STACKED_BELOW))

    # the call

    def _draft(self) -> dict[str, Any]:
        body = self.form.body()
        return {} if is_blank(body) else body | {"focus": self.form.place(), "aside": self._aside}

    def _begin(self) -> None:
        """Show an empty call."""
        self.keeper.begin()
        self._aside = self._find = False
        self.lookups.forget()
        self.form.restore(self._blank)
        self._start_clock()
        self.keeper.count()
        if self.isVisible():
            self.form.go_to("who")

    def _go_on_with(self, draft_id: str) -> None:
        draft = next((one for one in self.keeper.waiting if one.id == draft_id), None)
        if draft is None:
            return
        self._aside = False
        self.keeper.begin(draft.id)
        self.form.restore(draft.body)
        self._start_clock()
        self.keeper.keep_now()
        self.keeper.count()
        self.form.go_to(str(draft.body.get("focus", "")))

    def _write(self, work: Callable[[str], Changes]) -> None:
        """Write once no draft is on its way; `work` takes the key of the draft it makes needless."""
        self._saving = True
        self.bar.setEnabled(False)
        self.keeper.when_still(partial(self._write_now, work))

    def _write_now(self, work: Callable[[str], Changes]) -> None:
        save = partial(work, self.keeper.draft_id)
        self.context.jobs.write(save, self._on_saved, self._on_problem, settled=self._on_settled)

    def _on_saved(self, changes: Changes) -> None:
        find = self._find
        self._begin()
        self.saved.emit(changes.made, find)

    def _on_problem(self, problem: Any) -> None:
        known = isinstance(problem, DomainError)
        self.form.show_problems([problem if known else DomainError(problem.user_message)])
        self.keeper.touch()

    def _on_settled(self) -> None:
        self._saving = False
        self.bar.setEnabled(True)

    def _on_edited(self) -> None:
        if self.form.body() != self._blank:
            self.keeper.touch()

    def _on_focus_changed(self, old: QWidget | None, _new: QWidget | None) -> None:
        """A field was left: keep what it holds."""
        if old is not None and self.keeper.pending and not self._saving and self.form.isAncestorOf(old):
            self.keeper.keep_now()

    def _on_needs_known(self) -> None:
        """With the needs at hand a kept call can be shown whole."""
        if not self._drafts_read:
            self._drafts_read = True
            actor = self.context.actor
            self.context.jobs.read(lambda: self._intake.waiting(actor), self._on_first_drafts)

    def _on_first_drafts(self, found: list[Any]) -> None:
        """A call cut short by a crash comes back where it was; those put aside wait."""
        self.keeper.waiting = found
        cut = next((draft for draft in found if not draft.body.get("aside")), None)
        if cut is not None and is_blank(self.form.body()):
            self._go_on_with(cut.id)
            self.said.emit(tr("The call you were taking is back."), False)
        else:
            self.keeper.count()

    def _on_counted(self, count: int) -> None:
        self._show_waiting()
        self.drafts_changed.emit(count)

    def _show_waiting(self) -> None:
        if not self.form.who.person_id:
            self.side.show_waiting(self.keeper.waiting, self._intake.today())

    # keys and buttons

    def _on_not_them(self) -> None:
        if self.form.who.person_id:
            self.form.who.not_them()

    def _on_same_key(self) -> None:
        if self.side.alike.key:
            self._on_same(self.side.alike.key)

    def _on_new_key(self) -> None:
        if self.side.alike.key:
            self.lookups.dismiss()

    def _on_same(self, key: str) -> None:
        if self.side.alike.about_person:
            self.form.who.take(key)
            self._on_edited()
            return
        words, actor = self.form.words.toPlainText(), self.context.actor
        self._find = False
        self._write(lambda draft: self._intake.add_note(actor, key, words, draft))

    def _start_clock(self) -> None:
        self._began = monotonic()
        self._show_clock()

    def _show_clock(self) -> None:
        if self._began is None:
            return
        seconds = int(monotonic() - self._began)
        parts = [f"{seconds // 60}:{seconds % 60:02}"]
        ago = self.keeper.seconds_ago
        if ago is not None:
            parts.append(kept_words(ago))
        self.set_title(tr("New call"), " · ".join(parts))
