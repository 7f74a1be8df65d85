"""Every page of an open hub: all has a name a screen reader can say, and markup is shown as typed."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.enums import Layer, VolunteerStatus
from desktop.context import AppContext
from desktop.services.households import HouseholdDraft
from desktop.services.intake import CallDraft, Intake
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft
from desktop.services.round_plans import RoundPlans
from desktop.services.volunteers import VolunteerDraft, Volunteers
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.page import Page
from desktop.ui.base.record_page import RecordPage
from desktop.ui.main_window import MainWindow
from desktop.ui.places import OVER, places
from desktop.ui.rounds.page import RoundsPage

MARKUP = "<b>Jean</b>"
Settle = Callable[[], None]


@pytest.fixture
def request_id(context: AppContext) -> str:
    """A hub with one of each, names that look like markup; the request's key."""
    actor = context.actor
    home = HouseholdDraft(
        address_line1="14 <i>Ferrygate</i> Close", postcode="QX4 2LB", door_note="<u>Ring</u>"
    )
    jean = PersonDraft(MARKUP, last_name="Mallory", phones=(PhoneDraft("020 7946 0147"),), household=home)
    asked = RequestDraft("", "food_parcel", due_on=date(2026, 11, 17), words="<img src=x>")
    made = context.service(Intake).save(actor, CallDraft(asked, jean)).made
    context.service(People).save(actor, PersonDraft(MARKUP, phones=(PhoneDraft("020 7946 0147"),)))
    volunteers = context.service(Volunteers)
    helper = volunteers.save(
        actor, VolunteerDraft(person=PersonDraft("<b>Kofi</b>", phones=(PhoneDraft("07700 900415"),)))
    ).made
    volunteers.move(actor, helper, VolunteerStatus.ACTIVE)
    context.service(Organisations).save(actor, OrganisationDraft("<b>Riverbank</b> Council", Layer.STATUTORY))
    return made


@pytest.fixture
def main(context: AppContext, request_id: str, settle: Settle) -> Iterator[MainWindow]:
    """The window of that hub; nothing may go wrong unheard."""
    wrong: list[object] = []
    context.jobs.crashed.connect(wrong.append)
    window = MainWindow(context)
    window.shell.show()
    settle()
    yield window
    settle()
    window.shell.close()
    assert wrong == []


def look(page: Page | None) -> tuple[list[str], list[str]]:
    """What a page lacks."""
    assert page is not None
    return unnamed_widgets(page), rich_texts(page)


def test_every_place_is_named_and_shows_markup_as_typed(
    main: MainWindow, context: AppContext, settle: Settle
) -> None:
    for place in places(context):
        page = main.shell.go_to(place.key)
        settle()
        assert (place.key, *look(page)) == (place.key, [], [])
        if isinstance(page, RecordPage) and page.table.records().ids:
            page.show_record(page.table.records().ids[0])
            settle()
            assert (place.key, *look(page)) == (place.key, [], [])
    assert (unnamed_widgets(main.shell), rich_texts(main.shell)) == ([], [])


def test_every_page_over_the_places_is_named_and_shows_markup_as_typed(
    main: MainWindow, request_id: str, settle: Settle
) -> None:
    for key, (_module, kind) in OVER.items():
        page = main.shell.page()
        assert page is not None
        page.place_asked.emit(key, request_id if key == "match" else None)
        settle()
        over = main.shell.page()
        assert type(over).__name__ == kind
        assert (key, *look(over)) == (key, [], [])
        main.shell.close_over()
        assert main.shell.page() is page


def test_every_form_of_a_list_is_named(main: MainWindow, context: AppContext, settle: Settle) -> None:
    opened = set()
    for place in places(context):
        page = main.shell.go_to(place.key)
        settle()
        if not isinstance(page, RecordPage) or not page.spec.add or place.key == "handovers":
            continue
        page.open_form()
        settle()
        (dialog,) = [
            one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not main.shell
        ]
        assert (place.key, unnamed_widgets(dialog), rich_texts(dialog)) == (place.key, [], [])
        dialog.close()
        opened.add(place.key)
    assert opened >= {"people", "households", "volunteers", "organisations", "areas"}


def test_ctrl_z_takes_the_last_change_back_while_its_message_shows(
    main: MainWindow, context: AppContext, settle: Settle, qtbot: QtBot
) -> None:
    people = context.service(People)
    main.shell.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is main.shell)
    context.jobs.write(lambda: people.save(context.actor, PersonDraft("Zebedee")))
    settle()
    assert main.shell.toast.isVisible()
    assert len(people.find(context.actor, "zebedee")) == 1
    qtbot.keyClick(main.shell, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert people.find(context.actor, "zebedee") == []


def test_a_planned_round_shows_markup_as_typed(main: MainWindow, context: AppContext, settle: Settle) -> None:
    made = context.service(RoundPlans).plan_day(context.actor, context.hub.tools.clock().date())
    page = main.shell.go_to("rounds", made.made)
    settle()
    assert isinstance(page, RoundsPage)
    assert page.is_open
    assert look(page) == ([], [])


def test_what_is_taken_off_any_list_is_brought_back(
    main: MainWindow, context: AppContext, settle: Settle
) -> None:
    tried = set()
    for key in ("requests", "rounds", "organisations", "areas", "volunteers", "people", "households"):
        page = main.shell.go_to(key)
        settle()
        record_page = page if isinstance(page, RecordPage) else getattr(page, "list", None)
        assert isinstance(record_page, RecordPage), key
        spec = record_page.spec
        assert spec.can_bring_back, key
        with_people = key == "households"  # an address somebody lives at stays on the list
        for item in list(record_page.table.records().ids)[: 0 if with_people else 1]:
            spec.void(item, "By mistake")
            assert spec.taken_off() == [item], key
            spec.bring_back(item)
            assert (list(spec.taken_off()), [row.id for row in spec.rows([item])]) == ([], [item]), key
            tried.add(key)
    assert {"requests", "organisations", "volunteers", "people"} <= tried
