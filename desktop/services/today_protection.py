"""What data protection gives Today: breaches on the clock, complaints to answer, people to be told."""

from db.enums import Urgency
from desktop.domain.dates import day_month
from desktop.services.incidents import (
    acknowledge_by,
    hours_left,
    open_breaches,
    open_complaints,
    report_by,
)
from desktop.services.notices import still_to_tell
from desktop.services.today_items import Desk, TodayItem, counted, known, source, words


@source("breaches", "breach.see")
def on_the_clock(desk: Desk) -> list[TodayItem]:
    """Breaches the ICO may have to be told of, with the hours that are left."""
    now = desk.tools.clock()
    found = []
    for one in open_breaches(desk.session):
        left, until = hours_left(one, now), report_by(one).astimezone()
        clock = (
            counted(left, "1 hour left to tell the ICO", "{count} hours left to tell the ICO")
            if left >= 0
            else words("The 72 hours are over: tell the ICO now, and say why late")
        )
        found.append(
            TodayItem(
                key=f"breach:{one.id}",
                urgency=Urgency.TODAY,
                day=max(until.date(), desk.today) if left >= 0 else desk.today,
                sentence=words("Breach {number}: is it to be reported?", number=one.number),
                second=(clock,),
                verb=words("Decide"),
                place="protection",
                item=f"breaches:{one.id}",
            )
        )
    return found


@source("untold", "notice.work")
def to_be_told(desk: Desk) -> list[TodayItem]:
    """How many people nobody told yet what is done with their data: one item, by the soonest day."""
    found = still_to_tell(desk.session)
    if not found:
        return []
    late = sum(one.due < desk.today for one in found)
    passed = counted(late, "for 1 the day has passed", "for {count} the day has passed") if late else None
    return [
        TodayItem(
            key="untold:all",
            urgency=Urgency.THIS_WEEK,
            day=max(found[0].due, desk.today),
            sentence=counted(
                len(found),
                "1 person was not told yet what we do with their data",
                "{count} people were not told yet what we do with their data",
            ),
            second=known(passed),
            verb=words("See who"),
            place="protection",
            item=f"untold:{found[0].id}",
        )
    ]


@source("complaints", "complaint.see")
def to_answer(desk: Desk) -> list[TodayItem]:
    """Complaints about data that nobody has answered."""
    return [
        TodayItem(
            key=f"complaint:{one.id}",
            urgency=Urgency.THIS_WEEK,
            day=max(acknowledge_by(one) if one.acknowledged_on is None else desk.today, desk.today),
            sentence=words("Complaint {number} waits for an answer", number=one.number),
            second=(words("received {day}", day=day_month(one.received_on)),),
            verb=words("See it"),
            place="protection",
            item=f"complaints:{one.id}",
        )
        for one in open_complaints(desk.session)
    ]
