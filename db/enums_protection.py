"""Vocabularies of data protection: what is written down, what is due, who agreed."""

from enum import StrEnum


class TermKind(StrEnum):
    """Which list of the law a term stands in."""

    BASIS = "basis"
    RECOGNISED_INTEREST = "recognised_interest"
    SPECIAL_CONDITION = "special_condition"
    SCHEDULE_1 = "schedule_1"


class NoticeHow(StrEnum):
    """How somebody was told what the hub does with what they say."""

    READ_OUT = "read_out"
    HANDED_OVER = "handed_over"
    POSTED = "posted"
    SENT = "sent"
    SHOWN = "shown"
    KNEW_ALREADY = "knew_already"


class RetentionType(StrEnum):
    """A kind of record that is kept for a time of its own."""

    PEOPLE = "people"
    REQUESTS = "requests"
    CONTACTS = "contacts"
    VOLUNTEERS = "volunteers"
    APPLICANTS = "applicants"
    SHIFT_NOTES = "shift_notes"
    DRAFTS = "drafts"
    GROUP_NOTES = "group_notes"
    ANSWERED = "answered"
    NEIGHBOURS = "neighbours"
    MONEY = "money"
    OUT = "out"


class RetentionAction(StrEnum):
    """What happens when the time is over."""

    ERASE = "erase"
    ANONYMISE = "anonymise"


class DestructionKind(StrEnum):
    """Why something was destroyed."""

    ERASURE = "erasure"
    RETENTION = "retention"


class ApprovalHow(StrEnum):
    """How the second person agreed."""

    ACCOUNT = "account"
    OWN_SESSION = "own_session"
    SIGNED_SHEET = "signed_sheet"


class BreachKind(StrEnum):
    """What went wrong with personal data."""

    LOST_LAPTOP = "lost_laptop"
    LOST_PAPER = "lost_paper"
    WRONG_RECIPIENT = "wrong_recipient"
    SEEN_BY_WRONG = "seen_by_wrong"
    DESTROYED = "destroyed"
    CHANGED = "changed"
    OTHER = "other"


class BreachRisk(StrEnum):
    """How likely people are to come to harm: decides whether the ICO, and they, are told."""

    NOT_JUDGED = "not_judged"
    UNLIKELY = "unlikely"
    LIKELY = "likely"
    HIGH = "high"


class RightKind(StrEnum):
    """What somebody asked of the hub about their own data."""

    ACCESS = "access"
    ERASURE = "erasure"
    CORRECTION = "correction"
    RESTRICTION = "restriction"
    OBJECTION = "objection"
    COPY = "copy"


class RightState(StrEnum):
    """How far it has come."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"


class ComplaintState(StrEnum):
    """How far a complaint has come."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"


class ShareDecision(StrEnum):
    """What became of somebody asking the hub to share."""

    WAITING = "waiting"
    SHARED = "shared"
    PARTLY = "partly"
    REFUSED = "refused"
