"""Referrals out: nobody is passed on without a yes, every share is recorded, answers have a place."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from db.enums import Answer, CloseReason, LawfulBasis, Layer, PersonStatus, RequestStatus, Role, ShareKind
from db.enums_referrals import DeclineReason, Otherwise, ReferralOutcome, ReferralStatus, SentHow, StepKind
from db.models import Person, SharingRecord
from desktop.domain.errors import DomainError, NotAllowed, NotFound
from desktop.domain.referral_fields import Part
from desktop.services.base import Actor
from desktop.services.consents import Consents
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.needs import PRIVATE_LABEL
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.referral_paper import PRIVATE_ON_PAPER
from desktop.services.referral_replies import ReferralReplies, Reply
from desktop.services.referral_sending import ReferralSending, SendingDraft
from desktop.services.referrals import MOST_DAYS, ReferralDraft, ReferralFilter, Referrals
from desktop.services.requests import RequestDraft, Requests
from tests.hostile import MARKUP

BY_HAND = SendingDraft(SentHow.BY_HAND, "Handed in at Wharf House")
TODAY = date(2026, 11, 17)


@dataclass(frozen=True)
class Desk:
    """A hub with one person, one request, a council and a street group."""

    hub: OpenHub
    person: str
    request: str
    council: str
    street: str

    @property
    def actor(self) -> Actor:
        """Who is at the keyboard: every role."""
        return self.hub.actor

    def alone(self, *roles: Role) -> Actor:
        """Somebody else, with these roles only."""
        return Actor("b" * 32, "Somebody else", frozenset(roles))

    def draft(self, **values: object) -> ReferralDraft:
        """A referral to the council, agreed unless said otherwise."""
        begun = Referrals(self.hub.tools).from_request(self.actor, self.request)
        given = {"organisation_id": self.council, "agreed": Answer.YES} | values
        return replace(begun, **given)  # type: ignore[arg-type]

    def begun(self, **values: object) -> str:
        """A referral written down."""
        return Referrals(self.hub.tools).save(self.actor, self.draft(**values)).made

    def sent(self, how: SendingDraft = BY_HAND, **values: object) -> str:
        """A referral that went."""
        key = self.begun(**values)
        ReferralSending(self.hub.tools).send(self.actor, key, how)
        return key

    def status(self) -> RequestStatus:
        """Where the request stands."""
        return Requests(self.hub.tools).get(self.actor, self.request).status

    def shares(self) -> list[SharingRecord]:
        """Every line of the sharing log."""
        with self.hub.store.read() as session:
            return session.query(SharingRecord).order_by(SharingRecord.number).all()


@pytest.fixture
def desk(hub: OpenHub) -> Desk:
    home = HouseholdDraft(address_line1="Flat 3, 11 Lanthorn Row", town="Quayside", postcode="QX4 3DR")
    amina = PersonDraft(
        "Amina",
        last_name="Yusuf",
        phones=(PhoneDraft("07700 900144"),),
        household=home,
        language_code="so",
        communication_needs="Ask for an interpreter",
    )
    person = People(hub.tools).save(hub.actor, amina).made
    asked = RequestDraft(
        person, "form_filling", words="Damp and mould in both bedrooms.", caller_name="Oona Marsh"
    )
    request = Requests(hub.tools).save(hub.actor, asked).made
    bodies = Organisations(hub.tools)
    council = OrganisationDraft("Aldermouth District Council", Layer.STATUTORY, phone="01632 960402")
    return Desk(
        hub,
        person,
        request,
        bodies.save(hub.actor, council).made,
        bodies.save(
            hub.actor, OrganisationDraft("Castle Lane Neighbours", Layer.STREET, contact_name="Ann")
        ).made,
    )


def test_a_referral_goes_and_the_request_with_it(desk: Desk) -> None:
    key = desk.sent()
    held = Referrals(desk.hub.tools).get(desk.actor, key)
    assert held.reference == "F-0001"
    assert held.row.status is ReferralStatus.SENT
    assert held.row.chase_on == date(2026, 11, 19)
    assert held.agreed_on == TODAY
    assert [one.kind for one in held.steps] == [StepKind.AGREED, StepKind.SENT]
    request = Requests(desk.hub.tools).get(desk.actor, desk.request)
    assert (request.status, request.close_reason) == (RequestStatus.PASSED_ON, CloseReason.REFERRED_ON)
    assert held.draft.introducer == "Oona Marsh"


@pytest.mark.parametrize("answer", [Answer.NO, Answer.NOT_ASKED])
def test_nobody_goes_without_saying_yes_to_this_recipient(desk: Desk, answer: Answer) -> None:
    key = desk.begun(agreed=answer)
    Consents(desk.hub.tools).record(desk.actor, desk.person, Answer.YES, recipient_id=desk.street)
    for act in (
        lambda: ReferralSending(desk.hub.tools).send(desk.actor, key, BY_HAND),
        lambda: ReferralSending(desk.hub.tools).papers(desk.actor, [key]),
    ):
        with pytest.raises(DomainError, match="Amina"):
            act()
    assert desk.status() is RequestStatus.NEW
    assert desk.shares() == []


def test_a_yes_taken_back_stops_the_form_and_a_second_referral(desk: Desk) -> None:
    key = desk.sent()
    (said,) = Consents(desk.hub.tools).of(desk.actor, desk.person)
    Consents(desk.hub.tools).withdraw(desk.actor, said.id, "rang up")
    with pytest.raises(DomainError, match="took back"):
        ReferralSending(desk.hub.tools).papers(desk.actor, [key])


def test_another_basis_needs_a_reason_and_never_passes_over_a_no(desk: Desk) -> None:
    basis = LawfulBasis.LEGITIMATE_INTERESTS
    with pytest.raises(DomainError) as found:
        desk.begun(basis=basis, agreed=Answer.NOT_ASKED)
    assert found.value.field == "basis_reason"
    reasoned = {"basis": basis, "basis_reason": "The council asked for the list of flooded homes."}
    with pytest.raises(DomainError, match="said no"):
        desk.sent(agreed=Answer.NO, **reasoned)
    Consents(desk.hub.tools).record(
        desk.actor, desk.person, Answer.NOT_ASKED, recipient_id=desk.council, purpose="referral"
    )


def test_another_basis_goes_where_nobody_said_no(desk: Desk) -> None:
    key = desk.sent(
        agreed=Answer.NOT_ASKED,
        basis=LawfulBasis.PUBLIC_TASK,
        basis_reason="Flooded homes.",
    )
    (paper,) = ReferralSending(desk.hub.tools).papers(desk.alone(Role.COORDINATOR), [key])
    assert (paper.basis, paper.agreed_on) == (LawfulBasis.PUBLIC_TASK, None)


def test_only_the_lead_sets_a_no_aside_and_only_for_safety(desk: Desk) -> None:
    overruled = replace(BY_HAND, overrules=True)
    plain = {"agreed": Answer.NO, "basis_reason": "He may lose his life tonight."}
    key = desk.begun(basis=LawfulBasis.VITAL_INTERESTS, **plain)
    sending = ReferralSending(desk.hub.tools)
    with pytest.raises(NotAllowed):
        sending.send(desk.alone(Role.COORDINATOR), key, overruled)
    with pytest.raises(DomainError, match="protect"):
        desk.sent(overruled, basis=LawfulBasis.PUBLIC_TASK, **plain)
    sending.send(desk.actor, key, overruled)
    assert Referrals(desk.hub.tools).get(desk.actor, key).steps[-1].note.startswith("Despite")


def test_printing_changes_nothing_and_leaves_a_record(desk: Desk) -> None:
    key = desk.sent()
    before = Referrals(desk.hub.tools).get(desk.actor, key)
    sending = ReferralSending(desk.hub.tools)
    papers = sending.papers(desk.actor, [key])
    assert sending.papers(desk.actor, [key]) == papers
    done = sending.record_print(desk.actor, papers, "ab" * 32, "F-0001.pdf")
    assert done.txn == ""
    assert Referrals(desk.hub.tools).get(desk.actor, key) == before
    (share,) = desk.shares()
    assert (share.kind, share.recipient_id, share.people_count) == (ShareKind.PRINT, desk.council, 1)
    assert share.purpose == "Referral F-0001"
    assert share.file_hash == "ab" * 32
    assert Part.HEALTH.value not in share.fields


def test_what_was_shown_is_what_is_printed(desk: Desk) -> None:
    key = desk.begun()
    sending = ReferralSending(desk.hub.tools)
    papers = sending.papers(desk.actor, [key])
    Referrals(desk.hub.tools).save(desk.actor, desk.draft(words="Something else."), key)
    with pytest.raises(DomainError, match="changed meanwhile"):
        sending.record_print(desk.actor, papers, "ab" * 32, "x.pdf")
    assert desk.shares() == []


@pytest.mark.parametrize("how", [SentHow.PHONE, SentHow.EMAIL])
def test_what_is_told_by_phone_leaves_a_record_too(desk: Desk, how: SentHow) -> None:
    desk.sent(SendingDraft(how))
    assert [one.kind for one in desk.shares()] == [ShareKind.HANDOVER]


def test_health_goes_only_with_its_own_agreement_and_never_to_neighbours(desk: Desk) -> None:
    sending = ReferralSending(desk.hub.tools)
    every = {"fields": tuple(Part), "fields_reason": "They decide by age"}
    wanted = {"health_note": "Asthma", **every}
    (paper,) = sending.papers(desk.actor, [desk.begun(**wanted)])
    assert paper.health == ""
    (paper,) = sending.papers(desk.actor, [desk.begun(health_agreed=True, **wanted)])
    assert paper.health == "Asthma"
    with pytest.raises(DomainError, match="never gets this"):
        desk.begun(organisation_id=desk.street, **every)
    street = desk.begun(health_agreed=True, organisation_id=desk.street, health_note="Asthma")
    (paper,) = sending.papers(desk.actor, [street])
    assert (paper.health, paper.born) == ("", None)


def test_a_neighbour_gets_first_name_and_initial(desk: Desk) -> None:
    sending = ReferralSending(desk.hub.tools)
    (street,) = sending.papers(desk.actor, [desk.begun(organisation_id=desk.street)])
    (council,) = sending.papers(desk.actor, [desk.begun()])
    assert (street.name, council.name) == ("Amina Y.", "Amina Yusuf")
    assert council.address == "Flat 3, 11 Lanthorn Row, Quayside, QX4 3DR"


def test_the_safe_number_goes_and_no_other(desk: Desk) -> None:
    with desk.hub.store.write(desk.actor.user_id) as work:
        person = work.session.get_one(Person, desk.person)
        person.safe_number, person.safe_when, person.safe_message = "07700 900999", "After 3pm", Answer.NO
    (paper,) = ReferralSending(desk.hub.tools).papers(desk.actor, [desk.begun()])
    assert paper.phone == "07700 900999"
    assert paper.call_times == "After 3pm. Leave no message"


def test_a_private_need_is_named_to_few_and_never_on_paper(desk: Desk) -> None:
    key = desk.begun(need_code="domestic_abuse", words="He hits her.")
    other, referrals = desk.alone(Role.COORDINATOR), Referrals(desk.hub.tools)
    held = referrals.get(other, key)
    assert (held.row.need, held.draft.words, held.draft.need_code) == (PRIVATE_LABEL, "", "")
    assert referrals.rows(other, [key])[0].need == PRIVATE_LABEL
    with pytest.raises(NotAllowed):
        ReferralSending(desk.hub.tools).send(other, key, BY_HAND)
    (paper,) = ReferralSending(desk.hub.tools).papers(desk.actor, [key])
    assert paper.need == PRIVATE_ON_PAPER
    assert "hits" not in repr(paper)


def test_the_paper_names_the_language_as_people_do(desk: Desk) -> None:
    (paper,) = ReferralSending(desk.hub.tools).papers(desk.actor, [desk.begun()])
    assert paper.language == "Somali. Ask for an interpreter"


def test_nobody_goes_who_died_or_wants_no_contact(desk: Desk) -> None:
    key = desk.begun()
    for status in (PersonStatus.DECEASED, PersonStatus.DO_NOT_CONTACT):
        with desk.hub.store.write(desk.actor.user_id) as work:
            work.session.get_one(Person, desk.person).status = status
        with pytest.raises(DomainError):
            ReferralSending(desk.hub.tools).send(desk.actor, key, BY_HAND)


def test_one_request_is_with_one_body_at_a_time(desk: Desk) -> None:
    second = desk.begun(organisation_id=desk.street)
    desk.sent()
    with pytest.raises(DomainError, match="has this request already"):
        ReferralSending(desk.hub.tools).send(desk.actor, second, BY_HAND)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(StepKind.DECLINED, reason=DeclineReason.NO_CAPACITY, onward_name="Citizens Help Desk"),
        Reply(StepKind.RETURNED, note="Moved out of the district"),
        Reply(StepKind.WITHDRAWN, note="She changed her mind"),
        Reply(StepKind.COMPLETED, outcome=ReferralOutcome.NOT_HELPED),
    ],
    ids=lambda one: one.kind.value,
)
def test_the_request_comes_back_when_nobody_helps(desk: Desk, reply: Reply) -> None:
    key = desk.sent()
    ReferralReplies(desk.hub.tools).record(desk.actor, key, reply)
    request = Requests(desk.hub.tools).get(desk.actor, desk.request)
    assert (request.status, request.close_reason) == (RequestStatus.TRIAGED, None)
    held = Referrals(desk.hub.tools).get(desk.actor, key)
    assert held.row.chase_on is None
    assert held.onward == reply.onward_name
    desk.sent(organisation_id=desk.street)


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (ReferralOutcome.HELPED, RequestStatus.DONE),
        (ReferralOutcome.PARTLY_HELPED, RequestStatus.DONE),
        (ReferralOutcome.COULD_NOT_REACH, RequestStatus.CANCELLED),
    ],
)
def test_an_end_closes_the_request_as_it_ended(
    desk: Desk, outcome: ReferralOutcome, status: RequestStatus
) -> None:
    key, replies = desk.sent(), ReferralReplies(desk.hub.tools)
    replies.record(desk.actor, key, Reply(StepKind.ACKNOWLEDGED, who="Marcus Thorne"))
    held = Referrals(desk.hub.tools).get(desk.actor, key)
    assert (held.acknowledged_by, held.row.chase_on) == ("Marcus Thorne", date(2026, 11, 23))
    replies.record(desk.actor, key, Reply(StepKind.ACCEPTED))
    replies.record(desk.actor, key, Reply(StepKind.COMPLETED, outcome=outcome, otherwise=Otherwise.EMERGENCY))
    assert desk.status() is status
    for kind in (StepKind.PERSON_TOLD, StepKind.INTRODUCER_TOLD):
        replies.record(desk.actor, key, Reply(kind))
    held = Referrals(desk.hub.tools).get(desk.actor, key)
    assert (held.row.person_told_on, held.row.introducer_told_on) == (TODAY, TODAY)
    assert held.otherwise is Otherwise.EMERGENCY


def test_no_answer_and_never_got_it_are_chased_the_next_working_day(desk: Desk) -> None:
    key, replies = desk.sent(), ReferralReplies(desk.hub.tools)
    for kind in (StepKind.NO_ANSWER, StepKind.NEVER_GOT):
        replies.record(desk.actor, key, Reply(kind))
        held = Referrals(desk.hub.tools).get(desk.actor, key)
        assert (held.row.status, held.row.chase_on) == (ReferralStatus.SENT, date(2026, 11, 18))


@pytest.mark.parametrize(
    ("reply", "field"),
    [
        (Reply(StepKind.DECLINED), "reason"),
        (Reply(StepKind.COMPLETED), "outcome"),
        (Reply(StepKind.WITHDRAWN), "note"),
        (Reply(StepKind.ACKNOWLEDGED, on=date(2026, 11, 18)), "on"),
    ],
)
def test_an_answer_says_enough(desk: Desk, reply: Reply, field: str) -> None:
    key = desk.sent()
    with pytest.raises(DomainError) as found:
        ReferralReplies(desk.hub.tools).record(desk.actor, key, reply)
    assert found.value.field == field


def test_a_slip_is_found_by_its_number_however_it_is_typed(desk: Desk) -> None:
    key, replies = desk.sent(), ReferralReplies(desk.hub.tools)
    for typed in ("F-0001", "f1", " F 0001 ", "HK1*F-0001", "HK1*F-0001*1"):
        assert replies.by_reference(desk.actor, typed) == key
    for wrong in ("F-0999", "R-1", "nonsense"):
        with pytest.raises(NotFound):
            replies.by_reference(desk.actor, wrong)
    assert Referrals(desk.hub.tools).find(desk.actor, "F-0001") == [key]
    assert Referrals(desk.hub.tools).find(desk.actor, "yusuf") == [key]


def test_drafts_can_be_taken_off_and_what_went_cannot(desk: Desk) -> None:
    referrals = Referrals(desk.hub.tools)
    begun, sent = desk.begun(), desk.sent()
    referrals.void(desk.actor, begun, "Written twice")
    with pytest.raises(DomainError, match="Withdraw"):
        referrals.void(desk.actor, sent, "No")
    with pytest.raises(DomainError, match="went already"):
        referrals.save(desk.actor, desk.draft(), sent)
    assert referrals.ids(desk.actor, ReferralFilter()) == [sent]


def test_chase_dates_bring_a_referral_up(desk: Desk) -> None:
    key, referrals = desk.sent(), Referrals(desk.hub.tools)
    assert referrals.to_chase(desk.actor) == []
    referrals.set_chase(desk.actor, key, TODAY)
    assert referrals.to_chase(desk.actor) == [key]
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=MOST_DAYS + 1)):
        with pytest.raises(DomainError, match="from today on"):
            referrals.set_chase(desk.actor, key, day)


def test_any_words_are_kept(desk: Desk) -> None:
    sending = ReferralSending(desk.hub.tools)
    for text in MARKUP:
        key = desk.begun(words=text, wants=text, already_doing=text, safety_note=text, to_team=text)
        (paper,) = sending.papers(desk.actor, [key])
        assert paper.reference.startswith("F-")
