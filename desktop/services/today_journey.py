"""What volunteers' ways into the hub give Today: those who signed up and heard nothing for a week."""

from db.enums import Urgency
from desktop.domain.names import full_name
from desktop.services.journey import waiting_for_reply
from desktop.services.today_items import Desk, TodayItem, source, words


@source("no_reply", "volunteer.set")
def heard_nothing(desk: Desk) -> list[TodayItem]:
    """Sign-ups nobody answered, as one."""
    found = waiting_for_reply(desk.session, desk.today)
    if not found:
        return []
    first = found[0]
    days = (desk.today - first.joined_on).days
    single = words(
        "{name} signed up and has heard nothing", name=full_name(first.first_name, first.last_name)
    )
    many = words("{count} people signed up and have heard nothing", count=f"{len(found):,}")
    return [
        TodayItem(
            key="no_reply:all",
            urgency=Urgency.THIS_WEEK,
            day=desk.today,
            sentence=single if len(found) == 1 else many,
            second=(words("The longest wait is {days} days", days=days),),
            verb=words("Answer them"),
            place="volunteers",
            item=first.id,
        )
    ]
