"""What stock gives Today, and the demonstration's own shelves."""

from datetime import timedelta

from db.enums import TaskOutcome
from db.models import Task
from desktop.services.demo_stock import write_stock
from desktop.services.hubs import OpenHub
from desktop.services.stock import ItemDraft
from desktop.services.today import TodayDesk
from tests.services.rounds.conftest import DAY, World
from tests.services.stock.hands import Shelves
from tests.services.stock.test_stock_histories import check


def told(shelves: Shelves) -> dict[str, str | None]:
    """Each line of stock on Today, and where its button leads."""
    day = TodayDesk(shelves.tools).day(shelves.who)
    return {one.key.removesuffix(":all"): one.item for one in day.items if one.place == "stock"}


def test_what_waits_stands_on_today_until_it_is_done(hub: OpenHub) -> None:
    shelves, world = Shelves(hub), World(hub)
    assert told(shelves) == {}
    shelves.stock.save_item(shelves.who, ItemDraft("Beans", "tin", low_level=3), shelves.tins)
    assert told(shelves) == {"stock_low": f"items:{shelves.tins}"}
    shelves.come(shelves.tins, 9)
    assert told(shelves) == {}
    shelves.come(shelves.milk, 2, use_by=shelves.today + timedelta(days=1))
    (lot,) = [one for one in shelves.stock.lots(shelves.who) if one.use_by]
    assert told(shelves) == {"stock_spoils": f"first:{lot.id}"}
    shelves.stock.waste_lot(shelves.who, lot.id, "Off")
    task = world.ask("Jean Mallory")
    shelves.parcels.compose_round(shelves.who, world.plan(task), shelves.recipe)
    (parcel,) = shelves.parcels.rows(shelves.who)
    assert parcel.on_date == DAY
    assert told(shelves) == {"parcels_to_pack": f"parcels:{parcel.id}"}
    shelves.parcels.pack(shelves.who, [parcel.id], anyway=True)
    assert told(shelves) == {}
    world.edit(Task, task, outcome=TaskOutcome.REFUSED)
    assert told(shelves) == {"parcels_back": f"parcels:{parcel.id}"}
    shelves.returns.put_back(shelves.who, [parcel.id])
    assert told(shelves) == {}


def test_the_demonstration_has_parcels_packed_from_shelves_that_add_up(hub: OpenHub) -> None:
    world = World(hub)
    world.plan(world.ask("Jean Mallory"), world.ask("Omar Haddad"), world.ask("Bo Lin"))
    write_stock(hub)
    shelves = Shelves.__new__(Shelves)
    shelves.now = hub.tools.clock()
    shelves._take(hub)
    check(shelves)
    assert len(shelves.parcels.rows(shelves.who)) == 3
    assert any(one.is_low for one in shelves.stock.levels(shelves.who))
