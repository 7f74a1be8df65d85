"""Names on a statement: only of people who agreed that this payer is told; in a file, nobody's."""

import io
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from db.enums import Answer, Layer
from db.enums_protection import RightKind
from desktop.domain.errors import DomainError
from desktop.exports.money_files import save_finance, save_statement
from desktop.exports.money_paper import draw_paper
from desktop.exports.money_papers import statement_paper
from desktop.services.consents import Consents
from desktop.services.funds import FundDraft
from desktop.services.hub_info import HubInfo
from desktop.services.hubs import OpenHub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.recharges import RechargeDraft, StatementDetail
from desktop.services.requests import RequestDraft, Requests
from desktop.services.rights import Rights
from desktop.services.sharing_log import SharingLog
from tests.services.money_hands import Money

FORBIDDEN = ("Mallory", "Jeannie", "Müller", "Haddad")


class Taxis:
    """Taxis for Jean that the council repays, with names in every word."""

    def __init__(self, hub: OpenHub) -> None:
        """Write them down."""
        self.money = money = Money(hub)
        money.give(10_000)
        self.jean = self._person("Jean", "Mallory", "Jeannie")
        self._person("Aßunta", "Müller")
        draft = RequestDraft(self.jean, "transport")
        self.request = Requests(money.tools).save(money.who, draft).made
        for words, request in (
            ("Taxi for Jean, Mrs Mallory’s own chair", self.request),
            ("Omar Haddad drove Jeannie Mallory", None),
            ("Bus for MÜLLER, Aßunta", None),
        ):
            cost = RechargeDraft(money.council, money.pot, 1_850, words, request, document="J Mallory 7")
            money.recharges.add(money.who, cost)
        self.statement = money.recharges.state(money.who, money.council, money.today, money.today).made

    def _person(self, first: str, last: str, preferred: str = "") -> str:
        draft = PersonDraft(
            first, last_name=last, preferred_name=preferred, phones=(PhoneDraft("020 7946 0417"),)
        )
        return People(self.money.tools).save(self.money.who, draft).made

    def says(self, answer: Answer, recipient: str = "") -> None:
        """Jean answers whether somebody is told; the council, unless another."""
        to = recipient or self.money.council
        tools = self.money.tools
        Consents(tools).record(self.money.who, self.jean, answer, recipient_id=to, purpose="referral")

    def read(self) -> StatementDetail:
        """The statement as the payer reads it."""
        return self.money.recharges.outgoing(self.money.who, self.statement)

    def paper(self) -> str:
        """All the text of the printed statement."""
        facts = HubInfo(self.money.tools).facts(self.money.who)
        content = draw_paper(facts, self.money.today, [statement_paper(self.read())])
        return " ".join(
            " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split()
        )


def test_a_statement_names_nobody_who_was_not_asked(hub: OpenHub, tmp_path: Path) -> None:
    taxis = Taxis(hub)
    money, text = taxis.money, taxis.paper()
    path, finance = tmp_path / "costs.csv", tmp_path / "finance.csv"
    assert save_statement(money.tools, money.who, path, taxis.statement) == 3
    money.recharges.sent(money.who, taxis.statement)
    save_finance(money.tools, money.who, finance, money.today, money.today)
    for words in (text, path.read_text("utf-8"), finance.read_text("utf-8")):
        assert not [one for one in FORBIDDEN if one.casefold() in words.casefold()]
    assert "Taxi for R-1, R-1’s own chair" in text
    assert "[name left out] drove [name left out]" in text
    assert "agreed that you are told" not in text
    assert taxis.read().taken == 8
    held = money.recharges.get(money.who, taxis.statement)
    assert "Jean" in held.lines[0].words, "the hub’s own words stay"


def test_who_said_yes_to_this_payer_is_named_on_paper_and_in_no_file(hub: OpenHub, tmp_path: Path) -> None:
    taxis = Taxis(hub)
    money = taxis.money
    taxis.says(Answer.YES)
    text = taxis.paper()
    assert "Mrs Mallory’s own chair" in text
    assert "[name left out] drove Jeannie Mallory" in text
    assert "Whoever is named agreed that you are told." in text
    assert taxis.read().named == (taxis.jean,)
    path = tmp_path / "costs.csv"
    save_statement(money.tools, money.who, path, taxis.statement)
    assert not [one for one in FORBIDDEN if one in path.read_text("utf-8")]
    assert path.read_text("utf-8").count("R-1,") == 2


def test_a_yes_to_another_a_no_or_a_restriction_names_nobody(hub: OpenHub) -> None:
    taxis = Taxis(hub)
    money = taxis.money
    draft = OrganisationDraft("Food bank", Layer.BUSINESS)
    taxis.says(Answer.YES, Organisations(money.tools).save(money.who, draft).made)
    assert taxis.read().named == ()
    taxis.says(Answer.NO)
    assert "Mallory" not in taxis.paper()
    taxis.says(Answer.YES)
    assert taxis.read().named == (taxis.jean,)
    asked: dict[str, object] = {"person_id": taxis.jean, "kind": RightKind.RESTRICTION, "how": "By phone"}
    asked |= {"who_they_are": "Known by voice", "received_on": date(2026, 11, 17)}
    Rights(money.tools).save(money.who, "", asked)
    assert "Mallory" not in taxis.paper()
    assert taxis.read().named == ()


def test_a_namesake_who_was_not_asked_keeps_the_title_and_last_name_out(hub: OpenHub) -> None:
    taxis = Taxis(hub)
    taxis.says(Answer.YES)
    taxis._person("Harold", "Mallory")
    text = taxis.paper()
    assert "Mrs Mallory" not in text
    assert "Jeannie Mallory" in text


def test_naming_somebody_leaves_a_line_in_the_sharing_log_and_naming_nobody_none(hub: OpenHub) -> None:
    taxis = Taxis(hub)
    money = taxis.money
    put: list[str] = []
    assert not money.recharges.leave(
        money.who, taxis.read(), b"%PDF", "ST-1.pdf", lambda: put.append("a")
    ).made
    seen = taxis.read()
    taxis.says(Answer.YES)
    with pytest.raises(DomainError, match="changed meanwhile"):
        money.recharges.leave(money.who, seen, b"%PDF", "ST-1.pdf", lambda: put.append("b"))
    made = money.recharges.leave(money.who, taxis.read(), b"%PDF", "ST-1.pdf", lambda: put.append("c")).made
    share = SharingLog(money.tools).get(money.who, made).share
    assert (share.people_count, share.recipient_name, share.file_name) == (
        1,
        "Northshire Council",
        "ST-1.pdf",
    )
    assert put == ["a", "c"]


def test_a_fund_called_after_somebody_is_not_in_the_figures_by_their_name(
    hub: OpenHub, tmp_path: Path
) -> None:
    taxis = Taxis(hub)
    money = taxis.money
    pot = money.funds.save(money.who, FundDraft("Gift of Jean Mallory")).made
    money.give(500, pot)
    path = tmp_path / "finance.csv"
    save_finance(money.tools, money.who, path, money.today, money.today)
    assert "Mallory" not in path.read_text("utf-8")
    assert "Gift of [name left out]" in path.read_text("utf-8")
