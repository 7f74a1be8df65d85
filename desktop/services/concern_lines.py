"""Concerns as lines of the lead's list, and what their entries say of a volunteer held back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from db.enums import VolunteerStatus
from db.enums_concerns import ConcernState, Danger, NextStep, Progress
from db.queries.concerns import SealedKey
from desktop.domain.concerns import Account, ConcernFile, Entry, Hold
from desktop.services.concern_sealing import HELD, is_about

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

    def order(self) -> tuple[bool, bool, datetime]:
        """The most pressing first: danger, then no decision yet, then by the moment something is due."""
        due = self.decide_by or self.raised_at
        return self.danger is not Danger.YES, self.decide_by is None, due


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
        review_on=last.review_on if last is not None and last.step is NextStep.WATCH else None,
        is_unread=key.progress is Progress.SENT,
    )


def hold_in(entries: tuple[Entry, ...]) -> Hold | None:
    """The hold that still stands in a concern."""
    last = next((one.part for one in reversed(entries) if isinstance(one.part, Hold)), None)
    return last if last is not None and last.now in {one.value for one in HELD} else None


def before_hold(entries: Iterable[Entry], volunteer_id: str) -> VolunteerStatus:
    """Where a volunteer stood before concerns held them back; resting where none of them knows."""
    held = {one.value for one in HELD}
    known = [
        (one.at, one.part.was)
        for one in entries
        if isinstance(one.part, Hold) and one.part.volunteer_id == volunteer_id
    ]
    free = [(at, was) for at, was in known if was and was not in held]
    return VolunteerStatus(max(free)[1]) if free else VolunteerStatus.RESTING


def keeps_from(session: Session, entries: tuple[Entry, ...], user_id: str, name: str) -> bool:
    """Whether a concern is kept from a lead: it is about them, as the author or a record says."""
    account = entries[0].part
    assert isinstance(account, Account)
    return is_about(session, account, user_id, name)
