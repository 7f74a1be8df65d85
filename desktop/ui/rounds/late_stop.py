"""Putting a stop that came late on one of the day's rounds, where it costs least."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.services.base import Changes
from desktop.services.late_stops import LatePlace, LateStops
from desktop.services.round_details import CandidateTask
from desktop.ui.base.choice import ComboBox, RadioButton
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.rounds.times import show_short_day, show_span


class LateStopDialog(SheetDialog):
    """What came late, and the day's rounds with what it would cost each."""

    def __init__(self, context: AppContext, day: date, parent: QWidget | None = None) -> None:
        """Ask what is on no round yet.

        Args:
            context: the open hub.
            day: the date.
            parent: the window it belongs to.
        """
        super().__init__(
            tr("Late stop"),
            parent,
            verb=tr("Put it on"),
            sentence=tr("Goes in where it costs least. The order of the other stops stays."),
        )
        self._context, self._day = context, day
        self._late = context.service(LateStops)
        self.choices: dict[str, RadioButton] = {}
        self._group = QButtonGroup(self)
        self.task = ComboBox([], name=tr("What came late"))
        self.wrong = Label("", kind="wrong", wrap=True)
        self.wrong.hide()
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, px(6), 0, 0)
        self._column.setSpacing(px(4))
        for part in (Label(tr("What came late"), kind="field"), self.task, self.wrong, self._list):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.primary.setEnabled(False)
        self.confirmed.connect(self._on_confirmed)
        self.resize(px(580), px(480))
        late, actor = self._late, context.actor
        context.jobs.read(lambda: late.waiting(actor, day), self._show_waiting, self._on_problem)

    def _show_waiting(self, found: Sequence[CandidateTask]) -> None:
        self.task.set_choices([(one.task_id, _words(one)) for one in found])
        if not found:
            words = tr("Every delivery of that day is on a round.")
            self._column.addWidget(Label(words, tone="ink2", wrap=True))
            self.primary.switch_off(words)
            return
        self.task.currentIndexChanged.connect(self._ask)
        self.task.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask()

    def _ask(self) -> None:
        task, day, late, actor = str(self.task.value() or ""), self._day, self._late, self._context.actor
        self._context.jobs.read(
            lambda: late.places(actor, task, day), self._show, self._on_problem, key=f"late-{id(self)}"
        )

    def _show(self, found: Sequence[LatePlace]) -> None:
        self.wrong.hide()
        for choice in self.choices.values():
            self._group.removeButton(choice)
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.choices = {}
        for one in found:
            self._add(one)
        open_ = [choice for choice in self.choices.values() if choice.isEnabled()]
        if open_:
            open_[0].setChecked(True)
        none = tr("No round of that day can take it.") if found else tr("No round is planned for that day.")
        self.primary.setEnabled(bool(open_))
        self.primary.switch_off("" if open_ else none)
        if not found:
            self._column.addWidget(Label(none, tone="ink2", wrap=True))

    def _add(self, one: LatePlace) -> None:
        row = one.row
        name = tr("{name}, S-{number}", name=row.name, number=row.number)
        about = one.why_not or _about(one)
        choice = RadioButton(name)
        choice.setEnabled(not one.why_not)
        choice.setAccessibleName(tr("{name}: {about}", name=name, about=about))
        self._group.addButton(choice)
        self.choices[row.id] = choice
        self._column.addWidget(choice)
        label = Label(about, kind="second", tone="warn" if one.why_not else "ink2", wrap=True)
        label.setContentsMargins(px(26), 0, 0, px(6))
        self._column.addWidget(label)

    def _on_confirmed(self) -> None:
        wanted = next((key for key, choice in self.choices.items() if choice.isChecked()), "")
        task, late, actor = str(self.task.value() or ""), self._late, self._context.actor
        if not wanted:
            return
        self.primary.setEnabled(False)
        self._context.jobs.write(
            lambda: late.put(actor, task, wanted), self._on_done, self._on_problem, settled=self._on_settled
        )

    def _on_done(self, _made: Changes) -> None:
        self.accept()

    def _on_settled(self) -> None:
        self.primary.setEnabled(True)

    def _on_problem(self, problem: object) -> None:
        self.wrong.setText(str(getattr(problem, "user_message", "")))
        self.wrong.show()


def _words(one: CandidateTask) -> str:
    day = tr("late, {day}", day=show_short_day(one.on_date)) if one.days < 0 else ""
    parts = (
        tr("{reference} {person}", reference=one.reference, person=one.person),
        one.address,
        one.items,
        day,
    )
    return " · ".join(part for part in parts if part)


def _about(one: LatePlace) -> str:
    """Where it goes, what it costs, when the round is and who drives."""
    where = tr("first stop")
    if one.after:
        where = tr("stop {number}, after {address}", number=one.position, address=one.after)
    cost = tr("{minutes} minutes more", minutes=one.minutes) if one.minutes else tr("no longer")
    row = one.row
    driver = row.driver or tr("no driver yet")
    return " · ".join((cost, where, show_span(row.starts_at, row.ends_at), driver))
