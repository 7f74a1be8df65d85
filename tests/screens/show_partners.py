"""Casework and street groups on show: a checklist on a request, an issue being followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.queries import groups as query
from desktop.services.casework import Casework
from desktop.services.group_lines import NewGroup
from desktop.services.groups import Groups, IssueDraft

if TYPE_CHECKING:
    from tests.screens.tour import Tour


def casework(tour: Tour) -> QWidget:
    """A request with a checklist begun, looked at in the list."""
    steps, actor = Casework(tour.hub.tools), tour.hub.actor
    request = tour.request("debt_and_benefits").id
    if not steps.of(actor, request):
        steps.begin(actor, request, "hardship")
    tour.page("requests").show_record(request)
    tour.settle()
    return tour.main.shell


def casework_step(tour: Tour) -> QWidget:
    """How a step stands."""
    casework(tour)
    steps, page = Casework(tour.hub.tools), tour.page("requests")
    (first, *_others) = steps.of(tour.hub.actor, tour.request("debt_and_benefits").id)
    page.show_record(f"step:{first.id}")
    tour.settle()
    return tour.dialog()


def issue(tour: Tour) -> QWidget:
    """What was done about something a group raised."""
    groups, actor = Groups(tour.hub.tools), tour.hub.actor
    with tour.hub.store.read() as session:
        raised = query.issues(session, still_open=True)
    if not raised:  # a small hub has none
        made = groups.add(actor, NewGroup("Mill Row", "Cerys Vaughan", "020 7946 0417")).made
        groups.raise_issue(actor, made, IssueDraft("Gloves and a second trolley", actor.user_id))
        raised = list(groups.get(actor, made).issues)
    page, first = tour.page("groups"), raised[0]
    page.show_record(f"issue:{first.id}")
    tour.settle()
    return tour.dialog()


def add_groups(tour: Tour) -> QWidget:
    """Groups typed, one on each line."""
    tour.page("groups").open_form(None)
    tour.settle()
    return tour.dialog()


def checklist_form(tour: Tour) -> QWidget:
    """A checklist in the hub's words."""
    tour.page("settings")
    tour.over("checklists").open_form("vouchers")
    tour.settle()
    return tour.dialog()
