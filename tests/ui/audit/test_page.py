"""The Audit page: what stands on it for the lead and for the administrator, and the check of the log."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.enums import CheckStatus, CheckType, Role, ShareKind
from db.queries.audit import AuditPart
from desktop.context import AppContext
from desktop.exports.make_list import draw_list, make_list
from desktop.services.base import Actor
from desktop.services.checks import CheckDraft, Checks
from desktop.services.intake import CallDraft, Intake
from desktop.services.lists import ListKind
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.volunteers import VolunteerDraft, Volunteers
from desktop.ui.audit.page import AuditPage
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.theme import Scheme, install_theme
from desktop.ui.list_files import plan_of

Settle = Callable[[], None]
Show = Callable[[AuditPage], AuditPage]


@pytest.fixture
def worked(context: AppContext) -> None:
    """A hub with a call taken and taken off, and a check whose number was looked at."""
    actor = context.actor
    jean = PersonDraft("Jean", last_name="Mallory", phones=(PhoneDraft("020 7946 0147"),))
    request = context.service(Intake).save(actor, CallDraft(RequestDraft("", "food_parcel"), jean)).made
    context.service(Requests).void(actor, request, "Rang the wrong hub")
    kofi = VolunteerDraft(
        person=PersonDraft("Kofi", last_name="Boateng", phones=(PhoneDraft("07700 900415"),))
    )
    volunteer = context.service(Volunteers).save(actor, kofi).made
    checks = context.service(Checks)
    checks.save(actor, volunteer, CheckDraft(CheckType.DBS, CheckStatus.APPLIED, reference="001234567890"))
    checks.get(actor, checks.of(actor, volunteer)[0].id)


@pytest.fixture
def page(worked: None, context: AppContext, show_page: Show) -> AuditPage:
    return show_page(AuditPage(context))


def lines(page: AuditPage) -> list[tuple[str, ...]]:
    """What the list shows: what was done, about whom, why."""
    rows = page.spec.rows(page.table.records().ids)
    return [tuple(column.cell_of(row).text for column in page.spec.columns[2:]) for row in rows]


def test_it_lists_who_did_what_about_whom_and_why_the_newest_first(page: AuditPage) -> None:
    assert lines(page)[:5] == [
        ("Looked at a check: number", "Kofi Boateng", ""),
        ("Added a check", "Kofi Boateng", ""),
        ("Added a volunteer", "Kofi Boateng", ""),
        ("Changed a request", "R-1, Jean Mallory", "Rang the wrong hub"),
        ("Added a request", "R-1, Jean Mallory", ""),
    ]


def test_it_is_narrowed_by_view_and_by_record(page: AuditPage, settle: Settle) -> None:
    page.toolbar.set_tab(AuditPart.LOOKS)
    page.reload()
    settle()
    assert len(page.table.records().ids) == 1
    page.toolbar.set_tab("")
    assert page.toolbar.search is not None
    page.toolbar.search.setText("R-1")
    page.reload()
    settle()
    assert [line[1] for line in lines(page)] == ["R-1, Jean Mallory"] * 2
    page.toolbar.search.setText("Nobody")
    page.reload()
    settle()
    assert not page.table.records().ids


def test_the_pane_tells_an_edit_and_never_a_checks_number(page: AuditPage, settle: Settle) -> None:
    for item in page.table.records().ids:
        assert "001234567890" not in repr(page.spec.detail(item))
    void = page.spec.detail(page.table.records().ids[3])
    assert any("nothing → Rang the wrong hub" in row.value for row in void.sections[1].rows)


def test_it_reads_well(page: AuditPage) -> None:
    assert (unnamed_widgets(page), rich_texts(page)) == ([], [])


def test_what_is_shown_is_what_is_saved_and_printed(
    page: AuditPage, context: AppContext, tmp_path: Path
) -> None:
    shown = lines(page)
    plan = plan_of(page, ListKind.AUDIT, page.query(), list(page.table.records().ids))
    tools, actor, now = context.hub.tools, context.actor, context.hub.tools.clock()
    made = make_list(tools, actor, plan, tmp_path / "audit.csv", now)
    text = made.path.read_text(encoding="utf-8-sig").splitlines()
    assert text[0] == ",".join(page.query().columns)
    assert len(text) == 1 + len(shown)
    assert "Looked at a check: number,Kofi Boateng," in text[1]
    assert draw_list(tools, actor, plan, now).content.startswith(b"%PDF")
    newest = page.spec.rows(page.spec.listing(page.query()).ids)[0]
    assert (newest.part, newest.what) == (AuditPart.SHARES, ShareKind.EXPORT)


@pytest.fixture
def as_admin(context: AppContext) -> Iterator[AppContext]:
    """The same hub with an administrator at the keyboard."""
    lead = context.hub.actor
    context.hub.actor = Actor(lead.user_id, lead.name, frozenset({Role.ADMINISTRATOR}))
    yield context
    context.hub.actor = lead


def test_the_administrator_has_accounts_and_settings_alone(
    worked: None, as_admin: AppContext, show_page: Show
) -> None:
    page = show_page(AuditPage(as_admin))
    said = repr(lines(page)) + repr([page.spec.detail(item) for item in page.table.records().ids])
    assert not any(word in said for word in ("Jean", "Kofi", "R-1", "check", "Looked"))
    assert page.toolbar.tabs == []
    assert [one.key for one in page.spec.filters] == ["days", "user"]


def test_the_button_walks_the_log_and_says_all_is_well(page: AuditPage, settle: Settle) -> None:
    dialog = page.check_log()
    assert dialog.busy.isVisible()
    settle()
    assert not dialog.busy.isVisible()
    assert "as it was written" in dialog.notice.text
    assert (dialog.named.text(), unnamed_widgets(dialog), rich_texts(dialog)) == ("", [], [])
    dialog.accept()


def test_the_button_names_what_was_done_to_the_log(
    page: AuditPage, context: AppContext, settle: Settle, shoot: Callable[[QWidget, str], None]
) -> None:
    writer = context.hub.store.writer
    assert writer is not None
    with writer.begin() as connection:
        connection.exec_driver_sql("UPDATE change SET value = '{}' WHERE seq = 9")
        connection.exec_driver_sql("DELETE FROM change WHERE seq = 20")
    dialog = page.check_log()
    settle()
    assert "changed outside Hubkeeper" in dialog.notice.text
    shoot(dialog, "audit-check")
    assert [line.split(" of")[0] for line in dialog.named.text().splitlines()] == ["Entry 9", "Entry 20"]
    dialog.accept()


def test_a_check_that_is_stopped_says_nothing(page: AuditPage, settle: Settle) -> None:
    dialog = page.check_log()
    dialog.busy.stop.click()
    settle()
    assert dialog.notice.isHidden()
    assert dialog.busy.isHidden()
    dialog.accept()


def test_a_check_that_is_closed_goes_quietly(page: AuditPage, settle: Settle) -> None:
    page.check_log().accept()
    settle()
    assert QApplication.activeModalWidget() is None


def test_the_button_answers_the_keyboard(page: AuditPage, qtbot: QtBot, settle: Settle) -> None:
    page.check.setFocus()
    qtbot.keyClick(page.check, Qt.Key.Key_Space)
    settle()
    window = QApplication.activeModalWidget()
    assert window is not None
    window.close()


@pytest.mark.parametrize(("scheme", "scale"), [(Scheme.LIGHT, 100), (Scheme.DARK, 100), (Scheme.LIGHT, 150)])
def test_shots(
    scheme: Scheme,
    scale: int,
    worked: None,
    qapp: QApplication,
    context: AppContext,
    show_page: Show,
    shoot: Callable[[QWidget, str], None],
) -> None:
    install_theme(qapp, scheme, scale=scale)
    shoot(show_page(AuditPage(context)), f"audit-{scheme}-{scale}")
