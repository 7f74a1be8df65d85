"""Mission row 15, councils taking on formalities: a street group asks, the council arranges, an anchor pays.

Driven through the window alone, from what the group asks to the check on record and the printed queue.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.enums import CheckLevel, Layer, ShareKind, VolunteerStatus
from db.enums_formalities import FormalityKind, FormalityState
from db.models import Check, Formality, SharingRecord
from db.queries.formalities import FormalityRow
from desktop.context import AppContext
from desktop.services.hubs import OpenHub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.volunteers import VolunteerDraft, Volunteers
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form_fields import LinkEditor
from desktop.ui.main_window import MainWindow
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.volunteers.checks_page import ChecksPage
from desktop.ui.volunteers.checks_tabs import FORMALITIES
from desktop.ui.volunteers.formalities_page import RECORD, FormalitiesPage
from tests.poppler import text_of
from tests.ui.window import Hands, hands, main, records  # noqa: F401

TODAY = date(2026, 11, 17)


@pytest.fixture
def street(context: AppContext) -> dict[str, str]:
    """Mill Street's group, the council, Mill Green, and Aisha who wants to help."""
    made, organisations = {}, context.service(Organisations)
    for name, layer in (
        ("Mill Street group", Layer.STREET),
        ("Saltmarsh Council", Layer.STATUTORY),
        ("Mill Green", Layer.ANCHOR),
    ):
        draft = OrganisationDraft(name, layer, contact_name="Nadia Rahman")
        made[name] = organisations.save(context.actor, draft).made
    volunteers = context.service(Volunteers)
    person = PersonDraft("Aisha", last_name="Khan", phones=(PhoneDraft("07700 900416"),))
    made["Aisha"] = volunteers.save(context.actor, VolunteerDraft(person=person)).made
    volunteers.move(context.actor, made["Aisha"], VolunteerStatus.CONTACTED)
    return made


def dialog_of(page: FormalitiesPage) -> FormDialog:
    return next(one for one in page.findChildren(FormDialog) if one.isVisible())


def fill(dialog: FormDialog, settle: Callable[[], None], **answers: Any) -> None:
    for name, value in answers.items():
        dialog.form.editor(name).set_value(value)
    dialog.primary.click()
    settle()
    assert not shiboken6.isValid(dialog), dialog.form.problems()


@dataclass
class Desk:
    """Somebody at the queue of formalities, one step of row 15 at a time."""

    main: MainWindow
    context: AppContext
    street: dict[str, str]
    settle: Callable[[], None]
    qtbot: QtBot

    @property
    def page(self) -> FormalitiesPage:
        """The queue, on show."""
        page = self.main.shell.page()
        assert isinstance(page, FormalitiesPage)
        return page

    def row(self, key: str) -> FormalityRow:
        """A line of the queue as it shows now."""
        found: FormalityRow = self.page.spec.rows([key])[0]
        return found

    def open_queue(self) -> None:
        """From the register of checks, by the view beside it."""
        checks = self.main.shell.go_to("checks")
        self.settle()
        assert isinstance(checks, ChecksPage)
        next(one for one in checks.toolbar.tabs if one.tab.key == FORMALITIES).click()
        self.settle()
        assert self.page.toolbar.tab() == FORMALITIES

    def ask(self) -> str:
        """Mill Street's group asks for a check for Aisha, whose name is found while it is typed."""
        assert self.page.toolbar.add is not None
        self.page.toolbar.add.click()
        self.settle()
        form = dialog_of(self.page)
        volunteer = form.form.editor("volunteer")
        assert isinstance(volunteer, LinkEditor)
        volunteer.line.setFocus()
        self.qtbot.keyClicks(volunteer.line, "aish")
        volunteer._completer.activated.emit("Aisha Khan")
        fill(
            form,
            self.settle,
            kind=FormalityKind.CRIMINAL_RECORD,
            asked_by_id=self.street["Mill Street group"],
            due_on=date(2026, 12, 4),
            next_step="Ask the council",
        )
        (key,) = self.page.table.records().ids
        return str(key)

    def go(self, state: FormalityState, **answers: Any) -> None:
        """Press the button of the next state and fill what it asks."""
        self.page.pane.buttons[state].click()
        self.settle()
        fill(dialog_of(self.page), self.settle, **answers)

    def print_queue(self, out: Path) -> str:
        """Print what is listed, saved as PDF; the words on it."""
        self.page.toolbar.print_asked.emit()
        self.settle()
        preview = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PreviewDialog))
        preview.save(str(out))
        self.settle()
        preview.close()
        return " ".join(text_of(out).split())

    def record_check(self) -> None:
        """The certificate comes: who arranged and who paid are filled in."""
        self.page.pane.buttons[RECORD].click()
        self.settle()
        form = dialog_of(self.page)
        known = form.form.values()
        assert known["arranged_by_id"] == self.street["Saltmarsh Council"]
        assert known["paid_by_id"] == self.street["Mill Green"]
        fill(form, self.settle, level=CheckLevel.BASIC, seen_by="Helen Strickland", seen_on=TODAY)


@pytest.fixture
def desk(
    main: MainWindow,  # noqa: F811
    street: dict[str, str],
    context: AppContext,
    settle: Callable[[], None],
    qtbot: QtBot,
) -> Desk:
    """The queue on show, empty."""
    made = Desk(main, context, street, settle, qtbot)
    made.open_queue()
    return made


def test_a_council_takes_on_the_check_of_a_street_group(desk: Desk, hub: OpenHub, tmp_path: Path) -> None:
    key, street = desk.ask(), desk.street
    asked = desk.row(key)
    assert (asked.asked_by, asked.for_whom) == ("Mill Street group", "Aisha Khan")
    assert asked.state is FormalityState.ASKED

    council, anchor = street["Saltmarsh Council"], street["Mill Green"]
    desk.go(FormalityState.TAKEN_ON, arranged_by_id=council, paid_by_id=anchor, next_step="Send the forms")
    desk.go(FormalityState.ARRANGED, next_step="Wait for the certificate")
    assert desk.row(key).state is FormalityState.ARRANGED

    said = desk.print_queue(tmp_path / "queue.pdf")
    for words in ("Formalities taken on", "Criminal record", "Aisha Khan", "Mill Street", "Saltmarsh"):
        assert words in said, words
    for words in ("Mill Green", "Arranged", "Wait for the", "4 Dec 2026"):
        assert words in said, words

    desk.record_check()
    with hub.store.read() as session:
        check = session.scalars(select(Check)).one()
        held = session.scalars(select(Formality)).one()
        shared = session.scalars(select(SharingRecord)).one()
    assert (check.volunteer_id, check.arranged_by_id, check.paid_by_id) == (street["Aisha"], council, anchor)
    assert (held.check_id, held.state, held.closed_on) == (check.id, FormalityState.DONE, TODAY)
    assert (shared.kind, shared.people_count) == (ShareKind.PRINT, 1)

    assert list(desk.page.table.records().ids) == []
    desk.page.toolbar.filters["stands"].set_value(FormalityState.DONE.value)
    desk.settle()
    assert list(desk.page.table.records().ids) == [key]


def test_the_queue_opens_from_the_palette_and_from_organisations(
    main: MainWindow,  # noqa: F811
    hands: Hands,  # noqa: F811
    settle: Callable[[], None],
    qtbot: QtBot,
) -> None:
    hands.open("formalities")
    assert isinstance(main.shell.page(), FormalitiesPage)
    organisations: Any = main.shell.go_to("organisations")
    settle()
    button = next(one for one in organisations.strip._extra if one.text() == "Formalities taken on")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    settle()
    assert isinstance(main.shell.page(), FormalitiesPage)
