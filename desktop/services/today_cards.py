"""What Today tells whoever answers for the cards: that their words want proving from the paper again."""

from sqlalchemy import select

from db.enums import Urgency
from db.models import Hub
from desktop.services.cards import DRILL_DAYS, states
from desktop.services.today_items import Desk, TodayItem, Words, source, words


@source("cards", "card.drill")
def to_drill(desk: Desk) -> list[TodayItem]:
    """Cards whose words nobody has typed from the paper for half a year, or ever."""
    held = states(desk.tools.store.path.parent, desk.session.scalars(select(Hub.settings)).one())
    found = []
    for key, place, card, sentence in (
        ("recovery", "backup", held.recovery, words("Check that the recovery card still opens the hub")),
        (
            "safeguarding",
            "settings",
            held.safeguarding,
            words("Check that the safeguarding card still opens concerns"),
        ),
    ):
        if card.is_due(desk.today):
            last = (
                words("Last checked {day}", day=card.drilled) if card.drilled else words("Never checked yet")
            )
            found.append(_item(desk, key, place, sentence, last))
    return found


def _item(desk: Desk, key: str, place: str, sentence: Words, last: Words) -> TodayItem:
    why = words("Every {days} days, with the paper in hand", days=DRILL_DAYS)
    return TodayItem(
        key=f"cards:{key}",
        urgency=Urgency.NO_RUSH,
        day=desk.today,
        sentence=sentence,
        second=(last, why),
        verb=words("Check it"),
        place=place,
    )
