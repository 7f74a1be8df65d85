"""What comparing people needs: their keys for a whole-list scan, or of those near what is being typed."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from db.models import Household, PairDecision, Person, Phone

_PAGE = 900


class KeyRow(NamedTuple):
    """The fields of a person that are compared."""

    id: str
    first_name: str
    last_name: str
    preferred_name: str
    date_of_birth: date | None
    phones: tuple[str, ...]
    postcode: str
    address_line1: str
    household_id: str
    source_reference: str


_COLUMNS = (
    Person.id,
    Person.first_name,
    Person.last_name,
    Person.preferred_name,
    Person.date_of_birth,
    func.coalesce(Household.postcode, ""),
    func.coalesce(Household.address_line1, ""),
    func.coalesce(Person.household_id, ""),
    Person.source_reference,
)


def every_key(session: Session) -> list[KeyRow]:
    """The keys of everybody in use, in two set-based reads."""
    people = select(*_COLUMNS).outerjoin(Household, Household.id == Person.household_id)
    phones: defaultdict[str, list[str]] = defaultdict(list)
    numbers = select(Phone.person_id, Phone.e164).where(Phone.voided_at.is_(None), Phone.e164 != "")
    for person_id, number in session.execute(numbers):
        phones[person_id].append(number)
    rows = session.execute(people.where(Person.voided_at.is_(None)).order_by(Person.id))
    return [KeyRow(*row[:5], tuple(phones.get(row[0], ())), *row[5:]) for row in rows]


def keys_of(session: Session, person_ids: Sequence[str]) -> list[KeyRow]:
    """The keys of some people."""
    people = select(*_COLUMNS).outerjoin(Household, Household.id == Person.household_id)
    found: list[KeyRow] = []
    for start in range(0, len(person_ids), _PAGE):
        page = person_ids[start : start + _PAGE]
        phones: defaultdict[str, list[str]] = defaultdict(list)
        numbers = select(Phone.person_id, Phone.e164).where(
            Phone.person_id.in_(page), Phone.voided_at.is_(None), Phone.e164 != ""
        )
        for person_id, number in session.execute(numbers):
            phones[person_id].append(number)
        rows = session.execute(people.where(Person.id.in_(page), Person.voided_at.is_(None)))
        found += [KeyRow(*row[:5], tuple(phones.get(row[0], ())), *row[5:]) for row in rows]
    return found


def near(
    session: Session, *, phones: Sequence[str], postcode: str, last_name: str, born: date | None, limit: int
) -> list[str]:
    """Keys of people who share a phone, a postcode, a date of birth or a family name with what is typed."""
    found: dict[str, None] = {}
    if phones:
        held = select(Phone.person_id).where(Phone.e164.in_(phones), Phone.voided_at.is_(None))
        found |= dict.fromkeys(session.scalars(held.limit(limit)))
    ways: list[ColumnElement[bool]] = []
    if postcode:
        ways.append(
            Person.household_id.in_(select(Household.id).where(Household.postcode == postcode).limit(limit))
        )
    if last_name and born:
        ways.append((Person.last_name == last_name) & (Person.date_of_birth == born))
    if ways:
        people = select(Person.id).where(or_(*ways), Person.voided_at.is_(None))
        found |= dict.fromkeys(session.scalars(people.limit(limit)))
    return list(found)


def decided(session: Session) -> set[frozenset[str]]:
    """Pairs a coordinator has already decided about."""
    query = select(PairDecision.a_id, PairDecision.b_id).where(PairDecision.voided_at.is_(None))
    return {frozenset((a, b)) for a, b in session.execute(query)}
