"""Dialogs about one person: what they agreed to, a contact tried, and history."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.enums import Answer, Channel, ContactOutcome, Direction
from db.queries.organisations import OrganisationFilter
from desktop.context import AppContext
from desktop.jobs.runner import JobRunner
from desktop.services.consents import Consents
from desktop.services.contacts import Attempt, Contacts
from desktop.services.laws import Laws
from desktop.services.organisations import Organisations
from desktop.services.wordings import HELP, RECIPIENT, SHARE, wording_for
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.label import Label
from desktop.ui.base.theme import px
from desktop.ui.people.told import shared_with
from desktop.ui.words import choices

REFERRAL = "referral"
"""The purpose proposed where an organisation is named."""
_ASKED = ("recipient", "purpose", "answer", "how")


class _Offered(NamedTuple):
    recipients: Sequence[tuple[object, str]]
    purposes: Sequence[tuple[object, str]]
    words: dict[str, str]


class ConsentDialog(FormDialog):
    """What somebody agreed to share, with whom and what for; the words to read out follow from it."""

    def __init__(
        self, offered: _Offered, save: Callable[[dict[str, Any]], object], jobs: JobRunner, parent: QWidget
    ) -> None:
        """Ask.

        Args:
            offered: what there is to choose from.
            save: the service call.
            jobs: runs it.
            parent: the window it belongs to.
        """
        self._offered = offered
        said = choices(Answer)[:2]
        fields = [
            FormField("recipient", tr("Share with"), FieldKind.CHOICE, choices=offered.recipients),
            FormField("purpose", tr("What for"), FieldKind.CHOICE, choices=offered.purposes),
            FormField("answer", tr("What did they say?"), FieldKind.SEGMENT, choices=said, required=True),
            FormField("how", tr("How were they asked?"), FieldKind.CHOICE, choices=choices(Channel)),
        ]
        super().__init__(tr("Sharing"), fields, save, jobs, parent)
        self.words = Label("", self, kind="body", tone="ink2", wrap=True)
        self.body.insertWidget(0, self.words)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form.set_values({"recipient": None, "purpose": REFERRAL, "how": Channel.PHONE})
        self.form.edited.connect(self._show_words)
        self._show_words()
        self.resize(px(620), px(520))

    def _show_words(self) -> None:
        """Read out what names the one chosen, and ask what for only where there is a choice."""
        values = self.form.values()
        to = values["recipient"]
        self.form.show_only([one for one in _ASKED if to is not None or one != "purpose"])
        purpose = HELP if to is None else wording_for(str(values["purpose"] or SHARE))
        name = dict(self._offered.recipients).get(to, "")
        words = self._offered.words[purpose].replace(RECIPIENT, name)
        self.words.setText(tr("Read out: {words}", words=words))


def ask_consent(parent: QWidget, context: AppContext, person_id: str) -> None:
    """Ask what somebody agreed to share, with whom."""
    organisations, consents, actor = context.service(Organisations), context.service(Consents), context.actor

    def read() -> _Offered:
        rows = organisations.rows(actor, organisations.ids(actor, OrganisationFilter()))
        recipients = [(None, tr("The volunteer who helps")), *((row.id, row.name) for row in rows)]
        known = context.service(Laws).purposes(actor)
        purposes = [(one.code, one.label) for one in known if one.is_active and one.code != HELP]
        return _Offered(recipients, purposes, consents.words(actor))

    def open_dialog(offered: _Offered) -> None:
        ConsentDialog(offered, save, context.jobs, parent).open()

    def save(values: Mapping[str, Any]) -> object:
        recipient = values["recipient"]
        return consents.record(
            actor,
            person_id,
            values["answer"],
            recipient_id=recipient,
            purpose=str(values.get("purpose") or REFERRAL) if recipient else HELP,
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
