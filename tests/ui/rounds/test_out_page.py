"""Who is out, through the window: somebody goes out, is not heard of, and is seen to."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from db.models import OutNow
from desktop.services.hubs import OpenHub
from desktop.services.out_now import OutDraft, Outs
from desktop.services.round_results import RoundResults
from desktop.services.waits import Waits, WaitTimes
from desktop.ui.base.accessibility import unnamed_widgets
from desktop.ui.base.dialog import FormDialog
from desktop.ui.base.page import Page
from desktop.ui.rounds.out_page import ALL, BACK, HEARD, MORE, STEP, OutPage
from tests.ui.rounds.conftest import World

Settle = Callable[[], None]


@pytest.fixture
def board(world: World, show: Callable[[type[Page]], Page]) -> OutPage:
    """The board on show."""
    found = show(OutPage)
    assert isinstance(found, OutPage)
    return found


def dialog() -> FormDialog:
    """The one form that is open."""
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    (found,) = [one for one in shown if isinstance(one, FormDialog)]
    return found


def cells(board: OutPage) -> list[str]:
    """What the first line shows."""
    model = board.table.model()
    return [str(model.index(0, column).data()) for column in range(model.columnCount())]


def pane_words(board: OutPage) -> str:
    """Everything the pane says."""
    return " ".join(one.text() for one in board.pane.findChildren(QLabel) if not one.isHidden())


def test_somebody_goes_out_and_every_key_does_what_it_says(
    board: OutPage, world: World, hub: OpenHub, settle: Settle
) -> None:
    outs, actor = Outs(hub.tools), hub.actor
    board.open_form()
    settle()
    form = dialog()
    form.form.set_values({"volunteer_id": world.driver, "what": "Visit at Kelp Street", "minutes": 30})
    form.primary.click()
    settle()
    (key,) = outs.ids(actor)
    assert unnamed_widgets(board) == []
    assert cells(board)[1] == "Visit at Kelp Street"
    with hub.store.write(actor.user_id) as work:
        held = work.session.get_one(OutNow, key)
        held.due_at = outs.now() - timedelta(minutes=40)
    board.reload(select=key)
    settle()
    assert "Alarm" in cells(board)
    assert board.title == "Out now"
    board._on_acted(STEP, key)
    settle()
    form = dialog()
    form.form.set_values({"note": "No answer"})
    form.primary.click()
    settle()
    (row,) = outs.rows(actor, [key])
    (done,) = outs.steps(actor, key)
    assert (row.step, done.number, done.note, done.by) == (1, 1, "No answer", actor.name)
    assert "No answer" in pane_words(board)
    for act in (HEARD, MORE):
        board._on_acted(act, key)
        settle()
    (row,) = outs.rows(actor, [key])
    assert (row.step, row.due_at > outs.now()) == (0, True)
    board._on_acted(BACK, key)
    settle()
    assert outs.ids(actor) == []
    assert board.table.model().rowCount() == 0
    board.toolbar.set_tab(ALL)
    board.reload(select=key)
    settle()
    assert "Back" in cells(board)
    assert "No answer" in pane_words(board)  # what was done stays to be read


def test_the_board_is_read_again_by_waiting_and_the_hub_s_minutes_count(
    board: OutPage, world: World, hub: OpenHub, settle: Settle
) -> None:
    outs, actor = Outs(hub.tools), hub.actor
    key = outs.leave(actor, OutDraft(world.driver, "Keys", 30)).made
    with hub.store.write(actor.user_id) as work:
        work.session.get_one(OutNow, key).due_at = outs.now() - timedelta(minutes=40)
    board._minute.timeout.emit()
    settle()
    assert "Alarm" in cells(board)
    WaitTimes(hub.tools).save(actor, Waits(ring_in=45, alarm=50))
    board._minute.timeout.emit()
    settle()
    assert "Not heard of" in cells(board)
    board.open_form()
    settle()
    assert dialog().form.values()["minutes"] == 45
    dialog().reject()
    board.hidden()
    assert not board._minute.isActive()


def test_a_round_that_goes_out_is_on_the_board(
    planned: str, board: OutPage, hub: OpenHub, settle: Settle
) -> None:
    RoundResults(hub.tools).send_out(hub.actor, planned)
    board.reload()
    settle()
    assert "Northfold round, S-1" in cells(board)
    (key,) = Outs(hub.tools).ids(hub.actor)
    board.show_record(key)
    settle()
    assert board.table.current_id() == key
