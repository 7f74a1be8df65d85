"""Papers about stock, looked at before they are printed, and the file of what moved."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.services.parcels import Parcels
from desktop.services.stock import Stock
from desktop.ui.base.dates import show_date
from desktop.ui.base.dialog import FileDialog, FormDialog
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.preview import Document, preview_pdf
from desktop.ui.stock.words import choice


class StockPapers:
    """What the page of Stock prints and saves."""

    def __init__(self, page: RecordPage, context: AppContext) -> None:
        """Take the page that asks, and the open hub."""
        self.page, self.context = page, context
        self.stock, self.parcels = context.service(Stock), context.service(Parcels)

    def ask_round(self, title: str, then: Callable[[Any], None], *, days: bool = False) -> None:
        """Ask for a round that brings parcels.

        Args:
            title: of the question.
            then: takes the round's key, or the day.
            days: offer a whole day as well.
        """
        self.context.jobs.read(lambda: self._rounds(days=days), lambda found: self._ask(title, found, then))

    def pick_list(self, chosen: str | date) -> None:
        """Show what to fetch for a round, or for all of a day."""
        round_id, day = (None, chosen) if isinstance(chosen, date) else (chosen, None)

        def draw() -> Document:
            from desktop.exports.money_paper import draw_paper
            from desktop.exports.stock_papers import pick_papers

            found = self.parcels.pick_list(self.context.actor, round_id, day)
            papers = pick_papers(found, day)
            return Document(
                tr("Pick list"), draw_paper(self.context.facts(), self._today(), papers), "pick-list.pdf"
            )

        self._show(draw)

    def labels(self, round_id: str) -> None:
        """Show the labels of a round's parcels."""

        def draw() -> Document:
            from desktop.exports.stock_papers import draw_labels

            found = self.parcels.pick_list(self.context.actor, round_id)
            return Document(
                tr("Labels"), draw_labels(self.context.facts(), found.parcels), "parcel-labels.pdf"
            )

        self._show(draw)

    def counting_sheet(self, place_id: str, name: str) -> None:
        """Show a sheet to count a place by."""

        def draw() -> Document:
            from desktop.exports.money_paper import draw_paper
            from desktop.exports.stock_papers import count_papers

            papers = count_papers(name, self.stock.lots(self.context.actor, place_id))
            content = draw_paper(self.context.facts(), self._today(), papers)
            return Document(tr("Counting sheet"), content, "counting-sheet.pdf")

        self._show(draw)

    def save_moves(self, first: date, last: date) -> FileDialog:
        """Ask where what moved in some days goes, and write it."""

        def write(path: Path) -> int:
            from desktop.exports.stock_files import save_moves

            return save_moves(self.context.hub.tools, self.context.actor, path, first, last)

        return self._save(f"stock-moves-{last:%Y-%m-%d}.csv", ["CSV (*.csv)"], write)

    def save_levels(self, *, low: bool = False) -> FileDialog:
        """Ask where what there is goes, or only what is low, and write it."""

        def write(path: Path) -> int:
            from desktop.exports.stock_files import save_levels

            return save_levels(self.context.hub.tools, self.context.actor, path, low=low)

        kinds = ["PDF (*.pdf)", "Excel (*.xlsx)", "OpenDocument (*.ods)", "CSV (*.csv)"]
        name = "stock-low" if low else "stock"
        return self._save(f"{name}-{self._today():%Y-%m-%d}.pdf", kinds, write)

    def save_low(self) -> FileDialog:
        """Ask where the list of what is low goes, and write it."""
        return self.save_levels(low=True)

    def _save(self, name: str, kinds: list[str], write: Callable[[Path], int]) -> FileDialog:
        page, jobs = self.page, self.context.jobs
        dialog = FileDialog(page.window(), tr("Save a list of stock"))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(kinds)
        dialog.setDefaultSuffix(name.rpartition(".")[2])
        dialog.selectFile(name)

        def done(path: Path, lines: int) -> None:
            counted = tr_count("{count} line", "{count} lines", lines)
            page.said.emit(tr("{file} saved: {lines}", file=path.name, lines=counted), False)

        dialog.fileSelected.connect(
            lambda chosen: jobs.read(lambda: write(Path(chosen)), lambda lines: done(Path(chosen), lines))
        )
        dialog.open()
        return dialog

    def _rounds(self, *, days: bool) -> list[tuple[object, str]]:
        found = self.parcels.rounds(self.context.actor)
        if not found:
            raise DomainError(tr("No round of the next two weeks brings parcels of food. Plan one first."))
        listed: list[tuple[object, str]] = [
            (key, f"{show_date(day)}  S-{number} {name}".strip()) for key, number, name, day in found
        ]
        whole = dict.fromkeys(day for _key, _number, _name, day in found)
        more = [(day, tr("{day}  every round", day=show_date(day))) for day in whole]
        return [*listed, *(more if days else ())]

    def _ask(self, title: str, rounds: list[tuple[object, str]], then: Callable[[Any], None]) -> None:
        asked = [choice("round_id", tr("Round"), rounds, half=False)]

        def chosen(values: dict[str, Any]) -> object:
            return values["round_id"]

        dialog = FormDialog(title, asked, chosen, self.context.jobs, self.page, verb=tr("Look at it"))
        dialog.form.set_values({"round_id": rounds[0][0]})
        dialog.form.mark_clean()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(then)
        dialog.open()

    def _show(self, draw: Callable[[], Document]) -> None:
        page, jobs = self.page, self.context.jobs
        jobs.read(draw, lambda document: preview_pdf(page, jobs, document))

    def _today(self) -> date:
        return self.context.hub.tools.clock().astimezone().date()
