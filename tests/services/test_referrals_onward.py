"""Somebody who came in as a referral is passed on to a third body: what of its answer the first one hears."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.enums import Answer
from db.enums_referrals import ReferralOutcome, ReferralStatus, SentHow, StepKind
from db.models import NeedType, Referral, Request
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.referral_replies import ReferralReplies, Reply
from desktop.services.referral_sending import ReferralSending, SendingDraft
from desktop.services.referrals import ReferralDraft, Referrals
from desktop.services.referrals_in import ReferralsIn, TakenIn
from tests.two_hubs import Laptop, laptops

NEED = "gardening"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Laptop]:
    """The one in the middle."""
    with laptops(tmp_path, "Saltmarsh Hub") as (one,):
        yield one


@pytest.fixture
def came(hub: Laptop) -> str:
    """One that came in and was passed on."""
    tools, actor = hub.hub.tools, hub.hub.actor
    ivy = PersonDraft(first_name="Ivy", last_name="Marsh", phones=(PhoneDraft("020 7946 0155"),))
    taken = TakenIn(NEED, organisation_name="Phone Line", new_person=ivy, how=SentHow.POST)
    key: str = ReferralsIn(tools).take(actor, taken).made
    with hub.hub.store.read() as session:
        held = session.get_one(Referral, key)
        person, request = str(held.person_id), str(held.request_id)
    draft = ReferralDraft(hub.body("City Farm"), person, NEED, request_id=request, agreed=Answer.YES)
    onward = Referrals(tools).save(actor, draft).made
    ReferralSending(tools).send(actor, onward, SendingDraft(SentHow.PHONE))
    return key


def heard(hub: Laptop, came: str, note: str) -> tuple[ReferralStatus, str]:
    """What the first body is told once the last one has helped: how it stands, and the note with it."""
    tools, actor = hub.hub.tools, hub.hub.actor
    with hub.hub.store.read() as session:
        onward = session.query(Referral.id).filter(Referral.id != came).one()[0]
    helped = Reply(StepKind.COMPLETED, outcome=ReferralOutcome.HELPED, note=note)
    ReferralReplies(tools).record(actor, onward, helped)
    ReferralsIn(tools).told(actor, [came], SentHow.PHONE)
    with hub.hub.store.read() as session:
        held = session.get_one(Referral, came)
        return held.status, held.outcome_note


@pytest.mark.parametrize("note", ["The hedge is cut.", ""])
def test_the_first_hears_what_the_last_one_said_and_no_number_of_ours(
    hub: Laptop, came: str, note: str
) -> None:
    assert heard(hub, came, note) == (ReferralStatus.COMPLETED, note)


def test_words_about_a_private_need_stay_with_the_referral_they_were_said_of(hub: Laptop, came: str) -> None:
    with hub.hub.store.write(hub.hub.actor.user_id) as work:
        work.session.query(NeedType).filter(NeedType.code == NEED).one().is_private = True
    assert heard(hub, came, "She is safe.") == (ReferralStatus.COMPLETED, "")
    with hub.hub.store.read() as session:
        assert "safe" not in session.query(Request).one().close_note


def test_told_before_the_last_one_answered_the_first_hears_who_has_them(hub: Laptop, came: str) -> None:
    ReferralsIn(hub.hub.tools).told(hub.hub.actor, [came], SentHow.PHONE)
    with hub.hub.store.read() as session:
        held = session.get_one(Referral, came)
        onward = session.query(Referral).filter(Referral.id != came).one()
        assert (held.status, held.outcome_note) == (ReferralStatus.DECLINED, "")
        assert held.onward_id == onward.organisation_id
