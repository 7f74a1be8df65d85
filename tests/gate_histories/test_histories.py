"""A few of the random histories, and that what judges them can see a gate that lets somebody through."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.enums import OfferAnswer
from db.models import Check
from desktop.domain.clearance_facts import Clearance, ClearanceState
from desktop.domain.errors import DomainError
from desktop.domain.today import Today
from desktop.services import gate, round_gates, rule_plans, undo_gate
from desktop.services.checks import Checks
from desktop.services.history import History
from desktop.services.notes import Notes
from desktop.services.offers import Offers
from desktop.services.sitting import Sitting
from tests.gate_histories import lives
from tests.gate_histories.acts_work import ACTS
from tests.gate_histories.lives import Seen, judged, live
from tests.gate_histories.oracle import Picture
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


@pytest.mark.parametrize(
    ("where", "name", "instead", "often"),
    [
        (Sitting, "judge", _always, {}),
        (round_gates, "judge", _always, {}),
        (rule_plans, "refuse_weaker", lambda *_said: None, {"edit_rule": 90}),
    ],
    ids=["assign", "round", "law"],
)
def test_a_gate_left_open_is_seen(
    begun: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: Any,
    name: str,
    instead: Any,
    often: dict[str, int],
) -> None:
    """Each is noticed within a few histories, in which what leads there happens more often than else."""
    monkeypatch.setattr(where, name, instead)
    weights = [often.get(act.__name__, weight) for weight, act in ACTS]
    monkeypatch.setattr(lives, "_WEIGHTS", weights)
    broken = next(lived(begun, tmp_path, range(1, 41), Seen()))
    assert broken[0].startswith("seed")


@pytest.fixture
def world(begun: tuple[Base, Clock], tmp_path: Path) -> Iterator[World]:
    """A hub at the beginning of a history."""
    one = World(begun[0], tmp_path, begun[1])
    yield one
    one.close()


def _broken_by(world: World, act: Callable[[], object]) -> list[str]:
    before = Picture(world.cursor(), world.clock.at)
    act()
    return list(judged(before, Picture(world.cursor(), world.clock.at), Seen()))


def test_who_lapsed_and_comes_back_by_undo_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    lead, offers, priya, task = world.base.lead, world.service(Offers), world.volunteers[1], world.tasks[3]
    offers.answer(lead, task, priya, OfferAnswer.YES)
    back = offers.release(lead, task, "Ill").txn
    with world.store.read() as session:
        held = list(session.scalars(select(Check.id).where(Check.volunteer_id == priya)))
    for one in held:
        world.service(Checks).void(lead, one, "Not genuine")
    monkeypatch.setattr(undo_gate, "_objection", lambda *_said: False)
    given = _broken_by(world, lambda: world.service(History).undo(lead, back))
    assert given == [f"given: {priya} may not do {task}"]


def test_who_is_cleared_only_by_a_clock_set_back_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead, priya, task = world.base.lead, world.volunteers[1], world.tasks[3]
    world.clock.at += timedelta(days=30)
    world.service(Notes).write(lead, "Quiet morning")
    world.clock.at -= timedelta(days=30)
    world.restart()
    offers = world.service(Offers)
    with pytest.raises(DomainError, match="out of date"):
        offers.answer(lead, task, priya, OfferAnswer.YES)
    monkeypatch.setattr(gate, "today", lambda _session, day: Today(day, 0))
    given = _broken_by(world, lambda: offers.answer(lead, task, priya, OfferAnswer.YES))
    assert given == [f"given: {priya} may not do {task}"]
