"""The information bank on screen: a card that is out of date says so beside its name."""

from datetime import date, timedelta

from db.queries.info_bank import CardRow
from desktop.context import AppContext
from desktop.ui.base.tokens import Tone
from desktop.ui.info.page import InfoSpec


def test_the_mark_of_a_card_out_of_date_stands_with_its_name(context: AppContext) -> None:
    """The day has a column that a narrow list has no room for; the name is always there."""
    columns = {one.key: one for one in InfoSpec(context).columns}
    today = context.hub.tools.clock().astimezone().date()
    title, review = columns["title"], columns["review"]
    assert title.priority == 0
    assert title.cell is not None
    assert review.cell is not None
    for days, icon, tone in ((-1, "alert-triangle", Tone.WARN), (0, "", None), (30, "", None)):
        row = card(today + timedelta(days=days))
        assert title.cell(row).icon == icon
        assert ("out of date" in title.cell(row).spoken) is bool(icon)
        assert review.cell(row).tone is tone


def card(review_on: date) -> CardRow:
    """A card to be checked by a day."""
    said = {"title": "Dial-a-ride", "review_on": review_on}
    return CardRow(**{name: said.get(name, "") for name in CardRow._fields})  # type: ignore[arg-type]
