"""Shopping money: given, spent against receipts, change back, and what differs explained (domain rule 10)."""

import pytest

from db.enums import PairAnswer
from db.enums_money import Account, Whose
from desktop.domain.errors import DomainError
from desktop.services.access import AccessPacks
from desktop.services.duplicates import Duplicates
from desktop.services.floats import FloatDraft, ReceiptDraft
from desktop.services.hubs import OpenHub
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.volunteers import Volunteers
from tests.services.erasing import erase
from tests.services.money_hands import Money
from tests.services.test_money_histories import check


def given(money: Money, pence: int = 2_000) -> str:
    """The hub's money in Omar's hands."""
    return money.floats.give(money.who, FloatDraft(money.omar, pence, fund_id=money.pot)).made


def jean(money: Money) -> str:
    """Somebody helped."""
    phones = (PhoneDraft("020 7946 0417"),)
    return People(money.tools).save(money.who, PersonDraft("Jean", last_name="Mallory", phones=phones)).made


def test_a_float_goes_out_comes_back_and_the_fund_pays_what_was_spent(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000, place=Account.CASH)
    held = given(money)
    standing = money.funds.standing(money.who)
    assert (standing.cash, standing.floats, money.holds()) == (8_000, 2_000, 10_000)
    money.floats.sign(money.who, held)
    said = money.floats.add_receipt(money.who, held, ReceiptDraft(1_450, "Budget Foods", "R1"))
    assert said.message == "Receipt of £14.50. £5.50 still out"
    money.floats.change_back(money.who, held, 550)
    standing, detail = money.funds.standing(money.who), money.floats.get(money.who, held)
    assert (standing.cash, standing.floats, money.holds()) == (8_550, 0, 8_550)
    assert (detail.trip.left, detail.row.closed_on, detail.row.signed_on) == (0, money.today, money.today)
    with pytest.raises(DomainError, match="is settled"):
        money.floats.add_receipt(money.who, held, ReceiptDraft(1, "Late"))


def test_what_is_missing_or_too_much_is_explained(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000, place=Account.CASH)
    short = given(money)
    money.floats.add_receipt(money.who, short, ReceiptDraft(1_900, "Budget Foods"))
    with pytest.raises(DomainError, match=r"£0\.70 is not accounted for"):
        money.floats.change_back(money.who, short, 30)
    money.floats.change_back(money.who, short, 30, "A coin fell through a drain")
    assert money.holds() == 10_000 - 1_970
    over = given(money, 1_000)
    money.floats.add_receipt(money.who, over, ReceiptDraft(1_100, "Budget Foods"))
    with pytest.raises(DomainError, match="more was spent than given"):
        money.floats.change_back(money.who, over, None)
    money.floats.change_back(money.who, over, 0, "Omar paid the rest")
    assert money.holds() == 8_030 - 1_000
    assert money.funds.standing(money.who).floats == 0


def test_a_persons_own_cash_is_recorded_and_is_none_of_the_hubs(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000, place=Account.CASH)
    with pytest.raises(DomainError, match="whose own money"):
        money.floats.give(money.who, FloatDraft(money.omar, 500, Whose.PERSON))
    draft = FloatDraft(money.omar, 2_000, Whose.PERSON, person_id=jean(money))
    held = money.floats.give(money.who, draft).made
    standing = money.funds.standing(money.who)
    assert (standing.cash, standing.floats, standing.own, money.holds()) == (10_000, 0, 2_000, 10_000)
    money.floats.add_receipt(money.who, held, ReceiptDraft(1_500, "Budget Foods"))
    assert money.funds.standing(money.who).own == 500
    money.floats.change_back(money.who, held, 500)
    standing = money.funds.standing(money.who)
    assert (standing.own, standing.cash, money.holds()) == (0, 10_000, 10_000)
    assert money.floats.get(money.who, held).row.person == "Jean Mallory"


def test_a_receipt_is_taken_back_alone_and_settled_money_opened_again(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000, place=Account.CASH)
    held = given(money)
    for pence in (500, 500):
        money.floats.add_receipt(money.who, held, ReceiptDraft(pence, "Budget Foods"))
    first = money.floats.get(money.who, held).receipts[0]
    taken = money.floats.void_receipt(money.who, first.id, "Keyed twice")
    assert (money.floats.get(money.who, held).trip.spent, money.holds()) == (500, 9_500)
    money.history.undo(money.who, taken.txn)
    assert (money.floats.get(money.who, held).trip.spent, money.holds()) == (1_000, 9_000)
    with pytest.raises(DomainError, match="not settled"):
        money.floats.reopen(money.who, held, "Why")
    money.floats.change_back(money.who, held, 900, "10p short, £1 lost")
    with pytest.raises(DomainError, match="Say why"):
        money.floats.reopen(money.who, held, "")
    money.floats.reopen(money.who, held, "The pound was found")
    assert money.floats.get(money.who, held).trip.left == 1_000
    money.floats.change_back(money.who, held, 1_000)
    assert (money.holds(), money.funds.standing(money.who).cash) == (9_000, 9_000)


def test_undo_of_a_receipt_takes_its_money_back_until_it_is_settled(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000, place=Account.CASH)
    held = given(money)
    kept = money.floats.add_receipt(money.who, held, ReceiptDraft(500, "Budget Foods"))
    gone = money.floats.add_receipt(money.who, held, ReceiptDraft(700, "Chemist"))
    money.history.undo(money.who, gone.txn)
    assert (money.floats.get(money.who, held).trip.left, money.holds()) == (1_500, 9_500)
    money.floats.change_back(money.who, held, 1_500)
    with pytest.raises(DomainError, match="later step back"):
        money.history.undo(money.who, kept.txn)
    assert money.holds() == 9_500


def test_a_float_by_mistake_goes_with_its_money(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000, place=Account.CASH)
    held = given(money)
    money.floats.add_receipt(money.who, held, ReceiptDraft(500, "Budget Foods"))
    with pytest.raises(DomainError, match="receipts back first"):
        money.floats.void(money.who, held, "Mistake")
    money.floats.void_receipt(money.who, money.floats.get(money.who, held).receipts[0].id, "Mistake")
    money.floats.void(money.who, held, "Mistake")
    standing = money.funds.standing(money.who)
    assert (standing.cash, standing.floats, money.holds()) == (10_000, 0, 10_000)
    assert money.floats.rows(money.who) == []


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (FloatDraft("x", 0), "amount"),
        (FloatDraft("x", 5), "fund_id"),
        (FloatDraft(None, 5, fund_id="pot"), "volunteer_id"),
    ],
)
def test_a_float_says_who_how_much_and_whose(hub: OpenHub, draft: FloatDraft, field: str) -> None:
    money = Money(hub)
    if draft.fund_id:
        draft = FloatDraft(None, 5, fund_id=money.pot)
    with pytest.raises(DomainError) as caught:
        money.floats.give(money.who, draft)
    assert caught.value.field == field


def test_a_receipt_says_which_shop(hub: OpenHub) -> None:
    money = Money(hub)
    held = given(money)
    with pytest.raises(DomainError, match="which shop"):
        money.floats.add_receipt(money.who, held, ReceiptDraft(5))


def test_erasing_a_volunteer_leaves_the_books_whole_and_nobody_named(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000, place=Account.CASH)
    held = given(money)
    money.floats.add_receipt(money.who, held, ReceiptDraft(1_500, "Budget Foods"))
    claim = money.claim()
    person = Volunteers(money.tools).get(money.who, money.omar).who.id
    before = check(money)
    erase(hub, person)
    assert check(money) == before
    assert [one.volunteer for one in money.floats.rows(money.who)] == [""]
    assert money.claims.get(money.who, claim).row.volunteer == ""
    money.floats.change_back(money.who, held, 500)
    assert money.holds() == 8_500


def test_own_cash_follows_whoever_turns_out_to_be_the_same_person(hub: OpenHub) -> None:
    money = Money(hub)
    one, other = jean(money), jean(money)
    draft = FloatDraft(money.omar, 2_000, Whose.PERSON, person_id=other)
    held = money.floats.give(money.who, draft).made
    Duplicates(money.tools).decide(money.who, one, other, PairAnswer.SAME_PERSON, one)
    assert money.floats.get(money.who, held).row.person_id == one


def test_the_copy_of_somebodys_own_data_holds_what_the_accounts_tell_of_them(hub: OpenHub) -> None:
    money = Money(hub)
    helped = jean(money)
    draft = FloatDraft(money.omar, 2_000, Whose.PERSON, person_id=helped)
    held = money.floats.give(money.who, draft).made
    money.floats.add_receipt(money.who, held, ReceiptDraft(1_500, "Budget Foods"))
    money.claim(1_250)
    theirs = {one.value for one in AccessPacks(money.tools).gather(money.who, helped).lines}
    assert {"2000", "1500", "Budget Foods"} <= theirs
    assert "Shopping bags" not in theirs
    volunteer = Volunteers(money.tools).get(money.who, money.omar).who.id
    omars = {one.value for one in AccessPacks(money.tools).gather(money.who, volunteer).lines}
    assert {"1250", "Shopping bags", "2000"} <= omars
