"""Versions of what is read out before something is shared: each kept, the last in use."""

from datetime import date

from sqlalchemy import func, select

from db.models import ConsentWording
from db.session import UnitOfWork


def keep_wording(work: UnitOfWork, words: str, day: date, reason: str = "Changed in Settings") -> int:
    """Keep a new version.

    Args:
        work: the unit of work that puts it in use.
        words: what is read out from now on.
        day: the first day of it.
        reason: what changed, and why.

    Returns:
        Its number.
    """
    last = work.session.scalar(select(func.max(ConsentWording.version))) or 0
    work.add(ConsentWording(version=last + 1, body=words, in_use_from=day, reason=reason))
    return last + 1
