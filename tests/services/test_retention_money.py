"""Words in the accounts: kept for the years the law asks for; then the words go and every sum stays."""

from datetime import date, timedelta

from db.enums_money import Account, Whose
from db.enums_protection import RetentionType
from db.models import Fund, GrantScore, MoneyMove
from db.queries.retention_money import BLANK, money_words
from db.verify import verify_chain
from desktop.domain.grants import Criterion, Given
from desktop.services.approvals import Approvals
from desktop.services.claims import LineDraft
from desktop.services.floats import FloatDraft, ReceiptDraft
from desktop.services.funds import FundDraft
from desktop.services.grant_meetings import Decision
from desktop.services.grants import ApplicationDraft, RoundDraft
from desktop.services.hubs import OpenHub
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.recharges import RechargeDraft
from desktop.services.registers import Registers
from desktop.services.retention import ACT, Retention
from tests.services.conftest import NOW
from tests.services.erasing import erase, found_in
from tests.services.money_hands import AMINAS, Money
from tests.services.past_time import Town

YEARS = timedelta(days=365 * 7 + 30)
WORD = "quirkword"


class Accounts(Money):
    """A year of accounts with free words everywhere, seven years and a month ago."""

    def __init__(self, hub: OpenHub, *, back: timedelta = YEARS) -> None:
        """Write it down."""
        super().__init__(hub)
        self.now = NOW - back
        who, today = self.who, self.today
        self.closed = self.funds.save(
            who, FundDraft("Old pot", giver_name=f"Gift {WORD}1", closes_on=today, opens_on=today)
        ).made
        self.give(100_000, words=f"Collected {WORD}2", document=f"{WORD}3")
        self.give(90_000, self.other, place=Account.BANK)
        self._claim()
        self._shopping()
        cost = RechargeDraft(self.council, self.pot, 1_850, f"Taxi {WORD}4", document=f"{WORD}5")
        self.recharges.add(who, cost)
        statement = self.recharges.state(who, self.council, today, today).made
        self.recharges.sent(who, statement)
        self.recharges.paid(who, statement)
        self._grants()
        self.reconciling.count(who, Account.CASH, 1, None, f"Short {WORD}6")
        self.reconciling.key(who, today, f"Card {WORD}7", 1_850)
        self.now = NOW

    def _claim(self) -> None:
        line = LineDraft(self.today, f"Bags {WORD}8", amount=320, document=f"{WORD}9")
        claim = self.claims.ask(self.who, self.omar, [line]).made
        self.claims.approve(self.who, claim, self.pot)
        self.claims.pay(self.amina, claim)
        waits = self.claims.ask(self.who, self.omar, [LineDraft(self.today, "Still waiting", amount=1)]).made
        self.claims.decline(self.who, waits, f"Not ours {WORD}10")
        self.waiting = self.claims.ask(self.who, self.omar, [LineDraft(self.today, "Waits", amount=1)]).made

    def _shopping(self) -> None:
        held = self.floats.give(self.who, FloatDraft(self.omar, 2_000, Whose.HUB, fund_id=self.pot)).made
        self.floats.add_receipt(self.who, held, ReceiptDraft(1_450, f"Shop {WORD}11", f"{WORD}12"))
        self.floats.change_back(self.who, held, 500, f"Lost {WORD}13")

    def _grants(self) -> None:
        draft = RoundDraft("Sparks", self.other, (Criterion("Helps", 5),))
        pot = self.grants.save_round(self.who, draft).made
        asked = ApplicationDraft(f"Row {WORD}14", 30_000, contact_name=f"{WORD}15", words=f"{WORD}16")
        bench = self.grants.apply(self.who, pot, asked).made
        self.grants.score(self.who, bench, Given(f"Ann {WORD}17", (4,)), f"{WORD}18")
        decisions = {bench: Decision(25_000, f"Many {WORD}19", f"Photo {WORD}20")}
        self.meetings.decide(self.who, pot, None, (f"Zed {WORD}21", "Amina"), decisions, f"Read {WORD}22")
        self.meetings.pay(self.amina, bench)
        self.grants.came_of_it(self.who, bench, f"It stands {WORD}23")

    def sums(self) -> object:
        """Every balance, and every movement without its words."""
        first, last = date(2000, 1, 1), self.today
        return self.funds.standing(self.who), self.funds.figures(self.who, first, last)


def let_go(accounts: Accounts) -> None:
    """Let go of what is past its time, with Amina's agreement."""
    hub, service = accounts.hub, Retention(accounts.hub.tools)
    shown, approvals = service.dry_run(hub.actor), Approvals(hub.tools)
    asked = approvals.ask(hub.actor, ACT, shown.subject, shown.words)
    approvals.agree(hub.actor, hub.folder.path, asked.id, "Amina", AMINAS)
    service.run(hub.actor, hub.folder.path, asked.id, "The yearly look")


def words_left(hub: OpenHub) -> list[str]:
    """Rows past their time with words, by table."""
    with hub.store.read() as session:
        found = money_words(session, NOW.date())
    return sorted(one.table for one in found if not one.is_open)


def test_the_words_go_and_every_sum_balance_and_the_chain_stay(hub: OpenHub) -> None:
    accounts = Accounts(hub)
    before = accounts.sums()
    assert set(words_left(hub)) == set(BLANK)
    (due,) = (one for one in Retention(hub.tools).dry_run(hub.actor).rules if one.type is RetentionType.MONEY)
    assert due.going > 20
    assert due.still_open
    let_go(accounts)
    assert accounts.sums() == before
    assert words_left(hub) == []
    assert found_in(hub.folder.path, hub.store.key, [WORD]) == []
    with hub.store.read() as session:
        assert verify_chain(session)[1] == []
        assert {one.scorer for one in session.query(GrantScore)} == {"[erased]"}
        assert session.query(MoneyMove).filter(MoneyMove.words != "").count() == 0
    lines = {one.about: one for one in Registers(hub.tools).destructions(hub.actor)}
    assert lines["money"].counts["money_move"] > 3
    assert Retention(hub.tools).dry_run(hub.actor).going == 0


def test_what_waits_to_be_paid_keeps_its_words(hub: OpenHub) -> None:
    accounts = Accounts(hub)
    let_go(accounts)
    (line,) = accounts.claims.get(accounts.who, accounts.waiting).lines
    assert line.words == "Waits"


def test_before_seven_years_nothing_goes(hub: OpenHub) -> None:
    Accounts(hub, back=timedelta(days=365 * 7 - 30))
    due = {one.type: one for one in Retention(hub.tools).dry_run(hub.actor).rules}
    assert due[RetentionType.MONEY].going == 0


def test_a_fund_in_use_keeps_who_gave_it(hub: OpenHub) -> None:
    accounts = Accounts(hub)
    draft = FundDraft("Open pot", giver_name="Harbour Trust", opens_on=NOW.date() - YEARS)
    kept = accounts.funds.save(accounts.who, draft).made
    let_go(accounts)
    with hub.store.read() as session:
        assert session.get_one(Fund, kept).giver_name == "Harbour Trust"
        assert session.get_one(Fund, accounts.closed).giver_name == ""


def test_whose_records_are_kept_back_keep_the_words_about_them(hub: OpenHub) -> None:
    accounts = Accounts(hub)
    omar = People(hub.tools).find(hub.actor, "Haddad")[0].id
    Town(hub).hold(omar)
    let_go(accounts)
    assert set(words_left(hub)) == {"claim_line", "money_claim", "money_float", "money_receipt"}
    assert accounts.claims.get(accounts.who, accounts.waiting)


def test_erasing_somebody_takes_their_name_out_of_the_words_and_no_sum(hub: OpenHub) -> None:
    money = Money(hub)
    draft = PersonDraft("Zebulon", last_name="Quirkfeather", phones=(PhoneDraft("020 7946 0417"),))
    zeb = People(money.tools).save(money.who, draft).made
    money.give(10_000, words="From Zebulon Quirkfeather")
    money.recharges.add(
        money.who, RechargeDraft(money.council, money.pot, 1_850, "Taxi for Zebulon Quirkfeather")
    )
    before = money.funds.standing(money.who)
    erase(hub, zeb)
    assert money.funds.standing(money.who) == before
    (cost,) = money.recharges.to_state(money.who)
    assert (cost.words, cost.pence) == ("Taxi for [erased]", 1_850)
    assert found_in(hub.folder.path, hub.store.key, ["Quirkfeather"]) == []
