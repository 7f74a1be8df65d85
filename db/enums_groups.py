"""Vocabularies of the weekly check-in with street groups, and of what they raise."""

from enum import StrEnum


class CheckInOutcome(StrEnum):
    """What came of ringing a group; everything but no answer is news of it."""

    ALL_WELL = "all_well"
    NEEDS_SOMETHING = "needs_something"
    NO_ANSWER = "no_answer"
    CALL_BACK = "call_back"


class IssueState(StrEnum):
    """Where an issue stands: open, waiting on somebody else, or closed with what came of it."""

    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"
