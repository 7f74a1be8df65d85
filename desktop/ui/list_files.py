"""Saving and printing exactly the list on screen, whichever page it stands on."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.exports.make_list import ListPlan, MadeList, PrintedList, draw_list, make_list, record_list
from desktop.services.limits import kept_back_words
from desktop.services.lists import ListKind
from desktop.ui.base.dialog import FileDialog
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.page import Page
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ListQuery
from desktop.ui.preview import Document, preview_pdf


class ListFiles(QObject):
    """Writes lists for the pages that ask; each leaves a line in the sharing log."""

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        """Take the hub from the context."""
        super().__init__(parent)
        self._context = context

    def attach(self, page: RecordPage, kind: ListKind) -> None:
        """Serve a page's Export and Print."""
        page.export_asked.connect(lambda query, ids: self._ask_file(page, plan_of(page, kind, query, ids)))
        page.print_asked.connect(lambda query, ids: self.look_at(page, plan_of(page, kind, query, ids)))

    def save_requests(self, page: Page, title: str, ids: Sequence[str]) -> None:
        """Ask where to save some requests that are not the list on screen.

        Args:
            page: where it was asked for.
            title: why these: the heading of the file, and what the sharing log says.
            ids: keys of requests, in order.
        """
        self._ask_file(page, ListPlan(ListKind.REQUESTS, ids, title=title, filter_words=title))

    def save(self, page: Page, plan: ListPlan, chosen: str) -> None:
        """Write a list to a file the user chose; its ending says how."""
        context, path = self._context, Path(chosen)
        context.jobs.write(
            lambda: make_list(context.hub.tools, context.actor, plan, path, context.hub.tools.clock()),
            lambda made: self._on_made(page, made),
        )

    def look_at(self, page: RecordPage, plan: ListPlan) -> None:
        """Show a list as it will be on paper; its line in the sharing log comes when it leaves."""
        context = self._context
        context.jobs.read(
            lambda: draw_list(context.hub.tools, context.actor, plan, context.hub.tools.clock()),
            lambda drawn: self._on_drawn(page, drawn),
        )

    def _ask_file(self, page: Page, plan: ListPlan) -> None:
        dialog = FileDialog(_window(page), tr("Save this list"))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["Excel (*.xlsx)", "CSV (*.csv)", "OpenDocument (*.ods)"])
        dialog.setDefaultSuffix("xlsx")
        dialog.filterSelected.connect(lambda words: dialog.setDefaultSuffix(words.rsplit(".", 1)[1][:-1]))
        dialog.selectFile(plan.kind.value)
        dialog.fileSelected.connect(lambda chosen: self.save(page, plan, chosen))
        dialog.open()

    def _on_made(self, page: Page, made: MadeList) -> None:
        rows = tr_count("{count} row", "{count} rows", made.rows)
        words = tr("{rows} saved to {file}", rows=rows, file=made.path.name)
        kept = kept_back_words(made.kept_back)
        page.said.emit(f"{words}. {kept}" if kept else words, False)

    def _on_drawn(self, page: RecordPage, drawn: PrintedList) -> None:
        context = self._context
        document = Document(
            drawn.plan.title,
            drawn.content,
            f"{drawn.plan.kind.value}.pdf",
            lambda name, put: record_list(context.hub.tools, context.actor, drawn, name, put),
        )
        preview_pdf(_window(page), context.jobs, document)


def plan_of(page: RecordPage, kind: ListKind, query: ListQuery, ids: Sequence[str]) -> ListPlan:
    """Exactly what is on screen: its rows and columns, and in the heading the words that narrow it."""
    shown = set(query.columns)
    columns = [name for one in page.spec.columns if one.key in shown for name in one.files]
    total = len(page.table.records().ids)
    picked = tr("{count} of {total} picked", count=f"{len(ids):,}", total=f"{total:,}")
    words = [*query.words, *([picked] if len(ids) < total else [])]
    return ListPlan(kind, ids, tuple(columns), title=page.spec.title, filter_words=", ".join(words))


def _window(page: QWidget) -> QWidget:
    return page.window()
