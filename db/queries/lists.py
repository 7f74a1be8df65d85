"""Whole lists, one plain tuple a row, for files and prints: as fast as the driver gives them.

Values leave as the store holds them (codes as text, dates as ISO 8601), so that nothing is made into an
object only to be written out again. Needs marked private leave as "Private need", without their words.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.models import (
    Area,
    Arrival,
    Asset,
    Household,
    Loan,
    NeedType,
    Person,
    ReliefCentre,
    Request,
    Round,
    Volunteer,
    VolunteerArea,
    VolunteerLanguage,
    VolunteerSkill,
    VolunteerSlot,
)
from db.queries import formalities, referrals
from db.queries.list_columns import ABOUT, COLUMNS, DRIVER_ROLE, HELPER, HELPER_ROLE, KEYS, SHOWN, as_held
from db.queries.paging import keys

_PAGE = 5_000
_SETS = ("skills", "areas", "languages", "availability")
"""Columns of volunteers that several rows each make."""

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def columns_of(kind: str) -> tuple[str, ...]:
    """Every column a list can have.

    Args:
        kind: "arrivals", "loans", "people", "volunteers", "requests", "organisations", "rounds", "referrals"
            or "formalities".

    Returns:
        Names that an import of ours takes for what they are.
    """
    return (*COLUMNS[kind], *(_SETS if kind == "volunteers" else ()))


def known_columns(kind: str) -> tuple[str, ...]:
    """Every column that can be asked for: those of `columns_of`, and what only a screen shows."""
    return (*columns_of(kind), *SHOWN.get(kind, {}))


def all_ids(session: Session, kind: str) -> list[str]:
    """Keys of everything of a kind in use, by number."""
    model = KEYS[kind].class_
    query = select(KEYS[kind]).where(model.voided_at.is_(None)).order_by(model.number, KEYS[kind])
    return keys(session, query)


def rows(
    session: Session, kind: str, wanted: Sequence[str], columns: Sequence[str], people: set[str]
) -> Iterator[tuple[Any, ...]]:
    """Rows for keys, read as they are asked for.

    Args:
        session: a reading session, open while the rows are read.
        kind: see `columns_of`.
        wanted: the keys, in the order wanted; keys that are gone are left out.
        columns: names of `columns_of`.
        people: takes the keys of the people met; stays empty for organisations.

    Yields:
        One tuple a row, in the order of the columns.
    """
    query = statement(kind, columns)
    makers = _set_makers(columns)
    for start in range(0, len(wanted), _PAGE):
        page = wanted[start : start + _PAGE]
        held = session.execute(query.where(KEYS[kind].in_(page))).all()
        if kind != "organisations":
            people.update(row[1] for row in held if row[1] is not None)
        found = {row[0]: row[2:] for row in held}
        if makers:
            found = _with_sets(session, found, columns, makers)
        yield from (found[key] for key in page if key in found)


def rows_about(session: Session, kind: str, person_ids: Sequence[str]) -> dict[str, str]:
    """Keys of the rows of a list about some people, with the person each is about.

    Args:
        session: to read with.
        kind: see `columns_of`.
        person_ids: few of them.
    """
    query = statement(kind, ()).where(ABOUT[kind].in_(person_ids))
    return {row[0]: row[1] for row in session.execute(query)}


def statement(kind: str, columns: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """The query of a list's own columns, after the row's key and the person's."""
    held = COLUMNS[kind] | SHOWN.get(kind, {})
    query = select(KEYS[kind], ABOUT[kind], *(held[name] for name in columns if name in held))
    if kind == "organisations":
        return query
    if kind == "rounds":
        return _with_crew(query)
    if kind == "loans":
        out = (Loan.asset_id == Asset.id) & Loan.voided_at.is_(None)
        out &= Loan.returned_on.is_(None) & Loan.lost_on.is_(None)
        return query.select_from(Asset).outerjoin(Loan, out).outerjoin(Person, Person.id == Loan.person_id)
    if kind == "arrivals":
        return query.join(ReliefCentre, ReliefCentre.id == Arrival.centre_id)
    if kind == "formalities":
        return formalities.joined(query)
    if kind == "referrals":
        return referrals.joined(query)
    if kind == "volunteers":
        query = query.join(Person, Person.id == Volunteer.person_id)
    if kind == "requests":
        query = query.join(Person, Person.id == Request.person_id)
        query = query.join(NeedType, NeedType.id == Request.need_type_id)
    query = query.outerjoin(Household, Household.id == Person.household_id)
    return query.outerjoin(Area, Area.id == Household.area_id) if "area" in columns else query


def _with_crew(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    query = query.outerjoin(DRIVER_ROLE, DRIVER_ROLE.id == Round.driver_id)
    query = query.outerjoin(Person, Person.id == DRIVER_ROLE.person_id)
    query = query.outerjoin(HELPER_ROLE, HELPER_ROLE.id == Round.helper_id)
    query = query.outerjoin(HELPER, HELPER.id == HELPER_ROLE.person_id)
    return query.outerjoin(Area, Area.id == Round.area_id)


def _with_sets(
    session: Session,
    found: dict[str, tuple[Any, ...]],
    columns: Sequence[str],
    makers: dict[str, Select[*tuple[Any, ...]]],
) -> dict[str, tuple[Any, ...]]:
    """Put the columns that several rows each make into their places."""
    sets = {name: _joined(session, query, list(found), name) for name, query in makers.items()}
    plain = [name for name in columns if name not in sets]
    placed: dict[str, tuple[Any, ...]] = {}
    for key, values in found.items():
        held = dict(zip(plain, values, strict=True))
        placed[key] = tuple(sets[name].get(key, "") if name in sets else held[name] for name in columns)
    return placed


def _joined(
    session: Session, query: Select[*tuple[Any, ...]], wanted: list[str], name: str
) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for row in session.execute(query.where(query.selected_columns[0].in_(wanted))):
        found.setdefault(row[0], []).append(_slot(*row[1:]) if name == "availability" else row[1])
    return {key: "; ".join(parts) for key, parts in found.items()}


def _slot(weekday: int, starts_at: str, ends_at: str) -> str:
    return f"{_DAYS[weekday]} {starts_at[:5]}-{ends_at[:5]}"


def _set_makers(columns: Sequence[str]) -> dict[str, Select[*tuple[Any, ...]]]:
    skill, slot, spoken = as_held(VolunteerSkill.skill), VolunteerSlot, VolunteerLanguage
    made: dict[str, Select[*tuple[Any, ...]]] = {
        "skills": select(VolunteerSkill.volunteer_id, skill).order_by(skill),
        "areas": select(VolunteerArea.volunteer_id, Area.name)
        .join(Area, Area.id == VolunteerArea.area_id)
        .order_by(Area.name),
        "languages": select(spoken.volunteer_id, spoken.language_code).order_by(spoken.language_code),
        "availability": select(
            slot.volunteer_id, slot.weekday, as_held(slot.starts_at), as_held(slot.ends_at)
        ).order_by(slot.weekday, slot.starts_at),
    }
    return {name: made[name] for name in columns if name in made}
