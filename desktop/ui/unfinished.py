"""Half-typed forms of whoever leaves the keyboard to another: kept as drafts of their own."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from db.drafts import Draft
from desktop.context import AppContext
from desktop.services.unfinished import Typed, UnfinishedWork
from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.form import RecordForm
from desktop.ui.base.form_fields import FieldKind
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label

SEALED_ROOMS = ("desktop.ui.concerns",)
"""What is typed there is kept by its own pages, sealed, or not at all."""


_COPIED = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


class Unfinished:
    """What the account at the keyboard left half-typed."""

    def __init__(self, context: AppContext) -> None:
        """Prepare.

        Args:
            context: the open hub.
        """
        self._context = context
        self._work = context.service(UnfinishedWork)

    def keep(self) -> None:
        """Keep what is half-typed in any window of the app as drafts of whoever is at the keyboard."""
        found, actor, work = list(_typed()), self._context.actor, self._work
        if found:
            self._context.jobs.write(lambda: work.keep(actor, found))

    def offer(self, shell: QWidget) -> None:
        """Show what was kept to its author, once, to copy from.

        Args:
            shell: the window it is shown over.
        """
        if self._context.hub.tools.drafts is None:
            return
        actor, work, jobs = self._context.actor, self._work, self._context.jobs

        def show(waiting: list[Draft]) -> None:
            if waiting:
                dialog = UnfinishedDialog(waiting, shell)
                dialog.accepted.connect(lambda: jobs.write(lambda: work.drop(actor)))
                dialog.open()

        jobs.read(lambda: work.waiting(actor), show, key="unfinished")


class UnfinishedDialog(SheetDialog):
    """What was half-typed, word for word."""

    def __init__(self, waiting: list[Draft], parent: QWidget) -> None:
        """Make the dialog.

        Args:
            waiting: what was kept.
            parent: the window it belongs to.
        """
        super().__init__(
            tr("You had not finished this"),
            parent,
            verb=tr("I have what I need"),
            sentence=tr("Somebody else took the keyboard. Only you are shown what you had typed."),
            leave=tr("Keep it"),
        )
        for one in waiting:
            self.body.addWidget(Label(str(one.body["title"]), kind="section", wrap=True))
            for label, words in one.body["lines"]:
                shown = Label(f"{label}: {words}", kind="body", wrap=True)
                shown.setTextInteractionFlags(_COPIED)
                self.body.addWidget(shown)
        self.body.addStretch(1)
        self.confirmed.connect(self.accept)


def _typed() -> Iterator[Typed]:
    """Every dirty form of the app, wherever it stands."""
    for window in QApplication.topLevelWidgets():
        for form in window.findChildren(RecordForm):
            if form.dirty and not _is_sealed(form):
                lines = tuple(_lines(form))
                if lines:
                    yield Typed(window.windowTitle(), lines)


def _lines(form: RecordForm) -> Iterator[tuple[str, str]]:
    for spec in form.fields:
        if spec.kind is not FieldKind.PASSPHRASE and (words := _words(form.editor(spec.key).widget)):
            yield spec.label, words


def _words(widget: QWidget) -> str:
    if isinstance(widget, QLineEdit):
        return widget.text().strip()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.toPlainText().strip()
    inner = widget.findChildren(QLineEdit)
    return ", ".join(words for one in inner if (words := one.text().strip()))


def _is_sealed(form: QWidget) -> bool:
    above: QWidget | None = form
    while above is not None:
        if type(above).__module__.startswith(SEALED_ROOMS):
            return True
        above = above.parentWidget()
    return False
