"""Looks and lock of this computer: by keyboard, at once, shown as they are."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.theme import Density, Scheme, install_theme, theme
from desktop.ui.settings.page import SettingsPage

Settle = Callable[[], None]


@pytest.fixture
def page(context: AppContext, qtbot: QtBot, settle: Settle) -> SettingsPage:
    made = SettingsPage(context)
    qtbot.addWidget(made)
    made.resize(1154, 640)
    made.show()
    made.enter()
    settle()
    return made


def test_colours_are_chosen_by_keys_and_hold_at_once(page: SettingsPage, qtbot: QtBot) -> None:
    looks = page.looks
    assert looks.colours.value() is Scheme.LIGHT
    light = looks.colours.buttons[1]
    light.setFocus()
    qtbot.keyClick(light, Qt.Key.Key_Right)
    assert (theme().scheme, looks.colours.value()) == (Scheme.DARK, Scheme.DARK)
    looks.high.buttons[0].setFocus()
    qtbot.keyClick(looks.high.buttons[0], Qt.Key.Key_Space)
    assert (theme().scheme, theme().edge) == (Scheme.CONTRAST, 2)
    assert (looks.colours.value(), looks.high.value()) == (None, Scheme.CONTRAST)


def test_text_size_follows_the_list_and_the_list_follows_the_keys(page: SettingsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.looks.text_size, Qt.Key.Key_Down)
    assert theme().scale == 110
    theme().step_scale(1)
    assert page.looks.text_size.value() == 125


def test_row_height_is_chosen_and_follows_what_lists_say(page: SettingsPage, qtbot: QtBot) -> None:
    assert page.looks.rows.value() is Density.COMFORTABLE
    page.looks.rows.buttons[0].setFocus()
    qtbot.keyClick(page.looks.rows.buttons[0], Qt.Key.Key_Right)
    assert (theme().density, page.looks.rows.value()) == (Density.COMPACT, Density.COMPACT)
    theme().configure(density=Density.ROOMY)
    assert page.looks.rows.value() is Density.ROOMY


def test_the_minutes_are_kept_on_this_computer(page: SettingsPage, context: AppContext, qtbot: QtBot) -> None:
    assert page.looks.lock_after.value() == 10
    qtbot.keyClick(page.looks.lock_after, Qt.Key.Key_Up)
    assert context.preferences.lock_minutes == 5


def test_minutes_set_by_hand_are_offered_too(context: AppContext, qtbot: QtBot) -> None:
    context.preferences.lock_minutes = 7
    made = SettingsPage(context)
    qtbot.addWidget(made)
    assert made.looks.lock_after.value() == 7


def test_single_letters_are_turned_off_with_space(
    page: SettingsPage, context: AppContext, qtbot: QtBot
) -> None:
    assert page.looks.letters.isChecked()
    qtbot.keyClick(page.looks.letters, Qt.Key.Key_Space)
    assert context.preferences.single_letters is False


def test_it_reads_well(page: SettingsPage) -> None:
    assert (unnamed_widgets(page), rich_texts(page)) == ([], [])


def test_text_size_stops_at_the_ends(page: SettingsPage) -> None:
    for step in (-1, *(1,) * 9):
        theme().step_scale(step)
    assert theme().scale == 200


@pytest.mark.parametrize(
    ("scheme", "scale"),
    [(Scheme.LIGHT, 100), (Scheme.DARK, 100), (Scheme.CONTRAST, 100), (Scheme.CONTRAST_DARK, 150)],
)
def test_shots(
    scheme: Scheme,
    scale: int,
    qapp: QApplication,
    context: AppContext,
    qtbot: QtBot,
    settle: Settle,
    shoot: Callable[[QWidget, str], None],
) -> None:
    install_theme(qapp, scheme, scale=scale)
    page = SettingsPage(context)
    qtbot.addWidget(page)
    page.resize(1154, 688)
    page.show()
    page.enter()
    settle()
    shoot(page, f"settings-{scheme}-{scale}")
