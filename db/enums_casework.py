"""Vocabulary of the steps of casework."""

from enum import StrEnum


class StepState(StrEnum):
    """Where a step stands; what turned out not to be needed stays to be read."""

    OPEN = "open"
    DONE = "done"
    NOT_NEEDED = "not_needed"
