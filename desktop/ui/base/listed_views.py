"""A page of several views of one list, such as Money: each view reads its own lines and has its own forms.

A record's key begins with its view's, such as ``funds:0198``. A feature subclasses `ListedView` for each,
and `ListedSpec` and `ListedPage` once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from desktop.domain.errors import NotFound
from desktop.jobs.runner import JobRunner
from desktop.ui.base.asking import ask_form, ask_reason
from desktop.ui.base.columns import Cell
from desktop.ui.base.dates import show_date
from desktop.ui.base.detail import Detail
from desktop.ui.base.dialog import FormDialog, ReasonDialog
from desktop.ui.base.i18n import tr
from desktop.ui.base.record_page import RecordPage
from desktop.ui.base.record_spec import FormData, Listing, ListQuery, ListTab, RecordSpec
from desktop.ui.base.tokens import Tone

Look = tuple[str, str, Tone | None]
"""Words, icon and colour of a state; colour only for what waits or is wrong."""


class ListedRow(Protocol):
    """One line of a view."""

    @property
    def id(self) -> str:
        """The view's key and the record's."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def look(self) -> Look:
        """How it stands."""

    @property
    def day(self) -> date | None:
        """Its day; None for none."""

    @property
    def held(self) -> Any:
        """The record."""


R = TypeVar("R", bound=ListedRow)
V = TypeVar("V", bound="ListedView[Any]")


class ListedView(Generic[R]):
    """One view of the page; a subclass for each.

    Attributes:
        key: of the view.
    """

    key: ClassVar[str] = ""

    @property
    def title(self) -> str:
        """Of the view."""
        raise NotImplementedError

    @property
    def add(self) -> str:
        """Words of the button that writes something new; none where it is empty."""
        return ""

    @property
    def empty(self) -> str:
        """What to say, and to do, when there is nothing."""
        raise NotImplementedError

    def rows(self) -> Sequence[R]:
        """Every line (worker)."""
        raise NotImplementedError

    def subtitle(self, rows: Sequence[R]) -> str:
        """What stands beside the page's name (worker)."""
        return ""

    def detail(self, row: R) -> Detail:
        """What the pane shows (worker)."""
        raise NotImplementedError

    def form(self, held: Any) -> FormData:
        """The form for a record, or for a new one when None (worker)."""
        raise NotImplementedError

    def save(self, key: str, values: Mapping[str, Any]) -> object:
        """Save a form; the key is empty for a new one (worker, a write)."""
        raise NotImplementedError

    def act(self, page: RecordPage, key: str, row: R) -> None:
        """Do what a button of the pane says; a view without buttons of its own does nothing."""

    def ask(
        self,
        page: RecordPage,
        data: FormData,
        save: Callable[[dict[str, Any]], object],
        verb: str = "",
    ) -> FormDialog:
        """Ask something and save the answer; refusals stand beside their fields."""
        return ask_form(page, data.title, data.fields, data.values, save, data.sentence, verb=verb)

    def ask_why(
        self, page: RecordPage, title: str, sentence: str, verb: str, act: Callable[[str], object]
    ) -> ReasonDialog:
        """Ask for the reason of what is taken back."""
        return ask_reason(page, title, sentence, verb, act)


class ListedSpec(RecordSpec, Generic[V, R]):
    """Whatever view is on show, as a list with a detail pane.

    Attributes:
        view: key of the view on show.
    """

    def __init__(self, views: Sequence[V]) -> None:
        """Take the views, in the order of the bar."""
        self.views = {one.key: one for one in views}
        self._held: dict[str, R] = {}
        self.view = next(iter(self.views))
        self.empty = self.views[self.view].empty
        self.add = self.views[self.view].add
        self.tabs = tuple(ListTab(key, one.title) for key, one in self.views.items())

    def listing(self, query: ListQuery) -> Listing:
        """Ids for a query."""
        self.view = query.tab or self.view
        found = self.views[self.view].rows()
        self._held = {**self._held, **{one.id: one for one in found}}
        return Listing([one.id for one in found], subtitle=self.views[self.view].subtitle(found))

    def rows(self, ids: Sequence[Any]) -> Sequence[R]:
        """Rows for ids: the lists are held."""
        return [self._held[item] for item in ids if item in self._held]

    def view_of(self, item: Any) -> str | None:
        """The view a record is in, which its key begins with."""
        return str(item).partition(":")[0] or None

    def detail(self, item: Any) -> Detail:
        """What the pane shows."""
        return self.view_for(item).detail(self.row_of(item))

    def form(self, item: Any) -> FormData:
        """The form for a record, or for a new one."""
        return self.view_for(item).form(self.row_of(item).held if item is not None else None)

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        """Save a form; the new record is known by the key of its view as well."""
        view = self.view_for(item)
        done: Any = view.save(str(item).partition(":")[2] if item is not None else "", values)
        return replace(done, made=f"{view.key}:{done.made}")

    def empty_for(self, query: ListQuery) -> str:
        """What to do where a view has nothing."""
        return self.views[query.tab or self.view].empty

    def view_for(self, item: Any) -> V:
        """The view of a record; the one on show for a new one."""
        return self.views[str(item).partition(":")[0] if item is not None else self.view]

    def row_of(self, item: Any) -> R:
        """A record as it is listed.

        Raises:
            NotFound: it is not in its list any more.
        """
        if item not in self._held:
            self._held.update({one.id: one for one in self.view_for(item).rows()})
        if item not in self._held:
            raise NotFound(tr("This is not in the list any more."))
        return self._held[item]


class ListedPage(RecordPage):
    """The page: its button for something new, and its acts, are those of the view on show."""

    def __init__(self, spec: ListedSpec[Any, Any], jobs: JobRunner) -> None:
        """Make the page; a subclass calls `fit_view` once its own buttons stand."""
        self._listed = spec
        super().__init__(spec, jobs)
        self.acted.connect(self.on_acted)

    def add_in(self, view: str) -> None:
        """Open the form for something new of a view."""
        self.toolbar.set_tab(view)
        self._on_query_changed()
        self.open_form(None)

    def on_acted(self, key: str, item: Any) -> None:
        """Do what a button of the pane says."""
        self._listed.view_for(item).act(self, key, self._listed.row_of(item))

    def fit_view(self) -> None:
        """What is written new depends on the view on show."""
        if self.toolbar.add is not None:
            self.toolbar.add.setText(self._listed.views[self._listed.view].add)
        self.toolbar.fit()

    def menu(self, name: str) -> QMenu:
        """A menu that goes when it closes."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(name)
        return menu

    def _on_query_changed(self) -> None:
        self._listed.view = self.toolbar.tab() or self._listed.view
        self.fit_view()
        super()._on_query_changed()

    def _on_view(self, item: Any, view: str | None) -> None:
        super()._on_view(item, view)
        self._listed.view = view or self._listed.view
        self.fit_view()


def stands_cell(row: ListedRow) -> Cell:
    """How it stands."""
    words, mark, tone = row.look
    return Cell(words, mark, tone)


def day_cell(row: ListedRow) -> Cell:
    """Its day, or nothing."""
    return Cell(show_date(row.day) if row.day is not None else "")
