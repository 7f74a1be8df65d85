"""The volunteer bank on screen: placed and back, the letter looked at first, short and idle lead on."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.enums import VolunteerStatus
from db.models import SharingRecord, Volunteer
from db.queries.bank import reviews_due
from desktop.context import AppContext
from desktop.services.bank import Bank
from desktop.services.today import TodayDesk
from desktop.ui.bulk_acts import IN_TOUCH
from desktop.ui.main_window import MainWindow
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.volunteers.bank_page import BankPage
from desktop.ui.volunteers.bank_pane import BACK, LETTER, LONGER, PLACE, RANG
from desktop.ui.volunteers.page import BANK, VolunteersPage
from desktop.ui.volunteers.supply_page import WHO, SupplyPage
from tests.ui.bank_hands import BankHands
from tests.ui.journey_hands import said
from tests.ui.window import Records, main, records  # noqa: F401

TODAY = date(2026, 11, 17)


def sleeping(context: AppContext, key: str) -> None:
    """Somebody who joined long ago, and was not heard of since."""
    with context.hub.store.write(context.actor.user_id) as work:
        work.session.get_one(Volunteer, key).joined_on = TODAY - timedelta(days=200)


def test_placed_looked_at_made_longer_and_back(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Callable[[], None],
) -> None:
    hands, bank, kofi = BankHands(main, settle), context.service(Bank), records.kofi
    sleeping(context, kofi)
    hands.press(
        "task", kofi, PLACE, with_id=records.council, role="Packing", contact_name="Nadia", agreed_on=TODAY
    )
    page = hands.view("placed", kofi)
    assert "With Riverbank Council" in said(page.pane)
    assert "Nothing is asked of them here meanwhile" in said(page.pane)
    with context.hub.store.read() as session:
        assert [one.volunteer_id for one in reviews_due(session, TODAY + timedelta(days=28))] == [kofi]

    hands.press("placed", kofi, LONGER, last_day=TODAY + timedelta(days=90))
    (line,) = bank.placements(context.actor, kofi)
    assert line.last_day == TODAY + timedelta(days=90)
    hands.press("placed", kofi, BACK, note="They would have kept him")
    assert hands.listed("placed") == []
    (line,) = bank.placements(context.actor, kofi)
    assert (line.returned_on, line.return_note) == (TODAY, "They would have kept him")


def test_the_letter_is_looked_at_first_and_says_only_what_was_agreed(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Callable[[], None],
) -> None:
    hands, kofi = BankHands(main, settle), records.kofi
    sleeping(context, kofi)
    hands.press("task", kofi, PLACE, with_id=records.council, role="Packing", agreed_on=TODAY)
    hands.press("placed", kofi, LETTER)
    preview = next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, PreviewDialog) and one.isVisible()
    )
    with context.hub.store.read() as session:
        assert session.query(SharingRecord).count() == 0, "looked at, and not let out"
    preview.close()
    settle()


def test_today_says_when_a_placement_is_to_be_looked_at(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Callable[[], None],
) -> None:
    hands, kofi = BankHands(main, settle), records.kofi
    sleeping(context, kofi)
    day = TODAY - timedelta(days=40)
    hands.press("task", kofi, PLACE, with_id=records.council, role="Packing", first_day=day, agreed_on=TODAY)
    items = TodayDesk(context.hub.tools).day(context.actor).items
    (item,) = [one for one in items if one.key == "placement_review:all"]
    assert (item.place, item.item) == ("bank", "tab:placed")


def test_rung_and_in_touch_take_somebody_off_the_list(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Callable[[], None],
) -> None:
    hands, kofi = BankHands(main, settle), records.kofi
    sleeping(context, kofi)
    assert hands.listed("touch") == [kofi]
    hands.press("touch", kofi, RANG, how="Phone")
    assert hands.listed("touch") == []
    assert IN_TOUCH in hands.view("touch").strip.buttons


def test_short_and_idle_leads_to_who_has_no_task(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Callable[[], None],
) -> None:
    sleeping(context, records.kofi)
    with context.hub.store.read() as session:
        assert session.get_one(Volunteer, records.kofi).status is VolunteerStatus.ACTIVE
    main._open_over("supply", None)
    settle()
    page = main.shell.page()
    assert isinstance(page, SupplyPage)
    assert page.table.records().ids
    page.pane.buttons[WHO].click()
    settle()
    bank = main.shell.page()
    assert isinstance(bank, BankPage)
    assert bank.toolbar.tab() == "task"


def test_the_view_among_volunteers_opens_the_bank(
    main: MainWindow,  # noqa: F811
    records: Records,  # noqa: F811
    settle: Callable[[], None],
    qtbot: QtBot,
) -> None:
    page = main.shell.go_to("volunteers")
    settle()
    assert isinstance(page, VolunteersPage)
    page.toolbar.set_tab(BANK)
    page._on_query_changed()
    settle()
    assert isinstance(main.shell.page(), BankPage)
    assert page.toolbar.tab() == "active"
