"""The small parts: what keys do, what screen readers hear, and that markup is shown, not obeyed."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.enums import CheckType, Urgency
from desktop.jobs.cancel import Step
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.answers import AnswerButtons
from desktop.ui.base.avatar import TINTS, initials, tint_of
from desktop.ui.base.busy import BusyBar
from desktop.ui.base.button import Button
from desktop.ui.base.card import Rule
from desktop.ui.base.chip import Chip, StatusLabel
from desktop.ui.base.choice import CheckBox, ComboBox
from desktop.ui.base.detail import Detail, DetailPane, DetailRow, DetailSection
from desktop.ui.base.field import ErrorBlock, Field, FieldState, TextArea
from desktop.ui.base.focus import REACH, FocusHalo
from desktop.ui.base.i18n import tr, tr_count
from desktop.ui.base.label import ElidedLabel, Label, Link, Sentence, Strong, set_tip
from desktop.ui.base.list_toolbar import TAB_GAP, ListToolbar
from desktop.ui.base.need_tiles import NeedTiles
from desktop.ui.base.notice import Notice
from desktop.ui.base.record_spec import ListTab
from desktop.ui.base.search_field import SearchField
from desktop.ui.base.segmented import Choice, Segmented
from desktop.ui.base.stepper import StepInfo, Stepper
from desktop.ui.base.theme import px
from desktop.ui.base.toast import Toast
from desktop.ui.base.tokens import Tone

MARKUP = "<b>Jean</b><img src='file:///etc/hostname'>"
NEEDS = [Choice(str(n), f"Need {n}", icon="basket") for n in range(1, 11)]


KEPT: list[QWidget] = []
"""Windows of the running test; qtbot holds them only weakly."""


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    yield
    KEPT.clear()


def shown(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    window = QWidget()
    KEPT.append(window)
    column = QVBoxLayout(window)
    for widget in widgets:
        column.addWidget(widget)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_labels_show_markup_as_it_was_typed(qtbot: QtBot) -> None:
    window = shown(qtbot, Label(MARKUP), ElidedLabel(MARKUP), Chip(MARKUP), StatusLabel(MARKUP))
    assert rich_texts(window) == []


def test_a_sentence_escapes_every_part(qtbot: QtBot) -> None:
    sentence = Sentence(Strong(MARKUP), MARKUP, Link(MARKUP, "go"))
    qtbot.addWidget(sentence)
    assert "<img" not in sentence.text()
    assert sentence.text().count("&lt;img") == 3
    assert sentence.plain() == f"{MARKUP} {MARKUP} {MARKUP}"


def test_tooltips_show_markup_as_it_was_typed(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    set_tip(widget, MARKUP)
    assert "<img" not in widget.toolTip()
    set_tip(widget, "Fish & chips")
    assert widget.toolTip() == "Fish & chips"


def test_the_walk_finds_what_has_no_name(qtbot: QtBot) -> None:
    window = shown(qtbot, QLineEdit(), QPushButton(), Field(name="Phone"), Button("Save"))
    assert unnamed_widgets(window) == ["QLineEdit in QWidget", "QPushButton in QWidget"]


def test_a_digit_picks_a_tile_and_the_tenth_has_none(qtbot: QtBot) -> None:
    tiles = NeedTiles(NEEDS, name="What do they need?")
    window = shown(qtbot, tiles)
    tiles.setFocus()
    with qtbot.waitSignal(tiles.picked) as caught:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    assert caught.args == ["2"]
    assert tiles.value() == "2"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_0)
    assert tiles.value() == "2"
    with qtbot.assertNotEmitted(tiles.picked):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    with qtbot.waitSignal(tiles.picked) as caught:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert caught.args == ["6"]
    tiles.set_choices(NEEDS[:1])
    assert tiles.value() is None
    assert unnamed_widgets(window) == []


def test_arrow_keys_move_a_segmented_choice_and_stop_at_the_ends(qtbot: QtBot) -> None:
    row = Segmented([Choice(one, str(one), urgency=one) for one in Urgency], name="By when?")
    shown(qtbot, row)
    assert row.value() is None
    row.setFocus()
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert row.value() is Urgency.THIS_WEEK
    for _ in range(5):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert row.value() is Urgency.TODAY
    row.set_value(None)
    assert row.value() is None


def test_a_letter_answers_unless_letters_are_off(qtbot: QtBot) -> None:
    answers = AnswerButtons(
        [Choice("yes", "Yes", key="Y", note="Assign"), Choice("no", "No", key="N")], name="What did they say?"
    )
    shown(qtbot, answers)
    answers.setFocus()
    with qtbot.waitSignal(answers.answered) as caught:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_N)
    assert caught.args == ["no"]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget() is answers.buttons[1]
    answers.letters_on = False
    with qtbot.assertNotEmitted(answers.answered):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Y)


def test_a_value_of_ours_is_unconfirmed_until_it_is_typed_over(qtbot: QtBot) -> None:
    field = Field(name="Area")
    shown(qtbot, field)
    field.fill_in("Northfold")
    assert field.state is FieldState.FILLED
    qtbot.keyClicks(field, "x")
    assert field.state is FieldState.REST


def test_what_is_wrong_is_said_above_the_field_and_to_screen_readers(qtbot: QtBot) -> None:
    field = Field(name="Postcode")
    block = ErrorBlock(field)
    shown(qtbot, block)
    block.say("A letter is missing.")
    assert field.state is FieldState.WRONG
    assert field.accessibleDescription() == "A letter is missing."
    block.clear()
    assert (field.state, field.accessibleDescription(), block.message) == (FieldState.REST, "", "")


def test_a_text_area_keeps_no_more_than_it_may(qtbot: QtBot) -> None:
    area = TextArea(name="Words", max_length=10)
    qtbot.addWidget(area)
    area.setPlainText("x" * 50)
    assert area.toPlainText() == "x" * 10


def test_a_combo_keeps_its_value_when_choices_change_and_ignores_the_wheel(qtbot: QtBot) -> None:
    combo = ComboBox([(None, "All"), (1, "One"), (2, "Two")], prefix="Area:")
    shown(qtbot, combo)
    assert combo.accessibleName() == "Area"
    combo.set_value(2)
    combo.set_choices([(None, "All"), (2, "Two"), (3, "Three")])
    assert combo.value() == 2
    combo.set_choices([(None, "All")])
    assert combo.value() is None


def test_a_combo_gives_back_the_very_member_it_was_given(qtbot: QtBot) -> None:
    combo = ComboBox([(kind, kind.value) for kind in CheckType])
    shown(qtbot, combo)
    combo.set_value(CheckType.DBS)
    assert combo.value() is CheckType.DBS
    assert combo.values() == list(CheckType)


def test_words_of_a_tick_can_be_clicked(qtbot: QtBot) -> None:
    tick = CheckBox("Jean agrees")
    shown(qtbot, tick)
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.rect().center())
    assert tick.isChecked()


def test_the_ring_follows_the_keyboard_and_goes_around_joined_buttons(
    qtbot: QtBot, qapp: QApplication
) -> None:
    halo = FocusHalo(qapp)
    field, row = Field(name="One"), Segmented([Choice(1, "A"), Choice(2, "B")], name="Two")
    bare = Field(name="Three")
    bare.setProperty("halo", "none")
    window = shown(qtbot, field, row, bare)
    field.setFocus()
    assert halo.target is field
    assert halo.ring.isVisible()
    assert halo.ring.geometry() == field.geometry().adjusted(-REACH, -REACH, REACH, REACH)
    window.resize(window.width() + 50, window.height())
    qapp.processEvents()
    assert halo.ring.geometry() == field.geometry().adjusted(-REACH, -REACH, REACH, REACH)
    row.setFocus()
    assert halo.target is row
    bare.setFocus()
    assert halo.target is None
    assert not halo.ring.isVisible()
    halo.stop()


def test_the_ring_leaves_a_widget_that_is_deleted(qtbot: QtBot, qapp: QApplication) -> None:
    halo = FocusHalo(qapp)
    field, other = Field(name="One"), Field(name="Two")
    shown(qtbot, field, other)
    field.setFocus()
    field.deleteLater()
    qapp.processEvents()
    other.setFocus()
    assert halo.target is other
    halo.stop()


def test_the_ring_outlives_the_window_it_was_in(qtbot: QtBot, qapp: QApplication) -> None:
    halo = FocusHalo(qapp)
    window = QWidget()
    first = Field(parent=window, name="One")
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first.setFocus()
    assert halo.target is first
    shiboken6.delete(window)
    second = Field(name="Two")
    shown(qtbot, second)
    second.setFocus()
    assert halo.target is second
    assert halo.ring.isVisible()
    halo.stop()


def test_a_toast_offers_undo_only_where_there_is_one(qtbot: QtBot) -> None:
    window = shown(qtbot, Field(name="One"))
    window.resize(700, 400)
    toast = Toast(window)
    toast.say("Printed 3 sheets")
    assert toast.isVisible()
    assert not toast._undo.isVisible()
    toast.say("Gave insulin pick-up to Siân", undo=True)
    with qtbot.waitSignal(toast.undo_asked):
        qtbot.mouseClick(toast._undo, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()


def test_a_toast_goes_by_itself(qtbot: QtBot) -> None:
    window = shown(qtbot, Field(name="One"))
    toast = Toast(window)
    toast.say("Saved")
    with qtbot.waitSignal(toast.gone):
        toast._timer.setInterval(0)
    assert toast.isHidden()


def test_search_waits_for_a_pause_and_esc_clears(qtbot: QtBot) -> None:
    search = SearchField(name="Search")
    shown(qtbot, search)
    heard: list[str] = []
    search.searched.connect(heard.append)
    with qtbot.waitSignal(search.searched):
        qtbot.keyClicks(search, "jean ")
    assert heard == ["jean"]
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""


def test_steps_after_the_present_one_cannot_be_pressed(qtbot: QtBot) -> None:
    stepper = Stepper([StepInfo("Why"), StepInfo("Who gets it"), StepInfo("Check")])
    window = shown(qtbot, stepper)
    stepper.go_to(1)
    assert [button.isEnabled() for button in stepper._buttons] == [True, True, False]
    with qtbot.waitSignal(stepper.step_asked) as caught:
        stepper._buttons[0].click()
    assert caught.args == [0]
    assert stepper._buttons[0].accessibleName() == "1. Why, done"
    assert unnamed_widgets(window) == []


def test_progress_shows_steps_and_asks_to_stop_once(qtbot: QtBot) -> None:
    busy = BusyBar()
    qtbot.addWidget(busy)
    busy.begin("Reading the file")
    busy.take(Step(30, 120, "Row 30"))
    assert (busy.meter.value(), busy.meter.maximum(), busy.text) == (30, 120, "Row 30")
    with qtbot.waitSignal(busy.stop_asked):
        busy.stop.click()
    assert not busy.stop.isEnabled()
    assert unnamed_widgets(busy) == []


def test_a_button_that_is_off_says_why(qtbot: QtBot) -> None:
    button = Button("Print")
    qtbot.addWidget(button)
    button.switch_off("Nothing to print yet.")
    assert (button.isEnabled(), button.toolTip()) == (False, "Nothing to print yet.")
    button.switch_off("")
    assert (button.isEnabled(), button.accessibleDescription()) == (True, "")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("Jean Mallory", "JM"), ("Siân", "S"), ("Doreen Ashworth-Pike", "DP"), ("", "?"), ("07700 900123", "?")],
)
def test_initials(name: str, wanted: str) -> None:
    assert initials(name) == wanted


def test_a_name_always_has_the_same_tint_and_all_are_used() -> None:
    assert tint_of("Jean Mallory") == tint_of("Jean Mallory")
    assert {tint_of(f"Person {n}") for n in range(100)} == set(TINTS)


def test_notices_speak_their_words(qtbot: QtBot) -> None:
    notice = Notice("Not yet.", "The DBS is not back.", tone=Tone.WARN, link=Link("Pair", "pair"))
    qtbot.addWidget(notice)
    assert notice.accessibleName() == "Not yet. The DBS is not back. Pair"
    with qtbot.waitSignal(notice.activated) as caught:
        notice._words.linkActivated.emit("pair")
    assert caught.args == ["pair"]


def test_values_go_into_translated_texts_as_they_are() -> None:
    assert tr("Ring {name}", name="{0} <b>") == "Ring {0} <b>"
    assert tr("Braces {stay} without values") == "Braces {stay} without values"
    assert tr_count("{count} stop", "{count} stops", 1) == "1 stop"
    assert tr_count("{count} stop", "{count} stops", 2000) == "2,000 stops"


def test_the_one_view_shown_in_a_narrow_bar_stands_at_its_edge(qtbot: QtBot) -> None:
    """Views there is no room for leave no gaps behind."""
    tabs = [ListTab(f"view{at}", f"A view with a long name {at}") for at in range(8)]
    bar = ListToolbar(tabs, [])
    qtbot.addWidget(bar)
    bar.resize(400, bar.sizeHint().height())
    bar.show()
    bar.set_tab("view0")
    edge = bar.tabs[0].x()
    bar.set_tab("view7")
    qtbot.waitUntil(lambda: bar.tabs[7].x() == edge)
    assert [one.isVisible() for one in bar.tabs] == [False] * 7 + [True]
    bar.resize(3000, bar.height())

    def gaps() -> set[int]:
        pairs = zip(bar.tabs, bar.tabs[1:], strict=False)
        return {after.x() - before.geometry().right() - 1 for before, after in pairs}

    qtbot.waitUntil(lambda: all(one.isVisible() for one in bar.tabs) and len(gaps()) == 1)
    assert gaps().pop() >= px(TAB_GAP)


def test_what_is_said_first_in_a_pane_has_no_line_over_it(qtbot: QtBot) -> None:
    """Also where a heading before it has nothing under it."""
    empty = DetailSection("Safe contact", [DetailRow("When", "")])
    first, then = (DetailSection(one, [DetailRow("", "said")]) for one in ("Use", "Sharing"))
    lines = []
    for sections in ([first], [empty, first], [empty, first, then]):
        pane = DetailPane()
        qtbot.addWidget(pane)
        pane.show_detail(Detail("Jean", sections=sections))
        lines.append(len(pane.findChildren(Rule)))
    assert lines[0] == lines[1] == lines[2] - 1
