"""The list of requests: its columns, views and what it asks of the store."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from db.enums import RequestStatus
from db.queries.requests import STAGES, RequestFilter, RequestRow
from desktop.context import AppContext
from desktop.services.areas import Areas
from desktop.services.history import History
from desktop.services.needs import Needs
from desktop.services.requests import Requests
from desktop.ui.base.columns import Cell, CellKind, Column, Group
from desktop.ui.base.detail import Detail
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.permits import may_open
from desktop.ui.base.record_spec import (
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
from desktop.ui.bulk_acts import RequestActs
from desktop.ui.help_words import asked_words, need_words, status_cell, urgency_cell
from desktop.ui.requests.casework import CASEWORK, OWN_STEP, PAPER
from desktop.ui.requests.form import form_of, save_form
from desktop.ui.requests.nearest import NEAREST
from desktop.ui.requests.pane import (
    CLOSE,
    FIND,
    GO_ON,
    HISTORY,
    NEXT,
    PASS_ON,
    REOPEN,
    TAKE,
    WAIT,
    detail_of,
)
from desktop.ui.requests.resting import REST
from desktop.ui.requests.whose import OWNER

OPEN_STAGES = ("to_triage", "to_match", "in_hand", "waiting")
SORTS = {
    "": "stage",
    "when": "urgency",
    "need": "need",
    "person": "person",
    "area": "area",
    "asked": "asked",
    "status": "status",
}
MOST_FOUND = 200


def stage_titles() -> dict[str, str]:
    """The stages in words, by key."""
    return {
        "open": tr("All open"),
        "to_triage": tr("To triage"),
        "to_match": tr("To match"),
        "in_hand": tr("In hand"),
        "waiting": tr("Waiting"),
        "closed": tr("Closed"),
    }


class RequestSpec(RecordSpec):
    """What the list-and-detail page needs to know of requests."""

    acts = {
        EDIT: "request.set",
        VOID: "request.void",
        FIND: "match.assign",
        CLOSE: "request.close",
        REOPEN: "request.close",
        TAKE: "request.set",
        NEXT: "request.set",
        WAIT: "request.set",
        GO_ON: "request.set",
        HISTORY: "history.see",
        CASEWORK: "case.set",
        PASS_ON: "referral.set",
        OWN_STEP: "case.set",
        NEAREST: "request.set",
        OWNER: "request.set",
        REST: "request.set",
        PAPER: "case.print",
    }
    can_bring_back = True

    def __init__(self, context: AppContext) -> None:
        """Prepare.

        Args:
            context: the open hub.
        """
        self.context = context
        self._requests = context.service(Requests)
        self._history = context.service(History)
        self.title = tr("Requests")
        self.entities = frozenset(
            {"request", "task", "person", "household", "need_type", "area", "consent", "phone"}
            | {"case_step", "ladder_choice", "organisation", "help_pause"}
        )
        self.columns = self._make_columns()
        self.tabs = tuple(ListTab(key, words) for key, words in stage_titles().items())
        self.filters = (
            ListFilter("area", tr("Area:"), self._areas),
            ListFilter("need", tr("Need:"), self._needs),
        )
        self.empty = tr("No requests here.")
        if may_open("call"):
            self.empty = tr("No requests here. Press F2 when the phone rings.")
        self.search_hint = tr("Find a name, street, phone or R-12")
        self.void_verb = tr("Void")
        self.void_sentence = tr(
            "The request and its tasks are taken out of use. History can bring them back."
        )
        self.bulk = RequestActs(context)
        self.can_print = True
        self.can_export = True

    def view_of(self, item: Any) -> str:
        """All open, or the closed (worker)."""
        status = self._requests.get(self.context.actor, item).status
        return "closed" if status in STAGES["closed"] else "open"

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query (worker); under All open they stand in groups, one a stage."""
        requests, actor = self._requests, self.context.actor
        wanted = RequestFilter(
            stage=query.tab or "open",
            among=tuple(requests.find(actor, query.text, MOST_FOUND)) if query.text else None,
            need_code=str(query.filters.get("need") or ""),
            area_id=str(query.filters.get("area") or ""),
        )
        sort = SORTS.get(query.sort, "stage")
        counts = dict(requests.counts(actor))
        counts.pop("closed", None)  # numbers tell of work that waits, never of all there was
        said = tr_count("{count} open", "{count} open", counts["open"])
        subtitle = tr("{open} at {hub}", open=said, hub=self.context.facts().name)
        if wanted.stage != "open":
            return Listing(
                requests.ids(actor, wanted, sort, query.descending), counts=counts, subtitle=subtitle
            )
        ids: list[str] = []
        groups = []
        titles = stage_titles()
        for stage in OPEN_STAGES:
            found = requests.ids(actor, replace(wanted, stage=stage), sort, query.descending)
            ids += found
            if found:
                groups.append(Group(titles[stage], len(found)))
        return Listing(ids, groups, counts, subtitle)

    def rows(self, ids: Sequence[Any]) -> Sequence[RequestRow]:
        """Rows for at most 64 ids."""
        return self._requests.rows(self.context.actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows (worker)."""
        return detail_of(self.context, item)

    def form(self, item: Any) -> FormData:
        """The form of a request (worker)."""
        return form_of(self.context, item)

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form (worker)."""
        return save_form(self.context, item, values)

    def void(self, item: Any, reason: str) -> object:
        """Take a request out of use (worker)."""
        return self._requests.void(self.context.actor, item, reason)

    def taken_off(self) -> Sequence[Any]:
        """Ids of what was taken off the list."""
        return self._requests.ids(self.context.actor, RequestFilter(voided=True))

    def bring_back(self, item: Any) -> object:
        """Bring back what was taken off."""
        return self._history.bring_back(self.context.actor, item)

    def empty_for(self, query: ListQuery) -> str:
        """What to say when a query finds nothing."""
        if query.text:
            return tr("No request matches. Check the spelling, or look under Closed.")
        if query.filters:
            return tr("No requests here for this area and need.")
        return {
            "to_triage": tr("Nothing waits to be looked at."),
            "to_match": tr("Nothing waits for a volunteer."),
            "waiting": tr("Nothing waits on anybody."),
            "closed": tr("Nothing has been closed yet."),
        }.get(query.tab, self.empty)

    def _make_columns(self) -> tuple[Column, ...]:
        return (
            Column(
                "when", tr("By when"), 106, cell=lambda row: urgency_cell(row.urgency), files=("urgency",)
            ),
            Column(
                "need",
                tr("Need"),
                146,
                kind=CellKind.NEED_ICON,
                cell=_need_cell,
                stretch=True,
                files=("need",),
            ),
            Column(
                "person",
                tr("Person"),
                104,
                cell=_person_cell,
                stretch=True,
                files=("first_name", "last_name"),
            ),
            Column("area", tr("Area"), 92, kind=CellKind.SECOND, priority=3, files=("area",)),
            Column(
                "asked",
                tr("Asked"),
                86,
                kind=CellKind.SECOND,
                cell=self._asked_cell,
                priority=2,
                files=("received_at",),
            ),
            Column(
                "status",
                tr("Status"),
                104,
                kind=CellKind.STATUS,
                cell=_status_cell,
                priority=1,
                files=("status",),
            ),
        )

    def _asked_cell(self, row: RequestRow) -> Cell:
        return Cell(asked_words(row.taken_at, self._requests.today()))

    def _areas(self) -> Sequence[tuple[object, str]]:
        return [(None, tr("All")), *self.context.service(Areas).choices(self.context.actor)]

    def _needs(self) -> Sequence[tuple[object, str]]:
        needs = self.context.service(Needs).all(self.context.actor)
        return [(None, tr("All")), *((need.code, need.label) for need in needs)]


def _need_cell(row: RequestRow) -> Cell:
    return Cell(need_words(row.need, row.recurrence), row.icon)


def _person_cell(row: RequestRow) -> Cell:
    return Cell(f"{row.first_name} {row.last_name}".strip() or tr("No name yet"))


def _status_cell(row: RequestRow) -> Cell:
    if row.steps_left and not row.volunteer and row.status is not RequestStatus.NEW:
        left = tr_count("{count} step left", "{count} steps left", row.steps_left)
        return Cell(left, "list-check", Tone.SECOND)
    return status_cell(row.status, row.volunteer)
