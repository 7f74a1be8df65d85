"""What neighbours offer that nobody confirmed for long; most are of a door alone, with nobody's record."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import NeighbourOffer
from db.queries.paging import by_keys, fetch, given
from db.queries.retention import Aged, held_people, roots
from db.queries.retention_ages import Trace, last_days, oldest

_OFFER = Trace(
    NeighbourOffer.id,
    (
        NeighbourOffer.created_at,
        NeighbourOffer.updated_at,
        NeighbourOffer.first_day,
        NeighbourOffer.last_day,
        NeighbourOffer.agreed_on,
        NeighbourOffer.ended_on,
        NeighbourOffer.voided_at,
    ),
)


def neighbour_offers(session: Session, edge: date) -> list[Aged]:
    """Every offer that was not confirmed since a day, and was for no day after it.

    One that stands goes as well: whether it still does is asked on Today long before (`domain.neighbours`),
    and whoever says so makes it young again.
    """
    root = roots(session)
    held = held_people(session, root)
    last = last_days(session, oldest(session, edge, _OFFER), (_OFFER,))
    whose = by_keys(select(NeighbourOffer.id, NeighbourOffer.person_id), NeighbourOffer.id)
    return [
        Aged(key, "neighbour_offer", last[key], root[person or ""] in held, False, root[person or ""])
        for key, person in fetch(session, whose, given(list(last)))
    ]
