"""The alert form on paper or as a file: for one recipient, and written into the concern before it leaves."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.enums import Nation
from db.enums_concerns import AboutKind, EntryKind
from desktop.context import AppContext
from desktop.domain.concerns import About, ConcernFile
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.names import full_name
from desktop.domain.phones import national
from desktop.exports.concern_report import AtRisk, ConcernReport, RecordPrint, Referrer, SharedConcern
from desktop.exports.files import write_bytes
from desktop.services.concerns import Concerns
from desktop.services.hub_info import HubFacts
from desktop.services.people import People, PersonDraft
from desktop.services.safeguarding_numbers import OutsideNumbers, SafeguardingNumbers
from desktop.services.volunteers import Volunteers
from desktop.ui.base.dialog import FileDialog, FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.preview import Document, preview_pdf

Values = Mapping[str, Any]
Done = Callable[[ConcernFile], object]
ADULT, CHILD, WHOLE = "adult", "child", "whole"
"""The nation's form for an adult or a child, and everything that was written."""
LEAST_PASSWORD = 12
"""Letters of a password that locks a file (the design's four words are longer)."""


def ask_form(context: AppContext, file: ConcernFile, parent: QWidget, done: Done) -> None:
    """Ask for whom the form is, then show it.

    Args:
        context: the open hub; concerns are open.
        file: the concern.
        parent: what it is asked over.
        done: takes the concern once the form has left.
    """
    numbers, actor = context.service(SafeguardingNumbers), context.actor
    context.jobs.read(
        lambda: (numbers.get(actor), context.facts()), lambda found: _ask(context, file, parent, done, *found)
    )


def _ask(
    context: AppContext,
    file: ConcernFile,
    parent: QWidget,
    done: Done,
    numbers: OutsideNumbers,
    facts: HubFacts,
) -> None:
    dialog = FormDialog(
        tr("Print the alert form"),
        _fields(),
        lambda values: (values, _make(context, file, values, facts)),
        context.jobs,
        parent,
        verb=tr("Look at the form"),
        sentence=tr("It is for one recipient only. That it left is written into the concern."),
    )
    is_child = bool(file.account.is_child)
    dialog.form.set_values(
        {
            "form": CHILD if is_child else ADULT,
            "recipient": numbers.council,
            "recipient_phone": numbers.children if is_child else numbers.adults,
        }
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.saved.connect(lambda made: _leave_with(context, file, parent, done, made))
    dialog.open()


def _fields() -> list[FormField]:
    forms = ((ADULT, tr("For an adult")), (CHILD, tr("For a child")), (WHOLE, tr("The whole record")))
    return [
        FormField("form", tr("Which form?"), FieldKind.SEGMENT, choices=forms, required=True),
        FormField("recipient", tr("For whom?"), hint=tr("the council's team, the police"), half=True),
        FormField("recipient_phone", tr("Their number"), half=True),
        FormField("relationship", tr("How do you know the person?"), max_length=300, half=True),
        FormField("purpose", tr("Why, for the whole record"), max_length=300, half=True),
        FormField("wants_no_name", tr("Do not tell the family who reported it"), FieldKind.CHECK),
        FormField(
            "password",
            tr("Lock the file with a password"),
            FieldKind.PASSPHRASE,
            hint=tr("Leave it empty to print on paper. Otherwise 12 letters or more; give it by phone."),
            parse=_password,
        ),
    ]


def _password(text: str) -> str:
    if len(text) < LEAST_PASSWORD:
        raise DomainError(tr("This needs 12 letters or more. Four words are easy to say by phone."))
    return text


def _make(
    context: AppContext, file: ConcernFile, values: Values, facts: HubFacts
) -> tuple[bytes, SharedConcern]:
    """Draw the form (worker)."""
    from desktop.exports.concern_forms import make_concern_form, make_concern_record

    actor, now = context.actor, context.service(Concerns).now().astimezone()
    password = str(values["password"] or "")
    if values["form"] == WHOLE:
        whole = RecordPrint(
            concern=file,
            hub_name=facts.name,
            made_at=now,
            by=actor.name,
            recipient=str(values["recipient"] or ""),
            purpose=str(values["purpose"] or ""),
            hub_phone=national(facts.phone) or facts.phone,
            demo=facts.is_demo,
        )
        return make_concern_record(whole, password)
    report = ConcernReport(
        concern=file,
        nation=Nation(facts.nation),
        is_child=values["form"] == CHILD,
        recipient=str(values["recipient"] or ""),
        recipient_phone=str(values["recipient_phone"] or ""),
        hub_name=facts.name,
        hub_phone=national(facts.phone) or facts.phone,
        made_at=now,
        area_code=facts.la_code,
        referrer=Referrer(
            name=actor.name,
            role=tr("Safeguarding lead"),
            phone=national(facts.safeguarding_phone) or facts.safeguarding_phone,
            relationship=str(values["relationship"] or ""),
            wants_no_name=bool(values["wants_no_name"]),
        ),
        subject=_subject(context, file.account.about),
        demo=facts.is_demo,
    )
    return make_concern_form(report, password)


def _subject(context: AppContext, about: About) -> AtRisk:
    """What the hub holds of the person today; a record that is gone leaves name and address as written."""
    actor = context.actor
    try:
        if about.kind is AboutKind.PERSON and about.id:
            return _at_risk(context.service(People).get(actor, about.id).draft, about)
        if about.kind is AboutKind.VOLUNTEER and about.id:
            return _at_risk(context.service(Volunteers).get(actor, about.id).who.draft, about)
    except NotFound:
        pass
    return AtRisk(name=about.name, address=about.detail)


def _at_risk(person: PersonDraft, about: About) -> AtRisk:
    home = person.household
    where = (home.address_line1, home.town, home.postcode) if home else (about.detail,)
    numbers = [person.safe_number, *(one.raw for one in person.phones or ())]
    return AtRisk(
        name=full_name(person.first_name, person.last_name, person.preferred_name) or about.name,
        born=f"{person.date_of_birth:%d/%m/%Y}" if person.date_of_birth else "",
        address=", ".join(one for one in where if one),
        phone=next((national(one) or one for one in numbers if one), ""),
        communication=person.communication_needs,
    )


def _leave_with(
    context: AppContext,
    file: ConcernFile,
    parent: QWidget,
    done: Done,
    made: tuple[Values, tuple[bytes, SharedConcern]],
) -> None:
    values, (content, shared) = made
    name = tr("Alert form {reference}", reference=file.reference)
    if values["form"] == WHOLE:
        name = tr("Record {reference}", reference=file.reference)
    concerns, actor = context.service(Concerns), context.actor

    def leave(put: Callable[[], None]) -> ConcernFile:
        """Write into the concern that it leaves, then let it (worker)."""
        kept = concerns.write(actor, file.id, EntryKind.SHARED, shared.words())
        put()
        return kept

    if not values["password"]:
        left: list[ConcernFile] = []
        document = Document(name, content, f"{name}.pdf", lambda _name, put: left.append(leave(put)))
        preview = preview_pdf(parent, context.jobs, document)
        preview.finished.connect(lambda _code: done(left[-1]) if left else None)
        return
    dialog = FileDialog(parent, tr("Save the locked form"))
    dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(tr("PDF (*.pdf)"))
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(f"{name}.pdf")
    dialog.fileSelected.connect(
        lambda chosen: context.jobs.write(lambda: leave(lambda: write_bytes(Path(chosen), content)), done)
    )
    dialog.open()
