"""What recurring help gives Today: whom to ask whether they are back, and help that ends soon."""

from datetime import timedelta

from db.enums import Urgency
from db.queries import repeats as query
from desktop.domain.dates import near_day
from desktop.domain.names import full_name
from desktop.domain.repeats import last_day
from desktop.services.needs import PRIVATE_LABEL, sees_private
from desktop.services.today_items import Desk, TodayItem, known, source, words

_SHOWN = 5
_WARN = timedelta(days=14)
"""How long before help ends somebody is told: time to ask, and for two more weeks to be planned."""


@source("pauses", "request.set")
def to_ask(desk: Desk) -> list[TodayItem]:
    """A line for each person whose help rests until they are back, on the day to ask."""
    found = [
        spell
        for spell in query.pauses(desk.session, desk.today)
        if spell.last_day is None and spell.look_on is not None and spell.look_on <= desk.today
    ]
    names = query.names(desk.session, [spell.person_id for spell in found[:_SHOWN]])
    return [
        TodayItem(
            key=f"pauses:{spell.id}",
            urgency=Urgency.THIS_WEEK,
            day=spell.look_on or desk.today,
            sentence=words("Is {person} back?", person=names[spell.person_id]),
            second=known(
                words("Help has rested since {day}", day=near_day(spell.first_day, desk.today)),
                words("{reason}", reason=spell.reason) if spell.reason else None,
            ),
            verb=words("Ask"),
            place="person",
            item=spell.person_id,
        )
        for spell in found[:_SHOWN]
        if spell.person_id in names
    ]


@source("ending", "request.set")
def ending(desk: Desk) -> list[TodayItem]:
    """A line for each series whose last day is within two weeks."""
    found = [
        (day, row)
        for row in query.ending(desk.session)
        if (day := last_day(row.recurrence)) is not None and desk.today <= day <= desk.today + _WARN
    ]
    return [
        TodayItem(
            key=f"ending:{row.id}",
            urgency=Urgency.THIS_WEEK,
            day=day,
            sentence=words(
                "{need} for {person} ends {day}",
                need=PRIVATE_LABEL
                if row.is_private and not sees_private(desk.actor, row.taken_by_id)
                else row.need,
                person=full_name(row.first_name, row.last_name),
                day=near_day(day, desk.today),
            ),
            second=(words("R-{number}", number=row.number), words("Ask whether it is to go on")),
            verb=words("Open it"),
            place="requests",
            item=row.id,
        )
        for day, row in sorted(found)[:_SHOWN]
    ]
