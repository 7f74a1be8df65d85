"""What Today tells the lead of restricted records opened with a reason: each until it is looked into."""

from db.enums import Urgency
from db.models import Opening
from desktop.services.openings import lines
from desktop.services.today_items import Desk, TodayItem, counted, source, words


@source("opened", "glass.see")
def to_look_into(desk: Desk) -> list[TodayItem]:
    """Openings nobody has looked into; not one's own, which another lead looks into."""
    mine = desk.actor.user_id
    return [
        TodayItem(
            key=f"opened:{one.id}",
            urgency=Urgency.TODAY,
            day=one.opened_at.astimezone().date(),
            sentence=words("{name} opened restricted records", name=one.who),
            second=(
                words("at {time}", time=f"{one.opened_at.astimezone():%H:%M}"),
                counted(one.looks, "1 look", "{count} looks"),
                words("{reason}", reason=one.reason),
            ),
            verb=words("Look into it"),
            place="openings",
            item=one.id,
        )
        for one in lines(desk.session, Opening.seen_at.is_(None), Opening.by_id != mine)
    ]
