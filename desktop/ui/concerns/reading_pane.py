"""The middle of the lead's page: a concern to read, a decision to record, and the buttons under it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from db.enums import VolunteerStatus
from db.enums_concerns import ConcernState, EntryKind
from desktop.domain.concern_duties import ADVICE
from desktop.domain.concerns import ConcernFile
from desktop.services.concern_lines import HeldVolunteer
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import EmptyState, Rule, scrolling
from desktop.ui.base.flow import FlowLayout
from desktop.ui.base.i18n import tr
from desktop.ui.base.keycap import ENTER
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.concerns.decide import DecisionForm, Unfinished
from desktop.ui.concerns.parts import empty
from desktop.ui.concerns.record import Content, chronology, duty_notice, head, hold_notice, known
from desktop.ui.concerns.words import first_name
from desktop.ui.words import say


class ReadingPane(QFrame):
    """One concern, or the sentence that none is open.

    Signals:
        record_asked: record the decision.
        print_asked: print the alert form.
        more_asked: show what else can be done, at this button.
        typed: something is being written.

    Attributes:
        form: asks for the decision; None where none is asked.
        held: the volunteer held back because of the concern.
    """

    record_asked = Signal()
    print_asked = Signal()
    more_asked = Signal(object)
    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make it, empty.

        Args:
            parent: the owner.
        """
        super().__init__(parent)
        self.form: DecisionForm | None = None
        self.held: HeldVolunteer | None = None
        self.problem = Notice(parent=self, tone=Tone.DANGER)
        self.none = EmptyState(
            tr("Choose a concern and press Enter. That you opened it is recorded in it."),
            self,
            icon="shield-lock",
        )
        self._body = Content()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(px(20), px(16), px(20), px(16))
        self._column.setSpacing(px(12))
        outer_body = Content()
        self._whole = QVBoxLayout(outer_body)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addWidget(self._body)
        self._whole.addStretch(1)
        self._area = scrolling(outer_body, self)
        kind, keys = ButtonKind.PRIMARY, (tr("Ctrl"), ENTER)
        self.record_button = Button(tr("Record decision"), self, kind=kind, icon="check", keys=keys)
        self.print_button = Button(tr("Print alert form"), self, icon="printer")
        self.more_button = Button(tr("More"), self, icon="dots")
        self._bar = self._make_bar()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.problem)
        outer.addWidget(self.none, 1)
        outer.addWidget(self._area, 1)
        outer.addWidget(Rule(self))
        outer.addWidget(self._bar)
        self.record_button.clicked.connect(self.record_asked)
        self.print_button.clicked.connect(self.print_asked)
        self.more_button.clicked.connect(lambda: self.more_asked.emit(self.more_button))
        self.problem.hide()
        self.show_nothing()

    def show_file(
        self,
        file: ConcernFile,
        held: HeldVolunteer | None,
        duty: Sequence[str],
        today: date,
        half: Unfinished | None,
        *,
        same: bool,
    ) -> None:
        """Show a concern.

        Args:
            file: the concern.
            held: the volunteer it holds back.
            duty: whom the law says must be told of that.
            today: the day it is.
            half: a decision half written.
            same: it is the one on show already; how far it was scrolled is kept.
        """
        top = self._area.verticalScrollBar().value() if same else 0
        self._clear()
        self.held = held
        is_open = file.state is not ConcernState.CLOSED
        parts: list[QWidget] = head(file)
        if held is not None:
            suspended = held.status is VolunteerStatus.SUSPENDED
            parts.insert(1, hold_notice(held.name, say(held.status), suspended, ADVICE))
            parts += [duty_notice(duty)] if suspended and duty else []
        more = known(file.details) if file.of(EntryKind.DETAILS) else None
        parts += [more] if more is not None else []
        if is_open:
            parts += [Rule(), self._decision(file, today, half)]
        parts.append(chronology(file))
        for part in parts:
            self._column.addWidget(part)
        self.none.hide()
        self._area.show()
        self._bar.show()
        self.record_button.setVisible(is_open)
        self.problem.hide()
        self._column.activate()
        self._area.verticalScrollBar().setValue(top)

    def inputs(self) -> list[QWidget]:
        """Where the keyboard goes after the questions, in order, the last of them first."""
        last = [self.form.review] if self.form is not None else []
        return [*last, self.record_button, self.print_button, self.more_button]

    def show_nothing(self) -> None:
        """No concern is open."""
        self._clear()
        self._area.hide()
        self._bar.hide()
        self.problem.hide()
        self.none.show()

    def take_side(self, side: QWidget) -> None:
        """Show what belongs to a concern under it."""
        self._whole.insertWidget(1, side)
        side.show()

    def say_problem(self, problem: Exception) -> None:
        """Say what was refused."""
        remedy = str(getattr(problem, "remedy", ""))
        self.problem.say(str(getattr(problem, "user_message", problem)), remedy, tone=Tone.DANGER)
        self.problem.show()

    def say_moved(self, was_closed: bool) -> None:
        """The concern on show stands in the other list now."""
        words = tr("It is open again, under Open.") if was_closed else tr("It is closed, and under Closed.")
        self.problem.say(words, tone=Tone.OK)
        self.problem.show()

    def _decision(self, file: ConcernFile, today: date, half: Unfinished | None) -> DecisionForm:
        form = DecisionForm(first_name(file.account.about.name), today)
        if half is not None:
            form.restore(half)
        form.changed.connect(self.typed)
        self.form = form
        return form

    def _make_bar(self) -> QWidget:
        bar = QFrame(self)
        bar.setProperty("role", "bar")
        row = FlowLayout(bar)
        row.setContentsMargins(px(20), px(10), px(14), px(10))
        for button in (self.record_button, self.print_button, self.more_button):
            row.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        bar.setSizePolicy(policy)
        return bar

    def _clear(self) -> None:
        self.form, self.held = None, None
        empty(self._column)
