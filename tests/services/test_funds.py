"""Funds: every movement has two sides, and is taken back by its opposite, never edited."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from db.enums import Role
from db.enums_money import Account, MoveKind
from db.models import MoneyLine, MoneyMove
from desktop.domain.errors import DomainError, NotAllowed
from desktop.services.base import Actor
from desktop.services.funds import FundDraft, Moving
from desktop.services.hubs import OpenHub
from tests.services.money_hands import Money


def test_money_in_and_out_of_a_fund(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000)
    spent = money.funds.money_out(money.who, money.pot, Moving(2_550, Account.BANK, words="Bags"))
    assert spent.message == "£25.50 out. £74.50 left in Winter pot"
    standing = money.funds.standing(money.who)
    assert (standing.bank, standing.cash, money.holds()) == (7_450, 0, 7_450)
    over = money.funds.money_out(money.who, money.pot, Moving(8_000, words="Boiler"))
    assert "overspent by £5.50" in over.message
    (last, *_rest) = money.funds.moves(money.who)
    assert (last.kind, last.amount, last.bank, last.fund) == (MoveKind.OUT, 8_000, -8_000, "Winter pot")


def test_a_transfer_moves_no_cash_and_not_more_than_there_is(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(5_000)
    money.funds.transfer(money.who, money.pot, money.other, Moving(2_000, words="Meals were agreed"))
    assert (money.holds(), money.holds(money.other), money.funds.standing(money.who).bank) == (
        3_000,
        2_000,
        5_000,
    )
    for to, moving, field in (
        (money.other, Moving(3_001, words="All"), "amount"),
        (money.pot, Moving(1, words="Self"), "to_id"),
        (None, Moving(1, words="Nobody"), "to_id"),
        (money.other, Moving(1), "words"),
    ):
        with pytest.raises(DomainError) as caught:
            money.funds.transfer(money.who, money.pot, to, moving)
        assert caught.value.field == field


def test_cash_is_taken_to_the_bank_and_what_differs_is_adjusted_with_a_reason(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(5_000, place=Account.CASH)
    money.funds.bank(money.who, Moving(4_000, Account.BANK))
    money.funds.bank(money.who, Moving(500, Account.CASH))
    standing = money.funds.standing(money.who)
    assert (standing.bank, standing.cash) == (3_500, 1_500)
    with pytest.raises(DomainError, match="why it differs"):
        money.funds.adjust(money.who, money.pot, Moving(-320, Account.CASH))
    with pytest.raises(DomainError, match="by how much"):
        money.funds.adjust(money.who, money.pot, Moving(0, Account.CASH, words="Nothing"))
    money.funds.adjust(money.who, money.pot, Moving(-320, Account.CASH, words="Counted"))
    assert (money.funds.standing(money.who).cash, money.holds()) == (1_180, 4_680)


def test_a_movement_is_taken_back_by_its_opposite_once(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000)
    (move,) = money.funds.moves(money.who)
    with pytest.raises(DomainError, match="Say why"):
        money.funds.take_back(money.who, move.id, " ")
    money.funds.take_back(money.who, move.id, "Keyed twice")
    assert money.holds() == 0
    back, first = money.funds.moves(money.who)
    assert (back.reverses, first.taken_back_by) == (first.number, back.number)
    with pytest.raises(DomainError, match="was taken back"):
        money.funds.take_back(money.who, move.id, "Again")
    with hub.store.read() as session:
        assert session.query(MoneyMove).count() == 2
        assert sum(one.pence for one in session.query(MoneyLine)) == 0


def test_undo_writes_the_opposite_and_redo_the_opposite_of_that(hub: OpenHub) -> None:
    money = Money(hub)
    txn = money.give(10_000)
    undone = money.history.undo(money.who, txn)
    assert money.holds() == 0
    again = money.history.undo(money.who, undone.txn)
    assert money.holds() == 10_000
    money.history.undo(money.who, again.txn)
    money.history.undo(money.who, txn)  # it does not stand any more: nothing is taken back twice
    assert money.holds() == 0
    assert len(money.funds.moves(money.who)) == 4


def test_a_fund_closes_with_its_days_and_leaves_with_nothing_in_it(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(1_000)
    with pytest.raises(DomainError, match=r"£10\.00 in Winter pot"):
        money.funds.void(money.who, money.pot, "Done")
    draft = FundDraft("Winter pot", opens_on=money.today - timedelta(days=9), closes_on=money.today)
    money.funds.save(money.who, draft, money.pot)
    money.later(1)
    with pytest.raises(DomainError, match="closed on 17 November 2026"):
        money.funds.money_out(money.who, money.pot, Moving(1_000, words="Bags"))
    with pytest.raises(DomainError, match="opens on"):
        money.funds.money_out(money.who, money.pot, Moving(1_000, on=date(2026, 1, 1), words="Bags"))
    money.funds.transfer(money.who, money.pot, money.other, Moving(1_000, words="What is left"))
    left = money.funds.void(money.who, money.pot, "Spent").txn
    assert [one.name for one in money.funds.rows(money.who)] == ["Lottery"]
    money.history.undo(money.who, left)
    assert len(money.funds.rows(money.who)) == 2


def test_adding_a_fund_is_not_undone_under_the_money_in_it(hub: OpenHub) -> None:
    money = Money(hub)
    made = money.funds.save(money.who, FundDraft("Float"))
    money.give(100, made.made)
    with pytest.raises(DomainError, match="built upon"):
        money.history.undo(money.who, made.txn)
    assert money.holds(made.made) == 100


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (FundDraft(" "), "name"),
        (FundDraft("A", is_restricted=True), "purpose"),
        (FundDraft("A", opens_on=date(2026, 2, 1), closes_on=date(2026, 1, 1)), "closes_on"),
    ],
)
def test_a_fund_says_what_it_is(hub: OpenHub, draft: FundDraft, field: str) -> None:
    with pytest.raises(DomainError) as caught:
        Money(hub).funds.save(hub.actor, draft)
    assert caught.value.field == field


def test_no_amount_and_days_to_come_are_refused(hub: OpenHub) -> None:
    money = Money(hub)
    for amount in (None, 0, -5):
        with pytest.raises(DomainError, match=r"12\.50"):
            money.give(amount)  # type: ignore[arg-type]
    with pytest.raises(DomainError, match="still to come"):
        money.give(5, on=money.today + timedelta(days=1))
    with pytest.raises(DomainError, match="what it was spent on"):
        money.funds.money_out(money.who, money.pot, Moving(5))


def test_call_handlers_see_and_undo_no_money(hub: OpenHub) -> None:
    money = Money(hub)
    txn = money.give()
    handler = Actor(money.amina.user_id, "Amina", frozenset({Role.CALL_HANDLER}))
    for call in (
        lambda: money.funds.standing(handler),
        lambda: money.funds.rows(handler),
        lambda: money.history.undo(handler, txn),
    ):
        with pytest.raises(NotAllowed):
            call()
    assert money.holds() == 10_000


def test_a_fund_shows_what_moved_in_it(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(100)
    money.give(200, money.other)
    detail = money.funds.get(money.who, money.other)
    assert (detail.row.name, detail.pence, [one.amount for one in detail.moves]) == ("Lottery", 200, [200])
    draft = replace(FundDraft("Lottery"), giver_id=money.council)
    money.funds.save(money.who, draft, money.other)
    assert money.funds.get(money.who, money.other).row.giver == "Northshire Council"
