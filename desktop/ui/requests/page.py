"""Requests: the list by stage, one request beside it, and what can be done with it now."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from db.enums import RequestStatus
from desktop.context import AppContext
from desktop.services.history import History
from desktop.services.requests import Requests
from desktop.ui.base.detail import Detail
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.icons import icon
from desktop.ui.base.record_page import MORE, OWN_WINDOW, RecordPage
from desktop.ui.base.record_spec import EDIT, VOID, Listing
from desktop.ui.bulk_acts import PASS_ON as PASS_ON_LIST
from desktop.ui.help_words import close_reasons
from desktop.ui.history import Told, show_told
from desktop.ui.requests.casework import (
    CASEWORK,
    OWN_STEP,
    PAPER,
    STEP,
    ask_casework,
    ask_own_step,
    ask_step,
    show_paper,
)
from desktop.ui.requests.history import edit_words
from desktop.ui.requests.nearest import NEAREST, ask_nearest, otherwise_fields, otherwise_of
from desktop.ui.requests.pane import CLOSE, CLOSED, FIND, GO_ON, HISTORY, NEXT, PASS_ON, REOPEN, TAKE, WAIT
from desktop.ui.requests.resting import BACK, REST, ask_back, ask_rest
from desktop.ui.requests.table import RequestSpec, stage_titles
from desktop.ui.requests.triage_pane import RequestPane
from desktop.ui.requests.triaging import Triaging
from desktop.ui.requests.whose import OWNER, ask_whose

NEW = "to_triage"
TAB = "tab"
"""Other places ask for a view by this and its key, such as ``tab:to_triage``."""


class RequestsPage(RecordPage):
    """The list and the pane, which triages what is new."""

    pane: RequestPane
    stands_alone = True
    not_alone = frozenset({NEXT})

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        """Build the page; nothing is read until it is shown.

        Args:
            context: the open hub.
            parent: the owner.
        """
        super().__init__(RequestSpec(context), context.jobs, parent)
        self.context = context
        self._requests = context.service(Requests)
        self.menu: QMenu | None = None
        self._to_triage: Sequence[Any] = ()
        self.triage = Triaging(self)
        self.table.records().sorted_by = ("when", False)

    def make_pane(self) -> RequestPane:
        """The pane, with what triage asks."""
        return RequestPane(self)

    def show_record(self, item: Any) -> None:
        """Put a request forward, or a view, asked for as ``tab:to_triage``."""
        place, _, tab = str(item or "").partition(":")
        if f"{place}:" == STEP and tab:
            ask_step(self, self.context, tab)
            return
        if place == OWNER and tab:
            ask_whose(self, self.context, tab)
            return
        if place == BACK and tab:
            ask_back(self, self.context, tab)
            return
        if place == TAB and tab:
            self.toolbar.set_tab(tab)
            self.reload()
            return
        super().show_record(item)

    def _on_bulk(self, key: str) -> None:
        if key == PASS_ON_LIST:
            self.place_asked.emit("referrals", "list:" + ",".join(self.table.selected_ids()))
        else:
            super()._on_bulk(key)

    def on_action(self, key: str) -> None:
        """Do what a button or an entry of More says."""
        item = self.table.current_id()
        if item is None or not self.spec.allows(key):
            return
        act = self._acts(key).get(key)
        if act is None:
            super().on_action(key)
        else:
            act(item)

    def _acts(self, key: str) -> dict[str, Callable[[Any], object]]:
        """What each button and each entry of More does to a request."""
        actor, context = self.context.actor, self.context
        return {
            TAKE: lambda _item: self.triage.on_action(key),
            NEXT: lambda _item: self.triage.on_action(key),
            FIND: lambda item: self.place_asked.emit("match", item),
            CLOSE: self._open_close,
            REOPEN: lambda item: self.jobs.write(lambda: self._requests.reopen(actor, item)),
            WAIT: self._open_wait,
            GO_ON: lambda item: self.jobs.write(
                lambda: self._requests.move(actor, item, RequestStatus.TRIAGED)
            ),
            CASEWORK: lambda item: ask_casework(self, context, item),
            PASS_ON: lambda item: self.place_asked.emit("referrals", f"request:{item}"),
            PAPER: lambda item: show_paper(self, context, item),
            OWN_STEP: lambda item: ask_own_step(self, context, item),
            NEAREST: lambda item: ask_nearest(self, context, item),
            OWNER: lambda item: ask_whose(self, context, item),
            REST: lambda item: ask_rest(self, context, item),
            HISTORY: self._read_history,
            MORE: self._open_menu,
        }

    def find_someone(self) -> bool:
        """Find somebody for the request the keyboard is on."""
        self.on_action(FIND)
        return self.table.current_id() is not None

    def want(self, item: Any) -> None:
        """Put the keyboard on a request when the list is read again; None leaves it where it is."""
        self._want = item if item is not None else self._want

    def to_triage(self) -> Sequence[Any]:
        """The requests listed that wait to be triaged, in their order."""
        return self._to_triage

    def _on_listing(self, listing: Listing) -> None:
        super()._on_listing(listing)
        # New requests stand alone under To triage, and first under All open; other views have none.
        first = listing.groups[0] if listing.groups else None
        count = first.count if first is not None and first.title == stage_titles()[NEW] else 0
        self._to_triage = listing.ids if self.toolbar.tab() == NEW else listing.ids[:count]

    def on_detail(self, answer: tuple[Any, Detail]) -> None:
        """Show a request; one to triage is looked at."""
        super().on_detail(answer)
        if answer[0] == self.table.current_id():
            self.triage.look(answer[0])

    def _on_opened(self, item: Any) -> None:
        if not self.triage.on_enter():
            super()._on_opened(item)

    def _open_close(self, item: str) -> None:
        fields = [
            FormField("reason", tr("What came of it"), FieldKind.CHOICE, required=True, choices=_reasons()),
            FormField("note", tr("Note"), FieldKind.MULTILINE, max_length=1_000),
            *otherwise_fields(),
        ]
        actor = self.context.actor
        self._open(
            FormDialog(
                tr("Close this request"),
                fields,
                lambda values: self._requests.close(
                    actor, item, values["reason"], values["note"], *otherwise_of(values)
                ),
                self.jobs,
                self,
                verb=tr("Close it"),
                sentence=tr("Tasks still planned are called off. It can be opened again."),
            )
        )

    def _open_wait(self, item: str) -> None:
        field = FormField("waiting_on", tr("On whom or what"), required=True, max_length=200)
        actor, waiting = self.context.actor, RequestStatus.WAITING
        self._open(
            FormDialog(
                tr("Wait with this request"),
                [field],
                lambda values: self._requests.move(actor, item, waiting, values["waiting_on"]),
                self.jobs,
                self,
                verb=tr("Wait"),
                sentence=tr("It stays open under Waiting until it goes on."),
            )
        )

    def _open(self, dialog: FormDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _read_history(self, item: str) -> None:
        history, actor = self.context.service(History), self.context.actor

        def read() -> Told:
            found, edits = self._requests.get(actor, item), history.of(actor, item)
            if found.is_private and not found.draft.need_code:
                edits = [one for one in edits if one.field not in ("words", "items", "answers")]
            return Told(edits, edit_words, tr("History of {record}", record=f"R-{found.number}"))

        show_told(self, self.context, read)

    def _open_menu(self, item: str) -> None:
        row = self.table.records().record_at(self.table.records().row_of(item))
        status = row.status if row is not None else None
        entries = [(EDIT, tr("Change…"), "pencil")]
        if status == RequestStatus.WAITING:
            entries.append((GO_ON, tr("Go on with it"), "player-play"))
        elif status not in CLOSED:
            entries.append((WAIT, tr("Wait with it…"), "hourglass"))
        if status not in CLOSED:
            entries.append((OWNER, tr("Who looks after it…"), "building-community"))
            entries.append((CASEWORK, tr("Begin a checklist…"), "list-check"))
            entries.append((NEAREST, tr("Who could help nearest…"), "stairs"))
            entries.append((OWN_STEP, tr("Add a step…"), "plus"))
        if status not in CLOSED and row is not None and row.recurrence:
            entries.append((REST, tr("Let help rest…"), "player-pause"))
        if row is not None and row.steps_left:
            entries.append((PAPER, tr("Print the steps for them"), "printer"))
        if not self.is_alone:
            entries.append((OWN_WINDOW, tr("Open in its own window"), "external-link"))
        if status not in CLOSED and not self.is_alone:
            entries.append((PASS_ON, tr("Pass on to a partner…"), "send"))
        entries += [(HISTORY, tr("History"), "history"), (VOID, tr("Void…"), "trash")]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, words, mark in (one for one in entries if self.spec.allows(one[0])):
            action = menu.addAction(icon(mark), words)
            action.triggered.connect(lambda _=False, key=key: self.on_action(key))
        button = self.pane.buttons[MORE]
        self.menu = menu
        over = self.pane.is_triage or button.icon_only
        menu.popup(button.mapToGlobal(QPoint(0, button.height() if over else -menu.sizeHint().height())))


def _reasons() -> list[tuple[object, str]]:
    return [(None, tr("Choose")), *close_reasons().items()]
