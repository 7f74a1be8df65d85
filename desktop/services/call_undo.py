"""What undoing may not bring back of call sheets: one call on two of them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from db.enums_calls import SheetLineState
from db.models import CallSheet, CallSheetLine
from db.queries.paging import by_keys, given
from desktop.domain.errors import DomainError


def settle(session: Session, rows: Mapping[str, Sequence[str]]) -> None:
    """Look at the lines of call sheets an undo brought back.

    Args:
        session: the transaction, everything undone in it.
        rows: keys of what is undone, by table.

    Raises:
        DomainError: somebody else has taken such a call along on paper meanwhile.
    """
    touched = rows.get(CallSheetLine.__tablename__, ())
    if not touched:
        return
    other, sheet = aliased(CallSheetLine), aliased(CallSheet)
    query = (
        select(func.min(sheet.number))
        .select_from(CallSheetLine)
        .join(
            other,
            or_(other.plan_id == CallSheetLine.plan_id, other.line_id == CallSheetLine.line_id)
            & (other.id != CallSheetLine.id),
        )
        .join(sheet, sheet.id == other.sheet_id)
        .where(
            *(one.state == SheetLineState.OUT for one in (CallSheetLine, other)),
            *(one.voided_at.is_(None) for one in (CallSheetLine, other, sheet)),
        )
    )
    number = session.scalar(by_keys(query, CallSheetLine.id), given(touched))
    if number is not None:
        raise DomainError(f"This call is on sheet {number} meanwhile. Give it back there first.")
