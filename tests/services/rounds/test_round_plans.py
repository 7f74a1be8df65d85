"""A day planned at once, an order suggested, and the coordinator's own order remembered."""

from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import func, select

from db.enums import Nation, TaskOutcome
from db.models import Hub, RememberedPlace, Task
from db.queries.rounds import RoundFilter
from desktop.domain.errors import DomainError
from desktop.domain.recurrence import weekly
from desktop.exports.round_print import render_round
from desktop.services.history import History
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.people import PersonDraft
from desktop.services.round_plans import RoundPlans
from desktop.services.round_results import RoundResults
from desktop.services.rounds import Rounds

DAY = date(2026, 11, 18)


def test_a_day_gets_one_round_for_each_area_and_a_second_planning_completes_them(
    hub: OpenHub, world: Any
) -> None:
    north, south = world.area("Northfold", "QX4 2"), world.area("Saltmarsh", "QX5 1")
    world.ask("Jean Mallory")
    world.ask("Harjit Bains", address=HouseholdDraft("2 South Lane", postcode="QX5 1AA"))
    world.ask("Nobody Known", address=HouseholdDraft("9 Far Road", postcode="QX9 9AA"))
    world.ask("Mair Lewis", person=PersonDraft("Mair", last_name="Lewis"))
    done = RoundPlans(hub.tools).plan_day(hub.actor, DAY)
    assert done.message == "3 deliveries on S-1, S-2, S-3. 1 with no address yet."
    rows = Rounds(hub.tools).rows(hub.actor, Rounds(hub.tools).ids(hub.actor, RoundFilter(DAY, DAY)))
    assert [(row.name, row.area_id, row.stops, row.driver) for row in rows] == [
        ("Northfold round", north, 1, ""),
        ("Saltmarsh round", south, 1, ""),
        ("Round", None, 1, ""),
    ]
    world.ask("Tom Hale", address=HouseholdDraft("3 Hale Road", postcode="QX4 2AA"))
    assert RoundPlans(hub.tools).plan_day(hub.actor, DAY).message.startswith("1 delivery on S-1.")
    assert Rounds(hub.tools).get(hub.actor, "S-1").row.stops == 2
    nothing = RoundPlans(hub.tools).plan_day(hub.actor, date(2026, 12, 24))
    assert (nothing.txn, nothing.message) == ("", "No deliveries to plan that day.")


def test_a_round_for_one_area_takes_the_areas_within_it_and_unknown_names_are_said(
    hub: OpenHub, world: Any
) -> None:
    borough = world.area("Estuary", "QX8 8")
    world.area("Northfold", "QX4 2", parent=borough)
    world.ask()
    world.ask("Harjit Bains", address=HouseholdDraft("2 South Lane", postcode="QX5 1AA"))
    with pytest.raises(DomainError, match="no area called Atlantis"):
        RoundPlans(hub.tools).plan_day(hub.actor, DAY, "Atlantis")
    RoundPlans(hub.tools).plan_day(hub.actor, DAY, "estuary")
    detail = Rounds(hub.tools).get(hub.actor, "S-1")
    assert (detail.row.area, detail.row.stops) == ("Estuary", 1)


def test_the_driver_is_filled_in_only_where_one_volunteer_has_every_task(hub: OpenHub, world: Any) -> None:
    kofi, one, two = world.volunteer(), world.ask(), world.ask("Tom Hale")
    world.edit(Task, one, volunteer_id=kofi)
    RoundPlans(hub.tools).plan_day(hub.actor, DAY)
    assert Rounds(hub.tools).get(hub.actor, "S-1").row.driver_id is None
    Rounds(hub.tools).void(hub.actor, "S-1", "Start again")
    world.edit(Task, one, volunteer_id=kofi)
    world.edit(Task, two, volunteer_id=kofi)
    RoundPlans(hub.tools).plan_day(hub.actor, DAY)
    assert Rounds(hub.tools).get(hub.actor, "S-2").row.driver == "Kofi Mensah"


def test_a_single_delivery_that_is_late_is_taken_and_an_old_meal_of_a_series_is_not(
    hub: OpenHub, world: Any
) -> None:
    late = world.ask(due_on=date(2026, 11, 16))
    world.ask("Tom Hale", "hot_meal", recurrence=weekly([0]), starts_on=date(2026, 11, 16))
    early = world.ask("Amina Bello", due_on=date(2026, 11, 22))
    found = {one.task_id: one.days for one in Rounds(hub.tools).candidates(hub.actor, DAY)}
    assert found == {late: -2, early: 4}
    assert Rounds(hub.tools).candidates(hub.actor, DAY, only_that_day=True) == []
    RoundPlans(hub.tools).plan_day(hub.actor, DAY)
    (stop,) = Rounds(hub.tools).get(hub.actor, "S-1").stops
    assert [task.task_id for task in stop.tasks] == [late]
    assert world.task_rows([late])[0].on_date == DAY


def test_what_is_due_soon_is_told_of_and_brought_forward_only_when_asked(hub: OpenHub, world: Any) -> None:
    soon = [world.ask(due_on=date(2026, 11, 22)), world.ask("Tom Hale", due_on=date(2026, 11, 23))]
    world.ask("Mair Lewis", due_on=date(2026, 11, 25))
    world.ask("Amina Bello", "hot_meal", recurrence=weekly([4]), starts_on=date(2026, 11, 20))
    plans = RoundPlans(hub.tools)
    told = plans.plan_day(hub.actor, DAY)
    assert (told.made, told.message) == (
        "",
        "No deliveries to plan that day. 2 are due soon after, from 22 November: bring them forward, or plan"
        " another day.",
    )
    made = plans.plan_day(hub.actor, DAY, early=True)
    assert made.message == "2 deliveries on S-1."
    assert {
        task.task_id for stop in Rounds(hub.tools).get(hub.actor, "S-1").stops for task in stop.tasks
    } == set(soon)
    assert {row.on_date for row in world.task_rows(soon)} == {DAY}


def test_a_moved_stop_is_remembered_for_the_area_and_wins_over_the_suggestion(
    hub: OpenHub, world: Any
) -> None:
    plans, round_id = RoundPlans(hub.tools), world.plan(*world.line_of_houses(4))
    plans.suggest(hub.actor, round_id, seconds=0.2)
    before = world.order_of(round_id)
    last = Rounds(hub.tools).get(hub.actor, round_id).stops[-1]
    done = plans.move(hub.actor, last.id, 1)
    assert done.made == last.id
    mine = [before[-1], *before[:-1]]
    assert world.order_of(round_id) == mine
    plans.suggest(hub.actor, round_id, seconds=0.2)
    assert world.order_of(round_id) == mine
    tasks = [t.task_id for s in Rounds(hub.tools).get(hub.actor, round_id).stops for t in s.tasks]
    Rounds(hub.tools).void(hub.actor, round_id, "Again")
    later = world.plan(*reversed(tasks))
    assert world.order_of(later) == mine
    plans.move(hub.actor, Rounds(hub.tools).get(hub.actor, later).stops[0].id, 99)
    assert world.order_of(later) == before


def test_undoing_a_move_undoes_what_was_remembered(hub: OpenHub, world: Any) -> None:
    plans, round_id = RoundPlans(hub.tools), world.plan(*world.line_of_houses(3))
    before = world.order_of(round_id)
    first = Rounds(hub.tools).get(hub.actor, round_id).stops[0]
    done = plans.move(hub.actor, first.id, 3)
    History(hub.tools).undo(hub.actor, done.txn)
    assert world.order_of(round_id) == before
    with hub.store.read() as session:
        live = select(func.count()).select_from(RememberedPlace).where(RememberedPlace.voided_at.is_(None))
        assert session.scalar(live) == 0
    plans.move(hub.actor, first.id, 3)
    assert world.order_of(round_id) == [*before[1:], before[0]]


def test_a_whole_order_is_taken_only_when_it_holds_every_stop(hub: OpenHub, world: Any) -> None:
    plans, round_id = RoundPlans(hub.tools), world.plan(*world.line_of_houses(3))
    stops = [stop.id for stop in Rounds(hub.tools).get(hub.actor, round_id).stops]
    before = world.order_of(round_id)
    plans.reorder(hub.actor, "S-1", stops[::-1])
    assert world.order_of(round_id) == before[::-1]
    with pytest.raises(DomainError, match="changed meanwhile"):
        plans.reorder(hub.actor, round_id, stops[:2])


def test_times_follow_the_order_and_a_place_not_known_comes_last(hub: OpenHub, world: Any) -> None:
    lost = world.ask("Lost House", address=HouseholdDraft("Nowhere", postcode="BT1 1AA"))
    round_id = world.plan(lost, *world.line_of_houses(2))
    detail = Rounds(hub.tools).get(hub.actor, round_id)
    assert detail.stops[-1].address == "Nowhere"
    times = [stop.planned_at for stop in detail.stops]
    assert times == sorted(times, key=str)
    assert times[0] >= time(11)  # type: ignore[operator]
    assert detail.back_at > times[-1]  # type: ignore[operator]
    assert (detail.unknown, detail.miles > 0) == (1, True)
    assert world.sheet(round_id).miles is None


def test_a_hub_without_any_map_still_plans_orders_and_prints(hub: OpenHub, world: Any) -> None:
    with hub.store.write(hub.actor.user_id) as work:
        here = work.session.scalars(select(Hub)).one()
        here.nation, here.easting, here.northing = Nation.NORTHERN_IRELAND, None, None
    for n in range(1, 4):
        world.ask(f"P{n} House{n}", address=HouseholdDraft(f"{n} Lough Road", postcode=f"BT1 {n}AA"))
    RoundPlans(hub.tools).plan_day(hub.actor, DAY)
    RoundPlans(hub.tools).suggest(hub.actor, "S-1")
    first = Rounds(hub.tools).get(hub.actor, "S-1").stops[0]
    RoundPlans(hub.tools).move(hub.actor, first.id, 3)
    found = world.sheet("S-1")
    assert [stop.at is not None for stop in found.stops] == [True] * 3
    assert (found.stops[-1].address, found.miles) == (first.address, None)
    assert render_round(found)[1] == 1


def test_a_round_with_results_is_left_alone_and_a_new_one_takes_the_rest(hub: OpenHub, world: Any) -> None:
    world.plan(*world.line_of_houses(2))
    RoundResults(hub.tools).result(hub.actor, "S-1.1", TaskOutcome.DELIVERED)
    world.ask()
    assert RoundPlans(hub.tools).plan_day(hub.actor, DAY).message == "1 delivery on S-2."
    assert Rounds(hub.tools).get(hub.actor, "S-1").row.stops == 2
