"""A proposal for many tasks: looked over, lines left out, the rest accepted."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.enums import OfferAnswer
from db.models import Offer, Task
from desktop.context import AppContext
from desktop.domain.batch import Unfilled, UnfilledWhy
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.matching import Matching
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.match.batch_page import BatchPage
from desktop.ui.match.batch_table import why_unfilled

Wait = Callable[[], None]


@pytest.fixture
def page(case: object, context: AppContext, qtbot: QtBot, settle: Wait) -> Iterator[BatchPage]:
    """The page on show, with its proposal."""
    page = BatchPage(context)
    qtbot.addWidget(page)
    page.resize(1154, 688)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
    page.enter()
    settle()
    yield page
    page.leave()
    page.close_page()
    settle()


def test_a_proposal_is_accepted_by_keyboard(
    page: BatchPage,
    case: object,
    hub: OpenHub,
    qtbot: QtBot,
    settle: Wait,
    shoot: Callable[[QWidget, str], None],
) -> None:
    shoot(page, "batch-light")
    assert not unnamed_widgets(page)
    assert not rich_texts(page)
    assert page.accept.text() == "Accept 1"
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert (page.accept.text(), page.accept.isEnabled()) == ("Accept", False)
    assert page.toggle.text() == "Put back"
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.accept.text() == "Accept 1"
    qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    with hub.store.read() as session:
        task = session.get_one(Task, case.task)  # type: ignore[attr-defined]
        offer = session.query(Offer).filter_by(task_id=task.id).one()
        assert task.volunteer_id in (case.sian, case.omar)  # type: ignore[attr-defined]
        assert offer.answer is OfferAnswer.NOT_YET_ASKED
    assert not page.table.records().ids
    assert page.empty.isVisible()


def test_what_cannot_be_filled_says_why_and_leads_on(
    page: BatchPage, case: object, context: AppContext, hub: OpenHub, qtbot: QtBot, settle: Wait
) -> None:
    call = CallDraft(
        RequestDraft("", "prescription", due_on=hub.tools.clock().date()), PersonDraft(first_name="Ann")
    )
    more = [Intake(hub.tools).save(hub.actor, call).made for _ in range(60)]
    page.start()
    settle()
    assert page.subtitle.endswith("of 61 can be filled")
    last = page.table.records().ids[-1]
    page.table.select_id(last)
    assert not page.toggle.isEnabled()
    waiting = {Matching(hub.tools).task_for(hub.actor, one) for one in more}
    assert last in waiting | {case.task}  # type: ignore[attr-defined]
    why = page.table.records().cell_at(page.table.currentIndex().row(), 5).text
    assert why == "All 2 who could are taken"
    with qtbot.waitSignal(page.place_asked) as asked:
        page.one.click()
    assert asked.args == ["match", f"task:{last}"]


def test_esc_goes_back(page: BatchPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(page, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (UnfilledWhy.NOT_FREE, "Nobody is free then"),
        (UnfilledWhy.NOT_CLEARED, "Nobody free has the checks"),
        (UnfilledWhy.ALL_TAKEN, "All 3 who could are taken"),
    ],
)
def test_every_reason_has_words(why: UnfilledWhy, words: str) -> None:
    assert why_unfilled(Unfilled("a", why, 3)) == words
