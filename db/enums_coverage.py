"""Vocabulary of coverage: what somebody wrote about a need in an area."""

from enum import StrEnum


class CoverageNoteKind(StrEnum):
    """What a note about a need in an area is for."""

    OVERLAP = "overlap"
    """Several give the same: one of them is asked to give something missing instead."""
    ASK = "ask"
    """Somebody was asked to cover it."""
    SHEET = "sheet"
    """To be talked over at the next gap meeting."""
