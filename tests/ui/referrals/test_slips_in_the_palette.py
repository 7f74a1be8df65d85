"""A slip scanned into the palette leads to the form that asks for its number."""

from collections.abc import Callable

import pytest

from desktop.context import AppContext
from desktop.ui.base.dialog import FormDialog
from desktop.ui.main_window import MainWindow
from tests.ui.window import main, records  # noqa: F401


@pytest.mark.parametrize("typed", ["F-0318", "HK1*F-0318", "f 318"])
def test_a_number_that_nothing_has_is_offered_as_a_slip(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
    typed: str,
) -> None:
    (command,) = main.commands.instead(typed)
    assert command.title == "A reply slip came back: F-0318"
    command.act()
    settle()
    assert main.shell.on_show() == "referrals"
    next(one for one in main.shell.findChildren(FormDialog) if one.isVisible()).reject()


def test_other_words_are_offered_as_somebody_new(main: MainWindow) -> None:  # noqa: F811
    assert "slip-came-back" not in {one.key for one in main.commands.instead("Fay Orme")}
