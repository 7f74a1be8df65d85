"""The gate before a bulk export: whatever leaves a sharing record goes through it, or says why it is apart.

It stands in `sharing_log.write_share`, inside the transaction of the record, so that no writer can go round
it. An agreement stands for the same list, fields, purpose and recipient, for no more people than were agreed
to, once, and for a short time.
"""

from datetime import datetime, time
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.enums import ShareKind
from db.models import Approval, SharingRecord
from db.session import UnitOfWork
from desktop.domain.bulk_export import Apart, takes_two
from desktop.domain.errors import NeedsSecond
from desktop.services.approvals import digest
from desktop.services.base import Actor

EXPORT = "export"
"""The act agreed to."""
_WHAT = {
    ShareKind.HANDOVER: "Hand over",
    ShareKind.PRINT: "Print",
    ShareKind.EXPORT: "Save to a file",
}
_MOST_WORDS = 300


class Leaving(NamedTuple):
    """What is about to leave.

    Attributes:
        reason: what narrows it, such as the words of a filter; part of what is agreed to, but never told on.
        said: the fields as people say them.
    """

    kind: ShareKind
    purpose: str
    recipient: str
    fields: tuple[str, ...]
    reason: str
    people: int
    whole: bool
    apart: Apart | None
    said: tuple[str, ...] = ()


def second_person(work: UnitOfWork, actor: Actor, leaving: Leaving, now: datetime) -> str | None:
    """Use up a second person's agreement where what leaves takes one.

    Returns:
        Key of the agreement; None where none is needed.

    Raises:
        NeedsSecond: nobody agreed yet, to this, or not to so many.
    """
    gone = _gone_today(work.session, actor, now)
    if not takes_two(leaving.people, gone, whole=leaving.whole, apart=leaving.apart):
        return None
    subject = _subject(leaving)
    held = _agreed(work.session, actor, subject, leaving.people, now)
    if held is None:
        raise NeedsSecond(_sentence(leaving), EXPORT, subject, _words(leaving), leaving.people)
    held.used_at = now
    work.session.flush()
    return held.id


def _agreed(session: Session, actor: Actor, subject: str, people: int, now: datetime) -> Approval | None:
    wanted = select(Approval).where(
        Approval.act == EXPORT,
        Approval.subject == digest(subject),
        Approval.by_id == actor.user_id,
        Approval.agreed_at.is_not(None),
        Approval.refused_at.is_(None),
        Approval.used_at.is_(None),
        Approval.most >= people,
        or_(Approval.until.is_(None), Approval.until > now),
    )
    return session.scalars(wanted.order_by(Approval.number).limit(1)).first()


def _gone_today(session: Session, actor: Actor, now: datetime) -> int:
    """How many people went out today by this account in pieces nobody else agreed to.

    Papers with somebody's name on them, such as a round sheet or a letter, are not pieces of a list.
    """
    begin = datetime.combine(now.astimezone().date(), time()).astimezone()
    pieces = select(func.coalesce(func.sum(SharingRecord.people_count), 0)).where(
        SharingRecord.by_id == actor.user_id,
        SharingRecord.at >= begin,
        SharingRecord.approval_id.is_(None),
        or_(SharingRecord.kind != ShareKind.PRINT, SharingRecord.recipient_name == ""),
    )
    return session.scalar(pieces) or 0


def _subject(leaving: Leaving) -> str:
    parts = (leaving.kind.value, leaving.purpose, leaving.recipient, leaving.reason, *sorted(leaving.fields))
    return "\n".join(parts)


def _sentence(leaving: Leaving) -> str:
    return f"It takes two: {leaving.people:,} people are in it. Ask a second person to agree."


def _words(leaving: Leaving) -> str:
    """What is to leave, with nobody's name: how many, which fields, what for and to whom."""
    fields = ", ".join(leaving.said or (one.replace("_", " ") for one in leaving.fields))
    if len(fields) > _MOST_WORDS:
        fields = f"{fields[:_MOST_WORDS].rpartition(', ')[0]} and more"
    to = f" To: {leaving.recipient}." if leaving.recipient else ""
    what = f"{_WHAT[leaving.kind]}: {leaving.people:,} people. For: {leaving.purpose}.{to}"
    return f"{what} Each with: {fields}."
