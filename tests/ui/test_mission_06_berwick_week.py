"""Mission row 6, Berwick: a whole week of taxis for the council, shopping, a volunteer's miles and casework.

Every day something is spent or settled on the screens; on Sunday the council gets one statement that names
nobody, on the Tuesday after it has paid, and every penny of the week is where the ledger says.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from db.enums_casework import StepState
from db.enums_money import Account, StatementState, Whose
from desktop.context import AppContext
from desktop.services.casework import Casework
from desktop.services.funds import Funds
from desktop.services.recharges import Recharges
from desktop.services.requests import Requests
from desktop.ui.base.dialog import FormDialog
from desktop.ui.money import claims, floats, funds, recharges
from desktop.ui.requests.casework import CASEWORK
from tests.ui.days import Days, days, gone_on, hub  # noqa: F401
from tests.ui.money_desk import MoneyDesk, amina, money  # noqa: F401
from tests.ui.window import Records, main, records  # noqa: F401

MONDAY = date(2026, 11, 23)
TAXIS = (1_850, 2_200, 1_400, 1_850, 1_960)
"""What each day's taxi cost, Monday to Friday, in pence."""


def answer(desk: MoneyDesk, page: Any, **answers: Any) -> None:
    """Answer the form over a page."""
    (form,) = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    form.form.set_values(answers)
    form.primary.click()
    desk.settle()


def begin_casework(desk: MoneyDesk, request: str) -> None:
    """Begin the evidence of hardship for a request."""
    page: Any = desk.main.shell.go_to("requests", request)
    desk.settle()
    page.on_action(CASEWORK)
    desk.settle()
    answer(desk, page, checklist="hardship")


def settle_next(desk: MoneyDesk, request: str) -> bool:
    """Settle the next step of the casework; whether there was one."""
    steps = desk.context.service(Casework).of(desk.context.actor, request)
    step = next((one for one in steps if one.state is StepState.OPEN), None)
    if step is not None:
        page: Any = desk.main.shell.go_to("requests", f"step:{step.id}")
        desk.settle()
        answer(desk, page, state=StepState.DONE)
    return step is not None


def taxi(desk: MoneyDesk, records: Records, fund: str, day: date, pence: int) -> str:  # noqa: F811
    """A taxi the council repays."""
    number = desk.context.service(Requests).get(desk.context.actor, records.request).number
    asked = (records.request, f"R-{number}")
    return desk.add(
        "recharges",
        payer_id=records.council,
        amount=pence,
        words="Taxi",
        request_id=asked,
        fund_id=fund,
        on=day,
    )


def play(
    desk: MoneyDesk,
    records: Records,  # noqa: F811
    fund: str,
    days: Days,  # noqa: F811
) -> str:
    """Spend and settle from Monday to Sunday; the last taxi."""
    held = claim = cost = ""
    kofi = (records.kofi, "Kofi Mensah")
    for ahead in range(7):
        day = MONDAY + timedelta(days=ahead)
        days.go_to(day)
        if ahead < len(TAXIS):
            cost = taxi(desk, records, fund, day, TAXIS[ahead])
        if ahead == 1:
            given = {"volunteer_id": kofi, "amount": 2_000, "whose": Whose.HUB, "fund_id": fund, "on": day}
            held = desk.add("shopping", request_id=(records.request, "R-1"), **given)
            desk.press("shopping", held, floats.SIGN)
        elif ahead == 2:
            desk.press("shopping", held, floats.RECEIPT, amount=1_450, shop="Harbour Stores", on=day)
            desk.press("shopping", held, floats.CHANGE, amount=550)
        elif ahead == 3:
            miles = {"vehicle": "bicycle", "words": "Round", "miles": 46, "on_date": day}
            claim = desk.add("to_pay", volunteer_id=kofi, **miles)
            desk.press("to_pay", claim, claims.APPROVE, fund_id=fund)
        elif ahead == 4:
            desk.pay_with_amina("to_pay", claim, claims.PAY)
        settle_next(desk, records.request)
    return cost


def test_a_week_of_taxis_shopping_miles_and_casework(
    money: MoneyDesk,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    days: Days,  # noqa: F811
    settle: Callable[[], None],
) -> None:
    days.go_to(MONDAY)
    amina(context)
    actor, standing = context.actor, context.service(Funds).standing
    fund = money.add("funds", name="Street collection", purpose="Whatever helps")
    for pence, place in ((30_000, Account.BANK), (5_000, Account.CASH)):
        money.press("funds", fund, funds.IN, amount=pence, place=place, words="Collection", on=MONDAY)
    begin_casework(money, records.request)
    cost = play(money, records, fund, days)

    # On Sunday the council is told what its taxis came to, and nobody's name.
    assert standing(actor).funds[fund] == 35_000 - sum(TAXIS) - 1_450 - 92
    money.press("recharges", cost, recharges.STATE, first=MONDAY, until_on=days.today)
    (statement,) = context.service(Recharges).statements(actor)
    assert (statement.costs, statement.pence) == (len(TAXIS), sum(TAXIS))
    money.press("recharges", statement.id, recharges.PRINT)
    paper = money.paper()
    assert f"To pay £{sum(TAXIS) / 100:.2f}" in paper
    assert not [one for one in ("Jean", "Mallory", "Kofi", "Mensah") if one in paper]
    money.press("recharges", statement.id, recharges.SENT)
    days.go_to(MONDAY + timedelta(days=8))
    money.press("recharges", statement.id, recharges.PAID, on=days.today)

    # The week is whole: what was spent and not repaid is gone, and nothing else is.
    (statement,) = context.service(Recharges).statements(actor)
    now = standing(actor)
    assert (statement.state, now.owed, now.floats) == (StatementState.PAID, 0, 0)
    assert now.funds[fund] == 35_000 - 1_450 - 92 == now.bank + now.cash
    while settle_next(money, records.request):
        settle()
    steps = context.service(Casework).of(actor, records.request)
    assert steps
    assert {one.state for one in steps} == {StepState.DONE}
