"""A long list in a window: scroll step, memory, and what a search takes of the GUI thread."""

from functools import lru_cache
from typing import NamedTuple

from tests.benchmarks.measure import Figure, Hub, in_process


class _Shown(NamedTuple):
    jump: float
    jump_floor: float
    wheel: float
    wheel_floor: float
    memory: float
    search: float
    count: float


@lru_cache(maxsize=1)
def _shown(folder: str) -> _Shown:
    return _Shown(*map(float, in_process("window_shown", folder)))


def scroll(hub: Hub) -> list[Figure]:
    """A notch of the wheel, and a jump to anywhere, against the same table over constant strings."""
    found = _shown(str(hub.folder.path))
    of = f"over {found.count:,.0f} people"
    return [
        Figure(f"scroll step {of}", found.wheel, found.wheel_floor, 1.5),
        Figure(
            f"jump to anywhere {of}",
            found.jump,
            found.jump_floor,
            None,
            "s",
            "read anew, no limit",
        ),
    ]


def memory(hub: Hub) -> list[Figure]:
    """Memory the whole list takes over an empty window."""
    found = _shown(str(hub.folder.path))
    return [Figure(f"memory of a list of {found.count:,.0f}", found.memory, 100.0, 1.0, "MB", "floor: limit")]


def search(hub: Hub) -> list[Figure]:
    """What one search takes of the GUI thread: listing and painting what was found."""
    share = _shown(str(hub.folder.path)).search
    return [Figure("search, its part on the GUI thread", share * 1000, 16.0, 1.0, "ms", "floor: limit")]
