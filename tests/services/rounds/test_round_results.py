"""Rounds that go out and come back: results keyed by reference, put right, undone, and counted."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.enums import Nation, RequestStatus, RoundStatus, TaskOutcome, TaskStatus
from db.keys import KdfParams
from db.models import NeedType
from db.queries.rounds import RoundFilter
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.lifecycle import AFTER
from desktop.services.history import History
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import NewHub, OpenHub, make_hub, open_hub
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.round_details import RoundDraft
from desktop.services.round_results import RoundResults
from desktop.services.rounds import Rounds
from desktop.services.tasks import TaskDraft, Tasks

DAY = date(2026, 11, 18)
DONE = TaskOutcome.DELIVERED


def out(hub: OpenHub, world: Any, stops: int = 3) -> str:
    """A round of deliveries that has gone out with a cleared driver; its key."""
    round_id = world.plan(*world.line_of_houses(stops), driver_id=world.volunteer())
    RoundResults(hub.tools).send_out(hub.actor, round_id)
    return str(round_id)


def statuses(hub: OpenHub, round_id: str) -> list[TaskStatus]:
    """Where the tasks of a round stand, in order."""
    stops = Rounds(hub.tools).get(hub.actor, round_id).stops
    return [task.status for stop in stops for task in stop.tasks]


def test_a_round_goes_out_with_its_tasks_and_can_be_called_back(hub: OpenHub, world: Any) -> None:
    results, round_id = RoundResults(hub.tools), out(hub, world)
    assert statuses(hub, round_id) == [TaskStatus.OUT] * 3
    tasks = [t.task_id for s in Rounds(hub.tools).get(hub.actor, round_id).stops for t in s.tasks]
    assert {task.request_status for task in world.task_rows(tasks)} == {RequestStatus.IN_PROGRESS}
    with pytest.raises(DomainError, match="is out"):
        results.send_out(hub.actor, round_id)
    for change in (
        lambda: Rounds(hub.tools).remove(hub.actor, round_id, tasks[:1]),
        lambda: Rounds(hub.tools).save(hub.actor, RoundDraft(DAY), round_id),
    ):
        with pytest.raises(DomainError, match="Call it back first"):
            change()
    with pytest.raises(DomainError, match="Somebody is out"):
        Tasks(hub.tools).void(hub.actor, tasks[0], "Late")
    results.call_back(hub.actor, "S-1")
    assert statuses(hub, round_id) == [TaskStatus.PLANNED] * 3
    with pytest.raises(DomainError, match="is not out"):
        results.call_back(hub.actor, round_id)
    with pytest.raises(DomainError, match="Take it off the round"):
        Tasks(hub.tools).save(hub.actor, TaskDraft(date(2026, 11, 20)), tasks[0])


def test_the_name_and_note_of_a_round_that_is_out_may_change(hub: OpenHub, world: Any) -> None:
    round_id = out(hub, world)
    draft = Rounds(hub.tools).get(hub.actor, round_id).draft
    changed = RoundDraft(DAY, "Late round", draft.starts_at, None, None, draft.driver_id, None, "Ice")
    Rounds(hub.tools).save(hub.actor, changed, round_id)
    assert Rounds(hub.tools).get(hub.actor, round_id).draft == changed
    assert statuses(hub, round_id) == [TaskStatus.OUT] * 3


def test_a_stop_is_keyed_by_its_reference_and_keying_again_puts_it_right(hub: OpenHub, world: Any) -> None:
    results, round_id = RoundResults(hub.tools), out(hub, world)
    assert results.result(hub.actor, "s 1.2", DONE).message == "S-1.2: delivered."
    board = results.came_back(hub.actor, round_id)
    assert (board.status, board.stops, board.stops_done, board.keyed) == (RoundStatus.OUT, 3, 1, 1)
    said = results.result(hub.actor, "S-1.2", TaskOutcome.NO_ANSWER, "Dog barking")
    assert said.message == "S-1.2: no answer. Ring today."
    board = results.came_back(hub.actor, "S-1")
    assert (board.keyed, board.to_ring, board.by_outcome) == (1, 1, {TaskOutcome.NO_ANSWER: 1})
    assert Rounds(hub.tools).get(hub.actor, round_id).stops[1].tasks[0].outcome_note == "Dog barking"
    with pytest.raises(DomainError, match="keyed already"):
        results.call_back(hub.actor, round_id)
    with pytest.raises(DomainError, match="stays as the record"):
        Rounds(hub.tools).void(hub.actor, round_id, "Mistake")


def test_a_stop_is_keyed_by_its_key_and_both_tasks_of_a_household_together(hub: OpenHub, world: Any) -> None:
    parcel = world.ask()
    round_id = world.plan(parcel, world.again(parcel, "hot_meal"))
    (stop,) = Rounds(hub.tools).get(hub.actor, round_id).stops
    RoundResults(hub.tools).result(hub.actor, stop.id, DONE)
    assert statuses(hub, round_id) == [TaskStatus.DONE] * 2
    assert Rounds(hub.tools).rows(hub.actor, [round_id])[0].status is RoundStatus.BACK


@pytest.mark.parametrize("reference", ["S-1", "S-1.9", "S-7.1", "R-1", "nonsense", "S-1.0"])
def test_a_reference_that_is_no_stop_is_said_in_plain_words(hub: OpenHub, world: Any, reference: str) -> None:
    out(hub, world)
    with pytest.raises(DomainError) as problem:
        RoundResults(hub.tools).result(hub.actor, reference, DONE)
    assert problem.value.user_message.endswith(".")


def test_a_whole_sheet_is_keyed_at_once_and_undone_at_once(hub: OpenHub, world: Any) -> None:
    results, round_id = RoundResults(hub.tools), out(hub, world)
    keyed = {1: DONE, 2: TaskOutcome.LAST_UNOPENED, 3: TaskOutcome.WORRIED}
    done = results.results(hub.actor, "S-1", keyed, {2: "Milk on the step"})
    assert done.message.startswith("S-1: 3 outcomes keyed. A welfare call is due today. Worried")
    board = results.came_back(hub.actor, round_id)
    assert (board.status, board.stops_done, board.alarms, board.worried) == (RoundStatus.BACK, 3, 1, 1)
    History(hub.tools).undo(hub.actor, done.txn)
    board = results.came_back(hub.actor, round_id)
    assert (board.status, board.keyed, board.alarms) == (RoundStatus.OUT, 0, 0)
    assert statuses(hub, round_id) == [TaskStatus.OUT] * 3


def test_a_sheet_with_one_wrong_number_keys_nothing(hub: OpenHub, world: Any) -> None:
    results, round_id = RoundResults(hub.tools), out(hub, world)
    with pytest.raises(DomainError, match="no stop 9 on S-1"):
        results.results(hub.actor, round_id, {1: DONE, 9: DONE})
    with pytest.raises(DomainError, match="at least one stop"):
        results.results(hub.actor, round_id, {})
    with pytest.raises(NotFound):
        results.results(hub.actor, "S-44", {1: DONE})
    assert results.came_back(hub.actor, round_id).keyed == 0


def test_what_was_not_attempted_is_planned_again_and_may_go_on_another_round(
    hub: OpenHub, world: Any
) -> None:
    results, round_id = RoundResults(hub.tools), out(hub, world)
    results.results(hub.actor, round_id, {1: DONE, 2: TaskOutcome.NOT_ATTEMPTED, 3: DONE})
    left = Rounds(hub.tools).get(hub.actor, round_id).stops[1].tasks[0].task_id
    (found,) = Rounds(hub.tools).candidates(hub.actor, DAY)
    assert (found.task_id, found.why_not) == (left, "")
    second = world.plan(left)
    assert Rounds(hub.tools).rows(hub.actor, [second])[0].stops == 1
    assert [stop.number for stop in Rounds(hub.tools).get(hub.actor, round_id).stops] == [1, 3]
    assert results.came_back(hub.actor, round_id).status is RoundStatus.BACK


def test_results_may_be_keyed_for_a_round_nobody_sent_out_here(hub: OpenHub, world: Any) -> None:
    round_id = world.plan(*world.line_of_houses(2))
    RoundResults(hub.tools).result(hub.actor, "S-1.1", DONE)
    assert Rounds(hub.tools).rows(hub.actor, [round_id])[0].status is RoundStatus.PLANNED
    with pytest.raises(DomainError, match="keyed already"):
        Rounds(hub.tools).add(hub.actor, round_id, [world.ask()])
    with pytest.raises(DomainError, match="keyed already"):
        RoundResults(hub.tools).send_out(hub.actor, round_id)
    RoundResults(hub.tools).result(hub.actor, "S-1.2", DONE)
    assert Rounds(hub.tools).rows(hub.actor, [round_id])[0].status is RoundStatus.BACK


def test_the_alarm_is_raised_even_where_the_hub_voided_its_welfare_calls(hub: OpenHub, world: Any) -> None:
    out(hub, world)
    with hub.store.write(hub.actor.user_id) as work:
        need = work.session.query(NeedType).filter(NeedType.code == "welfare_check").one()
        need.voided_at, need.is_active = hub.tools.clock(), False
    RoundResults(hub.tools).result(hub.actor, "S-1.1", TaskOutcome.LAST_UNOPENED)
    assert RoundResults(hub.tools).came_back(hub.actor, "S-1").alarms == 1


step = st.one_of(
    st.tuples(st.just("key"), st.integers(1, 4), st.sampled_from(TaskOutcome)),
    st.tuples(st.just("sheet"), st.sets(st.integers(1, 4), min_size=1), st.sampled_from(TaskOutcome)),
    st.tuples(st.just("undo"), st.integers(0, 9), st.none()),
)


@given(st.lists(step, max_size=14))
@settings(max_examples=25)
def test_no_order_of_keying_putting_right_and_undoing_makes_the_counts_disagree(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, Any, Any]]
) -> None:
    folder: Path = tmp_path_factory.mktemp("keyed") / "hub"
    hub = new_hub(folder)
    try:
        round_id = four_stops(hub)
        results, done = RoundResults(hub.tools), list[str]()
        for kind, what, outcome in steps:
            if kind == "key":
                done.append(results.result(hub.actor, f"S-1.{what}", outcome).txn)
            elif kind == "sheet":
                done.append(results.results(hub.actor, round_id, dict.fromkeys(what, outcome)).txn)
            elif done and done[what % len(done)]:
                History(hub.tools).undo(hub.actor, done[what % len(done)])
            check_counts(hub, round_id)
    finally:
        hub.close()


def check_counts(hub: OpenHub, round_id: str) -> None:
    """The board, the list and every task say the same; an outcome and its status never part."""
    board = RoundResults(hub.tools).came_back(hub.actor, round_id)
    (row,) = Rounds(hub.tools).rows(hub.actor, Rounds(hub.tools).ids(hub.actor, RoundFilter()))
    tasks = [task for stop in Rounds(hub.tools).get(hub.actor, round_id).stops for task in stop.tasks]
    keyed = [task.outcome for task in tasks if task.outcome is not None]
    assert (board.stops, board.tasks, len(tasks)) == (4, 4, 4)
    assert board.keyed == len(keyed) == sum(board.by_outcome.values())
    assert (row.stops, row.done, row.status) == (board.stops, board.stops_done, board.status)
    assert (board.status is RoundStatus.BACK) == (board.keyed == 4)
    for task in tasks:
        if task.outcome is None:
            assert task.status is TaskStatus.PLANNED
        else:
            assert task.status is AFTER[task.outcome].task
        request = Requests(hub.tools).get(hub.actor, task.request_id)
        if task.outcome is not None and AFTER[task.outcome].request is RequestStatus.DONE:
            assert request.status is RequestStatus.DONE
        else:
            assert request.status is not RequestStatus.DONE


def new_hub(folder: Path) -> OpenHub:
    """A hub for one example, whose clock never shows the same moment twice."""
    passphrase = "seven quiet herons wade"
    make_hub(folder, NewHub("Saltmarsh Hub", Nation.ENGLAND), passphrase, params=KdfParams(64, 1, 1))
    ticks = count()
    start = datetime(2026, 11, 18, 9, tzinfo=UTC)
    return open_hub(folder, passphrase, clock=lambda: start + timedelta(seconds=next(ticks)))


def four_stops(hub: OpenHub) -> str:
    """A round of four stops; its key."""
    tasks = []
    for n in range(4):
        person = PersonDraft(f"P{n}", household=HouseholdDraft(f"{n} Road"))
        call = CallDraft(RequestDraft("", "food_parcel", due_on=DAY), person)
        request_id = Intake(hub.tools).save(hub.actor, call).made
        tasks.append(Requests(hub.tools).get(hub.actor, request_id).tasks[0].id)
    round_id = Rounds(hub.tools).save(hub.actor, RoundDraft(DAY)).made
    Rounds(hub.tools).add(hub.actor, round_id, tasks)
    return round_id
