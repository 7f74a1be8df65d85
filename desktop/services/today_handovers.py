"""What handovers give Today: whom recipients are to be told of, and who has not said they deleted one."""

from itertools import groupby

from db.enums import Urgency
from db.queries import handover_series as query
from desktop.domain.references import Kind, write
from desktop.services.handover_notices import ToTell, to_tell
from desktop.services.today_items import Desk, TodayItem, source, words


@source("handover_notice", "handover.notice")
def to_be_told(desk: Desk) -> list[TodayItem]:
    """People who said no after they were handed over: one thing for each recipient."""
    waiting = sorted(
        to_tell(desk.session, desk.today, desk.tools.store.copy.prefix),
        key=lambda one: (one.recipient, one.recipient_id),
    )
    return [_notice(list(group), desk) for _, group in groupby(waiting, key=lambda one: one.recipient_id)]


@source("handover_undeleted", "handover.receipt")
def not_deleted(desk: Desk) -> list[TodayItem]:
    """Handovers past their day whose recipient has not said they are gone."""
    prefix = desk.tools.store.copy.prefix
    return [
        TodayItem(
            key=f"handover_undeleted:{record_id}",
            urgency=Urgency.NO_RUSH,
            day=desk.today,
            sentence=words(
                "Ask {recipient} whether {reference} is deleted",
                recipient=recipient,
                reference=write(Kind.HANDOVER, number, prefix),
            ),
            second=(words("It was to be deleted by {day}. Our own copy is gone", day=day),),
            verb=words("Record it"),
            place="handovers",
            item=record_id,
        )
        for record_id, number, recipient, day in query.undeleted(desk.session, desk.today)
    ]


def _notice(told: list[ToTell], desk: Desk) -> TodayItem:
    first = min(told, key=lambda one: one.refused_at)
    one = words("{name} said no: tell {recipient}", name=first.name, recipient=first.recipient)
    many = words("{count} people said no: tell {recipient}", count=len(told), recipient=first.recipient)
    if first.restricted:
        one = words(
            "{name} asked us to restrict the use of their data: tell {recipient}",
            name=first.name,
            recipient=first.recipient,
        )
    if any(each.restricted for each in told):
        many = words(
            "{count} people said no or asked us to restrict: tell {recipient}",
            count=len(told),
            recipient=first.recipient,
        )
    names = ", ".join(dict.fromkeys(name for each in told for name in each.references))
    return TodayItem(
        key=f"handover_notice:{first.recipient_id}",
        urgency=Urgency.TODAY,
        day=desk.today,
        sentence=one if len(told) == 1 else many,
        second=(words("They have {references}", references=names),),
        verb=words("Tell them"),
        place="handovers",
        item=first.record_id,
    )
