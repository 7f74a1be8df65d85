"""The demonstration's data protection: somebody whose records are kept back, and notes past their time."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from db.enums_protection import RightKind, ShareDecision
from db.models import RetentionHold, RightsRequest, ShareRequest, ShiftNote
from db.session import UnitOfWork
from desktop.domain.rights_clock import RightsClock, due

if TYPE_CHECKING:
    from desktop.services.demo import Cast

_OLD_NOTES = (
    "The freezer at the hall was off all night. Nothing in it is to go out.",
    "Half term: the school kitchen lends us its big pans until Friday.",
    "Flyers for the summer fair are under the desk.",
)
_RIGHTS = {
    RightKind.ACCESS: "What have you written down about me?",
    RightKind.CORRECTION: "My door is number 4, not 14. The bags went to the wrong flat.",
}
"""What was asked for, and in which words."""
_OLDEST = 190
"""Days since the first of them: notes are kept for three months."""


def write_protection(work: UnitOfWork, cast: "Cast", people: Sequence[str]) -> None:
    """Write holds, one that stands and one lifted, a few old notes, and what people asked for by right.

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
    _asked(work, cast, sorted(people)[2:4] or sorted(people))


def _asked(work: UnitOfWork, cast: "Cast", people: Sequence[str]) -> None:
    """Two people asked for what is theirs by right, and a landlord for what is not his."""
    for number, (person, kind, words) in enumerate(zip(people, _RIGHTS, _RIGHTS.values(), strict=False)):
        came = cast.today - timedelta(days=6 + 12 * number)
        row = {
            "number": work.next_number("rights_request"),
            "person_id": person,
            "kind": kind,
            "received_on": came,
            "due_on": due(RightsClock(came), cast.today).day,
            "words": words,
            "how": "By phone",
            "who_they_are": "Rung back on the number we hold",
            "handled_by": "Priya Nair",
        }
        work.insert_many(RightsRequest, [row])
    refused = {
        "number": work.next_number("share_request"),
        "received_on": cast.today - timedelta(days=9),
        "asked_by": "A letting agent",
        "asked_by_person": "Somebody on the phone, who would not say",
        "how": "By phone",
        "data": "Who lives at an address, and whether they are at home by day",
        "purpose": "A visit",
        "decision": ShareDecision.REFUSED,
        "why": "Nobody there agreed, and nothing in law asks it of us.",
        "decided_by": "Helen Strickland",
        "decided_on": cast.today - timedelta(days=9),
    }
    work.insert_many(ShareRequest, [refused])
