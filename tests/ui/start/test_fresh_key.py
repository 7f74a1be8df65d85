"""A fresh key from the screen: a leaver removed, the offer taken, the new card proved, and work goes on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from db import keys
from db.enums import Role
from desktop.app import App
from desktop.services.hubs import OpenHub
from desktop.services.users import Users
from desktop.ui.base.dialog import FormDialog, ReasonDialog
from desktop.ui.settings.users_page import UsersPage
from desktop.ui.shell import MainShell
from desktop.ui.start.card import CardWindow, ProveWindow
from desktop.ui.start.unlock import UnlockWindow
from tests.ui.start.conftest import CHEAP, PASSPHRASE

Settle = Callable[[], None]


@pytest.fixture
def hub(app: App, made: tuple[Path, str], settle: Settle) -> OpenHub:
    """The hub, open in the app: Priya's, with Yusuf, and Sam who leaves."""
    app.begin(made[0])
    assert isinstance(app.window, UnlockWindow)
    app.window.form.set_values({"passphrase": PASSPHRASE})
    app.window.open_button.click()
    settle()
    hub = app.hub
    assert hub is not None
    for name, secret in (("Sam Reed", "two grey moths drift"), ("Yusuf Amari", "nine loud otters dive")):
        roles = frozenset({Role.CALL_HANDLER})
        Users(hub.tools).add(hub.actor, made[0], name, secret, roles, params=CHEAP)
    return hub


def dialog_of(parent: QWidget, kind: type[FormDialog]) -> FormDialog:
    """The dialog of a kind that is open."""
    (found,) = [one for one in parent.findChildren(kind) if one.isVisible()]
    return found


def test_a_leaver_is_removed_and_the_hub_given_a_fresh_key(
    app: App, made: tuple[Path, str], hub: OpenHub, settle: Settle
) -> None:
    (folder, card), old = made, hub.store.key
    main = app._main
    assert main is not None
    main._open_over("users", None)
    settle()
    page = main.shell.page()
    assert isinstance(page, UsersPage)
    page.open_void(next(one.id for one in Users(hub.tools).all(hub.actor) if one.name == "Sam Reed"))
    reason = dialog_of(page, ReasonDialog)
    reason.form.set_values({"reason": "Left on Friday"})
    reason.primary.click()
    settle()
    offer = dialog_of(page, FormDialog)
    assert "Sam Reed has left" in offer.windowTitle()
    offer.form.set_values({"passphrase": "not the right one"})
    offer.primary.click()
    settle()
    assert offer.isVisible()
    offer.form.set_values({"passphrase": PASSPHRASE})
    offer.primary.click()
    settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window = app.window
    assert isinstance(window, CardWindow)
    assert app.preferences.unchecked_cards == (folder,)
    words = keys_words(window)
    window.done_button.click()
    prove = app.window
    assert isinstance(prove, ProveWindow)
    prove.form.set_values({str(place): words.split()[place] for place in prove.asked})
    prove.check_button.click()
    settle()
    assert isinstance(app.window, MainShell)
    assert app.hub is not None
    assert app.hub.store.key not in (old, b"")
    assert app.hub.actor.name == "Priya Nair"
    assert app.preferences.unchecked_cards == ()
    assert keys.unlock_with_recovery(folder, words).key == app.hub.store.key
    assert keys.unlock(folder, "nine loud otters dive").key == app.hub.store.key
    assert card != words


def keys_words(window: QWidget) -> str:
    """The words a card's window shows, in order."""
    from desktop.ui.base.label import Label

    shown = (one.text() for one in window.findChildren(Label))
    numbered = [one.split(".  ", 1) for one in shown if ".  " in one]
    return " ".join(word for _, word in sorted(numbered, key=lambda pair: int(pair[0])))
