"""A hub whose days go on: its clock follows what a test says, so that a whole week can be played."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.enums import Nation
from desktop.services.hubs import NewHub, OpenHub, open_hub
from tests.blank_hubs import blank_hub
from tests.ui.conftest import NOW, PASSPHRASE, find_places


class Days:
    """The days of a hub."""

    def __init__(self, gone_on: list[timedelta]) -> None:
        """Take how far they have come; changed in place, so that the clock follows."""
        self._gone_on = gone_on

    @property
    def today(self) -> date:
        """The day it is."""
        return NOW.date() + self._gone_on[0]

    def go_to(self, day: date) -> None:
        """Let a day begin."""
        self._gone_on[0] = day - NOW.date()


@pytest.fixture
def gone_on() -> list[timedelta]:
    """How far the days have come since the hub began; its clock follows."""
    return [timedelta(0)]


@pytest.fixture
def days(gone_on: list[timedelta]) -> Days:
    """The days of the hub, beginning on Tuesday 17 November 2026."""
    return Days(gone_on)


@pytest.fixture
def hub(tmp_path: Path, gone_on: list[timedelta]) -> Iterator[OpenHub]:
    """A new hub in England that begins on Tuesday 17 November 2026."""
    numbers = ("QX4 2LB", "020 7946 0800", "020 7946 0801")
    wanted = NewHub("Reservoir Hub", Nation.ENGLAND, *numbers, "Helen Strickland", "Priya Nair")
    blank_hub(tmp_path / "hub", wanted, PASSPHRASE)
    opened = open_hub(tmp_path / "hub", PASSPHRASE, find_places=find_places, clock=lambda: NOW + gone_on[0])
    yield opened
    opened.close()


__all__ = ["Days", "days", "gone_on", "hub"]
