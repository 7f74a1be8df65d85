"""A hub with open deliveries and a checked driver, and the pages of rounds and tasks over it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.enums import Answer, AreaKind, CheckStatus, CheckType, Transport, VolunteerStatus
from db.gazetteer import NamedPlace
from db.gazetteer_ground import Ground
from db.models import Check, Person, Volunteer
from desktop.context import AppContext
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.map_ground import MapGround
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.round_plans import RoundPlans
from desktop.services.rounds import Rounds
from desktop.ui.base.page import Page
from desktop.ui.rounds.map.pane import MapPane
from desktop.ui.rounds.map.view import MapView
from desktop.ui.rounds.page import RoundsPage
from desktop.ui.rounds.tasks_page import TasksPage

TODAY = date(2026, 11, 17)
HOMES = (
    ("Idris Thomas", "2 Pinmaker Lane", "QX4 1AA", "1 bag", "", ""),
    ("Harjit Bains", "19 Pinmaker Lane", "QX4 1AB", "2 bags", "", "Vegetarian"),
    ("Leonard Walsh", "7 Bellwether Lane", "QX4 2BD", "1 bag", "Slow to the door. Wait 2 minutes.", ""),
    ("Jean Mallory", "14 Ferrygate Close", "QX4 2LB", "2 bags", "Second floor. Ring the bell twice.", ""),
    ("Margaret Odell", "31 Ferrygate Close", "QX4 2LF", "1 bag", "", "Low salt"),
    ("Nadia Shah", "40 Marram Way", "QX4 3RT", "1 bag, 1 baby box", "Side door. Knock, don't ring.", ""),
    ("Gwilym Pryce", "3 Skerry Road", "QX4 4SA", "1 bag", "", ""),
    ("Mair Lewis", "26 Skerry Road", "QX4 4SB", "3 bags", "", ""),
)
BASIC = (CheckType.IDENTITY, CheckType.REFERENCES, CheckType.INDUCTION)
P = TypeVar("P", bound=Page)


@dataclass(frozen=True)
class World:
    """What is in the hub."""

    requests: tuple[str, ...]
    driver: str
    helper: str


def add_volunteer(hub: OpenHub, name: str, checks: tuple[CheckType, ...]) -> str:
    """A volunteer with checks, put in directly; their key."""
    first, _, last = name.partition(" ")
    with hub.store.write(hub.actor.user_id) as work:
        person = Person(
            number=work.next_number("person"),
            first_name=first,
            last_name=last,
            date_of_birth=date(1980, 1, 1),
        )
        work.add(person)
        work.session.flush()
        made = Volunteer(
            number=work.next_number("volunteer"),
            person_id=person.id,
            status=VolunteerStatus.ACTIVE,
            transport=Transport.FOOT,
        )
        work.add(made)
        work.session.flush()
        for one in checks:
            work.add(Check(volunteer_id=made.id, type=one, status=CheckStatus.VERIFIED))
        return made.id


def take_call(hub: OpenHub, home: tuple[str, str, str, str, str, str]) -> str:
    """A food parcel asked for today; the key of the request."""
    name, street, postcode, items, door, diet = home
    first, _, last = name.partition(" ")
    address = HouseholdDraft(street, postcode=postcode, door_note=door, food_needs=diet)
    request = RequestDraft("", "food_parcel", due_on=TODAY, items=items)
    call = CallDraft(request, PersonDraft(first, last_name=last, household=address), Answer.YES)
    return Intake(hub.tools).save(hub.actor, call).made


@pytest.fixture(autouse=True)
def short_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight stops are in order long before two seconds are over."""
    monkeypatch.setattr("desktop.services.round_plans.SEARCH_SECONDS", 0.1)


class Town:
    """A gazetteer of one town: a square of postcodes 50 m apart around the hub, in two wards, or of none."""

    def __init__(self) -> None:
        self.is_empty = False

    def ground_in(self, west: int, south: int, east: int, north: int) -> Ground:
        side = np.arange(0, 0 if self.is_empty else 8000, 50, dtype=np.int64)
        easting, northing = (column.ravel() for column in np.meshgrid(546_000 + side, 176_000 + side))
        ward = 7 + (easting >= 550_000).astype(np.int64)
        return Ground(easting, northing, ward - 7, ward, ("QX4 1", "QX4 2"), {7: "Northfold", 8: "Quayside"})

    def areas_in(self, kind: AreaKind, west: int, south: int, east: int, north: int) -> list[NamedPlace]:
        return [NamedPlace("Northfold", 548_000, 180_000, 12_000)]

    def sectors_in(self, west: int, south: int, east: int, north: int) -> list[NamedPlace]:
        return []

    outcodes_in = sectors_in


@pytest.fixture(autouse=True)
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    """The ground of every map in these tests."""
    made = Town()
    monkeypatch.setattr("desktop.runtime.gazetteer.map_ground", lambda: MapGround(made))
    return made


@pytest.fixture
def world(hub: OpenHub) -> World:
    """Eight deliveries for today, Kofi who may do them, and Leanne whose checks are not back."""
    requests = tuple(take_call(hub, home) for home in HOMES)
    return World(requests, add_volunteer(hub, "Kofi Mensah", BASIC), add_volunteer(hub, "Leanne Turvey", ()))


@pytest.fixture
def planned(hub: OpenHub, world: World) -> str:
    """The day planned as one round that Kofi drives; its key."""
    made = RoundPlans(hub.tools).plan_day(hub.actor, TODAY).made
    rounds = Rounds(hub.tools)
    draft = rounds.get(hub.actor, made).draft
    rounds.save(hub.actor, replace(draft, name="Northfold round", driver_id=world.driver), made)
    return made


@pytest.fixture
def show(
    context: AppContext, qtbot: QtBot, settle: Callable[[], None]
) -> Iterator[Callable[[type[Page]], Page]]:
    """Shows a page as the shell does."""
    made: list[Page] = []

    def open_page(kind: type[Page], width: int = 1154, height: int = 688) -> Page:
        page = kind(context)  # type: ignore[arg-type]
        context.jobs.changed.connect(page.take_changes)
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
        page.enter()
        settle()
        made.append(page)
        return page

    yield open_page
    for page in made:
        page.leave()
        page.close_page()
    settle()


@pytest.fixture
def page(show: Callable[[type[Page]], Page]) -> RoundsPage:
    """The Rounds page on show."""
    found = show(RoundsPage)
    assert isinstance(found, RoundsPage)
    return found


@pytest.fixture
def tasks_page(world: World, show: Callable[[type[Page]], Page]) -> TasksPage:
    """The Tasks page on show."""
    found = show(TasksPage)
    assert isinstance(found, TasksPage)
    return found


@pytest.fixture
def opened(planned: str, page: RoundsPage, settle: Callable[[], None]) -> RoundsPage:
    """The planned round opened."""
    page.open_round(planned)
    settle()
    return page


@pytest.fixture
def status_of(hub: OpenHub) -> Callable[[str], str]:
    """The status of a request."""
    return lambda request_id: str(Requests(hub.tools).get(hub.actor, request_id).status)


@pytest.fixture
def out(opened: RoundsPage, qtbot: QtBot, settle: Callable[[], None]) -> RoundsPage:
    """The round sent out with the keyboard, and the field for results ready."""
    opened.view.bar.send.setFocus()
    qtbot.keyClick(opened.view.bar.send, Qt.Key.Key_Return)
    settle()
    opened.view.show_tab("back")
    assert opened.view.back.stop.hasFocus()
    return opened


@pytest.fixture
def pane(opened: RoundsPage, settle: Callable[[], None], qtbot: QtBot) -> MapPane:
    """The map of the planned round, its ground there."""
    found = opened.view.map
    assert found.isVisible()
    qtbot.waitUntil(lambda: found.view.ground.kept > 0)
    settle()
    return found


@pytest.fixture
def view(pane: MapPane) -> MapView:
    """The map itself, with the keyboard."""
    pane.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert pane.view.hasFocus()
    return pane.view
