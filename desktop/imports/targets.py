"""What a column of a file can become: the fields of a person, a request and a volunteer."""

from enum import StrEnum


class Kind(StrEnum):
    """What the rows of a file are."""

    PEOPLE = "people"
    REQUESTS = "requests"
    VOLUNTEERS = "volunteers"


PERSON_TARGETS = (
    "source_reference",
    "full_name",
    "first_name",
    "middle_name",
    "last_name",
    "preferred_name",
    "date_of_birth",
    "birth_day",
    "birth_month",
    "birth_year",
    "house",
    "address_line1",
    "address_line2",
    "address_line3",
    "address_line4",
    "address_line5",
    "town",
    "county",
    "postcode",
    "uprn",
    "phone",
    "mobile",
    "email",
    "language",
    "contact_preference",
    "communication_needs",
    "diet",
    "household_size",
    "children",
    "babies",
    "door_note",
    "access_note",
    "notes",
    "status",
    "died_on",
    "timestamp",
)
VOLUNTEER_TARGETS = (
    "skills",
    "areas",
    "weekly_hours",
    "transport",
    "languages",
    "availability",
    "check_level",
    "check_date",
    "check_reference",
    "check_review",
    "volunteer_status",
    "joined_on",
)
REQUEST_TARGETS = (
    "request_reference",
    "person_reference",
    "need",
    "need_detail",
    "urgency",
    "due_on",
    "received_at",
    "channel",
    "words",
    "items",
    "recurrence",
    "caller_name",
    "caller_phone",
    "caller_relationship",
    "caller_knows",
    "request_status",
)
MANY = frozenset({"phone", "mobile", "notes", "words", "languages", "skills", "availability"})
"""Fields that several columns may fill together."""

_TARGETS = {
    Kind.PEOPLE: frozenset(PERSON_TARGETS),
    Kind.VOLUNTEERS: frozenset(PERSON_TARGETS + VOLUNTEER_TARGETS),
    Kind.REQUESTS: frozenset(PERSON_TARGETS + REQUEST_TARGETS),
}


def targets_of(kind: Kind) -> frozenset[str]:
    """Every field a column of such a file can become."""
    return _TARGETS[kind]
