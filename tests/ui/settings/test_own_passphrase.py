"""Changing one's own passphrase in Settings."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from db import keys
from db.errors import WrongPassphrase
from desktop.context import AppContext
from desktop.ui.base.dialog import FormDialog
from desktop.ui.settings.page import SettingsPage
from tests.ui.conftest import PASSPHRASE

NEW = "nine loud otters dive"
Settle = Callable[[], None]


def test_the_old_one_is_asked_for_and_the_new_one_twice(
    context: AppContext, settle: Settle, qtbot: QtBot
) -> None:
    page = SettingsPage(context)
    qtbot.addWidget(page)
    said: list[str] = []
    page.said.connect(lambda text, _undo: said.append(text))
    page.show()
    page.enter()
    settle()
    page.passphrase.click()
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, FormDialog)]
    for key in ("old", "new", "again"):
        line = dialog.form.editor(key).widget
        assert isinstance(line, QLineEdit)
        assert line.echoMode() is QLineEdit.EchoMode.Password
    dialog.form.set_values({"old": PASSPHRASE, "new": NEW, "again": "nine loud otters"})
    dialog.primary.click()
    settle()
    assert dialog.isVisible()
    assert keys.unlock(context.hub.folder.path, PASSPHRASE).user_id == context.actor.user_id
    dialog.form.set_values({"old": PASSPHRASE, "new": NEW, "again": NEW})
    dialog.primary.click()
    settle()
    assert keys.unlock(context.hub.folder.path, NEW).user_id == context.actor.user_id
    with pytest.raises(WrongPassphrase):
        keys.unlock(context.hub.folder.path, PASSPHRASE)
    assert said == ["Your passphrase was changed. The old one opens this hub no more."]
