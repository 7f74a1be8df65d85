"""Keys made on the device: UUIDv7 after RFC 9562 section 5.7, as 32 lower-case hex characters."""

import os
import threading
import time

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """Make a key that sorts by the moment it was made.

    Returns:
        32 hex characters: 48 bits of Unix milliseconds, version 7, a 12-bit counter within the
        millisecond (RFC 9562 section 6.2, method 1), variant, and 62 random bits.
    """
    global _last
    with _lock:
        moment = time.time_ns() // 1_000_000 << 12
        _last = moment if moment > _last else _last + 1
        stamp = _last
    high = (stamp >> 12) << 16 | 0x7000 | (stamp & 0xFFF)
    low = 0x8000_0000_0000_0000 | int.from_bytes(os.urandom(8)) >> 2
    return f"{high << 64 | low:032x}"


def id_time_ms(key: str) -> int:
    """Read the moment a key was made.

    Args:
        key: a key from `new_id`.

    Returns:
        Milliseconds since 1 January 1970 UTC.
    """
    return int(key[:12], 16)


NOBODY = "0" * 32
"""Stands for no account: what the log says of a write whose author is nobody's business (the nil UUID)."""
