"""Welfare calls: the worklist of the day, one call by the keyboard, and what to know beside it."""

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from db.drafts import Draft
from db.enums import ContactOutcome
from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.services.base import Changes
from desktop.services.call_details import CallDetail
from desktop.services.calls import Calls, Worklist
from desktop.ui.base.card import EmptyState, Rule, scrolling
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.icons import icon
from desktop.ui.base.page import Page
from desktop.ui.base.permits import may
from desktop.ui.base.rescale import keep_sizes
from desktop.ui.base.theme import px
from desktop.ui.calls.acts import CallActs
from desktop.ui.calls.bar import CallsBar
from desktop.ui.calls.drafts import CallDrafts
from desktop.ui.calls.form import CallForm
from desktop.ui.calls.group_card import GROUP, GroupCard
from desktop.ui.calls.head import CallsHead
from desktop.ui.calls.side import CallSide
from desktop.ui.calls.worklist import CallList, lines_of

ONE_COLUMN_BELOW = 1000
"""Width of the page, in px at 100%, under which what stands beside the call gives way."""
PROMISE = "promise:"
"""What stands before the key of a promise where the page is asked for one."""
NEW = "new:"
"""What stands before the key of somebody who is to be rung from now on."""


class CallsPage(Page):
    """The calling screen.

    Signals:
        call_for: begin a new call for somebody: their key.
        group_asked: check in with a street group: its key.
    """

    call_for = Signal(str)
    group_asked = Signal(str)

    entities = frozenset({"call_plan", "call_step", "call_promise", "call_sheet_line"}) | frozenset(
        {"contact_attempt", "person", "phone", "help_pause", "organisation", "group_check_in"}
    )

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Build the page; nothing is read until it is shown.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(tr("Welfare calls"), parent)
        self.context, self.jobs = context, context.jobs
        self.calls = context.service(Calls)
        self._work = Worklist((), (), ())
        self._detail: CallDetail | None = None
        self._began: float | None = None
        self._wanted = self._group = ""
        self._saving = self._asked_drafts = self._narrow = False
        self.head = CallsHead(context.actor.name, self)
        self.whose = self.head.whose
        self.list = CallList(self)
        self.group = GroupCard(self)
        self.form = CallForm(self)
        self.side = CallSide(self)
        self.bar = CallsBar(self)
        self.acts = CallActs(context, self)
        self.drafts = CallDrafts(context, self._body, self)
        self._tick = QTimer(self)
        self._tick.setInterval(1_000)
        self._tick.timeout.connect(self._show_clock)
        self._build()
        self._wire()

    @property
    def plan_id(self) -> str:
        """The call put forward; empty for none."""
        return self._detail.row.id if self._detail else ""

    # page overrides

    def shown(self) -> None:
        """Read the list, and once what was left half made."""
        if not self._asked_drafts and may("call.make"):
            self._asked_drafts = True
            actor = self.context.actor
            self.jobs.read(lambda: self.calls.waiting(actor), self._on_drafts)
        self.refresh(None)

    def hidden(self) -> None:
        """Keep what was typed; it comes back with the page."""
        self._tick.stop()
        self.drafts.keep_last()

    def keep(self) -> None:
        """Keep the call as it stands; it stays on show."""
        self.drafts.keep_last()

    def refresh(self, changes: Any) -> None:
        """Read the list again."""
        actor, of = self.context.actor, self.whose.of
        self.jobs.read(lambda: self.calls.worklist(actor, of), self._on_work, key="calls-worklist")

    def show_record(self, item: Any) -> None:
        """Put a call forward, ask about a promise, or begin to ring somebody."""
        asked = str(item or "")
        if asked.startswith(PROMISE):
            self.acts.keep_promise(asked.removeprefix(PROMISE))
        elif asked.startswith(NEW):
            self.acts.add(asked.removeprefix(NEW))
        elif asked:
            self._wanted = asked
            self.whose.choose(None)

    def concern_about(self) -> str:
        """Whoever is on the phone."""
        return f"person:{self._detail.row.person_id}" if self._detail else ""

    def panes(self) -> list[QWidget]:
        """List, call, what stands beside it, the ways it can end."""
        return [self.list, self.form, *([self.side] if self.side.isVisible() else []), self.bar]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands beside the call goes under it where there is no room."""
        super().resizeEvent(event)
        self._shape()

    # building

    def _build(self) -> None:
        self._left = left = QFrame(self)
        left.setProperty("role", "pane")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(Rule(left))
        column.addWidget(self.list, 1)
        middle = QWidget(self)
        inner = QVBoxLayout(middle)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(scrolling(self.form, self), 1)
        inner.addWidget(Rule(self))
        inner.addWidget(self.bar)
        self.empty = EmptyState("", self, icon="phone-call")
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(middle)
        self.stack.addWidget(self.group)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        for part in (left, self.stack, self.side):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 1)
        self.side.setMinimumWidth(px(200))
        keep_sizes(self.splitter, [270, 638, 244])
        self.splitter.setSizes([px(270), px(638), px(244)])
        self.side.resize(px(244), self.side.height())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.splitter)

    def _shape(self) -> None:
        narrow = self.width() < px(ONE_COLUMN_BELOW)
        self._left.setMinimumWidth(px(160 if narrow else 220))
        self.side.setVisible(not narrow and self._detail is not None)
        if narrow != self._narrow:
            self._narrow = narrow
            if narrow:
                self.side.give_facts(self.form.foot)
                # Only once the side is away: while it shows it keeps its least width, at the list's cost.
                self.splitter.setSizes([px(190), self.width() - px(190), 0])
            else:
                self.side.take_facts()

    def _wire(self) -> None:
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, slot in (
            ("Ctrl+Return", self.save),
            ("Ctrl+Enter", self.save),
            ("Alt+A", self.no_answer),
            ("Ctrl+R", self.make_request),
        ):
            QShortcut(QKeySequence(keys), self, slot, context=here)
        self.list.chosen.connect(self._go_to)
        self.list.activated.connect(
            lambda _index: self.group.button.click() if self._group else self.form.take_keyboard()
        )
        self.whose.chosen.connect(lambda: self.refresh(None))
        self.head.add.clicked.connect(lambda: self.acts.add(""))
        self.head.place_asked.connect(lambda place: self.place_asked.emit(place, None))
        self.group.asked.connect(self.group_asked)
        self.form.edited.connect(self._on_edited)
        self.form.ring_asked.connect(self._start_clock)
        self.form.request_asked.connect(self.make_request)
        self.form.words_typed.connect(self._ask_hint)
        self.side.kept.connect(self.acts.keep_promise)
        self.bar.save.clicked.connect(self.save)
        self.bar.no_answer.clicked.connect(self.no_answer)
        self.bar.more.clicked.connect(self._open_more)
        self.bar.concern.clicked.connect(lambda: self.place_asked.emit("raise_concern", self.concern_about()))

    # the call

    def save(self) -> None:
        """Record that they were reached, or that a step brought news; then the next call."""
        if self._detail is None or not may("call.make"):
            return
        if self._detail.row.next_step:
            self._take_step(heard=True)
        else:
            self.record_call(ContactOutcome.REACHED)

    def no_answer(self) -> None:
        """Record that nobody answered, or that a step brought no news; then the next call."""
        if self._detail is None or not may("call.make") or self._detail.is_last_resort:
            return
        if self._detail.row.next_step:
            self._take_step(heard=False)
        else:
            self.record_call(ContactOutcome.NO_ANSWER)

    def record_call(self, outcome: ContactOutcome) -> None:
        """Record the call as it stands in the form."""
        assert self._detail is not None
        minutes = None if self._began is None else max(1, round((monotonic() - self._began) / 60))
        try:
            done = self.form.done(outcome, minutes)
        except DomainError as problem:
            self.form.say(problem)
            return
        actor, plan, draft = self.context.actor, self.plan_id, self.drafts.key(self.plan_id)
        self._write(lambda: self.calls.record(actor, plan, done, draft))

    def make_request(self) -> None:
        """Make a request of the notes with the call; where no need is known, begin a new call for them."""
        if self._detail is None or not may("request.set"):
            return
        if not self.form.take_need():
            self.drafts.keep_last()
            self.call_for.emit(self._detail.row.person_id)

    def _take_step(self, *, heard: bool) -> None:
        actor, plan, note = self.context.actor, self.plan_id, self.form.notes.toPlainText()
        self._write(lambda: self.calls.step_taken(actor, plan, note, heard=heard))

    def _write(self, work: Callable[[], Changes]) -> None:
        if self._saving:
            return
        self._saving = True
        self.bar.setEnabled(False)
        write = partial(self.jobs.write, work, self._on_saved, self._on_problem, settled=self._on_settled)
        self.drafts.when_still(write)

    def _on_saved(self, _changes: Changes) -> None:
        due, plan = self.list.due(), self.plan_id
        self.drafts.forget(plan)
        at = due.index(plan) if plan in due else -1
        rest = [*due[at + 1 :], *due[:at]] if at >= 0 else due
        self.form.set_body({})
        self._wanted = rest[0] if rest else ""
        self._detail, self._began = None, None

    def _on_problem(self, problem: Any) -> None:
        known = isinstance(problem, DomainError)
        self.form.say(problem if known else DomainError(problem.user_message))

    def _on_settled(self) -> None:
        self._saving = False
        self.bar.setEnabled(True)

    def _body(self) -> dict[str, Any]:
        body = self.form.body() if self._detail is not None else {}
        return body | {"plan": self.plan_id} if body else {}

    def _on_edited(self) -> None:
        if self._began is None and self._detail is not None and not self._detail.row.next_step:
            self._start_clock()
        self.drafts.touch()

    def _start_clock(self) -> None:
        self._began = monotonic()
        self._tick.start()
        self._show_clock()

    def _show_clock(self) -> None:
        self.form.show_clock(None if self._began is None else int(monotonic() - self._began))

    def _ask_hint(self, words: str) -> None:
        if not words.strip():
            self.form.show_hint(None)
            return
        actor = self.context.actor
        self.jobs.read(lambda: self.calls.hint(actor, words), self.form.show_hint, key="calls-hint")

    # what was read

    def _on_drafts(self, found: list[Draft]) -> None:
        self.drafts.take(found)
        if found and not self._wanted:
            self._wanted = str(found[0].body.get("plan", ""))
            self.said.emit(tr("The call you were making is back."), False)
            self.refresh(None)

    def _on_work(self, work: Worklist) -> None:
        self._work, today = work, self.calls.today()
        self.whose.set_callers(work.callers)
        self.head.count.setText(tr("{count} to make", count=len(work.due)))
        made, whole = len(work.made), len(work.made) + len(work.due)
        said = tr("{made} of {count} made today", made=made, count=whole) if whole else ""
        self.set_title(tr("Welfare calls"), said)
        self.list.show_lines(lines_of(work, today), "")
        due = self.list.due()
        held = (self._wanted, self.plan_id or self._group)
        key = next((one for one in held if one in due), due[0] if due else "")
        self._wanted = ""
        self.list.put_forward(key)
        if key:
            self._read(key)
        else:
            self._show_none()

    def _go_to(self, key: str) -> None:
        """Another call of the list: what was typed stays with its own."""
        if key != (self.plan_id or self._group):
            self.drafts.keep_now()
            self._read(key)

    def _read(self, key: str) -> None:
        group = next((one for one in self._work.groups if f"{GROUP}{one.id}" == key), None)
        if group is not None:
            self._show_no_call(self.group)
            self._group = key
            self.group.show_group(group, self.calls.today())
            return
        actor = self.context.actor
        self.jobs.read(lambda: self.calls.detail(actor, key), self._on_detail, key="calls-detail")

    def _on_detail(self, detail: CallDetail) -> None:
        if self._group and self._group == self.list.chosen_key():
            return
        self._group = ""
        same = self._detail is not None and detail.row.id == self._detail.row.id
        body = self._body() if same else {}
        if not same:
            self.drafts.remember()
            self._began = None
            self._tick.stop()
        self._detail = detail
        today = self.calls.today()
        self.form.show_call(detail, today)
        self.form.set_body(body or self.drafts.of(detail.row.id))
        self.form.setEnabled(may("call.make"))
        self._show_clock()
        self.side.show_call(detail, today)
        self._shape()
        self.bar.show_step(step=detail.row.next_step > 0, last=detail.is_last_resort)
        self.stack.setCurrentIndex(1)

    def _show_no_call(self, instead: QWidget) -> None:
        self.drafts.remember()
        self._tick.stop()
        self._detail, self._began, self._group = None, None, ""
        self.side.show_call(None, self.calls.today())
        self.side.hide()
        self.stack.setCurrentWidget(instead)

    def _show_none(self) -> None:
        self._show_no_call(self.empty)
        made = len(self._work.made)
        words = tr_count("All calls made. {count} today.", "All calls made. {count} today.", made)
        if not made:
            words = tr("Nobody is due a call today. Add whom to ring again and again, and how often.")
        self.empty.set_text(words)

    # menus

    def _open_more(self) -> None:
        menu = QMenu(self.bar.more)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("More"))
        for words, mark, slot in self.acts.more(self._detail):
            menu.addAction(icon(mark), words).triggered.connect(lambda _=False, slot=slot: slot())
        menu.popup(self.bar.more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
