"""Whatever is written, taken back, undone, redone or restored, the ledger adds up and the records fit it.

Lives of a hub's money from seeds: every step is an act of a treasurer, or the undoing of any earlier one.
After each, the ledger is summed anew from its raw lines, and held against the services and the records.
"""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from db.base import Base
from db.enums_money import Account, Vehicle, Whose
from db.models import Fund, MoneyLine, MoneyMove
from db.queries import money as ledger
from db.queries.history import of_txn
from desktop.domain.errors import DomainError
from desktop.domain.grants import Criterion, Given
from desktop.domain.money import last_of
from desktop.services.backups import Backups, restore_hub
from desktop.services.base import Changes
from desktop.services.claims import LineDraft
from desktop.services.floats import FloatDraft, ReceiptDraft
from desktop.services.funds import Moving
from desktop.services.grant_meetings import Decision
from desktop.services.grants import ApplicationDraft, RoundDraft
from desktop.services.hubs import OpenHub, open_hub
from desktop.services.money_undo import TABLES, broken
from desktop.services.recharges import RechargeDraft
from tests.services.conftest import PASSPHRASE
from tests.services.money_hands import Money

STEPS = 120


class Life:
    """One life: acts drawn from a seed."""

    def __init__(self, money: Money, seed: int) -> None:
        self.money, self.chance = money, random.Random(seed)
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
        if done is not None and done.txn:
            self.txns.append(done.txn)
            self.kinds[act.__name__] += 1

    def pence(self) -> int:
        """Some amount."""
        return self.chance.choice([1, 99, self.chance.randint(1, 30_000)])

    def place(self) -> Account:
        """The bank or the cash box."""
        return self.chance.choice([Account.BANK, Account.CASH])

    def fund(self) -> str:
        """One of the two funds."""
        return self.chance.choice([self.money.pot, self.money.other])

    def one(self, keys: list[str]) -> str:
        """One of some records."""
        if not keys:
            raise DomainError("There is none yet.")
        return self.chance.choice(keys)


def come_in(life: Life) -> Changes:
    """Money comes in."""
    return life.money.funds.money_in(life.money.who, life.fund(), Moving(life.pence(), life.place()))


def go_out(life: Life) -> Changes:
    """Money goes out."""
    return life.money.funds.money_out(
        life.money.who, life.fund(), Moving(life.pence(), life.place(), words="x")
    )


def transfer(life: Life) -> Changes:
    """Money moves between funds."""
    return life.money.funds.transfer(
        life.money.who, life.fund(), life.fund(), Moving(life.pence(), words="x")
    )


def adjust(life: Life) -> Changes:
    """What really lies there differs."""
    moving = Moving(life.chance.choice([-7, 7]), life.place(), words="Counted")
    return life.money.funds.adjust(life.money.who, life.fund(), moving)


def take_back(life: Life) -> Changes:
    """A movement is taken back."""
    moves = [one.id for one in life.money.funds.moves(life.money.who)]
    return life.money.funds.take_back(life.money.who, life.one(moves), "Mistake")


def void_fund(life: Life) -> Changes:
    """A fund goes out of use."""
    return life.money.funds.void(life.money.who, life.fund(), "Done")


def claim(life: Life) -> Changes:
    """A volunteer asks money back."""
    line = LineDraft(life.money.today, "x", amount=life.pence())
    miles = LineDraft(life.money.today, "x", Vehicle.CAR, life.chance.randint(1, 6_000))
    return life.money.claims.ask(life.money.who, life.money.omar, [line, miles])


def work_claim(life: Life) -> Changes:
    """A claim goes a step on, or back."""
    money, found = life.money, life.one([one.id for one in life.money.claims.rows(life.money.who)])
    steps: list[Callable[[], Changes]] = [
        lambda: money.claims.approve(money.who, found, life.fund()),
        lambda: money.claims.pay(money.amina, found, life.place()),
        lambda: money.claims.decline(money.who, found, "No"),
        lambda: money.claims.take_back(money.who, found, "Mistake"),
        lambda: money.claims.void(money.who, found, "Mistake"),
    ]
    return life.chance.choice(steps)()


def give_float(life: Life) -> Changes:
    """Shopping money goes out."""
    return life.money.floats.give(
        life.money.who, FloatDraft(life.money.omar, life.pence(), Whose.HUB, life.fund())
    )


def work_float(life: Life) -> Changes:
    """A receipt comes, or one is taken back, or the money is settled or opened again."""
    money, chance = life.money, life.chance
    found = life.one([one.id for one in money.floats.rows(money.who)])
    receipts = [one.id for one in money.floats.get(money.who, found).receipts]
    steps: list[Callable[[], Changes]] = [
        lambda: money.floats.add_receipt(money.who, found, ReceiptDraft(life.pence(), "Shop")),
        lambda: money.floats.void_receipt(money.who, life.one(receipts), "Mistake"),
        lambda: money.floats.change_back(money.who, found, life.pence(), chance.choice(["", "Lost"])),
        lambda: money.floats.reopen(money.who, found, "Found"),
        lambda: money.floats.void(money.who, found, "Mistake"),
    ]
    return chance.choice(steps)()


def recharge(life: Life) -> Changes:
    """A cost the council repays."""
    draft = RechargeDraft(life.money.council, life.fund(), life.pence(), "Taxi", place=life.place())
    return life.money.recharges.add(life.money.who, draft)


def work_recharge(life: Life) -> Changes:
    """A statement is made, goes a step on, or back."""
    money, day = life.money, life.money.today
    costs = [one.id for one in money.recharges.to_state(money.who)]
    held = [one.id for one in money.recharges.statements(money.who)]
    steps: list[Callable[[], Changes]] = [
        lambda: money.recharges.void(money.who, life.one(costs), "Mistake"),
        lambda: money.recharges.state(money.who, money.council, day, day),
        lambda: money.recharges.sent(money.who, life.one(held)),
        lambda: money.recharges.paid(money.who, life.one(held)),
        lambda: money.recharges.take_back(money.who, life.one(held), "Mistake"),
    ]
    return life.chance.choice(steps)()


def grant(life: Life) -> Changes:
    """A pot is opened, applied to, scored, decided, paid, or taken back."""
    money, chance = life.money, life.chance
    pots = [one.id for one in money.grants.rounds(money.who)]
    asked = [one.id for one in money.grants.applications(money.who)]
    if not pots:
        return money.grants.save_round(money.who, RoundDraft("Sparks", money.other, (Criterion("Good", 5),)))
    pot = chance.choice(pots)
    decisions = {key: Decision(chance.choice([0, 100]), "Because") for key in asked}
    steps: list[Callable[[], Changes]] = [
        lambda: money.grants.apply(money.who, pot, ApplicationDraft("Mill Row", 100 + life.pence())),
        lambda: money.grants.score(money.who, life.one(asked), Given("Priya", (3,))),
        lambda: money.meetings.decide(money.who, pot, None, ("Priya", "Amina"), decisions),
        lambda: money.meetings.pay(money.amina, life.one(asked)),
        lambda: money.meetings.take_back(money.who, life.one(asked), "Mistake"),
        lambda: money.meetings.reopen(money.who, pot, "Mistake"),
    ]
    return chance.choice(steps)()


def undo(life: Life) -> Changes:
    """Anything earlier is undone: an undo as well, which redoes it; what it moved stands no more."""
    money, txn = life.money, life.one(life.txns[-12:])
    with money.hub.store.read() as session:
        moved = [one.row_id for one in of_txn(session, txn) if one.entity == "money_move"]
    done = money.history.undo(money.who, txn)
    with money.hub.store.read() as session:
        back = ledger.taken_back(session)
    assert not any(last_of(key, back)[1] for key in moved), "what was undone stands"
    return done


ACTS = (
    *(come_in, go_out, transfer, adjust, take_back, void_fund, claim, work_claim, work_claim, give_float),
    *(work_float, work_float, recharge, work_recharge, work_recharge, grant, grant, undo, undo, undo),
)


def check(money: Money) -> dict[str, int]:
    """Sum the ledger anew, and hold everything against it; what each fund holds."""
    sums: Counter[tuple[Account, str]] = Counter()
    by_move: Counter[str] = Counter()
    with money.hub.store.read() as session:
        for line in session.scalars(select(MoneyLine)):
            key = line.fund_id or line.float_id or line.payer_id or ""
            sums[line.account, key] += line.pence
            by_move[line.move_id] += line.pence
        assert not any(by_move.values()), "a movement whose sides differ"
        back = [one for one in session.scalars(select(MoneyMove.reverses_id)) if one]
        assert len(back) == len(set(back)), "a movement taken back twice"
        rows = {
            name: list(session.scalars(select(Base.metadata.tables[name].c.id)))
            for name in TABLES
            if name not in ("money_move", "money_line")
        }
        assert broken(session, rows) == []
        voided = list(session.scalars(select(Fund.id).where(Fund.voided_at.is_not(None))))
    standing = money.funds.standing(money.who)
    own = -sum(pence for (account, _key), pence in sums.items() if account is Account.OWN)
    floats = sum(pence for (account, _key), pence in sums.items() if account is Account.FLOAT)
    assert standing.bank == sums[Account.BANK, ""]
    assert standing.cash == sums[Account.CASH, ""]
    assert (standing.floats, standing.own) == (floats - own, own)
    funds = {key: -pence for (account, key), pence in sums.items() if account is Account.FUND}
    assert {key: pence for key, pence in standing.funds.items() if pence} == {
        key: pence for key, pence in funds.items() if pence
    }
    assert not any(funds.get(key, 0) for key in voided)
    total = standing.bank + standing.cash + standing.floats + standing.owed
    assert total == sum(funds.values()), "what there is, and whose it is, differ"
    return standing.funds


@pytest.mark.parametrize("seed", range(5))
def test_the_books_balance_after_every_step_of_a_life(hub: OpenHub, seed: int) -> None:
    money = Money(hub)
    life = Life(money, seed)
    for _step in range(STEPS):
        life.step()
        check(money)
    assert life.kinds["undo"] >= 3, life.kinds
    assert len(life.kinds) >= 10, life.kinds


def test_a_backup_put_back_holds_the_same_books(hub: OpenHub, tmp_path: Path) -> None:
    money = Money(hub)
    life = Life(money, 99)
    for _step in range(STEPS):
        life.step()
    before = check(money)
    (info,) = Backups(hub.tools).make(hub.actor, hub.folder.path)
    money.give(777, money.other)
    assert check(money) != before
    restored = restore_hub(info.path, tmp_path / "back", passphrase=PASSPHRASE, allowed=lambda _folder: None)
    opened = open_hub(restored.folder, PASSPHRASE, clock=lambda: money.now)
    again = money.over(opened)
    assert check(again) == before
    again.give(100, money.other)
    assert sum(check(again).values()) == sum(before.values()) + 100
    opened.close()
