"""Giving a task out, and sending a second volunteer along: every refusal in its own words."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from db.enums import CheckType, CloseReason, OfferAnswer, PersonStatus, RequestStatus, TaskStatus
from db.models import Absence, Offer, Person, Request, Task
from desktop.domain.batch import Assignment
from desktop.domain.errors import DomainError
from desktop.services.hubs import OpenHub
from desktop.services.offers import Offers
from desktop.services.requests import Requests
from desktop.services.volunteers import Volunteers

DAY, NOW = date(2026, 11, 18), datetime(2026, 11, 17, 10, 42, tzinfo=UTC)
YES = OfferAnswer.YES


@pytest.fixture
def give(hub: OpenHub) -> Any:
    """Record that somebody said yes."""
    return lambda task, who, why="": Offers(hub.tools).answer(hub.actor, task, who, YES, why)


@pytest.fixture
def pair(hub: OpenHub) -> Any:
    """Send a second volunteer along."""
    return lambda task, who, why="": Offers(hub.tools).pair(hub.actor, task, who, why)


def task_of(hub: OpenHub, key: str) -> Task:
    """A task as it stands."""
    with hub.store.read() as session:
        return session.get_one(Task, key)


def request_of(hub: OpenHub, key: str) -> Request:
    """The request of a task as it stands."""
    with hub.store.read() as session:
        return session.get_one(Request, task_of(hub, key).request_id)


def test_a_yes_gives_the_task_and_says_who_confirmed(hub: OpenHub, world: Any, give: Any) -> None:
    task, kofi = world.ask(), world.volunteer()
    give(task, kofi)
    held = task_of(hub, task)
    assert (held.volunteer_id, held.second_volunteer_id) == (kofi, None)
    assert held.confirmed_by_id == hub.actor.user_id
    assert request_of(hub, task).status is RequestStatus.ASSIGNED
    give(task, kofi)
    other = world.volunteer("Ama Boateng")
    with pytest.raises(DomainError, match=r"Kofi Mensah has this task already\. Take it back first"):
        give(task, other)


@pytest.mark.parametrize("status", [RequestStatus.ASSIGNED, RequestStatus.IN_PROGRESS])
def test_a_request_on_its_way_stays_where_it_is(
    hub: OpenHub, world: Any, give: Any, status: RequestStatus
) -> None:
    task = world.ask()
    world.edit(Request, task_of(hub, task).request_id, status=status)
    give(task, world.volunteer())
    assert request_of(hub, task).status is status


def test_what_waited_waits_no_longer(hub: OpenHub, world: Any, give: Any) -> None:
    task = world.ask()
    world.edit(
        Request, task_of(hub, task).request_id, status=RequestStatus.WAITING, waiting_on="her daughter"
    )
    give(task, world.volunteer())
    held = request_of(hub, task)
    assert (held.status, held.waiting_on) == (RequestStatus.ASSIGNED, "")


@pytest.mark.parametrize("status", [TaskStatus.OUT, TaskStatus.DONE, TaskStatus.CANCELLED])
def test_only_what_is_planned_is_given(world: Any, give: Any, status: TaskStatus) -> None:
    task, kofi = world.ask(), world.volunteer()
    world.edit(Task, task, status=status)
    with pytest.raises(DomainError, match="out or over"):
        give(task, kofi)


def test_nothing_of_a_closed_request_is_given(hub: OpenHub, world: Any, give: Any) -> None:
    task, kofi = world.ask(), world.volunteer()
    request = task_of(hub, task).request_id
    Requests(hub.tools).close(hub.actor, request, CloseReason.NOT_NEEDED)
    world.edit(Task, task, status=TaskStatus.PLANNED)
    with pytest.raises(DomainError, match="R-1 is closed"):
        give(task, kofi)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (PersonStatus.DECEASED, "Jean Mallory is recorded as having died"),
        (PersonStatus.DO_NOT_CONTACT, "Jean Mallory asked not to be contacted"),
    ],
)
def test_nobody_is_sent_to_somebody_gone(world: Any, give: Any, status: PersonStatus, words: str) -> None:
    task, kofi = world.ask(), world.volunteer()
    world.edit(Person, world.person_of(task), status=status)
    with pytest.raises(DomainError, match=words):
        give(task, kofi)
    world.edit(Person, world.person_of(task), first_name="", last_name="")
    with pytest.raises(DomainError, match=r"^R-1 "):
        give(task, kofi)


def test_no_reason_gets_past_the_check_gate_or_those_kept_apart(hub: OpenHub, world: Any, give: Any) -> None:
    task, dev, kofi = world.ask(), world.volunteer("Dev Patel", ()), world.volunteer()
    with pytest.raises(DomainError, match=r"Dev Patel can’t be given this task yet\. ID not seen"):
        give(task, dev, "They insist")
    Volunteers(hub.tools).keep_apart(hub.actor, kofi, world.person_of(task), "A quarrel")
    with pytest.raises(DomainError, match="Kofi Mensah is not sent to this household"):
        give(task, kofi, "They insist")
    husband = world.ask("Harold Mallory")
    home = world.task_rows([task])[0].household_id
    world.edit(Person, world.person_of(husband), household_id=home)
    with pytest.raises(DomainError, match="not sent to this household"):
        give(husband, kofi, "They insist")


def test_somebody_away_or_busy_is_given_it_only_with_a_reason(hub: OpenHub, world: Any, give: Any) -> None:
    kofi, ama = world.volunteer(), world.volunteer("Ama Boateng")
    one, two, three = world.line_of_houses(3)
    for task in (one, two):
        world.edit(Task, task, starts_at=time(10), ends_at=time(10, 30))
    give(one, kofi)
    with pytest.raises(
        DomainError, match=r"Kofi Mensah is already busy then \(Food parcel\)\. Say why"
    ) as busy:
        give(two, kofi)
    assert busy.value.field == "override"
    with pytest.raises(DomainError):
        give(two, kofi, "   ")
    give(two, kofi, "Next door")
    with hub.store.write(hub.actor.user_id) as work:
        work.add(Absence(volunteer_id=ama, first_day=DAY, last_day=DAY))
    with pytest.raises(DomainError, match=r"Ama Boateng is away that day\. Say why"):
        give(three, ama)
    give(three, ama, "Back by noon")


def test_what_is_given_counts_for_what_is_given_next(hub: OpenHub, world: Any) -> None:
    kofi = world.volunteer()
    one, two, three = world.line_of_houses(3)
    for task, hour in ((one, 10), (two, 10), (three, 11)):
        world.edit(Task, task, starts_at=time(hour), ends_at=time(hour, 30))
    done = Offers(hub.tools).accept(hub.actor, [Assignment(key, kofi, 600) for key in (one, two, three)])
    assert done.message.startswith("2 assigned")
    assert [task_of(hub, key).volunteer_id for key in (one, two, three)] == [kofi, None, kofi]


def test_a_task_held_for_somebody_is_given_to_another_only_with_a_reason(
    hub: OpenHub, world: Any, give: Any
) -> None:
    task, kofi, ama = world.ask(), world.volunteer(), world.volunteer("Ama Boateng")
    until = NOW + timedelta(minutes=15)
    with hub.store.write(hub.actor.user_id) as work:
        ring = OfferAnswer.WILL_RING_BACK
        work.add(Offer(task_id=task, volunteer_id=ama, answer=ring, hold_until=until))
    with pytest.raises(DomainError, match=f"Ama Boateng is to ring back by {until.astimezone():%H:%M}"):
        give(task, kofi)
    give(task, ama)


def test_a_task_is_held_for_nobody_from_the_moment_they_were_to_ring(
    hub: OpenHub, world: Any, give: Any
) -> None:
    task, kofi, ama = world.ask(), world.volunteer(), world.volunteer("Ama Boateng")
    with hub.store.write(hub.actor.user_id) as work:
        ring = OfferAnswer.WILL_RING_BACK
        work.add(Offer(task_id=task, volunteer_id=ama, answer=ring, hold_until=NOW))
    give(task, kofi)
    assert task_of(hub, task).volunteer_id == kofi


def test_a_second_goes_along_with_somebody_checked(hub: OpenHub, world: Any, give: Any, pair: Any) -> None:
    task, kofi = world.ask(), world.volunteer()
    dev, ama = world.volunteer("Dev Patel", (CheckType.IDENTITY,)), world.volunteer("Ama Boateng")
    with pytest.raises(DomainError, match="Find a checked volunteer first"):
        pair(task, dev)
    give(task, kofi)
    with pytest.raises(DomainError, match="Kofi Mensah goes already"):
        pair(task, kofi)
    pair(task, dev)
    assert task_of(hub, task).second_volunteer_id == dev
    pair(task, dev)
    with pytest.raises(DomainError, match="Dev Patel goes already"):
        pair(task, ama)


def test_a_promise_without_an_end_lasts_as_long_as_the_help_takes(hub: OpenHub, world: Any) -> None:
    kofi = world.volunteer()
    one, two = world.line_of_houses(2)
    world.edit(Task, one, starts_at=time(10))
    ends = time(10, 5 + world.task_rows([two])[0].minutes)
    world.edit(Task, two, starts_at=time(10, 5), ends_at=ends)
    done = Offers(hub.tools).accept(hub.actor, [Assignment(key, kofi, 600) for key in (one, two)])
    assert done.message.startswith("1 assigned")
    assert task_of(hub, two).volunteer_id is None
