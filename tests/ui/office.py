"""A hub with three accounts besides its first: a lead, a volunteer manager and a call handler."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from db.enums import Layer, Nation, Role, VolunteerStatus
from desktop.context import AppContext
from desktop.jobs.runner import JobRunner
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import NewHub, OpenHub, open_hub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.users import Users
from desktop.services.volunteers import VolunteerDraft, Volunteers
from desktop.ui.base.dialog import FormDialog
from desktop.ui.main_window import MainWindow
from tests.blank_hubs import blank_hub
from tests.ui.conftest import CHEAP, NOW, PASSPHRASE, find_places

ACCOUNTS = {
    "Helen Strickland": Role.LEAD,
    "Sam Whitby": Role.VOLUNTEER_MANAGER,
    "Leanne Turvey": Role.CALL_HANDLER,
}


def passphrase_of(name: str) -> str:
    """The passphrase an account opens the hub with."""
    return f"{name.split()[0].lower()} minds nine slow bees"


@dataclass(frozen=True)
class Office:
    """The hub and what is in it in the morning: keys by first name."""

    folder: Path
    jean: str
    omar: str
    kofi: str
    street: str
    council: str


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Jean needs a parcel; Omar signed up; Kofi is active; a street group and the council are known."""
    folder = tmp_path / "hub"
    numbers = ("QX4 2LB", "020 7946 0800", "020 7946 0801")
    wanted = NewHub("Saltmarsh Hub", Nation.ENGLAND, *numbers, "Helen Strickland", "Priya Nair")
    blank_hub(folder, wanted, PASSPHRASE)
    hub = open_hub(folder, PASSPHRASE, find_places=find_places, clock=lambda: NOW)
    try:
        return _filled(hub)
    finally:
        hub.close()


def _filled(hub: OpenHub) -> Office:
    who, tools = hub.actor, hub.tools
    for name, role in ACCOUNTS.items():
        Users(tools).add(who, hub.folder.path, name, passphrase_of(name), frozenset({role}), params=CHEAP)
    home = HouseholdDraft(address_line1="14 Ferrygate Close", town="Northfold", postcode="QX4 2LB")
    jean = PersonDraft("Jean", last_name="Mallory", phones=(PhoneDraft("020 7946 0147"),), household=home)
    jean_id = People(tools).save(who, jean).made
    Requests(tools).save(who, RequestDraft(jean_id, "food_parcel", due_on=date(2026, 11, 17)))
    volunteers = Volunteers(tools)
    omar = PersonDraft(
        "Omar", last_name="Haddad", phones=(PhoneDraft("07700 900552"),), date_of_birth=date(1980, 5, 1)
    )
    omar_id = volunteers.save(who, VolunteerDraft(person=omar)).made
    kofi = PersonDraft("Kofi", last_name="Mensah", phones=(PhoneDraft("07700 900415"),))
    kofi_id = volunteers.save(who, VolunteerDraft(person=kofi)).made
    volunteers.move(who, kofi_id, VolunteerStatus.ACTIVE)
    bodies = Organisations(tools)
    street = bodies.save(who, OrganisationDraft("Mill Street group", Layer.STREET, contact_name="Ann")).made
    council = bodies.save(who, OrganisationDraft("Estuary County Council", Layer.STATUTORY)).made
    return Office(hub.folder.path, jean_id, omar_id, kofi_id, street, council)


class Shift:
    """One account in front of the window.

    Attributes:
        context: the open hub.
        main: its window.
    """

    def __init__(self, context: AppContext, main: MainWindow, qtbot: QtBot) -> None:
        self.context, self.main, self._qtbot = context, main, qtbot

    def quiet(self) -> None:
        """Wait until every job has come back, and those that its answers began."""
        quiet = 0
        while quiet < 3:
            self._qtbot.waitUntil(lambda: self.context.jobs.pending == 0)
            QApplication.processEvents()
            quiet = quiet + 1 if self.context.jobs.pending == 0 else 0

    def go(self, place: str, item: object = None) -> object:
        """Go to a place of the rail; its page."""
        page = self.main.shell.go_to(place, item)
        self.quiet()
        return page

    def to_front(self) -> None:
        """Bring the window to the front, as a click on it would after a dialog."""
        self.main.shell.activateWindow()
        self._qtbot.waitUntil(self.main.shell.isActiveWindow)

    def places(self) -> list[str]:
        """What the rail offers."""
        return [one.key for one in self.main.places]

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key where the keyboard is."""
        self._qtbot.keyClick(QApplication.focusWidget() or self.main.shell, key, held)
        self.quiet()

    def write(self, words: str) -> None:
        """Type words where the keyboard is."""
        self._qtbot.keyClicks(QApplication.focusWidget(), words)
        self.quiet()

    def dialog(self, kind: type[QDialog] = FormDialog) -> QDialog:
        """The dialog in front."""
        self.quiet()
        return next(one for one in QApplication.allWidgets() if isinstance(one, kind) and one.isVisible())

    def answer(self, **values: object) -> None:
        """Fill the form in front and press its main button; it goes by that."""
        dialog = self.dialog()
        assert isinstance(dialog, FormDialog)
        dialog.form.set_values({**dialog.form.values(), **values})
        dialog.primary.click()
        self.quiet()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not shiboken6.isValid(dialog) or not dialog.isVisible(), dialog.form.problems()


@pytest.fixture
def sit_down(office: Office, qtbot: QtBot) -> Callable[[str], AbstractContextManager["Shift"]]:
    """Opens the hub as one account and shows its window, as a context manager."""

    @contextmanager
    def sitting(name: str) -> Iterator[Shift]:
        hub = open_hub(
            office.folder, passphrase_of(name), user_name=name, find_places=find_places, clock=lambda: NOW
        )
        context = AppContext(hub, JobRunner())
        wrong: list[object] = []
        context.jobs.crashed.connect(wrong.append)
        context.jobs.problem_found.connect(wrong.append)
        main = MainWindow(context)
        main.shell.resize(1366, 768)
        main.shell.show()
        main.shell.activateWindow()
        qtbot.waitUntil(main.shell.isActiveWindow)
        shift = Shift(context, main, qtbot)
        shift.quiet()
        try:
            yield shift
            shift.quiet()
            assert wrong == []
        finally:
            main.shell.close()
            context.jobs.drain()
            hub.close()

    return sitting
