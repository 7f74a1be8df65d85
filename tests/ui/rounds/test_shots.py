"""Pictures of the pages of rounds, to be compared with the drawing."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.enums import TaskOutcome
from desktop.context import AppContext
from desktop.services.hubs import OpenHub
from desktop.services.round_results import RoundResults
from desktop.services.rounds import Rounds
from desktop.ui.base.focus import FocusHalo
from desktop.ui.base.theme import Scheme, install_theme
from desktop.ui.rounds.add_stops import AddStopsDialog
from desktop.ui.rounds.page import RoundsPage
from desktop.ui.rounds.printing import PrintDialog
from desktop.ui.rounds.tasks_page import TasksPage
from desktop.ui.shell import MainShell

Shoot = Callable[[QWidget, str], None]


@pytest.mark.parametrize(
    ("name", "width", "height", "scheme", "scale"),
    [
        ("light", 1366, 768, Scheme.LIGHT, 100),
        ("dark", 1366, 768, Scheme.DARK, 100),
        ("688", 1366, 688, Scheme.LIGHT, 100),
        ("150", 1366, 768, Scheme.LIGHT, 150),
    ],
)
def test_the_pages(
    name: str,
    width: int,
    height: int,
    scheme: Scheme,
    scale: int,
    qapp: QApplication,
    qtbot: QtBot,
    hub: OpenHub,
    context: AppContext,
    planned: str,
    settle: Callable[[], None],
    shoot: Shoot,
) -> None:
    install_theme(qapp, scheme, scale=scale)
    halo = FocusHalo(qapp)
    shell = MainShell(context.jobs, hub_name="Saltmarsh Hub", user_name="Priya Nair", with_call=True)
    qtbot.addWidget(shell)
    shell.add_place("", "rounds", "Rounds", "route", lambda: RoundsPage(context))
    shell.add_place("", "tasks", "Tasks", "list-check", lambda: TasksPage(context))
    shell.resize(width, height)
    shell.show()
    shell.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shell)
    page = shell.go_to("rounds")
    assert isinstance(page, RoundsPage)
    settle()
    shoot(shell, f"rounds-list-{name}")
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    settle()
    assert page.is_open
    qtbot.keyClick(page.view.stops.list, Qt.Key.Key_Down)
    shoot(shell, f"rounds-open-{name}")
    shell.go_to("tasks")
    settle()
    shoot(shell, f"tasks-{name}")
    halo.stop()


@pytest.mark.parametrize(
    ("name", "scheme", "scale"),
    [("light", Scheme.LIGHT, 100), ("dark", Scheme.DARK, 100), ("150", Scheme.LIGHT, 150)],
)
def test_what_came_back(
    name: str,
    scheme: Scheme,
    scale: int,
    qapp: QApplication,
    qtbot: QtBot,
    hub: OpenHub,
    context: AppContext,
    planned: str,
    settle: Callable[[], None],
    shoot: Shoot,
) -> None:
    results = RoundResults(hub.tools)
    results.send_out(hub.actor, planned)
    said = {1: TaskOutcome.DELIVERED, 2: TaskOutcome.LAST_UNOPENED, 3: TaskOutcome.WORRIED}
    results.results(hub.actor, planned, said)
    install_theme(qapp, scheme, scale=scale)
    halo = FocusHalo(qapp)
    shell = MainShell(context.jobs, hub_name="Saltmarsh Hub", user_name="Priya Nair", with_call=True)
    qtbot.addWidget(shell)
    shell.add_place("", "rounds", "Rounds", "route", lambda: RoundsPage(context))
    shell.show()
    shell.activateWindow()
    shell.resize(1366, 768)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shell)
    page = shell.go_to("rounds", planned)
    assert isinstance(page, RoundsPage)
    settle()
    page.view.show_tab("back")
    settle()
    qtbot.keyClicks(page.view.back.stop, "4")
    shoot(shell, f"rounds-back-{name}")
    halo.stop()


def test_who_may_not_and_dialogs(
    hub: OpenHub,
    context: AppContext,
    planned: str,
    world: object,
    opened: RoundsPage,
    settle: Callable[[], None],
    shoot: Shoot,
) -> None:
    rounds = Rounds(hub.tools)
    helper = getattr(world, "helper", "")
    draft = rounds.get(hub.actor, planned).draft
    rounds.save(hub.actor, replace(draft, helper_id=helper), planned)
    opened.view.reload()
    settle()
    shoot(opened, "rounds-held")
    opened.print_page()
    settle()
    (dialog,) = [one for one in QApplication.allWidgets() if isinstance(one, PrintDialog) and one.isVisible()]
    shoot(dialog, "rounds-print")
    assert not dialog.primary.isEnabled()
    dialog.close()
    opened.view.stops.take_off.click()
    settle()
    opened.view.stops.add.click()
    settle()
    shown = [one for one in QApplication.allWidgets() if one.isVisible()]
    (adding,) = [one for one in shown if isinstance(one, AddStopsDialog)]
    shoot(adding, "rounds-add")
    assert len(adding.ticks) == 1
    adding.close()
