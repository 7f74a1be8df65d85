"""Finding a volunteer by keyboard alone: ring, answer, and what is shown only after a yes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from db.enums import CheckType, OfferAnswer, VolunteerStatus
from db.models import Household, Offer, Task
from desktop.services.checks import Checks
from desktop.services.hubs import OpenHub
from desktop.services.needs import Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.volunteers import Volunteers
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.dialog import ReasonDialog
from desktop.ui.base.label import Sentence
from desktop.ui.base.theme import Scheme, install_theme
from desktop.ui.match.given_pane import GivenPane
from desktop.ui.match.page import MatchPage
from desktop.ui.match.ring_pane import RingPane

Open = Callable[..., MatchPage]
Wait = Callable[[], None]
Shoot = Callable[[QWidget, str], None]


@dataclass(frozen=True)
class Case:
    """The keys that the fixture `case` gives; helpers cannot be imported between test files."""

    request: str
    task: str
    sian: str
    omar: str
    dev: str


def words(page: QWidget) -> str:
    """Everything on show."""
    found = [part.text() for part in page.findChildren(QLabel) if part.isVisibleTo(page)]
    found += [part.plain() for part in page.findChildren(Sentence) if part.isVisibleTo(page)]
    found += [part.text() for part in page.findChildren(QAbstractButton) if part.isVisibleTo(page)]
    return "\n".join(found)


def held(hub: OpenHub, task: str) -> tuple[str | None, dict[str, OfferAnswer]]:
    """Who has a task, and what everybody asked said."""
    with hub.store.read() as session:
        said = {one.volunteer_id: one.answer for one in session.query(Offer).filter_by(task_id=task)}
        return session.get_one(Task, task).volunteer_id, said


def test_yes_by_keyboard_assigns_and_only_then_shows_the_address(
    open_page: Open, case: Case, hub: OpenHub, qtbot: QtBot, settle: Wait
) -> None:
    page = open_page(case.request)
    assert page.focusWidget() is page.middle.fits
    before = words(page)
    for hidden in ("Gwilym", "Pryce", "Skerry", "Blue door", "020 7946 0333"):
        assert hidden not in before
    assert "07700 900415" in before
    qtbot.keyClick(page.middle.fits, Qt.Key.Key_Return)
    settle()
    assert held(hub, case.task) == (None, {})
    qtbot.keyClick(page.middle.fits, Qt.Key.Key_Y)
    settle()
    assert held(hub, case.task) == (case.sian, {case.sian: OfferAnswer.YES})
    after = words(page)
    for shown in ("Gwilym Pryce", "3 Skerry Road, Northfold, QX4 2AA", "Blue door", "020 7946 0333"):
        assert shown in after
    assert not unnamed_widgets(page)


def test_no_and_no_answer_go_to_the_next(
    open_page: Open, case: Case, hub: OpenHub, qtbot: QtBot, settle: Wait
) -> None:
    page = open_page(case.request)
    qtbot.keyClick(page.middle.fits, Qt.Key.Key_N)
    settle()
    assert page.middle.fits.current_key() == case.omar
    assert "Ring Omar Haddad" in words(page)
    qtbot.keyClick(page.middle.fits, Qt.Key.Key_A)
    settle()
    qtbot.keyClick(page.middle.fits, Qt.Key.Key_L)
    settle()
    volunteer, said = held(hub, case.task)
    assert volunteer is None
    assert said[case.sian] is OfferAnswer.NO
    assert said[case.omar] is OfferAnswer.WILL_RING_BACK


def test_j_and_k_move_and_the_answers_take_letters_too(
    open_page: Open, case: Case, hub: OpenHub, qtbot: QtBot, settle: Wait
) -> None:
    page = open_page(case.request)
    qtbot.keyClick(page.middle.fits, Qt.Key.Key_J)
    assert page.middle.fits.current_key() == case.omar
    qtbot.keyClick(page.middle.fits, Qt.Key.Key_K)
    assert page.middle.fits.current_key() == case.sian
    pane = page.findChild(RingPane)
    assert isinstance(pane, RingPane)
    pane.answers.setFocus()
    qtbot.keyClick(pane.answers.buttons[0], Qt.Key.Key_Y)
    settle()
    assert held(hub, case.task)[0] == case.sian


def test_somebody_not_cleared_can_never_be_given_it(
    open_page: Open, case: Case, hub: OpenHub, qtbot: QtBot, settle: Wait
) -> None:
    page = open_page(case.request)
    assert "Dev Raman" in words(page.middle.blocked)
    assert "DBS not back yet" in words(page.middle.blocked)
    fits = page.middle.fits.model()
    assert case.dev not in {fits.index(row, 0).data(Qt.ItemDataRole.UserRole).fit.id for row in range(2)}
    (button,) = [one for one in page.middle.blocked.findChildren(QAbstractButton) if one.isVisible()]
    assert button.accessibleName() == "See checks: Dev Raman"
    with qtbot.waitSignal(page.place_asked) as asked:
        qtbot.keyClick(button, Qt.Key.Key_Return)
    assert asked.args == ["volunteers", case.dev]
    for key in (Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_A, Qt.Key.Key_L):
        qtbot.keyClick(button, key)
    settle()
    assert held(hub, case.task) == (None, {})


def test_a_check_lost_meanwhile_is_refused_with_the_reason(
    open_page: Open, case: Case, hub: OpenHub, qtbot: QtBot, settle: Wait
) -> None:
    page = open_page(case.request)
    checks = Checks(hub.tools)
    dbs = next(one for one in checks.of(hub.actor, case.sian) if one.type is CheckType.DBS)
    checks.void(hub.actor, dbs.id, "Wrong person")
    qtbot.keyClick(page.middle.fits, Qt.Key.Key_Y)
    settle()
    assert held(hub, case.task)[0] is None
    assert "Siân Probert can’t be given this task yet" in words(page)
    assert not [one for one in page.findChildren(ReasonDialog) if one.isVisible()]


def test_somebody_away_needs_a_reason(
    open_page: Open, case: Case, hub: OpenHub, qtbot: QtBot, settle: Wait
) -> None:
    page = open_page(case.request)
    day = date(2026, 11, 17)
    Volunteers(hub.tools).add_absence(hub.actor, case.sian, day, day)
    qtbot.keyClick(page.middle.fits, Qt.Key.Key_Y)
    settle()
    assert held(hub, case.task)[0] is None
    dialog = next(one for one in page.findChildren(ReasonDialog) if one.isVisible())
    dialog.form.editor("reason").set_value("Back early")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert held(hub, case.task)[0] == case.sian


def test_the_usual_volunteer_is_remembered_and_a_task_taken_back(
    open_page: Open, case: Case, hub: OpenHub, qtbot: QtBot, settle: Wait
) -> None:
    page = open_page(case.request)
    qtbot.keyClick(page.middle.fits, Qt.Key.Key_Y)
    settle()
    pane = page.findChild(GivenPane)
    assert isinstance(pane, GivenPane)
    assert pane.usual is not None
    assert pane.usual.text() == "Make Siân the usual volunteer"
    qtbot.keyClick(pane.usual, Qt.Key.Key_Return)
    settle()
    with hub.store.read() as session:
        assert case.sian in {one.usual_volunteer_id for one in session.query(Household)}
    given = next(one for one in page.findChildren(GivenPane) if one.isVisible())
    given.back.click()
    dialog = next(one for one in page.findChildren(ReasonDialog) if one.isVisible())
    dialog.form.editor("reason").set_value("Car broke down")
    dialog.primary.click()
    settle()
    assert held(hub, case.task)[0] is None
    qtbot.keyClick(page.middle.fits, Qt.Key.Key_Down)
    assert "Siân Probert usually goes" in words(page)


def test_nobody_says_so_and_offers_what_is_next(
    open_page: Open, case: Case, hub: OpenHub, settle: Wait
) -> None:
    for key in (case.sian, case.omar):
        Volunteers(hub.tools).move(hub.actor, key, VolunteerStatus.RESTING)
    need = next(one for one in Needs(hub.tools).all(hub.actor) if one.code == "prescription")
    draft = OrganisationDraft("Lanthorn Pharmacy", phone="020 7946 0811", need_ids=frozenset({need.id}))
    Organisations(hub.tools).save(hub.actor, draft)
    page = open_page(case.request)
    said = words(page)
    assert "Nobody can do this in time." in said
    assert "Or pass it on: Lanthorn Pharmacy." in said
    assert "020 7946 0811" in said
    assert "Nobody to ring yet" in said


def test_a_request_without_a_task_says_what_to_do(open_page: Open, case: Case) -> None:
    page = open_page("no-such-request")
    assert page.empty.isVisible()


def test_esc_goes_back(open_page: Open, case: Case, qtbot: QtBot) -> None:
    page = open_page(case.request)
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(page.middle.fits, Qt.Key.Key_Escape)


def test_markup_in_a_name_is_shown_as_typed(open_page: Open, case: Case, hub: OpenHub) -> None:
    volunteers = Volunteers(hub.tools)
    for key, name in ((case.sian, "<b>Siân</b>"), (case.dev, "<i>Dev</i>")):
        held_now = volunteers.get(hub.actor, key).draft
        assert held_now.person is not None
        changed = replace(held_now, person=replace(held_now.person, first_name=name))
        volunteers.save(hub.actor, changed, key)
    page = open_page(case.request)
    assert "Ring <b>Siân</b> Probert" in words(page)
    assert "<i>Dev</i> Raman" in words(page)
    assert not rich_texts(page)
    assert not unnamed_widgets(page)


def test_pictures(
    open_page: Open, case: Case, shoot: Shoot, qapp: QApplication, qtbot: QtBot, settle: Wait
) -> None:
    page = open_page(case.request)
    shoot(page, "match-light")
    install_theme(qapp, Scheme.DARK)
    shoot(page, "match-dark")
    install_theme(qapp, Scheme.LIGHT, scale=150)
    large = open_page(case.request, 1300, 688)
    shoot(large, "match-150")
    small = open_page(case.request, 900, 688)
    shoot(small, "match-150-narrow")
    install_theme(qapp, Scheme.LIGHT)
    page.setFocus()
    qtbot.keyClick(page.middle.fits, Qt.Key.Key_Y)
    settle()
    shoot(page, "match-given")
    assert words(page)
