"""What the rota gives Today: shifts of today and tomorrow that still want somebody, and who needs cover."""

from datetime import timedelta

from db.enums import Urgency
from desktop.domain.rota import Shift
from desktop.domain.rota_seats import clock
from desktop.services.rota_facts import Facts
from desktop.services.rota_views import week_view
from desktop.services.today_items import Desk, TodayItem, counted, source, words

_SHOWN = 3
"""Shifts each with a line of its own; the rest stand together."""


@source("rota_gaps", "rota.set")
def gaps(desk: Desk) -> list[TodayItem]:
    """Shifts of today and tomorrow that want somebody, soonest first."""
    facts = Facts(desk.session, desk.today, desk.today + timedelta(days=1), desk.today)
    found = [one for one in facts.shifts if one.missing]
    found.sort(key=lambda one: (one.on_date, one.start, one.job.number))
    lines = [_line(desk, one) for one in found[:_SHOWN]]
    rest = found[_SHOWN:]
    if rest:
        lines.append(
            TodayItem(
                key="rota_gaps:more",
                urgency=Urgency.TOMORROW,
                day=rest[0].on_date,
                sentence=counted(
                    len(rest), "One more shift wants somebody", "{count} more shifts want somebody"
                ),
                verb=words("See the week"),
                place="rota",
                item=rest[0].key,
            )
        )
    return lines


@source("rota_cover", "rota.set")
def cover(desk: Desk) -> list[TodayItem]:
    """Shifts of today and tomorrow whose people may not do them any more, in one line."""
    facts = Facts(desk.session, desk.today, desk.today + timedelta(days=1), desk.today)
    view = week_view(facts, frozenset(), told=False)
    if not view.uncleared:
        return []
    keys = list(dict.fromkeys(key for key, _seat, _who in view.uncleared))
    return [
        TodayItem(
            key="rota_cover",
            urgency=Urgency.TODAY,
            day=desk.today,
            sentence=counted(len(keys), "A shift needs cover", "{count} shifts need cover"),
            second=(words("Somebody on it is not cleared any more"),),
            verb=words("Find cover"),
            place="rota",
            item=keys[0],
        )
    ]


def _line(desk: Desk, shift: Shift) -> TodayItem:
    today = shift.on_date == desk.today
    return TodayItem(
        key=f"rota_gaps:{shift.key}",
        urgency=Urgency.TODAY if today else Urgency.TOMORROW,
        day=shift.on_date,
        sentence=words("{job} wants one person", job=shift.job.name)
        if shift.missing == 1
        else words("{job} wants {count} people", job=shift.job.name, count=shift.missing),
        second=(words("{start} to {end}", start=clock(shift.start), end=clock(shift.end)),),
        verb=words("Fill the gap"),
        place="rota",
        item=shift.key,
    )
