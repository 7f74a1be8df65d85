"""From the welcome to an open hub, and back through the lock, the recovery card and a backup."""

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db import keys
from db.enums import Nation
from db.errors import DiskFull
from db.keys import KdfParams
from desktop import app as composition
from desktop.app import App
from desktop.runtime import paths
from desktop.services import demo
from desktop.services.backups import Backups
from desktop.services.hubs import NewHub, make_hub, open_hub
from desktop.ui.backup.page import BackupPage
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.form import RecordForm
from desktop.ui.base.label import Label
from desktop.ui.imports.page import ImportsPage
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.shell import MainShell
from desktop.ui.start.card import CardWindow, ProveWindow
from desktop.ui.start.create import CreateWindow, folder_name
from desktop.ui.start.ready import BeginWindow, PlaceWindow
from desktop.ui.start.recover import RecoverWindow
from desktop.ui.start.restore import RestoreWindow
from desktop.ui.start.unlock import UnlockWindow
from desktop.ui.start.welcome import WelcomeWindow

PASSPHRASE, OTHER = "seven quiet herons wade", "five loud geese at noon"
CHEAP = KdfParams(64, 1, 1)
ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
FORM = {
    "name": "Saltmarsh Hub",
    "nation": Nation.ENGLAND,
    "phone": "020 7946 0800",
    "lead_name": "Helen Strickland",
    "user_name": "Priya Nair",
    "passphrase": PASSPHRASE,
    "again": PASSPHRASE,
}
WRONG = "That passphrase does not open this hub. Check Caps Lock and type it again, or use the recovery card."
W = TypeVar("W", bound=QWidget)
Settle = Callable[[], None]


def shown(app: App, kind: type[W]) -> W:
    """The window on show, which is of a kind and reads well."""
    window = app.window
    assert isinstance(window, kind)
    assert window.isVisible()
    assert (unnamed_widgets(window), rich_texts(window)) == ([], [])
    return window


def fill(form: RecordForm, values: Mapping[str, Any]) -> None:
    """Answer a form."""
    form.set_values(values)


def words_of(window: QWidget) -> str:
    """Every label on a window."""
    return "\n".join(label.text() for label in window.findChildren(Label))


def unlock(window: UnlockWindow, secret: str, qtbot: QtBot, settle: Settle) -> None:
    """Type a passphrase and press Enter."""
    line = window.form.editor("passphrase").widget
    qtbot.keyClicks(line, secret)
    qtbot.keyClick(line, ENTER)
    settle()


def test_a_hub_is_made_its_card_saved_and_its_window_opens(
    app: App, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    app.begin(None)
    shown(app, WelcomeWindow).create_button.click()
    create = shown(app, CreateWindow)
    fill(create.form, FORM | {"again": OTHER})
    create.make_button.click()
    assert create.form.problems() == {"again": "The two are not the same. Type it again."}
    fill(create.form, FORM)
    create.make_button.click()
    settle()
    card = shown(app, CardWindow)
    words = [one.text().split()[-1] for one in card.findChildren(Label) if one.text()[:1].isdigit()]
    assert len(words) >= 12
    assert app.preferences.unchecked_cards == (paths.hubs_folder() / "Saltmarsh-Hub",)
    qtbot.keyClick(card.print_button, Qt.Key.Key_Space)
    settle()
    (preview,) = card.findChildren(PreviewDialog)
    paper = "".join(page.extract_text() for page in PdfReader(BytesIO(preview.document.content)).pages)
    assert [word for word in words if word not in paper] == []
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    settle()
    assert card.focusWidget() is card.done_button
    qtbot.keyClick(card.done_button, Qt.Key.Key_Space)
    prove(app, words, qtbot)
    assert app.preferences.unchecked_cards == ()
    place = shown(app, PlaceWindow)
    (tmp_path / "no folder").write_text("", encoding="utf-8")
    place.use(str(tmp_path / "no folder"))
    settle()
    assert shown(app, PlaceWindow).problem.isVisible()
    assert place.choose_button.isEnabled()
    (tmp_path / "stick").mkdir()
    place.use(str(tmp_path / "stick"))
    settle()
    assert len(list((tmp_path / "stick").iterdir())) >= 1
    begin = shown(app, BeginWindow)
    assert begin.import_button.hasFocus()
    begin.import_button.click()
    settle()
    shell = shown(app, MainShell)
    assert shell.windowTitle().startswith("Saltmarsh Hub")
    assert isinstance(shell.page(), ImportsPage)
    assert "card" not in shell.status.items
    assert app.preferences.recent_hubs == (paths.hubs_folder() / "Saltmarsh-Hub",)


def prove(app: App, words: list[str], qtbot: QtBot) -> None:
    """Type the words asked for, one of them wrong at first."""
    window = shown(app, ProveWindow)
    assert len(set(window.asked)) == 3
    lines = [window.form.editor(str(place)).widget for place in window.asked]
    qtbot.keyClicks(lines[0], words[window.asked[0]].upper())
    qtbot.keyClicks(lines[1], "zebra")
    qtbot.keyClicks(lines[2], f" {words[window.asked[2]]} ")
    qtbot.keyClick(lines[2], ENTER)
    second = window.asked[1]
    assert window.form.problems() == {str(second): f"That is not word {second + 1}. Look at the card again."}
    assert app.window is window
    window.form.set_values({str(second): words[second]})
    qtbot.keyClick(lines[2], ENTER)


def test_a_card_put_off_is_reminded_of_until_its_words_are_read_back(
    app: App, qtbot: QtBot, settle: Settle
) -> None:
    app.create()
    create = shown(app, CreateWindow)
    fill(create.form, FORM)
    create.make_button.click()
    settle()
    card = shown(app, CardWindow)
    words = " ".join(one.text().split()[-1] for one in card.findChildren(Label) if one.text()[:1].isdigit())
    card.done_button.click()
    shown(app, ProveWindow).back_button.click()
    shown(app, CardWindow).later_button.click()
    shown(app, PlaceWindow).skip_button.click()
    shown(app, BeginWindow).empty_button.click()
    settle()
    shell = shown(app, MainShell)
    reminder = shell.status.items["card"]
    assert reminder.accessibleName() == "Recovery card not checked yet"
    qtbot.mouseClick(reminder, Qt.MouseButton.LeftButton)
    settle()
    page = shell.page()
    assert isinstance(page, BackupPage)
    page.card_button.click()
    (dialog,) = page.findChildren(FormDialog)
    dialog.form.set_values({"words": "zebra " * 14})
    dialog.primary.click()
    settle()
    assert list(dialog.form.problems()) == [""]
    assert not reminder.isHidden()
    dialog.form.set_values({"words": words})
    dialog.primary.click()
    settle()
    assert reminder.isHidden()
    assert app.preferences.unchecked_cards == ()


def test_a_passphrase_too_easily_guessed_is_said_and_nothing_is_made(app: App, settle: Settle) -> None:
    app.create()
    create = shown(app, CreateWindow)
    fill(create.form, FORM | {"passphrase": "password", "again": "password"})
    create.make_button.click()
    settle()
    assert list(create.form.problems()) == [""]
    assert create.make_button.isEnabled()
    assert not (paths.hubs_folder() / "Saltmarsh-Hub" / "keys.json").exists()


def test_a_wrong_passphrase_is_said_beside_the_form_and_the_right_one_opens(
    app: App, made: tuple[Path, str], qtbot: QtBot, settle: Settle
) -> None:
    app.begin(made[0])
    window = shown(app, UnlockWindow)
    unlock(window, OTHER, qtbot, settle)
    assert window.form.problems() == {"": WRONG}
    assert window.open_button.isEnabled()
    window.form.set_values({"passphrase": ""})
    unlock(window, PASSPHRASE, qtbot, settle)
    assert shown(app, MainShell).windowTitle().startswith("Saltmarsh Hub")


def test_a_hub_opened_before_is_offered_first(app: App, made: tuple[Path, str]) -> None:
    app.preferences.remember_hub(made[0])
    app.begin(None)
    window = shown(app, UnlockWindow)
    window.other_button.click()
    assert "Saltmarsh-Hub" in "".join(
        str(one.text()) for one in shown(app, WelcomeWindow).findChildren(type(window.other_button))
    )


def test_locking_hides_the_hub_and_unlocking_brings_it_back_as_it_was(
    app: App, made: tuple[Path, str], qtbot: QtBot, settle: Settle
) -> None:
    app.begin(made[0])
    unlock(shown(app, UnlockWindow), PASSPHRASE, qtbot, settle)
    shell = shown(app, MainShell)
    shell.go_to("people")
    settle()
    page = shell.page()
    shell.top.lock_asked.emit()
    assert not shell.isVisible()
    (window,) = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert isinstance(window, UnlockWindow)
    unlock(window, OTHER, qtbot, settle)
    assert window.form.problems() == {
        "": "That passphrase does not open this hub. Check Caps Lock and type it again."
        " To use the recovery card, close the app and open the hub."
    }
    assert not shell.isVisible()
    window.form.set_values({"passphrase": ""})
    unlock(window, PASSPHRASE, qtbot, settle)
    assert shown(app, MainShell) is shell
    assert shell.page() is page


def test_only_whose_work_is_locked_can_go_on_with_it(
    app: App, made: tuple[Path, str], qtbot: QtBot, settle: Settle
) -> None:
    app.begin(made[0])
    unlock(shown(app, UnlockWindow), PASSPHRASE, qtbot, settle)
    assert app.hub is not None
    keys.add_user(
        made[0], app.hub.store.key, user_id="b" * 32, user_name="Sam", passphrase=OTHER, params=CHEAP
    )
    app.lock()
    (window,) = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert isinstance(window, UnlockWindow)
    unlock(window, OTHER, qtbot, settle)
    assert window.form.values()["account"] == "Priya Nair"
    assert window.form.problems()[""].startswith("That passphrase does not open this hub.")
    assert app.hub.actor.name == "Priya Nair"
    window.form.set_values({"passphrase": ""})
    unlock(window, PASSPHRASE, qtbot, settle)
    shown(app, MainShell)


def test_the_card_opens_the_hub_with_a_new_passphrase(
    app: App, made: tuple[Path, str], settle: Settle
) -> None:
    folder, words = made
    app.begin(folder)
    shown(app, UnlockWindow).card_button.click()
    window = shown(app, RecoverWindow)
    fill(
        window.form, {"words": words.replace(words.split()[0], "zebra"), "passphrase": OTHER, "again": OTHER}
    )
    window.open_button.click()
    settle()
    assert list(window.form.problems()) == [""]
    fill(window.form, {"words": words, "passphrase": OTHER, "again": PASSPHRASE})
    window.open_button.click()
    assert list(window.form.problems()) == ["again"]
    fill(window.form, {"words": f"  {words.upper()} ", "passphrase": OTHER, "again": OTHER})
    window.open_button.click()
    settle()
    shown(app, MainShell).close()
    app.close_hub()
    opened = open_hub(folder, OTHER)
    assert opened.actor.name == "Priya Nair"
    opened.close()


@pytest.mark.parametrize("with_words", [False, True])
def test_a_backup_is_restored_and_opened(
    with_words: bool, app: App, made: tuple[Path, str], tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    folder, words = made
    hub = open_hub(folder, PASSPHRASE)
    (backup,) = Backups(hub.tools).make(hub.actor, folder, tmp_path)
    hub.close()
    app.welcome()
    shown(app, WelcomeWindow).restore_button.click()
    window = shown(app, RestoreWindow)
    secret = words if with_words else PASSPHRASE
    fill(window.form, {"folder": "again", "secret": secret, "words": with_words})
    window.restore_button.click()
    assert window.form.problems() == {"": "Choose the backup first."}
    window.set_file(str(backup.path))
    fill(window.form, {"secret": OTHER})
    window.restore_button.click()
    settle()
    assert list(window.form.problems()) == [""]
    fill(window.form, {"secret": secret})
    window.restore_button.click()
    settle()
    assert window.said.text.startswith("Saltmarsh Hub is back as it was on ")
    window.open_button.click()
    unlock(shown(app, UnlockWindow), PASSPHRASE, qtbot, settle)
    assert shown(app, MainShell).windowTitle().startswith("Saltmarsh Hub")
    assert app.hub is not None
    assert app.hub.folder.path == paths.hubs_folder() / "again"


def test_only_the_demonstration_shows_its_passphrase(
    app: App, made: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, settle: Settle
) -> None:
    def small(folder: Path) -> None:
        make_hub(folder, NewHub("Demo", Nation.ENGLAND, is_demo=True), demo.DEMO_PASSPHRASE, params=CHEAP)
        (folder / demo.DEMO_NOTE).write_text(demo.DEMO_PASSPHRASE + "\n", encoding="utf-8")

    monkeypatch.setattr(composition, "_make_demo", small)
    app.begin(made[0])
    ordinary = shown(app, UnlockWindow)
    assert "passphrase is" not in words_of(ordinary)
    (made[0] / demo.DEMO_NOTE).write_text(PASSPHRASE, encoding="utf-8")
    app.begin(made[0])
    assert PASSPHRASE not in words_of(shown(app, UnlockWindow))
    app.welcome()
    shown(app, WelcomeWindow).demo_button.click()
    settle()
    window = shown(app, UnlockWindow)
    assert demo.DEMO_PASSPHRASE in words_of(window)
    unlock(window, demo.DEMO_PASSPHRASE, qtbot, settle)
    assert shown(app, MainShell).ribbon is not None
    app.demonstrate()


def test_a_demonstration_that_cannot_be_made_says_why_and_can_be_tried_again(
    app: App, monkeypatch: pytest.MonkeyPatch, settle: Settle
) -> None:
    def full(folder: Path) -> None:
        raise DiskFull

    monkeypatch.setattr(composition, "_make_demo", full)
    app.begin(None)
    window = shown(app, WelcomeWindow)
    window.demo_button.click()
    assert not window.isEnabled()
    settle()
    assert shown(app, WelcomeWindow) is window
    assert window.problem.text.startswith("The disk is full")
    assert window.isEnabled()
    assert window.demo_button.text() == "Look at the demonstration"


def test_what_no_page_says_is_said_by_the_hubs_window(
    app: App, made: tuple[Path, str], qtbot: QtBot, settle: Settle
) -> None:
    app.begin(made[0])
    unlock(shown(app, UnlockWindow), PASSPHRASE, qtbot, settle)
    app.jobs.problem_found.emit(DiskFull())
    toast = shown(app, MainShell).toast
    assert toast.isVisible()
    assert toast.text.startswith("The disk is full")


def test_every_way_back_leads_somewhere(app: App, made: tuple[Path, str]) -> None:
    for open_window in (app.create, app.restore):
        open_window()
        assert app.window is not None
        app.window.left.emit()  # type: ignore[attr-defined]
        shown(app, WelcomeWindow)
    app.use_card(made[0])
    shown(app, RecoverWindow).left.emit()
    shown(app, UnlockWindow)


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Saltmarsh Hub", "Saltmarsh-Hub"),
        ("../../etc", "etc"),
        ("Hwb Tŷ: Môn / 2", "Hwb-Tŷ-Môn-2"),
        ("!", "hub"),
    ],
)
def test_a_hubs_folder_is_named_safely(name: str, folder: str) -> None:
    assert folder_name(name) == folder
