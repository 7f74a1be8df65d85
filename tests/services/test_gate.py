"""The day the gate reckons with: no clock set back brings a lapsed check to life."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete

from db import changes, ids
from db.models import Change
from desktop.services import gate
from desktop.services.hubs import OpenHub
from desktop.services.notes import Notes

NOV, FEB = datetime(2026, 11, 17, 9, tzinfo=UTC), datetime(2027, 2, 1, 9, tzinfo=UTC)


def write_at(hub: OpenHub, monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Write something while the laptop's clock shows a moment."""
    monkeypatch.setattr(changes, "utc_now", lambda: moment)
    monkeypatch.setattr(ids.time, "time_ns", lambda: int(moment.timestamp()) * 10**9)
    Notes(hub.tools).write(hub.actor, "Quiet morning")


@pytest.fixture
def fresh(hub: OpenHub, monkeypatch: pytest.MonkeyPatch) -> OpenHub:
    """A hub with an empty log, and keys that begin at the clock."""
    with hub.store.writer.begin() as connection:  # type: ignore[union-attr]
        connection.execute(delete(Change))
    monkeypatch.setattr(ids, "_last", 0)
    return hub


def today(hub: OpenHub, system: date = date(2026, 11, 17)) -> tuple[date, int]:
    """The day to reckon with, and the gap."""
    with hub.store.read() as session:
        return gate.today(session, system)


def test_an_empty_log_leaves_the_clock_alone(fresh: OpenHub) -> None:
    assert today(fresh) == (NOV.date(), 0)


@pytest.mark.parametrize("restarted", [False, True])
def test_a_clock_set_back_does_not_turn_back_the_day(
    fresh: OpenHub, monkeypatch: pytest.MonkeyPatch, restarted: bool
) -> None:
    write_at(fresh, monkeypatch, FEB)
    if restarted:
        monkeypatch.setattr(ids, "_last", 0)
    write_at(fresh, monkeypatch, NOV)
    assert today(fresh) == (FEB.date(), 76)
    assert today(fresh, date(2027, 3, 1)) == (date(2027, 3, 1), 0)
