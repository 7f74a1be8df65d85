"""Mission row 2, Knowle West: the call handlers' information bank, on screen and printed."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.services.info_bank import CardDraft, InfoBank
from desktop.services.needs import Needs
from desktop.ui.info.page import OLD, STILL_RIGHT, InfoPage, draw_bulletin
from desktop.ui.main_window import MainWindow
from desktop.ui.preview.dialog import PreviewDialog
from tests.ui.journey_hands import said
from tests.ui.window import main, records  # noqa: F401

Settle = Callable[[], None]


def fill(context: AppContext) -> dict[str, str]:
    """A card for food, one out of date, and one with a Welsh name for every call."""
    bank, actor = context.service(InfoBank), context.actor
    food = next(one.id for one in context.service(Needs).all(actor) if one.code == "food_parcel")
    today = bank.today()
    drafts = (
        CardDraft(
            "Foodbank on Filwood Road",
            "First bag without a voucher.",
            "020 7946 0210",
            open_when="Mon, 10:00 to 13:00",
            source="Rung to ask",
            need_ids=frozenset({food}),
        ),
        CardDraft(
            "Dial-a-ride",
            phone="020 7946 0214",
            source="Their leaflet",
            checked_on=today - timedelta(days=200),
            review_on=today - timedelta(days=18),
        ),
        CardDraft("Tŷ Gŵyl", "Croeso i bawb.", source="Visited", open_when="Dydd Llun"),
    )
    return {draft.title: bank.save(actor, draft).made for draft in drafts}


def open_page(main: MainWindow, settle: Settle, item: str | None = None) -> InfoPage:  # noqa: F811
    """The bank on show."""
    page = main.shell.go_to("info", item)
    settle()
    assert isinstance(page, InfoPage)
    return page


def test_a_call_handler_finds_a_card_and_reads_it_out(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    keys = fill(context)
    page = open_page(main, settle)
    assert page.toolbar.search is not None
    qtbot.keyClicks(page.toolbar.search, "voucher")
    qtbot.waitUntil(lambda: page.table.records().ids == [keys["Foodbank on Filwood Road"]])
    settle()
    shown = said(page.pane)
    for words in ("First bag without a voucher.", "020 7946 0210", "Rung to ask", "Mon, 10:00 to 13:00"):
        assert words in shown


def test_a_card_out_of_date_is_flagged_and_checked_again(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
) -> None:
    keys = fill(context)
    page = open_page(main, settle, keys["Dial-a-ride"])
    assert "Ring to check before you read it out." in said(page.pane)
    page.toolbar.set_tab(OLD)
    page.reload()
    settle()
    assert list(page.table.records().ids) == [keys["Dial-a-ride"]]
    page.on_action(STILL_RIGHT)
    settle()
    assert list(page.table.records().ids) == []
    assert context.service(InfoBank).counts(context.actor) == (3, 0)


def test_the_bulletin_is_looked_at_then_printed(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Settle,
) -> None:
    keys = fill(context)
    page = open_page(main, settle)
    page.print_bulletin()
    settle()
    (preview,) = [one for one in page.window().findChildren(PreviewDialog) if one.isVisible()]
    preview.reject()
    pages = PdfReader(BytesIO(draw_bulletin(context, list(keys.values()), "").content)).pages
    text = "\n".join(one.extract_text() for one in pages)
    for words in ("Foodbank on Filwood Road", "020 7946 0210", "Rung to ask", "Tŷ Gŵyl", "Food parcel"):
        assert words in text
    assert "Dial-a-ride" not in text
    assert "nobody checked them lately: 1" in " ".join(text.split())


def test_the_same_cards_on_the_same_day_give_the_same_bytes(context: AppContext) -> None:
    keys = list(fill(context).values())
    assert draw_bulletin(context, keys, "").content == draw_bulletin(context, keys, "").content
