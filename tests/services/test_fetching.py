"""Help that is fetched: nobody brings it, nobody is looked for, and whoever does not come is rung."""

from datetime import date, timedelta

import pytest

from db.enums import RequestStatus, TaskKind, TaskOutcome
from db.enums_calls import CallKind
from db.models import CallPlan, Task
from db.queries.tasks import TaskFilter
from desktop.domain.recurrence import weekly
from desktop.services.day_plans import DayPlans
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.people import People, PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.tasks import Tasks
from desktop.services.today import TodayDesk

TODAY = date(2026, 11, 17)


@pytest.fixture
def jean(hub: OpenHub) -> str:
    """Somebody with an address."""
    return People(hub.tools).save(hub.actor, PersonDraft("Jean", last_name="Mallory")).made


def ask(hub: OpenHub, person: str, **more: object) -> str:
    """A hot meal fetched today, or as said."""
    given: dict[str, object] = {"due_on": TODAY, "collects": True} | more
    return Requests(hub.tools).save(hub.actor, RequestDraft(person, "hot_meal", **given)).made  # type: ignore[arg-type]


def kinds(hub: OpenHub) -> set[TaskKind]:
    """What kinds of task there are."""
    with hub.store.read() as session:
        return {one.kind for one in session.query(Task).filter(Task.voided_at.is_(None))}


def today(hub: OpenHub) -> list[str]:
    """What Today says of it."""
    items = TodayDesk(hub.tools).day(hub.actor).items
    return [one.sentence.text.format(**one.sentence.values) for one in items if one.place == "tasks"]


def test_nobody_is_looked_for_and_no_round_takes_it(hub: OpenHub, jean: str) -> None:
    asked, tasks = ask(hub, jean), Tasks(hub.tools)
    assert Requests(hub.tools).get(hub.actor, asked).status is RequestStatus.ASSIGNED
    assert kinds(hub) == {TaskKind.COLLECTION}
    assert tasks.count(hub.actor, TaskFilter(uncovered=True)) == 0
    assert DayPlans(hub.tools).board(hub.actor, TODAY).homes == 0
    day = TodayDesk(hub.tools).day(hub.actor)
    assert not [one for one in day.items if one.place == "match"]
    assert today(hub) == ["1 comes to fetch something today"]


def test_what_is_fetched_is_met_and_today_is_silent(hub: OpenHub, jean: str) -> None:
    asked, tasks = ask(hub, jean), Tasks(hub.tools)
    (key,) = tasks.ids(hub.actor, TaskFilter(kinds=(TaskKind.COLLECTION,)))
    done = tasks.outcome(hub.actor, key, TaskOutcome.DELIVERED)
    assert Requests(hub.tools).get(hub.actor, asked).status is RequestStatus.DONE
    assert today(hub) == []
    History(hub.tools).undo(hub.actor, done.txn)
    assert Requests(hub.tools).get(hub.actor, asked).status is RequestStatus.ASSIGNED
    assert today(hub) == ["1 comes to fetch something today"]


def test_whoever_does_not_come_is_rung_the_same_day(hub: OpenHub, jean: str) -> None:
    ask(hub, jean)
    tasks = Tasks(hub.tools)
    (key,) = tasks.ids(hub.actor, TaskFilter(kinds=(TaskKind.COLLECTION,)))
    tasks.outcome(hub.actor, key, TaskOutcome.NO_ANSWER)
    with hub.store.read() as session:
        (call,) = session.query(CallPlan)
        assert (call.kind, call.name) == (CallKind.DOOR, "Nobody came for what was kept")
        assert call.gently == "Nobody came on Tuesday for what was kept for them."


def test_a_request_changes_from_brought_to_fetched_and_back(hub: OpenHub, jean: str) -> None:
    requests = Requests(hub.tools)
    asked = ask(hub, jean, collects=False, recurrence=weekly([1, 3]), starts_on=TODAY)
    assert kinds(hub) == {TaskKind.DELIVERY}
    draft = RequestDraft(jean, "hot_meal", recurrence=weekly([1, 3]), starts_on=TODAY, due_on=TODAY)
    assert requests.get(hub.actor, asked).status is RequestStatus.NEW
    fetched = RequestDraft(**{name: getattr(draft, name) for name in draft.__slots__} | {"collects": True})
    requests.save(hub.actor, fetched, asked)
    assert kinds(hub) == {TaskKind.COLLECTION}
    assert requests.get(hub.actor, asked).status is RequestStatus.ASSIGNED
    assert requests.behind(hub.actor) == []
    requests.save(hub.actor, draft, asked)
    assert kinds(hub) == {TaskKind.DELIVERY}
    assert requests.get(hub.actor, asked).status is RequestStatus.TRIAGED


def test_only_what_is_brought_can_be_fetched(hub: OpenHub, jean: str) -> None:
    Requests(hub.tools).save(hub.actor, RequestDraft(jean, "befriending", collects=True))
    assert TaskKind.COLLECTION not in kinds(hub)


def test_what_nobody_came_for_is_told_of_the_day_after(hub: OpenHub, jean: str) -> None:
    ask(hub, jean, due_on=TODAY)
    with hub.store.write(hub.actor.user_id) as work:
        for one in work.session.query(Task):
            one.on_date = TODAY - timedelta(days=1)
    assert today(hub) == ["Nobody came for what was kept for them"]
