"""What loans give Today: things due back soon, and those that are late."""

from datetime import date

from db.enums import Urgency
from db.queries import loans as query
from db.queries.loans import AssetRow
from desktop.domain.dates import day_month_year, near_day
from desktop.domain.loans import SOON
from desktop.services.loans import borrower_of
from desktop.services.today_items import Desk, TodayItem, Words, known, source, words

_SHOWN = 5


@source("loans", "loan.set")
def due(desk: Desk) -> list[TodayItem]:
    """A line for each thing due within three days, late, or out with somebody erased.

    What is out with somebody erased comes first, and stays until it is taken back or written off: nobody is
    left to be rung. Then come others, the longest late first.
    """
    found = sorted(query.due(desk.session, desk.today + SOON), key=lambda row: row.erased_at is None)
    return [
        TodayItem(
            key=f"loans:{row.loan_id}",
            urgency=Urgency.THIS_WEEK,
            day=row.due_on,
            sentence=_sentence(row, row.due_on, desk.today),
            second=known(_second(row)),
            verb=words("Look at it"),
            place="loans",
            item=row.id,
        )
        for row in found[:_SHOWN]
        if row.due_on is not None
    ]


def _sentence(row: AssetRow, due_on: date, today: date) -> Words:
    if row.erased_at is not None:
        day = day_month_year(row.erased_at.astimezone().date())
        return words("{thing} is on loan to somebody erased on {day}", thing=row.name, day=day)
    late = due_on < today
    said = "{thing} was due back {day}" if late else "{thing} is due back {day}"
    return words(said, thing=row.name, day=near_day(due_on, today))


def _second(row: AssetRow) -> Words | None:
    if row.erased_at is not None:
        return words("Take it back if it comes, or write it off as lost")
    return words("{name} has it", name=borrower_of(row)) if borrower_of(row) else None
