"""What the whole window takes of the GUI thread, act by act, and what grows while it is used."""

import json
import shutil
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.measure import Figure, Hub, in_process, percentile

FRAME_MS, OPEN_MS, GROWTH_MB = 16.0, 100.0, 10.0
WORST = 5


@lru_cache(maxsize=1)
def _measured(folder: str) -> dict[str, Any]:
    # The window saves, and only one may write to a hub: it gets a copy of its own.
    with TemporaryDirectory(prefix="hubkeeper-bench-") as bench:
        copy = Path(bench) / "hub"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*.lock", "backups"))
        return dict(json.loads(" ".join(in_process("budget_shown", str(copy)))))


def acts(hub: Hub) -> list[Figure]:
    """The longest stretch of work each act begins: its 95th percentile, and the slowest page to open."""
    found = _measured(str(hub.folder.path))
    figures = [
        Figure(f"GUI thread: {act}", percentile(took, 0.95), FRAME_MS, 1.0, "ms", f"most {max(took):.1f}")
        for act, took in found["found"].items()
    ]
    slowest = sorted(found["opened"].items(), key=lambda one: -one[1])[:WORST]
    named = ", ".join(f"{key} {took:.0f}" for key, took in slowest)
    return [*figures, Figure("GUI thread: opening a page", slowest[0][1], OPEN_MS, 1.0, "ms", named)]


def growth(hub: Hub) -> list[Figure]:
    """Memory after two thousand page switches and five hundred dialogs; no window may be left."""
    found = _measured(str(hub.folder.path))
    switched, dialogs = found["grown"]
    note = f"dialogs {dialogs:.1f}, windows left {found['left']}"
    return [Figure("growth by switches and dialogs", switched + dialogs, GROWTH_MB, 1.0, "MB", note)]
