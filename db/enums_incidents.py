"""Vocabularies of incidents: what kind, who was called out, and what is agreed to at a relief centre."""

from enum import StrEnum


class IncidentKind(StrEnum):
    """What happened."""

    FLOOD = "flood"
    SNOW = "snow"
    HEAT = "heat"
    POWER_CUT = "power_cut"
    LOCKDOWN = "lockdown"
    FIRE = "fire"
    OTHER = "other"


class CallOutAnswer(StrEnum):
    """What a volunteer on standby said when called out."""

    NOT_ASKED = "not_asked"
    COMING = "coming"
    LATER = "later"
    CANNOT = "cannot"
    NO_ANSWER = "no_answer"
