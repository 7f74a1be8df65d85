"""The hub's codes in the words of the councils' tables; see `desktop.exports.handover_schema`.

Sources: Hackney's Here to Help request model (channels, urgency, statuses, call outcomes) and the 2020
wholesalers' delivery codes. What those lists cannot say is left out and counted, never bent to fit.
"""

from db.enums import (
    Channel,
    ContactOutcome,
    PersonStatus,
    RequestStatus,
    TaskOutcome,
    Urgency,
)

RECORD_STATUS = {
    PersonStatus.ACTIVE: "active",
    PersonStatus.MOVED: "moved",
    PersonStatus.DECEASED: "deceased",
    PersonStatus.DO_NOT_CONTACT: "declined",
}
URGENCY = {
    Urgency.TODAY: "same_day",
    Urgency.TOMORROW: "48_hours",
    Urgency.THIS_WEEK: "week",
    Urgency.NO_RUSH: "routine",
}
URGENCY_WORDS = {
    Urgency.TODAY: "Today",
    Urgency.TOMORROW: "Tomorrow",
    Urgency.THIS_WEEK: "This week",
    Urgency.NO_RUSH: "No rush",
}
REQUEST_STATUS = {
    RequestStatus.NEW: "new",
    RequestStatus.TRIAGED: "new",
    RequestStatus.ASSIGNED: "assigned",
    RequestStatus.IN_PROGRESS: "in_progress",
    RequestStatus.WAITING: "in_progress",
    RequestStatus.DONE: "completed",
    RequestStatus.PASSED_ON: "referred_on",
    RequestStatus.CANCELLED: "cancelled",
}
CHANNEL = {
    Channel.PHONE: "phone",
    Channel.WEB: "web",
    Channel.EMAIL: "email",
    Channel.IN_PERSON: "in_person",
    Channel.PARTNER: "partner",
    Channel.TEXT: "other",
    Channel.LETTER: "other",
    Channel.IMPORT: "other",
    Channel.OTHER: "other",
}
"""How a request came in."""

ATTEMPT_CHANNEL = {
    Channel.PHONE: "call",
    Channel.TEXT: "text",
    Channel.EMAIL: "email",
    Channel.IN_PERSON: "visit",
}
"""How somebody was tried; the councils' list has no letter and no web form."""

ATTEMPT_OUTCOME = {
    ContactOutcome.REACHED: "callback_complete",
    ContactOutcome.NO_ANSWER: "no_answer_machine",
    ContactOutcome.VOICEMAIL: "voicemail",
    ContactOutcome.WRONG_NUMBER: "wrong_number",
    ContactOutcome.CALL_BACK: "call_rescheduled",
    ContactOutcome.REFUSED: "refused_to_engage",
}
"""What came of it; the councils' list cannot say that a message was sent."""

DELIVERY_OUTCOME = {
    TaskOutcome.DELIVERED: "1",
    TaskOutcome.PARTLY: "1",
    TaskOutcome.LEFT_SAFE: "2",
    TaskOutcome.REFUSED: "3",
    TaskOutcome.LAST_UNOPENED: "4",
    TaskOutcome.WRONG_ADDRESS: "5",
    TaskOutcome.NO_ANSWER: "6",
    TaskOutcome.NOT_ATTEMPTED: "6",
    TaskOutcome.WORRIED: "9",
}
"""What happened at the door. A worry reads "to be confirmed": it goes to the safeguarding lead, not here.
A cancelled delivery is none, and is left out."""

STILL_OUT = "9"
"""Out, and no result yet."""

UNSAID_NOTES = frozenset({TaskOutcome.WORRIED, TaskOutcome.LAST_UNOPENED})
"""Outcomes whose words may hold a concern, and so never go."""
