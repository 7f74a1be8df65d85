"""Things that are lent: where each is, and its loans."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from db.enums_loans import AssetKind, Condition
from db.models import Asset, ErasedRow, Loan, Organisation, Person
from db.queries.paging import by_keys, fetch, given, in_order


class AssetRow(NamedTuple):
    """One thing with where it is now.

    Attributes:
        loan_id: the loan it is out on; None where it is here.
        last_back: the day it came back last.
        lost_on: the day it was given up as lost, where that was the last of it.
        erased_at: when whoever has it was erased; it is still out, and nobody here can say with whom.
    """

    id: str
    number: int
    kind: AssetKind
    name: str
    tag: str
    owner_id: str | None
    owner: str | None
    condition: Condition
    holds_data: bool
    wiped_on: date | None
    note: str
    retired_on: date | None
    retire_note: str
    loan_id: str | None
    due_on: date | None
    person_id: str | None
    first_name: str | None
    last_name: str | None
    organisation_id: str | None
    organisation: str | None
    last_back: date | None
    lost_on: date | None
    erased_at: datetime | None


class LoanRow(NamedTuple):
    """One loan of a thing."""

    id: str
    number: int
    asset_id: str
    person_id: str | None
    first_name: str | None
    last_name: str | None
    organisation: str | None
    lent_on: date
    due_on: date
    agreed: str
    condition_out: Condition
    condition_back: Condition | None
    returned_on: date | None
    lost_on: date | None
    note: str


_OUT = Loan.voided_at.is_(None) & Loan.returned_on.is_(None) & Loan.lost_on.is_(None)
_OWNER = aliased(Organisation)
_OLDER = aliased(Loan)


def _last(column: str) -> Any:
    """The newest day of past loans of a thing."""
    return (
        select(func.max(getattr(_OLDER, column)))
        .where(_OLDER.asset_id == Asset.id, _OLDER.voided_at.is_(None))
        .correlate(Asset)
        .scalar_subquery()
    )


_ASSETS = (
    select(
        Asset.id,
        Asset.number,
        Asset.kind,
        Asset.name,
        Asset.tag,
        Asset.owner_id,
        _OWNER.name,
        Asset.condition,
        Asset.holds_data,
        Asset.wiped_on,
        Asset.note,
        Asset.retired_on,
        Asset.retire_note,
        Loan.id,
        Loan.due_on,
        Person.id,
        Person.first_name,
        Person.last_name,
        Organisation.id,
        Organisation.name,
        _last("returned_on"),
        _last("lost_on"),
        ErasedRow.at,
    )
    .outerjoin(_OWNER, _OWNER.id == Asset.owner_id)
    .outerjoin(Loan, (Loan.asset_id == Asset.id) & _OUT)
    .outerjoin(Person, Person.id == Loan.person_id)
    .outerjoin(Organisation, Organisation.id == Loan.organisation_id)
    .outerjoin(ErasedRow, ErasedRow.row_id == Loan.person_id)
)
_ROWS = by_keys(_ASSETS, Asset.id)
_LOANS = by_keys(
    select(
        Loan.id,
        Loan.number,
        Loan.asset_id,
        Person.id,
        Person.first_name,
        Person.last_name,
        Organisation.name,
        *(getattr(Loan, name) for name in LoanRow._fields[7:]),
    )
    .outerjoin(Person, Person.id == Loan.person_id)
    .outerjoin(Organisation, Organisation.id == Loan.organisation_id)
    .where(Loan.voided_at.is_(None))
    .order_by(Loan.lent_on.desc(), Loan.id.desc()),
    Loan.asset_id,
)


def ids(session: Session, view: str, today: date, text: str = "") -> list[str]:
    """Keys of things: those out first, by the day they are due; then by name.

    Args:
        session: a reading session.
        view: "out", "overdue", "in" or "" for all.
        today: the day.
        text: in the name, the label or the borrower's name.
    """
    query = (
        select(Asset.id)
        .outerjoin(Loan, (Loan.asset_id == Asset.id) & _OUT)
        .outerjoin(Person, Person.id == Loan.person_id)
        .outerjoin(Organisation, Organisation.id == Loan.organisation_id)
        .where(Asset.voided_at.is_(None))
    )
    views: dict[str, list[Any]] = {
        "out": [Loan.id.is_not(None)],
        "overdue": [Loan.due_on < today],
        "in": [Loan.id.is_(None), Asset.retired_on.is_(None)],
    }
    where = views.get(view, [])
    for word in text.split():
        columns = (Asset.name, Asset.tag, Person.first_name, Person.last_name, Organisation.name)
        where.append(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    query = query.where(*where)
    return list(session.scalars(query.order_by(Loan.due_on.is_(None), Loan.due_on, Asset.name, Asset.id)))


def rows(session: Session, wanted: Sequence[str]) -> list[AssetRow]:
    """Things for keys, in the order of the keys."""
    return in_order(session, _ROWS, wanted, _row)


def _row(*values: object) -> AssetRow:
    row = AssetRow(*values)  # type: ignore[arg-type]
    back, lost = _day(row.last_back), _day(row.lost_on)
    gone = lost if lost is not None and (back is None or lost >= back) else None
    return row._replace(last_back=back, lost_on=gone)


def _day(value: object) -> date | None:
    """A day as SQLite gives the greatest of a column: text."""
    return date.fromisoformat(value) if isinstance(value, str) else value  # type: ignore[return-value]


def loans(session: Session, asset_ids: Sequence[str]) -> list[LoanRow]:
    """Loans of some things, the newest first."""
    return [LoanRow(*row) for row in fetch(session, _LOANS, given(asset_ids))]


def due(session: Session, last: date) -> list[AssetRow]:
    """Things due back by a day, and those out with somebody who was erased; the longest due first."""
    query = (
        select(Asset.id)
        .join(Loan, (Loan.asset_id == Asset.id) & _OUT)
        .outerjoin(ErasedRow, ErasedRow.row_id == Loan.person_id)
        .where(Asset.voided_at.is_(None), or_(Loan.due_on <= last, ErasedRow.id.is_not(None)))
        .order_by(Loan.due_on, Asset.id)
    )
    return rows(session, list(session.scalars(query)))


def out_of(
    session: Session, loan_ids: Collection[str], asset_ids: Collection[str]
) -> list[tuple[str, int, bool]]:
    """Things some loans are of, and others: name, how many loans each is out on, whether it is off the list.

    Args:
        session: an open session.
        loan_ids: few of them.
        asset_ids: few of them.
    """
    of_loans = select(Loan.asset_id).where(Loan.id.in_(loan_ids))
    statement = (
        select(Asset.name, func.count(Loan.id), Asset.voided_at.is_not(None))
        .outerjoin(Loan, (Loan.asset_id == Asset.id) & _OUT)
        .where(or_(Asset.id.in_(asset_ids), Asset.id.in_(of_loans)))
        .group_by(Asset.id)
    )
    return [(name, count, bool(gone)) for name, count, gone in fetch(session, statement)]
