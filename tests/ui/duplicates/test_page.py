"""Pairs that look alike, side by side: decided with a key, settled at once, undone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.queries.people import PeopleFilter
from desktop.context import AppContext
from desktop.services.history import History
from desktop.services.households import HouseholdDraft
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.volunteers import VolunteerDraft, Volunteers
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.theme import Scheme, install_theme
from desktop.ui.duplicates.compare import lines
from desktop.ui.duplicates.page import DuplicatesPage
from desktop.ui.shell import MainShell

JEAN = PersonDraft(
    first_name="Jean",
    last_name="Mallory",
    date_of_birth=date(1952, 3, 4),
    good_to_know="Hard of hearing",
    phones=(PhoneDraft("020 7946 0147"),),
    household=HouseholdDraft(address_line1="14 Ferrygate Close", postcode="QX4 2LB"),
)
OMAR = PersonDraft(
    first_name="Omar",
    last_name="Haddad",
    date_of_birth=date(1980, 1, 2),
    phones=(PhoneDraft("07700 900456"),),
)
Shoot = Callable[[QWidget, str], None]


@pytest.fixture
def known(context: AppContext) -> dict[str, str]:
    """Jean twice and Omar twice."""
    people = People(context.hub.tools)
    drafts = {
        "jean": JEAN,
        "jeanie": replace(JEAN, first_name="Jeanie", good_to_know="", source_reference="C-9"),
        "omar": OMAR,
        "omar2": replace(OMAR, last_name="Hadad", preferred_name="Om"),
    }
    return {name: people.save(context.actor, draft).made for name, draft in drafts.items()}


@pytest.fixture
def page(
    context: AppContext, known: dict[str, str], qtbot: QtBot, settle: Callable[[], None]
) -> DuplicatesPage:
    """The page, its scan done."""
    made = DuplicatesPage(context)
    qtbot.addWidget(made)
    context.jobs.changed.connect(made.take_changes)
    made.resize(1150, 660)
    made.show()
    made.enter()
    settle()
    return made


def select(
    page: DuplicatesPage, known: dict[str, str], one: str, other: str, settle: Callable[[], None]
) -> None:
    key = next(key for key in page._pairs if set(key) == {known[one], known[other]})
    page.table.select_id(key)
    settle()


def test_pairs_are_listed_with_why_and_shown_side_by_side(
    page: DuplicatesPage, known: dict[str, str], settle: Callable[[], None], context: AppContext
) -> None:
    assert page.said_count.text() == "2 pairs look alike"
    select(page, known, "jean", "jeanie", settle)
    assert "the same person?" in page.pane.title.text()
    assert "ame telephone" in page.pane.why.text()
    people = People(context.hub.tools)
    found = lines(people.get(context.actor, known["jean"]), people.get(context.actor, known["jeanie"]))
    assert ("First name", "Jean", "Jeanie") in found
    assert ("Reference", "", "C-9") in found
    assert unnamed_widgets(page) == []
    assert rich_texts(page) == []


def test_the_same_person_is_merged_into_the_one_kept_and_undone(
    page: DuplicatesPage, known: dict[str, str], settle: Callable[[], None], context: AppContext
) -> None:
    select(page, known, "omar", "omar2", settle)
    is_left = page.table.current_id()[0] == known["omar"]
    (page.pane.keep_left if is_left else page.pane.keep_right).click()
    settle()
    people = People(context.hub.tools)
    assert people.get(context.actor, known["omar"]).draft.preferred_name == "Om"
    assert len(people.ids(context.actor, PeopleFilter())) == 3
    assert page.said_count.text() == "1 pair looks alike"
    history = context.service(History)
    (txn,) = history.last(context.actor)
    context.jobs.write(lambda: history.undo(context.actor, txn))
    settle()
    assert page.said_count.text() == "2 pairs look alike"


def test_keys_answer_and_the_next_pair_comes_up(
    page: DuplicatesPage, known: dict[str, str], settle: Callable[[], None], context: AppContext, qtbot: QtBot
) -> None:
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
    select(page, known, "omar", "omar2", settle)
    qtbot.keyClick(page.table, Qt.Key.Key_H, Qt.KeyboardModifier.AltModifier)
    settle()
    people = People(context.hub.tools)
    assert people.get(context.actor, known["omar"]).neighbours == ((known["omar2"], "Omar Hadad"),)
    assert set(page.table.current_id()) == {known["jean"], known["jeanie"]}
    qtbot.keyClick(page.table, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    settle()
    assert page._stack.currentWidget() is page.empty
    assert QApplication.focusWidget().accessibleName() == "Nobody seems to be here twice."
    assert page.pane.title.isHidden() or not page.pane.title.isVisible()
    page.again.click()
    settle()
    assert page.said_count.text() == ""


def test_what_cannot_be_merged_is_said_beside_the_pair(
    page: DuplicatesPage, known: dict[str, str], settle: Callable[[], None], context: AppContext
) -> None:
    volunteers = Volunteers(context.hub.tools)
    for name in ("omar", "omar2"):
        volunteers.save(context.actor, VolunteerDraft(person_id=known[name]))
    select(page, known, "omar", "omar2", settle)
    page.pane.keep_left.click()
    settle()
    assert "Both are volunteers" in page.pane.notice.text
    assert page.pane.keep_left.isEnabled()


def test_stopping_the_scan_keeps_what_was_listed_and_esc_goes_back(
    page: DuplicatesPage, settle: Callable[[], None], qtbot: QtBot
) -> None:
    page.scan()
    page.busy.stop.click()
    settle()
    assert page.said_count.text() == "2 pairs look alike"
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(page, Qt.Key.Key_Escape)


def test_a_person_can_be_opened(
    page: DuplicatesPage, known: dict[str, str], settle: Callable[[], None], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.place_asked) as asked:
        page.pane.followed.emit(known["jean"])
    assert asked.args == ["people", known["jean"]]


@pytest.mark.parametrize(
    ("name", "scheme", "scale"),
    [("light", Scheme.LIGHT, 100), ("dark", Scheme.DARK, 100), ("150", Scheme.LIGHT, 150)],
)
def test_pictures(
    name: str,
    scheme: Scheme,
    scale: int,
    qapp: QApplication,
    qtbot: QtBot,
    context: AppContext,
    known: dict[str, str],
    settle: Callable[[], None],
    shoot: Shoot,
) -> None:
    install_theme(qapp, scheme, scale=scale)
    shell = MainShell(context.jobs, hub_name="Saltmarsh Hub", user_name="Priya Nair", with_call=True)
    qtbot.addWidget(shell)
    shell.add_place("Share", "duplicates", "Same person?", "users", lambda: DuplicatesPage(context))
    shell.resize(1366, 768)
    shell.show()
    made: Any = shell.go_to("duplicates")
    settle()
    shoot(shell, f"duplicates-{name}")
    assert len(made._pairs) == 2
