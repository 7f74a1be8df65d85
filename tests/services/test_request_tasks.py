"""Repeating help kept eight weeks ahead: for all at once, never twice, and never against somebody's word."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from db.models import Task
from desktop.domain.recurrence import weekly
from desktop.services import request_tasks
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.tasks import Tasks

TODAY = date(2026, 11, 17)
LATER = TODAY + timedelta(days=9)


def repeat(hub: OpenHub, name: str, recurrence: str) -> str:
    """A request of somebody new that repeats from tomorrow on."""
    draft = RequestDraft("", "hot_meal", recurrence=recurrence, starts_on=TODAY + timedelta(days=1))
    return Intake(hub.tools).save(hub.actor, CallDraft(draft, PersonDraft(name))).made


def days(hub: OpenHub, request_id: str) -> list[date]:
    """Days the request has a task in use."""
    return [task.on_date for task in Requests(hub.tools).get(hub.actor, request_id).tasks]


def on_a_later_day(hub: OpenHub) -> Requests:
    """The verbs, nine days on."""
    clock = hub.tools.clock
    return Requests(replace(hub.tools, clock=lambda: clock() + (LATER - TODAY)))


@contextmanager
def counted(engine: object) -> Iterator[list[str]]:
    """The statements sent to the store meanwhile."""
    sent: list[str] = []

    def note(*args: object) -> None:
        sent.append(str(args[2]))

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_only_those_that_fall_short_are_behind_and_catch_up(hub: OpenHub) -> None:
    daily, weeks = repeat(hub, "Ann", weekly([0, 1, 2, 3, 4])), repeat(hub, "Bea", weekly([2]))
    requests = on_a_later_day(hub)
    assert Requests(hub.tools).behind(hub.actor) == []
    assert sorted(requests.behind(hub.actor)) == sorted([daily, weeks])
    requests.extend(hub.actor, [weeks])
    assert requests.behind(hub.actor) == [daily]
    assert days(hub, weeks)[-1] == date(2027, 1, 20)
    assert requests.extend(hub.actor).txn
    assert requests.behind(hub.actor) == []
    assert requests.extend(hub.actor).txn == ""


def test_a_day_somebody_took_off_stays_off(hub: OpenHub) -> None:
    request_id = repeat(hub, "Ann", weekly([2]))
    first = Requests(hub.tools).get(hub.actor, request_id).tasks[0]
    Tasks(hub.tools).void(hub.actor, first.id, "Away that day")
    left = days(hub, request_id)
    requests = Requests(hub.tools)
    assert requests.behind(hub.actor) == []
    requests.extend(hub.actor, [request_id])
    requests.save(hub.actor, replace(requests.get(hub.actor, request_id).draft, items="Soup"), request_id)
    assert days(hub, request_id) == left


def test_a_day_that_no_longer_fitted_comes_back_with_its_rule(hub: OpenHub) -> None:
    request_id = repeat(hub, "Ann", weekly([2, 4]))
    requests = Requests(hub.tools)
    before, draft = days(hub, request_id), requests.get(hub.actor, request_id).draft
    requests.save(hub.actor, replace(draft, recurrence=weekly([2])), request_id)
    assert len(days(hub, request_id)) == len(before) / 2
    requests.save(hub.actor, draft, request_id)
    assert days(hub, request_id) == before


def test_a_task_that_no_longer_fits_puts_its_request_behind(hub: OpenHub) -> None:
    request_id = repeat(hub, "Ann", weekly([2]))
    with hub.store.write(hub.actor.user_id) as work:
        task = work.session.scalars(select(Task).where(Task.request_id == request_id)).first()
        assert task is not None
        task.occurrence += timedelta(days=1)
    assert Requests(hub.tools).behind(hub.actor) == [request_id]


@pytest.mark.parametrize("many", [2, 12])
def test_the_number_of_reads_does_not_grow_with_the_requests(hub: OpenHub, many: int) -> None:
    for number in range(many):
        repeat(hub, f"Ann {number}", weekly([2]))
    requests = on_a_later_day(hub)
    with counted(hub.store.reader) as sent:
        behind = requests.behind(hub.actor)
    assert len(behind) == many
    assert sum("FROM task" in one or "FROM request" in one for one in sent) == 3
    with hub.store.write(hub.actor.user_id) as work, counted(work.session.get_bind()) as sent:
        request_tasks.extend(work, behind, LATER)
        work.session.flush()
        assert sum(one.startswith("SELECT") for one in sent) <= 5
