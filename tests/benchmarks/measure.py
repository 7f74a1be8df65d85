"""Measuring: ours and its floor in turn, medians compared; and the store measured on."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from db.keys import KdfParams
from desktop.runtime.gazetteer import find_places, gazetteer
from desktop.services.demo import DEMO_PASSPHRASE, DemoSize, make_demo
from desktop.services.hubs import OpenHub, open_hub

Hub = OpenHub


@dataclass(frozen=True)
class Figure:
    """One figure: ours, the floor it is held against, and the limit of their ratio."""

    name: str
    ours: float
    floor: float | None = None
    limit: float | None = None
    unit: str = "s"
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours over the floor; None where there is none."""
        return None if not self.floor else self.ours / self.floor

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "name": self.name,
            "ours": self.ours,
            "floor": self.floor,
            "ratio": self.ratio,
            "limit": self.limit,
            "unit": self.unit,
            "note": self.note,
        }


def timed(call: Callable[[], object]) -> float:
    """Seconds one call takes."""
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def against(
    name: str, ours: Callable[[], object], floor: Callable[[], object], limit: float, rounds: int = 5
) -> Figure:
    """Run ours and the floor in turn and compare their medians, after one turn that is not counted."""
    pairs = [(timed(ours), timed(floor)) for _ in range(rounds + 1)][1:]
    return Figure(name, statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs), limit)


def percentile(values: list[float], part: float) -> float:
    """The value below which a part of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def open_store(folder: Path, people: int) -> OpenHub:
    """Open the store to measure on, making it first where there is none."""
    if not folder.exists():
        size = DemoSize(people, people // 10, people * 2, 60)
        make_demo(folder, gazetteer(), size, params=KdfParams(1024, 1, 1))
    return open_hub(folder, DEMO_PASSPHRASE, find_places=find_places())
