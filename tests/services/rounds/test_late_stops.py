"""A stop added late: where it costs least, no rule broken, nobody else's order changed."""

from datetime import time

import pytest
from sqlalchemy import select

from db.enums import Answer, CheckType, RoundStatus, TaskOutcome, Transport
from db.models import Household, Hub, Round, Task
from desktop.domain.errors import DomainError
from desktop.services.history import History
from desktop.services.late_stops import LatePlace, LateStops
from desktop.services.round_results import RoundResults
from tests.services.rounds.conftest import DAY, World
from tests.services.rounds.test_day_plans import counted, world_task

TEN, ONE = time(10), time(13)


@pytest.fixture
def street(world: World) -> World:
    """A hub at the beginning of a street."""
    with world.hub.store.write(world.hub.actor.user_id) as work:
        hub = work.session.scalars(select(Hub)).one()
        hub.easting, hub.northing = 600_000, 230_000
    return world


def house(world: World, metres: int, name: str) -> str:
    """A delivery somewhere along the street; the key of its task."""
    task = world.ask(f"{name} Line", share=Answer.YES, address=None)
    home = world.task_rows([task])[0].household_id
    world.edit(Household, str(home), easting=600_000 + metres, northing=230_000, address_line1=f"{name} Line")
    return task


def places(world: World, task: str) -> list[LatePlace]:
    """Where it would go."""
    return LateStops(world.hub.tools).places(world.hub.actor, task, DAY)


def test_it_goes_where_it_costs_least_and_the_order_of_the_others_stays(street: World) -> None:
    kofi, ruth = street.volunteer(transport=Transport.BIKE), street.volunteer("Ruth Ash")
    near, far = house(street, 500, "Ann"), house(street, 2_000, "Bea")
    here = street.plan(near, far, driver_id=kofi, starts_at=TEN, ends_at=ONE, name="East")
    street.plan(house(street, -900, "Cy"), driver_id=ruth, starts_at=TEN, ends_at=ONE, name="West")
    before = street.order_of(here)
    late = house(street, 1_000, "Dee")
    found = places(street, late)
    assert [one.row.name for one in found] == ["East", "West"]
    assert found[0].minutes < found[1].minutes
    service = LateStops(street.hub.tools)
    assert [one.task_id for one in service.waiting(street.hub.actor, DAY)] == [late]
    done = service.put(street.hub.actor, late, here)
    after = street.order_of(here)
    assert [one for one in after if "Dee" not in one] == before
    assert "Dee" in after[found[0].position - 1]
    assert done.message == f"Stop {found[0].position} put on S-1"
    assert service.waiting(street.hub.actor, DAY) == []
    History(street.hub.tools).undo(street.hub.actor, done.txn)
    assert street.order_of(here) == before


def test_a_door_the_round_calls_at_already_costs_nothing(street: World) -> None:
    first = house(street, 500, "Ann")
    here = street.plan(first, driver_id=street.volunteer(), starts_at=TEN, ends_at=ONE)
    again = street.again(first, "food_parcel")
    (one,) = places(street, again)
    assert (one.minutes, one.position, one.why_not) == (0, 1, "")
    LateStops(street.hub.tools).put(street.hub.actor, again, here)
    assert len(street.order_of(here)) == 1


def test_whoever_may_not_carries_no_more_or_is_out_says_so(street: World) -> None:
    kofi, unchecked = street.volunteer(), street.volunteer("Dev Raman", checks=(CheckType.IDENTITY,))
    full = [house(street, 100 * at, f"F{at}") for at in range(1, 4)]
    street.plan(*full, driver_id=kofi, starts_at=TEN, ends_at=ONE, name="A full")
    street.plan(house(street, 50, "U"), driver_id=unchecked, starts_at=TEN, ends_at=ONE, name="B unchecked")
    out = street.plan(house(street, 60, "O"), driver_id=street.volunteer("Ruth Ash"), name="C out")
    RoundResults(street.hub.tools).send_out(street.hub.actor, out)
    empty = street.plan(name="D nobody yet")
    late = house(street, 70, "Dee")
    by = {one.row.name: one for one in places(street, late)}
    assert by["A full"].why_not == "Kofi Mensah cannot carry more."
    assert "Dev Raman" in by["B unchecked"].why_not
    assert by["C out"].why_not == "S-3 is out. Ring Ruth Ash and call it back first."
    assert by["D nobody yet"].why_not == ""
    assert next(iter(by)) == "D nobody yet"
    service = LateStops(street.hub.tools)
    with pytest.raises(DomainError, match="cannot carry more"):
        service.put(street.hub.actor, late, "S-1")
    with pytest.raises(DomainError, match="is out"):
        service.put(street.hub.actor, late, out)
    service.put(street.hub.actor, late, empty)
    with street.hub.store.write(street.hub.actor.user_id) as work:
        task = work.session.get_one(Task, full[0])
        task.outcome = TaskOutcome.DELIVERED
    another = house(street, 90, "Eve")
    found = next(one for one in places(street, another) if one.row.name == "A full")
    assert found.why_not == "Results of S-1 are keyed already."


def test_times_of_the_late_stop_and_of_the_others_are_kept(street: World) -> None:
    first = house(street, 1_500, "Ann")
    street.edit(Task, first, ends_at=time(10, 50))
    street.plan(first, driver_id=street.volunteer(), starts_at=TEN, ends_at=time(12))
    late = house(street, -500, "Dee")
    (one,) = places(street, late)
    assert (one.position, one.after) == (2, "Ann Line")
    street.edit(Task, late, ends_at=time(10, 20))
    (one,) = places(street, late)
    assert one.why_not == "Kofi Mensah would not keep the times of this stop or of another."


def test_a_round_that_keeps_no_time_already_still_takes_a_stop(street: World) -> None:
    first = house(street, 3_000, "Ann")
    street.edit(Task, first, ends_at=time(10, 1))
    street.plan(first, driver_id=street.volunteer(), starts_at=TEN, ends_at=time(10, 30))
    (one,) = places(street, house(street, 1_000, "Dee"))
    assert one.why_not == ""
    assert one.minutes > 0


def test_without_an_address_or_a_place(street: World) -> None:
    here = street.plan(house(street, 500, "Ann"), driver_id=street.volunteer(), starts_at=TEN, ends_at=ONE)
    lost = house(street, 0, "Lost")
    home = street.task_rows([lost])[0].household_id
    street.edit(Household, str(home), easting=None, northing=None)
    assert places(street, lost)[0].why_not == ""
    with pytest.raises(DomainError, match="Look at the request"):
        places(street, "gone")
    assert world_task(street, str(home)) == lost
    with street.hub.store.read() as session:
        assert session.get_one(Round, here).status is RoundStatus.PLANNED


def test_reads_do_not_grow_with_the_rounds(street: World) -> None:
    late = house(street, 70, "Dee")
    street.plan(house(street, 100, "A"), driver_id=street.volunteer(), name="One")
    with counted(street) as few:
        places(street, late)
    for at in range(4):
        street.plan(house(street, 200 + at, f"B{at}"), driver_id=street.volunteer(f"V{at} Olunteer"))
    with counted(street) as many:
        places(street, late)
    assert len(many) == len(few)
