"""What neighbours' offers give Today: whom to ask whether theirs goes on."""

from db.enums import Urgency
from db.queries import neighbours as query
from desktop.domain.neighbours import ends_soon
from desktop.services.neighbours import term_of
from desktop.services.today_items import Desk, TodayItem, source, words

_SHOWN = 5


@source("neighbour_offers", "neighbour.set")
def to_ask(desk: Desk) -> list[TodayItem]:
    """A line for each offer that ends soon, is over and stands on a door still, or was not asked for long."""
    due = [one for one in query.standing_offers(desk.session) if ends_soon(term_of(one), desk.today)]
    return [
        TodayItem(
            key=f"neighbour_offers:{row.id}",
            urgency=Urgency.THIS_WEEK,
            day=max(row.last_day or desk.today, desk.today),
            sentence=words(
                "Ask whether the neighbour’s offer in {street} goes on", street=row.street or row.postcode
            ),
            verb=words("Look at it"),
            place="neighbours",
            item=row.id,
        )
        for row in due[:_SHOWN]
    ]
