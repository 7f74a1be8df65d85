"""Mission row 21, Knowle West, Barking and Wolverhampton: small grants, decided by several, with minutes.

Through the window: a pot with criteria, applications, points by a panel of which one member has a conflict of
interest, a meeting, its printed minutes, an award paid by a second person, and what came of it.
"""

from datetime import date

from db.enums_money import Account, GrantState
from desktop.context import AppContext
from desktop.services.funds import Funds
from desktop.services.grants import Grants
from desktop.ui.money import funds
from desktop.ui.money.grant_pane import APPLY, CAME, MEET, MINUTES, PAY, SCORE
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


def test_a_pot_from_its_criteria_to_what_came_of_it(money: MoneyDesk, context: AppContext) -> None:  # noqa: F811
    amina(context)
    pot = pot_of(money)
    for applicant, signed, asked in (("Mill Row", "Jo Hughes", 25_000), ("The hall", "Gwen Price", 30_000)):
        money.press(
            "grants",
            pot,
            APPLY,
            applicant=applicant,
            contact_name=signed,
            asked=asked,
            words="A bench",
            received_on=DAY,
        )
    keys = applications(context)
    bench, hall = keys["Mill Row"], keys["The hall"]

    score(money, bench, hall)
    shown = said(money.open("grants", pot).pane)
    assert shown.index("Mill Row, 7.50 of 8 points") < shown.index("The hall, 3.00 of 8 points")

    decisions = {f"award_{bench}": 20_000, f"why_{bench}": "Many gain", f"conditions_{bench}": "Send a photo"}
    decisions |= {f"award_{hall}": 0, f"why_{hall}": "A larger fund fits"}
    money.press(
        "grants", pot, MEET, met_on=DAY, present="Priya\nAmina\nGwen Price", minutes="Read out.", **decisions
    )
    money.press("grants", pot, MINUTES)
    paper = money.paper()
    for part in (
        "Priya, Amina, Gwen Price",
        "She chairs the hall",
        "Many gain. Send a photo",
        "Awarded £200.00",
    ):
        assert part in paper

    money.pay_with_amina("grants", bench, PAY)
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
