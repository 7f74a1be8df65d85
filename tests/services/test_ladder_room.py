"""The ladder counts what is left of a service as the directory does: as told, less those passed to it."""

from datetime import UTC, date, datetime

import pytest

from db.enums import Answer, Layer, RiskTier
from db.enums_referrals import Rung, SentHow
from db.models import NeedType, Service, ServiceNeed
from desktop.domain.ladder import Reason
from desktop.services.directory import Directory
from desktop.services.hubs import OpenHub
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import People, PersonDraft
from desktop.services.referral_ladder import ReferralLadder
from desktop.services.referral_sending import ReferralSending, SendingDraft
from desktop.services.referrals import ReferralDraft, Referrals
from desktop.services.requests import RequestDraft, Requests

NOW = datetime(2026, 11, 17, 10, 42, tzinfo=UTC)
TODAY, LAST_WEEK = date(2026, 11, 17), date(2026, 11, 12)


def ask(hub: OpenHub, name: str = "Gwen") -> str:
    """A request of somebody new."""
    person = People(hub.tools).save(hub.actor, PersonDraft(name, last_name="Prys")).made
    return Requests(hub.tools).save(hub.actor, RequestDraft(person, "dog_walking")).made


def offer(hub: OpenHub, **room: object) -> tuple[str, str]:
    """A street group with one service: keys of both."""
    draft = OrganisationDraft("Weir Street", Layer.STREET, contact_name="Cerys Vaughan")
    body = Organisations(hub.tools).save(hub.actor, draft).made
    with hub.store.write(hub.actor.user_id) as work:
        need = work.session.query(NeedType).filter(NeedType.code == "dog_walking").one()
        service = Service(
            number=1,
            organisation_id=body,
            name="Walks",
            everywhere=True,
            risk_up_to=RiskTier.HIGH,
            **room,
        )
        work.add(service)
        work.session.flush()
        work.add(ServiceNeed(service_id=service.id, need_type_id=need.id))
    return body, service.id


def is_full(hub: OpenHub, request: str) -> bool:
    """Whether the ladder passes the service over as full, and the directory says the same."""
    found = ReferralLadder(hub.tools).climb(hub.actor, request)
    assert found is not None
    (helper,) = found.step(Rung.COMMUNITY).helpers
    with hub.store.read() as session:
        keys = [one.id for one in session.query(Service)]
    (listed,) = Directory(hub.tools).rows(hub.actor, keys)
    assert (Reason.FULL in helper.reasons) == (listed.left == 0)
    return Reason.FULL in helper.reasons


def pass_on(hub: OpenHub, body: str, service: str | None) -> None:
    """Send somebody there."""
    request = ask(hub, "Idris")
    person = Requests(hub.tools).get(hub.actor, request).draft.person_id
    draft = ReferralDraft(body, person, "dog_walking", request, agreed=Answer.YES, service_id=service)
    key = Referrals(hub.tools).save(hub.actor, draft).made
    ReferralSending(hub.tools).send(hub.actor, key, SendingDraft(SentHow.PHONE))


@pytest.mark.parametrize(
    ("room", "full"),
    [
        ({"capacity_left": 0, "capacity_asked_on": TODAY}, True),
        ({"capacity_left": 0, "capacity_asked_on": LAST_WEEK, "capacity_week": 5}, False),
        ({"capacity_left": 0, "capacity_asked_on": LAST_WEEK}, False),
        ({"capacity_week": 0}, True),
        ({}, False),
    ],
    ids=["full today", "full last week, five a week", "full last week", "takes nobody", "never asked"],
)
def test_what_it_said_last_week_is_not_what_is_left_now(
    hub: OpenHub, room: dict[str, object], full: bool
) -> None:
    offer(hub, **room)
    assert is_full(hub, ask(hub)) is full


@pytest.mark.parametrize("by_service", [True, False])
def test_those_passed_to_it_since_are_taken_off(hub: OpenHub, by_service: bool) -> None:
    body, service = offer(hub, capacity_left=1, capacity_asked_on=TODAY)
    request = ask(hub)
    assert not is_full(hub, request)
    pass_on(hub, body, service if by_service else None)
    assert is_full(hub, request)
