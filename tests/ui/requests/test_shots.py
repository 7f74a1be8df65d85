"""Pictures of the Requests page, to be compared with the drawing."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.ui.base.focus import FocusHalo
from desktop.ui.base.theme import Scheme, install_theme
from desktop.ui.requests.page import RequestsPage
from desktop.ui.shell import MainShell

Wait = Callable[[], None]
Taken = dict[str, str]


@pytest.mark.parametrize(
    ("name", "width", "scheme", "scale"),
    [
        ("requests-light", 1366, Scheme.LIGHT, 100),
        ("requests-dark", 1366, Scheme.DARK, 100),
        ("requests-1024", 1024, Scheme.LIGHT, 100),
        ("requests-150", 1366, Scheme.LIGHT, 150),
    ],
)
def test_shots(
    name: str,
    width: int,
    scheme: Scheme,
    scale: int,
    qapp: QApplication,
    qtbot: QtBot,
    context: AppContext,
    taken: Taken,
    settle: Wait,
    shoot: Callable[[QWidget, str], None],
) -> None:
    install_theme(qapp, scheme, scale=scale)
    halo = FocusHalo(qapp)
    shell = MainShell(context.jobs, hub_name="Saltmarsh Hub", user_name="Priya Nair", with_call=True)
    qtbot.addWidget(shell)
    shell.add_place("", "requests", "Requests", "inbox", lambda: RequestsPage(context))
    shell.resize(width, 768)
    shell.show()
    shell.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shell)
    page = shell.go_to("requests")
    assert isinstance(page, RequestsPage)
    settle()
    assert page.table.current_id() == taken["Stanley"]
    row = page.toolbar.layout()
    assert row is not None
    assert row.minimumSize().width() <= page.toolbar.width()
    shoot(shell, name)
    halo.stop()
    page.leave()
