"""From sign-up to the first task, and back from a rest: recorded, undone, and never past the gate."""

from datetime import date, timedelta

import pytest

from db.enums import CheckStatus, CheckType, Layer, Role, VolunteerStatus
from db.models import Volunteer
from db.queries.journey import NextStep
from db.queries.volunteers import VolunteerFilter
from desktop.domain.errors import DomainError, NotAllowed, NotFound
from desktop.domain.journey import QUIET_AFTER_DAYS, Idle, IdleKind, Stage
from desktop.services.base import Actor
from desktop.services.bulk import Bulk, BulkKind, BulkOrder
from desktop.services.checks import CheckDraft, Checks
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.journey import Journey, waiting_for_reply
from desktop.services.organisations import OrganisationDraft, Organisations
from desktop.services.people import PersonDraft
from desktop.services.today import TodayDesk
from desktop.services.volunteers import VolunteerDraft, Volunteers

TODAY = date(2026, 11, 17)


@pytest.fixture
def journey(hub: OpenHub) -> Journey:
    return Journey(hub.tools)


def sign_up(hub: OpenHub, first: str = "Omar", joined: date | None = None) -> str:
    person = PersonDraft(first, last_name="Haddad", email="omar@example.org", date_of_birth=date(1980, 5, 1))
    made = Volunteers(hub.tools).save(hub.actor, VolunteerDraft(person=person, joined_on=joined)).made
    return made


def put(hub: OpenHub, volunteer: str, status: VolunteerStatus) -> None:
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Volunteer, volunteer).status = status


def status(hub: OpenHub, volunteer: str) -> VolunteerStatus:
    with hub.store.read() as session:
        return session.get_one(Volunteer, volunteer).status


def test_the_whole_way(hub: OpenHub, journey: Journey) -> None:
    omar = sign_up(hub)
    assert journey.of(hub.actor, omar).next is Stage.CONTACTED
    journey.answered(hub.actor, omar, TODAY, "Rang, keen")
    assert (status(hub, omar), journey.of(hub.actor, omar).next) == (VolunteerStatus.CONTACTED, Stage.CHECKS)
    for kind in (CheckType.IDENTITY, CheckType.REFERENCES, CheckType.FOOD_HYGIENE):
        draft = CheckDraft(kind, status=CheckStatus.VERIFIED, seen_on=TODAY, seen_by="Helen", issued_on=TODAY)
        Checks(hub.tools).save(hub.actor, omar, draft)
    assert journey.of(hub.actor, omar).next is Stage.INDUCTION
    journey.inducted(hub.actor, omar, TODAY, "Helen")
    view = journey.of(hub.actor, omar)
    assert view.cleared
    assert view.next is Stage.BUDDY_SHIFT
    journey.went_along(hub.actor, omar, TODAY, "Kofi Mensah", "Quayside round")
    assert journey.of(hub.actor, omar).next is Stage.ACTIVE
    journey.take_on(hub.actor, omar)
    view = journey.of(hub.actor, omar)
    assert (view.next, status(hub, omar)) == (None, VolunteerStatus.ACTIVE)
    assert [one.with_name for one in view.steps] == ["Kofi Mensah", ""]
    assert all(one.done for one in view.stages)


def test_undo_takes_an_answer_back(hub: OpenHub, journey: Journey) -> None:
    omar = sign_up(hub)
    done = journey.answered(hub.actor, omar, TODAY)
    History(hub.tools).undo(hub.actor, done.txn)
    assert status(hub, omar) is VolunteerStatus.APPLIED
    assert journey.of(hub.actor, omar).next is Stage.CONTACTED


def test_taking_on_passes_no_hold_and_clears_nobody(hub: OpenHub, journey: Journey) -> None:
    omar = sign_up(hub)
    journey.take_on(hub.actor, omar)
    assert Checks(hub.tools).cleared(hub.actor, omar) == []
    for held in (VolunteerStatus.ON_HOLD, VolunteerStatus.SUSPENDED):
        put(hub, omar, held)
        with pytest.raises(DomainError, match="Not available: ask the safeguarding lead"):
            journey.take_on(hub.actor, omar)
    put(hub, omar, VolunteerStatus.LEFT)
    with pytest.raises(DomainError):
        journey.take_on(hub.actor, omar)


def test_what_lies_ahead_is_not_recorded(hub: OpenHub, journey: Journey) -> None:
    omar, ahead = sign_up(hub), TODAY + timedelta(days=1)
    for act in (
        lambda: journey.answered(hub.actor, omar, ahead),
        lambda: journey.went_along(hub.actor, omar, ahead, "Kofi"),
        lambda: journey.inducted(hub.actor, omar, ahead),
    ):
        with pytest.raises(DomainError, match="lies ahead"):
            act()
    with pytest.raises(DomainError, match="whom they went along"):
        journey.went_along(hub.actor, omar, TODAY, " ")


def test_asking_back_leaves_them_until_they_say_yes(hub: OpenHub, journey: Journey) -> None:
    resting, dormant, active = sign_up(hub, "Ann"), sign_up(hub, "Bo"), sign_up(hub, "Cy")
    put(hub, resting, VolunteerStatus.RESTING)
    put(hub, dormant, VolunteerStatus.DORMANT)
    put(hub, active, VolunteerStatus.ACTIVE)
    done = journey.ask_back(hub.actor, [resting, dormant, active], TODAY)
    assert done.message == "Asked 2 volunteers back"
    assert status(hub, dormant) is VolunteerStatus.DORMANT
    assert journey.of(hub.actor, dormant).asked_back == TODAY
    assert journey.of(hub.actor, active).asked_back is None
    with pytest.raises(DomainError, match="None of these"):
        journey.ask_back(hub.actor, [active], TODAY)
    journey.take_on(hub.actor, dormant)
    assert status(hub, dormant) is VolunteerStatus.ACTIVE


def test_who_signed_up_and_heard_nothing(hub: OpenHub, journey: Journey) -> None:
    old, week = sign_up(hub, "Ann", TODAY - timedelta(days=30)), sign_up(hub, "Bo", TODAY - timedelta(days=7))
    answered = sign_up(hub, "Cy", TODAY - timedelta(days=31))
    journey.answered(hub.actor, answered, TODAY)
    with hub.store.read() as session:
        assert [one.id for one in waiting_for_reply(session, TODAY)] == [old]
    assert journey.of(hub.actor, week).idle == Idle(IdleKind.REPLY, 7)


def test_a_step_recorded_by_mistake_is_taken_off(hub: OpenHub, journey: Journey) -> None:
    omar = sign_up(hub)
    journey.went_along(hub.actor, omar, TODAY, "Kofi")
    (line,) = journey.of(hub.actor, omar).steps
    journey.take_step_off(hub.actor, line.id, "Wrong volunteer")
    assert journey.of(hub.actor, omar).steps == ()
    with pytest.raises(NotFound):
        journey.take_step_off(hub.actor, line.id, "again")


def test_whoever_may_not_change_volunteers_changes_nothing(hub: OpenHub, journey: Journey) -> None:
    omar = sign_up(hub)
    desk = Actor(hub.actor.user_id, "Leanne", frozenset({Role.CALL_HANDLER}))
    assert journey.of(desk, omar).next is Stage.CONTACTED
    with pytest.raises(NotAllowed):
        journey.answered(desk, omar, TODAY)
    coordinator = Actor(hub.actor.user_id, "Priya", frozenset({Role.COORDINATOR}))
    with pytest.raises(NotAllowed):
        journey.inducted(coordinator, omar, TODAY)


def test_today_tells_of_who_heard_nothing(hub: OpenHub, journey: Journey) -> None:
    sign_up(hub, "Ann", TODAY - timedelta(days=12))
    (item,) = [one for one in TodayDesk(hub.tools).day(hub.actor).items if one.key == "no_reply:all"]
    assert item.sentence.values["name"] == "Ann Haddad"
    assert item.second[0].values["days"] == 12
    desk = Actor(hub.actor.user_id, "Leanne", frozenset({Role.CALL_HANDLER}))
    assert all(one.key != "no_reply:all" for one in TodayDesk(hub.tools).day(desk).items)


def test_many_are_asked_back_at_once_and_that_is_undone_at_once(hub: OpenHub, journey: Journey) -> None:
    dormant = [sign_up(hub, first) for first in ("Ann", "Bo", "Cy")]
    for one in dormant:
        put(hub, one, VolunteerStatus.DORMANT)
    active = sign_up(hub, "Di")
    put(hub, active, VolunteerStatus.ACTIVE)
    bulk, order = Bulk(hub.tools), BulkOrder(BulkKind.ASK_BACK, [*dormant, active], None)
    said = bulk.judge(hub.actor, order)
    assert list(said.can) == dormant
    done = bulk.act(hub.actor, order, said)
    assert done.message == "Asked 3 volunteers back"
    assert [journey.of(hub.actor, one).asked_back for one in dormant] == [TODAY] * 3
    assert journey.of(hub.actor, active).asked_back is None
    History(hub.tools).undo(hub.actor, done.txn)
    assert [journey.of(hub.actor, one).asked_back for one in dormant] == [None] * 3


def test_the_list_is_narrowed_to_what_somebody_waits_for(hub: OpenHub, journey: Journey) -> None:
    volunteers = Volunteers(hub.tools)
    made = {name: sign_up(hub, name, TODAY - timedelta(days=90)) for name in ("Ann", "Bo", "Cy", "Di", "Ed")}
    for name in ("Bo", "Cy", "Di"):
        journey.answered(hub.actor, made[name], TODAY)
    for name in ("Cy", "Di"):
        journey.inducted(hub.actor, made[name], TODAY, "Helen")
    journey.went_along(hub.actor, made["Di"], TODAY, "Kofi")
    put(hub, made["Ed"], VolunteerStatus.ACTIVE)
    for step, name in zip(NextStep, ("Ann", "Bo", "Cy", "Di", "Ed"), strict=True):
        wanted = VolunteerFilter(waits=(step, TODAY, QUIET_AFTER_DAYS))
        assert volunteers.ids(hub.actor, wanted) == [made[name]], step


def test_a_placement_is_shown_and_clears_nobody(hub: OpenHub, journey: Journey) -> None:
    omar = sign_up(hub)
    draft = OrganisationDraft("Riverbank Kitchen", Layer.ANCHOR)
    partner = Organisations(hub.tools).save(hub.actor, draft).made
    journey.place(hub.actor, omar, TODAY, partner)
    view = journey.of(hub.actor, omar)
    assert view.placed is not None
    assert (view.placed.with_name, view.placed.on_date) == ("Riverbank Kitchen", TODAY)
    assert (view.cleared, view.next) == ((), Stage.CONTACTED)
    with pytest.raises(NotFound):
        journey.place(hub.actor, omar, TODAY, "nobody")
