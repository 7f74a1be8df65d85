"""What a list brings in, as plain drafts: made of a file's rows by `desktop.imports`, saved by `BringIn`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from db.enums import CheckLevel, CheckType, PhoneKind, Skill
from db.enums_referrals import SentHow

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PhoneIn:
    """A number that could be read: in E.164, as written, and what sort it is."""

    e164: str
    raw: str
    kind: PhoneKind


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody new.

    Attributes:
        row: the row of the file; requests name it to be joined to this person.
        person: fields of `db.models.Person`; those the file does not say are left out.
        home: fields of `db.models.Household`; empty when the file says nothing of one.
        phones: first choice first.
    """

    row: int
    person: Values
    home: Values = field(default_factory=dict)
    phones: tuple[PhoneIn, ...] = ()


@dataclass(frozen=True, slots=True)
class UpdatePerson:
    """Fields of somebody the hub knows that a row sets.

    Attributes:
        id: the person.
        person: fields to set.
        home: fields of the household to set.
        address: the row's whole address, for when they live elsewhere now.
        phones: numbers to add.
    """

    id: str
    person: Values = field(default_factory=dict)
    home: Values = field(default_factory=dict)
    address: Values = field(default_factory=dict)
    phones: tuple[PhoneIn, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Evidence a file speaks of; nobody at the hub has seen it yet, so it clears nobody."""

    type: CheckType
    level: CheckLevel
    reference: str = ""
    issued_on: date | None = None
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Offering:
    """What a volunteer offers.

    Attributes:
        volunteer: fields of `db.models.Volunteer`.
        skills: None leaves those held as they are, as for the other sets.
        areas: names.
        languages: ISO 639 codes.
        slots: weekday (Monday 0), start and end.
        check: evidence to look at.
    """

    volunteer: Values = field(default_factory=dict)
    skills: tuple[Skill, ...] | None = None
    areas: tuple[str, ...] | None = None
    languages: tuple[str, ...] | None = None
    slots: tuple[tuple[int, time, time], ...] | None = None
    check: CheckIn | None = None


@dataclass(frozen=True, slots=True)
class NewVolunteer:
    """A volunteer who is new to the hub."""

    person: NewPerson
    offering: Offering


@dataclass(frozen=True, slots=True)
class UpdateVolunteer:
    """What a row says of somebody the hub knows, who becomes a volunteer if they are none yet."""

    person: UpdatePerson
    offering: Offering


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A new request.

    Attributes:
        need_code: a code of the hub's need types.
        person_id: who it is for, if the hub knows them.
        person_row: else the row of the `NewPerson`.
        values: fields of `db.models.Request`.
        row: the row of the file that asks for it; 0 where nobody needs to know.
    """

    need_code: str
    person_id: str = ""
    person_row: int = 0
    values: Values = field(default_factory=dict)
    row: int = 0


@dataclass(frozen=True, slots=True)
class PassedOn:
    """Who passed the rows of a list to the hub, and what has to be kept to answer them.

    Attributes:
        organisation_id: who sent them.
        how: by which way.
        rows: what the sender gave for each row, kept whole for the answer.
        values: fields of `db.models.Referral` by row, such as the sender's own reference.
        known: rows about a request the hub has open already, to that request.
    """

    organisation_id: str
    how: SentHow = SentHow.FILE
    rows: Mapping[int, Values] = field(default_factory=dict)
    values: Mapping[int, Values] = field(default_factory=dict)
    known: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """Fields of a request the hub holds that a row sets; an empty need code leaves the need."""

    id: str
    need_code: str = ""
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything one file brings in, saved whole or not at all.

    Attributes:
        kind: ``people``, ``volunteers`` or ``requests``.
        file_name: without its folder.
        profile: name of the column profile, or empty.
        counts: what the dry run found, kept with the run.
        passed_on: who sent the people and what they need as referrals; None for a list of the hub's own.
    """

    kind: str
    file_name: str
    profile: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    new_people: tuple[NewPerson, ...] = ()
    changed_people: tuple[UpdatePerson, ...] = ()
    new_volunteers: tuple[NewVolunteer, ...] = ()
    changed_volunteers: tuple[UpdateVolunteer, ...] = ()
    new_requests: tuple[NewRequest, ...] = ()
    changed_requests: tuple[UpdateRequest, ...] = ()
    passed_on: PassedOn | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to save."""
        return not (
            self.new_people
            or self.changed_people
            or self.new_volunteers
            or self.changed_volunteers
            or self.new_requests
            or self.changed_requests
            or (self.passed_on is not None and self.passed_on.known)
        )

    def homes(self) -> list[Values]:
        """Every address in it."""
        people = [*self.new_people, *(one.person for one in self.new_volunteers)]
        updates = [*self.changed_people, *(one.person for one in self.changed_volunteers)]
        return [one.home for one in people] + [one.address for one in updates]
