"""A few of the random histories, and that what judges them can see a gate that lets somebody through."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.clearance_facts import Clearance, ClearanceState
from desktop.domain.today import Today
from desktop.services import gate, round_gates, undo_gate
from desktop.services.sitting import Sitting
from tests.gate_histories.lives import Seen, live
from tests.gate_histories.world import Base, Clock, World, clock_in_hand, make_base

HISTORIES = 45


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Base, Clock]]:
    """The hub every history begins with."""
    with clock_in_hand() as clock:
        base = make_base(tmp_path_factory.mktemp("lives") / "base", clock)
        yield base, clock
        base.store.close()


def lived(begun: tuple[Base, Clock], folder: Path, seeds: range, seen: Seen) -> Iterator[list[str]]:
    """What each history broke; those that broke nothing are left out."""
    base, clock = begun
    for seed in seeds:
        own = folder / str(seed)
        own.mkdir()
        world = World(base, own, clock)
        try:
            if found := live(world, seed, seen):
                yield found
        finally:
            world.close()


def test_no_history_lets_somebody_uncleared_through(begun: Any, tmp_path: Path) -> None:
    seen = Seen()
    assert list(lived(begun, tmp_path, range(1, HISTORIES + 1), seen)) == []
    # Nothing is shown by histories in which nothing happens.
    assert min(seen.given, seen.printed, seen.sent, seen.kept_off) > 0


def _always(*_said: Any, **_named: Any) -> Clearance:
    return Clearance(ClearanceState.CLEARED)


def _clock_alone(_session: Any, day: date) -> Today:
    return Today(day, 0)


@pytest.mark.parametrize(
    ("where", "name", "instead", "first"),
    [
        (Sitting, "judge", _always, 1),
        (round_gates, "judge", _always, 1),
        (undo_gate, "_objection", lambda *_said: False, 60),
        (gate, "today", _clock_alone, 115),
    ],
    ids=["assign", "round", "undo", "clock"],
)
def test_a_gate_left_open_is_seen(
    begun: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: Any,
    name: str,
    instead: Any,
    first: int,
) -> None:
    """Each is noticed within a few histories from the first given, as a search through thousands found."""
    monkeypatch.setattr(where, name, instead)
    broken = next(lived(begun, tmp_path, range(first, first + 40), Seen()))
    assert broken[0].startswith("seed")
