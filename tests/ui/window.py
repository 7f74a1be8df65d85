"""A window of a hub with one record of each kind, and hands on its keyboard."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.enums import Layer, VolunteerStatus
from db.models import Round
from desktop.context import AppContext
from desktop.services.households import HouseholdDraft
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.volunteers import VolunteerDraft, Volunteers
from desktop.ui.main_window import MainWindow
from desktop.ui.palette.palette import Palette

Settle = Callable[[], None]


@dataclass(frozen=True)
class Records:
    """Keys of what the hub holds."""

    jean: str
    sian: str
    request: str
    kofi: str
    council: str
    round: str


@pytest.fixture
def records(context: AppContext) -> Records:
    """Two people, a request, a volunteer, an organisation and a round."""
    actor, people = context.actor, context.service(People)
    home = HouseholdDraft(address_line1="14 Ferrygate Close", town="Northfold", postcode="QX4 2LB")
    jean = people.save(
        actor,
        PersonDraft("Jean", last_name="Mallory", phones=(PhoneDraft("020 7946 0147"),), household=home),
    ).made
    sian = people.save(
        actor, PersonDraft("Siân", last_name="Probert", phones=(PhoneDraft("07700 900881"),))
    ).made
    asked = RequestDraft(jean, "food_parcel", due_on=date(2026, 11, 17))
    request = context.service(Requests).save(actor, asked).made
    volunteers = context.service(Volunteers)
    person = PersonDraft("Kofi", last_name="Mensah", phones=(PhoneDraft("07700 900415"),))
    kofi = volunteers.save(actor, VolunteerDraft(person=person)).made
    volunteers.move(actor, kofi, VolunteerStatus.ACTIVE)
    draft = OrganisationDraft("Riverbank Council", Layer.STATUTORY)
    council = context.service(Organisations).save(actor, draft).made
    with context.hub.store.write(actor.user_id) as work:
        planned = Round(number=1, name="Quayside", on_date=date(2026, 11, 17), starts_at=time(9, 45))
        work.add(planned)
        work.session.flush()
        round_id = planned.id
    return Records(jean, sian, request, kofi, council, round_id)


@pytest.fixture
def main(context: AppContext, records: Records, settle: Settle, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window of that hub, in front; nothing may go wrong unheard."""
    wrong: list[object] = []
    context.jobs.crashed.connect(wrong.append)
    context.jobs.problem_found.connect(wrong.append)
    window = MainWindow(context)
    window.shell.show()
    window.shell.activateWindow()
    qtbot.waitUntil(window.shell.isActiveWindow)
    settle()
    yield window
    settle()
    window.shell.close()
    assert wrong == []


class Hands:
    """Two hands on the keyboard; keys go wherever the keyboard is."""

    def __init__(self, main: MainWindow, settle: Settle, qtbot: QtBot) -> None:
        self.main, self._settle, self._qtbot = main, settle, qtbot

    @property
    def palette(self) -> Palette:
        """The palette."""
        return self.main.palette

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key and wait until all is quiet."""
        self._qtbot.keyClick(QApplication.focusWidget() or self.main.shell, key, held)
        self.quiet()

    def type(self, words: str) -> None:
        """Type words and wait for what they find."""
        self._qtbot.keyClicks(QApplication.focusWidget(), words)
        self.quiet()

    def find(self, words: str) -> list[str]:
        """Ctrl+K, words; the titles listed, headings left out."""
        self.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        self.type(words)
        return self.titles()

    def titles(self) -> list[str]:
        """Rows listed."""
        return [row.title for row in self.palette.model.rows if not row.is_head]

    def open(self, words: str) -> None:
        """Find and take the first."""
        self.find(words)
        self.press(Qt.Key.Key_Return)

    def quiet(self) -> None:
        """Wait until every answer has come."""
        if self.palette.isVisible():
            self._qtbot.waitUntil(lambda: not self.palette.isVisible() or not self.palette.searching)
        self._settle()


@pytest.fixture
def hands(main: MainWindow, settle: Settle, qtbot: QtBot) -> Hands:
    """Hands on the keyboard of the window."""
    return Hands(main, settle, qtbot)
