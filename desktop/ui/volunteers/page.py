"""The Volunteers page: who helps, what they offer, what has been seen about them and what is due."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout

from db.enums import Transport, VolunteerStatus
from db.queries.journey import NextStep
from db.queries.volunteers import VolunteerFilter, VolunteerRow
from desktop.context import AppContext
from desktop.domain.journey import QUIET_AFTER_DAYS
from desktop.domain.match_words import hours
from desktop.domain.names import full_name
from desktop.domain.references import Kind, write
from desktop.services.areas import Areas
from desktop.services.checks import Checks
from desktop.services.history import History
from desktop.services.journey import Journey
from desktop.services.offers import NeedsCover, Offers
from desktop.services.rota import Rota
from desktop.services.volunteers import Volunteers
from desktop.ui.base.button import Button
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.detail import Detail
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import Link
from desktop.ui.base.notice import Notice
from desktop.ui.base.permits import may
from desktop.ui.base.record_page import MORE, RecordPage
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
from desktop.ui.bulk_acts import VolunteerActs
from desktop.ui.history import show_history
from desktop.ui.volunteers.check_dialogs import ask_check, change_checks
from desktop.ui.volunteers.dialogs import ask_apart, ask_away, ask_move, finder
from desktop.ui.volunteers.form import draft_of, volunteer_fields, volunteer_values
from desktop.ui.volunteers.journey_dialogs import ask_step
from desktop.ui.volunteers.journey_pane import ACTS as STEP_ACTS
from desktop.ui.volunteers.journey_pane import next_steps, waited
from desktop.ui.volunteers.list_cells import review_cell, seen_cell
from desktop.ui.volunteers.pane import (
    APART,
    AWAY,
    CHECKS,
    HISTORY,
    MOVE,
    RECORD,
    more_actions,
    volunteer_pane,
)
from desktop.ui.volunteers.papers import ACTS as PAPER_ACTS
from desktop.ui.volunteers.papers import CAME_BACK, PAPERS, ask_came_back, ask_paper, card_button
from desktop.ui.words import say

V = VolunteerStatus
TABS: Mapping[str, tuple[V, ...]] = {
    "active": (V.ACTIVE,),
    "applied": (V.APPLIED, V.CONTACTED),
    "resting": (V.RESTING, V.DORMANT),
    "all": (),
}
"""Which statuses each view lists; none for all."""
COVER = "cover"
BANK = "bank"
"""The view that leads to a page of its own."""
TAB = "tab"
"""Other places ask for a view by this and its key, such as ``tab:applied``."""


class VolunteersSpec(RecordSpec):
    """Volunteers as a list with a detail pane."""

    concern = "volunteer"
    acts = {
        ADD: "volunteer.set",
        EDIT: "volunteer.set",
        VOID: "volunteer.void",
        RECORD: "check.set",
        CHECKS: "check.set",
        MOVE: "volunteer.set",
        AWAY: "volunteer.set",
        APART: "volunteer.apart",
        HISTORY: "history.see",
        **STEP_ACTS,
        **PAPER_ACTS,
    }
    can_bring_back = True
    entities = frozenset(
        {
            "volunteer",
            "volunteer_skill",
            "volunteer_area",
            "volunteer_language",
            "volunteer_slot",
            "volunteer_step",
            "absence",
            "rota_place",
            "rota_usual",
            "check_record",
            "do_not_pair",
            "person",
            "phone",
            "household",
            "task",
        }
    )
    icon = "heart-handshake"
    can_print = True
    can_export = True

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._context = context
        self._actor = context.actor
        self._volunteers = context.service(Volunteers)
        self._history = context.service(History)
        self._checks = context.service(Checks)
        self._journey = context.service(Journey)
        self._rota = context.service(Rota)
        self._areas = context.service(Areas)
        self.bulk = VolunteerActs(context)
        self.title = tr("Volunteers")
        self.empty = tr("Add the first volunteer. A name and phone will do.")
        self.search_hint = tr("Name, street or number")
        self.add = tr("Add a volunteer")
        self.void_verb = tr("Take off the list")
        self.void_sentence = tr("The person stays, and what they did stays in the history.")
        self.whole = "all"
        self.tabs = (
            ListTab("active", tr("Active")),
            ListTab("applied", tr("Applied")),
            ListTab("resting", tr("Resting")),
            ListTab("all", tr("All")),
            ListTab(BANK, tr("Volunteer bank")),
        )
        self.filters = (
            ListFilter("area", tr("Area:"), self._area_choices),
            ListFilter("next", tr("Next:"), next_steps),
        )
        self.columns = self._columns()

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        among = None
        if query.text.strip():
            among = self._volunteers.find(self._actor, query.text)
        waits, today = query.filters.get("next"), self._volunteers.today()
        wanted = VolunteerFilter(
            among,
            TABS.get(query.tab, ()),
            str(query.filters.get("area") or ""),
            waits=(NextStep(str(waits)), today, QUIET_AFTER_DAYS) if waits else None,
        )
        ids = self._volunteers.ids(self._actor, wanted, query.sort or "name", query.descending)
        held = self._volunteers.counts(self._actor)
        counts = {key: sum(held.get(one, 0) for one in (kinds or V)) for key, kinds in TABS.items()}
        return Listing(
            ids, counts=counts, subtitle=tr_count("{count} volunteer", "{count} volunteers", len(ids))
        )

    def rows(self, ids: Sequence[Any]) -> Sequence[VolunteerRow]:
        """Rows for ids."""
        return self._volunteers.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        names = {str(key): name for key, name in self._areas.choices(self._actor)}
        held = self._volunteers.get(self._actor, item)
        today = self._volunteers.today()
        way = self._journey.of(self._actor, item)
        shifts = self._rota.of_person(self._actor, item)
        if not may("check.see") and not self._actor.has_opened:
            cleared = self._checks.cleared(self._actor, item)
            return volunteer_pane(held, None, names, today, cleared, way, shifts)
        checks = self._checks.of(self._actor, item)
        return volunteer_pane(held, checks, names, today, journey=way, shifts=shifts)

    def form(self, item: Any) -> FormData:
        """The form for a volunteer."""
        areas = list(self._areas.choices(self._actor))
        if item is None:
            fields = volunteer_fields(areas, finder(self._context) if may("person.see") else None)
            return FormData(
                tr("Add a volunteer"),
                fields,
                {"transport": Transport.FOOT},
                tr("A name and phone will do."),
            )
        held = self._volunteers.get(self._actor, item)
        return FormData(tr("Edit"), volunteer_fields(areas, None), volunteer_values(held.draft))

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form."""
        held = self._volunteers.get(self._actor, item).draft if item is not None else None
        return self._volunteers.save(self._actor, draft_of(values, held), item or "")

    def void(self, item: Any, reason: str) -> object:
        """Take a volunteer off the list."""
        return self._volunteers.void(self._actor, item, reason)

    def taken_off(self) -> Sequence[Any]:
        """Ids of what was taken off the list."""
        return self._volunteers.ids(self._actor, VolunteerFilter(voided=True))

    def bring_back(self, item: Any) -> object:
        """Bring back what was taken off."""
        return self._history.bring_back(self._actor, item)

    def empty_for(self, query: ListQuery) -> str:
        """What to say when a query finds nothing."""
        if query.text.strip() or query.filters or query.tab != "active":
            return tr("Nobody matches. Look under All, or check the spelling.")
        return self.empty

    def _area_choices(self) -> list[tuple[object, str]]:
        return [(None, tr("All")), *self._areas.choices(self._actor)]

    def _columns(self) -> tuple[Column, ...]:
        second = CellKind.SECOND
        return (
            Column(
                "name",
                tr("Name"),
                160,
                stretch=True,
                kind=CellKind.PERSON,
                cell=_name,
                files=("first_name", "last_name"),
            ),
            Column("status", tr("Status"), 90, kind=second, formatter=say, priority=5, files=("status",)),
            Column("areas", tr("Areas"), 115, kind=second, sortable=False, priority=4, files=("areas",)),
            Column(
                "hours", tr("A week"), 70, align_right=True, cell=_hours, priority=3, files=("weekly_hours",)
            ),
            Column(
                "transport",
                tr("Gets about"),
                100,
                kind=second,
                formatter=say,
                priority=6,
                files=("transport",),
            ),
            Column(
                "checks",
                tr("Checks"),
                155,
                kind=CellKind.STATUS,
                cell=seen_cell,
                sortable=False,
                priority=1,
                action="check.see",
            ),
            Column(
                "review",
                tr("Check again"),
                140,
                kind=CellKind.STATUS,
                cell=self._review,
                sortable=False,
                action="check.see",
            ),
            Column("last", tr("Last task"), 150, kind=second, cell=self._last, sortable=False, priority=2),
        )

    def _review(self, row: VolunteerRow) -> Cell:
        today = self._volunteers.today()
        return review_cell(row.next_review, today)

    def _last(self, row: VolunteerRow) -> Cell:
        return waited(row, self._volunteers.today())


class VolunteersPage(RecordPage):
    """Volunteers."""

    stands_alone = True

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        super().__init__(VolunteersSpec(context), context.jobs)
        self._context = context
        self._cover_task, self._view = "", next(iter(TABS))
        self.cover = Notice(parent=self, tone=Tone.WARN)
        self.cover.hide()
        self.cover.activated.connect(self._on_cover)
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(1, self.cover)
        many = Button(tr("Fill many at once"), icon="users-group", small=True, action="match.assign")
        many.clicked.connect(lambda: self.place_asked.emit("batch", None))
        self.add_to_strip(many)
        self.add_to_strip(card_button(self, context, self.table.selected_ids))
        self.acted.connect(self._on_acted)

    def show_record(self, item: Any) -> None:
        """Put a volunteer forward, or a view, asked for as ``tab:applied``."""
        place, _, tab = str(item or "").partition(":")
        if place == TAB and tab:
            self.toolbar.set_tab(tab)
            self.reload()
            return
        super().show_record(item)

    def _on_query_changed(self) -> None:
        if self.toolbar.tab() == BANK:
            self.toolbar.set_tab(self._view)
            self.place_asked.emit(BANK, None)
            return
        self._view = self.toolbar.tab()
        super()._on_query_changed()

    def reload(self, *, select: Any = None) -> None:
        """Ask for the list again, and for given tasks whose volunteer may no longer do them."""
        super().reload(select=select)
        if not may("match.assign"):
            return
        offers, actor = self._context.service(Offers), self._context.actor
        self.jobs.read(lambda: offers.needs_cover(actor), self._on_needs_cover, key=f"cover-{id(self)}")

    def _on_needs_cover(self, found: Sequence[NeedsCover]) -> None:
        self.cover.setVisible(bool(found))
        if not found:
            return
        self._cover_task = found[0].task_id
        self.cover.say(
            tr_count("{count} given task needs cover.", "{count} given tasks need cover.", len(found)),
            found[0].words,
            link=Link(tr("Find someone else"), COVER),
        )

    def _on_cover(self, _key: str) -> None:
        self.place_asked.emit("match", f"task:{self._cover_task}")

    def _on_acted(self, key: str, item: Any) -> None:
        if key == MORE:
            self._open_more()
            return
        if key in STEP_ACTS:
            ask_step(self, self._context, key, item)
            return
        act = {
            RECORD: ask_check,
            CHECKS: change_checks,
            MOVE: ask_move,
            AWAY: ask_away,
            APART: ask_apart,
            HISTORY: show_history,
            PAPERS: ask_paper,
            CAME_BACK: ask_came_back,
        }[key]
        act(self, self._context, item)

    def _open_more(self) -> None:
        """What is done seldom, as a menu at its button."""
        button = self.pane.buttons[MORE]
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("More"))
        for key, words in more_actions(alone=self.is_alone):
            if not self.spec.allows(key):
                continue
            menu.addAction(words).triggered.connect(partial(self._on_more, key))
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _on_more(self, key: str, _on: bool = False) -> None:
        self.on_action(key)


def _name(row: VolunteerRow) -> Cell:
    name = full_name(row.first_name, row.last_name)
    tone = None if row.status is V.ACTIVE else Tone.SECOND
    return Cell(name or write(Kind.VOLUNTEER, row.number), tone=tone)


def _hours(row: VolunteerRow) -> Cell:
    return Cell(hours(row.weekly_minutes) if row.weekly_minutes is not None else "")
