"""Mission row 6, Berwick: map who provides what; turn a duplicate into something missing, and hear again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.enums import Layer
from db.enums_coverage import CoverageNoteKind
from db.enums_services import ServiceStatus
from desktop.context import AppContext
from desktop.domain.coverage import Place, State
from desktop.services.areas import AreaDraft, Areas
from desktop.services.coverage import Coverage, NoteDraft
from desktop.services.coverage_sheet import CoverageSheet
from desktop.services.directory import Directory, ServiceDraft
from desktop.services.households import HouseholdDraft
from desktop.services.intake import CallDraft, Intake
from desktop.services.needs import Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft
from desktop.services.today import TodayDesk
from desktop.services.today_items import TodayItem
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog
from desktop.ui.coverage.grid import STOPPED
from desktop.ui.coverage.page import OVERLAPS, CoveragePage
from desktop.ui.coverage.pane import ActCard
from desktop.ui.coverage.words import key_of
from desktop.ui.main_window import MainWindow
from tests.ui.journey_hands import said
from tests.ui.window import main, records  # noqa: F401

TODAY = date(2026, 11, 17)


@pytest.fixture
def town(context: AppContext) -> dict[str, str]:
    """Three give parcels on the quay, nobody cooks in Saltmarsh, and fourteen there ask for a meal."""
    actor, made = context.actor, {}
    areas = context.service(Areas)
    made["Quayside"] = areas.save(actor, AreaDraft("Quayside", parts=("QX4 3",))).made
    made["Saltmarsh"] = areas.save(actor, AreaDraft("Saltmarsh", parts=("QX4 2",), homes=1640)).made
    needs = {one.code: one.id for one in context.service(Needs).all(actor)}
    made |= {"parcels": needs["food_parcel"], "meals": needs["hot_meal"]}
    for name, capacity in (("Foodbank", 20), ("Kelp Street Pantry", 12), ("Council parcels", 8)):
        draft = OrganisationDraft(name, Layer.ANCHOR, contact_name="Ana Bell", deputy_name="Bo Ash")
        made[name] = context.service(Organisations).save(actor, draft).made
        service = ServiceDraft(
            made[name],
            "Parcels",
            capacity_week=capacity,
            area_ids=frozenset({made["Quayside"]}),
            need_ids=frozenset({made["parcels"]}),
        )
        context.service(Directory).save(actor, service)
    for number in range(14):
        home = HouseholdDraft(f"{number + 1} Kelp Street", postcode="QX4 2LB")
        asked = RequestDraft("", "hot_meal", due_on=TODAY)
        context.service(Intake).save(actor, CallDraft(asked, PersonDraft(f"Person {number}", household=home)))
    return made


def test_a_duplicate_is_turned_into_something_missing(
    context: AppContext,
    town: dict[str, str],
    show_page: Callable[[CoveragePage], CoveragePage],
    settle: Callable[[], None],
    qtbot: QtBot,
) -> None:
    page = show_page(CoveragePage(context))
    grid = page.cells.records.grid
    assert grid is not None
    meals = Place(town["Saltmarsh"], town["meals"])
    parcels = Place(town["Quayside"], town["parcels"])
    assert (grid.cells[meals].state, grid.cells[meals].asked) == (State.NO_ONE, 14)
    assert "14 asked: 0 done, 14 open" in said(page.pane)
    assert (grid.cells[parcels].state, grid.cells[parcels].room) == (State.MANY, 40)
    assert page.cells.current_key() == key_of(meals)
    page.cells.select_key(key_of(parcels))
    settle()
    (card,) = page.pane.findChildren(ActCard)
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    settle()
    dialog = next(one for one in page.findChildren(FormDialog) if one.isVisible())
    dialog.form.editor("organisation_id").set_value(town["Kelp Street Pantry"])
    assert dialog.form.editor("other").value() == key_of(meals)
    dialog.form.editor("words").set_value("They have a kitchen")
    dialog.primary.click()
    settle()
    (note,) = context.service(Coverage).grid(context.actor).notes
    assert (note.organisation, note.other_need, note.other_area) == (
        "Kelp Street Pantry",
        "Hot meal",
        "Saltmarsh",
    )
    assert note.follow_up_on == TODAY + timedelta(days=7)


def test_the_day_to_look_again_shows_on_today(context: AppContext, town: dict[str, str]) -> None:
    place = Place(town["Quayside"], town["parcels"])
    pantry = town["Kelp Street Pantry"]
    coverage = context.service(Coverage)
    draft = NoteDraft(CoverageNoteKind.OVERLAP, place, pantry, words="Cook instead", follow_up_on=TODAY)
    made = coverage.note(context.actor, draft).made
    items = _today(context)
    assert [one.item for one in items] == [key_of(place)]
    assert items[0].sentence.values["name"] == "Kelp Street Pantry"
    coverage.done(context.actor, made, "They cook on Thursdays")
    assert _today(context) == []


def test_overlaps_are_listed_with_what_acts_on_them(
    context: AppContext,
    town: dict[str, str],
    show_page: Callable[[CoveragePage], CoveragePage],
    settle: Callable[[], None],
) -> None:
    page = show_page(CoveragePage(context))
    page.toolbar.tabs[3].click()
    settle()
    assert page.toolbar.tab() == OVERLAPS
    first = page.table.records().ids[0]
    assert first == key_of(Place(town["Quayside"], town["parcels"]))
    (row,) = page.spec.rows([first])
    assert row.who == "Council parcels: Parcels, Foodbank: Parcels, Kelp Street Pantry: Parcels"


def _today(context: AppContext) -> list[TodayItem]:
    return [one for one in context.service(TodayDesk).day(context.actor).items if one.place == "coverage"]


def test_a_note_is_put_off_and_comes_back_on_today_on_its_day(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    town: dict[str, str],
    settle: Callable[[], None],
    qtbot: QtBot,
) -> None:
    place = Place(town["Quayside"], town["parcels"])
    draft = NoteDraft(
        CoverageNoteKind.OVERLAP, place, town["Foodbank"], words="Cook instead", follow_up_on=TODAY
    )
    context.service(Coverage).note(context.actor, draft)
    (item,) = _today(context)
    page = main.shell.go_to(item.place, item.item)
    settle()
    assert isinstance(page, CoveragePage)
    assert page.cells.current_key() == key_of(place)
    assert "Foodbank was asked. Cook instead" in said(page.pane)
    later = next(one for one in page.pane.findChildren(Button) if one.text() == "Put it off")
    qtbot.mouseClick(later, Qt.MouseButton.LeftButton)
    dialog = next(one for one in page.findChildren(FormDialog) if one.isVisible())
    dialog.form.editor("follow_up_on").set_value(TODAY + timedelta(days=3))
    dialog.primary.click()
    settle()
    assert _today(context) == []
    assert "Look again on 20 Nov" in said(page.pane)
    that_day = replace(context.hub.tools, clock=lambda: datetime(2026, 11, 20, 9, tzinfo=UTC))
    items = TodayDesk(that_day).day(context.actor).items
    assert [one.item for one in items if one.place == "coverage"] == [key_of(place)]


def test_what_is_being_done_about_a_gap_is_noted(
    context: AppContext,
    town: dict[str, str],
    show_page: Callable[[CoveragePage], CoveragePage],
    settle: Callable[[], None],
    qtbot: QtBot,
) -> None:
    page = show_page(CoveragePage(context))
    card = next(one for one in page.pane.findChildren(ActCard) if "Note" in one.accessibleName())
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    settle()
    dialog = next(one for one in page.findChildren(FormDialog) if one.isVisible())
    dialog.form.editor("words").set_value("The school kitchen may open")
    dialog.primary.click()
    settle()
    assert "The school kitchen may open" in said(page.pane)


def test_who_has_stopped_for_now_stands_in_the_cell_the_pane_and_the_sheet(
    context: AppContext,
    town: dict[str, str],
    show_page: Callable[[CoveragePage], CoveragePage],
) -> None:
    draft = ServiceDraft(
        town["Council parcels"],
        "Meals service",
        status=ServiceStatus.TEMPORARILY_CLOSED,
        capacity_week=30,
        area_ids=frozenset({town["Saltmarsh"]}),
        need_ids=frozenset({town["meals"]}),
    )
    context.service(Directory).save(context.actor, draft)
    page = show_page(CoveragePage(context))
    place = Place(town["Saltmarsh"], town["meals"])
    assert page.cells.current_key() == key_of(place)
    assert page.cells.currentIndex().data(STOPPED) == "1 stopped"
    assert "1 stopped" in page.cells.currentIndex().data(Qt.ItemDataRole.ToolTipRole)
    assert "Stopped for now" in said(page.pane)
    assert "None in Saltmarsh" in said(page.pane)
    line = next(one for one in page.spec.rows([key_of(place)]))
    assert (line.state.text, line.who) == ("No one", "Council parcels: Meals service (stopped for now)")
    (listed,) = [
        one for one in CoverageSheet(context.hub.tools).lines(context.actor) if one.need == "Hot meal"
    ][:1]
    assert listed.who == "Council parcels: Meals service (stopped for now)"
