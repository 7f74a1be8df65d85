"""The tables a council receives whole: names after the NSSS feed and Hackney's Here to Help, codes as
published.

Source: the 2020 National Shielding Service System columns, the Hackney resident and help-request models,
and the GOV.UK tabular data standard. A person is required to have neither of the two names: a hub may know
only one.
"""

from db.enums import CheckLevel, LawfulBasis
from desktop.exports.tables import Column, ForeignKey, Kind, Table

EMAIL = r"[A-Za-z0-9_][A-Za-z0-9._%+'-]*@[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,}"
"""Stricter than RFC 5321 on purpose: ``=cmd|'/C calc'!A0@x.uk`` must not pass for an address."""

GSS = "[EWSN][0-9]{8}"
UPRN = "[1-9][0-9]{0,11}"
LANGUAGE = "[a-z]{2,3}"
YES_NO = ("yes", "no", "unknown")

PRIVATE_NEED = "Private need"
"""What the recipient reads instead of a need the hub keeps private."""

PRIVATE_CODES = frozenset({"mental_health", "domestic_abuse"})
"""Need codes that are private unless the hub says otherwise."""

HELP_NEEDED = (
    *(
        "food_shopping",
        "food_parcel",
        "medicine",
        "other_essentials",
        "befriending",
        "debt_and_money",
        "health",
    ),
    *(
        "mental_health",
        "internet_access",
        "housing",
        "jobs_or_training",
        "children_and_schools",
        "disabilities",
    ),
    *("transport", "pet_care", "something_else"),
)
URGENCIES = ("same_day", "48_hours", "week", "routine")
REQUEST_STATUSES = (
    *("new", "assigned", "in_progress", "completed", "referred_on", "declined", "cancelled", "handed_over"),
)
CALL_OUTCOMES = (
    *(
        "callback_complete",
        "refused_to_engage",
        "call_rescheduled",
        "voicemail",
        "wrong_number",
        "no_answer_machine",
    ),
)
DELIVERY_OUTCOMES = {
    "1": "delivered",
    "2": "no answer, left on the doorstep",
    "3": "refused, no longer needed",
    "4": "last week's box still unopened",
    "5": "could not get to the door",
    "6": "could not deliver",
    "9": "to be confirmed",
}
"""The 2020 wholesaler codes; 4 is a welfare alarm."""

PEOPLE = Table(
    "people",
    (
        Column("person_id", kind=Kind.UUID, required=True, width=38),
        Column("first_name"),
        Column("middle_name"),
        Column("last_name"),
        Column("preferred_name"),
        Column("date_of_birth", kind=Kind.DATE, width=13),
        Column("address_line1", width=28),
        Column("address_line2", width=22),
        Column("address_town_city"),
        Column("address_postcode", kind=Kind.POSTCODE, width=12),
        Column("address_uprn", "Address UPRN", Kind.CODE, UPRN, width=14),
        Column("ladcode", "Local authority code", Kind.CODE, GSS, width=12),
        Column("ward_code", kind=Kind.CODE, pattern=GSS, width=12),
        Column("contact_number_calls", kind=Kind.PHONE),
        Column("contact_number_texts", kind=Kind.PHONE),
        Column("contact_email", pattern=EMAIL, width=28),
        Column(
            "contact_preference", kind=Kind.CODE, enum=("call", "text", "email", "letter", "visit", "unknown")
        ),
        Column("communication_needs", width=28),
        Column("language_code", kind=Kind.CODE, pattern=LANGUAGE, width=10),
        Column(
            "record_status",
            kind=Kind.CODE,
            enum=("active", "closed", "deceased", "moved", "declined"),
            required=True,
        ),
        Column("consent_to_share", kind=Kind.CODE, enum=YES_NO, required=True),
        Column("consent_recorded_at", kind=Kind.DATETIME, width=22),
        Column(
            "lawful_basis",
            kind=Kind.CODE,
            enum=tuple(basis.value for basis in LawfulBasis),
            required=True,
            width=26,
        ),
        Column("updated_at", kind=Kind.DATETIME, required=True, width=22),
    ),
    primary_key="person_id",
)

HELP_REQUESTS = Table(
    "help_requests",
    (
        Column("request_id", kind=Kind.UUID, required=True, width=38),
        Column("person_id", kind=Kind.UUID, required=True, width=38),
        Column("received_at", kind=Kind.DATETIME, required=True, width=22),
        Column(
            "channel",
            kind=Kind.CODE,
            enum=("phone", "web", "email", "in_person", "partner", "other"),
            required=True,
        ),
        Column("on_behalf", kind=Kind.CODE, enum=YES_NO, required=True, width=10),
        Column("on_behalf_name"),
        Column("on_behalf_contact_number", kind=Kind.PHONE),
        Column("relationship_with_resident"),
        Column("consent_to_complete_on_behalf", kind=Kind.CODE, enum=YES_NO),
        Column("help_needed", kind=Kind.CODE, enum=HELP_NEEDED, required=True),
        Column("help_needed_subtype", width=22),
        Column("urgency", kind=Kind.CODE, enum=URGENCIES, required=True, width=12),
        Column("dietary_requirements", kind=Kind.CODE, enum=YES_NO),
        Column("can_carry_supplies", kind=Kind.CODE, enum=YES_NO),
        Column("callback_required", kind=Kind.CODE, enum=YES_NO, required=True),
        Column("status", kind=Kind.CODE, enum=REQUEST_STATUSES, required=True, width=14),
        Column("handover_reason", width=28),
        Column("notes", width=40),
    ),
    primary_key="request_id",
    foreign_keys=(ForeignKey("person_id", "people", "person_id"),),
)

CONTACT_ATTEMPTS = Table(
    "contact_attempts",
    (
        Column("attempt_id", kind=Kind.UUID, required=True, width=38),
        Column("request_id", kind=Kind.UUID, required=True, width=38),
        Column("attempted_at", kind=Kind.DATETIME, required=True, width=22),
        Column("direction", kind=Kind.CODE, enum=("outbound", "inbound"), required=True, width=12),
        Column("channel", kind=Kind.CODE, enum=("call", "text", "email", "visit"), required=True, width=12),
        Column("outcome", kind=Kind.CODE, enum=CALL_OUTCOMES, required=True, width=22),
    ),
    primary_key="attempt_id",
    foreign_keys=(ForeignKey("request_id", "help_requests", "request_id"),),
)

DELIVERIES = Table(
    "deliveries",
    (
        Column("delivery_id", kind=Kind.UUID, required=True, width=38),
        Column("request_id", kind=Kind.UUID, required=True, width=38),
        Column("delivery_date", kind=Kind.DATE, required=True, width=13),
        Column("outcome_code", kind=Kind.CODE, enum=tuple(DELIVERY_OUTCOMES), required=True, width=10),
        Column("comment", width=40),
    ),
    primary_key="delivery_id",
    foreign_keys=(ForeignKey("request_id", "help_requests", "request_id"),),
)

REFERRAL_STATUSES = (*("sent", "acknowledged", "accepted", "completed", "declined", "returned", "withdrawn"),)

REFERRALS = Table(
    "referrals",
    (
        Column("referral_id", kind=Kind.UUID, required=True, width=38),
        Column("request_id", kind=Kind.UUID, required=True, width=38),
        Column("referred_to_organisation_id", kind=Kind.UUID, required=True, width=38),
        Column("referred_to_organisation", width=28),
        Column("referred_at", kind=Kind.DATETIME, required=True, width=22),
        Column("service_code", kind=Kind.CODE, enum=HELP_NEEDED),
        Column("reason", width=28),
        Column("consent", kind=Kind.CODE, enum=YES_NO, required=True),
        Column("status", kind=Kind.CODE, enum=REFERRAL_STATUSES, required=True, width=14),
        Column("response_at", kind=Kind.DATETIME, width=22),
    ),
    primary_key="referral_id",
    foreign_keys=(ForeignKey("request_id", "help_requests", "request_id"),),
)

OUTCODE = "[A-PR-UWYZ][A-HK-Y]?[0-9][0-9A-HJKMNPR-Y]?"
CHECK_REGIMES = ("dbs", "disclosure_scotland", "access_ni")
CHECK_LEVELS = tuple(level.value for level in CheckLevel)

VOLUNTEERS = Table(
    "volunteers",
    (
        Column("volunteer_id", kind=Kind.UUID, required=True, width=38),
        Column("first_name"),
        Column("last_name"),
        Column("contact_number_calls", kind=Kind.PHONE),
        Column("outcode", kind=Kind.CODE, pattern=OUTCODE, width=10),
        Column("skills", width=28),
        Column("languages", width=18),
        Column("availability", width=40),
        Column("check_regime", kind=Kind.CODE, enum=CHECK_REGIMES, width=20),
        Column("check_level", kind=Kind.CODE, enum=CHECK_LEVELS, width=20),
        Column("check_date", kind=Kind.DATE, width=13),
        Column("review_due", kind=Kind.DATE, width=13),
    ),
    primary_key="volunteer_id",
)
"""Off unless asked for. A certificate's number has no column, so it cannot go."""

CHANGES = Table(
    "changes",
    (
        Column("key", width=38, required=True),
        Column("change", kind=Kind.CODE, enum=("added", "changed", "withdrawn"), required=True, width=12),
    ),
    primary_key="key",
)
"""What an incremental handover says of each person or reference, against the handover before."""

CANONICAL = (PEOPLE, HELP_REQUESTS, CONTACT_ATTEMPTS, DELIVERIES, REFERRALS)
"""The whole tables in an order in which every link points back."""

EVERY_TABLE = (*CANONICAL, VOLUNTEERS, CHANGES)
"""Every table a package can hold."""
