"""Measuring: ours and its floor in turn, medians compared; and the store measured on."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event

from db.keys import KdfParams
from desktop.runtime.gazetteer import find_places, gazetteer
from desktop.services.demo import DEMO_PASSPHRASE, DemoSize, make_demo
from desktop.services.hubs import OpenHub, open_hub

Hub = OpenHub
ROOT = Path(__file__).resolve().parents[2]


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


def replayed(hub: OpenHub, call: Callable[[], object]) -> Callable[[], None]:
    """The raw queries behind a call: the same SQL with the same values, straight to the driver.

    Args:
        hub: the open hub.
        call: reads, and does nothing else.

    Returns:
        Runs those queries and fetches every row.
    """
    asked: list[tuple[str, Any]] = []

    def watch(_connection: Any, _cursor: Any, sql: str, values: Any, *_rest: Any) -> None:
        asked.append((sql, values))

    event.listen(hub.store.reader, "before_cursor_execute", watch)
    try:
        call()
    finally:
        event.remove(hub.store.reader, "before_cursor_execute", watch)
    queries = [(sql, values) for sql, values in asked if sql.lstrip().startswith(("SELECT", "WITH"))]

    def raw() -> None:
        with hub.store.reader.connect() as connection:
            driver = connection.connection.driver_connection
            for sql, values in queries:
                driver.execute(sql, values).fetchall()

    return raw


def in_process(program: str, *arguments: str) -> list[str]:
    """Run a program in a process of its own, its modules compiled once as those of an installed one are.

    Args:
        program: a module beside this one, which prints figures with spaces between.
        arguments: what it finds in ``sys.argv``.

    Returns:
        The words it printed.

    Raises:
        RuntimeError: it stopped; says what it wrote to its error stream.
    """
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    surroundings["PYTHONPYCACHEPREFIX"] = str(
        Path(tempfile.gettempdir()) / f"hubkeeper-compiled-{os.getuid()}"
    )
    command = [sys.executable, "-m", f"tests.benchmarks.{program}", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{program} stopped:\n{done.stderr}")
    return done.stdout.split()


def open_store(folder: Path, people: int) -> OpenHub:
    """Open the store to measure on, making it first where there is none."""
    if not folder.exists():
        size = DemoSize(people, people // 10, people * 2, 60)
        make_demo(folder, gazetteer(), size, params=KdfParams(1024, 1, 1))
    return open_hub(folder, DEMO_PASSPHRASE, find_places=find_places())
