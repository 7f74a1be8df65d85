"""Letting another safeguarding lead into the concerns one can open."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.services.base import Changes
from desktop.services.concerns import Concerns
from desktop.ui.base.dialog import ConfirmDialog, FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count


def ask_let_in(parent: QWidget, context: AppContext, leads: Sequence[tuple[str, str]]) -> None:
    """Ask which lead is let in, or say that there is nobody to let in.

    Args:
        parent: what it is asked over.
        context: the open hub.
        leads: key and name of those who cannot open all that this lead can.
    """
    if not leads:
        dialog = ConfirmDialog(
            tr("There is nobody to let in"),
            tr(
                "Every safeguarding lead who has opened this hub can open what you can, but for concerns"
                " about themselves. A new lead opens the hub once first."
            ),
            tr("Close"),
            parent,
            danger=False,
        )
        dialog.secondary.hide()
        dialog.primary.setFocus(Qt.FocusReason.OtherFocusReason)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return
    concerns, actor, folder = context.service(Concerns), context.actor, context.hub.folder.path

    def let_in(values: dict[str, Any]) -> Changes:
        count = concerns.let_in(actor, folder, str(values["who"]))
        words = tr_count("Let into {count} concern.", "Let into {count} concerns.", count)
        return Changes(message=words)

    who = FormField("who", tr("Who?"), FieldKind.CHOICE, required=True, choices=list(leads))
    form = FormDialog(
        tr("Let another lead in"),
        [who],
        let_in,
        context.jobs,
        parent,
        verb=tr("Let them in"),
        sentence=tr(
            "They can then open every concern you can, but for those about themselves. Each concern says so,"
            " and it cannot be taken back."
        ),
    )
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    form.open()
