"""What loans give Today: things due back soon, and those that are late."""

from db.enums import Urgency
from db.queries import loans as query
from desktop.domain.dates import near_day
from desktop.domain.loans import SOON
from desktop.services.loans import borrower_of
from desktop.services.today_items import Desk, TodayItem, known, source, words

_SHOWN = 5


@source("loans", "loan.set")
def due(desk: Desk) -> list[TodayItem]:
    """A line for each thing due within three days, or late; the longest late first."""
    found = query.due(desk.session, desk.today + SOON)
    return [
        TodayItem(
            key=f"loans:{row.loan_id}",
            urgency=Urgency.THIS_WEEK,
            day=row.due_on,
            sentence=words(
                "{thing} was due back {day}" if row.due_on < desk.today else "{thing} is due back {day}",
                thing=row.name,
                day=near_day(row.due_on, desk.today),
            ),
            second=known(words("{name} has it", name=borrower_of(row)) if borrower_of(row) else None),
            verb=words("Look at it"),
            place="loans",
            item=row.id,
        )
        for row in found[:_SHOWN]
        if row.due_on is not None
    ]
