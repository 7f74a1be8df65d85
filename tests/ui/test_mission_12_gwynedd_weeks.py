"""Mission row 12, Gwynedd: nobody on the bank is forgotten while the days go on.

Whoever signed up is counted by days until somebody answers; whoever has had no task for long is let rest; who
rests is rung after three months, on the day that was agreed after that, and comes back when asked.
"""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.enums import VolunteerStatus
from db.models import Volunteer
from desktop.context import AppContext
from desktop.domain.bank import TOUCH_DAYS
from desktop.domain.journey import QUIET_AFTER_DAYS
from desktop.ui.bulk_acts import REST
from desktop.ui.main_window import MainWindow
from desktop.ui.volunteers.bank_pane import ANSWERED, RANG
from tests.ui.bank_hands import BankHands
from tests.ui.days import gone_on, hub  # noqa: F401
from tests.ui.journey_hands import TODAY, JourneyHands
from tests.ui.window import Records, main, records  # noqa: F401


def status(context: AppContext, volunteer: str) -> VolunteerStatus:
    """How a volunteer stands."""
    with context.hub.store.read() as session:
        return session.get_one(Volunteer, volunteer).status


def stands(hands: BankHands, view: str, volunteer: str) -> str:
    """What the list says of how long somebody waits."""
    found = hands.view(view).table.records()
    row = [str(one) for one in found.ids].index(volunteer)
    column = [one.key for one in found.columns].index("waits")
    return str(found.cell_at(row, column).text)


def called_back(hands: BankHands, qtbot: QtBot, volunteer: str) -> None:
    """Ask back everybody who rests with one form; the one there is says yes, by one key."""
    hands.view("recall").open_form()
    hands.settle()
    hands.fill(title="Cold spell", words="Could you take a round?")
    assert hands.listed("recall") == [volunteer]
    qtbot.keyClick(hands.view("recall", volunteer).table, Qt.Key.Key_Y)
    hands.settle()
    hands.fill(note="Mornings")


def test_nobody_is_forgotten_as_the_days_go_on(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Callable[[], None],
    gone_on: list[timedelta],  # noqa: F811
    qtbot: QtBot,
) -> None:
    hands, kofi = BankHands(main, settle), records.kofi

    def days(many: int) -> date:
        """Let days go by; the day it is then."""
        gone_on[0] = timedelta(days=many)
        return TODAY + gone_on[0]

    # Tuesday: two sign up. Their clock begins.
    desk = JourneyHands(main, context, settle, qtbot)
    mair, nia = desk.sign_up("Mair", "Ellis"), desk.sign_up("Nia", "Parry")
    begun = stands(hands, "reply", mair)

    # The Friday of the week after: ten days without a reply. One is answered, the other still waits.
    days(10)
    assert stands(hands, "reply", mair) != begun
    assert "10 days" in stands(hands, "reply", mair)
    hands.press("reply", mair, ANSWERED, note="Rang, keen")
    assert hands.listed("reply") == [nia]

    # Weeks later: there was no task for Kofi for long. He is let rest, and waits for none.
    days(QUIET_AFTER_DAYS + 1)
    assert hands.listed("task") == [kofi]
    hands.all_at_once("task", REST)
    assert (status(context, kofi), hands.listed("task")) == (VolunteerStatus.RESTING, [])

    # Three months without a word: he is rung, and would like to hear again in ten days; then he is due again.
    assert kofi not in hands.listed("touch")
    today = days(QUIET_AFTER_DAYS + TOUCH_DAYS + 2)
    assert kofi in hands.listed("touch")
    hands.press("touch", kofi, RANG, how="Phone", next_on=today + timedelta(days=10))
    assert kofi not in hands.listed("touch")
    days(gone_on[0].days + 10)
    assert kofi in hands.listed("touch")

    # A cold spell: he is asked back, says yes, and is active again.
    called_back(hands, qtbot, kofi)
    assert status(context, kofi) is VolunteerStatus.ACTIVE
