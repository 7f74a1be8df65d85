"""Backup, settings, need types, letters, accounts, organisations and areas: a real hub, the real pages."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from db.enums import AreaKind, Layer, Role
from desktop.context import AppContext
from desktop.services.areas import Areas
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub, open_hub
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.ui.backup.page import BackupPage
from desktop.ui.base.dialog import FormDialog, ReasonDialog
from desktop.ui.base.page import Page
from desktop.ui.base.record_page import RecordPage
from desktop.ui.organisations.areas_page import AreasPage
from desktop.ui.organisations.page import OrganisationsPage
from desktop.ui.people.households_page import HouseholdsPage
from desktop.ui.settings.needs_page import NeedsPage
from desktop.ui.settings.page import SettingsPage
from desktop.ui.settings.templates_page import COPY, TemplatesPage
from desktop.ui.settings.users_page import UsersPage
from desktop.ui.today.page import TodayPage

Wait = Callable[[], None]
Put = Callable[[type[Page]], Any]


@pytest.fixture
def put(context: AppContext, qtbot: QtBot, settle: Wait) -> Iterator[Put]:
    """Shows a page as the window would; nothing may go wrong unheard."""
    wrong: list[object] = []
    context.jobs.crashed.connect(wrong.append)
    made: list[Page] = []

    def show(kind: type[Page]) -> Any:
        page = kind(context)  # type: ignore[arg-type]
        context.jobs.changed.connect(page.take_changes)
        qtbot.addWidget(page)
        page.resize(1154, 688)
        page.show()
        page.enter()
        settle()
        made.append(page)
        return page

    yield show
    for page in made:
        page.leave()
        page.close_page()
    settle()
    assert wrong == []


def dialog_of(page: QWidget, kind: type[QWidget]) -> Any:
    return next(one for one in page.findChildren(kind) if one.isVisible())


def fill(page: RecordPage, settle: Wait, item: str | None = None, **typed: Any) -> bool:
    """Open the form, type, save; whether it was taken. What was refused is closed."""
    page.open_form(item)
    settle()
    dialog = dialog_of(page, FormDialog)
    for name, value in typed.items():
        dialog.form.editor(name).set_value(value)
    dialog.primary.click()
    settle()
    refused = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    for one in refused:
        one.reject()
    return not refused


def void(page: RecordPage, settle: Wait) -> None:
    page.open_void(page.table.current_id())
    dialog = dialog_of(page, ReasonDialog)
    dialog.form.editor("reason").set_value("Not used")
    dialog.primary.click()
    settle()


def test_a_backup_is_made_checked_listed_and_copied_to_the_second_place(
    put: Put, settle: Wait, tmp_path: Path
) -> None:
    page = put(BackupPage)
    assert page.last.text() == page.listed.text() == "None yet"
    stick = tmp_path / "stick"
    stick.mkdir()
    page.set_second_place(str(stick))
    settle()
    page.back_up_button.click()
    assert not page.back_up_button.isEnabled()
    settle()
    assert page.back_up_button.isEnabled()
    assert page.listed.text().count("MB") == 1
    assert str(stick) in page.place.text()
    assert [one for one in stick.rglob("*") if one.is_file()]


def test_settings_are_saved_and_survive_what_others_change_meanwhile(
    put: Put, settle: Wait, context: AppContext
) -> None:
    page = put(SettingsPage)
    assert page.form.collect()["name"] == "Saltmarsh Hub"
    page.form.editor("lead_name").set_value("Dilys <b>Rees</b>")
    page.refresh(None)
    settle()
    assert page.form.collect()["lead_name"] == "Dilys <b>Rees</b>"
    page.save_button.click()
    settle()
    assert context.facts().lead_name == "Dilys <b>Rees</b>"
    assert not page.form.dirty


def test_a_need_type_is_added_changed_and_taken_off(put: Put, settle: Wait) -> None:
    page = put(NeedsPage)
    before = len(page.table.records().ids)
    assert fill(page, settle, label="Bins put out", minutes=10)
    assert len(page.table.records().ids) == before + 1
    added = page.table.current_id()
    assert fill(page, settle, added, is_private=True)
    row = page.table.records().record_at(page.table.records().row_of(added))
    assert (row.label, row.is_private, row.minutes) == ("Bins put out", True, 10)
    void(page, settle)
    assert len(page.table.records().ids) == before


def test_a_letter_fills_in_the_hub_and_is_copied(put: Put, settle: Wait) -> None:
    page = put(TemplatesPage)
    assert fill(page, settle, name="Card", body="{hub_name} was here.")
    item = page.table.current_id()
    page.on_action(COPY)
    settle()
    assert QGuiApplication.clipboard().text() == "Saltmarsh Hub was here."
    assert fill(page, settle, item, body="{hub_name} rang.")
    void(page, settle)
    assert item not in page.table.records().ids


def test_a_second_account_opens_the_hub_and_two_passphrases_must_agree(
    put: Put, settle: Wait, hub: OpenHub
) -> None:
    page = put(UsersPage)
    words = "green kettles hum softly"
    typed = {"name": "Priya", "passphrase": words, "roles": [Role.COORDINATOR]}
    assert not fill(page, settle, again="green kettles hum", **typed)
    assert fill(page, settle, again=words, **typed)
    assert page.subtitle == "2 accounts"
    folder = hub.folder.path
    hub.close()
    again = open_hub(folder, words)
    assert again.actor.name == "Priya"
    again.close()


def test_an_organisation_is_added_found_and_taken_off(put: Put, settle: Wait) -> None:
    page = put(OrganisationsPage)
    assert fill(page, settle, name="Riverbank Council", layer=Layer.STATUTORY)
    item = page.table.current_id()
    assert fill(page, settle, item, name="Riverbank District Council")
    row = page.table.records().record_at(page.table.records().row_of(item))
    assert row.name == "Riverbank District Council"
    void(page, settle)
    assert item not in page.table.records().ids


def test_an_area_takes_in_the_homes_of_its_postcodes(put: Put, settle: Wait, context: AppContext) -> None:
    home = HouseholdDraft(address_line1="3 Saltmarsh Row", postcode="QX4 2LB")
    jean = PersonDraft("Jean", phones=(PhoneDraft("020 7946 0147"),), household=home)
    context.service(People).save(context.actor, jean)
    page = put(AreasPage)
    assert page.subtitle == "1 household outside every area"
    assert fill(page, settle, name="Saltmarsh", kind=AreaKind.LOCALITY, parts="QX4 2; QX9")
    assert page.subtitle == "1 area"
    item = page.table.current_id()
    assert page.table.records().record_at(0).people == 1
    assert fill(page, settle, item, name="Saltmarsh East", note="Both sides of the creek")
    assert page.table.records().record_at(0).name == "Saltmarsh East"
    with patch.object(Areas, "rows", side_effect=AssertionError("people counted while painting")):
        assert [row.people for row in page.spec.rows([item])] == [1]
    void(page, settle)
    assert page.subtitle == "1 household outside every area"
    homes = put(HouseholdsPage)
    assert len(homes.table.records().ids) == 1
    assert fill(homes, settle, homes.table.records().ids[0], address_line1="4 Saltmarsh Row")
    assert homes.table.records().record_at(0).address_line1 == "4 Saltmarsh Row"


def test_today_is_calm_when_nothing_waits(put: Put) -> None:
    page = put(TodayPage)
    assert page.isVisible()
    assert page.title
