"""Vocabularies of the check register beyond type, level and status, which `db.enums` holds."""

from enum import StrEnum


class Workforce(StrEnum):
    """Whom the role is with, as DBS and AccessNI certificates name it."""

    NOT_SAID = "not_said"
    ADULT = "adult"
    CHILD = "child"
    ADULT_AND_CHILD = "adult_and_child"
    OTHER = "other"


class CheckDecision(StrEnum):
    """What the hub made of a check; there is no word for what a list says of somebody."""

    NOT_DECIDED = "not_decided"
    SUITABLE = "suitable"
    NOT_FOR_REGULATED = "not_for_regulated_roles"


class StatusResult(StrEnum):
    """What the Update Service answered last; only an explicit "no change" keeps a check standing.

    The answers are those of a DBS status check: the certificate remains current, or is no longer current, or
    the details do not match (gov.uk, DBS Update Service: employer guide).
    """

    NOT_ASKED = "not_asked"
    NO_CHANGE = "no_change"
    CHANGED = "changed"
    NOT_FOUND = "not_found"
    UNCLEAR = "unclear"
