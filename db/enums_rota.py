"""Vocabularies of the rota: what somebody does on a shift, how they came to be on it, and what came of it."""

from enum import StrEnum


class SeatRole(StrEnum):
    """What somebody does on a shift."""

    PERSON = "person"
    DRIVER = "driver"
    HELPER = "helper"
    CALLER = "caller"
    PACKER = "packer"
    COOK = "cook"
    LEADER = "leader"


class PlaceHow(StrEnum):
    """How somebody came to be on a shift; what was chosen by hand is never moved when gaps are filled."""

    USUAL = "usual"
    CHOSEN = "chosen"
    COVER = "cover"
    SWAP = "swap"
    FILLED = "filled"


class PlaceState(StrEnum):
    """What is known of somebody's shift; who called off, or was not there, holds no place."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    CAME = "came"
    NO_SHOW = "no_show"
    CALLED_OFF = "called_off"
