"""The papers of a finished handover: its cover to sign, and the summary that goes with the files."""

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.exports.make_handover import Made
from desktop.exports.package import COVER, SUMMARY
from desktop.exports.package_reader import read_package
from desktop.ui.base.button import Button
from desktop.ui.base.i18n import tr
from desktop.ui.preview import Document, preview_pdf


def paper_buttons(context: AppContext, made: Made, parent: QWidget, *, locked: bool) -> list[Button]:
    """Buttons that show the papers of a package, read back from where it was saved.

    What is printed of them is the handover itself, which is recorded already.

    Args:
        context: the open hub.
        made: the handover.
        parent: the page the buttons stand on.
        locked: whether the package has a password; its summary is then for the recipient alone.

    Returns:
        One button for each paper that can be read here.
    """
    papers = [(COVER, tr("Print the cover"), tr("Cover of {reference}", reference=made.reference))]
    if not locked:
        words = tr("Print the summary"), tr("Summary of {reference}", reference=made.reference)
        papers.append((SUMMARY, *words))
    buttons = []
    for name, verb, title in papers:
        button = Button(verb, parent, icon="printer", small=True)
        button.clicked.connect(partial(_look, context, made, parent, name, title))
        buttons.append(button)
    return buttons


def _look(context: AppContext, made: Made, parent: QWidget, name: str, title: str) -> None:
    def read() -> Document:
        content = read_package(made.info.path).files.get(name)
        if content is None:
            raise DomainError(tr("The package is not where it was saved. Put the stick back in."))
        return Document(title, content, f"{made.reference} {name}")

    context.jobs.read(read, lambda document: preview_pdf(parent.window(), context.jobs, document))
