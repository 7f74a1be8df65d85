"""What people fetch from the hub gives Today: how many come, and for whom something was kept in vain."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from db.enums import TaskKind, TaskStatus, Urgency
from db.queries import tasks as query
from db.queries.tasks import TaskFilter
from desktop.services.today_items import Desk, TodayItem, counted, source, words

DAY = timedelta(days=1)
SHOWN = "fetch"
"""What the page of tasks shows of it."""


@source("fetch", "round.result")
def to_be_fetched(desk: Desk) -> list[TodayItem]:
    """A line for what is fetched today, and one for what nobody came for on the days before."""
    today, before = _kept(desk.session, desk.today)
    coming, kept = today - before, before
    found = []
    if kept:
        found.append(
            TodayItem(
                key="fetch:late",
                urgency=Urgency.TODAY,
                day=desk.today - DAY,
                sentence=counted(
                    kept, "Nobody came for what was kept for them", "{count} did not come for what was kept"
                ),
                verb=words("See who"),
                place="tasks",
                item=SHOWN,
            )
        )
    if coming:
        found.append(
            TodayItem(
                key="fetch:today",
                urgency=Urgency.THIS_WEEK,
                day=desk.today,
                sentence=counted(
                    coming, "1 comes to fetch something today", "{count} come to fetch something today"
                ),
                verb=words("Hand out"),
                place="tasks",
                item=SHOWN,
            )
        )
    return found


def _kept(session: Session, today: date) -> tuple[int, int]:
    """How much waits to be fetched by the end of today, and by the end of yesterday."""
    by_today, by_yesterday = (
        query.count(
            session,
            TaskFilter(last_day=day, statuses=(TaskStatus.PLANNED,), kinds=(TaskKind.COLLECTION,)),
        )
        for day in (today, today - DAY)
    )
    return by_today, by_yesterday
