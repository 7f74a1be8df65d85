"""What retention gives Today: how much is past its time, in numbers only, and holds to look at again."""

from datetime import date, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import func, select

from db.enums import Urgency
from db.enums_protection import DestructionKind
from db.models import Destruction
from db.store import Store
from desktop.domain.dates import day_month
from desktop.services.holds import due_to_look_at
from desktop.services.retention import due_now
from desktop.services.today_items import Desk, TodayItem, counted, source, words

EVERY = timedelta(days=28)
"""How often it is brought to mind: something is past its time on most days."""
_COUNTED: WeakKeyDictionary[Store, tuple[date, int]] = WeakKeyDictionary()


@source("retention", "retention.run")
def past_its_time(desk: Desk) -> list[TodayItem]:
    """How many records are past their time, where nobody let any go for four weeks; counted once a day."""
    last = desk.session.scalar(
        select(func.max(Destruction.at)).where(Destruction.kind == DestructionKind.RETENTION)
    )
    if last is not None and desk.today - last.astimezone().date() < EVERY:
        return []
    held = _COUNTED.get(desk.tools.store)
    if held is None or held[0] != desk.today:
        due = due_now(desk.session, desk.today, lambda _before, _held: [])
        held = (desk.today, sum(len(found.going) for _rule, found in due))
        _COUNTED[desk.tools.store] = held
    if not held[1]:
        return []
    sentence = counted(held[1], "1 record is past its time", "{count} records are past their time")
    return [
        TodayItem(
            key="retention:due",
            urgency=Urgency.NO_RUSH,
            day=desk.today,
            sentence=sentence,
            second=(words("look at what would go; nothing goes by itself"),),
            verb=words("Look"),
            place="retention",
        )
    ]


@source("holds", "hold.set")
def to_look_at_again(desk: Desk) -> list[TodayItem]:
    """Holds whose day to look again has come; whose they are is not said here."""
    return [
        TodayItem(
            key=f"hold:{one.id}",
            urgency=Urgency.THIS_WEEK,
            day=desk.today,
            sentence=words("Are records still to be kept back?"),
            second=(words("to be looked at again on {day}", day=day_month(one.look_again_on)),),
            verb=words("Decide"),
            place="protection",
            item=f"holds:{one.id}",
        )
        for one in due_to_look_at(desk.session, desk.today)
        if one.look_again_on is not None
    ]
