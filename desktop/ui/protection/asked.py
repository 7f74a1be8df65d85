"""What the hub was asked to share, with its refusals; and who said no to being shared."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from db.enums_protection import ShareDecision
from db.queries.organisations import OrganisationFilter
from desktop.context import AppContext
from desktop.exports.sharing_log_file import make_sharing_log
from desktop.services.laws import Laws, offered
from desktop.services.organisations import Organisations
from desktop.services.people import People
from desktop.services.share_requests import AskedLine, RefusalRow, ShareRequests
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.dialog import FileDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import EDIT, FormData
from desktop.ui.protection.register import Register, RegisterRow
from desktop.ui.protection.words import choices, words

LONG = 2000
OPEN = "open_person"
LOGGED = ("asked", "refusals")
"""Views whose log can be saved as a file."""


class AskedToShare(Register):
    """Requests to share, each with what was decided."""

    key, action, change = "asked", "handover.see", "share.decide"

    def __init__(self, context: AppContext) -> None:
        """Take the services."""
        super().__init__(context)
        self._requests, self._people = context.service(ShareRequests), context.service(People)

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Asked to share")

    def rows(self) -> Sequence[RegisterRow]:
        """Those to decide first."""
        return [
            self.row(
                one,
                tr("Request {number}, {who}", number=one.request.number, who=one.asked_by),
                words(one.request.decision),
                one.request.received_on,
            )
            for one in self._requests.all(self.actor)
        ]

    def detail(self, row: RegisterRow) -> Detail:
        """What they asked for, and why it was shared or not."""
        one: AskedLine = row.held
        held = one.request
        terms = {term.code: term.label for term in self.context.service(Laws).bases(self.actor)}
        asked = [
            DetailRow(tr("Asked by"), one.asked_by),
            DetailRow(tr("Who there"), held.asked_by_person),
            DetailRow(tr("Received"), show_date(held.received_on)),
            DetailRow(tr("How"), held.how),
            DetailRow(tr("What for"), held.purpose),
            DetailRow(tr("About"), one.about),
            DetailRow(tr("Reason in law"), terms.get(held.basis_code, "")),
        ]
        decided = [
            DetailRow(tr("Decision"), words(held.decision)),
            DetailRow(tr("Because"), held.why),
            DetailRow(tr("Decided by"), held.decided_by),
            DetailRow(tr("On"), show_date(held.decided_on) if held.decided_on else ""),
        ]
        return Detail(
            row.name,
            words(held.decision),
            icon="message",
            quote=held.data,
            sections=[
                DetailSection(tr("What they asked for"), asked),
                DetailSection(tr("What was decided"), decided),
            ],
            actions=[DetailAction(EDIT, tr("Write on"), "pencil", ButtonKind.PRIMARY)],
        )

    def form(self, held: Any) -> FormData:
        """The form: the request, and the decision when it is made."""
        many = FieldKind.MULTILINE
        one: AskedLine | None = held
        kept = one.request.basis_code if one is not None else ""
        grounds = [("", tr("None")), *offered(self.context.service(Laws).bases(self.actor), kept)]
        about = FormField("person_id", tr("About one person"), FieldKind.PERSON_LINK, lookup=self._find)
        asked = [
            FormField("organisation_id", tr("Who asks"), FieldKind.CHOICE, choices=self._partners()),
            FormField("asked_by", tr("Or somebody else"), half=True, max_length=200),
            FormField("asked_by_person", tr("Who there"), half=True, hint=tr("Name and position")),
            FormField("received_on", tr("It came on"), FieldKind.DATE, required=True, half=True),
            FormField("how", tr("How it came"), half=True, hint=tr("By phone, letter, e-mail, at the door")),
            FormField("data", tr("What they ask for"), many, required=True, max_length=LONG),
            FormField("purpose", tr("What for"), max_length=400),
            *([about] if one is None else []),
            FormField("basis_code", tr("Reason in law they give"), FieldKind.CHOICE, choices=grounds),
            FormField("decision", tr("Decision"), FieldKind.SEGMENT, choices=choices(ShareDecision)),
            FormField(
                "why",
                tr("Because"),
                many,
                max_length=LONG,
                hint=tr("Of a no: which law or wish is against it"),
            ),
        ]
        if one is None:
            today = self.context.hub.tools.clock().astimezone().date()
            begun = {"organisation_id": None, "received_on": today, "decision": ShareDecision.WAITING}
            return FormData(tr("Somebody asks us to share"), asked, begun)
        values = {field.key: getattr(one.request, field.key) for field in asked}
        return FormData(tr("Request {number}", number=one.request.number), asked, values)

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Save a request."""
        given = dict(values)
        if given.get("person_id"):
            given["person_id"] = given["person_id"][0]
        return self._requests.save(self.actor, key, given)

    def _partners(self) -> list[tuple[object, str]]:
        service = self.context.service(Organisations)
        rows = service.rows(self.actor, service.ids(self.actor, OrganisationFilter()))
        return [(None, tr("Somebody else, named below")), *((row.id, row.name) for row in rows)]

    def _find(self, typed: str) -> list[tuple[str, str]]:
        rows = self._people.find(self.actor, typed)
        return [(one.id, f"{one.first_name} {one.last_name}".strip()) for one in rows]


class Refusals(Register):
    """People who said no, or took their yes back."""

    key, action, change = "refusals", "refusal.see", "consent.set"
    can_add = False

    def __init__(self, context: AppContext) -> None:
        """Take the service."""
        super().__init__(context)
        self._requests = context.service(ShareRequests)

    @property
    def title(self) -> str:
        """Of the view."""
        return tr("Said no")

    def rows(self) -> Sequence[RegisterRow]:
        """The newest first."""
        return [
            self.row(one, one.name, tr("Not to {who}", who=_whom(one)), one.said_on)
            for one in self._requests.refusals(self.actor)
        ]

    def detail(self, row: RegisterRow) -> Detail:
        """To whom, when, and the words they were asked with."""
        one: RefusalRow = row.held
        how = tr("Took a yes back") if one.withdrawn_at is not None else tr("Said no")
        rows = [
            DetailRow(tr("Not to"), _whom(one)),
            DetailRow(tr("Purpose"), self._purposes().get(one.purpose, one.purpose)),
            DetailRow(how, show_date(one.said_on)),
            DetailRow(tr("What they said"), one.withdrawn_how),
            DetailRow(tr("Asked with wording"), one.wording_version),
        ]
        actions = [DetailAction(OPEN, tr("Open the person"), "user", ButtonKind.PRIMARY)]
        sections = [DetailSection("", rows)]
        return Detail(row.name, f"P-{one.number}", person=row.name, sections=sections, actions=actions)

    def act(self, page: QWidget, key: str, row: RegisterRow) -> None:
        """Go to the person."""
        if key == OPEN:
            page.place_asked.emit("person", row.held.person_id)  # type: ignore[attr-defined]

    def _purposes(self) -> dict[str, str]:
        return {one.code: one.label for one in self.context.service(Laws).purposes(self.actor)}


def ask_log_file(page: RecordPage, context: AppContext) -> FileDialog:
    """Ask where the sharing log goes, with the refusals, and save it."""
    dialog = FileDialog(page.window(), tr("Save the sharing log"))
    dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(["Excel (*.xlsx)", "OpenDocument (*.ods)"])
    dialog.setDefaultSuffix("xlsx")
    dialog.selectFile("sharing-log.xlsx")
    dialog.fileSelected.connect(lambda name: save_log(page, context, Path(name)))
    dialog.open()
    return dialog


def save_log(page: RecordPage, context: AppContext, path: Path) -> None:
    """Save it; it leaves a line of its own."""
    tools, actor = context.hub.tools, context.actor
    context.jobs.write(
        lambda: make_sharing_log(tools, actor, path, tools.clock()),
        lambda _done: page.said.emit(tr("Saved to {file}, and recorded", file=path.name), False),
    )


def _whom(one: RefusalRow) -> str:
    return one.recipient or tr("The volunteer who helps")
