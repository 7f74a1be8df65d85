"""The People page: everybody, and everything about one person in one place."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal

from db.enums import PersonStatus
from db.queries.people import PeopleFilter, PersonRow
from desktop.context import AppContext
from desktop.domain.names import full_name
from desktop.domain.phones import national
from desktop.domain.references import Kind, write
from desktop.services.areas import Areas
from desktop.services.consents import Consents
from desktop.services.contacts import Contacts
from desktop.services.history import History
from desktop.services.intake import Intake
from desktop.services.lists import Lists
from desktop.services.people import People
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import (
    ADD,
    EDIT,
    VOID,
    FormData,
    ListFilter,
    Listing,
    ListQuery,
    ListTab,
    RecordSpec,
)
from desktop.ui.base.tokens import Tone
from desktop.ui.history import show_told
from desktop.ui.people.dialogs import ask_consent, ask_contact, ask_take_back
from desktop.ui.people.form import draft_of, person_fields, person_values
from desktop.ui.people.pane import CALL, CONSENT, CONTACT, HISTORY, MOST_LISTED, OPEN, TAKE_BACK, person_pane
from desktop.ui.people.told import told_of


class PeopleSpec(RecordSpec):
    """People as a list with a detail pane."""

    concern = "person"
    acts = {
        ADD: "person.set",
        EDIT: "person.set",
        VOID: "person.void",
        CALL: "request.set",
        CONTACT: "contact.set",
        CONSENT: "consent.set",
        TAKE_BACK: "consent.set",
        HISTORY: "history.see",
    }
    can_bring_back = True
    entities = frozenset(
        {"person", "household", "phone", "contact_link", "consent", "contact_attempt", "request"}
        | {"rights_request"}
    )
    can_export = True
    can_print = True
    icon = "users"

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._actor = context.actor
        self._people = context.service(People)
        self._history = context.service(History)
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
        self.whole = "all"
        self.tabs = (
            ListTab("all", tr("Everyone")),
            ListTab("open", tr("With open requests")),
            ListTab("quiet", tr("Moved, died or do not contact")),
        )
        self.filters = (ListFilter("area", tr("Area:"), self._area_choices),)
        self.columns = _columns()

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        among = None
        if query.text.strip():
            among = self._people.matching(self._actor, query.text)
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
        return person_pane(
            self._people.get(self._actor, item),
            self._intake.card(self._actor, item),
            self._consents.of(self._actor, item),
            self._contacts.of(self._actor, item, MOST_LISTED),
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

    def taken_off(self) -> Sequence[Any]:
        """Ids of what was taken off the list."""
        return self._people.ids(self._actor, PeopleFilter(voided=True))

    def bring_back(self, item: Any) -> object:
        """Bring back what was taken off."""
        return self._history.bring_back(self._actor, item)

    def _area_choices(self) -> list[tuple[object, str]]:
        return [(None, tr("All")), *self._areas.choices(self._actor)]


class PeoplePage(RecordPage):
    """People.

    Signals:
        call_for: begin a call for this person.
    """

    stands_alone = True
    call_for = Signal(str)

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(PeopleSpec(context), context.jobs)
        self._context = context
        self._counts: Mapping[str, int] = {}
        self.acted.connect(self._on_acted)

    def reload(self, *, select: Any = None) -> None:
        """Ask for the list again; the numbers of its views follow, as they take longer to count."""
        super().reload(select=select)
        lists, actor = self._context.service(Lists), self._context.actor
        self.jobs.read(lambda: lists.people_counts(actor), self._on_counts, key=f"counts-{id(self)}")

    def _on_counts(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self.toolbar.set_counts(counts)

    def _on_listing(self, listing: Listing) -> None:
        super()._on_listing(listing)
        self.toolbar.set_counts(self._counts)

    def _on_opened(self, item: Any) -> None:
        self.place_asked.emit("person", item)

    def _on_acted(self, key: str, item: Any) -> None:
        if key == OPEN:
            self._on_opened(item)
        elif key == CALL:
            self.call_for.emit(item)
        elif key == CONSENT:
            ask_consent(self, self._context, item)
        elif key == CONTACT:
            ask_contact(self, self._context, item)
        elif key == HISTORY:
            show_told(self, self._context, lambda: told_of(self._context, item))
        elif key == TAKE_BACK:
            ask_take_back(self, self._context, item)


def _columns() -> tuple[Column, ...]:
    return (
        Column(
            "name",
            tr("Name"),
            190,
            stretch=True,
            kind=CellKind.PERSON,
            cell=_name,
            files=("first_name", "last_name"),
        ),
        Column(
            "address",
            tr("Address"),
            190,
            cell=lambda row: row.address_line1,
            priority=2,
            files=("address_line1",),
        ),
        Column("postcode", tr("Postcode"), 90, priority=1, files=("postcode",)),
        Column("area", tr("Area"), 110, kind=CellKind.SECOND, priority=3, files=("area",)),
        Column(
            "phone",
            tr("Phone"),
            130,
            formatter=national,
            sortable=False,
            files=("phone",),
            action="phone.see",
        ),
        Column(
            "open_requests",
            tr("Open"),
            70,
            align_right=True,
            cell=_open,
            sortable=False,
            files=("open_requests",),
        ),
    )


def _name(row: PersonRow) -> Cell:
    name = full_name(row.first_name, row.last_name, row.preferred_name)
    tone = None if row.status is PersonStatus.ACTIVE else Tone.SECOND
    return Cell(name or write(Kind.PERSON, row.number), tone=tone)


def _open(row: PersonRow) -> Cell:
    return Cell(str(row.open_requests) if row.open_requests else "")
