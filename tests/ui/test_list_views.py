"""Views of a list: kept under a name for everybody, chosen from the menu, and the last one remembered."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.runtime.preferences import Preferences
from desktop.services.areas import AreaDraft, Areas
from desktop.services.people import People, PersonDraft
from desktop.services.saved_views import SavedViews
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.theme import Density, theme
from desktop.ui.list_views import ListViews, view_of
from desktop.ui.people.page import PeoplePage

Wait = Callable[[], None]
Open = Callable[[], tuple[PeoplePage, ListViews]]


@pytest.fixture
def area(context: AppContext) -> str:
    """An area to narrow a list to."""
    return context.service(Areas).save(context.actor, AreaDraft("Northfold")).made


@pytest.fixture
def open_page(context: AppContext, area: str, qtbot: QtBot, settle: Wait) -> Iterator[Open]:
    """Opens the list of people as the window does, again each time it is called."""
    people, wrong, opened = context.service(People), list[object](), list[PeoplePage]()
    context.jobs.crashed.connect(wrong.append)
    for name in ("Ann", "Bo"):
        people.save(context.actor, PersonDraft(name, last_name="Mallory"))

    def make() -> tuple[PeoplePage, ListViews]:
        page, views = PeoplePage(context), ListViews(context)
        views.setParent(page)
        views.attach(page)
        qtbot.addWidget(page)
        page.resize(1154, 688)
        page.show()
        page.enter()
        settle()
        opened.append(page)
        return page, views

    yield make
    for page in opened:
        page.leave()
        page.close_page()
    settle()
    assert wrong == []


def menu_of(page: PeoplePage) -> QMenu:
    page.toolbar.open_menu()
    return next(one for one in page.toolbar.findChildren(QMenu) if one.isVisible())


def choose(menu: QMenu, *words: str) -> None:
    for word in words[:-1]:
        menu = next(one.menu() for one in menu.actions() if one.text() == word)  # type: ignore[assignment]
    next(one for one in menu.actions() if one.text() == words[-1]).trigger()


def keep_as(page: PeoplePage, name: str, qtbot: QtBot, settle: Wait) -> None:
    menu = menu_of(page)
    choose(menu, "Keep this view…")
    menu.close()
    dialog = next(one for one in page.findChildren(FormDialog) if one.isVisible())
    dialog.form.editor("name").set_value(name)
    qtbot.keyClick(dialog.primary, Qt.Key.Key_Space)
    settle()


def test_a_view_is_kept_for_everybody_and_survives_reopening(
    open_page: Open, context: AppContext, area: str, qtbot: QtBot, settle: Wait
) -> None:
    page, _views = open_page()
    assert page.toolbar.filters["area"].set_value(area)
    page.toolbar.tabs[1].click()
    menu = menu_of(page)
    choose(menu, "Columns", "Postcode")
    choose(menu, "Sort by", "Sort by Area")
    menu.close()
    settle()
    keep_as(page, "  Northfold, open ", qtbot, settle)
    (kept,) = context.service(SavedViews).of(context.actor, "people")
    assert (kept.name, kept.tab, dict(kept.filters)) == ("Northfold, open", "open", {"area": area})
    assert (kept.sort, list(kept.hidden)) == ("area", ["postcode"])
    again, _others = open_page()
    again.table.set_hidden(())
    again.toolbar.tabs[0].click()
    settle()
    menu = menu_of(again)
    assert not next(one for one in menu.actions() if one.text() == kept.name).isChecked()
    choose(menu, kept.name)
    menu.close()
    settle()
    assert again.toolbar.chosen() == {"area": area}
    assert again.query().tab == "open"
    assert "postcode" not in again.table.shown_columns()
    menu = menu_of(again)
    assert next(one for one in menu.actions() if one.text() == kept.name).isChecked()
    menu.close()
    assert view_of(again).listed == "people"


def test_a_view_is_renamed_and_deleted(
    open_page: Open, context: AppContext, qtbot: QtBot, settle: Wait
) -> None:
    page, _views = open_page()
    service = context.service(SavedViews)
    keep_as(page, "Mine", qtbot, settle)
    menu = menu_of(page)
    choose(menu, "Rename a view", "Mine")
    menu.close()
    dialog = next(one for one in page.findChildren(FormDialog) if one.isVisible())
    dialog.form.editor("name").set_value("Ours")
    qtbot.keyClick(dialog.primary, Qt.Key.Key_Space)
    settle()
    assert [one.name for one in service.of(context.actor, "people")] == ["Ours"]
    menu = menu_of(page)
    choose(menu, "Delete a view", "Ours")
    menu.close()
    settle()
    assert service.of(context.actor, "people") == []


def test_the_last_shape_of_a_list_is_remembered_without_names_or_searches(
    open_page: Open, context: AppContext, settle: Wait
) -> None:
    page, _views = open_page()
    assert page.toolbar.search is not None
    page.toolbar.search.setText("Mallory")
    page.toolbar.tabs[1].click()
    menu = menu_of(page)
    choose(menu, "Columns", "Phone")
    choose(menu, "Row height", "Compact rows")
    menu.close()
    settle()
    assert theme().density is Density.COMPACT
    assert page.table.verticalHeader().defaultSectionSize() == 32
    assert context.preferences.lists == {
        "people": {"tab": "open", "sort": "", "descending": False, "hidden": ["phone"]}
    }
    again, _others = open_page()
    assert again.query().tab == "open"
    assert again.query().text == ""
    assert "phone" not in again.table.shown_columns()


def test_of_quick_changes_the_last_one_stays(
    open_page: Open, context: AppContext, settle: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that takes its time over the first must not bring it back over the second."""
    page, _views = open_page()
    second, store = threading.Event(), Preferences.store
    begun = list[object]()

    def slow(preferences: Preferences, key: str, value: object) -> None:
        begun.append(value)
        if len(begun) == 1:
            second.wait(0.3)
        store(preferences, key, value)
        if len(begun) == 2:
            second.set()

    monkeypatch.setattr(Preferences, "store", slow)
    page.toolbar.tabs[1].click()
    page.toolbar.tabs[0].click()
    settle()
    assert len(begun) == 2
    assert context.preferences.lists["people"]["tab"] == page.toolbar.tab() != "open"
