"""Every table of the store, mapped."""

from db.models.bank import Placement, Recall, RecallCall
from db.models.calls import CallPlan, CallPromise, CallStep, PhoneLine, PhoneRound
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
from db.models.incidents import (
    Arrival,
    CallOut,
    Incident,
    IncidentArea,
    IncidentNeed,
    ReliefCentre,
    Standby,
)
from db.models.info_bank import InfoCard, InfoCardNeed
from db.models.journey import VolunteerStep
from db.models.ladder import LadderChoice
from db.models.log import Change, ErasedRow
from db.models.money import (
    BankLine,
    ClaimLine,
    Fund,
    MileageRate,
    MoneyClaim,
    MoneyCount,
    MoneyFloat,
    MoneyLine,
    MoneyMove,
    MoneyReceipt,
)
from db.models.money_out import GrantApplication, GrantRound, GrantScore, Recharge, RechargeStatement
from db.models.neighbours import NeighbourOffer
from db.models.openings import Opening
<<<<<<< HEAD
from db.models.out_now import OutNow
=======
from db.models.outings import Outing, OutingCompanion, OutingGuest
>>>>>>> c4d636e (Accompanied outings: planned with companions the gate clears, sheets for the way, contacts sealed till the day, and how they went)
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
from db.models.rota import RotaDay, RotaJob, RotaPlace, RotaSeat, RotaUsual
from db.models.services import Service, ServiceArea, ServiceHours, ServiceNeed
from db.models.sharing import ImportProfile, ImportRun, PairDecision, SharingRecord, ViewEntry
from db.models.stock import StockBatch, StockItem, StockMove, StockParcel, StockPlace, StockRecipe
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
    "Arrival",
    "BankLine",
    "Breach",
    "CallOut",
    "CallPlan",
    "CallPromise",
    "CallStep",
    "CaseStep",
    "Change",
    "Check",
    "ClaimLine",
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
    "Fund",
    "GrantApplication",
    "GrantRound",
    "GrantScore",
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
    "Incident",
    "IncidentArea",
    "IncidentNeed",
    "InfoCard",
    "InfoCardNeed",
    "KeptCount",
    "LadderChoice",
    "LegalTerm",
    "MileageRate",
    "MoneyClaim",
    "MoneyCount",
    "MoneyFloat",
    "MoneyLine",
    "MoneyMove",
    "MoneyReceipt",
    "NeedType",
    "NeighbourOffer",
    "NoticeGiven",
    "Offer",
    "Opening",
    "Organisation",
    "OrganisationArea",
    "OrganisationNeed",
<<<<<<< HEAD
    "OutNow",
=======
    "Outing",
    "OutingCompanion",
    "OutingGuest",
>>>>>>> c4d636e (Accompanied outings: planned with companions the gate clears, sheets for the way, contacts sealed till the day, and how they went)
    "PairDecision",
    "Person",
    "Phone",
    "PhoneLine",
    "PhoneRound",
    "Placement",
    "PrivacyNotice",
    "Recall",
    "RecallCall",
    "Recharge",
    "RechargeStatement",
    "Referral",
    "ReferralStep",
    "ReliefCentre",
    "RememberedPlace",
    "Request",
    "RetentionHold",
    "RetentionRule",
    "RightsRequest",
    "RotaDay",
    "RotaJob",
    "RotaPlace",
    "RotaSeat",
    "RotaUsual",
    "Round",
    "Service",
    "ServiceArea",
    "ServiceHours",
    "ServiceNeed",
    "ShareRequest",
    "SharingRecord",
    "ShiftNote",
    "Standby",
    "StockBatch",
    "StockItem",
    "StockMove",
    "StockParcel",
    "StockPlace",
    "StockRecipe",
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
