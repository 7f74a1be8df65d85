"""What the information bank gives Today: cards past the day they were to be checked."""

from datetime import timedelta

from db.enums import Urgency
from db.queries import info_bank as query
from desktop.services.today_items import Desk, TodayItem, counted, source, words


@source("info", "info.set")
def to_check(desk: Desk) -> list[TodayItem]:
    """The cards out of date, in one line with the oldest."""
    old = query.CardFilter(review_by=desk.today - timedelta(days=1))
    found = query.ids(desk.session, old, "review")
    if not found:
        return []
    (first,) = query.rows(desk.session, found[:1])
    return [
        TodayItem(
            key="info:old",
            urgency=Urgency.NO_RUSH,
            day=desk.today,
            sentence=counted(
                len(found),
                "One information card is to be looked over",
                "{count} information cards are to be looked over",
            ),
            second=(words("First {title}", title=first.title),),
            verb=words("Check them"),
            place="info",
            item=first.id,
        )
    ]
