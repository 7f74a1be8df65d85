"""What a dry run and a person's choices come to, as the plain drafts that the service saves."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from desktop.domain.errors import DomainError
from desktop.domain.recurrence import occurrences
from desktop.imports.dry_run import FieldDiff, Update
from desktop.imports.staged import StagedPerson, StagedRequest, StagedVolunteer
from desktop.services.bring_in_drafts import (
    CheckIn,
    NewPerson,
    NewRequest,
    NewVolunteer,
    Offering,
    PhoneIn,
    UpdatePerson,
    UpdateRequest,
    UpdateVolunteer,
)

_PERSON = (
    "source_reference",
    "first_name",
    "middle_name",
    "last_name",
    "preferred_name",
    "date_of_birth",
    "email",
    "language_code",
    "contact_preference",
    "communication_needs",
    *("safe_number", "safe_when", "safe_message", "safe_post"),
    "good_to_know",
    "status",
    "status_note",
)
_HOME = {
    "address_line1": "address_line1",
    "address_line2": "address_line2",
    "town": "town",
    "postcode": "postcode",
    "uprn": "uprn",
    "food_needs": "food_needs",
    "household_size": "size",
    "children": "children",
    "babies": "babies",
    "door_note": "door_note",
    "access_note": "access_note",
}
_ADDRESS = ("address_line1", "address_line2", "town", "postcode", "uprn")
_REQUEST = (
    "source_reference",
    "urgency",
    "due_on",
    "words",
    "items",
    "recurrence",
    "caller_name",
    "caller_phone",
    "caller_relationship",
    "caller_knows",
    "status",
)


def new_person(person: StagedPerson) -> NewPerson:
    """Somebody new out of a row."""
    values = _said(person, _PERSON)
    home = {column: getattr(person, name) for name, column in _HOME.items() if getattr(person, name)}
    return NewPerson(person.row, values, home, _phones(person))


def update_person(update: Update[Any], person: StagedPerson) -> UpdatePerson:
    """The fields of somebody the hub knows that a row sets."""
    wanted = {diff.field for diff in update.diffs}
    more = next((set(diff.new.split()) for diff in update.diffs if diff.field == "phones"), set())
    return UpdatePerson(
        id=update.id,
        person=_said(person, (name for name in _PERSON if name in wanted)),
        home={column: getattr(person, name) for name, column in _HOME.items() if name in wanted},
        address=_said(person, _ADDRESS),
        phones=tuple(phone for phone in _phones(person) if phone.e164 in more),
    )


def new_volunteer(volunteer: StagedVolunteer) -> NewVolunteer:
    """A new volunteer out of a row."""
    return NewVolunteer(new_person(volunteer.person), _offering(volunteer, None))


def update_volunteer(update: Update[Any], volunteer: StagedVolunteer) -> UpdateVolunteer:
    """What a row sets of somebody the hub knows."""
    wanted = {diff.field for diff in update.diffs}
    return UpdateVolunteer(update_person(update, volunteer.person), _offering(volunteer, wanted))


def new_request(request: StagedRequest, *, person_id: str = "", person_row: int = 0) -> NewRequest:
    """A new request out of a row; a repeat that cannot be worked out is kept in its words."""
    values = _said(request, _REQUEST)
    values |= {"source": request.channel, "taken_at": request.received_at}
    rule = request.recurrence
    if rule and not _can_repeat(rule):
        values["recurrence"] = ""
        values["words"] = "\n".join(part for part in (request.words, f"Repeat in the file: {rule}") if part)
    return NewRequest(request.need, person_id, person_row, values, request.row)


def update_request(key: str, request: StagedRequest, diffs: Iterable[FieldDiff]) -> UpdateRequest:
    """The fields of a request the hub holds that a row sets."""
    wanted = {diff.field for diff in diffs}
    if "recurrence" in wanted and not _can_repeat(request.recurrence):
        wanted.remove("recurrence")
    values = _said(request, (name for name in _REQUEST if name in wanted))
    return UpdateRequest(key, request.need if "need" in wanted else "", values)


def newcomer(request: StagedRequest) -> NewPerson:
    """The person a request brings in, known by the reference the row gives them."""
    person = request.person
    if not person.source_reference and request.person_reference:
        person = person._replace(source_reference=request.person_reference)
    return new_person(person)


def _said(record: Any, names: Iterable[str]) -> dict[str, Any]:
    """The fields a row says something of."""
    return {name: value for name in names if (value := getattr(record, name)) not in ("", None)}


def _phones(person: StagedPerson) -> tuple[PhoneIn, ...]:
    return tuple(PhoneIn(*phone) for phone in person.phones)


def _offering(volunteer: StagedVolunteer, wanted: set[str] | None) -> Offering:
    """What a volunteer offers; of somebody known only the wanted fields."""

    def has(name: str) -> bool:
        return wanted is None or name in wanted

    names = {"status": "volunteer_status", "transport": "transport", "weekly_minutes": "weekly_minutes"}
    names |= {"joined_on": "joined_on", "note": "note"}
    values = _said(volunteer, (name for name, diff in names.items() if has(diff)))
    slots = tuple((slot.weekday, slot.starts_at, slot.ends_at) for slot in volunteer.slots)
    check = volunteer.check
    return Offering(
        volunteer=values,
        skills=(has("skills") and volunteer.skills) or None,
        areas=(has("areas") and volunteer.areas) or None,
        languages=(has("languages") and volunteer.languages) or None,
        slots=(has("slots") and slots) or None,
        check=CheckIn(check.type, check.level, check.reference, check.issued_on, check.review_on)
        if check
        else None,
    )


def _can_repeat(rule: str) -> bool:
    start = date(2024, 1, 1)
    try:
        occurrences(rule, start, start + timedelta(days=400))
    except DomainError:
        return False
    return True
