"""The ledger held against the cash box as counted and the bank's own statement."""

import pytest

from db.enums_money import Account
from desktop.domain.errors import DomainError
from desktop.services.funds import Moving
from desktop.services.hubs import OpenHub
from tests.services.money_hands import Money

STATEMENT = "Date,Description,Amount\n17/11/2026,LOTTERY,100.00\n17/11/2026,ABC TAXIS,-18.50\n"


def test_a_count_that_differs_is_explained_and_kept_as_it_was(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(5_000, place=Account.CASH)
    said = money.reconciling.count(money.who, Account.CASH, 5_000)
    assert "agrees" in said.message
    with pytest.raises(DomainError, match=r"ledger says £50\.00: .£0\.20 apart"):
        money.reconciling.count(money.who, Account.CASH, 4_980)
    with pytest.raises(DomainError, match="Type what there is"):
        money.reconciling.count(money.who, Account.CASH, None)
    money.reconciling.count(money.who, Account.CASH, 4_980, None, "Two coins are missing")
    money.give(100, place=Account.CASH)
    newest, *_rest = money.reconciling.look(money.who).counts
    assert (newest.counted, newest.ledger, newest.why) == (4_980, 5_000, "Two coins are missing")


def test_a_statement_is_taken_in_once_and_clear_lines_are_matched(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000)
    money.funds.money_out(money.who, money.pot, Moving(1_900, words="Taxi"))
    assert money.reconciling.read(money.who, STATEMENT).message == "2 lines taken in, 1 matched"
    with pytest.raises(DomainError, match="Every line of this is here"):
        money.reconciling.read(money.who, STATEMENT)
    found = money.reconciling.look(money.who)
    assert [(one.words, one.move) for one in found.lines] == [("ABC TAXIS", None), ("LOTTERY", 1)]
    assert [one[2] for one in found.moves] == [-1_900]


def test_lines_are_matched_by_hand_to_the_same_amount_only(hub: OpenHub) -> None:
    money = Money(hub)
    money.funds.money_out(money.who, money.pot, Moving(1_900, words="Taxi"))
    money.reconciling.read(money.who, STATEMENT)
    found = money.reconciling.look(money.who)
    taxi = next(one.id for one in found.lines if one.words == "ABC TAXIS")
    with pytest.raises(DomainError, match="Choose the movement"):
        money.reconciling.match(money.who, taxi, None)
    with pytest.raises(DomainError, match="the ledger"):
        money.reconciling.match(money.who, taxi, found.moves[0][0])
    money.funds.take_back(money.who, found.moves[0][0], "It was £18.50")
    money.funds.money_out(money.who, money.pot, Moving(1_850, words="Taxi"))
    (move,) = money.reconciling.look(money.who).moves
    money.reconciling.match(money.who, taxi, move[0])
    assert money.reconciling.look(money.who).moves == ()
    with pytest.raises(DomainError, match="is matched"):
        money.reconciling.match(money.who, taxi, move[0])
    money.reconciling.part(money.who, taxi)
    money.reconciling.match(money.who, taxi, move[0])
    money.funds.take_back(money.who, move[0], "Not ours")  # a movement taken back is matched to nothing
    assert all(one.move is None for one in money.reconciling.look(money.who).lines)


def test_one_line_is_typed_and_taken_out_again(hub: OpenHub) -> None:
    money = Money(hub)
    with pytest.raises(DomainError, match="Type the amount"):
        money.reconciling.key(money.who, None, "Fee", 0)
    made = money.reconciling.key(money.who, None, "Fee", -500).made
    money.reconciling.void(money.who, made, "Another account's")
    assert money.reconciling.look(money.who).lines == ()
