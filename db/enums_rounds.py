"""Words of planning rounds."""

from enum import StrEnum


class RoundEnd(StrEnum):
    """Where a round begins or is over."""

    HUB = "hub"
    HOME = "home"
    LAST = "last"
    """Only where it is over: at the last door, wherever that is."""
