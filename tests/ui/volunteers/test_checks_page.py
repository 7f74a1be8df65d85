"""The Checks page: groups, cells, the next act, the form of each kind, and destroying old details."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.enums import Answer, CheckLevel, CheckStatus, CheckType
from db.enums_checks import CheckDecision, StatusResult
from db.models import Check
from desktop.context import AppContext
from desktop.domain.check_grid import KindState, Stands
from desktop.domain.clearance_facts import Why
from desktop.services.checks import Checks
from desktop.services.hubs import OpenHub
from desktop.ui.base.accessibility import unnamed_widgets
from desktop.ui.base.dialog import ConfirmDialog
from desktop.ui.base.id_table import SPOKEN
from desktop.ui.base.label import Sentence
from desktop.ui.base.theme import Scheme, install_theme
from desktop.ui.base.tokens import Tone
from desktop.ui.volunteers.check_dialogs import CheckDialog
from desktop.ui.volunteers.check_form import asked
from desktop.ui.volunteers.checks_cells import state_cell
from desktop.ui.volunteers.checks_page import ChecksPage
from desktop.ui.volunteers.checks_pane import DESTROY, LETTER, NEXT, VOLUNTEER
from desktop.ui.volunteers.letter_dialog import LetterDialog
from desktop.ui.volunteers.pane import CHECKS

Wait = Callable[[], None]
DAY = date(2026, 12, 16)


@pytest.fixture
def page(cast: object, context: AppContext, show_page: Callable[[ChecksPage], ChecksPage]) -> ChecksPage:
    """The page on show."""
    return show_page(ChecksPage(context))


def words(page: QWidget) -> str:
    """Everything on show."""
    found = [part.text() for part in page.findChildren(QLabel) if part.isVisibleTo(page)]
    return "\n".join(found + [part.plain() for part in page.findChildren(Sentence) if part.isVisibleTo(page)])


def form_of(page: ChecksPage) -> CheckDialog:
    return next(one for one in page.findChildren(CheckDialog) if one.isVisible())


def test_both_groups_and_all_cells_say_how_checks_stand(page: ChecksPage, cast: object) -> None:
    records = page.table.records()
    assert [group.title for group in records.groups] == ["Needs someone to act"]
    row = records.row_of(cast.agnieszka)  # type: ignore[attr-defined]
    titles = [column.title for column in records.columns]
    at = titles.index("DBS")
    assert records.cell_at(row, at).text in ("Decide", "Ended 20 Nov", "Ends 20 Nov")
    spoken = records.index(row, at).data(SPOKEN)
    assert spoken.endswith("needs someone to act")
    dev = records.row_of(cast.dev)  # type: ignore[attr-defined]
    assert records.cell_at(dev, at).text == "Sent 2 Nov"
    assert records.cell_at(dev, titles.index("ID")).text == "Not seen"
    assert records.index(dev, titles.index("Medicines")).data(SPOKEN) == "not needed"
    assert not unnamed_widgets(page)


def test_the_pane_says_what_is_next_and_what_is_held(page: ChecksPage, cast: object, settle: Wait) -> None:
    page.show_record(cast.agnieszka)  # type: ignore[attr-defined]
    settle()
    said = words(page.pane)
    assert "What Agnieszka can do" in said
    assert "What we hold about the DBS" in said
    assert "number ends 4471" in said
    assert "001234564471" not in said
    assert "Northfold · 6 h a week · since 2022" in said
    assert next(iter(page.pane.buttons)) == NEXT


def test_the_result_is_recorded_by_keyboard(
    page: ChecksPage, cast: object, hub: OpenHub, qtbot: QtBot, settle: Wait
) -> None:
    page.show_record(cast.agnieszka)  # type: ignore[attr-defined]
    settle()
    page.record_next_of(CheckType.DBS)
    settle()
    dialog = form_of(page)
    assert not unnamed_widgets(dialog)
    form = dialog.form
    assert form.values()["type"] == CheckType.DBS
    form.editor("decision").set_value(CheckDecision.SUITABLE)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert form.problems() == {"decided_by": "Say who decided and when."}
    form.editor("decided_by").set_value("Helen Strickland")
    form.editor("decided_on").set_value(date(2026, 11, 16))
    form.editor("update_service").set_value(Answer.YES)
    form.editor("update_consent").set_value(Answer.YES)
    form.editor("status_result").set_value(StatusResult.CHANGED)
    form.editor("status_on").set_value(date(2026, 11, 16))
    dialog.primary.click()
    settle()
    held = Checks(hub.tools).of(hub.actor, cast.agnieszka)  # type: ignore[attr-defined]
    (dbs,) = [one for one in held if one.type is CheckType.DBS]
    assert (dbs.decision, dbs.status_result) == (CheckDecision.SUITABLE, StatusResult.CHANGED)
    row = page.table.records().row_of(cast.agnieszka)  # type: ignore[attr-defined]
    titles = [column.title for column in page.table.records().columns]
    assert page.table.records().cell_at(row, titles.index("DBS")).tone is Tone.DANGER


def test_only_what_a_kind_has_is_asked(page: ChecksPage, settle: Wait) -> None:
    page.toolbar.add_asked.emit()
    settle()
    form = form_of(page).form
    for kind in CheckType:
        form.editor("type").set_value(kind)
        shown = {key for key in asked(kind) if form.editor(key).widget.isVisibleTo(form)}
        assert shown == asked(kind)
        hidden = {"insurance_to", "references_in", "level", "update_service", "workforce"} - asked(kind)
        assert not [key for key in hidden if form.editor(key).widget.isVisibleTo(form)]
    form.editor("type").set_value(CheckType.DISCLOSURE_SCOTLAND)
    form.editor("level").set_value(CheckLevel.PVG_BOTH)
    assert form.editor("valid_to").widget.isVisibleTo(form)
    form.editor("level").set_value(CheckLevel.LEVEL_1)
    assert not form.editor("valid_to").widget.isVisibleTo(form)


def test_tabs_narrow_and_say_when_all_is_done(page: ChecksPage, settle: Wait) -> None:
    page.toolbar.set_tab("act")
    settle()
    assert len(page.table.records().ids) == 2
    page.toolbar.search.setText("zzzz")  # type: ignore[union-attr]
    page.reload()
    settle()
    assert page.empty.isVisible()


def test_old_details_are_destroyed_from_the_pane(
    page: ChecksPage, cast: object, hub: OpenHub, settle: Wait
) -> None:
    key = cast.agnieszka  # type: ignore[attr-defined]
    with hub.store.write(hub.actor.user_id) as work:
        check = work.session.query(Check).filter_by(volunteer_id=key, type=CheckType.DBS).one()
        check.decision, check.decided_on, check.decided_by = CheckDecision.SUITABLE, date(2026, 1, 2), "Helen"
    page.reload(select=key)
    settle()
    page.show_record(key)
    settle()
    page.pane.buttons[DESTROY].click()
    settle()
    dialog = next(one for one in page.findChildren(ConfirmDialog) if one.isVisible())
    dialog.primary.click()
    settle()
    (dbs,) = [one for one in Checks(hub.tools).of(hub.actor, key) if one.type is CheckType.DBS]
    assert (dbs.ends, dbs.decision) == ("", CheckDecision.SUITABLE)
    assert DESTROY not in page.pane.buttons


def test_ways_on_from_the_pane(page: ChecksPage, cast: object, qtbot: QtBot, settle: Wait) -> None:
    page.show_record(cast.agnieszka)  # type: ignore[attr-defined]
    settle()
    with qtbot.waitSignal(page.place_asked) as went:
        page.pane.buttons[VOLUNTEER].click()
    assert went.args == ["volunteers", cast.agnieszka]  # type: ignore[attr-defined]
    assert CHECKS in page.pane.buttons


@pytest.mark.parametrize(
    ("kind", "state", "said"),
    [
        (CheckType.DBS, KindState(Stands.HOLDS, level=CheckLevel.ENHANCED_ADULTS_BARRED), "Enhanced"),
        (CheckType.DISCLOSURE_SCOTLAND, KindState(Stands.HOLDS, level=CheckLevel.PVG_BOTH), "PVG"),
        (CheckType.REFERENCES, KindState(Stands.HOLDS), "2 of 2"),
        (CheckType.REFERENCES, KindState(Stands.WAITING, references_in=1), "1 of 2"),
        (CheckType.REFERENCES, KindState(Stands.NOT_STARTED), "0 of 2"),
        (CheckType.FIRST_AID, KindState(Stands.HOLDS), "Done"),
        (CheckType.FIRST_AID, KindState(Stands.HOLDS, exempt=True), "Exempt"),
        (CheckType.FIRST_AID, KindState(Stands.NOT_STARTED), "Not done"),
        (CheckType.DBS, KindState(Stands.NOT_STARTED), "Not sent"),
        (CheckType.DBS, KindState(Stands.SOON, on=DAY), "Ends 16 Dec"),
        (CheckType.DRIVING_PAPERS, KindState(Stands.SOON, on=DAY), "Due soon"),
        (CheckType.DBS, KindState(Stands.STOPS, Why.EXPIRED, DAY), "Ended 16 Dec"),
        (CheckType.DBS, KindState(Stands.STOPS, Why.CHANGE_REPORTED), "Changed"),
        (CheckType.DBS, KindState(Stands.STOPS, Why.REFUSED), "Not for role"),
        (CheckType.DBS, KindState(Stands.STOPS, Why.NOT_RECOGNISED), "Not clear"),
        (CheckType.DRIVING_PAPERS, KindState(Stands.STOPS, Why.PAPERS_MISSING), "Missing"),
        (CheckType.FIRST_AID, KindState(Stands.NOT_NEEDED), "—"),
        (CheckType.DBS, KindState(Stands.UNDECIDED), "Decide"),
    ],
)
def test_words_of_a_cell(kind: CheckType, state: KindState, said: str) -> None:
    cell = state_cell(kind, state)
    assert cell.text == said
    assert cell.spoken
    assert "barred" not in cell.spoken


def test_pictures(
    page: ChecksPage,
    context: AppContext,
    qtbot: QtBot,
    settle: Wait,
    shoot: Callable[[QWidget, str], None],
    qapp: QApplication,
) -> None:
    shoot(page, "checks-light")
    install_theme(qapp, Scheme.DARK)
    shoot(page, "checks-dark")
    install_theme(qapp, Scheme.LIGHT, scale=150)
    large = ChecksPage(context)
    qtbot.addWidget(large)
    large.resize(1300, 688)
    large.show()
    large.enter()
    settle()
    shoot(large, "checks-150")
    assert large.table.records().ids
    large.close_page()
    install_theme(qapp, Scheme.LIGHT)


def test_an_exemption_is_never_opened_as_a_check(
    page: ChecksPage, cast: object, hub: OpenHub, settle: Wait
) -> None:
    checks = Checks(hub.tools)
    lead = replace(hub.actor)
    key = cast.agnieszka  # type: ignore[attr-defined]
    checks.exempt(lead, key, CheckType.FIRST_AID, "Nurse", date(2099, 1, 1))
    page.show_record(key)
    settle()
    page.record_next_of(CheckType.FIRST_AID)
    settle()
    values = form_of(page).form.values()
    assert (values["type"], values["status"]) == (CheckType.FIRST_AID, CheckStatus.NEEDED)


def test_a_letter_is_offered_beside_the_result_where_a_check_ends(
    page: ChecksPage, cast: object, settle: Wait
) -> None:
    page.show_record(cast.agnieszka)  # type: ignore[attr-defined]
    settle()
    assert list(page.pane.buttons)[:2] == [NEXT, LETTER]
    page.pane.buttons[LETTER].click()
    settle()
    dialog = next(one for one in page.findChildren(LetterDialog) if one.isVisible())
    assert dialog.words.toPlainText().startswith("Dear Agnieszka,")
    assert "your DBS" in dialog.words.toPlainText()
    dialog.reject()
    page.show_record(cast.dev)  # type: ignore[attr-defined]
    settle()
    assert LETTER not in page.pane.buttons
