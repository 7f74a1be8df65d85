"""Bring in a list: four steps, nothing saved before the last."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.imports.passed_on import usual_choices
from desktop.imports.run import StagedList
from desktop.jobs.cancel import CancelToken
from desktop.services.history import History
from desktop.ui.base.busy import BusyBar
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Rule, scrolling
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.keycap import ENTER
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.page import Page
from desktop.ui.base.permits import may
from desktop.ui.base.stepper import StepInfo, Stepper
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.imports.check_step import CheckStep
from desktop.ui.imports.columns_step import ColumnsStep
from desktop.ui.imports.done_step import DoneStep
from desktop.ui.imports.file_step import FileStep
from desktop.ui.imports.reading import Asked, Opened, Saved, bodies, read_file, save, save_left, weigh
from desktop.ui.imports.words import kind_words

FILE, COLUMNS, CHECK, DONE = range(4)
_RAIL = 216
_CHECK_HEIGHT = 270
"""Least height of the list to look over, px at 100%; in a shorter window it scrolls."""
_STEPS_BELOW = 900
"""Width of the page, in px at 100%, under which the steps are named in the foot only."""


class ImportsPage(Page):
    """The wizard: which file, which columns, what would happen, what happened."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Build the page, at the first step.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(tr("Bring in a list"), parent)
        self._context = context
        self._opened: Opened | None = None
        self._staged: StagedList | None = None
        self._saved: Saved | None = None
        self._token: CancelToken | None = None
        self.stepper = Stepper(
            [
                StepInfo(tr("Which list"), tr("A CSV file or a spreadsheet")),
                StepInfo(tr("Columns"), tr("What is in each")),
                StepInfo(tr("Check"), tr("New, changed, perhaps known")),
                StepInfo(tr("Done"), tr("Saved whole, or not at all")),
            ],
            self,
        )
        self.file_step, self.columns_step = FileStep(self), ColumnsStep(self)
        self.check_step, self.done_step = CheckStep(self), DoneStep(self)
        self.notice = Notice(parent=self, tone=Tone.DANGER)
        self.notice.hide()
        self.busy = BusyBar(self)
        self.back = Button(tr("Back"), self, icon="arrow-left")
        self.next = Button(tr("Next"), self, kind=ButtonKind.PRIMARY, keys=(tr("Ctrl"), ENTER))
        self.summary = Label("", self, kind="strong", wrap=True)
        self._build()
        self._wire()
        self._go(FILE)

    def panes(self) -> list[QWidget]:
        """Steps, then the one on show."""
        return [self.stepper, self._steps[self.stepper.at]]

    def shown(self) -> None:
        """Put the keyboard where the next thing is done, and know who may have passed a list on."""
        if may("referral.set"):
            self._context.jobs.read(
                lambda: bodies(self._context), self.file_step.set_bodies, key=f"import-bodies-{id(self)}"
            )
        if self.stepper.at == FILE and self._opened is None:
            self.file_step.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the steps out where there is no room."""
        super().resizeEvent(event)
        narrow = self.width() < px(_STEPS_BELOW)
        self._side.setVisible(not narrow)
        self._line.setVisible(not narrow)

    # building

    def _build(self) -> None:
        self.stack = QStackedWidget(self)
        self._steps: list[QWidget] = [self.file_step, self.columns_step, self.check_step, self.done_step]
        self.check_step.setMinimumHeight(px(_CHECK_HEIGHT))
        for step in self._steps:
            self.stack.addWidget(scrolling(step, self) if step is self.check_step else step)
        self._side = QWidget(self)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(px(20), px(20), px(16), px(12))
        side.setSpacing(0)
        side.addWidget(scrolling(self.stepper, self._side))
        self._side.setFixedWidth(px(_RAIL))
        self._line = Rule(self, upright=True)
        # Shown once there is known to be room: asking for it sooner would make the window grow.
        self._side.hide()
        self._line.hide()
        body = QFrame(self)
        body.setProperty("role", "pane")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._side)
        middle.addWidget(self._line)
        middle.addWidget(body, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(middle, 1)
        outer.addWidget(Rule(self))
        self._foot = self._make_foot()
        outer.addWidget(self._foot)

    def _make_foot(self) -> QFrame:
        foot = QFrame(self)
        foot.setProperty("role", "bar")
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(20), px(10), px(14), px(10))
        row.setSpacing(px(12))
        row.addWidget(self.back)
        row.addWidget(self.summary, 1)
        row.addWidget(self.busy, 1)
        row.addWidget(self.next)
        return foot

    def _wire(self) -> None:
        self.file_step.asked.connect(self._on_file_asked)
        self.columns_step.settled.connect(lambda _ok: self._show_foot())
        self.check_step.chosen.connect(self._show_foot)
        self.done_step.undo_asked.connect(self._on_undo_asked)
        self.done_step.left_asked.connect(self._on_left_asked)
        self.done_step.duplicates_asked.connect(lambda: self.place_asked.emit("duplicates", None))
        self.done_step.again_asked.connect(self._begin_again)
        self.stepper.step_asked.connect(self._on_step_asked)
        self.back.clicked.connect(lambda: self._go(max(self.stepper.at - 1, FILE)))
        self.next.clicked.connect(self._on_next)
        self.busy.stop_asked.connect(self._on_stop_asked)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.next.click)

    # moving on

    def _go(self, at: int) -> None:
        self.notice.hide()
        self.stepper.go_to(at)
        self.stack.setCurrentIndex(at)
        self._show_foot()

    def _on_step_asked(self, at: int) -> None:
        if self._token is None and self.stepper.at != DONE:
            self._go(at)

    def _show_foot(self) -> None:
        at, busy = self.stepper.at, self._token is not None
        self._foot.setVisible(at != DONE)
        self.back.setVisible(at in (COLUMNS, CHECK) and not busy)
        self.next.setVisible(at != DONE and not busy)
        self.summary.setVisible(not busy)
        words, off = self._next_words(at)
        self.next.set_words(words)
        self.next.switch_off(off)
        self.summary.setText(self._summary_words(at))

    def _next_words(self, at: int) -> tuple[str, str]:
        """The main button, and why it cannot be pressed yet."""
        if at == FILE:
            return tr("Next: columns"), "" if self._opened else tr("Choose a file first.")
        if at == COLUMNS:
            lacking = self.columns_step.lacking
            return tr("Next: check"), lacking
        counts = self.check_step.tally()
        count = counts["in"] + counts["changed"]
        words = tr_count("Bring in {count} row", "Bring in {count} rows", count)
        return words, "" if count else tr("No row is chosen. Choose some, or another file.")

    def _summary_words(self, at: int) -> str:
        if at == COLUMNS and self._opened is not None:
            return self._opened.asked.path.name
        if at != CHECK or self._staged is None:
            return ""
        counts = self.check_step.tally()
        parts = [tr("{count} come in", count=f"{counts['in']:,}")]
        if self.file_step.sender_id():
            parts.insert(0, tr("As referrals from {name}", name=self.file_step.passed_by.currentText()))
        if counts["changed"]:
            parts.append(tr("{count} change", count=f"{counts['changed']:,}"))
        left = counts["left"] + len(self._staged.rejected)
        if left:
            parts.append(tr("{count} stay out", count=f"{left:,}"))
        unknown = len(self._staged.unknown_postcodes)
        if unknown:
            parts.append(
                tr_count("{count} postcode is not known", "{count} postcodes are not known", unknown)
            )
        return ", ".join(parts)

    def _on_next(self) -> None:
        if self._token is not None or not self.next.isEnabled() or self.stepper.at == DONE:
            return
        if self.stepper.at == FILE:
            self._go(COLUMNS)
        elif self.stepper.at == COLUMNS:
            self._weigh()
        else:
            self._save()

    def _begin_again(self) -> None:
        self._opened = self._staged = self._saved = None
        self.file_step.show_nothing()
        self._go(FILE)

    # step 1

    def _on_file_asked(self, asked: Asked) -> None:
        self._opened = None
        self._show_foot()
        context = self._context
        context.jobs.read(
            lambda: read_file(context, asked), self._on_opened, self.file_step.show_problem, key="import-open"
        )

    def _on_opened(self, opened: Opened) -> None:
        self._opened = opened
        self.file_step.show_opened(opened)
        self.columns_step.show_opened(opened)
        kind = kind_words(opened.source.kind).lower()
        self.stepper.set_note(FILE, tr("{file}, {kind}", file=opened.asked.path.name, kind=kind))
        self._show_foot()

    # steps 2 and 3

    def _weigh(self) -> None:
        context, source = self._context, self.columns_step.source
        self._begin(tr("Looking at the rows"))
        self._token = context.jobs.long(
            lambda token, progress: weigh(context, source, token, progress),
            self._on_weighed,
            self._on_problem,
            progressed=self.busy.take,
            settled=self._end,
        )
        self._show_foot()

    def _on_weighed(self, staged: StagedList) -> None:
        self._staged = staged
        proposed = usual_choices(staged) if self.file_step.sender_id() else None
        self.check_step.show_staged(staged, proposed)
        self._go(CHECK)

    def _save(self) -> None:
        staged, choices, context = self._staged, self.check_step.choices, self._context
        if staged is None:
            return
        remember, sender = self.columns_step.remember.isChecked(), self.file_step.sender_id()
        self._begin(tr("Making a backup first"))
        self._token = context.jobs.long(
            lambda token, progress: save(context, staged, choices, remember, sender, token, progress),
            self._on_saved,
            self._on_problem,
            progressed=self.busy.take,
            settled=self._end,
            writes=True,
        )
        self._show_foot()

    def _on_saved(self, saved: Saved) -> None:
        self._saved = saved
        staged = self._staged
        assert staged is not None
        left = len(saved.decided.left) + len(staged.rejected)
        self.done_step.show_saved(saved, left, staged.counts()["possible_duplicates"])
        self._go(DONE)

    # step 4

    def _on_undo_asked(self) -> None:
        if self._saved is None:
            return
        history, txn = self._context.service(History), self._saved.changes.txn
        self._context.jobs.write(
            lambda: history.undo(self._context.actor, txn),
            lambda done: self.done_step.show_undone(done.message),
        )

    def _on_left_asked(self, path: Path) -> None:
        staged, saved = self._staged, self._saved
        if staged is None or saved is None:
            return
        self._context.jobs.read(
            lambda: save_left(staged, saved.decided.left, path),
            partial(self.done_step.show_left_saved, path),
            self._on_problem,
        )

    # while something runs

    def _begin(self, words: str) -> None:
        self.notice.hide()
        self.busy.begin(words)

    def _end(self) -> None:
        self._token = None
        self.busy.end()
        self._show_foot()

    def _on_stop_asked(self) -> None:
        if self._token is not None:
            self._token.cancel()

    def _on_problem(self, problem: Any) -> None:
        """Say what is wrong and what to do, until the next try."""
        self.notice.say(problem.user_message, getattr(problem, "remedy", ""))
        self.notice.show()
