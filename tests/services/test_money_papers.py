"""Papers and files about money: what stands on them adds up, and what goes to a payer names nobody."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from db.enums import Role
from db.enums_money import Vehicle, Whose
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.grants import Criterion, Given
from desktop.exports.money_files import save_finance, save_mileage, save_statement
from desktop.exports.money_paper import Paper, draw_paper
from desktop.exports.money_papers import claim_paper, float_papers, minutes_paper, statement_paper
from desktop.services.base import Actor
from desktop.services.claims import LineDraft
from desktop.services.floats import FloatDraft, ReceiptDraft
from desktop.services.funds import Moving
from desktop.services.grant_meetings import Decision
from desktop.services.grants import ApplicationDraft, RoundDraft
from desktop.services.hub_info import HubInfo
from desktop.services.hubs import OpenHub
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.recharges import RechargeDraft
from tests.hostile import MARKUP
from tests.services.money_hands import Money

RATES = (("Car or van", 55), ("Bicycle", 20))


def said(money: Money, *papers: Paper) -> str:
    """All the text of some sheets, spaces and line ends alike."""
    content = draw_paper(HubInfo(money.tools).facts(money.who), money.today, papers)
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def read(path: Path) -> list[list[str]]:
    """A file of comma-separated values."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_the_slip_of_shopping_money_says_what_was_given_spent_and_brought_back(hub: OpenHub) -> None:
    money = Money(hub)
    held = money.floats.give(money.who, FloatDraft(money.omar, 2_000, fund_id=money.pot)).made
    (paper,) = float_papers(money.floats.get(money.who, held))
    text = said(money, paper)
    for part in ("Shopping money", "SM-1", "£20.00", "Omar Haddad", "from Winter pot", "Change received"):
        assert part in text
    money.floats.add_receipt(money.who, held, ReceiptDraft(1_450, "Budget Foods", "R7"))
    money.floats.change_back(money.who, held, 500, "Coins lost")
    text = said(money, *float_papers(money.floats.get(money.who, held)))
    for part in ("Budget Foods", "14.50", "£5.00", "£0.50: Coins lost"):
        assert part in text


def test_a_persons_own_cash_has_a_slip_for_each_and_no_surname(hub: OpenHub) -> None:
    money = Money(hub)
    phones = (PhoneDraft("020 7946 0417"),)
    jean = People(money.tools).save(money.who, PersonDraft("Jean", last_name="Mallory", phones=phones)).made
    draft = FloatDraft(money.omar, 2_000, Whose.PERSON, person_id=jean)
    held = money.floats.give(money.who, draft).made
    papers = float_papers(money.floats.get(money.who, held))
    text = said(money, *papers)
    assert len(papers) == 2
    assert text.count("Receipt for your own money") == 2
    assert "Jean M" in text
    assert "Mallory" not in text
    assert "7946 0417" not in text


def test_a_claim_is_printed_filled_and_blank(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000)
    lines = [
        LineDraft(money.today, "Round 3", Vehicle.CAR, 46, 1),
        LineDraft(money.today, "Bags", amount=320),
    ]
    claim = money.claims.ask(money.who, money.omar, lines).made
    money.claims.approve(money.who, claim, money.pot)
    text = said(money, claim_paper(money.claims.get(money.who, claim), RATES))
    for part in ("Omar Haddad", "4.6", "Car or van, 1 passenger", "2.76", "3.20", "Total £5.96", "Priya"):
        assert part in text
    blank = said(money, claim_paper(None, RATES))
    assert "How to be paid" in blank
    assert "Car or van 55p" in blank
    assert "Haddad" not in blank


def test_a_statement_names_nobody_who_was_helped(hub: OpenHub, tmp_path: Path) -> None:
    money = Money(hub)
    money.give(10_000)
    for pence in (1_850, 2_000):
        money.recharges.add(money.who, RechargeDraft(money.council, money.pot, pence, "Taxi"))
    statement = money.recharges.state(money.who, money.council, money.today, money.today).made
    money.recharges.sent(money.who, statement)
    text = said(money, statement_paper(money.recharges.get(money.who, statement)))
    for part in ("Northshire Council", "ST-1", "RC-1", "18.50", "To pay £38.50"):
        assert part in text
    path = tmp_path / "costs.csv"
    assert save_statement(money.tools, money.who, path, statement) == 2
    assert read(path) == [
        ["date", "reference", "what", "amount"],
        ["2026-11-17", "RC-1", "Taxi", "18.50"],
        ["2026-11-17", "RC-2", "Taxi", "20.00"],
    ]


def test_the_minutes_say_what_was_decided_why_and_who_was_out(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(100_000, money.other)
    draft = RoundDraft("Small sparks", money.other, (Criterion("Helps neighbours", 5),))
    pot = money.grants.save_round(money.who, draft).made
    bench = money.grants.apply(money.who, pot, ApplicationDraft("Mill Row", 30_000)).made
    hall = money.grants.apply(money.who, pot, ApplicationDraft("Hall", 50_000)).made
    assert "Not decided yet" in said(money, minutes_paper(money.grants.get(money.who, pot)))
    money.grants.score(money.who, bench, Given("Amina", (4,)))
    money.grants.score(money.who, hall, Given("Gwen Price", (), "Chair of the hall"))
    decisions = {bench: Decision(25_000, "Many gain", "Send a photo"), hall: Decision(0, "Other funds fit")}
    money.meetings.decide(money.who, pot, None, ("Priya", "Amina"), decisions, "Both were read out.")
    money.meetings.pay(money.amina, bench)
    money.grants.came_of_it(money.who, bench, "Eleven people sit on it.")
    text = said(money, minutes_paper(money.grants.get(money.who, pot)))
    for part in (
        "Priya, Amina",
        "Gwen Price (G-2: Chair of the hall)",
        "4.00 of 5",
        "250.00",
        "Many gain. Send a",
    ):
        assert part in text
    for part in (
        "Awarded £250.00",
        "Both were read out.",
        "Eleven people sit on it.",
        "Not scored",
        "Other funds fit",
    ):
        assert part in text


def test_long_and_hostile_words_stay_on_the_paper(hub: OpenHub) -> None:
    money = Money(hub)
    money.give(10_000)
    lines = [LineDraft(money.today, f"{MARKUP} {'very long ' * 20}{at}", amount=100) for at in range(60)]
    claim = money.claims.ask(money.who, money.omar, lines).made
    paper = claim_paper(money.claims.get(money.who, claim), RATES)
    content = draw_paper(HubInfo(money.tools).facts(money.who), money.today, [paper])
    pages = PdfReader(io.BytesIO(content)).pages
    assert len(pages) > 2
    assert "Page 2" in pages[1].extract_text()
    assert "Total £60.00" in pages[-1].extract_text()


def test_the_file_for_finance_has_five_columns_and_adds_up(hub: OpenHub, tmp_path: Path) -> None:
    money = Money(hub)
    money.give(10_000, words="Jean Mallory's will")
    money.funds.money_out(money.who, money.pot, Moving(2_550, words="For Jean Mallory"))
    money.funds.transfer(money.who, money.pot, money.other, Moving(1_000, words="Agreed"))
    path = tmp_path / "finance.csv"
    assert save_finance(money.tools, money.who, path, money.today, money.today) == 4
    rows = read(path)
    assert rows[0] == ["date", "reference", "fund", "amount", "kind"]
    assert rows[1:] == [
        ["2026-11-17", "M-1", "Winter pot", "100.00", "in"],
        ["2026-11-17", "M-2", "Winter pot", "-25.50", "out"],
        ["2026-11-17", "M-3", "Winter pot", "-10.00", "transfer"],
        ["2026-11-17", "M-3", "Lottery", "10.00", "transfer"],
    ]
    assert "Mallory" not in path.read_text(encoding="utf-8")
    before = money.today - timedelta(days=1)
    assert save_finance(money.tools, money.who, path, before, before) == 0
    with pytest.raises(DomainError, match="from which day"):
        save_finance(money.tools, money.who, path, money.today, before)


def test_the_file_of_miles_has_four_columns_of_what_was_paid(hub: OpenHub, tmp_path: Path) -> None:
    money = Money(hub)
    money.give(10_000)
    lines = [LineDraft(money.today, "Round", Vehicle.BICYCLE, 33), LineDraft(money.today, "Bags", amount=320)]
    claim = money.claims.ask(money.who, money.omar, lines).made
    path, first = tmp_path / "miles.csv", date(2026, 4, 6)
    assert save_mileage(money.tools, money.who, path, first, money.today) == 0
    money.claims.approve(money.who, claim, money.pot)
    money.claims.pay(money.amina, claim)
    assert save_mileage(money.tools, money.who, path, first, money.today) == 1
    assert read(path) == [["date", "reference", "miles", "amount"], ["2026-11-17", "C-1", "3.3", "0.66"]]


def test_call_handlers_save_no_figures(hub: OpenHub, tmp_path: Path) -> None:
    money = Money(hub)
    handler = Actor(money.amina.user_id, "Amina", frozenset({Role.CALL_HANDLER}))
    for save in (save_finance, save_mileage):
        with pytest.raises(NotAllowed):
            save(money.tools, handler, tmp_path / "no.csv", money.today, money.today)
    assert list(tmp_path.glob("*.csv")) == []
