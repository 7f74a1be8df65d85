"""Mission row 6, Berwick: taxis the council pays for, and every pound of the hub's week accounted for.

Through the window: a fund and what came in, a taxi for a delivery, shopping with the hub's money, a volunteer
paid back by two people, the statement that goes to the council without a name, and figures for the accounts.
"""

from datetime import date
from pathlib import Path

from db.enums_money import Account, ClaimState, StatementState, Vehicle, Whose
from desktop.context import AppContext
from desktop.services.claims import Claims
from desktop.services.funds import Funds
from desktop.services.history import History
from desktop.services.recharges import Recharges
from desktop.services.requests import Requests
from desktop.ui.money import claims, floats, funds, recharges
from desktop.ui.money.page import MoneyPage
from tests.ui.journey_hands import said
from tests.ui.money_desk import MoneyDesk, amina, money  # noqa: F401
from tests.ui.window import Records, main, records  # noqa: F401

DAY = date(2026, 11, 17)


def opened(money: MoneyDesk) -> str:  # noqa: F811
    """A fund with a hundred pounds in the bank and fifty in the cash box."""
    fund = money.add("funds", name="Street collection", purpose="Whatever helps")
    money.press("funds", fund, funds.IN, amount=10_000, place=Account.BANK, words="Collection", on=DAY)
    money.press("funds", fund, funds.IN, amount=5_000, place=Account.CASH, words="Buckets", on=DAY)
    return fund


def holds(context: AppContext, fund: str) -> int:
    """What a fund holds, in pence."""
    return context.service(Funds).standing(context.actor).funds[fund]


def test_taxis_are_paid_stated_without_a_name_sent_and_repaid(
    money: MoneyDesk,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    tmp_path: Path,
) -> None:
    fund, actor = opened(money), context.actor
    number = context.service(Requests).get(actor, records.request).number
    for pence in (1_850, 2_000):
        cost = money.add(
            "recharges",
            payer_id=records.council,
            amount=pence,
            words="Taxi",
            request_id=(records.request, f"R-{number}"),
            fund_id=fund,
            on=DAY,
        )
    assert holds(context, fund) == 15_000 - 3_850
    money.press("recharges", cost, recharges.STATE, first=DAY.replace(day=1), until_on=DAY)
    (statement,) = context.service(Recharges).statements(actor)
    assert (statement.costs, statement.pence) == (2, 3_850)

    money.press("recharges", statement.id, recharges.PRINT)
    paper = money.paper()
    for part in ("Riverbank Council", f"R-{number}", "18.50", "To pay £38.50"):
        assert part in paper
    money.press("recharges", statement.id, recharges.FILE)
    saved = money.save_to(tmp_path / "costs.csv")
    assert f"2026-11-17,R-{number},Taxi,18.50" in saved
    for name in ("Jean", "Mallory", "Ferrygate", "Kofi"):
        assert name not in paper + saved

    money.press("recharges", statement.id, recharges.SENT)
    assert holds(context, fund) == 15_000
    assert "£38.50 owed" in said(money.main.shell)
    money.press("recharges", statement.id, recharges.PAID, on=DAY)
    (statement,) = context.service(Recharges).statements(actor)
    assert statement.state is StatementState.PAID
    standing = context.service(Funds).standing(actor)
    assert (standing.bank, standing.owed, holds(context, fund)) == (10_000, 0, 15_000)

    context.service(History).undo(actor, context.service(History).last(actor)[0])
    standing = context.service(Funds).standing(actor)
    assert (standing.bank, standing.owed, holds(context, fund)) == (6_150, 3_850, 15_000)


def test_shopping_money_goes_out_signed_and_comes_back_to_the_penny(
    money: MoneyDesk,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
) -> None:
    fund = opened(money)
    held = money.add(
        "shopping",
        volunteer_id=(records.kofi, "Kofi Mensah"),
        amount=2_000,
        whose=Whose.HUB,
        fund_id=fund,
        request_id=(records.request, "R-1"),
        on=DAY,
    )
    money.press("shopping", held, floats.SLIP)
    slip = money.paper()
    assert "Kofi Mensah" in slip
    assert "Mallory" not in slip
    money.press("shopping", held, floats.SIGN)
    money.press("shopping", held, floats.RECEIPT, amount=1_450, shop="Harbour Stores", on=DAY)
    page = money.open("shopping", held)
    assert "£5.50" in said(page.pane)
    page.pane.buttons[floats.CHANGE].click()
    money.settle()
    form = money.form()
    form.form.editor("amount").set_value(500)
    form.primary.click()
    money.settle()
    assert "£0.50 is not accounted for" in said(form)
    form.form.editor("why").set_value("A coin fell through a drain")
    form.primary.click()
    money.settle()
    assert "A coin fell through a drain" in said(money.open("shopping", held).pane)
    standing = context.service(Funds).standing(context.actor)
    assert (standing.cash, standing.floats, holds(context, fund)) == (3_500, 0, 13_500)


def test_a_volunteer_is_paid_back_by_two_people(
    money: MoneyDesk,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    tmp_path: Path,
) -> None:
    amina(context)
    fund, actor = opened(money), context.actor
    claim = money.add(
        "to_pay",
        volunteer_id=(records.kofi, "Kofi Mensah"),
        vehicle="bicycle",
        words="Round",
        miles=46,
        on_date=DAY,
    )
    money.press(
        "to_pay", claim, claims.LINE, vehicle="cost", words="Bags", amount=320, document="R-7", on_date=DAY
    )
    assert context.service(Claims).get(actor, claim).row.pence == 92 + 320
    money.press("to_pay", claim, claims.APPROVE, fund_id=fund)
    money.pay_with_amina("to_pay", claim, claims.PAY)
    row = context.service(Claims).get(actor, claim).row
    assert (row.state, row.paid_by) == (ClaimState.PAID, "Amina")
    assert holds(context, fund) == 15_000 - 412

    money.press("to_pay", claim, claims.PRINT)
    paper = money.paper()
    for part in ("Kofi Mensah", "Total £4.12", "4.6", "Paid by Amina"):
        assert part in paper
    page = money.open("funds")
    page.save_mileage()
    money.settle()
    money.fill(first=date(2026, 4, 6), last=DAY)
    assert money.save_to(tmp_path / "miles.csv").splitlines() == [
        "date,reference,miles,amount",
        "2026-11-17,C-1,4.6,0.92",
    ]
    page.save_finance()
    money.settle()
    money.fill(first=DAY, last=DAY)
    figures = money.save_to(tmp_path / "finance.csv")
    assert figures.splitlines()[-1] == "2026-11-17,M-3,Street collection,-4.12,reimbursed"
    assert "Kofi" not in figures


def test_the_bank_and_the_cash_box_are_held_against_the_ledger(
    money: MoneyDesk,  # noqa: F811
    context: AppContext,
    tmp_path: Path,
) -> None:
    opened(money)
    path = tmp_path / "statement.csv"
    path.write_text("Date,Description,Amount\n17/11/2026,COLLECTION,100.00\n17/11/2026,CHARGE,-5.00\n")
    page = money.open("bank")
    menu = page.open_statements()
    assert [one.text() for one in menu.actions()] == ["From a file (CSV)…", "Type a line…"]
    menu.close()
    view = page.spec.views["bank"]  # type: ignore[attr-defined]
    view.read(page, path)
    money.settle()
    assert "1 line matches nothing, 0 movements on no statement" in said(money.main.shell)
    assert money.names("bank") == ["CHARGE", "COLLECTION"]
    money.add("bank", account=Account.CASH, amount=4_980, why="Two coins are missing")
    assert money.names("bank") == ["CHARGE", "Cash box counted", "COLLECTION"]


def test_a_mistake_in_the_ledger_gets_its_opposite_beside_it(
    money: MoneyDesk,  # noqa: F811
    context: AppContext,
) -> None:
    fund = opened(money)
    money.press("funds", fund, funds.OUT, amount=2_500, place=Account.BANK, words="Bags", on=DAY)
    (last, *_rest) = context.service(Funds).moves(context.actor)
    money.press("ledger", last.id, funds.TAKE_BACK, reason="The shop took them back")
    names = money.names("ledger")
    assert names[:2] == ["M-4 Paid out: The shop took them back", "M-3 Paid out: Bags"]
    assert holds(context, fund) == 15_000
    assert funds.TAKE_BACK not in money.open("ledger", last.id).pane.buttons


def test_an_empty_hub_says_what_to_do_first(money: MoneyDesk) -> None:  # noqa: F811
    for view in ("funds", "to_pay", "shopping", "recharges", "grants", "bank", "ledger"):
        page = money.open(view)
        assert page.spec.views[view].empty in said(page)  # type: ignore[attr-defined]


def test_the_hub_pays_less_a_mile_and_never_more(money: MoneyDesk, context: AppContext) -> None:  # noqa: F811
    page = money.open("to_pay")
    assert isinstance(page, MoneyPage)
    page.ask_rate()
    money.settle()
    form = money.form()
    for name, value in {"vehicle": Vehicle.CAR, "pence": 56}.items():
        form.form.editor(name).set_value(value)
    form.primary.click()
    money.settle()
    assert "At most 55p a mile" in said(form)
    form.form.editor("pence").set_value(30)
    form.primary.click()
    money.settle()
    rates = {one.vehicle: ours.pence for one, ours in context.service(Claims).rates(context.actor)}
    assert (rates[Vehicle.CAR], rates[Vehicle.BICYCLE]) == (30, 20)


def test_the_palette_opens_a_claim_and_money_to_hand_over(money: MoneyDesk) -> None:  # noqa: F811
    for key, title in (("write-claim", "Write a claim"), ("hand-money", "Hand money over")):
        command = next(one for one in money.main.commands if one.key == key)
        command.act()
        money.settle()
        form = money.form()
        assert form.windowTitle() == title
        form.reject()
        money.settle()
