"""Which layer of help a request was given to, why no nearer one, and what would have been otherwise."""

from dataclasses import replace

import pytest

from db.enums import Answer, CloseReason, Layer, LinkKind, PairAnswer, Role
from db.enums_referrals import Otherwise, Rung
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.ladder import Reason
from desktop.services.duplicates import Duplicates
from desktop.services.history import History
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.ladder_choices import ChoiceDraft, LadderChoices
from desktop.services.needs import Needs
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import LinkDraft, People, PersonDraft, PhoneDraft
from desktop.services.referrals import ReferralDraft, Referrals
from desktop.services.requests import RequestDraft, Requests
from tests.hostile import MARKUP

HOME = HouseholdDraft("1 Kelp Street", postcode="QX4 2LB")


@pytest.fixture
def gwen(hub: OpenHub) -> str:
    """Somebody with strengths, a neighbour, and a sister far away who introduced her."""
    links = (
        LinkDraft(LinkKind.INTRODUCER, "Nia", "sister"),
        LinkDraft(LinkKind.EMERGENCY, "Bo", "son"),
        LinkDraft(LinkKind.AROUND, "Rhian", "next door"),
    )
    draft = PersonDraft("Gwen", strengths="Bakes, and knows the street", links=links, household=HOME)
    return People(hub.tools).save(hub.actor, draft).made


@pytest.fixture
def asked(hub: OpenHub, gwen: str) -> str:
    """She asks for a food parcel."""
    return Requests(hub.tools).save(hub.actor, RequestDraft(gwen, "food_parcel")).made


def body(hub: OpenHub, name: str, layer: Layer, code: str = "food_parcel") -> str:
    """A body that takes a need, in every area."""
    need = next(one.id for one in Needs(hub.tools).all(hub.actor) if one.code == code)
    draft = OrganisationDraft(name, layer, contact_name="Ana Bell", need_ids=frozenset({need}))
    return Organisations(hub.tools).save(hub.actor, draft).made


def test_what_the_first_two_rungs_have_is_told(hub: OpenHub, asked: str, gwen: str) -> None:
    home = People(hub.tools).get(hub.actor, gwen).household_id
    People(hub.tools).save(hub.actor, PersonDraft("Idris", household_id=home))
    near = LadderChoices(hub.tools).near(hub.actor, asked)
    assert near.strengths == "Bakes, and knows the street"
    assert near.people == ("Rhian, next door", "Bo, son", "Idris")


def test_a_choice_is_kept_with_why_nobody_nearer(hub: OpenHub, asked: str) -> None:
    choices = LadderChoices(hub.tools)
    body(hub, "Adult social care", Layer.STATUTORY)
    draft = ChoiceDraft(Answer.NO, Answer.NOT_ASKED, Rung.STATUTORY)
    choices.choose(hub.actor, asked, draft)
    held = choices.of(hub.actor, asked)
    assert held is not None
    assert (held.draft, held.by) == (draft, hub.actor.name)
    assert held.passed_over[Rung.OWN_STRENGTHS] == (Reason.SAID_NO,)
    assert held.passed_over[Rung.PEOPLE_AROUND] == (Reason.ASK_FIRST,)
    assert held.passed_over[Rung.COMMUNITY] == (Reason.NOBODY,)
    assert set(held.passed_over) == set(Rung) - {Rung.STATUTORY}
    choices.choose(hub.actor, asked, ChoiceDraft(Answer.YES, rung=Rung.OWN_STRENGTHS))
    again = choices.of(hub.actor, asked)
    assert again is not None
    assert (again.draft.rung, again.passed_over) == (Rung.OWN_STRENGTHS, {})


def test_nobody_is_given_help_from_further_off_without_a_reason(hub: OpenHub, asked: str) -> None:
    choices = LadderChoices(hub.tools)
    body(hub, "Weir Street", Layer.STREET)
    body(hub, "Adult social care", Layer.STATUTORY)
    for draft, words in (
        (ChoiceDraft(), "Choose who is to help"),
        (ChoiceDraft(rung=Rung.PEOPLE_AROUND), "Ask first"),
        (ChoiceDraft(own=Answer.NO, rung=Rung.OWN_STRENGTHS), "Ask first"),
        (ChoiceDraft(rung=Rung.STATUTORY), "Say why not them"),
    ):
        with pytest.raises(DomainError, match=words):
            choices.choose(hub.actor, asked, draft)
    assert choices.of(hub.actor, asked) is None
    reason = f"She asked for them {MARKUP[0]}"
    choices.choose(hub.actor, asked, ChoiceDraft(rung=Rung.STATUTORY, reason=reason))
    held = choices.of(hub.actor, asked)
    assert held is not None
    assert held.draft.reason == reason
    assert held.passed_over[Rung.COMMUNITY] == ()


def test_a_layer_where_nobody_is_known_to_fit_needs_a_reason(hub: OpenHub, asked: str) -> None:
    with pytest.raises(DomainError, match="Say why they can"):
        LadderChoices(hub.tools).choose(hub.actor, asked, ChoiceDraft(rung=Rung.COMMUNITY))


def test_what_would_have_happened_otherwise_is_asked_as_a_request_closes(hub: OpenHub, asked: str) -> None:
    requests, choices = Requests(hub.tools), LadderChoices(hub.tools)
    requests.close(hub.actor, asked, CloseReason.MET)
    assert choices.of(hub.actor, asked) is None
    requests.reopen(hub.actor, asked)
    requests.close(hub.actor, asked, CloseReason.MET, "", Otherwise.GONE_WITHOUT, "She would go hungry")
    held = choices.of(hub.actor, asked)
    assert held is not None
    assert (held.otherwise, held.otherwise_note) == (Otherwise.GONE_WITHOUT, "She would go hungry")
    assert held.draft.rung is None
    choices.say_otherwise(hub.actor, asked, Otherwise.MANAGED)
    again = choices.of(hub.actor, asked)
    assert again is not None
    assert (again.otherwise, again.otherwise_note) == (Otherwise.MANAGED, "")


def test_a_choice_taken_back_is_gone(hub: OpenHub, asked: str) -> None:
    choices, history = LadderChoices(hub.tools), History(hub.tools)
    made = choices.choose(hub.actor, asked, ChoiceDraft(own=Answer.YES, rung=Rung.OWN_STRENGTHS))
    assert made.txn
    history.undo(hub.actor, made.txn)
    assert choices.of(hub.actor, asked) is None


def test_a_private_need_is_weighed_by_those_it_concerns_alone(hub: OpenHub, gwen: str) -> None:
    asked = Requests(hub.tools).save(hub.actor, RequestDraft(gwen, "domestic_abuse")).made
    choices = LadderChoices(hub.tools)
    choices.choose(hub.actor, asked, ChoiceDraft(own=Answer.YES, rung=Rung.OWN_STRENGTHS))
    other = replace(hub.actor, user_id="somebody", roles=frozenset({Role.COORDINATOR}))
    assert choices.of(other, asked) is None
    with pytest.raises(NotAllowed, match="safeguarding lead"):
        choices.choose(other, asked, ChoiceDraft(own=Answer.YES, rung=Rung.OWN_STRENGTHS))


def test_a_referral_keeps_the_layer_it_goes_to_and_why(hub: OpenHub, asked: str, gwen: str) -> None:
    street = body(hub, "Weir Street", Layer.STREET)
    reason = "They walk that way anyway"
    LadderChoices(hub.tools).choose(hub.actor, asked, ChoiceDraft(rung=Rung.COMMUNITY, reason=reason))
    referrals = Referrals(hub.tools)
    draft = referrals.from_request(hub.actor, asked)
    assert draft.rung_reason == reason
    key = referrals.save(hub.actor, replace(draft, organisation_id=street)).made
    held = referrals.get(hub.actor, key).draft
    assert (held.rung, held.rung_reason) == (Rung.COMMUNITY, reason)
    council = body(hub, "Adult social care", Layer.STATUTORY)
    key = referrals.save(hub.actor, ReferralDraft(council, gwen, "food_parcel"), key).made
    assert referrals.get(hub.actor, key).draft.rung is Rung.STATUTORY


def test_it_stays_with_the_request_when_two_people_turn_out_to_be_one(
    hub: OpenHub, asked: str, gwen: str
) -> None:
    LadderChoices(hub.tools).choose(hub.actor, asked, ChoiceDraft(own=Answer.YES, rung=Rung.OWN_STRENGTHS))
    twin = PersonDraft("Gwen", phones=(PhoneDraft("020 7946 0147"),))
    kept = People(hub.tools).save(hub.actor, twin).made
    Duplicates(hub.tools).decide(hub.actor, kept, gwen, PairAnswer.SAME_PERSON, kept)
    assert LadderChoices(hub.tools).of(hub.actor, asked) is not None
    assert People(hub.tools).get(hub.actor, kept).draft.strengths == "Bakes, and knows the street"
