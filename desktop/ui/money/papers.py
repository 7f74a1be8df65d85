"""Papers about money, looked at before they are printed, and files for whoever keeps the accounts."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.context import AppContext
from desktop.ui.base.dialog import FileDialog
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.preview import Document, preview_pdf

if TYPE_CHECKING:
    from desktop.exports.money_paper import Paper
    from desktop.services.recharges import Recharges


def look_at(
    page: RecordPage, context: AppContext, name: str, papers: Callable[[], "Sequence[Paper]"]
) -> None:
    """Show papers; drawing them changes nothing.

    Args:
        page: asks.
        context: the open hub.
        name: of the file, without its ending.
        papers: makes them (worker).
    """

    def draw() -> Document:
        from desktop.exports.money_paper import draw_paper

        drawn = papers()
        content = draw_paper(context.facts(), context.hub.tools.clock().astimezone().date(), drawn)
        return Document(drawn[0].title, content, f"{name}.pdf")

    context.jobs.read(draw, lambda document: preview_pdf(page, context.jobs, document))


def look_at_statement(
    page: RecordPage, context: AppContext, recharges: "Recharges", statement_id: str
) -> None:
    """Show a statement as its payer reads it; where it names somebody, its leaving is recorded.

    Args:
        page: asks.
        context: the open hub.
        recharges: the service.
        statement_id: of the statement.
    """
    actor = context.actor

    def draw() -> Document:
        from desktop.exports.money_paper import draw_paper
        from desktop.exports.money_papers import statement_paper

        said = recharges.outgoing(actor, statement_id)
        paper = statement_paper(said)
        content = draw_paper(context.facts(), context.hub.tools.clock().astimezone().date(), [paper])

        def leave(where: str, put: Callable[[], object]) -> object:
            return recharges.leave(actor, said, content, where, put)

        return Document(paper.title, content, f"ST-{said.row.number}.pdf", leave)

    context.jobs.read(draw, lambda document: preview_pdf(page, context.jobs, document))


def save_file(page: RecordPage, context: AppContext, name: str, write: Callable[[Path], int]) -> FileDialog:
    """Ask where a file of figures goes, and write it.

    Args:
        page: asks.
        context: the open hub.
        name: offered for the file.
        write: writes it and says how many lines it has (worker).
    """
    dialog = FileDialog(page.window(), tr("Save the figures"))
    dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(["CSV (*.csv)"])
    dialog.setDefaultSuffix("csv")
    dialog.selectFile(name)

    def done(path: Path, lines: int) -> None:
        counted = tr_count("{count} line", "{count} lines", lines)
        page.said.emit(tr("{file} saved: {lines}", file=path.name, lines=counted), False)

    dialog.fileSelected.connect(
        lambda chosen: context.jobs.read(lambda: write(Path(chosen)), lambda lines: done(Path(chosen), lines))
    )
    dialog.open()
    return dialog
