"""Costs somebody else repays: recorded once, stated, sent, paid (mission row 6)."""

from datetime import timedelta

import pytest

from db.enums_money import StatementState
from desktop.domain.errors import DomainError
from desktop.services.hubs import OpenHub
from desktop.services.recharges import RechargeDraft
from tests.services.money_hands import Money


def taxi(money: Money, pence: int = 1_850, **more: object) -> str:
    """A taxi the council repays."""
    draft = RechargeDraft(money.council, money.pot, pence, "Taxi", **more)  # type: ignore[arg-type]
    return money.recharges.add(money.who, draft).made


def stated(money: Money) -> str:
    """This month's statement."""
    first = money.today.replace(day=1)
    return money.recharges.state(money.who, money.council, first, money.today).made


def test_taxis_are_stated_sent_and_repaid_and_the_fund_is_whole_again(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000)
    taxi(money)
    taxi(money, 2_000)
    assert money.holds() == 6_150
    statement = stated(money)
    assert money.recharges.get(money.who, statement).row.pence == 3_850
    assert money.recharges.to_state(money.who) == []
    money.recharges.sent(money.who, statement)
    standing = money.funds.standing(money.who)
    assert (standing.owed, standing.bank, money.holds()) == (3_850, 6_150, 10_000)
    money.recharges.paid(money.who, statement)
    standing = money.funds.standing(money.who)
    assert (standing.owed, standing.bank, money.holds()) == (0, 10_000, 10_000)
    (row,) = money.recharges.statements(money.who)
    assert (row.state, row.costs, row.payer) == (StatementState.PAID, 2, "Northshire Council")


def test_only_the_payers_costs_of_those_days_are_on_it(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000)
    taxi(money, on=money.today - timedelta(days=40))
    with pytest.raises(DomainError, match="Nothing of those days"):
        stated(money)
    taxi(money)
    assert money.recharges.get(money.who, stated(money)).row.costs == 1
    assert len(money.recharges.to_state(money.who)) == 1


def test_a_statement_goes_back_step_by_step(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000)
    cost = taxi(money)
    statement = stated(money)
    with pytest.raises(DomainError, match="on a statement"):
        money.recharges.void(money.who, cost, "Mistake")
    money.recharges.sent(money.who, statement)
    with pytest.raises(DomainError, match="further meanwhile"):
        money.recharges.sent(money.who, statement)
    money.recharges.paid(money.who, statement)
    with pytest.raises(DomainError, match="Say why"):
        money.recharges.take_back(money.who, statement, "")
    owed = []
    for _step in range(3):
        money.recharges.take_back(money.who, statement, "Wrong month")
        owed.append((money.funds.standing(money.who).owed, money.holds()))
    assert owed == [(1_850, 10_000), (0, 8_150), (0, 8_150)]
    assert money.recharges.statements(money.who) == []
    money.recharges.void(money.who, cost, "Mistake")
    assert (money.holds(), money.recharges.to_state(money.who)) == (10_000, [])


def test_sending_and_paying_are_undone_and_not_redone(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000)
    taxi(money)
    statement = stated(money)
    sent = money.recharges.sent(money.who, statement)
    undone = money.history.undo(money.who, sent.txn)
    assert (money.funds.standing(money.who).owed, money.holds()) == (0, 8_150)
    with pytest.raises(DomainError, match="by a key"):
        money.history.undo(money.who, undone.txn)
    money.recharges.sent(money.who, statement)
    assert money.funds.standing(money.who).owed == 1_850


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"payer_id": None}, "payer_id"),
        ({"fund_id": None}, "fund_id"),
        ({"amount": 0}, "amount"),
        ({"words": " "}, "words"),
    ],
)
def test_a_cost_says_who_repays_it_and_what_it_was(
    hub: OpenHub, change: dict[str, object], field: str
) -> None:
    money = Money(hub)
    values = {"payer_id": money.council, "fund_id": money.pot, "amount": 5, "words": "Taxi"} | change
    with pytest.raises(DomainError) as caught:
        money.recharges.add(money.who, RechargeDraft(**values))  # type: ignore[arg-type]
    assert caught.value.field == field


def test_a_statement_has_a_payer_and_days(hub: OpenHub) -> None:
    money = Money(hub)
    with pytest.raises(DomainError, match="who repays"):
        money.recharges.state(money.who, None, money.today, money.today)
    with pytest.raises(DomainError, match="from which day"):
        money.recharges.state(money.who, money.council, money.today, money.today - timedelta(days=1))
