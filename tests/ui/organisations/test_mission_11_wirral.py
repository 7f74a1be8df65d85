"""Mission row 11, Wirral: the directory is searched by postcode and need, with no internet.

Also row 19, Leeds Barca and Bedford ACCM: interpreters, language, and a supplier of food that is right.
"""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from db.enums import AreaKind, Layer
from db.enums_services import FoodCulture
from desktop.context import AppContext
from desktop.services.areas import AreaDraft, Areas
from desktop.services.directory import Directory, ServiceDraft, Wanted
from desktop.services.needs import Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.ui.base.dialog import FormDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.organisations.directory_page import DirectoryPage
from desktop.ui.organisations.page import OrganisationsPage
from desktop.ui.preview.dialog import PreviewDialog
from tests.ui.journey_hands import said
from tests.ui.window import main, records  # noqa: F401


@pytest.fixture
def pantry(context: AppContext) -> str:
    """Two areas and three services: one near, one far, one everywhere."""
    areas, actor = Areas(context.hub.tools), context.actor
    near = areas.save(actor, AreaDraft("Millside", AreaKind.ESTATE, parts=("QX4 2",))).made
    far = areas.save(actor, AreaDraft("Northfold", AreaKind.ESTATE, parts=("QX7",))).made
    body = OrganisationDraft("Millside Pantry", Layer.ANCHOR, contact_name="Ann", area_ids=frozenset({near}))
    key = Organisations(context.hub.tools).save(actor, body).made
    needs = {one.code: one.id for one in Needs(context.hub.tools).all(actor)}
    parcel = frozenset({needs["food_parcel"]})
    save = Directory(context.hub.tools).save
    near_one = ServiceDraft(key, "Parcels at the hall", need_ids=parcel, area_ids=frozenset({near}))
    save(actor, near_one)
    save(actor, ServiceDraft(key, "Parcels up north", need_ids=parcel, area_ids=frozenset({far})))
    halal = ServiceDraft(
        key,
        "Halal parcels",
        need_ids=parcel,
        everywhere=True,
        phone="020 7946 0733",
        how_to_refer="Ring before noon",
        languages=("ur", "so"),
        interpreters="Somali on Mondays",
        food_cultures=(FoodCulture.HALAL,),
        delivers=True,
        capacity_week=8,
        verified_on=date(2026, 11, 2),
    )
    save(actor, halal)
    return key


def names(page: DirectoryPage) -> list[str]:
    """What is listed, in order."""
    return [one.row.name for one in page.spec.rows(page.table.records().ids)]


@pytest.fixture
def page(
    main: MainWindow,  # noqa: F811
    pantry: str,
    settle: Callable[[], None],
) -> DirectoryPage:
    main._open_over("directory", None)
    settle()
    found = main.shell.page()
    assert isinstance(found, DirectoryPage)
    return found


def test_a_postcode_and_a_need_find_who_can_help(
    page: DirectoryPage, settle: Callable[[], None], qtbot: QtBot
) -> None:
    assert page.toolbar.search is not None
    qtbot.keyClicks(page.toolbar.search, "qx4 2lb")
    qtbot.waitUntil(lambda: page.query().text == "qx4 2lb")
    page.reload()
    settle()
    assert names(page) == ["Parcels at the hall", "Halal parcels"]
    need = next(key for key, words in page.spec.filters[0].choices() if words == "Food parcel")
    page.toolbar.set_chosen({"need": need, "food": FoodCulture.HALAL})
    page.reload()
    settle()
    assert names(page) == ["Halal parcels"]
    page.table.select_id(page.table.records().ids[0])
    settle()
    card = said(page.pane)
    for words in (
        "020 7946 0733",
        "Ring before noon",
        "8 this week",
        "02/11/2026",
        "Somali on Mondays",
        "Halal",
    ):
        assert words in card


def test_an_interpreter_and_a_language_match(context: AppContext, pantry: str) -> None:
    directory, actor = Directory(context.hub.tools), context.actor

    def found(**wanted: object) -> list[str]:
        keys = directory.ids(actor, Wanted(postcode="QX4 2LB", **wanted))  # type: ignore[arg-type]
        return [one.row.name for one in directory.rows(actor, keys)]

    assert found(language="so", food="halal", delivers=True) == ["Halal parcels"]
    assert found(interpreters=True) == ["Halal parcels"]
    assert found(language="pl") == []


def test_a_service_is_added_from_its_organisation_and_kept_true(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    pantry: str,
    settle: Callable[[], None],
) -> None:
    organisations = main.shell.go_to("organisations", pantry)
    settle()
    assert isinstance(organisations, OrganisationsPage)
    assert "Only one person to ring" in said(organisations)
    linked = {one.text() for one in organisations.pane.findChildren(QAbstractButton)}
    assert {"Halal parcels", "Parcels at the hall"} <= linked
    organisations.on_action("add_service")
    settle()
    page = main.shell.page()
    assert isinstance(page, DirectoryPage)
    dialog = page.findChildren(FormDialog)[-1]
    form = dialog.form
    assert form.editor("organisation_id").value() == pantry
    needs = Needs(context.hub.tools).all(context.actor)
    form.editor("name").set_value("Warm room")
    form.editor("need_ids").set_value({needs[0].id})
    form.editor("hours").set_value("Mon-Fri 9-5")
    dialog.primary.click()
    settle()
    assert "Warm room" in names(page)
    made = Directory(context.hub.tools).ids(context.actor, Wanted(words="warm room"))
    page.table.select_id(made[0])
    settle()
    page.on_action("verify")
    settle()
    (row,) = Directory(context.hub.tools).rows(context.actor, made)
    assert not row.old
    assert row.open.is_open


def test_the_leaflet_is_looked_at_before_it_is_printed(
    page: DirectoryPage, settle: Callable[[], None], qtbot: QtBot
) -> None:
    page.ask_leaflet()
    settle()
    (dialog,) = page.findChildren(FormDialog)
    dialog.primary.click()
    settle()
    (preview,) = page.window().findChildren(PreviewDialog)
    assert preview.document.content.startswith(b"%PDF")
    preview.close()
