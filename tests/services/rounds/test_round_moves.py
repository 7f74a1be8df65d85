"""A stop moved to another round: one transaction, both rounds timed anew, undone at once."""

from datetime import date, timedelta
from typing import Any

import pytest

from db.models import Round, Stop, Task
from desktop.domain.errors import DomainError, NotFound
from desktop.services.history import History
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.round_details import RoundDetail
from desktop.services.round_moves import RoundMoves
from desktop.services.round_results import RoundResults
from desktop.services.rounds import Rounds

DAY = date(2026, 11, 18)


def detail(hub: OpenHub, round_id: str) -> RoundDetail:
    """A round as its page shows it."""
    return Rounds(hub.tools).get(hub.actor, round_id)


def everything(hub: OpenHub) -> dict[str, dict[str, Any]]:
    """The fields of every task, and of every stop in use, that a move may touch."""
    names = ("stop_id", "on_date", "status", "outcome", "volunteer_id", "second_volunteer_id")
    found: dict[str, dict[str, Any]] = {}
    with hub.store.read() as session:
        for task in session.query(Task):
            found[task.id] = {name: getattr(task, name) for name in names}
        for stop in session.query(Stop).where(Stop.voided_at.is_(None)):
            found[stop.id] = {"position": stop.position, "at": stop.planned_at, "round": stop.round_id}
        for held in session.query(Round):
            found[held.id] = {"status": held.status}
    return found


def test_a_stop_goes_with_its_tasks_and_takes_day_and_crew(hub: OpenHub, world: Any) -> None:
    kofi, ada = world.volunteer(), world.volunteer("Ada Quill")
    first, second, third = world.line_of_houses(3)
    here = world.plan(first, second, driver_id=kofi)
    there = world.plan(third, driver_id=ada)
    Rounds(hub.tools).save(
        hub.actor,
        type(detail(hub, there).draft)(DAY + timedelta(days=1), driver_id=ada),
        there,
    )
    stop = next(one for one in detail(hub, here).stops if one.tasks[0].task_id == second)
    made = RoundMoves(hub.tools).move(hub.actor, stop.id, there)
    assert made.message == "Moved from S-1 to S-2"
    assert [task.task_id for one in detail(hub, here).stops for task in one.tasks] == [first]
    assert {task.task_id for one in detail(hub, there).stops for task in one.tasks} == {second, third}
    with hub.store.read() as session:
        moved = session.get_one(Task, second)
        assert (moved.on_date, moved.volunteer_id) == (DAY + timedelta(days=1), ada)
        old = session.get_one(Stop, stop.id)
        assert old.void_reason == "Moved to S-2"
    positions = [one.number for one in detail(hub, there).stops]
    assert positions == [1, 2]
    assert all(one.planned_at for one in detail(hub, there).stops)


def test_one_undo_puts_everything_back(hub: OpenHub, world: Any) -> None:
    kofi, ada = world.volunteer(), world.volunteer("Ada Quill")
    first, second, third, fourth = world.line_of_houses(4)
    again = world.again(second, "shopping")
    here = world.plan(first, second, again, third, driver_id=kofi)
    there = world.plan(fourth, driver_id=ada)
    before = everything(hub)
    stop = next(one for one in detail(hub, here).stops if len(one.tasks) == 2)
    made = RoundMoves(hub.tools).move(hub.actor, stop.id, there)
    assert everything(hub) != before
    assert len(detail(hub, there).stops) == 2
    undone = History(hub.tools).undo(hub.actor, made.txn)
    assert undone.message == "Undone."
    assert everything(hub) == before


def test_it_joins_the_stop_at_the_same_door(hub: OpenHub, world: Any) -> None:
    first = world.ask("Jean Mallory")
    second = world.again(first, "shopping")
    other = world.ask("Idris Thomas", address=HouseholdDraft("2 Pinmaker Lane", postcode="QX4 1AA"))
    here, there = world.plan(first, other), world.plan(second)
    moves = RoundMoves(hub.tools)
    stop = next(one for one in detail(hub, here).stops if one.tasks[0].task_id == first)
    (offered,) = moves.others(hub.actor, stop.id)
    assert offered.same_home
    before = everything(hub)
    made = moves.move(hub.actor, stop.id, there)
    (joined,) = detail(hub, there).stops
    assert {task.task_id for task in joined.tasks} == {first, second}
    History(hub.tools).undo(hub.actor, made.txn)
    assert everything(hub) == before


def test_a_round_whose_only_stop_went_has_none(hub: OpenHub, world: Any) -> None:
    first, second = world.line_of_houses(2)
    here, there = world.plan(first), world.plan(second)
    RoundMoves(hub.tools).move(hub.actor, detail(hub, here).stops[0].id, "S-2")
    assert detail(hub, here).stops == ()
    assert len(detail(hub, there).stops) == 2


def test_who_is_not_cleared_does_not_get_the_task(hub: OpenHub, world: Any) -> None:
    kofi, new = world.volunteer(), world.volunteer("New Starter", ())
    first, second = world.line_of_houses(2)
    here, there = world.plan(first, driver_id=kofi), world.plan(second, driver_id=new)
    RoundMoves(hub.tools).move(hub.actor, detail(hub, here).stops[0].id, there)
    with hub.store.read() as session:
        assert session.get_one(Task, first).volunteer_id is None
    assert detail(hub, there).not_yet


def test_rounds_offered_are_planned_near_in_time_and_by_how_near_they_pass(hub: OpenHub, world: Any) -> None:
    tasks = world.line_of_houses(5)
    here, same_day = world.plan(tasks[0]), world.plan(tasks[1])
    out = world.plan(tasks[2], driver_id=world.volunteer())
    RoundResults(hub.tools).send_out(hub.actor, out)
    rounds = Rounds(hub.tools)
    draft = type(detail(hub, here).draft)
    empty = rounds.save(hub.actor, draft(DAY)).made
    next_day = rounds.save(hub.actor, draft(DAY + timedelta(days=1))).made
    rounds.save(hub.actor, draft(DAY + timedelta(days=4)))
    found = RoundMoves(hub.tools).others(hub.actor, detail(hub, here).stops[0].id)
    assert [one.row.id for one in found] == [same_day, empty, next_day]
    assert found[0].metres is not None
    assert found[0].near.endswith(("miles", "mile"))
    assert (found[1].metres, found[1].near) == (None, "not known")


def test_a_round_that_is_out_neither_gives_nor_takes(hub: OpenHub, world: Any) -> None:
    tasks = world.line_of_houses(2)
    here, there = world.plan(tasks[0]), world.plan(tasks[1], driver_id=world.volunteer())
    stop = detail(hub, here).stops[0].id
    other = detail(hub, there).stops[0].id
    RoundResults(hub.tools).send_out(hub.actor, there)
    moves = RoundMoves(hub.tools)
    with pytest.raises(DomainError, match="S-2 is out"):
        moves.move(hub.actor, stop, there)
    with pytest.raises(DomainError, match="S-2 is out"):
        moves.move(hub.actor, other, here)
    with pytest.raises(DomainError, match="on S-1 already"):
        moves.move(hub.actor, stop, here)
    with pytest.raises(NotFound):
        moves.move(hub.actor, "gone", there)
