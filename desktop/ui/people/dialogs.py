"""Dialogs about one person: what they agreed to, a contact tried, and history."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.enums import Answer, Channel, ContactOutcome, Direction
from db.queries.organisations import OrganisationFilter
from desktop.context import AppContext
from desktop.services.consents import HELP, Consents
from desktop.services.contacts import Attempt, Contacts
from desktop.services.organisations import Organisations
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.people.told import shared_with
from desktop.ui.words import choices

SHARE = "share"


def ask_consent(parent: QWidget, context: AppContext, person_id: str) -> None:
    """Ask what somebody agreed to share, with whom."""
    organisations, actor = context.service(Organisations), context.actor
    wording = context.facts().consent_wording

    def read() -> list[tuple[object, str]]:
        rows = organisations.rows(actor, organisations.ids(actor, OrganisationFilter()))
        return [(None, tr("The volunteer who helps")), *((row.id, row.name) for row in rows)]

    def open_dialog(recipients: list[tuple[object, str]]) -> None:
        fields = [
            FormField("recipient", tr("Share with"), FieldKind.CHOICE, choices=recipients),
            FormField(
                "answer",
                tr("What did they say?"),
                FieldKind.SEGMENT,
                choices=choices(Answer)[:2],
                required=True,
            ),
            FormField("how", tr("How were they asked?"), FieldKind.CHOICE, choices=choices(Channel)),
        ]
        dialog = FormDialog(tr("Sharing"), fields, save, context.jobs, parent, sentence=wording)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.form.set_values({"recipient": None, "how": Channel.PHONE})
        dialog.open()

    def save(values: Mapping[str, Any]) -> object:
        recipient = values["recipient"]
        return context.service(Consents).record(
            actor,
            person_id,
            values["answer"],
            recipient_id=recipient,
            purpose=SHARE if recipient else HELP,
            how=values["how"],
        )

    context.jobs.read(read, open_dialog)


def ask_take_back(parent: QWidget, context: AppContext, person_id: str) -> None:
    """Ask which yes is taken back, and what was said."""
    consents, actor = context.service(Consents), context.actor

    def read() -> list[tuple[object, str]]:
        standing = [line for line in consents.of(actor, person_id) if line.stands]
        return [(line.id, f"{shared_with(line)}, {line.given_at.astimezone():%d %b %Y}") for line in standing]

    def open_dialog(offered: list[tuple[object, str]]) -> None:
        fields = [
            FormField("consent", tr("Shared with"), FieldKind.CHOICE, choices=offered, required=True),
            FormField("how", tr("What they said, and how"), required=True, max_length=500),
        ]
        sentence = tr("What was agreed stays in the history, with the day it was taken back.")
        title, verb = tr("Take sharing back"), tr("Take back")
        dialog = FormDialog(title, fields, save, context.jobs, parent, verb=verb, sentence=sentence)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.form.set_values({"consent": offered[0][0] if offered else None})
        dialog.open()

    def save(values: Mapping[str, Any]) -> object:
        return consents.withdraw(actor, values["consent"], values["how"])

    context.jobs.read(read, open_dialog)


def ask_contact(parent: QWidget, context: AppContext, person_id: str) -> None:
    """Ask what came of trying to reach somebody."""
    fields = [
        FormField("channel", tr("How"), FieldKind.CHOICE, choices=choices(Channel), half=True),
        FormField(
            "outcome", tr("What came of it?"), FieldKind.CHOICE, choices=choices(ContactOutcome), half=True
        ),
        FormField("note", tr("Note"), FieldKind.MULTILINE, lines=3, max_length=2000),
        FormField("next_on", tr("Try again on"), FieldKind.DATE),
    ]

    def save(values: Mapping[str, Any]) -> object:
        return context.service(Contacts).record(
            context.actor,
            Attempt(
                values["channel"],
                Direction.OUTBOUND,
                values["outcome"],
                values["note"],
                person_id=person_id,
                next_on=values["next_on"],
            ),
        )

    dialog = FormDialog(tr("Contact tried"), fields, save, context.jobs, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.form.set_values({"channel": Channel.PHONE, "outcome": ContactOutcome.REACHED})
    dialog.open()
