"""Choosing the round that a stop goes to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from desktop.context import AppContext
from desktop.services.base import Changes
from desktop.services.round_details import StopLine
from desktop.services.round_moves import OtherRound, RoundMoves
from desktop.ui.base.choice import RadioButton
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.rounds.times import show_short_day, show_span


class MoveStopDialog(SheetDialog):
    """The other planned rounds of the day and the days near it, those that pass nearest first."""

    def __init__(self, context: AppContext, stop: StopLine, parent: QWidget | None = None) -> None:
        """Ask which rounds there are.

        Args:
            context: the open hub.
            stop: the stop that goes.
            parent: the window it belongs to.
        """
        super().__init__(
            tr("Move stop {number} to another round", number=stop.number),
            parent,
            verb=tr("Move the stop"),
            sentence=tr("{name}, {address}: {items}", name=stop.name, address=stop.address, items=stop.items),
        )
        self._context, self._stop = context, stop
        self.choices: dict[str, RadioButton] = {}
        self._group = QButtonGroup(self)
        self.wrong = Label("", kind="wrong", wrap=True)
        self.wrong.hide()
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        self.body.addWidget(self.wrong)
        self.body.addWidget(self._list)
        self.body.addStretch(1)
        self.confirmed.connect(self._on_confirmed)
        self.resize(px(560), px(420))
        moves, actor = context.service(RoundMoves), context.actor
        context.jobs.read(lambda: moves.others(actor, stop.id), self._show, self._on_problem)

    def _show(self, found: Sequence[OtherRound]) -> None:
        if not found:
            words = tr("No other round is planned within three days. Plan one first.")
            self._column.addWidget(Label(words, tone="ink2", wrap=True))
            self.primary.switch_off(words)
            return
        day = ""
        for one in found:
            if day != (day := show_short_day(one.row.on_date)):
                self._column.addWidget(Label(day, kind="field"))
            self._add(one)
        first = next(iter(self.choices.values()))
        first.setChecked(True)
        first.show()  # a layout shows what it was given a turn later, and what is not shown takes no keyboard
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, one: OtherRound) -> None:
        row = one.row
        name = tr("{name}, S-{number}", name=row.name, number=row.number)
        about = " · ".join(part for part in _about(one) if part)
        choice = RadioButton(name)
        choice.setAccessibleName(tr("{name}: {about}", name=name, about=about))
        self._group.addButton(choice)
        self.choices[row.id] = choice
        self._column.addWidget(choice)
        label = Label(about, kind="second", wrap=True)
        label.setContentsMargins(px(26), 0, 0, px(6))
        self._column.addWidget(label)

    def _on_confirmed(self) -> None:
        wanted = next((key for key, choice in self.choices.items() if choice.isChecked()), "")
        if not wanted:
            return
        moves, actor, stop_id = self._context.service(RoundMoves), self._context.actor, self._stop.id
        self.primary.setEnabled(False)
        self._context.jobs.write(
            lambda: moves.move(actor, stop_id, wanted),
            self._on_moved,
            self._on_problem,
            settled=self._on_settled,
        )

    def _on_moved(self, _made: Changes) -> None:
        self.accept()

    def _on_settled(self) -> None:
        self.primary.setEnabled(True)

    def _on_problem(self, problem: object) -> None:
        self.wrong.setText(str(getattr(problem, "user_message", "")))
        self.wrong.show()


def _about(one: OtherRound) -> list[str]:
    """When it is, how near it passes, how many stops it has and who drives."""
    row = one.row
    if one.same_home:
        near = tr("Calls there already")
    elif one.metres is None:
        near = tr("How near it passes is not known")
    else:
        near = tr("Passes {distance} away", distance=one.near)
    return [
        near,
        tr_count("{count} stop", "{count} stops", row.stops),
        show_span(row.starts_at, row.ends_at),
        row.driver or tr("no driver yet"),
    ]
