"""Saved views of lists, and how each list was last shown on this computer."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop.context import AppContext
from desktop.runtime.preferences import Preferences
from desktop.services.saved_views import LONGEST, SavedView, SavedViews
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import FormField
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_page import RecordPage


class ListViews(QObject):
    """Puts saved views into the View menu of each list and remembers how it was last shown.

    Views are kept in the hub, for everybody; the last tab, order and columns are kept on this computer,
    without anything about a person.
    """

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        """Take the hub and the preferences from the context."""
        super().__init__(parent)
        self._context = context
        self._views: dict[str, list[SavedView]] = {}
        context.jobs.changed.connect(self._on_changed)

    def attach(self, page: QWidget) -> None:
        """Serve a page, if it is a list; how it was last shown is put back before it is first read."""
        if not isinstance(page, RecordPage):
            return
        self._restore(page)
        self._read(page.spec.key)
        page.toolbar.menu_asked.connect(lambda menu: self._fill(page, menu))
        page.shape_changed.connect(lambda: self._remember(page))

    def show_view(self, page: RecordPage, view: SavedView) -> None:
        """Show a list as a view says."""
        page.toolbar.set_tab(view.tab)
        page.toolbar.set_chosen(view.filters)
        if page.toolbar.search is not None:
            page.toolbar.search.clear()
        page.table.set_hidden(view.hidden)
        page.table.sort_by(view.sort, view.descending)

    def keep(self, page: RecordPage) -> FormDialog:
        """Ask for a name and keep the view on show under it."""
        view = view_of(page)
        return self._ask_name(
            page, tr("Keep this view"), view, tr("Everybody of the hub sees it in this menu.")
        )

    # the menu

    def _fill(self, page: RecordPage, menu: QMenu) -> None:
        views, now = self._views.get(page.spec.key, []), view_of(page)
        menu.addSeparator()
        for view in views:
            action = menu.addAction(view.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(replace(view, id="", name="") == now)
            action.triggered.connect(partial(self._on_view, page, view))
        menu.addAction(tr("Keep this view…")).triggered.connect(partial(_call, partial(self.keep, page)))
        if views:
            self._add_changes(page, menu.addMenu(tr("Rename a view")), self._rename, views)
            self._add_changes(page, menu.addMenu(tr("Delete a view")), self._delete, views)

    def _add_changes(
        self,
        page: RecordPage,
        menu: QMenu,
        act: Callable[[RecordPage, SavedView], object],
        views: Sequence[SavedView],
    ) -> None:
        for view in views:
            action = menu.addAction(view.name.replace("&", "&&"))
            action.triggered.connect(partial(_call, partial(act, page, view)))

    def _on_view(self, page: RecordPage, view: SavedView, _on: bool = False) -> None:
        self.show_view(page, view)

    def _rename(self, page: RecordPage, view: SavedView) -> FormDialog:
        return self._ask_name(page, tr("Rename this view"), view, "")

    def _delete(self, _page: RecordPage, view: SavedView) -> None:
        views, actor = self._context.service(SavedViews), self._context.actor
        self._context.jobs.write(lambda: views.delete(actor, view.id))

    def _ask_name(self, page: RecordPage, title: str, view: SavedView, sentence: str) -> FormDialog:
        views, actor = self._context.service(SavedViews), self._context.actor

        def save(values: Mapping[str, Any]) -> object:
            return views.save(actor, replace(view, name=values["name"]))

        field = FormField("name", tr("Name"), required=True, max_length=LONGEST)
        dialog = FormDialog(title, [field], save, self._context.jobs, page, sentence=sentence)
        dialog.form.set_values({"name": view.name})
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    # what is kept

    def _read(self, listed: str) -> None:
        views, actor = self._context.service(SavedViews), self._context.actor
        self._context.jobs.read(
            lambda: views.of(actor, listed), partial(self._on_read, listed), key=f"views-{listed}"
        )

    def _on_read(self, listed: str, found: list[SavedView]) -> None:
        if shiboken6.isValid(self):
            self._views[listed] = found

    def _on_changed(self, changes: Any) -> None:
        if "hub" in {str(one) for one in changes.entities}:
            for listed in list(self._views):
                self._read(listed)

    def _restore(self, page: RecordPage) -> None:
        last = self._context.preferences.lists.get(page.spec.key, {})
        keys = {column.key for column in page.spec.columns}
        page.toolbar.set_tab(str(last.get("tab", page.toolbar.tab())))
        hidden = last.get("hidden", ())
        page.table.set_hidden(keys.intersection(hidden) if isinstance(hidden, list) else ())
        if (sort := str(last.get("sort", ""))) in keys:
            page.table.records().sorted_by = (sort, last.get("descending") is True)

    def _remember(self, page: RecordPage) -> None:
        preferences, view = self._context.preferences, view_of(page)
        shape: dict[str, object] = {
            "tab": view.tab,
            "sort": view.sort,
            "descending": view.descending,
            "hidden": list(view.hidden),
        }
        # A file written to the disk takes longer than a frame; among the writes, so that the last one stays.
        self._context.jobs.write(partial(_store, preferences, page.spec.key, shape))


def view_of(page: RecordPage) -> SavedView:
    """The view on show, without a name; what was searched for is no part of it."""
    query = page.query()
    filters = {key: str(value) for key, value in query.filters.items()}
    hidden = sorted(page.table.hidden)
    return SavedView(page.spec.key, "", query.tab, filters, query.sort, query.descending, hidden)


def _store(preferences: Preferences, listed: str, shape: dict[str, object]) -> None:
    with suppress(OSError):
        if preferences.lists.get(listed) != shape:
            preferences.lists = {**preferences.lists, listed: shape}


def _call(act: Callable[[], object], _on: bool = False) -> None:
    act()
