"""Vocabularies of accompanied outings: what came of them for each person."""

from enum import StrEnum


class GuestOutcome(StrEnum):
    """How an outing went for one person."""

    NOT_YET = "not_yet"
    CAME = "came"
    DID_NOT = "did_not"
    UNWELL = "unwell"
