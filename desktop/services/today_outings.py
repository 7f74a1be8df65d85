"""What outings give Today: those that go soon and lack something, and those nobody said how they went."""

from datetime import timedelta

from db.enums import Urgency
from db.queries import outings as query
from desktop.domain.dates import near_day
from desktop.domain.outings import Short
from desktop.services.outings import OutingView, views
from desktop.services.today_items import Desk, TodayItem, Words, counted, known, source, words

_SOON = timedelta(days=7)
_LATE = timedelta(days=14)


@source("outings", "outing.see")
def going(desk: Desk) -> list[TodayItem]:
    """A line for each outing within a week that lacks something, and for each of today."""
    rows = query.between(desk.session, desk.today, desk.today + _SOON)
    found = views(desk.session, rows, desk.today)
    return [_going(one, desk) for one in found if one.lacks or one.row.on_date == desk.today]


def _going(one: OutingView, desk: Desk) -> TodayItem:
    row, soon = one.row, one.row.on_date <= desk.today + timedelta(days=1)
    return TodayItem(
        key=f"outings:{row.id}",
        urgency=Urgency.TODAY if soon else Urgency.THIS_WEEK,
        day=row.on_date,
        at=row.starts_at,
        sentence=words("Outing to {place} {day}", place=row.place, day=near_day(row.on_date, desk.today)),
        second=known(*(_short(what, count) for what, count in one.lacks.items())),
        verb=words("Look at it"),
        place="outings",
        item=row.id,
    )


def _short(what: Short, count: int) -> Words:
    return {
        Short.PEOPLE: words("Nobody is down for it"),
        Short.COMPANIONS: counted(count, "One companion missing", "{count} companions missing"),
        Short.NOT_CLEARED: counted(count, "One companion not cleared", "{count} companions not cleared"),
        Short.SEATS: counted(count, "One seat short", "{count} seats short"),
        Short.WHEELCHAIRS: counted(count, "One wheelchair place short", "{count} wheelchair places short"),
    }[what]


@source("outings_were", "outing.set")
def were(desk: Desk) -> list[TodayItem]:
    """A line for each outing of the last fortnight nobody said how it went."""
    rows = query.between(desk.session, desk.today - _LATE, desk.today - timedelta(days=1))
    return [
        TodayItem(
            key=f"outings_were:{row.id}",
            urgency=Urgency.THIS_WEEK,
            day=desk.today,
            sentence=words("Outing to {place}: nobody said how it went", place=row.place),
            verb=words("Record how it went"),
            place="outings",
            item=row.id,
        )
        for row in rows
        if row.open_outcomes
    ]
