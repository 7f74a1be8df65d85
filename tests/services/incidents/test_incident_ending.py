"""After an incident its people are really taken out, on a day that can be stopped, and counts stay."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from db.enums import Answer
from db.models import Approval, Arrival, Destruction, Incident, Request
from db.verify import verify_chain
from desktop.domain.errors import DomainError
from desktop.services.approvals import Approvals
from desktop.services.history import History
from desktop.services.hubs import OpenHub
from desktop.services.incident_ending import ACT, IncidentEndings
from desktop.services.incidents import ERASE_AFTER, Incidents
from desktop.services.relief import ArrivalDraft, Relief
from desktop.services.requests import Requests
from tests.services.erasing import found_in
from tests.services.incidents.test_incidents import ask, centre_of, open_flood

LATER = ERASE_AFTER + timedelta(days=1)
SECRET = "Zebulonia Quartermaine"


def played(hub: OpenHub) -> str:
    """A flood with a register, a request of somebody new and one of somebody known, closed; its key."""
    known = ask(hub, "dog_walking", "Known Before")
    person = Requests(hub.tools).get(hub.actor, known).draft.person_id
    key, relief = open_flood(hub), Relief(hub.tools)
    ask(hub, "sandbags", SECRET)
    ask(hub, "clean_up", person_id=person)
    line = ArrivalDraft(centre_of(hub, key), SECRET, address="9 Hidden Wharf", adults=2, may_tell=Answer.NO)
    relief.left(hub.actor, [relief.arrive(hub.actor, line).made], "Her sister's")
    Incidents(hub.tools).close(hub.actor, key)
    return key


def later(hub: OpenHub) -> IncidentEndings:
    """The verbs, after the day has come."""
    clock = hub.tools.clock
    return IncidentEndings(replace(hub.tools, clock=lambda: clock() + LATER))


def agreed_to(hub: OpenHub, service: IncidentEndings, incident_id: str) -> str:
    """A second person's agreement to what the preview shows; its key."""
    shown = service.preview(hub.actor, incident_id)
    asked = Approvals(service.tools).ask(hub.actor, ACT, shown.subject, shown.words)
    with hub.store.write(hub.actor.user_id) as work:
        held = work.session.get_one(Approval, asked.id)
        held.agreed_at, held.until = service.now(), service.now() + timedelta(minutes=30)
    return asked.id


def test_people_go_for_good_and_counts_stay(hub: OpenHub) -> None:
    key, service = played(hub), later(hub)
    words = ("Zebulonia", "Quartermaine", "9 Hidden Wharf")
    assert {one.split(": ")[1] for one in found_in(hub.folder.path, hub.store.key, words)} == set(words)
    shown = service.preview(hub.actor, key)
    assert (shown.lines, shown.requests, shown.people) == (1, 1, 1)
    assert "1 lines" in shown.words
    assert "Zebulonia" not in shown.words
    done = service.take_out(hub.actor, hub.folder.path, key, agreed_to(hub, service, key))
    assert found_in(hub.folder.path, hub.store.key, words) == []
    with hub.store.read() as session:
        assert session.scalar(select(func.count(Arrival.id))) == 0
        assert session.scalar(select(func.count(Request.id))) == 1, "the known person's other request stays"
        assert verify_chain(session)[1] == []
        held = session.get_one(Incident, key)
        assert (held.figures["adults"], held.figures["requests"], held.figures["most_at_once"]) == (2, 2, 2)
        assert session.scalars(select(Destruction.about)).all() == [f"I-{held.number}"]
    with pytest.raises(DomainError, match="for good"):
        History(hub.tools).undo(hub.actor, done.txn)
    with pytest.raises(DomainError, match="taken out already"):
        service.preview(hub.actor, key)
    with pytest.raises(DomainError, match="Open a new"):
        Incidents(hub.tools).reopen(hub.actor, key)


def test_nothing_goes_before_its_day_or_while_it_is_stopped(hub: OpenHub) -> None:
    key, now, after = played(hub), IncidentEndings(hub.tools), later(hub)
    with pytest.raises(DomainError, match="Its day is"):
        now.take_out(hub.actor, hub.folder.path, key, agreed_to(hub, now, key))
    with pytest.raises(DomainError, match="Say why"):
        now.stop(hub.actor, key, " ")
    now.stop(hub.actor, key, "The council still asks")
    with pytest.raises(DomainError, match="was stopped"):
        after.take_out(hub.actor, hub.folder.path, key, agreed_to(hub, after, key))
    assert Incidents(hub.tools).get(hub.actor, key).stopped_why == "The council still asks"
    with pytest.raises(DomainError, match="from tomorrow"):
        now.put_off(hub.actor, key, now.today())
    now.put_off(hub.actor, key, now.today() + timedelta(days=1))
    after.take_out(hub.actor, hub.folder.path, key, agreed_to(hub, after, key))
    assert Incidents(hub.tools).rows(hub.actor, [key])[0].erased_at is not None


def test_nobody_takes_people_out_alone_or_after_something_changed(hub: OpenHub) -> None:
    key, service = played(hub), later(hub)
    with pytest.raises(DomainError, match="second person"):
        service.take_out(hub.actor, hub.folder.path, key, "")
    agreement = agreed_to(hub, service, key)
    with hub.store.write(hub.actor.user_id) as work:
        line = work.session.scalars(select(Arrival)).one()
        copy = Arrival(number=99, centre_id=line.centre_id, name="Late", arrived_at=line.arrived_at)
        work.add(copy)
    with pytest.raises(DomainError, match="Something changed"):
        service.take_out(hub.actor, hub.folder.path, key, agreement)


def test_an_open_incident_keeps_its_people(hub: OpenHub) -> None:
    key = open_flood(hub)
    service = IncidentEndings(hub.tools)
    with pytest.raises(DomainError, match="still open"):
        service.preview(hub.actor, key)
    with pytest.raises(DomainError, match="still open"):
        service.stop(hub.actor, key, "Not yet")
