"""Every table of the store, mapped."""

from db.models.casework import CaseStep, HubChecklist
from db.models.concerns import Concern, ConcernEntry, ConcernHold, ConcernKey
from db.models.coverage import CoverageNote
from db.models.formalities import Formality
from db.models.groups import GroupCheckIn, GroupIssue, GroupIssueStep
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
from db.models.info_bank import InfoCard, InfoCardNeed
from db.models.journey import VolunteerStep
from db.models.ladder import LadderChoice
from db.models.log import Change, ErasedRow
from db.models.openings import Opening
from db.models.people import Consent, ContactAttempt, ContactLink, Household, Person, Phone
from db.models.places import Area, AreaPart, Organisation, OrganisationArea, OrganisationNeed
from db.models.protection import (
    Approval,
    Breach,
    Complaint,
    ConsentWording,
    DataPurpose,
    Destruction,
    KeptCount,
    LegalTerm,
    NoticeGiven,
    PrivacyNotice,
    RetentionHold,
    RetentionRule,
    RightsRequest,
    ShareRequest,
)
from db.models.referrals import Referral, ReferralStep
from db.models.repeats import HelpPause
from db.models.services import Service, ServiceArea, ServiceHours, ServiceNeed
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
    "Approval",
    "Area",
    "AreaPart",
    "Breach",
    "CaseStep",
    "Change",
    "Check",
    "ClearanceRule",
    "Complaint",
    "Concern",
    "ConcernEntry",
    "ConcernHold",
    "ConcernKey",
    "Consent",
    "ConsentWording",
    "ContactAttempt",
    "ContactLink",
    "Counter",
    "CoverageNote",
    "DataPurpose",
    "Destruction",
    "Device",
    "DoNotPair",
    "ErasedRow",
    "ExtraPostcode",
    "Formality",
    "GroupCheckIn",
    "GroupIssue",
    "GroupIssueStep",
    "Handover",
    "HandoverNotice",
    "HandoverPerson",
    "HelpPause",
    "Household",
    "Hub",
    "HubChecklist",
    "ImportProfile",
    "ImportRun",
    "InfoCard",
    "InfoCardNeed",
    "KeptCount",
    "LadderChoice",
    "LegalTerm",
    "NeedType",
    "NoticeGiven",
    "Offer",
    "Opening",
    "Organisation",
    "OrganisationArea",
    "OrganisationNeed",
    "PairDecision",
    "Person",
    "Phone",
    "PrivacyNotice",
    "Referral",
    "ReferralStep",
    "RememberedPlace",
    "Request",
    "RetentionHold",
    "RetentionRule",
    "RightsRequest",
    "Round",
    "Service",
    "ServiceArea",
    "ServiceHours",
    "ServiceNeed",
    "ShareRequest",
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
