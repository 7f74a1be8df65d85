"""Incidents on show: an open flood, its register, whom to ring, and taking people out of a closed one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.enums import Answer
from db.enums_incidents import CallOutAnswer, IncidentKind
from db.models import Incident
from desktop.services.incidents import IncidentDraft, Incidents
from desktop.services.relief import ArrivalDraft, Relief
from desktop.services.standby import Standbys

if TYPE_CHECKING:
    from tests.screens.tour import Tour

CAME = (
    ArrivalDraft("", "Idris Thomas", adults=2, children=1, pets="a cat", needs_now="Insulin by 18:00"),
    ArrivalDraft("", "Margaret Oduya", adults=1, address="31 Ferrygate Close", may_tell=Answer.YES),
    ArrivalDraft("", "Not given", adults=1, may_tell=Answer.NO),
    ArrivalDraft("", "Harjit Bains", adults=2, children=3, address="19 Pinmaker Lane", may_tell=Answer.YES),
)


def flood(tour: Tour) -> str:
    """An open flood; its key."""
    tools, actor = tour.hub.tools, tour.hub.actor
    held = [row for row in Incidents(tools).open_now(actor) if row.kind is IncidentKind.FLOOD]
    if held:
        return held[0].id
    draft = IncidentDraft(
        "Flood, November",
        IncidentKind.FLOOD,
        note="River over the weir at 05:40. Quayside told to leave.",
        need_codes=frozenset({"sandbags", "clean_up", "hot_meal", "transport"}),
        centre="Wharf Hall",
        centre_address="Tidewell Street",
        centre_places=80,
    )
    key = Incidents(tools).open(actor, draft).made
    centre = Incidents(tools).get(actor, key).centres[0].id
    relief, standby = Relief(tools), Standbys(tools)
    for one in CAME:
        values = {name: getattr(one, name) for name in ArrivalDraft.__slots__}
        made = relief.arrive(actor, ArrivalDraft(**(values | {"centre_id": centre}))).made
    relief.left(actor, [made], "Her sister's in Northfold")
    said = (CallOutAnswer.COMING, CallOutAnswer.NO_ANSWER, CallOutAnswer.CANNOT)
    for row, answer in zip(standby.called(actor, key), said, strict=False):
        standby.answer(actor, key, row.volunteer_id, answer)
    return key


def incidents(tour: Tour) -> QWidget:
    """The flood, open."""
    key = flood(tour)
    tour.page("settings")
    tour.over("incidents", key)
    return tour.main.shell


def incident_form(tour: Tour) -> QWidget:
    """The one form that opens a relief hub."""
    tour.page("settings")
    tour.over("incidents").open_form()
    tour.settle()
    return tour.dialog()


def arrivals(tour: Tour) -> QWidget:
    """Its register."""
    key = flood(tour)
    tour.page("settings")
    tour.over("arrivals", key)
    return tour.main.shell


def call_out(tour: Tour) -> QWidget:
    """Whom to ring."""
    key = flood(tour)
    tour.page("settings")
    tour.over("call_out", key)
    return tour.main.shell


def incident_end(tour: Tour) -> QWidget:
    """What goes when people are taken out."""
    tools = tour.hub.tools
    with tools.store.write(tour.hub.actor.user_id) as work:
        now = tools.clock()
        held = Incident(
            number=work.next_number("incident"),
            name="Power cut, October",
            kind=IncidentKind.POWER_CUT,
            opened_at=now - timedelta(days=95),
            closed_at=now - timedelta(days=91),
            erase_on=now.date() - timedelta(days=1),
        )
        work.add(held)
        work.session.flush()
        key = held.id
    tour.page("settings")
    tour.over("incident_end", key)
    return tour.main.shell
