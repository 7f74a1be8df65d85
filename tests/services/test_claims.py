"""Claims: asked, approved, and paid by somebody who did neither (domain rule 14)."""

from datetime import date, timedelta

import pytest

from db.enums_money import Account, ClaimState, Vehicle
from desktop.domain.errors import DomainError, NeedsSecond
from desktop.services.approvals import Approvals
from desktop.services.claims import LineDraft
from desktop.services.hubs import OpenHub
from tests.services.money_hands import AMINAS, Money


def test_a_claim_is_asked_approved_and_paid_by_another(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000)
    claim = money.claim(1_250)
    money.claims.approve(money.who, claim, money.pot)
    done = money.claims.pay(money.amina, claim)
    assert done.message == "£12.50 paid. £87.50 left in Winter pot"
    row = money.claims.get(money.who, claim).row
    assert (row.state, row.decided_by, row.paid_by, row.volunteer) == (
        ClaimState.PAID,
        "Priya",
        "Amina",
        "Omar Haddad",
    )
    assert money.holds() == 8_750
    for again in (money.claims.pay, money.claims.approve):
        with pytest.raises(DomainError, match="further meanwhile"):
            again(money.amina, claim, Account.BANK)  # type: ignore[arg-type]


def test_whoever_approved_pays_only_once_a_second_person_agreed(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000)
    claim = money.claim()
    money.claims.approve(money.who, claim, money.pot)
    with pytest.raises(NeedsSecond, match="It takes two") as caught:
        money.claims.pay(money.who, claim)
    assert "Haddad" not in caught.value.words
    approvals, needs = Approvals(money.tools), caught.value
    asked = approvals.ask(money.who, needs.act, needs.subject, needs.words, needs.most)
    approvals.agree(money.who, hub.folder.path, asked.id, "Amina", AMINAS)
    paid = money.claims.pay(money.who, claim)
    assert money.claims.get(money.who, claim).row.paid_by == "Amina"
    with pytest.raises(DomainError, match="second person agreed"):
        money.history.undo(money.who, paid.txn)
    money.claims.take_back(money.who, claim, "Paid the wrong account")
    assert (money.holds(), money.claims.get(money.who, claim).row.state) == (10_000, ClaimState.APPROVED)
    with pytest.raises(NeedsSecond):  # one agreement, one payment
        money.claims.pay(money.who, claim)


def test_a_hub_of_one_pays_with_an_outsiders_signature(hub: OpenHub) -> None:
    money = Money(hub, two=False)
    money.give(10_000)
    claim = money.claim()
    money.claims.approve(money.who, claim, money.pot)
    with pytest.raises(NeedsSecond) as caught:
        money.claims.pay(money.who, claim)
    approvals, needs = Approvals(money.tools), caught.value
    asked = approvals.ask(money.who, needs.act, needs.subject, needs.words, needs.most)
    assert asked.by_sheet
    approvals.signed(money.who, asked.id, asked.reference, "Gwen Price, trustee", money.today)
    money.claims.pay(money.who, claim)
    assert money.claims.get(money.who, claim).row.second_name == "Gwen Price, trustee"


def test_nobody_approves_or_pays_their_own(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000)
    money.omar = money.volunteer("Priya", "")
    claim = money.claim()
    with pytest.raises(DomainError, match="their own claim"):
        money.claims.approve(money.who, claim, money.pot)
    money.claims.approve(money.amina, claim, money.pot)
    with pytest.raises(NeedsSecond):
        money.claims.pay(money.who, claim)


def test_a_claim_is_declined_with_a_reason_and_written_anew_until_decided(hub: OpenHub) -> None:
    money = Money(hub)
    claim = money.claim(1_000)
    lines = [LineDraft(money.today, "Bus", amount=250), LineDraft(money.today, "Bus back", amount=250)]
    money.claims.ask(money.who, money.omar, lines, claim)
    detail = money.claims.get(money.who, claim)
    assert (detail.row.pence, len(detail.lines)) == (500, 2)
    with pytest.raises(DomainError, match="Say why"):
        money.claims.decline(money.who, claim, " ")
    money.claims.decline(money.who, claim, "The bus pass covers it")
    assert money.claims.get(money.who, claim).row.why == "The bus pass covers it"
    with pytest.raises(DomainError, match="further meanwhile"):
        money.claims.ask(money.who, money.omar, lines, claim)
    money.claims.void(money.who, claim, "Keyed twice")
    assert money.claims.rows(money.who) == []


def test_an_approval_and_a_payment_do_not_come_back_by_a_key(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000)
    claim = money.claim()
    approved = money.claims.approve(money.who, claim, money.pot)
    paid = money.claims.pay(money.amina, claim)
    with pytest.raises(DomainError, match="later step back"):
        money.history.undo(money.who, approved.txn)
    undone = money.history.undo(money.amina, paid.txn)
    assert (money.holds(), money.claims.get(money.who, claim).row.state) == (10_000, ClaimState.APPROVED)
    with pytest.raises(DomainError, match="not brought back by a key"):
        money.history.undo(money.who, undone.txn)
    off = money.history.undo(money.who, approved.txn)
    assert money.claims.get(money.who, claim).row.state is ClaimState.ASKED
    with pytest.raises(DomainError, match="not brought back by a key"):
        money.history.undo(money.who, off.txn)
    assert money.holds() == 10_000


def test_miles_are_paid_by_the_approved_rate_over_the_whole_tax_year(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(1_000_000)
    long = [LineDraft(money.today - timedelta(days=at), "Round", Vehicle.CAR, 6_000) for at in range(16)]
    first = money.claims.ask(money.who, money.omar, long).made  # 9,600 miles
    more = [LineDraft(money.today, "Round", Vehicle.CAR, 5_000, 1)]
    claim = money.claims.ask(money.who, money.omar, more).made
    assert money.claims.get(money.who, claim).row.pence == 400 * 55 + 100 * 25 + 500 * 5
    money.claims.decline(money.who, first, "Somebody else's")
    money.claims.ask(money.who, money.omar, more, claim)
    assert money.claims.get(money.who, claim).row.pence == 500 * 60
    before = [LineDraft(date(2026, 4, 5), "Last year", Vehicle.CAR, 100)]
    assert money.claims.get(money.who, money.claims.ask(money.who, money.omar, before).made).row.pence == 450


def test_the_hub_may_pay_less_a_mile(hub: OpenHub) -> None:
    money = Money(hub)
    with pytest.raises(DomainError, match="At most 55p"):
        money.claims.set_rate(money.who, Vehicle.CAR, 56, None)
    with pytest.raises(DomainError, match="whole pence"):
        money.claims.set_rate(money.who, Vehicle.CAR, None, None)
    money.claims.set_rate(money.who, Vehicle.CAR, 30, None)
    rates = {one.vehicle: (one.pence, ours.pence) for one, ours in money.claims.rates(money.who)}
    assert rates[Vehicle.CAR] == (55, 30)
    assert rates[Vehicle.BICYCLE] == (20, 20)
    claim = money.claims.ask(money.who, money.omar, [LineDraft(money.today, "Round", Vehicle.CAR, 46)]).made
    assert money.claims.get(money.who, claim).row.pence == 138


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (LineDraft(date(2026, 11, 17), "", amount=5), "words"),
        (LineDraft(date(2026, 11, 17), "Bus", amount=0), "amount"),
        (LineDraft(date(2026, 11, 18), "Bus", amount=5), "on_date"),
        (LineDraft(date(2026, 11, 17), "Round", Vehicle.CAR), "miles"),
    ],
)
def test_a_line_says_what_for_and_how_much(hub: OpenHub, line: LineDraft, field: str) -> None:
    money = Money(hub)
    with pytest.raises(DomainError) as caught:
        money.claims.ask(money.who, money.omar, [line])
    assert caught.value.field == field


def test_a_claim_has_a_volunteer_a_line_and_a_fund(hub: OpenHub) -> None:
    money = Money(hub)
    with pytest.raises(DomainError, match="Choose the volunteer"):
        money.claims.ask(money.who, None, [])
    with pytest.raises(DomainError, match="at least one line"):
        money.claims.ask(money.who, money.omar, [])
    with pytest.raises(DomainError, match="Choose the fund"):
        money.claims.approve(money.who, money.claim(), None)
    with pytest.raises(DomainError, match="Say why"):
        money.claims.take_back(money.who, money.claim(), "")
