"""Vocabularies of formalities that one body takes on for another."""

from enum import StrEnum


class FormalityKind(StrEnum):
    """What a group is spared: paperwork a council or an anchor can carry for it."""

    CRIMINAL_RECORD = "criminal_record_check"
    REFERENCES = "references"
    IDENTITY = "identity"
    SAFEGUARDING_TRAINING = "safeguarding_training"
    FIRST_AID = "first_aid"
    FOOD_HYGIENE = "food_hygiene"
    TRAINING = "training"
    INSURANCE = "insurance"
    RISK_ASSESSMENT = "risk_assessment"
    BANK_ACCOUNT = "bank_account"
    OTHER = "other"


class FormalityState(StrEnum):
    """Where a formality stands: asked, taken on, arranged, done; or declined."""

    ASKED = "asked"
    TAKEN_ON = "taken_on"
    ARRANGED = "arranged"
    DONE = "done"
    DECLINED = "declined"
