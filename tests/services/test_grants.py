"""Small grants: criteria, points by several, conflicts declared, a meeting, and what came of it (row 21)."""

from datetime import timedelta

import pytest

from db.enums_money import GrantRoundState, GrantState
from desktop.domain.errors import DomainError, NeedsSecond
from desktop.domain.grants import Criterion, Given
from desktop.services.grant_meetings import Decision
from desktop.services.grants import ApplicationDraft, RoundDraft
from desktop.services.hubs import OpenHub
from tests.services.money_hands import Money

CRITERIA = (Criterion("Helps neighbours", 5), Criterion("Costs are clear", 3))
PANEL = ("Priya", "Amina", "Gwen Price")


def opened(money: Money, pence: int = 100_000) -> str:
    """A pot with money in it."""
    money.give(pence, money.other)
    draft = RoundDraft("Small sparks", money.other, CRITERIA, most=50_000)
    return money.grants.save_round(money.who, draft).made


def applied(money: Money, pot: str, applicant: str = "Mill Row", asked: int = 30_000) -> str:
    """An application."""
    draft = ApplicationDraft(applicant, asked, "A bench", contact_name="Jo Hughes")
    return money.grants.apply(money.who, pot, draft).made


def yes(pence: int = 25_000) -> Decision:
    """An award."""
    return Decision(pence, "Many gain from it", "Send a photo")


def test_a_pot_is_scored_decided_paid_and_heard_of(hub: OpenHub) -> None:
    money = Money(hub)
    pot = opened(money)
    bench, hall = applied(money, pot), applied(money, pot, "Hall", 50_000)
    money.grants.score(money.who, bench, Given("Priya", (4, 3)))
    money.grants.score(money.who, bench, Given("Amina", (3, 3)))
    money.grants.score(money.who, hall, Given("Priya", (2, 1)))
    detail = money.grants.get(money.who, pot)
    assert [(one.row.applicant, one.standing.hundredths) for one in detail.applications] == [
        ("Mill Row", 650),
        ("Hall", 300),
    ]
    decisions = {bench: yes(), hall: Decision(0, "The hall has a larger fund open to it")}
    money.meetings.decide(money.who, pot, None, PANEL, decisions, "Two were discussed.")
    detail = money.grants.get(money.who, pot)
    assert (detail.row.state, detail.row.met_on, detail.left) == (
        GrantRoundState.DECIDED,
        money.today,
        75_000,
    )
    with pytest.raises(NeedsSecond):
        money.meetings.pay(money.who, bench)
    money.meetings.pay(money.amina, bench)
    assert money.holds(money.other) == 75_000
    money.grants.came_of_it(money.who, bench, "Eleven people sit on it most days.")
    row = money.grants.application(money.who, bench).row
    assert (row.state, row.paid_by, row.outcome_on) == (GrantState.PAID, "Amina", money.today)
    assert [one.state for one in money.grants.applications(money.who)] == [
        GrantState.PAID,
        GrantState.DECLINED,
    ]


def test_nobody_scores_their_own_and_a_conflict_keeps_them_out(hub: OpenHub) -> None:
    money = Money(hub)
    bench = applied(money, opened(money))
    with pytest.raises(DomainError, match="their own"):
        money.grants.score(money.who, bench, Given("jo hughes", (5, 3)))
    money.grants.score(money.who, bench, Given("Amina", (5, 3)))
    money.grants.score(money.who, bench, Given("AMINA", (), "Her cousin applies"))
    standing = money.grants.application(money.who, bench).standing
    assert (standing.scored, standing.out) == (0, ("AMINA",))


def test_a_meeting_of_one_without_a_conflict_decides_nothing(hub: OpenHub) -> None:
    money = Money(hub)
    pot = opened(money)
    bench = applied(money, pot)
    money.grants.score(money.who, bench, Given("Amina", (), "Her cousin applies"))
    with pytest.raises(DomainError, match="two people"):
        money.meetings.decide(money.who, pot, None, ("Priya", "Amina"), {bench: yes()})
    money.meetings.decide(money.who, pot, None, PANEL, {bench: yes()})


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (None, "every application"),
        (Decision(30_001, "More"), "that or less"),
        (Decision(100, " "), "Say why"),
        (Decision(30_000, "All"), "the fund has"),
    ],
)
def test_a_decision_is_whole_and_within_the_pot(hub: OpenHub, decision: Decision | None, words: str) -> None:
    money = Money(hub)
    pot = opened(money, 29_999)
    bench = applied(money, pot)
    with pytest.raises(DomainError, match=words):
        money.meetings.decide(money.who, pot, None, PANEL, {bench: decision} if decision else {})
    assert money.grants.get(money.who, pot).row.state is GrantRoundState.OPEN


def test_a_decision_is_undone_before_it_is_paid_and_a_payment_taken_back(hub: OpenHub) -> None:
    money = Money(hub)
    pot = opened(money)
    bench = applied(money, pot)
    decided = money.meetings.decide(money.who, pot, None, PANEL, {bench: yes()})
    money.meetings.pay(money.amina, bench)
    with pytest.raises(DomainError, match="later step back"):
        money.history.undo(money.who, decided.txn)
    with pytest.raises(DomainError, match="Say why"):
        money.meetings.take_back(money.who, bench, "")
    money.meetings.take_back(money.who, bench, "Wrong account")
    assert money.holds(money.other) == 100_000
    with pytest.raises(DomainError, match="Say why"):
        money.meetings.reopen(money.who, pot, "")
    money.meetings.reopen(money.who, pot, "The wrong meeting")
    assert money.grants.get(money.who, pot).row.state is GrantRoundState.OPEN
    with pytest.raises(DomainError, match="Nothing is decided"):
        money.meetings.reopen(money.who, pot, "Again")
    decided = money.meetings.decide(money.who, pot, None, PANEL, {bench: yes()})
    money.history.undo(money.who, decided.txn)
    assert money.grants.application(money.who, bench).row.state is GrantState.RECEIVED
    money.meetings.decide(money.who, pot, None, PANEL, {bench: yes()})
    money.meetings.pay(money.amina, bench)
    with pytest.raises(DomainError, match="An award is paid"):
        money.meetings.reopen(money.who, pot, "Too late")


def test_a_pot_and_an_application_say_what_is_needed(hub: OpenHub) -> None:
    money = Money(hub)
    pot = opened(money)
    for draft, field in (
        (RoundDraft("", money.pot, CRITERIA), "name"),
        (RoundDraft("A", money.pot, ()), "criteria"),
        (RoundDraft("A", None, CRITERIA), "fund_id"),
    ):
        with pytest.raises(DomainError) as caught:
            money.grants.save_round(money.who, draft)
        assert caught.value.field == field
    later = money.today + timedelta(days=1)
    for wanted, field in (
        (ApplicationDraft("", 5), "applicant"),
        (ApplicationDraft("A", 0), "asked"),
        (ApplicationDraft("A", 50_001), "asked"),
        (ApplicationDraft("A", 5, received_on=later), "received_on"),
    ):
        with pytest.raises(DomainError) as caught:
            money.grants.apply(money.who, pot, wanted)
        assert caught.value.field == field


def test_criteria_stay_once_points_were_given_by_them(hub: OpenHub) -> None:
    money = Money(hub)
    pot = opened(money)
    bench = applied(money, pot)
    fewer = RoundDraft("Small sparks", money.other, CRITERIA[:1], most=50_000)
    money.grants.save_round(money.who, fewer, pot)
    money.grants.apply(money.who, pot, ApplicationDraft("Mill Row", 20_000), bench)
    money.grants.score(money.who, bench, Given("Priya", (4,)))
    with pytest.raises(DomainError, match="Open a new pot"):
        money.grants.save_round(money.who, RoundDraft("Small sparks", money.other, CRITERIA), pot)
    money.grants.save_round(money.who, RoundDraft("Sparks", money.other, CRITERIA[:1]), pot)
    money.meetings.decide(money.who, pot, None, PANEL, {bench: yes(100)})
    with pytest.raises(DomainError, match="is decided"):
        applied(money, pot)
    with pytest.raises(DomainError, match="further meanwhile"):
        money.grants.score(money.who, bench, Given("Priya", (4,)))
    with pytest.raises(DomainError, match="what came of it"):
        money.grants.came_of_it(money.who, bench, "")
