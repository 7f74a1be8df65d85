"""The demonstration's data protection: somebody whose records are kept back, and notes past their time."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from db.models import RetentionHold, ShiftNote
from db.session import UnitOfWork

if TYPE_CHECKING:
    from desktop.services.demo import Cast

_OLD_NOTES = (
    "The freezer at the hall was off all night. Nothing in it is to go out.",
    "Half term: the school kitchen lends us its big pans until Friday.",
    "Flyers for the summer fair are under the desk.",
)
_OLDEST = 190
"""Days since the first of them: notes are kept for three months."""


def write_protection(work: UnitOfWork, cast: "Cast", people: Sequence[str]) -> None:
    """Write holds, one that stands and one lifted, and a few old notes.

    Args:
        work: the unit of work.
        cast: what the parts share.
        people: of whom two are, or were, kept back.
    """
    some = sorted(people)[:2]
    holds = [
        {
            "person_id": some[0],
            "reason": "Their insurer may ask what was delivered, and when. The letter is in the safe.",
            "placed_by_id": cast.user_id,
            "placed_at": cast.now - timedelta(days=40),
            "look_again_on": cast.today + timedelta(days=50),
        },
        {
            "person_id": some[-1],
            "reason": "A complaint about a visit was looked into.",
            "placed_by_id": cast.user_id,
            "placed_at": cast.now - timedelta(days=120),
            "look_again_on": cast.today - timedelta(days=20),
            "ended_at": cast.now - timedelta(days=21),
            "ended_by_id": cast.user_id,
            "end_reason": "It was answered, and nothing is left to ask.",
        },
    ]
    work.insert_many(RetentionHold, holds)
    notes = [
        {"by_id": cast.user_id, "words": said, "at": cast.now - timedelta(days=_OLDEST - 20 * number)}
        for number, said in enumerate(_OLD_NOTES)
    ]
    work.insert_many(ShiftNote, notes)
