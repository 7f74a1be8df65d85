"""What neighbours offer, a view of the volunteer bank: recorded, on a sticker, asked for nearby, ended."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from db.enums import Answer, OfferAnswer
from db.queries.neighbours import NeighbourRow
from desktop.context import AppContext
from desktop.domain.names import full_name
from desktop.domain.neighbours import LOOK_AGAIN
from desktop.services.door_erasure import DOOR
from desktop.services.neighbours import Nearby, Neighbours
from desktop.services.people import People
from desktop.ui.base.asking import ask_form
from desktop.ui.base.button import Button
from desktop.ui.base.detail import Detail
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
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
from desktop.ui.volunteers.bank_page import BankListPage
from desktop.ui.volunteers.bank_words import NEIGHBOURS, views
from desktop.ui.volunteers.neighbour_words import (
    ASK,
    DONE,
    END,
    ERASE,
    GO_ON,
    LABELS,
    LARGE,
    kinds,
    neighbour_columns,
    neighbour_detail,
    neighbour_draft,
    neighbour_fields,
    neighbour_values,
    open_yes,
    place_words,
)
from desktop.ui.volunteers.stickers import show_stickers

WHICH = "which"
_FOUND = 20


class NeighboursSpec(RecordSpec):
    """Offers of neighbours as a list with a pane."""

    acts = {
        ADD: "neighbour.set",
        EDIT: "neighbour.set",
        VOID: "neighbour.set",
        END: "neighbour.set",
        GO_ON: "neighbour.set",
        ERASE: "erase.person",
        ASK: "match.assign",
        DONE: "round.result",
        LABELS: "neighbour.print",
        LARGE: "neighbour.print",
    }
    entities = frozenset(
        {"neighbour_offer", "offer", "task", "request", "person", "household", "volunteer", "check_record"}
        | {"do_not_pair", "clearance_rule", "rights_request"}
    )
    icon = "home-heart"

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._context, self._actor = context, context.actor
        self.neighbours = context.service(Neighbours)
        self._people = context.service(People)
        self.title = tr("Volunteer bank")
        self.empty = tr("Nobody offers anything yet. Record an offer, or print blank stickers that ask.")
        self.search_hint = tr("Street, postcode, name or what")
        self.add = tr("Add an offer")
        self.void_verb = tr("Take off the list")
        self.void_sentence = tr("For an offer written by mistake. One that is over is ended.")
        self.tabs = tuple(ListTab(one.key, one.title) for one in views())
        self.filters = (ListFilter(WHICH, tr("Show:"), _which),)
        self.columns = neighbour_columns(self.neighbours.today())

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query: those that stand, by street, unless others are asked for."""
        running = {None: True, "over": False, "all": None}[query.filters.get(WHICH)]  # type: ignore[index]
        ids = self.neighbours.ids(self._actor, running=running, text=query.text.strip())
        return Listing(ids, subtitle=tr_count("{count} offer", "{count} offers", len(ids)))

    def rows(self, ids: Sequence[Any]) -> Sequence[NeighbourRow]:
        """Rows for ids."""
        return self.neighbours.rows(self._actor, ids)

    def detail(self, item: Any) -> Detail:
        """What the pane shows; requests only to those who may see them."""
        (row,) = self.rows([item])
        sees = self._context.may("match.see")
        near = self.neighbours.nearby(self._actor, item) if sees else []
        asked = self.neighbours.asked(self._actor, item) if sees else []
        return neighbour_detail(row, near, asked, self.neighbours.today())

    def form(self, item: Any) -> FormData:
        """The form of an offer."""
        fields = neighbour_fields(self.find_person)
        sentence = tr("A street and what is offered are enough. Nothing is printed that nobody agreed to.")
        if item is None:
            known = {"first_day": self.neighbours.today(), "on_paper": Answer.NOT_ASKED}
            return FormData(tr("Add an offer"), fields, known, sentence)
        (row,) = self.rows([item])
        title = tr("{what}, {where}", what=kinds()[row.kind], where=place_words(row))
        return FormData(title, fields, neighbour_values(row), sentence)

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Record an offer, or change one."""
        return self.neighbours.save(self._actor, neighbour_draft(values), item or "")

    def void(self, item: Any, reason: str) -> object:
        """Take one out."""
        return self.neighbours.void(self._actor, item, reason)

    def empty_for(self, query: ListQuery) -> str:
        """What to say when a query finds nothing."""
        if query.text.strip() or query.filters.get(WHICH):
            return tr("Nothing matches. Check the spelling, or show all.")
        return self.empty

    def find_person(self, typed: str) -> list[tuple[str, str]]:
        """People while their name is typed."""
        found = self._people.find(self._actor, typed, _FOUND)
        return [(one.id, full_name(one.first_name, one.last_name)) for one in found]


class NeighboursPage(BankListPage):
    """What neighbours offer."""

    page = NEIGHBOURS

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._context = context
        self._spec = NeighboursSpec(context)
        super().__init__(self._spec, context.jobs)
        self.toolbar.set_tab(NEIGHBOURS)
        blank = Button(tr("Blank stickers"), icon="printer", small=True, action="neighbour.print")
        blank.clicked.connect(self.print_blank)
        self.add_to_strip(blank)
        self.acted.connect(self._on_acted)

    def print_blank(self) -> None:
        """Look at the stickers that ask neighbours, before they are printed."""
        show_stickers(self, self._context, [], large=False)

    def _own_tab(self) -> str:
        return NEIGHBOURS

    def _on_acted(self, key: str, item: Any) -> None:
        picked = self.table.selected_ids() if self.table.has_picks() else [item]
        acts: dict[str, Callable[[], object]] = {
            LABELS: lambda: show_stickers(self, self._context, picked, large=False),
            LARGE: lambda: show_stickers(self, self._context, picked, large=True),
            ASK: lambda: self._read(self._spec.neighbours.nearby, item, self._ask_them),
            DONE: lambda: self._read(self._spec.neighbours.asked, item, self._did_it),
            END: lambda: self._end(item),
            GO_ON: lambda: self._go_on(item),
            ERASE: lambda: self.place_asked.emit("erase", f"{DOOR}{item}"),
        }
        if key in acts:
            acts[key]()

    def _read(self, call: Callable[..., Any], item: Any, show: Callable[[Any, Any], None]) -> None:
        actor = self._context.actor
        self.jobs.read(lambda: call(actor, item), partial(show, item))

    def _ask_them(self, item: Any, near: Sequence[Nearby]) -> None:
        neighbours, actor = self._spec.neighbours, self._context.actor
        asked = [
            (
                one.row.id,
                f"R-{one.row.number} {full_name(one.row.first_name, one.row.last_name)}, {one.row.need}",
            )
            for one in near
            if not one.refused
        ]
        answers = [
            (OfferAnswer.YES, tr("Yes")),
            (OfferAnswer.ASKED, tr("Thinks it over")),
            (OfferAnswer.NO, tr("No")),
        ]
        fields = [
            FormField("request_id", tr("For"), FieldKind.CHOICE, choices=asked, required=True),
            FormField("answer", tr("What they said"), FieldKind.SEGMENT, choices=answers, required=True),
            FormField("override", tr("Why, if they are busy or away then"), max_length=200),
        ]
        known = {"request_id": asked[0][0] if asked else None, "answer": OfferAnswer.YES}
        ask_form(
            self,
            tr("Ask them"),
            fields,
            known,
            lambda values: neighbours.ask(
                actor, item, values["request_id"] or "", values["answer"], values["override"] or ""
            ),
            tr("A yes gives them the task. Only those the checks clear are offered here."),
        )

    def _did_it(self, _item: Any, asked: Sequence[Any]) -> None:
        neighbours, actor = self._spec.neighbours, self._context.actor
        tasks = [
            (one.task_id, f"R-{one.number} {full_name(one.first_name, one.last_name)}, {one.need}")
            for one in open_yes(asked)
        ]
        fields = [
            FormField("task_id", tr("What they did"), FieldKind.CHOICE, choices=tasks, required=True),
            FormField("note", tr("Anything to know"), FieldKind.MULTILINE, lines=2, max_length=500),
        ]
        known = {"task_id": tasks[0][0] if tasks else None}
        ask_form(
            self,
            tr("They did it"),
            fields,
            known,
            lambda values: neighbours.done(actor, values["task_id"], values["note"] or ""),
        )

    def _end(self, item: Any) -> None:
        neighbours, actor = self._spec.neighbours, self._context.actor
        fields = [
            FormField("ended_on", tr("Since when?"), FieldKind.DATE, required=True, half=True),
            FormField("note", tr("Why, if they said"), max_length=200),
        ]
        ask_form(
            self,
            tr("End this offer"),
            fields,
            {"ended_on": neighbours.today()},
            lambda values: neighbours.end(actor, item, values["ended_on"], values["note"] or ""),
            tr("Its sticker comes off the door. Tasks they said yes to stay theirs."),
        )

    def _go_on(self, item: Any) -> None:
        neighbours, actor = self._spec.neighbours, self._context.actor
        fields = [FormField("last_day", tr("Until"), FieldKind.DATE, required=True, half=True)]
        ask_form(
            self,
            tr("It goes on"),
            fields,
            {"last_day": neighbours.today() + LOOK_AGAIN},
            lambda values: neighbours.go_on(actor, item, values["last_day"]),
        )


def _which() -> list[tuple[object, str]]:
    return [(None, tr("That stand")), ("over", tr("Over")), ("all", tr("All"))]
