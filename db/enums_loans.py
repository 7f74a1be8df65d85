"""Vocabularies of loans: what is lent, and what came of it."""

from enum import StrEnum


class AssetKind(StrEnum):
    """What sort of thing is lent."""

    PHONE = "phone"
    TABLET = "tablet"
    LAPTOP = "laptop"
    DONGLE = "dongle"
    VAN = "van"
    FREEZER = "freezer"
    HEATER = "heater"
    WHEELCHAIR = "wheelchair"
    OTHER = "other"


class Condition(StrEnum):
    """How something is when it goes out or comes back."""

    GOOD = "good"
    WORN = "worn"
    BROKEN = "broken"
