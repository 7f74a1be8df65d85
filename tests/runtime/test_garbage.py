"""Rings of objects go in a pause, and no full look comes while somebody works."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from desktop.runtime import garbage


class Ring:
    """Holds itself."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_work_brings_no_full_look_and_a_pause_does() -> None:
    garbage.go_easy()
    full = gc.get_stats()[2]["collections"]
    rings = [Ring() for _ in range(20 * garbage.YOUNG)]
    old = weakref.ref(rings[0])
    gc.collect(1)  # what lived this long counts as old
    del rings
    made = [[number] for number in range(20 * garbage.YOUNG)]
    assert len(made) == 20 * garbage.YOUNG
    assert gc.get_stats()[2]["collections"] == full
    assert old() is not None
    garbage.tidy()
    assert old() is None
