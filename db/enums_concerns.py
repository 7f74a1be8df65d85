"""Vocabularies of concerns; inside the seal all but `Progress`, which its author may see."""

from enum import StrEnum


class Progress(StrEnum):
    """What the author of a concern is told of it: never what was decided."""

    SENT = "sent"
    READ = "read"
    DEALT_WITH = "dealt_with"


class ConcernState(StrEnum):
    """Where a concern stands, for the lead."""

    RAISED = "raised"
    UNDER_REVIEW = "under_review"
    REFERRED = "referred"
    MONITORING = "monitoring"
    NO_FURTHER_ACTION = "no_further_action"
    CLOSED = "closed"


class AboutKind(StrEnum):
    """Whom or what a concern is about."""

    PERSON = "person"
    VOLUNTEER = "volunteer"
    ORGANISATION = "organisation"
    SOMEONE = "someone"


class Danger(StrEnum):
    """Whether somebody is in danger right now, as last asked."""

    NOT_ASKED = "not_asked"
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Heard(StrEnum):
    """How the author came to know."""

    NOT_SAID = "not_said"
    WAS_THERE = "was_there"
    THEMSELVES = "themselves"
    SOMEONE_ELSE = "someone_else"


class Agreed(StrEnum):
    """Whether the person agrees to its being passed on."""

    NOT_ASKED = "not_asked"
    YES = "yes"
    NO = "no"
    NOT_SAFE = "not_safe"


class Capacity(StrEnum):
    """Whether the person can make this decision, in the lead's view (Mental Capacity Act 2005)."""

    NOT_SAID = "not_said"
    HAS = "has"
    LACKS = "lacks"
    DOUBTED = "doubted"


class AbuseType(StrEnum):
    """Kinds of abuse and neglect (Care and Support Statutory Guidance, chapter 14)."""

    PHYSICAL = "physical"
    DOMESTIC = "domestic"
    SEXUAL = "sexual"
    PSYCHOLOGICAL = "psychological"
    FINANCIAL = "financial"
    MODERN_SLAVERY = "modern_slavery"
    DISCRIMINATORY = "discriminatory"
    ORGANISATIONAL = "organisational"
    NEGLECT = "neglect"
    SELF_NEGLECT = "self_neglect"


class NextStep(StrEnum):
    """What the lead decides to do."""

    TALK_FIRST = "talk_first"
    REFER = "refer"
    WATCH = "watch"
    NOTHING_MORE = "nothing_more"


class EntryKind(StrEnum):
    """What a dated entry of a concern records."""

    ACCOUNT = "account"
    ADDITION = "addition"
    CORRECTION = "correction"
    VIEWED = "viewed"
    STEP = "step"
    DETAILS = "details"
    DECISION = "decision"
    REFERRAL = "referral"
    ACKNOWLEDGED = "acknowledged"
    HOLD = "hold"
    SHARED = "shared"
    LET_IN = "let_in"
    CLOSED = "closed"
    REOPENED = "reopened"
