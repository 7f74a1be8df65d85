"""Tasks listed, moved and voided; what came of them, put right and undone."""

from datetime import date, time

import pytest
from sqlalchemy import select

from db.enums import (
    CloseReason,
    ContactOutcome,
    RequestStatus,
    Role,
    TaskKind,
    TaskOutcome,
    TaskStatus,
    VolunteerStatus,
)
from db.models import Person, Request, Task, Volunteer
from db.queries.tasks import SORTS, TaskFilter
from desktop.domain.errors import DomainError
from desktop.domain.recurrence import weekly
from desktop.services.base import Actor
from desktop.services.contacts import Contacts
from desktop.services.history import History
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.task_outcomes import alarm_key
from desktop.services.tasks import TaskDraft, Tasks

DAY = date(2026, 11, 18)


def ask(hub: OpenHub, name: str = "Jean Mallory", need: str = "food_parcel", **said: object) -> str:
    """Take a call for somebody new; the key of the request's first task."""
    first, _, last = name.partition(" ")
    person = PersonDraft(
        first, last_name=last, household=HouseholdDraft(f"1 {last} Road", postcode="QX4 2LB")
    )
    wanted = {"due_on": DAY, **said}
    request_id = Intake(hub.tools).save(hub.actor, CallDraft(RequestDraft("", need, **wanted), person)).made  # type: ignore[arg-type]
    return Requests(hub.tools).get(hub.actor, request_id).tasks[0].id


def request_of(hub: OpenHub, task_id: str) -> Request:
    """The request a task belongs to, as it stands."""
    with hub.store.read() as session:
        return session.scalars(select(Request).join(Task).where(Task.id == task_id)).one()


def alarms(hub: OpenHub) -> list[Request]:
    """Welfare requests in use that follow another request."""
    with hub.store.read() as session:
        return list(
            session.scalars(
                select(Request).where(Request.follows_id.is_not(None), Request.voided_at.is_(None))
            )
        )


def volunteer(hub: OpenHub, name: str = "Kofi Mensah") -> str:
    """A volunteer, put in directly."""
    first, _, last = name.partition(" ")
    with hub.store.write(hub.actor.user_id) as work:
        person = Person(number=work.next_number("person"), first_name=first, last_name=last)
        work.add(person)
        work.session.flush()
        made = Volunteer(
            number=work.next_number("volunteer"), person_id=person.id, status=VolunteerStatus.ACTIVE
        )
        work.add(made)
        work.session.flush()
        return made.id


def test_tasks_are_listed_filtered_and_sorted_every_way(hub: OpenHub) -> None:
    tasks = Tasks(hub.tools)
    parcel, errand = ask(hub), ask(hub, "Amina Bello", "prescription", due_on=date(2026, 11, 20))
    assert tasks.ids(hub.actor, TaskFilter()) == [parcel, errand]
    for sort in SORTS:
        assert sorted(tasks.ids(hub.actor, TaskFilter(), sort, True)) == sorted([parcel, errand]), sort
    assert tasks.ids(hub.actor, TaskFilter(), "person") == [errand, parcel]
    assert tasks.ids(hub.actor, TaskFilter(last_day=DAY)) == [parcel]
    assert tasks.ids(hub.actor, TaskFilter(first_day=date(2026, 11, 19))) == [errand]
    assert tasks.ids(hub.actor, TaskFilter(kinds=(TaskKind.ERRAND,))) == [errand]
    assert tasks.ids(hub.actor, TaskFilter(need_code="food_parcel", uncovered=True)) == [parcel]
    assert tasks.ids(hub.actor, TaskFilter(statuses=(TaskStatus.DONE,))) == []
    assert tasks.ids(hub.actor, TaskFilter(among=(errand,))) == [errand]
    assert tasks.ids(hub.actor, TaskFilter(area_id="0" * 32)) == []
    (row,) = tasks.rows(hub.actor, [parcel])
    assert (row.first_name, row.need, row.on_date, row.volunteer, row.round_id) == (
        "Jean",
        "Food parcel",
        DAY,
        "",
        None,
    )
    assert tasks.ids(hub.actor, TaskFilter(person_id=row.person_id)) == [parcel]
    assert tasks.ids(hub.actor, TaskFilter(volunteer_id="0" * 32)) == []
    for wanted in (TaskFilter(), TaskFilter(last_day=DAY), TaskFilter(area_id="0" * 32)):
        assert tasks.count(hub.actor, wanted) == len(tasks.ids(hub.actor, wanted))


def test_a_private_need_is_not_named_in_the_list_of_tasks(hub: OpenHub) -> None:
    task = ask(hub, need="domestic_abuse")
    other = Actor("f" * 32, "Yusuf", frozenset({Role.CALL_HANDLER}))
    (row,) = Tasks(hub.tools).rows(other, [task])
    assert (row.need, row.need_code, row.icon) == ("Private need", "", "eye-off")
    assert "abuse" not in repr(Tasks(hub.tools).get(other, task)).lower()
    assert Tasks(hub.tools).get(hub.actor, task).row.need == "Domestic abuse"


def test_moving_one_task_leaves_its_series_alone(hub: OpenHub) -> None:
    tasks = Tasks(hub.tools)
    first = ask(hub, recurrence=weekly([2]), starts_on=DAY)
    before = [task.on_date for task in Requests(hub.tools).get(hub.actor, request_of(hub, first).id).tasks]
    tasks.save(hub.actor, TaskDraft(date(2026, 11, 19), time(10), time(12)), first)
    detail = tasks.get(hub.actor, first)
    assert detail.draft == TaskDraft(date(2026, 11, 19), time(10), time(12))
    Requests(hub.tools).extend(hub.actor)
    after = [task.on_date for task in Requests(hub.tools).get(hub.actor, request_of(hub, first).id).tasks]
    assert after == [date(2026, 11, 19), *before[1:]]
    with pytest.raises(DomainError, match="before the beginning"):
        tasks.save(hub.actor, TaskDraft(DAY, time(12), time(12)), first)


def test_taking_the_volunteer_off_puts_the_request_back_to_be_matched(hub: OpenHub) -> None:
    task, kofi = ask(hub), volunteer(hub)
    request_id = request_of(hub, task).id
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Task, task).volunteer_id = kofi
        work.session.get_one(Request, request_id).status = RequestStatus.ASSIGNED
    assert Tasks(hub.tools).rows(hub.actor, [task])[0].volunteer == "Kofi Mensah"
    assert Tasks(hub.tools).ids(hub.actor, TaskFilter(volunteer_id=kofi)) == [task]
    Tasks(hub.tools).save(hub.actor, TaskDraft(DAY, keep_volunteer=False), task)
    assert Tasks(hub.tools).rows(hub.actor, [task])[0].volunteer_id is None
    assert request_of(hub, task).status is RequestStatus.TRIAGED


def test_a_voided_task_leaves_the_list_and_history_brings_it_back(hub: OpenHub) -> None:
    tasks, task = Tasks(hub.tools), ask(hub)
    with pytest.raises(DomainError, match="Say why"):
        tasks.void(hub.actor, task, " ")
    done = tasks.void(hub.actor, task, "Not needed")
    assert tasks.ids(hub.actor, TaskFilter()) == []
    assert tasks.ids(hub.actor, TaskFilter(voided=True)) == [task]
    History(hub.tools).undo(hub.actor, done.txn)
    assert tasks.ids(hub.actor, TaskFilter()) == [task]


def test_a_single_request_is_done_when_its_task_is_and_open_again_when_that_is_put_right(
    hub: OpenHub,
) -> None:
    tasks, task = Tasks(hub.tools), ask(hub)
    done = tasks.outcome(hub.actor, task, TaskOutcome.DELIVERED)
    assert done.message == "R-1: delivered."
    request = request_of(hub, task)
    assert (request.status, request.close_reason) == (RequestStatus.DONE, CloseReason.MET)
    assert tasks.outcome(hub.actor, task, TaskOutcome.DELIVERED).txn == ""
    assert tasks.outcome(hub.actor, task, TaskOutcome.LEFT_SAFE).txn
    assert request_of(hub, task).status is RequestStatus.DONE
    said = tasks.outcome(hub.actor, task, TaskOutcome.NO_ANSWER, "Curtains drawn")
    assert said.message == "R-1: no answer. Ring today."
    request = request_of(hub, task)
    assert (request.status, request.close_reason, request.closed_at) == (
        RequestStatus.IN_PROGRESS,
        None,
        None,
    )
    with pytest.raises(DomainError, match="no longer planned"):
        tasks.save(hub.actor, TaskDraft(DAY), task)


def test_a_repeating_request_goes_on_after_a_delivery(hub: OpenHub) -> None:
    task = ask(hub, recurrence=weekly([2]), starts_on=DAY)
    Tasks(hub.tools).outcome(hub.actor, task, TaskOutcome.DELIVERED)
    assert request_of(hub, task).status is RequestStatus.NEW


def test_a_request_that_a_person_closed_stays_closed(hub: OpenHub) -> None:
    task = ask(hub)
    Tasks(hub.tools).outcome(hub.actor, task, TaskOutcome.PARTLY)
    Requests(hub.tools).close(hub.actor, request_of(hub, task).id, CloseReason.PARTLY_MET, "Half")
    Tasks(hub.tools).outcome(hub.actor, task, TaskOutcome.NO_ANSWER)
    assert request_of(hub, task).status is RequestStatus.DONE
    assert request_of(hub, task).close_note == "Half"


def test_nobody_at_the_door_is_a_call_due_today_and_no_longer_once_put_right(hub: OpenHub) -> None:
    tasks, task = Tasks(hub.tools), ask(hub)
    person_id = request_of(hub, task).person_id
    tasks.outcome(hub.actor, task, TaskOutcome.NO_ANSWER, "Curtains drawn")
    last = Contacts(hub.tools).of(hub.actor, person_id)[0]
    assert (last.outcome, last.note, last.next_on) == (
        ContactOutcome.NO_ANSWER,
        "Curtains drawn",
        date(2026, 11, 17),
    )
    tasks.outcome(hub.actor, task, TaskOutcome.REFUSED)
    assert Contacts(hub.tools).of(hub.actor, person_id)[0].outcome is ContactOutcome.REFUSED
    tasks.outcome(hub.actor, task, TaskOutcome.DELIVERED)
    last = Contacts(hub.tools).of(hub.actor, person_id)[0]
    assert (last.outcome, last.next_on) == (ContactOutcome.REACHED, None)


def test_a_box_still_unopened_raises_one_alarm_that_follows_the_request(hub: OpenHub) -> None:
    tasks, task = Tasks(hub.tools), ask(hub)
    done = tasks.outcome(hub.actor, task, TaskOutcome.LAST_UNOPENED)
    assert "welfare call is due today" in done.message
    (alarm,) = alarms(hub)
    assert (alarm.id, alarm.due_on, alarm.follows_id) == (
        alarm_key(task),
        date(2026, 11, 17),
        request_of(hub, task).id,
    )
    shown = Requests(hub.tools).get(hub.actor, alarm.id)
    assert (shown.need, len(shown.tasks), shown.tasks[0].on_date) == ("Welfare call", 1, date(2026, 11, 17))
    tasks.outcome(hub.actor, task, TaskOutcome.DELIVERED)
    assert alarms(hub) == []
    tasks.outcome(hub.actor, task, TaskOutcome.LAST_UNOPENED)
    assert [one.id for one in alarms(hub)] == [alarm.id]
    assert len(Requests(hub.tools).get(hub.actor, alarm.id).tasks) == 1


def test_an_alarm_somebody_has_begun_to_see_to_stays(hub: OpenHub) -> None:
    tasks, task = Tasks(hub.tools), ask(hub)
    tasks.outcome(hub.actor, task, TaskOutcome.LAST_UNOPENED)
    Requests(hub.tools).move(hub.actor, alarm_key(task), RequestStatus.IN_PROGRESS)
    tasks.outcome(hub.actor, task, TaskOutcome.DELIVERED)
    assert len(alarms(hub)) == 1
    other = ask(hub, "Tom Hale")
    tasks.outcome(hub.actor, other, TaskOutcome.LAST_UNOPENED)
    call = Requests(hub.tools).get(hub.actor, alarm_key(other)).tasks[0].id
    tasks.outcome(hub.actor, call, TaskOutcome.NOT_ATTEMPTED)
    with hub.store.write(hub.actor.user_id) as work:
        work.session.get_one(Task, call).volunteer_id = volunteer_key(work.session)
    tasks.outcome(hub.actor, other, TaskOutcome.DELIVERED)
    assert len(alarms(hub)) == 2


def volunteer_key(session: object) -> str:
    """Any volunteer, made in the open transaction."""
    person = Person(number=99, first_name="Kofi")
    session.add(person)  # type: ignore[attr-defined]
    session.flush()  # type: ignore[attr-defined]
    made = Volunteer(number=99, person_id=person.id)
    session.add(made)  # type: ignore[attr-defined]
    session.flush()  # type: ignore[attr-defined]
    return made.id


def test_a_worry_names_the_lead_number_and_a_task_called_off_is_not_keyed(hub: OpenHub) -> None:
    tasks, task = Tasks(hub.tools), ask(hub)
    done = tasks.outcome(hub.actor, task, TaskOutcome.WORRIED)
    assert "Ring the safeguarding lead now, 020 7946 0801" in done.message
    assert "plan again" in tasks.outcome(hub.actor, task, TaskOutcome.NOT_ATTEMPTED).message.lower()
    off = ask(hub, "Tom Hale")
    Requests(hub.tools).close(hub.actor, request_of(hub, off).id, CloseReason.NOT_NEEDED)
    with pytest.raises(DomainError, match="called off"):
        tasks.outcome(hub.actor, off, TaskOutcome.DELIVERED)


def test_a_call_cancelled_at_the_door_can_be_put_right(hub: OpenHub) -> None:
    tasks, task = Tasks(hub.tools), ask(hub)
    tasks.outcome(hub.actor, task, TaskOutcome.CANCELLED)
    assert tasks.rows(hub.actor, [task])[0].status is TaskStatus.CANCELLED
    tasks.outcome(hub.actor, task, TaskOutcome.DELIVERED)
    assert tasks.rows(hub.actor, [task])[0].status is TaskStatus.DONE
    assert request_of(hub, task).status is RequestStatus.DONE


def test_undoing_an_earlier_outcome_never_splits_a_later_one(hub: OpenHub) -> None:
    tasks, task, history = Tasks(hub.tools), ask(hub), History(hub.tools)
    first = tasks.outcome(hub.actor, task, TaskOutcome.DELIVERED)
    second = tasks.outcome(hub.actor, task, TaskOutcome.NO_ANSWER)
    history.undo(hub.actor, first.txn)
    row = tasks.rows(hub.actor, [task])[0]
    assert (row.outcome, row.status) == (TaskOutcome.NO_ANSWER, TaskStatus.DONE)
    history.undo(hub.actor, second.txn)
    row = tasks.rows(hub.actor, [task])[0]
    assert (row.outcome, row.status) == (TaskOutcome.DELIVERED, TaskStatus.DONE)
