"""What incidents give Today: those that are open, and people to be taken out of closed ones."""

from datetime import timedelta

from db.enums import Urgency
from db.queries import incidents as query
from desktop.domain.dates import near_day
from desktop.services.today_items import Desk, TodayItem, counted, known, source, words

_SOON = timedelta(days=7)


@source("incidents", "incident.see")
def running(desk: Desk) -> list[TodayItem]:
    """One line for each open incident: how many are at its centres, and wait."""
    return [
        TodayItem(
            key=f"incidents:{row.id}",
            urgency=Urgency.TODAY,
            day=desk.today,
            sentence=words("{name} is open", name=row.name),
            second=known(
                counted(row.here, "One person at a centre", "{count} people at centres")
                if row.here
                else None,
                counted(row.open_requests, "One request open", "{count} requests open")
                if row.open_requests
                else None,
            ),
            verb=words("Go to it"),
            place="incidents",
            item=row.id,
        )
        for row in query.rows(desk.session, query.open_ids(desk.session))
    ]


@source("incident_ends", "incident.erase")
def to_take_out(desk: Desk) -> list[TodayItem]:
    """A line for each closed incident whose people go within a week, or are to go."""
    return [
        TodayItem(
            key=f"incident_ends:{row.id}",
            urgency=Urgency.THIS_WEEK,
            day=row.erase_on,
            sentence=words("People are taken out of {name}", name=row.name),
            second=(
                words("on {day}, unless it is put off or stopped", day=near_day(row.erase_on, desk.today)),
            ),
            verb=words("Look at it"),
            place="incidents",
            item=row.id,
        )
        for row in query.rows(desk.session, query.ids(desk.session))
        if row.erase_on is not None and row.erased_at is None and row.erase_on <= desk.today + _SOON
    ]
