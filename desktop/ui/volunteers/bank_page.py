"""The volunteer bank: who waits for a reply or a task, whom to thank, who is placed, who is asked back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from db.enums import VolunteerStatus
from db.enums_bank import Meanwhile, RecallAnswer
from db.enums_journey import StepKind
from db.queries.bank import BankRow, BankView
from db.queries.organisations import OrganisationFilter
from desktop.context import AppContext
from desktop.exports.make_letters import LetterSort
from desktop.services.areas import Areas
from desktop.services.bank import Bank, wanted_on
from desktop.services.journey import Journey
from desktop.services.organisations import Organisations
from desktop.services.placements import Placements
from desktop.services.recalls import Recalls, Said
from desktop.services.volunteers import Volunteers
from desktop.ui.base.button import Button
from desktop.ui.base.detail import Detail
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import ADD, FormData, ListFilter, Listing, ListQuery, ListTab, RecordSpec
from desktop.ui.bulk_acts import THANK_LETTER, BankActs
from desktop.ui.volunteers.bank_letter import show_letter
from desktop.ui.volunteers.bank_pane import (
    ACTS,
    ANSWERED,
    BACK,
    LETTER,
    LONGER,
    PLACE,
    RANG,
    THANKED,
    bank_detail,
)
from desktop.ui.volunteers.bank_words import (
    LETTERS,
    SUPPLY,
    answer_fields,
    answers,
    bank_columns,
    place_fields,
    placement_of,
    progress_words,
    recall_fields,
    touch_fields,
    views,
    whom_of,
)
from desktop.ui.volunteers.letter_dialog import open_letters

TAB, AREA = "tab", "area"
"""Other places ask for a view by ``tab:`` and its key, or for one narrowed by ``area:`` and its key."""
DONE = "|done"
END = "end_recall"
_FOR_NOW = timedelta(days=56)


class BankSpec(RecordSpec):
    """The bank's lists of volunteers with a pane."""

    acts = {ADD: "volunteer.set", END: "volunteer.set", **ACTS}
    concern = "volunteer"
    entities = frozenset(
        {"volunteer", "volunteer_step", "volunteer_area", "placement", "recall", "recall_call", "absence"}
        | {"person", "phone", "task", "rights_request"}
    )
    icon = "heart-handshake"

    def __init__(self, context: AppContext) -> None:
        """Take the services from the context."""
        self._context, self._actor = context, context.actor
        self.bank, self.recalls = context.service(Bank), context.service(Recalls)
        self._volunteers, self._areas = context.service(Volunteers), context.service(Areas)
        self.bulk = BankActs(context)
        self.can_print = self.can_export = True
        self.view, self.recall_id, self._ended = BankView.REPLY, "", False
        self._words, self._far = "", ""
        self.title = tr("Volunteer bank")
        self.empty = tr("Everybody who signed up was answered.")
        self.search_hint = tr("Name, street or number")
        self.add = tr("Ask volunteers back")
        self.tabs = tuple(ListTab(one.key, one.title) for one in views())
        self.filters = (
            ListFilter(AREA, tr("Area:"), self._area_choices),
            ListFilter("recall", tr("Asked back:"), self._recall_choices),
        )
        self.columns = bank_columns(self.bank.today())

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        lines = self.recalls.all(self._actor)
        asked = str(query.filters.get("recall") or "")
        newest = lines[0].id if lines else ""
        self.recall_id, answered = asked.removesuffix(DONE) or newest, asked.endswith(DONE)
        recall = next((one for one in lines if one.id == self.recall_id), None)
        self._words = recall.words if recall else ""
        self._ended = recall is None or recall.ended_on is not None
        self.view = BankView(query.tab) if query.tab != SUPPLY else BankView.REPLY
        wanted = replace(
            wanted_on(self.view, self.bank.today()),
            area_id=str(query.filters.get(AREA) or ""),
            recall_id=self.recall_id,
            answered=answered,
            among=self.bank.find(self._actor, query.text) if query.text.strip() else None,
        )
        ids = self.bank.ids(self._actor, wanted, query.sort, query.descending)
        counts = {str(key): count for key, count in self.bank.counts(self._actor, self.recall_id).items()}
        said = tr_count("{count} volunteer", "{count} volunteers", len(ids))
        if self.view is BankView.RECALL and recall is not None:
            far = progress_words(self.recalls.progress(self._actor, recall.id))
            said, self._far = tr("{title}: {progress}", title=recall.title, progress=far), far
        return Listing(ids, counts=counts, subtitle=said)

    def rows(self, ids: Sequence[Any]) -> Sequence[BankRow]:
        """Rows for ids."""
        return self.bank.rows(self._actor, ids, self.recall_id if self.view is BankView.RECALL else "")

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        (row,) = self.rows([item])
        held = self._volunteers.get(self._actor, item)
        placed = self.bank.placements(self._actor, item)
        said = (self._words, self._far)
        return bank_detail(row, held, placed, self.view, said, ended=self._ended)

    def form(self, item: Any) -> FormData:
        """What a recall is asked."""
        areas = list(self._areas.choices(self._actor))
        known = {"statuses": [VolunteerStatus.RESTING, VolunteerStatus.DORMANT]}
        sentence = tr("Everybody it asks is on one list, and is rung by one person once.")
        return FormData(tr("Ask volunteers back"), recall_fields(areas), known, sentence)

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Begin a recall."""
        return self.recalls.begin(self._actor, values["title"], values["words"], whom_of(values))

    def view_of(self, item: Any) -> str | None:
        """The list a volunteer stands in; the one on show otherwise."""
        for view in BankView:
            wanted = replace(wanted_on(view, self.bank.today()), recall_id=self.recall_id)
            if item in self.bank.ids(self._actor, wanted):
                return str(view)
        return None

    def empty_for(self, query: ListQuery) -> str:
        """What to say when a query finds nothing."""
        if query.text.strip() or query.filters:
            return tr("Nobody matches. Check the spelling, or show all.")
        return next(one.empty for one in views() if one.key == query.tab)

    def _area_choices(self) -> list[tuple[object, str]]:
        return [(None, tr("All")), *self._areas.choices(self._actor)]

    def _recall_choices(self) -> list[tuple[object, str]]:
        found: list[tuple[object, str]] = [(None, tr("Newest, to ring"))]
        for one in self.recalls.all(self._actor):
            found.append((one.id, tr("{title}, to ring", title=one.title)))
            found.append((one.id + DONE, tr("{title}, answered", title=one.title)))
        return found


class BankListPage(RecordPage):
    """A page among the views of the bank: its own views it shows, the others lead to their page.

    Attributes:
        page: its own key.
    """

    page = "bank"

    def _on_query_changed(self) -> None:
        tab = self.toolbar.tab()
        found = next((one for one in views() if one.key == tab), None)
        if found is not None and found.page != self.page:
            self.toolbar.set_tab(self._own_tab())
            self.place_asked.emit(found.page, f"{TAB}:{tab}" if found.page == "bank" else None)
            return
        super()._on_query_changed()

    def _own_tab(self) -> str:
        return SUPPLY


class BankPage(BankListPage):
    """The volunteer bank."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._context = context
        self._spec = BankSpec(context)
        super().__init__(self._spec, context.jobs)
        self.toolbar.set_tab(BankView.REPLY)
        end = Button(tr("End this recall"), icon="x", small=True, action="volunteer.set")
        end.clicked.connect(self.end_recall)
        self.add_to_strip(end)
        self._end = end
        self.acted.connect(self._on_acted)
        for answer, letter in LETTERS.items():
            keys = QShortcut(QKeySequence(letter), self.table)
            keys.setContext(Qt.ShortcutContext.WidgetShortcut)
            keys.activated.connect(partial(self._on_letter, answer))

    def show_record(self, item: Any) -> None:
        """Put a volunteer forward, or a view, asked for as ``tab:thank`` or ``area:`` and its key."""
        kind, _, key = str(item or "").partition(":")
        if kind == TAB and key:
            self.toolbar.set_tab(key)
            self.reload()
        elif kind == AREA and key:
            self.toolbar.set_tab(BankView.TASK)
            self.toolbar.set_chosen({AREA: key})
            self.reload()
        else:
            super().show_record(item)

    def refresh(self, changes: Any) -> None:
        """Something shown was touched; a recall begun or ended is another choice."""
        super().refresh(changes)
        if "recall" in getattr(changes, "entities", {}):
            self.jobs.read(
                self._spec.filters[1].choices, partial(self.toolbar.set_choices, self._spec.filters[1].key)
            )

    def end_recall(self) -> None:
        """End the recall on show; what was said stays, and Undo opens it again."""
        if self._spec.recall_id and self._spec.view is BankView.RECALL:
            recalls, actor, key = self._spec.recalls, self._context.actor, self._spec.recall_id
            self.jobs.write(lambda: recalls.end(actor, key))

    def _own_tab(self) -> str:
        return str(self._spec.view)

    def _on_listing(self, listing: Listing) -> None:
        super()._on_listing(listing)
        self._end.setVisible(self._spec.view is BankView.RECALL and self._spec.allows(END))

    def _on_bulk(self, key: str) -> None:
        if key == THANK_LETTER:
            open_letters(self, self._context, self.table.selected_ids(), LetterSort.THANKS)
        else:
            super()._on_bulk(key)

    def _on_letter(self, answer: RecallAnswer) -> None:
        if self._spec.view is BankView.RECALL:
            self.on_action(answer.value)

    def _on_acted(self, key: str, item: Any) -> None:
        if key in set(LETTERS):
            self._answer(item, RecallAnswer(key))
        elif key in (RANG, THANKED):
            self._touch(item, StepKind.THANKED if key == THANKED else StepKind.IN_TOUCH)
        elif key == ANSWERED:
            self._replied(item)
        elif key == PLACE:
            self._place(item)
        elif key in (BACK, LONGER, LETTER):
            bank, actor = self._spec.bank, self._context.actor
            self.jobs.read(lambda: bank.placements(actor, item), partial(self._of_placement, key))

    def _answer(self, item: Any, answer: RecallAnswer) -> None:
        recalls, actor, recall = self._spec.recalls, self._context.actor, self._spec.recall_id
        if answer in (RecallAnswer.NO_ANSWER, RecallAnswer.WRONG_NUMBER):
            self.jobs.write(lambda: recalls.answer(actor, recall, item, Said(answer)))
            return

        def save(values: Mapping[str, Any]) -> object:
            said = Said(answer, values.get("can_from"), values["note"])
            return recalls.answer(actor, recall, item, said)

        known = {"can_from": recalls.today()} if answer is RecallAnswer.YES else {}
        self._ask(answers()[answer], answer_fields(answer), known, save)

    def _touch(self, item: Any, kind: StepKind) -> None:
        bank, actor = self._spec.bank, self._context.actor

        def save(values: Mapping[str, Any]) -> object:
            day, again = values["on_date"], values["next_on"]
            return bank.touch(actor, [item], kind, day, how=values["how"], next_on=again)

        title = tr("Thanked") if kind is StepKind.THANKED else tr("Rang them")
        self._ask(title, touch_fields(), {"on_date": bank.today()}, save)

    def _replied(self, item: Any) -> None:
        journey, actor = self._context.service(Journey), self._context.actor
        fields = [
            FormField("on_date", tr("When?"), FieldKind.DATE, required=True, half=True),
            FormField("note", tr("What was said"), FieldKind.MULTILINE, lines=2, max_length=500),
        ]

        def save(values: Mapping[str, Any]) -> object:
            return journey.answered(actor, item, values["on_date"], values["note"])

        self._ask(tr("Record the reply"), fields, {"on_date": journey.today()}, save)

    def _place(self, item: Any) -> None:
        context, actor = self._context, self._context.actor
        placements, organisations = context.service(Placements), context.service(Organisations)

        def read() -> list[tuple[object, str]]:
            keys = organisations.ids(actor, OrganisationFilter())
            return [
                (None, tr("Choose a host")),
                *((one.id, one.name) for one in organisations.rows(actor, keys)),
            ]

        def show(hosts: list[tuple[object, str]]) -> None:
            today = placements.today()
            known = {"first_day": today, "last_day": today + _FOR_NOW, "meanwhile": Meanwhile.NOTHING}

            def save(values: Mapping[str, Any]) -> object:
                return placements.place(actor, item, placement_of(values))

            self._ask(tr("Place with a host"), place_fields(hosts), known, save)

        self.jobs.read(read, show)

    def _of_placement(self, key: str, found: Sequence[Any]) -> None:
        held = next((one for one in found if one.running), None)
        if held is None:
            return
        placements, actor = self._context.service(Placements), self._context.actor
        if key == LETTER:
            show_letter(self, self._context, held.id)
        elif key == BACK:
            fields = [
                FormField("on_date", tr("Since when?"), FieldKind.DATE, required=True, half=True),
                FormField("note", tr("How it went"), FieldKind.MULTILINE, lines=2, max_length=500),
            ]
            known = {"on_date": placements.today()}
            self._ask(
                tr("Is back"),
                fields,
                known,
                lambda values: placements.come_back(actor, held.id, values["on_date"], values["note"]),
            )
        else:
            fields = [
                FormField("last_day", tr("New last day"), FieldKind.DATE, required=True, half=True),
                FormField("review_on", tr("See how it goes on"), FieldKind.DATE, half=True),
            ]
            known = {"last_day": max(held.last_day, placements.today()) + timedelta(days=28)}
            self._ask(
                tr("Make longer"),
                fields,
                known,
                lambda values: placements.extend(actor, held.id, values["last_day"], values["review_on"]),
            )

    def _ask(self, title: str, fields: Sequence[FormField], known: Mapping[str, Any], save: Any) -> None:
        dialog = FormDialog(title, fields, save, self.jobs, self)
        dialog.form.set_values(dict(known))
        dialog.form.mark_clean()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
