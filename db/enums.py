"""The shared vocabulary: every closed list of codes, one place.

Codes are what the store and the exports hold; words for people are made in the screens.
Imports nothing of ours.
"""

from enum import StrEnum


class Nation(StrEnum):
    """Where the hub works: decides the law on the forms and the check schemes."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


class Layer(StrEnum):
    """Which layer of local help an organisation belongs to."""

    STREET = "street"
    ANCHOR = "anchor"
    STATUTORY = "statutory"
    BUSINESS = "business"
    FAITH = "faith"
    OTHER = "other"


class AreaKind(StrEnum):
    """How large a patch is."""

    STREET = "street"
    ESTATE = "estate"
    WARD = "ward"
    LOCALITY = "locality"
    BOROUGH = "borough"


class AreaPartKind(StrEnum):
    """What an area is made of."""

    POSTCODE = "postcode"
    SECTOR = "sector"
    OUTCODE = "outcode"
    WARD = "ward"


class Role(StrEnum):
    """What a user at the keyboard may do; one user may hold several."""

    CALL_HANDLER = "call_handler"
    VOLUNTEER_MANAGER = "volunteer_manager"
    COORDINATOR = "coordinator"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"
    READ_ONLY = "read_only"


class PersonStatus(StrEnum):
    """Whether a person can be rung and visited."""

    ACTIVE = "active"
    MOVED = "moved"
    DECEASED = "deceased"
    DO_NOT_CONTACT = "do_not_contact"


class PhoneKind(StrEnum):
    """What sort of number it is."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    WORK = "work"
    OTHER = "other"


class Answer(StrEnum):
    """A question that may not have been asked."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class ContactPreference(StrEnum):
    """How a person would rather be reached."""

    CALL = "call"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    VISIT = "visit"
    UNKNOWN = "unknown"


class LinkKind(StrEnum):
    """Who a named contact is to a person."""

    EMERGENCY = "emergency"
    KEYHOLDER = "keyholder"
    CARER = "carer"
    INTRODUCER = "introducer"
    AROUND = "around"
    """Family, a friend or a neighbour who lends a hand: the second rung of the ladder of help."""


class Channel(StrEnum):
    """How something reached us or went out."""

    PHONE = "phone"
    WEB = "web"
    EMAIL = "email"
    TEXT = "text"
    LETTER = "letter"
    IN_PERSON = "in_person"
    PARTNER = "partner"
    IMPORT = "import"
    OTHER = "other"


class Direction(StrEnum):
    """Who rang whom."""

    OUTBOUND = "outbound"
    INBOUND = "inbound"


class ContactOutcome(StrEnum):
    """What came of trying to reach somebody."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    VOICEMAIL = "voicemail"
    WRONG_NUMBER = "wrong_number"
    CALL_BACK = "call_back"
    REFUSED = "refused"
    SENT = "sent"


class RiskTier(StrEnum):
    """How much risk a kind of task carries."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class TaskKind(StrEnum):
    """What one occurrence of help is."""

    DELIVERY = "delivery"
    VISIT = "visit"
    CALL = "call"
    ERRAND = "errand"
    COLLECTION = "collection"


class Urgency(StrEnum):
    """How soon help is needed."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    THIS_WEEK = "this_week"
    NO_RUSH = "no_rush"


class RequestStatus(StrEnum):
    """Where a request stands."""

    NEW = "new"
    TRIAGED = "triaged"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    WAITING = "waiting"
    PASSED_ON = "passed_on"
    CANCELLED = "cancelled"


class CloseReason(StrEnum):
    """Why a request was closed."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_NEEDED = "not_needed"
    COULD_NOT_REACH = "could_not_reach"
    NO_CAPACITY = "no_capacity"
    REFERRED_ON = "referred_on"
    DUPLICATE = "duplicate"


class TaskStatus(StrEnum):
    """Where one occurrence of help stands."""

    PLANNED = "planned"
    OUT = "out"
    DONE = "done"
    CANCELLED = "cancelled"


class TaskOutcome(StrEnum):
    """What happened at the door or on the phone."""

    DELIVERED = "delivered"
    LEFT_SAFE = "left_safe"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    WRONG_ADDRESS = "wrong_address"
    WORRIED = "worried"
    LAST_UNOPENED = "last_unopened"
    PARTLY = "partly"
    CANCELLED = "cancelled"
    NOT_ATTEMPTED = "not_attempted"


class OfferAnswer(StrEnum):
    """What a volunteer said when asked."""

    NOT_YET_ASKED = "not_yet_asked"
    ASKED = "asked"
    YES = "yes"
    NO = "no"
    NO_ANSWER = "no_answer"
    WILL_RING_BACK = "will_ring_back"


class VolunteerStatus(StrEnum):
    """Where a volunteer stands."""

    APPLIED = "applied"
    CONTACTED = "contacted"
    ACTIVE = "active"
    RESTING = "resting"
    DORMANT = "dormant"
    LEFT = "left"
    ON_HOLD = "on_hold"
    SUSPENDED = "suspended"


class Transport(StrEnum):
    """How a volunteer gets about."""

    FOOT = "foot"
    BIKE = "bike"
    CAR = "car"
    VAN = "van"


class Skill(StrEnum):
    """What a volunteer can bring besides time."""

    BEFRIENDING = "befriending"
    COOKING = "cooking"
    DIY = "diy"
    DOGS = "dogs"
    FORMS = "forms"
    DIGITAL = "digital"
    GARDENING = "gardening"
    INTERPRETING = "interpreting"
    LIFTING = "lifting"
    SIGN_LANGUAGE = "sign_language"


class CheckType(StrEnum):
    """What evidence about a volunteer is of."""

    IDENTITY = "identity"
    REFERENCES = "references"
    DBS = "dbs"
    DISCLOSURE_SCOTLAND = "disclosure_scotland"
    ACCESS_NI = "access_ni"
    SAFEGUARDING_TRAINING = "safeguarding_training"
    MEDICINES_TRAINING = "medicines_training"
    FOOD_HYGIENE = "food_hygiene"
    FIRST_AID = "first_aid"
    HEALTH_SAFETY = "health_safety"
    DATA_PROTECTION = "data_protection"
    DRIVING_PAPERS = "driving_papers"
    INDUCTION = "induction"
    CODE_OF_CONDUCT = "code_of_conduct"


class CheckLevel(StrEnum):
    """How deep a check goes; ``NONE`` for checks that have no levels."""

    NONE = "none"
    BASIC = "basic"
    STANDARD = "standard"
    ENHANCED = "enhanced"
    ENHANCED_ADULTS_BARRED = "enhanced_adults_barred"
    ENHANCED_CHILDREN_BARRED = "enhanced_children_barred"
    ENHANCED_BOTH_BARRED = "enhanced_both_barred"
    LEVEL_1 = "level_1"
    LEVEL_2 = "level_2"
    LEVEL_2_BARRED = "level_2_barred"
    PVG_CHILDREN = "pvg_children"
    PVG_PROTECTED_ADULTS = "pvg_protected_adults"
    PVG_BOTH = "pvg_both"
    PVG = "pvg"
    """A PVG record of before April 2025, whose workforce nobody wrote down: history only."""


class CheckStatus(StrEnum):
    """Where a check stands."""

    NEEDED = "needed"
    APPLIED = "applied"
    IN_PROGRESS = "in_progress"
    VERIFIED = "verified"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    EXEMPT = "exempt"


class RuleBasis(StrEnum):
    """Whether a clearance rule is law or the hub's own policy."""

    LAW = "law"
    HUB_POLICY = "hub_policy"


class RoundStatus(StrEnum):
    """Where a round stands."""

    PLANNED = "planned"
    OUT = "out"
    BACK = "back"


class LawfulBasis(StrEnum):
    """Reasons in law for sharing: UK GDPR Article 6(1), as amended in 2025."""

    CONSENT = "consent"
    LEGITIMATE_INTERESTS = "legitimate_interests"
    RECOGNISED_LEGITIMATE_INTEREST = "recognised_legitimate_interest"
    VITAL_INTERESTS = "vital_interests"
    PUBLIC_TASK = "public_task"
    LEGAL_OBLIGATION = "legal_obligation"


class ShareKind(StrEnum):
    """How personal data left the hub."""

    HANDOVER = "handover"
    PRINT = "print"
    EXPORT = "export"


class TemplateKind(StrEnum):
    """What a copy-out text is for."""

    TEXT = "text"
    LETTER = "letter"
    EMAIL = "email"


class PairAnswer(StrEnum):
    """What a coordinator said of two records that look alike."""

    SAME_PERSON = "same_person"
    SAME_HOUSEHOLD = "same_household"
    NOT_SAME = "not_same"


class Precision(StrEnum):
    """How exactly a place is known."""

    POSTCODE = "postcode"
    SECTOR = "sector"
    OUTCODE = "outcode"
    UNKNOWN = "unknown"


class FieldClass(StrEnum):
    """How a column behaves in history and when two laptops meet."""

    APPEND_ONLY = "append_only"
    DERIVED = "derived"
    QUIET = "quiet"
    REVIEWED = "reviewed"
    SAFETY = "safety"
    SET = "set"
    CLAIM = "claim"


class ChangeOp(StrEnum):
    """What one entry in the change log did."""

    CREATE = "create"
    SET = "set"
    REMOVE = "remove"
    ERASE = "erase"
