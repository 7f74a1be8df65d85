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
from db.models import Organisation, Person, Referral, Request
from desktop.exports.referral_letters import draw_answers, record_answers
from desktop.services.duplicates import Duplicates
from desktop.services.intake import Intake
from desktop.services.people import PersonDraft, PhoneDraft
from desktop.services.referrals_in import ReferralsIn, TakenIn
from desktop.services.requests import Requests
from desktop.ui.base.dialog import FormDialog
from tests.two_hubs import Laptop, laptops
from tests.ui.journey_hands import said
from tests.ui.referral_desk import Desk, desk  # noqa: F401
from tests.ui.window import main, records  # noqa: F401

PHONE = "020 7946 0161"


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


def take_in(desk: Desk, sender: str, name: str, need: str, **more: object) -> FormDialog:  # noqa: F811
    """Type a referral into the form of Coming in and save it; the form, where it has something to say."""
    desk.over("referrals_in")
    desk.press("Take one in")
    dialog: FormDialog = desk.front()
    desk.confirm(organisation_name=sender, new_name=name, phone=PHONE, need_code=need, **more)
    return dialog


def known(desk: Desk, dialog: FormDialog) -> None:  # noqa: F811
    """The form says who it may be; they are chosen in it, and it is saved."""
    words = dialog.form.problems()["person"]
    assert words.startswith("This may be Amina Yusuf, P-"), words
    lookup = dialog.form.editor("person").spec.lookup
    assert lookup is not None
    (found,) = lookup("Amina")
    desk.confirm(person=found)


def came(desk: Desk) -> dict[str, Referral]:  # noqa: F811
    """What came in, by its sender."""
    with desk.context.hub.store.read() as session:
        names = {one.id: one.name for one in session.query(Organisation)}
        found = {names[one.organisation_id]: one for one in session.query(Referral)}
        session.expunge_all()
    return found


def words_of(paper: bytes) -> str:
    """What a letter says."""
    pages = PdfReader(io.BytesIO(paper)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def letter(desk: Desk, key: str, path: Path) -> str:  # noqa: F811
    """Have the letter to a sender shown and save it; what it says. Looking alone tells nobody."""
    desk.over("referrals_in", key)
    shared = len(desk.recipients())
    desk.press("Letter to them")
    assert len(desk.recipients()) == shared
    words = words_of(desk.save_paper(path))
    assert len(desk.recipients()) == shared + 1
    return words


def test_three_refer_one_family_through_the_window(desk: Desk, tmp_path: Path) -> None:  # noqa: F811
    people = desk.holds(Person)
    take_in(desk, "Hillside School", "Amina Yusuf", "food_parcel", how=SentHow.POST, from_name="Ms Okafor")
    again = {"how": SentHow.EMAIL, "their_reference": "MLS/7"}
    known(desk, take_in(desk, "Mill Lane Surgery", "Amina Yusuf", "food_parcel", **again))
    known(desk, take_in(desk, "Children's Centre", "Zaid Yusuf", "activity_pack", how=SentHow.PHONE))
    assert desk.holds(Person) == people + 1
    found = came(desk)
    school, surgery, centre = found["Hillside School"], found["Mill Lane Surgery"], found["Children's Centre"]
    assert {one.person_id for one in found.values()} == {school.person_id}
    assert school.request_id == surgery.request_id != centre.request_id
    assert "They wait for a word from us" in headings(desk)

    desk.over("referrals_in", school.id)
    desk.press("It has ended")
    desk.confirm(outcome=ReferralOutcome.HELPED, note="A parcel every Friday.")
    words = letter(desk, school.id, tmp_path / "school.pdf")
    assert "Dear Ms Okafor" in words
    assert "Helped. A parcel every Friday." in words
    words = letter(desk, surgery.id, tmp_path / "surgery.pdf")
    assert "Your reference MLS/7" in words
    assert "Helped. A parcel every Friday." in words, "the same parcel, without typing it a second time"

    desk.over("referrals_in", centre.id)
    desk.press("It has ended")
    desk.confirm(outcome=ReferralOutcome.HELPED, note="The pack is with them.")
    desk.over("referrals_in", centre.id)
    desk.press("They were told by phone")
    assert desk.context.service(ReferralsIn).ids(desk.context.actor) == []
    assert "No referral is waiting for an answer." in said(desk.over("referrals_in"))
    ended = came(desk).values()
    assert {one.outcome for one in ended} == {ReferralOutcome.HELPED}
    assert all(one.answered_on for one in ended)


def test_somebody_else_of_the_number_is_taken_as_new_when_that_is_said(desk: Desk) -> None:  # noqa: F811
    take_in(desk, "Hillside School", "Amina Yusuf", "food_parcel")
    people = desk.holds(Person)
    dialog = take_in(desk, "Mill Lane Surgery", "Zaid Yusuf", "food_parcel")
    assert "This may be Amina Yusuf" in dialog.form.problems()["person"]
    assert desk.holds(Person) == people, "nothing is written while it is asked"
    desk.confirm(is_new=True)
    assert desk.holds(Person) == people + 1
    assert desk.holds(Referral) == 2


def headings(desk: Desk) -> list[str]:  # noqa: F811
    """Over which groups the list of Coming in stands."""
    return [one.title for one in desk.over("referrals_in").table.records().groups]
