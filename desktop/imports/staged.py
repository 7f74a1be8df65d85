"""Rows of a file made into records that are not yet saved, and rows that could not be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import NamedTuple

from db.enums import (
    Answer,
    Channel,
    CheckLevel,
    CheckType,
    ContactPreference,
    PersonStatus,
    PhoneKind,
    RequestStatus,
    Skill,
    Transport,
    Urgency,
    VolunteerStatus,
)


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that cannot be taken.

    Attributes:
        row: its number as a spreadsheet shows it.
        column: the column that is to blame, or an empty text for the row as a whole.
        reason: plain English, with what to do.
        cells: the row as it stands in the file.
    """

    row: int
    column: str
    reason: str
    cells: tuple[str, ...]


class StagedPhone(NamedTuple):
    """A number that could be read: in E.164, as it was written, and what sort it is."""

    e164: str
    raw: str
    kind: PhoneKind


@dataclass(frozen=True, slots=True)
class StagedNeed:
    """A request that a person's row asks for: the need type's code, words for it, and how soon.

    Attributes:
        occasion: what tells it from the same need asked for in another week; empty where nothing does.
    """

    need: str
    words: str
    urgency: Urgency | None = None
    occasion: str = ""


class StagedPerson(NamedTuple):
    """A person out of a row. Empty texts and None mean that the file says nothing.

    A named tuple, since a frozen dataclass of so many fields takes eight times as long to make.

    Attributes:
        row: the row's number as a spreadsheet shows it.
        timestamp: when the row was written, as ISO 8601 or as the file has it; only compared.
        warnings: what could not be read, in plain English; the raw text is then in `good_to_know`.
    """

    row: int
    source_reference: str = ""
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    preferred_name: str = ""
    date_of_birth: date | None = None
    address_line1: str = ""
    address_line2: str = ""
    town: str = ""
    postcode: str = ""
    uprn: str = ""
    phones: tuple[StagedPhone, ...] = ()
    email: str = ""
    language_code: str = ""
    contact_preference: ContactPreference | None = None
    communication_needs: str = ""
    safe_number: str = ""
    safe_when: str = ""
    safe_message: Answer | None = None
    safe_post: Answer | None = None
    food_needs: str = ""
    household_size: int | None = None
    children: int | None = None
    babies: int | None = None
    door_note: str = ""
    access_note: str = ""
    good_to_know: str = ""
    status: PersonStatus | None = None
    status_note: str = ""
    timestamp: str = ""
    needs: tuple[StagedNeed, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The person's name, or their first number."""
        name = " ".join(part for part in (self.preferred_name or self.first_name, self.last_name) if part)
        return name or (self.phones[0].raw if self.phones else "")

    def fields(self) -> dict[str, str]:
        """What the row says, as texts to compare and show; what it does not say is left out."""
        return dict(_person_fields(self))


def _person_fields(person: StagedPerson) -> Iterator[tuple[str, str]]:
    for name in COMPARED:
        value = getattr(person, name)
        if value:
            yield name, value.isoformat() if isinstance(value, date) else str(value)
    if person.phones:
        yield "phones", " ".join(sorted(phone.e164 for phone in person.phones))


COMPARED = (
    "source_reference",
    "first_name",
    "middle_name",
    "last_name",
    "preferred_name",
    "date_of_birth",
    "address_line1",
    "address_line2",
    "town",
    "postcode",
    "uprn",
    "email",
    "language_code",
    "contact_preference",
    "communication_needs",
    *("safe_number", "safe_when", "safe_message", "safe_post"),
    "food_needs",
    "household_size",
    "children",
    "babies",
    "door_note",
    "access_note",
    "good_to_know",
    "status",
    "status_note",
)
"""Fields of a person that a dry run compares with what the hub holds; phones are compared as a set."""


@dataclass(frozen=True, slots=True)
class StagedCheck:
    """Evidence about a volunteer that the file speaks of; it still has to be seen before it counts."""

    type: CheckType
    level: CheckLevel
    reference: str = ""
    issued_on: date | None = None
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class StagedSlot:
    """A time in the week; Monday is 0."""

    weekday: int
    starts_at: time
    ends_at: time


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedVolunteer:
    """A volunteer out of a row: the person, and what they offer."""

    person: StagedPerson
    skills: tuple[Skill, ...] = ()
    areas: tuple[str, ...] = ()
    weekly_minutes: int | None = None
    transport: Transport | None = None
    languages: tuple[str, ...] = ()
    slots: tuple[StagedSlot, ...] = ()
    check: StagedCheck | None = None
    status: VolunteerStatus | None = None
    joined_on: date | None = None
    note: str = ""

    @property
    def row(self) -> int:
        """The row's number as a spreadsheet shows it."""
        return self.person.row

    @property
    def label(self) -> str:
        """The volunteer's name, or their first number."""
        return self.person.label

    def fields(self) -> dict[str, str]:
        """What the row says of person and volunteer, as texts to compare and show."""
        own = {
            "skills": " ".join(sorted(self.skills)),
            "areas": ", ".join(sorted(self.areas)),
            "weekly_minutes": "" if self.weekly_minutes is None else str(self.weekly_minutes),
            "transport": self.transport or "",
            "languages": " ".join(sorted(self.languages)),
            "slots": " ".join(f"{s.weekday} {s.starts_at:%H:%M}-{s.ends_at:%H:%M}" for s in self.slots),
            "volunteer_status": self.status or "",
            "joined_on": self.joined_on.isoformat() if self.joined_on else "",
            "note": self.note,
        }
        return {**self.person.fields(), **{name: value for name, value in own.items() if value}}


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedRequest:
    """A request out of a row, with the person it is for.

    Attributes:
        person: what the row says of the person; may say nothing when `person_reference` names them.
        person_reference: the person's source reference, or an empty text.
        need: a need type's code.
        need_words: the need as the file has it.
        cells: the row as it stands in the file.
    """

    row: int
    person: StagedPerson
    need: str
    need_words: str
    source_reference: str = ""
    person_reference: str = ""
    urgency: Urgency | None = None
    due_on: date | None = None
    received_at: datetime | None = None
    channel: Channel = Channel.IMPORT
    words: str = ""
    items: str = ""
    recurrence: str = ""
    caller_name: str = ""
    caller_phone: str = ""
    caller_relationship: str = ""
    caller_knows: Answer = Answer.NOT_ASKED
    status: RequestStatus | None = None
    warnings: tuple[str, ...] = ()
    cells: tuple[str, ...] = field(default=(), repr=False)

    def fields(self) -> dict[str, str]:
        """What the row says of the request, as texts to compare and show."""
        own: Mapping[str, object] = {
            "need": self.need,
            "urgency": self.urgency,
            "due_on": self.due_on,
            "words": self.words,
            "items": self.items,
            "recurrence": self.recurrence,
            "caller_name": self.caller_name,
            "caller_phone": self.caller_phone,
            "caller_relationship": self.caller_relationship,
            "status": self.status,
        }
        return {name: str(value) for name, value in own.items() if value}
