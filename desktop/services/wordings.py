"""Versions of what is read out before something is shared: each kept, the last of each purpose in use.

What a yes was given to is kept beside it in full, so that no later version speaks for it.
"""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import ConsentWording, Organisation
from db.session import UnitOfWork
from desktop.domain.consent_rules import HEALTH

HELP, SHARE = "help", "share"
"""What is agreed to: to be helped, to be told of to somebody named, and health notes going too."""
RECIPIENT = "{recipient}"
"""Where the words name who gets it."""


def keep_wording(
    work: UnitOfWork, words: str, day: date, reason: str = "Changed in Settings", purpose: str = HELP
) -> ConsentWording:
    """Keep a new version.

    Args:
        work: the unit of work that puts it in use.
        words: what is read out from now on.
        day: the first day of it.
        reason: what changed, and why.
        purpose: what is agreed to.

    Returns:
        The version.
    """
    same = ConsentWording.purpose == purpose
    last = work.session.scalar(select(func.max(ConsentWording.version)).where(same)) or 0
    made = ConsentWording(purpose=purpose, version=last + 1, body=words, in_use_from=day, reason=reason)
    work.add(made)
    return made


def wording_for(purpose: str) -> str:
    """Which words go with a purpose of consent: everything but help and health is telling somebody named."""
    return purpose if purpose in (HELP, HEALTH) else SHARE


def words_in_use(session: Session, purpose: str, recipient_id: str | None) -> tuple[str, str]:
    """What is read out now, with the recipient's name in it, and the number of the version.

    Args:
        session: an open session.
        purpose: of the consent.
        recipient_id: who is named; None leaves the place for the name as it is.
    """
    wanted = select(ConsentWording).where(ConsentWording.purpose == wording_for(purpose))
    last = session.scalars(wanted.order_by(ConsentWording.version.desc()).limit(1)).first()
    if last is None:
        return "", ""
    named = session.get(Organisation, recipient_id) if recipient_id else None
    words = last.body.replace(RECIPIENT, named.name) if named is not None else last.body
    return words, str(last.version)
