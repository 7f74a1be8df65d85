"""Layouts of lists on show: the list, and the steps that make one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.imports.layouts import layout_key
from desktop.imports.profiles import profile_from_json
from desktop.imports.targets import Kind
from desktop.services.layouts import Layouts

if TYPE_CHECKING:
    from desktop.ui.imports.layout_maker import LayoutMakerPage
    from tests.screens.tour import Tour

SAMPLE = (
    "Case No;Client;Date of Birth;Address;Post Code;Tel;Priority;Service Code;Remarks;Result;Result Date\n"
    "AL/0017;Mallory, Jean;04/03/1952;14 Ferrygate Close;QX4 2LB;020 7946 0147;P1;FP;Two stairs;;\n"
    "AL/0018;Pell, Harold;05/04/1950;2 Mill Lane;QX4 2LA;020 7946 0148;P3;SH;;;\n"
    "AL/0019;Marsh, Ivy;11/11/1938;7 Kelp Street;QX4 2LC;020 7946 0149;P3;FP;Ring first;;\n"
)
LAYOUT = {
    "name": "aldermouth-council",
    "title": "Aldermouth Council, weekly",
    "kind": "requests",
    "about": "Comes every Monday by e-mail from the resilience team.",
    "columns": {
        "Case No": "request_reference",
        "Client": "full_name",
        "Date of Birth": "date_of_birth",
        "Address": "address_line1",
        "Post Code": "postcode",
        "Tel": "phone",
        "Priority": {"to": "urgency", "means": {"P1": "today", "P3": "this_week"}},
        "Service Code": {"to": "need", "means": {"FP": "food_parcel", "SH": "shopping"}},
        "Remarks": "words",
        "Result": "",
        "Result Date": "",
    },
    "fingerprint": ["Case No", "Client", "Service Code"],
    "returned": {
        "columns": {"outcome": "Result", "outcome_on": "Result Date"},
        "codes": {"outcome": {"helped": "CLOSED-H", "no_capacity": "REJ-CAP"}},
        "most_rows": 500,
        "silent": ["status", "outcome_note", "onward", "our_reference"],
    },
    "written": "day_first",
}


def layouts(tour: Tour) -> QWidget:
    """The list, with one the hub made."""
    key = _kept(tour)
    tour.page("imports")
    page = tour.over("layouts")
    page.show_record(key)  # type: ignore[attr-defined]
    tour.settle()
    return tour.main.shell


def sample(tour: Tour) -> QWidget:
    """A sample, chosen."""
    _maker(tour)
    return tour.main.shell


def codes(tour: Tour) -> QWidget:
    """What their codes mean."""
    _maker(tour).go(2)
    tour.settle()
    return tour.main.shell


def answers(tour: Tour) -> QWidget:
    """How answers go back."""
    _maker(tour).go(3)
    tour.settle()
    return tour.main.shell


def tried(tour: Tour) -> QWidget:
    """What it makes of the sample."""
    page = _maker(tour)
    page.go(3)
    page.next.click()
    tour.settle()
    return tour.main.shell


def _maker(tour: Tour) -> LayoutMakerPage:
    from desktop.ui.imports.layout_maker import LayoutMakerPage

    _kept(tour)
    tour.page("imports")
    page = tour.over("new_layout")
    assert isinstance(page, LayoutMakerPage)
    page.show_record(None)
    path = Path(tour.hub.folder.path).parent / "Aldermouth referrals.csv"
    path.write_text(SAMPLE, encoding="utf-8")
    page.sample_step.kind.set_value(Kind.REQUESTS)
    page.sample_step.set_file(str(path))
    tour.settle()
    return page


def _kept(tour: Tour) -> str:
    service, actor = Layouts(tour.hub.tools), tour.hub.actor
    held = {one.name: one.key for one in service.all(actor)}
    if LAYOUT["title"] in held:
        return held[str(LAYOUT["title"])]
    made = profile_from_json(json.dumps(LAYOUT))
    return service.save(actor, json.loads(made.to_json()), layout_key(made)).made
