"""Mission row 11, Wirral: the council's hub supplies and groups deliver; volunteers are placed with partners.

Parcels go to a group that carries them to the door, several on one cover; what the group has room for falls
with each; what came of them closes the request. A voucher is a matter of steps, not of a door. Hundreds of
volunteers are placed with partners, and a placement clears nobody for the hub's own tasks.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from db.enums import Answer, Layer, RequestStatus, VolunteerStatus
from db.enums_referrals import ReferralOutcome, SentHow, StepKind
from db.enums_services import FoodCulture
from desktop.context import AppContext
from desktop.services.casework import Casework
from desktop.services.consents import Consents
from desktop.services.directory import Directory, ServiceDraft
from desktop.services.journey import Journey
from desktop.services.needs import Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.volunteers import VolunteerDraft, Volunteers
from desktop.ui.base.dialog import FormDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.organisations.directory_page import PASS, DirectoryPage
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.referrals.page import ReferralsPage
from desktop.ui.referrals.pass_on import PassOnDialog
from desktop.ui.requests.casework import CASEWORK
from desktop.ui.requests.page import RequestsPage
from desktop.ui.volunteers.journey_pane import PLACE
from desktop.ui.volunteers.page import VolunteersPage
from tests.ui.journey_hands import said
from tests.ui.window import Records, main, records  # noqa: F401

Wait = Callable[[], None]
TODAY = date(2026, 11, 17)


@pytest.fixture
def pantry(context: AppContext) -> tuple[str, str]:
    """A group that delivers eight parcels a week: keys of it and its service."""
    body = OrganisationDraft("Millside Pantry", Layer.ANCHOR, contact_name="Ann")
    key = context.service(Organisations).save(context.actor, body).made
    needs = {one.code: one.id for one in context.service(Needs).all(context.actor)}
    service = ServiceDraft(
        key,
        "Parcels to the door",
        need_ids=frozenset({needs["food_parcel"]}),
        everywhere=True,
        food_cultures=(FoodCulture.HALAL,),
        delivers=True,
        capacity_week=8,
        verified_on=date(2026, 11, 2),
    )
    return key, context.service(Directory).save(context.actor, service).made


def asks(context: AppContext, name: str, body: str) -> str:
    """A parcel for somebody who agreed to be passed to a group."""
    actor = context.actor
    person = context.service(People).save(actor, PersonDraft(name, last_name="Frith")).made
    context.service(Consents).record(actor, person, Answer.YES, recipient_id=body, purpose="referral")
    draft = RequestDraft(person, "food_parcel", words="A parcel for two.", items="Halal")
    return context.service(Requests).save(actor, draft).made


def dialog_of(page: QWidget) -> FormDialog:
    """The dialog open over a page."""
    (found,) = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    return found


def room(context: AppContext, service: str) -> int | None:
    """What the directory says is left of a service this week."""
    (listed,) = context.service(Directory).rows(context.actor, [service])
    return listed.left


def end(page: ReferralsPage, key: str, settle: Wait) -> None:
    """Write down that a referral ended well, through its dialog."""
    page.show_record(key)
    settle()
    page.ask_reply(key, StepKind.COMPLETED)
    settle()
    dialog = dialog_of(page)
    dialog.form.editor("outcome").set_value(ReferralOutcome.HELPED)
    dialog.primary.click()
    settle()


def test_parcels_go_to_a_group_that_delivers_and_its_room_falls(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    pantry: tuple[str, str],
    settle: Wait,
    tmp_path: Path,
) -> None:
    body, service = pantry
    keys = [asks(context, name, body) for name in ("Colin", "Iris", "Ann")]
    assert room(context, service) == 8
    page = main.shell.go_to("referrals", "list:" + ",".join(keys))
    settle()
    assert isinstance(page, ReferralsPage)
    dialog = page.findChild(PassOnDialog)
    assert dialog is not None
    dialog.form.set_values({"organisation_id": body, "how": SentHow.BY_HAND, "note": "With the van"})
    dialog.look()
    settle()
    assert dialog.said.text() == "3 of 3 go."
    dialog.primary.click()
    settle()
    preview = page.window().findChild(PreviewDialog)
    assert preview is not None
    assert preview.document.title == "3 referrals"
    assert room(context, service) == 8, "nothing has left yet"
    paper = tmp_path / "referrals.pdf"
    preview.document.leave(paper.name, lambda: paper.write_bytes(preview.document.content))
    preview.close()
    settle()
    assert room(context, service) == 5
    for key in list(page.table.records().ids):
        end(page, key, settle)
    requests = context.service(Requests)
    assert {requests.get(context.actor, key).status for key in keys} == {RequestStatus.DONE}


def test_one_is_passed_on_from_the_card_of_the_service(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    pantry: tuple[str, str],
    settle: Wait,
) -> None:
    _body, service = pantry
    main._open_over("directory", service)
    settle()
    directory = main.shell.page()
    assert isinstance(directory, DirectoryPage)
    directory.on_action(PASS)
    settle()
    page = main.shell.page()
    assert isinstance(page, ReferralsPage)
    form = dialog_of(page).form
    assert form.editor("organisation_id").value() == pantry[0]
    assert form.editor("need_code").value() == "food_parcel"
    assert form.editor("service").value()[0] == service


def test_a_voucher_is_worked_through_by_its_steps(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    records: Records,  # noqa: F811
    settle: Wait,
) -> None:
    page = main.shell.go_to("requests", records.request)
    settle()
    assert isinstance(page, RequestsPage)
    page.on_action(CASEWORK)
    settle()
    dialog = dialog_of(page)
    dialog.form.set_values({"checklist": "vouchers"})
    dialog.primary.click()
    settle()
    steps = context.service(Casework).of(context.actor, records.request)
    assert f"0 of {len(steps)} settled" in said(page.pane)


def test_volunteers_are_placed_with_partners_and_nobody_is_cleared_by_it(
    main: MainWindow,  # noqa: F811
    context: AppContext,
    pantry: tuple[str, str],
    settle: Wait,
) -> None:
    volunteers, actor = context.service(Volunteers), context.actor
    keys = [
        volunteers.save(
            actor,
            VolunteerDraft(
                person=PersonDraft(name, last_name="Haddad", phones=(PhoneDraft("07700 900552"),))
            ),
        ).made
        for name in ("Omar", "Leila", "Sami")
    ]
    for key in keys:
        page = main.shell.go_to("volunteers", key)
        settle()
        assert isinstance(page, VolunteersPage)
        page.on_action(PLACE)
        settle()
        dialog = dialog_of(page)
        dialog.form.set_values({"with_id": pantry[0], "on_date": TODAY})
        dialog.primary.click()
        settle()
        assert "Placed with Millside Pantry" in said(page.pane)
    journey = context.service(Journey)
    for key in keys:
        placed = journey.of(actor, key).placed
        assert placed is not None
        assert placed.with_name == "Millside Pantry"
        assert volunteers.get(actor, key).status is VolunteerStatus.APPLIED
