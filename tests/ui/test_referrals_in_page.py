"""Coming in on the screen: the short form, the answers, a file of another hub's."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.enums_referrals import ReferralStatus, SentHow
from db.models import Referral, Request
from desktop.context import AppContext
from desktop.services.hubs import OpenHub
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.referrals_in import ReferralsIn, TakenIn
from desktop.services.today import TodayDesk
from desktop.ui.base.button import Button
from desktop.ui.base.dialog import FormDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.referrals.incoming_page import ACCEPT, ACKNOWLEDGE, DECLINE, IncomingPage
from tests.two_hubs import PASSWORD, laptops
from tests.ui.journey_hands import said
from tests.ui.window import Hands, hands, main, records  # noqa: F401


@pytest.fixture
def page(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    hands: Hands,  # noqa: F811
    settle: Callable[[], None],
) -> IncomingPage:
    """The page, with one on paper from a school."""
    jean = PersonDraft(first_name="Jean", last_name="Mallory", phones=(PhoneDraft("020 7946 0147"),))
    taken = TakenIn("food_parcel", organisation_name="Hillside School", new_person=jean, how=SentHow.POST)
    context.service(ReferralsIn).take(context.actor, taken)
    hands.open("coming in")
    settle()
    shown = main.shell.page()
    assert isinstance(shown, IncomingPage)
    return shown


def dialog_of(page: IncomingPage) -> FormDialog:
    found = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def only(hub: OpenHub) -> Referral:
    with hub.store.read() as session:
        held = session.query(Referral).one()
        session.expunge(held)
    return held


def test_the_list_says_who_waits(page: IncomingPage) -> None:
    words = said(page)
    assert "Hillside School" in words
    assert page.table.records().rowCount() > 0


def test_we_have_it_and_deal_with_it(page: IncomingPage, hub: OpenHub, settle: Callable[[], None]) -> None:
    page.show_record(only(hub).id)
    settle()
    page.on_action(ACKNOWLEDGE)
    settle()
    assert only(hub).status is ReferralStatus.ACKNOWLEDGED
    page.on_action(ACCEPT)
    settle()
    assert only(hub).status is ReferralStatus.ACCEPTED


def test_a_no_asks_why_and_whom_instead(page: IncomingPage, hub: OpenHub, settle: Callable[[], None]) -> None:
    page.show_record(only(hub).id)
    settle()
    page.on_action(DECLINE)
    settle()
    dialog = dialog_of(page)
    dialog.form.set_values({"reason": "no_capacity", "note": "Full until May."})
    dialog.primary.click()
    settle()
    held = only(hub)
    assert (held.status, held.outcome_note) == (ReferralStatus.DECLINED, "Full until May.")


def test_the_short_form_takes_almost_nothing(
    page: IncomingPage, hub: OpenHub, settle: Callable[[], None]
) -> None:
    page.toolbar.add_asked.emit()
    settle()
    dialog = dialog_of(page)
    values = {"organisation_name": "Mill Lane Surgery", "new_name": "Harold Pell", "need_code": "shopping"}
    dialog.form.set_values(values)
    dialog.primary.click()
    settle()
    with hub.store.read() as session:
        assert session.query(Referral).count() == 2
        assert {one.person_id for one in session.query(Request)} >= {
            one.person_id for one in session.query(Referral)
        }


def test_a_file_of_another_hub_comes_in_by_its_password(
    page: IncomingPage, context: AppContext, hub: OpenHub, settle: Callable[[], None], tmp_path: Path
) -> None:
    folder = tmp_path / "others"
    folder.mkdir()
    with laptops(folder, "Kelp Street Kitchen") as (other,):
        path = other.file_of([other.pass_on(other.person("Ivy", "Marsh"), other.body("Saltmarsh Hub"))])
    sender = context.service(ReferralsIn).ids(context.actor)
    page.ask_password(str(path))
    settle()
    dialog = dialog_of(page)
    dialog.form.set_values({"password": PASSWORD, "sender": only(hub).organisation_id})
    dialog.primary.click()
    settle()
    assert len(context.service(ReferralsIn).ids(context.actor)) == len(sender) + 1


def test_today_leads_to_those_nobody_acknowledged(page: IncomingPage, context: AppContext) -> None:
    items = context.service(TodayDesk).day(context.actor).items
    (item,) = [one for one in items if one.key == "referrals_in:waiting"]
    assert item.place == "referrals_in"
    assert page.is_alone is False


def test_the_list_of_those_going_out_leads_to_those_coming_in(
    page: IncomingPage,
    main: MainWindow,  # noqa: F811
    settle: Callable[[], None],
) -> None:
    going: Any = main.shell.go_to("referrals")
    settle()
    button = next(one for one in going.toolbar.findChildren(Button) if one.text() == "Coming in")
    button.click()
    settle()
    assert isinstance(main.shell.page(), IncomingPage)
    assert main.shell.page() is not page
