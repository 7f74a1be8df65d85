"""Who goes in a handover, what is said of them, and the record it leaves."""

from datetime import date

import pytest

from db.enums import (
    Answer,
    Channel,
    ContactOutcome,
    Direction,
    LawfulBasis,
    Layer,
    PersonStatus,
    Role,
    ShareKind,
    TaskOutcome,
    TaskStatus,
)
from db.models import ContactAttempt, Organisation, Task, Volunteer
from db.queries.sharing import SharingFilter
from desktop.domain.errors import DomainError, NotAllowed, NotFound
from desktop.services.base import Actor
from desktop.services.consents import Consents
from desktop.services.handovers import Ask, HandoverFilter, Handovers, LeftOut, Overrule, Per
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft
from desktop.services.sharing_log import LeftOutPerson, NumberTaken, Share, SharingLog

CONSENT, LAW = LawfulBasis.CONSENT, LawfulBasis.PUBLIC_TASK
HOME = HouseholdDraft(
    address_line1="14 Ferrygate Close", postcode="QX4 2LB", size=1, food_needs="Halal", access_note="Key 4711"
)


@pytest.fixture
def council(hub: OpenHub) -> str:
    draft = OrganisationDraft("Riverbank Council", Layer.STATUTORY, agreement="SA-01")
    return Organisations(hub.tools).save(hub.actor, draft).made


def person(hub: OpenHub, first: str = "Jean", **more: object) -> str:
    """Somebody with a number and an address."""
    held: dict[str, object] = {"phones": (PhoneDraft("020 7946 0147"),), "household": HOME} | more
    return People(hub.tools).save(hub.actor, PersonDraft(first, last_name="Mallory", **held)).made  # type: ignore[arg-type]


def answer(hub: OpenHub, person_id: str, said: Answer, council: str) -> str:
    return Consents(hub.tools).record(hub.actor, person_id, said, recipient_id=council, purpose="share").made


def call(hub: OpenHub, person_id: str, need: str, words: str = "") -> str:
    draft = CallDraft(RequestDraft(person_id, need, words=words))
    return Intake(hub.tools).save(hub.actor, draft).made


def test_with_consent_only_a_standing_yes_naming_the_recipient_goes(hub: OpenHub, council: str) -> None:
    other = Organisations(hub.tools).save(hub.actor, OrganisationDraft("Mill Green Hub")).made
    yes, no, silent, elsewhere, back = (
        person(hub, name) for name in ("Yes", "No", "Silent", "Other", "Back")
    )
    answer(hub, yes, Answer.YES, council)
    answer(hub, no, Answer.NO, council)
    answer(hub, elsewhere, Answer.YES, other)
    Consents(hub.tools).withdraw(hub.actor, answer(hub, back, Answer.YES, council), "by phone")
    scope = Handovers(hub.tools).scope(hub.actor, council, CONSENT)
    assert scope.inside == (yes,)
    assert scope.left_out == (
        (no, "No Mallory", LeftOut.SAID_NO),
        (silent, "Silent Mallory", LeftOut.NOT_ASKED),
        (elsewhere, "Other Mallory", LeftOut.NOT_ASKED),
        (back, "Back Mallory", LeftOut.WITHDRAWN),
    )
    on_law = Handovers(hub.tools).scope(hub.actor, council, LAW)
    assert set(on_law.inside) == {yes, silent, elsewhere}
    assert on_law.counts == {LeftOut.SAID_NO: 1, LeftOut.WITHDRAWN: 1}


def test_the_dead_and_the_voided_stay_out_and_objections_give_way_to_law_alone(
    hub: OpenHub, council: str
) -> None:
    gone = person(hub, "Dead", status=PersonStatus.DECEASED)
    quiet = person(hub, "Quiet", status=PersonStatus.DO_NOT_CONTACT)
    People(hub.tools).void(hub.actor, person(hub, "Void"), "Twice")
    handovers = Handovers(hub.tools)
    assert handovers.scope(hub.actor, council, LAW).counts == {
        LeftOut.DECEASED: 1,
        LeftOut.DO_NOT_CONTACT: 1,
    }
    assert handovers.scope(hub.actor, council, LawfulBasis.LEGAL_OBLIGATION).inside == (quiet,)
    assert gone not in handovers.scope(hub.actor, council, LawfulBasis.VITAL_INTERESTS).inside


def test_who_only_volunteers_is_not_in_scope_and_who_is_helped_too_is(hub: OpenHub, council: str) -> None:
    helper, both = person(hub, "Helper"), person(hub, "Both")
    with hub.store.write(hub.actor.user_id) as work:
        work.add(Volunteer(number=1, person_id=helper), Volunteer(number=2, person_id=both))
    call(hub, both, "shopping")
    handovers = Handovers(hub.tools)
    assert handovers.scope(hub.actor, council, LAW).inside == (both,)
    assert handovers.scope(hub.actor, council, LAW, HandoverFilter(among=(helper,))).inside == (helper,)


def test_the_filter_narrows_the_scope(hub: OpenHub, council: str) -> None:
    shopper, idle = person(hub, "Shopper"), person(hub, "Idle")
    call(hub, shopper, "shopping")
    call(hub, shopper, "prescription")
    handovers = Handovers(hub.tools)

    def inside(wanted: HandoverFilter) -> tuple[str, ...]:
        return handovers.scope(hub.actor, council, LAW, wanted).inside

    assert inside(HandoverFilter()) == (shopper, idle)
    assert inside(HandoverFilter(with_requests=True)) == (shopper,)
    assert inside(HandoverFilter(need_codes=("hot_meal",))) == ()
    assert inside(HandoverFilter(area_ids=("f" * 32,))) == ()
    ask = Ask(council, LAW, HandoverFilter(need_codes=("shopping",)))
    needs = [row["need"] for row in handovers.gather(hub.actor, ask).rows.tables["people"]]
    assert needs == ["Shopping"]
    closed = HandoverFilter(stage="closed", with_requests=True)
    assert inside(closed) == ()


def test_a_no_is_set_aside_only_by_the_lead_with_a_reason_for_life_or_safety(
    hub: OpenHub, council: str
) -> None:
    refused, by_hand = person(hub, "Refused"), person(hub, "Hand")
    answer(hub, refused, Answer.NO, council)
    handovers = Handovers(hub.tools)
    overrule = Overrule(frozenset({refused}), "Not seen for six days")
    worker = Actor(hub.actor.user_id, "Yusuf", frozenset({Role.COORDINATOR}))
    vital = LawfulBasis.VITAL_INTERESTS
    with pytest.raises(NotAllowed, match="safeguarding lead"):
        handovers.scope(worker, council, vital, overrule=overrule)
    with pytest.raises(DomainError, match="life or safety"):
        handovers.scope(hub.actor, council, LAW, overrule=overrule)
    with pytest.raises(DomainError, match="Say why"):
        handovers.scope(hub.actor, council, vital, overrule=Overrule(frozenset({refused}), " "))
    scope = handovers.scope(hub.actor, council, vital, without=frozenset({by_hand}), overrule=overrule)
    assert (scope.inside, scope.overruled) == ((refused,), ((refused, "Refused Mallory"),))
    assert scope.counts == {LeftOut.POINTS_TO_ONE: 1}
    ask = Ask(council, vital, without=frozenset({by_hand}), overrule=overrule)
    made = handovers.record(hub.actor, ask, scope, share(), lambda: None)
    held = SharingLog(hub.tools).get(hub.actor, made.made).share
    assert "Refused Mallory" in held.reason
    assert "Not seen for six days" in held.reason
    assert held.left_out == (LeftOutPerson(by_hand, "Hand Mallory", "points_to_one"),)


def share(**more: object) -> Share:
    return Share(ShareKind.HANDOVER, "Winter plan", ("area",), 1, "a.zip", "0" * 64, **more)  # type: ignore[arg-type]


def test_one_row_a_request_and_one_without_a_need_for_the_rest(hub: OpenHub, council: str) -> None:
    one, other = person(hub, "One"), person(hub, "Other")
    call(hub, one, "shopping", "Two bags")
    call(hub, one, "prescription")
    gathered = Handovers(hub.tools).gather(hub.actor, Ask(council, LAW))
    rows = gathered.rows.tables["people"]
    assert [(row["person_id"], row["reference"], row.get("need", "")) for row in rows] == [
        (one, "R-1", "Shopping"),
        (one, "R-2", "Prescription"),
        (other, "P-2", ""),
    ]
    assert rows[0]["notes"] == "Two bags"
    assert rows[0]["date_asked"] == date(2026, 11, 17)
    assert (rows[0]["urgency"], rows[0]["dietary"], rows[0]["household_size"]) == ("This week", "Halal", 1)
    assert (gathered.recipient.agreement, gathered.hub.la_code) == ("SA-01", "")
    assert "4711" not in repr(rows)
    by_person = Handovers(hub.tools).gather(hub.actor, Ask(council, LAW, per=Per.PERSON))
    assert [row["reference"] for row in by_person.rows.tables["people"]] == ["P-1", "P-2"]


def test_a_private_need_leaves_without_its_name_and_its_words(hub: OpenHub, council: str) -> None:
    request = call(hub, person(hub), "domestic_abuse", "He opens my letters")
    handovers = Handovers(hub.tools)
    with hub.store.write(hub.actor.user_id) as work:
        (task,) = work.session.query(Task).filter(Task.request_id == request)
        task.status, task.outcome, task.outcome_note = TaskStatus.DONE, TaskOutcome.DELIVERED, "Bruised"
        task.kind = "delivery"
    for per in Per:
        told = repr(handovers.gather(hub.actor, Ask(council, LAW, per=per)).rows)
        for secret in ("abuse", "Abuse", "letters", "Bruised"):
            assert secret not in told, (per, secret)
    assert handovers.gather(hub.actor, Ask(council, LAW)).rows.tables["people"][0]["need_private"] is True


def test_health_notes_go_only_from_the_leads_own_account(hub: OpenHub, council: str) -> None:
    person(hub, good_to_know="Asthma")
    handovers = Handovers(hub.tools)
    ask = Ask(council, LAW, per=Per.PERSON, with_health=True)
    with pytest.raises(NotAllowed, match="safeguarding lead"):
        handovers.gather(Actor(hub.actor.user_id, "Yusuf", frozenset({Role.COORDINATOR})), ask)
    assert handovers.gather(hub.actor, ask).rows.tables["people"][0]["health_notes"] == "Asthma"
    plain = handovers.gather(hub.actor, Ask(council, LAW, per=Per.PERSON))
    assert "Asthma" not in repr(plain.rows)


def test_safe_contact_travels_or_the_numbers_stay_behind(hub: OpenHub, council: str) -> None:
    two = (PhoneDraft("020 7946 0147"), PhoneDraft("07700 900123"))
    person(hub, "Open", phones=two, email="open@example.org")
    person(hub, "Safe", phones=two, safe_number="07700 900456")
    person(hub, "Hours", phones=two, email="hours@example.org", safe_when="after 6pm", safe_message=Answer.NO)
    person(hub, "Unread", phones=two, safe_number="ask her sister", safe_post=Answer.NO)
    handovers = Handovers(hub.tools)

    def numbers(*, travels: bool) -> list[tuple[str, str]]:
        ask = Ask(council, LAW, per=Per.PERSON, conditions_travel=travels)
        rows = handovers.gather(hub.actor, ask).rows.tables["people"]
        return [(row["contact_number_calls"], row["contact_email"]) for row in rows]

    landline = "+442079460147"
    assert numbers(travels=True) == [
        (landline, "open@example.org"),
        ("+447700900456", ""),
        (landline, ""),
        ("", ""),
    ]
    assert numbers(travels=False) == [
        (landline, "open@example.org"),
        ("+447700900456", ""),
        ("", ""),
        ("", ""),
    ]
    whole = handovers.gather(hub.actor, Ask(council, LAW, per=Per.TABLES, conditions_travel=True))
    rows = whole.rows.tables["people"]
    assert [row["contact_number_texts"] for row in rows] == ["+447700900123", "+447700900456", "", ""]
    assert rows[2]["communication_needs"] == "Ring only: after 6pm. Leave no message and send none."
    assert handovers.gather(hub.actor, Ask(council, LAW, per=Per.PERSON)).rows.withheld == 1


def asked_tried_and_worried(hub: OpenHub, jean: str) -> None:
    """A parcel asked for by a neighbour, three tries to reach Jean, and a worry at her door."""
    request = (
        Intake(hub.tools)
        .save(
            hub.actor,
            CallDraft(
                RequestDraft(
                    jean,
                    "food_parcel",
                    source=Channel.TEXT,
                    caller_name="Ann",
                    caller_phone="020 7946 0999",
                    caller_knows=Answer.YES,
                )
            ),
        )
        .made
    )
    tries = [
        (Channel.PHONE, ContactOutcome.CALL_BACK),
        (Channel.LETTER, ContactOutcome.SENT),
        (Channel.TEXT, ContactOutcome.SENT),
    ]
    with hub.store.write(hub.actor.user_id) as work:
        for channel, outcome in tries:
            work.add(
                ContactAttempt(
                    person_id=jean,
                    request_id=request,
                    by_id=hub.actor.user_id,
                    channel=channel,
                    direction=Direction.OUTBOUND,
                    outcome=outcome,
                )
            )
        (task,) = work.session.query(Task).filter(Task.request_id == request)
        task.status, task.outcome, task.outcome_note = TaskStatus.DONE, TaskOutcome.WORRIED, "Bruised"


def test_the_whole_tables_speak_the_councils_codes(hub: OpenHub, council: str) -> None:
    jean = person(hub)
    answer(hub, jean, Answer.YES, council)
    asked_tried_and_worried(hub, jean)
    gathered = Handovers(hub.tools).gather(hub.actor, Ask(council, CONSENT, per=Per.TABLES, reason="Plan"))
    tables = gathered.rows.tables
    (one,) = tables["people"]
    assert (one["record_status"], one["consent_to_share"], one["lawful_basis"]) == ("active", "yes", CONSENT)
    (asked,) = tables["help_requests"]
    assert asked["person_id"] == one["person_id"]
    assert (asked["channel"], asked["on_behalf"], asked["on_behalf_contact_number"]) == (
        "other",
        True,
        "+442079460999",
    )
    assert (asked["help_needed"], asked["urgency"], asked["status"]) == ("food_parcel", "week", "new")
    assert (asked["dietary_requirements"], asked["handover_reason"]) == ("yes", "Plan")
    assert asked["consent_to_complete_on_behalf"] == "yes"
    assert [try_["outcome"] for try_ in tables["contact_attempts"]][-1] == "call_rescheduled"
    assert gathered.rows.unsaid == 2
    assert [(d["outcome_code"], d["comment"]) for d in tables["deliveries"]] == [("9", "")]


def test_recipients_are_found_by_name_and_asked_about_when_several_fit(hub: OpenHub, council: str) -> None:
    Organisations(hub.tools).save(hub.actor, OrganisationDraft("Riverbank Council Public Health"))
    handovers = Handovers(hub.tools)
    assert handovers.recipient(hub.actor, " riverbank  COUNCIL ") == council
    assert handovers.recipient(hub.actor, "public") != council
    with pytest.raises(DomainError, match="Riverbank Council, Riverbank Council Public Health"):
        handovers.recipient(hub.actor, "riverbank")
    for nobody in ("Nowhere", " "):
        with pytest.raises(DomainError, match="no organisation"):
            handovers.recipient(hub.actor, nobody)


def test_a_recipient_out_of_use_is_refused(hub: OpenHub, council: str) -> None:
    Organisations(hub.tools).void(hub.actor, council, "Gone")
    with pytest.raises(NotFound):
        Handovers(hub.tools).scope(hub.actor, council, LAW)
    with pytest.raises(NotFound):
        Handovers(hub.tools).scope(hub.actor, "f" * 32, LAW)


def test_nothing_is_recorded_when_somebody_took_their_yes_back_meanwhile(hub: OpenHub, council: str) -> None:
    jean = person(hub)
    consent = answer(hub, jean, Answer.YES, council)
    handovers = Handovers(hub.tools)
    ask = Ask(council, CONSENT)
    scope = handovers.gather(hub.actor, ask).scope
    Consents(hub.tools).withdraw(hub.actor, consent, "rang us")
    placed: list[str] = []
    with pytest.raises(DomainError, match="once more"):
        handovers.record(hub.actor, ask, scope, share(), lambda: placed.append("file"))
    assert not placed
    assert SharingLog(hub.tools).ids(hub.actor, SharingFilter()) == []


def test_the_log_lists_and_shows_what_was_shared(hub: OpenHub, council: str) -> None:
    log = SharingLog(hub.tools)
    assert log.next_number(hub.actor) == (1, "H-1")
    first = log.record(hub.actor, share(number=1, delete_by=date(2027, 1, 1))).made
    with_council = share(recipient_id=council, recipient_name="Riverbank Council", basis=LAW, is_locked=True)
    second = log.record(hub.actor, with_council).made
    with pytest.raises(NumberTaken):
        log.record(hub.actor, share(number=2))
    assert log.ids(hub.actor, SharingFilter()) == [second, first]
    assert log.ids(hub.actor, SharingFilter(), "number", False) == [first, second]
    assert log.ids(hub.actor, SharingFilter(recipient_id=council)) == [second]
    assert log.ids(hub.actor, SharingFilter(kind=ShareKind.PRINT)) == []
    assert log.ids(hub.actor, SharingFilter(delete_before=date(2027, 1, 2))) == [first]
    row = log.rows(hub.actor, [second])[0]
    assert (row.number, row.by, row.recipient, row.basis, row.is_locked) == (
        2,
        "Priya",
        "Riverbank Council",
        LAW,
        True,
    )
    held = log.get(hub.actor, second)
    assert (held.reference, held.by, held.share.fields) == ("H-2", "Priya", ("area",))
    with pytest.raises(NotFound):
        log.get(hub.actor, "f" * 32)


def test_a_file_that_cannot_take_its_place_leaves_no_entry(hub: OpenHub) -> None:
    log = SharingLog(hub.tools)

    def refuse() -> None:
        raise DomainError("No.")

    with pytest.raises(DomainError):
        log.record(hub.actor, share(), refuse)
    assert log.ids(hub.actor, SharingFilter()) == []
    assert log.next_number(hub.actor)[0] == 1


def test_the_organisation_is_read_as_it_stands(hub: OpenHub, council: str) -> None:
    person(hub)
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Organisation, council).contact_name = "Dr Amari"
    gathered = Handovers(hub.tools).gather(hub.actor, Ask(council, LAW, per=Per.PERSON))
    assert (gathered.recipient.name, gathered.recipient.contact_name) == ("Riverbank Council", "Dr Amari")
    assert gathered.names == {("Jean", "Mallory")}
