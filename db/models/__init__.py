"""Every table of the store, mapped."""

from db.models.concerns import Concern, ConcernEntry, ConcernHold, ConcernKey
from db.models.coverage import CoverageNote
from db.models.formalities import Formality
from db.models.handovers import Handover, HandoverNotice, HandoverPerson
from db.models.help import (
    ClearanceRule,
    NeedType,
    Offer,
    RememberedPlace,
    Request,
    Round,
    Stop,
    Task,
)
from db.models.hub import Counter, Device, ExtraPostcode, Hub, ShiftNote, Template, User, UserRole
from db.models.journey import VolunteerStep
from db.models.log import Change, ErasedRow
from db.models.openings import Opening
from db.models.people import Consent, ContactAttempt, ContactLink, Household, Person, Phone
from db.models.places import Area, AreaPart, Organisation, OrganisationArea, OrganisationNeed
from db.models.referrals import Referral, ReferralStep
from db.models.sharing import ImportProfile, ImportRun, PairDecision, SharingRecord, ViewEntry
from db.models.volunteers import (
    Absence,
    Check,
    DoNotPair,
    Volunteer,
    VolunteerArea,
    VolunteerLanguage,
    VolunteerSkill,
    VolunteerSlot,
)

__all__ = [
    "Absence",
    "Area",
    "AreaPart",
    "Change",
    "Check",
    "ClearanceRule",
    "Concern",
    "ConcernEntry",
    "ConcernHold",
    "ConcernKey",
    "Consent",
    "ContactAttempt",
    "ContactLink",
    "Counter",
    "CoverageNote",
    "Device",
    "DoNotPair",
    "ErasedRow",
    "ExtraPostcode",
    "Formality",
    "Handover",
    "HandoverNotice",
    "HandoverPerson",
    "Household",
    "Hub",
    "ImportProfile",
    "ImportRun",
    "NeedType",
    "Offer",
    "Opening",
    "Organisation",
    "OrganisationArea",
    "OrganisationNeed",
    "PairDecision",
    "Person",
    "Phone",
    "Referral",
    "ReferralStep",
    "RememberedPlace",
    "Request",
    "Round",
    "SharingRecord",
    "ShiftNote",
    "Stop",
    "Task",
    "Template",
    "User",
    "UserRole",
    "ViewEntry",
    "Volunteer",
    "VolunteerArea",
    "VolunteerLanguage",
    "VolunteerSkill",
    "VolunteerSlot",
    "VolunteerStep",
]
