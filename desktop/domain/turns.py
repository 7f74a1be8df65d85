"""Letting other threads have their turn during long work in Python.

The interpreter changes threads only every 5 ms, and to draw a screen its thread needs a turn several times.
"""

import time
from threading import local

TURN = 0.003
"""Seconds of work after which others get a turn."""
_REST = 0.0001
_last = local()


def give_way() -> None:
    """Rest for a moment if this thread has worked for a while; called inside loops on reading threads."""
    now = time.perf_counter()
    if now - getattr(_last, "at", 0.0) >= TURN:
        time.sleep(_REST)
        _last.at = time.perf_counter()
