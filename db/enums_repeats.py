"""Choices about help that repeats."""

from enum import StrEnum


class HolidayRule(StrEnum):
    """What becomes of recurring help on a bank holiday of the hub's nation."""

    AS_USUAL = "as_usual"
    SKIP = "skip"
    DAY_BEFORE = "day_before"
    DAY_AFTER = "day_after"
