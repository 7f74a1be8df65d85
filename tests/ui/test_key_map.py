"""The keyboard map of the interface design (section 4), key by key, in the running window."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.base.record_page import RecordPage
from desktop.ui.help.keys import keys_topic, on_the_phone
from tests.ui.key_acts import ACTS as PLAIN
from tests.ui.key_acts import CONTROL, Key, Window
from tests.ui.key_acts_rota import ROTA_ACTS
from tests.ui.window import Hands, Records, hands, main, records

__all__ = ["hands", "main", "records"]
ACTS = PLAIN | ROTA_ACTS


@pytest.mark.parametrize("key", [*ACTS])
def test_every_key_does_what_the_map_says(key: str, hands: Hands, records: Records) -> None:
    assert ACTS[key](Window(hands, records)), key


def test_the_list_of_keys_and_the_tried_ones_are_the_same() -> None:
    listed = {"+".join(line.keys) for line in keys_topic().keys}
    # Answers by phone are tried with their pages, in tests/ui/groups and tests/ui/referrals.
    assert listed - set(ACTS) == {"+".join(line.keys) for line in on_the_phone()}
    assert set(ACTS) - listed == {"↑", "↓"}  # told with J and K


@pytest.mark.parametrize(
    ("place", "key", "said"),
    [
        ("today", Key.Key_P, "There is nothing to print here."),
        ("tasks", Key.Key_P, "There is nothing to print here."),
        ("areas", Key.Key_P, "There is nothing to print here."),
        ("settings", Key.Key_F, "There is no list to narrow here."),
        ("today", Key.Key_M, "Choose a request first."),
        ("people", Key.Key_M, "Choose a request first."),
    ],
)
def test_a_key_with_nothing_to_act_on_says_so(place: str, key: Key, said: str, hands: Hands) -> None:
    shell = hands.main.shell
    shell.go_to(place)
    hands.quiet()
    hands.press(key, CONTROL)
    assert shell.toast.isVisible()
    assert shell.toast.text.startswith(said)
    assert QApplication.activeModalWidget() is None


def test_ctrl_f_goes_to_the_first_filter_where_a_list_has_no_search(hands: Hands) -> None:
    page = hands.main.shell.go_to("tasks")
    hands.quiet()
    assert isinstance(page, RecordPage)
    hands.press(Key.Key_F, CONTROL)
    assert QApplication.focusWidget() is page.toolbar.filters["area"]
