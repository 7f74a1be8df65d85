"""Accompanied outings: planned, with people and companions, their sheets, and how they went."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from db.enums import Answer
from db.enums_outings import GuestOutcome
from db.queries.volunteers import VolunteerFilter
from desktop.context import AppContext
from desktop.domain.names import full_name
from desktop.services.outings import Outings, OutingView
from desktop.services.people import People
from desktop.services.volunteers import Volunteers
from desktop.ui.base.asking import ask_form
from desktop.ui.base.detail import Detail
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ADD, EDIT, FormData, Listing, ListQuery, ListTab, RecordSpec
from desktop.ui.outings.printing import show_sheet
from desktop.ui.outings.words import (
    ACCOMPANY,
    AGAIN,
    BRING,
    CALL_OFF,
    CONTACTS,
    RECORD,
    SHEET,
    TAKE_OFF,
    accompany_fields,
    bring_fields,
    guest_name,
    outing_columns,
    outing_detail,
    outing_draft,
    outing_fields,
    outing_values,
    record_fields,
)

COMING, WERE = "coming", "were"
_FOUND = 20
_NEXT = timedelta(days=7)


class OutingsSpec(RecordSpec):
    """Outings as a list with a pane."""

    acts = {
        ADD: "outing.set",
        EDIT: "outing.set",
        BRING: "outing.set",
        ACCOMPANY: "outing.set",
        TAKE_OFF: "outing.set",
        CALL_OFF: "outing.set",
        RECORD: "outing.set",
        AGAIN: "outing.set",
        SHEET: "outing.print",
        CONTACTS: "outing.print",
    }
    entities = frozenset(
        {"outing", "outing_guest", "outing_companion", "person", "volunteer", "check_record", "do_not_pair"}
        | {"clearance_rule"}
    )
    icon = "walk"

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._context, self._actor = context, context.actor
        self.outings = context.service(Outings)
        self.title = tr("Accompanied outings")
        self.empty = tr("No outing is planned. Plan one, then say who comes and who goes with them.")
        self.add = tr("Plan an outing")
        self.tabs = (ListTab(COMING, tr("To come")), ListTab(WERE, tr("Were")))
        self.columns = outing_columns(self.outings.today())

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        ids = self.outings.ids(self._actor, coming=query.tab != WERE)
        said = tr_count("{count} to come", "{count} to come", len(ids)) if query.tab != WERE and ids else ""
        return Listing(ids, subtitle=said)

    def rows(self, ids: Sequence[Any]) -> Sequence[OutingView]:
        """Rows for ids."""
        return self.outings.views(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        (one,) = self.rows([item])
        return outing_detail(one, self.outings.today())

    def form(self, item: Any) -> FormData:
        """The form of an outing."""
        if item is None:
            known = {"because_of": Answer.NOT_ASKED, "to_care": Answer.NOT_ASKED, "ratio": 4}
            return FormData(tr("Plan an outing"), outing_fields(), known)
        (one,) = self.rows([item])
        return FormData(one.row.place, outing_fields(), outing_values(one))

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Plan an outing, or change one."""
        return self.outings.save(self._actor, outing_draft(values), item or "")

    def view_of(self, item: Any) -> str | None:
        """The view an outing stands in."""
        return COMING if item in self.outings.ids(self._actor) else WERE

    def empty_for(self, query: ListQuery) -> str:
        """What to say when nothing is listed."""
        return tr("No outing was yet.") if query.tab == WERE else self.empty

    def find_person(self, typed: str) -> list[tuple[str, str]]:
        """People while their name is typed."""
        found = self._context.service(People).find(self._actor, typed, _FOUND)
        return [(one.id, full_name(one.first_name, one.last_name)) for one in found]

    def find_volunteer(self, typed: str) -> list[tuple[str, str]]:
        """Volunteers while their name is typed."""
        service = self._context.service(Volunteers)
        wanted = VolunteerFilter(among=service.find(self._actor, typed, 2 * _FOUND))
        found = service.rows(self._actor, service.ids(self._actor, wanted)[:_FOUND])
        return [(one.id, full_name(one.first_name, one.last_name)) for one in found]


class OutingsPage(RecordPage):
    """Accompanied outings."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._context = context
        self._spec = OutingsSpec(context)
        super().__init__(self._spec, context.jobs)
        self.toolbar.set_tab(COMING)
        self.acted.connect(self._on_acted)

    def _on_acted(self, key: str, item: Any) -> None:
        acts: dict[str, Callable[[Any], object]] = {
            BRING: self._bring,
            ACCOMPANY: self._accompany,
            SHEET: lambda one: show_sheet(self, self._context, one, contacts=False),
            CONTACTS: lambda one: show_sheet(self, self._context, one, contacts=True),
            RECORD: lambda one: self._of(one, self._record),
            TAKE_OFF: lambda one: self._of(one, self._take_off),
            CALL_OFF: self._call_off,
            AGAIN: lambda one: self._of(one, self._again),
        }
        if key in acts:
            acts[key](item)

    def _of(self, item: Any, show: Callable[[OutingView], None]) -> None:
        self.jobs.read(partial(self._spec.rows, [item]), lambda found: show(found[0]))

    def _bring(self, item: Any) -> None:
        outings, actor = self._spec.outings, self._context.actor
        ask_form(
            self,
            tr("Somebody comes along"),
            bring_fields(self._spec.find_person),
            {},
            lambda values: outings.bring(
                actor,
                item,
                values["person_id"][0],
                wheelchair=bool(values["wheelchair"]),
                no_steps=bool(values["no_steps"]),
            ),
        )

    def _accompany(self, item: Any) -> None:
        outings, actor = self._spec.outings, self._context.actor
        ask_form(
            self,
            tr("A companion"),
            accompany_fields(self._spec.find_volunteer),
            {},
            lambda values: outings.accompany(
                actor, item, values["volunteer_id"][0], drives=bool(values["drives"])
            ),
            tr("The checks are asked first. Whoever goes alone with somebody is judged alone."),
        )

    def _record(self, one: OutingView) -> None:
        outings, actor = self._spec.outings, self._context.actor
        known = {each.id: each.outcome for each in one.guests}

        def save(values: Mapping[str, Any]) -> object:
            said = {each.id: GuestOutcome(values[each.id]) for each in one.guests}
            return outings.record(actor, one.row.id, said, values["note"] or "")

        ask_form(self, tr("How it went"), record_fields(one.guests), known, save)

    def _take_off(self, one: OutingView) -> None:
        outings, actor = self._spec.outings, self._context.actor
        people = [(each.id, guest_name(each)) for each in one.guests]
        crew = [(each.id, full_name(each.first_name, each.last_name)) for each in one.companions]
        fields = [
            FormField("line", tr("Who?"), FieldKind.CHOICE, choices=[*people, *crew], required=True),
            FormField("why", tr("Why?"), required=True, max_length=200),
        ]
        ask_form(
            self,
            tr("Take somebody off"),
            fields,
            {},
            lambda values: outings.take_off(actor, values["line"], values["why"]),
        )

    def _call_off(self, item: Any) -> None:
        outings, actor = self._spec.outings, self._context.actor
        ask_form(
            self,
            tr("Call this outing off"),
            [FormField("why", tr("Why?"), required=True, max_length=200)],
            {},
            lambda values: outings.call_off(actor, item, values["why"]),
            tr("Nobody is told by this. Ring those who were coming."),
        )

    def _again(self, one: OutingView) -> None:
        outings, actor = self._spec.outings, self._context.actor
        day = max(one.row.on_date, outings.today()) + _NEXT
        ask_form(
            self,
            tr("The next one"),
            [FormField("on_date", tr("Day"), FieldKind.DATE, required=True, half=True)],
            {"on_date": day},
            lambda values: outings.again(actor, one.row.id, values["on_date"]),
            tr("The same people are put down. Companions are asked anew."),
        )
