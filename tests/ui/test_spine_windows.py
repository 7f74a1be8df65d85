"""The whole spine through the windows, as a person would: a council's list in, a verified handover out."""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.enums import (
    Answer,
    LawfulBasis,
    Layer,
    RequestStatus,
    RoundStatus,
    TaskOutcome,
)
from db.models import SharingRecord
from db.queries.people import PeopleFilter
from db.queries.requests import RequestFilter
from desktop.context import AppContext
from desktop.exports.handover_fields import Preset
from desktop.exports.verify import verify_package
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People
from desktop.services.requests import Requests
from desktop.services.rounds import Rounds
from desktop.ui.base.dialog import FormDialog
from desktop.ui.handovers.maker import CHECK, SAVE, WHAT, MakerPage
from desktop.ui.handovers.page import HandoversPage
from desktop.ui.imports.page import CHECK as CHECK_LIST
from desktop.ui.imports.page import DONE, ImportsPage
from desktop.ui.intake.page import IntakePage
from desktop.ui.main_window import MainWindow
from desktop.ui.match.page import MatchPage
from desktop.ui.people.page import PeoplePage
from desktop.ui.people.pane import CONSENT
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.rounds.page import RoundsPage
from desktop.ui.rounds.printing import PrintDialog
from tests.checked_driver import add_driver

COUNCIL = "Riverbank Council"
WHEN = date(2026, 11, 23)
"""The last day of what is needed this week."""
ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
COLUMNS = (
    "Timestamp,Reference,LocalAuthorityDistrict,FirstName,MiddleName,LastName,Address1,Address2,Address3,"
    "Address4,Address5,Postcode,Phone,Mobile,IVRPhone,IVRMobile,Email,ReceivedLetter,MedicalConditions,"
    "NHSNumber,ID,DateOfBirth,EssentialSupplies,DietaryRequirements,BasicCareNeedsMet,CarrySupplies"
)
LISTED = (
    ("1", "Siân", "O'Neill", "1 Pinmaker Lane", "QX4 1AA", "02079460001", "No"),
    ("2", "Łukasz", "Żółć", "7 Bellwether Lane", "QX4 2BD", "+44 7700 900123", "No"),
    ("3", "=cmd|' /C calc'!A0", "Odell", "31 Ferrygate Close", "QX4 2LF", "", "Yes"),
    ("4", "", "", "", "", "", "No"),
)
D = TypeVar("D", bound=QDialog)
Settle = Callable[[], None]


@pytest.fixture(autouse=True)
def short_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few stops are in order long before two seconds are over."""
    monkeypatch.setattr("desktop.services.round_plans.SEARCH_SECONDS", 0.1)


@pytest.fixture
def council_file(tmp_path: Path) -> Path:
    """A day's file in the 2020 layout, one row of it spoilt."""
    path = tmp_path / "20261116090000.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS.split(","))
        writer.writeheader()
        for key, first, last, line, postcode, phone, supplied in LISTED:
            row = {"ID": key, "FirstName": first, "LastName": last, "Address1": line, "Postcode": postcode}
            row |= {"Timestamp": "2026-11-16T09:00:00Z", "Phone": phone, "EssentialSupplies": supplied}
            writer.writerow(row)
    return path


@pytest.fixture
def council(context: AppContext) -> str:
    """The council that the handover is for."""
    draft = OrganisationDraft(COUNCIL, Layer.STATUTORY, contact_name="Dr J. Amari")
    return context.service(Organisations).save(context.actor, draft).made


@pytest.fixture
def kofi(context: AppContext) -> str:
    """A driver with every check seen."""
    return add_driver(context.hub)


@pytest.fixture
def main(context: AppContext, council: str, kofi: str, qtbot: QtBot, settle: Settle) -> Iterator[MainWindow]:
    """The window of the hub, on the screen; nothing may go wrong unheard."""
    wrong: list[object] = []
    context.jobs.crashed.connect(wrong.append)
    context.jobs.problem_found.connect(wrong.append)
    window = MainWindow(context)
    window.shell.show()
    bring_forward(window, qtbot)
    settle()
    yield window
    settle()
    window.shell.close()
    assert wrong == []


def bring_forward(main: MainWindow, qtbot: QtBot) -> None:
    """Make the window the active one; without a screen nothing does so when a dialog closes."""
    main.shell.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is main.shell)


def shown(main: MainWindow, kind: type[Any]) -> Any:
    """The page on show, which is of a kind."""
    page = main.shell.page()
    assert isinstance(page, kind)
    return page


def dialog_of(kind: type[D]) -> D:
    """The one open dialog of a kind."""
    (found,) = [one for one in QApplication.allWidgets() if isinstance(one, kind) and one.isVisible()]
    return found


def focused() -> Any:
    """Where the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def bring_in(main: MainWindow, file: Path, settle: Settle) -> None:
    """Bring a council's list in, step by step."""
    main.shell.rail.buttons["imports"].click()
    page = shown(main, ImportsPage)
    page.file_step.set_file(str(file))
    settle()
    page.next.click()
    page.next.click()
    settle()
    assert page.stepper.at == CHECK_LIST
    counts = {button.tab.key: button._count for button in page.check_step.tabs.tabs}
    assert (counts["new"], counts["rejected"]) == (3, 1)
    page.next.click()
    settle()
    assert page.stepper.at == DONE


def call_and_match(main: MainWindow, context: AppContext, qtbot: QtBot, settle: Settle) -> str:
    """F2, a call typed, Ctrl+Enter, and the first who can says yes; the request's key."""
    qtbot.keyClick(main.shell, Qt.Key.Key_F2)
    settle()
    call = shown(main, IntakePage)
    assert focused() is call.form.who.finder.line
    qtbot.keyClicks(focused(), "Odell")
    qtbot.keyClick(focused(), ENTER)
    settle()
    assert call.form.who.card.isVisible()
    qtbot.keyClick(focused(), Qt.Key.Key_1)
    settle()
    call.form.go_to("words")
    qtbot.keyClicks(focused(), "Nothing in the fridge.")
    qtbot.keyClick(focused(), Qt.Key.Key_Tab)
    qtbot.keyClick(focused(), Qt.Key.Key_Space)
    qtbot.keyClick(focused(), ENTER, CTRL)
    settle()
    match = shown(main, MatchPage)
    requests = context.service(Requests)
    newest = requests.ids(context.actor, RequestFilter(stage=""), "number", True)[0]
    assert requests.get(context.actor, newest).draft.words == "Nothing in the fridge."
    qtbot.keyClick(match.middle.fits, Qt.Key.Key_Y)
    settle()
    assert requests.get(context.actor, newest).status is RequestStatus.ASSIGNED
    return newest


def plan(main: MainWindow, context: AppContext, kofi: str, qtbot: QtBot, settle: Settle) -> str:
    """Plan a day, give the round its driver and open it; its key."""
    page = main.shell.go_to("rounds")
    assert isinstance(page, RoundsPage)
    settle()
    page.list.plan.click()
    settle()
    asked = dialog_of(FormDialog)
    asked.form.set_values({"day": WHEN})
    qtbot.keyClick(asked, ENTER, CTRL)
    settle()
    (made,) = page.list.table.records().ids
    qtbot.keyClick(page.list.table, ENTER)
    settle()
    assert page.is_open
    page.view.bar.edit.click()
    settle()
    dialog = dialog_of(FormDialog)
    dialog.form.set_values({"driver_id": kofi})
    qtbot.keyClick(dialog, ENTER, CTRL)
    settle()
    return str(made)


def print_sheet(main: MainWindow, folder: Path, qtbot: QtBot, settle: Settle) -> str:
    """Ctrl+P and save; what the paper says."""
    bring_forward(main, qtbot)
    qtbot.keyClick(main.shell, Qt.Key.Key_P, CTRL)
    settle()
    qtbot.keyClick(dialog_of(PrintDialog), ENTER, CTRL)
    settle()
    preview = dialog_of(PreviewDialog)
    qtbot.keyClick(preview, Qt.Key.Key_S, CTRL)
    chooser = dialog_of(QFileDialog)
    chooser.setDirectory(str(folder))
    chooser.selectFile("sheet.pdf")
    chooser.accept()
    settle()
    preview.reject()
    settle()
    return "".join(page.extract_text() for page in PdfReader(folder / "sheet.pdf").pages)


def key_back(main: MainWindow, stops: int, qtbot: QtBot, settle: Settle) -> None:
    """Send the round out and key what came back by reference."""
    view = shown(main, RoundsPage).view
    view.bar.send.setFocus()
    qtbot.keyClick(view.bar.send, ENTER)
    settle()
    view.show_tab("back")
    for number in range(1, stops + 1):
        qtbot.keyClicks(view.back.stop, f"S-1.{number}{'d' if number > 1 else 'n'}")
        settle()


def say_yes(main: MainWindow, person: str, council: str, qtbot: QtBot, settle: Settle) -> None:
    """Record that somebody agreed to the council being told."""
    page = main.shell.go_to("people", person)
    assert isinstance(page, PeoplePage)
    settle()
    page.pane.buttons[CONSENT].click()
    settle()
    dialog = dialog_of(FormDialog)
    dialog.form.set_values({"recipient": council, "answer": Answer.YES})
    qtbot.keyClick(dialog, ENTER, CTRL)
    settle()


def hand_over(main: MainWindow, council: str, folder: Path, qtbot: QtBot, settle: Settle) -> Any:
    """New handover from the log, through its five steps; the maker."""
    log = main.shell.go_to("handovers")
    assert isinstance(log, HandoversPage)
    assert log.toolbar.add is not None
    log.toolbar.add.click()
    settle()
    maker = shown(main, MakerPage)
    maker.why.set_values({"purpose": "To plan the winter van", "basis": LawfulBasis.CONSENT})
    maker.next_button.click()
    maker.who.set_values({"recipient": council})
    maker.next_button.click()
    assert maker.stepper.at == WHAT
    maker.details.use(Preset.DELIVERY)
    qtbot.waitUntil(lambda: bool(maker.summary.text()))
    maker.next_button.click()
    assert maker.stepper.at == CHECK
    maker.next_button.click()
    assert maker.stepper.at == SAVE
    maker.password.set_values({"password": "heron-lamp-47"})
    maker.save_to(str(folder))
    settle()
    return maker


def test_a_councils_list_goes_in_and_a_verified_handover_comes_out(
    main: MainWindow,
    context: AppContext,
    council: str,
    kofi: str,
    council_file: Path,
    tmp_path: Path,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    bring_in(main, council_file, settle)
    people, rounds = context.service(People), context.service(Rounds)
    listed = people.ids(context.actor, PeopleFilter(), "name", False)
    assert len(listed) == 4
    request = call_and_match(main, context, qtbot, settle)
    made = plan(main, context, kofi, qtbot, settle)
    stops = rounds.get(context.actor, made).stops
    paper = print_sheet(main, tmp_path, qtbot, settle)
    assert "1 Pinmaker Lane" in paper
    assert "O'Neill" not in paper
    key_back(main, len(stops), qtbot, settle)
    back = rounds.get(context.actor, made)
    assert back.row.status is RoundStatus.BACK
    assert [stop.tasks[0].outcome for stop in back.stops] == [
        TaskOutcome.NO_ANSWER,
        *[TaskOutcome.DELIVERED] * (len(stops) - 1),
    ]
    person = context.service(Requests).get(context.actor, request).draft.person_id
    say_yes(main, person, council, qtbot, settle)
    maker = hand_over(main, council, tmp_path, qtbot, settle)
    assert maker.made is not None
    assert maker.made.people == 1
    assert verify_package(maker.made.info.path, "heron-lamp-47") == []
    maker.next_button.click()
    settle()
    assert shown(main, HandoversPage).table.records().rowCount() == 2
    with context.hub.store.read() as session:
        assert len(list(session.scalars(select(SharingRecord)))) == 2
