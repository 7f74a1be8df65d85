"""What is past its time: seen on the screen, agreed to by two, gone batch by batch, and in the log after."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from db.enums_protection import RetentionType
from desktop.context import AppContext
from desktop.services.holds import Holds
from desktop.services.people import People
from desktop.services.registers import Registers
from desktop.services.today import TodayDesk
from desktop.ui.base.accessibility import unnamed_widgets
from desktop.ui.base.dialog import FormDialog
from desktop.ui.protection.page import ProtectionPage
from desktop.ui.protection.retention_page import RetentionPage
from tests.services.past_time import Town, ago

Wait = Callable[[], None]


def said(page: RetentionPage) -> str:
    """Every word on the page."""
    return " ".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


def open_page(context: AppContext, settle: Wait, qtbot: QtBot) -> RetentionPage:
    """The page, with what it found."""
    page = RetentionPage(context)
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.show()
    settle()
    return page


def test_two_people_let_go_of_what_is_past_its_time(context: AppContext, settle: Wait, qtbot: QtBot) -> None:
    town, actor = Town(context.hub), context.actor
    old, kept = town.person(ago(40)), town.person(ago(40))
    town.request(old, ago(30))
    town.hold(kept)
    items = {one.key: one for one in context.service(TodayDesk).day(actor).items}
    assert (items["retention:due"].place, items["retention:due"].sentence.text) == (
        "retention",
        "1 record is past its time",
    )
    page = open_page(context, settle, qtbot)
    assert unnamed_widgets(page) == []
    words = said(page)
    assert "People, after the last contact: 1 goes" in words
    assert "1 stays: kept back by the lead" in words
    assert "Request: 1" in words
    page.which[RetentionType.PEOPLE].click()
    settle()
    assert "Person P-1, Zebulon1 Quirkfeather, last on" in said(page)
    assert context.service(People).find(actor, "zebulon1")
    page.run_button.click()
    settle()
    dialog = page.findChild(FormDialog)
    assert dialog is not None
    day = context.hub.tools.clock().date()
    signed = {"reason": "The yearly look", "typed": "a-0001", "name": "Jo Marsh, vicar", "signed_on": day}
    dialog.form.set_values(signed)
    dialog.primary.click()
    settle()
    assert "1 record went." in page.notice.text
    assert "Nothing is to go today." in said(page)
    assert not page.run_button.isEnabled()
    (line,) = context.service(Registers).destructions(actor)
    assert (line.about, line.second, line.cut_off) == ("people", "Jo Marsh, vicar", False)
    assert context.service(People).find(actor, "zebulon1") == []
    assert context.service(People).find(actor, "zebulon2")
    assert "retention:due" not in {one.key for one in context.service(TodayDesk).day(actor).items}


def test_with_nothing_past_its_time_there_is_nothing_to_press(
    context: AppContext, settle: Wait, qtbot: QtBot
) -> None:
    page = open_page(context, settle, qtbot)
    assert "Nothing is to go today." in said(page)
    assert not page.run_button.isEnabled()
    page.ask()
    settle()
    assert page.findChild(FormDialog) is None
    with qtbot.waitSignal(page.place_asked) as asked:
        page.back.click()
    assert asked.args == ["protection", None]


def test_the_destruction_log_tells_kinds_range_and_rule(
    context: AppContext, settle: Wait, qtbot: QtBot
) -> None:
    test_two_people_let_go_of_what_is_past_its_time(context, settle, qtbot)
    page = ProtectionPage(context)
    qtbot.addWidget(page)
    page.show()
    (row,) = page.spec.registers["destroyed"].rows()  # type: ignore[attr-defined]
    assert row.name == "D-1, People, after the last contact"
    shown = {one.label: one.value for one in page.spec.registers["destroyed"].detail(row).sections[0].rows}  # type: ignore[attr-defined]
    assert "Request 1" in shown["Of which"]
    assert shown["Figures kept of"] == "1 request"
    assert shown["Rule"] == "people, 24 months, anonymise"
    settle()


def test_the_lead_keeps_records_back_and_lets_them_go_again(
    context: AppContext, settle: Wait, qtbot: QtBot
) -> None:
    town, actor, holds = Town(context.hub), context.actor, context.service(Holds)
    who = town.person(ago(40))
    page = ProtectionPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    settle()
    next(one for one in page.toolbar.tabs if one.tab.key == "holds").click()
    settle()
    assert page.toolbar.add is not None
    page.toolbar.add.click()
    settle()
    dialog = page.findChild(FormDialog)
    assert dialog is not None
    soon = ago(-2)
    values = {"person_id": (who, "Zebulon1 Quirkfeather"), "reason": "A claim is open", "look_again_on": soon}
    dialog.form.set_values(values)
    dialog.primary.click()
    settle()
    (line,) = holds.all(actor)
    assert (line.person_id, line.reason, line.look_again_on) == (who, "A claim is open", soon)
    register = page.spec.registers["holds"]  # type: ignore[attr-defined]
    (row,) = register.rows()
    register.act(page, "lift_hold", row)
    settle()
    lift = [one for one in page.findChildren(FormDialog) if "Lift" in one.windowTitle()][-1]
    lift.form.set_values({"reason": "It was settled"})
    lift.primary.click()
    settle()
    assert [one.stands for one in holds.all(actor)] == [False]
