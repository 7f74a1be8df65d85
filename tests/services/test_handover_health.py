"""Health notes are agreed to apart: a yes to them is no yes to sharing, a no to them is no no to it."""

import pytest

from db.enums import Answer, LawfulBasis
from desktop.domain.consent_rules import HEALTH
from desktop.services.consents import Consents
from desktop.services.handovers import Ask, Handovers, LeftOut, Per
from desktop.services.hubs import OpenHub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft

CONSENT, LAW = LawfulBasis.CONSENT, LawfulBasis.PUBLIC_TASK


@pytest.fixture
def council(hub: OpenHub) -> str:
    return Organisations(hub.tools).save(hub.actor, OrganisationDraft("Riverbank Council")).made


def person(hub: OpenHub, first: str) -> str:
    """Somebody with a health note."""
    draft = PersonDraft(first, last_name="Mallory", good_to_know="Asthma")
    return People(hub.tools).save(hub.actor, draft).made


def answer(hub: OpenHub, person_id: str, said: Answer, council: str) -> str:
    consents = Consents(hub.tools)
    return consents.record(hub.actor, person_id, said, recipient_id=council, purpose="share").made


def health(hub: OpenHub, person_id: str, said: Answer, council: str) -> str:
    """What they say about health notes alone."""
    consents = Consents(hub.tools)
    return consents.record(hub.actor, person_id, said, recipient_id=council, purpose=HEALTH).made


def test_a_yes_to_health_notes_is_no_yes_to_sharing(hub: OpenHub, council: str) -> None:
    jean = person(hub, "Jean")
    health(hub, jean, Answer.YES, council)
    scope = Handovers(hub.tools).scope(hub.actor, council, CONSENT)
    assert scope.inside == ()
    assert scope.left_out == ((jean, "Jean Mallory", LeftOut.NOT_ASKED),)


def test_a_no_to_health_notes_keeps_those_back_and_nothing_else(hub: OpenHub, council: str) -> None:
    no, yes, silent, back = (person(hub, name) for name in "ABCD")
    for one in (no, yes, silent, back):
        answer(hub, one, Answer.YES, council)
    health(hub, no, Answer.NO, council)
    health(hub, yes, Answer.YES, council)
    Consents(hub.tools).withdraw(hub.actor, health(hub, back, Answer.YES, council), "by phone")
    handovers = Handovers(hub.tools)
    for basis, told in ((CONSENT, ["", "Asthma", "", ""]), (LAW, ["", "Asthma", "Asthma", ""])):
        ask = Ask(council, basis, per=Per.PERSON, with_health=True)
        rows = handovers.gather(hub.actor, ask).rows.tables["people"]
        assert [row["health_notes"] for row in rows] == told
    assert handovers.scope(hub.actor, council, CONSENT).left_out == ()
