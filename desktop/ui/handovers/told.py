"""A recipient told by word of mouth or by email to take people out who said no, and that recorded."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from db.enums_handovers import NoticeHow
from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.exports.make_notice import notice_words
from desktop.services.handover_notices import HandoverNotices, ToTell
from desktop.services.sharing_log import SharingLog
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label, copy_text

MOST_NAMED = 12


def waiting_for(context: AppContext, record_id: str) -> list[ToTell]:
    """Everybody the recipient of a handover is to be told of.

    Raises:
        DomainError: nobody.
    """
    recipient = context.service(SharingLog).get(context.actor, record_id).share.recipient_id
    waiting = context.service(HandoverNotices).waiting(context.actor)
    told = [one for one in waiting if one.recipient_id == recipient]
    if not told:
        raise DomainError(tr("Nobody is left to tell them of."))
    return told


class ToldDialog(FormDialog):
    """Records whom of a recipient was told, how, and of which people."""

    def __init__(self, context: AppContext, told: list[ToTell], words: str, parent: QWidget) -> None:
        """Ask who was told.

        Args:
            context: the open hub.
            told: whom it is about, all of one recipient.
            words: the notice as the text of an email.
            parent: the page it belongs to.
        """
        service, actor = context.service(HandoverNotices), context.actor

        def save(values: dict[str, Any]) -> object:
            note = f"{values['how']}: {str(values['who'] or '').strip()}"
            return service.record(actor, told, NoticeHow.TOLD, note=note)

        super().__init__(
            tr("{recipient} was told", recipient=told[0].recipient),
            _fields(),
            save,
            context.jobs,
            parent,
            verb=tr("Record it"),
            sentence=tr("Tell them to take these people out, and to say on which day it was done."),
        )
        for one in told[:MOST_NAMED]:
            told_of = tr("health notes alone") if one.health_only else ""
            told_of = tr("asked to restrict the use") if one.restricted else told_of
            parts = [one.name, *one.keys, *([told_of] if told_of else [])]
            line = ", ".join(parts)
            self.body.addWidget(Label(line, kind="strong", wrap=True))
        if len(told) > MOST_NAMED:
            more = tr("and {count} more, named in the email text", count=len(told) - MOST_NAMED)
            self.body.addWidget(Label(more, kind="second"))
        self.copy_button = Button(tr("Copy the text of an email"), self, icon="copy", small=True)
        self.copy_button.clicked.connect(partial(self._copy, words))
        self.body.addWidget(self.copy_button)

    def _copy(self, words: str) -> None:
        copy_text(words)
        self.copy_button.setText(tr("Copied. Paste it into your email"))


def ask_told(
    context: AppContext, record_id: str, parent: QWidget, opened: Callable[[ToldDialog], object]
) -> None:
    """Look up whom a recipient is to be told of, off the GUI thread, and ask who was told."""

    def read() -> tuple[list[ToTell], str]:
        told = waiting_for(context, record_id)
        return told, notice_words(context.hub.tools, context.actor, told)

    context.jobs.read(read, lambda found: opened(ToldDialog(context, found[0], found[1], parent)))


def _fields() -> list[FormField]:
    ways = [(words, words) for words in (tr("By phone"), tr("By email"), tr("In person"))]
    return [
        FormField("how", tr("How they were told"), FieldKind.CHOICE, required=True, choices=ways),
        FormField(
            "who",
            tr("Who was told"),
            required=True,
            max_length=200,
            hint=tr("Such as: the duty desk, at ten past two"),
        ),
    ]
