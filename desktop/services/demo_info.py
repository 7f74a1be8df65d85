"""The demonstration's information bank: invented services, some not checked for a while."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.ids import new_id
from db.models import InfoCard, InfoCardNeed, NeedType
from db.session import UnitOfWork

if TYPE_CHECKING:
    from desktop.services.demo import Cast

_CARDS = (
    ("Riverside foodbank", "food_parcel", 20, "020 7946 0210", "Mon and Thu, 10:00 to 13:00",
     "No voucher needed for the first bag. Ask what they cannot eat."),
    ("Meals on Fridays", "hot_meal", 40, "020 7946 0211", "Fri, 12:00 to 14:00",
     "Eat in or take away, pay what you can. Step-free from the yard."),
    ("Prescriptions brought home", "prescription", 190, "020 7946 0212", "Weekdays, 9:00 to 17:30",
     "Two of the three pharmacies bring them. Ask the pharmacy first: it is quicker than we are."),
    ("Money and debt advice", "debt_and_benefits", 12, "020 7946 0213", "Weekdays, 9:30 to 15:00",
     "Free and in confidence. Have letters and a bank statement ready. They ring back the same day."),
    ("Dial-a-ride", "transport", 210, "020 7946 0214", "Book two days before",
     "For whoever cannot use a bus. A companion rides free."),
    ("Gas or electricity runs out", "", 30, "020 7946 0215", "Day and night",
     "The supplier must help at once where somebody is over 65, ill, or has a small child."),
)  # fmt: skip
"""Title, need, days since it was checked, number, when, what to say."""
_GOOD_FOR = timedelta(days=182)


def write_cards(work: UnitOfWork, cast: "Cast") -> None:
    """Write a few cards; two have not been checked for over half a year."""
    needs = {code: key for key, code in work.session.execute(select(NeedType.id, NeedType.code))}
    first = work.next_number("info_card", len(_CARDS))
    cards: list[dict[str, Any]] = []
    about: list[dict[str, Any]] = []
    for place, (title, need, ago, phone, when, words) in enumerate(_CARDS):
        key, checked = new_id(), cast.today - timedelta(days=ago)
        cards.append(
            {
                "id": key,
                "number": first + place,
                "title": title,
                "words": words,
                "phone": phone,
                "open_when": when,
                "source": "Rung to ask",
                "checked_on": checked,
                "review_on": checked + _GOOD_FOR,
            }
        )
        if need in needs:
            about.append({"card_id": key, "need_type_id": needs[need]})
    work.insert_many(InfoCard, cards)
    work.insert_many(InfoCardNeed, about)
