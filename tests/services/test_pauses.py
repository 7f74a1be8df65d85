"""Recurring help that rests: nobody is sent, whoever had it is named, and it goes on as it was."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from db.enums_repeats import HolidayRule
from db.models import HelpPause, Task
from desktop.domain.errors import DomainError, NotFound
from desktop.domain.recurrence import weekly
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.pauses import PauseDraft, Pauses
from desktop.services.people import PersonDraft
from desktop.services.repeats import AheadDay, Repeats
from desktop.services.requests import RequestDraft, Requests
from desktop.services.tasks import TaskDraft, Tasks
from desktop.services.today import TodayDesk
from desktop.services.volunteer_parts import VolunteerDraft
from desktop.services.volunteers import Volunteers

TODAY = date(2026, 11, 17)
"""A Tuesday; help begins on Wednesday."""
WEDNESDAY = TODAY + timedelta(days=1)
WEEK = timedelta(days=7)


def repeat(hub: OpenHub, name: str = "Jean", person_id: str = "") -> tuple[str, str]:
    """A request every Wednesday, and whose it is."""
    draft = RequestDraft(person_id, "hot_meal", recurrence=weekly([2]), starts_on=WEDNESDAY)
    made = (
        Intake(hub.tools)
        .save(hub.actor, CallDraft(draft, None if person_id else PersonDraft(name, last_name="Mallory")))
        .made
    )
    return made, Requests(hub.tools).get(hub.actor, made).draft.person_id


def days(hub: OpenHub, request_id: str) -> list[date]:
    """Days the request has a task in use."""
    return [task.on_date for task in Requests(hub.tools).get(hub.actor, request_id).tasks]


def give(hub: OpenHub, request_id: str, first: str, how_many: int = 1) -> str:
    """Give the first tasks of a request to somebody; gives their key."""
    made = (
        Volunteers(hub.tools)
        .save(hub.actor, VolunteerDraft(PersonDraft(first, last_name="Cole", email="beth@example.org")))
        .made
    )
    with hub.store.write(hub.actor.user_id) as work:
        tasks = work.session.scalars(select(Task).where(Task.request_id == request_id).order_by(Task.on_date))
        for task in list(tasks)[:how_many]:
            task.volunteer_id = made
    return made


def test_nothing_is_planned_in_a_spell_and_help_goes_on_after_it(hub: OpenHub) -> None:
    request_id, person_id = repeat(hub)
    before = days(hub, request_id)
    draft = PauseDraft(WEDNESDAY, WEDNESDAY + WEEK, reason="In hospital")
    done = Pauses(hub.tools).pause(hub.actor, draft, person_id, request_id)
    assert done.message == "Help for Jean Mallory rests from tomorrow"
    assert days(hub, request_id) == before[2:]
    assert Requests(hub.tools).behind(hub.actor) == []


def test_whoever_had_it_is_named_and_has_it_again_when_they_are_back(hub: OpenHub) -> None:
    request_id, person_id = repeat(hub)
    before = days(hub, request_id)
    beth, pauses = give(hub, request_id, "Beth", 2), Pauses(hub.tools)
    done = pauses.pause(hub.actor, PauseDraft(TODAY), person_id)
    assert done.message.endswith("Tell Beth Cole.")
    assert days(hub, request_id) == []
    assert pauses.back(hub.actor, done.made, WEDNESDAY + WEEK).message.startswith(
        "Help for Jean Mallory goes on"
    )
    assert days(hub, request_id) == before[1:]
    with hub.store.read() as session:
        on = select(Task.volunteer_id).where(Task.request_id == request_id, Task.voided_at.is_(None))
        assert list(session.scalars(on.order_by(Task.on_date)))[:2] == [beth, None]


def test_a_spell_of_the_person_holds_back_all_their_help_also_what_is_asked_for_later(hub: OpenHub) -> None:
    first, person_id = repeat(hub)
    second, _person = repeat(hub, person_id=person_id)
    other, _other = repeat(hub, "Bill")
    Pauses(hub.tools).pause(hub.actor, PauseDraft(TODAY), person_id)
    third, _person = repeat(hub, person_id=person_id)
    assert days(hub, first) == days(hub, second) == days(hub, third) == []
    assert days(hub, other)


def test_a_spell_that_never_was_gives_everything_back(hub: OpenHub) -> None:
    request_id, person_id = repeat(hub)
    before, pauses = days(hub, request_id), Pauses(hub.tools)
    made = pauses.pause(hub.actor, PauseDraft(WEDNESDAY), person_id).made
    pauses.back(hub.actor, made, WEDNESDAY)
    assert days(hub, request_id) == before
    assert pauses.of_person(hub.actor, person_id) == []
    with pytest.raises(NotFound):
        pauses.back(hub.actor, made, WEDNESDAY)


def test_a_spell_needs_days_in_order_that_are_not_over(hub: OpenHub) -> None:
    _request, person_id = repeat(hub)
    pauses = Pauses(hub.tools)
    with pytest.raises(DomainError, match="before the first"):
        pauses.pause(hub.actor, PauseDraft(WEDNESDAY, TODAY), person_id)
    with pytest.raises(DomainError, match="is over"):
        pauses.pause(hub.actor, PauseDraft(TODAY - WEEK, TODAY - timedelta(days=1)), person_id)


def test_the_hub_is_reminded_to_ask_whether_they_are_back_and_may_ask_later(hub: OpenHub) -> None:
    _request, person_id = repeat(hub)
    pauses = Pauses(hub.tools)
    made = pauses.pause(hub.actor, PauseDraft(TODAY, look_on=TODAY, reason="With her sister"), person_id).made
    (item,) = [one for one in TodayDesk(hub.tools).day(hub.actor).items if one.key.startswith("pauses:")]
    assert item.sentence.text.format(**item.sentence.values) == "Is Jean Mallory back?"
    assert item.item == person_id
    pauses.ask_later(hub.actor, made, TODAY + WEEK)
    assert not [one for one in TodayDesk(hub.tools).day(hub.actor).items if one.key.startswith("pauses:")]
    with pytest.raises(DomainError, match="from tomorrow"):
        pauses.ask_later(hub.actor, made, TODAY)


def test_help_that_ends_within_two_weeks_is_on_today(hub: OpenHub) -> None:
    ends = TODAY + timedelta(days=10)
    draft = RequestDraft("", "hot_meal", recurrence=weekly([2], until=ends), starts_on=WEDNESDAY)
    Intake(hub.tools).save(hub.actor, CallDraft(draft, PersonDraft("Ann", last_name="Lee")))
    repeat(hub)
    (item,) = [one for one in TodayDesk(hub.tools).day(hub.actor).items if one.key.startswith("ending:")]
    assert item.sentence.values["person"] == "Ann Lee"
    assert item.day == ends


def test_one_changed_by_hand_stays_when_its_series_changes(hub: OpenHub) -> None:
    request_id, _person = repeat(hub)
    requests, tasks = Requests(hub.tools), Tasks(hub.tools)
    first = requests.get(hub.actor, request_id).tasks[0]
    tasks.save(hub.actor, TaskDraft(WEDNESDAY + timedelta(days=1), items="3 meals"), first.id)
    held = tasks.get(hub.actor, first.id)
    assert (held.draft.on_date, held.draft.items) == (WEDNESDAY + timedelta(days=1), "3 meals")
    draft = requests.get(hub.actor, request_id).draft
    requests.save(hub.actor, replace(draft, recurrence=weekly([0])), request_id)
    found = days(hub, request_id)
    assert found[0] == WEDNESDAY + timedelta(days=1)
    assert all(day.weekday() == 0 for day in found[1:])
    assert requests.behind(hub.actor) == []


def test_days_ahead_say_which_bank_holiday_they_stand_for(hub: OpenHub) -> None:
    repeats = Repeats(hub.tools)
    start = date(2026, 12, 18)
    found = repeats.ahead(hub.actor, weekly([4]), start, HolidayRule.DAY_BEFORE)
    assert found[:2] == [AheadDay(start), AheadDay(date(2026, 12, 24), date(2026, 12, 25))]
    assert repeats.ahead(hub.actor, weekly([4]), start)[1] == AheadDay(date(2026, 12, 25), is_holiday=True)
    assert repeats.read(hub.actor, "every Friday").rule == "FREQ=WEEKLY;BYDAY=FR"


def test_a_bank_holiday_moves_the_task_and_keeps_its_key(hub: OpenHub) -> None:
    draft = RequestDraft("", "hot_meal", recurrence=weekly([4]), starts_on=date(2026, 12, 18))
    made = Intake(hub.tools).save(hub.actor, CallDraft(draft, PersonDraft("Ann"))).made
    requests = Requests(hub.tools)
    plain = {task.id: task.on_date for task in requests.get(hub.actor, made).tasks}
    held = requests.get(hub.actor, made).draft
    requests.save(hub.actor, replace(held, holidays=HolidayRule.DAY_BEFORE), made)
    moved = {task.id: task.on_date for task in requests.get(hub.actor, made).tasks}
    assert moved.keys() == plain.keys()
    assert date(2026, 12, 24) in moved.values()
    assert date(2026, 12, 25) not in moved.values()
    assert requests.behind(hub.actor) == []


def test_undoing_a_pause_brings_its_tasks_back(hub: OpenHub) -> None:
    request_id, person_id = repeat(hub)
    before = days(hub, request_id)
    done = Pauses(hub.tools).pause(hub.actor, PauseDraft(TODAY), person_id)
    History(hub.tools).undo(hub.actor, done.txn)
    assert days(hub, request_id) == before
    with hub.store.read() as session:
        assert all(one.voided_at for one in session.scalars(select(HelpPause)))
