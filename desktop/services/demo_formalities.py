"""The demonstration's formalities: what street groups asked for, and who took it on."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.enums import Layer
from db.enums_formalities import FormalityKind, FormalityState
from db.models import Formality, Organisation
from db.session import UnitOfWork

if TYPE_CHECKING:
    from desktop.services.demo import Cast
    from desktop.services.demo_volunteers import Helper

_Kind, _State = FormalityKind, FormalityState
_ASKED = (
    (_Kind.CRIMINAL_RECORD, _State.ASKED, 2, 12, "Ring the council"),
    (_Kind.INSURANCE, _State.ASKED, 5, -1, "Ask whether the hub's cover reaches them"),
    (_Kind.CRIMINAL_RECORD, _State.TAKEN_ON, 9, 16, "Send the forms"),
    (_Kind.FIRST_AID, _State.TAKEN_ON, 12, 23, "Find four places on the course"),
    (_Kind.REFERENCES, _State.ARRANGED, 14, 6, "Second reference"),
    (_Kind.RISK_ASSESSMENT, _State.ARRANGED, 20, 9, "Visit on Thursday"),
    (_Kind.FOOD_HYGIENE, _State.DONE, 40, None, ""),
    (_Kind.BANK_ACCOUNT, _State.DECLINED, 33, None, ""),
)
"""What, where it stands, how many days ago it was asked, in how many days it is due, what comes next."""
_PERSONAL = frozenset({_Kind.CRIMINAL_RECORD, _Kind.REFERENCES, _Kind.FOOD_HYGIENE})
_DECLINED = "The anchor may not hold money for others. The credit union can help."


def write_formalities(work: UnitOfWork, cast: "Cast", volunteers: Sequence["Helper"]) -> None:
    """Write a queue with something at each stage.

    Args:
        work: the unit of work.
        cast: what the parts share.
        volunteers: of whom some wait for a check.
    """
    bodies: dict[Layer, list[str]] = {}
    for key, layer in work.session.execute(select(Organisation.id, Organisation.layer).order_by("number")):
        bodies.setdefault(layer, []).append(key)
    everybody = [key for keys in bodies.values() for key in keys]
    if not everybody:
        return
    # A small demonstration has not every layer.
    groups, councils, anchors = (
        bodies.get(layer, everybody) for layer in (Layer.STREET, Layer.STATUTORY, Layer.ANCHOR)
    )
    waiting = [one.id for one in volunteers if not one.is_checked]
    first = work.next_number("formality", len(_ASKED))
    rows: list[dict[str, Any]] = []
    for place, (kind, state, ago, due, following) in enumerate(_ASKED):
        asked = cast.today - timedelta(days=ago)
        carried = state not in (_State.ASKED, _State.DECLINED)
        personal = kind in _PERSONAL and place < len(waiting)
        rows.append(
            {
                "number": first + place,
                "kind": kind,
                "state": state,
                "asked_by_id": groups[place % len(groups)],
                "volunteer_id": waiting[place] if personal else None,
                "arranged_by_id": councils[place % len(councils)] if carried else None,
                "paid_by_id": anchors[place % len(anchors)] if carried else None,
                "asked_on": asked,
                "taken_on": asked + timedelta(days=1) if carried else None,
                "arranged_on": asked + timedelta(days=2) if state is _State.ARRANGED else None,
                "closed_on": asked + timedelta(days=7) if due is None else None,
                "due_on": cast.today + timedelta(days=due) if due is not None else None,
                "next_step": following,
                "declined_why": _DECLINED if state is _State.DECLINED else "",
            }
        )
    work.insert_many(Formality, rows)
