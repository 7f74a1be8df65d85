"""A parcel that came back is asked about where results are keyed: one key, and the next stop."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.enums_stock import Kept
from desktop.context import AppContext
from desktop.domain.parcels import RecipeLine
from desktop.services.hubs import OpenHub
from desktop.services.parcels import Parcels, RecipeDraft
from desktop.services.stock import GoodsIn, ItemDraft, Stock
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.label import Label
from desktop.ui.rounds.page import RoundsPage
from desktop.ui.rounds.put_back import PutBackNotice

Settle = Callable[[], None]


def left(hub: OpenHub) -> dict[str, int]:
    """What there is of each item."""
    return {one.item.name: one.quantity for one in Stock(hub.tools).levels(hub.actor)}


@pytest.fixture
def packed(planned: str, hub: OpenHub) -> str:
    """The round with a packed parcel for each of its eight stops; its key."""
    stock, parcels, who = Stock(hub.tools), Parcels(hub.tools), hub.actor
    shelf = stock.save_place(who, "Shelf A").made
    suits = frozenset({"vegetarian"})
    tins = stock.save_item(who, ItemDraft("Beans", "tin", suits=suits, label_read=True)).made
    milk = stock.save_item(who, ItemDraft("Milk", "pint", kept=Kept.CHILLED, suits=suits)).made
    for item, many in ((tins, 16), (milk, 8)):
        stock.goods_in(who, item, GoodsIn(many, shelf))
    lines = (RecipeLine("Tins", 2, "household", (tins,)), RecipeLine("Milk", 1, "household", (milk,)))
    recipe = parcels.save_recipe(who, RecipeDraft("Box", lines)).made
    parcels.compose_round(who, planned, recipe)
    parcels.pack(who, [one.id for one in parcels.rows(who)])
    assert left(hub) == {"Beans": 0, "Milk": 0}
    return planned


def asked(page: RoundsPage) -> list[PutBackNotice]:
    """What is asked about parcels."""
    return [one for one in page.view.back.notices if isinstance(one, PutBackNotice)]


def test_one_key_puts_it_back_and_the_keyboard_stays_with_the_stops(
    packed: str, out: RoundsPage, hub: OpenHub, qtbot: QtBot, settle: Settle
) -> None:
    field = out.view.back.stop
    qtbot.keyClicks(field, "1d")
    settle()
    assert asked(out) == []
    qtbot.keyClicks(field, "2n3r4d")
    settle()
    (notice,) = asked(out)
    assert notice.text.startswith("Stop 2, ")
    assert "Back on the shelf: 2 × tin Beans." in notice.text
    assert "Thrown away, as it has to be kept cold or hot: 1 × pint Milk." in notice.text
    qtbot.keyClicks(field, "y")
    settle()
    assert left(hub) == {"Beans": 2, "Milk": 0}
    assert asked(out)[0].text.startswith("Stop 3, ")
    assert QApplication.focusWidget() is field
    qtbot.keyClicks(field, "5ny")
    settle()
    assert asked(out)[0].text.startswith("Stop 5, ")


def test_all_that_came_back_at_once(
    packed: str, out: RoundsPage, hub: OpenHub, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClicks(out.view.back.stop, "2n3r6w")
    settle()
    qtbot.keyClicks(out.view.back.stop, "a")
    settle()
    assert left(hub) == {"Beans": 6, "Milk": 0}
    assert asked(out) == []


def test_a_burst_tin_is_thrown_away(
    packed: str, out: RoundsPage, hub: OpenHub, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClicks(out.view.back.stop, "2n")
    settle()
    qtbot.keyClicks(out.view.back.stop, "c")
    (dialog,) = out.view.findChildren(FormDialog)
    said = " ".join(one.text() for one in dialog.findChildren(Label))
    assert "Kept cold or hot, so thrown away in any case: Milk." in said
    (beans,) = [one.item.id for one in Stock(hub.tools).levels(hub.actor) if one.item.name == "Beans"]
    dialog.form.set_values({beans: 3})
    dialog.confirmed.emit()
    settle()
    assert dialog.isVisible()
    assert left(hub)["Beans"] == 0
    dialog.form.set_values({beans: 1})
    dialog.confirmed.emit()
    settle()
    assert left(hub) == {"Beans": 1, "Milk": 0}
    assert asked(out) == []


def test_whoever_does_not_handle_stock_is_not_asked(
    packed: str,
    out: RoundsPage,
    context: AppContext,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    may = context.may
    monkeypatch.setattr(type(context), "may", lambda _self, action: action != "stock.move" and may(action))
    qtbot.keyClicks(out.view.back.stop, "2n")
    settle()
    assert asked(out) == []
