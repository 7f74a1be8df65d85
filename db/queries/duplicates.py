"""What comparing people needs: their keys for a whole-list scan, or of those near what is being typed."""

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Household, PairDecision, Person, Phone


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
    return [key_row(*row, " ".join(phones.get(row[0], ()))) for row in rows]


def key_row(*columns: Any) -> KeyRow:
    """A key from its columns, the phones last, with spaces between."""
    key, first, last, preferred, born, *place, phones = columns
    return KeyRow(key, first, last, preferred, born, tuple(phones.split()), *place)


def decided(session: Session) -> set[frozenset[str]]:
    """Pairs a coordinator has already decided about."""
    query = select(PairDecision.a_id, PairDecision.b_id).where(PairDecision.voided_at.is_(None))
    return {frozenset((a, b)) for a, b in session.execute(query)}
