"""Whatever is moved, taken back, undone, redone or restored, balances are the sums of movements.

Lives of a hub's shelves from seeds: every step is an act of a storekeeper, or the undoing of any earlier one.
After each, the movements are summed anew from their raw rows, and held against services and records.
"""

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from db.base import Base
from db.enums_stock import StockKind
from db.models import StockBatch, StockItem, StockMove, StockPlace
from db.queries import stock as query
from db.queries.history import of_txn
from desktop.domain.errors import DomainError
from desktop.domain.money import last_of
from desktop.domain.stock import Movement, balances
from desktop.services.backups import Backups, restore_hub
from desktop.services.base import Changes
from desktop.services.hubs import OpenHub, open_hub
from desktop.services.parcel_edits import LineDraft
from desktop.services.stock import GoodsIn, ItemDraft
from desktop.services.stock_ledger import broken
from tests.services.conftest import PASSPHRASE
from tests.services.rounds.conftest import World
from tests.services.stock.hands import Shelves

STEPS = 110


class Life:
    """One life: acts drawn from a seed."""

    def __init__(self, shelves: Shelves, round_id: str, seed: int) -> None:
        self.shelves, self.round_id, self.chance = shelves, round_id, random.Random(seed)
        self.txns: list[str] = []
        self.kinds: Counter[str] = Counter()

    def step(self) -> None:
        """One act; what is refused changes nothing."""
        act = self.chance.choice(ACTS)
        try:
            done = act(self)
        except DomainError:
            self.kinds["refused"] += 1
            return
        if done.txn:
            self.txns.append(done.txn)
            self.kinds[act.__name__] += 1

    def item(self) -> str:
        """One of the items."""
        return self.chance.choice([self.shelves.tins, self.shelves.milk, self.shelves.oats])

    def many(self) -> int:
        """Some quantity."""
        return self.chance.randint(1, 12)

    def one(self, keys: list[str]) -> str:
        """One of some records."""
        if not keys:
            raise DomainError("There is none yet.")
        return self.chance.choice(keys)


def come_in(life: Life) -> Changes:
    """Goods come in, with a date or without."""
    shelves, day = life.shelves, life.shelves.today + timedelta(days=life.chance.randint(-2, 9))
    dates = life.chance.choice([{}, {"use_by": day}, {"best_before": day}])
    place = life.chance.choice([shelves.shelf, shelves.fridge])
    return shelves.stock.goods_in(shelves.who, life.item(), GoodsIn(life.many(), place, **dates))


def go_out(life: Life) -> Changes:
    """Goods go out, or are thrown away."""
    wasted = life.chance.random() < 0.3
    return life.shelves.stock.goods_out(life.shelves.who, life.item(), life.many(), "x", wasted=wasted)


def carry(life: Life) -> Changes:
    """Goods are carried to another place, or all of a batch is thrown away."""
    shelves, stock = life.shelves, life.shelves.stock
    lot = life.one([one.id for one in stock.lots(shelves.who)])
    if life.chance.random() < 0.2:
        return stock.waste_lot(shelves.who, lot, "Burst")
    place = life.chance.choice([shelves.shelf, shelves.fridge])
    return stock.move_lot(shelves.who, lot, place, life.many())


def count(life: Life) -> Changes:
    """A place is counted."""
    shelves = life.shelves
    place = life.chance.choice([shelves.shelf, shelves.fridge])
    lots = shelves.stock.lots(shelves.who, place)
    counted = {one.id: max(0, one.quantity + life.chance.choice([0, 0, -1, 2])) for one in lots}
    return shelves.stock.count(shelves.who, place, counted, "Counted")


def take_back(life: Life) -> Changes:
    """A movement is taken back."""
    moves = [one.id for one in life.shelves.stock.moves(life.shelves.who)]
    return life.shelves.stock.take_back(life.shelves.who, life.one(moves), "Mistake")


def void_or_edit(life: Life) -> Changes:
    """An item or a place goes out of use, is edited, or comes back."""
    shelves, stock, who = life.shelves, life.shelves.stock, life.shelves.who
    steps: list[Callable[[], Changes]] = [
        lambda: stock.void_item(who, life.item(), "Done"),
        lambda: stock.void_place(who, shelves.fridge, "Broken"),
        lambda: stock.save_item(who, ItemDraft("Milk", life.chance.choice(["pint", "litre"])), shelves.milk),
        lambda: shelves.history.bring_back(who, life.item()),
        lambda: shelves.history.bring_back(who, shelves.fridge),
    ]
    return life.chance.choice(steps)()


def by_hand(life: Life) -> Changes:
    """A line of a parcel is changed by hand."""
    shelves, who, chance = life.shelves, life.shelves.who, life.chance
    keys = [one.id for one in shelves.parcels.rows(who)]
    instead = chance.choice(["", "", shelves.tins, shelves.milk])
    return shelves.edits.set_line(who, life.one(keys), LineDraft(life.item(), chance.randrange(4), instead))


def parcel(life: Life) -> Changes:
    """A parcel is composed, packed, unpacked, put back or taken out of use."""
    shelves, parcels, who = life.shelves, life.shelves.parcels, life.shelves.who
    keys = [one.id for one in parcels.rows(who)]
    steps: list[Callable[[], Changes]] = [
        lambda: parcels.compose_round(who, life.round_id, shelves.recipe),
        lambda: parcels.pack(who, [life.one(keys)], anyway=life.chance.random() < 0.5),
        lambda: parcels.pack(who, [life.one(keys)], anyway=True),
        lambda: parcels.unpack(who, life.one(keys)),
        lambda: shelves.returns.put_back(who, [life.one(keys)]),
        lambda: parcels.void(who, life.one(keys), "Mistake"),
    ]
    return life.chance.choice(steps)()


def undo(life: Life) -> Changes:
    """Anything earlier is undone: an undo as well, which redoes it; what it moved stands no more."""
    shelves, txn = life.shelves, life.one(life.txns[-12:])
    with shelves.hub.store.read() as session:
        moved = [one.row_id for one in of_txn(session, txn) if one.entity == "stock_move"]
    done = shelves.history.undo(shelves.who, txn)
    with shelves.hub.store.read() as session:
        back = query.taken_back(session)
    assert not any(last_of(key, back)[1] for key in moved), "what was undone stands"
    return done


ACTS = (
    *(come_in, come_in, come_in, go_out, carry, count, take_back, void_or_edit),
    *(parcel, parcel, parcel, parcel, by_hand, by_hand, undo, undo, undo),
)


def check(shelves: Shelves) -> dict[str, int]:
    """Sum the movements anew, and hold everything against them; what there is of each batch."""
    with shelves.hub.store.read() as session:
        moves = list(session.scalars(select(StockMove)))
        sums = balances(Movement(one.id, one.batch_id, one.quantity) for one in moves)
        assert query.balances(session) == sums
        assert all(left >= 0 for left in sums.values()), "less than nothing on a shelf"
        back = [one.reverses_id for one in moves if one.reverses_id]
        assert len(back) == len(set(back)), "a movement taken back twice"
        batches = {one.id: one for one in session.scalars(select(StockBatch))}
        names = ("stock_item", "stock_place", "stock_parcel", "stock_move")
        rows = {name: list(session.scalars(select(Base.metadata.tables[name].c.id))) for name in names}
        assert broken(session, rows, list(batches)) == []
        for model, name in ((StockItem, "item_id"), (StockPlace, "place_id")):
            gone = set(session.scalars(select(model.id).where(model.voided_at.is_not(None))))
            assert not any(left and getattr(batches[key], name) in gone for key, left in sums.items())
        carried = Counter[str]()
        for one in moves:
            if one.kind is StockKind.MOVED:
                carried[one.act_id] += one.quantity
        assert not any(carried.values()), "goods lost on the way from one place to another"
    by_item: Counter[str] = Counter()
    for key, left in sums.items():
        by_item[batches[key].item_id] += left
    for level in shelves.stock.levels(shelves.who):
        assert level.quantity == by_item[level.item.id]
        assert level.usable <= level.quantity
    return {key: left for key, left in sums.items() if left}


@pytest.fixture
def shelves(hub: OpenHub) -> Shelves:
    """Stock of a hub with three doors on a round."""
    return Shelves(hub)


@pytest.fixture
def round_id(hub: OpenHub) -> str:
    """A round with three doors."""
    world = World(hub)
    names = ("Jean Mallory", "Omar Haddad", "Bo Lin")
    return world.plan(*(world.ask(name) for name in names))


@pytest.mark.parametrize("seed", range(5))
def test_balances_are_the_sum_of_movements_after_every_step_of_a_life(
    shelves: Shelves, round_id: str, seed: int
) -> None:
    life = Life(shelves, round_id, seed)
    for _step in range(STEPS):
        life.step()
        check(shelves)
    assert life.kinds["undo"] >= 3, life.kinds
    assert life.kinds["parcel"] >= 3, life.kinds
    assert life.kinds["by_hand"] >= 2, life.kinds
    assert len(life.kinds) >= 7, life.kinds


def test_a_backup_put_back_holds_the_same_shelves(
    hub: OpenHub, shelves: Shelves, round_id: str, tmp_path: Path
) -> None:
    life = Life(shelves, round_id, 99)
    for _step in range(STEPS):
        life.step()
    before = check(shelves)
    (info,) = Backups(hub.tools).make(hub.actor, hub.folder.path)
    shelves.come(shelves.tins, 7)
    assert check(shelves) != before
    restored = restore_hub(info.path, tmp_path / "back", passphrase=PASSPHRASE, allowed=lambda _folder: None)
    opened = open_hub(restored.folder, PASSPHRASE, clock=lambda: shelves.now)
    again = shelves.over(opened)
    assert check(again) == before
    opened.close()
