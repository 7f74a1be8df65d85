"""Data protection: its registers, and somebody about to be erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.enums_protection import BreachKind, BreachRisk, RightKind, ShareDecision
from desktop.domain.errors import NeedsSecond
from desktop.services.breaches import Breaches
from desktop.services.rights import Rights
from desktop.services.share_requests import ShareRequests

if TYPE_CHECKING:
    from tests.screens.tour import Tour


def _view(tour: Tour, key: str) -> QWidget:
    """The registers with one of them on show, and its first entry."""
    tour.page("people")
    page = tour.over("protection")
    page.toolbar.set_tab(key)
    page._on_query_changed()
    tour.settle()
    return tour.main.shell


def purposes(tour: Tour) -> QWidget:
    """A purpose with its grounds and versions."""
    return _view(tour, "purposes")


def untold(tour: Tour) -> QWidget:
    """Who is still to be told what is done with their data."""
    return _view(tour, "untold")


def rights(tour: Tour) -> QWidget:
    """What somebody asked about their own data, on the clock."""
    values = {"person_id": tour.request().person_id, "kind": RightKind.ACCESS, "words": "What do you hold?"}
    Rights(tour.hub.tools).save(tour.hub.actor, "", {**values, "how": "By phone"})
    return _view(tour, "rights")


def asked(tour: Tour) -> QWidget:
    """Somebody asked the hub to share, and it said no."""
    values = {"asked_by": "Saltmarsh Gazette", "data": "Names of families who got parcels at Christmas"}
    refused = {"decision": ShareDecision.REFUSED, "why": "Nobody agreed to it, and no law asks for it"}
    ShareRequests(tour.hub.tools).save(tour.hub.actor, "", {**values, **refused})
    return _view(tour, "asked")


def breaches(tour: Tour) -> QWidget:
    """A breach with its hours running."""
    values = {"kind": BreachKind.LOST_PAPER, "what": "A round sheet was left on a bus"}
    Breaches(tour.hub.tools).save(tour.hub.actor, "", {**values, "risk": BreachRisk.LIKELY})
    return _view(tour, "breaches")


def told(tour: Tour) -> QWidget:
    """Telling somebody what is done with their data."""
    tour.page("people")
    page = tour.over("person", tour.request().person_id)
    page.act("tell")
    return tour.dialog()


def two(tour: Tour) -> QWidget:
    """It takes two: what is to leave, and the second person."""
    tour.page("people")
    fields = ("first_name", "last_name", "postcode", "phone")
    asked_for = NeedsSecond(
        "It takes two", "export", "list", WORDS.format(", ".join(fields).replace("_", " ")), 240
    )
    tour.main.second.ask(asked_for)
    return tour.dialog()


WORDS = "Save to a file: 240 people. For: the hub's own use. Each with: {}."


def erase(tour: Tour) -> QWidget:
    """Somebody with help open, about to be erased."""
    tour.page("people")
    tour.over("erase", tour.request().person_id)
    return tour.main.shell


def access(tour: Tour) -> QWidget:
    """The copy of somebody's own data, looked through."""
    tour.page("people")
    tour.over("access", tour.request().person_id)
    return tour.main.shell


def retention(tour: Tour) -> QWidget:
    """What is past its time, with the oldest of one kind named."""
    tour.page("people")
    tour.over("retention", None)
    page = tour.main.shell.page()
    next(iter(page.which.values())).click()
    tour.settle()
    return tour.main.shell


def holds(tour: Tour) -> QWidget:
    """Whose records are kept back."""
    tour.page("people")
    page = tour.over("protection")
    next(one for one in page.toolbar.tabs if one.tab.key == "holds").click()
    tour.settle()
    return tour.main.shell
