"""The register of checks: volunteers with whether somebody must act, and their lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import CTE, ColumnElement, Integer, Select, and_, case, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from db.enums import CheckStatus, CheckType, Transport, VolunteerStatus
from db.enums_checks import CheckDecision, StatusResult
from db.models import Check, Person, Volunteer
from db.queries.paging import by_keys, fetch, in_order

_SCHEMES = (CheckType.DBS, CheckType.DISCLOSURE_SCOTLAND, CheckType.ACCESS_NI)
_SETTLED = (CheckStatus.REFUSED, CheckStatus.WITHDRAWN)
DRIVES = (Transport.CAR, Transport.VAN)


class Due(NamedTuple):
    """A volunteer in the register.

    Attributes:
        act: somebody must act: a check is open, ended, undecided, ends soon, or was never begun.
        soonest: the first day one of the checks that hold ends; None for none.
    """

    id: str
    act: bool
    soonest: date | None


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """Which volunteers to list.

    Attributes:
        among: keys of people found by a search; None for no search.
        always: the kinds of check every kind of help asks for.
    """

    among: tuple[str, ...] | None = None
    always: tuple[CheckType, ...] = ()


class RegisterRow(NamedTuple):
    """One line of the register, without the checks themselves."""

    id: str
    number: int
    first_name: str
    last_name: str
    date_of_birth: date | None
    status: VolunteerStatus
    transport: Transport


def due(
    session: Session, wanted: RegisterFilter, today: date, until: date, descending: bool = False
) -> list[Due]:
    """All volunteers who have not left, those first for whom somebody must act, then by name.

    Args:
        session: a reading session.
        wanted: which.
        today: the day that decides what has ended.
        until: whatever ends by this day is to be acted on.
        descending: names from the end.
    """
    held = _per_volunteer(_per_kind(today), wanted.always)
    missing = func.coalesce(held.c.always, 0) < len(wanted.always)
    on_foot = or_(Volunteer.transport.not_in(DRIVES), func.coalesce(held.c.driving, 0) > 0)
    ends = func.coalesce(held.c.soonest <= until, False)
    act = or_(func.coalesce(held.c.open, 0) > 0, ends, missing, ~on_foot)
    names = [Person.last_name.collate("NOCASE"), Person.first_name.collate("NOCASE")]
    query = (
        select(Volunteer.id, type_coerce(act, Integer).label("act"), held.c.soonest)
        .join(Person, Person.id == Volunteer.person_id)
        .outerjoin(held, held.c.volunteer_id == Volunteer.id)
        .where(Volunteer.voided_at.is_(None), Volunteer.status != VolunteerStatus.LEFT)
        .order_by(act.desc(), *(one.desc() if descending else one for one in names), Volunteer.id)
    )
    if wanted.among is not None:
        query = query.where(Volunteer.person_id.in_(wanted.among[:900]))
    return [Due(key, bool(acts), soonest) for key, acts, soonest in fetch(session, query)]


def _good(today: date) -> ColumnElement[bool]:
    """A check that holds today; the gate itself decides at every task."""
    current = func.coalesce(Check.review_on >= today, True) & func.coalesce(Check.valid_to >= today, True)
    status = and_(Check.status_result == StatusResult.NOT_ASKED, Check.status_on.is_(None))
    seen = and_(
        Check.status == CheckStatus.VERIFIED,
        current,
        or_(status, Check.status_result == StatusResult.NO_CHANGE),
        func.coalesce(Check.references_in, 2) == 2,
        or_(Check.type.not_in(_SCHEMES), Check.decision != CheckDecision.NOT_DECIDED),
    )
    exempt = and_(Check.status == CheckStatus.EXEMPT, func.coalesce(Check.exempt_until >= today, False))
    return or_(seen, exempt)


def _per_kind(today: date) -> CTE:
    """For each volunteer and kind: whether one holds, until when, and whether one is open."""
    far = date(9999, 12, 31)
    end = func.min(
        func.coalesce(Check.review_on, far),
        func.coalesce(Check.valid_to, far),
        func.coalesce(Check.exempt_until, far),
    )
    good = _good(today)
    return (
        select(
            Check.volunteer_id,
            Check.type,
            func.max(case((good, 1), else_=0)).label("good"),
            func.max(case((good, end))).label("ends"),
            func.max(case((good, 0), (Check.status.in_(_SETTLED), 0), else_=1)).label("open"),
        )
        .where(Check.voided_at.is_(None))
        .group_by(Check.volunteer_id, Check.type)
        .cte("per_kind")
    )


def _per_volunteer(kinds: CTE, always: Sequence[CheckType]) -> CTE:
    soonest = func.min(func.nullif(kinds.c.ends, date(9999, 12, 31)))
    return (
        select(
            kinds.c.volunteer_id,
            func.sum(case((kinds.c.good == 0, kinds.c.open), else_=0)).label("open"),
            type_coerce(soonest, Check.review_on.type).label("soonest"),
            func.sum(case((kinds.c.type.in_(always), 1), else_=0)).label("always"),
            func.sum(case((kinds.c.type == CheckType.DRIVING_PAPERS, 1), else_=0)).label("driving"),
        )
        .group_by(kinds.c.volunteer_id)
        .cte("per_volunteer")
    )


@lru_cache(maxsize=1)
def _rows() -> Select[*tuple[Any, ...]]:
    columns = (Person.first_name, Person.last_name, Person.date_of_birth)
    query = select(Volunteer.id, Volunteer.number, *columns, Volunteer.status, Volunteer.transport)
    return by_keys(query.join(Person, Person.id == Volunteer.person_id), Volunteer.id)


def rows(session: Session, wanted: Sequence[str]) -> list[RegisterRow]:
    """Lines for keys, in the order of the keys; keys that are gone are left out."""
    return in_order(session, _rows(), wanted, RegisterRow)
