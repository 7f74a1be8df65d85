"""The frame of a task in steps: the steps beside it, one of them on show, Back and Next below."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.jobs.cancel import CancelToken
from desktop.ui.base.busy import BusyBar
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import Rule, scrolling
from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.page import Page
from desktop.ui.base.stepper import StepInfo, Stepper
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone

_RAIL = 216
_STEPS_BELOW = 900
"""Width of the page, in px at 100%, under which the steps are named in the foot only."""


class WizardPage(Page):
    """A page of steps; who uses it fills `_next_words`, `_summary_words`, `_on_next` and `_may_go_back`."""

    def __init__(self, title: str, steps: Sequence[StepInfo], parent: QWidget | None = None) -> None:
        """Make what every such page has; `build` puts the steps in.

        Args:
            title: its name in the top bar.
            steps: what they are called.
            parent: the owner.
        """
        super().__init__(title, parent)
        self._token: CancelToken | None = None
        self._steps: list[QWidget] = []
        self.stepper = Stepper(steps, self)
        self.notice = Notice(parent=self, tone=Tone.DANGER)
        self.notice.hide()
        self.busy = BusyBar(self)
        self.back = Button(tr("Back"), self, icon="arrow-left")
        self.next = Button(tr("Next"), self, kind=ButtonKind.PRIMARY, keys=(tr("Ctrl"), ENTER))
        self.summary = Label("", self, kind="strong", wrap=True)

    def build(self, steps: Sequence[QWidget], scrolled: Collection[QWidget] = ()) -> None:
        """Lay the page out.

        Args:
            steps: the widget of each.
            scrolled: those that scroll where the window is short.
        """
        self._steps = list(steps)
        self.stack = QStackedWidget(self)
        for step in steps:
            self.stack.addWidget(scrolling(step, self) if step in scrolled else step)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._make_side())
        middle.addWidget(self._line)
        middle.addWidget(self._make_body(), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(middle, 1)
        outer.addWidget(Rule(self))
        self._foot = self._make_foot()
        outer.addWidget(self._foot)
        self.stepper.step_asked.connect(self._on_step_asked)
        self.back.clicked.connect(lambda: self.go(max(self.stepper.at - 1, 0)))
        self.next.clicked.connect(self._on_next)
        self.busy.stop_asked.connect(self._on_stop_asked)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.next.click)

    def panes(self) -> list[QWidget]:
        """Steps, then the one on show."""
        return [self.stepper, self._steps[self.stepper.at]]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the steps out where there is no room."""
        super().resizeEvent(event)
        narrow = self.width() < px(_STEPS_BELOW)
        self._side.setVisible(not narrow)
        self._line.setVisible(not narrow)

    def go(self, at: int) -> None:
        """Show a step."""
        self.notice.hide()
        self.stepper.go_to(at)
        self.stack.setCurrentIndex(at)
        self.show_foot()

    def show_foot(self) -> None:
        """Say in the foot what comes next, and what stands."""
        at, busy = self.stepper.at, self._token is not None
        done = self._is_done(at)
        self._foot.setVisible(not done)
        self.back.setVisible(self._may_go_back(at) and not busy)
        self.next.setVisible(not done and not busy)
        self.summary.setVisible(not busy)
        words, off = self._next_words(at)
        self.next.set_words(words)
        self.next.switch_off(off)
        self.summary.setText(self._summary_words(at))

    # what each wizard says

    def _next_words(self, at: int) -> tuple[str, str]:
        """The main button, and why it cannot be pressed yet."""
        raise NotImplementedError

    def _summary_words(self, at: int) -> str:
        """What stands, beside the main button."""
        raise NotImplementedError

    def _on_next(self) -> None:
        """The main button was pressed."""
        raise NotImplementedError

    def _may_go_back(self, at: int) -> bool:
        """Whether Back is offered."""
        return at > 0

    def _is_done(self, at: int) -> bool:
        """Whether nothing is left to be done in a step."""
        return False

    # building

    def _make_side(self) -> QWidget:
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
        return self._side

    def _make_body(self) -> QFrame:
        body = QFrame(self)
        body.setProperty("role", "pane")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)
        return body

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

    # while something runs

    def begin(self, words: str) -> None:
        """Say what runs."""
        self.notice.hide()
        self.busy.begin(words)

    def end(self) -> None:
        """What ran is over."""
        self._token = None
        self.busy.end()
        self.show_foot()

    def show_problem(self, problem: Any) -> None:
        """Say what is wrong and what to do, until the next try."""
        self.notice.say(problem.user_message, getattr(problem, "remedy", ""))
        self.notice.show()

    def _on_step_asked(self, at: int) -> None:
        if self._token is None and not self._is_done(self.stepper.at):
            self.go(at)

    def _on_stop_asked(self) -> None:
        if self._token is not None:
            self._token.cancel()
