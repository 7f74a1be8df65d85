"""Asks for a second person where something takes two, and does it once they agreed."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.context import AppContext
from desktop.domain.errors import NeedsSecond
from desktop.exports.agreement_sheet import draw_agreement_sheet
from desktop.services.approvals import Approvals, Asked
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.preview import Document, preview_pdf


class SecondDialog(FormDialog):
    """What is to leave, and the second person: now at this keyboard, or later from their own session."""

    def __init__(self, context: AppContext, problem: NeedsSecond, asked: Asked, parent: QWidget) -> None:
        """Ask.

        Args:
            context: the open hub.
            problem: what takes two.
            asked: the agreement asked for.
            parent: the window it belongs to.
        """
        self._context, self._asked = context, asked
        self._approvals = context.service(Approvals)
        outsider = tr("Nobody else here may agree: print the sheet and let an outsider sign it.")
        here = tr("Let the second person type their own passphrase here, or let them allow it later.")
        sentence = outsider if asked.by_sheet else here
        super().__init__(
            tr("It takes two"),
            _fields(asked),
            self._agree,
            context.jobs,
            parent,
            verb=tr("Agreed: go on"),
            sentence=sentence,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body.insertWidget(0, Label(problem.words, kind="body", wrap=True))
        self.later = Button(tr("Let them allow it later"), self, icon="clock")
        self.later.setVisible(not asked.by_sheet)
        self.later.clicked.connect(self._wait)
        self.foot.insertWidget(1, self.later)
        self.sheet = Button(tr("Print the sheet"), self, icon="printer")
        self.sheet.setVisible(asked.by_sheet)
        self.sheet.clicked.connect(self.print_sheet)
        self.body.insertWidget(1, self.sheet, 0, Qt.AlignmentFlag.AlignLeft)
        self._waits = asked.by_sheet
        self.resize(px(620), px(460))
        self.rejected.connect(self._on_left)

    def print_sheet(self) -> None:
        """Show the sheet to be signed."""
        context, asked = self._context, self._asked

        def draw() -> bytes:
            facts, day = context.facts(), context.hub.tools.clock().astimezone().date()
            return draw_agreement_sheet(facts, context.actor.name, asked.words, asked.reference, day)

        def show(content: bytes) -> None:
            name = tr("Agreement {reference}", reference=asked.reference)
            preview_pdf(self, context.jobs, Document(name, content, f"{asked.reference}.pdf"))

        context.jobs.read(draw, show)

    def _agree(self, values: Mapping[str, Any]) -> object:
        actor, asked, folder = self._context.actor, self._asked, self._context.hub.folder.path
        if asked.by_sheet:
            signed_on = values["signed_on"] or date.min
            return self._approvals.signed(
                actor, asked.id, values["typed"] or "", values["name"] or "", signed_on
            )
        return self._approvals.agree(
            actor, folder, asked.id, values["name"] or "", values["passphrase"] or ""
        )

    def _wait(self) -> None:
        self._waits = True
        self.reject()

    def _on_left(self) -> None:
        """Nobody is asked any more where it was left; a sheet may still come back signed."""
        if not self._waits:
            actor, asked = self._context.actor, self._asked
            self._context.jobs.write(lambda: self._approvals.withdraw(actor, asked.id))


class SecondAsker(QObject):
    """Opens the dialog whenever a job takes two, and runs the job again once a second person agreed."""

    def __init__(self, context: AppContext, window: QWidget, say: Callable[[str], object]) -> None:
        """Watch the jobs of a hub.

        Args:
            context: the open hub.
            window: the window of whoever is at the keyboard.
            say: shows a short message.
        """
        super().__init__(window)
        self._context, self._window, self._say = context, window, say
        self.dialog: SecondDialog | None = None
        context.jobs.second_needed.connect(self.ask)

    def ask(self, problem: NeedsSecond) -> None:
        """Ask for a second person's agreement to exactly this."""
        actor, approvals = self._context.actor, self._context.service(Approvals)
        self._context.jobs.write(
            lambda: approvals.ask(actor, problem.act, problem.subject, problem.words, problem.most),
            lambda asked: self._open(problem, asked),
        )

    def _open(self, problem: NeedsSecond, asked: Asked) -> None:
        parent = QApplication.activeModalWidget() or self._window
        self.dialog = SecondDialog(self._context, problem, asked, parent)
        self.dialog.saved.connect(lambda _done: self._go_on(problem))
        self.dialog.later.clicked.connect(
            lambda: self._say(
                tr("{reference} is asked for. Once they allow it, do this again.", reference=asked.reference)
            )
        )
        self.dialog.open()

    def _go_on(self, problem: NeedsSecond) -> None:
        if problem.again is not None:
            problem.again()


def _fields(asked: Asked) -> list[FormField]:
    if asked.by_sheet:
        return [
            FormField("typed", tr("Reference on the sheet"), required=True, half=True),
            FormField("signed_on", tr("Signed on"), FieldKind.DATE, required=True, half=True),
            FormField("name", tr("Name and office of who signed"), required=True),
        ]
    others = [(one, one) for one in asked.others]
    return [
        FormField("name", tr("Second person"), FieldKind.CHOICE, choices=others, required=True),
        FormField("passphrase", tr("Their passphrase"), FieldKind.PASSPHRASE, required=True, max_length=400),
    ]
