"""Vocabularies of referrals: how far one has come, what happened on the way, and how it ended."""

from enum import StrEnum


class ReferralDirection(StrEnum):
    """Whether a person is passed to somebody else or passed to us."""

    OUT = "out"
    IN = "in"


class ReferralStatus(StrEnum):
    """Where a referral stands; the last four are its ends."""

    DRAFT = "draft"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    COMPLETED = "completed"
    DECLINED = "declined"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class StepKind(StrEnum):
    """What happened to a referral at one moment."""

    AGREED = "agreed"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    NEVER_GOT = "never_got"
    NO_ANSWER = "no_answer"
    MORE_ASKED = "more_asked"
    ACCEPTED = "accepted"
    COMPLETED = "completed"
    DECLINED = "declined"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    PERSON_TOLD = "person_told"
    INTRODUCER_TOLD = "introducer_told"
    REPLY_MADE = "reply_made"
    NOTE = "note"


class SentHow(StrEnum):
    """How a referral travels, and how an answer to it came."""

    BY_HAND = "by_hand"
    POST = "post"
    PHONE = "phone"
    EMAIL = "email"
    FILE = "file"
    IN_PERSON = "in_person"
    OTHER = "other"


class DeclineReason(StrEnum):
    """Why a recipient could not take a referral."""

    NO_CAPACITY = "no_capacity"
    NOT_OUR_AREA = "not_our_area"
    NOT_ELIGIBLE = "not_eligible"
    NOT_WHAT_WE_DO = "not_what_we_do"
    ALREADY_KNOWN = "already_known"
    TOO_RISKY = "too_risky"
    OTHER = "other"


class ReferralOutcome(StrEnum):
    """What came of a referral for the person."""

    HELPED = "helped"
    PARTLY_HELPED = "partly_helped"
    NOT_NEEDED = "not_needed"
    COULD_NOT_REACH = "could_not_reach"
    DID_NOT_WANT = "did_not_want"
    NOT_HELPED = "not_helped"


class Otherwise(StrEnum):
    """What would have happened without the help, in the person's own judgement or the worker's."""

    MANAGED = "managed"
    PEOPLE_AROUND = "people_around"
    OTHER_GROUP = "other_group"
    GONE_WITHOUT = "gone_without"
    STATUTORY = "statutory"
    EMERGENCY = "emergency"
    NOT_KNOWN = "not_known"


class Rung(StrEnum):
    """The layers of help from the nearest to the furthest (domain words: the ladder)."""

    OWN_STRENGTHS = "own_strengths"
    PEOPLE_AROUND = "people_around"
    COMMUNITY = "community"
    HUB = "hub"
    STATUTORY = "statutory"
