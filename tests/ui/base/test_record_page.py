"""The list-and-detail page over an example kind of record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from db.enums import Urgency
from desktop.jobs.runner import JobRunner
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.button import Button, ButtonKind
from desktop.ui.base.columns import Cell, CellKind, Column, Group
from desktop.ui.base.detail import Detail, DetailAction, DetailRow, DetailSection
from desktop.ui.base.dialog import FormDialog, ReasonDialog
from desktop.ui.base.form_fields import FormField
from desktop.ui.base.record_page import EDIT, VOID, RecordPage
from desktop.ui.base.record_spec import FormData, ListFilter, Listing, ListQuery, ListTab, RecordSpec
from desktop.ui.base.theme import Scheme, install_theme
from desktop.ui.base.tokens import Tone

SHOTS = Path(__file__).resolve().parents[2] / "shots"


@dataclass(frozen=True)
class Plant:
    """An example record that no feature has."""

    id: int
    name: str
    bed: str
    thirsty: bool


class PlantSpec(RecordSpec):
    """A garden."""

    title = "Plants"
    entities = frozenset({"plant"})
    columns = (
        Column(
            "when",
            "By when",
            110,
            cell=lambda row: Cell(
                "Today" if row.thirsty else "No rush",
                urgency=Urgency.TODAY if row.thirsty else Urgency.NO_RUSH,
            ),
        ),
        Column("name", "Name", 180, kind=CellKind.NEED_ICON, icon=lambda _: "plant", stretch=True),
        Column("bed", "Bed", 120, kind=CellKind.SECOND, priority=1),
        Column(
            "state",
            "State",
            120,
            kind=CellKind.STATUS,
            cell=lambda row: (
                Cell("Thirsty", "circle-dashed", Tone.ACCENT, bold=True)
                if row.thirsty
                else Cell("Watered", "circle-check", Tone.OK)
            ),
        ),
    )
    tabs = (ListTab("all", "All"), ListTab("thirsty", "Thirsty"))
    whole = "all"
    empty = "No plants here."
    search_hint = "Find a plant"
    add = "Add a plant"
    void_verb = "Take out of use"
    void_sentence = "It stays in the history."
    can_print = True
    can_export = True

    def __init__(self) -> None:
        self.store = {n: Plant(n, f"Plant {n}", "North" if n % 2 else "South", n % 3 == 0) for n in range(40)}
        self.filters = (ListFilter("bed", "Bed:", self.beds),)

    def beds(self) -> Sequence[tuple[object, str]]:
        return [(None, "All"), ("North", "North"), ("South", "South")]

    def listing(self, query: ListQuery) -> Listing:
        rows = [row for row in self.store.values() if query.text.lower() in row.name.lower()]
        rows = [row for row in rows if query.filters.get("bed") in (None, row.bed)]
        thirsty = [row for row in rows if row.thirsty]
        counts = {"all": len(rows), "thirsty": len(thirsty)}
        if query.tab == "thirsty":
            rows = thirsty
        if query.sort:
            rows.sort(key=lambda row: row.id, reverse=query.descending)
            return Listing([row.id for row in rows], counts=counts)
        ordered = [row.id for row in rows if row.thirsty] + [row.id for row in rows if not row.thirsty]
        wet = len(rows) - len([row for row in rows if row.thirsty])
        groups = [Group("Thirsty", len(rows) - wet), Group("Watered", wet)]
        return Listing(ordered, groups, counts, f"{len(rows)} in the garden")

    def rows(self, ids: Sequence[Any]) -> Sequence[Plant]:
        return [self.store[item] for item in ids if item in self.store]

    def detail(self, item: Any) -> Detail:
        row = self.store[item]
        return Detail(
            row.name,
            f"P-{row.id}",
            icon="plant",
            quote="Water in the evening.",
            sections=[
                DetailSection(
                    "",
                    [
                        DetailRow("Bed", row.bed),
                        DetailRow("Note", ""),
                        DetailRow("Bed map", "Open", key="beds:7"),
                        DetailRow("State", "Watered", icon="circle-check", tone=Tone.OK),
                    ],
                )
            ],
            actions=[
                DetailAction(EDIT, "Change", "pencil", ButtonKind.PRIMARY),
                DetailAction("water", "Water"),
                DetailAction(VOID, "Take out"),
            ],
        )

    def form(self, item: Any) -> FormData:
        values = {"name": self.store[item].name} if item is not None else {}
        return FormData("A plant", [FormField("name", "Name", required=True)], values)

    def save(self, item: Any, values: Mapping[str, Any]) -> object:
        if item is None:
            item = max(self.store) + 1
            self.store[item] = Plant(item, values["name"], "North", False)
        else:
            self.store[item] = replace(self.store[item], name=values["name"])
        return SimpleNamespace(entities={"plant": {item}}, made=item)

    def void(self, item: Any, reason: str) -> object:
        del self.store[item]
        return SimpleNamespace(entities={"plant": {item}})


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.drain()


@pytest.fixture
def page(jobs: JobRunner, qtbot: QtBot) -> RecordPage:
    made = RecordPage(PlantSpec(), jobs)
    jobs.changed.connect(made.take_changes)
    qtbot.addWidget(made)
    made.resize(1154, 688)
    made.show()
    qtbot.waitExposed(made)
    made.enter()
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, page: RecordPage) -> None:
    qtbot.waitUntil(lambda: page.jobs.pending == 0)


def dialog_of(page: RecordPage, kind: type[FormDialog]) -> FormDialog:
    return next(one for one in page.findChildren(kind) if one.isVisible())


def test_the_list_and_the_first_record_are_shown(page: RecordPage) -> None:
    assert page.table.current_id() == 0
    assert page.subtitle == "40 in the garden"
    assert page.toolbar.tabs[1].accessibleName() == "Thirsty, 14"
    assert list(page.pane.buttons) == [EDIT, "water", VOID]
    assert "1 of 40 selected" in page.strip.words.text()


def test_views_filters_and_search_narrow_the_list(page: RecordPage, qtbot: QtBot) -> None:
    page.toolbar.tabs[1].click()
    settle(qtbot, page)
    assert len(page.table.records().ids) == 14
    page.toolbar.filters["bed"].set_value("North")
    settle(qtbot, page)
    assert page.query().filters == {"bed": "North"}
    assert len(page.table.records().ids) == 7
    assert page.toolbar.search is not None
    page.toolbar.search.setText("no such")
    qtbot.waitUntil(lambda: len(page.table.records().ids) == 0)
    assert page._stack.currentWidget() is page.empty
    assert page.strip.isHidden()


def test_a_sort_is_asked_of_the_source(page: RecordPage, qtbot: QtBot) -> None:
    page.table._on_header_clicked(1)
    page.table._on_header_clicked(1)
    settle(qtbot, page)
    assert list(page.table.records().ids)[:2] == [39, 38]


def test_a_change_is_saved_and_shown_without_losing_the_place(page: RecordPage, qtbot: QtBot) -> None:
    page.table.select_id(9)
    settle(qtbot, page)
    page.pane.buttons[EDIT].click()
    settle(qtbot, page)
    dialog = dialog_of(page, FormDialog)
    assert dialog.form.values() == {"name": "Plant 9"}
    dialog.form.editor("name").set_value("Fern")
    dialog.primary.click()
    settle(qtbot, page)
    settle(qtbot, page)
    assert page.table.current_id() == 9
    row = page.table.records().row_of(9)
    assert page.table.records().cell_at(row, 1).text == "Fern"


def test_a_new_record_gets_the_keyboard(page: RecordPage, qtbot: QtBot) -> None:
    assert page.toolbar.add is not None
    page.toolbar.add.click()
    settle(qtbot, page)
    dialog = dialog_of(page, FormDialog)
    dialog.form.editor("name").set_value("Moss")
    dialog.primary.click()
    qtbot.waitUntil(lambda: page.table.current_id() == 40)


def test_taking_out_of_use_asks_why(page: RecordPage, qtbot: QtBot) -> None:
    page.pane.buttons[VOID].click()
    dialog = dialog_of(page, ReasonDialog)
    dialog.form.editor("reason").set_value("Dug up")
    dialog.primary.click()
    qtbot.waitUntil(lambda: len(page.table.records().ids) == 39)
    assert page.table.records().row_of(0) == -1


def test_other_actions_and_links_are_passed_on(page: RecordPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.acted) as caught:
        page.pane.buttons["water"].click()
    assert caught.args == ["water", 0]
    with qtbot.waitSignal(page.place_asked) as asked:
        page.pane.followed.emit("beds:7")
    assert asked.args == ["beds", "7"]


def test_what_is_printed_and_exported_is_what_is_on_screen(page: RecordPage, qtbot: QtBot) -> None:
    page.toolbar.tabs[1].click()
    settle(qtbot, page)
    with qtbot.waitSignal(page.export_asked) as exported:
        page.toolbar.export_asked.emit()
    with qtbot.waitSignal(page.print_asked) as printed:
        page.print_page()
    assert exported.args[1] == printed.args[1] == list(page.table.records().ids)
    assert exported.args[0].tab == "thirsty"


def test_a_record_hidden_by_a_search_is_put_forward_all_the_same(page: RecordPage, qtbot: QtBot) -> None:
    assert page.toolbar.search is not None
    page.toolbar.search.setText("Plant 39")
    qtbot.waitUntil(lambda: len(page.table.records().ids) == 1)
    page.show_record(5)
    qtbot.waitUntil(lambda: page.table.current_id() == 5)


def test_a_record_of_another_view_is_put_forward_in_one_that_lists_it(page: RecordPage, qtbot: QtBot) -> None:
    page.toolbar.set_tab("thirsty")
    page.toolbar.set_chosen({"bed": "North"})
    page.reload()
    settle(qtbot, page)
    page.show_record(10)
    qtbot.waitUntil(lambda: page.table.current_id() == 10)
    assert (page.toolbar.tab(), page.toolbar.chosen()) == ("all", {})
    page.toolbar.set_tab("thirsty")
    page.reload(select=9)
    settle(qtbot, page)
    page.show_record(12)
    assert (page.toolbar.tab(), page.table.current_id()) == ("thirsty", 12)


def test_in_a_narrow_window_list_and_record_take_turns(page: RecordPage, qtbot: QtBot) -> None:
    page.resize(700, 600)
    assert (page.table.isVisible(), page.pane.isVisible()) == (True, False)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert (page.table.isVisible(), page.pane.isVisible()) == (False, True)
    qtbot.keyClick(page.pane, Qt.Key.Key_Escape)
    assert (page.table.isVisible(), page.pane.isVisible()) == (True, False)
    page.resize(1154, 600)
    assert (page.table.isVisible(), page.pane.isVisible()) == (True, True)


def test_the_bar_gives_way_by_leaving_out_words(page: RecordPage) -> None:
    files = [one for one in page.toolbar.findChildren(Button) if one.text() in ("Export", "Print")]
    assert not any(button.icon_only for button in files)
    page.resize(660, 600)
    assert [button.toolTip() for button in files if button.isVisible()] == ["Export", "Print"]
    page.toolbar.resize(330, 48)
    assert not any(button.isVisible() for button in files)
    assert not page.toolbar.filters["bed"].isVisible()
    page.toolbar.open_menu()
    menu = next(one for one in page.toolbar.findChildren(QMenu) if one.isVisible())
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[-6:] == ["Bed", "Export", "Print", "Sort by", "Columns", "Row height"]
    menu.close()


def test_the_menu_key_sorts_without_a_mouse(page: RecordPage, qtbot: QtBot) -> None:
    at = QPoint(5, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, page.table.mapToGlobal(at))
    QApplication.sendEvent(page.table.viewport(), event)
    menu = next(one for one in page.table.findChildren(QMenu) if one.isVisible())
    assert [action.text() for action in menu.actions()][1] == "Sort by Name"
    menu.actions()[1].trigger()
    menu.close()
    settle(qtbot, page)
    assert page.query().sort == "name"


def test_everything_on_the_page_has_a_name(page: RecordPage) -> None:
    assert unnamed_widgets(page) == []
    assert rich_texts(page) == []


@pytest.mark.parametrize(("scheme", "scale"), [(Scheme.LIGHT, 100), (Scheme.DARK, 100), (Scheme.LIGHT, 150)])
def test_shots_of_the_page(
    qapp: QApplication, qtbot: QtBot, jobs: JobRunner, scheme: Scheme, scale: int
) -> None:
    install_theme(qapp, scheme, scale=scale)
    page = RecordPage(PlantSpec(), jobs)
    qtbot.addWidget(page)
    page.resize(1154, 688)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.enter()
    settle(qtbot, page)
    qapp.processEvents()
    SHOTS.mkdir(exist_ok=True)
    assert page.grab().save(str(SHOTS / f"record-page-{scheme}-{scale}.png"))


def test_a_list_with_nothing_in_it_gives_the_keyboard_to_the_search(page: RecordPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.table.setFocus()
    page.spec.store.clear()  # type: ignore[attr-defined]
    page.reload()
    settle(qtbot, page)
    assert page.toolbar.search is not None
    assert page.toolbar.search.hasFocus()
    assert page.empty.isVisible()


def test_the_list_has_the_keyboard_again_once_something_is_in_it(page: RecordPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.table.setFocus()
    store = page.spec.store  # type: ignore[attr-defined]
    kept = dict(store)
    for typed, has_list in (("", True), ("a", False)):
        store.clear()
        page.reload()
        settle(qtbot, page)
        assert page.toolbar.search is not None
        assert page.toolbar.search.hasFocus()
        page.toolbar.search.setText(typed)
        store.update(kept)
        page.reload()
        settle(qtbot, page)
        assert page.table.hasFocus() is has_list
