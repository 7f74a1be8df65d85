"""What a day shared out among many volunteers reads besides its tasks."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.enums import TaskKind
from db.models import Household, RememberedPlace, Round
from db.queries.paging import by_keys, fetch, given
from db.queries.rounds import candidates


def first_open_day(session: Session, first: date, last: date) -> date | None:
    """The first day between two with a delivery to a household that is on no round."""
    rows = candidates(session, first, last, ())
    return min(
        (row.on_date for row in rows if row.kind is TaskKind.DELIVERY and row.household_id), default=None
    )


def every_remembered(session: Session) -> list[RememberedPlace]:
    """The coordinator's orders of all areas, undone places left out."""
    return list(session.scalars(select(RememberedPlace).where(RememberedPlace.voided_at.is_(None))))


def usual_volunteers(session: Session, household_ids: Sequence[str]) -> dict[str, str]:
    """Who usually goes to some households, by household; those nobody usually goes to are left out."""
    query = select(Household.id, Household.usual_volunteer_id).where(
        Household.usual_volunteer_id.is_not(None)
    )
    rows = fetch(session, by_keys(query, Household.id), given(household_ids))
    return {home: str(who) for home, who in rows}


def last_drives(session: Session, since: date, before: date) -> dict[str, date]:
    """The last day each driver had a round, from a day on and before another."""
    query = select(Round.driver_id, func.max(Round.on_date)).group_by(Round.driver_id)
    query = query.where(Round.driver_id.is_not(None), Round.voided_at.is_(None))
    rows = session.execute(query.where(Round.on_date >= since, Round.on_date < before))
    return {str(who): day for who, day in rows}


def records(session: Session, round_ids: Sequence[str]) -> list[Round]:
    """Some rounds by key."""
    return list(session.scalars(select(Round).where(Round.id.in_(round_ids))))
