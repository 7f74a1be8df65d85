"""Choosing what else a round takes."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.services.round_details import CandidateTask, RoundDetail
from desktop.services.round_gates import Crew
from desktop.services.rounds import Rounds
from desktop.ui.base.choice import CheckBox, ComboBox
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.rounds.forms import area_choices
from desktop.ui.rounds.times import show_short_day

MOST_LISTED = 120
"""Ticks shown at once; more are reached by choosing an area."""


class AddStopsDialog(SheetDialog):
    """Open deliveries and errands with a tick each."""

    def __init__(self, context: AppContext, detail: RoundDetail, parent: QWidget | None = None) -> None:
        """Ask what is open.

        Args:
            context: the open hub.
            detail: the round.
            parent: the window it belongs to.
        """
        reference = f"S-{detail.row.number}"
        super().__init__(
            tr("Add stops"),
            parent,
            verb=tr("Put on {reference}", reference=reference),
            sentence=tr("What is open and on no round. Tick what this round takes."),
        )
        self._context, self._detail = context, detail
        self.ticks: dict[str, CheckBox] = {}
        self.area = ComboBox([("", tr("All"))], name=tr("Area"), prefix=tr("Area:"), small=True)
        self.wrong = Label("", kind="wrong", wrap=True)
        self.wrong.hide()
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        self.body.addWidget(self.area)
        self.body.addWidget(self.wrong)
        self.body.addWidget(self._list)
        self.body.addStretch(1)
        self.confirmed.connect(self._on_confirmed)
        self.resize(px(640), px(560))
        context.jobs.read(lambda: area_choices(context), self._on_areas)

    def _on_areas(self, areas: Sequence[tuple[object, str]]) -> None:
        self.area.set_choices([("", tr("All")), *areas])
        self.area.set_value(self._detail.row.area_id or "")
        self.area.currentIndexChanged.connect(self._ask)
        self._ask()

    def _ask(self) -> None:
        row, actor = self._detail.row, self._context.actor
        crew: Crew = tuple(one for one in (row.driver_id, row.helper_id) if one)
        area = str(self.area.value() or "")
        rounds = self._context.service(Rounds)
        self._context.jobs.read(
            lambda: rounds.candidates(actor, row.on_date, area, crew), self._show, key=f"open-{id(self)}"
        )

    def _show(self, found: Sequence[CandidateTask]) -> None:
        kept = {key for key, tick in self.ticks.items() if tick.isChecked()}
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.ticks = {}
        if not found:
            self._column.addWidget(
                Label(tr("Nothing is open here. Choose another area."), tone="ink2", wrap=True)
            )
        heading = ""
        for one in sorted(found[:MOST_LISTED], key=lambda task: (_order(task), task.on_date)):
            if heading != (heading := _heading(one)):
                self._column.addWidget(Label(heading, kind="field"))
            self._add(one, one.task_id in kept)
        left = len(found) - MOST_LISTED
        if left > 0:
            self._column.addWidget(
                Label(
                    tr_count(
                        "{count} more. Choose an area to see it.",
                        "{count} more. Choose an area to see them.",
                        left,
                    ),
                    tone="ink2",
                )
            )
        first = next((tick for tick in self.ticks.values() if tick.isEnabled()), None)
        if first is not None and not self.area.hasFocus():
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, one: CandidateTask, ticked: bool) -> None:
        where = tr("{name}, {address}", name=one.person, address=one.address) if one.address else one.person
        what = tr("{need}, {items}", need=one.need, items=one.items)
        tick = CheckBox(where, checked=ticked and not one.why_not)
        tick.setEnabled(not one.why_not)
        tick.setAccessibleName(tr("{who}: {what}", who=where, what=what))
        self.ticks[one.task_id] = tick
        self._column.addWidget(tick)
        self._column.addWidget(
            _under(what if not one.days else f"{what} · {show_short_day(one.on_date)}", "")
        )
        for words in (one.why_not, *one.held):
            if words:
                self._column.addWidget(_under(words, "warn"))

    def _on_confirmed(self) -> None:
        wanted = [key for key, tick in self.ticks.items() if tick.isChecked()]
        if not wanted:
            self._say(tr("Tick at least one."))
            return
        rounds, actor, round_id = self._context.service(Rounds), self._context.actor, self._detail.row.id
        self.primary.setEnabled(False)
        self._context.jobs.write(
            lambda: rounds.add(actor, round_id, wanted),
            lambda _made: self.accept(),
            lambda problem: self._say(problem.user_message),
            settled=self._on_settled,
        )

    def _say(self, words: Any) -> None:
        self.wrong.setText(str(words))
        self.wrong.show()

    def _on_settled(self) -> None:
        self.primary.setEnabled(True)


def _order(one: CandidateTask) -> int:
    return 0 if one.days == 0 else 1 if one.days < 0 else 2


def _heading(one: CandidateTask) -> str:
    return (tr("On the day"), tr("Late"), tr("Could come sooner"))[_order(one)]


def _under(words: str, tone: str) -> QWidget:
    label = Label(words, kind="second", tone=tone, wrap=True)
    label.setContentsMargins(px(26), 0, 0, px(4))
    return label
