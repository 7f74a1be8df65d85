"""Vocabularies of calls that are made again and again, and of lists that are rung through."""

from enum import StrEnum


class CallKind(StrEnum):
    """Why somebody is rung again and again."""

    WELFARE = "welfare"
    BEFRIENDING = "befriending"
    KEEP_IN_TOUCH = "keep_in_touch"
    """For volunteers: how they are, and whether they can still help."""
    DOOR = "door"
    """Once, the same day: nobody came to the door."""


class CallMood(StrEnum):
    """How somebody sounded, in the words of the question."""

    GOOD = "good"
    UP_AND_DOWN = "up_and_down"
    LOW = "low"
    WORRYING = "worrying"


class HowFar(StrEnum):
    """An answer to whether they eat and drink, or are warm enough."""

    YES = "yes"
    NOT_MUCH = "not_much"
    NO = "no"


class StepKind(StrEnum):
    """What is done for one person once they did not answer as often as their plan allows."""

    RING_SOMEBODY = "ring_somebody"
    KNOCK = "knock"
    TELL = "tell"
    OTHER = "other"


class LineState(StrEnum):
    """How far a line of a phone round has come."""

    TO_DO = "to_do"
    MADE = "made"
    NO_ANSWER = "no_answer"
    """Nobody answered as often as the round rings."""
    WRONG_NUMBER = "wrong_number"
    LEFT_OUT = "left_out"
    """Never to be rung in this round, with why."""


class SheetLineState(StrEnum):
    """How far a line of a call sheet on paper has come."""

    OUT = "out"
    """Its caller has it: nobody else rings."""
    KEYED = "keyed"
    """What came of it was keyed in."""
    BACK = "back"
    """It was not reached, and stands on the worklist again."""
