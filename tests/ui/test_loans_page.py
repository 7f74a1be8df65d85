"""Loans through the window: lent with a slip, longer, back, wiped, lost; the list saved as a file."""

import csv
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from db.enums_journey import StepKind
from db.enums_loans import AssetKind, Condition
from db.queries.bank import BankView
from desktop.context import AppContext
from desktop.domain.loans import USUAL
from desktop.services.bank import Bank
from desktop.services.lists import ListKind
from desktop.services.loans import Loans
from desktop.ui.base.dialog import FormDialog
from desktop.ui.list_files import ListFiles, plan_of
from desktop.ui.loans.page import ALL, LoansPage
from desktop.ui.loans.words import BACK, LEND, LONGER, LOST, RETIRE, SLIP, WIPED
from desktop.ui.main_window import MainWindow
from desktop.ui.preview.dialog import PreviewDialog
from tests.poppler import text_of
from tests.ui.bank_hands import BankHands
from tests.ui.journey_hands import TODAY, said
from tests.ui.window import Records, main, records  # noqa: F401

Settle = Callable[[], None]


class Shelf:
    """Hands on the loans."""

    def __init__(self, main: MainWindow, settle: Settle) -> None:  # noqa: F811
        self.main, self.settle = main, settle

    def page(self, item: str = "") -> LoansPage:
        """The page, over requests, with the keyboard on a thing."""
        self.main.shell.go_to("requests")
        self.main._open_over("loans", None)
        self.settle()
        page = self.main.shell.page()
        assert isinstance(page, LoansPage)
        page.toolbar.set_tab(ALL)
        page.reload(select=item or None)
        self.settle()
        return page

    def fill(self, **answers: object) -> None:
        """Answer the form that is open, and save it."""
        form = next(
            one for one in QApplication.topLevelWidgets() if isinstance(one, FormDialog) and one.isVisible()
        )
        for name, value in answers.items():
            form.form.editor(name).set_value(value)
        form.primary.click()
        self.settle()

    def press(self, key: str, item: str, **answers: object) -> LoansPage:
        """A button of a thing's pane, and the form it opens."""
        page = self.page(item)
        assert key in page.pane.buttons
        page.on_action(key)
        self.settle()
        if answers:
            self.fill(**answers)
        return page


def add(shelf: Shelf, context: AppContext) -> str:
    """A phone, by the form; its key."""
    shelf.page().open_form()
    shelf.settle()
    shelf.fill(kind=AssetKind.PHONE, name="Phone, black", tag="T-07")
    (key,) = context.service(Loans).ids(context.actor)
    return key


def test_a_phone_goes_out_and_comes_back(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Settle,
    tmp_path: Path,
) -> None:
    shelf, loans = Shelf(main, settle), context.service(Loans)
    key = add(shelf, context)
    assert "Here, to be wiped" in said(shelf.page(key).pane)
    assert LEND not in shelf.page(key).pane.buttons
    shelf.press(WIPED, key, on=TODAY)
    shelf.press(LEND, key, person_id=(records.jean, "Jean Mallory"), agreed="Calls to the surgery")

    page = shelf.press(SLIP, key)
    dialog = next(one for one in page.findChildren(PreviewDialog) if one.isVisible())
    dialog.save(str(tmp_path / "slip.pdf"))
    settle()
    dialog.close()
    assert text_of(tmp_path / "slip.pdf").count("Calls to the surgery") == 2

    shelf.press(LONGER, key, on=TODAY + 2 * USUAL)
    (row,) = loans.rows(context.actor, [key])
    assert row.due_on == TODAY + 2 * USUAL
    shelf.press(LOST, key, note="Left on the bus")
    assert "Lost" in said(shelf.page(key).pane)
    shelf.press(BACK, key, condition=Condition.WORN, note="Found by the driver")
    assert "Here" in said(shelf.page(key).pane)
    shelf.press(RETIRE, key, note="Screen cracked")
    assert "Out of use" in said(shelf.page(key).pane)


def test_the_list_is_saved_as_it_stands(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Settle,
    tmp_path: Path,
) -> None:
    shelf, path = Shelf(main, settle), tmp_path / "loans.csv"
    key = add(shelf, context)
    shelf.press(WIPED, key, on=TODAY)
    shelf.press(LEND, key, person_id=(records.jean, "Jean Mallory"), due_on=TODAY + timedelta(days=9))
    page = shelf.page(key)
    ListFiles(context).save(page, plan_of(page, ListKind.LOANS, page.query(), [key]), str(path))
    settle()
    (row,) = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    assert (row["thing"], row["label"], row["lent_to"]) == ("Phone, black", "T-07", "Jean Mallory")
    assert row["due_on"] == "2026-11-26"


def test_the_lists_of_the_bank_are_saved_as_they_stand(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Settle,
    tmp_path: Path,
) -> None:
    day = TODAY - timedelta(days=100)
    bank, path = context.service(Bank), tmp_path / "bank.csv"
    bank.touch(context.actor, [records.kofi], StepKind.THANKED, day, how="Card", next_on=TODAY)
    page = BankHands(main, settle).view(BankView.TOUCH)
    plan = plan_of(page, ListKind.VOLUNTEERS, page.query(), [records.kofi])
    assert page.spec.can_export
    assert "Stay in touch" in plan.filter_words
    ListFiles(context).save(page, plan, str(path))
    settle()
    (row,) = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())
    assert (row["first_name"], row["thanked_on"]) == ("Kofi", day.isoformat())
