"""Casework: checklists as data, and steps tracked on a request."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from db.enums import CloseReason, Role
from db.enums_casework import StepState
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.text import clean
from desktop.services.base import Actor
from desktop.services.casework import Casework, StepDraft
from desktop.services.checklists import shipped
from desktop.services.hubs import OpenHub
from desktop.services.needs import PRIVATE_LABEL, Needs
from desktop.services.people import People, PersonDraft, PhoneDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.today import TodayDesk
from desktop.services.today_items import TodayItem
from tests.hostile import MARKUP

TODAY = date(2026, 11, 17)


@pytest.fixture
def person(hub: OpenHub) -> str:
    """Somebody who needs help."""
    jean = PersonDraft("Jean", last_name="Mallory", phones=(PhoneDraft("020 7946 0147"),))
    return People(hub.tools).save(hub.actor, jean).made


@pytest.fixture
def asked(hub: OpenHub, person: str) -> str:
    """A request for help with debt and benefits."""
    return Requests(hub.tools).save(hub.actor, RequestDraft(person, "debt_and_benefits")).made


def told(hub: OpenHub, actor: Actor | None = None) -> list[TodayItem]:
    """What Today says of casework."""
    day = TodayDesk(hub.tools).day(actor or hub.actor)
    return [one for one in day.items if one.key.startswith("casework:")]


def other(hub: OpenHub) -> Actor:
    """A call handler who did not take the request."""
    return replace(hub.actor, user_id="0" * 32, name="Leanne Turvey", roles=frozenset({Role.CALL_HANDLER}))


def test_there_are_checklists_for_vouchers_hardship_and_benefits_for_needs_that_exist(hub: OpenHub) -> None:
    assert [one.code for one in shipped()] == ["vouchers", "hardship", "benefits"]
    known = {one.code for one in Needs(hub.tools).all(hub.actor, with_inactive=True)}
    for one in shipped():
        assert set(one.needs) <= known
        assert len({step.code for step in one.steps}) == len(one.steps) > 3
        assert all(step.words and step.days > 0 for step in one.steps)


def test_a_checklist_becomes_steps_with_who_and_by_when(hub: OpenHub, asked: str) -> None:
    casework = Casework(hub.tools)
    casework.begin(hub.actor, asked, "hardship")
    (listed,) = [one for one in shipped() if one.code == "hardship"]
    steps = casework.of(hub.actor, asked)
    assert [one.words for one in steps] == [one.words for one in listed.steps]
    assert [one.due_on for one in steps] == [TODAY + timedelta(days=one.days) for one in listed.steps]
    assert {one.owner for one in steps} == {hub.actor.name}
    for code in ("hardship", "no such list"):
        with pytest.raises(DomainError):
            casework.begin(hub.actor, asked, code)


def test_a_checklist_meant_for_the_need_is_offered_first(hub: OpenHub) -> None:
    offered = Casework(hub.tools).offered(hub.actor, "form_filling")
    assert [one.code for one in offered] == ["benefits", "vouchers", "hardship"]


def test_a_step_done_says_who_and_when_and_can_be_opened_again(hub: OpenHub, asked: str) -> None:
    casework = Casework(hub.tools)
    casework.add(hub.actor, asked, StepDraft("Ring the landlord", owner_name="Cllr Ward"))
    (step,) = casework.of(hub.actor, asked)
    draft = StepDraft(step.words, None, step.owner, state=StepState.DONE, note="Agreed")
    casework.save(hub.actor, step.id, draft)
    done = casework.step(hub.actor, step.id)
    assert (done.state, done.settled_on, done.settled_by) == (StepState.DONE, TODAY, hub.actor.name)
    assert done.owner == "Cllr Ward"
    casework.save(hub.actor, step.id, replace(draft, state=StepState.OPEN))
    assert casework.step(hub.actor, step.id).settled_on is None
    with pytest.raises(DomainError):
        casework.save(hub.actor, step.id, replace(draft, words=" "))


def test_today_names_what_is_due_until_it_is_settled_or_the_request_is_closed(
    hub: OpenHub, asked: str
) -> None:
    casework = Casework(hub.tools)
    casework.add(hub.actor, asked, StepDraft("Later", due_on=TODAY + timedelta(days=1)))
    assert told(hub) == []
    casework.add(hub.actor, asked, StepDraft("Late", due_on=TODAY - timedelta(days=1)))
    (item,) = told(hub)
    assert (item.place, item.item, item.day) == ("requests", asked, TODAY - timedelta(days=1))
    assert item.sentence.values["step"] == "Late"
    Requests(hub.tools).close(hub.actor, asked, CloseReason.NOT_NEEDED)
    assert told(hub) == []


def test_steps_of_a_private_need_are_not_named_to_others(hub: OpenHub, person: str) -> None:
    casework, stranger = Casework(hub.tools), other(hub)
    asked = Requests(hub.tools).save(hub.actor, RequestDraft(person, "domestic_abuse")).made
    casework.add(hub.actor, asked, StepDraft("Ring the refuge", due_on=TODAY))
    (step,) = casework.of(hub.actor, asked)
    assert casework.of(stranger, asked) == []
    for look in (
        lambda: casework.step(stranger, step.id),
        lambda: casework.begin(stranger, asked, "vouchers"),
    ):
        with pytest.raises(NotAllowed):
            look()
    (item,) = told(hub, stranger)
    assert item.sentence.values["step"] == PRIVATE_LABEL


@pytest.mark.parametrize("words", MARKUP)
def test_hostile_words_come_back_as_they_were(hub: OpenHub, asked: str, words: str) -> None:
    casework = Casework(hub.tools)
    casework.add(hub.actor, asked, StepDraft(words, owner_name=words))
    (step,) = casework.of(hub.actor, asked)
    assert (step.words, step.owner) == (clean(words), clean(words))
