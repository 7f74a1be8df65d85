"""A list on the left, the record on the right: the shape most places have."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.jobs.runner import JobRunner
from desktop.ui.base.bulk import PRINT, SAVE, BulkAction, BulkDialog, BulkStrip
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.card import EmptyState
from desktop.ui.base.detail import Detail, DetailAction, DetailPane
from desktop.ui.base.dialog import FormDialog, ReasonDialog
from desktop.ui.base.form_fields import FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.id_table import IdTableModel
from desktop.ui.base.list_and_pane import ListAndPane
from desktop.ui.base.list_menu import add_columns, add_densities, add_sorts
from desktop.ui.base.list_toolbar import ListToolbar
from desktop.ui.base.page import Page
from desktop.ui.base.permits import may
from desktop.ui.base.record_spec import ADD, BRING_BACK, EDIT, VOID, FormData, Listing, ListQuery, RecordSpec
from desktop.ui.base.record_table import RecordTable
from desktop.ui.base.taken_off import TakenOffDialog, read_taken_off
from desktop.ui.base.theme import Density, theme

OWN_WINDOW = "own_window"
"""Key of an action this page does itself, like `EDIT` and `VOID`; `DetailAction` shows their buttons."""
MORE = "more"
"""Key of the button that opens a menu of what is done seldom."""


class RecordPage(Page):
    """Driven by a `RecordSpec`; a feature overrides what is its own.

    Attributes:
        stands_alone: a record can be opened in a window of its own.
        is_alone: this page is in such a window: the one record, no list.
        not_alone: keys of buttons of the pane that mean nothing there.

    Signals:
        acted: a button of the pane other than edit and void: its key, and the record's id.
        print_asked: print the list on screen: its query and ids.
        export_asked: save the list on screen: its query and ids.
        shape_changed: another view, order, choice of columns or row height was chosen.
    """

    stands_alone = False
    is_alone = False
    not_alone: frozenset[str] = frozenset()

    acted = Signal(str, object)
    print_asked = Signal(object, object)
    export_asked = Signal(object, object)
    shape_changed = Signal()

    def __init__(self, spec: RecordSpec, jobs: JobRunner, parent: QWidget | None = None) -> None:
        """Build the page; nothing is read until it is shown.

        Args:
            spec: the kind of record.
            jobs: runs its questions and changes.
            parent: the owner.
        """
        super().__init__(spec.title, parent)
        self.spec, self.jobs = spec, jobs
        self.entities = spec.entities
        self._want: Any = None
        self._read_once = self._reading = False
        self.toolbar = ListToolbar(
            spec.tabs,
            spec.filters,
            self,
            search_hint=spec.search_hint,
            add=spec.add if spec.allows(ADD) else "",
            printing=tr("Print") if spec.prints else "",
            exporting=tr("Export") if spec.exports else "",
        )
        columns = [one for one in spec.columns if may(one.action)]
        self.table = RecordTable(IdTableModel(columns, spec.rows, self), self, name=spec.title)
        self.pane = self.make_pane()
        self.empty = EmptyState(spec.empty, self, icon=spec.icon)
        self.strip = BulkStrip(
            spec.bulk.actions if spec.bulk is not None else (),
            self,
            printing=spec.prints,
            saving=spec.exports,
        )
        self._build()
        self._wire()

    # what features use

    def make_pane(self) -> DetailPane:
        """The pane beside the list; a feature that shows more in it makes its own."""
        return DetailPane(self)

    def query(self) -> ListQuery:
        """What is asked for now."""
        sort, descending = self.table.records().sorted_by
        text = self.toolbar.search.text().strip() if self.toolbar.search else ""
        return ListQuery(
            self.toolbar.tab(),
            text,
            self.toolbar.chosen(),
            sort,
            descending,
            self.table.shown_columns(),
            self._query_words(),
        )

    def _query_words(self) -> list[str]:
        sort, descending = self.table.records().sorted_by
        title = next((one.title for one in self.spec.columns if one.key == sort), "")
        order = tr("last first") if descending else ""
        by = [tr("by {column}", column=title.lower()) + (f", {order}" if order else "")] if title else []
        return [*self.toolbar.filter_words(), *by]

    def picked_or_all(self) -> list[Any]:
        """The rows picked, where some are; else every row listed."""
        return self.table.selected_ids() if self.table.has_picks() else list(self.table.records().ids)

    def reload(self, *, select: Any = None) -> None:
        """Ask for the list again, keeping the place in it.

        Args:
            select: put the keyboard on this id once it is listed.
        """
        self._want, self._reading = select if select is not None else self._want, True
        query = self.query()
        self.jobs.read(lambda: self.spec.listing(query), self._on_listing, key=f"list-{id(self)}")

    def reload_detail(self) -> None:
        """Ask for the pane's record again."""
        item = self.table.current_id()
        if item is None:
            self.pane.show_detail(None)
            return
        self.jobs.read(lambda: (item, self.spec.detail(item)), self.on_detail, key=f"detail-{id(self)}")

    def open_form(self, item: Any = None, given: Mapping[str, Any] | None = None) -> None:
        """Open the form of a record, or of a new one when None, perhaps with answers given already."""
        if not self.spec.allows(ADD if item is None else EDIT):
            return
        self.jobs.read(lambda: (item, self.spec.form(item)), partial(self._on_form, given or {}))

    def open_void(self, item: Any) -> None:
        """Ask why a record is to be taken out of use."""
        if not self.spec.allows(VOID):
            return
        dialog = ReasonDialog(
            self.spec.void_verb + "?",
            self.spec.void_sentence,
            self.spec.void_verb,
            lambda reason: self.spec.void(item, reason),
            self.jobs,
            self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def add_to_strip(self, button: QWidget) -> None:
        """Put a button for the picked rows into the strip under the list."""
        self.strip.add(button)

    def on_action(self, key: str) -> None:
        """Do what a button of the pane says; features override it for their own keys and call this last."""
        item = self.table.current_id()
        if item is None or not self.spec.allows(key):
            return
        if key == EDIT:
            self.open_form(item)
        elif key == VOID:
            self.open_void(item)
        elif key == OWN_WINDOW:
            self.own_window_asked.emit()
        elif key == RecordSpec.CONCERN:
            self.place_asked.emit("raise_concern", f"{self.spec.concern}:{item}")
        else:
            self.acted.emit(key, item)

    # page overrides

    def refresh(self, changes: Any) -> None:
        """Something shown was touched."""
        self.table.records().invalidate()
        self.reload()

    def shown(self) -> None:
        """Read the list on first show; put the keyboard on it."""
        if not self._read_once:
            self._read_once = True
            self.reload()
            for one in self.spec.filters:
                self.jobs.read(one.choices, partial(self.toolbar.set_choices, one.key))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_record(self, item: Any) -> None:
        """Put the keyboard on a record; where it is not listed now, in a view that lists it, not narrowed."""
        # A list being read again may no longer hold what it still shows.
        if item is not None and (self._reading or not self.table.select_id(item)):
            self.jobs.read(lambda: self.spec.view_of(item), partial(self._on_view, item))

    def record(self) -> Any:
        """The record the keyboard is on, where it can stand alone."""
        return self.table.current_id() if self.stands_alone else None

    def panes(self) -> list[QWidget]:
        """Bar, list, what can be done with the rows picked, pane."""
        acts = [self.strip] if any(not one.isHidden() for one in self.strip.buttons.values()) else []
        return [self.toolbar, self.table, *acts, self.pane]

    def print_page(self) -> bool:
        """Print the list on screen, or the rows picked."""
        if self.spec.prints:
            self.print_asked.emit(self.query(), self.picked_or_all())
        return self.spec.prints

    def focus_search(self) -> bool:
        """Put the keyboard where the list is narrowed: in the search field, or in the first filter."""
        self.toolbar.focus_search()
        return True

    # building

    def _build(self) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        listed = QFrame(self)
        listed.setProperty("role", "pane")
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.strip)
        self.splitter = ListAndPane(listed, self.pane, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.toolbar)
        outer.addWidget(self.splitter, 1)

    def _wire(self) -> None:
        self.toolbar.query_changed.connect(self._on_query_changed)
        self.toolbar.add_asked.connect(self.open_form)
        self.toolbar.print_asked.connect(self.print_page)
        self.toolbar.export_asked.connect(self._on_export)
        self.table.current_changed.connect(self.reload_detail)
        self.toolbar.menu_asked.connect(self._fill_menu)
        self.strip.asked.connect(self._on_bulk)
        self.table.picks_changed.connect(self._on_picks)
        self.table.sort_requested.connect(self._on_query_changed)
        self.table.opened.connect(self._on_opened)
        self.pane.acted.connect(self.on_action)
        self.pane.followed.connect(self._on_followed)
        if self.toolbar.search is not None:
            self.toolbar.search.moved_down.connect(self.table.setFocus)

    # answers

    def _on_query_changed(self) -> None:
        self.reload()
        self.shape_changed.emit()

    def _on_view(self, item: Any, view: str | None) -> None:
        """Show the view that lists a record, and the record in it."""
        if view is not None:
            self.toolbar.set_tab(view)
        self.toolbar.set_chosen({})
        if self.toolbar.search is not None:
            self.toolbar.search.clear()
        self.reload(select=item)

    def _on_listing(self, listing: Listing) -> None:
        want, self._want, self._reading = self._want, None, False
        self.table.show_ids(listing.ids, listing.groups, select=_same(want, listing.ids))
        self.toolbar.set_counts(listing.counts)
        if not listing.ids:
            self.empty.set_text(self.spec.empty_for(self.query()))
        if not listing.ids and self.table.hasFocus():
            self.toolbar.take_focus()
        self._stack.setCurrentWidget(self.table if listing.ids else self.empty)
        if listing.ids:
            self.toolbar.give_focus(self.table)
        self.strip.setVisible(self.strip.offers_anything and bool(listing.ids))
        self.set_title(self.spec.title, listing.subtitle)
        self.reload_detail()

    def on_detail(self, answer: tuple[Any, Detail]) -> None:
        """Show what was read of a record, if the keyboard is still on it."""
        item, detail = answer
        if item == self.table.current_id():
            show = self.pane.show_again if self.is_alone else self.pane.show_detail
            allowed = [one for one in (*detail.actions, *self.spec.worries()) if self.spec.allows(one.key)]
            show(self._with_own_window(replace(detail, actions=allowed)))

    def _with_own_window(self, detail: Detail) -> Detail:
        """Offer a window of its own where no More does; in such a window, leave out what means nothing."""
        if self.is_alone:
            return replace(detail, actions=[one for one in detail.actions if one.key not in self.not_alone])
        if not self.stands_alone or any(one.key == MORE for one in detail.actions):
            return detail
        opens = DetailAction(OWN_WINDOW, tr("Own window"), "external-link", ButtonKind.QUIET)
        return replace(detail, actions=[*detail.actions, opens])

    def _on_form(self, given: Mapping[str, Any], answer: tuple[Any, FormData]) -> None:
        item, data = answer
        dialog = FormDialog(
            data.title,
            data.fields,
            lambda values: self.spec.save(item, values),
            self.jobs,
            self,
            sentence=data.sentence,
        )
        dialog.form.set_values({**data.values, **given})
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.saved.connect(self._on_saved)
        if item is not None and self.spec.void_verb and self.spec.allows(VOID):
            void = Button(self.spec.void_verb, dialog, icon="trash")
            void.clicked.connect(dialog.reject)
            void.clicked.connect(lambda: self.open_void(item))
            dialog.foot.addWidget(void)
        dialog.open()

    def _on_saved(self, result: object) -> None:
        self._want = getattr(result, "made", None) or self._want

    def _on_picks(self, count: int) -> None:
        self.strip.show_count(count, len(self.table.records().ids))

    def _on_bulk(self, key: str) -> None:
        if key == PRINT:
            self.print_page()
        elif key == SAVE:
            self._on_export()
        elif self.spec.bulk is not None:
            acts, ids = self.spec.bulk, self.table.selected_ids()
            action = next(one for one in acts.actions if one.key == key)
            self.jobs.read(lambda: acts.fields(key), lambda fields: self._open_bulk(action, fields, ids))

    def _open_bulk(self, action: BulkAction, fields: Sequence[FormField], ids: Sequence[Any]) -> None:
        assert self.spec.bulk is not None
        BulkDialog(action, fields, self.spec.bulk, ids, self.jobs, self).open()

    def _fill_menu(self, menu: QMenu) -> None:
        """How the list is shown; whoever keeps views puts them in front."""
        add_sorts(menu.addMenu(tr("Sort by")), self.table)
        add_columns(menu.addMenu(tr("Columns")), self.table, self._on_columns_chosen)
        add_densities(menu.addMenu(tr("Row height")), self._on_density_chosen)
        if self.spec.can_bring_back and self.spec.allows(BRING_BACK):
            menu.addAction(tr("Taken off the list…"), self.open_taken_off)

    def open_taken_off(self) -> None:
        """Show what was taken off the list, to bring it back."""
        spec = self.spec
        self.jobs.read(
            lambda: read_taken_off(spec),
            lambda rows: TakenOffDialog(rows, spec.bring_back, self.jobs, self).open(),
        )

    def _on_columns_chosen(self, hidden: frozenset[str]) -> None:
        self.table.set_hidden(hidden)
        self.shape_changed.emit()

    def _on_density_chosen(self, density: Density) -> None:
        theme().configure(density=density)
        self.shape_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back from the record to the list where only one fits."""
        if event.key() == Qt.Key.Key_Escape and self.splitter.pane_first:
            self.splitter.show_pane(False)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def _on_opened(self, _item: Any) -> None:
        self.splitter.show_pane(True)
        self.pane.take_keyboard()

    def _on_followed(self, key: str) -> None:
        place, _, item = key.partition(":")
        self.place_asked.emit(place, item or None)

    def _on_export(self) -> None:
        self.export_asked.emit(self.query(), self.picked_or_all())


def _same(want: Any, ids: Sequence[Any]) -> Any:
    """The id listed that is wanted; services name a record they made by its key as text."""
    if not isinstance(want, str) or not ids or isinstance(ids[0], str):
        return want
    return next((item for item in ids if str(item) == want), None)
