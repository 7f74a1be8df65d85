"""Import and export of the directory on show."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.models import Organisation
from desktop.domain.directory_facts import AreaFacts, Directory, HoursFacts, OrganisationFacts, ServiceFacts
from desktop.exports.hsds_package import DirectoryHead, directory_files, zipped
from desktop.services.hsds_schema import Profile

if TYPE_CHECKING:
    from tests.screens.tour import Tour


def directory_import(tour: Tour) -> QWidget:
    """A council's directory held against the hub's."""
    page = tour.page("organisations")
    key = str(page.table.records().ids[0])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "directory.zip"
        path.write_bytes(_council(tour, key))
        page.exchange.look_at(str(path))
        tour.settle()
    return tour.dialog()


def directory_export(tour: Tour) -> QWidget:
    """What is to be in the file."""
    tour.page("organisations").exchange.ask_export()
    return tour.dialog()


def _council(tour: Tour, key: str) -> bytes:
    with tour.hub.store.read() as session:
        held = session.get_one(Organisation, key)
        known = OrganisationFacts(held.id, held.name, held.layer, remit="Runs the hall on Fell Lane.")
    new = OrganisationFacts("a" * 32, "Aldermouth Library", remit="Books, warmth and computers.")
    service = ServiceFacts(
        "b" * 32,
        new.key,
        "Warm reading room",
        description="A warm room with tea, papers and help with forms.",
        phone="020 7946 0321",
        address="1 Market Square, Aldermouth",
        postcode="QX4 2LB",
        areas=(AreaFacts("Market ward", ("QX4 2",)),),
        hours=(HoursFacts(1, "09:30", "17:00"), HoursFacts(4, "09:30", "13:00")),
        needs=("advice",),
    )
    whole = Directory((known, new), (service,), {"advice": "Advice"})
    head = DirectoryHead("Aldermouth Council", tour.hub.tools.clock())
    made = directory_files(whole, head, Profile.HSDS, lambda _postcode: "", with_contacts=True)
    return zipped(made.files, head.made_at)
