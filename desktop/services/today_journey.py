"""What volunteers give Today: those who signed up and heard nothing, and placements to look at."""

from db.enums import Urgency
from db.queries.bank import reviews_due
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


@source("placement_review", "volunteer.set")
def placements_to_look_at(desk: Desk) -> list[TodayItem]:
    """Placements whose day to be looked at has come, or whose last day is over, as one."""
    found = reviews_due(desk.session, desk.today)
    if not found:
        return []
    first = found[0]
    name = full_name(first.first_name, first.last_name)
    single = words("See how it goes for {name} with {host}", name=name, host=first.organisation)
    many = words("See how it goes for {count} placed volunteers", count=f"{len(found):,}")
    over = sum(one.last_day < desk.today for one in found)
    second = words("The agreed days are over for {count}", count=over) if over else words("Ring both of them")
    return [
        TodayItem(
            key="placement_review:all",
            urgency=Urgency.THIS_WEEK,
            day=first.review_on,
            sentence=single if len(found) == 1 else many,
            second=(second,),
            verb=words("Look"),
            place="bank",
            item="tab:placed",
        )
    ]
