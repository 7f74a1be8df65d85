"""Who could be meant by words somebody typed."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Person, Request
from db.queries.spotting import pages


class Named(NamedTuple):
    """Somebody with their name."""

    id: str
    first: str
    last: str
    preferred: str


_NAMED = select(Person.id, Person.first_name, Person.last_name, Person.preferred_name)


def by_last_name(session: Session, parts: Iterable[str]) -> list[Named]:
    """People whose last name is one of some parts of texts, in small letters.

    The store makes letters beyond ASCII no smaller, so that they are looked for as capitals as well.
    """
    wanted = sorted({form for part in parts for form in (part, _at_front(part), _ascii_small(part.upper()))})
    found: list[Named] = []
    for page in pages(wanted):
        query = _NAMED.where(func.lower(Person.last_name).in_(page)).order_by(Person.number)
        found += [Named(*row) for row in session.execute(query)]
    return found


def of_requests(session: Session, request_ids: Sequence[str]) -> dict[str, Named]:
    """Who asked, by key of the request."""
    found = {}
    for page in pages(request_ids):
        query = _NAMED.add_columns(Request.id).join(Request, Request.person_id == Person.id)
        for *row, key in session.execute(query.where(Request.id.in_(page))):
            found[key] = Named(*row)
    return found


def _ascii_small(text: str) -> str:
    return "".join(one.lower() if ord(one) < 128 else one for one in text)


def _at_front(text: str) -> str:
    return _ascii_small(text.title())
