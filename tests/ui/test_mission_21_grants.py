"""Mission row 21, Knowle West, Barking and Wolverhampton: small grants, decided by several, with minutes.

Through the window: a pot with criteria, applications, points by a panel of which one member has a conflict of
interest, a meeting, its printed minutes, an award paid by a second person, and what came of it.
"""

from datetime import date, timedelta
from typing import Any

from db.enums_money import Account, GrantState
from desktop.context import AppContext
from desktop.services.funds import Funds
from desktop.services.grants import Grants
from desktop.ui.money import funds
from desktop.ui.money.grant_pane import APPLY, CAME, MEET, MINUTES, PAY, SCORE
from tests.ui.days import Days, days, gone_on, hub  # noqa: F401
from tests.ui.journey_hands import said
from tests.ui.money_desk import MoneyDesk, amina, money  # noqa: F401
from tests.ui.window import main, records  # noqa: F401

DAY = date(2026, 11, 17)


def pot_of(money: MoneyDesk) -> str:  # noqa: F811
    """A pot of five hundred pounds."""
    fund = money.add("funds", name="Lottery", purpose="Small grants", is_restricted=True)
    money.press("funds", fund, funds.IN, amount=50_000, place=Account.BANK, words="Grant", on=DAY)
    criteria = "Neighbours gain: 5\nCosts are clear: 3"
    return money.add("grants", name="Sparks", fund_id=fund, criteria=criteria, most=30_000)


def applications(context: AppContext) -> dict[str, str]:
    """Keys of applications by who applies."""
    return {one.applicant: one.id for one in context.service(Grants).applications(context.actor)}


def score(money: MoneyDesk, bench: str, hall: str) -> None:  # noqa: F811
    """Points by two, of whom one has an interest in the hall: said first, then declared."""
    page = money.open("grants", hall)
    page.pane.buttons[SCORE].click()
    money.settle()
    form = money.form()
    for name, value in {"scorer": "Gwen Price", "points_0": 5, "points_1": 3}.items():
        form.form.editor(name).set_value(value)
    form.primary.click()
    money.settle()
    assert "Nobody scores their own application." in said(form)
    form.form.set_values({"conflict": "She chairs the hall", "points_0": None, "points_1": None})
    form.primary.click()
    money.settle()
    money.press("grants", hall, SCORE, scorer="Priya", points_0=2, points_1=1)
    money.press("grants", bench, SCORE, scorer="Priya", points_0=5, points_1=3)
    money.press("grants", bench, SCORE, scorer="Gwen Price", points_0=4, points_1=3)


def apply(
    money: MoneyDesk,  # noqa: F811
    context: AppContext,
    pot: str,
    days: Days,  # noqa: F811
) -> tuple[str, str]:
    """Two apply, on the third and fourth day; their keys."""
    wanted = (("Mill Row", "Jo Hughes", 25_000), ("The hall", "Gwen Price", 30_000))
    for ahead, (applicant, signed, asked) in enumerate(wanted, 2):
        days.go_to(DAY + timedelta(days=ahead))
        given = {"contact_name": signed, "asked": asked, "words": "A bench", "received_on": days.today}
        money.press("grants", pot, APPLY, applicant=applicant, **given)
    keys = applications(context)
    return keys["Mill Row"], keys["The hall"]


def meet(money: MoneyDesk, pot: str, bench: str, hall: str, day: date) -> None:  # noqa: F811
    """Three decide: the bench is paid for, the hall is not."""
    decisions: dict[str, Any] = {f"award_{bench}": 20_000, f"why_{bench}": "Many gain"}
    decisions |= {f"conditions_{bench}": "Send a photo", f"award_{hall}": 0}
    decisions |= {f"why_{hall}": "A larger fund fits", "minutes": "Read out."}
    money.press("grants", pot, MEET, met_on=day, present="Priya\nAmina\nGwen Price", **decisions)


def test_a_pot_from_its_criteria_to_what_came_of_it(
    money: MoneyDesk,  # noqa: F811
    context: AppContext,
    days: Days,  # noqa: F811
) -> None:
    # Tuesday: the pot, with what is asked of whoever wants some of it.
    amina(context)
    pot = pot_of(money)

    # Thursday and Friday: two apply.
    bench, hall = apply(money, context, pot, days)

    # Saturday: points by two. Sunday: the meeting, and its minutes.
    days.go_to(DAY + timedelta(days=4))
    score(money, bench, hall)
    shown = said(money.open("grants", pot).pane)
    assert shown.index("Mill Row, 7.50 of 8 points") < shown.index("The hall, 3.00 of 8 points")

    days.go_to(DAY + timedelta(days=5))
    meet(money, pot, bench, hall, days.today)
    money.press("grants", pot, MINUTES)
    paper = money.paper()
    for part in (
        "Priya, Amina, Gwen Price",
        "She chairs the hall",
        "Many gain. Send a photo",
        "Awarded £200.00",
    ):
        assert part in paper

    # Monday it is paid by a second person; a week after the first day the bench stands.
    days.go_to(DAY + timedelta(days=6))
    money.pay_with_amina("grants", bench, PAY)
    days.go_to(DAY + timedelta(days=7))
    came = "Eleven people sit on it most days."
    money.press("grants", bench, CAME, outcome=came)
    row = context.service(Grants).application(context.actor, bench).row
    assert (row.state, row.paid_by, row.outcome) == (
        GrantState.PAID,
        "Amina",
        "Eleven people sit on it most days.",
    )
    standing = context.service(Funds).standing(context.actor)
    assert list(standing.funds.values()) == [30_000]
    assert money.names("grants") == ["Sparks", "G-1 Mill Row", "G-2 The hall"]


def test_one_person_alone_decides_nothing(money: MoneyDesk, context: AppContext) -> None:  # noqa: F811
    pot = pot_of(money)
    money.press("grants", pot, APPLY, applicant="Mill Row", asked=25_000, received_on=DAY)
    bench = applications(context)["Mill Row"]
    page = money.open("grants", pot)
    page.pane.buttons[MEET].click()
    money.settle()
    form = money.form()
    for name, value in {f"award_{bench}": 100, f"why_{bench}": "Good", "present": "Priya"}.items():
        form.form.editor(name).set_value(value)
    form.primary.click()
    money.settle()
    assert "At least two people without a conflict of interest decide" in said(form)
    form.form.editor("present").set_value("Priya\nOwen Lloyd")
    form.primary.click()
    money.settle()
    assert context.service(Grants).application(context.actor, bench).row.state is GrantState.AWARDED
