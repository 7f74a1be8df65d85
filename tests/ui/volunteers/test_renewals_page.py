"""Renewals: the worklist, status checks of several at once, and letters that are copied or printed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.enums import Answer, CheckLevel, CheckStatus, CheckType, ShareKind, VolunteerStatus
from db.enums_checks import CheckDecision, StatusResult
from db.models import Check, Person, SharingRecord, Volunteer
from desktop.context import AppContext
from desktop.services import gate
from desktop.services.checks import CheckDraft, Checks
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.volunteers import VolunteerDraft, Volunteers
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.form_fields import ChoiceEditor
from desktop.ui.base.label import Sentence
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.volunteers.check_dialogs import CheckDialog
from desktop.ui.volunteers.checks_page import ChecksPage
from desktop.ui.volunteers.checks_tabs import ACT, FORMALITIES, RENEWALS
from desktop.ui.volunteers.letter_dialog import LetterDialog
from desktop.ui.volunteers.renewals_page import RenewalsPage
from desktop.ui.volunteers.renewals_words import LETTER, RECORD, STATUS, VOLUNTEER
from desktop.ui.volunteers.status_dialog import StatusDialog
from tests.poppler import text_of

Wait = Callable[[], None]
TODAY = date(2026, 11, 17)
DBS = CheckDraft(
    CheckType.DBS,
    CheckStatus.VERIFIED,
    CheckLevel.ENHANCED_ADULTS_BARRED,
    "001234564471",
    date(2023, 11, 20),
    "Helen Strickland",
    date(2023, 11, 24),
    eligibility_reason="Shops and pays for adults who are ill",
    decision=CheckDecision.SUITABLE,
    decided_by="Helen Strickland",
    decided_on=date(2023, 11, 24),
    update_service=Answer.YES,
    update_consent=Answer.YES,
)


@pytest.fixture
def team(hub: OpenHub) -> dict[str, str]:
    """Ann, Bo and Cy, whose DBS ends in 3, 20 and 50 days; Cy has not agreed to status checks."""
    volunteers, checks, made = Volunteers(hub.tools), Checks(hub.tools), {}
    with hub.store.read() as session:
        day = gate.today(session, TODAY).day
    for name, left in (("Ann", 3), ("Bo", 20), ("Cy", 50)):
        who = PersonDraft(
            first_name=name,
            last_name="<b>Nowak</b>",
            date_of_birth=date(1984, 6, 2),
            phones=(PhoneDraft("07700 900552"),),
            email=f"{name.lower()}@example.org",
            household=HouseholdDraft(f"9 {name} Street", town="Northfold", postcode="QX4 2AB"),
        )
        key = made[name] = volunteers.save(hub.actor, VolunteerDraft(person=who)).made
        volunteers.move(hub.actor, key, VolunteerStatus.ACTIVE)
        consent = Answer.NOT_ASKED if name == "Cy" else Answer.YES
        draft = replace(DBS, review_on=day + timedelta(days=left), update_consent=consent)
        checks.save(hub.actor, key, draft)
    return made


@pytest.fixture
def page(
    team: object, context: AppContext, show_page: Callable[[RenewalsPage], RenewalsPage]
) -> RenewalsPage:
    """The page on show."""
    return show_page(RenewalsPage(context))


def said_on(widget: QWidget) -> str:
    found = [part.text() for part in widget.findChildren(QLabel) if part.isVisibleTo(widget)]
    found += [part.plain() for part in widget.findChildren(Sentence) if part.isVisibleTo(widget)]
    return "\n".join(found)


def pick_all(page: RenewalsPage, qtbot: QtBot) -> None:
    page.table.select_id(page.table.records().ids[0])
    for _ in page.table.records().ids[1:]:
        qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)


def checks_of(hub: OpenHub) -> dict[str, Check]:
    with hub.store.read() as session:
        query = select(Person.first_name, Check).join(Volunteer, Volunteer.person_id == Person.id)
        rows = session.execute(query.join(Check, Check.volunteer_id == Volunteer.id)).all()
        return {name: check for name, check in rows}


def test_the_list_is_in_windows_and_says_what_stops(page: RenewalsPage) -> None:
    records = page.table.records()
    assert [(group.title, group.count) for group in records.groups] == [
        ("Ends within 7 days", 1),
        ("Ends within 30 days", 1),
        ("Ends within 60 days", 1),
    ]
    titles = [column.title for column in records.columns]
    updates = titles.index("Update Service")
    rows = [records.row_of(item) for item in records.ids]
    assert [records.cell_at(row, updates).text for row in rows] == [
        "Can be asked",
        "Can be asked",
        "Ask consent",
    ]
    assert not unnamed_widgets(page)
    assert not rich_texts(page)
    assert set(page.pane.buttons) == {RECORD, LETTER, STATUS, VOLUNTEER}
    assert "number" not in said_on(page.pane)
    assert "ends 4471" in said_on(page.pane)
    assert "001234564471" not in said_on(page)


def test_the_search_narrows(page: RenewalsPage, settle: Wait, qtbot: QtBot) -> None:
    assert page.toolbar.search is not None
    page.toolbar.search.setText("bo n")
    page.toolbar.search.searched.emit("bo n")
    settle()
    assert len(page.table.records().ids) == 0
    page.toolbar.search.setText("bo <b>")
    page.toolbar.search.searched.emit("bo <b>")
    settle()
    assert len(page.table.records().ids) == 1


def test_no_change_for_all_is_recorded_by_keyboard_for_those_who_agreed(
    page: RenewalsPage, hub: OpenHub, settle: Wait, qtbot: QtBot
) -> None:
    pick_all(page, qtbot)
    page.strip.buttons[STATUS].click()
    settle()
    dialog = next(one for one in page.findChildren(StatusDialog) if one.isVisible())
    assert not unnamed_widgets(dialog)
    assert "1 has not agreed yet." in said_on(dialog)
    assert [one.name for one in dialog.can] == ["Ann <b>Nowak</b>", "Bo <b>Nowak</b>"]
    dialog.no_change.setFocus()
    qtbot.keyClick(dialog.no_change, Qt.Key.Key_Space)
    dialog.form.editor("again_on").set_value(date(2029, 11, 17))
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    held = checks_of(hub)
    assert [held[name].status_result for name in ("Ann", "Bo", "Cy")] == [
        StatusResult.NO_CHANGE,
        StatusResult.NO_CHANGE,
        StatusResult.NOT_ASKED,
    ]
    assert held["Ann"].review_on == date(2029, 11, 17)
    assert len(page.table.records().ids) == 1


def test_each_answer_is_its_own(page: RenewalsPage, hub: OpenHub, settle: Wait, qtbot: QtBot) -> None:
    pick_all(page, qtbot)
    page.strip.buttons[STATUS].click()
    settle()
    dialog = next(one for one in page.findChildren(StatusDialog) if one.isVisible())
    ann, _bo = dialog.can
    editor = dialog.form.editor(f"answer_{ann.id}")
    assert isinstance(editor, ChoiceEditor)
    editor.set_value(StatusResult.CHANGED)
    dialog.primary.click()
    settle()
    held = checks_of(hub)
    assert (held["Ann"].status_result, held["Bo"].status_result) == (
        StatusResult.CHANGED,
        StatusResult.NOT_ASKED,
    )


def test_where_nobody_agreed_nothing_can_be_recorded(page: RenewalsPage, team: dict[str, str]) -> None:
    cy = next(one for one in page.table.records().ids if page.spec.rows([one])[0].volunteer_id == team["Cy"])
    page.open_status([cy])
    dialog = next(one for one in page.findChildren(StatusDialog) if one.isVisible())
    assert not dialog.primary.isEnabled()
    assert "None of them can be asked about yet." in said_on(dialog)
    dialog.reject()


def letters_of(page: RenewalsPage, settle: Wait) -> LetterDialog:
    page.pane.buttons[LETTER].click()
    settle()
    return next(one for one in page.findChildren(LetterDialog) if one.isVisible())


def test_the_words_are_filled_and_copied(page: RenewalsPage, settle: Wait) -> None:
    dialog = letters_of(page, settle)
    assert not unnamed_widgets(dialog)
    said = dialog.words.toPlainText()
    assert said.startswith("Dear Ann,")
    assert "your DBS" in said
    assert "020 7946 0800" in said
    assert "{" not in said
    dialog.primary.click()
    assert QGuiApplication.clipboard().text() == said
    mail = next(at for at in range(dialog.which.count()) if "mail" in dialog.which.itemText(at))
    dialog.which.setCurrentIndex(mail)
    settle()
    assert dialog.words.toPlainText().startswith("Hello Ann,")
    dialog.mail_button.click()
    assert QGuiApplication.clipboard().text() == "ann@example.org"
    assert dialog.print_button.isHidden()
    dialog.reject()


def test_letters_are_printed_one_a_page_and_leave_a_line_in_the_sharing_log(
    page: RenewalsPage, hub: OpenHub, settle: Wait, qtbot: QtBot, tmp_path: Path, team: dict[str, str]
) -> None:
    with hub.store.write(hub.actor.user_id) as work:
        work.session.scalars(select(Person).where(Person.first_name == "Bo")).one().safe_post = Answer.NO
    pick_all(page, qtbot)
    page.strip.buttons[LETTER].click()
    settle()
    dialog = next(one for one in page.findChildren(LetterDialog) if one.isVisible())
    assert dialog.whom.count() == 3
    dialog.whom.setCurrentIndex(1)
    assert "asked for no post" in dialog.notice.text
    dialog.print_button.click()
    settle()
    preview = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PreviewDialog))
    with hub.store.read() as session:
        assert session.scalars(select(SharingRecord)).all() == []
    out = tmp_path / "letters.pdf"
    preview.save(str(out))
    settle()
    preview.close()
    dialog.reject()
    pages = text_of(out).split("\f")
    assert [("Dear Ann" in page, "Dear Cy" in page) for page in pages[:-1]] == [(True, False), (False, True)]
    assert "9 Ann Street" in pages[0]
    assert "<b>Nowak</b>" in pages[0]
    assert not any("Bo" in page for page in pages)
    with hub.store.read() as session:
        record = session.scalars(select(SharingRecord)).one()
    assert (record.kind, record.people_count) == (ShareKind.PRINT, 2)
    assert record.purpose == "Letters about checks: Check to renew"


def test_the_result_is_recorded_and_the_volunteer_opened(page: RenewalsPage, settle: Wait) -> None:
    asked: list[Any] = []
    page.place_asked.connect(lambda *where: asked.append(where))
    page.pane.buttons[VOLUNTEER].click()
    assert asked[0][0] == "volunteers"
    page.pane.buttons[RECORD].click()
    settle()
    dialog = next(one for one in page.findChildren(CheckDialog) if one.isVisible())
    assert dialog.form.values()["type"] == CheckType.DBS
    dialog.reject()


def test_the_views_lead_to_one_another(
    page: RenewalsPage, context: AppContext, show_page: Callable[[ChecksPage], ChecksPage], settle: Wait
) -> None:
    asked: list[Any] = []
    page.place_asked.connect(lambda *where: asked.append(where))
    buttons = {one.tab.key: one for one in page.toolbar.tabs}
    buttons[ACT].click()
    buttons[FORMALITIES].click()
    assert asked == [("checks", "tab:act"), ("formalities", None)]
    assert page.toolbar.tab() == RENEWALS
    checks = show_page(ChecksPage(context))
    checks.show_record("tab:act")
    settle()
    assert checks.toolbar.tab() == ACT
    checks.place_asked.connect(lambda *where: asked.append(where))
    next(one for one in checks.toolbar.tabs if one.tab.key == RENEWALS).click()
    assert asked[-1] == ("renewals", None)
    assert checks.toolbar.tab() == ACT
