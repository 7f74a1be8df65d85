"""An incident opened by one form, run, and closed: Calderdale's floods (mission row 16)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db.enums import Answer
from db.enums_incidents import CallOutAnswer, IncidentKind
from desktop.domain.errors import DomainError
from desktop.services.hubs import OpenHub
from desktop.services.incidents import ERASE_AFTER, IncidentDraft, Incidents, presets
from desktop.services.intake import CallDraft, Intake
from desktop.services.needs import Needs
from desktop.services.people import PersonDraft
from desktop.services.relief import ArrivalDraft, CentreDraft, Relief
from desktop.services.requests import RequestDraft, Requests
from desktop.services.standby import Standbys
from desktop.services.volunteer_parts import VolunteerDraft
from desktop.services.volunteers import Volunteers

FLOOD = IncidentDraft(
    "Flood, November",
    IncidentKind.FLOOD,
    need_codes=frozenset({"sandbags", "clean_up", "hot_meal"}),
    centre="Wharf Hall",
    centre_places=80,
)


def open_flood(hub: OpenHub, draft: IncidentDraft = FLOOD) -> str:
    """Open an incident; its key."""
    return Incidents(hub.tools).open(hub.actor, draft).made


def volunteer(hub: OpenHub, name: str) -> str:
    """Somebody who volunteers."""
    first, _, last = name.partition(" ")
    draft = VolunteerDraft(PersonDraft(first, last_name=last, email=f"{first}@example.org"))
    return Volunteers(hub.tools).save(hub.actor, draft).made


def ask(hub: OpenHub, need: str, name: str = "Ann Lee", person_id: str = "") -> str:
    """Take a call; the key of the request."""
    first, _, last = name.partition(" ")
    person = None if person_id else PersonDraft(first, last_name=last)
    return Intake(hub.tools).save(hub.actor, CallDraft(RequestDraft(person_id, need), person)).made


def centre_of(hub: OpenHub, incident_id: str) -> str:
    """The key of an incident's first centre."""
    return Incidents(hub.tools).get(hub.actor, incident_id).centres[0].id


def active(hub: OpenHub) -> set[str]:
    """Codes of the needs in use."""
    return {need.code for need in Needs(hub.tools).all(hub.actor)}


def test_every_kind_asks_for_help_the_hub_knows(hub: OpenHub) -> None:
    known = {need.code for need in Needs(hub.tools).all(hub.actor, with_inactive=True)}
    assert set(presets()) == set(IncidentKind)
    assert all(set(codes) <= known for codes in presets().values())


def test_its_own_help_comes_into_use_and_goes_out_again(hub: OpenHub) -> None:
    assert not {"sandbags", "clean_up"} & active(hub)
    key = open_flood(hub)
    assert {"sandbags", "clean_up", "hot_meal"} <= active(hub)
    Incidents(hub.tools).close(hub.actor, key)
    assert not {"sandbags", "clean_up"} & active(hub)
    assert "hot_meal" in active(hub)
    Incidents(hub.tools).reopen(hub.actor, key)
    assert {"sandbags", "clean_up"} <= active(hub)


def test_what_a_second_incident_asks_for_stays_in_use(hub: OpenHub) -> None:
    first, second = open_flood(hub), open_flood(hub, replace(FLOOD, name="Flood, upstream"))
    Incidents(hub.tools).close(hub.actor, first)
    assert "sandbags" in active(hub)
    Incidents(hub.tools).close(hub.actor, second)
    assert "sandbags" not in active(hub)


def test_help_that_is_dropped_goes_out_of_use_at_once(hub: OpenHub) -> None:
    key = open_flood(hub)
    Incidents(hub.tools).save(hub.actor, replace(FLOOD, need_codes=frozenset({"clean_up"})), key)
    assert "sandbags" not in active(hub)
    detail = Incidents(hub.tools).get(hub.actor, key)
    assert [need.code for need in detail.needs] == ["clean_up"]


def test_calls_for_its_help_belong_to_it_while_it_is_open(hub: OpenHub) -> None:
    before = ask(hub, "hot_meal")
    key = open_flood(hub)
    ask(hub, "sandbags")
    ask(hub, "hot_meal", "Bill Ash")
    ask(hub, "dog_walking", "Cy Dee")
    (row,) = Incidents(hub.tools).rows(hub.actor, [key])
    assert (row.requests, row.open_requests) == (2, 2)
    done = Incidents(hub.tools).close(hub.actor, key)
    assert done.message == "Flood, November is closed. 2 of its requests stay open."
    ask(hub, "hot_meal", "Dee Eff")
    assert Incidents(hub.tools).rows(hub.actor, [key])[0].requests == 2
    assert Requests(hub.tools).get(hub.actor, before).number == 1


def test_the_register_counts_who_is_there_and_where_they_went(hub: OpenHub) -> None:
    key, relief = open_flood(hub), Relief(hub.tools)
    centre = centre_of(hub, key)
    first = relief.arrive(
        hub.actor, ArrivalDraft(centre, "Jean Mallory", adults=2, children=1, pets="a cat")
    ).made
    relief.arrive(hub.actor, ArrivalDraft(centre, "Not given"))
    assert Incidents(hub.tools).rows(hub.actor, [key])[0].here == 4
    with pytest.raises(DomainError, match="4 people are still at a centre"):
        Incidents(hub.tools).close(hub.actor, key)
    with pytest.raises(DomainError, match="Say where"):
        relief.left(hub.actor, [first], " ")
    relief.left(hub.actor, [first], "Her sister's, 3 Kelp Street")
    assert len(relief.ids(hub.actor, key, here=True)) == 1
    (gone,) = relief.rows(hub.actor, relief.ids(hub.actor, key, here=False))
    assert gone.gone_to == "Her sister's, 3 Kelp Street"
    relief.came_back(hub.actor, first)
    assert len(relief.ids(hub.actor, key, here=True)) == 2
    assert relief.ids(hub.actor, key, text="mall") == [first]
    relief.left(hub.actor, relief.ids(hub.actor, key), "Home")
    assert Incidents(hub.tools).close(hub.actor, key).message == "Flood, November is closed."


def test_a_line_needs_a_name_and_somebody_counted(hub: OpenHub) -> None:
    centre, relief = centre_of(hub, open_flood(hub)), Relief(hub.tools)
    with pytest.raises(DomainError, match="one name"):
        relief.arrive(hub.actor, ArrivalDraft(centre, " "))
    with pytest.raises(DomainError, match="at least one"):
        relief.arrive(hub.actor, ArrivalDraft(centre, "Jean", adults=0))
    made = relief.arrive(hub.actor, ArrivalDraft(centre, "Jean", postcode="qx42lb")).made
    changed = ArrivalDraft(centre, "Jean M", postcode="QX4 2LB", may_tell=Answer.YES)
    relief.arrive(hub.actor, changed, made)
    (row,) = relief.rows(hub.actor, [made])
    assert (row.name, row.postcode, row.may_tell) == ("Jean M", "QX4 2LB", Answer.YES)
    relief.void(hub.actor, made, "Written twice")
    assert relief.ids(hub.actor, row.id) == []


def test_a_second_centre_opens_while_it_runs(hub: OpenHub) -> None:
    key, relief = open_flood(hub), Relief(hub.tools)
    made = relief.save_centre(hub.actor, CentreDraft("School", places=200), key).made
    relief.save_centre(hub.actor, CentreDraft("The school", places=150), key, made)
    assert [(one.name, one.places) for one in Incidents(hub.tools).get(hub.actor, key).centres] == [
        ("The school", 150),
        ("Wharf Hall", 80),
    ]
    Incidents(hub.tools).close(hub.actor, key)
    with pytest.raises(DomainError, match="is closed"):
        relief.save_centre(hub.actor, CentreDraft("Late"), key)
    with pytest.raises(DomainError, match="is closed"):
        relief.arrive(hub.actor, ArrivalDraft(made, "Late"))


def test_standby_is_kept_from_one_incident_to_the_next(hub: OpenHub) -> None:
    standby = Standbys(hub.tools)
    kofi, leanne = volunteer(hub, "Kofi Mensah"), volunteer(hub, "Leanne Turvey")
    standby.put_on(hub.actor, [kofi], IncidentKind.FLOOD, "4x4")
    first = open_flood(hub)
    assert [(row.name, row.brings, row.answer) for row in standby.called(hub.actor, first)] == [
        ("Kofi Mensah", "4x4", CallOutAnswer.NOT_ASKED)
    ]
    standby.put_on(hub.actor, [leanne, kofi], IncidentKind.FLOOD)
    standby.answer(hub.actor, first, kofi, CallOutAnswer.COMING, "in an hour")
    assert [row.name for row in standby.called(hub.actor, first)] == ["Leanne Turvey", "Kofi Mensah"]
    assert Incidents(hub.tools).rows(hub.actor, [first])[0].coming == 1
    Incidents(hub.tools).close(hub.actor, first)
    with pytest.raises(DomainError, match="is closed"):
        standby.answer(hub.actor, first, leanne, CallOutAnswer.CANNOT)
    standby.take_off(hub.actor, leanne, IncidentKind.FLOOD)
    second = open_flood(hub, replace(FLOOD, name="Flood, again"))
    assert [row.name for row in standby.called(hub.actor, second)] == ["Kofi Mensah"]
    assert [row.brings for row in standby.ready(hub.actor, IncidentKind.FLOOD)] == ["4x4"]
    with pytest.raises(DomainError, match="not on the list"):
        standby.answer(hub.actor, second, leanne, CallOutAnswer.COMING)


def test_a_name_is_needed_and_a_day_ahead(hub: OpenHub) -> None:
    incidents = Incidents(hub.tools)
    with pytest.raises(DomainError, match="a name"):
        incidents.open(hub.actor, replace(FLOOD, name=" "))
    with pytest.raises(DomainError, match="fewer than none"):
        incidents.open(hub.actor, replace(FLOOD, centre_places=-1))
    key = open_flood(hub)
    with pytest.raises(DomainError, match="from tomorrow"):
        incidents.close(hub.actor, key, erase_on=incidents.today())
    incidents.close(hub.actor, key, "Sandbags sooner")
    detail = incidents.get(hub.actor, key)
    assert detail.row.erase_on == incidents.today() + ERASE_AFTER
    assert detail.learned == "Sandbags sooner"
    with pytest.raises(DomainError, match="is closed"):
        incidents.save(hub.actor, FLOOD, key)
    assert incidents.open_now(hub.actor) == []
    assert timedelta(days=30) < ERASE_AFTER
