"""Vocabulary of a volunteer's way into the hub: the steps somebody records by hand."""

from enum import StrEnum


class StepKind(StrEnum):
    """A dated step; checks and induction are no steps, as the register knows them."""

    CONTACTED = "contacted"
    BUDDY_SHIFT = "buddy_shift"
    ASKED_BACK = "asked_back"
    PLACED = "placed"
    THANKED = "thanked"
    IN_TOUCH = "in_touch"
