"""What money gives Today, and the demonstration's own books."""

from db.enums import Role, VolunteerStatus
from desktop.domain.grants import Criterion
from desktop.services.base import Actor
from desktop.services.demo_money import write_money
from desktop.services.floats import FloatDraft
from desktop.services.grant_meetings import Decision
from desktop.services.grants import ApplicationDraft, RoundDraft
from desktop.services.hubs import OpenHub
from desktop.services.recharges import RechargeDraft
from desktop.services.today import TodayDesk
from desktop.services.volunteers import Volunteers
from tests.services.money_hands import Money
from tests.services.test_money_histories import check


def told(money: Money, actor: Actor | None = None) -> dict[str, str | None]:
    """Each line of money on Today, and where its button leads."""
    day = TodayDesk(money.tools).day(actor or money.who)
    return {one.key.removesuffix(":all"): one.item for one in day.items if one.place == "money"}


def test_claims_floats_grants_and_statements_wait_on_today_until_they_are_done(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(100_000)
    assert told(money) == {}
    claim = money.claim()
    assert told(money) == {"claims_to_approve": f"to_pay:{claim}"}
    money.claims.approve(money.who, claim, money.pot)
    assert told(money) == {"claims_to_pay": f"to_pay:{claim}"}
    money.claims.pay(money.amina, claim)
    held = money.floats.give(money.who, FloatDraft(money.omar, 500, fund_id=money.pot)).made
    pot = money.grants.save_round(money.who, RoundDraft("Sparks", money.pot, (Criterion("Good", 5),))).made
    bench = money.grants.apply(money.who, pot, ApplicationDraft("Mill Row", 100)).made
    assert told(money) == {"grants_to_decide": f"grants:{bench}"}
    decisions = {bench: Decision(100, "Many gain")}
    money.meetings.decide(money.who, pot, None, ("Priya", "Amina"), decisions)
    assert told(money) == {"grants_to_pay": f"grants:{bench}"}
    money.meetings.pay(money.amina, bench)
    money.recharges.add(money.who, RechargeDraft(money.council, money.pot, 1_850, "Taxi"))
    statement = money.recharges.state(money.who, money.council, money.today, money.today).made
    money.recharges.sent(money.who, statement)
    money.later(7)
    assert told(money) == {}
    money.later(1)
    assert told(money) == {"floats_out": f"shopping:{held}"}
    money.later(23)
    assert told(money)["statements_owed"] == f"recharges:{statement}"


def test_call_handlers_are_told_nothing_of_money(hub: OpenHub) -> None:
    money = Money(hub)
    money.claim()
    handler = Actor(money.amina.user_id, "Amina", frozenset({Role.CALL_HANDLER}))
    assert told(money, handler) == {}


def test_the_demonstrations_books_balance_and_show_every_state(hub: OpenHub) -> None:
    money = Money(hub, two=False)
    Volunteers(money.tools).move(money.who, money.omar, VolunteerStatus.CONTACTED)
    Volunteers(money.tools).move(money.who, money.omar, VolunteerStatus.ACTIVE)
    for first in ("Cerys", "Idris"):
        key = money.volunteer(first, "Vaughan")
        Volunteers(money.tools).move(money.who, key, VolunteerStatus.CONTACTED)
        Volunteers(money.tools).move(money.who, key, VolunteerStatus.ACTIVE)
    write_money(hub)
    check(money)
    assert {one.state.value for one in money.claims.rows(money.who)} == {"asked", "approved", "paid"}
    assert {"claims_to_approve", "claims_to_pay", "floats_out", "grants_to_decide"} <= set(told(money))
    assert {one.payer for one in money.recharges.statements(money.who)} == {"Northshire Council"}


def test_a_demonstration_of_nobody_has_no_money(hub: OpenHub) -> None:
    write_money(hub)
    assert Money(hub, two=False).funds.moves(hub.actor) == []
