"""Stock: seven views of one list, and the line goods are typed in."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from db.fields_stock import STOCK
from desktop.context import AppContext
from desktop.services.stock_lists import StockLists
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.dialog import FileDialog
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.icons import icon
from desktop.ui.base.listed_views import ListedPage, ListedSpec, day_cell, stands_cell
from desktop.ui.base.permits import may
from desktop.ui.base.record_spec import ADD, EDIT, FormData
from desktop.ui.stock import items, parcels, places
from desktop.ui.stock.items import FirstView, ItemsView
from desktop.ui.stock.papers import StockPapers
from desktop.ui.stock.parcels import HomesView, ParcelsView, RecipesView
from desktop.ui.stock.places import MovesView, PlacesView
from desktop.ui.stock.quick import ask_quick
from desktop.ui.stock.view import StockRow, StockView
from desktop.ui.stock.words import day_field

VIEWS: tuple[type[StockView], ...] = (
    ItemsView,
    FirstView,
    ParcelsView,
    HomesView,
    RecipesView,
    PlacesView,
    MovesView,
)
"""Every view, in the order of the bar."""
_SHOWN = 4
"""Lines of a list that are named before it is brought in."""
_MOVING = (items.IN, items.OUT, items.WASTE, items.CARRY, items.WASTE_LOT)
_PACKING = (parcels.PACK, parcels.PACK_ROUND, parcels.UNPACK, parcels.LINE, parcels.BACK, parcels.VOID_PARCEL)
_SETTING = (EDIT, items.VOID_ITEM, parcels.VOID_RECIPE, places.COUNT, places.VOID_PLACE, places.TAKE_BACK)


class StockSpec(ListedSpec[StockView, StockRow]):
    """Whatever view is on show, as a list with a detail pane."""

    entities = frozenset(STOCK) | {"task", "round", "stop", "request", "household"}
    icon = "package"
    acts = {
        **dict.fromkeys((ADD, *_MOVING, *_PACKING), "stock.move"),
        **dict.fromkeys(_SETTING, "stock.set"),
        places.SHEET: "stock.print",
    }

    def __init__(self, context: AppContext) -> None:
        """Make the views."""
        super().__init__([one(context) for one in VIEWS])
        self.title = tr("Stock")
        self.columns = (
            Column("name", tr("Name"), 150, stretch=True, kind=CellKind.STRONG, sortable=False),
            Column(
                "stands", tr("How it stands"), 185, kind=CellKind.STATUS, cell=stands_cell, sortable=False
            ),
            Column(
                "many",
                tr("How many"),
                90,
                align_right=True,
                kind=CellKind.NUMBER,
                cell=lambda row: Cell(row.many),
                sortable=False,
            ),
            Column("day", tr("Day"), 110, kind=CellKind.SECOND, cell=day_cell, sortable=False, priority=1),
        )


class StockPage(ListedPage):
    """Stock."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._spec, self._context = StockSpec(context), context
        super().__init__(self._spec, context.jobs)
        self.papers = StockPapers(self, context)
        # One button, so that the views stay in sight at large text.
        self.more_button = Button(
            tr("More"), self, icon="dots", kind=ButtonKind.QUIET, small=True, action="stock.move"
        )
        self.more_button.clicked.connect(self.open_more)
        self.toolbar.add_button(self.more_button)
        self.fit_view()

    def ask_quick(self) -> None:
        """Ask for goods in one line, such as ``12 beans in``."""
        ask_quick(self, self._context)

    def open_more(self) -> QMenu:
        """Goods in a line, and what can be printed, saved or brought in."""
        menu = self.menu(tr("More"))
        menu.addAction(icon("keyboard"), tr("Goods in or out, in one line…"), self.ask_quick)
        if may("loan.see"):
            loans = menu.addAction(icon("truck"), tr("Loans: phones, vans, freezers"))
            loans.triggered.connect(lambda: self.place_asked.emit("loans", None))
        if may("stock.print"):
            menu.addSeparator()
            menu.addAction(icon("printer"), tr("Pick list of a round…"), self.ask_pick_list)
            menu.addAction(icon("tag"), tr("Labels of a round…"), self.ask_labels)
            menu.addAction(icon("table-export"), tr("What there is, as a list…"), self.papers.save_levels)
            menu.addAction(icon("table-export"), tr("What is low, as a list…"), self.papers.save_low)
            menu.addAction(icon("file-export"), tr("What moved (CSV)…"), self.save_moves)
        if may("stock.set"):
            menu.addSeparator()
            menu.addAction(icon("file-import"), tr("Bring in a list of stock…"), self.ask_file)
        button = self.more_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        return menu

    def ask_pick_list(self) -> None:
        """Ask for which round, and show what to fetch for it."""
        self.papers.ask_round(tr("Pick list"), self.papers.pick_list, days=True)

    def ask_labels(self) -> None:
        """Ask for which round, and show the labels of its parcels."""
        self.papers.ask_round(tr("Labels"), self.papers.labels)

    def save_moves(self) -> None:
        """Ask for which days, and save what moved."""
        view = self._spec.views[ItemsView.key]
        today = view.stock.today()
        asked = [day_field("first", tr("From")), day_field("last", tr("Until"))]
        values = {"first": today - timedelta(days=30), "last": today}
        data = FormData(tr("What moved"), asked, values, tr("No names go in."))

        def days(answer: dict[str, Any]) -> tuple[date, date]:
            return answer["first"] or today, answer["last"] or today

        dialog = view.ask(self, data, days, tr("Save…"))
        dialog.saved.connect(lambda found: self.papers.save_moves(*found))

    def open_form(self, item: Any = None, given: Mapping[str, Any] | None = None) -> None:
        """Open the form, where the view on show has something new to write and whoever asks may write it."""
        if item is not None or self._may_add():
            super().open_form(item, given)

    def ask_file(self) -> None:
        """Ask which list of stock to bring in."""
        dialog = FileDialog(self.window(), tr("A list of stock"))
        dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("List (*.csv *.xlsx *.ods *.xls *.txt)")])
        dialog.fileSelected.connect(self.look_at)
        dialog.open()

    def look_at(self, chosen: str) -> None:
        """Say what is in a list, and bring it in once that is meant."""

        def read() -> list[Any]:
            from desktop.imports.stock_list import stock_lines

            return list(stock_lines(Path(chosen)))

        self.jobs.read(read, self._ask_lines)

    def _ask_lines(self, lines: list[Any]) -> None:
        lists, actor = self._context.service(StockLists), self._context.actor
        named = ", ".join(f"{one.quantity} {one.item}" for one in lines[:_SHOWN])
        more = tr(" and {count} more", count=str(len(lines) - _SHOWN)) if len(lines) > _SHOWN else ""
        title = tr_count("Bring in {count} line of stock?", "Bring in {count} lines of stock?", len(lines))
        data = FormData(title, [], {}, f"{named}{more}. {tr('It is added to what there is.')}")
        view = self._spec.views[ItemsView.key]
        view.ask(self, data, lambda _values: lists.bring_in(actor, lines), tr("Bring it in"))

    def on_acted(self, key: str, item: Any) -> None:
        """Do what a button of the pane says; the counting sheet is a paper of the page's."""
        if key == places.SHEET:
            row = self._spec.row_of(item)
            self.papers.counting_sheet(row.held.id, row.name)
        else:
            super().on_acted(key, item)

    def fit_view(self) -> None:
        """What is written new depends on the view, and on who is at the keyboard."""
        if self.toolbar.add is not None:
            self.toolbar.add.setVisible(self._may_add())
        super().fit_view()

    def _may_add(self) -> bool:
        """Whether the view on show has something new to write, and who is at the keyboard may."""
        action = "stock.move" if self._spec.view == ParcelsView.key else "stock.set"
        return bool(self._spec.views[self._spec.view].add) and may(action)
