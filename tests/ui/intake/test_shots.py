"""Pictures of a call, to be compared with the drawing."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.ui.base.focus import FocusHalo
from desktop.ui.base.theme import Scheme, install_theme
from desktop.ui.intake.page import IntakePage
from desktop.ui.shell import MainShell

WORDS = (
    "“Tablets ready from this afternoon. Can’t get down the stairs since Sunday,"
    " the knee has gone again. Ring the bell twice"
)
Shoot = Callable[[QWidget, str], None]


@pytest.mark.parametrize(
    ("name", "width", "scheme", "scale"),
    [
        ("intake-light", 1366, Scheme.LIGHT, 100),
        ("intake-dark", 1366, Scheme.DARK, 100),
        ("intake-1024", 1024, Scheme.LIGHT, 100),
        ("intake-150", 1366, Scheme.LIGHT, 150),
    ],
)
def test_a_call_half_taken(
    name: str,
    width: int,
    scheme: Scheme,
    scale: int,
    qapp: QApplication,
    qtbot: QtBot,
    context: AppContext,
    known: SimpleNamespace,
    settle: Callable[[], None],
    shoot: Shoot,
) -> None:
    install_theme(qapp, scheme, scale=scale)
    halo = FocusHalo(qapp)
    shell = MainShell(context.jobs, hub_name="Saltmarsh Hub", user_name="Priya Nair", with_call=True)
    qtbot.addWidget(shell)
    shell.add_place("", "call", "New call", "phone-plus", lambda: IntakePage(context))
    shell.resize(width, 768)
    shell.show()
    shell.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is shell)
    page = shell.go_to("call")
    assert isinstance(page, IntakePage)
    settle()
    qtbot.keyClicks(page.form.who.finder.line, "020 7946 0147")
    qtbot.keyClick(page.form.who.finder.line, Qt.Key.Key_Return)
    settle()
    qtbot.keyClick(QApplication.focusWidget(), "2")
    settle()
    qtbot.keyClicks(QApplication.focusWidget(), "Lanthorn Pharmacy")
    page.form.sharing.tick.setChecked(True)
    page.form.before.answers["food_today"].set_value("yes")
    page.form.words.setFocus()
    page.form.words.insertPlainText(WORDS)
    settle()
    assert page.form.problems() == {}
    shoot(shell, name)
    halo.stop()
    page.leave()
    page.close_page()
    settle()


def test_people_found_and_somebody_new(
    qapp: QApplication, make_page: Callable[..., IntakePage], known: object, qtbot: QtBot, shoot: Shoot
) -> None:
    halo = FocusHalo(qapp)
    page = make_page()
    qtbot.keyClicks(page.form.who.finder.line, "ferrygate")
    qtbot.waitUntil(page.form.who.finder.list.isVisible)
    shoot(page, "intake-found")
    page.form.who.add_new("Jeanie Mallory")
    page.form.who.new.fields["phone"].setText("020 7946 0147")
    page.form.who.new.edited.emit()
    page.form.behalf.opener.click()
    page.form.when.repeat.set_value("weekly")
    page.form.who.new.fields["postcode"].setText("QX4 2L")
    page.save()
    qtbot.waitUntil(page.side.alike.isVisible)
    assert page.form.problems() == {"need": "Choose what is needed."}
    shoot(page, "intake-new")
    halo.stop()
