"""The renewal worklist over a real hub: what each lapse stops, as the gate itself says, and status checks."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from db.enums import (
    Answer,
    Channel,
    CheckLevel,
    CheckStatus,
    CheckType,
    Role,
    TaskStatus,
    Urgency,
    VolunteerStatus,
)
from db.enums_checks import CheckDecision, StatusResult
from db.models import Change, Check, Household, NeedType, Person, Request, Round, Stop, Task, Volunteer
from desktop.domain.errors import DomainError, NotAllowed
from desktop.domain.renewals import Updates, Window
from desktop.services import gate
from desktop.services.base import Actor
from desktop.services.hubs import OpenHub
from desktop.services.renewals import Renewal, Renewals, StatusEntry
from desktop.services.sitting import cleared_for_tasks

TODAY = date(2026, 11, 17)
NOW = datetime(2026, 11, 17, 10, 42, tzinfo=UTC)
DBS: dict[str, Any] = {
    "type": CheckType.DBS,
    "status": CheckStatus.VERIFIED,
    "level": CheckLevel.ENHANCED_ADULTS_BARRED,
    "decision": CheckDecision.SUITABLE,
}
ON_IT = {"update_service": Answer.YES, "update_consent": Answer.YES}
MANAGER = Actor("f" * 32, "Moira", frozenset({Role.VOLUNTEER_MANAGER}))


def the_day(hub: OpenHub) -> date:
    """The day the hub reckons with: changes of this test may be newer than its clock."""
    with hub.store.read() as session:
        return gate.today(session, TODAY).day


def add(hub: OpenHub, name: str, ends_in: int | None = 400, **dbs: Any) -> str:
    """An active volunteer with every check; the DBS ends in some days. The volunteer's key."""
    end = the_day(hub) + timedelta(days=ends_in) if ends_in is not None else None
    with hub.store.write(hub.actor.user_id) as work:
        person = Person(
            number=work.next_number("person"),
            first_name=name,
            last_name="Probert",
            date_of_birth=date(1980, 1, 1),
        )
        work.add(person)
        work.session.flush()
        made = Volunteer(
            number=work.next_number("volunteer"), person_id=person.id, status=VolunteerStatus.ACTIVE
        )
        work.add(made)
        work.session.flush()
        last = DBS | {"review_on": end} | dbs
        for kind in CheckType:
            if kind not in (CheckType.DBS, last["type"]):
                work.add(Check(volunteer_id=made.id, type=kind, status=CheckStatus.VERIFIED))
        work.add(Check(volunteer_id=made.id, **last))
        return made.id


def plan(hub: OpenHub, who: str, in_days: int, need: str = "shopping", second: str = "") -> str:
    """A planned task of a volunteer; its key."""
    day = the_day(hub) + timedelta(days=in_days)
    with hub.store.write(hub.actor.user_id) as work:
        home = Household(number=work.next_number("household"), address_line1="1 Mill Road")
        work.add(home)
        work.session.flush()
        person = Person(number=work.next_number("person"), first_name="Jean", household_id=home.id)
        work.add(person)
        work.session.flush()
        kind = work.session.scalars(select(NeedType).where(NeedType.code == need)).one()
        asked = Request(
            number=work.next_number("request"),
            person_id=person.id,
            need_type_id=kind.id,
            due_on=day,
            urgency=Urgency.THIS_WEEK,
            source=Channel.PHONE,
            taken_at=NOW,
        )
        work.add(asked)
        work.session.flush()
        task = Task(
            request_id=asked.id, occurrence=day, on_date=day, kind=kind.kind, status=TaskStatus.PLANNED
        )
        task.volunteer_id, task.second_volunteer_id = who, second or None
        work.add(task)
        work.session.flush()
        return task.id


def listed(hub: OpenHub, actor: Actor | None = None) -> list[Renewal]:
    return Renewals(hub.tools).worklist(actor or hub.actor)


def checks(hub: OpenHub) -> dict[str, Check]:
    with hub.store.read() as session:
        return {one.id: one for one in session.scalars(select(Check).where(Check.type == CheckType.DBS))}


@pytest.mark.parametrize(
    ("left", "window"),
    [
        (-1, Window.ENDED),
        (0, Window.WEEK),
        (7, Window.WEEK),
        (8, Window.MONTH),
        (30, Window.MONTH),
        (31, Window.TWO_MONTHS),
        (60, Window.TWO_MONTHS),
        (61, None),
    ],
)
def test_each_check_stands_in_its_window(hub: OpenHub, left: int, window: Window | None) -> None:
    who = add(hub, "Sian", left)
    found = [(one.volunteer_id, one.kind, one.window) for one in listed(hub)]
    assert found == ([(who, CheckType.DBS, window)] if window else [])


def test_the_tasks_a_lapse_stops_are_those_the_gate_refuses_on_their_day(hub: OpenHub) -> None:
    day = the_day(hub)
    who = add(hub, "Sian", 10)
    tasks = {left: plan(hub, who, left) for left in (0, 9, 10, 11, 40)}
    (one,) = listed(hub)
    with hub.store.read() as session:
        cleared = cleared_for_tasks(session, list(tasks.values()), TODAY)
    refused = [key for key in tasks.values() if key not in cleared]
    assert [task.id for task in one.tasks] == refused == [tasks[11], tasks[40]]
    assert [task.on_date for task in one.tasks] == [day + timedelta(days=n) for n in (11, 40)]
    assert one.needs
    assert "Shopping" in one.needs


def test_what_has_ended_stops_every_planned_task_now(hub: OpenHub) -> None:
    who = add(hub, "Sian", -1)
    tasks = [plan(hub, who, left) for left in (0, 5)]
    (one,) = listed(hub)
    assert [task.id for task in one.tasks] == tasks
    assert "Shopping" in one.needs


def test_a_task_of_two_is_listed_with_whoever_lapses(hub: OpenHub) -> None:
    first, second = add(hub, "Sian"), add(hub, "Tom", 3)
    task = plan(hub, first, 20, second=second)
    found = {one.volunteer_id: [each.id for each in one.tasks] for one in listed(hub)}
    assert found == {second: [task]}


def test_resting_stops_nothing_and_gone_is_not_listed(hub: OpenHub) -> None:
    who = add(hub, "Sian", 3)
    for status, count in ((VolunteerStatus.RESTING, 1), (VolunteerStatus.LEFT, 0)):
        with hub.store.write(hub.actor.user_id) as work:
            work.session.get_one(Volunteer, who).status = status
        found = listed(hub)
        assert [one.needs for one in found] == [()] * count


def test_a_round_is_named_to_those_who_see_rounds(hub: OpenHub) -> None:
    task = plan(hub, add(hub, "Sian", 3), 9)
    with hub.store.write(hub.actor.user_id) as work:
        held = work.session.get_one(Task, task)
        home = work.session.scalars(select(Household.id)).one()
        run = Round(number=7, name="Quayside", on_date=held.on_date, starts_at=time(9, 45))
        work.add(run)
        work.session.flush()
        stop = Stop(round_id=run.id, household_id=home, position=1)
        work.add(stop)
        work.session.flush()
        held.stop_id = stop.id
        round_id = run.id
    (lead,), (manager,) = listed(hub), listed(hub, MANAGER)
    assert [(one.round, one.round_id) for one in lead.tasks] == [("Quayside", round_id)]
    assert [(one.round, one.round_id) for one in manager.tasks] == [("", "")]


def test_a_private_need_is_named_to_the_lead_alone_and_rounds_to_those_who_see_them(hub: OpenHub) -> None:
    who = add(hub, "Sian", 3, type=CheckType.IDENTITY, level=CheckLevel.NONE)
    plan(hub, who, 9, "domestic_abuse")
    (lead,), (manager,) = listed(hub), listed(hub, MANAGER)
    assert [one.need for one in lead.tasks] == ["Domestic abuse"]
    assert [one.need for one in manager.tasks] == ["Private need"]
    assert "abuse" not in " ".join(lead.needs + manager.needs).lower()


def test_the_number_of_statements_does_not_grow_with_the_list(hub: OpenHub) -> None:
    counts, ran = [], list[str]()
    with hub.store.read() as session:
        engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *said: ran.append(said[2]))
    for name in ("Sian", "Tom", "Ute"):
        plan(hub, add(hub, name, 5), 8)
        ran.clear()
        listed(hub)
        counts.append(len(ran))
    assert len(set(counts)) == 1, counts


def test_status_checks_of_several_are_recorded_in_one_go(hub: OpenHub) -> None:
    for name in ("Sian", "Tom", "Ute"):
        add(hub, name, 5, **ON_IT)
    found = listed(hub)
    assert {one.updates for one in found} == {Updates.CAN}
    again = TODAY + timedelta(days=700)
    answers = {one.id: StatusResult.NO_CHANGE for one in found}
    answers[found[2].id] = StatusResult.CHANGED
    made = Renewals(hub.tools).record_status(hub.actor, StatusEntry(TODAY, answers, again))
    assert made.message == "3 status checks recorded"
    with hub.store.read() as session:
        txns = set(session.scalars(select(Change.txn).where(Change.field == "status_result")))
    assert txns == {made.txn}
    held = checks(hub)
    assert [held[one.id].review_on == again for one in found] == [True, True, False]
    assert {held[one.id].status_on for one in found} == {TODAY}
    assert [one.id for one in listed(hub)] == [found[2].id]


@pytest.mark.parametrize(
    "without",
    [
        {"update_consent": Answer.NOT_ASKED},
        {"update_consent": Answer.NO},
        {"update_service": Answer.NO},
        {"type": CheckType.ACCESS_NI},
    ],
)
def test_without_consent_nothing_at_all_is_recorded(hub: OpenHub, without: dict[str, Any]) -> None:
    add(hub, "Sian", 5, **ON_IT)
    add(hub, "Tom", 5, **(ON_IT | without))
    answers = {
        one.id: StatusResult.NO_CHANGE for one in listed(hub) if one.kind in (DBS["type"], "access_ni")
    }
    with pytest.raises(DomainError, match="Tom Probert"):
        Renewals(hub.tools).record_status(hub.actor, StatusEntry(TODAY, answers))
    assert {one.status_on for one in checks(hub).values()} == {None}


def test_odd_entries_are_refused(hub: OpenHub) -> None:
    add(hub, "Sian", 5, **ON_IT)
    (one,) = listed(hub)
    good = StatusEntry(TODAY, {one.id: StatusResult.NO_CHANGE})
    verbs = Renewals(hub.tools)
    for odd, words in (
        (replace(good, asked_on=TODAY + timedelta(days=1)), "still to come"),
        (replace(good, answers={one.id: StatusResult.NOT_ASKED}), "at least one"),
        (replace(good, again_on=TODAY), "after this one"),
        (replace(good, answers={"0" * 32: StatusResult.CHANGED}), "taken out"),
    ):
        with pytest.raises(DomainError, match=words):
            verbs.record_status(hub.actor, odd)
    own = Actor(hub.actor.user_id, "Sian Probert", frozenset({Role.LEAD}))
    with pytest.raises(DomainError, match="about themselves"):
        verbs.record_status(own, good)
    with pytest.raises(NotAllowed):
        verbs.worklist(replace(MANAGER, roles=frozenset({Role.COORDINATOR})))
