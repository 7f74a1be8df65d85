"""Codes of the vocabulary in words people read; every screen takes them from here."""

from collections.abc import Mapping
from enum import StrEnum

from db.enums import (
    Answer,
    AreaKind,
    Channel,
    CheckLevel,
    CheckStatus,
    CheckType,
    ContactOutcome,
    ContactPreference,
    Layer,
    LinkKind,
    OfferAnswer,
    PersonStatus,
    PhoneKind,
    RiskTier,
    Role,
    RoundStatus,
    Skill,
    TaskKind,
    TaskOutcome,
    TaskStatus,
    TemplateKind,
    Transport,
    Urgency,
    VolunteerStatus,
)
from db.enums_checks import CheckDecision, StatusResult, Workforce
from desktop.ui.base.i18n import tr


def words_for(kind: type[StrEnum]) -> Mapping[StrEnum, str]:
    """Every code of a vocabulary with its words, in the vocabulary's order.

    Args:
        kind: one of the vocabularies below.

    Returns:
        Code to words.
    """
    return _TABLES[kind]()


def say(code: StrEnum | None) -> str:
    """One code in words; nothing for None."""
    return "" if code is None else words_for(type(code)).get(code, code.value.replace("_", " "))


def choices(kind: type[StrEnum]) -> list[tuple[object, str]]:
    """A vocabulary as choices of a form."""
    return list(words_for(kind).items())


def _layers() -> Mapping[StrEnum, str]:
    return {
        Layer.STREET: tr("Street group"),
        Layer.ANCHOR: tr("Anchor or hub"),
        Layer.STATUTORY: tr("Council, NHS or police"),
        Layer.BUSINESS: tr("Business"),
        Layer.FAITH: tr("Faith group"),
        Layer.OTHER: tr("Other"),
    }


def _areas() -> Mapping[StrEnum, str]:
    return {
        AreaKind.STREET: tr("Street"),
        AreaKind.ESTATE: tr("Estate"),
        AreaKind.WARD: tr("Ward"),
        AreaKind.LOCALITY: tr("Locality"),
        AreaKind.BOROUGH: tr("Borough or district"),
    }


def _person() -> Mapping[StrEnum, str]:
    return {
        PersonStatus.ACTIVE: tr("In touch"),
        PersonStatus.MOVED: tr("Moved away"),
        PersonStatus.DECEASED: tr("Died"),
        PersonStatus.DO_NOT_CONTACT: tr("Do not contact"),
    }


def _answers() -> Mapping[StrEnum, str]:
    return {Answer.YES: tr("Yes"), Answer.NO: tr("No"), Answer.NOT_ASKED: tr("Not asked")}


def _phones() -> Mapping[StrEnum, str]:
    return {
        PhoneKind.MOBILE: tr("Mobile"),
        PhoneKind.LANDLINE: tr("Landline"),
        PhoneKind.WORK: tr("Work"),
        PhoneKind.OTHER: tr("Other"),
    }


def _links() -> Mapping[StrEnum, str]:
    return {
        LinkKind.EMERGENCY: tr("Emergency contact"),
        LinkKind.KEYHOLDER: tr("Keyholder"),
        LinkKind.CARER: tr("Carer"),
        LinkKind.INTRODUCER: tr("Introduced by"),
        LinkKind.AROUND: tr("Lends a hand"),
    }


def _preferences() -> Mapping[StrEnum, str]:
    return {
        ContactPreference.UNKNOWN: tr("Not said"),
        ContactPreference.CALL: tr("Call"),
        ContactPreference.TEXT: tr("Text"),
        ContactPreference.EMAIL: tr("E-mail"),
        ContactPreference.LETTER: tr("Letter"),
        ContactPreference.VISIT: tr("Visit"),
    }


def _channels() -> Mapping[StrEnum, str]:
    return {
        Channel.PHONE: tr("Phone"),
        Channel.WEB: tr("Website"),
        Channel.EMAIL: tr("E-mail"),
        Channel.TEXT: tr("Text"),
        Channel.LETTER: tr("Letter"),
        Channel.IN_PERSON: tr("In person"),
        Channel.PARTNER: tr("Partner"),
        Channel.IMPORT: tr("Imported"),
        Channel.OTHER: tr("Other"),
    }


def _contacts() -> Mapping[StrEnum, str]:
    return {
        ContactOutcome.REACHED: tr("Spoke"),
        ContactOutcome.NO_ANSWER: tr("No answer"),
        ContactOutcome.VOICEMAIL: tr("Left a message"),
        ContactOutcome.WRONG_NUMBER: tr("Wrong number"),
        ContactOutcome.CALL_BACK: tr("Ring back"),
        ContactOutcome.REFUSED: tr("Did not want to talk"),
        ContactOutcome.SENT: tr("Sent"),
    }


def _urgencies() -> Mapping[StrEnum, str]:
    return {
        Urgency.TODAY: tr("Today"),
        Urgency.TOMORROW: tr("Tomorrow"),
        Urgency.THIS_WEEK: tr("This week"),
        Urgency.NO_RUSH: tr("No rush"),
    }


def _task_kinds() -> Mapping[StrEnum, str]:
    return {
        TaskKind.DELIVERY: tr("Delivery"),
        TaskKind.VISIT: tr("Visit"),
        TaskKind.CALL: tr("Call"),
        TaskKind.ERRAND: tr("Errand"),
        TaskKind.COLLECTION: tr("Fetched from the hub"),
    }


def _tasks() -> Mapping[StrEnum, str]:
    return {
        TaskStatus.PLANNED: tr("Planned"),
        TaskStatus.OUT: tr("Out"),
        TaskStatus.DONE: tr("Done"),
        TaskStatus.CANCELLED: tr("Called off"),
    }


def _outcomes() -> Mapping[StrEnum, str]:
    return {
        TaskOutcome.DELIVERED: tr("Done"),
        TaskOutcome.LEFT_SAFE: tr("Left safe"),
        TaskOutcome.NO_ANSWER: tr("No answer"),
        TaskOutcome.REFUSED: tr("Refused"),
        TaskOutcome.WRONG_ADDRESS: tr("Wrong address"),
        TaskOutcome.WORRIED: tr("Unwell or worried"),
        TaskOutcome.LAST_UNOPENED: tr("Last box still unopened"),
        TaskOutcome.PARTLY: tr("Partly"),
        TaskOutcome.CANCELLED: tr("Called off"),
        TaskOutcome.NOT_ATTEMPTED: tr("Not tried"),
    }


def _rounds() -> Mapping[StrEnum, str]:
    return {
        RoundStatus.PLANNED: tr("Planned"),
        RoundStatus.OUT: tr("Out"),
        RoundStatus.BACK: tr("Back"),
    }


def _risks() -> Mapping[StrEnum, str]:
    return {RiskTier.LOW: tr("Low"), RiskTier.MEDIUM: tr("Medium"), RiskTier.HIGH: tr("High")}


def _roles() -> Mapping[StrEnum, str]:
    return {
        Role.CALL_HANDLER: tr("Call handler"),
        Role.VOLUNTEER_MANAGER: tr("Volunteer manager"),
        Role.COORDINATOR: tr("Coordinator"),
        Role.LEAD: tr("Safeguarding lead"),
        Role.ADMINISTRATOR: tr("Administrator"),
        Role.READ_ONLY: tr("Read only"),
    }


def _templates() -> Mapping[StrEnum, str]:
    return {
        TemplateKind.TEXT: tr("Text message"),
        TemplateKind.LETTER: tr("Letter"),
        TemplateKind.EMAIL: tr("E-mail"),
    }


def _volunteers() -> Mapping[StrEnum, str]:
    return {
        VolunteerStatus.APPLIED: tr("Applied"),
        VolunteerStatus.CONTACTED: tr("Contacted"),
        VolunteerStatus.ACTIVE: tr("Active"),
        VolunteerStatus.RESTING: tr("Resting"),
        VolunteerStatus.DORMANT: tr("Dormant"),
        VolunteerStatus.LEFT: tr("Left"),
        VolunteerStatus.ON_HOLD: tr("Not available: ask the safeguarding lead"),
        VolunteerStatus.SUSPENDED: tr("Not available: ask the safeguarding lead"),
    }


def _transport() -> Mapping[StrEnum, str]:
    return {
        Transport.FOOT: tr("On foot"),
        Transport.BIKE: tr("Bike"),
        Transport.CAR: tr("Car"),
        Transport.VAN: tr("Van"),
    }


def _skills() -> Mapping[StrEnum, str]:
    return {
        Skill.BEFRIENDING: tr("Befriending"),
        Skill.COOKING: tr("Cooking"),
        Skill.DIY: tr("Odd jobs"),
        Skill.DOGS: tr("Dogs"),
        Skill.FORMS: tr("Forms"),
        Skill.DIGITAL: tr("Computers and phones"),
        Skill.GARDENING: tr("Gardening"),
        Skill.INTERPRETING: tr("Interpreting"),
        Skill.LIFTING: tr("Lifting"),
        Skill.SIGN_LANGUAGE: tr("Sign language"),
    }


def _check_types() -> Mapping[StrEnum, str]:
    return {
        CheckType.IDENTITY: tr("Identity"),
        CheckType.REFERENCES: tr("Two references"),
        CheckType.DBS: tr("DBS"),
        CheckType.DISCLOSURE_SCOTLAND: tr("Disclosure Scotland"),
        CheckType.ACCESS_NI: tr("AccessNI"),
        CheckType.SAFEGUARDING_TRAINING: tr("Safeguarding training"),
        CheckType.MEDICINES_TRAINING: tr("Medicines training"),
        CheckType.FOOD_HYGIENE: tr("Food hygiene"),
        CheckType.FIRST_AID: tr("First aid"),
        CheckType.HEALTH_SAFETY: tr("Health and safety"),
        CheckType.DATA_PROTECTION: tr("Data protection"),
        CheckType.DRIVING_PAPERS: tr("Driving papers"),
        CheckType.INDUCTION: tr("Induction"),
        CheckType.CODE_OF_CONDUCT: tr("Code of conduct"),
    }


def _check_levels() -> Mapping[StrEnum, str]:
    return {
        CheckLevel.NONE: tr("No level"),
        CheckLevel.BASIC: tr("Basic"),
        CheckLevel.STANDARD: tr("Standard"),
        CheckLevel.ENHANCED: tr("Enhanced"),
        CheckLevel.ENHANCED_ADULTS_BARRED: tr("Enhanced with adults' barred list"),
        CheckLevel.ENHANCED_CHILDREN_BARRED: tr("Enhanced with children's barred list"),
        CheckLevel.ENHANCED_BOTH_BARRED: tr("Enhanced with both barred lists"),
        CheckLevel.LEVEL_1: tr("Level 1"),
        CheckLevel.LEVEL_2: tr("Level 2"),
        CheckLevel.LEVEL_2_BARRED: tr("Level 2 with barred list check"),
        CheckLevel.PVG_CHILDREN: tr("PVG, children"),
        CheckLevel.PVG_PROTECTED_ADULTS: tr("PVG, protected adults"),
        CheckLevel.PVG_BOTH: tr("PVG, both"),
        CheckLevel.PVG: tr("PVG, before April 2025"),
    }


def _check_statuses() -> Mapping[StrEnum, str]:
    return {
        CheckStatus.NEEDED: tr("Needed"),
        CheckStatus.APPLIED: tr("Applied for"),
        CheckStatus.IN_PROGRESS: tr("Not back yet"),
        CheckStatus.VERIFIED: tr("Seen"),
        CheckStatus.REFUSED: tr("Refused"),
        CheckStatus.EXPIRED: tr("Ended"),
        CheckStatus.WITHDRAWN: tr("Withdrawn"),
        CheckStatus.EXEMPT: tr("Exempt"),
    }


def _workforces() -> Mapping[StrEnum, str]:
    return {
        Workforce.NOT_SAID: tr("Not asked yet"),
        Workforce.ADULT: tr("Adult"),
        Workforce.CHILD: tr("Child"),
        Workforce.ADULT_AND_CHILD: tr("Adult and child"),
        Workforce.OTHER: tr("Other"),
    }


def _decisions() -> Mapping[StrEnum, str]:
    return {
        CheckDecision.NOT_DECIDED: tr("Not decided yet"),
        CheckDecision.SUITABLE: tr("Suitable"),
        CheckDecision.NOT_FOR_REGULATED: tr("Not for regulated roles"),
    }


def _status_results() -> Mapping[StrEnum, str]:
    return {
        StatusResult.NOT_ASKED: tr("Not asked yet"),
        StatusResult.NO_CHANGE: tr("No change: it is still current"),
        StatusResult.CHANGED: tr("Changed: a new check is needed"),
        StatusResult.NOT_FOUND: tr("The details did not match"),
        StatusResult.UNCLEAR: tr("Another answer"),
    }


def _offers() -> Mapping[StrEnum, str]:
    return {
        OfferAnswer.NOT_YET_ASKED: tr("Not rung yet"),
        OfferAnswer.ASKED: tr("Asked"),
        OfferAnswer.YES: tr("Said yes"),
        OfferAnswer.NO: tr("Said no"),
        OfferAnswer.NO_ANSWER: tr("No answer"),
        OfferAnswer.WILL_RING_BACK: tr("Will ring back"),
    }


_TABLES = {
    OfferAnswer: _offers,
    Layer: _layers,
    AreaKind: _areas,
    PersonStatus: _person,
    Answer: _answers,
    PhoneKind: _phones,
    LinkKind: _links,
    ContactPreference: _preferences,
    Channel: _channels,
    ContactOutcome: _contacts,
    Urgency: _urgencies,
    TaskKind: _task_kinds,
    TaskStatus: _tasks,
    TaskOutcome: _outcomes,
    RoundStatus: _rounds,
    RiskTier: _risks,
    Role: _roles,
    TemplateKind: _templates,
    VolunteerStatus: _volunteers,
    Transport: _transport,
    Skill: _skills,
    CheckType: _check_types,
    CheckLevel: _check_levels,
    CheckStatus: _check_statuses,
    Workforce: _workforces,
    CheckDecision: _decisions,
    StatusResult: _status_results,
}
