"""The People page: everybody, and everything about one person in one place."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal

from db.enums import Answer, ContactPreference, LinkKind, PersonStatus
from db.queries.people import PeopleFilter, PersonRow
from desktop.context import AppContext
from desktop.domain.names import full_name
from desktop.domain.phones import national
from desktop.domain.references import Kind, write
from desktop.services.areas import Areas
from desktop.services.consents import Consents
from desktop.services.contacts import Contacts
from desktop.services.intake import Intake
from desktop.services.people import People
from desktop.ui.base.button import ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import EDIT, VOID, RecordPage
from desktop.ui.base.record_spec import FormData, ListFilter, Listing, ListQuery, ListTab, RecordSpec
from desktop.ui.base.tokens import Tone
from desktop.ui.people.dialogs import ask_consent, ask_contact, show_history
from desktop.ui.people.form import draft_of, person_fields, person_values
from desktop.ui.words import say

CALL, CONSENT, CONTACT, HISTORY = "call", "consent", "contact", "history"


class PeopleSpec(RecordSpec):
    """People as a list with a detail pane."""

    entities = frozenset(
        {"person", "household", "phone", "contact_link", "consent", "contact_attempt", "request"}
    )
    can_export = True
    can_print = True
    icon = "users"

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._actor = context.actor
        self._people = context.service(People)
        self._areas = context.service(Areas)
        self._intake = context.service(Intake)
        self._consents = context.service(Consents)
        self._contacts = context.service(Contacts)
        self.title = tr("People")
        self.empty = tr("Nobody matches. Check the spelling or add them.")
        self.search_hint = tr("Name, street or number")
        self.add = tr("Add a person")
        self.void_verb = tr("Take off the list")
        self.void_sentence = tr("The record stays in the history and can be brought back.")
        self.tabs = (
            ListTab("all", tr("Everyone")),
            ListTab("open", tr("With open requests")),
            ListTab("quiet", tr("Moved, died or do not contact")),
        )
        self.filters = (ListFilter("area", tr("Area:"), self._area_choices),)
        self.columns = (
            Column("name", tr("Name"), 190, stretch=True, kind=CellKind.PERSON, cell=_name),
            Column("address", tr("Address"), 190, cell=lambda row: row.address_line1, priority=2),
            Column("postcode", tr("Postcode"), 90, priority=1),
            Column("area", tr("Area"), 110, kind=CellKind.SECOND, priority=3),
            Column("phone", tr("Phone"), 130, formatter=national, sortable=False),
            Column("open_requests", tr("Open"), 70, align_right=True, cell=_open, sortable=False),
        )

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        among = None
        if query.text.strip():
            among = tuple(row.id for row in self._people.find(self._actor, query.text, 200))
        wanted = PeopleFilter(
            among=among,
            area_id=str(query.filters.get("area") or ""),
            with_open=query.tab == "open",
            out_of_touch=query.tab == "quiet",
        )
        ids = self._people.ids(self._actor, wanted, query.sort or "name", query.descending)
        return Listing(ids, subtitle=tr_count("{count} person", "{count} people", len(ids)))

    def rows(self, ids: Sequence[Any]) -> Sequence[PersonRow]:
        """Rows for ids."""
        return self._people.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows: safe contact first."""
        held = self._people.get(self._actor, item)
        card = self._intake.card(self._actor, item)
        draft = held.draft
        safe = [
            DetailRow(tr("Ring only"), draft.safe_number, icon="shield-check", tone=Tone.WARN),
            DetailRow(tr("When"), draft.safe_when),
            DetailRow(tr("Leave a message"), _safe(draft.safe_message)),
            DetailRow(tr("Post"), _safe(draft.safe_post)),
        ]
        phones = [
            DetailRow(
                tr("Phone") if n == 0 else "", " ".join(p for p in (national(phone.raw), phone.note) if p)
            )
            for n, phone in enumerate(draft.phones or ())
        ]
        home = draft.household
        where = (
            ", ".join(p for p in (home.address_line1, home.address_line2, home.town, home.postcode) if p)
            if home
            else ""
        )
        about = [
            DetailRow(
                tr("Status"),
                say(draft.status) if draft.status is not PersonStatus.ACTIVE else "",
                tone=Tone.WARN,
            ),
            DetailRow("", draft.status_note),
            DetailRow(tr("Born"), f"{draft.date_of_birth:%d/%m/%Y}" if draft.date_of_birth else ""),
            DetailRow(tr("Where"), where, key=f"households:{held.household_id}" if held.household_id else ""),
            DetailRow(
                tr("Reach by"),
                say(draft.contact_preference)
                if draft.contact_preference is not ContactPreference.UNKNOWN
                else "",
            ),
            DetailRow(tr("E-mail"), draft.email),
            DetailRow(tr("Language"), draft.language_code),
            DetailRow(tr("Talking"), draft.communication_needs),
            DetailRow(tr("Good to know"), draft.good_to_know),
            DetailRow(tr("Their reference"), draft.source_reference),
        ]
        links = [
            DetailRow(
                say(LinkKind(one.kind)),
                ", ".join(p for p in (one.name, one.relationship, national(one.phone)) if p),
            )
            for one in draft.links or ()
        ]
        neighbours = [DetailRow("", name, key=f"people:{key}") for key, name in held.neighbours]
        requests = [
            DetailRow(row.need, write(Kind.REQUEST, row.number), icon=row.icon, key=f"requests:{row.id}")
            for row in card.open_requests
        ]
        agreed = [
            DetailRow(line.recipient or tr("Volunteer who helps"), _consent(line), tone=_consent_tone(line))
            for line in self._consents.of(self._actor, item)[:6]
        ]
        tried = [
            DetailRow(
                f"{one.at.astimezone():%a %d %b}", " ".join(p for p in (say(one.outcome), one.note) if p)
            )
            for one in self._contacts.of(self._actor, item, 6)
        ]
        return Detail(
            full_name(draft.first_name, draft.last_name, draft.preferred_name)
            or write(Kind.PERSON, held.number),
            write(Kind.PERSON, held.number),
            person=full_name(draft.first_name, draft.last_name) or "?",
            sections=[
                DetailSection(tr("Safe contact"), safe)
                if any(row.value for row in safe)
                else DetailSection("", ()),
                DetailSection("", phones),
                DetailSection("", about),
                DetailSection(tr("People to ring"), links),
                DetailSection(tr("At the same address"), neighbours),
                DetailSection(tr("Open requests"), requests),
                DetailSection(tr("Sharing"), agreed),
                DetailSection(tr("Last contacts"), tried),
            ],
            actions=[
                DetailAction(CALL, tr("New call"), "phone-plus", ButtonKind.PRIMARY),
                DetailAction(EDIT, tr("Edit"), "pencil"),
                DetailAction(CONTACT, tr("Contact tried"), "phone-call"),
                DetailAction(CONSENT, tr("Sharing"), "circle-check"),
                DetailAction(HISTORY, tr("History"), "history"),
                DetailAction(VOID, tr("Take off"), "trash", ButtonKind.QUIET),
            ],
        )

    def form(self, item: Any) -> FormData:
        """The form for a person."""
        areas = self._area_choices()
        fields = person_fields([(None, tr("None")), *areas[1:]])
        if item is None:
            return FormData(tr("Add a person"), fields, sentence=tr("A name or a phone number will do."))
        held = self._people.get(self._actor, item)
        return FormData(tr("Edit"), fields, person_values(held.draft))

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form."""
        held = self._people.get(self._actor, item).draft if item is not None else None
        return self._people.save(self._actor, draft_of(values, held), item or "")

    def void(self, item: Any, reason: str) -> object:
        """Take a person off the list."""
        return self._people.void(self._actor, item, reason)

    def _area_choices(self) -> list[tuple[object, str]]:
        return [(None, tr("All")), *self._areas.choices(self._actor)]


class PeoplePage(RecordPage):
    """People.

    Signals:
        call_for: begin a call for this person.
    """

    call_for = Signal(str)

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(PeopleSpec(context), context.jobs)
        self._context = context
        self.acted.connect(self._on_acted)

    def _on_acted(self, key: str, item: Any) -> None:
        if key == CALL:
            self.call_for.emit(item)
        elif key == CONSENT:
            ask_consent(self, self._context, item)
        elif key == CONTACT:
            ask_contact(self, self._context, item)
        elif key == HISTORY:
            show_history(self, self._context, item)


def _name(row: PersonRow) -> Cell:
    name = full_name(row.first_name, row.last_name, row.preferred_name)
    tone = None if row.status is PersonStatus.ACTIVE else Tone.SECOND
    return Cell(name or write(Kind.PERSON, row.number), tone=tone)


def _open(row: PersonRow) -> Cell:
    return Cell(str(row.open_requests) if row.open_requests else "")


def _safe(answer: Answer) -> str:
    return say(answer) if answer is not Answer.NOT_ASKED else ""


def _consent(line: Any) -> str:
    if line.withdrawn_at:
        return tr("Taken back {day}", day=f"{line.withdrawn_at.astimezone():%d %b %Y}")
    return f"{say(line.answer)}, {line.given_at.astimezone():%d %b %Y}"


def _consent_tone(line: Any) -> Tone | None:
    if line.withdrawn_at or line.answer is Answer.NO:
        return Tone.WARN
    return Tone.OK if line.answer is Answer.YES else None
