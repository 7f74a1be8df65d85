"""Mission row 1, Thetford: street groups, the community centre and the district council pass people on.

A neighbour tells the hub of somebody; the street group walks the dog but cannot do more; what it cannot do
goes to the council, with a yes that names it, an acknowledgement by phone and an outcome by slip; the
neighbour and the person hear how it ended.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.enums import Answer, Layer, RequestStatus
from db.enums_referrals import DeclineReason, Otherwise, ReferralOutcome, ReferralStatus, StepKind
from db.models import SharingRecord
from db.queries.referrals import ReferralFilter
from desktop.context import AppContext
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.referrals import Referrals
from desktop.services.requests import RequestDraft, Requests
from desktop.ui.base.dialog import FormDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.preview.dialog import PreviewDialog
from desktop.ui.referrals.page import ReferralsPage
from tests.ui.journey_hands import said
from tests.ui.taken_calls import take_call
from tests.ui.window import main, records  # noqa: F401


class Hands:
    """What somebody does on the page of referrals."""

    def __init__(self, main: MainWindow, context: AppContext, settle: Callable[[], None]) -> None:  # noqa: F811
        self.main, self.context, self.settle = main, context, settle

    def page(self, item: object = None) -> ReferralsPage:
        """The page, perhaps with something put forward."""
        found = self.main.shell.go_to("referrals", item)
        self.settle()
        assert isinstance(found, ReferralsPage)
        return found

    def dialog(self) -> FormDialog:
        """The form that is open."""
        return next(one for one in self.main.shell.findChildren(FormDialog) if one.isVisible())

    def confirm(self, **answers: object) -> None:
        """Answer the form that is open and press its main button."""
        dialog = self.dialog()
        dialog.form.set_values(answers)
        dialog.primary.click()
        self.settle()

    def pass_on(self, request: str, to: str, agreed: Answer = Answer.YES) -> str:
        """Begin a referral from a request and fill in its form."""
        self.page(f"request:{request}")
        self.confirm(organisation_id=to, agreed=agreed)
        (key,) = self.context.service(Referrals).ids(
            self.context.actor, ReferralFilter(request_id=request, statuses=(ReferralStatus.DRAFT,))
        )
        return key

    def send(self, key: str) -> None:
        """Send it by hand."""
        self.page(key).on_action("send")
        self.confirm(how="by_hand", note="Handed in at the front desk")


@pytest.fixture
def hands(main: MainWindow, context: AppContext, settle: Callable[[], None]) -> Hands:  # noqa: F811
    """Hands at the keyboard."""
    return Hands(main, context, settle)


@dataclass(frozen=True)
class Town:
    """Keys of the street group, the council, Ruth's request."""

    street: str
    council: str
    request: str


@pytest.fixture
def town(context: AppContext) -> Town:
    """Ruth broke her wrist and has a dog; a neighbour told the hub."""
    actor, bodies = context.actor, context.service(Organisations)
    group = OrganisationDraft("Castle Lane Neighbours", Layer.STREET, contact_name="Ann Petch")
    council = OrganisationDraft("Breckland District Council", Layer.STATUTORY, phone="01632 960402")
    ruth = PersonDraft("Ruth", last_name="Penhaligon", phones=(PhoneDraft("07700 900733"),))
    person = context.service(People).save(actor, ruth).made
    asked = RequestDraft(person, "dog_walking", words="A broken wrist.", caller_name="Oona Marsh")
    return Town(
        bodies.save(actor, group).made,
        bodies.save(actor, council).made,
        context.service(Requests).save(actor, asked).made,
    )


def test_nobody_goes_without_a_yes_and_a_no_brings_the_request_back(
    hands: Hands, context: AppContext, town: Town
) -> None:
    actor, requests, referrals = context.actor, context.service(Requests), context.service(Referrals)
    key = hands.pass_on(town.request, town.street, Answer.NOT_ASKED)
    hands.send(key)
    assert "not been asked" in said(hands.dialog())
    hands.dialog().reject()
    page = hands.page(key)
    page.open_form(key)
    hands.settle()
    hands.confirm(agreed=Answer.YES)
    hands.send(key)
    assert referrals.get(actor, key).row.status is ReferralStatus.SENT
    assert requests.get(actor, town.request).status is RequestStatus.PASSED_ON
    assert "Ruth agreed" in said(page.pane)

    page.pane.heard.emit(StepKind.DECLINED)
    hands.settle()
    hands.confirm(reason=DeclineReason.NOT_WHAT_WE_DO, onward_id=town.council)
    assert referrals.get(actor, key).onward == "Breckland District Council"
    assert requests.get(actor, town.request).status is RequestStatus.TRIAGED


def test_looking_at_the_form_leaves_no_record_and_printing_does(
    hands: Hands, context: AppContext, town: Town
) -> None:
    key = hands.pass_on(town.request, town.council)
    hands.send(key)
    hands.page(key).on_action("print_form")
    hands.settle()
    preview = next(one for one in hands.main.shell.findChildren(PreviewDialog) if one.isVisible())
    with context.hub.store.read() as session:
        assert session.query(SharingRecord).count() == 0
    preview.document.leave("F-0001.pdf", lambda: None)
    with context.hub.store.read() as session:
        (record,) = session.query(SharingRecord)
        assert (record.recipient_id, record.purpose) == (town.council, "Referral F-0001")
    preview.close()


def test_the_council_has_it_helps_and_everybody_hears_how_it_ended(
    hands: Hands, context: AppContext, town: Town, qtbot: QtBot
) -> None:
    actor, referrals = context.actor, context.service(Referrals)
    key = hands.pass_on(town.request, town.council)
    hands.send(key)
    page = hands.page(key)
    assert page.pane.answers is not None
    qtbot.keyClick(page.pane.answers.buttons[0], Qt.Key.Key_Y)
    hands.settle()
    hands.confirm(who="Marcus Thorne")
    held = referrals.get(actor, key)
    assert (held.row.status, held.acknowledged_by) == (ReferralStatus.ACKNOWLEDGED, "Marcus Thorne")
    assert "Marcus Thorne" in said(page.pane)

    page.ask_slip("HK1*F-0001")
    hands.dialog().primary.click()
    hands.settle()
    assert page.table.current_id() == key
    page.on_action("ends")
    hands.settle()
    hands.confirm(outcome=ReferralOutcome.HELPED, otherwise=Otherwise.GONE_WITHOUT)
    assert context.service(Requests).get(actor, town.request).status is RequestStatus.DONE

    page = hands.page(key)
    for act in ("told", "introducer_told"):
        page.on_action(act)
        hands.settle()
        hands.confirm()
    held = referrals.get(actor, key)
    assert held.row.person_told_on is not None
    assert held.row.introducer_told_on is not None
    assert held.draft.introducer == "Oona Marsh"


def test_from_the_call_to_the_last_word(hands: Hands, context: AppContext, town: Town, qtbot: QtBot) -> None:
    request = take_call(hands.main, hands.settle, qtbot, "Elsie Bloom", "dog_walking", "A new hip.")
    taken = context.service(Requests).get(context.actor, request)
    assert (taken.status, taken.draft.words) == (RequestStatus.NEW, "A new hip.")
    key = hands.pass_on(request, town.council)
    hands.send(key)
    page = hands.page(key)
    assert page.pane.answers is not None
    qtbot.keyClick(page.pane.answers.buttons[0], Qt.Key.Key_Y)
    hands.settle()
    hands.confirm(who="Marcus Thorne")
    page.on_action("ends")
    hands.settle()
    hands.confirm(outcome=ReferralOutcome.HELPED, note="A walker comes on Tuesdays.")
    page = hands.page(key)
    for act in ("told", "introducer_told"):
        page.on_action(act)
        hands.settle()
        hands.confirm()
    words = said(hands.page(key).pane)
    for line in ("Elsie", "Marcus Thorne", "A walker comes on Tuesdays."):
        assert line in words, line
    held = context.service(Referrals).get(context.actor, key)
    assert held.draft.introducer == "Nia Prys sister"
    assert held.row.person_told_on is not None
    assert held.row.introducer_told_on is not None
    assert context.service(Requests).get(context.actor, request).status is RequestStatus.DONE


def test_no_answer_moves_the_chase_to_the_next_working_day(
    hands: Hands, context: AppContext, town: Town, qtbot: QtBot
) -> None:
    key = hands.pass_on(town.request, town.street)
    hands.send(key)
    page = hands.page(key)
    assert page.pane.answers is not None
    qtbot.keyClick(page.pane.answers.buttons[0], Qt.Key.Key_A)
    hands.settle()
    held = context.service(Referrals).get(context.actor, key)
    assert str(held.row.chase_on) == "2026-11-18"
    assert held.steps[-1].kind is StepKind.NO_ANSWER
