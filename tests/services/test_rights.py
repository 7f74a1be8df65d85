"""Requests about somebody's own data: recorded, on the clock, answered; on Today, or counted there."""

from datetime import date, datetime
from typing import Any

import pytest

from db.enums import Role
from db.enums_protection import RightKind, RightState
from db.queries.retention import answered, people
from desktop.domain.errors import DomainError, NotAllowed
from desktop.services.base import Actor
from desktop.services.hubs import OpenHub
from desktop.services.people import People, PersonDraft
from desktop.services.rights import Rights
from desktop.services.today_items import Desk
from desktop.services.today_protection import counted_only, to_answer_by_right
from tests.hostile import MARKUP

TODAY = date(2026, 11, 17)
LATER = date(2026, 12, 1)


def asked(hub: OpenHub, **values: Any) -> str:
    """Jean asks for a copy."""
    jean = People(hub.tools).save(hub.actor, PersonDraft(first_name="Jean", last_name="Mallory")).made
    fields = {"person_id": jean, "kind": RightKind.ACCESS, "received_on": date(2026, 11, 3), **values}
    return Rights(hub.tools).save(hub.actor, "", fields).made


def items(hub: OpenHub, source: Any, actor: Actor, now: datetime = datetime(2026, 11, 17, 9)) -> list[Any]:
    """What a source of Today gives."""
    with hub.store.read() as session:
        found: list[Any] = source(Desk(session, actor, now, hub.tools))
        return found


def test_a_request_has_a_month_and_the_clock_stands_while_the_hub_asks(hub: OpenHub) -> None:
    rights = Rights(hub.tools)
    made = asked(hub, words=MARKUP[4])
    (line,) = rights.all(hub.actor)
    assert (line.due.day, line.due.waits, line.name) == (date(2026, 12, 3), None, "Jean Mallory")
    rights.save(hub.actor, made, {"identity_asked_on": date(2026, 11, 4)})
    (line,) = rights.all(hub.actor)
    assert (line.due.waits, line.due.day) == ("identity", date(2026, 12, 17))
    rights.save(hub.actor, made, {"identity_on": date(2026, 11, 10)})
    (line,) = rights.all(hub.actor)
    assert (line.due.day, line.request.due_on) == (date(2026, 12, 10), date(2026, 12, 10))


def test_it_is_answered_only_with_who_they_are_and_what_they_were_told(hub: OpenHub) -> None:
    rights, made = Rights(hub.tools), asked(hub)
    for values, field in (
        ({"state": RightState.DONE}, "who_they_are"),
        ({"state": RightState.DONE, "who_they_are": "Known by voice"}, "outcome"),
        ({"state": RightState.REFUSED, "who_they_are": "Known by voice"}, "outcome"),
        ({"extended_on": TODAY}, "extended_why"),
    ):
        with pytest.raises(DomainError) as caught:
            rights.save(hub.actor, made, values)
        assert caught.value.field == field
    told = {"state": RightState.DONE, "who_they_are": "Known by voice", "outcome": "Given by hand"}
    rights.save(hub.actor, made, told)
    (line,) = rights.all(hub.actor)
    assert (line.due, line.request.closed_on, line.request.handled_by) == (None, TODAY, "Priya")
    rights.save(hub.actor, made, {"state": RightState.OPEN})
    (line,) = rights.all(hub.actor)
    assert line.due is not None
    assert line.request.closed_on is None


def test_only_for_a_copy_does_the_clock_stand_to_ask_what_they_want(hub: OpenHub) -> None:
    made = asked(hub, kind=RightKind.ERASURE)
    with pytest.raises(DomainError, match="Only for a copy"):
        Rights(hub.tools).save(hub.actor, made, {"clarity_asked_on": TODAY})


def test_longer_is_told_within_the_first_month(hub: OpenHub) -> None:
    made = asked(hub, received_on=date(2026, 9, 1))
    why = {"extended_on": TODAY, "extended_why": "Many records"}
    with pytest.raises(DomainError, match="within the first month"):
        Rights(hub.tools).save(hub.actor, made, why)
    soon = asked(hub)
    Rights(hub.tools).save(hub.actor, soon, why)
    assert next(one for one in Rights(hub.tools).all(hub.actor) if one.id == soon).due.day == date(2027, 2, 3)


def test_those_to_answer_stand_first_by_their_day(hub: OpenHub) -> None:
    later, sooner = asked(hub), asked(hub, received_on=date(2026, 11, 1))
    rights = Rights(hub.tools)
    assert [one.id for one in rights.all(hub.actor)] == [sooner, later]
    done = {"state": RightState.DONE, "who_they_are": "Known", "outcome": "Given"}
    rights.save(hub.actor, sooner, done)
    assert [one.id for one in rights.all(hub.actor)] == [later, sooner]


def test_today_names_nobody_and_the_call_handler_gets_a_count(hub: OpenHub) -> None:
    sam = Actor(hub.actor.user_id, "Sam", frozenset({Role.CALL_HANDLER}))
    assert items(hub, counted_only, sam) == []
    made = asked(hub)
    (item,) = items(hub, to_answer_by_right, hub.actor)
    assert (item.place, item.item, item.day) == ("protection", f"rights:{made}", date(2026, 12, 3))
    assert "Mallory" not in str(item)
    (late,) = items(hub, to_answer_by_right, hub.actor, datetime(2026, 12, 20, 9))
    assert "answer now" in late.second[0].text
    assert items(hub, counted_only, hub.actor) == []
    (counted,) = items(hub, counted_only, sam)
    assert (counted.place, counted.item) == ("people", None)
    with pytest.raises(NotAllowed):
        Rights(hub.tools).all(sam)


def test_nobody_named_is_refused(hub: OpenHub) -> None:
    with pytest.raises(DomainError) as caught:
        Rights(hub.tools).save(hub.actor, "", {"kind": RightKind.ACCESS, "person_id": ""})
    assert caught.value.field == "person_id"


def test_a_restriction_ends_only_where_it_was_granted_on_a_day_that_can_be_and_told(hub: OpenHub) -> None:
    rights, made = Rights(hub.tools), asked(hub, kind=RightKind.RESTRICTION)
    why = {"lifted_on": TODAY, "lifted_why": "Put right; rung on Monday."}
    granted = {"state": RightState.DONE, "who_they_are": "Known by voice", "outcome": "Granted"}
    for values, field in (
        (why, "lifted_on"),
        (granted | {"lifted_on": TODAY}, "lifted_why"),
        (granted | why | {"lifted_on": date(2026, 11, 18)}, "lifted_on"),
        (granted | why | {"lifted_on": date(2026, 11, 2)}, "lifted_on"),
        (granted | why | {"kind": RightKind.ACCESS}, "lifted_on"),
    ):
        with pytest.raises(DomainError) as caught:
            rights.save(hub.actor, made, values)
        assert caught.value.field == field
    rights.save(hub.actor, made, granted | why)
    (line,) = rights.all(hub.actor)
    assert line.request.lifted_on == TODAY


def test_while_it_stands_nothing_of_them_is_destroyed_for_its_age(hub: OpenHub) -> None:
    """A restriction keeps what it is about: retention takes nothing of it, nor the request that binds."""
    made = asked(hub, kind=RightKind.RESTRICTION)
    granted = {"state": RightState.DONE, "who_they_are": "Known by voice", "outcome": "Granted"}
    Rights(hub.tools).save(hub.actor, made, granted)
    with hub.store.read() as session:
        (person,) = [one for one in people(session, LATER) if one.table == "person"]
        (right,) = answered(session, LATER)
    assert person.held
    assert right.is_open
    Rights(hub.tools).save(hub.actor, made, {"lifted_on": TODAY, "lifted_why": "Rung"})
    with hub.store.read() as session:
        (person,) = [one for one in people(session, LATER) if one.table == "person"]
        (right,) = answered(session, LATER)
    assert not person.held
    assert not right.is_open
