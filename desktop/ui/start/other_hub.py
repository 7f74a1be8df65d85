"""The app was started again with a hub while another is open: which one is, and what to do."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.ui.base.dialog import SheetDialog
from desktop.ui.base.i18n import tr


def say_other_hub(opened: Path, wanted: Path, window: QWidget | None) -> None:
    """Say that another hub is open; nothing where it is the one wanted.

    Args:
        opened: the folder of the hub that is open.
        wanted: the folder of the one that was to be opened.
        window: in front, locked or not: the names of two folders are all it shows.
    """
    if wanted.resolve() == opened.resolve():
        return
    sentence = tr(
        "{open} is open in this window, and one hub is open at a time. To open {other}, close this window"
        " first: everything is saved. Then start Hubkeeper with it again.",
        open=opened.name,
        other=wanted.name,
    )
    dialog = SheetDialog(tr("Another hub is open"), window, verb=tr("Close"), sentence=sentence)
    dialog.secondary.hide()
    dialog.confirmed.connect(dialog.accept)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
