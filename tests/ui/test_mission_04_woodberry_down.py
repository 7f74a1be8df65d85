"""Mission row 4, Woodberry Down (Hackney): checked volunteers first, newer ones placed with partners.

Everybody is asked for how many hours a week, and nobody is given more; who is not checked yet helps with a
partner meanwhile, and takes over the hub's own tasks once the checks are in. Whoever is lent to a host for
some weeks is not offered here meanwhile, and is again once they are back.
"""

from collections.abc import Callable
from datetime import timedelta

from pytestqt.qtbot import QtBot

from db.enums import Layer, VolunteerStatus
from db.models import Volunteer, VolunteerStep
from desktop.context import AppContext
from desktop.domain.match_facts import NoteCode
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.ui.main_window import MainWindow
from desktop.ui.volunteers.bank_pane import BACK, LONGER
from desktop.ui.volunteers.bank_pane import PLACE as LEND
from desktop.ui.volunteers.journey_pane import PLACE
from desktop.ui.volunteers.page import VolunteersPage
from tests.ui.bank_hands import BankHands
from tests.ui.journey_hands import TODAY, JourneyHands, said
from tests.ui.window import main, records  # noqa: F401


def shown(page: VolunteersPage, tab: str, waits: str | None, settle: Callable[[], None]) -> list[str]:
    """Who is listed in a view, narrowed to what they wait for."""
    page.toolbar.set_tab(tab)
    page.toolbar.set_chosen({"next": waits} if waits else {})
    page.reload()
    settle()
    return list(page.table.records().ids)


def read(context: AppContext, *wanted: str) -> dict[str, Volunteer]:
    """Volunteers as they stand."""
    with context.hub.store.read() as session:
        return {key: session.get_one(Volunteer, key) for key in wanted}


def test_checked_volunteers_first_and_newer_ones_with_partners(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
    qtbot: QtBot,
) -> None:
    hands = JourneyHands(main, context, settle, qtbot)
    kitchen = OrganisationDraft("Reservoir Kitchen", Layer.ANCHOR, contact_name="Nadia Rahman")
    partner = context.service(Organisations).save(context.actor, kitchen).made
    errands, more = hands.asks("shopping"), hands.asks("shopping", "Ann")

    # Ada is checked, Femi signed up today; both say how many hours a week they have.
    ada = hands.sign_up("Ada", "Obi", hours=1)
    femi = hands.sign_up("Femi", "Bello", hours=4)
    for one in (ada, femi):
        hands.answer(one)
        hands.papers(one)
        hands.induct(one)
    hands.buddy(ada)
    hands.take_on(ada)
    hands.dbs(ada)
    held = read(context, ada, femi)
    assert [held[one].weekly_minutes for one in (ada, femi)] == [60, 240]

    # Femi waits for a buddy shift, and helps with the kitchen meanwhile; that clears him for nothing here.
    hands.more(femi, PLACE, with_id=partner, on_date=TODAY)
    assert "Placed with Reservoir Kitchen, 17 Nov 2026" in hands.pane(femi)
    assert held[femi].status is VolunteerStatus.CONTACTED
    page = hands.volunteers()
    assert shown(page, "applied", "buddy", settle) == [femi]
    shown(page, "applied", None, settle)

    # Whoever is checked is offered; whoever is not is told of with the reason, and cannot be given it.
    assert hands.fitting(errands) == [ada]
    hands.give(errands, ada)
    assert hands.task(errands).volunteer_id == ada

    # Ada's hour is nearly spent: another errand would be over it, and the screen says so first.
    assert hands.fitting(more) == [ada]
    assert NoteCode.OVERLOAD in {one.code for one in hands.fits()[0].notes}
    assert "Over their weekly hours" in said(hands.find_for(more))

    # Femi's checks come in: he is taken on, and takes what she has no hours for.
    hands.buddy(femi, "Ada Obi")
    hands.take_on(femi)
    assert femi not in hands.fitting(more)
    hands.dbs(femi)
    assert hands.fitting(more)[0] == femi
    hands.give(more, femi)
    assert hands.task(more).volunteer_id == femi


def test_a_week_lent_to_a_host_and_back(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    settle: Callable[[], None],
    qtbot: QtBot,
) -> None:
    hands, bank = JourneyHands(main, context, settle, qtbot), BankHands(main, settle)
    kitchen = OrganisationDraft("Reservoir Kitchen", Layer.ANCHOR, contact_name="Nadia Rahman")
    host = context.service(Organisations).save(context.actor, kitchen).made
    errands = hands.asks("shopping")
    ada = hands.sign_up("Ada", "Obi", hours=3)
    hands.come_in(ada)
    hands.dbs(ada)
    assert hands.fitting(errands) == [ada]

    # Monday: she agreed that the kitchen is told, and is lent to it; from now on nothing here is hers.
    with context.hub.store.write(context.actor.user_id) as work:
        work.session.get_one(Volunteer, ada).joined_on = TODAY - timedelta(days=200)
        for step in work.session.query(VolunteerStep).filter_by(volunteer_id=ada):
            step.on_date = TODAY - timedelta(days=190)
    bank.press("task", ada, LEND, with_id=host, role="Packs parcels", agreed_on=TODAY, hours=3)
    assert hands.fitting(errands) == []

    # Wednesday: the kitchen would keep her for longer. Friday: she is back, and is offered again.
    bank.press("placed", ada, LONGER, last_day=TODAY + timedelta(days=100))
    assert hands.fitting(errands) == []
    bank.press("placed", ada, BACK, note="Would come again")
    assert hands.fitting(errands) == [ada]
    hands.give(errands, ada)
    assert hands.task(errands).volunteer_id == ada
