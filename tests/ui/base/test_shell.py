"""The main window: places, keys, messages and the shape of the rail."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout
from pytestqt.qtbot import QtBot

from desktop.jobs.runner import JobRunner
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.field import Field
from desktop.ui.base.page import Page
from desktop.ui.base.theme import Scheme, install_theme, theme
from desktop.ui.base.tokens import Tone
from desktop.ui.shell import MainShell
from desktop.ui.shell_rail import FOOT, Badge, Rail

SHOTS = Path(__file__).resolve().parents[2] / "shots"
PLACES = [
    ("", "today", "Today", "sun"),
    ("Help needed", "requests", "Requests", "inbox"),
    ("Help needed", "people", "People", "users"),
    ("Help needed", "calls", "Welfare calls", "phone-call"),
    ("Volunteers", "volunteers", "Volunteers", "heart-handshake"),
    ("Volunteers", "checks", "Checks", "shield-check"),
    ("Volunteers", "rota", "Rota", "calendar-week"),
    ("Volunteers", "rounds", "Rounds", "route"),
    ("Partners", "organisations", "Organisations", "building-community"),
    ("Partners", "referrals", "Referrals", "arrows-left-right"),
    ("Partners", "coverage", "Coverage", "layout-grid"),
    ("Share", "handovers", "Handovers", "package-export"),
    ("Share", "reports", "Reports", "report-analytics"),
    ("Safeguarding", "concerns", "Concerns", "shield-lock"),
    (FOOT, "backup", "Backup and exchange", "device-usb"),
    (FOOT, "settings", "Settings", "settings"),
]
BADGES = {
    "requests": Badge(14, urgent=True),
    "calls": Badge(9),
    "checks": Badge(2),
    "rounds": Badge(3),
    "referrals": Badge(4),
    "concerns": Badge(locked=True),
}


class ExamplePage(Page):
    """Counts what the shell does to it."""

    def __init__(self, key: str) -> None:
        super().__init__(key.title())
        self.entities = frozenset({key})
        self.seen: list[str] = []
        column = QVBoxLayout(self)
        self.field = Field(name=f"Field of {key}")
        column.addWidget(self.field)

    def refresh(self, changes: object) -> None:
        self.seen.append("refresh")

    def shown(self) -> None:
        self.seen.append("shown")

    def hidden(self) -> None:
        self.seen.append("hidden")

    def show_record(self, item: object) -> None:
        self.seen.append(f"record {item}")


@pytest.fixture
def made_pages() -> dict[str, ExamplePage]:
    return {}


@pytest.fixture
def shell(qtbot: QtBot, made_pages: dict[str, ExamplePage]) -> Iterator[MainShell]:
    jobs = JobRunner()
    window = MainShell(
        jobs,
        hub_name="Saltmarsh Hub",
        user_name="Priya Nair",
        demo=True,
        with_call=True,
        with_search=True,
        with_lock=True,
    )

    def factory(key: str) -> Callable[[], Page]:
        def make() -> Page:
            made_pages[key] = ExamplePage(key)
            return made_pages[key]

        return make

    for section, key, title, icon in PLACES:
        badge = (lambda key=key: BADGES[key]) if key in BADGES else None
        window.add_place(section, key, title, icon, factory(key), badge)
    saved = window.add_status("saved")
    saved.set_state("All changes saved, 10:42", icon="circle-check", tone=Tone.OK)
    window.add_status("backup").set_state("Backup", "today 08:55 to USB “Hub Blue”", icon="database")
    window.add_status("lock", right=True, can_open=False).set_state("", "Encrypted", icon="lock")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: jobs.pending == 0)
    yield window
    jobs.drain()


def test_pages_are_made_on_first_show_only(shell: MainShell, made_pages: dict[str, ExamplePage]) -> None:
    assert made_pages == {}
    first = shell.go_to("today")
    shell.go_to("people")
    assert shell.go_to("today") is first
    assert made_pages["today"].seen == ["shown", "hidden", "shown"]
    assert shell.top.title.text() == "Today"
    assert shell.rail.buttons["today"].isChecked()
    assert not shell.rail.buttons["people"].isChecked()


def test_ctrl_and_a_number_go_to_places_in_the_order_of_the_rail(shell: MainShell, qtbot: QtBot) -> None:
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    assert shell.rail.order()[:3] == ["today", "requests", "people"]
    qtbot.keyClick(shell, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert shell.top.title.text() == "People"


def test_a_place_never_added_changes_nothing(shell: MainShell) -> None:
    shell.go_to("today")
    assert shell.go_to("nowhere") is None
    assert shell.top.title.text() == "Today"


def test_a_change_refreshes_the_page_on_show_and_the_hidden_one_when_it_comes_back(
    shell: MainShell, made_pages: dict[str, ExamplePage]
) -> None:
    shell.go_to("people")
    shell.go_to("today")
    shell.jobs.changed.emit(SimpleNamespace(entities={"people": {"1"}}, message="Saved Jean", txn="t1"))
    assert "refresh" not in made_pages["today"].seen
    assert "refresh" not in made_pages["people"].seen
    shell.go_to("people")
    assert made_pages["people"].seen[-2:] == ["refresh", "shown"]
    assert shell.toast.text == "Saved Jean"


def test_undo_in_the_message_names_its_change(shell: MainShell, qtbot: QtBot) -> None:
    shell.say("Saved Jean", txn="t7")
    with qtbot.waitSignal(shell.undo_asked) as caught:
        shell.toast._undo.click()
    assert caught.args == ["t7"]
    assert shell.toast.isHidden()


def test_f2_search_and_lock_have_keys(shell: MainShell, qtbot: QtBot) -> None:
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    control = Qt.KeyboardModifier.ControlModifier
    with qtbot.waitSignal(shell.call_asked):
        qtbot.keyClick(shell, Qt.Key.Key_F2)
    with qtbot.waitSignal(shell.search_asked):
        qtbot.keyClick(shell, Qt.Key.Key_K, control)
    with qtbot.waitSignal(shell.lock_asked):
        qtbot.keyClick(shell, Qt.Key.Key_L, control)


def test_f6_goes_from_the_rail_to_the_page_and_back(
    shell: MainShell, qtbot: QtBot, made_pages: dict[str, ExamplePage]
) -> None:
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    shell.go_to("today")
    shell.rail.buttons["today"].setFocus()
    shell.keys.next_pane(1)
    assert QApplication.focusWidget() is made_pages["today"].field
    shell.keys.next_pane(1)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert shell.rail.isAncestorOf(focused)


def test_the_rail_shows_icons_only_in_a_narrow_window_and_lower_items_in_a_short_one(
    shell: MainShell,
) -> None:
    button = shell.rail.buttons["requests"]
    shell.resize(1366, 800)
    assert (button.narrow, button.short, button.sizeHint().height()) == (False, False, 30)
    shell.resize(1366, 688)
    assert (button.short, button.sizeHint().height()) == (True, 27)
    shell.resize(1000, 688)
    assert button.narrow
    assert button.toolTip() == "Requests"
    assert button.accessibleName() == "Requests, 14 waiting"


def test_text_size_follows_the_keys_and_stays_inside_its_limits(shell: MainShell) -> None:
    for _ in range(10):
        shell.keys.step_scale(1)
    assert theme().scale == 200
    for _ in range(10):
        shell.keys.step_scale(-1)
    assert theme().scale == 100


def test_a_page_over_the_place_goes_away_again(shell: MainShell, made_pages: dict[str, ExamplePage]) -> None:
    shell.go_to("today")
    call = ExamplePage("call")
    shell.show_over(call)
    assert shell.page() is call
    shell.close_over()
    assert shell.page() is made_pages["today"]
    assert call.seen == ["shown", "hidden"]


def test_a_page_that_takes_the_place_of_one_over_it_leaves_the_place_alone(
    shell: MainShell, made_pages: dict[str, ExamplePage]
) -> None:
    shell.go_to("today")
    call, match = ExamplePage("call"), ExamplePage("match")
    shell.show_over(call)
    shell.show_over(match)
    assert (shell.page(), call.seen) == (match, ["shown", "hidden"])
    assert made_pages["today"].seen == ["shown", "hidden"]
    shell.go_to("people")
    assert made_pages["today"].seen == ["shown", "hidden"]
    assert not shell.has_over


def test_a_record_asked_for_from_another_place_is_put_forward(
    shell: MainShell, made_pages: dict[str, ExamplePage]
) -> None:
    page = shell.go_to("today")
    assert page is not None
    page.place_asked.emit("people", "42")
    assert made_pages["people"].seen == ["shown", "record 42"]


def test_concerns_show_a_padlock_and_never_a_count(shell: MainShell) -> None:
    assert shell.rail.buttons["concerns"].accessibleName() == "Concerns"


def test_everything_in_the_window_has_a_name_and_no_label_obeys_markup(shell: MainShell) -> None:
    shell.go_to("today")
    assert unnamed_widgets(shell) == []
    assert rich_texts(shell) == []


def test_the_place_on_show_is_in_sight_however_low_the_window(shell: MainShell, qtbot: QtBot) -> None:
    button = shell.rail.buttons["concerns"]

    def is_whole() -> bool:
        return button.visibleRegion().boundingRect() == button.rect()

    shell.resize(1366, 768)
    qtbot.waitUntil(is_whole)
    shell.resize(1366, 420)
    qtbot.waitUntil(lambda: not is_whole())
    shell.go_to("concerns")
    qtbot.waitUntil(is_whole)
    shell.resize(1366, 768)
    shell.resize(1366, 420)
    qtbot.waitUntil(lambda: shell.height() == 420)
    qtbot.waitUntil(is_whole)


def test_sections_keep_their_places_together_whatever_the_order_of_adding(qtbot: QtBot) -> None:
    rail = Rail("Hub")
    qtbot.addWidget(rail)
    rail.add_place("", "a", "A", "sun")
    rail.add_place("One", "b", "B", "sun")
    rail.add_place("Two", "c", "C", "sun")
    rail.add_place("One", "d", "D", "sun")
    rail.add_place(FOOT, "e", "E", "sun")
    assert rail.order() == ["a", "b", "d", "c", "e"]


@pytest.mark.parametrize(
    ("scheme", "scale", "width", "height"),
    [
        (Scheme.LIGHT, 100, 1366, 768),
        (Scheme.DARK, 100, 1366, 768),
        (Scheme.LIGHT, 100, 1366, 688),
        (Scheme.LIGHT, 150, 1366, 768),
    ],
)
def test_shots_of_the_shell(
    qapp: QApplication, shell: MainShell, scheme: Scheme, scale: int, width: int, height: int
) -> None:
    install_theme(qapp, scheme, scale=scale)
    shell.resize(width, height)
    shell.go_to("today")
    qapp.processEvents()
    SHOTS.mkdir(exist_ok=True)
    assert shell.grab().save(str(SHOTS / f"shell-{scheme}-{scale}-{height}.png"))
