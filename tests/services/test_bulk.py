"""Many records at once: what is said first is what is done, and one Undo takes all of it back."""

from datetime import date, time

import pytest
from sqlalchemy import func, select

from db.enums import CloseReason, RequestStatus, TaskStatus, Urgency, VolunteerStatus
from db.models import Change, Request, Task
from desktop.domain.errors import DomainError
from desktop.services.bulk import AT_ONCE, Bulk, BulkKind, BulkOrder
from desktop.services.history import History
from desktop.services.households import HouseholdDraft
from desktop.services.hubs import OpenHub
from desktop.services.intake import CallDraft, Intake
from desktop.services.people import PersonDraft
from desktop.services.requests import RequestDraft, Requests
from desktop.services.round_details import RoundDraft
from desktop.services.rounds import Rounds
from desktop.services.volunteers import VolunteerDraft, Volunteers

DAY = date(2026, 11, 18)


def ask(hub: OpenHub, name: str, need: str = "food_parcel", *, home: bool = True) -> str:
    """Take a call for somebody new; the key of the request."""
    address = HouseholdDraft(f"1 {name} Road", postcode="QX4 2LB") if home else None
    who = PersonDraft(name, last_name="Mallory", household=address)
    draft = RequestDraft("", need, urgency=Urgency.THIS_WEEK, due_on=DAY)
    return Intake(hub.tools).save(hub.actor, CallDraft(draft, who)).made


def urgency_of(hub: OpenHub, key: str) -> Urgency:
    urgency = Requests(hub.tools).get(hub.actor, key).draft.urgency
    assert urgency is not None
    return urgency


def test_only_what_was_said_is_changed_and_one_undo_takes_it_back(hub: OpenHub) -> None:
    keys = [ask(hub, name) for name in ("Ann", "Bo", "Cy")]
    bulk = Bulk(hub.tools)
    Requests(hub.tools).close(hub.actor, keys[1], CloseReason.MET)
    order = BulkOrder(BulkKind.URGENCY, keys, Urgency.TODAY)
    said = bulk.judge(hub.actor, order)
    assert said.can == (keys[0], keys[2])
    assert said.total == 3
    assert said.reasons() == [("closed already", ["R-2 Bo Mallory"])]
    done = bulk.act(hub.actor, order, said)
    assert done.message == "2 requests: how soon is set"
    assert [urgency_of(hub, key) for key in keys] == [Urgency.TODAY, Urgency.THIS_WEEK, Urgency.TODAY]
    History(hub.tools).undo(hub.actor, done.txn)
    assert [urgency_of(hub, key) for key in keys] == [Urgency.THIS_WEEK] * 3


def test_a_change_in_between_is_said_again_rather_than_done(hub: OpenHub) -> None:
    keys = [ask(hub, name) for name in ("Ann", "Bo")]
    bulk = Bulk(hub.tools)
    order = BulkOrder(BulkKind.CLOSE, keys, CloseReason.MET, "All well")
    said = bulk.judge(hub.actor, order)
    Requests(hub.tools).close(hub.actor, keys[0], CloseReason.MET)
    with hub.store.read() as session:
        before = session.scalar(select(func.count()).select_from(Change))
    with pytest.raises(DomainError, match="changed meanwhile"):
        bulk.act(hub.actor, order, said)
    with hub.store.read() as session:
        assert session.scalar(select(func.count()).select_from(Change)) == before
        assert session.get_one(Request, keys[1]).status is RequestStatus.NEW


def test_closing_many_calls_off_what_was_planned_for_them(hub: OpenHub) -> None:
    keys = [ask(hub, name) for name in ("Ann", "Bo")]
    bulk = Bulk(hub.tools)
    order = BulkOrder(BulkKind.CLOSE, keys, CloseReason.MET, "All well")
    bulk.act(hub.actor, order, bulk.judge(hub.actor, order))
    with hub.store.read() as session:
        assert {one.status for one in session.scalars(select(Request))} == {RequestStatus.DONE}
        assert {one.status for one in session.scalars(select(Task))} == {TaskStatus.CANCELLED}
        assert {one.close_note for one in session.scalars(select(Request))} == {"All well"}


def test_a_round_takes_those_it_can_and_says_why_not_the_others(hub: OpenHub) -> None:
    keys = [ask(hub, "Ann"), ask(hub, "Bo", home=False), ask(hub, "Cy", "befriending"), ask(hub, "Di")]
    rounds, bulk = Rounds(hub.tools), Bulk(hub.tools)
    made = rounds.save(hub.actor, RoundDraft(on_date=DAY, starts_at=time(10), ends_at=time(12))).made
    tasks = Requests(hub.tools).get(hub.actor, keys[3]).tasks
    rounds.add(hub.actor, made, [tasks[0].id])
    order = BulkOrder(BulkKind.ROUND, keys, made)
    said = bulk.judge(hub.actor, order)
    assert said.can == (keys[0],)
    assert {one.name: one.reason for one in said.refused} == {
        "R-2 Bo Mallory": "no address yet",
        "R-3 Cy Mallory": "not something a round carries",
        "R-4 Di Mallory": "on S-1 already",
    }
    done = bulk.act(hub.actor, order, said)
    assert [stop.tasks[0].person for stop in rounds.get(hub.actor, made).stops] != []
    assert len(rounds.get(hub.actor, made).stops) == 2
    History(hub.tools).undo(hub.actor, done.txn)
    assert len(rounds.get(hub.actor, made).stops) == 1


def test_a_hold_is_for_the_lead_and_steps_are_not_skipped(hub: OpenHub) -> None:
    volunteers, bulk = Volunteers(hub.tools), Bulk(hub.tools)
    keys = [
        volunteers.save(
            hub.actor, VolunteerDraft(PersonDraft(name, last_name="Mensah", email="v@example.org"))
        ).made
        for name in ("Kofi", "Ama")
    ]
    volunteers.move(hub.actor, keys[1], VolunteerStatus.LEFT)
    order = BulkOrder(BulkKind.VOLUNTEER, keys, VolunteerStatus.ACTIVE)
    said = bulk.judge(hub.actor, order)
    assert said.can == (keys[0],)
    assert said.reasons() == [("there is a step before it", ["V-2 Ama Mensah"])]
    bulk.act(hub.actor, order, said)
    assert volunteers.get(hub.actor, keys[0]).status is VolunteerStatus.ACTIVE


def test_what_is_gone_and_what_is_too_many_is_said(hub: OpenHub) -> None:
    key = ask(hub, "Ann")
    others = [f"{number:032x}" for number in range(AT_ONCE + 1)]
    said = Bulk(hub.tools).judge(hub.actor, BulkOrder(BulkKind.CLOSE, [key, *others], CloseReason.MET))
    assert said.can == (key,)
    assert [(reason, len(names)) for reason, names in said.reasons()] == [
        ("no longer here", AT_ONCE - 1),
        (f"{AT_ONCE} at a time", 2),
    ]
