"""Telling somebody what is done with their data: read out, handed over, posted, e-mailed, and when it was."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.enums_protection import NoticeHow
from db.models import PrivacyNotice
from db.queries.notices import ToldRow
from desktop.context import AppContext
from desktop.exports.privacy_notice import NoticeTo, draw_privacy_notice, record_privacy_notice
from desktop.services.notices import Notices
from desktop.ui.base.button import Button
from desktop.ui.base.detail import DetailRow
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.base.tokens import Tone
from desktop.ui.preview import Document, preview_pdf


def tell_about_data(parent: QWidget, context: AppContext, person_id: str) -> None:
    """Show the notice to read out or print, and ask how they were told."""
    notices, actor = context.service(Notices), context.actor

    def open_dialog(found: PrivacyNotice | None) -> None:
        none = tr("Write the privacy notice first, under Data protection.")
        words = Label(found.body if found is not None else none, kind="body", tone="ink2", wrap=True)
        who = tr("From whom they know it")
        fields = [
            FormField("how", tr("How were they told?"), FieldKind.CHOICE, choices=list(ways().items())),
            FormField("note", who, hint=tr("Only where somebody else told them before us"), max_length=300),
        ]
        dialog = FormDialog(
            tr("What we do with their data"),
            fields,
            save,
            context.jobs,
            parent,
            verb=tr("They were told"),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.body.insertWidget(0, words)
        dialog.form.set_values({"how": NoticeHow.READ_OUT})
        if found is not None:
            button = Button(tr("Print it for them"), dialog, icon="printer")
            button.clicked.connect(lambda: print_notice(dialog, context, person_id))
            dialog.body.insertWidget(1, button, 0, Qt.AlignmentFlag.AlignLeft)
        dialog.resize(px(620), px(520))
        dialog.open()

    def save(values: Mapping[str, Any]) -> object:
        return notices.give(actor, person_id, values["how"], values["note"] or "")

    context.jobs.read(lambda: notices.in_use(actor), open_dialog)


def print_notice(parent: QWidget, context: AppContext, person_id: str = "") -> None:
    """Show the notice as it is posted to somebody, or with nobody's name, to hang up or hand over."""
    tools, actor = context.hub.tools, context.actor

    def show(drawn: NoticeTo) -> None:
        document = Document(
            tr("Privacy notice"),
            drawn.content,
            "privacy-notice.pdf",
            lambda name, put: record_privacy_notice(tools, actor, drawn, name, put),
        )
        preview_pdf(parent.window(), context.jobs, document)

    context.jobs.read(lambda: draw_privacy_notice(tools, actor, person_id), show)


def ways() -> Mapping[NoticeHow, str]:
    """How somebody can be told."""
    return {
        NoticeHow.READ_OUT: tr("Read out"),
        NoticeHow.HANDED_OVER: tr("Handed over"),
        NoticeHow.POSTED: tr("Posted"),
        NoticeHow.SENT: tr("E-mailed"),
        NoticeHow.SHOWN: tr("Shown on a screen or wall"),
        NoticeHow.KNEW_ALREADY: tr("They knew it already"),
    }


def told_row(one: ToldRow) -> DetailRow:
    """One telling: the day, how, and by which version."""
    day = f"{one.at.astimezone():%d %b %Y}"
    way = ways()[NoticeHow(one.how)]
    said = tr("{way}, version {version}, by {who}", way=way, version=one.version, who=one.by)
    if one.note:
        said = tr("{said}: {note}", said=said, note=one.note)
    return DetailRow(day, said, tone=Tone.OK)
