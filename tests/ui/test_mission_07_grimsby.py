"""Mission row 7, Grimsby: a referral is sent and answered by paper or by file, with no account anywhere.

The gateway of the partner bodies was closed to outsiders. Here the form goes on paper and its answer is read
out over the phone; or a locked file goes on a stick and another one comes back.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.enums import Answer
from db.enums_referrals import ReferralOutcome, ReferralStatus, SentHow, StepKind
from db.models import Referral, SharingRecord
from desktop.services.referral_answers import End
from desktop.services.referral_replies import ReferralReplies, Reply
from desktop.services.referral_reply_files import Taken
from desktop.services.referral_sending import ReferralSending, SendingDraft
from desktop.services.referrals import ReferralDraft, Referrals
from desktop.services.referrals_in import ReferralsIn
from tests.two_hubs import Laptop, laptops


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
