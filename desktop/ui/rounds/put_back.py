"""Parcels that came back, asked about where results are keyed: one key as proposed, one to change it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.services.parcel_returns import BackLine, CameBack, ParcelReturns
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.notice import Notice
from desktop.ui.base.tokens import Tone

PROPOSED, CHANGE, ALL = "Y", "C", "A"
"""What is typed where a stop is typed: as proposed, change it, all of them as proposed."""


class PutBackNotice(Notice):
    """The first parcel of a round that came back, what is proposed for it, and how many wait after it.

    Signals:
        proposed: keys of the parcels to put back as proposed.
        change_asked: the parcel somebody wants to look at line by line.
    """

    proposed = Signal(object)
    change_asked = Signal(object)

    def __init__(self, waiting: Sequence[CameBack], parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            waiting: parcels that came back, one at least.
            parent: the owner.
        """
        first = self.first = waiting[0]
        self._waiting = tuple(waiting)
        lead = tr(
            "Stop {stop}, {name}: P-{number} came back.",
            stop=first.stop,
            name=first.name,
            number=first.number,
        )
        super().__init__(lead, _proposal(first.lines), parent, tone=Tone.WARN)
        self.buttons: dict[str, Button] = {}
        self._add(PROPOSED, tr("As proposed"), "arrow-back-up")
        if any(one.goes_back for one in first.lines):
            self._add(CHANGE, tr("Change…"), "pencil")
        if len(waiting) > 1:
            self._add(ALL, tr("All {count} as proposed", count=len(waiting)), "checks")

    def answer(self, letter: str) -> bool:
        """Do what a letter stands for.

        Returns:
            Whether it stands for anything here.
        """
        if letter not in self.buttons:
            return False
        self.buttons[letter].click()
        return True

    def _add(self, letter: str, words: str, mark: str) -> None:
        button = Button(words, self, icon=mark, keys=(letter,), small=True, action="stock.move")
        button.clicked.connect(lambda: self._do(letter))
        self.buttons[letter] = button
        self.add_button(button)

    def _do(self, letter: str) -> None:
        if letter == CHANGE:
            self.change_asked.emit(self.first)
            return
        chosen = self._waiting if letter == ALL else (self.first,)
        # Until the round is read again: the same parcel is not put back twice by a key held down.
        self.setEnabled(False)
        self.proposed.emit([one.parcel_id for one in chosen])


def ask_change(parent: QWidget, context: AppContext, came: CameBack) -> FormDialog:
    """Ask how much of each item goes back on the shelf; the rest is thrown away.

    Args:
        parent: the owner.
        context: the open hub.
        came: the parcel.
    """
    keeps = [one for one in came.lines if one.goes_back]
    fields = [
        FormField(
            one.item_id,
            tr("{item}, of {count}", item=one.item, count=_many(one)),
            FieldKind.NUMBER,
            required=True,
            max_length=6,
            half=True,
        )
        for one in keeps
    ]
    sentence = tr("How much of it goes back on the shelf? The rest is thrown away.")
    cold = ", ".join(one.item for one in came.lines if not one.goes_back)
    if cold:
        sentence += " " + tr("Kept cold or hot, so thrown away in any case: {items}.", items=cold)

    def save(values: dict[str, Any]) -> object:
        keep = {one.item_id: values[one.item_id] for one in keeps}
        return context.service(ParcelReturns).put_back(context.actor, [came.parcel_id], keep)

    title = tr("P-{number} came back", number=came.number)
    dialog = FormDialog(title, fields, save, context.jobs, parent, verb=tr("Put back"), sentence=sentence)
    dialog.form.set_values({one.item_id: one.quantity for one in keeps})
    dialog.form.mark_clean()
    return dialog


def _proposal(lines: Sequence[BackLine]) -> str:
    """What is proposed, in one or two sentences."""
    back = ", ".join(f"{_many(one)} {one.item}" for one in lines if one.goes_back)
    gone = ", ".join(f"{_many(one)} {one.item}" for one in lines if not one.goes_back)
    said = [tr("Back on the shelf: {items}.", items=back)] if back else []
    if gone:
        said.append(tr("Thrown away, as it has to be kept cold or hot: {items}.", items=gone))
    return " ".join(said) or tr("Nothing was in it.")


def _many(line: BackLine) -> str:
    return f"{line.quantity} × {line.unit}" if line.unit else f"{line.quantity} ×"
