"""Mission row 7, Grimsby: a referral is sent and answered by paper or by file, with no account anywhere.

The gateway of the partner bodies was closed to outsiders. Here the form goes on paper and its answer is read
out over the phone; or a locked file goes on a stick and another one comes back.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.enums import Answer, Layer, RequestStatus
from db.enums_referrals import ReferralOutcome, ReferralStatus, SentHow, StepKind
from db.models import Referral, SharingRecord
from desktop.context import AppContext
from desktop.services.consents import Consents
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.referral_answers import End
from desktop.services.referral_replies import ReferralReplies, Reply
from desktop.services.referral_reply_files import Taken
from desktop.services.referral_sending import ReferralSending, SendingDraft
from desktop.services.referrals import ReferralDraft, Referrals
from desktop.services.referrals_in import ReferralsIn
from desktop.services.requests import Requests
from desktop.services.wordings import SHARE
from desktop.ui.base.button import Button
from tests.two_hubs import PASSWORD, Laptop, laptops
from tests.ui.journey_hands import said
from tests.ui.referral_desk import Desk, desk  # noqa: F401
from tests.ui.window import Records, main, records  # noqa: F401


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Laptop, Laptop]]:
    """A hub and a partner with a laptop of its own."""
    with laptops(tmp_path, "Harbour Hub", "Fishdock Trust") as (one, other):
        yield one, other


def test_on_paper_and_back_over_the_phone(pair: tuple[Laptop, Laptop]) -> None:
    one, _ = pair
    to = one.body("Fishdock Trust")
    draft = ReferralDraft(to, one.person(), "debt_and_benefits", words="Rent.", agreed=Answer.YES)
    key = Referrals(one.hub.tools).save(one.hub.actor, draft).made
    sending, replies = ReferralSending(one.hub.tools), ReferralReplies(one.hub.tools)
    papers = sending.papers(one.hub.actor, [key])
    sending.record_print(one.hub.actor, papers, "0" * 64, "Form")
    sending.send(one.hub.actor, key, SendingDraft(SentHow.BY_HAND, "Handed in"))
    assert replies.by_reference(one.hub.actor, papers[0].reference.lower()) == key
    replies.record(one.hub.actor, key, Reply(StepKind.ACKNOWLEDGED, who="Sam Rook"))
    replies.record(one.hub.actor, key, Reply(StepKind.COMPLETED, outcome=ReferralOutcome.HELPED))
    with one.hub.store.read() as session:
        assert session.get_one(Referral, key).outcome is ReferralOutcome.HELPED
        assert session.query(SharingRecord).one().recipient_name == "Fishdock Trust"


def test_by_file_and_back_by_file(pair: tuple[Laptop, Laptop]) -> None:
    one, other = pair
    key = one.pass_on(one.person(), one.body("Fishdock Trust"), "debt_and_benefits", "Rent.")
    other.take_referrals(one.file_of([key]), other.body("Harbour Hub"))
    service = ReferralsIn(other.hub.tools)
    (there,) = service.ids(other.hub.actor)
    service.accept(other.hub.actor, [there])
    first = other.answer([there])
    service.end(other.hub.actor, there, End(ReferralStatus.COMPLETED, ReferralOutcome.HELPED, "A plan."))
    last = other.answer([there])
    assert [line.taken for line in one.take_answers(last).lines] == [Taken.APPLIED]
    assert [line.taken for line in one.take_answers(first).lines] == [Taken.KNOWN], "the stick was late"
    with one.hub.store.read() as session:
        held = session.get_one(Referral, key)
        assert (held.status, held.outcome_note) == (ReferralStatus.COMPLETED, "A plan.")
    with other.hub.store.read() as session:
        assert {record.recipient_name for record in session.query(SharingRecord)} == {"Harbour Hub"}


@pytest.fixture
def trust(context: AppContext) -> str:
    """The partner's key."""
    draft = OrganisationDraft("Fishdock Trust", Layer.ANCHOR, contact_name="Sam Rook", phone="020 7946 0900")
    return context.service(Organisations).save(context.actor, draft).made


def test_on_paper_through_the_window(
    desk: Desk,  # noqa: F811
    records: Records,  # noqa: F811
    trust: str,
    tmp_path: Path,
) -> None:
    desk.page("referrals", f"request:{records.request}")
    desk.confirm(organisation_id=trust, agreed=Answer.YES)
    key = desk.referral().id
    desk.page("referrals", key).on_action("send")
    desk.settle()
    desk.confirm(how=SentHow.BY_HAND, note="Handed in at the dock gate")
    desk.page("referrals", key).on_action("print_form")
    desk.settle()
    assert desk.save_paper(tmp_path / "form.pdf").startswith(b"%PDF")
    assert desk.recipients() == [("Fishdock Trust", "Referral F-0001")]

    page = desk.page("referrals")
    page.slip_button.click()
    desk.settle()
    desk.confirm(number="f-0001")
    assert page.table.current_id() == key
    page.pane.heard.emit(StepKind.ACKNOWLEDGED)
    desk.settle()
    desk.confirm(who="Sam Rook")
    page.on_action("ends")
    desk.settle()
    desk.confirm(outcome=ReferralOutcome.HELPED, note="A parcel every Friday.")
    held = desk.referral()
    assert (held.status, held.outcome) == (ReferralStatus.COMPLETED, ReferralOutcome.HELPED)
    requests, actor = desk.context.service(Requests), desk.context.actor
    assert requests.get(actor, records.request).status is RequestStatus.DONE
    assert "A parcel every Friday." in said(desk.page("referrals", key).pane)


def answered_by(other: Laptop, sent: Path, sender: str) -> Path:
    """The file a partner sends back once it has taken a list in, accepted it and helped."""
    other.take_referrals(sent, other.body(sender))
    service = ReferralsIn(other.hub.tools)
    (there,) = service.ids(other.hub.actor)
    service.accept(other.hub.actor, [there])
    end = End(ReferralStatus.COMPLETED, ReferralOutcome.HELPED, "A parcel every Friday.")
    service.end(other.hub.actor, there, end)
    return other.answer([there])


def test_by_file_through_the_window(
    desk: Desk,  # noqa: F811
    records: Records,  # noqa: F811
    trust: str,
    tmp_path: Path,
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    consents, actor = desk.context.service(Consents), desk.context.actor
    consents.record(actor, records.jean, Answer.YES, recipient_id=trust, purpose=SHARE)
    desk.page("referrals", f"list:{records.request}")
    desk.pass_on_by_file(stick, organisation_id=trust, password=PASSWORD)
    (sent,) = stick.iterdir()
    assert desk.referral().status is ReferralStatus.SENT
    assert [name for name, _ in desk.recipients()] == ["Fishdock Trust"]

    (tmp_path / "partners").mkdir()
    with laptops(tmp_path / "partners", "Fishdock Trust") as (other,):
        answered = answered_by(other, sent, desk.context.facts().name)

    going = desk.page("referrals")
    next(one for one in going.toolbar.findChildren(Button) if one.text() == "Coming in").click()
    desk.settle()
    looking = desk.look_at_file(answered, password=PASSWORD)
    assert desk.referral().status is ReferralStatus.SENT, "it is looked at first"
    looking.primary.click()
    desk.settle()
    held = desk.referral()
    assert (held.status, held.outcome_note) == (ReferralStatus.COMPLETED, "A parcel every Friday.")
    assert "A parcel every Friday." in said(desk.page("referrals", held.id).pane)
