"""Vocabulary of restricted records opened with a reason (break-glass)."""

from enum import StrEnum


class OpeningEnd(StrEnum):
    """What ended an opening before its time."""

    SELF = "self"
    LOCK = "lock"
    SWITCH = "switch"
    CLOSE = "close"
