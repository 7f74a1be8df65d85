"""Changing one's own passphrase."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.services.users import Users
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr


def passphrase_dialog(context: AppContext, parent: QWidget) -> FormDialog:
    """A dialog that asks for the old passphrase and twice for the new one.

    Args:
        context: the open hub.
        parent: the window it belongs to.
    """
    users, actor, folder = context.service(Users), context.actor, context.hub.folder.path
    asked = [
        FormField(key, words, FieldKind.PASSPHRASE, required=True, max_length=400)
        for key, words in (
            ("old", tr("Passphrase until now")),
            ("new", tr("New passphrase")),
            ("again", tr("New passphrase again")),
        )
    ]

    def save(values: Mapping[str, Any]) -> None:
        if values["new"] != values["again"]:
            raise DomainError(tr("The two are not the same. Type it again."), field="again")
        users.change_passphrase(actor, folder, values["old"], values["new"])

    return FormDialog(
        tr("Change your passphrase"),
        asked,
        save,
        context.jobs,
        parent,
        verb=tr("Change it"),
        sentence=tr("Four words that do not belong together are good, and easy to keep in mind."),
    )
