"""The second person: at this keyboard with their own passphrase, or an outsider who signs a sheet."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.exports.erase_sheet import draw_erase_sheet
from desktop.services.approvals import Approvals, Asked
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.preview import Document, preview_pdf


class Act(NamedTuple):
    """What is to be agreed to.

    Attributes:
        code: of the act, such as ``erase``.
        subject: exactly what was shown.
        words: what is to be done, without a name.
        title: the question, for who asks it.
        verb: what the button says.
    """

    code: str
    subject: str
    words: str
    title: str
    verb: str


def ask_second(
    parent: QWidget,
    context: AppContext,
    act: Act,
    run: Callable[[str, str], object],
    done: Callable[[Any], object],
) -> None:
    """Ask for a second person's agreement to exactly what is shown, and do it with that.

    Args:
        parent: the page.
        context: the open hub.
        act: what is to be agreed to.
        run: does it, given the agreement's key and why (worker, a write).
        done: takes what it answered.
    """
    approvals, actor = context.service(Approvals), context.actor
    context.jobs.write(
        lambda: approvals.ask(actor, act.code, act.subject, act.words),
        lambda asked: _open(parent, context, act, asked, run, done),
    )


def _open(
    parent: QWidget,
    context: AppContext,
    act: Act,
    asked: Asked,
    run: Callable[[str, str], object],
    done: Callable[[Any], object],
) -> None:
    sentence = (
        tr("Print the sheet and let an outsider sign it: nobody else has an account here.")
        if asked.by_sheet
        else tr("It takes two. Let the second person sit down here and type their own passphrase.")
    )

    def save(values: Mapping[str, Any]) -> object:
        _agree(context, asked, values)
        return run(asked.id, values["reason"] or "")

    dialog = FormDialog(
        act.title,
        _fields(asked),
        save,
        context.jobs,
        parent,
        verb=act.verb,
        sentence=sentence,
        kind=ButtonKind.DANGER,
    )
    if asked.by_sheet:
        sheet = Button(tr("Print the sheet"), dialog, icon="printer")
        sheet.clicked.connect(lambda: print_sheet(parent, context, asked))
        dialog.body.insertWidget(0, sheet, 0, Qt.AlignmentFlag.AlignLeft)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.saved.connect(done)
    dialog.open()


def _agree(context: AppContext, asked: Asked, values: Mapping[str, Any]) -> None:
    approvals, actor, name = context.service(Approvals), context.actor, values["name"] or ""
    if asked.by_sheet:
        approvals.signed(actor, asked.id, values["typed"] or "", name, values["signed_on"] or date.min)
    else:
        approvals.agree(actor, context.hub.folder.path, asked.id, name, values["passphrase"] or "")


def print_sheet(parent: QWidget, context: AppContext, asked: Asked) -> None:
    """Show the sheet to be signed."""

    def draw() -> bytes:
        facts, day = context.facts(), context.hub.tools.clock().astimezone().date()
        return draw_erase_sheet(
            facts.name,
            facts.phone,
            context.actor.name,
            asked.words,
            asked.reference,
            day,
            demo=facts.is_demo,
        )

    def show(content: bytes) -> None:
        name = tr("Agreement {reference}", reference=asked.reference)
        preview_pdf(parent.window(), context.jobs, Document(name, content, f"{asked.reference}.pdf"))

    context.jobs.read(draw, show)


def _fields(asked: Asked) -> list[FormField]:
    why = FormField(
        "reason",
        tr("Why"),
        hint=tr("Without a name: it stays in the destruction log"),
        required=True,
        max_length=400,
    )
    if asked.by_sheet:
        return [
            why,
            FormField("typed", tr("Reference on the sheet"), required=True, half=True),
            FormField("signed_on", tr("Signed on"), FieldKind.DATE, required=True, half=True),
            FormField("name", tr("Name and office of who signed"), required=True),
        ]
    others = [(one, one) for one in asked.others]
    return [
        why,
        FormField("name", tr("Second person"), FieldKind.CHOICE, choices=others, required=True),
        FormField("passphrase", tr("Their passphrase"), FieldKind.PASSPHRASE, required=True, max_length=400),
    ]
