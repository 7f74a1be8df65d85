"""Mission row 5, Coventry: a pantry with referrals from schools, GPs and children's centres.

Anybody may refer, by phone or on paper, with the least there is to say; whoever two bodies refer is one
person with one request for one thing, so that nobody gets two parcels, and both bodies hear.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from db.enums import CloseReason, Layer
from db.enums_referrals import ReferralOutcome, ReferralStatus, SentHow
from db.models import Person, Referral, Request
from desktop.exports.referral_letters import draw_answers, record_answers
from desktop.services.duplicates import Duplicates
from desktop.services.intake import Intake
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.referrals_in import ReferralsIn, TakenIn
from desktop.services.requests import Requests
from tests.two_hubs import Laptop, laptops


@pytest.fixture
def pantry(tmp_path: Path) -> Iterator[Laptop]:
    """The pantry's laptop."""
    with laptops(tmp_path, "Pantry") as (one,):
        yield one


def test_a_school_a_surgery_and_a_childrens_centre_refer_one_family(pantry: Laptop) -> None:
    service, actor = ReferralsIn(pantry.hub.tools), pantry.hub.actor
    family = PersonDraft(first_name="Jean", last_name="Mallory", phones=(PhoneDraft("020 7946 0147"),))
    school = TakenIn(
        "food_parcel", organisation_name="Hillside School", from_name="Ms Okafor", new_person=family
    )
    first = service.take(actor, school).made
    with pantry.hub.store.read() as session:
        person, request = session.query(Person).one().id, session.query(Request).one().id
    assert [one.id for one in Intake(pantry.hub.tools).alike(actor, person, "food_parcel")] == [request]
    surgery = TakenIn(
        "food_parcel",
        organisation_name="Mill Lane Surgery",
        person_id=person,
        request_id=request,
        how=SentHow.POST,
        their_reference="MLS/7",
    )
    second = service.take(actor, surgery).made
    centre = TakenIn(
        "activity_pack", organisation_name="Children's Centre", layer=Layer.STATUTORY, person_id=person
    )
    third = service.take(actor, centre).made
    with pantry.hub.store.read() as session:
        assert session.query(Person).count() == 1
        assert session.query(Request).count() == 2, "one parcel and one pack, whoever asks"
        assert session.query(Referral).count() == 3

    Requests(pantry.hub.tools).close(actor, request, CloseReason.MET, "A parcel every Friday.")
    drawn = draw_answers(pantry.hub.tools, actor, [first, second])
    words = " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(drawn.content)).pages).split()
    )
    assert "Dear Ms Okafor" in words
    assert "Your reference MLS/7" in words
    assert words.count("Helped. A parcel every Friday.") == 2
    record_answers(pantry.hub.tools, actor, drawn, "Letters", lambda: None)
    with pantry.hub.store.read() as session:
        for key in (first, second):
            held = session.get_one(Referral, key)
            assert (held.status, held.outcome) == (ReferralStatus.COMPLETED, ReferralOutcome.HELPED)
            assert held.answered_on is not None
    assert service.ids(actor) == [third]
    assert Duplicates(pantry.hub.tools).scan(actor) == []
