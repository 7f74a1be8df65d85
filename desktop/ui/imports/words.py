"""Fields, groups and choices of a list in words people read."""

from collections.abc import Mapping
from datetime import date

from db.enums import Answer, Channel, ContactPreference, RequestStatus
from desktop.domain.phones import national
from desktop.imports.dry_run import Duplicate, FieldDiff, Take
from desktop.imports.layouts import CODED
from desktop.imports.targets import PERSON_TARGETS, REQUEST_TARGETS, VOLUNTEER_TARGETS, Kind
from desktop.ui.base.dates import show_date
from desktop.ui.base.i18n import tr
from desktop.ui.words import choices

KINDS = (Kind.PEOPLE, Kind.VOLUNTEERS, Kind.REQUESTS)
_DATES = frozenset({"date_of_birth", "due_on", "joined_on"})
_CODES = frozenset(
    {"status", "contact_preference", "transport", "volunteer_status", "urgency", "need", "skills"}
)
_ORDER = {
    Kind.PEOPLE: PERSON_TARGETS,
    Kind.VOLUNTEERS: (*PERSON_TARGETS, *VOLUNTEER_TARGETS),
    Kind.REQUESTS: (*REQUEST_TARGETS, *PERSON_TARGETS),
}


def kind_words(kind: Kind) -> str:
    """What the rows of a file are."""
    return {
        Kind.PEOPLE: tr("People"),
        Kind.VOLUNTEERS: tr("Volunteers"),
        Kind.REQUESTS: tr("Requests"),
    }[kind]


def targets(kind: Kind) -> list[tuple[object, str]]:
    """What a column can become, as choices; the first leaves it out."""
    return [("", tr("Left out")), *((name, field_words(name)) for name in _ORDER[kind])]


def meaning_choices(target: str) -> list[tuple[object, str]]:
    """What a code of a column can mean, in words."""
    kind = CODED[target]
    if kind is RequestStatus:
        return [(code.value, words) for code, words in _states().items()]
    left_out = {Answer.NOT_ASKED, ContactPreference.UNKNOWN, Channel.IMPORT}
    return [(str(code), words) for code, words in choices(kind) if code not in left_out]


def _states() -> Mapping[RequestStatus, str]:
    return {
        RequestStatus.NEW: tr("New"),
        RequestStatus.TRIAGED: tr("Looked at"),
        RequestStatus.WAITING: tr("Waiting"),
        RequestStatus.ASSIGNED: tr("Somebody has it"),
        RequestStatus.IN_PROGRESS: tr("Under way"),
        RequestStatus.DONE: tr("Done"),
        RequestStatus.PASSED_ON: tr("Passed on"),
        RequestStatus.CANCELLED: tr("Cancelled"),
    }


def field_words(name: str) -> str:
    """A field of a row or a record."""
    return _fields().get(name) or name.replace("_", " ").capitalize()


def value_words(name: str, value: str) -> str:
    """A value of a field as people write it: dates day first, numbers as dialled, codes in words."""
    if name == "phones":
        return ", ".join(national(number) for number in value.split())
    if name in _DATES:
        return show_date(date.fromisoformat(value))
    return value.replace("_", " ") if name in _CODES else value


def diff_words(diff: FieldDiff) -> str:
    """One field that a row says something else of."""
    new = _one_line(value_words(diff.field, diff.new))
    if diff.field == "phones":
        return tr("{new} is added", new=new)
    if not diff.old:
        return tr("{new}, was blank", new=new)
    return tr("{new}, was {old}", new=new, old=_one_line(value_words(diff.field, diff.old)))


def group_choices(group: str) -> list[tuple[object, str]]:
    """What can be done with all rows of a group, or with one; the likeliest wish first."""
    if group == "new":
        return [(Take.TAKE, tr("Bring in")), (Take.LEAVE, tr("Leave out"))]
    if group == "changed":
        return [(Take.LEAVE, tr("Keep what the hub has")), (Take.TAKE, tr("Take what the file says"))]
    if group == "possible_duplicates":
        return [
            (Duplicate.NEW, tr("Bring in as new")),
            (Duplicate.SAME, tr("Same: fill blanks")),
            (Duplicate.LEAVE, tr("Leave out")),
        ]
    return []


def about_group(group: str) -> str:
    """One sentence on what a group is."""
    return {
        "new": tr("Nobody in the hub has this telephone number, address or date of birth."),
        "changed": tr("The hub knows these by their reference; the file says something else."),
        "same": tr("The file says nothing new. Nothing is done with these."),
        "possible_duplicates": tr("These may be in the hub already. Nobody is joined unless you say so."),
        "rejected": tr("These cannot be taken. Save them as a file, mend it and bring it in."),
    }[group]


def _one_line(text: str) -> str:
    joined = " / ".join(part for part in text.split("\n") if part)
    return joined if len(joined) <= 120 else joined[:117] + "..."


def _fields() -> Mapping[str, str]:
    return {
        "source_reference": tr("Reference"),
        "full_name": tr("Whole name"),
        "first_name": tr("First name"),
        "middle_name": tr("Middle name"),
        "last_name": tr("Last name"),
        "preferred_name": tr("Likes to be called"),
        "date_of_birth": tr("Date of birth"),
        "birth_day": tr("Day of birth"),
        "birth_month": tr("Month of birth"),
        "birth_year": tr("Year of birth"),
        "house": tr("House number or name"),
        "address_line1": tr("Address, line 1"),
        "address_line2": tr("Address, line 2"),
        "address_line3": tr("Address, line 3"),
        "address_line4": tr("Address, line 4"),
        "address_line5": tr("Address, line 5"),
        "postcode": tr("Postcode"),
        "uprn": tr("Property number (UPRN)"),
        "phone": tr("Telephone"),
        "phones": tr("Telephone"),
        "mobile": tr("Mobile"),
        "email": tr("E-mail"),
        "language": tr("Language"),
        "language_code": tr("Language"),
        "diet": tr("Food needs"),
        "notes": tr("Note"),
        "good_to_know": tr("Note"),
        "died_on": tr("Date of death"),
        "timestamp": tr("When the row was written"),
        "safe_number": tr("Ring only this number"),
        "safe_when": tr("Ring only when"),
        "safe_message": tr("Leave a message"),
        "safe_post": tr("Post"),
        **_more_fields(),
    }


def _more_fields() -> Mapping[str, str]:
    """What only volunteers and requests have."""
    return {
        "weekly_hours": tr("Hours a week"),
        "weekly_minutes": tr("Minutes a week"),
        "slots": tr("Availability"),
        "check_level": tr("Check: level"),
        "check_date": tr("Check: date"),
        "check_reference": tr("Check: number"),
        "check_review": tr("Check: review date"),
        "volunteer_status": tr("Where the volunteer stands"),
        "joined_on": tr("Joined on"),
        "request_reference": tr("Reference of the request"),
        "person_reference": tr("Reference of the person"),
        "need": tr("What is needed"),
        "need_detail": tr("What is needed, in detail"),
        "due_on": tr("By when"),
        "received_at": tr("When it was asked"),
        "channel": tr("How it was asked"),
        "words": tr("In their own words"),
        "recurrence": tr("How often"),
        "caller_knows": tr("Does the person know"),
        "request_status": tr("Where the request stands"),
    }
