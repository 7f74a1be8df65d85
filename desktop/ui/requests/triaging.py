"""What the triage box does: reads the ways for the request on show, takes one, and goes on to the next."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from db.enums import Urgency
from desktop.domain.phones import national
from desktop.services.triage import Routes, Triage
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FieldKind, FormField
from desktop.ui.base.i18n import tr
from desktop.ui.requests.pane import NEXT, TAKE
from desktop.ui.requests.triage_box import Route

if TYPE_CHECKING:
    from desktop.ui.requests.page import RequestsPage


class Triaging(QObject):
    """Joins the list, the pane and the service; letters act while the list or the ways have the keyboard."""

    def __init__(self, page: "RequestsPage") -> None:
        """Listen.

        Args:
            page: whose requests are looked at.
        """
        super().__init__(page)
        self._page = page
        self._service = page.context.service(Triage)
        self._confirmed: set[Any] = set()
        self._is_taking = False
        box = page.pane.box
        box.urgency_given.connect(self._on_urgency)
        box.route_chosen.connect(lambda _way: page.pane.tell_way())
        box.route_taken.connect(self._take)
        box.moved.connect(self.step)
        box.hint_taken.connect(self._on_hint)
        for letter in ("A", "V", "R"):
            keys = QShortcut(QKeySequence(letter), page.table)
            keys.setContext(Qt.ShortcutContext.WidgetShortcut)
            keys.activated.connect(lambda letter=letter: self._on_letter(letter))

    def look(self, item: Any) -> None:
        """Count the ways for the request on show, if it is to be triaged."""
        page = self._page
        if not page.pane.is_triage:
            return
        row = page.table.records().record_at(page.table.records().row_of(item))
        page.pane.box.begin(item, row.urgency if row is not None else None)
        page.pane.tell_way()
        actor = page.context.actor
        page.jobs.read(lambda: self._service.routes(actor, item), self._on_routes, key=f"triage-{id(self)}")

    def on_action(self, key: str) -> None:
        """Do what a button of triage says."""
        if key == TAKE:
            self._take(self._page.pane.box.routes.value())
        elif key == NEXT:
            self._go_to(self._next())

    def on_enter(self) -> bool:
        """Take the likely way for the request the list is on; whether there is one to take."""
        pane = self._page.pane
        if not pane.is_triage or not pane.isVisible() or pane.box.found is None:
            return False
        self._take(pane.box.routes.value())
        return True

    def step(self, step: int) -> None:
        """Go to the next or the previous request of the list."""
        ids = list(self._page.table.records().ids)
        current = self._page.table.current_id()
        at = ids.index(current) + step if current in ids else 0
        if 0 <= at < len(ids):
            self._page.table.select_id(ids[at])

    # answers

    def _on_routes(self, found: Routes) -> None:
        pane = self._page.pane
        if pane.is_triage and found.request_id == self._page.table.current_id():
            pane.box.show_routes(found, confirmed=found.request_id in self._confirmed)
            pane.tell_way()

    def _on_letter(self, letter: str) -> None:
        if self._page.pane.is_triage:
            self._page.pane.box.routes.take_letter(letter)

    def _on_urgency(self, urgency: Urgency) -> None:
        item, actor = self._page.table.current_id(), self._page.context.actor
        found = self._page.pane.box.found
        if item is None:
            return
        self._confirmed.add(item)
        if found is not None and found.urgency is urgency:
            self._on_routes(found)
        else:
            self._page.jobs.write(lambda: self._service.set_urgency(actor, item, urgency))

    def _on_hint(self, need_code: str) -> None:
        item, actor = self._page.table.current_id(), self._page.context.actor
        self._page.jobs.write(lambda: self._service.also_needs(actor, item, need_code))

    def _take(self, way: object) -> None:
        """Take a way; the next request to triage is shown once it is saved."""
        found, actor = self._page.pane.box.found, self._page.context.actor
        if found is None or self._is_taking or found.request_id != self._page.table.current_id():
            return
        item = found.request_id
        if way == Route.ROUND and found.round is not None:
            key = found.round.round_id
            self._write(lambda: self._service.add_to_round(actor, item, key))
        elif way == Route.VOLUNTEER:
            self._write(lambda: self._service.to_match(actor, item))
        elif way == Route.PARTNER:
            self._ask_partner(found)

    def _write(self, work: Callable[[], object]) -> None:
        self._is_taking = True
        after = self._next()
        self._page.jobs.write(work, lambda _done: self._page.want(after), settled=self._on_settled)

    def _on_settled(self) -> None:
        self._is_taking = False

    def _ask_partner(self, found: Routes) -> None:
        choices: list[tuple[object, str]] = [
            (one.name, f"{one.name} · {national(one.phone)}" if one.phone else one.name)
            for one in found.partners
        ]
        actor, after = self._page.context.actor, self._next()
        field = FormField(
            "organisation", tr("Who will take it"), FieldKind.CHOICE, required=True, choices=choices
        )
        dialog = FormDialog(
            tr("Ask a partner"),
            [field],
            lambda values: self._service.to_partner(actor, found.request_id, values["organisation"]),
            self._page.jobs,
            self._page,
            verb=tr("They will take it"),
            sentence=tr("Ring them first, and say no more than the person agreed to. It then waits on them."),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(lambda _done: self._page.want(after))
        dialog.open()

    def _next(self) -> Any:
        """The next request to triage after the one on show, going round; None where it is the last."""
        ids = list(self._page.to_triage())
        current = self._page.table.current_id()
        if current in ids:
            at = ids.index(current)
            ids = ids[at + 1 :] + ids[:at]
        return next(iter(ids), None)

    def _go_to(self, item: Any) -> None:
        if item is not None:
            self._page.table.select_id(item)
