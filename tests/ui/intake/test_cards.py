"""Beside a call: the cards that fit the need and the area, by one key and without leaving the call."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.services.areas import AreaDraft, Areas
from desktop.services.info_bank import CardDraft, InfoBank
from desktop.services.needs import Needs
from desktop.ui.intake.page import IntakePage
from tests.ui.intake.conftest import Known

Settle = Callable[[], None]


@pytest.fixture
def cards(context: AppContext) -> dict[str, str]:
    """A card of the caller's area, one of another and one out of date; keys by title."""
    bank, areas, actor = context.service(InfoBank), context.service(Areas), context.actor
    food = next(one.id for one in context.service(Needs).all(actor) if one.code == "food_parcel")
    here = areas.save(actor, AreaDraft("Northfold", parts=("QX4",))).made
    away = areas.save(actor, AreaDraft("Westerby", parts=("QX9",))).made
    today = bank.today()
    drafts = (
        CardDraft("Northfold pantry", "Bring a bag", "020 7946 0210", area_id=here, source="Rung"),
        CardDraft("Westerby pantry", "Bring a bag", "020 7946 0211", area_id=away, source="Rung"),
        CardDraft(
            "Parcel line",
            source="Their leaflet",
            checked_on=today - timedelta(days=200),
            review_on=today - timedelta(days=18),
        ),
    )
    return {
        one.title: bank.save(actor, CardDraft(**{**_values(one), "need_ids": frozenset({food})})).made
        for one in drafts
    }


def _values(draft: CardDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in CardDraft.__slots__}


def titles(page: IntakePage) -> list[str]:
    """What stands beside the call."""
    return [line.title.text() for line in page.side.cards.lines]


def choose(page: IntakePage, need: str) -> None:
    """Press the tile of a need."""
    (tile,) = [one for one in page.form.what.tiles.findChildren(QPushButton) if one.text() == need]
    tile.click()


def test_the_cards_of_the_need_and_the_area_stand_beside_the_call(
    make_page: Callable[..., IntakePage], cards: dict[str, str], qtbot: QtBot
) -> None:
    page = make_page()
    page.form.who.add_new("Ann")
    choose(page, "Food parcel")
    qtbot.waitUntil(lambda: titles(page) == ["Northfold pantry", "Parcel line", "Westerby pantry"])
    page.form.who.new.fields["postcode"].setText("qx42lb")
    page.form.who.new.edited.emit()
    qtbot.waitUntil(lambda: titles(page) == ["Northfold pantry", "Parcel line"])
    choose(page, "Hot meal")
    qtbot.waitUntil(lambda: titles(page) == [])
    assert not page.side.cards.isVisible()


def test_one_key_leads_to_the_cards_and_back_and_the_call_stays(
    make_page: Callable[..., IntakePage],
    known: Known,
    cards: dict[str, str],
    qtbot: QtBot,
    settle: Settle,
) -> None:
    page = make_page()
    page.form.who.take(known.jean)
    settle()
    choose(page, "Food parcel")
    qtbot.waitUntil(lambda: titles(page) == ["Northfold pantry", "Parcel line"])
    page.form.words.setFocus()
    qtbot.keyClicks(page.form.words, "No food")
    qtbot.keyClick(page.form.words, Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)
    first, second = page.side.cards.lines
    assert first.opener.hasFocus()
    assert first.opener.accessibleName() == "Northfold pantry, 020 7946 0210"
    qtbot.keyClick(first.opener, Qt.Key.Key_Space)
    assert first.more.isVisible()
    assert first.more.text().startswith("Bring a bag\n")
    qtbot.keyClick(first.opener, Qt.Key.Key_Down)
    assert second.opener.hasFocus()
    assert second.old.isVisible()
    assert "Out of date: ring to check first" in second.opener.accessibleName()
    qtbot.keyClick(second.opener, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.form.words
    assert page.form.words.toPlainText() == "No food"
    assert page.form.who.person_id == known.jean


def test_where_there_is_no_room_beside_the_cards_stand_below(
    make_page: Callable[..., IntakePage], known: Known, cards: dict[str, str], qtbot: QtBot
) -> None:
    page = make_page(780, 600)
    page.form.who.take(known.jean)
    choose(page, "Food parcel")
    qtbot.waitUntil(lambda: len(titles(page)) == 2)
    qtbot.keyClick(page.form.words, Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)
    opener = page.side.cards.lines[0].opener
    qtbot.waitUntil(lambda: opener.hasFocus() and not opener.visibleRegion().isEmpty())
