"""Money: seven views of one list, each for whoever may see the hub's money."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from db.fields_money import MONEY
from desktop.context import AppContext
from desktop.domain.mileage import tax_year
from desktop.domain.money import pounds
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column
from desktop.ui.base.i18n import tr
from desktop.ui.base.icons import icon
from desktop.ui.base.listed_views import ListedPage, ListedSpec, day_cell, stands_cell
from desktop.ui.base.permits import may
from desktop.ui.base.record_spec import ADD, EDIT, FormData
from desktop.ui.money import claims, floats, funds, grant_pane, recharges
from desktop.ui.money.bank import BankView
from desktop.ui.money.claims import ClaimsView
from desktop.ui.money.floats import FloatsView
from desktop.ui.money.funds import FundsView, LedgerView
from desktop.ui.money.grants import GrantsView
from desktop.ui.money.papers import look_at, save_file
from desktop.ui.money.recharges import RechargesView
from desktop.ui.money.view import MoneyRow, MoneyView
from desktop.ui.money.words import day_field

VIEWS: tuple[type[MoneyView], ...] = (
    FundsView,
    ClaimsView,
    FloatsView,
    RechargesView,
    GrantsView,
    BankView,
    LedgerView,
)
"""Every view, in the order of the bar."""
_APPROVING = (claims.APPROVE, claims.DECLINE, grant_pane.SCORE, grant_pane.MEET, grant_pane.REOPEN)
_PAYING = (claims.PAY, claims.BACK, grant_pane.PAY, grant_pane.BACK)
_OUT = (claims.PRINT, floats.SLIP, recharges.PRINT, recharges.FILE, grant_pane.MINUTES)
_RECORDING = (
    *(ADD, EDIT, funds.IN, funds.OUT, funds.TRANSFER, funds.ADJUST, funds.VOID_FUND, funds.TAKE_BACK),
    *(claims.LINE, claims.LESS, claims.VOID_CLAIM, floats.RECEIPT, floats.CHANGE, floats.SIGN, floats.REOPEN),
    *(floats.VOID_FLOAT, floats.LESS, recharges.STATE, recharges.VOID_COST, recharges.SENT, recharges.PAID),
    *(grant_pane.APPLY, grant_pane.CAME),
)


class MoneySpec(ListedSpec[MoneyView, MoneyRow]):
    """Whatever view is on show, as a list with a detail pane."""

    entities = frozenset(MONEY) | {"organisation", "volunteer", "person"}
    icon = "coin-pound"
    acts = {
        **dict.fromkeys(_RECORDING, "money.record"),
        **dict.fromkeys(_APPROVING, "money.approve"),
        **dict.fromkeys(_PAYING, "money.pay"),
        **dict.fromkeys(_OUT, "money.export"),
    }

    def __init__(self, context: AppContext) -> None:
        """Make the views."""
        super().__init__([one(context) for one in VIEWS])
        self.title = tr("Money")
        self.columns = (
            Column("name", tr("Name"), 190, stretch=True, kind=CellKind.STRONG, sortable=False),
            Column(
                "stands", tr("How it stands"), 165, kind=CellKind.STATUS, cell=stands_cell, sortable=False
            ),
            Column(
                "pence",
                tr("Amount"),
                95,
                align_right=True,
                kind=CellKind.NUMBER,
                cell=_amount,
                sortable=False,
            ),
            Column("day", tr("Day"), 110, kind=CellKind.SECOND, cell=day_cell, sortable=False, priority=1),
        )


class MoneyPage(ListedPage):
    """Money."""

    def __init__(self, context: AppContext) -> None:
        """Make the page."""
        self._spec, self._context = MoneySpec(context), context
        super().__init__(self._spec, context.jobs)
        quiet = ButtonKind.QUIET
        self.files_button = Button(
            tr("Papers and files"), self, icon="printer", kind=quiet, small=True, action="money.export"
        )
        self.files_button.clicked.connect(self.open_files)
        self.toolbar.add_button(self.files_button)
        self.statement_button = Button(
            tr("Read a statement"), self, icon="file-import", kind=quiet, small=True, action="money.record"
        )
        self.statement_button.clicked.connect(self.open_statements)
        self.toolbar.add_button(self.statement_button)
        self.fit_view()

    def open_files(self) -> QMenu:
        """What can be printed or saved of the whole."""
        menu = self.menu(tr("Papers and files"))
        menu.addAction(icon("printer"), tr("Blank claim form"), self.print_blank)
        menu.addAction(icon("file-export"), tr("Figures for the accounts (CSV)…"), self.save_finance)
        menu.addAction(icon("file-export"), tr("Miles paid (CSV)…"), self.save_mileage)
        if may("money.record"):
            menu.addSeparator()
            menu.addAction(icon("route"), tr("What a mile is paid…"), self.ask_rate)
        button = self.files_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        return menu

    def open_statements(self) -> QMenu:
        """A statement from a file, or a line of it typed."""
        bank = self._spec.views[BankView.key]
        assert isinstance(bank, BankView)
        menu = self.menu(tr("Read a statement"))
        menu.addAction(icon("file-import"), tr("From a file (CSV)…"), lambda: bank.ask_statement(self))
        menu.addAction(icon("keyboard"), tr("Type a line…"), lambda: bank.ask_line(self))
        button = self.statement_button
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        return menu

    def print_blank(self) -> None:
        """Show a blank claim form."""
        view = self._spec.views[ClaimsView.key]
        assert isinstance(view, ClaimsView)
        look_at(self, self._context, "claim-form", view.papers)

    def ask_rate(self) -> None:
        """Ask what the hub pays a mile."""
        view = self._spec.views[ClaimsView.key]
        assert isinstance(view, ClaimsView)
        view.ask_rate(self)

    def save_finance(self) -> None:
        """Ask for which days, and save what moved in the funds."""
        self._ask_days(tr("Figures for the accounts"), "finance")

    def save_mileage(self) -> None:
        """Ask for which days, and save what was paid for miles."""
        self._ask_days(tr("Miles paid"), "mileage")

    def _ask_days(self, title: str, what: str) -> None:
        view = self._spec.views[FundsView.key]
        today = view.funds.today()
        asked = [day_field("first", tr("From")), day_field("last", tr("Until"))]
        data = FormData(
            title, asked, {"first": tax_year(today), "last": today}, tr("No names and no notes go in.")
        )
        dialog = view.ask(
            self, data, lambda values: (values["first"] or today, values["last"] or today), tr("Save…")
        )
        dialog.saved.connect(lambda days: self._save(what, *days))

    def _save(self, what: str, first: date, last: date) -> None:
        tools, actor = self._context.hub.tools, self._context.actor

        def write(path: Path) -> int:
            from desktop.exports.money_files import save_finance, save_mileage

            return (save_finance if what == "finance" else save_mileage)(tools, actor, path, first, last)

        save_file(self, self._context, f"{what}-{last:%Y-%m-%d}.csv", write)

    def fit_view(self) -> None:
        """What is written new, and read, depends on the view."""
        self.statement_button.setVisible(self._spec.view == BankView.key and may("money.record"))
        super().fit_view()


def _amount(row: MoneyRow) -> Cell:
    return Cell(pounds(row.pence) if row.pence is not None else "")
