"""Services come in and go out by the buttons of Organisations."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from db.enums import Layer
from db.models import Service
from db.queries.sharing import SharingFilter
from desktop.context import AppContext
from desktop.domain.directory_compare import RowState
from desktop.domain.directory_facts import Directory, OrganisationFacts, ServiceFacts
from desktop.exports.hsds_package import DirectoryHead, directory_files, zipped
from desktop.exports.make_directory import DirectoryPlan
from desktop.services.hsds_schema import Profile
from desktop.services.hubs import OpenHub
from desktop.services.sharing_log import SharingLog
from desktop.ui.base.accessibility import unnamed_widgets
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.permits import forget_permits, use_permits
from desktop.ui.organisations.exchange_import import NOTES, DirectoryImportDialog
from desktop.ui.organisations.page import OrganisationsPage

Wait = Callable[[], None]
Show = Callable[[OrganisationsPage], OrganisationsPage]
PANTRY = OrganisationFacts("a" * 32, "Kelling Pantry", Layer.ANCHOR, contact_name="Ruth Adeyemi")
FOOD = ServiceFacts("b" * 32, PANTRY.key, "Food bank", phone="101", needs=("food_parcel",))


@pytest.fixture
def page(context: AppContext, show_page: Show) -> OrganisationsPage:
    """The page on show, without organisations."""
    return show_page(OrganisationsPage(context))


def _file(hub: OpenHub, folder: Path, *services: ServiceFacts) -> str:
    head = DirectoryHead("Aldermouth Council", hub.tools.clock())
    whole = Directory((PANTRY,), services, {"food_parcel": "Food parcel"})
    made = directory_files(whole, head, Profile.HSDS, lambda _: "", with_contacts=True)
    path = folder / "directory.zip"
    path.write_bytes(zipped(made.files, head.made_at))
    return str(path)


def _look(page: OrganisationsPage, settle: Wait, path: str) -> DirectoryImportDialog:
    page.exchange.look_at(path)
    settle()
    return next(one for one in page.window().findChildren(DirectoryImportDialog) if one.isVisible())


def test_services_come_in_row_by_row(
    page: OrganisationsPage, hub: OpenHub, settle: Wait, tmp_path: Path
) -> None:
    second = replace(FOOD, key="c" * 32, name="Coat rack")
    dialog = _look(page, settle, _file(hub, tmp_path, FOOD, second))
    assert dialog.group == RowState.NEW
    assert dialog.primary.text() == "Bring in 3 rows"
    assert unnamed_widgets(dialog) == []
    dialog.table.select_id(second.key)
    dialog.pane.acted.emit("take")
    assert dialog.primary.text() == "Bring in 2 rows"
    said: list[str] = []
    page.said.connect(lambda words, _undo: said.append(words))
    dialog.primary.click()
    settle()
    assert said == ["Brought in 2 records of a directory"]
    assert list(page.table.records().ids) == [PANTRY.key]
    with hub.store.read() as session:
        assert session.get(Service, FOOD.key) is not None
        assert session.get(Service, second.key) is None


def test_what_differs_is_shown_and_what_is_gone_is_left_unless_taken(
    page: OrganisationsPage, hub: OpenHub, settle: Wait, tmp_path: Path
) -> None:
    second = replace(FOOD, key="c" * 32, name="Coat rack")
    first = _look(page, settle, _file(hub, tmp_path, FOOD, second))
    first.primary.click()
    settle()
    dialog = _look(page, settle, _file(hub, tmp_path, replace(FOOD, phone="020 7946 0321")))
    assert dialog.group == RowState.CHANGED
    dialog.table.select_id(FOOD.key)
    dialog.tabs.set_tab(RowState.WITHDRAWN)
    dialog._show_group()
    assert second.key not in dialog.chosen
    dialog.every.click()
    assert second.key in dialog.chosen
    dialog.tabs.set_tab(NOTES)
    dialog._show_group()
    assert not dialog.every.isVisibleTo(dialog)
    dialog.primary.click()
    settle()
    with hub.store.read() as session:
        assert session.get_one(Service, FOOD.key).phone == "+442079460321"
        assert session.get_one(Service, second.key).status == "inactive"


def test_services_go_out_and_people_only_on_record(
    page: OrganisationsPage, hub: OpenHub, settle: Wait, tmp_path: Path
) -> None:
    dialog = _look(page, settle, _file(hub, tmp_path, FOOD))
    dialog.primary.click()
    settle()
    said: list[str] = []
    page.said.connect(lambda words, _undo: said.append(words))
    page.exchange.ask_export()
    settle()
    form = next(one for one in page.window().findChildren(FormDialog) if one.isVisible())
    assert unnamed_widgets(form) == []
    form.form.set_values({"profile": Profile.HSDS, "with_contacts": True, "purpose": ""})
    form.primary.click()
    settle()
    assert form.isVisible()
    form.reject()
    page.exchange.save_to(DirectoryPlan(with_contacts=True, purpose="For the council"), str(tmp_path))
    settle()
    (made,) = tmp_path.glob("directory-hsds-3.0-*.zip")
    assert said == [f"Saved {made.name}"]
    assert len(SharingLog(hub.tools).ids(hub.actor, SharingFilter())) == 1


def test_who_may_not_has_no_buttons(context: AppContext, show_page: Show) -> None:
    use_permits(lambda action: action not in ("import.apply", "export.list"), lambda _place: True)
    try:
        page = show_page(OrganisationsPage(context))
        assert not page.exchange.import_button.isVisibleTo(page)
        assert not page.exchange.export_button.isVisibleTo(page)
    finally:
        forget_permits()
