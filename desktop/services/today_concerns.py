"""What concerns give Today: to a lead, that something waits to be read; never what, of whom or how many."""

from db.enums import Urgency
from db.queries import concerns as query
from desktop.services.today_items import Desk, TodayItem, source, words


@source("concern", "concern.open")
def to_read(desk: Desk) -> list[TodayItem]:
    """One item while no lead has read what was written last, or the day to look again at one has come."""
    who = desk.actor.user_id
    if not (query.waiting(desk.session, who) or query.to_look_at(desk.session, who, desk.today)):
        return []
    return [
        TodayItem(
            key="concern:waiting",
            urgency=Urgency.TODAY,
            day=desk.today,
            sentence=words("Something waits for you in Concerns"),
            verb=words("Open concerns"),
            place="concerns",
        )
    ]
