"""Reads of concerns: sealed entries and keys, and the few columns their authors may see."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.enums import Role
from db.enums_concerns import Progress
from db.models import Concern, ConcernEntry, ConcernHold, ConcernKey, Hub, Person, User, UserRole, Volunteer
from db.queries.paging import by_keys, fetch, given


class SealedKey(NamedTuple):
    """A concern and the reader's way into it."""

    concern_id: str
    reference: str
    public: str
    author_id: str
    at: datetime
    progress: Progress
    sealed: str


class SealedEntry(NamedTuple):
    """One entry as it lies in the store."""

    id: str
    concern_id: str
    at: datetime
    sealed: str


def keys_of(session: Session, reader: str, public: str) -> list[SealedKey]:
    """Every concern sealed to one reader's key, the newest first."""
    columns = (Concern.id, Concern.reference, Concern.public, Concern.author_id, Concern.at, Concern.progress)
    query = (
        select(*columns, ConcernKey.sealed)
        .join(ConcernKey, ConcernKey.concern_id == Concern.id)
        .where(ConcernKey.reader == reader, ConcernKey.reader_public == public)
        .order_by(Concern.at.desc(), Concern.id.desc())
    )
    return [SealedKey(*row) for row in session.execute(query)]


def entries_of(session: Session, concern_ids: Iterable[str]) -> list[SealedEntry]:
    """The entries of some concerns, oldest first."""
    columns = (ConcernEntry.id, ConcernEntry.concern_id, ConcernEntry.at, ConcernEntry.sealed)
    query = by_keys(select(*columns), ConcernEntry.concern_id).order_by(ConcernEntry.at, ConcernEntry.id)
    return [SealedEntry(*row) for row in fetch(session, query, given(sorted(concern_ids)))]


def count_entries(session: Session, concern_id: str) -> int:
    """How many entries a concern has."""
    query = select(func.count()).where(ConcernEntry.concern_id == concern_id)
    return session.execute(query).scalar_one()


def readers_of(session: Session, concern_id: str) -> dict[str, str]:
    """Who can open a concern: the reader's key to the public key it was sealed to last."""
    query = select(ConcernKey.reader, ConcernKey.reader_public).where(ConcernKey.concern_id == concern_id)
    return {reader: public for reader, public in session.execute(query.order_by(ConcernKey.at))}


def opened_by(session: Session, reader: str, public: str) -> set[str]:
    """Keys of the concerns sealed to one key of a reader."""
    query = select(ConcernKey.concern_id).where(
        ConcernKey.reader == reader, ConcernKey.reader_public == public
    )
    return set(session.scalars(query))


def sealed_to(session: Session, reader: str) -> dict[str, str]:
    """References of the concerns sealed to any key a reader ever had, by the concern's key."""
    query = select(Concern.id, Concern.reference).join(ConcernKey, ConcernKey.concern_id == Concern.id)
    return {key: said for key, said in session.execute(query.where(ConcernKey.reader == reader))}


def leads(session: Session) -> dict[str, str]:
    """The safeguarding leads' accounts in use: key to name, by name."""
    query = (
        select(User.id, User.name)
        .join(UserRole, UserRole.user_id == User.id)
        .where(UserRole.role == Role.LEAD, User.is_active.is_(True), User.voided_at.is_(None))
        .order_by(User.name.collate("NOCASE"), User.id)
    )
    return {key: name for key, name in session.execute(query)}


def accounts(session: Session) -> list[tuple[str, str]]:
    """The accounts in use: key and name, by name."""
    query = select(User.id, User.name).where(User.is_active.is_(True), User.voided_at.is_(None))
    return [
        (key, name) for key, name in session.execute(query.order_by(User.name.collate("NOCASE"), User.id))
    ]


def lead_of(session: Session) -> tuple[str, str]:
    """The lead's name and the safeguarding number, as printed on every sheet."""
    name, number = session.execute(select(Hub.lead_name, Hub.safeguarding_phone)).one()
    return name, number


def names(session: Session) -> dict[str, str]:
    """Every account's name by its key, those no longer in use as well."""
    return {key: name for key, name in session.execute(select(User.id, User.name))}


def raised_by(session: Session, author_id: str) -> list[Concern]:
    """An author's own concerns, the newest first."""
    query = select(Concern).where(Concern.author_id == author_id)
    return list(session.scalars(query.order_by(Concern.at.desc(), Concern.id.desc())))


def person_names(session: Session, record_ids: Iterable[str]) -> set[str]:
    """Full names of the people whose records, or whose records as volunteers, these are."""
    wanted = sorted(set(record_ids))
    query = (
        select(Person.first_name, Person.preferred_name, Person.last_name)
        .outerjoin(Volunteer, Volunteer.person_id == Person.id)
        .where(Person.id.in_(wanted) | Volunteer.id.in_(wanted))
    )
    found = set[str]()
    for first, preferred, last in session.execute(query):
        found |= {f"{first} {last}".strip(), f"{preferred or first} {last}".strip()}
    return found - {""}


def volunteer_names(session: Session) -> list[tuple[str, str]]:
    """Every volunteer in use by each of their names: key and name."""
    columns = (Volunteer.id, Person.first_name, Person.preferred_name, Person.last_name)
    query = (
        select(*columns).join(Person, Person.id == Volunteer.person_id).where(Volunteer.voided_at.is_(None))
    )
    return [
        (key, f"{given} {last}".strip())
        for key, first, preferred, last in session.execute(query)
        for given in dict.fromkeys((first, preferred or first))
    ]


def waiting(session: Session, reader: str) -> bool:
    """Whether a concern a reader can open has not been read by any lead yet."""
    query = (
        select(Concern.id)
        .join(ConcernKey, ConcernKey.concern_id == Concern.id)
        .where(ConcernKey.reader == reader, Concern.progress == Progress.SENT)
    )
    return session.execute(query.limit(1)).first() is not None


def to_look_at(session: Session, reader: str, today: date) -> bool:
    """Whether the day has come to look again at a concern a reader can open."""
    query = (
        select(Concern.id)
        .join(ConcernKey, ConcernKey.concern_id == Concern.id)
        .where(ConcernKey.reader == reader, Concern.look_again_on <= today)
    )
    return session.execute(query.limit(1)).first() is not None


def is_held(session: Session, volunteer_id: str, *, besides: str = "") -> bool:
    """Whether a concern holds a volunteer back, also one that nobody at the keyboard can open.

    Args:
        session: an open session.
        volunteer_id: who.
        besides: the key of a hold that does not count.
    """
    mine = (ConcernHold.volunteer_id == volunteer_id, ConcernHold.ended_at.is_(None))
    query = select(ConcernHold.id).where(*mine, ConcernHold.id != besides)
    return session.execute(query.limit(1)).first() is not None
