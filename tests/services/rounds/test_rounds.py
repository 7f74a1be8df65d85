"""Rounds made, filled, changed, listed and voided."""

from datetime import date, time
from typing import Any

import pytest

from db.enums import (
    CheckType,
    RequestStatus,
    Role,
    RoundStatus,
    TaskStatus,
)
from db.queries.rounds import SORTS, RoundFilter
from desktop.domain.errors import DomainError, NotFound
from desktop.services.base import Actor
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.people import PersonDraft
from desktop.services.requests import Requests
from desktop.services.round_details import RoundDraft
from desktop.services.round_plans import RoundPlans
from desktop.services.rounds import Rounds

DAY = date(2026, 11, 18)


def reason_met() -> object:
    """A reason to close a request."""
    from db.enums import CloseReason

    return CloseReason.NOT_NEEDED


def test_tasks_of_one_household_make_one_stop_and_move_the_request_along(hub: OpenHub, world: Any) -> None:
    parcel = world.ask()
    meal = world.again(parcel, "hot_meal")
    round_id = world.plan(parcel, meal, name="Northfold round")
    (stop,) = Rounds(hub.tools).get(hub.actor, round_id).stops
    assert (stop.name, stop.address, stop.items) == ("Jean M.", "1 Mallory Road", "1 bag, 1 hot meal")
    assert {task.request_status for task in world.task_rows([parcel, meal])} == {RequestStatus.ASSIGNED}
    Rounds(hub.tools).remove(hub.actor, round_id, [meal])
    assert world.task_rows([meal])[0].request_status is RequestStatus.TRIAGED
    Rounds(hub.tools).remove(hub.actor, round_id, [parcel])
    assert Rounds(hub.tools).get(hub.actor, round_id).stops == ()


def test_what_cannot_be_put_on_is_named_with_the_reason(hub: OpenHub, world: Any) -> None:
    rounds = Rounds(hub.tools)
    parcel, call = world.ask(), world.ask("Tom Hale", "welfare_check")
    homeless = world.ask("Mair Lewis", person=PersonDraft("Mair", last_name="Lewis"))
    first, second = world.plan(parcel), world.plan()
    said = rounds.add(hub.actor, second, [world.ask("Idris Tan"), call, homeless, parcel]).message
    assert said.startswith("1 of 4 put on S-2.")
    for words in ("R-2 is not something", "R-3 has no address", "R-1 is on S-1 already"):
        assert words in said
    with pytest.raises(DomainError, match="on S-1 already"):
        rounds.add(hub.actor, second, [parcel])
    with pytest.raises(DomainError, match="Choose what"):
        rounds.add(hub.actor, second, [])
    why = {one.task_id: one.why_not for one in rounds.candidates(hub.actor, DAY)}
    assert why == {homeless: "R-3 has no address yet. Put one in first."}
    rounds.void(hub.actor, first, "Too few")
    assert rounds.add(hub.actor, second, [parcel]).message == "1 put on S-2."
    Requests(hub.tools).close(hub.actor, world.task_rows([call])[0].request_id, reason_met())
    with pytest.raises(DomainError, match="not something"):
        rounds.add(hub.actor, second, [call])


def test_a_task_called_off_leaves_its_round(hub: OpenHub, world: Any) -> None:
    one, two = world.ask(), world.ask("Tom Hale")
    round_id = world.plan(one, two)
    Requests(hub.tools).close(hub.actor, world.task_rows([one])[0].request_id, reason_met())  # type: ignore[arg-type]
    with pytest.raises(DomainError, match="not planned any more"):
        Rounds(hub.tools).add(hub.actor, world.plan(), [one])
    assert Rounds(hub.tools).get(hub.actor, round_id).row.stops == 1
    RoundPlans(hub.tools).suggest(hub.actor, round_id)
    (stop,) = Rounds(hub.tools).get(hub.actor, round_id).stops
    assert (stop.number, stop.name) == (1, "Tom H.")


def test_voiding_a_round_puts_its_tasks_back_and_undo_brings_all_of_it_back(hub: OpenHub, world: Any) -> None:
    rounds, kofi, parcel = Rounds(hub.tools), world.volunteer(), world.ask()
    round_id = world.plan(parcel, driver_id=kofi)
    assert world.task_rows([parcel])[0].volunteer_id == kofi
    with pytest.raises(DomainError, match="Say why"):
        rounds.void(hub.actor, round_id, "")
    done = rounds.void(hub.actor, round_id, "Snow")
    (task,) = world.task_rows([parcel])
    assert (task.status, task.stop_id, task.volunteer_id) == (TaskStatus.PLANNED, None, None)
    with pytest.raises(NotFound):
        rounds.get(hub.actor, "S-1")
    assert rounds.ids(hub.actor, RoundFilter(voided=True)) == [round_id]
    History(hub.tools).undo(hub.actor, done.txn)
    assert [stop.name for stop in rounds.get(hub.actor, "S-1").stops] == ["Jean M."]
    assert world.task_rows([parcel])[0].volunteer_id == kofi


def test_a_round_is_changed_with_its_tasks_and_refuses_what_makes_no_sense(hub: OpenHub, world: Any) -> None:
    rounds, kofi, parcel = Rounds(hub.tools), world.volunteer(), world.ask()
    round_id = world.plan(parcel, driver_id=kofi)
    with pytest.raises(DomainError, match="helper is the driver"):
        rounds.save(hub.actor, RoundDraft(DAY, driver_id=kofi, helper_id=kofi), round_id)
    with pytest.raises(DomainError, match="before the beginning"):
        rounds.save(hub.actor, RoundDraft(DAY, ends_at=time(10)), round_id)
    with pytest.raises(NotFound):
        rounds.save(hub.actor, RoundDraft(DAY, area_id="0" * 32), round_id)
    moved = RoundDraft(date(2026, 11, 19), "Late round", time(15), time(17))
    rounds.save(hub.actor, moved, round_id)
    (task,) = world.task_rows([parcel])
    assert (task.on_date, task.volunteer_id) == (date(2026, 11, 19), None)
    detail = rounds.get(hub.actor, round_id)
    assert (detail.draft, detail.stops[0].planned_at) == (moved, time(15, detail.stops[0].planned_at.minute))  # type: ignore[union-attr]


def test_rounds_are_listed_found_and_sorted_every_way(hub: OpenHub, world: Any) -> None:
    rounds, kofi = Rounds(hub.tools), world.volunteer()
    home = world.area("Northfold", "QX4 2")
    first = world.plan(world.ask(), area_id=home, driver_id=kofi)
    second = rounds.save(hub.actor, RoundDraft(date(2026, 11, 20), "Quay round")).made
    for sort in SORTS:
        assert sorted(rounds.ids(hub.actor, RoundFilter(), sort, True)) == sorted([first, second]), sort
    assert rounds.ids(hub.actor, RoundFilter(first_day=date(2026, 11, 19))) == [second]
    assert rounds.ids(hub.actor, RoundFilter(last_day=DAY, status=RoundStatus.PLANNED)) == [first]
    assert rounds.ids(hub.actor, RoundFilter(area_id=home)) == [first]
    assert rounds.ids(hub.actor, RoundFilter(driver_id=kofi, among=(first, second))) == [first]
    for typed, found in (("S-2", second), ("s-1", first), ("quay", second)):
        assert rounds.find(hub.actor, typed) == [found], typed
    (row,) = rounds.rows(hub.actor, [first])
    assert (row.number, row.driver, row.stops, row.done, row.status) == (
        1,
        "Kofi Mensah",
        1,
        0,
        RoundStatus.PLANNED,
    )
    for key in ("S-9", "0" * 32):
        with pytest.raises(NotFound):
            rounds.get(hub.actor, key)


def test_candidates_say_why_the_crew_could_not_do_them_and_mask_what_is_private(
    hub: OpenHub, world: Any
) -> None:
    dev = world.volunteer("Dev Patel", (CheckType.IDENTITY,))
    world.ask()
    (found,) = Rounds(hub.tools).candidates(hub.actor, DAY, crew=(dev,))
    assert "Dev Patel can’t be given" in found.held[0]
    world.make_private("food_parcel")
    other = Actor("f" * 32, "Yusuf", frozenset({Role.CALL_HANDLER}))
    (found,) = Rounds(hub.tools).candidates(other, DAY)
    assert (found.need, found.items) == ("Private need", "1 item")
    round_id = world.plan(found.task_id)
    assert "parcel" not in repr(Rounds(hub.tools).get(other, round_id)).lower()
