"""Concerns as lines of the lead's list."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from db.enums import VolunteerStatus
from db.enums_concerns import ConcernState, Danger, Progress
from db.queries.concerns import SealedKey
from desktop.domain.concerns import Account, ConcernFile, Details, Entry
from desktop.services.concern_sealing import concerned

DECIDE_WITHIN = timedelta(hours=4)
"""How soon the screen asks for a decision: the same day, as its author was promised."""
_UNDECIDED = frozenset({ConcernState.RAISED, ConcernState.UNDER_REVIEW})


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """One line of the lead's list.

    Attributes:
        id: the concern.
        reference: as people say it.
        name: whom or what it is about.
        raised_at: when it was sent, UTC.
        raised_by: its author's name.
        state: where it stands.
        danger: as last asked.
        decide_by: when a decision is due; None once there is one.
        review_on: the day to look again.
        is_unread: no lead has read what was written last.
    """

    id: str
    reference: str
    name: str
    raised_at: datetime
    raised_by: str
    state: ConcernState
    danger: Danger
    decide_by: datetime | None
    review_on: date | None
    is_unread: bool

    @property
    def is_closed(self) -> bool:
        """Whether it is dealt with: closed, and nothing was added since that no lead has read."""
        return self.state is ConcernState.CLOSED and not self.is_unread

    def order(self) -> tuple[bool, bool, bool, bool, datetime]:
        """The most pressing first.

        Danger, then no decision yet, then something unread, then by the day to look again, then by age.
        """
        due = datetime.combine(self.review_on, time(), UTC) if self.review_on else self.raised_at
        return (
            self.danger is not Danger.YES,
            self.decide_by is None,
            not self.is_unread,
            self.review_on is None,
            self.decide_by or due,
        )


@dataclass(frozen=True, slots=True)
class HeldVolunteer:
    """A volunteer this concern took out of help."""

    volunteer_id: str
    name: str
    status: VolunteerStatus


def line_of(key: SealedKey, entries: tuple[Entry, ...]) -> ConcernLine:
    """One line of the list: a concern the reader can open and its entries, oldest first."""
    whole = ConcernFile(key.concern_id, key.reference, entries)
    last = whole.decision
    undecided = whole.state in _UNDECIDED and last is None
    return ConcernLine(
        id=key.concern_id,
        reference=key.reference,
        name=whole.account.about.name,
        raised_at=key.at,
        raised_by=entries[0].by,
        state=whole.state,
        danger=whole.details.danger,
        decide_by=key.at + DECIDE_WITHIN if undecided else None,
        review_on=last.review_on if last is not None else None,
        is_unread=key.progress is Progress.SENT,
    )


def keeps_from(session: Session, entries: tuple[Entry, ...], user_id: str, name: str) -> bool:
    """Whether a concern is kept from a lead: it is about them, as its author, a record or a lead says."""
    said = [one.part for one in entries if isinstance(one.part, Account | Details)]
    return user_id in concerned(session, {user_id: name}, said)
