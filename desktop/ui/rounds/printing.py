"""Printing a round's sheet: what leaves is said, then shown; its record is left when it goes."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.runtime import gazetteer
from desktop.runtime.map_file import map_tiles
from desktop.services.base import Changes
from desktop.services.round_details import RoundDetail
from desktop.services.round_sheets import RoundSheets, SheetData
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Label
from desktop.ui.base.notice import Notice
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.preview import Document, preview_pdf
from desktop.ui.preview.document import Put


def look_at_sheets(
    context: AppContext,
    sheets: Sequence[SheetData],
    parent: QWidget,
    *,
    duplex: bool = True,
    loads: bool = False,
) -> None:
    """Show sheets as they will be on paper, to be printed or saved; looking leaves no record.

    Args:
        context: the open hub.
        sheets: what each of them carries; at least one.
        parent: the window it belongs to.
        duplex: printed on both sides.
        loads: what all of them take along comes first.
    """
    from desktop.exports.round_print import render_rounds

    one, first = len(sheets) == 1, sheets[0]
    title = (
        tr("Sheet {reference}", reference=first.reference)
        if one
        else tr_count("{count} sheet", "{count} sheets", len(sheets))
    )
    name = first.reference if one else tr("Sheets")

    def show(drawn: tuple[bytes, int]) -> None:
        content, _pages = drawn
        document = Document(
            title,
            content,
            f"{name} {first.day:%Y-%m-%d}.pdf",
            lambda name, put: leave_sheets(context, sheets, content, name, put),
        )
        preview_pdf(parent, context.jobs, document)

    streets = map_tiles(context.preferences)

    def draw() -> tuple[bytes, int]:
        return render_rounds(sheets, gazetteer.ground_if_any(), streets, duplex=duplex, loads=loads)

    context.jobs.read(draw, show)


def leave_sheets(
    context: AppContext, shown: Sequence[SheetData], content: bytes, name: str, put: Put
) -> Changes:
    """Leave the sharing record of each sheet, then let them go (worker).

    No print goes without its record (domain rule 11), and a print cannot be undone.

    Args:
        context: the open hub.
        shown: what each sheet carries, as it was shown.
        content: the document itself.
        name: of the file or the printer.
        put: writes the file; nothing for a printer.

    Returns:
        What was touched, without a transaction to undo.

    Raises:
        DomainError: what a sheet carries is not what was shown any more.
        db.errors.KnownStoreError: the file cannot be written; its record stays, as for any other copy.
    """
    sheets, actor = context.service(RoundSheets), context.actor
    now = sheets.sheets(actor, [one.round_id for one in shown])
    if any(
        (is_now.held, is_now.stops) != (was.held, was.stops) for is_now, was in zip(now, shown, strict=True)
    ):
        raise DomainError(tr("This round changed meanwhile. Look at it again, then print."))
    digest = hashlib.sha256(content).hexdigest()
    made = [sheets.record_print(actor, one.round_id, digest, name) for one in shown]
    put()
    said = made[0].message if len(made) == 1 else tr("{count} sheets printed", count=f"{len(made):,}")
    return replace(made[-1], txn="", message=said)


class PrintDialog(SheetDialog):
    """Says what the sheet carries and what stays off it, before it is shown.

    Signals:
        look_asked: show the sheet as it will be on paper.
    """

    look_asked = Signal()

    def __init__(self, data: SheetData, detail: RoundDetail, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            data: the sheet.
            detail: the round, for the names of those who stay off it.
            parent: the window it belongs to.
        """
        super().__init__(
            tr("Print sheet {reference}", reference=data.reference),
            parent,
            verb=tr("Look at the sheet"),
            sentence=_leaves(data),
        )
        self.resize(px(560), px(400 if data.held else 260))
        self._data = data
        self._add_held(detail)
        if not data.stops:
            self.primary.switch_off(tr("Nothing would be on the sheet."))
        self.confirmed.connect(self._on_confirmed)

    def _add_held(self, detail: RoundDetail) -> None:
        held = self._data.held
        if not held:
            self.body.addWidget(Label(tr("Everything on this round is on the sheet."), wrap=True))
            self.body.addStretch(1)
            return
        where = {task.task_id: (stop.number, task.person) for stop in detail.stops for task in stop.tasks}
        count = len({one.task_id for one in held})
        lead = tr_count("{count} thing stays off the sheet.", "{count} things stay off the sheet.", count)
        self.body.addWidget(Notice(lead, tr("The hub sees why; the paper does not."), tone=Tone.WARN))
        for words in dict.fromkeys(one.words for one in held):
            stops = [where.get(one.task_id, (0, "")) for one in held if one.words == words]
            names = [f"{number} {name}" for number, name in stops]
            self.body.addWidget(Label(words, tone="warn", wrap=True))
            self.body.addWidget(Label(tr("Stops: {names}", names="; ".join(names)), kind="second", wrap=True))
        self.body.addStretch(1)

    def _on_confirmed(self) -> None:
        self.accept()
        self.look_asked.emit()


def _leaves(data: SheetData) -> str:
    """What leaves the laptop with the sheet."""
    if not data.stops:
        return tr("Nothing would be on the sheet.")
    return tr(
        "{stops}: first name and initial, address, items, diet label and door note. What is printed has left"
        " the laptop: it cannot be undone, and it is recorded.",
        stops=tr_count("{count} stop", "{count} stops", len(data.stops)),
    )
