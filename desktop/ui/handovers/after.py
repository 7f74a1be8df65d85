"""What is done after a handover: its receipt recorded, its kept copy saved again, its recipient told."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from db.enums_handovers import ReceiptHow
from desktop.context import AppContext
from desktop.domain import receipts
from desktop.domain.errors import DomainError
from desktop.exports.make_notice import DrawnNotice, draw_notice, record_notice
from desktop.services.handover_receipts import HandoverReceipts, ReceiptDraft
from desktop.services.handover_series import HandoverSeries
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import ConfirmDialog, FileDialog, FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.handovers.told import waiting_for
from desktop.ui.preview import Document, preview_pdf

RECEIPT, AGAIN, FORGET, NOTICE, TOLD = "receipt", "again", "forget", "notice", "told"


class ReceiptDialog(FormDialog):
    """Records that a handover arrived, or was deleted: by hand, or from the file that came back."""

    def __init__(self, context: AppContext, record_id: str, parent: QWidget) -> None:
        """Ask what is known of one handover."""
        service, actor = context.service(HandoverReceipts), context.actor

        def save(values: dict[str, Any]) -> object:
            draft = ReceiptDraft(
                values["received_on"],
                str(values["received_by"] or ""),
                ReceiptHow(values["how"] or ReceiptHow.PHONE),
                str(values["check_code"] or ""),
                values["deleted_on"],
                str(values["note"] or ""),
            )
            return service.record(actor, record_id, draft)

        super().__init__(tr("Receipt of a handover"), _fields(), save, context.jobs, parent)
        self._context = context
        self.file_button = Button(tr("Read the file that came back"), self, icon="file-import", small=True)
        self.file_button.clicked.connect(self._ask_file)
        self.body.addWidget(self.file_button)

    def _ask_file(self) -> None:
        dialog = FileDialog(self, tr("The receipt that came back"))
        dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(tr("Receipts (*.txt)"))
        dialog.fileSelected.connect(self.read_file)
        dialog.open()

    def read_file(self, path: str) -> None:
        """Record the receipt in a file; its reference says which handover it is of."""
        service, actor = self._context.service(HandoverReceipts), self._context.actor
        self._context.jobs.write(
            lambda: service.take_in(actor, receipts.read(_content(Path(path)))),
            lambda _said: self.accept(),
            self.form.show_problem,
        )


def save_again(context: AppContext, record_id: str, parent: QWidget) -> FileDialog:
    """Ask for a folder and save the kept copy of a handover into it."""
    service, actor = context.service(HandoverSeries), context.actor
    dialog = FileDialog(parent, tr("Where to save the copy"))
    dialog.setFileMode(FileDialog.FileMode.Directory)
    dialog.setOption(FileDialog.Option.ShowDirsOnly, True)
    dialog.fileSelected.connect(
        lambda folder: context.jobs.write(lambda: service.again(actor, record_id, Path(folder)))
    )
    dialog.open()
    return dialog


def forget_copy(context: AppContext, record_id: str, parent: QWidget) -> ConfirmDialog:
    """Ask, and take the kept copy of a handover away before its day."""
    service, actor = context.service(HandoverSeries), context.actor
    dialog = ConfirmDialog(
        tr("Take our copy away?"),
        tr("It cannot be saved again afterwards. The entry in the sharing log stays."),
        tr("Take it away"),
        parent,
        on_yes=lambda: context.jobs.write(lambda: service.forget(actor, record_id)),
    )
    dialog.open()
    return dialog


def show_notice(context: AppContext, record_id: str, parent: QWidget) -> None:
    """Show the notice to the recipient of a handover about everybody it is to be told of.

    It is recorded when it leaves.
    """
    tools, actor = context.hub.tools, context.actor

    def read() -> DrawnNotice:
        return draw_notice(tools, actor, waiting_for(context, record_id))

    def show(drawn: DrawnNotice) -> None:
        title = tr("Notice to {recipient}", recipient=drawn.told[0].recipient)
        leave = partial(record_notice, tools, actor, drawn)
        preview_pdf(parent.window(), context.jobs, Document(title, drawn.content, "notice.pdf", leave))

    context.jobs.read(read, show)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(receipts.MOST + 1)
    except OSError as problem:
        words = tr("The file cannot be read. Put the stick back in, or choose another.")
        raise DomainError(words) from problem


def _fields() -> list[FormField]:
    ways = [
        (ReceiptHow.PHONE, tr("By phone")),
        (ReceiptHow.PAPER, tr("Signed cover")),
        (ReceiptHow.EMAIL, tr("By email")),
        (ReceiptHow.FILE, tr("Receipt file")),
    ]
    return [
        FormField("received_on", tr("Arrived on"), FieldKind.DATE),
        FormField("received_by", tr("Who has it there"), max_length=200),
        FormField("how", tr("How we know"), FieldKind.CHOICE, choices=ways),
        FormField(
            "check_code", tr("Check code they read out"), hint=tr("The 16 letters and digits on the cover")
        ),
        FormField("deleted_on", tr("They deleted it on"), FieldKind.DATE),
        FormField("note", tr("Note"), max_length=400),
    ]
