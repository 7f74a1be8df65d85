"""What undoing may not bring back of loans: a thing that is out twice, or lent without being on the list."""

from collections.abc import Collection, Mapping

from sqlalchemy.orm import Session

from db.queries import loans as query
from desktop.domain.errors import DomainError


def settle(session: Session, rows: Mapping[str, Collection[str]]) -> None:
    """Look at the things a transaction touched, once it is undone.

    Args:
        session: of the transaction, everything undone in it.
        rows: keys of what it touched, by table.

    Raises:
        DomainError: something would be out twice, or off the list while it is lent.
    """
    if not rows.get("loan") and not rows.get("asset"):
        return
    for name, count, is_gone in query.out_of(session, rows.get("loan", ()), rows.get("asset", ())):
        if count > 1:
            raise DomainError(f"{name} was lent again since. Record its return first.")
        if is_gone and count:
            raise DomainError(f"{name} is lent, so it stays on the list. Record its return first.")
