"""Mission row 16, Calderdale and Hebden Bridge: a flood week, from the first form to the record that stays.

A relief hub is open after one form; those on standby from the last flood are rung; people are registered and
crossed off; sandbags and clean-up stand on New call while it lasts; it is closed, its register exported, and
its people are taken out on their day, which was put off and stopped on the way.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db.enums import Answer
from db.enums_incidents import CallOutAnswer, IncidentKind
from db.models import Approval
from desktop.context import AppContext
from desktop.domain.errors import DomainError
from desktop.exports.make_list import ListPlan, make_list
from desktop.services.approvals import Approvals
from desktop.services.incident_ending import ACT, IncidentEndings
from desktop.services.incidents import Incidents
from desktop.services.intake import CallDraft, Intake
from desktop.services.lists import ListKind
from desktop.services.needs import Needs
from desktop.services.people import PersonDraft
from desktop.services.relief import Relief
from desktop.services.requests import RequestDraft
from desktop.services.standby import Standbys
from desktop.services.volunteer_parts import VolunteerDraft
from desktop.services.volunteers import Volunteers
from desktop.ui.base.dialog import FormDialog
from desktop.ui.incidents.call_out_page import CallOutPage
from desktop.ui.incidents.page import IncidentsPage
from desktop.ui.incidents.register_page import ArrivalsPage
from desktop.ui.main_window import MainWindow
from tests.ui.journey_hands import said
from tests.ui.window import main, records  # noqa: F401

TODAY = date(2026, 11, 17)
Wait = Callable[[], None]


class Hands:
    """What a coordinator does in the week of a flood."""

    def __init__(self, window: MainWindow, context: AppContext, settle: Wait) -> None:
        """Take the window."""
        self.main, self.context, self.settle = window, context, settle

    def over(self, key: str, item: str | None = None) -> Any:
        """A page over the places."""
        self.main._open_over(key, item)
        self.settle()
        return self.main.shell.page()

    def press(self, page: Any, key: str) -> None:
        """Press a button of the pane."""
        page.pane.buttons[key].click()
        self.settle()

    def fill(self, **answers: Any) -> None:
        """Answer the form that is open, and save it."""
        form = next(
            one for one in QApplication.topLevelWidgets() if isinstance(one, FormDialog) and one.isVisible()
        )
        form.form.set_values(answers)
        form.primary.click()
        self.settle()
        assert not isValid(form) or not form.isVisible(), "a form that was refused stays open"


@pytest.fixture
def hands(main: MainWindow, context: AppContext, settle: Wait) -> Hands:  # noqa: F811
    """Hands on the window."""
    return Hands(main, context, settle)


def on_standby(context: AppContext, *names: str) -> list[str]:
    """Volunteers kept on standby from the last flood."""
    made = []
    for name in names:
        first, _, last = name.partition(" ")
        draft = VolunteerDraft(PersonDraft(first, last_name=last, email=f"{first.lower()}@example.org"))
        made.append(context.service(Volunteers).save(context.actor, draft).made)
    context.service(Standbys).put_on(context.actor, made, IncidentKind.FLOOD, "4x4")
    return made


def open_flood(hands: Hands) -> str:
    """Monday, before six: one form; the key of the incident."""
    page = hands.over("incidents")
    assert isinstance(page, IncidentsPage)
    page.open_form()
    hands.settle()
    hands.fill(name="Flood, Calder", centre="Town Hall", centre_places=60, note="River over the weir")
    (flood,) = hands.context.service(Incidents).open_now(hands.context.actor)
    assert (flood.name, flood.kind) == ("Flood, Calder", IncidentKind.FLOOD)
    assert "sandbags" in in_use(hands)
    assert "Help asked for" in said(page)
    return flood.id


def in_use(hands: Hands) -> set[str]:
    """Codes of the help in use."""
    return {need.code for need in hands.context.service(Needs).all(hands.context.actor)}


def ring(hands: Hands, qtbot: QtBot, flood: str, ready: list[str]) -> None:
    """Those on standby are rung down the list by one key each."""
    calls = hands.over("call_out", flood)
    assert isinstance(calls, CallOutPage)
    assert list(calls.table.records().ids) == ready
    hands.main.shell.activateWindow()
    qtbot.waitUntil(hands.main.shell.isActiveWindow)
    calls.table.setFocus()
    qtbot.keyClick(calls.table, Qt.Key.Key_Y)
    hands.settle()
    answers = {
        row.name: row.answer for row in hands.context.service(Standbys).called(hands.context.actor, flood)
    }
    assert answers == {"Kofi Mensah": CallOutAnswer.COMING, "Leanne Turvey": CallOutAnswer.NOT_ASKED}


def register(hands: Hands, flood: str) -> None:
    """People come, with the least that is asked at a door, and are crossed off when they go."""
    page = hands.over("arrivals", flood)
    assert isinstance(page, ArrivalsPage)
    page.open_form()
    hands.settle()
    hands.fill(name="Idris Thomas", adults=2, children=1, needs_now="Insulin by 18:00", may_tell=Answer.NO)
    assert "3 people here now" in page.subtitle
    assert "we cannot tell anybody" in said(page)
    hands.press(page, "left")
    hands.fill(gone_to="His sister's in Todmorden")
    assert list(page.table.records().ids) == []


def close(hands: Hands, flood: str, out: Path) -> IncidentsPage:
    """Sunday: closed, looked back on, exported for the council."""
    context, actor = hands.context, hands.context.actor
    page = hands.over("incidents", flood)
    assert isinstance(page, IncidentsPage)
    hands.press(page, "close")
    hands.fill(learned="Sandbags at the school as well", erase_on=TODAY + timedelta(days=30))
    assert "sandbags" not in in_use(hands)
    plan = ListPlan(ListKind.ARRIVALS, context.service(Relief).ids(actor, flood))
    assert make_list(context.hub.tools, actor, plan, out, context.hub.tools.clock()).rows == 1
    assert "Idris Thomas" in out.read_text(encoding="utf-8")
    return page


def put_off_and_stop(hands: Hands, page: IncidentsPage, flood: str) -> None:
    """The day is put off and stopped; nobody goes meanwhile."""
    hands.press(page, "put_off")
    hands.fill(day=TODAY + timedelta(days=60))
    hands.press(page, "stop")
    hands.fill(why="The inquest still asks")
    assert "The inquest still asks" in said(page)
    context = hands.context
    with pytest.raises(DomainError, match="was stopped"):
        context.service(IncidentEndings).take_out(context.actor, context.hub.folder.path, flood, "")
    hands.press(page, "put_off")
    hands.fill(day=TODAY + timedelta(days=1))


def take_out(hands: Hands, flood: str) -> None:
    """On its day a second person agrees."""
    context, actor = hands.context, hands.context.actor
    clock = context.hub.tools.clock
    endings = IncidentEndings(replace(context.hub.tools, clock=lambda: clock() + timedelta(days=2)))
    shown = endings.preview(actor, flood)
    asked = Approvals(endings.tools).ask(actor, ACT, shown.subject, shown.words)
    with context.hub.store.write(actor.user_id) as work:
        held = work.session.get_one(Approval, asked.id)
        held.agreed_at, held.until = endings.now(), endings.now() + timedelta(minutes=30)
    context.jobs.write(lambda: endings.take_out(actor, context.hub.folder.path, flood, asked.id))
    hands.settle()
    assert context.service(Relief).ids(actor, flood) == []


def test_a_flood_week_from_one_form_to_the_record(
    hands: Hands, context: AppContext, qtbot: QtBot, tmp_path: Path
) -> None:
    ready = on_standby(context, "Kofi Mensah", "Leanne Turvey")
    flood = open_flood(hands)
    ring(hands, qtbot, flood, ready)
    register(hands, flood)
    call = CallDraft(RequestDraft("", "sandbags"), PersonDraft("Jean", last_name="Mallory"))
    context.service(Intake).save(context.actor, call)
    assert context.service(Incidents).rows(context.actor, [flood])[0].requests == 1
    page = close(hands, flood, tmp_path / "register.csv")
    put_off_and_stop(hands, page, flood)
    take_out(hands, flood)
    page = hands.over("incidents", flood)
    assert page.table.records().cell_at(0, 2).text == "Closed, people taken out"
    assert context.service(Incidents).get(context.actor, flood).figures["adults"] == 2
