"""Offering a fresh key for the hub: after somebody has left, and whenever an administrator wants one."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.services.fresh_key import FreshKey
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px


def fresh_key_dialog(
    context: AppContext, parent: QWidget, asked: Callable[[str], object], *, left: str = ""
) -> FormDialog:
    """A dialog that says what a fresh key does and asks for one's own passphrase.

    Args:
        context: the open hub.
        parent: the window it belongs to.
        asked: told the passphrase once it is proved; gives the hub the key.
        left: the name of somebody just removed; empty where nobody was.
    """
    service, actor, folder = context.service(FreshKey), context.actor, context.hub.folder.path
    title = tr("Give the hub a fresh key, now that {name} has left?", name=left) if left else ""
    dialog = FormDialog(
        title or tr("Give the hub a fresh key"),
        [FormField("passphrase", tr("Your passphrase"), FieldKind.PASSPHRASE, required=True, max_length=400)],
        lambda values: service.ask(actor, folder, values["passphrase"]),
        context.jobs,
        parent,
        verb=tr("Give a fresh key"),
        sentence=tr(
            "Whoever kept a copy of the old key can read nothing written from now on. Everybody keeps their"
            " passphrase."
        ),
    )
    more = tr(
        "The hub closes for a moment, and a new recovery card is printed: the old one stops working. Backups"
        " made until today still open with the old key and passphrases."
    )
    dialog.body.insertWidget(0, Label(more, kind="body", wrap=True))
    dialog.resize(px(620), px(360))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.secondary.setText(tr("Not now"))
    dialog.saved.connect(asked)
    return dialog
