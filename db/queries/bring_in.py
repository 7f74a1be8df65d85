"""What bringing in a list compares with: everybody, every request and every address, in a few reads."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.base import Base
from db.models import (
    Area,
    Check,
    Household,
    ImportProfile,
    ImportRun,
    NeedType,
    Person,
    Phone,
    Request,
    User,
    Volunteer,
    VolunteerArea,
    VolunteerLanguage,
    VolunteerSkill,
    VolunteerSlot,
)
from db.queries.people import CLOSED

PERSON_FIELDS = (
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
"""Fields of a person that a list can hold."""
HOME_FIELDS = (
    "address_line1",
    "address_line2",
    "town",
    "postcode",
    "uprn",
    "food_needs",
    "size",
    "children",
    "babies",
    "door_note",
    "access_note",
)
"""Fields of a household that a list can hold."""
VOLUNTEER_FIELDS = ("status", "transport", "weekly_minutes", "joined_on", "note")
"""Fields of a volunteer that a list can hold."""
REQUEST_FIELDS = (
    "urgency",
    "due_on",
    "words",
    "items",
    "recurrence",
    "caller_name",
    "caller_phone",
    "caller_relationship",
    "status",
)
"""Fields of a request that a list can hold, besides the need."""
_PAGE = 900


class PersonFields(NamedTuple):
    """A person with the fields of `PERSON_FIELDS`, then those of `HOME_FIELDS`."""

    id: str
    number: int
    values: tuple[Any, ...]


class VolunteerFields(NamedTuple):
    """A volunteer with the fields of `VOLUNTEER_FIELDS` and what they offer."""

    id: str
    person_id: str
    values: tuple[Any, ...]
    skills: tuple[str, ...]
    areas: tuple[str, ...]
    languages: tuple[str, ...]
    slots: tuple[Any, ...]


class RequestFields(NamedTuple):
    """A request with its need and the fields of `REQUEST_FIELDS`."""

    id: str
    person_id: str
    source_reference: str
    need: str
    is_private: bool
    taken_by_id: str | None
    is_open: bool
    values: tuple[Any, ...]


class Address(NamedTuple):
    """A household with the fields of `HOME_FIELDS`."""

    id: str
    values: tuple[Any, ...]


def people(session: Session) -> list[PersonFields]:
    """Everybody in use."""
    columns = [getattr(Person, name) for name in PERSON_FIELDS]
    columns += [getattr(Household, name) for name in HOME_FIELDS]
    query = select(Person.id, Person.number, *columns).outerjoin(
        Household, Household.id == Person.household_id
    )
    found = session.execute(query.where(Person.voided_at.is_(None)).order_by(Person.id))
    return [PersonFields(row[0], row[1], tuple(row[2:])) for row in found]


def numbers(session: Session, person_ids: Sequence[str] | None = None) -> dict[str, list[tuple[str, str]]]:
    """Telephone numbers of everybody, or of some: person to E.164 and as written, first choice first."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    query = select(Phone.person_id, Phone.e164, Phone.raw).where(Phone.voided_at.is_(None))
    pages = [None] if person_ids is None else list(_pages(person_ids))
    for page in pages:
        wanted = query if page is None else query.where(Phone.person_id.in_(page))
        for person_id, e164, raw in session.execute(wanted.order_by(Phone.position, Phone.id)):
            found[person_id].append((e164, raw))
    return found


def merged(session: Session) -> dict[str, str]:
    """References of people who were merged into somebody: reference to the person kept."""
    query = select(Person.source_reference, Person.merged_into_id).where(
        Person.merged_into_id.is_not(None), Person.source_reference != ""
    )
    return {reference: kept for reference, kept in session.execute(query) if kept}


def volunteers(session: Session) -> list[VolunteerFields]:
    """Every volunteer in use."""
    skills = _by_volunteer(session, VolunteerSkill.volunteer_id, VolunteerSkill.skill)
    areas: defaultdict[str, list[str]] = defaultdict(list)
    named = select(VolunteerArea.volunteer_id, Area.name).join(Area, Area.id == VolunteerArea.area_id)
    for volunteer_id, name in session.execute(named):
        areas[volunteer_id].append(name)
    languages = _by_volunteer(session, VolunteerLanguage.volunteer_id, VolunteerLanguage.language_code)
    slots: defaultdict[str, list[Any]] = defaultdict(list)
    times = select(
        VolunteerSlot.volunteer_id, VolunteerSlot.weekday, VolunteerSlot.starts_at, VolunteerSlot.ends_at
    )
    for volunteer_id, *slot in session.execute(
        times.order_by(VolunteerSlot.weekday, VolunteerSlot.starts_at)
    ):
        slots[volunteer_id].append(tuple(slot))
    columns = [getattr(Volunteer, name) for name in VOLUNTEER_FIELDS]
    query = select(Volunteer.id, Volunteer.person_id, *columns).where(Volunteer.voided_at.is_(None))
    return [
        VolunteerFields(
            key,
            person_id,
            tuple(values),
            tuple(skills.get(key, ())),
            tuple(areas.get(key, ())),
            tuple(languages.get(key, ())),
            tuple(slots.get(key, ())),
        )
        for key, person_id, *values in session.execute(query)
    ]


def requests(session: Session) -> list[RequestFields]:
    """Every request that came with a reference or is still open."""
    columns = [getattr(Request, name) for name in REQUEST_FIELDS]
    query = select(
        Request.id,
        Request.person_id,
        Request.source_reference,
        NeedType.code,
        NeedType.is_private,
        Request.taken_by_id,
        *columns,
    ).join(NeedType, NeedType.id == Request.need_type_id)
    wanted = (Request.source_reference != "") | Request.status.not_in(CLOSED)
    at = REQUEST_FIELDS.index("status")
    return [
        RequestFields(
            key, person, reference, need, private, taken_by, values[at] not in CLOSED, tuple(values)
        )
        for key, person, reference, need, private, taken_by, *values in session.execute(
            query.where(Request.voided_at.is_(None), wanted)
        )
    ]


def addresses(session: Session) -> list[Address]:
    """Every household in use that has an address and a postcode."""
    query = select(Household.id, *(getattr(Household, name) for name in HOME_FIELDS))
    query = query.where(
        Household.voided_at.is_(None), Household.address_line1 != "", Household.postcode != ""
    )
    return [Address(row[0], tuple(row[1:])) for row in session.execute(query.order_by(Household.id))]


def volunteer_of(session: Session, person_ids: Sequence[str]) -> dict[str, str]:
    """The volunteer record of each of some people who has one, voided ones too: a person has only one."""
    found: dict[str, str] = {}
    for page in _pages(person_ids):
        query = select(Volunteer.person_id, Volunteer.id).where(Volunteer.person_id.in_(page))
        found |= {person_id: key for person_id, key in session.execute(query)}
    return found


def homes(session: Session, person_ids: Sequence[str]) -> dict[str, Household]:
    """The household of each of some people who has one."""
    found: dict[str, Household] = {}
    for page in _pages(person_ids):
        query = select(Person.id, Household).join(Household, Household.id == Person.household_id)
        found |= {key: home for key, home in session.execute(query.where(Person.id.in_(page)))}
    return found


def notes(session: Session, person_ids: Sequence[str]) -> dict[str, str]:
    """What is good to know about each of some people who are still in use."""
    found: dict[str, str] = {}
    for page in _pages(person_ids):
        query = select(Person.id, Person.good_to_know).where(Person.id.in_(page), Person.voided_at.is_(None))
        found |= {key: note for key, note in session.execute(query)}
    return found


def offered(session: Session, model: type[Base], volunteer_ids: Sequence[str]) -> list[Any]:
    """Rows of a set that belong to some volunteers, such as their skills."""
    found: list[Any] = []
    owner: Any = model.__table__.c.volunteer_id
    for page in _pages(volunteer_ids):
        found += session.scalars(select(model).where(owner.in_(page)))
    return found


def checks(session: Session, volunteer_ids: Sequence[str]) -> set[tuple[str, str, str]]:
    """The checks of some volunteers: volunteer, type and level."""
    found: set[tuple[str, str, str]] = set()
    for page in _pages(volunteer_ids):
        query = select(Check.volunteer_id, Check.type, Check.level).where(Check.volunteer_id.in_(page))
        held = session.execute(query.where(Check.voided_at.is_(None)))
        found |= {(key, kind, level) for key, kind, level in held}
    return found


def runs(session: Session, limit: int) -> list[tuple[ImportRun, str]]:
    """The last lists brought in and who brought them in, newest first."""
    query = select(ImportRun, User.name).join(User, User.id == ImportRun.by_id)
    found = session.execute(query.order_by(ImportRun.at.desc(), ImportRun.id.desc()).limit(limit))
    return [(run, name) for run, name in found]


def profiles(session: Session, kind: str = "") -> list[ImportProfile]:
    """Remembered maps, of one kind of list or of all, by name."""
    query = select(ImportProfile).where(ImportProfile.voided_at.is_(None)).order_by(ImportProfile.name)
    return list(session.scalars(query.where(ImportProfile.kind == kind) if kind else query))


def ended_profiles(session: Session) -> list[ImportProfile]:
    """Maps that are in use no more, the last ended first: a list that came by one still goes back by it."""
    query = select(ImportProfile).where(ImportProfile.voided_at.is_not(None))
    return list(session.scalars(query.order_by(ImportProfile.voided_at.desc(), ImportProfile.id)))


def profile(session: Session, kind: str, fingerprint: str) -> ImportProfile | None:
    """The remembered map of files with the same columns, a voided one too."""
    query = select(ImportProfile).where(ImportProfile.kind == kind, ImportProfile.fingerprint == fingerprint)
    return session.scalars(query).first()


def _by_volunteer(
    session: Session, key: InstrumentedAttribute[str], value: InstrumentedAttribute[Any]
) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for volunteer_id, one in session.execute(select(key, value)):
        found[volunteer_id].append(str(one))
    return found


def _pages(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[start : start + _PAGE] for start in range(0, len(keys), _PAGE))
