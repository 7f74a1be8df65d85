"""Ctrl+Z and Ctrl+Y over a session: one step at a time, there and back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.context import AppContext
from desktop.exports.make_list import ListPlan, make_list
from desktop.services.base import Changes
from desktop.services.lists import ListKind
from desktop.services.people import People, PersonDraft
from desktop.ui.undo_trail import UndoTrail


@pytest.fixture
def trail(context: AppContext) -> UndoTrail:
    """A trail of a session that has just begun."""
    return UndoTrail(context)


@pytest.fixture
def name(context: AppContext, qtbot: QtBot) -> Callable[[str], str]:
    """Give the one person of the hub a name, and tell the key."""
    made: list[str] = []

    def save(first: str) -> str:
        draft = PersonDraft(first_name=first, last_name="Mallory")
        people = context.service(People)
        key = made[0] if made else ""
        with qtbot.waitSignal(context.jobs.changed):
            context.jobs.write(
                lambda: people.save(context.actor, draft, key), lambda saved: made.append(saved.made)
            )
        return made[0]

    return save


def step(qtbot: QtBot, context: AppContext, act: Callable[[], None]) -> None:
    with qtbot.waitSignal(context.jobs.changed):
        act()


def now(context: AppContext, key: str) -> str:
    return context.service(People).get(context.actor, key).draft.first_name


def test_steps_are_taken_back_and_done_again_in_order(
    context: AppContext, trail: UndoTrail, name: Callable[[str], str], qtbot: QtBot
) -> None:
    key = name("Jean")
    name("Jeanie")
    name("Jeannette")
    for expected in ("Jeanie", "Jean"):
        step(qtbot, context, trail.undo)
        assert now(context, key) == expected
    for expected in ("Jeanie", "Jeannette"):
        step(qtbot, context, trail.redo)
        assert now(context, key) == expected
    step(qtbot, context, trail.undo)
    assert now(context, key) == "Jeanie"


def test_a_new_step_ends_what_could_be_done_again(
    context: AppContext, trail: UndoTrail, name: Callable[[str], str], qtbot: QtBot
) -> None:
    key = name("Jean")
    name("Jeanie")
    step(qtbot, context, trail.undo)
    name("Eugenie")
    with qtbot.waitSignal(trail.said) as said:
        trail.redo()
    assert said.args == ["Nothing to do again."]
    step(qtbot, context, trail.undo)
    assert now(context, key) == "Jean"


def test_one_change_can_be_taken_back_from_its_message_and_the_undo_likewise(
    context: AppContext, trail: UndoTrail, name: Callable[[str], str], qtbot: QtBot
) -> None:
    key = name("Jean")
    with qtbot.waitSignal(context.jobs.changed) as told:
        people, draft = context.service(People), PersonDraft(first_name="Jeanie", last_name="Mallory")
        context.jobs.write(lambda: people.save(context.actor, draft, key))
    with qtbot.waitSignal(context.jobs.changed) as undone:
        trail.take_back(told.args[0].txn)
    assert now(context, key) == "Jean"
    step(qtbot, context, lambda: trail.take_back(undone.args[0].txn))
    assert now(context, key) == "Jeanie"
    step(qtbot, context, trail.undo)
    assert now(context, key) == "Jean"


def test_what_the_app_did_by_itself_is_not_taken_back_by_a_key(
    context: AppContext, trail: UndoTrail, qtbot: QtBot
) -> None:
    people, draft = context.service(People), PersonDraft(first_name="Jean")

    def by_itself() -> Changes:
        return replace(people.save(context.actor, draft), message="")

    with qtbot.waitSignal(context.jobs.changed):
        context.jobs.write(by_itself)
    with qtbot.waitSignal(trail.said) as said:
        trail.undo()
    assert said.args == ["Nothing to undo since the hub was opened."]


def test_what_has_left_the_laptop_stays_and_the_step_before_it_can_be_taken_back(
    context: AppContext, trail: UndoTrail, name: Callable[[str], str], tmp_path: Path, qtbot: QtBot
) -> None:
    key = name("Jean")
    name("Jeanie")
    tools, plan = context.hub.tools, ListPlan(ListKind.PEOPLE, [key])
    with qtbot.waitSignal(context.jobs.changed):
        context.jobs.write(
            lambda: make_list(tools, context.actor, plan, tmp_path / "people.csv", tools.clock())
        )
    with qtbot.waitSignal(context.jobs.problem_found) as told:
        trail.undo()
    assert "has left the laptop" in told.args[0].user_message
    step(qtbot, context, trail.undo)
    assert now(context, key) == "Jean"
