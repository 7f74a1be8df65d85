"""The sheets of several rounds in one document: which are printed and which not, then how they look."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.services.round_sheets import RoundSheets, SheetData
from desktop.ui.base.bulk import BulkAction, BulkActs
from desktop.ui.base.choice import CheckBox
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.form_fields import FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.rounds.printing import look_at_sheets

SHEETS = "sheets"


class RoundActs(BulkActs):
    """Print the sheets of the rounds picked; printing changes nothing, so there is nothing to do but look."""

    def __init__(self) -> None:
        """Name the act."""
        self.actions = (
            BulkAction(SHEETS, tr("Print sheets"), "printer", tr("Look at"), _can_print, "round.print"),
        )

    def fields(self, key: str) -> Sequence[FormField]:
        """Nothing is asked before."""
        return ()


class SheetsDialog(SheetDialog):
    """Says of each round picked whether its sheet is printed, and what stays off it.

    Signals:
        look_asked: show the sheets as they will be on paper.
    """

    look_asked = Signal()

    def __init__(self, sheets: Sequence[SheetData], parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            sheets: of every round picked, in the order of the list.
            parent: the window it belongs to.
        """
        super().__init__(
            tr("Print sheets"),
            parent,
            verb=tr("Look at the sheets"),
            sentence=tr(
                "First name and initial, address, items, diet label and door note. What is printed has left"
                " the laptop: it cannot be undone, and it is recorded for each round."
            ),
        )
        self.resize(px(560), px(400))
        self.printed = [one for one in sheets if one.stops]
        self.said = Label(_can_print(len(self.printed), len(sheets)), self, kind="strong", wrap=True)
        self.body.addWidget(self.said)
        bare = [one for one in sheets if not one.stops]
        if bare:
            lead = tr_count(
                "{count} can’t: nothing would be on it.",
                "{count} can’t: nothing would be on them.",
                len(bare),
            )
            self._add(lead, bare)
        for sheet in self.printed:
            self._add_held(sheet)
        self.loads = CheckBox(tr("Begin with what to load"), self, checked=len(self.printed) > 1)
        self.duplex = CheckBox(tr("On both sides: each round begins on a front"), self, checked=True)
        for tick in (self.loads, self.duplex):
            tick.setVisible(len(self.printed) > 1)
            self.body.addWidget(tick)
        self.body.addStretch(1)
        if not self.printed:
            self.primary.switch_off(tr("Nothing would be on the sheets."))
        self.confirmed.connect(self._on_confirmed)

    def _add(self, lead: str, sheets: Sequence[SheetData]) -> None:
        names = ", ".join(f"{one.reference} {one.round_name}" for one in sheets)
        self.body.addWidget(Notice(lead, names, parent=self, tone=Tone.WARN))

    def _add_held(self, sheet: SheetData) -> None:
        """What stays off one sheet, and why."""
        count = len({one.task_id for one in sheet.held})
        if not count:
            return
        lead = tr_count(
            "{sheet}: {count} thing stays off.",
            "{sheet}: {count} things stay off.",
            count,
            sheet=sheet.reference,
        )
        words = " ".join(dict.fromkeys(one.words for one in sheet.held))
        self.body.addWidget(Notice(lead, words, parent=self, tone=Tone.WARN))

    def _on_confirmed(self) -> None:
        self.accept()
        self.look_asked.emit()


def print_sheets(context: AppContext, round_ids: Sequence[str], parent: QWidget) -> None:
    """Say which sheets will be printed, then show them.

    Args:
        context: the open hub.
        round_ids: the rounds picked.
        parent: the window it belongs to.
    """
    sheets, actor = context.service(RoundSheets), context.actor

    def ask(found: list[SheetData]) -> None:
        dialog = SheetsDialog(found, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.look_asked.connect(lambda: _look(context, dialog, parent))
        dialog.open()

    context.jobs.read(lambda: sheets.sheets(actor, round_ids), ask)


def _look(context: AppContext, dialog: SheetsDialog, parent: QWidget) -> None:
    """Show the sheets as they were asked for."""
    duplex, loads = dialog.duplex.isChecked(), dialog.loads.isChecked()
    look_at_sheets(context, dialog.printed, parent, duplex=duplex, loads=loads)


def _can_print(count: int, total: int) -> str:
    return tr("{count} of {total} can be printed.", count=f"{count:,}", total=f"{total:,}")
