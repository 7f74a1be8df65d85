"""Vocabularies of the volunteer bank: placements with partners, and what volunteers asked back say."""

from enum import StrEnum


class Meanwhile(StrEnum):
    """What the hub still asks of somebody placed with a partner."""

    NOTHING = "nothing"
    OTHER_HOURS = "other_hours"


class RecallAnswer(StrEnum):
    """What came of asking somebody back; to ring is everybody's before."""

    TO_RING = "to_ring"
    YES = "yes"
    NOT_NOW = "not_now"
    NO_MORE = "no_more"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
