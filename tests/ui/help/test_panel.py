"""Help in the window: F1, the list of keys, the guide; read, followed and closed by keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleTextInterface
from PySide6.QtWidgets import QApplication

from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.theme import Scheme, install_theme
from desktop.ui.help.topics import topics
from desktop.ui.preview.dialog import PreviewDialog
from tests.ui.window import Hands


def test_f1_shows_help_for_the_page_and_again_takes_it_away(hands: Hands) -> None:
    hands.main.shell.go_to("people")
    before = QApplication.focusWidget()
    hands.press(Qt.Key.Key_F1)
    panel = hands.main.help.panel
    assert panel.isVisible()
    assert panel.topic is topics()["people"] or panel.topic == topics()["people"]
    assert QApplication.focusWidget() is panel.text
    hands.press(Qt.Key.Key_F1)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is before


def test_help_is_a_text_a_screen_reader_can_read_line_by_line(hands: Hands) -> None:
    hands.main.shell.go_to("requests")
    hands.press(Qt.Key.Key_F1)
    panel = hands.main.help.panel
    assert (unnamed_widgets(panel), rich_texts(panel)) == ([], [])
    interface = QAccessible.queryAccessibleInterface(panel.text)
    assert interface.text(QAccessible.Text.Name) == "Help: Requests"
    reading = interface.textInterface()
    assert isinstance(reading, QAccessibleTextInterface)
    said = reading.text(0, reading.characterCount())
    topic = topics()["requests"]
    for text in (topic.purpose, topic.how[0].title, topic.how[0].steps[0], topic.keys[0].words):
        assert text in said
    levels = []
    block = panel.text.document().begin()
    while block.isValid():
        levels.append(block.blockFormat().headingLevel())
        block = block.next()
    assert levels.count(2) == len(topic.how) + 1


def test_help_follows_the_page_and_pages_over_it(hands: Hands) -> None:
    shell, panel = hands.main.shell, hands.main.help.panel
    hands.press(Qt.Key.Key_F1)
    shell.go_to("volunteers")
    assert panel.topic == topics()["volunteers"]
    hands.press(Qt.Key.Key_F2)
    assert panel.topic == topics()["call"]
    shell.close_over()
    assert panel.topic == topics()["volunteers"]


def test_esc_closes_help_from_the_text(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F1)
    hands.press(Qt.Key.Key_Escape)
    assert not hands.main.help.panel.isVisible()
    assert hands.main.shell.stack.isVisible()


def test_the_question_mark_lists_keys_only_while_a_list_has_the_keyboard(hands: Hands) -> None:
    shell, panel = hands.main.shell, hands.main.help.panel
    page = shell.go_to("people")
    assert page is not None
    page.focus_search()
    hands.type("?")
    assert not panel.isVisible()
    shell.go_to("volunteers")
    hands.press(Qt.Key.Key_Question)
    assert panel.topic is not None
    assert (panel.isVisible(), panel.topic.key) == (True, "keys")
    shell.go_to("requests")
    assert panel.topic.key == "keys", "the list of keys stays while pages change"


def test_f6_reaches_the_panel_and_leaves_it(hands: Hands) -> None:
    hands.main.shell.go_to("people")
    hands.press(Qt.Key.Key_F1)
    panel = hands.main.help.panel
    hands.press(Qt.Key.Key_F6)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert hands.main.shell.rail.isAncestorOf(focused)
    hands.press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert panel.isAncestorOf(focused)


def test_a_narrow_window_gives_help_the_room_of_the_page_until_another_is_asked_for(hands: Hands) -> None:
    shell = hands.main.shell
    shell.resize(1000, 700)
    hands.press(Qt.Key.Key_F1)
    assert hands.main.help.panel.isVisible()
    assert not shell.stack.isVisible()
    shell.go_to("people")
    assert shell.stack.isVisible()
    assert not hands.main.help.panel.isVisible()
    hands.press(Qt.Key.Key_F1)
    hands.press(Qt.Key.Key_Escape)
    assert shell.stack.isVisible()


def test_help_takes_a_new_theme(hands: Hands, qapp: QApplication) -> None:
    hands.press(Qt.Key.Key_F1)
    text = hands.main.help.panel.text
    light = text.document().begin().begin().fragment().charFormat().foreground().color()  # type: ignore[attr-defined]
    install_theme(qapp, Scheme.DARK)
    dark = text.document().begin().begin().fragment().charFormat().foreground().color()  # type: ignore[attr-defined]
    assert dark.lightness() > light.lightness()


def test_the_palette_finds_help(hands: Hands) -> None:
    assert "Help: Handovers" in hands.find("help hand")
    hands.press(Qt.Key.Key_Escape)
    assert hands.find(">how record a check")[0] == "Help: Volunteers"
    hands.press(Qt.Key.Key_Return)
    panel = hands.main.help.panel
    assert panel.isVisible()
    assert panel.topic == topics()["volunteers"]


def test_the_quick_guide_is_shown_to_print_or_save(hands: Hands) -> None:
    hands.open(">quick guide")
    (shown,) = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, PreviewDialog) and one.isVisible()
    ]
    assert shown.document.content.startswith(b"%PDF")
    assert shown.document.file_name == "quick-guide.pdf"
    shown.close()
