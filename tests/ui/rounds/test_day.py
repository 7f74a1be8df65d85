"""A day shared out among volunteers, by keyboard, over a real hub."""

from collections.abc import Callable
from datetime import time
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.enums import RoundStatus, Transport
from db.enums_rounds import RoundEnd
from db.models import Household, Hub, Round, Volunteer
from desktop.domain.errors import DomainError
from desktop.services.day_plans import DayPlans
from desktop.services.hubs import OpenHub
from desktop.ui.base.accessibility import rich_texts, unnamed_widgets
from desktop.ui.base.dialog import FormDialog
from desktop.ui.rounds.day.goer_form import goer_of
from desktop.ui.rounds.day.lines import OUT, LineKind, lines_of
from desktop.ui.rounds.day.view import DayState, DayView, _Watch
from desktop.ui.rounds.page import RoundsPage
from tests.ui.rounds.conftest import TODAY, World

Settle = Callable[[], None]
SPACE, ENTER, ESC = Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of a second finds a way for eight stops."""
    monkeypatch.setattr("desktop.ui.rounds.day.bar.DayBar.time", lambda _bar: 0.1)


@pytest.fixture
def view(world: World, page: RoundsPage, hub: OpenHub, settle: Settle) -> DayView:
    """Today, to be shared out, its households on the grid around the hub."""
    with hub.store.write(hub.actor.user_id) as work:
        base = work.session.scalars(select(Hub)).one()
        base.easting, base.northing = 548_000, 178_000
        for at, home in enumerate(work.session.scalars(select(Household).order_by(Household.number))):
            home.easting, home.northing = 548_000 + 150 * at, 178_200
        work.session.get_one(Volunteer, world.driver).transport = Transport.BIKE
    page.list.share.trigger()
    settle()
    return page.day


def look(view: DayView, qtbot: QtBot, settle: Settle) -> None:
    """Look for a proposal until there is one."""
    view.bar.look.click()
    qtbot.waitUntil(lambda: view.state is not DayState.SEARCHING, timeout=20_000)
    settle()


def rounds(hub: OpenHub) -> list[Round]:
    """Every round in use."""
    with hub.store.read() as session:
        return list(session.scalars(select(Round).where(Round.voided_at.is_(None))))


def test_a_day_is_shared_out_with_the_keyboard_alone(
    view: DayView, page: RoundsPage, world: World, hub: OpenHub, qtbot: QtBot, settle: Settle
) -> None:
    assert page.title == "Share out a day"
    assert view.goers.list.hasFocus()
    assert "first" in view.bar.look.toolTip()
    keys = [row.key for row in view.goers.list.rows()]
    for _ in range(keys.index(world.driver)):
        qtbot.keyClick(view.goers.list, Qt.Key.Key_J)
    qtbot.keyClick(view.goers.list, SPACE)
    assert [one.volunteer_id for one in view.goers.chosen()] == [world.driver]
    look(view, qtbot, settle)
    assert view.state is DayState.PROPOSED
    assert "stops for 1 volunteer" in view.proposed.summary.text()
    assert rounds(hub) == []
    assert view.proposed.list.hasFocus()
    qtbot.keyClick(view.proposed.list, Qt.Key.Key_J)
    assert view.map.view.current == view.proposed.list.line().face.id  # type: ignore[union-attr]
    view.bar.accept.setFocus()
    qtbot.keyClick(view.bar.accept, ENTER)
    settle()
    (made,) = rounds(hub)
    assert (made.driver_id, made.status, made.on_date) == (world.driver, RoundStatus.PLANNED, TODAY)
    assert not page.is_sharing
    assert page.list.record() == made.id


def test_who_is_left_out_stands_first_with_the_reason(
    view: DayView, world: World, qtbot: QtBot, settle: Settle
) -> None:
    view.goers.list.set_ticked(world.helper, True)
    look(view, qtbot, settle)
    assert view.state is DayState.PROPOSED
    line = view.proposed.list.line()
    assert line is not None
    assert (line.kind, line.volunteer) == (LineKind.HEAD, OUT)
    assert "Nobody chosen can take" in view.proposed.summary.text()
    proposal = view.proposal
    assert proposal is not None
    words = [one.face.second for one in lines_of(proposal) if one.kind is LineKind.OUT]
    assert len(words) == 8
    assert all("Leanne Turvey" in one and "Send somebody who may" in one for one in words)
    assert not view.bar.accept.isEnabled() or view.bar.accept.toolTip()
    qtbot.keyClick(view.proposed.list, ESC)
    assert view.state is DayState.CHOOSING
    qtbot.keyClick(view.goers.list, ESC)
    assert not view.isVisible()


def test_a_search_is_stopped_and_the_best_kept(
    view: DayView, world: World, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = Event()
    plain = DayPlans.propose

    def slow(self: DayPlans, *given: Any, cancel: Callable[[], bool], **more: Any) -> Any:
        begun.set()
        qtbot_free = Event()
        while not cancel():
            qtbot_free.wait(0.01)
        return plain(self, *given, cancel=cancel, **more)

    monkeypatch.setattr(DayPlans, "propose", slow)
    view.goers.list.set_ticked(world.driver, True)
    view.bar.look.click()
    qtbot.waitUntil(begun.is_set)
    assert view.state is DayState.SEARCHING
    assert view.busy.isVisible()
    assert not view.goers.isEnabled()
    view.busy.stop.click()
    qtbot.waitUntil(lambda: view.state is DayState.PROPOSED, timeout=20_000)
    assert view.proposal is not None
    assert view.proposal.plan.routes


def test_hours_and_load_are_changed_and_kept(
    view: DayView, world: World, hub: OpenHub, qtbot: QtBot, settle: Settle
) -> None:
    keys = [row.key for row in view.goers.list.rows()]
    view.goers.list.setCurrentIndex(view.goers.list.model().index(keys.index(world.driver), 0))
    view.goers.how.click()
    settle()
    (dialog,) = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, FormDialog) and one.isVisible()
    ]
    dialog.form.set_values({"starts": time(9), "bags": 2, "finishes": RoundEnd.LAST, "keep": True})
    dialog.primary.click()
    settle()
    (goer,) = view.goers.chosen()
    assert (goer.starts, goer.finishes) == (time(9), RoundEnd.LAST)
    assert goer.carries is not None
    assert goer.carries.bags == 2
    with hub.store.read() as session:
        held = session.get_one(Volunteer, world.driver)
        assert (held.carries_bags, held.round_finishes) == (2, RoundEnd.LAST)
    row = next(one for one in view.goers.list.rows() if one.key == world.driver)
    assert "2 bags" in row.words
    assert "ends at the last door" in row.note
    line = view.goers.current()
    assert line is not None
    with pytest.raises(DomainError, match="before the beginning"):
        goer_of(line[0], {"starts": time(12), "ends": time(11)})


def test_what_happened_meanwhile_is_said_and_the_day_read_again(
    view: DayView, world: World, hub: OpenHub, qtbot: QtBot, settle: Settle
) -> None:
    view.goers.list.set_ticked(world.driver, True)
    look(view, qtbot, settle)
    assert view.proposal is not None
    plans = DayPlans(hub.tools)
    plans.accept(hub.actor, view.proposal)
    said: list[str] = []
    view.said.connect(said.append)
    view.bar.accept.click()
    settle()
    assert len(said) == 1
    assert view.state is DayState.CHOOSING
    assert len(rounds(hub)) == 1


def test_another_day_is_chosen_and_begins_anew(view: DayView, world: World, settle: Settle) -> None:
    view.goers.list.set_ticked(world.driver, True)
    view.bar.after.click()
    settle()
    assert view.day > TODAY
    assert view.goers.chosen() == []
    assert "Tick who goes" in view.bar.look.toolTip()
    view.bar.before.click()
    settle()
    assert view.day == TODAY


def test_everything_has_a_name_and_no_text_is_markup(
    view: DayView, world: World, qtbot: QtBot, settle: Settle
) -> None:
    view.goers.list.set_ticked(world.driver, True)
    look(view, qtbot, settle)
    assert unnamed_widgets(view) == []
    assert rich_texts(view) == []
    assert all(one.face.spoken for one in lines_of(view.proposal) if one.volunteer)  # type: ignore[arg-type]


def test_progress_says_how_far_and_how_good() -> None:
    steps: list[tuple[Any, ...]] = []

    class Token:
        cancelled = False

    watch = _Watch(Token(), lambda *step: steps.append(step), 1.0)  # type: ignore[arg-type]
    assert not watch.is_over()
    watch.better(16_093, 2)
    assert not watch.is_over()
    watch.better(16_093, 0)
    watch.is_over()
    assert [step[2] for step in steps] == [
        "",
        "Best so far: 10.0 miles, 2 left out",
        "Best so far: 10.0 miles, everybody served",
    ]
    assert all(step[0] < step[1] for step in steps)
