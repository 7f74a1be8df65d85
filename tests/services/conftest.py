"""A real encrypted hub for each test of a service."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.enums import Nation, Precision
from db.gazetteer import Place
from db.keys import KdfParams
from desktop.services.hubs import NewHub, OpenHub, open_hub
from tests.blank_hubs import blank_hub

PASSPHRASE = "seven quiet herons wade"
CHEAP = KdfParams(64, 1, 1)
NOW = datetime(2026, 11, 17, 10, 42, tzinfo=UTC)


def find_places(postcodes: object) -> dict[str, Place | None]:
    """A small gazetteer: a row of postcodes 500 m apart, from QX4 1AA on."""
    found: dict[str, Place | None] = {}
    for postcode in postcodes:  # type: ignore[attr-defined]
        if postcode.startswith("QX"):
            step = sum(map(ord, postcode)) % 40
            found[postcode] = Place(
                postcode,
                540_000 + 500 * step,
                180_000,
                Precision.POSTCODE,
                "E07000001",
                "T",
                "E05000001",
                "W",
            )
    return found


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[OpenHub]:
    """A new hub in England, open for writing, on 17 November 2026."""
    folder = tmp_path / "hub"
    numbers = ("QX4 2LB", "020 7946 0800", "020 7946 0801")
    wanted = NewHub("Saltmarsh Hub", Nation.ENGLAND, *numbers, "Helen Strickland", "Priya")
    blank_hub(folder, wanted, PASSPHRASE)
    opened = open_hub(folder, PASSPHRASE, find_places=find_places, clock=lambda: NOW)
    yield opened
    opened.close()
