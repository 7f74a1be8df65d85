"""Volunteers held back by concerns: which holds stand, and where somebody stands once they are let go."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from db.enums import ChangeOp, VolunteerStatus
from db.ids import NOBODY
from db.models import ConcernHold, Volunteer
from db.queries import concerns as concern_query
from db.queries import history as log
from db.session import UnitOfWork
from desktop.domain.concerns import Entry, Hold
from desktop.services.concern_sealing import HELD

_CODES = frozenset(one.value for one in HELD)


def standing(entries: Iterable[Entry]) -> tuple[Hold, ...]:
    """The holds that stand in a concern, one for each volunteer; those nobody has decided on first."""
    last = {one.part.volunteer_id: one.part for one in entries if isinstance(one.part, Hold)}
    found = [one for one in last.values() if one.now in _CODES]
    return tuple(sorted(found, key=lambda one: one.now != VolunteerStatus.ON_HOLD.value))


def ever_held(entries: Iterable[Entry]) -> frozenset[str]:
    """Everybody a concern ever held back."""
    return frozenset(one.part.volunteer_id for one in entries if isinstance(one.part, Hold))


def end_hold(work: UnitOfWork, held: Hold) -> None:
    """Say in clear that one hold has ended; whose concern it was of stays inside the seal."""
    line = work.session.get(ConcernHold, held.id)
    if line is not None:
        line.ended_at = work.log.at


def once_freed(
    session: Session, volunteer: Volunteer, held: Hold, found: Iterable[tuple[Entry, ...]]
) -> VolunteerStatus | None:
    """Where a volunteer stands once a concern lets go of them.

    Args:
        session: an open session.
        volunteer: who.
        held: the hold that ends.
        found: the entries of every concern the lead can open.

    Returns:
        Their status; None where it stays as it is: they have left meanwhile, somebody put them on hold by
        hand for a reason of their own, or another concern holds them as well.
    """
    if volunteer.status not in HELD or _was_by_hand(session, volunteer.id):
        return None
    if concern_query.is_held(session, volunteer.id, besides=held.id):
        return None
    return _before((entry for entries in found for entry in entries), volunteer.id)


def _before(entries: Iterable[Entry], volunteer_id: str) -> VolunteerStatus:
    """Where a volunteer stood before concerns held them back; resting where none of them knows."""
    known = [
        (one.at, one.part.was)
        for one in entries
        if isinstance(one.part, Hold) and one.part.volunteer_id == volunteer_id
    ]
    free = [(at, was) for at, was in known if was and was not in _CODES]
    return VolunteerStatus(max(free)[1]) if free else VolunteerStatus.RESTING


def _was_by_hand(session: Session, volunteer_id: str) -> bool:
    """Whether somebody, and no concern, took the volunteer out of help when they went last."""
    by, held = NOBODY, False
    for line in log.of_row(session, volunteer_id):
        if line.op is ChangeOp.CREATE and isinstance(line.value, dict):
            code = line.value.get("status")
        elif line.field == "status":
            code = line.value
        else:
            continue
        if code in _CODES and not held:
            by = line.by
        held = code in _CODES
    return by != NOBODY
