"""The same person twice: shown while typing and by a scan, decided by a person, undone if wrong."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.enums import PairAnswer
from db.models import (
    CallPlan,
    CallPromise,
    Consent,
    ContactLink,
    DoNotPair,
    Household,
    Loan,
    MoneyFloat,
    NeighbourOffer,
    OutingGuest,
    PairDecision,
    Person,
    Phone,
    PhoneLine,
    Request,
    Volunteer,
)
from db.queries import duplicates as query
from db.queries.duplicates import KeyRow
from db.queries.near import Typed, near
from db.session import UnitOfWork
from desktop.domain.duplicate_keys import PairScore, PersonKey
from desktop.domain.duplicate_scan import MOST_IN_BLOCK, scan
from desktop.domain.duplicates import rank_matches
from desktop.domain.errors import DomainError
from desktop.services.base import Actor, Changes, Service, changes, verb
from desktop.services.people import OWN_FIELDS, display_name
from desktop.services.records import get, set_fields

FOLLOWS = (
    Phone,
    ContactLink,
    Consent,
    Request,
    DoNotPair,
    CallPlan,
    CallPromise,
    PhoneLine,
    MoneyFloat,
    NeighbourOffer,
    OutingGuest,
    Loan,
)
"""Records that move to the person kept when two are merged."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two people who look alike."""

    id: str
    name: str
    born: str
    address: str
    postcode: str
    phones: tuple[str, ...]
    source_reference: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who look alike, and why."""

    a: Side
    b: Side
    score: float
    signs: tuple[str, ...]


class Duplicates(Service):
    """Verbs on people who look alike."""

    @verb("duplicate.see")
    def while_typing(self, _actor: Actor, typed: PersonKey) -> list[Pair]:
        """People already here who may be the one being typed; never on name alone."""
        with self.store.read() as session:
            rows = {row.id: row for row in near(session, _typed(typed), MOST_IN_BLOCK)}
            decided = query.decided(session) if typed.id else set()
        found = rank_matches(typed, (_key(row) for row in rows.values()))
        mine = Side(
            typed.id,
            f"{typed.first} {typed.last}".strip(),
            "",
            typed.address,
            typed.postcode,
            typed.phones,
            "",
        )
        pairs = []
        for score in found:
            other = score.b if score.a == typed.id else score.a
            if frozenset((typed.id, other)) not in decided:
                pairs.append(Pair(mine, _side(rows[other]), score.score, tuple(score.signs)))
        return pairs

    @verb("duplicate.see")
    def scan(
        self,
        _actor: Actor,
        *,
        on_progress: Callable[[int, int], object] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[Pair]:
        """Look through everybody for people who are there twice; pairs decided before are left out."""
        with self.store.read() as session:
            rows = query.every_key(session)
            decided = query.decided(session)
        found = scan([_key(row) for row in rows], decided, on_progress=on_progress, cancelled=cancelled)
        by_id = {row.id: row for row in rows}
        return [_pair(one, by_id) for one in found]

    @verb("duplicate.decide")
    def decide(self, actor: Actor, one: str, other: str, answer: PairAnswer, keep: str = "") -> Changes:
        """Record what a coordinator says of two people.

        Args:
            actor: who decides.
            one: a person.
            other: another.
            answer: same person (merged), same household (moved in together), or not the same (remembered).
            keep: when they are the same, the one to keep; the first when empty.

        Returns:
            What was touched; History undoes a merge whole.

        Raises:
            DomainError: somebody was paired with themselves, or both are volunteers.
        """
        if one == other:
            raise DomainError("Choose two different people.")
        with self.store.write(actor.user_id) as work:
            first, second = (
                get(work.session, Person, one, "person"),
                get(work.session, Person, other, "person"),
            )
            if answer is PairAnswer.SAME_PERSON:
                kept, gone = (second, first) if keep == other else (first, second)
                _merge(work, kept, gone)
                message = f"Merged into {display_name(kept)}"
            elif answer is PairAnswer.SAME_HOUSEHOLD:
                _move_in(work, first, second)
                message = "Put in the same household"
            else:
                message = "Kept apart, and remembered"
            _remember(work, one, other, answer)
            return changes(work, one if answer is not PairAnswer.SAME_PERSON else kept.id, message)


def _merge(work: UnitOfWork, kept: Person, gone: Person) -> None:
    """Move everything of one person to another; blanks are filled, nothing is written over."""
    _join_volunteers(work, kept, gone)
    fill = {
        name: getattr(gone, name)
        for name in OWN_FIELDS
        if getattr(kept, name) in (None, "") and getattr(gone, name) not in (None, "")
    }
    if kept.household_id is None:
        fill["household_id"] = gone.household_id
    set_fields(kept, fill)
    held = {phone.e164 or phone.raw for phone in _phones(work.session, kept.id)}
    for model in FOLLOWS:
        keys = work.session.scalars(select(model.id).where(model.person_id == gone.id))
        moved = {key: {"person_id": kept.id} for key in keys}
        if model is Phone:
            double = {p.id for p in _phones(work.session, gone.id) if (p.e164 or p.raw) in held}
            moved = {key: edit for key, edit in moved.items() if key not in double}
        if model is DoNotPair:
            moved = _without_doubles(work, kept.id, gone.id, moved)
        work.update_many(model, moved)
    # Contacts tried are never rewritten: they stay with the record they were made on, and are read with it.
    earlier = work.session.scalars(select(Person.id).where(Person.merged_into_id == gone.id))
    work.update_many(Person, {key: {"merged_into_id": kept.id} for key in earlier})
    set_fields(gone, {"merged_into_id": kept.id, "voided_at": work.log.at, "void_reason": "Merged"})


def _join_volunteers(work: UnitOfWork, kept: Person, gone: Person) -> None:
    held = {
        one.person_id: one
        for one in work.session.scalars(select(Volunteer).where(Volunteer.person_id.in_((kept.id, gone.id))))
    }
    if len(held) == 2:
        raise DomainError("Both are volunteers. Void one of the two volunteer records first.")
    if gone.id in held:
        held[gone.id].person_id = kept.id


def _without_doubles(
    work: UnitOfWork, kept: str, gone: str, moved: dict[str, dict[str, str]]
) -> dict[str, dict[str, str]]:
    query_ = select(DoNotPair.id, DoNotPair.volunteer_id, DoNotPair.person_id)
    rows = work.session.execute(query_.where(DoNotPair.person_id.in_((kept, gone)))).all()
    already = {row.volunteer_id for row in rows if row.person_id == kept}
    double = {row.id for row in rows if row.person_id == gone and row.volunteer_id in already}
    return {key: edit for key, edit in moved.items() if key not in double}


def _move_in(work: UnitOfWork, one: Person, other: Person) -> None:
    home = one.household_id or other.household_id
    if home is None:
        household = Household(number=work.next_number("household"))
        work.add(household)
        work.session.flush()
        home = household.id
    one.household_id = other.household_id = home


def _remember(work: UnitOfWork, one: str, other: str, answer: PairAnswer) -> None:
    a, b = sorted((one, other))
    held = work.session.scalars(
        select(PairDecision).where(PairDecision.a_id == a, PairDecision.b_id == b)
    ).first()
    if held is None:
        work.add(PairDecision(a_id=a, b_id=b, answer=answer, txn=work.txn))
    else:
        set_fields(held, {"answer": answer, "txn": work.txn, "voided_at": None, "void_reason": None})


def _phones(session: Session, person_id: str) -> list[Phone]:
    return list(session.scalars(select(Phone).where(Phone.person_id == person_id, Phone.voided_at.is_(None))))


def _typed(key: PersonKey) -> Typed:
    names = f"{key.first} {key.last}"
    return Typed(names, key.last, key.born, key.phones, key.postcode, key.address)


def _key(row: KeyRow) -> PersonKey:
    return PersonKey(
        row.id,
        row.first_name,
        row.last_name,
        row.preferred_name,
        row.date_of_birth,
        row.phones,
        row.postcode,
        row.address_line1,
        row.household_id,
    )


def _side(row: KeyRow) -> Side:
    return Side(
        row.id,
        f"{row.first_name} {row.last_name}".strip(),
        row.date_of_birth.isoformat() if row.date_of_birth else "",
        row.address_line1,
        row.postcode,
        row.phones,
        row.source_reference,
    )


def _pair(score: PairScore, rows: dict[str, KeyRow]) -> Pair:
    return Pair(_side(rows[score.a]), _side(rows[score.b]), score.score, tuple(score.signs))
